//! The program itself, driven from outside: in a pseudo-terminal ([`terminal`]) or through pipes ([`pipe`]).
//!
//! Nothing here sleeps: one waits for what the program shows, and a wait that fails says what was there instead.
//! [`person`] goes by what is read, in any face, and [`journey`] says where such a person goes.
//! In a test program: `#[path = "../support/mod.rs"] mod support;`

// Each test program uses a part of it.
#![allow(dead_code)]

pub mod damage;
pub mod journey;
pub mod person;
pub mod pipe;
pub mod sandbox;
pub mod tap;
pub mod terminal;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;

/// Far longer than anything takes: only a failing test waits that long.
pub const LIMIT: Duration = Duration::from_secs(60);

/// What to start, and around what: nothing of the developer's own folders, keyring or settings is within its reach.
pub struct Start {
    pub program: OsString,
    pub arguments: Vec<OsString>,
    pub environment: BTreeMap<OsString, OsString>,
    pub home: TempDir,
    /// Rows and columns.
    pub size: (u16, u16),
}

impl Start {
    /// `dmp` with these arguments, at 24 rows of 80 columns.
    pub fn dmp(arguments: &[&str]) -> Self {
        Self::program(env!("CARGO_BIN_EXE_dmp"), arguments)
    }

    /// A line of shell; `$DMP` is the program. With `set -m`, the shell stops and continues what it starts.
    pub fn shell(script: &str) -> Self {
        Self::program("/bin/sh", &["-c", script])
    }

    pub fn program(program: &str, arguments: &[&str]) -> Self {
        let home = tempfile::tempdir().unwrap();
        let mut environment: BTreeMap<OsString, OsString> = [
            ("DMP", env!("CARGO_BIN_EXE_dmp")),
            ("LANG", "fr_FR.UTF-8"),
            ("TERM", "xterm-256color"),
            // No bus, so no keyring.
            ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent"),
        ]
        .map(|(name, value)| (name.into(), value.into()))
        .into();
        environment.insert("HOME".into(), home.path().into());
        environment.insert("PATH".into(), std::env::var_os("PATH").unwrap_or_default());
        let arguments = arguments.iter().map(OsString::from).collect();
        Self { program: program.into(), arguments, environment, home, size: (24, 80) }
    }

    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.environment.insert(name.into(), value.into());
        self
    }

    /// In the folder that an earlier start left.
    pub fn at(mut self, home: TempDir) -> Self {
        self.environment.insert("HOME".into(), home.path().into());
        self.home = home;
        self
    }

    pub fn without_env(mut self, name: &str) -> Self {
        self.environment.remove(OsString::from(name).as_os_str());
        self
    }

    pub fn size(mut self, rows: u16, columns: u16) -> Self {
        self.size = (rows, columns);
        self
    }

    pub fn home(&self) -> &Path {
        self.home.path()
    }
}

/// How a process ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub code: u32,
    /// The signal that killed it, by its name.
    pub signal: Option<String>,
}

pub const DONE: Ended = Ended { code: 0, signal: None };

/// Every file below a folder.
pub fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        match entry.file_type().unwrap() {
            kind if kind.is_dir() => found.extend(files(&entry.path())),
            _ => found.push(entry.path()),
        }
    }
    found.sort();
    found
}

/// Every file below a folder that holds this text, wherever it is in it: for what must not stay on a computer.
pub fn files_holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let holds = |path: &PathBuf| {
        path.is_file() && std::fs::read(path).unwrap().windows(text.len()).any(|window| window == text.as_bytes())
    };
    files(folder).into_iter().filter(holds).collect()
}
