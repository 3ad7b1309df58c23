//! The sections of a Composition: title, text, and the data behind where there is no text.

use super::bundle::Bundle;
use super::draft::Draft;
use super::json::Json;
use super::subject::Subject;
use super::{files, narrative, resources};
use crate::domain::{Aside, Label, Piece, Words};

const FIRST_LEVEL: u8 = 2;
const LAST_LEVEL: u8 = 6;
/// Sections in all.
const SECTIONS: usize = 2_000;
/// Bytes of narrative in all: what a person could never read.
const NARRATIVE: usize = 8 * 1024 * 1024;

pub fn read(draft: &mut Draft, bundle: &Bundle<'_, '_>, composition: &Json<'_>, subject: Option<&Subject<'_, '_>>) {
    let mut left = Left { sections: SECTIONS, narrative: NARRATIVE, subject };
    let before = draft.reading.pieces.len();
    for section in composition.all("section") {
        self::section(draft, bundle, section, FIRST_LEVEL, &mut left);
    }
    if left.sections == 0 || left.narrative == 0 {
        draft.push(Piece::Note(Label::EntriesCut));
    }
    if draft.reading.pieces.len() == before {
        // A document without sections may still have a text of its own.
        text(draft, composition, FIRST_LEVEL, &mut left);
    }
    if draft.reading.pieces.len() == before {
        draft.push(Piece::Note(Label::NoContent));
    }
}

struct Left<'d> {
    sections: usize,
    narrative: usize,
    /// Whom the document is about.
    subject: Option<&'d Subject<'d, 'd>>,
}

/// One call deeper for each level of the source, which is bounded.
fn section(draft: &mut Draft, bundle: &Bundle<'_, '_>, section: &Json<'_>, level: u8, left: &mut Left<'_>) {
    let Some(fewer) = left.sections.checked_sub(1) else { return };
    left.sections = fewer;
    let title = section.said("title").map(|title| draft.line(title));
    if let Some(title) = &title {
        draft.push(Piece::Heading { level, text: Words::plain(title.clone()) });
    }
    let start = draft.reading.pieces.len();
    text(draft, section, level, left);
    let entries: Vec<usize> = section.all("entry").filter_map(|reference| bundle.find(reference)).collect();
    if draft.reading.pieces.len() == start {
        let pieces = resources::read(draft, bundle, left.subject, &entries);
        if !pieces.is_empty() {
            draft.push(Piece::Aside(Aside { label: Label::FromEntries, pieces }));
        }
    }
    for index in &entries {
        files::of_entry(draft, bundle, *index);
    }
    addresses(draft);
    let silent = draft.reading.pieces.len() == start;
    let below = if title.is_some() { (level + 1).min(LAST_LEVEL) } else { level };
    for inner in section.all("section") {
        self::section(draft, bundle, inner, below, left);
    }
    if silent && title.is_some() && draft.reading.pieces.len() == start {
        let reason = section.get("emptyReason").and_then(|reason| super::values::concept(draft, reason));
        draft.push(match reason {
            Some(reason) => Piece::Paragraph(Words::plain(reason)),
            None => Piece::Note(Label::NoNarrative),
        });
    }
}

fn text(draft: &mut Draft, part: &Json<'_>, level: u8, left: &mut Left<'_>) {
    let Some(div) = part.get("text").and_then(|text| text.said("div")) else { return };
    let Some(fewer) = left.narrative.checked_sub(div.len()) else {
        left.narrative = 0;
        return;
    };
    left.narrative = fewer;
    let pieces = narrative::read(draft, div, level);
    draft.reading.pieces.extend(pieces);
}

/// Addresses, at the end of the section that has them.
fn addresses(draft: &mut Draft) {
    let addresses = std::mem::take(&mut draft.addresses);
    if !addresses.is_empty() {
        let pieces = addresses.into_iter().map(|label| Piece::Paragraph(Words::label(label))).collect();
        draft.push(Piece::Aside(Aside { label: Label::Links, pieces }));
    }
}
