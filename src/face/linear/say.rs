//! What is said of a page: what is new since the last time, never the same thing twice. Touches no terminal.

use super::compose::{ChoiceId, Item, Numbered, choice, sentence};
use super::places::Places;
use crate::domain::{Clean, Secret};
use crate::face::undo::Undo;
use crate::page::{Action, Anchor, FieldId, Key, Need, Notice, Page, StopId, Tone};
use crate::say;
use crate::words::Words;
use std::collections::{HashMap, HashSet, VecDeque};

/// What the face talks through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Somebody types: passwords are not echoed and can be shown, grave choices have a number.
    Terminal,
    /// Lines come from elsewhere: a grave choice takes its word in full (D14).
    Pipe,
}

/// What stands before the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prompt {
    /// 30 characters at most; the first word is the state, since some readers say only the cursor's line.
    pub text: String,
    pub wants: Wants,
}

/// What a prompt waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Wants {
    #[default]
    Line,
    /// A part of a text of several lines: the line ends of a paste are kept.
    Text,
    /// What is typed must not be shown.
    Secret,
    /// Only to stop what is under way: what was typed for the page itself must not answer it.
    Stop,
}

/// Says pages and hears answers, as text alone: whole journeys can be told without a terminal.
pub struct Teller {
    pub(super) manner: Manner,
    pub(super) places: Places,
    pub(super) said: Option<Said>,
    notice: Option<Notice>,
    looked: Option<u64>,
    pub(super) asking: Asking,
    /// The first word of the next prompt.
    pub(super) state: Option<State>,
    /// What an answer is told at once, said first the next time.
    pub(super) reply: String,
    pub(super) held: Vec<(FieldId, Secret)>,
    pub(super) hinted: HashSet<FieldId>,
    /// What was typed in each field, to be undone.
    pub(super) typed: HashMap<FieldId, Undo>,
    /// Chosen by one answer and still to be heard, one by one.
    pub(super) also: VecDeque<StopId>,
    /// Numbers were said that mean the answers of a question, and no longer what they mean on the page.
    pub(super) renumbered: bool,
    /// What answers can always be, said once.
    commands_said: bool,
    details_offered: bool,
    /// What a line can be in a field, said once where one can go back and once where one cannot.
    pub(super) field_commands_said: [bool; 2],
    /// The details of a row were asked for, and are said as soon as the page has them.
    pub(super) asked_about: bool,
    /// The wait under way has been said: so will its end be.
    pub(super) waiting: bool,
}

/// The page as it was said last.
pub(super) struct Said {
    pub key: Key,
    title: Clean,
    banner: Option<Clean>,
    pub items: Vec<Item>,
    /// There is a way back, which no action says already.
    pub back: bool,
    /// Rows whose details can be asked for.
    details: bool,
}

impl Said {
    fn introduced(&self, text: &str) -> bool {
        self.items.iter().any(|item| matches!(item, Item::Head { text: said, .. } if said == text))
    }
}

/// What the next line answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Asking {
    Choice,
    /// The choices after this one are said again: it was far up.
    ChoiceAfter(FieldId),
    /// The whole page is said again: its numbers have meant something else since.
    Everything,
    /// A field, or a question of several answers.
    Field {
        id: FieldId,
        introduced: bool,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Told(Tone),
    Finished,
}

impl State {
    pub fn word(self, words: &Words) -> Clean {
        match self {
            Self::Told(Tone::Problem) => say!(words, "face-linear-problem"),
            Self::Told(Tone::Warning) => say!(words, "face-linear-warning"),
            Self::Told(Tone::Information) => say!(words, "face-linear-information"),
            Self::Told(Tone::Success) => say!(words, "face-linear-success"),
            Self::Finished => say!(words, "face-linear-finished"),
        }
    }
}

impl Teller {
    /// `rows` of a list are said at a time.
    pub fn new(manner: Manner, rows: usize) -> Self {
        Self {
            manner,
            places: Places::new(rows),
            said: None,
            notice: None,
            looked: None,
            asking: Asking::Choice,
            state: None,
            reply: String::new(),
            held: Vec::new(),
            hinted: HashSet::new(),
            typed: HashMap::new(),
            also: VecDeque::new(),
            renumbered: false,
            commands_said: false,
            details_offered: false,
            field_commands_said: [false; 2],
            asked_about: false,
            waiting: false,
        }
    }

    /// Complete lines: what is new in the page since the last time. Empty when nothing is.
    pub fn say<M: Clone + PartialEq>(&mut self, page: &Page<M>, words: &Words) -> String {
        let mut out = std::mem::take(&mut self.reply);
        if page.busy.is_some() {
            self.notice(page, words, &mut out);
            return out;
        }
        if std::mem::take(&mut self.waiting) {
            self.state = Some(State::Finished);
            out.push_str(&format!("{}. ", say!(words, "face-linear-finished")));
        }
        let before = self.said.take();
        if before.as_ref().is_some_and(|said| said.key != page.key) {
            self.change_place();
        }
        self.look(page, words);
        let before = before.filter(|_| self.asking != Asking::Everything);
        if self.asking == Asking::Everything {
            (self.asking, self.renumbered) = (Asking::Choice, false);
        }
        let items = self.compose(page, words);
        let back = page.back.is_some() && !items.iter().any(|item| matches!(item, Item::Back(..)));
        let row = |choice: &Numbered| matches!(choice.id, ChoiceId::Stop(StopId::Row(_)));
        let details = page.reports_rest && numbers(&items).any(row);
        let now = Said { key: page.key.clone(), title: page.title.flat(), banner: page.banner.clone(), items, back, details };
        match before.filter(|said| said.key == page.key) {
            Some(before) => {
                self.heading(Some(&before), &now, words, &mut out);
                self.notice(page, words, &mut out);
                self.changes(&before, &now, words, &mut out);
            }
            None => {
                self.heading(None, &now, words, &mut out);
                self.notice(page, words, &mut out);
                self.everything(&now, words, &mut out);
            }
        }
        self.said = Some(now);
        self.details(page, words, &mut out);
        self.ask(page, words, &mut out);
        // The end of a wait, with nothing more to say.
        if out.ends_with(' ') {
            out.truncate(out.trim_end().len());
            out.push('\n');
        }
        out
    }

    /// Says everything again the next time.
    pub fn repeat(&mut self) {
        self.said = None;
        self.notice = None;
        self.hinted.clear();
        if let Asking::Field { introduced, .. } = &mut self.asking {
            *introduced = false;
        }
    }

    /// Forgets the page and what was typed: at lock and sign-out.
    pub fn forget(&mut self) {
        self.repeat();
        self.change_place();
        self.state = None;
        self.reply.clear();
    }

    /// A wait goes on: what to say of it. The face calls it after a second, then every ten.
    pub fn wait<M>(&mut self, page: &Page<M>, words: &Words) -> String {
        let Some(busy) = &page.busy else { return String::new() };
        let mut out = String::new();
        let mut text = sentence(&busy.text.flat());
        let known = busy.progress.filter(|(_, total)| *total > 0);
        if let Some((done, total)) = known.filter(|(done, _)| *done > 0) {
            let tenths = done.saturating_mul(10).checked_div(total).unwrap_or(0).min(10);
            text = format!("{text} {}", say!(words, "face-linear-progress", percent = (tenths.saturating_mul(10))));
        } else if self.waiting {
            text = format!("{text} {}", say!(words, "face-linear-still"));
        }
        line(&mut out, &text);
        self.waiting = true;
        out
    }

    pub(super) fn holds(&self, id: FieldId) -> bool {
        self.held.iter().any(|(field, secret)| *field == id && !secret.is_empty())
    }

    fn change_place(&mut self) {
        self.places.reset();
        self.held.clear();
        self.hinted.clear();
        self.typed.clear();
        self.also.clear();
        self.renumbered = false;
        self.asking = Asking::Choice;
        self.asked_about = false;
    }

    fn look<M>(&mut self, page: &Page<M>, words: &Words) {
        self.places.prepare(page, words);
        let Some(look) = page.look.as_ref().filter(|look| self.looked != Some(look.serial)) else { return };
        self.looked = Some(look.serial);
        self.places.look(page, &look.at);
        self.asking = match &look.at {
            Anchor::Stop(StopId::Field(id)) => Asking::Field { id: *id, introduced: false },
            Anchor::Stop(StopId::Option(id, _)) if choice(page, *id).is_some_and(|choice| choice.need != Need::Unsaid) => {
                Asking::Field { id: *id, introduced: false }
            }
            Anchor::Top | Anchor::Stop(_) | Anchor::Piece { .. } | Anchor::Words { .. } => Asking::Choice,
        };
    }

    fn heading(&self, before: Option<&Said>, now: &Said, words: &Words, out: &mut String) {
        if before.is_none_or(|before| before.title != now.title) {
            // What is said with the 0 is one of the answers to choose from, when there are others.
            let safe = now.items.iter().any(|item| matches!(item, Item::Back(..)));
            let count = match numbers(&now.items).count() {
                0 => 0,
                count => count.saturating_add(usize::from(safe)),
            };
            match count {
                0 => line(out, &sentence(&now.title)),
                _ => line(out, &say!(words, "face-linear-title", title = (sentence(&now.title)), count = count)),
            }
        }
        if let Some(banner) = now.banner.as_ref().filter(|_| before.is_none_or(|before| before.banner != now.banner)) {
            line(out, &sentence(&banner.flat()));
        }
    }

    fn notice<M>(&mut self, page: &Page<M>, words: &Words, out: &mut String) {
        // One that goes and comes back with the help page is not news.
        if let Some(notice) = page.notice.as_ref().filter(|notice| self.notice.as_ref() != Some(*notice)) {
            let said = self.notice.replace(notice.clone());
            let (state, text) = (State::Told(notice.tone), notice.text.flat());
            // What comes after a message that still stands is said alone.
            let more = said.and_then(|said| text.strip_prefix(&*said.text.flat())?.strip_prefix(' ').map(Clean::line));
            let text = more.unwrap_or(text);
            line(out, &format!("{}. {}", state.word(words), sentence(&text)));
            self.state = Some(state);
        }
    }

    fn everything(&mut self, now: &Said, words: &Words, out: &mut String) {
        let mut number = 0;
        for item in &now.items {
            speak(item, &mut number, out);
        }
        if now.back {
            line(out, &say!(words, "face-linear-back"));
        }
        if now.details && !std::mem::replace(&mut self.details_offered, true) {
            line(out, &say!(words, "face-linear-details"));
        }
        if !std::mem::replace(&mut self.commands_said, true) {
            line(out, &say!(words, "face-linear-commands"));
        }
    }

    fn changes(&self, before: &Said, now: &Said, words: &Words, out: &mut String) {
        let old: Vec<&Numbered> = numbers(&before.items).collect();
        let new: Vec<&Numbered> = numbers(&now.items).collect();
        let shared = old.iter().zip(&new).take_while(|(old, new)| old.id == new.id).count();
        // Numbers that still mean the same need not be said again, and those that went away need not either.
        let moved = shared < old.len() && shared < new.len();
        let mut number = 0_usize;
        let mut rank = 0_usize;
        for item in &now.items {
            let tell = match item {
                Item::Line(_) | Item::Worded(..) | Item::Passage(..) => !before.items.contains(item),
                Item::Back(..) => moved || !before.items.contains(item),
                Item::Head { text, settled } => (moved && rank >= shared) || (*settled && !before.introduced(text)),
                Item::Numbered(choice) => {
                    let same = old.get(rank).is_some_and(|old| {
                        old.id == choice.id && old.text == choice.text && (choice.error.is_none() || old.error == choice.error)
                    });
                    rank = rank.saturating_add(1);
                    (moved && rank > shared) || !same
                }
            };
            if tell {
                speak(item, &mut number, out);
            } else if matches!(item, Item::Numbered(_)) {
                number = number.saturating_add(1);
            }
        }
        if now.back && (moved || !before.back) {
            line(out, &say!(words, "face-linear-back"));
        }
    }
}

pub(super) fn numbers(items: &[Item]) -> impl Iterator<Item = &Numbered> {
    items.iter().filter_map(|item| if let Item::Numbered(choice) = item { Some(choice) } else { None })
}

pub(super) fn speak(item: &Item, number: &mut usize, out: &mut String) {
    match item {
        Item::Line(text) | Item::Head { text, .. } | Item::Passage(_, text) | Item::Worded(_, text) => line(out, text),
        Item::Back(_, text) => line(out, &format!("0. {text}")),
        Item::Numbered(Numbered { text, error, .. }) => {
            *number = number.saturating_add(1);
            let error = error.as_ref().map(|error| format!(" {error}")).unwrap_or_default();
            line(out, &format!("{number}. {text}{error}"));
        }
    }
}

pub(super) fn line(out: &mut String, text: &str) {
    if !text.is_empty() {
        out.push_str(text.trim_end_matches('\n'));
        out.push('\n');
    }
}

/// Whether the page asks something that cannot be undone.
pub(super) fn is_grave<M>(page: &Page<M>) -> bool {
    page.actions.iter().any(|action: &Action<M>| action.grave.is_some())
}
