//! Lists that say how long they are and give the rows they are asked for.

use crate::domain::Clean;
use std::fmt;

/// The identity of a row: focus follows it when the list changes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RowId(pub Clean);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    Known(usize),
    /// More may come.
    AtLeast(usize),
    /// So many are here; the rest of a known total is coming.
    Coming {
        here: usize,
        total: usize,
    },
}

impl Count {
    /// Rows that can be asked for now.
    pub fn here(self) -> usize {
        match self {
            Self::Known(n) | Self::AtLeast(n) | Self::Coming { here: n, .. } => n,
        }
    }
}

/// Shared data seen as rows. Every call must cost the same whatever the length.
pub trait Rows<M>: Send + Sync {
    fn count(&self) -> Count;
    /// The row at this index, below [`Count::here`]; `None` while it is being fetched.
    fn row(&self, index: usize) -> Option<Row<M>>;
    fn index_of(&self, id: &RowId) -> Option<usize>;
}

impl<M> fmt::Debug for dyn Rows<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rows({:?})", self.count())
    }
}

#[derive(Debug, Clone)]
pub struct Row<M> {
    pub id: RowId,
    /// States said before the label ("Nouveau", "Masqué aux professionnels").
    pub marks: Vec<Clean>,
    pub label: Clean,
    /// Said after the label, most useful first.
    pub details: Vec<Clean>,
    pub does: M,
}

/// Rows already built, for the short lists of menus.
#[derive(Debug, Clone)]
pub struct Shown<M>(pub Vec<Row<M>>);

impl<M: Clone + Send + Sync> Rows<M> for Shown<M> {
    fn count(&self) -> Count {
        Count::Known(self.0.len())
    }

    fn row(&self, index: usize) -> Option<Row<M>> {
        self.0.get(index).cloned()
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        self.0.iter().position(|row| &row.id == id)
    }
}
