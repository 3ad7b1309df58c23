//! The data folder: private, for one sandbox at a time (F41), with the key that codes are hashed with beside the database.

use crate::sandbox::chance;
use crate::sandbox::options::Failure;
use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

pub struct Folder {
    path: PathBuf,
    /// 256 bits: without this file, the database says nothing of the codes and identifiers it has hashed.
    pub key: [u8; 32],
    /// The operating system frees it when the process ends, however it ends.
    _lock: File,
}

impl Folder {
    pub fn open(path: &Path) -> Result<Self, Failure> {
        let wrong = |error| Failure::Folder(path.to_owned(), error);
        directory().create(path).map_err(wrong)?;
        let lock = private().create(true).truncate(false).write(true).open(path.join("lock")).map_err(wrong)?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Failure::FolderTaken(path.to_owned()),
            TryLockError::Error(error) => wrong(error),
        })?;
        let key = key(&path.join("key"), path.join("sandbox.db").exists())
            .map_err(|why| Failure::DatabaseDamaged(path.join("key"), why))?;
        // Made here so that it is private from its first byte.
        private().create(true).truncate(false).write(true).open(path.join("sandbox.db")).map_err(wrong)?;
        Ok(Self { path: path.to_owned(), key, _lock: lock })
    }

    pub fn database(&self) -> PathBuf {
        self.path.join("sandbox.db")
    }
}

/// Reads the key, or makes it at the very first start.
fn key(file: &Path, expected: bool) -> Result<[u8; 32], String> {
    match File::open(file) {
        Ok(mut opened) => {
            let mut key = Vec::new();
            opened.read_to_end(&mut key).map_err(|error| error.to_string())?;
            match <[u8; 32]>::try_from(key) {
                Ok(key) => Ok(key),
                // Killed while making it, before any database: nothing was hashed with it yet.
                Err(partial) if !expected && partial.len() < 32 => make(file),
                Err(_) => Err("not 32 bytes".to_owned()),
            }
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !expected => make(file),
        Err(error) => Err(error.to_string()),
    }
}

fn make(file: &Path) -> Result<[u8; 32], String> {
    let key = chance::bytes().map_err(|_| "no randomness".to_owned())?;
    let written = private().create(true).truncate(true).write(true).open(file).and_then(|mut out| {
        out.write_all(&key)?;
        out.sync_all()
    });
    written.map(|()| key).map_err(|error| error.to_string())
}

#[cfg(unix)]
fn private() -> OpenOptions {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = OpenOptions::new();
    options.mode(0o600);
    options
}

#[cfg(unix)]
fn directory() -> DirBuilder {
    use std::os::unix::fs::DirBuilderExt;
    let mut builder = DirBuilder::new();
    builder.recursive(true).mode(0o700);
    builder
}

#[cfg(not(unix))]
fn private() -> OpenOptions {
    OpenOptions::new()
}

#[cfg(not(unix))]
fn directory() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    builder
}
