//! Sessions: whom a token speaks for, for how long, and how a session ends.

use super::journal::journal;
use super::token::Hash;
use crate::sandbox::clock::{HOUR, MINUTE, Millis, SECOND};
use crate::sandbox::fault::Fault;
use rusqlite::{Connection, OptionalExtension, params};

/// Activity is written down no more often than this.
const GRAIN: Millis = 10 * SECOND;
/// How long a password that was just given is enough for what is grave (S28, RFC 9470's `max_age`).
pub const FRESH: Millis = 5 * MINUTE;

/// Where the person said to be; on a shared computer everything is shorter.
pub fn life(place: &str) -> Millis {
    if place == "home" { 12 * HOUR } else { HOUR }
}

pub fn idle(place: &str) -> Millis {
    if place == "home" { 30 * MINUTE } else { 5 * MINUTE }
}

/// Whom a valid access token speaks for.
#[derive(Debug, Clone)]
pub struct Who {
    pub family: String,
    pub account: String,
    pub patient: String,
    pub ins: String,
    /// The record is open.
    pub active: bool,
    pub previous_sign_in: Option<Millis>,
    last_seen: Millis,
    proven: Millis,
}

impl Who {
    /// They proved who they are not long ago (S28): what is grave may be asked.
    pub fn is_fresh(&self, now: Millis) -> bool {
        (0..FRESH).contains(&(now - self.proven))
    }
}

pub enum Known {
    Alive(Who),
    /// The session has just been found too old or too idle: it is to be ended for good, so that no clock revives it.
    Lapsed {
        family: String,
        account: String,
    },
    No,
}

/// One indexed row: this runs at every request.
pub fn find(connection: &Connection, access: &Hash, now: Millis) -> Result<Known, Fault> {
    let sql = "SELECT f.family_id, f.account_id, a.patient_id, p.ins, p.active, f.previous_sign_in, f.last_seen,
                      f.proven, f.place, f.expires, t.created, t.expires
               FROM access_tokens t JOIN families f USING (family_id) JOIN accounts a USING (account_id)
                 JOIN patients p USING (patient_id)
               WHERE t.hash = ? AND f.ended IS NULL";
    let found = connection
        .prepare_cached(sql)?
        .query_row(params![access], |row| {
            let who = Who {
                family: row.get(0)?,
                account: row.get(1)?,
                patient: row.get(2)?,
                ins: row.get(3)?,
                active: row.get(4)?,
                previous_sign_in: row.get(5)?,
                last_seen: row.get(6)?,
                proven: row.get(7)?,
            };
            Ok((who, row.get::<_, String>(8)?, row.get::<_, Millis>(9)?, row.get::<_, Millis>(10)?, row.get::<_, Millis>(11)?))
        })
        .optional()?;
    Ok(match found {
        None => Known::No,
        Some((who, place, end, ..)) if lapsed(&place, end, who.last_seen, now) => {
            Known::Lapsed { family: who.family, account: who.account }
        }
        // From the future: the clock was wrong when it was made, and says nothing of its age.
        Some((_, _, _, created, expires)) if created > now || expires <= now => Known::No,
        Some((who, ..)) => Known::Alive(who),
    })
}

pub fn lapsed(place: &str, expires: Millis, last_seen: Millis, now: Millis) -> bool {
    expires <= now || last_seen + idle(place) <= now
}

/// The session goes on and the record is open: asked again by what lasts longer than a request.
pub fn lives(connection: &Connection, who: &Who, now: Millis) -> Result<bool, Fault> {
    let sql = "SELECT f.place, f.expires, f.last_seen FROM families f JOIN accounts a USING (account_id)
                 JOIN patients p USING (patient_id)
               WHERE f.family_id = ? AND f.account_id = ? AND f.ended IS NULL AND p.active = 1";
    let found = connection
        .prepare_cached(sql)?
        .query_row([&who.family, &who.account], |row| Ok(!lapsed(&row.get::<_, String>(0)?, row.get(1)?, row.get(2)?, now)));
    Ok(found.optional()?.unwrap_or(false))
}

pub fn worth_noting(who: &Who, now: Millis) -> bool {
    now - who.last_seen >= GRAIN
}

pub fn note_activity(connection: &Connection, family: &str, account: &str, now: Millis) -> Result<(), Fault> {
    connection
        .prepare_cached("UPDATE families SET last_seen = max(last_seen, ?) WHERE family_id = ? AND account_id = ?")?
        .execute(params![now, family, account])?;
    Ok(())
}

/// The password was given again.
pub fn prove(connection: &Connection, family: &str, account: &str, now: Millis) -> Result<(), Fault> {
    connection
        .prepare_cached("UPDATE families SET proven = ? WHERE family_id = ? AND account_id = ?")?
        .execute(params![now, family, account])?;
    Ok(())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    SignedOut,
    /// By its owner, from another session.
    Closed,
    Reuse,
    Lapsed,
    PasswordChanged,
}

impl Reason {
    fn event(self) -> &'static str {
        match self {
            Self::SignedOut => "sign_out",
            Self::Closed => "session_closed",
            Self::Reuse => "token_reuse",
            Self::Lapsed => "session_lapsed",
            Self::PasswordChanged => "session_ended_by_password_change",
        }
    }
}

/// For good. False when there was no such live session of this account.
pub fn end(connection: &Connection, family: &str, account: &str, reason: Reason, now: Millis) -> Result<bool, Fault> {
    let ended = connection.execute(
        "UPDATE families SET ended = ? WHERE family_id = ? AND account_id = ? AND ended IS NULL",
        params![reason.event(), family, account],
    )?;
    if ended > 0 {
        journal(connection, account, reason.event(), None, now)?;
    }
    Ok(ended > 0)
}

/// All the account's sessions but one.
pub fn end_others(connection: &Connection, account: &str, but: Option<&str>, reason: Reason, now: Millis) -> Result<(), Fault> {
    let ended = connection.execute(
        "UPDATE families SET ended = ? WHERE account_id = ? AND ended IS NULL AND family_id IS NOT ?",
        params![reason.event(), account, but],
    )?;
    for _ in 0..ended {
        journal(connection, account, reason.event(), None, now)?;
    }
    Ok(())
}

/// A session as its owner sees it.
pub struct Living {
    pub id: String,
    pub place: String,
    pub created: Millis,
    pub last_seen: Millis,
}

pub fn living(connection: &Connection, account: &str, now: Millis) -> Result<Vec<Living>, Fault> {
    let sql = "SELECT family_id, place, created, last_seen, expires FROM families WHERE account_id = ? AND ended IS NULL
               ORDER BY created DESC, family_id";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([account], |row| {
        let living = Living { id: row.get(0)?, place: row.get(1)?, created: row.get(2)?, last_seen: row.get(3)? };
        Ok((living, row.get::<_, Millis>(4)?))
    })?;
    let mut sessions = Vec::new();
    for row in rows {
        let (living, expires) = row?;
        if !lapsed(&living.place, expires, living.last_seen, now) {
            sessions.push(living);
        }
    }
    Ok(sessions)
}
