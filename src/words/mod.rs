//! Every sentence a person reads, from `assets/text`. Identifiers and arguments are checked when compiling.

mod dates;
mod forms;
mod labels;
mod masking;
mod notices;
mod problems;
mod resources;
mod results;
mod rhythm;
mod rights;
mod tables;
mod traces;
mod trades;

pub use labels::marked;

use crate::domain::Clean;
use fluent::FluentValue;
use i18n_embed::LanguageLoader;
use i18n_embed::fluent::{FluentLanguageLoader, fluent_language_loader};
use std::sync::Arc;

#[derive(rust_embed::RustEmbed)]
#[folder = "assets/text/"]
struct Texts;

/// The sentences in one language. Cheap to clone.
#[derive(Clone)]
pub struct Words(Arc<FluentLanguageLoader>);

/// A sentence of the catalogue: `say!(words, "documents-title")`, `say!(words, "documents-count", count = 3)`.
#[macro_export]
macro_rules! say {
    ($words:expr, $id:literal) => {
        $words.own(::i18n_embed_fl::fl!($words.loader(), $id))
    };
    ($words:expr, $id:literal, $($key:ident = $value:expr),* $(,)?) => {
        $words.own(::i18n_embed_fl::fl!($words.loader(), $id, $($key = ($value)),*))
    };
}

impl Words {
    /// French, the language in which every sentence exists.
    pub fn french() -> Self {
        let loader = fluent_language_loader!();
        // Embedded at compile time and checked there: only a corrupt binary could fail, and then ids are shown.
        let _ = loader.load_languages(&Texts, &[loader.fallback_language().clone()]);
        // Fluent's isolating marks are bidirectional controls, which no text of ours may hold (D15).
        loader.set_use_isolating(false);
        loader.with_bundles_mut(|bundle| bundle.set_formatter(Some(|value, _| counted(value))));
        Self(Arc::new(loader))
    }

    /// For the `say!` macro.
    pub fn loader(&self) -> &FluentLanguageLoader {
        &self.0
    }

    /// A sentence of the catalogue, once formatted.
    pub fn own(&self, text: String) -> Clean {
        Clean::new(&text)
    }

    /// A file size in the units people know.
    pub fn size(&self, bytes: u64) -> Clean {
        match bytes {
            0..1_000 => say!(self, "size-bytes", count = bytes),
            1_000..1_000_000 => say!(self, "size-kilobytes", count = (bytes + 500) / 1_000),
            _ => say!(self, "size-megabytes", count = format!("{},{}", bytes / 1_000_000, bytes % 1_000_000 / 100_000)),
        }
    }

    /// How long a text is, in characters.
    pub fn characters(&self, count: usize) -> Clean {
        say!(self, "characters", count = count)
    }

    /// A wait in seconds, said in seconds or in minutes.
    pub fn wait(&self, seconds: u64) -> Clean {
        if seconds < 90 {
            say!(self, "wait-seconds", count = seconds)
        } else {
            say!(self, "wait-minutes", count = seconds.div_ceil(60))
        }
    }

    /// `a, b et c`.
    pub fn and(&self, parts: &[Clean]) -> Clean {
        match parts {
            [] => Clean::empty(),
            [one] => one.clone(),
            [most @ .., last] => {
                let most = most.iter().map(Clean::as_str).collect::<Vec<_>>().join(", ");
                say!(self, "list-and", most = most, last = last)
            }
        }
    }
}

/// A whole number of four digits or more, in groups of three. A year is no number: it is said as text.
fn counted(value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    // Wider than any count.
    let whole: u64 = number.as_string().parse().ok()?;
    (whole >= 1_000).then(|| grouped(whole))
}

/// A count, as [`grouped`] writes it.
pub fn number(n: usize) -> String {
    grouped(u64::try_from(n).unwrap_or(u64::MAX))
}

/// `100 000`: groups of three kept together by no-break spaces.
pub fn grouped(n: u64) -> String {
    if n < 1_000 { n.to_string() } else { format!("{}\u{a0}{:03}", grouped(n / 1_000), n % 1_000) }
}

impl From<Clean> for FluentValue<'_> {
    fn from(text: Clean) -> Self {
        Self::String(text.to_string().into())
    }
}

impl<'a> From<&'a Clean> for FluentValue<'a> {
    fn from(text: &'a Clean) -> Self {
        Self::String(text.as_str().into())
    }
}
