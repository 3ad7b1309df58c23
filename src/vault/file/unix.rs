//! Private files by descriptors: the folder is opened once and nothing is looked up twice, so nothing can be swapped.

use super::{Failure, Replace, begun};
use crate::domain::Disk;
use rustix::fd::{AsFd, BorrowedFd, OwnedFd};
use rustix::fs::{self, AtFlags, CWD, FileType, Mode, OFlags, Stat};
use rustix::io::Errno;
use std::ffi::OsStr;
use std::fs::{DirBuilder, File};
use std::io::{self, Read, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

const PRIVATE: Mode = Mode::RUSR.union(Mode::WUSR);

impl From<Errno> for Failure {
    fn from(error: Errno) -> Self {
        io::Error::from(error).into()
    }
}

pub fn write(folder: &Path, name: &OsStr, bytes: &[u8], replace: Replace) -> Result<(), Failure> {
    let folder = open_folder(folder)?;
    match fs::statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW) {
        Err(Errno::NOENT) => {}
        Err(error) => return Err(error.into()),
        Ok(stat) if !ours(&stat) => return Err(Failure(Disk::Suspicious)),
        Ok(_) if replace == Replace::No => return Err(Failure(Disk::Exists)),
        Ok(_) => {}
    }
    let begun = begun()?;
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let file = fs::openat(&folder, &begun, flags, PRIVATE)?;
    let done = fill(file, bytes).and_then(|()| match replace {
        Replace::Yes => Ok(fs::renameat(&folder, &begun, &folder, name)?),
        Replace::No => rename_without_replacing(folder.as_fd(), OsStr::new(&begun), name),
    });
    if done.is_err() {
        let _ = fs::unlinkat(&folder, &begun, AtFlags::empty());
        return done;
    }
    settle(&folder)
}

/// Writes all and waits until the disk has it.
fn fill(file: OwnedFd, bytes: &[u8]) -> Result<(), Failure> {
    // The mode asked for at creation loses what the umask takes away.
    if fs::Mode::from_raw_mode(fs::fstat(&file)?.st_mode) != PRIVATE {
        match fs::fchmod(&file, PRIVATE) {
            // A file system without modes, such as that of most USB sticks.
            Ok(()) | Err(Errno::PERM | Errno::NOSYS | Errno::OPNOTSUPP) => {}
            Err(error) => return Err(error.into()),
        }
    }
    let mut file = File::from(file);
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

/// Waits until the disk has the folder's new list of names.
fn settle(folder: &OwnedFd) -> Result<(), Failure> {
    match fs::fsync(folder) {
        // Some file systems cannot do it for a folder; the file itself is on the disk.
        Ok(()) | Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn rename_without_replacing(folder: BorrowedFd<'_>, from: &OsStr, to: &OsStr) -> Result<(), Failure> {
    #[cfg(any(target_os = "linux", target_os = "macos"))]
    match fs::renameat_with(folder, from, folder, to, fs::RenameFlags::NOREPLACE) {
        // A file system that does not know this way.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {}
        done => return Ok(done?),
    }
    fs::linkat(folder, from, folder, to, AtFlags::empty())?;
    Ok(fs::unlinkat(folder, from, AtFlags::empty())?)
}

pub fn rename_to_free_name(folder: &Path, from: &OsStr, to: &OsStr) -> Result<(), Failure> {
    let folder = open_folder(folder)?;
    rename_without_replacing(folder.as_fd(), from, to)?;
    settle(&folder)
}

pub fn read(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
    // Without NONBLOCK, opening a pipe would wait for somebody to write into it.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file = match fs::openat(CWD, path, flags, Mode::empty()) {
        Err(Errno::NOENT | Errno::NOTDIR) => return Ok(None),
        // A socket or a device without its driver.
        Err(Errno::NXIO | Errno::NODEV) => return Err(Failure(Disk::Suspicious)),
        opened => opened?,
    };
    if !ours(&fs::fstat(&file)?) {
        return Err(Failure(Disk::Suspicious));
    }
    let mut bytes = Vec::new();
    File::from(file).take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|len| len <= limit);
    if fits { Ok(Some(bytes)) } else { Err(Failure(Disk::Suspicious)) }
}

pub fn folder(path: &Path) -> Result<(), Failure> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    Ok(())
}

/// A folder of this person alone, looked at through its descriptor: what is not a folder, or a link to one, does not open.
pub fn own(path: &Path) -> Result<(), Failure> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let folder = match fs::openat(CWD, path, flags, Mode::empty()) {
        Err(Errno::NOTDIR | Errno::LOOP) => return Err(Failure(Disk::Suspicious)),
        opened => opened?,
    };
    let stat = fs::fstat(&folder)?;
    if stat.st_uid != rustix::process::geteuid().as_raw() {
        return Err(Failure(Disk::Suspicious));
    }
    if !Mode::from_raw_mode(stat.st_mode).intersects(Mode::RWXG | Mode::RWXO) {
        return Ok(());
    }
    match fs::fchmod(&folder, Mode::RWXU) {
        // A file system without modes.
        Ok(()) | Err(Errno::PERM | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

pub fn is_a_loop_of_links(error: &io::Error) -> bool {
    error.raw_os_error() == Some(Errno::LOOP.raw_os_error())
}

fn open_folder(path: &Path) -> Result<OwnedFd, Failure> {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    Ok(fs::openat(CWD, path, flags, Mode::empty())?)
}

/// An ordinary file that belongs to whoever runs the program.
fn ours(stat: &Stat) -> bool {
    FileType::from_raw_mode(stat.st_mode) == FileType::RegularFile && stat.st_uid == rustix::process::geteuid().as_raw()
}
