//! Drafts at rest: what has been written and not sent, as bytes that nobody looks into, and the key that seals it. Never printed.

use super::{Clean, Disk};
use jiff::Timestamp;
use std::fmt;
use zeroize::Zeroizing;

/// Bytes of a draft: several times a text of 100 000 characters. A larger one is refused, and that is said.
pub const LARGEST_DRAFT: usize = 1 << 20;

/// A draft, for as long as it lives: drawn at random when a form opens, and the name of its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DraftId(u128);

impl DraftId {
    /// From 128 random bits.
    pub const fn new(bits: u128) -> Self {
        Self(bits)
    }

    /// From what [`DraftId`] is written as.
    pub fn named(name: &str) -> Option<Self> {
        let fits = name.len() == 32 && name.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        u128::from_str_radix(name, 16).ok().filter(|_| fits).map(Self)
    }

    /// From the `urn:uuid:` drawn when the form was opened.
    pub fn of_urn(urn: &str) -> Option<Self> {
        let groups: Vec<&str> = urn.strip_prefix("urn:uuid:")?.split('-').collect();
        let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
        Self::named(&groups.concat().to_ascii_lowercase()).filter(|_| lengths == [8, 4, 4, 4, 12])
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// What seals the drafts of one account (SECURITY §6). Deliberately without `Debug`, `Clone` or `Serialize` (S35); erased when dropped.
///
/// In a box, so that moving it leaves no copy behind.
pub struct DraftKey(Box<Zeroizing<[u8; 32]>>);

impl DraftKey {
    /// `None` unless there are 32 bytes.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let mut key = Box::new(Zeroizing::new([0; 32]));
        (bytes.len() == key.len()).then(|| key.copy_from_slice(bytes))?;
        Some(Self(key))
    }

    /// The key itself, for the one place that seals.
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }
}

/// A text that is being written. Its bytes are the application's own: whoever keeps them does not look inside.
#[derive(Clone, PartialEq, Eq)]
pub struct DraftBytes {
    pub id: DraftId,
    /// Which form it is of, in 255 bytes at most; sealed like the rest.
    pub kind: String,
    /// When it was last changed, to the second.
    pub written: Timestamp,
    pub bytes: Zeroizing<Vec<u8>>,
}

impl fmt::Debug for DraftBytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DraftBytes({})", self.id)
    }
}

/// The drafts of an account, as they were found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct KeptDrafts {
    /// The last written first.
    pub drafts: Vec<DraftBytes>,
    pub set_aside: Vec<SetAside>,
    /// Whole ones that another key seals: other people's, or this person's if their key was changed.
    pub others: usize,
}

/// A draft that cannot be given back. Nothing of it is lost before its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetAside {
    /// Where it is, in full.
    pub file: Clean,
    /// When it was last written, when the disk says.
    pub written: Option<Timestamp>,
    pub why: Unopened,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unopened {
    /// Cut or changed: it is kept under another name, and no program reads it any more.
    Damaged,
    /// Written by a newer version of this program, which can read it: left where it is.
    Newer,
    /// The disk does not give it, or something other than a private file is there: left where it is.
    Unreadable,
}

/// What became of what is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keeping {
    /// It is on this computer, sealed.
    Kept { written: Timestamp },
    /// It is in the program's memory alone, and is lost when the program ends.
    InMemory(Unkept),
}

/// Why a draft is not on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unkept {
    /// The disk refused.
    Disk(Disk),
    /// Neither the server nor this computer has a key to seal it with.
    NoKey,
    /// Nothing is to be written on this computer.
    NothingStays,
    /// It is larger than [`LARGEST_DRAFT`].
    TooLarge,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_named_after_what_was_drawn_for_its_form() {
        let id = DraftId::of_urn("urn:uuid:00112233-4455-4677-8899-AABBCCDDEEFF").unwrap();
        assert_eq!(id.to_string(), "00112233445546778899aabbccddeeff");
        assert_eq!(DraftId::named(&id.to_string()), Some(id));
        for bad in ["", "urn:uuid:", "urn:uuid:0011223344554677-8899-aabb-ccdd-eeff", "00112233-4455-4677-8899-aabbccddeeff"] {
            assert_eq!(DraftId::of_urn(bad), None, "{bad}");
        }
        assert_eq!(DraftId::named(&"é".repeat(16)), None);
        assert_eq!(DraftId::named(&"A".repeat(32)), None);
    }
}
