//! What the person does with documents of their record, and who sees one of them (D25, D33).

use super::{Clean, Date, DocumentId, Outcome, Party};
use std::collections::HashSet;

/// A change to one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Filing {
    /// Hides it from professionals, but for its author and the treating doctor.
    Mask,
    Unmask,
    Archive,
    Unarchive,
    /// Only what the person added.
    Delete,
}

/// How one of several documents fared.
#[derive(Debug, Clone, PartialEq)]
pub struct Filed {
    pub document: DocumentId,
    pub outcome: Outcome,
    /// As the server keeps it now, when it said; nothing once deleted.
    pub now: Option<Box<super::Document>>,
}

/// Whether somebody reads, in each way there is to open a record (TRE_R248).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Sees {
    pub normal: bool,
    /// Called by the 15.
    pub regulation: bool,
    pub break_glass: bool,
}

/// Why somebody is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Standing {
    Author,
    TreatingDoctor,
    Agreed,
    Blocked,
}

/// Who sees a document, as it is or as if it were masked or not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Seers {
    /// What the answer supposes.
    pub masked: bool,
    pub people: Vec<(Party, Vec<Standing>, Sees)>,
    /// A TRE_G15 code, what the server calls it, and what one of them would see with the person's agreement.
    pub professions: Vec<(Clean, Option<Clean>, Sees)>,
    /// Hospitals allowed for a stay, and until when.
    pub stays: Vec<(Party, Option<Date>)>,
}

/// Which profession may read which types of documents, once the person has agreed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Matrix {
    pub version: Option<Date>,
    pub types: Vec<super::Kind>,
    /// A TRE_G15 code, what the server calls it, and the codes of the types that it reads.
    pub professions: Vec<(Clean, Option<Clean>, HashSet<Clean>)>,
}
