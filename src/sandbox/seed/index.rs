//! The fictional record: `assets/record/index.json` and the files that it names, with each person's name in them.

use super::people::Person;
use super::{failed, id, oid};
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::dates;
use crate::sandbox::fhir::filing::{file, keep};
use crate::sandbox::fhir::write::{Author, Coding, Sheet};
use crate::sandbox::options::Failure;
use crate::wire::fhir::system::{CLASS, FACILITY, FORMAT, SETTING};
use rusqlite::Connection;
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

#[derive(RustEmbed)]
#[folder = "assets/record/"]
#[exclude = "make/*"]
#[allow_missing = true]
struct Embedded;

#[derive(Deserialize)]
struct Index {
    documents: Vec<Entry>,
}

#[derive(Deserialize)]
pub struct Entry {
    pub key: String,
    patients: Vec<String>,
    file: String,
    media_type: String,
    title: String,
    pub r#type: Code,
    pub class: Code,
    format: String,
    /// RFC 3339, as `deposited` and the period.
    date: String,
    pub deposited: String,
    period: Option<Period>,
    pub author: Writer,
    facility: Code,
    setting: Code,
    #[serde(default)]
    pub labels: Vec<String>,
    #[serde(default)]
    archived: bool,
    /// The key of the older version.
    replaces: Option<String>,
    #[serde(default = "french")]
    language: String,
    #[serde(default)]
    delivery: Delivery,
}

fn french() -> String {
    "fr-FR".to_owned()
}

#[derive(Deserialize)]
pub struct Code {
    system: Option<String>,
    pub code: String,
    pub display: Option<String>,
}

impl Code {
    fn coding<'a>(&'a self, system: &'a str) -> Coding<'a> {
        Coding { system: Some(self.system.as_deref().unwrap_or(system)), code: &self.code, display: self.display.as_deref() }
    }
}

#[derive(Deserialize)]
struct Period {
    start: String,
    end: Option<String>,
}

#[derive(Deserialize)]
pub struct Writer {
    pub name: String,
    pub rpps: Option<String>,
    pub profession: Option<Code>,
    pub speciality: Option<Code>,
    pub organisation: Option<String>,
    #[serde(default)]
    pub patient: bool,
}

/// How `attachment.url` is written.
#[derive(Deserialize, Default, PartialEq, Eq, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Delivery {
    /// `Binary/…`
    #[default]
    Binary,
    /// `Bundle/…`, a FHIR document.
    Bundle,
    /// `http://…/Binary/…`
    Absolute,
}

pub struct Record {
    index: Index,
    folder: Option<PathBuf>,
}

impl Record {
    /// None when there is no index at all.
    pub fn open(folder: Option<&Path>) -> Result<Option<Self>, String> {
        let Some(bytes) = read(folder, "index.json") else { return Ok(None) };
        let index = serde_json::from_slice(&bytes).map_err(|error| format!("index.json: {error}"))?;
        Ok(Some(Self { index, folder: folder.map(Path::to_owned) }))
    }

    /// The documents of `person`.
    pub fn of(&self, person: &Person) -> impl Iterator<Item = &Entry> {
        self.index.documents.iter().filter(|entry| entry.patients.iter().any(|key| *key == person.key))
    }

    /// Files all the documents of `person`.
    pub fn file(&self, connection: &Connection, person: &Person) -> Result<(), Failure> {
        for entry in self.of(person) {
            let named = |fault: Fault| match fault {
                Fault::Broken(why) => Failure::Record(format!("{}: {why}", entry.key)),
                full_or_busy @ (Fault::Full | Fault::Busy) => failed(full_or_busy),
            };
            self.file_one(connection, person, entry).map_err(named)?;
        }
        Ok(())
    }

    fn file_one(&self, connection: &Connection, person: &Person, entry: &Entry) -> Result<(), Fault> {
        let (patient, ins) = (person.patient_id(), person.ins());
        let document_id = |key: &str| document_id(&patient, key);
        let (document, content, unique) =
            (document_id(&entry.key), id(&["content", &patient, &entry.key]), oid(&["document", &patient, &entry.key]));
        let bytes =
            read(self.folder.as_deref(), &entry.file).ok_or_else(|| Fault::Broken(format!("{} is missing", entry.file)))?;
        let mut bytes = personal(&bytes, entry, person, &patient, &ins, &unique);
        let bundle = entry.delivery == Delivery::Bundle;
        if bundle {
            bytes = with_id(bytes, &content)?;
        }
        let blob = keep(connection, &bytes)?;
        // The older version was changed when the newer one came.
        let newer = self.index.documents.iter().find(|other| other.replaces.as_deref() == Some(&entry.key));
        let newer = newer.filter(|newer| newer.patients.iter().any(|key| *key == person.key));
        let updated = newer.map_or(&entry.deposited, |newer| latest(&entry.deposited, &newer.deposited));
        let labels: Vec<&str> = entry.labels.iter().map(String::as_str).filter(|label| *label != "N").collect();
        let replaces = entry.replaces.as_deref().map(document_id);
        let author = &entry.author;
        let pair = |code: &'_ Option<Code>| code.as_ref().map(|code| (code.code.clone(), code.display.clone()));
        let (profession, speciality) = (pair(&author.profession), pair(&author.speciality));
        let sheet = Sheet {
            id: &document,
            version: if newer.is_some() { 2 } else { 1 },
            updated,
            source: person.source(&patient, &ins),
            unique: &format!("urn:oid:{unique}"),
            identifiers: &[],
            status: if newer.is_some() { "superseded" } else { "current" },
            title: &entry.title,
            description: None,
            kind: entry.r#type.coding(crate::wire::fhir::system::LOINC),
            class: entry.class.coding(CLASS),
            format: Coding::new(FORMAT, &entry.format, None),
            date: &entry.date,
            start: entry.period.as_ref().map_or(&entry.date, |period| &period.start),
            end: entry.period.as_ref().and_then(|period| period.end.as_deref()),
            author: Author {
                name: &author.name,
                rpps: author.rpps.as_deref(),
                profession: profession.as_ref().map(|(code, display)| (code.as_str(), display.as_deref())),
                speciality: speciality.as_ref().map(|(code, display)| (code.as_str(), display.as_deref())),
                organisation: author.organisation.as_deref(),
                patient: author.patient,
            },
            facility: entry.facility.coding(FACILITY),
            setting: entry.setting.coding(SETTING),
            labels: &labels,
            archived: entry.archived,
            replaces: replaces.as_deref(),
            related: &[],
            language: &entry.language,
            media_type: &entry.media_type,
            url: &format!("{}/{content}", if bundle { "Bundle" } else { "Binary" }),
            absolute: entry.delivery == Delivery::Absolute,
            size: blob.size,
            hash: &blob.hash,
        };
        file(connection, &sheet, &content, bundle, blob.id)
    }
}

/// Of the document that an entry becomes in a record.
pub fn document_id(patient: &str, key: &str) -> String {
    id(&["document", patient, key])
}

fn latest<'a>(one: &'a String, other: &'a String) -> &'a String {
    if dates::instant(other) > dates::instant(one) { other } else { one }
}

fn read(folder: Option<&Path>, name: &str) -> Option<Cow<'static, [u8]>> {
    match folder {
        Some(folder) => std::fs::read(folder.join(name)).ok().map(Cow::Owned),
        None => Embedded::get(name).map(|file| file.data),
    }
}

/// The same file in each person's name. Files in another encoding than UTF-8 are taken byte for byte: the placeholders and
/// what replaces them are ASCII but for names, written in the file's own encoding when it is Latin-1.
fn personal(bytes: &[u8], entry: &Entry, person: &Person, patient: &str, ins: &str, unique: &str) -> Vec<u8> {
    let text = ["text/", "application/fhir", "application/json", "application/xml", "application/rtf"];
    if !text.iter().any(|kind| entry.media_type.starts_with(kind)) {
        return bytes.to_vec();
    }
    let birth: String = person.birth.chars().filter(char::is_ascii_digit).collect();
    let replaced = [
        ("{{family}}", person.family.as_ref()),
        ("{{given}}", person.given.as_ref()),
        ("{{birth}}", &birth),
        ("{{birth_fhir}}", person.birth.as_ref()),
        ("{{sex}}", if person.female { "F" } else { "M" }),
        ("{{ins}}", ins),
        ("{{patient_id}}", patient),
        ("{{oid}}", unique),
    ];
    let mut result = bytes.to_vec();
    for (placeholder, value) in replaced {
        result = replace(&result, placeholder.as_bytes(), value.as_bytes());
    }
    result
}

fn replace(bytes: &[u8], wanted: &[u8], by: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = rest.windows(wanted.len()).position(|window| window == wanted) {
        let (before, found) = rest.split_at(at);
        result.extend_from_slice(before);
        result.extend_from_slice(by);
        rest = found.get(wanted.len()..).unwrap_or(&[]);
    }
    result.extend_from_slice(rest);
    result
}

/// A Bundle is read at its own id. Written into the text, so that no number in it is written anew.
fn with_id(bytes: Vec<u8>, id: &str) -> Result<Vec<u8>, Fault> {
    let value: serde_json::Value = serde_json::from_slice(&bytes)?;
    let text = String::from_utf8(bytes).map_err(|error| Fault::Broken(error.to_string()))?;
    match (value.get("id"), text.split_once('{')) {
        (None, Some((before, after))) => Ok(format!("{before}{{\"id\":\"{id}\",{after}").into_bytes()),
        (Some(_), _) | (_, None) => Ok(text.into_bytes()),
    }
}
