//! What documents hold: `Binary`, as it is or as a resource, and `Bundle` of type document (ITI-68, TD3.2).

use super::accept::{need_json, prefers_resource};
use super::documents::{resource, versioned};
use crate::sandbox::Sandbox;
use crate::sandbox::auth::session::Who;
use crate::sandbox::http::{Person, Refusal, set};
use crate::wire::fhir;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::OptionalExtension;
use serde_json::json;
use std::sync::Arc;

struct Content {
    media_type: String,
    bytes: Vec<u8>,
    document: String,
}

/// In the person's own record and not hidden from them; anything else does not exist.
async fn content(sandbox: &Sandbox, who: &Who, id: &str, bundle: bool) -> Result<Content, Refusal> {
    let (id, patient) = (id.to_owned(), who.patient.clone());
    let found = sandbox
        .store
        .read(move |connection| {
            let sql = "SELECT media_type, bytes, document_id FROM documents JOIN blobs USING (blob_id)
                       WHERE content_id = ? AND bundle = ? AND patient_id = ? AND hidden = 0";
            let row = connection.prepare_cached(sql)?.query_row(rusqlite::params![id, bundle, patient], |row| {
                Ok(Content { media_type: row.get(0)?, bytes: row.get(1)?, document: row.get(2)? })
            });
            Ok(row.optional()?)
        })
        .await?;
    found.ok_or_else(Refusal::not_found)
}

/// The bytes in their own type, or a `Binary` in JSON when that is what is accepted first.
pub async fn binary(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let content = content(&sandbox, &who, &id, false).await?;
    let response = if prefers_resource(&headers) {
        let data = STANDARD.encode(&content.bytes);
        let body = json!({
            "resourceType": "Binary",
            "id": id,
            "meta": { "versionId": "1" },
            "contentType": content.media_type,
            "securityContext": { "reference": format!("DocumentReference/{}", content.document) },
            "data": data,
        });
        resource(body.to_string())
    } else {
        raw(content.bytes, &content.media_type)
    };
    Ok(versioned(&headers, 1, response))
}

pub async fn bundle(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    let content = content(&sandbox, &who, &id, true).await?;
    Ok(versioned(&headers, 1, raw(content.bytes, fhir::JSON)))
}

fn raw(bytes: Vec<u8>, media_type: &str) -> Response {
    let mut response = bytes.into_response();
    set(&mut response, header::CONTENT_TYPE, media_type);
    set(&mut response, header::CACHE_CONTROL, "private, no-store");
    response
}
