//! A form being filled: each question with what was typed or chosen for it, exactly as it was, right or wrong.

use super::check::{self, Fault};
use super::shape::{Asked, Shape};
use super::shown;
use crate::app::typed::Typed;
use crate::domain::{Answer, Answered, Ask, Clean, Form, Kept, Question};
use crate::page::FieldId;
use crate::words::Words;
use jiff::civil;
use std::sync::Arc;

/// The name of every field of a form; its number is the slot's.
pub const FIELD: &str = "form";
/// The name of the choice of a question that also takes one's own words.
pub const OPTIONS: &str = "form-options";
/// Repetitions of one question at most.
const REPEATED: u32 = 50;

#[derive(Debug, Clone)]
pub struct Sheet {
    shape: Arc<Shape>,
    /// In the order of the form; what is under a group follows it.
    slots: Vec<Slot>,
    /// Which are asked, given what is answered.
    shown: Vec<bool>,
    next: u32,
}

/// One question, or one of its repetitions.
#[derive(Debug, Clone, PartialEq)]
pub struct Slot {
    /// Stays the same while the form is open, whatever is added around it.
    pub id: u32,
    pub(super) ask: usize,
    pub(super) parent: Option<u32>,
    /// Which repetition, from 0.
    pub rank: u32,
    pub typed: Typed,
    /// Ranks of the options chosen.
    pub chosen: Vec<usize>,
}

impl PartialEq for Sheet {
    fn eq(&self, other: &Self) -> bool {
        self.slots == other.slots && self.shape.form == other.shape.form
    }
}

impl Sheet {
    /// As the form wants it at first.
    pub fn new(form: Arc<Form>, words: &Words) -> Self {
        let shape = Arc::new(Shape::new(form));
        let mut sheet = Self { shape: shape.clone(), slots: Vec::new(), shown: Vec::new(), next: 0 };
        for root in shape.roots() {
            let mut subtree = Vec::new();
            sheet.grow(root, None, 0, &mut subtree);
            sheet.slots.extend(subtree);
        }
        for at in 0..sheet.slots.len() {
            let initial = sheet.asked_at(at).map(|asked| asked.question.initial.clone()).unwrap_or_default();
            if !initial.is_empty() {
                sheet.answer(at, &initial, words);
            }
        }
        sheet.settle(words);
        sheet
    }

    /// Filled with answers given before.
    pub fn answered(form: Arc<Form>, items: &[Answered], words: &Words) -> Self {
        let mut sheet = Self::new(form, words);
        // What was answered is all there is: an initial value that was erased stays erased.
        if !items.is_empty() {
            for slot in &mut sheet.slots {
                slot.chosen.clear();
                slot.typed = slot.typed.like(Clean::empty());
            }
        }
        sheet.fill(items, None, words);
        sheet.settle(words);
        sheet
    }

    pub fn form(&self) -> &Arc<Form> {
        &self.shape.form
    }

    pub(super) fn shape(&self) -> &Shape {
        &self.shape
    }

    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    pub(super) fn position(&self, id: u32) -> Option<usize> {
        self.slots.iter().position(|slot| slot.id == id)
    }

    pub fn slot(&self, id: u32) -> Option<&Slot> {
        self.slots.iter().find(|slot| slot.id == id)
    }

    /// The first slot of a question, by its `linkId`.
    pub fn link(&self, link: &str) -> Option<&Slot> {
        let ask = self.shape.of_link(link)?;
        self.slots.iter().find(|slot| slot.ask == ask)
    }

    pub fn question(&self, slot: &Slot) -> Option<&Question> {
        self.shape.get(slot.ask).map(|asked| &asked.question)
    }

    pub(super) fn asked(&self, slot: &Slot) -> Option<&Asked> {
        self.shape.get(slot.ask)
    }

    fn asked_at(&self, at: usize) -> Option<&Asked> {
        self.slots.get(at).and_then(|slot| self.shape.get(slot.ask))
    }

    /// Whether it is asked, given the other answers.
    pub fn is_shown(&self, slot: &Slot) -> bool {
        self.position(slot.id).and_then(|at| self.shown.get(at)).copied().unwrap_or(false)
    }

    /// Slots with whether they are asked.
    pub(super) fn each(&self) -> impl Iterator<Item = (&Slot, bool)> {
        self.slots.iter().zip(self.shown.iter().copied())
    }

    /// What was typed in a question, by its `linkId`; empty when it is not asked.
    pub fn text(&self, link: &str) -> Clean {
        self.link(link).filter(|slot| self.is_shown(slot)).map(|slot| slot.typed.value().clone()).unwrap_or_default()
    }

    /// The codes chosen in a question, by its `linkId`.
    pub fn codes(&self, link: &str) -> Vec<Clean> {
        let Some(slot) = self.link(link).filter(|slot| self.is_shown(slot)) else { return Vec::new() };
        let Some(question) = self.question(slot) else { return Vec::new() };
        slot.chosen.iter().filter_map(|option| shown::option_code(question, *option)).collect()
    }

    pub fn typed(&mut self, field: FieldId) -> Option<&mut Typed> {
        if field.0 != FIELD {
            return None;
        }
        self.slots.iter_mut().find(|slot| slot.id == field.1).map(|slot| &mut slot.typed)
    }

    /// Chooses an option, or takes it back where several may be chosen or none is wanted.
    pub fn choose(&mut self, id: u32, option: usize, words: &Words) {
        let Some(at) = self.position(id) else { return };
        let several = self.asked_at(at).is_some_and(Asked::several);
        let Some(slot) = self.slots.get_mut(at) else { return };
        if let Some(place) = slot.chosen.iter().position(|chosen| *chosen == option) {
            slot.chosen.remove(place);
        } else {
            if !several {
                slot.chosen.clear();
            }
            slot.chosen.push(option);
            slot.chosen.sort_unstable();
        }
        self.settle(words);
    }

    /// One more of a question that may be answered several times. Its slot, to look at.
    pub fn repeat(&mut self, id: u32, words: &Words) -> Option<u32> {
        let slot = self.slot(id)?.clone();
        let rank = self.slots.iter().filter(|other| other.ask == slot.ask && other.parent == slot.parent).count();
        let rank = u32::try_from(rank).ok().filter(|rank| *rank < REPEATED)?;
        let last = self.slots.iter().rposition(|other| other.ask == slot.ask && other.parent == slot.parent)?;
        let end = self.end_of(last);
        let mut subtree = Vec::new();
        self.grow(slot.ask, slot.parent, rank, &mut subtree);
        let first = subtree.iter().find(|slot| self.shape.get(slot.ask).is_some_and(|asked| !asked.silent()));
        let first = first.or(subtree.first()).map(|slot| slot.id);
        self.slots.splice(end..end, subtree);
        self.settle(words);
        first
    }

    /// Takes a repetition away; the first one stays, emptied.
    pub fn take_away(&mut self, id: u32, words: &Words) {
        let Some(at) = self.position(id) else { return };
        let end = self.end_of(at);
        let Some(slot) = self.slots.get(at).cloned() else { return };
        let alone = self.slots.iter().filter(|other| other.ask == slot.ask && other.parent == slot.parent).count() <= 1;
        if alone {
            for slot in self.slots.iter_mut().take(end).skip(at) {
                slot.chosen.clear();
                slot.typed.set(Clean::empty());
            }
        } else {
            self.slots.drain(at..end);
            let alike = self.slots.iter_mut().filter(|other| other.ask == slot.ask && other.parent == slot.parent);
            for (rank, other) in (0_u32..).zip(alike) {
                other.rank = rank;
            }
        }
        self.settle(words);
    }

    /// After a change: which questions are asked.
    pub fn settle(&mut self, words: &Words) {
        self.shown = shown::shown(self, words);
    }

    /// Why a slot cannot be sent as it is. What is not asked is never wrong.
    pub fn fault(&self, slot: &Slot, today: Option<civil::Date>, words: &Words) -> Option<Fault> {
        let question = self.question(slot)?;
        if self.asked(slot)?.silent() || question.read_only {
            return None;
        }
        match check::read(question, slot.typed.value(), today, words) {
            Err(fault) => Some(fault),
            Ok(None) if question.required && slot.chosen.is_empty() && slot.rank == 0 => Some(Fault::Missing),
            Ok(_) => None,
        }
    }

    /// What a slot answers, as far as it can be read.
    pub fn answers_of(&self, slot: &Slot, words: &Words) -> Vec<Answer> {
        let Some(question) = self.question(slot) else { return Vec::new() };
        let chosen = slot.chosen.iter().filter_map(|option| shown::option(question, *option));
        let typed = check::read(question, slot.typed.value(), None, words).ok().flatten();
        chosen.chain(typed).collect()
    }

    /// Every answer to the questions that are asked, in the form's order.
    pub fn answers(&self, words: &Words) -> Vec<Answered> {
        self.answers_under(None, words)
    }

    fn answers_under(&self, parent: Option<u32>, words: &Words) -> Vec<Answered> {
        let mut out: Vec<Answered> = Vec::new();
        for (slot, _) in self.each().filter(|(slot, shown)| *shown && slot.parent == parent) {
            let Some(question) = self.question(slot) else { continue };
            let answered = Answered {
                link: question.link.clone(),
                text: question.text.clone(),
                answers: self.answers_of(slot, words),
                items: self.answers_under(Some(slot.id), words),
            };
            if answered.answers.is_empty() && answered.items.is_empty() {
                continue;
            }
            // A question answered several times is one item with several answers; a group is one item each time.
            let group = matches!(question.ask, Ask::Group);
            match out.last_mut().filter(|last| !group && last.link == answered.link) {
                Some(last) => {
                    last.answers.extend(answered.answers);
                    last.items.extend(answered.items);
                }
                None => out.push(answered),
            }
        }
        out
    }

    /// Everything typed and chosen, to be kept and found again.
    pub fn kept(&self) -> Vec<Kept> {
        let filled = |slot: &&Slot| !slot.typed.value().is_empty() || !slot.chosen.is_empty() || slot.rank > 0;
        let kept = self.slots.iter().filter(filled).map(|slot| Kept {
            path: self.path(slot),
            text: slot.typed.value().clone(),
            chosen: self
                .question(slot)
                .map(|question| slot.chosen.iter().filter_map(|option| shown::option_code(question, *option)).collect())
                .unwrap_or_default(),
        });
        kept.collect()
    }

    pub(super) fn path(&self, slot: &Slot) -> Vec<(Clean, u32)> {
        let mut path = Vec::new();
        let mut next = Some(slot);
        while let Some(slot) = next {
            path.push((self.question(slot).map(|question| question.link.clone()).unwrap_or_default(), slot.rank));
            next = slot.parent.and_then(|parent| self.slot(parent));
        }
        path.reverse();
        path
    }

    /// Puts back what was kept: first everything is empty, so that what had been erased stays so. How many entries have no
    /// place any more in this form.
    pub fn restore(&mut self, kept: &[Kept], words: &Words) -> usize {
        for slot in &mut self.slots {
            slot.chosen.clear();
            slot.typed.set(Clean::empty());
        }
        let mut lost = 0;
        for one in kept {
            if !self.put(one, words) {
                lost += usize::from(!one.text.is_empty() || !one.chosen.is_empty());
            }
        }
        self.settle(words);
        lost
    }

    /// One field as it was kept; false when the form has no such place.
    pub(super) fn put(&mut self, kept: &Kept, words: &Words) -> bool {
        let Some(id) = self.at_path(&kept.path, words) else { return false };
        let Some(at) = self.position(id) else { return false };
        let chosen = self.asked_at(at).map(|asked| {
            let count = shown::options(&asked.question);
            (0..count)
                .filter(|option| shown::option_code(&asked.question, *option).is_some_and(|code| kept.chosen.contains(&code)))
        });
        let chosen: Vec<usize> = chosen.map(Iterator::collect).unwrap_or_default();
        let Some(slot) = self.slots.get_mut(at) else { return false };
        slot.chosen = chosen;
        slot.typed.set(kept.text.clone());
        true
    }

    /// The slot at the end of a path, repeating what must be.
    fn at_path(&mut self, path: &[(Clean, u32)], words: &Words) -> Option<u32> {
        let mut parent = None;
        for (link, rank) in path {
            let find = |sheet: &Self, rank: u32| {
                let here = |slot: &&Slot| {
                    slot.parent == parent
                        && slot.rank == rank
                        && sheet.question(slot).is_some_and(|question| question.link == *link)
                };
                sheet.slots.iter().find(here).map(|slot| slot.id)
            };
            let mut found = find(self, *rank);
            while found.is_none() {
                let first = find(self, 0)?;
                self.repeat(first, words)?;
                found = find(self, *rank);
            }
            parent = found;
        }
        parent
    }

    /// Where what is under a slot ends.
    fn end_of(&self, at: usize) -> usize {
        let depth = |at: usize| self.asked_at(at).map_or(0, |asked| asked.depth);
        let here = depth(at);
        (at + 1..self.slots.len()).find(|next| depth(*next) <= here).unwrap_or(self.slots.len())
    }

    fn grow(&mut self, ask: usize, parent: Option<u32>, rank: u32, out: &mut Vec<Slot>) {
        let shape = self.shape.clone();
        let Some(asked) = shape.get(ask) else { return };
        let id = self.next;
        self.next += 1;
        let typed = if matches!(asked.question.ask, Ask::Text) { Typed::area(Clean::empty()) } else { Typed::default() };
        out.push(Slot { id, ask, parent, rank, typed, chosen: Vec::new() });
        for child in &asked.children {
            self.grow(*child, Some(id), 0, out);
        }
    }

    fn fill(&mut self, items: &[Answered], parent: Option<u32>, words: &Words) {
        let mut seen: Vec<(Clean, u32)> = Vec::new();
        for item in items {
            let known = seen.iter_mut().find(|(link, _)| *link == item.link);
            let rank = match known {
                Some((_, rank)) => {
                    *rank += 1;
                    *rank
                }
                None => {
                    seen.push((item.link.clone(), 0));
                    0
                }
            };
            let mut path = parent.and_then(|parent| self.slot(parent)).map(|slot| self.path(slot)).unwrap_or_default();
            path.push((item.link.clone(), rank));
            let Some(id) = self.at_path(&path, words) else { continue };
            if let Some(at) = self.position(id) {
                self.answer(at, &item.answers, words);
            }
            self.fill(&item.items, Some(id), words);
        }
    }

    /// Answers put in a slot; those it cannot hold go in repetitions of it.
    fn answer(&mut self, at: usize, answers: &[Answer], words: &Words) {
        let Some(asked) = self.asked_at(at) else { return };
        let (question, several) = (asked.question.clone(), asked.several());
        let mut id = self.slots.get(at).map(|slot| slot.id);
        for (rank, answer) in answers.iter().enumerate() {
            let option = shown::rank_of(&question, answer);
            // Several choices share a slot; one's own words end it, so that the order stays.
            let full = id.and_then(|id| self.slot(id)).is_some_and(|slot| !slot.typed.value().is_empty());
            if rank > 0 && (!several || full) {
                id = id.and_then(|id| self.repeat(id, words));
            }
            let Some(slot) = id.and_then(|id| self.slots.iter_mut().find(|slot| slot.id == id)) else { return };
            match option {
                Some(option) => slot.chosen.push(option),
                None => slot.typed.set(shown::written(answer, words)),
            }
        }
    }
}
