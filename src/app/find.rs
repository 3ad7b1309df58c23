//! Words looked for in the document being read: the passages while one types, then from one to the next in the text.

use super::document::Opened;
use super::effect::Effect;
use super::library::passages::{Passage, around, holding, wanted};
use super::library::search;
use super::model::Model;
use super::trail::Screen;
use super::typed::Typed;
use super::{Do, Page};
use crate::domain::{Clean, Spot, find_folded};
use crate::page::{Action, Anchor, Block, Count, FIND, FieldId, List, Row, RowId, Rows, StopId, Tone};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub const WORDS: FieldId = FieldId("find-words", 0);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct FindPage {
    pub words: Typed,
    /// The passages that hold all the words, by rank in the document.
    hits: Arc<[usize]>,
}

/// What was found in a document, and which of the passages the person has come to.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    words: Clean,
    hits: Arc<[usize]>,
    at: usize,
}

impl Finding {
    /// What is to stand out in the text.
    pub fn marked(&self) -> Arc<[Box<str>]> {
        wanted(&self.words).into()
    }
}

pub fn view(model: &Model, page: &FindPage) -> Page {
    let words = &model.words;
    let mut shown = Page::new("find", say!(words, "find-title"));
    shown.body.push(search::field(WORDS, &page.words, words));
    let Some(word) = wanted(page.words.value()).into_iter().next() else { return shown };
    let passages = passages(model);
    let count = page.hits.len();
    shown.body.push(Block::List(List {
        name: say!(words, "find-count", count = count),
        empty: say!(words, "find-none"),
        rows: Arc::new(Hits { passages, hits: page.hits.clone(), word, words: words.clone() }),
        more: None,
    }));
    shown
}

/// What the page of the document offers.
pub fn actions(model: &Model, opened: &Opened, page: &mut Page) {
    let words = &model.words;
    let Some(finding) = &opened.finding else {
        if opened.reading().is_some() && !passages(model).is_empty() {
            page.actions.push(Action::new(FIND.0, 'c', say!(words, "document-find"), Do::Find));
        }
        return;
    };
    page.marked = finding.marked();
    // Not a message, which would take the eye away from the text: braille and speech follow the eye, and hear the line.
    if let Some(passage) = current(finding, &passages(model)) {
        let (here, total) = (finding.at + 1, finding.hits.len());
        page.title = say!(words, "find-here", title = (&page.title), here = here, total = total);
        let word = wanted(&finding.words).into_iter().next().unwrap_or_default();
        page.body.insert(0, Block::Text(say!(words, "find-said", text = around(&passage.text, &word, words))));
    }
    if finding.hits.len() > 1 {
        page.actions.push(Action::new("find-next", 'n', say!(words, "find-next"), Do::FoundAfter));
        page.actions.push(Action::new("find-previous", 'p', say!(words, "find-previous"), Do::FoundBefore));
    }
    page.actions.push(Action::new("find-forget", 'o', say!(words, "find-forget"), Do::ForgetFound));
    page.actions.push(Action::new(FIND.0, 'c', say!(words, "find-other"), Do::Find));
}

/// With the words of the search under way, if there is one.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let finding = model.opened().and_then(|opened| opened.finding.clone());
    let page = finding.map(|finding| FindPage { words: Typed::new(finding.words), hits: finding.hits });
    model.go(Screen::Find(page.unwrap_or_default()));
    model.look_at(Anchor::Stop(StopId::Field(WORDS)));
    Vec::new()
}

/// After each letter.
pub fn search(model: &mut Model) {
    let passages = passages(model);
    if let Some(Screen::Find(page)) = model.screen_mut() {
        page.hits = hits(page.words.value(), &passages);
    }
}

/// From the list to the place in the text.
pub fn choose(model: &mut Model, passage: usize) -> Vec<Effect> {
    let Some(Screen::Find(page)) = model.screen() else { return Vec::new() };
    let words = page.words.value().flat();
    model.back();
    find(model, words, passage);
    Vec::new()
}

/// These words are looked for in the document being read, and the eye goes to this passage of it.
pub fn find(model: &mut Model, words: Clean, passage: usize) {
    let hits = hits(&words, &passages(model));
    let at = hits.iter().position(|hit| *hit == passage).unwrap_or(0);
    if let Some(opened) = model.opened_mut() {
        opened.finding = Some(Finding { words, hits, at });
    }
    show(model);
}

/// To the next one, or the one before; from the last to the first.
pub fn step(model: &mut Model, forward: bool) -> Vec<Effect> {
    if let Some(finding) = model.opened_mut().and_then(|opened| opened.finding.as_mut()) {
        let count = finding.hits.len().max(1);
        let step = if forward { 1 } else { count - 1 };
        finding.at = (finding.at + step) % count;
    }
    show(model);
    Vec::new()
}

pub fn forget(model: &mut Model) -> Vec<Effect> {
    if let Some(opened) = model.opened_mut() {
        opened.finding = None;
    }
    model.tell(Tone::Information, say!(model.words, "find-forgotten"));
    Vec::new()
}

/// Brings the eye to the passage come to.
fn show(model: &mut Model) {
    let passages = passages(model);
    let Some(finding) = model.opened().and_then(|opened| opened.finding.as_ref()) else { return };
    let Some(passage) = current(finding, &passages) else { return };
    let spot = spot(passage, &wanted(&finding.words));
    model.look_at(Anchor::Words { piece: passage.piece, spot });
}

fn current<'p>(finding: &Finding, passages: &'p [Passage]) -> Option<&'p Passage> {
    passages.get(*finding.hits.get(finding.at)?)
}

/// In a text, the first word found; in a table, the row.
fn spot(passage: &Passage, wanted: &[Box<str>]) -> Spot {
    let places = wanted.iter().filter_map(|word| find_folded(&passage.text, word).first().map(|found| found.start));
    let letter = if passage.row { 0 } else { places.min().unwrap_or(0) };
    Spot { unit: passage.unit, column: 0, letter }
}

fn passages(model: &Model) -> Arc<[Passage]> {
    let opened = model.opened().map(|opened| &opened.document.id);
    opened.and_then(|id| model.library.passages(id)).unwrap_or_default()
}

fn hits(words: &str, passages: &[Passage]) -> Arc<[usize]> {
    holding(passages, &wanted(words)).map(|(at, _)| at).collect()
}

/// The passages found, as rows.
struct Hits {
    passages: Arc<[Passage]>,
    hits: Arc<[usize]>,
    word: Box<str>,
    words: Words,
}

impl Rows<Do> for Hits {
    fn count(&self) -> Count {
        Count::Known(self.hits.len())
    }

    fn row(&self, index: usize) -> Option<Row<Do>> {
        let hit = *self.hits.get(index)?;
        let passage = self.passages.get(hit)?;
        Some(Row {
            id: RowId(Clean::new(&hit.to_string())),
            marks: Vec::new(),
            label: around(&passage.text, &self.word, &self.words),
            details: passage.heading.iter().filter(|heading| **heading != passage.text).cloned().collect(),
            does: Do::Found(hit),
        })
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        let hit = id.0.parse().ok()?;
        self.hits.binary_search(&hit).ok()
    }
}
