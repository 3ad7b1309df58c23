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
/// Wrong passwords that cost nothing but the try.
const FREE: u32 = 5;
/// Wrong passwords that lock.
const MOST: u32 = 10;
/// Never longer for an outsider's tries (S11).
pub const LOCK: Millis = 15 * MINUTE;
/// What is waited for after the 5th, 6th… wrong password.
const DELAYS: [Millis; 5] = [5 * SECOND, 10 * SECOND, 20 * SECOND, 40 * SECOND, MINUTE];

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

/// How an identifier is known to `attempts`.
pub fn key_of(key: &Hash, identifier: &str) -> Hash {
    hmac(key, &[b"identifier", identifier.as_bytes()])
}

pub fn take_turn(connection: &Connection, identifier: &Hash, now: Millis) -> Result<Turn, Fault> {
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
    let locked_until = if failures >= MOST { now + LOCK } else { 0 };
    let delay = failures.checked_sub(FREE).and_then(|over| DELAYS.get(usize::try_from(over).ok()?)).copied().unwrap_or(0);
    let not_before = if delay > 0 { now + delay } else { 0 };
    connection
        .prepare_cached(
            "INSERT INTO attempts (identifier, failures, not_before, locked_until, last) VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT (identifier) DO UPDATE SET failures = ?2, not_before = ?3, locked_until = ?4, last = ?5",
        )?
        .execute(params![identifier, failures, not_before, locked_until, now])?;
    Ok(Turn::Try { locks_until: (locked_until > 0).then_some(locked_until) })
}

/// The password was right: everything is forgiven.
pub fn forgive(connection: &Connection, identifier: &Hash) -> Result<(), Fault> {
    connection
        .prepare_cached("DELETE FROM attempts WHERE identifier = ? -- by its owner's HMAC")?
        .execute(params![identifier])?;
    Ok(())
}

/// Tries older than a day are forgotten, so that names tried at random do not fill the disk.
pub fn forget_old(connection: &Connection, now: Millis) -> Result<(), Fault> {
    connection.prepare_cached("DELETE FROM attempts WHERE last <= ? -- everybody's, by age")?.execute(params![now - DAY])?;
    Ok(())
}
