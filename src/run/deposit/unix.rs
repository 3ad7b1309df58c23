//! A file opened without waiting for anybody and without following a link.

use super::refused;
use crate::domain::{Clean, Unfit};
use rustix::fs::{CWD, FileType, Mode, OFlags, fstat, openat};
use rustix::io::Errno;
use std::fs::File;
use std::io;
use std::path::Path;

/// An ordinary file; what stands there is known before it is opened, since opening a device may do something.
pub fn open(path: &Path) -> Result<File, Unfit> {
    let found = path.symlink_metadata().map_err(|error| refused(&error))?.file_type();
    if found.is_symlink() {
        let to = path.canonicalize().or_else(|_| path.read_link()).map_err(|_| Unfit::Unreadable)?;
        return Err(Unfit::Link { to: Clean::line(&to.to_string_lossy()) });
    }
    if found.is_dir() {
        return Err(Unfit::Folder);
    }
    if !found.is_file() {
        return Err(Unfit::NotAFile);
    }
    // Somebody may have put something else there meanwhile.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC;
    let file = match openat(CWD, path, flags, Mode::empty()) {
        Err(Errno::LOOP | Errno::NXIO | Errno::NODEV) => return Err(Unfit::NotAFile),
        opened => opened.map_err(|error| refused(&io::Error::from(error)))?,
    };
    let stat = fstat(&file).map_err(|_| Unfit::Unreadable)?;
    if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
        return Err(Unfit::NotAFile);
    }
    Ok(file.into())
}
