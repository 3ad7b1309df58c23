//! HL7 CDA release 2, as the French health documents use it. It must never follow a reference outside of the document.

mod coded;
mod draft;
mod entries;
mod header;
mod narrative;
mod people;
mod section;
mod table;
mod values;

use super::Expected;
use super::encoding::{self, Decoded};
use super::xml::{Element, Tree};
use crate::domain::{Damage, Label, Piece, Reading, Words};
use draft::Draft;

pub fn read(bytes: &[u8], expected: Option<&Expected>) -> Result<Reading, Damage> {
    let decoded = encoding::xml(bytes)?;
    let tree = Tree::parse(&decoded.text)?;
    let root = tree.root();
    // The root, or, in a document that carries its own stylesheet, somewhere inside it.
    let document = std::iter::once(root).chain(root.descendants()).find(|e| e.is("ClinicalDocument"));
    document.map(|document| clinical_document(document, &decoded, expected)).ok_or(Damage::OtherKind)
}

fn clinical_document(document: Element<'_>, decoded: &Decoded<'_>, expected: Option<&Expected>) -> Reading {
    let mut draft = Draft::new(document);
    let title = document.child("title").and_then(|title| draft.said(title));
    let header = header::read(&mut draft, document, title.as_ref(), expected);
    if let Some(title) = &title {
        draft.push(Piece::Heading { level: 1, text: Words::plain(title.clone()) });
    }
    draft.reading.title = title;
    if !header.main.0.is_empty() {
        draft.push(Piece::Facts(header.main));
    }
    coded::read(&mut draft, document);
    section::body(&mut draft, document);
    if draft.unknown > 0 {
        let count = draft.unknown;
        draft.push(Piece::Note(Label::UnknownElements { count }));
    }
    if !header.more.0.is_empty() {
        draft.push(Piece::Heading { level: 2, text: Words::label(Label::MoreInformation) });
        draft.push(Piece::Facts(header.more));
    }
    let mut first = header.warnings;
    let hidden = draft.reading.hidden;
    if hidden.total() > 0 {
        first.push(Label::HiddenCharacters { count: hidden.total() });
    }
    first.extend(decoded.guessed.map(|name| Label::EncodingGuessed { name: name.into() }));
    let mut reading = draft.finish();
    super::say_first(&mut reading, first);
    reading
}
