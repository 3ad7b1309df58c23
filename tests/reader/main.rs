//! The reader, from bytes to the lines a person reads.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
// A test that is skipped, or that counts, says so.
#![allow(clippy::print_stdout)]

mod corpus;
mod damage;
mod fhir;
mod hostile;
mod layouts;
mod rtf;
mod source;
mod subjects;
mod xdm;
