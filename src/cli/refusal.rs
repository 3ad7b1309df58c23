//! Why a command line is refused, and the help: always in the person's language, never the value of an unknown option.

use super::Topic;
use crate::domain::Clean;
use crate::say;
use crate::words::Words;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Wrong use: one sentence, and exit 2.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    UnknownOption(Clean),
    UnknownOrder(Clean),
    /// A password, a code or a token was put where anybody on this computer can read it.
    Secret,
    NotAFace(Clean),
    NotAPlace(Clean),
    NotGraphics(Clean),
    NotALanguage(Clean),
    NotAGesture(Clean),
    NotANumber(Clean),
    /// `--listen` wants an address and a port.
    NotAnAddress,
    NoValue(Clean),
    /// A value was given to an option that takes none.
    ValueNotTaken(Clean),
    Twice(Clean),
    Together(Clean, Clean),
    Missing(&'static str),
    NoFile,
    /// `--server` beside an order that does not use it.
    ServerNotUsed,
    /// `--width` without `--text`.
    WidthNotUsed,
    /// A face that draws was asked for, and there is no terminal to draw on (D14).
    NoTerminal,
    NotUnderstood,
}

impl Refusal {
    /// What the process answers.
    pub const EXIT: u8 = 2;

    // The kinds are clap's, and more may come.
    #[allow(clippy::wildcard_enum_match_arm)]
    pub(super) fn of(error: &clap::Error) -> Self {
        let argument = || named(error, ContextKind::InvalidArg);
        let empty = || error.get(ContextKind::InvalidValue).is_some_and(|value| value.to_string().is_empty());
        match error.kind() {
            ErrorKind::UnknownArgument if secret(&argument()) => Self::Secret,
            ErrorKind::UnknownArgument if argument().starts_with('-') => Self::UnknownOption(argument()),
            ErrorKind::UnknownArgument => Self::UnknownOrder(argument()),
            ErrorKind::InvalidSubcommand => Self::UnknownOrder(named(error, ContextKind::InvalidSubcommand)),
            ErrorKind::InvalidValue if empty() => Self::NoValue(argument()),
            ErrorKind::ValueValidation => Self::NotANumber(argument()),
            ErrorKind::TooManyValues => Self::ValueNotTaken(argument()),
            ErrorKind::ArgumentConflict => {
                let prior = named(error, ContextKind::PriorArg);
                if prior == argument() { Self::Twice(prior) } else { Self::Together(argument(), prior) }
            }
            _ => Self::NotUnderstood,
        }
    }

    pub fn say(&self, words: &Words) -> Clean {
        match self {
            Self::UnknownOption(option) => say!(words, "cli-unknown-option", option = option),
            Self::UnknownOrder(word) => say!(words, "cli-unknown-order", word = word),
            Self::Secret => say!(words, "cli-secret"),
            Self::NotAFace(word) => say!(words, "cli-not-a-face", word = word),
            Self::NotAPlace(word) => say!(words, "cli-not-a-place", word = word),
            Self::NotGraphics(word) => say!(words, "cli-not-graphics", word = word),
            Self::NotALanguage(word) => say!(words, "cli-not-a-language", word = word),
            Self::NotAGesture(word) => say!(words, "cli-not-a-gesture", word = word),
            Self::NotANumber(option) => say!(words, "cli-not-a-number", option = option),
            Self::NotAnAddress => say!(words, "cli-not-an-address"),
            Self::NoValue(option) => say!(words, "cli-no-value", option = option),
            Self::ValueNotTaken(option) => say!(words, "cli-value-not-taken", option = option),
            Self::Twice(option) => say!(words, "cli-twice", option = option),
            Self::Together(one, other) => say!(words, "cli-together", one = one, other = other),
            Self::Missing("act") => say!(words, "cli-act-missing"),
            Self::Missing(option) => say!(words, "cli-missing", option = (*option)),
            Self::NoFile => say!(words, "cli-no-file"),
            Self::ServerNotUsed => say!(words, "cli-server-not-used"),
            Self::WidthNotUsed => say!(words, "cli-width-not-used"),
            Self::NoTerminal => say!(words, "cli-no-terminal"),
            Self::NotUnderstood => say!(words, "cli-not-understood"),
        }
    }
}

/// The help, in paragraphs that read aloud well.
pub fn help(topic: Topic, words: &Words) -> Clean {
    match topic {
        Topic::Everything => say!(words, "cli-help"),
        Topic::Demo => say!(words, "cli-help-demo"),
        Topic::Sandbox => say!(words, "cli-help-sandbox"),
        Topic::Act => say!(words, "cli-help-act"),
        Topic::Open => say!(words, "cli-help-open"),
    }
}

/// The name of an argument as it was typed, without its value, which may be a secret.
fn named(error: &clap::Error, kind: ContextKind) -> Clean {
    let raw = match error.get(kind) {
        Some(ContextValue::String(raw)) => raw.as_str(),
        Some(ContextValue::Strings(raw)) => raw.first().map_or("", String::as_str),
        Some(_) | None => "",
    };
    Clean::line(raw.split(['=', ' ']).next().unwrap_or_default())
}

/// Whether an option that does not exist was meant to carry a secret.
fn secret(option: &str) -> bool {
    let option = option.to_lowercase();
    ["pass", "mdp", "secret", "token", "jeton", "code", "otp", "pin"].iter().any(|word| option.contains(word))
}
