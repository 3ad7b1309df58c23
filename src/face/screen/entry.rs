//! What is being typed: carets, undo, and the secrets that stand nowhere else (D6).

use crate::domain::{Clean, Secret};
use crate::page::{Change, Entry, Field, FieldId, Secrets};
use std::collections::HashMap;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;
use zeroize::Zeroizing;

/// The longest line, in bytes: more than any honest answer, less than what could slow a page.
const LINE: usize = 4_000;
/// The longest password or code, in bytes. Reserved at once, so that growing leaves no copy behind.
const SECRET: usize = 1_024;
/// Changes that can be undone in one field.
const UNDO: usize = 200;

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
}

#[derive(Default)]
pub(super) struct Entries {
    typed: HashMap<FieldId, Zeroizing<String>>,
    /// In letters (grapheme clusters) from the start.
    carets: HashMap<FieldId, usize>,
    undo: HashMap<FieldId, Vec<Change>>,
    revealed: Option<FieldId>,
}

impl Entries {
    /// The text of a field as it is, secret or not.
    fn value<'a>(&'a self, field: &'a Field) -> &'a str {
        match &field.entry {
            Entry::Line { value, .. } | Entry::Area { value, .. } => value,
            Entry::Secret | Entry::Code { .. } => self.typed.get(&field.id).map_or("", |text| text.as_str()),
        }
    }

    fn masked(&self, field: &Field) -> bool {
        matches!(field.entry, Entry::Secret) && self.revealed != Some(field.id)
    }

    /// What stands in the field, and the caret in letters from its start.
    pub(super) fn shown(&self, field: &Field) -> (Clean, usize) {
        let value = self.value(field);
        if self.masked(field) {
            return if value.is_empty() { (Clean::empty(), 0) } else { (MASK.into(), MASK.len()) };
        }
        let value = Clean::new(value);
        let count = value.graphemes(true).count();
        let caret = self.carets.get(&field.id).map_or(count, |caret| count.min(*caret));
        (value, caret)
    }

    pub(super) fn revealed(&self) -> Option<FieldId> {
        self.revealed
    }

    pub(super) fn reveal(&mut self, field: Option<FieldId>) {
        self.revealed = field;
    }

    /// Hands over, once, what was typed in these fields: it is no longer here.
    pub(super) fn take(&mut self, fields: &[FieldId]) -> Secrets {
        let mut take = |field: &FieldId| {
            self.carets.remove(field);
            let mut text = self.typed.remove(field).unwrap_or_default();
            (*field, Secret::new(std::mem::take(&mut *text)))
        };
        let secrets = Secrets(fields.iter().map(&mut take).collect());
        self.revealed = self.revealed.filter(|field| !fields.contains(field));
        secrets
    }

    /// Erases everything typed, and what could be undone.
    pub(super) fn forget(&mut self) {
        *self = Self::default();
    }

    pub(super) fn strike(&mut self, field: &Field, stroke: &Stroke) -> Struck {
        match field.entry {
            Entry::Line { .. } | Entry::Area { .. } => self.strike_line(field, stroke),
            Entry::Secret | Entry::Code { .. } => self.strike_secret(field, stroke),
        }
    }

    fn strike_line(&mut self, field: &Field, stroke: &Stroke) -> Struck {
        let (value, caret) = self.shown(field);
        if *stroke == Stroke::Undo {
            let Some(mut change) = self.undo.get_mut(&field.id).and_then(Vec::pop) else { return Struck::Here };
            // The model may have put something else in the field meanwhile.
            let count = value.graphemes(true).count();
            (change.from, change.to) = (change.from.min(count), change.to.min(count));
            self.carets.insert(field.id, change.from.saturating_add(change.text.graphemes(true).count()));
            return Struck::Edited(change);
        }
        let Aim { mut from, to, caret: moved } = aim(&value, caret, stroke);
        let letter = |at: usize| value.graphemes(true).nth(at).unwrap_or("");
        let insert = match stroke {
            // An accent typed after its letter joins it: the letter is replaced by both.
            Stroke::Insert(raw) if from > 0 && raw.chars().next().is_some_and(is_combining_mark) => {
                from = from.saturating_sub(1);
                one_line(&format!("{}{raw}", letter(from)))
            }
            Stroke::Insert(raw) => one_line(raw),
            Stroke::Left | Stroke::Right | Stroke::Home | Stroke::End | Stroke::Undo => Clean::empty(),
            Stroke::Backspace | Stroke::Delete | Stroke::EraseBefore | Stroke::EraseAfter | Stroke::EraseWord => Clean::empty(),
        };
        if value.len().saturating_add(insert.len()) > LINE {
            return Struck::TooLong;
        }
        if from == to && insert.is_empty() {
            self.carets.insert(field.id, moved);
            return Struck::Here;
        }
        let before: String = value.graphemes(true).take(from).collect();
        let landed = format!("{before}{insert}").graphemes(true).count();
        let old: String = value.graphemes(true).skip(from).take(to.saturating_sub(from)).collect();
        let stack = self.undo.entry(field.id).or_default();
        stack.push(Change { from, to: landed.max(from), text: Clean::new(&old) });
        if stack.len() > UNDO {
            stack.remove(0);
        }
        self.carets.insert(field.id, landed);
        Struck::Edited(Change { from, to, text: insert })
    }

    /// Masked, only the end can be changed: a caret that moved would tell the length.
    fn strike_secret(&mut self, field: &Field, stroke: &Stroke) -> Struck {
        let masked = self.masked(field);
        let code = matches!(field.entry, Entry::Code { .. });
        let count = self.value(field).graphemes(true).count();
        let caret = if masked { count } else { self.carets.get(&field.id).map_or(count, |caret| count.min(*caret)) };
        let text = self.typed.entry(field.id).or_insert_with(|| Zeroizing::new(String::with_capacity(SECRET)));
        let mut insert = Zeroizing::new(String::new());
        if let Stroke::Insert(raw) = stroke {
            insert.reserve(raw.len());
            insert.extend(raw.chars().filter(|c| admits(*c, code)));
        }
        if text.len().saturating_add(insert.len()) > SECRET {
            return Struck::TooLong;
        }
        let mut aimed = aim(text, caret, stroke);
        if masked && matches!(stroke, Stroke::Left | Stroke::Right | Stroke::Home | Stroke::End | Stroke::Undo) {
            aimed = Aim { from: count, to: count, caret: count };
        }
        let at = |letters: usize| text.grapheme_indices(true).nth(letters).map_or(text.len(), |(at, _)| at);
        let (from, to) = (at(aimed.from), at(aimed.to));
        let mut landed = aimed.caret;
        if from != to || !insert.is_empty() {
            text.replace_range(from..to, &insert);
            let end = from.saturating_add(insert.len());
            landed = text.get(..end).unwrap_or("").graphemes(true).count();
        }
        self.carets.insert(field.id, landed);
        Struck::Here
    }
}

/// Line ends become blanks.
fn one_line(raw: &str) -> Clean {
    Clean::new(&Clean::new(raw).replace('\n', " "))
}

fn admits(c: char, code: bool) -> bool {
    !c.is_control() && !(code && (c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')))
}

/// The letters that a stroke replaces, and where the caret goes if there are none.
struct Aim {
    from: usize,
    to: usize,
    caret: usize,
}

fn aim(value: &str, caret: usize, stroke: &Stroke) -> Aim {
    let count = value.graphemes(true).count();
    let caret = caret.min(count);
    let stay = |caret: usize| Aim { from: caret, to: caret, caret };
    match stroke {
        Stroke::Insert(_) | Stroke::Undo => stay(caret),
        Stroke::Left => stay(caret.saturating_sub(1)),
        Stroke::Right => stay(caret.saturating_add(1).min(count)),
        Stroke::Home => stay(0),
        Stroke::End => stay(count),
        Stroke::Backspace => Aim { from: caret.saturating_sub(1), to: caret, caret },
        Stroke::Delete => Aim { from: caret, to: caret.saturating_add(1).min(count), caret },
        Stroke::EraseBefore => Aim { from: 0, to: caret, caret },
        Stroke::EraseAfter => Aim { from: caret, to: count, caret },
        Stroke::EraseWord => {
            let before: Vec<&str> = value.graphemes(true).take(caret).collect();
            let kept = before.iter().rposition(|letter| *letter != " ").map_or(0, |last| {
                before.iter().take(last).rposition(|letter| *letter == " ").map_or(0, |space| space.saturating_add(1))
            });
            Aim { from: kept, to: caret, caret }
        }
    }
}
