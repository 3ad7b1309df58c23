//! The list of documents as a page asks for it: row by row.

use super::super::Do;
use super::Store;
use super::shown::Shown;
use crate::domain::{Clean, Document};
use crate::page::{Count, Row, RowId, Rows};
use crate::say;
use crate::words::Words;
use jiff::Timestamp;
use std::sync::Arc;

pub struct DocumentRows {
    store: Arc<Store>,
    shown: Arc<Shown>,
    since: Option<Timestamp>,
    count: Count,
    words: Words,
}

impl DocumentRows {
    pub(super) fn new(store: Arc<Store>, shown: Arc<Shown>, since: Option<Timestamp>, count: Count, words: Words) -> Self {
        Self { store, shown, since, count, words }
    }
}

impl Rows<Do> for DocumentRows {
    fn count(&self) -> Count {
        self.count
    }

    fn row(&self, index: usize) -> Option<Row<Do>> {
        let document = self.shown.at(index).and_then(|at| self.store.get(at))?;
        let mut row = row(document, self.since, &self.words);
        if document.author.name.as_ref().is_some_and(|name| self.store.doubtful(name)) {
            row.details.push(say!(self.words, "author-doubtful"));
        }
        Some(row)
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        self.shown.place(self.store.index(&id.0)?)
    }
}

/// Title first, since it is what people look for; then kind, date, author.
pub fn row(document: &Document, since: Option<Timestamp>, words: &Words) -> Row<Do> {
    let new = since.zip(document.deposited).is_some_and(|(since, deposited)| deposited > since) && !document.states.mine;
    let mut marks = Vec::new();
    if new {
        marks.push(say!(words, "document-mark-new"));
    }
    marks.extend(states(document, words));
    let kind = words.kind(&document.kind);
    let mut details = Vec::new();
    if kind != document.title {
        details.push(kind);
    }
    details.push(document.date.map_or_else(|| say!(words, "document-undated"), |date| words.date(date)));
    details.push(author(document, words));
    Row { id: RowId(document.id.clean()), marks, label: document.title.clone(), details, does: Do::Open(document.id.clone()) }
}

/// The states a person is told of, in words.
pub fn states(document: &Document, words: &Words) -> Vec<Clean> {
    let states = document.states;
    [
        states.mine.then(|| say!(words, "document-mark-mine")),
        states.masked.then(|| say!(words, "document-mark-masked")),
        states.hidden_from_representatives.then(|| say!(words, "document-mark-representatives")),
        states.archived.then(|| say!(words, "document-mark-archived")),
        states.superseded.then(|| say!(words, "document-mark-superseded")),
        states.preliminary.then(|| say!(words, "document-mark-preliminary")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Name and profession of the author, or the organisation.
pub fn author(document: &Document, words: &Words) -> Clean {
    let author = &document.author;
    let profession = words.author_profession(author);
    match (&author.name, profession, &author.organisation) {
        (Some(name), Some(profession), _) => say!(words, "author-with-profession", name = name, profession = profession),
        (Some(name), None, _) => name.clone(),
        (None, _, Some(organisation)) => organisation.clone(),
        (None, Some(profession), None) => profession,
        (None, None, None) if author.patient => say!(words, "author-you"),
        (None, None, None) => say!(words, "author-unknown"),
    }
}
