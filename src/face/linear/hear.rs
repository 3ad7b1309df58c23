//! What an answer means. What is not understood chooses nothing, and nothing is chosen by an empty line.

use super::compose::{ChoiceId, Item, blocks, choice, field, label, lists, sentence};
use super::say::{Asking, Manner, State, Teller, line, numbers};
use crate::domain::Clean;
use crate::page::{Anchor, Heard, Leaving, Page, Secrets, StopId, Tone};
use crate::say;
use crate::words::Words;

/// What means the same everywhere (D12).
pub(super) enum Command {
    Back,
    Help,
    Leave,
    Repeat,
}

impl Command {
    pub fn of(text: &str) -> Option<Self> {
        match text {
            "0" => Some(Self::Back),
            "a" | "A" => Some(Self::Help),
            "q" | "Q" => Some(Self::Leave),
            "r" | "R" => Some(Self::Repeat),
            _ => None,
        }
    }
}

impl Teller {
    /// The answer to what was said last. What there is to tell about it is said first by the next [`Teller::say`].
    pub fn hear<M: Clone>(&mut self, page: &Page<M>, words: &Words, answer: &str) -> Heard<M> {
        self.state = None;
        self.also.clear();
        if let Some(busy) = &page.busy {
            return match (&busy.stop, answer.trim()) {
                (Some((_, does)), "" | "0") => {
                    Heard::Did { does: does.clone(), secrets: Secrets::default(), at: self.here(page, StopId::Stop) }
                }
                (Some(_), _) => self.tell(&say!(words, "face-linear-stopping")),
                (None, _) => self.lost(words),
            };
        }
        if self.said.as_ref().is_none_or(|said| said.key != page.key) {
            return self.lost(words);
        }
        if let Asking::Field { id, .. } = self.asking {
            if let Some(field) = field(page, id) {
                return self.hear_field(page, field, answer, words);
            }
            if let Some(choice) = choice(page, id) {
                return self.hear_question(page, choice, answer, words);
            }
            self.asking = Asking::Choice;
        }
        self.hear_choice(page, answer.trim(), words)
    }

    /// An answer too long to be one.
    pub fn too_long<M>(&mut self, words: &Words) -> Heard<M> {
        self.wrong(&say!(words, "face-linear-too-long"))
    }

    /// An answer to something that is no longer asked.
    pub(super) fn lost<M>(&mut self, words: &Words) -> Heard<M> {
        self.state = Some(State::Told(Tone::Warning));
        self.tell(&say!(words, "face-linear-lost"))
    }

    fn hear_choice<M: Clone>(&mut self, page: &Page<M>, answer: &str, words: &Words) -> Heard<M> {
        if answer.is_empty() {
            if self.can_read_on() {
                self.places.step(page, Self::next_page(), true);
            }
            return Heard::Active;
        }
        if let Some(command) = Command::of(answer.strip_prefix(':').unwrap_or(answer)) {
            return self.obey(page, command).unwrap_or_else(|| self.unknown(page, words));
        }
        if let Some(number) = answer.strip_prefix(['d', 'D']).map(str::trim).filter(|number| is_number(number)) {
            return self.ask_about(page, number, words);
        }
        match self.chosen(page, answer) {
            Some(choice) => self.choose(page, &choice, words),
            None => self.unknown(page, words),
        }
    }

    /// What was meant, by number, by the word of a grave action, by the name of a link or by a letter.
    pub(super) fn chosen<M>(&self, page: &Page<M>, answer: &str) -> Option<ChoiceId> {
        let said = self.said.as_ref()?;
        if is_number(answer) {
            let number: usize = answer.parse().ok()?;
            return numbers(&said.items).nth(number.checked_sub(1)?).map(|choice| choice.id.clone());
        }
        let lower = answer.to_lowercase();
        let spoken = |id| {
            said.items.iter().any(|item| match item {
                Item::Worded(action, _) | Item::Back(action, _) => *action == id,
                Item::Numbered(choice) => choice.id == ChoiceId::Stop(StopId::Action(id)),
                Item::Line(_) | Item::Head { .. } | Item::Passage(..) => false,
            })
        };
        let by_word = |word: &Clean| word.trim().to_lowercase() == lower;
        let by_letter = |key: Option<char>| key.is_some_and(|key| key.to_lowercase().eq(lower.chars()));
        let action = page.actions.iter().find(|action| match &action.grave {
            Some(word) if by_word(word) => true,
            Some(_) => self.manner == Manner::Terminal && by_letter(action.key),
            None => by_letter(action.key),
        });
        if let Some(action) = action.filter(|action| spoken(action.id)) {
            return Some(ChoiceId::Stop(StopId::Action(action.id)));
        }
        // "lien 3", as it is marked in the text.
        let named = |text: &str| text.to_lowercase().strip_prefix(&lower).is_some_and(|rest| rest.starts_with(" : "));
        let mut links = numbers(&said.items).filter(|choice| matches!(choice.id, ChoiceId::Link(_)) && named(&choice.text));
        match (links.next(), links.next()) {
            (Some(only), None) => Some(only.id.clone()),
            (Some(_), Some(_)) | (None, _) => None,
        }
    }

    fn choose<M: Clone>(&mut self, page: &Page<M>, choice: &ChoiceId, words: &Words) -> Heard<M> {
        let stop = match choice {
            ChoiceId::Next(window) => {
                return match self.places.step(page, *window, true) {
                    true => Heard::Active,
                    false => self.wrong(&say!(words, "face-linear-gone")),
                };
            }
            ChoiceId::Previous(window) => {
                return match self.places.step(page, *window, false) {
                    true => Heard::Active,
                    false => self.wrong(&say!(words, "face-linear-gone")),
                };
            }
            ChoiceId::Link(link) => return Heard::Follow(*link),
            ChoiceId::Beside => {
                self.places.beside = !self.places.beside;
                return Heard::Active;
            }
            ChoiceId::Stop(stop) => stop,
        };
        match stop {
            StopId::Field(id) | StopId::Error(id) if label(page, *id, words).is_some() => {
                self.asking = Asking::Field { id: *id, introduced: false };
                Heard::Active
            }
            StopId::Reveal(id) => self.reveal(page, *id, words),
            StopId::Action(id) => match page.actions.iter().find(|action| action.id == *id) {
                Some(action) => {
                    let secrets = self.hand_over(page, &action.takes, words);
                    Heard::Did { does: action.does.clone(), secrets, at: self.here(page, stop.clone()) }
                }
                None => self.wrong(&say!(words, "face-linear-gone")),
            },
            StopId::Row(_) | StopId::Option(..) | StopId::More => match message(page, stop) {
                Some(does) => Heard::Did { does, secrets: Secrets::default(), at: Anchor::Stop(stop.clone()) },
                None => self.wrong(&say!(words, "face-linear-gone")),
            },
            StopId::Field(_) | StopId::Error(_) | StopId::Undo(_) => self.wrong(&say!(words, "face-linear-gone")),
            StopId::Reading | StopId::Picture | StopId::Stop => self.wrong(&say!(words, "face-linear-gone")),
        }
    }

    /// `None` when there is nowhere to go back to.
    pub(super) fn obey<M: Clone>(&mut self, page: &Page<M>, command: Command) -> Option<Heard<M>> {
        Some(match command {
            Command::Back => {
                let does = page.back.clone()?;
                let at = self.places.here(page).unwrap_or(Anchor::Top);
                Heard::Did { does, secrets: Secrets::default(), at }
            }
            Command::Help => Heard::Help,
            Command::Leave => Heard::Leaving(Leaving::Asked),
            Command::Repeat => {
                self.repeat();
                Heard::Active
            }
        })
    }

    /// One sentence that says what can be typed.
    fn unknown<M>(&mut self, page: &Page<M>, words: &Words) -> Heard<M> {
        let mut what = Vec::new();
        let count = self.said.as_ref().map_or(0, |said| numbers(&said.items).count());
        match count {
            0 => {}
            1 => what.push(say!(words, "face-linear-what-one")),
            count => what.push(say!(words, "face-linear-what-many", count = count)),
        }
        if self.manner == Manner::Pipe {
            let words_of = page.actions.iter().filter_map(|action| action.grave.as_ref());
            what.extend(words_of.map(|word| say!(words, "face-linear-what-word", word = word)));
        }
        if page.back.is_some() {
            what.push(say!(words, "face-linear-what-back"));
        }
        let last = say!(words, "face-linear-what-help");
        let what = match what.iter().map(Clean::as_str).collect::<Vec<_>>().join(", ") {
            most if most.is_empty() => last,
            most => say!(words, "face-linear-or", most = most, last = last),
        };
        self.wrong(&say!(words, "face-linear-unknown", what = what))
    }

    pub(super) fn wrong<M>(&mut self, text: &Clean) -> Heard<M> {
        self.state = Some(State::Told(Tone::Problem));
        self.tell(text)
    }

    pub(super) fn tell<M>(&mut self, text: &Clean) -> Heard<M> {
        line(&mut self.reply, &sentence(text));
        Heard::Active
    }

    fn here<M>(&self, page: &Page<M>, stop: StopId) -> Anchor {
        self.places.here(page).unwrap_or(Anchor::Stop(stop))
    }
}

fn is_number(answer: &str) -> bool {
    !answer.is_empty() && answer.bytes().all(|byte| byte.is_ascii_digit())
}

/// What a row, an option or "more" carries, if it is still there.
pub(super) fn message<M: Clone>(page: &Page<M>, stop: &StopId) -> Option<M> {
    let all = blocks(page, true);
    match stop {
        StopId::Row(id) => lists(&all).iter().find_map(|list| list.rows.row(list.rows.index_of(id)?)).map(|row| row.does),
        StopId::More => lists(&all).iter().find_map(|list| list.more.as_ref()).map(|(_, does)| does.clone()),
        StopId::Option(field, id) => {
            let option = choice(page, *field)?.options.iter().find(|option| option.id == *id)?;
            Some(option.does.clone())
        }
        StopId::Undo(_) | StopId::Error(_) => None,
        StopId::Field(_) | StopId::Reveal(_) | StopId::Reading | StopId::Picture | StopId::Action(_) | StopId::Stop => None,
    }
}
