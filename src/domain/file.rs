//! Files of this computer that a person looks among, to send one of them: what is there, and why one cannot be sent.

use super::{Clean, Format};
use jiff::civil;
use std::path::PathBuf;

/// Why a file cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// Nothing of that name is there.
    Missing,
    Folder,
    /// Its owner does not let this person read it, or the disk fails.
    Unreadable,
    /// A device, a pipe, a socket.
    NotAFile,
    /// A link, and where it leads: it is not followed unasked.
    Link {
        to: Clean,
    },
    Empty,
    /// The most that is taken, in bytes.
    TooLarge {
        limit: u64,
    },
    /// Of a kind that is not taken.
    Kind,
    /// Its name says one kind and its bytes another.
    NotAsNamed {
        named: Format,
        found: Format,
    },
    /// Somebody writes in it while it is being read.
    Changing,
    /// A picture that cannot be opened.
    Damaged,
}

/// What is in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    pub path: PathBuf,
    /// What it is called, in full.
    pub name: Clean,
    /// The folder above, when there is one.
    pub above: Option<PathBuf>,
    /// Folders first, then by name; hidden ones are not there.
    pub entries: Vec<Entry>,
    /// Files that the computer says nothing of.
    pub unreadable: usize,
    /// There are more than are shown.
    pub cut: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// To choose it: a name may hold what cannot be shown.
    pub path: PathBuf,
    pub name: Clean,
    pub is: Is,
    /// When it was last changed.
    pub date: Option<civil::Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    Folder,
    File {
        bytes: u64,
        /// As its name says: it is not opened.
        format: Format,
    },
    /// Neither: it cannot be sent.
    Other,
}

/// Where one may begin to look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartingPoint {
    pub kind: Start,
    pub path: PathBuf,
    /// Its own name: that of the stick, for one.
    pub name: Clean,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Start {
    Downloads,
    Documents,
    Pictures,
    Desktop,
    Home,
    /// A stick, a card, a disk that can be taken away.
    Removable,
}
