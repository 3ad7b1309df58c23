//! `PATCH DocumentReference` (TD3.3): a person masks a document, archives it, deletes what they added, and takes the first two
//! back. Nothing else of a document ever changes: what a patch has changed is looked at, not how it says it.

use super::patch::{self, Patch, unprocessable};
use super::search::line;
use super::standing::Standing;
use super::write::{ANY_BASE, with_base, without_base};
use super::{answer, query};
use crate::sandbox::Sandbox;
use crate::sandbox::auth::session::Who;
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Origin, Person, Refusal, set, typed};
use crate::sandbox::traces::{self, Deed};
use crate::wire::fhir::JSON_PATCH;
use crate::wire::fhir::system::{URI, VISIBILITY};
use crate::wire::fhir::visibility::MASKED;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::Value;
use std::sync::Arc;

/// By its logical id.
pub async fn change(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    origin: Origin,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let patient = who.patient.clone();
    let found = sandbox.store.read(move |connection| ids(connection, &patient, "document_id = ?", &id)).await?;
    one(&sandbox, &who, &origin.base(), &found, &headers, &body).await
}

/// By one of its identifiers: 404 when it names none, 412 when it names several.
pub async fn change_identified(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    origin: Origin,
    RawQuery(url): RawQuery,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let parameters = query::parse(url.as_deref(), &[]);
    let (system, code) = match parameters.as_slice() {
        [one] if one.name == "identifier" && one.modifier.is_none() && !one.value.is_empty() => query::token(&one.value),
        [..] => return Err(Refusal::invalid("identifier=system|value is expected, alone")),
    };
    let (patient, wanted) = (who.patient.clone(), line(system.as_deref(), &code));
    let found = sandbox.store.read(move |connection| ids(connection, &patient, "instr(identifiers, ?) > 0", &wanted)).await?;
    one(&sandbox, &who, &origin.base(), &found, &headers, &body).await
}

/// One or two. Hidden, somebody else's or unknown: none.
fn ids(connection: &Connection, patient: &str, which: &str, value: &str) -> Result<Vec<String>, Fault> {
    let sql = format!("SELECT document_id FROM documents WHERE patient_id = ? AND hidden = 0 AND {which} LIMIT 2");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([patient, value], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Those that have this identifier, which is an URI: one or two of them.
pub fn find_identified(connection: &Connection, patient: &str, identifier: &str) -> Result<Vec<String>, Fault> {
    ids(connection, patient, "instr(identifiers, ?) > 0", &line(Some(URI), identifier))
}

async fn one(
    sandbox: &Sandbox,
    who: &Who,
    base: &str,
    found: &[String],
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Response, Refusal> {
    // Whether it exists is said first, and in the same way whatever was sent.
    let id = match found {
        [] => return Err(Refusal::not_found()),
        [id] => id.clone(),
        [..] => {
            let text = "the identifier names several documents";
            return Err(Refusal::new(StatusCode::PRECONDITION_FAILED, "several", "multiple-matches", text));
        }
    };
    typed(headers, &[JSON_PATCH])?;
    let version = answer::if_match(headers).ok_or_else(Refusal::stale)?;
    let patch = patch::read(body)?;
    let now = sandbox.time.now();
    let asked = Asked { patient: who.patient.clone(), id, base: base.to_owned(), version, fresh: who.is_fresh(now), now };
    let (version, text) = sandbox.store.write(move |transaction| asked.change(transaction, &patch)).await??;
    let mut response = answer::resource(text);
    set(&mut response, header::ETAG, &format!("W/\"{version}\""));
    Ok(response)
}

/// What became of a document that another takes the place of.
pub enum Superseded {
    Done,
    /// It is not one of this record, or is not shown to the person.
    Unknown,
    /// Somebody else added it.
    NotOwn,
    /// It has been replaced already, or deleted.
    Past,
}

/// Another document takes its place (TD2.1): only of one that the person added, and that is current.
pub fn supersede(connection: &Connection, patient: &str, id: &str, now: Millis) -> Result<Superseded, Fault> {
    let sql = "SELECT n, version, labels, base_at, resource FROM documents JOIN bodies USING (n)
               WHERE document_id = ? AND patient_id = ? AND hidden = 0";
    let kept = connection.prepare_cached(sql)?.query_row([id, patient], Kept::read).optional()?;
    let Some(kept) = kept else { return Ok(Superseded::Unknown) };
    let mut text = String::new();
    with_base(&mut text, &kept.resource, kept.base_at, ANY_BASE);
    let mut resource: Value = serde_json::from_str(&text)?;
    if !is_own(&resource) {
        return Ok(Superseded::NotOwn);
    }
    let mut standing = Standing::take(&mut resource).ok_or_else(|| Fault::Broken(format!("{id}: not a document")))?;
    if standing.status != "current" {
        return Ok(Superseded::Past);
    }
    standing.status = "superseded".to_owned();
    standing.put(&mut resource);
    let (patient, id, base, version) = (patient.to_owned(), id.to_owned(), ANY_BASE.to_owned(), kept.version);
    let asked = Asked { patient, id, base, version, fresh: true, now };
    asked.keep(connection, &kept, &standing, resource).map(|_changed| Superseded::Done)
}

/// The person added it.
fn is_own(resource: &Value) -> bool {
    resource.pointer("/author/0/reference").is_some_and(|author| author == "#src-patient")
}

struct Asked {
    patient: String,
    id: String,
    base: String,
    /// That of `If-Match`.
    version: u32,
    /// The password was given not long ago.
    fresh: bool,
    now: Millis,
}

/// A document as it is kept.
struct Kept {
    n: i64,
    version: u32,
    labels: String,
    base_at: Option<u32>,
    resource: String,
}

impl Kept {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self { n: row.get(0)?, version: row.get(1)?, labels: row.get(2)?, base_at: row.get(3)?, resource: row.get(4)? })
    }
}

impl Asked {
    /// The version and the resource that there are after. A refusal has changed nothing; nor has a patch that asks for what is
    /// so already.
    fn change(&self, connection: &Connection, patch: &Patch) -> Result<Result<(u32, String), Refusal>, Fault> {
        let sql = "SELECT n, version, labels, base_at, resource FROM documents JOIN bodies USING (n)
                   WHERE document_id = ? AND patient_id = ? AND hidden = 0";
        let kept = connection.prepare_cached(sql)?.query_row([&self.id, &self.patient], Kept::read).optional()?;
        let Some(kept) = kept else { return Ok(Err(Refusal::not_found())) };
        if kept.version != self.version {
            return Ok(Err(Refusal::stale()));
        }
        let mut text = String::new();
        with_base(&mut text, &kept.resource, kept.base_at, &self.base);
        let mut resource: Value = serde_json::from_str(&text)?;
        let mut asked = match patch.apply(&resource) {
            Ok(asked) => asked,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let before = Standing::take(&mut resource).ok_or_else(|| Fault::Broken(format!("{}: not a document", self.id)))?;
        let Some(after) = Standing::take(&mut asked).filter(|_| asked == resource) else {
            return Ok(Err(unprocessable("only MASQUE_PS, isArchived and entered-in-error can be changed")));
        };
        let own = is_own(&resource);
        let deeds = match before.towards(&after, own) {
            Ok(deeds) => deeds,
            Err(refusal) => return Ok(Err(refusal)),
        };
        // Deleting is grave; masking and archiving are taken back at will (S28).
        if deeds.contains(&Deed::Delete) && !self.fresh {
            return Ok(Err(Refusal::step_up()));
        }
        if deeds.is_empty() {
            return Ok(Ok((kept.version, text)));
        }
        after.put(&mut resource);
        let changed = self.keep(connection, &kept, &after, resource)?;
        for deed in deeds {
            traces::own(connection, &self.patient, deed, Some(&self.id), self.now)?;
        }
        Ok(Ok(changed))
    }

    /// As it is served and as it is searched, together.
    fn keep(
        &self,
        connection: &Connection,
        kept: &Kept,
        standing: &Standing,
        mut resource: Value,
    ) -> Result<(u32, String), Fault> {
        let version = kept.version + 1;
        for (member, value) in [("/meta/versionId", version.to_string()), ("/meta/lastUpdated", instant(self.now))] {
            if let Some(kept) = resource.pointer_mut(member) {
                *kept = value.into();
            }
        }
        let mask = format!("{VISIBILITY}|{MASKED}\n");
        let labels = kept.labels.replace(&mask, "") + if standing.masked { &mask } else { "" };
        let sql = "UPDATE documents SET version = ?, updated = ?, status = ?, archived = ?, labels = ?
                   WHERE document_id = ? AND patient_id = ?";
        let (status, archived) = (&standing.status, standing.archived);
        let key = params![version, self.now, status, archived, labels, self.id, self.patient];
        connection.prepare_cached(sql)?.execute(key)?;
        let text = resource.to_string();
        let (resource, base_at) = without_base(resource, kept.base_at.is_some(), &self.base)?;
        let sql =
            "UPDATE bodies SET base_at = ?, resource = ? WHERE n = (SELECT n FROM documents WHERE n = ? AND patient_id = ?)";
        connection.prepare_cached(sql)?.execute(params![base_at, resource, kept.n, self.patient])?;
        Ok((version, text))
    }
}
