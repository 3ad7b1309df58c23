//! Private files where there are no modes: the person's own folders are private by their access lists, which files inherit.

use super::{Failure, Replace, begun};
use crate::domain::Disk;
use std::ffi::OsStr;
use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

pub fn write(folder: &Path, name: &OsStr, bytes: &[u8], replace: Replace) -> Result<(), Failure> {
    let path = folder.join(name);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
        Ok(found) if !found.is_file() => return Err(Failure(Disk::Suspicious)),
        Ok(_) if replace == Replace::No => return Err(Failure(Disk::Exists)),
        Ok(_) => {}
    }
    let begun = folder.join(begun()?);
    let mut file = OpenOptions::new().write(true).create_new(true).open(&begun)?;
    let filled = file.write_all(bytes).and_then(|()| file.sync_all());
    drop(file);
    let done = filled.map_err(Failure::from).and_then(|()| match replace {
        Replace::Yes => Ok(fs::rename(&begun, &path)?),
        Replace::No => without_replacing(&begun, &path),
    });
    if done.is_err() {
        let _ = fs::remove_file(&begun);
    }
    done
}

/// A hard link refuses a name that is taken; a rename here would not.
fn without_replacing(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::hard_link(from, to)?;
    fs::remove_file(from)?;
    Ok(())
}

pub fn rename_to_free_name(folder: &Path, from: &OsStr, to: &OsStr) -> Result<(), Failure> {
    without_replacing(&folder.join(from), &folder.join(to))
}

pub fn read(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
        Ok(found) if !found.is_file() => return Err(Failure(Disk::Suspicious)),
        Ok(_) => {}
    }
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|len| len <= limit);
    if fits { Ok(Some(bytes)) } else { Err(Failure(Disk::Suspicious)) }
}

pub fn folder(path: &Path) -> Result<(), Failure> {
    Ok(fs::create_dir_all(path)?)
}

pub fn own(path: &Path) -> Result<(), Failure> {
    if fs::symlink_metadata(path)?.is_dir() { Ok(()) } else { Err(Failure(Disk::Suspicious)) }
}

pub fn is_a_loop_of_links(_error: &io::Error) -> bool {
    false
}
