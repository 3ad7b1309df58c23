//! Bytes into a reading: one file per format, one line per format in [`read`]. No input or output, no panic, bounded memory.

mod base64;
mod cda;
mod encoding;
mod fhir;
mod grid;
mod links;
mod pdf;
mod picture;
mod prose;
mod results;
mod rtf;
mod script;
mod sniff;
mod text;
pub mod worker;
mod xdm;
mod xml;
mod zip;

pub use picture::Bare;
pub use sniff::format;

use crate::domain::{Clean, Coded, Damage, Date, Format, Framing, Ins, Label, Painted, Piece, Problem, Reading, Secret, fold};
use worker::Worker;

/// Bytes below which a whole document comes about as soon as its first page would.
const LONG: usize = 128 << 10;

/// Whose document it should be: the person signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    pub family: Clean,
    pub given: Clean,
    pub born: Option<Date>,
    pub ins: Option<Ins>,
}

impl Expected {
    /// Whether a document is about this person. The health identifier decides where both have one; else the day of birth and
    /// the family name, in use or of birth.
    fn is_named(&self, families: &[Clean], born: Option<Date>, ins: Option<&Ins>) -> bool {
        if let (Some(theirs), Some(ours)) = (ins, &self.ins) {
            return theirs == ours;
        }
        let letters = |text: &str| fold(text).chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let same_day = match (born, self.born) {
            (Some(theirs), Some(ours)) => theirs.civil().date() == ours.civil().date() || theirs.precision() != ours.precision(),
            (None, _) | (_, None) => true,
        };
        let same_name = families.is_empty() || families.iter().any(|family| letters(family) == letters(&self.family));
        same_day && same_name
    }
}

/// Reads a document. `declared` is its MIME type, `expected` the person it should be about, when somebody is signed in.
///
/// Fails with [`Problem::Damaged`] when nothing can be shown honestly. A format that is not shown yet is not a failure:
/// its reading says so and how it can be kept. Formats that could harm whoever parses them are given to `worker`.
pub fn read(bytes: &[u8], declared: &str, expected: Option<&Expected>, worker: &dyn Worker) -> Result<Reading, Problem> {
    read_locked(bytes, declared, expected, None, worker)
}

/// The same for a document that has a password of its own, typed by the person.
pub fn read_locked(
    bytes: &[u8],
    declared: &str,
    expected: Option<&Expected>,
    password: Option<&Secret>,
    worker: &dyn Worker,
) -> Result<Reading, Problem> {
    if bytes.is_empty() {
        return Err(Problem::Damaged(Damage::Empty));
    }
    let found = format(bytes, declared);
    let read = match found {
        Format::Cda => match cda::read(bytes, expected) {
            Err(Damage::OtherKind) => as_it_is(bytes, declared, Label::UnknownAsText),
            read => read,
        },
        Format::Text => text::read(bytes, declared),
        Format::Pdf => pdf::read(bytes, password, worker),
        Format::FhirDocument => match fhir::read(bytes, expected) {
            Err(Damage::Malformed) => as_it_is(bytes, declared, Label::DamagedAsText),
            read => read,
        },
        Format::FhirXml => match fhir::read_xml(bytes, expected) {
            Err(Damage::Malformed) => as_it_is(bytes, declared, Label::DamagedAsText),
            Err(Damage::OtherKind) => as_it_is(bytes, declared, Label::UnknownAsText),
            read => read,
        },
        Format::Rtf => rtf::read(bytes),
        Format::Zip => xdm::read(bytes),
        Format::Jpeg => picture::read(picture::Kind::Jpeg, bytes, worker),
        Format::Png => picture::read(picture::Kind::Png, bytes, worker),
        Format::Tiff => picture::read(picture::Kind::Tiff, bytes, worker),
        Format::Other => Ok(not_shown_yet(bytes, declared, Format::Other)),
    };
    let mut reading = read.map_err(Problem::Damaged)?;
    // What somebody else's document says is never gathered as the person's own.
    if reading.pieces.iter().any(|piece| matches!(piece, Piece::Note(Label::AnotherPatient { .. }))) {
        reading.coded = Coded::default();
    }
    say_first(&mut reading, not_as_declared(found, declared).into_iter().collect());
    Ok(reading)
}

/// The first page of a long document, to be read while [`read`] goes on. `None` where the whole comes as soon.
pub fn first_page(bytes: &[u8], declared: &str, worker: &dyn Worker) -> Option<Reading> {
    if bytes.len() < LONG || format(bytes, declared) != Format::Pdf {
        return None;
    }
    pdf::first_page(bytes, worker)
}

/// What cannot be understood is shown as it is written, and that is said: better than nothing, and nothing is claimed of it.
fn as_it_is(bytes: &[u8], declared: &str, why: Label) -> Result<Reading, Damage> {
    let mut reading = text::read(bytes, declared)?;
    say_first(&mut reading, vec![why]);
    Ok(reading)
}

/// A page of a document that can be looked at, the first being 0: a picture, or a PDF that has no password.
pub fn paint(bytes: &[u8], declared: &str, page: usize, framing: Framing, worker: &dyn Worker) -> Result<Painted, Problem> {
    let kind = picture::Kind::of(format(bytes, declared)).ok_or(Problem::Damaged(Damage::OtherKind))?;
    picture::paint(kind, bytes, page, framing, worker).map_err(Problem::Damaged)
}

/// What these bytes are, when a person's own file may be sent as that: PDF, text, RTF, JPEG, PNG or TIFF. Only the bytes are looked at.
pub fn sendable(bytes: &[u8]) -> Option<Format> {
    match format(bytes, "") {
        found @ (Format::Pdf | Format::Rtf | Format::Text | Format::Jpeg | Format::Png | Format::Tiff) => Some(found),
        // A text may begin with a sign that other formats begin with.
        Format::Cda | Format::FhirDocument if sniff::looks_like_text(bytes) => {
            Some(format(bytes, "text/plain")).filter(|found| *found == Format::Text)
        }
        Format::Cda | Format::FhirDocument | Format::FhirXml | Format::Zip | Format::Other => None,
    }
}

/// A picture ready to be sent: upright, and without what says where, when and with what it was taken. `at_most` is in bytes.
///
/// `None` for what is not a picture: it is sent as it is.
pub fn ready(bytes: &[u8], at_most: usize, worker: &dyn Worker) -> Result<Option<Bare>, Problem> {
    match picture::Kind::of(format(bytes, "")) {
        None | Some(picture::Kind::Pdf) => Ok(None),
        Some(kind) => picture::ready(kind, bytes, at_most, worker).map(Some).map_err(Problem::Damaged),
    }
}

/// The bytes decide; a declaration that says otherwise is told, since it may be a mistake of the file as well.
fn not_as_declared(found: Format, declared: &str) -> Option<Label> {
    let said = Format::of_media_type(declared);
    // `text/xml` is what any of the two may be declared as.
    let either = |format| matches!(format, Format::Cda | Format::FhirXml);
    if said == found || said == Format::Other || either(said) && either(found) {
        return None;
    }
    Some(Label::NotAsDeclared { declared: Clean::line(declared), found: sniff::media_type(found)?.into() })
}

/// The text of a document of any kind that holds text, without looking at what it means: for an XML file of another kind.
pub fn as_text(bytes: &[u8], declared: &str) -> Result<Reading, Problem> {
    text::read(bytes, declared).map_err(Problem::Damaged)
}

fn not_shown_yet(bytes: &[u8], declared: &str, format: Format) -> Reading {
    let media_type = sniff::media_type(format).map_or_else(|| Clean::line(declared), Clean::from);
    let mut reading = Reading::default();
    say_first(&mut reading, vec![Label::NotShownYet { media_type, bytes: bytes.len() }]);
    reading
}

/// Puts notes before everything else. Links that lead to a piece follow it.
fn say_first(reading: &mut Reading, notes: Vec<Label>) {
    let more = notes.len();
    reading.pieces.splice(0..0, notes.into_iter().map(Piece::Note));
    for target in &mut reading.links {
        if let crate::domain::Target::Piece(piece) = target {
            *piece += more;
        }
    }
}
