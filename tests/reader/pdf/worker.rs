//! The process set apart for parsing: what it cannot do, and that nothing of it stays.

#![cfg(target_os = "linux")]

use super::made::{Made, at};
use super::{read, text};
use crate::worker;
use dmp::domain::{Damage, Problem};
use dmp::reader::worker::{Job, Worker};
use dmp::run::worker::Process;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;

const JOB: Job<'static> = Job::PdfText { password: None, pages: 1 };

/// A program of the shell that stands for the worker.
fn program(script: &str) -> (TempDir, PathBuf) {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("program");
    #[allow(clippy::disallowed_methods, reason = "a private folder that goes with the test")]
    std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
    (folder, path)
}

/// What the kernel says of a process.
fn status(pid: u32, field: &str) -> Option<String> {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    status.lines().find_map(|line| Some(line.strip_prefix(field)?.trim().to_owned()))
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = std::time::Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(60), "never: {what}");
        std::thread::yield_now();
    }
}

#[test]
fn the_worker_has_given_everything_up_before_it_reads_a_byte() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dmp"))
        .arg("--reader-worker")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let pid = child.id();
    // It waits for its job: all that it does before is done.
    until("a filter of calls", || status(pid, "Seccomp:").as_deref() == Some("2"));
    assert_eq!(status(pid, "NoNewPrivs:").as_deref(), Some("1"));
    let limits = std::fs::read_to_string(format!("/proc/{pid}/limits")).unwrap();
    for (name, limit) in [
        ("Max cpu time", "10"),
        ("Max file size", "0"),
        ("Max core file size", "0"),
        ("Max open files", "8"),
        ("Max address space", "1073741824"),
    ] {
        let line = limits.lines().find(|line| line.starts_with(name)).unwrap();
        let values: Vec<&str> = line[name.len()..].split_whitespace().collect();
        assert_eq!(values[..2], [limit, limit], "{name}");
    }
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Tries what a parser that was taken over would try, and tells what was refused.
#[test]
#[ignore = "only as a child"]
fn child_tries_to_get_out() {
    let inherited = std::fs::File::open("/proc/self/status").unwrap();
    dmp::run::confine::confine();
    let read = |mut file: &std::fs::File| std::io::Read::read(&mut file, &mut [0; 8]).is_err();
    let refused = [
        ("file", std::fs::File::open("/etc/passwd").is_err()),
        ("folder", std::fs::read_dir("/").is_err()),
        ("inherited", read(&inherited)),
        ("socket", std::net::UdpSocket::bind("127.0.0.1:0").is_err()),
        ("connection", std::net::TcpStream::connect("127.0.0.1:1").is_err_and(|e| e.raw_os_error() == Some(1))),
        ("process", Command::new("/bin/true").spawn().is_err()),
        ("thread", std::thread::Builder::new().spawn(|| ()).is_err()),
    ];
    for (what, refused) in refused {
        println!("{what}={refused}");
    }
}

#[test]
fn no_file_no_network_and_no_process_can_be_reached_from_inside() {
    let out = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "--test-threads=1", "pdf::worker::child_tries_to_get_out"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&out.stdout);
    for what in ["file", "folder", "inherited", "socket", "connection", "process", "thread"] {
        assert!(said.contains(&format!("{what}=true")), "{what}: {said} {}", String::from_utf8_lossy(&out.stderr));
    }
}

#[test]
fn nothing_of_the_environment_nor_of_the_open_files_reaches_the_worker() {
    let folder = tempfile::tempdir().unwrap();
    let said = folder.path().join("said");
    let (_kept, program) = program(&format!("exec 2>/dev/null; env > {0}; ls /proc/$$/fd >> {0}", said.display()));
    assert_eq!(Process::new(&program).work(&JOB, b"%PDF-"), Err(Damage::Unsafe));
    let said = std::fs::read_to_string(said).unwrap();
    // The shell adds where it is.
    let environment: Vec<&str> = said.lines().filter(|line| line.contains('=')).collect();
    assert!(environment.iter().all(|line| ["PWD=", "_=", "SHLVL=", "OLDPWD="].iter().any(|own| line.starts_with(own))), "{said}");
    assert!(std::env::vars().count() > 3, "there was something to hide");
}

#[test]
fn a_worker_that_dies_or_talks_nonsense_is_one_sentence_and_the_next_document_opens() {
    for script in ["exit 3", "kill -9 $$", "echo '<html>'", "cat /dev/zero", "head -c 100 /dev/urandom; exit 0"] {
        let (_kept, program) = program(script);
        assert_eq!(Process::new(&program).work(&JOB, b"%PDF-1.7"), Err(Damage::Unsafe), "{script}");
    }
    assert_eq!(Process::new(Path::new("/nowhere")).work(&JOB, b"%PDF-1.7"), Err(Damage::Unsafe));
    assert_eq!(text(&Made::page(&at(50, 700, "F1", 10, "Suivant")).bytes(), 80), "Suivant\n");
}

#[test]
fn a_worker_that_never_answers_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let id = folder.path().join("id");
    let (_kept, program) = program(&format!("echo $$ > {}; exec /bin/sleep 1000", id.display()));
    let process = Process::within(&program, Duration::from_millis(300));
    // A document larger than a pipe holds, so that writing it blocks too.
    assert_eq!(process.work(&JOB, &vec![0; 1 << 20]), Err(Damage::Unsafe));
    let pid: u32 = std::fs::read_to_string(id).unwrap().trim().parse().unwrap();
    assert_eq!(status(pid, "State:"), None, "nothing of it stays");
}

#[test]
fn a_worker_ends_when_nobody_waits_for_it_any_more() {
    let folder = tempfile::tempdir().unwrap();
    let id = folder.path().join("id");
    let (_kept, program) = program(&format!("echo $$ > {}; exec /bin/sleep 1000", id.display()));
    let process = Process::new(&program);
    let leash = process.leash();
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| process.work(&JOB, b"%PDF-"));
        until("started", || std::fs::read_to_string(&id).is_ok_and(|id| id.ends_with('\n')));
        drop(leash);
        assert_eq!(waiting.join().unwrap(), Err(Damage::Unsafe));
    });
    let pid: u32 = std::fs::read_to_string(&id).unwrap().trim().parse().unwrap();
    assert_eq!(status(pid, "State:"), None);
    assert_eq!(process.work(&JOB, b"%PDF-"), Err(Damage::Unsafe), "and no other starts");
}

#[test]
fn s58_what_is_too_large_for_a_job_never_starts_one() {
    assert_eq!(read(b""), Err(Problem::Damaged(Damage::Empty)));
    let huge = vec![b' '; (32 << 20) + 1];
    assert_eq!(worker().work(&JOB, &huge), Err(Damage::Unsafe));
}
