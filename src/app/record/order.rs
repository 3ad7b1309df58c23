//! The ways of sorting the list.

use super::Store;
use crate::domain::{Document, fold};
use std::cmp::Reverse;
use std::sync::Arc;

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

    /// Sorts indexes of the store; equal ones keep the newest first. Undated documents come last.
    pub fn sort(self, indexes: &mut [u32], store: &Store) {
        let document = |index: &u32| store.get(*index);
        let date = |index: &u32| document(index).and_then(|d| d.date);
        if !indexes.is_sorted_by_key(|index| Reverse(date(index))) {
            indexes.sort_by_key(|index| Reverse(date(index)));
        }
        let text = |pick: fn(&Document) -> &str| move |document: Option<&Arc<Document>>| document.map(|d| fold(pick(d)));
        match self {
            Self::Newest => {}
            Self::Oldest => indexes.sort_by_key(|index| (date(index).is_none(), date(index))),
            Self::Deposited => indexes.sort_by_key(|index| Reverse(document(index).and_then(|d| d.deposited))),
            Self::Title => indexes.sort_by_cached_key(|index| text(|d| d.title.as_str())(document(index))),
            Self::Author => indexes.sort_by_cached_key(|index| {
                let name = text(|d| d.author.name.as_deref().unwrap_or_default())(document(index)).unwrap_or_default();
                (name.is_empty(), name)
            }),
            Self::Kind => indexes.sort_by_cached_key(|index| text(|d| d.kind.code.as_str())(document(index))),
        }
    }
}
