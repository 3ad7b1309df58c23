//! What the settings could not follow, said once at the start. None of it stops the program.

use crate::domain::Clean;
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
