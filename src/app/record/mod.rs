//! The documents of the record as they arrive, and the part of them that is shown.
//!
//! Everything here must stay quick with 100 000 documents: a key costs a scan of different texts, and a page
//! that arrives costs what it brings, never a rebuilt list.

mod filter;
mod intern;
mod lookalike;
mod order;
mod rows;
mod shown;
mod store;
mod tally;
mod texts;

pub use filter::{Filter, Period};
pub use order::Order;
pub use rows::{DocumentRows, author, row, states};
pub use store::Store;

use crate::domain::{Clean, Document, DocumentId, Listing};
use crate::page::Count;
use crate::words::Words;
use jiff::Timestamp;
use shown::Shown;
use std::sync::Arc;
use store::Pushed;

/// How far the list has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Progress {
    #[default]
    NotAsked,
    Coming,
    Complete,
    /// Stopped by a problem, which was said; what is here stays readable.
    Interrupted,
}

#[derive(Debug, Clone, Default)]
pub struct Record {
    pub store: Arc<Store>,
    pub filter: Filter,
    pub order: Order,
    pub progress: Progress,
    /// How many the server says there are.
    pub total: Option<u64>,
    /// Entries that could not be understood.
    pub unreadable: Vec<Clean>,
    /// The sign-in before this one: what came after it is new.
    pub since: Option<Timestamp>,
    /// All of the store in the order chosen, so that a filter never sorts.
    sorted: Shown,
    shown: Arc<Shown>,
}

impl Record {
    /// Adds a page of the list.
    pub fn add(&mut self, listing: Listing, words: &Words) {
        self.total = listing.total.or(self.total);
        self.unreadable.extend(listing.unreadable);
        self.progress = if listing.next.is_some() { Progress::Coming } else { Progress::Complete };
        let store = Arc::make_mut(&mut self.store);
        let before = store.end();
        let mut replaced = false;
        for document in listing.documents {
            replaced |= store.push(document, words) == Pushed::Replaced;
        }
        if replaced {
            self.sort();
        } else {
            let mut more = self.store.from(before);
            self.order.sort(&mut more, &self.store);
            self.sorted.add(&more, self.order, &self.store);
            let more = self.passing(more);
            Arc::make_mut(&mut self.shown).add(&more, self.order, &self.store);
        }
    }

    /// A newer state of a document that is here. When it came, it still says.
    pub fn put(&mut self, mut document: Document, words: &Words) {
        if let Some(known) = self.document(&document.id) {
            document.deposited = known.deposited;
        }
        Arc::make_mut(&mut self.store).push(Arc::new(document), words);
        self.sort();
    }

    pub fn remove(&mut self, id: &DocumentId) {
        Arc::make_mut(&mut self.store).remove(id);
        self.total = self.total.map(|total| total.saturating_sub(1));
        self.sort();
    }

    pub fn set_filter(&mut self, filter: Filter) {
        self.filter = filter;
        self.select();
    }

    pub fn set_order(&mut self, order: Order) {
        self.order = order;
        self.sort();
    }

    pub fn document(&self, id: &DocumentId) -> Option<&Arc<Document>> {
        self.store.index(&id.clean()).and_then(|index| self.store.get(index))
    }

    /// Deposited since the last visit by somebody else (D24).
    pub fn is_new(&self, document: &Document) -> bool {
        match (self.since, document.deposited) {
            (Some(since), Some(deposited)) => deposited > since && !document.states.mine,
            _ => false,
        }
    }

    pub fn shown(&self) -> usize {
        self.shown.len()
    }

    pub fn rows(&self, words: &Words) -> DocumentRows {
        DocumentRows::new(self.store.clone(), self.shown.clone(), self.since, self.count(), words.clone())
    }

    /// How many rows there are, and will be. Of what passes a filter, nobody knows how much is still to come.
    fn count(&self) -> Count {
        let here = self.shown.len();
        let total = self.total.and_then(|total| usize::try_from(total).ok());
        match (self.progress, total) {
            (Progress::Coming, Some(total)) if !self.filter.is_active() => Count::Coming { here, total: total.max(here) },
            (Progress::Coming, _) => Count::AtLeast(here),
            (Progress::NotAsked | Progress::Complete | Progress::Interrupted, _) => Count::Known(here),
        }
    }

    fn sort(&mut self) {
        let mut all = self.store.from(0);
        self.order.sort(&mut all, &self.store);
        self.sorted = Shown::new(all, &self.store);
        self.select();
    }

    fn select(&mut self) {
        self.shown = Arc::new(Shown::new(self.passing(self.sorted.order().to_vec()), &self.store));
    }

    /// Of these documents of the store, those that pass the filter, in the same order.
    fn passing(&self, mut documents: Vec<u32>) -> Vec<u32> {
        let Self { store, filter, .. } = self;
        let author = filter.author.as_ref().map(|name| store.tally().author(name));
        store.find(filter.text.value(), &mut documents);
        documents.retain(|index| {
            author.is_none_or(|author| author.is_some() && author == store.author(*index))
                && store.get(*index).is_some_and(|document| filter.admits(document) && (!filter.news || self.is_new(document)))
        });
        documents
    }
}
