//! What the eye knows of an ordinary field's text, which the model holds: the caret, the lines it is cut into, and what can be
//! undone.

use super::super::sheet::Sheet;
use super::aim::{Aim, aim};
use super::{Stroke, Struck};
use crate::domain::{Clean, letters};
use crate::face::undo::Undo;
use crate::page::{Change, Entry, Field};
use unicode_normalization::char::is_combining_mark;

/// Rows shown of a text of several lines even when it has less.
const LEAST: usize = 3;

#[derive(Default)]
pub(in super::super) struct Written {
    /// The byte at which the caret is; at the end until it is moved.
    caret: Option<usize>,
    /// The column that going up and down keeps to.
    column: Option<usize>,
    undo: Undo,
    typed: bool,
    /// Of a text of several lines: its lines, the first of those shown, and how many are.
    sheet: Sheet,
    characters: usize,
    top: usize,
    rows: usize,
}

impl Written {
    pub(super) fn caret(&self, value: &str) -> usize {
        self.caret.map_or(value.len(), |at| letters::settle(value, at))
    }

    pub(super) fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    pub(super) fn was_typed(&self) -> bool {
        self.typed
    }

    /// Cuts the text into lines, and shows the one with the caret.
    pub(super) fn lay(&mut self, value: &Clean, columns: usize, most: usize) {
        if self.sheet.text() != value {
            self.characters = value.chars().count();
        }
        self.sheet.lay(value, columns);
        self.rows = self.sheet.len().max(LEAST).min(most.max(1));
        let line = self.line();
        let last = self.sheet.len().saturating_sub(self.rows);
        let lowest = line.saturating_add(1).saturating_sub(self.rows);
        self.top = self.top.min(last).clamp(lowest, line);
    }

    /// The line on which the caret is, and how many there are.
    pub(in super::super) fn line(&self) -> usize {
        self.sheet.line_of(self.caret(self.sheet.text()))
    }

    /// How long a text of several lines is.
    pub(in super::super) fn characters(&self) -> usize {
        self.characters
    }

    pub(in super::super) fn lines(&self) -> usize {
        self.sheet.len()
    }

    /// The rows that are shown: nothing on those past the end.
    pub(in super::super) fn rows(&self) -> impl Iterator<Item = &str> {
        (self.top..self.top.saturating_add(self.rows)).map(|line| self.sheet.shown(line))
    }

    /// Row and column of the caret among those.
    pub(in super::super) fn point(&self) -> (usize, usize) {
        let column = self.sheet.column(self.caret(self.sheet.text()));
        (self.line().saturating_sub(self.top), column)
    }

    /// Up or down by so many lines, as far as there are any. False if there is none there.
    pub(super) fn rise(&mut self, by: isize) -> bool {
        let (line, last) = (self.line(), self.sheet.len().saturating_sub(1));
        let to = line.saturating_add_signed(by).min(last);
        if to == line {
            return false;
        }
        let at = self.caret(self.sheet.text());
        let column = *self.column.get_or_insert_with(|| self.sheet.column(at));
        self.caret = Some(self.sheet.at(to, column));
        true
    }

    pub(super) fn strike(&mut self, field: &Field, value: &Clean, stroke: &Stroke) -> Struck {
        self.column = None;
        let caret = self.caret(value);
        if *stroke == Stroke::Undo {
            let Some((range, text)) = self.undo.take(value) else { return Struck::Here };
            self.caret = Some(range.start.saturating_add(text.len()));
            return Struck::Edited(change(value, range.start, range.end, text));
        }
        let Aim { mut from, to, caret: moved } = self.aim(field, value, caret, stroke);
        let insert = match stroke {
            Stroke::Insert(raw) => {
                // An accent typed after its letter joins it: the letter is replaced by both.
                if raw.chars().next().is_some_and(joins) {
                    from = letters::before(value, from);
                }
                typed(field, &[value.get(from..to).unwrap_or(""), raw].concat())
            }
            Stroke::Left | Stroke::Right | Stroke::Home | Stroke::End | Stroke::First | Stroke::Last => Clean::empty(),
            Stroke::Backspace | Stroke::Delete | Stroke::EraseBefore | Stroke::EraseAfter | Stroke::EraseWord => Clean::empty(),
            Stroke::Undo => Clean::empty(),
        };
        if from == to && insert.is_empty() {
            self.caret = Some(moved);
            return Struck::Here;
        }
        let gone = value.get(from..to).unwrap_or("");
        let kept = value.chars().count().saturating_sub(gone.chars().count());
        let room = field.most().saturating_sub(kept);
        let (insert, left) = fitting(insert, room, gone);
        match (&field.entry, left) {
            (_, 0) => {}
            (Entry::Area { .. }, _) if !insert.is_empty() => {}
            _ => return Struck::Full(field.most()),
        }
        self.undo.note(from, &insert, gone);
        self.typed = true;
        self.caret = Some(from.saturating_add(insert.len()));
        let change = change(value, from, to, insert);
        if left > 0 { Struck::Partly(change, left) } else { Struck::Edited(change) }
    }

    /// Home and End go by the lines that are seen.
    fn aim(&self, field: &Field, value: &str, caret: usize, stroke: &Stroke) -> Aim {
        let seen = matches!(field.entry, Entry::Area { .. }) && self.sheet.text().as_str() == value;
        let line = self.sheet.line_of(caret);
        match (stroke, seen) {
            (Stroke::Home, true) => Aim::at(self.sheet.line(line).start),
            (Stroke::End, true) => Aim::at(self.sheet.end_of(line)),
            (_, _) => aim(value, caret, stroke),
        }
    }
}

/// As much of a text as there is room for, in characters, and how many are left. What only gets shorter always fits.
fn fitting(text: Clean, room: usize, gone: &str) -> (Clean, usize) {
    let count = text.chars().count();
    if count <= room || count <= gone.chars().count() {
        return (text, 0);
    }
    let at = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    // Never half a letter.
    let whole = letters::settle(&text, at);
    let at = if whole == at { at } else { letters::before(&text, whole) };
    let fits = Clean::new(text.get(..at).unwrap_or(""));
    let left = count.saturating_sub(fits.chars().count());
    (fits, left)
}

/// Between these bytes of a value, told by its letters.
fn change(value: &str, from: usize, to: usize, text: Clean) -> Change {
    let before = letters::count(value.get(..from).unwrap_or(""));
    let gone = letters::count(value.get(from..to).unwrap_or(""));
    Change { from: before, to: before.saturating_add(gone), text }
}

/// What is typed, as the field keeps it: on one line, line ends become blanks.
fn typed(field: &Field, raw: &str) -> Clean {
    let clean = Clean::new(raw);
    if matches!(field.entry, Entry::Area { .. }) { clean } else { clean.flat_keeping_ends() }
}

/// What a keyboard sends after the letter it belongs to.
fn joins(c: char) -> bool {
    is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}')
}
