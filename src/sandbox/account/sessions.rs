//! The person's open sessions, and their ends (S27).

use crate::sandbox::Sandbox;
use crate::sandbox::auth::session::{self, Reason};
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::http::{Person, Refusal, set};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;

/// Newest first.
pub async fn list(State(sandbox): State<Arc<Sandbox>>, Person(who): Person) -> Result<Response, Refusal> {
    let (account, now) = (who.account.clone(), sandbox.time.now());
    let rows = sandbox.store.read(move |connection| session::living(connection, &account, now)).await?;
    let sessions: Vec<Value> = rows
        .into_iter()
        .map(|row| {
            json!({
                "id": row.id,
                "created": instant(row.created),
                "last_seen": instant(row.last_seen),
                "place": row.place,
                "current": row.id == who.family,
            })
        })
        .collect();
    let mut response = axum::Json(json!({ "sessions": sessions })).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    Ok(response)
}

/// Somebody else's session is a session that does not exist.
pub async fn end(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(family): Path<String>,
) -> Result<StatusCode, Refusal> {
    let (account, now): (String, Millis) = (who.account.clone(), sandbox.time.now());
    let ended = sandbox.store.write(move |transaction| session::end(transaction, &family, &account, Reason::Closed, now)).await?;
    sandbox.bell.ring();
    if ended { Ok(StatusCode::NO_CONTENT) } else { Err(Refusal::not_found()) }
}

/// All but the one that asks.
pub async fn end_others(State(sandbox): State<Arc<Sandbox>>, Person(who): Person) -> Result<StatusCode, Refusal> {
    let (account, family, now) = (who.account.clone(), who.family.clone(), sandbox.time.now());
    sandbox
        .store
        .write(move |transaction| session::end_others(transaction, &account, Some(&family), Reason::Closed, now))
        .await?;
    sandbox.bell.ring();
    Ok(StatusCode::NO_CONTENT)
}
