//! FHIR documents: a Composition, its sections and the resources behind them. A bad entry is one line; nothing is fetched.

mod bundle;
mod draft;
mod files;
mod header;
mod json;
mod letters;
mod narrative;
mod observations;
mod people;
mod raw;
mod resources;
mod sections;
mod values;

use super::{Expected, encoding, say_first};
use crate::domain::{Aside, Damage, Label, Piece, Reading, Words};
use bundle::Bundle;
use draft::Draft;
use json::Json;

pub fn read(bytes: &[u8], expected: Option<&Expected>) -> Result<Reading, Damage> {
    let decoded = encoding::plain(bytes, None)?;
    let source = decoded.text.trim_start_matches('\u{feff}');
    let top = json::parse(source)?;
    let mut draft = Draft::new();
    let mut first = match (top.said("resourceType"), top.said("type")) {
        (Some("Bundle"), Some("document")) => document(&mut draft, &top, expected),
        (Some("Bundle"), _) => list(&mut draft, &Bundle::of(&top)),
        (Some(_), _) => list(&mut draft, &Bundle::single(&top)),
        // JSON of another kind: its text is all that can be said of it.
        (None, _) => return super::as_it_is(bytes, "application/json", Label::UnknownAsText),
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
    first.extend(decoded.guessed.map(|name| Label::EncodingGuessed { name: name.into() }));
    let mut reading = draft.reading;
    say_first(&mut reading, first);
    Ok(reading)
}

/// A document: what it says of itself, its sections, then what no section mentions.
fn document(draft: &mut Draft, top: &Json<'_>, expected: Option<&Expected>) -> Vec<Label> {
    let bundle = Bundle::of(top);
    let Some(index) = bundle.of_kind("Composition") else { return list(draft, &bundle) };
    let Some(composition) = bundle.entries.get(index).map(|entry| entry.resource) else { return Vec::new() };
    let mut first = Vec::new();
    if top.get("implicitRules").is_some() || resources::changes_its_meaning(composition) {
        first.push(Label::ModifierUnknown);
    }
    if resources::in_error(composition) {
        first.push(Label::DocumentInError);
    }
    let title = composition.said("title").map(|title| draft.line(title));
    let header = header::read(draft, &bundle, composition, title.as_ref(), expected);
    first.extend(header.warnings);
    if let Some(title) = &title {
        draft.push(Piece::Heading { level: 1, text: Words::plain(title.clone()) });
    }
    draft.reading.title = title;
    if !header.main.0.is_empty() {
        draft.push(Piece::Facts(header.main));
    }
    sections::read(draft, &bundle, composition);
    let mut forgotten: Vec<usize> = (0..bundle.entries.len()).collect();
    let referred = bundle.referred();
    forgotten.retain(|entry| *entry != index && !referred.contains(entry));
    let pieces = resources::read(draft, &bundle, &forgotten);
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

/// Resources that are no document: said, and each shown.
fn list(draft: &mut Draft, bundle: &Bundle<'_, '_>) -> Vec<Label> {
    let all: Vec<usize> = (0..bundle.entries.len()).collect();
    let pieces = resources::read(draft, bundle, &all);
    draft.reading.pieces.extend(pieces);
    files::rest(draft, bundle);
    unreadable(draft, bundle);
    vec![Label::NotADocument { count: bundle.entries.len() + bundle.unreadable.len() }]
}

fn unreadable(draft: &mut Draft, bundle: &Bundle<'_, '_>) {
    for place in &bundle.unreadable {
        draft.push(Piece::Note(Label::EntryUnreadable { place: *place }));
    }
    if bundle.cut {
        draft.push(Piece::Note(Label::EntriesCut));
    }
}
