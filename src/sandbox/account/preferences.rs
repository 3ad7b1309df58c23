//! What a person has chosen for what is to come (D26): whether the documents that others deposit are masked as they arrive. What
//! is in the record already is changed by its own patches, never here.

use crate::sandbox::Sandbox;
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Json, Person, Refusal, set};
use crate::sandbox::traces::{self, Deed};
use crate::wire::account_member::MASK_NEW;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

#[derive(Deserialize)]
pub struct Preferences {
    mask_new: bool,
}

/// Documents that arrive in this record are masked. Not until the person has said so.
pub fn mask_new(connection: &Connection, patient: &str) -> Result<bool, Fault> {
    let sql = "SELECT mask_new FROM preferences WHERE patient_id = ?";
    Ok(connection.prepare_cached(sql)?.query_row([patient], |row| row.get(0)).optional()?.unwrap_or(false))
}

pub async fn preferences(State(sandbox): State<Arc<Sandbox>>, Person(who): Person) -> Result<Response, Refusal> {
    let patient = who.patient.clone();
    let masks = sandbox.store.read(move |connection| mask_new(connection, &patient)).await?;
    Ok(answered(masks))
}

/// All of them are sent, and answered as they are then.
pub async fn prefer(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Json(asked): Json<Preferences>,
) -> Result<Response, Refusal> {
    let now = sandbox.time.now();
    let change = move |connection: &rusqlite::Transaction<'_>| {
        if mask_new(connection, &who.patient)? == asked.mask_new {
            return Ok(());
        }
        let sql = "INSERT INTO preferences (patient_id, mask_new) VALUES (?, ?)
                   ON CONFLICT DO UPDATE SET mask_new = excluded.mask_new";
        connection.prepare_cached(sql)?.execute(params![who.patient, asked.mask_new])?;
        traces::own(connection, &who.patient, Deed::Preference, None, now)
    };
    sandbox.store.write(change).await?;
    Ok(answered(asked.mask_new))
}

fn answered(masks: bool) -> Response {
    let mut response = axum::Json(json!({ MASK_NEW: masks })).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}
