//! `POST DocumentReference` over HTTP.

use super::asked;
use super::keep::{Made, keep};
use crate::sandbox::Sandbox;
use crate::sandbox::fhir::{answer, read_document};
use crate::sandbox::http::{Origin, Person, Refusal, set, typed};
use crate::wire::fhir::JSON;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use std::sync::Arc;

/// Media types that a body may be said to be.
const BODIES: [&str; 2] = [JSON, "application/json"];

pub async fn create(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    origin: Origin,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    typed(&headers, &BODIES)?;
    let now = sandbox.time.now();
    let asked = asked::read(&body, &who, now)?;
    drop(body);
    let again = answer::if_none_exist(&headers)?;
    let (base, patient) = (origin.base(), who.patient.clone());
    let made = sandbox.store.write(move |transaction| {
        let made = match keep(transaction, &who, &asked, again.as_deref(), now)? {
            Ok(made) => made,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (status, id) = match made {
            Made::Now(id) => (StatusCode::CREATED, id),
            Made::Before(id) => (StatusCode::OK, id),
        };
        let (version, text) = read_document(transaction, &patient, &id, &base)?.unwrap_or_default();
        Ok(Ok((status, id, version, text)))
    });
    let (status, id, version, text) = made.await??;
    let mut response = answer::changed(status, version, text);
    set(&mut response, header::LOCATION, &format!("{}/DocumentReference/{id}", origin.base()));
    Ok(response)
}
