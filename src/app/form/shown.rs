//! Which questions are asked given the answers (`enableWhen`), and the options of a question.

use super::sheet::{Sheet, Slot};
use crate::domain::{Answer, Ask, Clean, Condition, Date, Question, Test};
use crate::say;
use crate::words::Words;
use std::cmp::Ordering;

/// How many options a question has. "Oui" and "Non" are options.
pub fn options(question: &Question) -> usize {
    if question.ask == Ask::Boolean { 2 } else { question.options.len() }
}

pub fn option(question: &Question, rank: usize) -> Option<Answer> {
    if question.ask == Ask::Boolean {
        return (rank < 2).then_some(Answer::Boolean(rank == 0));
    }
    question.options.get(rank).cloned()
}

/// What is kept of a choice: its code, or what it says.
pub fn option_code(question: &Question, rank: usize) -> Option<Clean> {
    Some(match option(question, rank)? {
        Answer::Boolean(yes) => Clean::new(if yes { "true" } else { "false" }),
        Answer::Code { code, said, .. } => {
            if code.is_empty() {
                said
            } else {
                code
            }
        }
        Answer::Text(text) => text,
        Answer::Integer(number) => Clean::new(&number.to_string()),
        Answer::Decimal(number) => Clean::new(&number.to_string()),
        Answer::Date(day) => Clean::new(&day.to_string()),
        Answer::Quantity { value, unit } => Clean::new(&format!("{value} {unit}")),
    })
}

pub fn option_label(question: &Question, rank: usize, words: &Words) -> Option<Clean> {
    option(question, rank).map(|answer| said(&answer, words))
}

/// The rank of the option that says the same.
pub fn rank_of(question: &Question, answer: &Answer) -> Option<usize> {
    (0..options(question)).find(|rank| option(question, *rank).is_some_and(|option| same(&option, answer)))
}

/// An answer, as a person reads it.
pub fn said(answer: &Answer, words: &Words) -> Clean {
    match answer {
        Answer::Boolean(true) => say!(words, "form-yes"),
        Answer::Boolean(false) => say!(words, "form-no"),
        Answer::Code { said, code, .. } => {
            if said.is_empty() {
                code.clone()
            } else {
                said.clone()
            }
        }
        Answer::Text(text) => text.clone(),
        Answer::Integer(number) => Clean::new(&number.to_string()),
        Answer::Decimal(number) => words.decimal(*number),
        Answer::Date(day) => words.date(Date::day(*day)),
        Answer::Quantity { value, unit } => Clean::line(&format!("{} {unit}", words.decimal(*value))),
    }
}

/// An answer, as it would be typed.
pub fn written(answer: &Answer, words: &Words) -> Clean {
    match answer {
        Answer::Date(day) => Clean::new(&format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())),
        Answer::Boolean(_)
        | Answer::Code { .. }
        | Answer::Text(_)
        | Answer::Integer(_)
        | Answer::Decimal(_)
        | Answer::Quantity { .. } => said(answer, words),
    }
}

/// Whether each slot is asked.
pub fn shown(sheet: &Sheet, words: &Words) -> Vec<bool> {
    let slots = sheet.slots();
    let mut of_ask: Vec<Vec<usize>> = vec![Vec::new(); sheet.shape().asked.len()];
    for (at, slot) in slots.iter().enumerate() {
        if let Some(places) = of_ask.get_mut(slot.ask) {
            places.push(at);
        }
    }
    let mut judged = Judged { sheet, words, of_ask, states: vec![State::Unknown; slots.len()] };
    (0..slots.len()).map(|at| judged.is_shown(at)).collect()
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Unknown,
    /// Being judged: whoever depends on it meanwhile goes round in a circle, and is not asked.
    Open,
    Known(bool),
}

struct Judged<'a> {
    sheet: &'a Sheet,
    words: &'a Words,
    of_ask: Vec<Vec<usize>>,
    states: Vec<State>,
}

impl Judged<'_> {
    fn is_shown(&mut self, at: usize) -> bool {
        match self.states.get(at) {
            Some(State::Known(known)) => return *known,
            Some(State::Unknown) => {}
            Some(State::Open) | None => return false,
        }
        self.set(at, State::Open);
        let shown = self.judge(at);
        self.set(at, State::Known(shown));
        shown
    }

    fn set(&mut self, at: usize, state: State) {
        if let Some(place) = self.states.get_mut(at) {
            *place = state;
        }
    }

    fn judge(&mut self, at: usize) -> bool {
        let sheet = self.sheet;
        let Some(slot) = sheet.slots().get(at) else { return false };
        if let Some(parent) = slot.parent.and_then(|parent| sheet.position(parent))
            && !self.is_shown(parent)
        {
            return false;
        }
        let Some(question) = sheet.question(slot) else { return false };
        if question.shown_when.is_empty() {
            return true;
        }
        let mut met = question.shown_when.iter().map(|condition| self.met(slot, condition));
        if question.any { met.any(|met| met) } else { met.all(|met| met) }
    }

    fn met(&mut self, slot: &Slot, condition: &Condition) -> bool {
        let sheet = self.sheet;
        let Some(ask) = sheet.shape().of_link(&condition.link) else { return false };
        let places = self.of_ask.get(ask).cloned().unwrap_or_default();
        // Of several repetitions, the nearest: the one that shares the most groups.
        let path = sheet.path(slot);
        let near = |at: &usize| {
            let other = sheet.slots().get(*at).map(|slot| sheet.path(slot)).unwrap_or_default();
            path.iter().zip(&other).take_while(|(one, two)| one == two).count()
        };
        let nearest = if places.len() == 1 { places.first().copied() } else { places.iter().copied().max_by_key(near) };
        let mut answers = Vec::new();
        let repeats = sheet.shape().get(ask).is_some_and(|asked| asked.question.repeats);
        for at in if repeats { places } else { nearest.into_iter().collect() } {
            if self.is_shown(at)
                && let Some(slot) = sheet.slots().get(at)
            {
                answers.extend(sheet.answers_of(slot, self.words));
            }
        }
        holds(&condition.test, &answers)
    }
}

fn holds(test: &Test, answers: &[Answer]) -> bool {
    let any =
        |wanted: &Answer, right: fn(Ordering) -> bool| answers.iter().any(|answer| order(answer, wanted).is_some_and(right));
    match test {
        Test::Answered(wanted) => answers.is_empty() != *wanted,
        Test::Equal(wanted) => answers.iter().any(|answer| same(answer, wanted)),
        Test::NotEqual(wanted) => !answers.iter().any(|answer| same(answer, wanted)),
        Test::More(wanted) => any(wanted, Ordering::is_gt),
        Test::MoreOrEqual(wanted) => any(wanted, Ordering::is_ge),
        Test::Less(wanted) => any(wanted, Ordering::is_lt),
        Test::LessOrEqual(wanted) => any(wanted, Ordering::is_le),
    }
}

/// The same answer; a code without its system is taken for any system's.
fn same(one: &Answer, two: &Answer) -> bool {
    if let (Answer::Code { system, code, .. }, Answer::Code { system: other, code: wanted, .. }) = (one, two) {
        return code == wanted && (system == other || system.is_empty() || other.is_empty());
    }
    one == two || order(one, two) == Some(Ordering::Equal)
}

/// Which is more; `None` when they cannot be compared.
fn order(one: &Answer, two: &Answer) -> Option<Ordering> {
    let number = |answer: &Answer| match answer {
        Answer::Integer(number) => crate::domain::Decimal::parse(&number.to_string()),
        Answer::Decimal(number) => Some(*number),
        Answer::Quantity { value, .. } => Some(*value),
        Answer::Boolean(_) | Answer::Code { .. } | Answer::Text(_) | Answer::Date(_) => None,
    };
    match (one, two) {
        (Answer::Date(one), Answer::Date(two)) => Some(one.cmp(two)),
        (Answer::Text(one), Answer::Text(two)) => Some(one.as_str().cmp(two.as_str())),
        (Answer::Quantity { unit, .. }, Answer::Quantity { unit: other, .. }) if unit != other => None,
        (
            Answer::Integer(_)
            | Answer::Decimal(_)
            | Answer::Quantity { .. }
            | Answer::Boolean(_)
            | Answer::Code { .. }
            | Answer::Text(_)
            | Answer::Date(_),
            _,
        ) => Some(number(one)?.size(number(two)?)),
    }
}
