//! A text of several lines, told line by line: each is taken at once, and an empty one ends it.

use super::commands::Own;
use super::compose::sentence;
use super::say::{Teller, line};
use crate::domain::{Clean, letters};
use crate::page::{Change, Entry, Field, Heard};
use crate::say;
use crate::words::Words;
use std::ops::Range;

/// A text no longer than this, in characters, is said whole among the choices.
const SHORT: usize = 100;
/// What is there is said whole before one goes on, up to so many paragraphs and characters.
const HEARD: (usize, usize) = (10, 2_000);

impl Teller {
    /// What a text amounts to among the choices.
    pub(super) fn text_said(&self, value: &Clean, words: &Words) -> Clean {
        let count = value.chars().count();
        if count <= SHORT { self.value_said(&value.flat(), words) } else { words.characters(count) }
    }

    /// What is already written, paragraph by paragraph, or how much it is and how it ends. All of it, if asked for.
    pub(super) fn say_text(&self, value: &Clean, all: bool, words: &Words, out: &mut String) {
        let paragraphs: Vec<&str> = value.split('\n').filter(|text| !text.trim().is_empty()).collect();
        let (count, length) = (paragraphs.len(), value.chars().count());
        let whole = all || (count <= HEARD.0 && length <= HEARD.1);
        if count == 0 {
            return line(out, &say!(words, "face-linear-text-empty"));
        }
        line(out, &say!(words, "face-linear-text-here", count = count, length = (words.characters(length))));
        for (rank, text) in paragraphs.iter().enumerate().filter(|(rank, _)| whole || rank.saturating_add(1) == count) {
            let rank = rank.saturating_add(1);
            line(out, &say!(words, "face-linear-paragraph", rank = rank, text = (Clean::line(text))));
        }
        if !whole {
            line(out, &say!(words, "face-linear-text-read"));
        }
    }

    /// More of the text; what has no room is not taken, and it is said.
    pub(super) fn write<M>(&mut self, field: &Field, value: &Clean, answer: &str, words: &Words) -> Heard<M> {
        let more = Clean::new(answer);
        let begins = if value.is_empty() || value.ends_with('\n') { "" } else { "\n" };
        let room = field.most().saturating_sub(value.chars().count()).saturating_sub(begins.len());
        let count = more.chars().count();
        let fits = if count <= room { more.len() } else { more.char_indices().nth(room).map_or(0, |(at, _)| at) };
        // Never half a letter.
        let fits = if letters::settle(&more, fits) == fits { fits } else { letters::before(&more, letters::settle(&more, fits)) };
        let taken = Clean::new(&[begins, more.get(..fits).unwrap_or("")].concat());
        let left = count.saturating_sub(taken.chars().count().saturating_sub(begins.len()));
        if left > 0 {
            let most = field.most();
            self.wrong::<M>(&say!(words, "face-linear-text-full", most = most, left = left));
        }
        if fits == 0 { Heard::Active } else { self.replace(field, value, value.len()..value.len(), taken, words) }
    }

    /// An empty line, or `:fin`: how long it is, then what comes after.
    pub(super) fn finish<M>(&mut self, field: &Field, value: &Clean, words: &Words) -> Heard<M> {
        if !value.is_empty() {
            line(&mut self.reply, &sentence(&words.characters(value.chars().count())));
        }
        self.asking = self.after(field.id);
        Heard::Active
    }

    /// A command at an ordinary field.
    pub(super) fn own<M>(&mut self, field: &Field, value: &Clean, command: Own, words: &Words) -> Heard<M> {
        match command {
            Own::Finish => self.finish(field, value, words),
            Own::Erase if value.is_empty() => self.tell(&say!(words, "face-linear-text-empty")),
            Own::Erase => {
                self.tell::<M>(&say!(words, "face-linear-erased"));
                self.replace(field, value, 0..value.len(), Clean::empty(), words)
            }
            Own::Undo => {
                let Some((range, text)) = self.typed.get_mut(&field.id).and_then(|typed| typed.take(value)) else {
                    return self.wrong(&say!(words, "face-linear-nothing-to-undo"));
                };
                self.tell::<M>(&say!(words, "face-linear-undone"));
                let after = value.splice(range.clone(), &text);
                self.say_after(field, &after, words);
                edited(field, value, range, text)
            }
            Own::Read => {
                let mut told = String::new();
                self.say_text(value, true, words, &mut told);
                self.reply.push_str(&told);
                Heard::Active
            }
            Own::Previous => self.previous(field.id, words),
        }
    }

    /// Puts a text in the place of these bytes, so that it can be undone.
    pub(super) fn replace<M>(
        &mut self,
        field: &Field,
        value: &Clean,
        range: Range<usize>,
        text: Clean,
        words: &Words,
    ) -> Heard<M> {
        let gone = value.get(range.clone()).unwrap_or("");
        self.typed.entry(field.id).or_default().note(range.start, &text, gone);
        self.say_after(field, &value.splice(range.clone(), &text), words);
        edited(field, value, range, text)
    }

    /// The person knows what they typed: it counts as said.
    fn say_after(&mut self, field: &Field, value: &Clean, words: &Words) {
        let area = matches!(field.entry, Entry::Area { .. });
        let said = if area { self.text_said(value, words) } else { self.value_said(&value.flat(), words) };
        self.settle(field, &said, words);
    }
}

/// The change of these bytes, told by letters.
fn edited<M>(field: &Field, value: &Clean, range: Range<usize>, text: Clean) -> Heard<M> {
    let from = letters::count(value.get(..range.start).unwrap_or(""));
    let gone = letters::count(value.get(range).unwrap_or(""));
    Heard::Edited(field.id, Change { from, to: from.saturating_add(gone), text })
}
