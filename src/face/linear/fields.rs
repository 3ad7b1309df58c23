//! What an answer at a field means: every line is the value (D12). Secrets stay here until an action takes them.

use super::commands::{Line, Own};
use super::compose::{ChoiceId, Item, field, pair};
use super::say::{Asking, Teller, line, numbers};
use crate::domain::{Clean, Secret};
use crate::page::{Entry, Field, FieldId, Heard, Page, Secrets, StopId};
use crate::say;
use crate::words::Words;

impl Teller {
    pub(super) fn hear_field<M: Clone>(&mut self, page: &Page<M>, field: &Field, answer: &str, words: &Words) -> Heard<M> {
        let text = match (Line::of(answer), &field.entry) {
            (Line::Answer(text), _) => text,
            (Line::Command(command), _) => return self.obey_at(page, field.id, command),
            (Line::Own(own), Entry::Line { value, .. } | Entry::Area { value, .. }) => {
                return self.own(field, value, own, words);
            }
            (Line::Own(Own::Previous), _) => return self.previous(field.id, words),
            (Line::Own(_) | Line::Unknown, _) => return self.unknown_command(page, words),
        };
        let heard = match &field.entry {
            Entry::Area { value, .. } if text.is_empty() => return self.finish(field, value, words),
            Entry::Area { value, .. } => return self.write(field, value, text, words),
            Entry::Line { value, .. } => {
                // An empty line keeps what is there, a blank one erases it.
                let typed = Clean::line(text);
                let count = typed.chars().count();
                if count > field.most() {
                    return self.wrong(&say!(words, "face-linear-line-full", most = (field.most()), count = count));
                }
                if text.is_empty() || typed == *value {
                    Heard::Active
                } else {
                    self.replace(field, value, 0..value.len(), typed, words)
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

    /// The following field or question if it is the next stop, else the choices.
    pub(super) fn after(&self, id: FieldId) -> Asking {
        match self.neighbour(id, true) {
            Some(id) => Asking::Field { id, introduced: false },
            None => self.end_of_questions(id),
        }
    }

    /// No more questions: the choices that follow; all of them, where their numbers have meant something else since.
    pub(super) fn end_of_questions(&self, id: FieldId) -> Asking {
        if self.renumbered { Asking::Everything } else { Asking::ChoiceAfter(id) }
    }

    /// The field or question that is the next stop, or the one before.
    pub(super) fn neighbour(&self, id: FieldId, next: bool) -> Option<FieldId> {
        let choices = self.said.iter().flat_map(|said| numbers(&said.items)).map(|choice| &choice.id);
        let mut stops: Vec<_> = choices.filter(|choice| !matches!(choice, ChoiceId::Stop(StopId::Reveal(_)))).collect();
        if !next {
            stops.reverse();
        }
        let mut rest = stops.into_iter().skip_while(|choice| **choice != ChoiceId::Stop(StopId::Field(id))).skip(1);
        if let Some(ChoiceId::Stop(StopId::Field(id))) = rest.next() { Some(*id) } else { None }
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
    pub(super) fn settle(&mut self, field: &Field, value: &Clean, words: &Words) {
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
