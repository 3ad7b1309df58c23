//! Private files (S31 to S33, F37).

use crate::child;
use dmp::domain::{Disk, Problem};
use dmp::vault::file::{self, Replace};
use std::collections::HashMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use tempfile::tempdir;

const OLD: &[u8] = b"old content, quite short";
const NEW: &[u8] = b"new content, which is longer than the old one and must be there whole";

pub fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().mode() & 0o7777
}

fn touch(path: impl AsRef<Path>) {
    fs::File::create_new(path).unwrap();
}

pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn what_is_written_is_read_back_and_nothing_else_stays() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("file");
    assert_eq!(file::read(&path, 100), Ok(None));
    file::write(&path, OLD, Replace::No).unwrap();
    assert_eq!(file::write(&path, NEW, Replace::No), Err(Problem::Disk(Disk::Exists)));
    assert_eq!(file::read(&path, 100).unwrap().as_deref(), Some(OLD));
    file::write(&path, NEW, Replace::Yes).unwrap();
    assert_eq!(file::read(&path, 100).unwrap().as_deref(), Some(NEW));
    assert_eq!(file::read(&path, 10), Err(Problem::Disk(Disk::Suspicious)));
    assert_eq!(names(folder.path()), ["file"]);
    file::remove(&path).unwrap();
    file::remove(&path).unwrap();
    assert_eq!(file::read(&path, 100), Ok(None));
}

#[test]
fn a_file_set_aside_hides_no_other() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("file");
    for content in ["one", "two"] {
        file::write(&path, content.as_bytes(), Replace::No).unwrap();
        file::set_aside(&path).unwrap();
    }
    assert_eq!(names(folder.path()), ["file.1", "file.2"]);
    assert_eq!(fs::read_to_string(folder.path().join("file.1")).unwrap(), "one");
}

#[test]
fn s31_files_are_for_their_owner_alone_whatever_the_umask() {
    for umask in ["000", "077", "0777"] {
        let folder = tempdir().unwrap();
        let run = format!("umask {umask}; exec \"$@\"");
        let done = child::again(&["sh", "-c", &run, "sh"], "file::writes")
            .env("PATH_TO_WRITE", folder.path().join("a/file"))
            .status()
            .unwrap();
        // The last umask takes the folder itself away from anybody but root.
        if umask == "0777" && !rustix::process::geteuid().is_root() {
            continue;
        }
        assert!(done.success(), "{umask}");
        assert_eq!(mode(&folder.path().join("a/file")), 0o600, "{umask}");
        assert_eq!(mode(&folder.path().join("a")) & 0o077, 0, "{umask}");
    }
}

#[test]
#[ignore = "a child of other tests"]
fn writes() {
    get_ahead();
    let path = child::given("PATH_TO_WRITE");
    let path = Path::new(&path);
    file::folder(path.parent().unwrap()).unwrap();
    file::write(path, NEW, Replace::Yes).unwrap();
}

/// A fault meant for the nth call of this thread must not strike another thread's nth: makes more calls of each kind.
fn get_ahead() {
    let elsewhere = tempdir().unwrap();
    for _ in 0..30 {
        file::write(&elsewhere.path().join("file"), OLD, Replace::Yes).unwrap();
    }
}

/// The system calls of a child that writes `path`, one a line, from the first that touches its folder. With each, how
/// many of the same name there were in the same thread: what `strace` counts, in each thread for itself.
pub fn calls(name: &str, path: &Path) -> Vec<(String, u32)> {
    let log = tempfile::NamedTempFile::new().unwrap();
    let log = log.path().to_str().unwrap();
    let status = child::again(&["strace", "-f", "-o", log], name).env("PATH_TO_WRITE", path).output().unwrap().status;
    assert!(status.success());
    let log = fs::read_to_string(log).unwrap();
    let folder = format!("\"{}\"", path.parent().unwrap().display());
    let (thread, _) = log.lines().find(|line| line.contains(&folder)).and_then(|line| line.split_once(' ')).unwrap();
    let mut counts = HashMap::new();
    let mut calls = Vec::new();
    for line in log.lines().filter_map(|line| line.strip_prefix(thread)) {
        let name = line.trim().split('(').next().unwrap().to_owned();
        let count = counts.entry(name).and_modify(|n| *n += 1).or_insert(1);
        if !calls.is_empty() || line.contains(&folder) {
            calls.push((line.trim().to_owned(), *count));
        }
        // What follows the writing is the sweeping.
        if !calls.is_empty() && line.contains("getdents") {
            break;
        }
    }
    calls
}

#[test]
fn s31_the_file_is_private_before_it_holds_anything() {
    if !child::present("strace") {
        return child::skipped("no strace");
    }
    let folder = tempdir().unwrap();
    let calls = calls("file::writes", &folder.path().join("file"));
    let at = |what: &str, from: usize| {
        let found = calls.iter().skip(from).position(|(call, _)| call.contains(what));
        from + found.unwrap_or_else(|| panic!("no {what} after {from} in {calls:#?}"))
    };
    let created = at("O_CREAT", 0);
    for flag in ["O_EXCL", "O_NOFOLLOW", "0600", ".dmp-"] {
        assert!(calls[created].0.contains(flag), "{:?}", calls[created]);
    }
    let written = at("new content", created);
    let synced = at("fsync(", written);
    let renamed = at("rename", synced);
    at("fsync(", renamed);
}

#[test]
fn s32_killed_at_any_system_call_the_old_file_or_the_new_one_is_there() {
    if !child::present("strace") {
        return child::skipped("no strace");
    }
    let folder = tempdir().unwrap();
    let path = folder.path().join("file");
    file::write(&path, OLD, Replace::No).unwrap();
    let (mut old, mut new) = (0, 0);
    for (call, nth) in calls("file::writes", &path) {
        let name = call.split('(').next().unwrap();
        file::remove(&path).unwrap();
        file::write(&path, OLD, Replace::No).unwrap();
        let inject = format!("inject={name}:signal=KILL:when={nth}");
        let child = child::again(&["strace", "-f", "-o", "/dev/null", "-e", &inject], "file::writes")
            .env("PATH_TO_WRITE", &path)
            .output()
            .unwrap();
        assert!(!child.status.success(), "not killed at {call}");
        match fs::read(&path).unwrap() {
            content if content == OLD => old += 1,
            content if content == NEW => new += 1,
            content => panic!("half written at {call}: {content:?}"),
        }
        assert_eq!(mode(&path), 0o600);
    }
    assert!(old > 3 && new > 0, "{old} before, {new} after: hardly anything was interrupted");
}

#[test]
fn s33_a_link_a_pipe_and_a_folder_are_refused_and_left_as_they_are() {
    let folder = tempdir().unwrap();
    let target = folder.path().join("target");
    touch(&target);
    let suspicious = Err(Problem::Disk(Disk::Suspicious));
    let (link, pipe, directory) = (folder.path().join("link"), folder.path().join("pipe"), folder.path().join("folder"));
    symlink(&target, &link).unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    fs::create_dir(&directory).unwrap();
    for path in [&link, &pipe, &directory] {
        assert_eq!(file::read(path, 100).map(|_| ()), suspicious, "{path:?}");
        assert_eq!(file::write(path, NEW, Replace::Yes), suspicious, "{path:?}");
        assert_eq!(file::write(path, NEW, Replace::No), suspicious, "{path:?}");
    }
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(fs::read(&target).unwrap(), b"");
    let dangling = folder.path().join("dangling");
    symlink(folder.path().join("nothing"), &dangling).unwrap();
    assert_eq!(file::write(&dangling, NEW, Replace::No), suspicious);
    assert!(!folder.path().join("nothing").exists());
}

#[test]
fn s33_a_file_of_somebody_else_is_refused() {
    if !rustix::process::geteuid().is_root() {
        return child::skipped("only root can give a file away");
    }
    let folder = tempdir().unwrap();
    let path = folder.path().join("file");
    file::write(&path, OLD, Replace::No).unwrap();
    std::os::unix::fs::chown(&path, Some(65_534), None).unwrap();
    assert_eq!(file::read(&path, 100), Err(Problem::Disk(Disk::Suspicious)));
    assert_eq!(file::write(&path, NEW, Replace::Yes), Err(Problem::Disk(Disk::Suspicious)));
    assert_eq!(fs::read(&path).unwrap(), OLD);
}

#[test]
fn f37_a_folder_that_refuses_is_told_apart_from_one_that_is_not_there() {
    let folder = tempdir().unwrap();
    let nowhere = folder.path().join("none/file");
    assert_eq!(file::write(&nowhere, NEW, Replace::No), Err(Problem::Disk(Disk::NoFolder)));
    let below = folder.path().join("plain/file");
    touch(folder.path().join("plain"));
    assert_eq!(file::write(&below, NEW, Replace::No), Err(Problem::Disk(Disk::NoFolder)));
    assert_eq!(file::write(Path::new("/proc/file"), NEW, Replace::No), Err(Problem::Disk(Disk::NoFolder)));
    assert_eq!(file::write(Path::new("/"), NEW, Replace::No), Err(Problem::Disk(Disk::Suspicious)));
    assert_eq!(file::write(Path::new("/dev/full"), NEW, Replace::Yes), Err(Problem::Disk(Disk::Suspicious)));
}

#[test]
fn f37_a_read_only_folder_keeps_the_old_file() {
    // Root may write anywhere: the child is somebody else, who owns a folder that they cannot write into.
    let (folder, nobody) = (tempdir().unwrap(), "65534");
    let wrapper: &[&str] = match rustix::process::geteuid().is_root() {
        false => &[],
        true if child::present("setpriv") => &["setpriv", "--reuid", nobody, "--regid", nobody, "--clear-groups"],
        true => return child::skipped("no setpriv to become somebody else"),
    };
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    touch(closed.join("file"));
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if !wrapper.is_empty() {
        std::os::unix::fs::chown(&closed, Some(65_534), Some(65_534)).unwrap();
        std::os::unix::fs::chown(closed.join("file"), Some(65_534), Some(65_534)).unwrap();
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
    let child = child::again(wrapper, "file::is_refused").env("PATH_TO_WRITE", closed.join("file")).output().unwrap();
    assert!(child.status.success(), "{child:?}");
    assert_eq!(names(&closed), ["file"]);
    assert_eq!(fs::read(closed.join("file")).unwrap(), b"");
}

#[test]
#[ignore = "a child of another test"]
fn is_refused() {
    let path = child::given("PATH_TO_WRITE");
    assert_eq!(file::write(Path::new(&path), NEW, Replace::Yes), Err(Problem::Disk(Disk::ReadOnly)));
}

#[test]
fn f37_a_full_disk_keeps_the_old_file_and_leaves_nothing_begun() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("file");
    file::write(&path, OLD, Replace::No).unwrap();
    let child = child::again(&[], "file::finds_the_disk_full").env("PATH_TO_WRITE", &path).output().unwrap();
    assert!(child.status.success(), "{child:?}");
    assert_eq!(fs::read(&path).unwrap(), OLD);
    assert_eq!(names(folder.path()), ["file"]);
}

/// A limit on the size of files, below what is to be written, acts like a disk that fills up on the way.
#[test]
#[ignore = "a child of another test"]
fn finds_the_disk_full() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let path = child::given("PATH_TO_WRITE");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _inside = runtime.enter();
    // Without it, the system ends the process for writing too much.
    let _signals = dmp::run::signals::Signals::listen().unwrap();
    setrlimit(Resource::Fsize, Rlimit { current: Some(16), maximum: Some(16) }).unwrap();
    assert_eq!(file::write(Path::new(&path), NEW, Replace::Yes), Err(Problem::Disk(Disk::Full)));
}

#[test]
fn f37_a_disk_with_no_room_is_told_at_each_step() {
    if !child::present("strace") {
        return child::skipped("no strace");
    }
    let folder = tempdir().unwrap();
    let path = folder.path().join("file");
    file::write(&path, OLD, Replace::No).unwrap();
    let calls = calls("file::writes", &path);
    file::remove(&path).unwrap();
    file::write(&path, OLD, Replace::No).unwrap();
    for (what, error) in [("O_CREAT", "ENOSPC"), ("new content", "ENOSPC"), ("fsync(", "EDQUOT"), ("rename", "ENOSPC")] {
        let (call, nth) = calls.iter().find(|(call, _)| call.contains(what)).unwrap();
        let inject = format!("inject={}:error={error}:when={nth}", call.split('(').next().unwrap());
        let child = child::again(&["strace", "-f", "-o", "/dev/null", "-e", &inject], "file::has_no_room")
            .env("PATH_TO_WRITE", &path)
            .output()
            .unwrap();
        assert!(child.status.success(), "{call}: {child:?}");
        assert_eq!(fs::read(&path).unwrap(), OLD, "{call}");
        assert_eq!(names(folder.path()), ["file"], "{call}");
    }
}

#[test]
#[ignore = "a child of another test"]
fn has_no_room() {
    get_ahead();
    let path = child::given("PATH_TO_WRITE");
    assert_eq!(file::write(Path::new(&path), NEW, Replace::Yes), Err(Problem::Disk(Disk::Full)));
}

#[test]
fn what_a_dead_run_had_begun_goes_at_the_next_writing() {
    let folder = tempdir().unwrap();
    let [stale, fresh, other] =
        [".dmp-0123456789abcdef", ".dmp-0123456789abcde0", ".dmp-notes"].map(|name| folder.path().join(name));
    let hours_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3 * 3600);
    for path in [&stale, &fresh, &other] {
        touch(path);
    }
    for path in [&stale, &other] {
        fs::OpenOptions::new().write(true).open(path).unwrap().set_modified(hours_ago).unwrap();
    }
    file::write(&folder.path().join("file"), NEW, Replace::No).unwrap();
    assert_eq!(names(folder.path()), [".dmp-0123456789abcde0", ".dmp-notes", "file"]);
}
