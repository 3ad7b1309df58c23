//! What leads to an answer: a field's hint, then the prompt, 30 characters at most, the state first when there is news.

use super::compose::{ChoiceId, Item, Window, choice, field, label, labelled, problem, sentence};
use super::say::{Asking, Manner, Prompt, State, Teller, Wants, line, numbers, speak};
use crate::domain::Clean;
use crate::page::{Choice, Entry, Field, FieldId, Page, StopId, Tone};
use crate::say;
use crate::words::Words;

/// In characters, with the blank before the answer: what fits the smallest braille displays in two readings.
const LONGEST: usize = 30;

impl Teller {
    /// What stands before the next answer; nothing while no answer is read.
    pub fn prompt<M>(&self, page: &Page<M>, words: &Words) -> Option<Prompt> {
        if let Some(busy) = &page.busy {
            let stops = busy.stop.is_some() && self.waiting && self.manner == Manner::Terminal;
            return stops.then(|| Prompt { wants: Wants::Stop, ..plain(&say!(words, "face-linear-prompt-stop")) });
        }
        if let Asking::Field { id, .. } = &self.asking
            && let Some(label) = label(page, *id, words)
        {
            let wants = match field(page, *id).map(|field| &field.entry) {
                Some(Entry::Secret) => Wants::Secret,
                Some(Entry::Area { .. }) => Wants::Text,
                Some(Entry::Line { .. } | Entry::Code { .. }) | None => Wants::Line,
            };
            return Some(Prompt { text: self.field_prompt(&label, words), wants });
        }
        let text = match self.state {
            None if self.can_read_on() => say!(words, "face-linear-prompt-reading"),
            None => say!(words, "face-linear-prompt-choice"),
            Some(state) => {
                let asks = match state {
                    _ if self.can_read_on() => say!(words, "face-linear-prompt-reading-again"),
                    State::Told(Tone::Problem) => self.type_what(page, words),
                    State::Told(Tone::Warning | Tone::Information | Tone::Success) | State::Finished => {
                        say!(words, "face-linear-prompt-choice")
                    }
                };
                return Some(plain(&format!("{}. {asks}", state.word(words))));
            }
        };
        Some(plain(&text))
    }

    /// Leads to the field asked for, or back to the choices.
    pub(super) fn ask<M>(&mut self, page: &Page<M>, words: &Words, out: &mut String) {
        match self.asking.clone() {
            Asking::Choice | Asking::Everything => {}
            Asking::ChoiceAfter(id) => {
                self.asking = Asking::Choice;
                self.remind(id, words, out);
            }
            Asking::Field { introduced: true, id } if label(page, id, words).is_some() => {}
            Asking::Field { id, .. } => match (field(page, id), choice(page, id)) {
                (Some(field), _) => self.introduce_field(page, field, words, out),
                (None, Some(choice)) => self.introduce_question(page, choice, words, out),
                (None, None) => self.asking = Asking::Choice,
            },
        }
    }

    /// What a field is about, once; then only what is wrong, and the prompt.
    fn introduce_field<M>(&mut self, page: &Page<M>, field: &Field, words: &Words, out: &mut String) {
        self.asking = Asking::Field { id: field.id, introduced: true };
        // The prompt begins with the state, which makes it longer.
        self.wrong_state(field.error.as_ref());
        let label = labelled(&field.label, field.need, words);
        if self.label_is_long(&label, words) {
            line(out, &sentence(&label));
        }
        if let Entry::Area { value, .. } = &field.entry
            && !value.is_empty()
        {
            self.say_text(value, false, words, out);
        }
        if self.hinted.insert(field.id) {
            let hint = field.hint.iter().map(|hint| sentence(&hint.flat()));
            let example = field.example.iter().map(|text| sentence(&say!(words, "face-screen-example", text = (text.flat()))));
            hint.chain(example).for_each(|text| line(out, &text));
            match &field.entry {
                Entry::Area { .. } => line(out, &say!(words, "face-linear-text-how")),
                _ if !self.is_filled(field) => {}
                Entry::Line { .. } => line(out, &say!(words, "face-linear-keep-or-erase")),
                Entry::Secret | Entry::Code { .. } => line(out, &say!(words, "face-linear-keep")),
            }
        }
        self.wrong_with(field.error.as_ref(), words, out);
        self.say_commands(page, words, out);
    }

    fn introduce_question<M>(&mut self, page: &Page<M>, choice: &Choice<M>, words: &Words, out: &mut String) {
        self.asking = Asking::Field { id: choice.id, introduced: true };
        let label = labelled(&choice.label, choice.need, words);
        line(out, &sentence(&say!(words, "face-linear-introduces", label = (&label))));
        if self.hinted.insert(choice.id) {
            choice.hint.iter().for_each(|hint| line(out, &sentence(&hint.flat())));
        }
        self.wrong_state(choice.error.as_ref());
        self.wrong_with(choice.error.as_ref(), words, out);
        self.say_options(choice, false, words, out);
        if choice.options.iter().any(|option| option.chosen) {
            line(out, &say!(words, "face-linear-keep"));
        }
        self.say_commands(page, words, out);
    }

    fn wrong_state(&mut self, error: Option<&Clean>) {
        self.state = self.state.or(error.map(|_| State::Told(Tone::Problem)));
    }

    fn wrong_with(&self, error: Option<&Clean>, words: &Words, out: &mut String) {
        let Some(error) = error.map(|error| problem(error, words)) else { return };
        if !out.contains(error.as_str()) {
            line(out, &error);
        }
    }

    fn say_commands<M>(&mut self, page: &Page<M>, words: &Words, out: &mut String) {
        let [leaves, stays] = &mut self.field_commands_said;
        match page.back {
            Some(_) if !std::mem::replace(leaves, true) => line(out, &say!(words, "face-linear-field-commands")),
            None if !std::mem::replace(stays, true) => line(out, &say!(words, "face-linear-field-commands-here")),
            Some(_) | None => {}
        }
    }

    /// The choices that follow a field, once it is answered: they were said a while ago.
    fn remind(&self, id: FieldId, words: &Words, out: &mut String) {
        let Some(said) = &self.said else { return };
        let (mut number, mut after) = (0_usize, false);
        for item in &said.items {
            let Item::Numbered(choice) = item else {
                if after && matches!(item, Item::Back(..)) {
                    speak(item, &mut number, out);
                }
                continue;
            };
            if after {
                let mut again = String::new();
                speak(item, &mut number, &mut again);
                if !out.lines().any(|line| line == again.trim_end()) {
                    out.push_str(&again);
                }
            } else {
                number = number.saturating_add(1);
            }
            after = after || choice.id == ChoiceId::Stop(StopId::Field(id));
        }
        let back = say!(words, "face-linear-back");
        if said.back && !out.lines().any(|line| line == back.as_str()) {
            line(out, &back);
        }
    }

    /// There is a next page in the reading: an empty line goes there.
    pub(super) fn can_read_on(&self) -> bool {
        self.places.passage(0).is_some_and(|(_, at, pages)| at.saturating_add(1) < pages)
    }

    pub(super) fn next_page() -> Window {
        Window::Reading(0)
    }

    pub(super) fn is_filled(&self, field: &Field) -> bool {
        match &field.entry {
            Entry::Line { value, .. } | Entry::Area { value, .. } => !value.trim().is_empty(),
            Entry::Secret | Entry::Code { .. } => self.holds(field.id),
        }
    }

    fn label_is_long(&self, label: &Clean, words: &Words) -> bool {
        self.with_label(label, words).chars().count() > LONGEST
    }

    fn field_prompt(&self, label: &Clean, words: &Words) -> String {
        let text = self.with_label(label, words);
        if text.chars().count() <= LONGEST {
            return text;
        }
        format!("{}{} ", self.state_first(words), say!(words, "face-linear-prompt-answer"))
    }

    fn with_label(&self, label: &Clean, words: &Words) -> String {
        format!("{}{} ", self.state_first(words), say!(words, "face-linear-introduces", label = label))
    }

    fn state_first(&self, words: &Words) -> String {
        self.state.map(|state| format!("{}. ", state.word(words))).unwrap_or_default()
    }

    /// "Tapez 1, 2 ou 3 :".
    fn type_what<M>(&self, page: &Page<M>, words: &Words) -> Clean {
        let count = self.said.as_ref().map_or(0, |said| numbers(&said.items).count());
        match (count, page.back.is_some()) {
            (0, true) => say!(words, "face-linear-prompt-type-one", a = 0),
            (0, false) => say!(words, "face-linear-prompt-choice"),
            (1, true) => say!(words, "face-linear-prompt-type-two", a = 0, b = 1),
            (1, false) => say!(words, "face-linear-prompt-type-one", a = 1),
            (2, _) => say!(words, "face-linear-prompt-type-two", a = 1, b = 2),
            (3, _) => say!(words, "face-linear-prompt-type-three"),
            (count, _) => say!(words, "face-linear-prompt-type-many", count = count),
        }
    }
}

fn plain(text: &str) -> Prompt {
    Prompt { text: format!("{text} "), wants: Wants::Line }
}
