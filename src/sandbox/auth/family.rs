//! A family of tokens, opened by one sign-in: rotated at every refresh, ended by reuse (RFC 9700).

use super::journal::journal;
use super::session::{Reason, end, lapsed, life, note_activity, prove};
use super::token::{Hash, Purpose, Token};
use crate::sandbox::chance;
use crate::sandbox::clock::{MINUTE, Millis, SECOND};
use crate::sandbox::fault::Fault;
use crate::sandbox::{notices, traces};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// An access token's life.
pub const ACCESS: Millis = 10 * MINUTE;
/// How long a lost answer can be asked for again, by the same process with the same token (D17).
pub const AGAIN: Millis = 10 * SECOND;

/// What a client gets when it signs in or refreshes.
pub struct Issued {
    pub access: Token,
    pub refresh: Token,
    /// Seconds.
    pub expires_in: i64,
    pub patient: String,
}

/// A new session; `from` is the authorization code, whose holder alone can have the tokens told again.
pub fn open(
    connection: &Connection,
    account: &str,
    place: &str,
    instance: &str,
    from: &Token,
    now: Millis,
) -> Result<(String, Issued), Fault> {
    let family = chance::id()?;
    let salt: Hash = chance::bytes()?;
    let (access, refresh) = (from.successor(&salt, Purpose::Access), from.successor(&salt, Purpose::Refresh));
    let previous: Option<Millis> =
        connection.query_row("SELECT last_sign_in FROM accounts WHERE account_id = ?", [account], |row| row.get(0))?;
    connection.execute("UPDATE accounts SET last_sign_in = ? WHERE account_id = ?", params![now, account])?;
    connection.execute(
        "INSERT INTO families (family_id, account_id, place, instance, created, expires, last_seen, previous_sign_in,
           current, previous, salt, rotated, proven) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?5, ?7, ?8, ?9, ?10, ?5, ?5)",
        params![family, account, place, instance, now, now + life(place), previous, refresh.hash(), from.hash(), salt],
    )?;
    journal(connection, account, "sign_in", Some(place), now)?;
    let patient: String =
        connection.query_row("SELECT patient_id FROM accounts WHERE account_id = ?", [account], |row| row.get(0))?;
    traces::own(connection, &patient, traces::Deed::SignIn, None, now)?;
    // Whoever comes finds what was due meanwhile.
    notices::due(connection, now)?;
    let issued = issue(connection, &family, access, refresh, now)?;
    Ok((family, issued))
}

fn issue(connection: &Connection, family: &str, access: Token, refresh: Token, now: Millis) -> Result<Issued, Fault> {
    let (end, patient): (Millis, String) = connection.query_row(
        "SELECT f.expires, a.patient_id FROM families f JOIN accounts a USING (account_id) WHERE f.family_id = ?",
        [family],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    let expires = end.min(now + ACCESS);
    // Access tokens that have expired say nothing any more.
    connection.execute("DELETE FROM access_tokens WHERE expires <= ? -- everybody's, by age", params![now])?;
    connection
        .execute("INSERT OR IGNORE INTO refresh_tokens (hash, family_id) VALUES (?, ?)", params![refresh.hash(), family])?;
    connection.execute(
        "INSERT OR IGNORE INTO access_tokens (hash, family_id, created, expires) VALUES (?, ?, ?, ?)",
        params![access.hash(), family, now, expires],
    )?;
    // Told again, it keeps the age it has.
    let expires: Millis =
        connection.query_row("SELECT expires FROM access_tokens WHERE hash = ?", [access.hash()], |row| row.get(0))?;
    Ok(Issued { access, refresh, expires_in: (expires - now).div_euclid(SECOND), patient })
}

struct Family {
    id: String,
    account: String,
    place: String,
    instance: String,
    expires: Millis,
    last_seen: Millis,
    created: Millis,
    alive: bool,
    current: Hash,
    previous: Hash,
    salt: Hash,
    rotated: Millis,
}

const FAMILY: &str =
    "SELECT family_id, account_id, place, instance, expires, last_seen, created, ended IS NULL, current, previous,
  salt, rotated FROM families";

impl Family {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(0)?,
            account: row.get(1)?,
            place: row.get(2)?,
            instance: row.get(3)?,
            expires: row.get(4)?,
            last_seen: row.get(5)?,
            created: row.get(6)?,
            alive: row.get(7)?,
            current: row.get(8)?,
            previous: row.get(9)?,
            salt: row.get(10)?,
            rotated: row.get(11)?,
        })
    }

    fn by_id(connection: &Connection, id: &str) -> Result<Option<Self>, Fault> {
        Ok(connection.query_row(&format!("{FAMILY} WHERE family_id = ?"), [id], Self::read).optional()?)
    }

    fn of_refresh(connection: &Connection, token: &Hash) -> Result<Option<Self>, Fault> {
        let id: Option<String> =
            connection.query_row("SELECT family_id FROM refresh_tokens WHERE hash = ?", [token], |row| row.get(0)).optional()?;
        id.map_or(Ok(None), |id| Self::by_id(connection, &id))
    }
}

/// The account and place of a live refresh token, without using it.
pub fn peek(connection: &Connection, refresh: &Hash, now: Millis) -> Result<Option<(String, String)>, Fault> {
    let family = Family::of_refresh(connection, refresh)?;
    Ok(family
        .filter(|family| family.alive && family.created <= now && !lapsed(&family.place, family.expires, family.last_seen, now))
        .map(|family| (family.account, family.place)))
}

/// Replaces the refresh token. `None`: refused, and the family has ended if it was one.
pub fn refresh(
    connection: &Connection,
    token: &Token,
    instance: &str,
    foreground: bool,
    now: Millis,
) -> Result<Option<Issued>, Fault> {
    let hash = token.hash();
    let Some(family) = Family::of_refresh(connection, &hash)? else { return Ok(None) };
    if !family.alive {
        return Ok(None);
    }
    if family.created > now || lapsed(&family.place, family.expires, family.last_seen, now) {
        end(connection, &family.id, &family.account, Reason::Lapsed, now)?;
        return Ok(None);
    }
    let same_process = family.instance == instance;
    if same_process && family.current == hash {
        if foreground {
            note_activity(connection, &family.id, &family.account, now)?;
        }
        return rotate(connection, &family, token, now).map(Some);
    }
    told_again(connection, &family, token, instance, now)
}

/// The same after the password was given again: what is grave may be asked for some time (S28).
pub fn unlock(connection: &Connection, token: &Token, instance: &str, now: Millis) -> Result<Option<Issued>, Fault> {
    let issued = refresh(connection, token, instance, true, now)?;
    if let (Some(_), Some(family)) = (&issued, Family::of_refresh(connection, &token.hash())?) {
        prove(connection, &family.id, &family.account, now)?;
    }
    Ok(issued)
}

/// The answer that was lost, told again to whoever holds the token it came from; anything else ends the family.
fn told_again(
    connection: &Connection,
    family: &Family,
    from: &Token,
    instance: &str,
    now: Millis,
) -> Result<Option<Issued>, Fault> {
    let lost = family.instance == instance && family.previous == from.hash() && now - family.rotated <= AGAIN;
    if !lost || !family.alive {
        end(connection, &family.id, &family.account, Reason::Reuse, now)?;
        return Ok(None);
    }
    let (access, refresh) = (from.successor(&family.salt, Purpose::Access), from.successor(&family.salt, Purpose::Refresh));
    issue(connection, &family.id, access, refresh, now).map(Some)
}

/// The code that opened `family` came a second time.
pub fn opened_again(
    connection: &Connection,
    family: &str,
    from: &Token,
    instance: &str,
    now: Millis,
) -> Result<Option<Issued>, Fault> {
    match Family::by_id(connection, family)? {
        Some(family) => told_again(connection, &family, from, instance, now),
        None => Ok(None),
    }
}

fn rotate(connection: &Connection, family: &Family, from: &Token, now: Millis) -> Result<Issued, Fault> {
    let salt: Hash = chance::bytes()?;
    let (access, refresh) = (from.successor(&salt, Purpose::Access), from.successor(&salt, Purpose::Refresh));
    connection
        .prepare_cached(
            "UPDATE families SET current = ?, previous = ?, salt = ?, rotated = ? WHERE family_id = ? AND account_id = ?",
        )?
        .execute(params![refresh.hash(), from.hash(), salt, now, family.id, family.account])?;
    issue(connection, &family.id, access, refresh, now)
}

/// After a change of password: new tokens for this session, the ones it had die (S20).
pub fn renew(connection: &Connection, family: &str, now: Millis) -> Result<Option<Issued>, Fault> {
    let Some(family) = Family::by_id(connection, family)? else { return Ok(None) };
    connection.execute(
        "DELETE FROM access_tokens WHERE family_id = ? AND family_id IN (SELECT family_id FROM families WHERE account_id = ?)",
        params![family.id, family.account],
    )?;
    rotate(connection, &family, &Token::random()?, now).map(Some)
}

/// RFC 7009: the refresh token ends its family, an access token too. Unknown: nothing.
pub fn revoke(connection: &Connection, token: &Token, now: Millis) -> Result<(), Fault> {
    let hash = token.hash();
    let family: Option<String> = connection
        .query_row(
            "SELECT family_id FROM refresh_tokens WHERE hash = ?1 UNION SELECT family_id FROM access_tokens WHERE hash = ?1",
            [hash],
            |row| row.get(0),
        )
        .optional()?;
    if let Some(family) = family.map_or(Ok(None), |id| Family::by_id(connection, &id))? {
        end(connection, &family.id, &family.account, Reason::SignedOut, now)?;
    }
    Ok(())
}
