//! A document that arrives in a record, whoever sends it: what the record says of the person is joined to what the sender says.

use crate::sandbox::chance;
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::filing::{file, keep};
use crate::sandbox::fhir::write::{Author, Coding, Sheet, Source};
use crate::wire::fhir::system::{FACILITY, FORMAT, SETTING};
use rusqlite::Connection;
use serde_json::Value;

pub struct Arrival<'a> {
    pub title: &'a str,
    pub kind: Coding<'a>,
    pub class: Coding<'a>,
    pub format: &'a str,
    /// RFC 3339, as the two of the period.
    pub date: &'a str,
    pub period: (&'a str, Option<&'a str>),
    pub author: Author<'a>,
    pub facility: &'a str,
    pub setting: &'a str,
    pub labels: &'a [&'a str],
    pub media_type: &'a str,
}

/// What a document may say of the person and of itself.
pub struct Facts<'a> {
    pub source: Source<'a>,
    /// Without `urn:oid:`.
    pub unique: &'a str,
}

impl Arrival<'_> {
    /// The row of the new document; `text` writes it.
    pub fn file(
        &self,
        connection: &Connection,
        patient: &str,
        now: Millis,
        text: impl Fn(&Facts<'_>) -> String,
    ) -> Result<i64, Fault> {
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
        let blob = keep(connection, text(&Facts { source, unique: &unique }).as_bytes())?;
        let sheet = Sheet {
            id: &id,
            version: 1,
            updated: &at,
            source,
            unique: &unique,
            status: "current",
            title: self.title,
            kind: self.kind,
            class: self.class,
            format: Coding::new(FORMAT, self.format, None),
            date: self.date,
            start: self.period.0,
            end: self.period.1,
            author: self.author,
            facility: Coding::new(FACILITY, self.facility, None),
            setting: Coding::new(SETTING, self.setting, None),
            labels: self.labels,
            archived: false,
            replaces: None,
            language: "fr-FR",
            media_type: self.media_type,
            url: &format!("Binary/{content}"),
            absolute: false,
            size: blob.size,
            hash: &blob.hash,
        };
        file(connection, &sheet, &content, false, blob.id)?;
        Ok(connection.query_row("SELECT n FROM documents WHERE document_id = ?", [&id], |row| row.get(0))?)
    }
}
