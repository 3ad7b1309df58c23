//! `DocumentReference`: the list, page by page, and one of them.

use super::accept::need_json;
use super::answer::{self, resource};
use super::cursor::Cursor;
use super::query;
use super::search::{self, CURSOR, Search};
use super::write::with_base;
use crate::sandbox::Sandbox;
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Origin, Person, Refusal, foreground};
use crate::sandbox::traces::Deed;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use std::sync::Arc;

struct Page {
    total: u32,
    /// Entries of the Bundle, written.
    entries: String,
    next: Option<Cursor>,
}

/// ITI-67, TD3.1.
pub async fn documents(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    origin: Origin,
    RawQuery(url): RawQuery,
    headers: HeaderMap,
    form: Bytes,
) -> Result<Response, Refusal> {
    let parameters = query::parse(url.as_deref(), &form);
    let format = parameters.iter().find(|parameter| parameter.name == "_format").map(|parameter| parameter.value.clone());
    need_json(&headers, format.as_deref())?;
    let search = search::read(parameters, &who, query::strict(&headers), sandbox.time.now())?;
    // One trace for a list, however many pages it has; none for what the client asks by itself.
    if search.is_first_page() && foreground(&headers) {
        sandbox.owner_did(&who.patient, Deed::List, None).await;
    }
    let base = origin.base();
    let (asked, at, patient, totals) = (search.clone(), base.clone(), who.patient.clone(), sandbox.totals.clone());
    let page = sandbox
        .store
        .read(move |connection| {
            let total = totals.of(connection, &patient, &asked)?;
            fetch(connection, &asked, total, &at)
        })
        .await?;
    let link = |more| query::link(&base, "DocumentReference", &search.used, more);
    let mut links = format!(r#"{{"relation":"self","url":{}}}"#, quoted(&link(None)));
    if let Some(next) = &page.next {
        links.push_str(&format!(r#",{{"relation":"next","url":{}}}"#, quoted(&link(Some((CURSOR, next.text()))))));
    }
    let mut body = format!(r#"{{"resourceType":"Bundle","type":"searchset","total":{},"link":[{links}]"#, page.total);
    if !page.entries.is_empty() {
        body.push_str(r#","entry":["#);
        body.push_str(&page.entries);
        body.push(']');
    }
    body.push('}');
    Ok(resource(body))
}

fn fetch(connection: &Connection, search: &Search, total: u32, base: &str) -> Result<Page, Fault> {
    let mut page = Page { total, entries: String::new(), next: None };
    if search.count == 0 {
        return Ok(page);
    }
    let (sql, values) = search.page_sql();
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let mut last = None;
    let mut taken = 0;
    while let Some(row) = rows.next()? {
        if taken == search.count {
            page.next = last;
            break;
        }
        taken += 1;
        let resource = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let id = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
        if !page.entries.is_empty() {
            page.entries.push(',');
        }
        for part in [r#"{"fullUrl":""#, base, "/DocumentReference/", id, r#"","resource":"#] {
            page.entries.push_str(part);
        }
        with_base(&mut page.entries, resource, row.get(1)?, base);
        page.entries.push_str(r#","search":{"mode":"match"}}"#);
        let values: Result<Vec<Sql>, _> = (3..3 + search.columns()).map(|column| row.get(column)).collect();
        last = Some(Cursor(values?));
    }
    Ok(page)
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// One document's metadata; hidden, somebody else's or unknown: the same 404.
pub async fn document(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    origin: Origin,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    let patient = who.patient.clone();
    let found = sandbox.store.read(move |connection| read_document(connection, &patient, &id, &origin.base())).await?;
    let (version, text) = found.ok_or_else(Refusal::not_found)?;
    Ok(answer::read(&headers, version, || resource(text)))
}

/// Its version, and the resource as it is served.
pub fn read_document(connection: &Connection, patient: &str, id: &str, base: &str) -> Result<Option<(u32, String)>, Fault> {
    let sql = "SELECT resource, base_at, version FROM documents JOIN bodies USING (n)
               WHERE document_id = ? AND patient_id = ? AND hidden = 0";
    let row = connection
        .prepare_cached(sql)?
        .query_row([id, patient], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<u32>>(1)?, row.get::<_, u32>(2)?)));
    Ok(row.optional()?.map(|(text, at, version)| {
        let mut body = String::with_capacity(text.len() + 64);
        with_base(&mut body, &text, at, base);
        (version, body)
    }))
}
