//! How something that the person wrote was taken by the server, told apart as an [`Outcome`] is.

use super::{Clean, Outcome, Problem};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written<T> {
    /// What the server now has: its id there, and the version of it, when said.
    Done(T, Option<Clean>),
    /// Refused, or it could not be sent: nothing has changed.
    NotDone(Problem),
    /// Sent, and no answer that can be believed: it may have been done.
    Unknown,
}

impl Written<Clean> {
    /// With an id of its type. One that cannot be used leaves it unknown which it is.
    pub fn named<T>(self, id: impl FnOnce(&str) -> Option<T>) -> Written<T> {
        match self {
            Self::Done(raw, version) => id(&raw).map_or(Written::Unknown, |id| Written::Done(id, version)),
            Self::NotDone(problem) => Written::NotDone(problem),
            Self::Unknown => Written::Unknown,
        }
    }
}

impl<T> Written<T> {
    pub fn outcome(self) -> Outcome {
        match self {
            Self::Done(..) => Outcome::Done,
            Self::NotDone(problem) => Outcome::NotDone(problem),
            Self::Unknown => Outcome::Unknown,
        }
    }
}
