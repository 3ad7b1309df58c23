//! The sandbox's own door (`/sandbox`): what a person's telephone would show, and what professionals do with a record. Loopback
//! only, like the whole server, and never called by a client. Professionals pass through the rules, and leave their traces.

mod acts;
mod deposit;
mod news;
mod record;

pub use acts::{agree, find, list, read};
pub use deposit::deposit;
pub use record::{Kept, Record};

use super::Sandbox;
use super::account::normal_identifier;
use super::http::{Refusal, set};
use super::rules::{RULES, Rule};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

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
