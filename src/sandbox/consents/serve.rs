//! `Consent` over HTTP: the list, one, a new one, a change.

use super::change::{self, Made};
use super::request;
use super::resource::resource as written;
use super::search;
use super::store::Consent;
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
use axum::response::Response;
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;
use std::sync::Arc;

/// Media types that a body may be said to be.
const BODIES: [&str; 2] = [JSON, "application/json"];

pub async fn consents(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    origin: Origin,
    RawQuery(url): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let parameters = query::parse(url.as_deref(), &[]);
    let format = parameters.iter().find(|parameter| parameter.name == "_format").map(|parameter| parameter.value.clone());
    need_json(&headers, format.as_deref())?;
    let search = search::read(parameters, &who, query::strict(&headers))?;
    let asked = search.clone();
    let (total, mut rows) = sandbox
        .store
        .read(move |connection| {
            let (sql, values) = asked.count_sql();
            let total: u32 = connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
            let (sql, values) = asked.page_sql();
            let mut statement = connection.prepare_cached(&sql)?;
            let rows = statement.query_map(params_from_iter(values), |row| Ok((Consent::read(row)?, row.get::<_, i64>("n")?)))?;
            Ok((total, rows.collect::<Result<Vec<_>, _>>()?))
        })
        .await?;
    let next = search.paging.cut(&mut rows, |(_, n)| vec![Sql::Integer(*n)]);
    let set = Searchset { base: &origin.base(), kind: "Consent", used: &search.paging.used, total, next };
    Ok(set.of(rows.iter().map(|(consent, _)| ("match", written(consent)))))
}

/// Somebody else's or unknown: the same 404.
pub async fn consent(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    let patient = who.patient.clone();
    let found = sandbox.store.read(move |connection| Consent::by_id(connection, &patient, &id)).await?;
    let found = found.ok_or_else(Refusal::not_found)?;
    Ok(answer::read(&headers, found.version, || resource(written(&found).to_string())))
}

/// A block or a stay: 201; asked again with the same `If-None-Exist`: 200 and the first one.
pub async fn create(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    origin: Origin,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    typed(&headers, &BODIES)?;
    let asked = request::read(&body, &who.patient)?;
    let again = answer::if_none_exist(&headers)?;
    let now = sandbox.time.now();
    let made = sandbox.store.write(move |transaction| change::create(transaction, &who, &asked, again.as_deref(), now)).await??;
    let (status, consent) = match made {
        Made::Now(consent) => (StatusCode::CREATED, consent),
        Made::Before(consent) => (StatusCode::OK, consent),
    };
    let mut response = answered(status, &consent);
    set(&mut response, header::LOCATION, &format!("{}/Consent/{}", origin.base(), consent.id));
    Ok(response)
}

pub async fn change(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    // Whether it exists is said first, and in the same way whatever was sent.
    let (patient, wanted) = (who.patient.clone(), id.clone());
    let known = sandbox.store.read(move |connection| Consent::by_id(connection, &patient, &wanted)).await?;
    known.ok_or_else(Refusal::not_found)?;
    typed(&headers, &BODIES)?;
    let version = answer::if_match(&headers).ok_or_else(Refusal::stale)?;
    let asked = request::read(&body, &who.patient)?;
    let now = sandbox.time.now();
    let changed = sandbox.store.write(move |transaction| change::change(transaction, &who, &id, version, &asked, now)).await??;
    Ok(answered(StatusCode::OK, &changed))
}

fn answered(status: StatusCode, consent: &Consent) -> Response {
    answer::changed(status, consent.version, written(consent).to_string())
}
