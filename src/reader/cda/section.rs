//! The body: sections with their titles and narrative, or the one file that is the whole document.

use super::draft::{Draft, is_base64};
use super::narrative::Narrative;
use super::{entries, people};
use crate::domain::{Aside, Clean, Label, Piece, Span, Words};
use crate::reader::xml::Element;

/// The highest level under the document's own title, and the deepest one told apart.
const FIRST_LEVEL: u8 = 2;
const LAST_LEVEL: u8 = 6;

pub fn body<'t>(draft: &mut Draft<'t>, document: Element<'t>) {
    let before = draft.reading.pieces.len();
    for component in document.all("component") {
        if let Some(text) = component.at(&["nonXMLBody", "text"]) {
            other_body(draft, text);
        }
        for body in component.all("structuredBody") {
            about(draft, body);
            sections(draft, body, FIRST_LEVEL, None);
        }
    }
    forgotten(draft, document);
    if draft.reading.pieces.len() == before {
        draft.push(Piece::Note(Label::NoContent));
    }
}

/// A document whose body is a file of another kind (level 1).
fn other_body<'t>(draft: &mut Draft<'t>, text: Element<'t>) {
    let plain = text.attribute("mediaType").is_none_or(|kind| kind.trim().starts_with("text/plain"));
    if plain && !is_base64(text) && text.says_something() {
        let (words, hidden) = crate::reader::text::blocks(&text.text());
        draft.hide(hidden);
        words.into_iter().for_each(|words| draft.push(Piece::Paragraph(words)));
        return;
    }
    let title = draft.reading.title.clone();
    let label = draft.file(text, title);
    if matches!(label, Label::EmbeddedFile { .. }) {
        draft.push(Piece::Note(Label::WholeIsEmbedded));
    }
    draft.push(Piece::Note(label));
}

fn sections<'t>(draft: &mut Draft<'t>, parent: Element<'t>, level: u8, title: Option<&Clean>) {
    for section in parent.all("component").flat_map(|component| component.all("section")) {
        self::section(draft, section, level, title);
    }
}

fn section<'t>(draft: &mut Draft<'t>, section: Element<'t>, level: u8, parent: Option<&Clean>) {
    let own = section.child("title").and_then(|title| draft.said(title));
    let name = own.as_ref().or(parent);
    let before = draft.reading.pieces.len();
    if let Some(id) = section.attribute("ID") {
        draft.anchor(id, before);
    }
    if let Some(title) = &own {
        draft.push(Piece::Heading { level, text: Words::plain(title.clone()) });
    }
    about(draft, section);
    let start = draft.reading.pieces.len();
    if let Some(text) = section.child("text") {
        let pieces = Narrative::read(draft, text, name.cloned());
        draft.reading.pieces.extend(pieces);
    }
    if draft.reading.pieces.len() == start {
        let pieces = entries::read(draft, section);
        if !pieces.is_empty() {
            draft.push(Piece::Aside(Aside { label: Label::FromEntries, pieces }));
        }
    }
    files(draft, section, name);
    closing(draft);
    let silent = draft.reading.pieces.len() == start;
    sections(draft, section, if own.is_some() { (level + 1).min(LAST_LEVEL) } else { level }, name);
    if silent && own.is_some() && draft.reading.pieces.len() == start {
        draft.push(Piece::Note(Label::NoNarrative));
    }
}

/// What a body or a section says of itself that differs from the document's header.
fn about<'t>(draft: &mut Draft<'t>, part: Element<'t>) {
    let Some(code) = part.child("confidentialityCode") else { return };
    let said = match code.attribute("code").map(str::trim) {
        Some("N") => None,
        Some(_) | None => people::coded(draft, code),
    };
    if let Some(said) = said {
        draft.push(Piece::Note(Label::SectionConfidential(said)));
    }
}

/// Files in the coded part to which the narrative does not refer.
fn files<'t>(draft: &mut Draft<'t>, section: Element<'t>, name: Option<&Clean>) {
    for entry in section.all("entry") {
        carry(draft, entry, name);
    }
}

fn carry<'t>(draft: &mut Draft<'t>, part: Element<'t>, name: Option<&Clean>) {
    for data in part.descendants().filter(|e| is_base64(*e)) {
        if !draft.carried(data) {
            let label = draft.file(data, name.cloned());
            draft.push(Piece::Note(label));
        }
    }
}

/// Files that stand elsewhere than in a section.
fn forgotten<'t>(draft: &mut Draft<'t>, document: Element<'t>) {
    let title = draft.reading.title.clone();
    carry(draft, document, title.as_ref());
}

/// Notes and addresses, at the end of the section that refers to them.
fn closing(draft: &mut Draft<'_>) {
    let notes = std::mem::take(&mut draft.notes);
    if !notes.is_empty() {
        let pieces = notes.into_iter().map(|(number, mut words)| {
            words.0.insert(0, Span::Label(Label::FootnoteMark { number }));
            words.0.insert(1, people::plain(" ".into()));
            Piece::Paragraph(words)
        });
        let pieces = pieces.collect();
        draft.push(Piece::Aside(Aside { label: Label::Footnotes, pieces }));
    }
    let addresses = std::mem::take(&mut draft.addresses);
    if !addresses.is_empty() {
        let pieces = addresses.into_iter().map(|label| Piece::Paragraph(Words::label(label))).collect();
        draft.push(Piece::Aside(Aside { label: Label::Links, pieces }));
    }
}
