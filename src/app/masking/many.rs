//! Several documents, or all of them, and those to come.

use super::{Files, MaskingPage, Step, go, page, shown};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::record::{Progress, Store, row as document_row};
use crate::app::{Do, Page};
use crate::domain::{Clean, Document, DocumentId, Filing};
use crate::page::{Action, Block, Count, List, Row, RowId, Rows, Tone};
use crate::say;
use crate::words::Words;
use std::collections::HashSet;
use std::sync::Arc;

pub fn hub(model: &Model, new: Option<bool>) -> Page {
    let words = &model.words;
    let mut shown = Page::new("privacy", say!(words, "masking-title"));
    shown.body.push(Block::Text(say!(words, "masking-what")));
    shown.body.push(Block::Text(say!(words, "masking-one-person")));
    let (masked, open) = (wanted(model, Filing::Unmask).len(), wanted(model, Filing::Mask).len());
    let all = |filing| Files { documents: wanted(model, filing), filing, new: Some(filing == Filing::Mask) };
    let count = |count: usize| vec![say!(words, "documents-count", count = count)];
    let row = |id: &str, label: Clean, details: Vec<Clean>, step: Step| Row {
        id: RowId(Clean::new(id)),
        marks: Vec::new(),
        label,
        details,
        does: go(step),
    };
    let mut rows = Vec::new();
    if complete(model) {
        if open > 0 {
            rows.push(row("mask", say!(words, "mask-some"), count(open), Step::Many(Filing::Mask)));
            rows.push(row("mask-all", say!(words, "mask-all"), Vec::new(), Step::Ask(all(Filing::Mask))));
        }
        if masked > 0 {
            rows.push(row("show", say!(words, "show-some"), count(masked), Step::Many(Filing::Unmask)));
            rows.push(row("show-all", say!(words, "show-all"), Vec::new(), Step::Ask(all(Filing::Unmask))));
        }
    } else {
        shown.body.push(Block::Text(say!(words, "masking-coming")));
    }
    if let Some(mask) = new {
        let (label, now) = if mask {
            (say!(words, "new-show"), say!(words, "new-are-masked"))
        } else {
            (say!(words, "new-mask"), say!(words, "new-are-shown"))
        };
        rows.push(row("new", label, vec![now], Step::AskNew(!mask)));
    }
    if !rows.is_empty() {
        shown.body.push(menu(say!(words, "home-choices"), rows));
    }
    shown
}

/// All of the list is there: "all" means all.
fn complete(model: &Model) -> bool {
    model.record.progress == Progress::Complete
}

/// Those that a change would change.
fn wanted(model: &Model, filing: Filing) -> Vec<DocumentId> {
    let documents = model.record.store.iter().map(|(_, document)| document);
    documents.filter(|document| changes(filing, document)).map(|document| document.id.clone()).collect()
}

fn changes(filing: Filing, document: &Document) -> bool {
    match filing {
        Filing::Mask => !document.states.masked,
        Filing::Unmask => document.states.masked,
        Filing::Archive => !document.states.archived,
        Filing::Unarchive => document.states.archived,
        Filing::Delete => document.states.mine,
    }
}

pub fn open(model: &mut Model, filing: Filing) -> Vec<Effect> {
    model.go(page(MaskingPage::Many { filing, chosen: Arc::default() }));
    Vec::new()
}

pub fn view(model: &Model, filing: Filing, chosen: &Arc<HashSet<DocumentId>>) -> Page {
    let words = &model.words;
    let mut page = Page::new("privacy/many", words.filing_some(filing));
    let count = chosen.len();
    page.body.push(Block::Text(say!(words, "many-chosen", count = count)));
    let store = model.record.store.clone();
    let mut indexes: Vec<u32> = store.iter().filter(|(_, document)| changes(filing, document)).map(|(index, _)| index).collect();
    let date = |index: &u32| std::cmp::Reverse(store.get(*index).and_then(|document| document.date));
    indexes.sort_by_key(date);
    let all = indexes.len();
    page.body.push(Block::List(List {
        name: say!(words, "documents-count", count = all),
        empty: say!(words, "many-none"),
        rows: Arc::new(Choices { store: store.clone(), indexes, chosen: chosen.clone(), words: words.clone() }),
        more: None,
    }));
    page.actions.push(Action::new("ask", 'c', say!(words, "many-go", count = count), go(Step::AskChosen)));
    page
}

struct Choices {
    store: Arc<Store>,
    indexes: Vec<u32>,
    chosen: Arc<HashSet<DocumentId>>,
    words: Words,
}

impl Rows<Do> for Choices {
    fn count(&self) -> Count {
        Count::Known(self.indexes.len())
    }

    fn row(&self, index: usize) -> Option<Row<Do>> {
        let document = self.store.get(*self.indexes.get(index)?)?;
        let mut row = document_row(document, None, &self.words);
        if self.chosen.contains(&document.id) {
            row.marks.insert(0, say!(self.words, "mark-chosen"));
        }
        row.does = go(Step::Toggle(document.id.clone()));
        Some(row)
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        let wanted = self.store.index(&id.0)?;
        self.indexes.iter().position(|index| *index == wanted)
    }
}

pub fn toggle(model: &mut Model, id: &DocumentId) -> Vec<Effect> {
    if let Some(MaskingPage::Many { chosen, .. }) = shown(model) {
        let chosen = Arc::make_mut(chosen);
        if !chosen.remove(id) {
            chosen.insert(id.clone());
        }
    }
    Vec::new()
}

pub fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(MaskingPage::Many { filing, chosen }) = shown(model) else { return Vec::new() };
    let (filing, chosen) = (*filing, chosen.clone());
    if chosen.is_empty() {
        model.tell(Tone::Problem, say!(model.words, "many-nothing"));
        return Vec::new();
    }
    // In the list's order, so that what is said of them is in the order in which they were seen.
    let store = model.record.store.clone();
    let documents = store.iter().map(|(_, document)| &document.id).filter(|id| chosen.contains(*id)).cloned().collect();
    super::act(model, Step::Ask(Files { documents, filing, new: None }))
}
