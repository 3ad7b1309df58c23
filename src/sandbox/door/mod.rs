//! The sandbox's own door (`/sandbox`): what a person's telephone would show, and what professionals do with a record. Loopback
//! only, like the whole server, and never called by a client. Professionals pass through the rules, and leave their traces.

mod acts;
mod deposit;
mod feed;
mod news;
mod profile;
mod record;
mod treating;
mod wait;

pub use acts::{agree, find, list, read};
pub use deposit::deposit;
pub use feed::feed;
pub use profile::profile;
pub use record::{Kept, Record};
pub use treating::{block, hand_on, history};
pub use wait::{reached, wait};

use super::Sandbox;
use super::account::normal_identifier;
use super::directory::{self, Newcomer};
use super::http::{Json, Refusal, set};
use super::rules::{Professional, RULES, Rule};
use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

/// Whoever acts, as the directory knows them: asked before anything is looked up in a record, and saying nothing of any.
async fn who(sandbox: &Sandbox, named: &str) -> Result<Professional, Refusal> {
    let named = named.to_owned();
    sandbox.store.read(move |connection| directory::acting(connection, &named)).await?
}

/// Somebody comes into the directory.
pub async fn enter(State(sandbox): State<Arc<Sandbox>>, Json(new): Json<Newcomer>) -> Result<Response, Refusal> {
    let entered = sandbox.store.write(move |transaction| directory::enter(transaction, &new)).await?;
    let refused = || Refusal::invalid("idnps: a number; capacity: care, samu, occupational, advisory, insurer, administrative");
    if entered { Ok(StatusCode::NO_CONTENT.into_response()) } else { Err(refused()) }
}

/// The table of rules, as the engine reads it.
pub async fn rules() -> Response {
    let one = |rule: &Rule| {
        let answer = if rule.answer.refusal().is_some() { "no" } else { "yes" };
        json!({ "says": rule.says, "source": rule.source, "answer": answer, "reason": rule.answer.reason().word() })
    };
    axum::Json(RULES.iter().map(one).collect::<Vec<_>>()).into_response()
}

pub async fn outbox(
    State(sandbox): State<Arc<Sandbox>>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refusal> {
    let to = query.get("to").ok_or_else(|| Refusal::invalid("to is missing"))?;
    let mut response = axum::Json(sandbox.outbox.of(&normal_identifier(to))).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    Ok(response)
}
