//! A passage of the document put on the clipboard, because the person asked for that very passage.

use super::effect::Effect;
use super::library::passages::Passage;
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::{Do, Page};
use crate::domain::{Clean, Place};
use crate::page::{Anchor, Block, Count, List, Row, RowId, Rows, StopId, Tone};
use crate::say;
use std::sync::Arc;

/// What is under the eye; where a face does not know so exactly, the passages to choose from, from there on.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let passages = passages(model);
    let at = model.trail.last().and_then(|visit| visit.left.clone());
    let before = |piece: usize, unit: usize| {
        let after = passages.partition_point(|passage| (passage.piece, passage.unit) <= (piece, unit));
        after.checked_sub(1)
    };
    match at {
        Some(Anchor::Words { piece, spot }) => copy(model, before(piece, spot.unit).unwrap_or(0)),
        Some(Anchor::Piece { piece, .. }) => choose(model, before(piece, 0).map_or(0, |before| before + 1)),
        Some(Anchor::Top | Anchor::Stop(_)) | None => choose(model, 0),
    }
}

fn choose(model: &mut Model, from: usize) -> Vec<Effect> {
    model.go(Screen::Copy);
    model.look_at(Anchor::Stop(StopId::Row(id(from))));
    Vec::new()
}

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("copy", say!(words, "copy-title"));
    let passages = passages(model);
    page.body.push(Block::List(List {
        name: say!(words, "copy-count", count = (passages.len())),
        empty: say!(words, "copy-none"),
        rows: Arc::new(Whole(passages)),
        more: None,
    }));
    page
}

pub fn copy(model: &mut Model, passage: usize) -> Vec<Effect> {
    if matches!(model.screen(), Some(Screen::Copy)) {
        model.back();
    }
    let Some(text) = passages(model).get(passage).map(|passage| passage.text.clone()) else { return Vec::new() };
    let ticket = model.ask(WaitsFor::Copy);
    vec![Effect::Copy { ticket, text }]
}

/// Told in any case: what is on the clipboard can be read by every program.
pub fn copied(model: &mut Model, done: bool) {
    let words = &model.words;
    let (tone, text) = match (done, model.place()) {
        (true, Place::Home) => (Tone::Success, say!(words, "copied")),
        (true, Place::Shop) => (Tone::Warning, say!(words, "copied-shop")),
        (false, _) => (Tone::Warning, say!(words, "not-copied")),
    };
    model.tell(tone, text);
}

fn passages(model: &Model) -> Arc<[Passage]> {
    let opened = model.opened().map(|opened| &opened.document.id);
    opened.and_then(|id| model.library.passages(id)).unwrap_or_default()
}

fn id(passage: usize) -> RowId {
    RowId(Clean::new(&passage.to_string()))
}

/// Every passage, in full.
struct Whole(Arc<[Passage]>);

impl Rows<Do> for Whole {
    fn count(&self) -> Count {
        Count::Known(self.0.len())
    }

    fn row(&self, index: usize) -> Option<Row<Do>> {
        let label = self.0.get(index)?.text.clone();
        Some(Row { id: id(index), marks: Vec::new(), label, details: Vec::new(), does: Do::CopyPassage(index) })
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        id.0.parse().ok().filter(|index| *index < self.0.len())
    }
}
