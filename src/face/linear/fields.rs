//! What an answer at a field means: every line is the value (D12). Secrets stay here until an action takes them.

use super::compose::{ChoiceId, Item, field, pair};
use super::hear::Command;
use super::say::{Asking, Teller, line, numbers};
use crate::domain::{Clean, Secret};
use crate::page::{Change, Entry, Field, FieldId, Heard, Page, Secrets, StopId};
use crate::say;
use crate::words::Words;
use unicode_segmentation::UnicodeSegmentation;

impl Teller {
    pub(super) fn hear_field<M: Clone>(&mut self, page: &Page<M>, field: &Field, answer: &str, words: &Words) -> Heard<M> {
        let text = match answer.strip_prefix(':') {
            None => answer,
            Some(rest) if rest.starts_with(':') => rest,
            Some(rest) => {
                let Some(command) = Command::of(rest.trim()) else {
                    return self.wrong(&match page.back {
                        Some(_) => say!(words, "face-linear-unknown-command"),
                        None => say!(words, "face-linear-unknown-command-here"),
                    });
                };
                return self.obey(page, command).unwrap_or_else(|| {
                    self.asking = Asking::ChoiceAfter(field.id);
                    Heard::Active
                });
            }
        };
        let heard = match &field.entry {
            Entry::Line { value, .. } | Entry::Area { value, .. } => {
                // An empty line keeps what is there, a blank one erases it.
                let typed = Clean::line(text);
                if text.is_empty() || typed == *value {
                    Heard::Active
                } else {
                    self.settle(field, &self.value_said(&typed, words), words);
                    Heard::Edited(field.id, Change { from: 0, to: value.graphemes(true).count(), text: typed })
                }
            }
            Entry::Secret => {
                if !text.is_empty() {
                    self.hold(field, Secret::from(text), words);
                }
                Heard::Active
            }
            Entry::Code { length } => {
                let kept: String = text.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect();
                let count = kept.chars().count();
                if count > 0 && u32::try_from(count) != Ok(*length) {
                    return self.wrong(&say!(words, "face-linear-code-length", length = (*length), count = count));
                }
                if count > 0 {
                    self.hold(field, Secret::new(kept), words);
                }
                Heard::Active
            }
        };
        self.asking = self.after(field.id);
        heard
    }

    /// The following field if it is the next stop, else the choices.
    fn after(&self, id: FieldId) -> Asking {
        let mut following = self
            .said
            .iter()
            .flat_map(|said| numbers(&said.items))
            .map(|choice| &choice.id)
            .skip_while(|choice| **choice != ChoiceId::Stop(StopId::Field(id)))
            .skip(1)
            .filter(|choice| !matches!(choice, ChoiceId::Stop(StopId::Reveal(_))));
        match following.next() {
            Some(ChoiceId::Stop(StopId::Field(id))) => Asking::Field { id: *id, introduced: false },
            Some(_) | None => Asking::ChoiceAfter(id),
        }
    }

    fn hold(&mut self, field: &Field, secret: Secret, words: &Words) {
        self.held.retain(|(id, _)| *id != field.id);
        self.held.push((field.id, secret));
        let full = self.fullness(true, words);
        self.settle(field, &full, words);
    }

    pub(super) fn hand_over<M>(&mut self, page: &Page<M>, takes: &[FieldId], words: &Words) -> Secrets {
        let (taken, kept) = std::mem::take(&mut self.held).into_iter().partition(|(id, _)| takes.contains(id));
        self.held = kept;
        let taken: Vec<(FieldId, Secret)> = taken;
        let empty = self.fullness(false, words);
        for field in taken.iter().filter_map(|(id, _)| field(page, *id)) {
            self.settle(field, &empty, words);
        }
        Secrets(taken)
    }

    /// Counts the field's value as said: the person typed it.
    fn settle(&mut self, field: &Field, value: &Clean, words: &Words) {
        let now = self.field_saying(field, value, words);
        for item in self.said.iter_mut().flat_map(|said| &mut said.items) {
            if let Item::Numbered(choice) = item
                && choice.id == now.id
            {
                choice.text.clone_from(&now.text);
            }
        }
    }

    pub(super) fn reveal<M>(&mut self, page: &Page<M>, id: FieldId, words: &Words) -> Heard<M> {
        let held = self.held.iter().find(|(field, _)| *field == id);
        let text = match (held, field(page, id)) {
            (Some((_, secret)), Some(field)) => pair(&field.label.flat(), &Clean::new(secret.reveal()), words),
            (None, _) | (_, None) => say!(words, "face-linear-nothing-typed"),
        };
        // As it is: a full stop added at the end would pass for a part of it.
        line(&mut self.reply, &text);
        Heard::Active
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}
