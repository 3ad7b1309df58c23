//! The documents, with what is needed to find them: an index of identifiers, shared texts, and how many of what.

use super::intern::Pool;
use super::lookalike::Lookalikes;
use super::tally::Tally;
use super::texts::Texts;
use crate::domain::{Clean, Document, DocumentId, Precision, fold};
use crate::words::Words;
use jiff::civil;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

#[derive(Debug, Clone, Default)]
pub struct Store {
    entries: Vec<Entry>,
    index: HashMap<Clean, u32>,
    /// Deleted: their places stay, so that the others keep theirs.
    gone: HashSet<u32>,
    texts: Texts,
    /// The text of each day, which is said once.
    days: HashMap<(civil::Date, Precision), u32>,
    tally: Tally,
    pool: Pool,
    lookalikes: Lookalikes,
}

#[derive(Debug, Clone)]
struct Entry {
    document: Arc<Document>,
    /// Title; kind, author, place and profession; date.
    texts: [u32; 3],
    /// In the tally.
    author: Option<u32>,
}

/// What became of a document that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pushed {
    Added,
    /// It was here: this newer state of it is in its place.
    Replaced,
}

impl Store {
    pub fn push(&mut self, mut document: Arc<Document>, words: &Words) -> Pushed {
        let (title, shared) = self.texts.add(&document.title);
        if let Some(own) = Arc::get_mut(&mut document) {
            own.title = shared;
            self.pool.share(own);
        }
        if let Some(name) = &document.author.name {
            self.lookalikes.meet(name);
        }
        let id = document.id.clean();
        let author = self.tally.add(&document);
        let entry = Entry { texts: [title, self.who(&document, words), self.day(&document, words)], author, document };
        let known = self.index.get(&id).and_then(|index| self.entries.get_mut(usize::try_from(*index).ok()?));
        if let Some(place) = known {
            self.tally.remove(&std::mem::replace(place, entry).document);
            return Pushed::Replaced;
        }
        // More documents than that do not fit in memory.
        let index = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.index.insert(id, index);
        self.entries.push(entry);
        Pushed::Added
    }

    /// It is no longer in the record.
    pub fn remove(&mut self, id: &DocumentId) {
        if let Some(index) = self.index.remove(&id.clean()) {
            self.gone.insert(index);
            if let Some(entry) = self.entries.get(place(index)) {
                self.tally.remove(&entry.document);
            }
        }
    }

    /// Kind, author, place and profession, as said.
    fn who(&mut self, document: &Document, words: &Words) -> u32 {
        let author = &document.author;
        let kind = words.kind(&document.kind);
        let profession = words.author_profession(author);
        let said = [Some(&kind), author.name.as_ref(), author.organisation.as_ref(), profession.as_ref()];
        let said: Vec<&str> = said.into_iter().flatten().map(Clean::as_str).collect();
        self.texts.add(&Clean::new(&said.join("\n"))).0
    }

    /// The date, as said and in figures.
    fn day(&mut self, document: &Document, words: &Words) -> u32 {
        let Some(date) = document.date else { return self.texts.add(&Clean::empty()).0 };
        let (day, precision) = (date.civil().date(), date.precision());
        if let Some(known) = self.days.get(&(day, precision)) {
            return *known;
        }
        let figures = format!("{:02}/{:02}/{}", day.day(), day.month(), day.year());
        let number = self.texts.add(&Clean::new(&format!("{}\n{figures}", words.date(date)))).0;
        self.days.insert((day, precision), number);
        number
    }

    /// Leaves those in which every word of this text is found, accents and case ignored.
    pub fn find(&self, text: &str, documents: &mut Vec<u32>) {
        for word in fold(text).split_whitespace() {
            let holding = self.texts.holding(word);
            let holds = |text: &u32| holding.get(place(*text)).copied().unwrap_or(false);
            documents.retain(|index| self.entries.get(place(*index)).is_some_and(|entry| entry.texts.iter().any(holds)));
        }
    }

    /// The documents from the `from`th on.
    pub fn from(&self, from: usize) -> Vec<u32> {
        let all = (0_u32..).zip(&self.entries).skip(from).map(|(index, _)| index);
        all.filter(|index| !self.gone.contains(index)).collect()
    }

    /// Whether an author's name could be taken for another's (S46).
    pub fn doubtful(&self, name: &Clean) -> bool {
        self.lookalikes.doubtful(name)
    }

    /// Documents, without those deleted.
    pub fn len(&self) -> usize {
        self.entries.len() - self.gone.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Where the next one will be.
    pub fn end(&self) -> usize {
        self.entries.len()
    }

    pub fn get(&self, index: u32) -> Option<&Arc<Document>> {
        self.entries.get(place(index)).map(|entry| &entry.document)
    }

    pub fn index(&self, id: &Clean) -> Option<u32> {
        self.index.get(id).copied()
    }

    /// The number of a document's author in the tally.
    pub fn author(&self, index: u32) -> Option<u32> {
        self.entries.get(place(index))?.author
    }

    pub fn iter(&self) -> impl Iterator<Item = (u32, &Arc<Document>)> {
        let all = (0_u32..).zip(self.entries.iter().map(|entry| &entry.document));
        all.filter(|(index, _)| !self.gone.contains(index))
    }

    pub fn tally(&self) -> &Tally {
        &self.tally
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
