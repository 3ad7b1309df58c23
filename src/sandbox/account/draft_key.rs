//! What seals on a computer the drafts of somebody's forms (SECURITY §6): 256 bits drawn once for each account, and kept. Without
//! the person's sign-in, what is on the disk is noise.
//!
//! `GET {account}/draft-key` answers `{"key":"…"}`, 32 bytes in base64url without padding. Any living session gets it: there is none
//! that did not begin by a full sign-in, password and code. So a client that locked itself, and dropped the key, asks again after
//! an unlock.

use crate::sandbox::Sandbox;
use crate::sandbox::auth::token::Hash;
use crate::sandbox::chance;
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Person, Refusal, set};
use crate::wire::account_member::KEY;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;
use std::sync::Arc;
use zeroize::Zeroizing;

pub async fn draft_key(State(sandbox): State<Arc<Sandbox>>, Person(who): Person) -> Result<Response, Refusal> {
    let account = who.account.clone();
    let known = sandbox.store.read(move |connection| kept(connection, &account)).await?;
    let key = match known {
        Some(key) => key,
        None => sandbox.store.write(move |transaction| draw(transaction, &who.account)).await?,
    };
    let text = Zeroizing::new(URL_SAFE_NO_PAD.encode(*key));
    let mut response = axum::Json(json!({ KEY: *text })).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    Ok(response)
}

fn kept(connection: &Connection, account: &str) -> Result<Option<Zeroizing<Hash>>, Fault> {
    let sql = "SELECT key FROM draft_keys WHERE account_id = ?";
    let key: Option<Hash> = connection.prepare_cached(sql)?.query_row([account], |row| row.get(0)).optional()?;
    Ok(key.map(Zeroizing::new))
}

/// The first of two that ask together draws it.
fn draw(connection: &Connection, account: &str) -> Result<Zeroizing<Hash>, Fault> {
    let drawn: Zeroizing<Hash> = Zeroizing::new(chance::bytes()?);
    let sql = "INSERT INTO draft_keys (account_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute(params![account, *drawn])?;
    kept(connection, account)?.ok_or_else(|| Fault::Broken("a draft key was not kept".to_owned()))
}
