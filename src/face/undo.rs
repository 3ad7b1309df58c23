//! What was typed in a field, so that it can be undone a word at a time (D6). It is never given what is secret.

use crate::domain::{Clean, letters};
use std::ops::Range;

/// Changes that can be undone in one field.
const MOST: usize = 1_000;

#[derive(Debug, Default)]
pub(super) struct Undo(Vec<Step>);

/// At this byte stands what was put there, in the place of what has gone.
#[derive(Debug)]
struct Step {
    at: usize,
    put: String,
    gone: String,
}

impl Undo {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes a change. What goes on with the word being typed or erased is undone with it.
    pub(super) fn note(&mut self, at: usize, put: &str, gone: &str) {
        if self.0.last_mut().is_some_and(|last| last.goes_on(at, put, gone)) {
            return;
        }
        if self.0.len() >= MOST {
            self.0.remove(0);
        }
        self.0.push(Step { at, put: put.to_owned(), gone: gone.to_owned() });
    }

    /// The inverse of the last change: the bytes to replace, and by what. Nothing when somebody else has changed the text
    /// there since: what they wrote is not undone by us.
    pub(super) fn take(&mut self, value: &str) -> Option<(Range<usize>, Clean)> {
        let Step { at, put, gone } = self.0.pop()?;
        let range = at..at.saturating_add(put.len());
        if value.get(range.clone()) == Some(put.as_str()) {
            return Some((range, Clean::new(&gone)));
        }
        self.0.clear();
        None
    }
}

impl Step {
    /// Takes a change in, if it only goes on with this one.
    fn goes_on(&mut self, at: usize, put: &str, gone: &str) -> bool {
        let end = self.at.saturating_add(self.put.len());
        if put.is_empty() && self.put.is_empty() && letters::count(gone) == 1 {
            // Erased backwards, or forwards, to the end of a word.
            if at.saturating_add(gone.len()) == self.at && !parts(gone, &self.gone) {
                self.gone.insert_str(0, gone);
                self.at = at;
                return true;
            }
            if at == self.at && !parts(&self.gone, gone) {
                self.gone.push_str(gone);
                return true;
            }
            return false;
        }
        let typed = gone.is_empty() && at == end && !self.put.is_empty() && !parts(&self.put, put);
        // An accent typed after its letter replaces it by both.
        let joined = !gone.is_empty() && at.saturating_add(gone.len()) == end && self.put.ends_with(gone);
        if letters::count(put) != 1 || !(typed || joined) {
            return false;
        }
        self.put.truncate(self.put.len().saturating_sub(gone.len()));
        self.put.push_str(put);
        true
    }
}

/// Whether a word begins between the two.
fn parts(before: &str, after: &str) -> bool {
    before.ends_with(char::is_whitespace) && !after.starts_with(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Does a change on a text, and notes it.
    fn change(undo: &mut Undo, text: &mut String, range: Range<usize>, put: &str) {
        let gone = text.get(range.clone()).unwrap().to_owned();
        text.replace_range(range.clone(), put);
        undo.note(range.start, put, &gone);
    }

    fn undone(undo: &mut Undo, text: &mut String) -> bool {
        let Some((range, put)) = undo.take(text) else { return false };
        text.replace_range(range, &put);
        true
    }

    #[test]
    fn words_are_undone_one_by_one() {
        let (mut undo, mut text) = (Undo::default(), String::new());
        for letter in "Ma sœur\nLéa".split_inclusive(|_: char| true) {
            let end = text.len();
            change(&mut undo, &mut text, end..end, letter);
        }
        let mut seen = Vec::new();
        while undone(&mut undo, &mut text) {
            seen.push(text.clone());
        }
        assert_eq!(seen, ["Ma sœur\n", "Ma ", ""]);
    }

    #[test]
    fn what_was_erased_comes_back_a_word_at_a_time() {
        let (mut undo, mut text) = (Undo::default(), "un deux trois".to_owned());
        while let Some((at, _)) = text.char_indices().next_back() {
            let end = text.len();
            change(&mut undo, &mut text, at..end, "");
        }
        let mut seen = Vec::new();
        while undone(&mut undo, &mut text) {
            seen.push(text.clone());
        }
        assert_eq!(seen, ["un ", "un deux ", "un deux trois"]);
    }

    #[test]
    fn what_somebody_else_has_written_is_not_undone() {
        let (mut undo, mut text) = (Undo::default(), String::new());
        change(&mut undo, &mut text, 0..0, "Morel");
        assert!(undo.take("Martin").is_none() && undo.is_empty());
    }

    proptest! {
        #[test]
        fn undoing_everything_gives_the_text_of_the_beginning(changes in prop::collection::vec((0_usize..20, 0_usize..4, "[ab \n]{0,3}"), 0..40)) {
            let (mut undo, mut text) = (Undo::default(), "ab a b".to_owned());
            for (from, length, put) in changes {
                let to = (from + length).min(text.len());
                change(&mut undo, &mut text, from.min(to)..to, &put);
            }
            while undone(&mut undo, &mut text) {}
            prop_assert!(undo.is_empty());
            prop_assert_eq!(text, "ab a b");
        }
    }
}
