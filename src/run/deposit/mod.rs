//! A file of this computer to be sent: found as it was typed, opened with care, looked at, made ready. It writes nothing.

#[cfg(not(unix))]
mod elsewhere;
mod folder;
#[cfg(unix)]
mod unix;

pub use folder::{list, starting_points};

#[cfg(not(unix))]
use elsewhere as system;
#[cfg(unix)]
use unix as system;

use super::dragged;
use crate::domain::{Chosen, Clean, DEPOSIT_LIMIT, Format, Problem, Unfit};
use crate::reader;
use crate::reader::worker::Worker;
use crate::vault::export::typed_folder;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// The file that was typed, pasted or dragged: quoted, escaped, as a `file://` address, with `~`, or as it is.
///
/// Fails with [`Problem::Unfit`]. Blocks on the disk, and on the worker for a picture.
pub fn choose(typed: &str, worker: &dyn Worker) -> Result<Chosen, Problem> {
    choose_at(&meant(typed).ok_or(Problem::Unfit(Unfit::Missing))?, worker)
}

/// The file at this very path, as it was found in a folder.
pub fn choose_at(path: &Path, worker: &dyn Worker) -> Result<Chosen, Problem> {
    let (bytes, date) = read(path).map_err(Problem::Unfit)?;
    let format = kind(path, &bytes).map_err(Problem::Unfit)?;
    let limit = usize::try_from(DEPOSIT_LIMIT).unwrap_or(usize::MAX);
    let ready = reader::ready(&bytes, limit, worker).map_err(|_| Problem::Unfit(Unfit::Damaged))?;
    let (straightened, stripped, bytes) = match ready {
        None => (false, false, bytes),
        Some(ready) => (ready.turned, ready.taken_out, ready.bytes),
    };
    let name = Clean::line(&path.file_name().unwrap_or_default().to_string_lossy());
    Ok(Chosen { name, format, bytes: bytes.into(), date, straightened, stripped })
}

/// What is there, of all that was typed may mean; the most literal wins.
fn meant(typed: &str) -> Option<PathBuf> {
    let typed = typed.trim_end_matches(['\n', '\r']);
    let meanings = dragged::meanings(Path::new(typed)).into_iter();
    let homes = meanings.flat_map(|path| {
        let at_home = path.to_str().map(typed_folder);
        std::iter::once(path).chain(at_home)
    });
    homes.filter(|path| !path.as_os_str().is_empty()).find(|path| match path.symlink_metadata() {
        Ok(_) => true,
        // Somebody forbids to know.
        Err(error) => error.kind() == io::ErrorKind::PermissionDenied,
    })
}

/// The whole of an ordinary file that nobody writes in, and when it was last changed.
fn read(path: &Path) -> Result<(Vec<u8>, Option<Date>), Unfit> {
    let mut file = system::open(path)?;
    let before = seen(&file)?;
    match before.bytes {
        0 => return Err(Unfit::Empty),
        bytes if bytes > DEPOSIT_LIMIT => return Err(Unfit::TooLarge { limit: DEPOSIT_LIMIT }),
        _ => {}
    }
    let bytes = whole(&mut file)?;
    file.rewind().map_err(|_| Unfit::Unreadable)?;
    // A clock that counts seconds may not have moved: the bytes are looked at again.
    let again = whole(&mut file)?;
    let same = bytes == again && u64::try_from(bytes.len()) == Ok(before.bytes);
    if !same || seen(&file)? != before {
        return Err(Unfit::Changing);
    }
    Ok((bytes, before.changed.and_then(day)))
}

/// What tells that a file changed.
#[derive(PartialEq)]
struct Seen {
    bytes: u64,
    changed: Option<SystemTime>,
}

fn seen(file: &File) -> Result<Seen, Unfit> {
    let found = file.metadata().map_err(|_| Unfit::Unreadable)?;
    Ok(Seen { bytes: found.len(), changed: found.modified().ok() })
}

/// Never more than can be sent, and one more to know that there is more.
fn whole(file: &mut File) -> Result<Vec<u8>, Unfit> {
    let mut bytes = Vec::new();
    file.take(DEPOSIT_LIMIT + 1).read_to_end(&mut bytes).map_err(|_| Unfit::Unreadable)?;
    Ok(bytes)
}

/// The kind that the bytes are of, when it is taken and the name does not say another.
fn kind(path: &Path, bytes: &[u8]) -> Result<Format, Unfit> {
    let named = Format::of_file_name(path);
    let found = reader::sendable(bytes);
    match (named, found) {
        (_, Some(found)) if named == found || is_picture(named) && is_picture(found) => Ok(found),
        // A name that says nothing, and bytes that cannot be mistaken.
        (Format::Other, Some(found)) if path.extension().is_none() => Ok(found),
        (Format::Pdf | Format::Rtf | Format::Text | Format::Jpeg | Format::Png | Format::Tiff, found) => {
            Err(Unfit::NotAsNamed { named, found: found.unwrap_or_else(|| reader::format(bytes, "")) })
        }
        (Format::Cda | Format::FhirDocument | Format::FhirXml | Format::Zip | Format::Other, _) => Err(Unfit::Kind),
    }
}

/// One kind of picture under the name of another misleads nobody: it is sent as what it is.
fn is_picture(format: Format) -> bool {
    matches!(format, Format::Jpeg | Format::Png | Format::Tiff)
}

/// The day on which this was, where this computer is.
fn day(at: SystemTime) -> Option<Date> {
    let at = Timestamp::try_from(at).ok()?;
    Some(Zoned::new(at, TimeZone::system()).date())
}

/// What the disk's refusal means for a file to be sent.
fn refused(error: &io::Error) -> Unfit {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound};
    let missing = [NotFound, NotADirectory, InvalidFilename, InvalidInput].contains(&error.kind());
    if missing { Unfit::Missing } else { Unfit::Unreadable }
}
