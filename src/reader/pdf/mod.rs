//! PDF: its text with the layout kept. Parsed in the worker process; here only what comes back is made a reading.

mod accents;
mod blocks;
mod columns;
mod extract;
mod files;
mod glyphs;
mod lines;
mod prose;
mod reading;
mod rows;
mod text;
mod words;

pub use extract::{open, text};
pub use text::Text;

use super::worker::{Done, Job, Worker};
use crate::domain::{Damage, Reading, Secret};

/// Pages read of one document.
const PAGES: usize = 5000;

pub fn read(bytes: &[u8], password: Option<&Secret>, worker: &dyn Worker) -> Result<Reading, Damage> {
    let Done::PdfText(text) = worker.work(&Job::PdfText { password, pages: PAGES }, bytes)? else { return Err(Damage::Unsafe) };
    // Its pages are painted anew each time the eye moves, and its password is kept nowhere.
    Ok(reading::of(*text, password.is_none()))
}

/// The first page of a document that has more, to be read while the others come.
pub fn first_page(bytes: &[u8], worker: &dyn Worker) -> Option<Reading> {
    let Done::PdfText(text) = worker.work(&Job::PdfText { password: None, pages: 1 }, bytes).ok()? else { return None };
    reading::begun(*text)
}
