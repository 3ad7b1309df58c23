//! Private files: readable by their owner alone, replaced whole or not at all, never through a link (S31 to S33).

#[cfg(not(unix))]
mod elsewhere;
#[cfg(unix)]
mod unix;

#[cfg(not(unix))]
use elsewhere as system;
#[cfg(unix)]
use unix as system;

use crate::domain::{Disk, Problem};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// What a file being written is called until it is whole.
const BEGUN: &str = ".dmp-";
/// After this long, a file still being written was left by a run that died.
const STALE: Duration = Duration::from_secs(3600);

/// Whether a file that is already there may be replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Replace {
    Yes,
    No,
}

/// Writes `bytes` at `path`: the old content or the new one is there at every instant, and survives a power cut.
///
/// Blocks until the disk has it. The folder must exist. Fails with [`Disk::Exists`] when a file is there and `replace` is `No`, and with
/// [`Disk::Suspicious`] when something other than an ordinary file of this person is there.
pub fn write(path: &Path, bytes: &[u8], replace: Replace) -> Result<(), Problem> {
    let (folder, name) = split(path)?;
    system::write(folder, name, bytes, replace)?;
    sweep(folder);
    Ok(())
}

/// The bytes of a private file, or `None` when there is none. `limit` is in bytes.
///
/// A link, a pipe, a folder, a file of somebody else or one larger than `limit` is [`Disk::Suspicious`].
pub fn read(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Problem> {
    Ok(system::read(path, limit)?)
}

/// Removes a file; one that is not there is already removed.
pub fn remove(path: &Path) -> Result<(), Problem> {
    match std::fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::from(error).into()),
    }
}

/// Makes a folder and those above it, each for its owner alone; what exists is left as it is.
pub fn folder(path: &Path) -> Result<(), Problem> {
    Ok(system::folder(path)?)
}

/// The same for a folder that holds nothing but the program's own: it belongs to this person, is no link, and is theirs alone.
///
/// [`Disk::Suspicious`] when it is not so and cannot be made so.
pub fn own_folder(path: &Path) -> Result<(), Problem> {
    system::folder(path)?;
    Ok(system::own(path)?)
}

/// Moves a file out of the way, beside itself, under a name that was free. Says where it is now.
pub fn set_aside(path: &Path) -> Result<PathBuf, Problem> {
    move_aside(path, (1..1_000_u32).map(|number| format!(".{number}")))
}

/// The same with a word at the end of the name, and a number where that is taken.
pub fn set_aside_as(path: &Path, word: &str) -> Result<PathBuf, Problem> {
    let numbered = (1..1_000_u32).map(|number| format!(".{word}.{number}"));
    move_aside(path, std::iter::once(format!(".{word}")).chain(numbered))
}

fn move_aside(path: &Path, endings: impl Iterator<Item = String>) -> Result<PathBuf, Problem> {
    let (folder, name) = split(path)?;
    for ending in endings {
        let mut aside = name.to_owned();
        aside.push(ending);
        match system::rename_to_free_name(folder, name, &aside) {
            Ok(()) => return Ok(folder.join(aside)),
            Err(Failure(Disk::Exists)) => {}
            Err(failure) => return Err(failure.into()),
        }
    }
    Err(Problem::Disk(Disk::Exists))
}

/// Removes what a run that died had begun to write. Only ordinary files under our own temporary name, and old ones.
pub fn sweep(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let now = SystemTime::now();
    let begun = |name: &str| {
        name.strip_prefix(BEGUN).is_some_and(|drawn| drawn.len() == 16 && drawn.bytes().all(|b| b.is_ascii_hexdigit()))
    };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(begun)) {
        // `DirEntry::metadata` does not follow links.
        let Ok(metadata) = entry.metadata() else { continue };
        let age = metadata.modified().ok().and_then(|at| now.duration_since(at).ok());
        if metadata.is_file() && age.is_some_and(|age| age > STALE) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

fn split(path: &Path) -> Result<(&Path, &std::ffi::OsStr), Problem> {
    let name = path.file_name().ok_or(Problem::Disk(Disk::Suspicious))?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((folder, name))
}

/// A name for a file being written, which nobody can guess.
fn begun() -> Result<String, Failure> {
    let mut bits = [0_u8; 8];
    getrandom::fill(&mut bits).map_err(|_| Failure(Disk::Other))?;
    Ok(format!("{BEGUN}{:016x}", u64::from_ne_bytes(bits)))
}

/// Why the disk refused, in the patient's terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Failure(Disk);

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind as Kind;
        const KNOWN: [(Kind, Disk); 9] = [
            (Kind::StorageFull, Disk::Full),
            (Kind::QuotaExceeded, Disk::Full),
            (Kind::FileTooLarge, Disk::Full),
            (Kind::PermissionDenied, Disk::ReadOnly),
            (Kind::ReadOnlyFilesystem, Disk::ReadOnly),
            (Kind::NotFound, Disk::NoFolder),
            (Kind::NotADirectory, Disk::NoFolder),
            (Kind::AlreadyExists, Disk::Exists),
            (Kind::IsADirectory, Disk::Suspicious),
        ];
        if system::is_a_loop_of_links(&error) {
            return Self(Disk::Suspicious);
        }
        let known = KNOWN.into_iter().find(|(kind, _)| *kind == error.kind());
        Self(known.map_or(Disk::Other, |(_, disk)| disk))
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self::Disk(failure.0)
    }
}
