//! How the sandbox is started, and why it could not be.

use super::clock::{Clock, WallClock};
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, Clone)]
pub struct Options {
    /// Loopback only (D20); port 0 picks a free one.
    pub listen: SocketAddr,
    /// The folder that keeps everything; `None` keeps it in memory.
    pub data: Option<PathBuf>,
    /// 30 sign-in attempts a minute for each source.
    pub source_limit: bool,
    /// Generated people added at the first start, for measuring.
    pub records: u32,
    /// Generated documents in each of their records; without `records`, added to those of the fictional people.
    pub documents: u32,
    /// Generated traces added to each record that has generated documents, besides those in proportion to its documents.
    pub traces: u32,
    /// Fictional professionals in the directory, at least.
    pub professionals: u32,
    /// Files of FHIR `Questionnaire`s, served with the sandbox's own.
    pub questionnaires: Vec<PathBuf>,
}

/// Where a demonstration listens when nobody else does: `dmp sandbox act` finds it there.
pub const USUAL: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 3422));

/// Enough for every profession and every town to have several.
const PROFESSIONALS: u32 = 2_400;

impl Default for Options {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            data: None,
            source_limit: true,
            records: 0,
            documents: 0,
            traces: 0,
            professionals: PROFESSIONALS,
            questionnaires: Vec::new(),
        }
    }
}

/// What only tests change.
#[derive(Clone)]
pub struct Trial {
    pub clock: Arc<dyn Clock>,
    /// Pages of 4 KiB the database may have: a full disk without filling one (F36).
    pub pages: Option<u32>,
    /// A folder to read the fictional record from, instead of the one inside the program.
    pub record: Option<PathBuf>,
    /// Between two comments of an event stream.
    pub heartbeat: Duration,
}

/// D19: a client takes a stream for dead after three of them.
const HEARTBEAT: Duration = Duration::from_secs(15);

impl Default for Trial {
    fn default() -> Self {
        Self { clock: Arc::new(WallClock::default()), pages: None, record: None, heartbeat: HEARTBEAT }
    }
}

/// Why the sandbox did not start. Nothing was changed in the data folder.
#[derive(Debug)]
pub enum Failure {
    /// It serves this computer only: `127.0.0.1` or `[::1]`.
    NotLoopback(SocketAddr),
    PortTaken(SocketAddr),
    Listen(std::io::Error),
    /// Another sandbox works in this folder (F41).
    FolderTaken(PathBuf),
    Folder(PathBuf, std::io::Error),
    /// The database is held by another program (F39).
    DatabaseLocked(PathBuf),
    /// Not a database of ours, or damaged: left as it is, never "repaired" (F39).
    DatabaseDamaged(PathBuf, String),
    /// Written by a newer version.
    DatabaseNewer(PathBuf),
    DiskFull(PathBuf),
    /// A file that is not a form that can be served, and why.
    Questionnaire(PathBuf, String),
    /// The fictional record cannot be read: a mistake of the project.
    Record(String),
    Other(String),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotLoopback(address) => write!(out, "{address} is not a loopback address"),
            Self::PortTaken(address) => write!(out, "{address} is already in use"),
            Self::Listen(error) => write!(out, "cannot listen: {error}"),
            Self::FolderTaken(path) => write!(out, "another sandbox is working in {}", path.display()),
            Self::Folder(path, error) => write!(out, "{}: {error}", path.display()),
            Self::DatabaseLocked(path) => write!(out, "{} is locked by another program", path.display()),
            Self::DatabaseDamaged(path, why) => write!(out, "{} is damaged or is not a sandbox's: {why}", path.display()),
            Self::DatabaseNewer(path) => write!(out, "{} was written by a newer version", path.display()),
            Self::DiskFull(path) => write!(out, "{}: the disk is full", path.display()),
            Self::Questionnaire(path, why) => write!(out, "{}: {why}", path.display()),
            Self::Record(why) => write!(out, "the fictional record cannot be read: {why}"),
            Self::Other(why) => out.write_str(why),
        }
    }
}

impl std::error::Error for Failure {}
