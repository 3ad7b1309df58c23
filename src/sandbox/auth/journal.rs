//! What happened to an account, and when: append-only (the database refuses anything else), never a secret in it.

use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use rusqlite::{Connection, params};

pub fn journal(connection: &Connection, account: &str, event: &str, place: Option<&str>, now: Millis) -> Result<(), Fault> {
    connection
        .prepare_cached("INSERT INTO journal (at, account_id, event, place) VALUES (?, ?, ?, ?)")?
        .execute(params![now, account, event, place])?;
    Ok(())
}
