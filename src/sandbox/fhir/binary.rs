//! What documents hold: `Binary`, as it is or as a resource, and `Bundle` of type document (ITI-68, TD3.2).

use super::accept::{need_json, prefers_resource};
use super::answer::{self, resource, typed};
use crate::sandbox::Sandbox;
use crate::sandbox::auth::session::Who;
use crate::sandbox::http::{Person, Refusal};
use crate::sandbox::traces::Deed;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::OptionalExtension;
use serde_json::json;
use std::sync::Arc;

/// What a document holds never changes: another document replaces it.
const VERSION: u32 = 1;

struct Content {
    media_type: String,
    bytes: Vec<u8>,
    document: String,
}

/// In the person's own record, not hidden from them and not deleted; anything else does not exist.
async fn content(sandbox: &Sandbox, who: &Who, id: &str, bundle: bool) -> Result<Content, Refusal> {
    let (id, patient) = (id.to_owned(), who.patient.clone());
    let found = sandbox
        .store
        .read(move |connection| {
            let sql = "SELECT media_type, bytes, document_id FROM documents JOIN blobs USING (blob_id)
                       WHERE content_id = ? AND bundle = ? AND patient_id = ? AND hidden = 0
                         AND status <> 'entered-in-error'";
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
    sandbox.owner_did(&who.patient, Deed::Read, Some(&content.document)).await;
    Ok(answer::read(&headers, VERSION, || {
        if !prefers_resource(&headers) {
            return typed(content.bytes, &content.media_type);
        }
        let body = json!({
            "resourceType": "Binary",
            "id": id,
            "meta": { "versionId": VERSION.to_string() },
            "contentType": content.media_type,
            "securityContext": { "reference": format!("DocumentReference/{}", content.document) },
            "data": STANDARD.encode(&content.bytes),
        });
        resource(body.to_string())
    }))
}

pub async fn bundle(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    let content = content(&sandbox, &who, &id, true).await?;
    sandbox.owner_did(&who.patient, Deed::Read, Some(&content.document)).await;
    Ok(answer::read(&headers, VERSION, || resource(content.bytes)))
}
