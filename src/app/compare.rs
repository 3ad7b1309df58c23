//! Two versions of a document side by side: what was added, removed and replaced, passage by passage.
//!
//! The other version is fetched only once the person agreed: opening it writes in the access history.

use super::document::Opened;
use super::effect::Effect;
use super::library::earlier;
use super::library::passages::Passage;
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::{Do, Page, answer};
use crate::domain::{Clean, Document, DocumentId, Label, Piece, Problem, Reading, Span, Words as Rich};
use crate::page::{Action, Block, Key};
use crate::say;
use crate::words::Words;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;
use std::sync::Arc;

/// Passages of one version that are compared: two books that have nothing in common would take minutes.
const LONGEST: usize = 3_000;

#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    older: Arc<Document>,
    newer: Arc<Document>,
    /// `None` when they are too long.
    reading: Option<Arc<Reading>>,
}

/// The document that this one replaces, or else the one that replaces it.
fn other(model: &Model, document: &Document) -> Option<Arc<Document>> {
    let older = document.replaces.as_ref().and_then(|id| DocumentId::new(id));
    if let Some(older) = older.and_then(|id| model.record.document(&id)) {
        return Some(older.clone());
    }
    let id = document.id.clean();
    let replaces = |other: &&Arc<Document>| other.replaces.as_ref() == Some(&id);
    let mut all = model.record.store.iter().map(|(_, document)| document).filter(|_| document.states.superseded);
    all.find(replaces).cloned()
}

/// What the page of a document offers, when there is another version of it.
pub fn actions(model: &Model, opened: &Opened, page: &mut Page) {
    let words = &model.words;
    let Some(other) = other(model, &opened.document).filter(|_| opened.reading().is_some()) else { return };
    let older = is_older(&other, &opened.document);
    let label = if older { say!(words, "compare-with-older") } else { say!(words, "compare-with-newer") };
    page.actions.push(Action::new("compare", 'v', label, Do::Compare));
}

fn is_older(document: &Document, than: &Document) -> bool {
    than.replaces.as_ref() == Some(&document.id.clean())
}

/// At once when both were read in this visit; else asks first.
pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(other) = model.opened().and_then(|opened| other(model, &opened.document)) else { return Vec::new() };
    if model.library.knows(&other.id) {
        show(model, &other);
    } else {
        model.go(Screen::AskCompare(other));
    }
    Vec::new()
}

pub fn asks(model: &Model, other: &Document) -> Page {
    let words = &model.words;
    let mut page = Page::new("ask-compare", say!(words, "compare-title"));
    page.body.push(Block::Text(say!(words, "compare-must-open")));
    page.body.push(Block::Text(say!(words, "compare-trace")));
    let facts = vec![(say!(words, "fact-title"), other.title.clone()), (say!(words, "fact-date"), date(other, words))];
    page.body.push(Block::Facts(facts));
    page.actions.push(Action::new("fetch-to-compare", 'o', say!(words, "compare-do"), Do::FetchToCompare));
    page
}

pub fn fetch(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::AskCompare(other)) = model.screen() else { return Vec::new() };
    let document = other.clone();
    let ticket = model.ask(WaitsFor::Compare);
    let patient = model.session.as_ref().map(|session| Box::new(session.patient.clone()));
    vec![Effect::Gather { ticket, document, patient }]
}

pub fn fetched(model: &mut Model, outcome: Result<Box<Reading>, Problem>) -> Vec<Effect> {
    let Some(Screen::AskCompare(other)) = model.screen() else { return Vec::new() };
    let other = other.clone();
    match outcome {
        Ok(reading) => {
            model.library.add(other.clone(), &reading, &model.words);
            earlier::settle(model);
            model.trail.pop();
            show(model, &other);
            Vec::new()
        }
        Err(problem) => answer::trouble(model, &problem),
    }
}

fn show(model: &mut Model, other: &Arc<Document>) {
    let Some(here) = model.opened().map(|opened| opened.document.clone()) else { return };
    let other = other.clone();
    let (older, newer) = if is_older(&other, &here) { (other, here) } else { (here, other) };
    let known = |document: &Document| model.library.passages(&document.id);
    if let (Some(old), Some(new)) = (known(&older), known(&newer)) {
        let reading = (old.len().max(new.len()) <= LONGEST).then(|| Arc::new(changes(&old, &new)));
        model.go(Screen::Comparison(Comparison { older, newer, reading }));
    }
}

pub fn view(model: &Model, comparison: &Comparison) -> Page {
    let words = &model.words;
    let Comparison { older, newer, reading } = comparison;
    let mut page = Page::new(format!("compare/{}", newer.id.as_str()), say!(words, "compare-title"));
    let named = |document: &Document| say!(words, "compare-named", title = &document.title, date = date(document, words));
    let facts = vec![(say!(words, "compare-older"), named(older)), (say!(words, "compare-newer"), named(newer))];
    page.body.push(Block::Facts(facts));
    page.body.push(match reading {
        Some(reading) => Block::Reading { id: Key(newer.id.clean()), reading: reading.clone() },
        None => Block::Text(say!(words, "compare-too-long")),
    });
    page.actions.push(Action::new("back", 'o', say!(words, "action-back"), Do::Back));
    page
}

fn date(document: &Document, words: &Words) -> Clean {
    document.date.map_or_else(|| say!(words, "document-undated"), |date| words.date(date))
}

/// The changes under the headings where they stand, then how much is the same.
fn changes(old: &[Passage], new: &[Passage]) -> Reading {
    let texts = |passages: &[Passage]| passages.iter().map(|passage| passage.text.clone()).collect::<Vec<_>>();
    let mut report = Report::default();
    let mut same = 0;
    for op in capture_diff_slices(Algorithm::Patience, &texts(old), &texts(new)) {
        let (before, after) = (at(old, op.old_range()), at(new, op.new_range()));
        match op {
            DiffOp::Equal { len, .. } => same += len,
            // As many as before: each takes the place of the one that stood there.
            DiffOp::Replace { .. } if before.len() == after.len() => {
                before.iter().zip(after).for_each(|(old, new)| report.replaced(old, new));
            }
            DiffOp::Replace { .. } | DiffOp::Delete { .. } | DiffOp::Insert { .. } => report.apart(before, after),
        }
    }
    report.end(same)
}

fn at(passages: &[Passage], range: Range<usize>) -> &[Passage] {
    passages.get(range).unwrap_or_default()
}

/// `tsh` of `TSH : 41,6 mUI/L`.
fn name(passage: &Passage) -> &str {
    passage.folded.split([':', ',', '.']).next().unwrap_or_default().trim()
}

#[derive(Default)]
struct Report {
    pieces: Vec<Piece>,
    under: Option<Clean>,
}

impl Report {
    /// What begins with the same name is the same thing said otherwise; the rest went away or came.
    fn apart(&mut self, before: &[Passage], after: &[Passage]) {
        let mut after = after.iter();
        for old in before {
            match after.clone().position(|new| name(new) == name(old)) {
                Some(between) => {
                    after.by_ref().take(between).for_each(|new| self.one(Label::Added, new));
                    after.next().into_iter().for_each(|new| self.replaced(old, new));
                }
                None => self.one(Label::Removed, old),
            }
        }
        after.for_each(|new| self.one(Label::Added, new));
    }

    fn one(&mut self, label: Label, passage: &Passage) {
        self.put(passage, vec![Span::Label(label), text(format!(" {}", passage.text))]);
    }

    fn replaced(&mut self, old: &Passage, new: &Passage) {
        let (old, by) = (text(format!(" {}\n", old.text)), text(format!(" {}", new.text)));
        self.put(new, vec![Span::Label(Label::Replaced), old, Span::Label(Label::ReplacedBy), by]);
    }

    fn put(&mut self, passage: &Passage, spans: Vec<Span>) {
        if passage.heading != self.under {
            self.under.clone_from(&passage.heading);
            let heading = passage.heading.clone().map(|heading| Piece::Heading { level: 2, text: Rich::plain(heading) });
            self.pieces.extend(heading);
        }
        self.pieces.push(Piece::Paragraph(Rich(spans)));
    }

    fn end(mut self, same: usize) -> Reading {
        if self.pieces.is_empty() {
            self.pieces.push(Piece::Note(Label::NoDifference));
        }
        self.pieces.push(Piece::Note(Label::Unchanged { count: same }));
        Reading { pieces: self.pieces, ..Reading::default() }
    }
}

fn text(text: String) -> Span {
    Span::Text { text: text.into(), emphasis: crate::domain::Emphasis::default(), link: None }
}
