//! What a person says of themself, over HTTP: the same five requests for every kind.

use super::change::{self, Made};
use super::search::read;
use super::{Kind, Said, asked};
use crate::sandbox::Sandbox;
use crate::sandbox::fhir::accept::need_json;
use crate::sandbox::fhir::answer::{self, resource};
use crate::sandbox::fhir::query;
use crate::sandbox::fhir::searchset::Searchset;
use crate::sandbox::http::{Origin, Person, Refusal, set, typed};
use crate::wire::fhir::JSON;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Media types that a body may be said to be.
const BODIES: [&str; 2] = [JSON, "application/json"];

pub async fn search(
    State(sandbox): State<Arc<Sandbox>>,
    kind: Kind,
    Person(who): Person,
    origin: Origin,
    RawQuery(url): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let parameters = query::parse(url.as_deref(), &[]);
    let format = parameters.iter().find(|parameter| parameter.name == "_format").map(|parameter| parameter.value.clone());
    need_json(&headers, format.as_deref())?;
    let search = read(kind, parameters, &who, query::strict(&headers))?;
    let patient = who.patient.clone();
    let mut found = sandbox.store.read(move |connection| Said::all(connection, kind, &patient)).await?;
    found.retain(|said| search.finds(said));
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    let (page, next) = search.page(found);
    let set = Searchset { base: &origin.base(), kind: kind.name(), used: &search.paging.used, total, next };
    Ok(set.of_texts(page.into_iter().map(|said| ("match", said.id, said.resource))))
}

/// Somebody else's or unknown: the same 404.
pub async fn one(
    State(sandbox): State<Arc<Sandbox>>,
    kind: Kind,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    let patient = who.patient.clone();
    let found = sandbox.store.read(move |connection| Said::by_id(connection, kind, &patient, &id)).await?;
    let found = found.ok_or_else(Refusal::not_found)?;
    Ok(answer::read(&headers, found.version, || resource(found.resource)))
}

/// 201; asked again with the same `If-None-Exist`: 200 and the first one.
pub async fn create(
    State(sandbox): State<Arc<Sandbox>>,
    kind: Kind,
    Person(who): Person,
    origin: Origin,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    typed(&headers, &BODIES)?;
    let asked = asked::read(kind, &body, &who.patient, &sandbox.forms)?;
    let again = answer::if_none_exist(&headers)?;
    let now = sandbox.time.now();
    let made = sandbox.store.write(move |transaction| change::create(transaction, &who, &asked, again.as_deref(), now)).await??;
    let (status, said) = match made {
        Made::Now(said) => (StatusCode::CREATED, said),
        Made::Before(said) => (StatusCode::OK, said),
    };
    let location = format!("{}/{}/{}", origin.base(), kind.name(), said.id);
    let mut response = answer::changed(status, said.version, said.resource);
    set(&mut response, header::LOCATION, &location);
    Ok(response)
}

pub async fn change(
    State(sandbox): State<Arc<Sandbox>>,
    kind: Kind,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    known(&sandbox, kind, &who.patient, &id).await?;
    typed(&headers, &BODIES)?;
    let version = answer::if_match(&headers).ok_or_else(Refusal::stale)?;
    let asked = asked::read(kind, &body, &who.patient, &sandbox.forms)?;
    let now = sandbox.time.now();
    let changed = sandbox.store.write(move |transaction| change::change(transaction, &who, &id, version, &asked, now));
    let said = changed.await??;
    Ok(answer::changed(StatusCode::OK, said.version, said.resource))
}

pub async fn delete(
    State(sandbox): State<Arc<Sandbox>>,
    kind: Kind,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    known(&sandbox, kind, &who.patient, &id).await?;
    let version = answer::if_match(&headers).ok_or_else(Refusal::stale)?;
    let now = sandbox.time.now();
    sandbox.store.write(move |transaction| change::delete(transaction, &who, kind, &id, version, now)).await??;
    Ok(StatusCode::NO_CONTENT.into_response())
}

/// Whether it exists is said first, and in the same way whatever was sent.
async fn known(sandbox: &Sandbox, kind: Kind, patient: &str, id: &str) -> Result<(), Refusal> {
    let (patient, id) = (patient.to_owned(), id.to_owned());
    let found = sandbox.store.read(move |connection| Said::by_id(connection, kind, &patient, &id)).await?;
    found.map(drop).ok_or_else(Refusal::not_found)
}
