//! How many documents there are of each category, year and author, kept up as documents come: the pages on which one
//! chooses among them must not count a hundred thousand at each key.

use crate::domain::{Category, Clean, Document, fold};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default)]
pub struct Tally {
    categories: BTreeMap<Category, usize>,
    years: BTreeMap<i16, usize>,
    /// By folded name: one author is not written twice because of an accent.
    authors: BTreeMap<String, Author>,
}

#[derive(Debug, Clone)]
struct Author {
    name: Clean,
    number: u32,
    documents: usize,
}

impl Tally {
    /// Counts a document. The number of its author, when it has one.
    pub fn add(&mut self, document: &Document) -> Option<u32> {
        *self.categories.entry(document.category).or_default() += 1;
        if let Some(year) = year(document) {
            *self.years.entry(year).or_default() += 1;
        }
        let name = document.author.name.as_ref()?;
        let number = u32::try_from(self.authors.len()).ok()?;
        let author = self.authors.entry(fold(name)).or_insert_with(|| Author { name: name.clone(), number, documents: 0 });
        author.documents += 1;
        Some(author.number)
    }

    /// Takes back what [`Self::add`] counted.
    pub fn remove(&mut self, document: &Document) {
        let category = self.categories.get_mut(&document.category);
        let year = year(document).and_then(|year| self.years.get_mut(&year));
        let author = document.author.name.as_ref().and_then(|name| self.authors.get_mut(&fold(name)));
        for count in [category, year, author.map(|author| &mut author.documents)].into_iter().flatten() {
            *count = count.saturating_sub(1);
        }
    }

    /// The number under which an author is known, whatever the accents and case.
    pub fn author(&self, name: &str) -> Option<u32> {
        self.authors.get(&fold(name)).map(|author| author.number)
    }

    /// In the order in which they are offered, those in which there is something.
    pub fn categories(&self) -> impl Iterator<Item = (Category, usize)> {
        self.categories.iter().map(|(category, count)| (*category, *count)).filter(|(_, count)| *count > 0)
    }

    /// The latest first.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.years.iter().rev().filter(|(_, count)| **count > 0).map(|(year, _)| *year)
    }

    /// By name.
    pub fn authors(&self) -> impl Iterator<Item = (&Clean, usize)> {
        self.authors.values().map(|author| (&author.name, author.documents)).filter(|(_, count)| *count > 0)
    }
}

fn year(document: &Document) -> Option<i16> {
    document.date.map(|date| date.civil().year())
}
