//! What was typed in a form and not yet sent: as it was typed, right or wrong, to be offered again (D34).

use super::{Clean, ContactId, DocumentId, ResponseId, StatementId, Topic};
use jiff::Timestamp;

/// A form being filled. Cheap to clone: its texts are shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// `urn:uuid:…`, drawn when the form was opened: names the draft, and what will be created from it.
    pub identifier: Clean,
    pub purpose: Purpose,
    /// The version of what is being changed, when it began.
    pub base: Option<Clean>,
    /// What stood in it when it began, to tell one's own changes from somebody else's.
    pub before: Vec<Kept>,
    pub typed: Vec<Kept>,
    /// The page of the form where one was.
    pub page: u32,
    /// When it was last written.
    pub at: Option<Timestamp>,
}

/// One field, by the way to it in the form and its rank among its repetitions: `acts/resuscitation`, 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Each step: the question's `linkId`, and which of its repetitions.
    pub path: Vec<(Clean, u32)>,
    pub text: Clean,
    /// The choices made, by code or by what they say.
    pub chosen: Vec<Clean>,
}

/// What is being filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    Contact(Option<ContactId>),
    Statement(Topic, Option<StatementId>),
    /// A server's form, by its canonical address; `deposit` when it ends as a document.
    Answers {
        canonical: Clean,
        title: Clean,
        response: Option<ResponseId>,
        directives: bool,
    },
    Wish,
    /// A file, by its path: it is read again.
    Deposit {
        path: Clean,
        replaces: Option<DocumentId>,
    },
    /// Title, kind and date of a document that is there.
    Correct(DocumentId),
}
