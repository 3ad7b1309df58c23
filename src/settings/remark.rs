//! What the settings could not follow, said once at the start. None of it stops the program.

use super::Kept;
use crate::domain::{Clean, Problem};
use crate::say;
use crate::words::Words;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// The file is not TOML: left as it is, and not followed.
    Damaged,
    /// It is not an ordinary file of this person, or it cannot be read.
    Unreadable,
    /// Keys that this version does not know: kept.
    Unknown { keys: Vec<Clean> },
    /// A key whose value makes no sense: kept, and not followed.
    NotUnderstood { key: Clean },
    /// The language asked for is not there yet.
    LanguageComesLater,
}

impl Remark {
    pub fn say(&self, words: &Words) -> Clean {
        match self {
            Self::Damaged => say!(words, "settings-damaged"),
            Self::Unreadable => say!(words, "settings-unreadable"),
            Self::Unknown { keys } => say!(words, "settings-unknown", keys = words.and(keys)),
            Self::NotUnderstood { key } => say!(words, "settings-not-understood", key = key),
            Self::LanguageComesLater => say!(words, "settings-language-comes-later"),
        }
    }
}

/// What the person is told of a change they made; nothing when it was kept, or was not meant to be.
pub fn told(kept: &Result<Kept, Problem>, words: &Words) -> Option<Clean> {
    match kept {
        Ok(Kept::OnDisk | Kept::InMemory) => None,
        Ok(Kept::SetAside(path)) => Some(say!(words, "settings-set-aside", path = Clean::line(&path.to_string_lossy()))),
        Err(_) => Some(say!(words, "settings-not-kept")),
    }
}
