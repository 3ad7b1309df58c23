//! How often one may try: for each source in memory, for each identifier in the database, existing or not alike (S10).

use super::token::{Hash, hmac};
use crate::sandbox::clock::{DAY, MINUTE, Millis, SECOND};
use crate::sandbox::fault::Fault;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{HashMap, VecDeque};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};

/// Sign-in attempts of one source in a minute.
const PER_MINUTE: usize = 30;
/// Never longer for an outsider's tries (S11).
pub const LOCK: Millis = 15 * MINUTE;

/// How many wrong passwords an identifier bears.
struct Patience {
    /// What is waited for after the first wrong passwords, the last of which costs the last delay.
    delays: &'static [Millis],
    /// Wrong passwords that cost nothing but the try, before the delays.
    free: u32,
    /// Wrong passwords that lock.
    most: u32,
}

/// From one source: an outsider who tries elsewhere keeps nobody out (S11).
const ONE_SOURCE: Patience = Patience { delays: &[5 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND, MINUTE], free: 5, most: 10 };
/// From everywhere together, without a right one between them.
const ALL_SOURCES: Patience = Patience { delays: &[], free: 100, most: 100 };

#[derive(Default)]
pub struct Sources(Mutex<HashMap<IpAddr, VecDeque<Millis>>>);

impl Sources {
    /// Counts one attempt, or says when the next may be made.
    pub fn attempt(&self, source: IpAddr, now: Millis) -> Result<(), Millis> {
        let mut sources = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sources.retain(|_, attempts| attempts.back().is_some_and(|last| *last > now - MINUTE));
        let attempts = sources.entry(source).or_default();
        while attempts.front().is_some_and(|first| *first <= now - MINUTE) {
            attempts.pop_front();
        }
        match attempts.front() {
            Some(first) if attempts.len() >= PER_MINUTE => Err(first + MINUTE),
            Some(_) | None => {
                attempts.push_back(now);
                Ok(())
            }
        }
    }
}

/// What may become of a password that is about to be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// Verify it; it is already counted as wrong, so that a hundred sent together are a hundred.
    Try {
        /// When wrong, this try locks until then.
        locks_until: Option<Millis>,
    },
    /// Do not verify before.
    Wait(Millis),
    /// Locked: say so, whatever the password.
    Locked(Millis),
}

/// How an identifier is known to `attempts`: tried from one source, and from all.
pub struct Keys {
    one_source: Hash,
    all_sources: Hash,
}

impl Keys {
    pub fn new(key: &Hash, identifier: &str, source: IpAddr) -> Self {
        let source = source.to_string();
        Self {
            one_source: hmac(key, &[b"identifier and source", identifier.as_bytes(), source.as_bytes()]),
            all_sources: hmac(key, &[b"identifier", identifier.as_bytes()]),
        }
    }
}

/// Existing or not, the same rows are read and written.
pub fn take_turn(connection: &Connection, keys: &Keys, now: Millis) -> Result<Turn, Fault> {
    match count(connection, &keys.one_source, &ONE_SOURCE, now)? {
        Turn::Try { locks_until } => Ok(match count(connection, &keys.all_sources, &ALL_SOURCES, now)? {
            Turn::Try { locks_until: for_all } => Turn::Try { locks_until: locks_until.max(for_all) },
            waiting @ (Turn::Wait(_) | Turn::Locked(_)) => waiting,
        }),
        waiting @ (Turn::Wait(_) | Turn::Locked(_)) => Ok(waiting),
    }
}

fn count(connection: &Connection, identifier: &Hash, patience: &Patience, now: Millis) -> Result<Turn, Fault> {
    let row = connection
        .prepare_cached("SELECT failures, not_before, locked_until FROM attempts WHERE identifier = ? AND last > ?")?
        .query_row(params![identifier, now - DAY], |row| {
            Ok((row.get::<_, u32>(0)?, row.get::<_, Millis>(1)?, row.get::<_, Millis>(2)?))
        })
        .optional()?;
    let failures = match row {
        Some((_, _, locked_until)) if locked_until > now => return Ok(Turn::Locked(locked_until)),
        Some((_, not_before, _)) if not_before > now => return Ok(Turn::Wait(not_before)),
        // A lock that has ended starts afresh.
        Some((_, _, locked_until)) if locked_until > 0 => 1,
        Some((failures, _, _)) => failures + 1,
        None => 1,
    };
    let locked_until = if failures >= patience.most { now + LOCK } else { 0 };
    let over = failures.checked_sub(patience.free).and_then(|over| usize::try_from(over).ok());
    let delay = over.and_then(|over| patience.delays.get(over)).copied();
    let not_before = delay.map_or(0, |delay| now + delay);
    connection
        .prepare_cached(
            "INSERT INTO attempts (identifier, failures, not_before, locked_until, last) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (identifier) DO UPDATE SET failures = ?2, not_before = ?3, locked_until = ?4, last = ?5",
        )?
        .execute(params![identifier, failures, not_before, locked_until, now])?;
    Ok(Turn::Try { locks_until: (locked_until > 0).then_some(locked_until) })
}

/// The password was right: everything is forgiven.
pub fn forgive(connection: &Connection, keys: &Keys) -> Result<(), Fault> {
    let sql = "DELETE FROM attempts WHERE identifier IN (?, ?) -- by its owner's HMAC";
    connection.prepare_cached(sql)?.execute(params![keys.one_source, keys.all_sources])?;
    Ok(())
}

/// Tries older than a day are forgotten, so that names tried at random do not fill the disk.
pub fn forget_old(connection: &Connection, now: Millis) -> Result<(), Fault> {
    connection.prepare_cached("DELETE FROM attempts WHERE last <= ? -- everybody's, by age")?.execute(params![now - DAY])?;
    Ok(())
}
