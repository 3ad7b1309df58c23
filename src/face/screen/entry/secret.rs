//! What is typed in a secret field or a code: it stands here alone, and is handed over once.

use super::aim::{Aim, aim};
use super::{Stroke, Struck};
use crate::domain::{Clean, Secret, letters};
use crate::page::Entry;
use zeroize::Zeroizing;

/// The longest password or code, in bytes. Reserved at once, so that growing leaves no copy behind.
const LONGEST: usize = 1_024;

pub(super) struct Hidden {
    text: Zeroizing<String>,
    /// The byte at which the caret is.
    caret: usize,
}

impl Default for Hidden {
    fn default() -> Self {
        Self { text: Zeroizing::new(String::with_capacity(LONGEST)), caret: 0 }
    }
}

impl Hidden {
    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text as it can be shown, with its caret.
    pub(super) fn shown(&self) -> (Clean, usize) {
        let before = self.text.get(..self.caret).unwrap_or(&self.text);
        (Clean::new(&self.text), Clean::new(before).len())
    }

    pub(super) fn hand_over(mut self) -> Secret {
        Secret::new(std::mem::take(&mut *self.text))
    }

    /// Masked, only the end can be changed: a caret that moved would tell the length.
    pub(super) fn strike(&mut self, entry: &Entry, masked: bool, stroke: &Stroke) -> Struck {
        let code = matches!(entry, Entry::Code { .. });
        if masked {
            self.caret = self.text.len();
        }
        let mut insert = Zeroizing::new(String::new());
        if let Stroke::Insert(raw) = stroke {
            insert.reserve(raw.len());
            insert.extend(raw.chars().filter(|c| admits(*c, code)));
        }
        if self.text.len().saturating_add(insert.len()) > LONGEST {
            return Struck::TooLong;
        }
        let mut aimed = aim(&self.text, self.caret, stroke);
        if masked && aimed.from == aimed.to {
            aimed = Aim::at(self.text.len());
        }
        if aimed.from == aimed.to && insert.is_empty() {
            self.caret = aimed.caret;
        } else {
            self.text.replace_range(aimed.from..aimed.to, &insert);
            self.caret = letters::settle(&self.text, aimed.from.saturating_add(insert.len()));
        }
        Struck::Here
    }
}

fn admits(c: char, code: bool) -> bool {
    !c.is_control() && !(code && (c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')))
}
