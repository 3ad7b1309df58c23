//! A file opened without following a link, where descriptors do not do it.

use super::refused;
use crate::domain::{Clean, Unfit};
use std::fs::File;
use std::path::Path;

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
    File::open(path).map_err(|error| refused(&error))
}
