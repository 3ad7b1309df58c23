//! The documents of the record as they arrive, and the part of them that is shown.
//!
//! Everything here must stay quick with 100 000 documents: a key costs a scan of folded text, never a rebuilt list.

mod filter;
mod intern;
mod lookalike;
mod order;
mod rows;
mod store;

pub use filter::{Filter, Period};
pub use order::Order;
pub use rows::{DocumentRows, author, row, states};
pub use store::Store;

use crate::domain::{Clean, Document, DocumentId, Listing, fold};
use crate::words::Words;
use jiff::Timestamp;
use std::sync::Arc;

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
    shown: Arc<Shown>,
}

/// The documents that pass the filter, in order.
#[derive(Debug, Clone, Default)]
pub struct Shown {
    /// Indexes in the store, first to last.
    order: Vec<u32>,
    /// For each document of the store, its place in `order`, or `u32::MAX`.
    place: Vec<u32>,
}

impl Record {
    /// Adds a page of the list.
    pub fn add(&mut self, listing: Listing, words: &Words) {
        self.total = listing.total.or(self.total);
        self.unreadable.extend(listing.unreadable);
        let store = Arc::make_mut(&mut self.store);
        for document in listing.documents {
            store.push(document, words);
        }
        self.progress = if listing.next.is_some() { Progress::Coming } else { Progress::Complete };
        self.refresh();
    }

    pub fn set_filter(&mut self, filter: Filter) {
        self.filter = filter;
        self.refresh();
    }

    pub fn set_order(&mut self, order: Order) {
        self.order = order;
        self.refresh();
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
        self.shown.order.len()
    }

    pub fn rows(&self, words: &Words) -> DocumentRows {
        DocumentRows::new(self.store.clone(), self.shown.clone(), self.since, self.progress == Progress::Coming, words.clone())
    }

    /// The authors met so far, by name, with how many documents each wrote.
    pub fn authors(&self) -> Vec<(Clean, usize)> {
        self.store.authors()
    }

    fn refresh(&mut self) {
        let wanted: Vec<String> = fold(self.filter.text.value()).split_whitespace().map(str::to_owned).collect();
        let mut order: Vec<u32> = self
            .store
            .iter()
            .filter(|(index, document)| {
                self.store.key(*index).is_some_and(|key| wanted.iter().all(|word| key.contains(word)))
                    && self.filter.admits(document)
                    && (!self.filter.news || self.is_new(document))
            })
            .map(|(index, _)| index)
            .collect();
        self.order.sort(&mut order, &self.store);
        let mut place = vec![u32::MAX; self.store.len()];
        for (position, index) in (0_u32..).zip(&order) {
            if let Some(slot) = place.get_mut(usize::try_from(*index).unwrap_or(usize::MAX)) {
                *slot = position;
            }
        }
        self.shown = Arc::new(Shown { order, place });
    }
}
