//! `AuditEvent`: the history of one's own record, page by page, and one of its traces.

use super::event::{Agent, Event, audit_event};
use super::search::{self, Search, WITHIN};
use super::{Coded, Deed, Kind, Mode};
use crate::sandbox::Sandbox;
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::accept::need_json;
use crate::sandbox::fhir::answer::{self, resource};
use crate::sandbox::fhir::cursor::Cursor;
use crate::sandbox::fhir::query;
use crate::sandbox::fhir::searchset::Searchset;
use crate::sandbox::http::{Origin, Person, Refusal};
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use std::sync::Arc;

struct Page {
    total: u32,
    events: Vec<Event>,
    next: Option<Cursor>,
}

/// ITI-81.
pub async fn traces(
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
    let search = search::read(parameters, &who, query::strict(&headers))?;
    let (asked, totals, patient) = (search.clone(), sandbox.totals.clone(), who.patient.clone());
    let page = sandbox
        .store
        .read(move |connection| {
            let (sql, values) = asked.count_sql();
            let total = totals.counted(connection, revision(connection, &patient)?, sql, values)?;
            fetch(connection, &asked, total)
        })
        .await?;
    let (base, used) = (origin.base(), &search.paging.used);
    let set = Searchset { base: &base, kind: "AuditEvent", used, total: page.total, next: page.next };
    Ok(set.of(page.events.iter().map(|event| ("match", audit_event(event)))))
}

/// Moves with every trace, and with every document that is hidden or shown: totals counted before are no longer good.
fn revision(connection: &Connection, patient: &str) -> Result<i64, Fault> {
    let sql = "SELECT ifnull((SELECT max(n) FROM traces), 0)
                 + ifnull((SELECT documents FROM revisions WHERE patient_id = ?), 0)";
    Ok(connection.prepare_cached(sql)?.query_row([patient], |row| row.get(0))?)
}

fn fetch(connection: &Connection, search: &Search, total: u32) -> Result<Page, Fault> {
    let mut page = Page { total, events: Vec::new(), next: None };
    if search.paging.count == 0 || total == 0 {
        return Ok(page);
    }
    let (sql, values) = search.page_sql(total);
    let mut statement = connection.prepare_cached(&sql)?;
    let found = statement.query_map(params_from_iter(values), |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?;
    let mut rows: Vec<(i64, i64)> = found.collect::<Result<_, _>>()?;
    page.next = search.paging.cut(&mut rows, |(n, at)| vec![Sql::Integer(*at), Sql::Integer(*n)]);
    let mut one = connection.prepare_cached(&format!("{EVENT} WHERE t.n = ?"))?;
    for (n, _) in rows {
        page.events.push(one.query_row([n], event)??);
    }
    Ok(page)
}

const EVENT: &str = "SELECT t.trace_id, t.patient_id, t.at, t.deed, t.mode, t.refusal, t.motive, t.consent,
    d.document_id, json_extract(b.resource, '$.content[0].attachment.title'),
    a.kind, a.identifier, a.name, a.profession, a.profession_label, a.speciality, a.speciality_label, a.organisation,
    w.kind, w.identifier, w.name, w.profession, w.profession_label, w.speciality, w.speciality_label, w.organisation
  FROM traces t JOIN actors a ON a.actor = t.actor LEFT JOIN actors w ON w.actor = t.target
    LEFT JOIN documents d ON d.n = t.document LEFT JOIN bodies b ON b.n = t.document";

/// The newest of a record, hidden or not: for the treating doctor, who sees them all (R1111-43).
pub fn newest(connection: &Connection, patient: &str, most: u32) -> Result<Vec<Event>, Fault> {
    let sql = format!("{EVENT} WHERE t.patient_id = ? ORDER BY t.at DESC, t.n DESC LIMIT ?");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(rusqlite::params![patient, most], event)?;
    rows.map(|row| row?).collect()
}

fn event(row: &Row<'_>) -> rusqlite::Result<Result<Event, Fault>> {
    let (deed, mode): (String, i64) = (row.get(3)?, row.get(4)?);
    let (Some(deed), Some(mode)) = (Deed::of(&deed), Mode::of(mode)) else {
        return Ok(Err(Fault::Broken(format!("{deed}, {mode}: not of a trace"))));
    };
    let document: Option<String> = row.get(8)?;
    let title: Option<String> = row.get(9)?;
    Ok(Ok(Event {
        id: row.get(0)?,
        patient: row.get(1)?,
        at: row.get(2)?,
        deed,
        mode,
        refusal: row.get(5)?,
        motive: row.get(6)?,
        consent: row.get(7)?,
        document: document.map(|id| (id, title.unwrap_or_default())),
        agent: agent(row, 10)?,
        target: row.get::<_, Option<String>>(18)?.map(|_| agent(row, 18)).transpose()?,
    }))
}

/// Somebody, from the columns of `actors` that begin at `first`.
pub fn agent(row: &Row<'_>, first: usize) -> rusqlite::Result<Agent> {
    let text = |column: usize| row.get::<_, String>(first + column);
    let kind = text(0)?;
    Ok(Agent {
        kind: Kind::ALL.into_iter().find(|known| known.word() == kind).unwrap_or(Kind::Organisation),
        identifier: text(1)?,
        name: text(2)?,
        profession: Coded { code: text(3)?, label: text(4)? },
        speciality: Coded { code: text(5)?, label: text(6)? },
        organisation: text(7)?,
    })
}

/// One trace; hidden, somebody else's or unknown: the same 404.
pub async fn trace(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    let patient = who.patient.clone();
    let found = sandbox
        .store
        .read(move |connection| {
            let sql = format!("SELECT n FROM traces WHERE {WITHIN} AND trace_id = ?2");
            let n: Option<i64> = connection.prepare_cached(&sql)?.query_row([patient, id], |row| row.get(0)).optional()?;
            let Some(n) = n else { return Ok(None) };
            connection.prepare_cached(&format!("{EVENT} WHERE t.n = ?"))?.query_row([n], event)?.map(Some)
        })
        .await?;
    let found = found.ok_or_else(Refusal::not_found)?;
    Ok(answer::read(&headers, 1, || resource(audit_event(&found).to_string())))
}
