//! What the worker finds in a PDF, as it travels to the program: text that nobody has cleaned yet.

use serde::{Deserialize, Serialize};

/// The text of a document, page by page.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Text {
    pub pages: Vec<Page>,
    /// How many pages the document has, read or not.
    pub total: usize,
    /// Files carried inside.
    pub files: Vec<File>,
    /// More files than are carried over.
    pub more_files: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Page {
    pub blocks: Vec<Block>,
    /// Glyphs that do not say which letter they are.
    pub unreadable: usize,
    pub images: usize,
    /// There was more text than is read on one page.
    pub cut: bool,
}

/// A part of a page that is read by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// 1 is the highest.
    Heading { level: u8, text: String },
    /// The same words twice: line by line as they stand on the page, and one after the other as they are read.
    Laid { lines: Vec<Line>, flowed: Vec<Flowed> },
}

/// A line as it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// An empty line stands above.
    pub apart: bool,
    /// The column where each begins, and its text.
    pub cells: Vec<(usize, String)>,
}

/// Text that any width can hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Flowed {
    Paragraph(String),
    /// A heading inside a column of text.
    Strong(String),
    Bullets(Vec<String>),
    /// Rows of exactly `columns` cells; the first names the columns when there is a `head`.
    Table {
        columns: usize,
        head: bool,
        rows: Vec<Vec<String>>,
    },
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct File {
    pub name: String,
    pub media_type: String,
    /// They follow in a frame of their own.
    #[serde(skip)]
    pub bytes: Vec<u8>,
}
