//! Documents of every format: what is read is clean, leads nowhere outside of itself, and is no longer than it has a right to be.

use super::faces;
use dmp::domain::{Clean, LinkId, Piece, Problem, Reading, Target};
use dmp::reader::{self, worker::Worker};

/// Characters shown of a document, whatever it holds, and for each of its bytes: headers are said with each value of a table,
/// and a cell with each row it covers.
const SHOWN: usize = 64 << 10;
const FOR_EACH_BYTE: usize = 2_000;
/// What a deflated page may become (`CHARACTERS` of the PDF reader, and as much again for what is said around it).
const INFLATED: usize = 16 << 20;

pub fn cda(bytes: &[u8], worker: &dyn Worker) {
    read(bytes, "text/xml", FOR_EACH_BYTE, worker);
}

pub fn rtf(bytes: &[u8], worker: &dyn Worker) {
    read(bytes, "text/rtf", FOR_EACH_BYTE, worker);
}

/// In JSON or in XML.
pub fn fhir(bytes: &[u8], worker: &dyn Worker) {
    let declared = if bytes.trim_ascii_start().starts_with(b"<") { "application/fhir+xml" } else { "application/fhir+json" };
    read(bytes, declared, FOR_EACH_BYTE, worker);
}

pub fn pdf(bytes: &[u8], worker: &dyn Worker) {
    read(bytes, "application/pdf", INFLATED, worker);
}

/// The first byte says what is declared.
pub fn text(bytes: &[u8], worker: &dyn Worker) {
    const DECLARED: [&str; 8] = [
        "text/plain",
        "",
        "text/plain; charset=utf-8",
        "text/plain; charset=windows-1252",
        "text/plain; charset=\"iso-8859-15\"",
        "text/plain; charset=utf-16le",
        "text/plain;charset=shift_jis",
        "application/octet-stream",
    ];
    let Some((first, bytes)) = bytes.split_first() else { return };
    let Some(declared) = DECLARED.get(usize::from(*first) % DECLARED.len()) else { return };
    read(bytes, declared, FOR_EACH_BYTE, worker);
}

/// The documents inside are read too, as when a person opens them.
pub fn xdm(bytes: &[u8], worker: &dyn Worker) {
    let Some(reading) = read(bytes, "application/zip", FOR_EACH_BYTE, worker) else { return };
    for file in reading.embedded.iter().take(4) {
        read(&file.bytes, &file.media_type, INFLATED, worker);
    }
}

fn read(bytes: &[u8], declared: &str, most: usize, worker: &dyn Worker) -> Option<Reading> {
    let reading = match reader::read(bytes, declared, None, worker) {
        Ok(reading) => reading,
        Err(problem) => {
            assert!(matches!(problem, Problem::Damaged(_)), "{problem:?}");
            return None;
        }
    };
    holds(&reading, SHOWN.saturating_add(bytes.len().saturating_mul(most)));
    Some(reading)
}

/// What holds of any reading; `most` is how many bytes of text it may show.
pub fn holds(reading: &Reading, most: usize) {
    assert!(!reading.pieces.is_empty(), "a page with nothing on it");
    let named = reading.embedded.iter().flat_map(|file| file.name.iter().chain([&file.media_type]));
    let said = reading.title.iter().chain(named).chain(reading.links.iter().filter_map(address));
    said.for_each(|text| assert_eq!(text.chars().find(|c| super::text::is_harmful(*c)), None, "{text:?}"));
    for target in &reading.links {
        assert!(leads_inside(target, reading), "{target:?}");
    }
    for piece in &reading.pieces {
        if let Piece::Picture(picture) = piece {
            assert!(picture.page < picture.pages && reading.links.get(picture.link.0).is_some());
        }
    }
    faces::lay_out(reading, most);
}

fn address(target: &Target) -> Option<&Clean> {
    match target {
        Target::Address(address) | Target::Refused(address) => Some(address),
        Target::Piece(_) | Target::Embedded(_) | Target::Sheet(_) => None,
    }
}

fn leads_inside(target: &Target, reading: &Reading) -> bool {
    match target {
        Target::Piece(piece) => *piece < reading.pieces.len(),
        Target::Embedded(file) => *file < reading.embedded.len(),
        Target::Sheet(sheet) => *sheet < reading.sheets,
        Target::Address(_) | Target::Refused(_) => true,
    }
}

/// A mark in the text that can be followed.
pub fn is_known(link: LinkId, reading: &Reading) -> bool {
    link.0 < reading.links.len()
}
