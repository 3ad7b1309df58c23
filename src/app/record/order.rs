//! The ways of sorting the list.

use super::Store;
use crate::domain::{Date, fold};
use jiff::Timestamp;
use std::cmp::Reverse;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Order {
    #[default]
    Newest,
    Oldest,
    /// The latest to reach the record first.
    Deposited,
    Title,
    Author,
    Kind,
}

impl Order {
    pub const ALL: [Self; 6] = [Self::Newest, Self::Oldest, Self::Deposited, Self::Title, Self::Author, Self::Kind];

    /// A name that never changes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Deposited => "deposited",
            Self::Title => "title",
            Self::Author => "author",
            Self::Kind => "kind",
        }
    }

    /// Sorts indexes of the store. Undated documents come last.
    pub fn sort(self, indexes: &mut [u32], store: &Store) {
        // As they come from the server, most often.
        if !indexes.is_sorted_by_key(|index| self.key(*index, store)) {
            indexes.sort_by_cached_key(|index| self.key(*index, store));
        }
    }

    /// What decides of the place of a document: never the same for two.
    pub(super) fn key(self, index: u32, store: &Store) -> Key {
        let Some(document) = store.get(index) else { return Key { first: First::Nothing, newest: Reverse(None), index } };
        let text = |text: &str| First::Text(text.is_empty(), fold(text));
        let first = match self {
            Self::Newest => First::Nothing,
            Self::Oldest => First::Date(document.date.is_none(), document.date),
            Self::Deposited => First::Deposited(Reverse(document.deposited)),
            Self::Title => text(&document.title),
            Self::Author => text(document.author.name.as_deref().unwrap_or_default()),
            Self::Kind => text(&document.kind.code),
        };
        Key { first, newest: Reverse(document.date), index }
    }
}

/// Compared from the first to the last: equal ones keep the newest first, then their order in the list.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    first: First,
    newest: Reverse<Option<Date>>,
    index: u32,
}

/// What an order looks at first. Those of one list are all of one sort.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum First {
    Nothing,
    /// Undated or not, and the date.
    Date(bool, Option<Date>),
    Deposited(Reverse<Option<Timestamp>>),
    /// Empty or not, and the folded text.
    Text(bool, String),
}
