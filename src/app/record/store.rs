//! Documents with what is needed to find them: an index of identifiers and one folded key each.

use super::intern::Pool;
use super::lookalike::Lookalikes;
use crate::domain::{Clean, Document, fold};
use crate::words::Words;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;
use std::sync::Arc;

#[derive(Debug, Clone, Default)]
pub struct Store {
    documents: Vec<Arc<Document>>,
    index: HashMap<Clean, u32>,
    /// The folded keys one after the other: scanned whole at each key typed.
    keys: String,
    /// Where each key ends in `keys`.
    ends: Vec<usize>,
    authors: BTreeMap<String, (Clean, usize)>,
    pool: Pool,
    lookalikes: Lookalikes,
}

impl Store {
    /// Adds a document, or puts a newer state of one in the place of the old.
    pub fn push(&mut self, mut document: Arc<Document>, words: &Words) {
        if let Some(own) = Arc::get_mut(&mut document) {
            self.pool.share(own);
        }
        if let Some(slot) = self.index.get(&document.id.clean()).and_then(|i| self.documents.get_mut(usize::try_from(*i).ok()?)) {
            *slot = document;
            return;
        }
        let Ok(index) = u32::try_from(self.documents.len()) else { return };
        if let Some(name) = &document.author.name {
            // A name met already teaches nothing.
            if self.authors.get(&fold(name)).is_none_or(|(known, _)| known != name) {
                self.lookalikes.meet(name);
            }
            self.authors.entry(fold(name)).or_insert_with(|| (name.clone(), 0)).1 += 1;
        }
        self.index.insert(document.id.clean(), index);
        self.write_key(&document, words);
        self.documents.push(document);
    }

    /// Title, kind, author, profession, place and date, as said and in figures.
    fn write_key(&mut self, document: &Document, words: &Words) {
        let mut said = String::with_capacity(160);
        let mut add = |text: &str| {
            said.push_str(text);
            said.push('\n');
        };
        add(&document.title);
        add(&words.kind(&document.kind));
        document.author.name.iter().chain(&document.author.organisation).for_each(|text| add(text));
        if let Some(profession) = words.author_profession(&document.author) {
            add(&profession);
        }
        if let Some(date) = document.date {
            add(&words.date(date));
        }
        self.keys.push_str(&fold(&said));
        if let Some(date) = document.date {
            let at = date.civil();
            // Writing to a String cannot fail.
            let _ = write!(self.keys, "{:02}/{:02}/{}", at.day(), at.month(), at.year());
        }
        self.ends.push(self.keys.len());
    }

    pub fn len(&self) -> usize {
        self.documents.len()
    }

    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    pub fn get(&self, index: u32) -> Option<&Arc<Document>> {
        self.documents.get(usize::try_from(index).ok()?)
    }

    pub fn index(&self, id: &Clean) -> Option<u32> {
        self.index.get(id).copied()
    }

    /// The folded text in which a document is searched.
    pub fn key(&self, index: u32) -> Option<&str> {
        let index = usize::try_from(index).ok()?;
        let from = match index.checked_sub(1) {
            None => 0,
            Some(before) => *self.ends.get(before)?,
        };
        self.keys.get(from..*self.ends.get(index)?)
    }

    pub fn iter(&self) -> impl Iterator<Item = (u32, &Arc<Document>)> {
        (0_u32..).zip(&self.documents)
    }

    /// Whether an author's name could be taken for another's (S46).
    pub fn doubtful(&self, name: &Clean) -> bool {
        self.lookalikes.doubtful(name)
    }

    pub fn authors(&self) -> Vec<(Clean, usize)> {
        self.authors.values().cloned().collect()
    }
}
