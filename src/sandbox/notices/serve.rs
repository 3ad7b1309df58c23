//! `Communication` over HTTP: the list, one, and what is read or unread.

use super::patch::received;
use super::resource::resource as written;
use super::search;
use super::store::Kept;
use crate::sandbox::Sandbox;
use crate::sandbox::fhir::accept::need_json;
use crate::sandbox::fhir::answer::{self, if_match, resource};
use crate::sandbox::fhir::query;
use crate::sandbox::fhir::searchset::Searchset;
use crate::sandbox::http::{Origin, Person, Refusal, set, typed};
use crate::wire::fhir::JSON_PATCH;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::Response;
use rusqlite::params_from_iter;
use rusqlite::types::Value as Sql;
use std::sync::Arc;

pub async fn notices(
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
    let (asked, patient) = (search.clone(), who.patient.clone());
    let (total, list, next) = sandbox
        .store
        .read(move |connection| {
            let (sql, values) = asked.count_sql();
            let total: u32 = connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
            let (sql, values) = asked.page_sql();
            let mut statement = connection.prepare_cached(&sql)?;
            let found = statement.query_map(params_from_iter(values), |row| row.get(0))?;
            let mut numbers: Vec<i64> = found.collect::<Result<_, _>>()?;
            let next = asked.paging.cut(&mut numbers, |n| vec![Sql::Integer(*n)]);
            let list = numbers.into_iter().map(|n| Kept::numbered(connection, &patient, n)).collect::<Result<Vec<_>, _>>()?;
            Ok((total, list, next))
        })
        .await?;
    let set = Searchset { base: &origin.base(), kind: "Communication", used: &search.paging.used, total, next };
    Ok(set.of(list.iter().map(|notice| ("match", written(notice)))))
}

/// Somebody else's or unknown: the same 404.
pub async fn notice(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    let patient = who.patient.clone();
    let found = sandbox.store.read(move |connection| Kept::one(connection, &patient, &id)).await?;
    let found = found.ok_or_else(Refusal::not_found)?;
    Ok(answer::read(&headers, found.version, || resource(written(&found).to_string())))
}

/// Read, or unread again. What changes nothing makes no new version.
pub async fn change(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let (patient, now) = (who.patient.clone(), sandbox.time.now());
    let changed = sandbox.store.write(move |transaction| {
        // Whether it exists is said first, and in the same way whatever was sent.
        let Some(mut notice) = Kept::one(transaction, &patient, &id)? else { return Ok(Err(Refusal::not_found())) };
        let wanted = typed(&headers, &[JSON_PATCH])
            .and_then(|()| if_match(&headers).filter(|version| *version == notice.version).ok_or_else(Refusal::stale))
            .and_then(|_version| received(&body, &written(&notice)));
        let wanted = match wanted {
            Ok(wanted) => wanted,
            Err(refusal) => return Ok(Err(refusal)),
        };
        if wanted != notice.received {
            notice.receive(transaction, wanted, now)?;
        }
        Ok(Ok(notice))
    });
    let notice = changed.await??;
    let mut response = resource(written(&notice).to_string());
    set(&mut response, header::ETAG, &format!("W/\"{}\"", notice.version));
    Ok(response)
}
