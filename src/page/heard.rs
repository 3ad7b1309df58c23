//! What a face heard the person do, in the page's own terms.

use super::{Anchor, FieldId, RowId};
use crate::domain::{Clean, LinkId, Secret};

/// Not `Clone`: secrets are handed over once.
pub enum Heard<M> {
    /// Something reachable was chosen. `at` is where the eye was, to come back to.
    Did {
        does: M,
        secrets: Secrets,
        at: Anchor,
    },
    /// Text was typed, pasted or erased in a line field.
    Edited(FieldId, Change),
    /// A link of the page's reading was chosen.
    Follow(LinkId),
    /// The eye has rested on this row (D4).
    Rested(RowId),
    /// What the eye looks at needs this to be shown: no act of the person.
    Needs(M),
    /// A key that changed nothing in the model: somebody is there.
    Active,
    Help,
    Leaving(Leaving),
}

/// How the person, or the world, ends the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leaving {
    /// Ctrl+C or `q`: ask first if something would be lost.
    Asked,
    /// The end of input, or the terminal went away: leave now, choose nothing.
    Ended,
}

/// Replaces the characters `from..to`, counted in grapheme clusters, by `text`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub from: usize,
    pub to: usize,
    pub text: Clean,
}

/// What was typed in secret fields and code fields, by field.
#[derive(Default)]
pub struct Secrets(pub Vec<(FieldId, Secret)>);

impl Secrets {
    pub fn take(&mut self, field: FieldId) -> Option<Secret> {
        let at = self.0.iter().position(|(id, _)| *id == field)?;
        Some(self.0.swap_remove(at).1)
    }
}

/// Says which fields, never what is in them.
impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(field, _)| field)).finish()
    }
}

impl<M: std::fmt::Debug> std::fmt::Debug for Heard<M> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Did { does, secrets, at } => {
                f.debug_struct("Did").field("does", does).field("secrets", secrets).field("at", at).finish()
            }
            Self::Edited(field, change) => f.debug_tuple("Edited").field(field).field(change).finish(),
            Self::Follow(link) => f.debug_tuple("Follow").field(link).finish(),
            Self::Rested(row) => f.debug_tuple("Rested").field(row).finish(),
            Self::Needs(does) => f.debug_tuple("Needs").field(does).finish(),
            Self::Active => f.write_str("Active"),
            Self::Help => f.write_str("Help"),
            Self::Leaving(how) => f.debug_tuple("Leaving").field(how).finish(),
        }
    }
}
