//! `Practitioner`, `PractitionerRole` and `Organization`: searched page by page with what comes along, and one of them.

use super::kinds::{ORGANIZATION, PRACTITIONER, ROLE, Resource};
use super::search::{self, Search, numbers};
use super::table::{Organisation, Professional};
use super::write;
use crate::sandbox::Sandbox;
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::accept::need_json;
use crate::sandbox::fhir::answer::{self, resource};
use crate::sandbox::fhir::cursor::Cursor;
use crate::sandbox::fhir::query;
use crate::sandbox::fhir::searchset::Searchset;
use crate::sandbox::http::{Origin, Refusal};
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use rusqlite::{Connection, OptionalExtension, Row, params_from_iter};
use serde_json::Value;
use std::collections::HashSet;
use std::sync::Arc;

type Found = Result<Response, Refusal>;

pub async fn practitioners(sandbox: State<Arc<Sandbox>>, at: Origin, url: RawQuery, headers: HeaderMap, form: Bytes) -> Found {
    list(&sandbox, &PRACTITIONER, &at, &url, &headers, &form).await
}

pub async fn roles(sandbox: State<Arc<Sandbox>>, at: Origin, url: RawQuery, headers: HeaderMap, form: Bytes) -> Found {
    list(&sandbox, &ROLE, &at, &url, &headers, &form).await
}

pub async fn organizations(sandbox: State<Arc<Sandbox>>, at: Origin, url: RawQuery, headers: HeaderMap, form: Bytes) -> Found {
    list(&sandbox, &ORGANIZATION, &at, &url, &headers, &form).await
}

pub async fn practitioner(sandbox: State<Arc<Sandbox>>, id: Path<String>, headers: HeaderMap) -> Found {
    one(&sandbox, &PRACTITIONER, &id, &headers).await
}

pub async fn role(sandbox: State<Arc<Sandbox>>, id: Path<String>, headers: HeaderMap) -> Found {
    one(&sandbox, &ROLE, &id, &headers).await
}

pub async fn organization(sandbox: State<Arc<Sandbox>>, id: Path<String>, headers: HeaderMap) -> Found {
    one(&sandbox, &ORGANIZATION, &id, &headers).await
}

/// A row of any of the three.
enum Entry {
    Professional(Professional),
    Role(Professional, i64),
    Organisation(Organisation),
}

impl Entry {
    /// After the two columns of the order.
    fn read(of: &Resource, connection: &Connection, row: &Row<'_>) -> Result<Option<Self>, Fault> {
        let n: i64 = row.get(2)?;
        if of.name == ORGANIZATION.name {
            return Ok(super::table::organisation(connection, n)?.map(Self::Organisation));
        }
        let Some(professional) = super::table::professional(connection, n)? else { return Ok(None) };
        if of.name == ROLE.name {
            return Ok(Some(Self::Role(professional, row.get(1)?)));
        }
        Ok(Some(Self::Professional(professional)))
    }

    fn id(&self) -> String {
        match self {
            Self::Professional(row) => write::practitioner_id(row.n),
            Self::Role(row, rank) => write::role_id(row.n, *rank),
            Self::Organisation(row) => write::organization_id(row.n),
        }
    }

    fn written(&self, connection: &Connection) -> Result<Value, Fault> {
        Ok(match self {
            Self::Professional(row) => write::practitioner(row),
            Self::Role(row, rank) => write::role(row, *rank, workplace(connection, row, *rank)?.as_ref()),
            Self::Organisation(row) => write::organization(row),
        })
    }
}

fn workplace(connection: &Connection, row: &Professional, rank: i64) -> Result<Option<Organisation>, Fault> {
    match if rank == 1 { row.organisation } else { row.second } {
        Some(n) => super::table::organisation(connection, n),
        None => Ok(None),
    }
}

async fn list(sandbox: &Sandbox, of: &'static Resource, at: &Origin, url: &RawQuery, headers: &HeaderMap, form: &[u8]) -> Found {
    let parameters = query::parse(url.0.as_deref(), form);
    let format = parameters.iter().find(|parameter| parameter.name == "_format").map(|parameter| parameter.value.clone());
    need_json(headers, format.as_deref())?;
    let search = search::read(parameters, of, query::strict(headers))?;
    let base = at.base();
    let asked = search.clone();
    let page = sandbox.store.read(move |connection| page(connection, of, &asked)).await?;
    let set = Searchset { base: &base, kind: of.name, used: &search.paging.used, total: page.total, next: page.next };
    Ok(set.of(page.entries))
}

struct Page {
    total: u32,
    /// "match" or "include", and the resource.
    entries: Vec<(&'static str, Value)>,
    next: Option<Cursor>,
}

fn page(connection: &Connection, of: &Resource, search: &Search) -> Result<Page, Fault> {
    let (sql, values) = search.count_sql(of);
    let total = connection.prepare_cached(&sql)?.query_row(params_from_iter(values), |row| row.get(0))?;
    let mut page = Page { total, entries: Vec::new(), next: None };
    if search.paging.count == 0 {
        return Ok(page);
    }
    let (sql, values) = search.page_sql(of, "n");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query(params_from_iter(values))?;
    let (mut matches, mut last) = (Vec::new(), None);
    while let Some(row) = rows.next()? {
        if matches.len() == usize::try_from(search.paging.count).unwrap_or(usize::MAX) {
            page.next = last;
            break;
        }
        last = Some(Cursor(vec![row.get(0)?, row.get(1)?]));
        matches.extend(Entry::read(of, connection, row)?);
    }
    let along = along(&matches, search, connection)?;
    let mut written = HashSet::new();
    for (mode, entry) in matches.iter().map(|found| ("match", found)).chain(along.iter().map(|found| ("include", found))) {
        if written.insert(entry.id()) {
            page.entries.push((mode, entry.written(connection)?));
        }
    }
    Ok(page)
}

/// What was asked to come along.
fn along(matches: &[Entry], search: &Search, connection: &Connection) -> Result<Vec<Entry>, Fault> {
    let wants = |what: &str| search.along.contains(&what);
    let mut along = Vec::new();
    for found in matches {
        let (row, ranks) = match found {
            Entry::Professional(row) if wants("PractitionerRole:practitioner") => {
                (row, 1..=if row.second.is_some() { 2 } else { 1 })
            }
            Entry::Role(row, rank) => (row, *rank..=*rank),
            Entry::Professional(_) | Entry::Organisation(_) => continue,
        };
        if wants("PractitionerRole:practitioner") {
            along.push(Entry::Professional(row.clone()));
        }
        for rank in ranks {
            along.push(Entry::Role(row.clone(), rank));
            if wants("PractitionerRole:organization") {
                along.extend(workplace(connection, row, rank)?.map(Entry::Organisation));
            }
        }
    }
    Ok(along)
}

async fn one(sandbox: &Sandbox, of: &'static Resource, id: &str, headers: &HeaderMap) -> Found {
    need_json(headers, None)?;
    let numbers = numbers(id, of.prefix).filter(|numbers| numbers.len() == of.id.len()).ok_or_else(Refusal::not_found)?;
    let found = sandbox
        .store
        .read(move |connection| {
            let [first, last] = of.order;
            let id = of.id.iter().map(|column| format!("{column} = ?")).collect::<Vec<_>>().join(" AND ");
            let sql = format!("SELECT {first}, {last}, n FROM {} WHERE {id}", of.table);
            let mut statement = connection.prepare_cached(&sql)?;
            let row = statement.query_row(params_from_iter(numbers), |row| Ok(Entry::read(of, connection, row))).optional()?;
            match row.transpose()?.flatten() {
                Some(entry) => entry.written(connection).map(Some),
                None => Ok(None),
            }
        })
        .await?;
    let body = found.ok_or_else(Refusal::not_found)?;
    Ok(answer::read(headers, write::VERSION, || resource(body.to_string())))
}
