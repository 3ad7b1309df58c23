//! What documents say inside: known for those that were read in this visit, in memory only, and never fetched without asking.

pub mod chart;
pub mod earlier;
pub mod gather;
pub mod passages;
pub mod reimbursed;
pub mod results;
pub mod search;
pub mod tests;
pub mod treatments;
pub mod vaccinations;

use super::model::Model;
use super::{Do, Page};
use crate::domain::{Category, Coded, Document, DocumentId, Format, Reading};
use crate::page::Action;
use crate::say;
use crate::words::Words;
use passages::Passage;
use std::collections::HashMap;
use std::sync::Arc;
use tests::Test;

/// LOINC: a dispensation of medicines.
const HANDED_OVER: &str = "60593-1";

/// The documents read in this visit. Forgotten with the person, never written anywhere.
#[derive(Debug, Clone, Default)]
pub struct Library {
    read: HashMap<DocumentId, Read>,
    tests: Arc<[Test]>,
}

#[derive(Debug, Clone)]
pub struct Read {
    pub document: Arc<Document>,
    pub coded: Arc<Coded>,
    pub passages: Arc<[Passage]>,
}

/// What the person wants to know, and so which documents it is looked for in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    Results,
    Vaccinations,
    Treatments,
    Reimbursed,
    /// Words, anywhere.
    Words,
}

impl Wanted {
    /// Whether a document may hold it: an old version says what its replacement says.
    pub fn admits(self, document: &Document) -> bool {
        let format = document.contents.first().map(|content| content.format);
        let coded = matches!(format, Some(Format::Cda | Format::FhirDocument | Format::FhirXml));
        let of = |category| document.category == category && coded && !document.states.superseded;
        match self {
            Self::Results => of(Category::Biology),
            Self::Vaccinations => of(Category::Vaccinations),
            // What the pharmacy handed over is the prescription again: the same medicine would seem to be taken twice.
            Self::Treatments => of(Category::Prescriptions) && document.kind.code.as_str() != HANDED_OVER,
            Self::Reimbursed => of(Category::Reimbursements),
            Self::Words => coded || matches!(format, Some(Format::Text | Format::Rtf | Format::Pdf)),
        }
    }
}

impl Library {
    /// After the last of several, [`earlier::settle`].
    pub fn add(&mut self, document: Arc<Document>, reading: &Reading, words: &Words) {
        let passages = passages::of(reading, words).into();
        let read = Read { coded: Arc::new(reading.coded.clone()), passages, document };
        self.read.insert(read.document.id.clone(), read);
    }

    /// What takes all documents into account is worked out once, not each time it is shown.
    fn settle(&mut self, words: &Words) {
        self.tests = tests::of(&self.newest_first(), words).into();
    }

    pub fn passages(&self, id: &DocumentId) -> Option<Arc<[Passage]>> {
        self.read.get(id).map(|read| read.passages.clone())
    }

    pub fn knows(&self, id: &DocumentId) -> bool {
        self.read.contains_key(id)
    }

    /// Without the old versions, which say what their replacements say.
    pub fn newest_first(&self) -> Vec<&Read> {
        let mut read: Vec<&Read> = self.read.values().filter(|read| !read.document.states.superseded).collect();
        read.sort_by(|a, b| b.document.date.cmp(&a.document.date).then_with(|| a.document.id.cmp(&b.document.id)));
        read
    }

    pub fn tests(&self) -> &Arc<[Test]> {
        &self.tests
    }
}

/// What every page about several documents says at its end: what it rests on.
fn rests_on(model: &Model, page: &mut Page, wanted: Wanted) {
    let missing = gather::missing(model, wanted).count();
    if missing > 0 {
        let words = &model.words;
        page.body.push(crate::page::Block::Text(say!(words, "library-not-read", count = missing)));
        page.actions.push(Action::new("gather", 'l', say!(words, "library-read-them"), Do::Gather(wanted)));
    }
}

#[cfg(test)]
mod sample {
    use crate::domain::{Author, Category, Document, DocumentId, Kind, States};

    pub fn document() -> Document {
        Document {
            id: DocumentId::new("carnet").unwrap(),
            title: "Carnet".into(),
            kind: Kind::default(),
            category: Category::Vaccinations,
            date: None,
            deposited: None,
            author: Author::default(),
            states: States::default(),
            contents: Vec::new(),
            replaces: None,
            version: None,
        }
    }
}
