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
