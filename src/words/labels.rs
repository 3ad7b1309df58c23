//! What the program says inside a document's reading.
