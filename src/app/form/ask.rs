//! One question on a page: what is asked, what it means, and where to answer.

use super::check::{self, Fault};
use super::sheet::{FIELD, OPTIONS, Sheet, Slot};
use super::{Step, day, shown};
use crate::app::Do;
use crate::app::place::menu;
use crate::domain::{Ask, Clean, Date, Question};
use crate::page::{Block, Choice, Choosable, Field, FieldId, Need, Row, RowId, StopId};
use crate::say;
use crate::words::Words;

pub struct Asking<'a> {
    pub sheet: &'a Sheet,
    pub faults: &'a [(u32, Fault)],
    pub words: &'a Words,
}

/// What the eye knows it by.
pub fn field(slot: &Slot, question: &Question) -> FieldId {
    match question.ask {
        Ask::Boolean | Ask::Choice | Ask::OpenChoice => FieldId(OPTIONS, slot.id),
        Ask::Group
        | Ask::Display
        | Ask::Unknown(_)
        | Ask::Line(_)
        | Ask::Text
        | Ask::Integer
        | Ask::Decimal
        | Ask::Date(_)
        | Ask::Quantity => FieldId(FIELD, slot.id),
    }
}

/// Where the eye goes to answer it.
pub fn stop(sheet: &Sheet, slot: &Slot) -> Option<StopId> {
    let question = sheet.question(slot)?;
    match question.ask {
        Ask::Boolean | Ask::Choice | Ask::OpenChoice => {
            let first = slot.chosen.first().copied().unwrap_or(0);
            Some(StopId::Option(FieldId(OPTIONS, slot.id), option_id(first)))
        }
        Ask::Group | Ask::Display | Ask::Unknown(_) => None,
        Ask::Line(_) | Ask::Text | Ask::Integer | Ask::Decimal | Ask::Date(_) | Ask::Quantity => {
            Some(StopId::Field(FieldId(FIELD, slot.id)))
        }
    }
}

fn option_id(rank: usize) -> RowId {
    RowId(Clean::new(&rank.to_string()))
}

impl Asking<'_> {
    /// These slots, and all under them.
    pub fn blocks<'s>(&self, slots: impl Iterator<Item = &'s Slot>) -> Vec<Block<Do>> {
        let mut blocks = Vec::new();
        for slot in slots {
            self.add(slot, &mut blocks);
        }
        blocks
    }

    fn under(&self, slot: &Slot) -> Vec<Block<Do>> {
        let inner = self.sheet.each().filter(|(other, shown)| *shown && other.parent == Some(slot.id));
        self.blocks(inner.map(|(slot, _)| slot))
    }

    fn add(&self, slot: &Slot, blocks: &mut Vec<Block<Do>>) {
        let Some(question) = self.sheet.question(slot) else { return };
        match &question.ask {
            Ask::Group => {
                let mut inside: Vec<Block<Do>> = question.help.iter().cloned().map(Block::Text).collect();
                inside.extend(self.under(slot));
                blocks.push(Block::Group { title: self.label(slot, question), blocks: inside, error: None });
            }
            Ask::Display => blocks.push(Block::Text(question.text.clone())),
            Ask::Unknown(kind) => {
                let text = say!(self.words, "form-unknown", question = &question.text, kind = kind);
                blocks.push(Block::Text(text));
                blocks.extend(self.under(slot));
            }
            _ if question.read_only => {
                let answers: Vec<Clean> =
                    self.sheet.answers_of(slot, self.words).iter().map(|answer| shown::said(answer, self.words)).collect();
                let value = if answers.is_empty() { say!(self.words, "form-no-answer") } else { self.words.and(&answers) };
                blocks.push(Block::Facts(vec![(self.label(slot, question), value)]));
                blocks.extend(self.under(slot));
            }
            Ask::Boolean | Ask::Choice | Ask::OpenChoice => {
                blocks.push(Block::Choice(self.choice(slot, question)));
                if question.ask == Ask::OpenChoice {
                    let label = say!(self.words, "form-own-words");
                    blocks.push(Block::Field(self.field(slot, question, label, None)));
                }
                blocks.extend(self.under(slot));
            }
            Ask::Line(_) | Ask::Text | Ask::Integer | Ask::Decimal | Ask::Date(_) | Ask::Quantity => {
                let hint = self.hint(slot, question);
                blocks.push(Block::Field(self.field(slot, question, self.label(slot, question), hint)));
                blocks.extend(self.under(slot));
            }
        }
        self.repetition(slot, question, blocks);
    }

    fn label(&self, slot: &Slot, question: &Question) -> Clean {
        let text = match &question.prefix {
            Some(prefix) => Clean::line(&format!("{prefix} {}", question.text)),
            None => question.text.clone(),
        };
        if slot.rank == 0 { text } else { say!(self.words, "form-again", question = text, rank = (slot.rank + 1)) }
    }

    fn error(&self, slot: &Slot) -> Option<Clean> {
        self.faults.iter().find(|(id, _)| *id == slot.id).map(|(_, fault)| fault.said(self.words))
    }

    /// What it means, then what is expected; once a day is understood, it is said back.
    fn hint(&self, slot: &Slot, question: &Question) -> Option<Clean> {
        let mut parts: Vec<Clean> = question.help.clone();
        let words = self.words;
        match &question.ask {
            Ask::Date(_) => match day::read(slot.typed.value(), words) {
                Some(day) => parts.push(say!(words, "form-understood", date = words.date(Date::day(day)))),
                // The form may have its own example.
                None if parts.is_empty() => parts.push(say!(words, "form-date-hint")),
                None => {}
            },
            Ask::Integer => parts.push(say!(words, "form-integer-hint")),
            Ask::Decimal => parts.push(say!(words, "form-decimal-hint")),
            Ask::Quantity => parts.push(match &question.unit {
                Some(unit) => say!(words, "form-quantity-in", unit = words.unit(unit)),
                None => say!(words, "form-quantity-hint"),
            }),
            Ask::Line(check) => parts.extend(words.check_hint(*check)),
            Ask::Text | Ask::Group | Ask::Display | Ask::Boolean | Ask::Choice | Ask::OpenChoice | Ask::Unknown(_) => {}
        }
        join(&parts)
    }

    fn field(&self, slot: &Slot, question: &Question, label: Clean, hint: Option<Clean>) -> Field {
        let limit = Some(check::limit(question));
        let field = Field::new(FieldId(FIELD, slot.id), label, slot.typed.entry());
        Field { hint, error: self.error(slot), need: need(question), limit, ..field }
    }

    fn choice(&self, slot: &Slot, question: &Question) -> Choice<Do> {
        let several = self.sheet.asked(slot).is_some_and(super::shape::Asked::several);
        let options = (0..shown::options(question)).filter_map(|rank| {
            let label = shown::option_label(question, rank, self.words)?;
            let does = Do::Form(Step::Choose(slot.id, rank));
            Some(Choosable { id: option_id(rank), label, chosen: slot.chosen.contains(&rank), does })
        });
        Choice {
            hint: join(&question.help),
            error: self.error(slot),
            need: need(question),
            several,
            ..Choice::new(FieldId(OPTIONS, slot.id), self.label(slot, question), options.collect())
        }
    }

    /// After the last repetition: one more, or take this one away.
    fn repetition(&self, slot: &Slot, question: &Question, blocks: &mut Vec<Block<Do>>) {
        let several = self.sheet.asked(slot).is_some_and(super::shape::Asked::several);
        if !question.repeats || several || question.read_only {
            return;
        }
        let alike = self.sheet.slots().iter().filter(|other| other.ask == slot.ask && other.parent == slot.parent);
        let last = alike.max_by_key(|other| other.rank).is_none_or(|last| last.id == slot.id);
        let row = |id: &str, label: Clean, step: Step| Row {
            id: RowId(Clean::new(&format!("{id}-{}", slot.id))),
            marks: Vec::new(),
            label,
            details: Vec::new(),
            does: Do::Form(step),
        };
        let mut rows = Vec::new();
        if last {
            rows.push(row("more", say!(self.words, "form-one-more", question = &question.text), Step::Repeat(slot.id)));
        }
        if slot.rank > 0 {
            let label = say!(self.words, "form-take-away", question = &question.text, rank = (slot.rank + 1));
            rows.push(row("less", label, Step::TakeAway(slot.id)));
        }
        if !rows.is_empty() {
            blocks.push(menu(say!(self.words, "home-choices"), rows));
        }
    }
}

fn need(question: &Question) -> Need {
    if question.required { Need::Required } else { Need::Optional }
}

/// Sentences one after the other.
fn join(parts: &[Clean]) -> Option<Clean> {
    (!parts.is_empty()).then(|| Clean::new(&parts.iter().map(Clean::as_str).collect::<Vec<_>>().join(" ")))
}
