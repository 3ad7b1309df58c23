//! What is being typed: carets, undo, and the secrets that stand nowhere else (D6).

mod aim;
mod secret;
mod text;

use crate::domain::Clean;
use crate::page::{Change, Entry, Field, FieldId, Secrets};
use secret::Hidden;
use std::collections::HashMap;
pub(super) use text::Written;

/// What a masked secret looks like, whatever its length (D15).
pub(super) const MASK: &str = "************";

/// A key of a field, apart from the keyboard that sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stroke<'a> {
    Insert(&'a str),
    Left,
    Right,
    Home,
    End,
    /// The start and the end of the whole text.
    First,
    Last,
    Backspace,
    Delete,
    /// To the start of the line.
    EraseBefore,
    /// To the end of the line.
    EraseAfter,
    EraseWord,
    Undo,
}

/// What became of a stroke.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Struck {
    /// For the model, which holds the text of ordinary fields.
    Edited(Change),
    /// Kept here: a caret or a secret.
    Here,
    /// Longer than the field holds: nothing was put in.
    TooLong,
    /// The same, of a field that holds so many characters at most.
    Full(usize),
    /// Only the beginning was put in: so many characters were not.
    Partly(Change, usize),
}

#[derive(Default)]
pub(super) struct Entries {
    hidden: HashMap<FieldId, Hidden>,
    texts: HashMap<FieldId, Written>,
    revealed: Option<FieldId>,
}

impl Entries {
    fn masked(&self, field: &Field) -> bool {
        matches!(field.entry, Entry::Secret) && self.revealed != Some(field.id)
    }

    /// What stands in the field, and the byte of it at which the caret is.
    pub(super) fn shown(&self, field: &Field) -> (Clean, usize) {
        match &field.entry {
            Entry::Line { value, .. } | Entry::Area { value, .. } => {
                let caret = self.texts.get(&field.id).map_or(value.len(), |text| text.caret(value));
                (value.clone(), caret)
            }
            Entry::Secret | Entry::Code { .. } => match self.hidden.get(&field.id) {
                Some(hidden) if hidden.is_empty() => (Clean::empty(), 0),
                Some(_) if self.masked(field) => (MASK.into(), MASK.len()),
                Some(hidden) => hidden.shown(),
                None => (Clean::empty(), 0),
            },
        }
    }

    /// The lines of a text of several, as they are laid out, with what of them is looked at.
    pub(super) fn written(&self, field: FieldId) -> Option<&Written> {
        self.texts.get(&field)
    }

    /// Lays out a text of several lines, of which so many rows can be shown.
    pub(super) fn lay(&mut self, field: &Field, columns: usize, rows: usize) {
        if let Entry::Area { value, .. } = &field.entry {
            self.texts.entry(field.id).or_default().lay(value, columns, rows);
        }
    }

    pub(super) fn revealed(&self) -> Option<FieldId> {
        self.revealed
    }

    pub(super) fn reveal(&mut self, field: Option<FieldId>) {
        self.revealed = field;
    }

    /// Something was typed in this field that can be undone.
    pub(super) fn can_undo(&self, field: FieldId) -> bool {
        self.texts.get(&field).is_some_and(Written::can_undo)
    }

    /// Something was typed in this field, were it undone since.
    pub(super) fn was_typed(&self, field: FieldId) -> bool {
        self.texts.get(&field).is_some_and(Written::was_typed)
    }

    /// Hands over, once, what was typed in these fields: it is no longer here.
    pub(super) fn take(&mut self, fields: &[FieldId]) -> Secrets {
        let mut take = |field: &FieldId| (*field, self.hidden.remove(field).unwrap_or_default().hand_over());
        let secrets = Secrets(fields.iter().map(&mut take).collect());
        self.revealed = self.revealed.filter(|field| !fields.contains(field));
        secrets
    }

    /// Erases everything typed, and what could be undone.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    pub(super) fn strike(&mut self, field: &Field, stroke: &Stroke) -> Struck {
        match &field.entry {
            Entry::Line { value, .. } | Entry::Area { value, .. } => {
                self.texts.entry(field.id).or_default().strike(field, value, stroke)
            }
            Entry::Secret | Entry::Code { .. } => {
                let masked = self.masked(field);
                self.hidden.entry(field.id).or_default().strike(&field.entry, masked, stroke)
            }
        }
    }

    /// Moves the caret of a text of several lines up or down by lines, as it was laid out. False at its edge.
    pub(super) fn rise(&mut self, field: FieldId, lines: isize) -> bool {
        self.texts.get_mut(&field).is_some_and(|text| text.rise(lines))
    }
}
