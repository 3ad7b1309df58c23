//! A document that the patient adds to their own record (ITI-105, TD2).

use super::{Category, Clean, DocumentId, Format, ResponseId};
use jiff::civil;
use std::sync::Arc;

/// Bytes at most in a deposited file (API §3).
pub const DEPOSIT_LIMIT: u64 = 5_000_000;

#[derive(Debug, Clone, PartialEq)]
pub struct Deposit {
    /// `urn:uuid:…`, drawn when the form was opened: sending it again makes no second document (D34).
    pub identifier: Clean,
    pub kind: DepositKind,
    pub title: Clean,
    /// When it was written, as the person says.
    pub date: civil::Date,
    /// Hidden from professionals.
    pub hidden: bool,
    pub format: Format,
    pub bytes: Arc<[u8]>,
    /// The document it takes the place of, which becomes an old version (TD2.1). A correction replaces too (D27).
    pub replaces: Option<DocumentId>,
    /// The answers behind it, when it was made from a form.
    pub answers: Option<ResponseId>,
}

/// What a patient may deposit: nine kinds to choose from, and those their own pages make (STANDARDS §2.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DepositKind {
    Summary,
    Care,
    Report,
    Imaging,
    Biology,
    Prevention,
    Certificate,
    Administrative,
    Other,
    /// A synthesis of what the person said of their health.
    Profile,
    /// What the person wishes, in their words.
    Wish,
    Directives,
}

impl DepositKind {
    /// The nine that a person chooses from.
    pub const CHOICES: [Self; 9] = [
        Self::Summary,
        Self::Care,
        Self::Report,
        Self::Imaging,
        Self::Biology,
        Self::Prevention,
        Self::Certificate,
        Self::Administrative,
        Self::Other,
    ];

    /// The code of TRE_A05.
    pub fn code(self) -> &'static str {
        match self {
            Self::Summary => "DOCPAT01",
            Self::Care => "DOCPAT02",
            Self::Report => "DOCPAT03",
            Self::Imaging => "DOCPAT04",
            Self::Biology => "DOCPAT05",
            Self::Prevention => "DOCPAT06",
            Self::Certificate => "DOCPAT07",
            Self::Profile => "DOCPAT08",
            Self::Administrative => "DOCPAT09",
            Self::Wish => "EXPPAT_1",
            Self::Other => "EXPPAT_2",
            Self::Directives => "EXPPAT_3",
        }
    }

    /// The category in which it is found again.
    pub fn category(self) -> Category {
        Category::of(self.code(), "")
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::CHOICES.into_iter().chain([Self::Profile, Self::Wish, Self::Directives]).find(|kind| kind.code() == code)
    }
}

/// A file chosen to be deposited, looked at and found fit.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    pub name: Clean,
    pub format: Format,
    pub bytes: Arc<[u8]>,
    /// When the file was last changed.
    pub date: Option<civil::Date>,
    /// A photograph that was turned upright.
    pub straightened: bool,
    /// Where and how a photograph was taken has been taken out of it.
    pub stripped: bool,
}
