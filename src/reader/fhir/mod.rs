//! FHIR documents: a Composition, its sections and the resources behind them. A bad entry is one line; nothing is fetched.

mod bundle;
mod coded;
mod dosage;
mod draft;
mod files;
mod from_xml;
mod header;
mod json;
mod letters;
mod narrative;
mod observations;
mod people;
mod raw;
mod resources;
mod sections;
mod subject;
mod trust;
mod values;

use super::xml::Tree;
use super::{Expected, encoding, results, say_first};
use crate::domain::{Aside, Damage, Label, Piece, Reading, Words};
use bundle::Bundle;
use draft::Draft;
use json::Json;
use subject::Subject;

/// A document in JSON.
pub fn read(bytes: &[u8], expected: Option<&Expected>) -> Result<Reading, Damage> {
    let decoded = encoding::plain(bytes, None)?;
    let source = decoded.text.trim_start_matches('\u{feff}');
    let top = json::parse(source)?;
    if top.said("resourceType").is_none() {
        // JSON of another kind: its text is all that can be said of it.
        return super::as_it_is(bytes, "application/json", Label::UnknownAsText);
    }
    Ok(resource(&top, expected, decoded.guessed))
}

/// The same in XML.
pub fn read_xml(bytes: &[u8], expected: Option<&Expected>) -> Result<Reading, Damage> {
    let decoded = encoding::xml(bytes)?;
    let source = letters::named(&decoded.text);
    let tree = Tree::parse(&source)?;
    Ok(resource(&from_xml::json(tree.root())?, expected, decoded.guessed))
}

fn resource(top: &Json<'_>, expected: Option<&Expected>, guessed: Option<&'static str>) -> Reading {
    let mut draft = Draft::new();
    let mut first = match (top.said("resourceType"), top.said("type")) {
        (Some("Bundle"), Some("document")) => document(&mut draft, top, expected),
        (Some("Bundle"), _) => list(&mut draft, &Bundle::of(top), expected),
        (Some(_) | None, _) => list(&mut draft, &Bundle::single(top), expected),
    };
    if draft.reading.pieces.is_empty() {
        draft.push(Piece::Note(Label::NoContent));
    }
    if draft.is_full() {
        draft.push(Piece::Note(Label::EntriesCut));
    }
    if draft.unknown > 0 {
        let count = draft.unknown;
        draft.push(Piece::Note(Label::UnknownElements { count }));
    }
    if draft.unknown_kinds > 0 {
        let count = draft.unknown_kinds;
        draft.push(Piece::Note(Label::UnknownResources { count }));
    }
    let hidden = draft.reading.hidden;
    if hidden.total() > 0 {
        first.push(Label::HiddenCharacters { count: hidden.total() });
    }
    first.extend(guessed.map(|name| Label::EncodingGuessed { name: name.into() }));
    let mut reading = draft.reading;
    say_first(&mut reading, first);
    reading
}

/// A document: what it says of itself, its results as a table, its sections, then what no section mentions.
fn document(draft: &mut Draft, top: &Json<'_>, expected: Option<&Expected>) -> Vec<Label> {
    let bundle = Bundle::of(top);
    let Some(index) = bundle.of_kind("Composition") else { return list(draft, &bundle, expected) };
    let Some(composition) = bundle.entries.get(index).map(|entry| entry.resource) else { return Vec::new() };
    let mut first = Vec::new();
    if top.get("implicitRules").is_some() || trust::changes_its_meaning(composition) {
        first.push(Label::ModifierUnknown);
    }
    if trust::in_error(composition) {
        first.push(Label::DocumentInError);
    }
    let believed = first.is_empty();
    let subject = composition.get("subject").map(|reference| Subject::new(&bundle, reference));
    let title = composition.said("title").map(|title| draft.line(title));
    let header = header::read(draft, &bundle, composition, subject.as_ref(), title.as_ref(), expected);
    first.extend(header.warnings);
    if let Some(title) = &title {
        draft.push(Piece::Heading { level: 1, text: Words::plain(title.clone()) });
    }
    draft.reading.title = title;
    if !header.main.0.is_empty() {
        draft.push(Piece::Facts(header.main));
    }
    if let Some(subject) = subject.as_ref().filter(|_| believed) {
        let said = coded::read(draft, &bundle, Some(composition), subject);
        draft.reading.pieces.extend(results::table(said.coded.results.get(..said.laboratory).unwrap_or_default()));
        draft.reading.coded = said.coded;
    }
    sections::read(draft, &bundle, composition, subject.as_ref());
    let referred = bundle.referred();
    let forgotten: Vec<usize> = bundle.own().filter(|entry| *entry != index && !referred.contains(entry)).collect();
    let pieces = resources::read(draft, &bundle, subject.as_ref(), &forgotten);
    if !pieces.is_empty() {
        draft.push(Piece::Aside(Aside { label: Label::OutsideSections, pieces }));
    }
    files::rest(draft, &bundle);
    unreadable(draft, &bundle);
    if !header.more.0.is_empty() {
        draft.push(Piece::Heading { level: 2, text: Words::label(Label::MoreInformation) });
        draft.push(Piece::Facts(header.more));
    }
    first
}

/// Resources that are no document: said, and each shown. Those of several people are nobody's.
fn list(draft: &mut Draft, bundle: &Bundle<'_, '_>, expected: Option<&Expected>) -> Vec<Label> {
    let own: Vec<usize> = bundle.own().collect();
    let mut first = Vec::new();
    let subject = Subject::only(bundle);
    if let Some(subject) = &subject {
        let known = subject.patient().is_some() || subject.ins().is_some();
        first.extend(expected.filter(|_| known).and_then(|expected| subject.another(draft, expected)));
        draft.reading.coded = coded::read(draft, bundle, None, subject).coded;
    }
    let pieces = resources::read(draft, bundle, subject.as_ref(), &own);
    draft.reading.pieces.extend(pieces);
    files::rest(draft, bundle);
    unreadable(draft, bundle);
    first.push(Label::NotADocument { count: own.len() + bundle.unreadable.len() });
    first
}

fn unreadable(draft: &mut Draft, bundle: &Bundle<'_, '_>) {
    for place in &bundle.unreadable {
        draft.push(Piece::Note(Label::EntryUnreadable { place: *place }));
    }
    if bundle.cut {
        draft.push(Piece::Note(Label::EntriesCut));
    }
}
