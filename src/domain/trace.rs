//! What happened to the record: who, when, what, on which document, in which mode (TDE; CI-SIS, volet traçabilité).

use super::{Clean, DocumentId, Party};
use jiff::Timestamp;
use std::sync::Arc;

/// One line of the access history. What the server does not say stays unknown: nothing is guessed.
#[derive(Debug, Clone, PartialEq)]
pub struct Trace {
    pub id: Clean,
    pub at: Timestamp,
    pub who: Who,
    pub name: Option<Clean>,
    /// A TRE_G15 code, when known, and what the server calls it.
    pub profession: Option<Clean>,
    pub said: Option<Clean>,
    pub organisation: Option<Clean>,
    /// Identifies a professional (IDNPS).
    pub identifier: Option<Clean>,
    pub deed: Deed,
    pub mode: Mode,
    pub document: Option<DocumentId>,
    /// It was tried and refused.
    pub refused: bool,
    /// The server's own words.
    pub told: Option<Clean>,
}

/// Whose act it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Who {
    Me,
    Professional,
    /// A program: the Assurance Maladie's, or the DMP itself.
    System,
}

/// HL7 `restful-interaction`, or a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    SignedIn,
    Listed,
    Read,
    Added,
    Changed,
    Deleted,
    /// Told in the server's words alone.
    Other,
}

impl Deed {
    pub const ALL: [Self; 7] = [Self::Read, Self::Listed, Self::Added, Self::Changed, Self::Deleted, Self::SignedIn, Self::Other];

    /// For an identifier.
    pub fn name(self) -> &'static str {
        match self {
            Self::SignedIn => "signed-in",
            Self::Listed => "listed",
            Self::Read => "read",
            Self::Added => "added",
            Self::Changed => "changed",
            Self::Deleted => "deleted",
            Self::Other => "other",
        }
    }
}

/// TRE_R248.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    Normal,
    /// "Bris de glace": the person could not say what they wanted.
    BreakGlass,
    /// A centre that answers the 15.
    Regulation,
}

impl Mode {
    pub fn is_emergency(self) -> bool {
        match self {
            Self::BreakGlass | Self::Regulation => true,
            Self::Normal => false,
        }
    }
}

/// What of the history is looked at: what one professional did, or what was done with one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// By their national identifier.
    Person(Party),
    Document(DocumentId),
}

/// A page of the history, the newest first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct History {
    pub traces: Vec<Arc<Trace>>,
    pub total: Option<u64>,
    /// The page after this one.
    pub next: Option<Arc<str>>,
    /// Entries that could not be understood: they happened, and are counted.
    pub unreadable: usize,
}

/// What of it a server is asked for when not everything is wanted; all that is said holds. A server that does not know how to
/// narrow by one of these gives more, and never less.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sieve {
    pub emergencies: bool,
    /// What the person did.
    pub mine: bool,
    /// TRE_G15 codes, any of which will do.
    pub professions: Vec<Clean>,
    pub deed: Option<Deed>,
    /// The beginning of a name; empty for any.
    pub name: Clean,
}

impl Sieve {
    /// Everything that passes the other one passes this one too.
    pub fn holds(&self, other: &Self) -> bool {
        (!self.emergencies || other.emergencies)
            && (!self.mine || other.mine)
            && (self.professions.is_empty() || self.professions == other.professions)
            && (self.deed.is_none() || self.deed == other.deed)
            && (self.name.is_empty() || self.name == other.name)
    }
}

/// What happened since an instant, by others than the person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    pub count: usize,
    /// Of those, the emergencies.
    pub emergencies: usize,
    /// There are more of them than were counted.
    pub more: bool,
}

impl Tally {
    pub fn of(history: &History) -> Self {
        let others = || history.traces.iter().filter(|trace| trace.who != Who::Me);
        let emergencies = others().filter(|trace| trace.mode.is_emergency()).count();
        Self { count: others().count(), emergencies, more: history.next.is_some() }
    }
}
