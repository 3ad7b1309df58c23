//! Text of several lines as it is being typed, cut into lines of a width. Every letter stands on one line and only one, so that
//! the caret can be anywhere; only the lines that a change touches are cut again.

use super::wrap::{parts, width};
use crate::domain::{Clean, letters};
use ratatui::buffer::CellWidth;
use std::ops::Range;

/// Bytes compared at once, where texts are mostly the same.
const BLOCK: usize = 256;

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Sheet {
    text: Clean,
    columns: usize,
    /// The byte at which each line begins. There is always one.
    starts: Vec<usize>,
}

impl Default for Sheet {
    fn default() -> Self {
        Self { text: Clean::empty(), columns: 1, starts: vec![0] }
    }
}

impl Sheet {
    /// Cuts this text into lines of so many columns; what was cut before of the same is kept.
    pub(super) fn lay(&mut self, text: &Clean, columns: usize) {
        let columns = columns.max(1);
        if self.columns != columns {
            *self = Self { columns, ..Self::default() };
        }
        if self.text == *text {
            return;
        }
        let (old, new) = (self.text.as_bytes(), text.as_bytes());
        let head = shared(old, new);
        let tail = shared_end(old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
        // The line before the change may have room now for its first word.
        let keep = self.line_of(head).saturating_sub(1);
        let after: Vec<usize> = self.starts.split_off(keep);
        let same_from = old.len().saturating_sub(tail);
        let mut start = after.first().copied().unwrap_or(0);
        self.starts.push(start);
        while let Some(next) = next_line(text, start, columns) {
            // The same text from the same place: its lines are known.
            let before = next.saturating_add(old.len()).checked_sub(new.len()).filter(|at| *at >= same_from);
            if let Some(known) = before.and_then(|at| after.binary_search(&at).ok()) {
                let rest = after.get(known..).unwrap_or_default().iter();
                self.starts.extend(rest.map(|at| at.saturating_add(new.len()).saturating_sub(old.len())));
                break;
            }
            self.starts.push(next);
            start = next;
        }
        self.text = text.clone();
    }

    pub(super) fn text(&self) -> &Clean {
        &self.text
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The bytes of a line, with the blanks at its end and without its line end.
    pub(super) fn line(&self, line: usize) -> Range<usize> {
        let from = self.starts.get(line).copied().unwrap_or(self.text.len());
        let to = self.starts.get(line.saturating_add(1)).copied().unwrap_or(self.text.len());
        let ended = self.text.get(from..to).is_some_and(|text| text.ends_with('\n'));
        from..to.saturating_sub(usize::from(ended))
    }

    /// What is to be seen of a line.
    pub(super) fn shown(&self, line: usize) -> &str {
        self.text.get(self.line(line)).unwrap_or("").trim_end_matches(' ')
    }

    /// The line on which the byte stands.
    pub(super) fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    /// The column of a byte on its line: the last one for those of the blanks that hang past the end.
    pub(super) fn column(&self, at: usize) -> usize {
        let from = self.line(self.line_of(at)).start;
        self.text.get(from..at).map_or(0, width).min(self.columns)
    }

    /// The letter of a line that stands nearest to a column, from the left.
    pub(super) fn at(&self, line: usize, column: usize) -> usize {
        let range = self.line(line);
        let last = self.end_of(line);
        let (mut at, mut used) = (range.start, 0_usize);
        while at < last {
            let next = letters::after(&self.text, at);
            used = used.saturating_add(self.text.get(at..next).map_or(0, width));
            if used > column {
                break;
            }
            at = next;
        }
        at
    }

    /// The last place of a line for a caret: before what begins the next one.
    pub(super) fn end_of(&self, line: usize) -> usize {
        let range = self.line(line);
        let wrapped = self.starts.get(line.saturating_add(1)) == Some(&range.end);
        if wrapped { letters::before(&self.text, range.end).max(range.start) } else { range.end }
    }
}

/// Where the line that begins at this byte ends and the next begins, if there is one. Blanks hang past the end of a line, so
/// that a word begins the next; French punctuation never does.
fn next_line(text: &str, start: usize, columns: usize) -> Option<usize> {
    let (mut at, mut used, mut after_blank) = (start, 0_usize, None);
    while at < text.len() {
        let next = letters::after(text, at);
        let letter = text.get(at..next).unwrap_or("");
        match letter {
            "\n" => return Some(next),
            " " => {
                used = used.saturating_add(1);
                if parts(text, at, next) {
                    after_blank = Some(next);
                }
            }
            _ => {
                let wide = letter_width(letter);
                if used > 0 && used.saturating_add(wide) > columns {
                    return Some(after_blank.unwrap_or(at));
                }
                used = used.saturating_add(wide);
            }
        }
        at = next;
    }
    None
}

/// Columns of a letter; those below U+0300, nearly all, are known to take one.
fn letter_width(letter: &str) -> usize {
    let latin = letter.len() <= 2 && letter.bytes().next().is_some_and(|byte| byte < 0xcc);
    if latin { 1 } else { usize::from(letter.cell_width()) }
}

/// Bytes that are the same from the start.
fn shared(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.chunks(BLOCK).zip(other.chunks(BLOCK)).take_while(|(one, other)| one == other);
    let whole: usize = blocks.map(|(block, _)| block.len()).sum();
    let rest = one.iter().skip(whole).zip(other.iter().skip(whole));
    whole.saturating_add(rest.take_while(|(one, other)| one == other).count())
}

fn shared_end(one: &[u8], other: &[u8]) -> usize {
    let blocks = one.rchunks(BLOCK).zip(other.rchunks(BLOCK)).take_while(|(one, other)| one == other);
    let whole: usize = blocks.map(|(block, _)| block.len()).sum();
    let rest = one.iter().rev().skip(whole).zip(other.iter().rev().skip(whole));
    whole.saturating_add(rest.take_while(|(one, other)| one == other).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn laid(text: &str, columns: usize) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.lay(&Clean::new(text), columns);
        sheet
    }

    fn shown(sheet: &Sheet) -> Vec<&str> {
        (0..sheet.len()).map(|line| sheet.shown(line)).collect()
    }

    #[test]
    fn lines_are_cut_at_words_and_every_letter_has_its_place() {
        let sheet = laid("Ma sœur   et moi\n\nici !\n", 8);
        assert_eq!(shown(&sheet), ["Ma sœur", "et moi", "", "ici !", ""]);
        assert_eq!((sheet.line(0), sheet.end_of(0)), (0..11, 10));
        assert_eq!((sheet.column(10), sheet.column(11), sheet.line_of(11)), (8, 0, 1));
        assert_eq!((sheet.at(0, 3), sheet.at(1, 40), sheet.at(2, 5)), (3, 17, 18));
        assert_eq!(shown(&laid("anticonstitutionnel", 8)), ["anticons", "titution", "nel"]);
        assert_eq!(shown(&laid("on vient !", 9)), ["on", "vient !"]);
    }

    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "mot ",
            " ",
            "\n",
            "é",
            "e\u{301}",
            "字",
            "👨\u{200d}👩",
            "🇫",
            "!",
            "« ",
            "bonjour",
            "ש",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| Clean::new(&pieces.concat()).to_string())
    }

    proptest! {
        #[test]
        fn a_change_cuts_as_if_everything_were_cut_again(before in text(), put in text(), from in 0_usize..60, gone in 0_usize..30, columns in 1_usize..16) {
            let mut sheet = laid(&before, columns);
            let before = Clean::new(&before);
            let (from, to) = (letters::nth(&before, from), letters::nth(&before, from + gone));
            let after = before.splice(from..to, &Clean::new(&put));
            sheet.lay(&after, columns);
            prop_assert_eq!(&sheet, &laid(&after, columns));
            // Nothing is lost, nothing stands twice, and nothing that can be seen goes past the edge.
            let whole: String = (0..sheet.len()).map(|line| after.get(sheet.line(line)).unwrap().to_owned() + "\n").collect();
            let letters = |text: &str| text.replace('\n', "");
            prop_assert_eq!(letters(&whole), letters(&after));
            for line in 0..sheet.len() {
                prop_assert!(width(sheet.shown(line)) <= columns.max(2) || letters::count(sheet.shown(line)) == 1);
            }
        }

        #[test]
        fn the_caret_has_one_place_for_each_letter(text in text(), columns in 1_usize..16) {
            let sheet = laid(&text, columns);
            let text = Clean::new(&text);
            let mut at = 0;
            loop {
                let line = sheet.line_of(at);
                let range = sheet.line(line);
                prop_assert!(range.start <= at && at <= range.end);
                prop_assert!(sheet.column(at) <= columns.max(2));
                if at == text.len() {
                    break;
                }
                at = letters::after(&text, at);
            }
            for line in 0..sheet.len() {
                prop_assert_eq!(sheet.line_of(sheet.at(line, 3)), line);
                prop_assert_eq!(sheet.line_of(sheet.end_of(line)), line);
            }
        }
    }
}
