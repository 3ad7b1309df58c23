//! PDF, from its bytes to what a person reads, through the real worker process.

mod damaged;
mod layout;
mod made;
mod said;
mod worker;

use crate::worker;
use dmp::domain::{Problem, Reading};
use dmp::face::flow;
use dmp::reader;
use dmp::words::Words;

fn read(bytes: &[u8]) -> Result<Reading, Problem> {
    reader::read(bytes, "application/pdf", None, &worker())
}

fn text(bytes: &[u8], width: usize) -> String {
    flow::text(&read(bytes).unwrap(), width, &Words::french())
}
