//! A document that arrives in a record, whoever sends it: what the record says of the person is joined to what the sender says.

use super::filing::{file, keep};
use super::write::{Author, Coding, Sheet, Source};
use crate::sandbox::chance;
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::fault::Fault;
use crate::wire::fhir::system::FORMAT;
use rusqlite::Connection;
use serde_json::Value;
use std::borrow::Cow;

pub struct Arrival<'a> {
    pub title: &'a str,
    pub description: Option<&'a str>,
    pub kind: Coding<'a>,
    pub class: Coding<'a>,
    pub format: &'a str,
    /// RFC 3339, as the two of the period.
    pub date: &'a str,
    pub period: (&'a str, Option<&'a str>),
    pub author: Author<'a>,
    pub facility: Coding<'a>,
    pub setting: Coding<'a>,
    pub labels: &'a [&'a str],
    pub media_type: &'a str,
    pub ties: Ties<'a>,
}

/// How a document is named, and tied to others.
#[derive(Default)]
pub struct Ties<'a> {
    /// The master identifier, `urn:oid:…` or `urn:uuid:…`; none: one is drawn.
    pub unique: Option<&'a str>,
    /// Other identifiers that the sender gave.
    pub identifiers: &'a [&'a str],
    /// The logical id of the older version.
    pub replaces: Option<&'a str>,
    /// References to what it is about.
    pub related: &'a [&'a str],
}

/// The row and the logical id of a document that has arrived.
pub struct Arrived {
    pub n: i64,
    pub id: String,
}

/// What a document may say of the person and of itself.
pub struct Facts<'a> {
    pub source: Source<'a>,
    /// Without `urn:oid:`.
    pub unique: &'a str,
}

impl<'a> Arrival<'a> {
    /// `bytes` writes what it holds.
    pub fn file(
        &self,
        connection: &Connection,
        patient: &str,
        now: Millis,
        bytes: impl Fn(&Facts<'_>) -> Cow<'a, [u8]>,
    ) -> Result<Arrived, Fault> {
        let sql = "SELECT resource FROM patients WHERE patient_id = ?";
        let resource: String = connection.prepare_cached(sql)?.query_row([patient], |row| row.get(0))?;
        let resource: Value = serde_json::from_str(&resource)?;
        let said = |path: &str| resource.pointer(path).and_then(Value::as_str).unwrap_or_default();
        let source = Source {
            patient,
            ins: said("/identifier/0/value"),
            family: said("/name/0/family"),
            given: said("/name/0/given/0"),
            gender: said("/gender"),
            birth: said("/birthDate"),
        };
        let (id, content, at) = (chance::id()?, chance::id()?, instant(now));
        let unique = format!("2.25.{}", u128::from_be_bytes(chance::bytes()?));
        let blob = keep(connection, &bytes(&Facts { source, unique: &unique }))?;
        let unique = format!("urn:oid:{unique}");
        let sheet = Sheet {
            id: &id,
            version: 1,
            updated: &at,
            source,
            unique: self.ties.unique.unwrap_or(&unique),
            identifiers: self.ties.identifiers,
            status: "current",
            title: self.title,
            description: self.description,
            kind: self.kind,
            class: self.class,
            format: Coding::new(FORMAT, self.format, None),
            date: self.date,
            start: self.period.0,
            end: self.period.1,
            author: self.author,
            facility: self.facility,
            setting: self.setting,
            labels: self.labels,
            archived: false,
            replaces: self.ties.replaces,
            related: self.ties.related,
            language: "fr-FR",
            media_type: self.media_type,
            url: &format!("Binary/{content}"),
            absolute: false,
            size: blob.size,
            hash: &blob.hash,
        };
        file(connection, &sheet, &content, false, blob.id)?;
        let n = connection.query_row("SELECT n FROM documents WHERE document_id = ?", [&id], |row| row.get(0))?;
        Ok(Arrived { n, id })
    }
}
