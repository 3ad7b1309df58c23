//! The sandbox's own door (`/sandbox`): what a person's telephone would show. Loopback only, like the whole server, and never
//! called by a client.

use super::Sandbox;
use super::account::normal_identifier;
use super::http::{Refusal, set};
use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::Arc;

pub async fn outbox(
    State(sandbox): State<Arc<Sandbox>>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Refusal> {
    let to = query.get("to").ok_or_else(|| Refusal::invalid("to is missing"))?;
    let mut response = axum::Json(sandbox.outbox.of(&normal_identifier(to))).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    Ok(response)
}
