//! Days go by, for a demonstration: what was to happen meanwhile happens, and whoever was signed in no longer is.

use crate::sandbox::Sandbox;
use crate::sandbox::clock::{DAY, Millis, instant};
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Json, Refusal};
use crate::sandbox::notices;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use rusqlite::Connection;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// At once, at most.
const MOST: u32 = 400;

#[derive(Deserialize)]
pub struct Asked {
    days: u32,
}

pub async fn wait(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    if asked.days == 0 || asked.days > MOST {
        return Err(Refusal::invalid("days: from 1 to 400"));
    }
    let now = sandbox.time.advance(Millis::from(asked.days) * DAY);
    let waited = sandbox.telling(move |transaction| {
        transaction.execute("INSERT INTO waits (at) VALUES (?)", [now])?;
        notices::due(transaction, now).map(|()| ((), Vec::new()))
    });
    waited.await?;
    Ok(axum::Json(json!({ "now": instant(now) })).into_response())
}

/// The latest instant of a folder whose clock was moved; 0: it never was, and the computer's clock is right.
pub fn reached(connection: &Connection) -> Result<Millis, Fault> {
    let waited: Option<Millis> = connection.query_row("SELECT max(at) FROM waits", [], |row| row.get(0))?;
    let Some(waited) = waited else { return Ok(0) };
    let since = "SELECT max(ifnull((SELECT max(at) FROM journal), 0), ifnull((SELECT max(at) FROM traces), 0))";
    Ok(waited.max(connection.query_row(since, [], |row| row.get(0))?))
}
