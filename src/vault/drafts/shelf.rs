//! A folder of sealed drafts: one private file for each, under a name that says nothing. It never looks inside.

use super::seal::LARGEST_FILE;
use crate::domain::{Clean, DraftId, Problem, SetAside, Unopened};
use crate::vault::file::{self, Replace};
use jiff::Timestamp;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What follows the draft's name in the name of its file.
const ENDING: &str = "draft";
/// What follows that where the file is damaged.
const ASIDE: &str = "illisible";

/// A folder, and how long what lies in it is kept after it was written.
pub struct Shelf {
    pub folder: PathBuf,
    pub keeps: Duration,
}

impl Shelf {
    /// Replaces the file of this draft, or makes it, and the folder with it. Blocks until the disk has it.
    pub fn put(&self, id: DraftId, sealed: &[u8]) -> Result<(), Problem> {
        file::own_folder(&self.folder)?;
        file::write(&self.path(id), sealed, Replace::Yes)
    }

    pub fn remove(&self, id: DraftId) -> Result<(), Problem> {
        // Below what is not a folder, there is nothing.
        match file::remove(&self.path(id)) {
            Err(_) if !self.folder.is_dir() => Ok(()),
            done => done,
        }
    }

    /// The drafts that lie here.
    pub fn ids(&self) -> Result<Vec<DraftId>, SetAside> {
        let entries = match std::fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(_) => return Err(tell(&self.folder, None, Unopened::Unreadable)),
        };
        let id = |name: &str| name.split_once('.').filter(|(_, ending)| *ending == ENDING).and_then(|(id, _)| DraftId::named(id));
        Ok(entries.flatten().filter_map(|entry| entry.file_name().to_str().and_then(id)).collect())
    }

    /// The bytes of a draft; `None` when it went meanwhile: it was sent or thrown away elsewhere.
    pub fn get(&self, id: DraftId) -> Result<Option<Vec<u8>>, Problem> {
        file::read(&self.path(id), u64::try_from(LARGEST_FILE).unwrap_or(u64::MAX))
    }

    /// Says that a draft cannot be given back; a damaged one is put out of the way first.
    pub fn set_aside(&self, id: DraftId, why: Unopened) -> SetAside {
        let path = self.path(id);
        let written = std::fs::symlink_metadata(&path).and_then(|found| found.modified()).ok();
        let at = match why {
            // Where it cannot be moved it stays, and is told again next time.
            Unopened::Damaged => file::set_aside_as(&path, ASIDE).unwrap_or(path),
            Unopened::Newer | Unopened::Unreadable => path,
        };
        tell(&at, written, why)
    }

    /// Removes what has been here for longer than it is kept, whoever wrote it.
    pub fn sweep(&self, now: SystemTime) {
        let Ok(entries) = std::fs::read_dir(&self.folder) else { return };
        let ours = |name: &str| {
            let (id, ending) = name.split_once('.')?;
            DraftId::named(id).filter(|_| ending.split('.').next() == Some(ENDING))
        };
        for entry in entries.flatten().filter(|entry| entry.file_name().to_str().and_then(ours).is_some()) {
            // `DirEntry::metadata` does not follow links.
            let Ok(found) = entry.metadata() else { continue };
            let age = found.modified().ok().and_then(|at| now.duration_since(at).ok());
            if found.is_file() && age.is_some_and(|age| age > self.keeps) {
                // Another start of the program may have done it.
                let _ = std::fs::remove_file(entry.path());
            }
        }
        file::sweep(&self.folder);
    }

    fn path(&self, id: DraftId) -> PathBuf {
        self.folder.join(format!("{id}.{ENDING}"))
    }
}

fn tell(path: &Path, written: Option<SystemTime>, why: Unopened) -> SetAside {
    let written = written.and_then(|at| Timestamp::try_from(at).ok());
    SetAside { file: Clean::line(&path.to_string_lossy()), written, why }
}
