//! What a line can be at a field, where every line is the answer: commands take a colon (D12).

use super::hear::Command;
use super::say::{Asking, Teller};
use crate::page::{FieldId, Heard, Page};
use crate::say;
use crate::words::Words;

/// What a line typed at a field is.
pub(super) enum Line<'a> {
    Answer(&'a str),
    Command(Command),
    Own(Own),
    Unknown,
}

/// Commands of an answer being given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    /// The text is finished.
    Finish,
    /// Begins the answer again.
    Erase,
    Undo,
    /// Says what is there, or all that can be answered.
    Read,
    /// To the question before this one.
    Previous,
}

impl<'a> Line<'a> {
    pub(super) fn of(answer: &'a str) -> Self {
        let Some(rest) = answer.strip_prefix(':').filter(|_| !answer.contains('\n')) else { return Self::Answer(answer) };
        if rest.starts_with(':') {
            return Self::Answer(rest);
        }
        let rest = rest.trim();
        if let Some(command) = Command::of(rest) {
            return Self::Command(command);
        }
        Self::Own(match crate::domain::fold(rest).as_str() {
            "fin" => Own::Finish,
            "effacer" => Own::Erase,
            "annuler" => Own::Undo,
            "lire" | "liste" => Own::Read,
            "precedent" => Own::Previous,
            _ => return Self::Unknown,
        })
    }
}

impl Teller {
    /// A command that means the same at every field.
    pub(super) fn obey_at<M: Clone>(&mut self, page: &Page<M>, id: FieldId, command: Command) -> Heard<M> {
        self.obey(page, command).unwrap_or_else(|| {
            self.asking = self.end_of_questions(id);
            Heard::Active
        })
    }

    pub(super) fn unknown_command<M>(&mut self, page: &Page<M>, words: &Words) -> Heard<M> {
        self.wrong(&match page.back {
            Some(_) => say!(words, "face-linear-unknown-command"),
            None => say!(words, "face-linear-unknown-command-here"),
        })
    }

    /// Asks the question before this one again.
    pub(super) fn previous<M>(&mut self, id: FieldId, words: &Words) -> Heard<M> {
        match self.neighbour(id, false) {
            Some(before) => {
                self.asking = Asking::Field { id: before, introduced: false };
                Heard::Active
            }
            None => self.wrong(&say!(words, "face-linear-first-question")),
        }
    }
}
