//! The private file that says where the identifier is.

use crate::domain::Problem;
use crate::vault::file::{self, Replace};
use std::path::Path;

/// What the file is called in the program's own folder.
const NAME: &str = "identifier";
/// Bytes; more is not ours.
const LIMIT: u64 = 4_096;

/// Lines of a word and its value.
#[derive(Default)]
pub struct Note {
    /// A name under which the keyring holds it, or may hold it.
    pub entry: Option<String>,
    /// The identifier itself, where no keyring answered.
    pub here: Option<String>,
    /// The person asked to forget it, and the keyring did not answer.
    pub forgotten: bool,
}

impl Note {
    /// What cannot be read remembers nothing.
    pub fn read(folder: &Path) -> Option<Self> {
        let bytes = file::read(&folder.join(NAME), LIMIT).ok()??;
        let mut note = Self::default();
        for line in String::from_utf8(bytes).ok()?.lines() {
            match line.split_once(' ').unwrap_or((line, "")) {
                ("entry", name) => note.entry = Some(name.to_owned()),
                ("here", identifier) => note.here = Some(identifier.to_owned()),
                ("forgotten", _) => note.forgotten = true,
                _ => {}
            }
        }
        Some(note)
    }

    pub fn write(&self, folder: &Path) -> Result<(), Problem> {
        let entry = self.entry.iter().map(|name| format!("entry {name}\n"));
        let here = self.here.iter().map(|identifier| format!("here {identifier}\n"));
        let forgotten = self.forgotten.then(|| "forgotten\n".to_owned());
        let lines: String = entry.chain(here).chain(forgotten).collect();
        file::write(&folder.join(NAME), lines.as_bytes(), Replace::Yes)
    }

    pub fn remove(folder: &Path) -> Result<(), Problem> {
        file::remove(&folder.join(NAME))
    }
}
