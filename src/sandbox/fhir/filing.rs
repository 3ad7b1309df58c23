//! A document on its way into the record: written once as it is served, once as it is searched.

use super::dates::{FAR, instant};
use super::write::{Coding, Sheet, document, fold};
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use crate::wire::fhir::system::{CONFIDENTIALITY, URI, VISIBILITY};
use crate::wire::fhir::visibility::{NORMAL, NOT_FOR_PATIENT};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rusqlite::{Connection, params};
use sha1::{Digest, Sha1};

/// Bytes kept once, however many documents hold them.
#[derive(Debug, Clone)]
pub struct Blob {
    pub id: i64,
    pub size: usize,
    /// SHA-1 in base 64, as FHIR's `attachment.hash`.
    pub hash: String,
}

pub fn keep(connection: &Connection, bytes: &[u8]) -> Result<Blob, Fault> {
    connection.prepare_cached("INSERT INTO blobs (bytes) VALUES (?)")?.execute([bytes])?;
    Ok(Blob { id: connection.last_insert_rowid(), size: bytes.len(), hash: STANDARD.encode(Sha1::digest(bytes)) })
}

/// `content` is the id under `Binary/` or, for a document Bundle, `Bundle/`.
pub fn file(connection: &Connection, sheet: &Sheet<'_>, content: &str, bundle: bool, blob: i64) -> Result<(), Fault> {
    let (resource, base_at) = document(sheet)?;
    let date = date(sheet.date)?;
    let (given, family) = match sheet.author.patient {
        true => (fold(sheet.source.given), fold(sheet.source.family)),
        false => names(sheet.author.name),
    };
    let mut labels = vec![Coding::new(CONFIDENTIALITY, NORMAL, None)];
    labels.extend(sheet.labels.iter().map(|label| Coding::new(VISIBILITY, label, None)));
    let logical = format!("urn:uuid:{}", super::write::uuid(sheet.id));
    let named: Vec<Coding<'_>> =
        std::iter::once(sheet.unique).chain(sheet.named(&logical)).map(|value| Coding::new(URI, value, None)).collect();
    let related = sheet.replaces.into_iter().chain(sheet.related.iter().map(|other| other.rsplit('/').next().unwrap_or(other)));
    let related: String = related.fold(String::new(), |lines, id| lines + "\n|" + id + "\n");
    let sql = "INSERT INTO documents (document_id, patient_id, hidden, version, status, archived, date, creation, updated,
       period_start, period_end, type, category, types, categories, formats, facilities, settings, labels, events, identifiers,
       related, author_given, author_family, content_id, bundle, media_type, blob_id)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, '', ?19, ?20, ?21, ?22, ?23,
       ?24, ?25, ?26)";
    connection.prepare_cached(sql)?.execute(params![
        sheet.id,
        sheet.source.patient,
        sheet.labels.contains(&NOT_FOR_PATIENT),
        sheet.version,
        sheet.status,
        sheet.archived,
        date,
        self::date(sheet.updated)?,
        self::date(sheet.start)?,
        sheet.end.map_or(Ok(FAR), |end| self::date(end).map(|end| end + 1))?,
        sheet.kind.code,
        sheet.class.code,
        lines(&[sheet.kind]),
        lines(&[sheet.class]),
        lines(&[sheet.format]),
        lines(&[sheet.facility]),
        lines(&[sheet.setting]),
        lines(&labels),
        lines(&named),
        related,
        given,
        family,
        content,
        bundle,
        sheet.media_type,
        blob,
    ])?;
    let n = connection.last_insert_rowid();
    connection
        .prepare_cached("INSERT INTO bodies (n, base_at, resource) VALUES (?, ?, ?)")?
        .execute(params![n, base_at, resource])?;
    Ok(())
}

fn date(text: &str) -> Result<Millis, Fault> {
    instant(text).ok_or_else(|| Fault::Broken(format!("{text}: not a date")))
}

/// Lines `system|code`, between line feeds.
fn lines(codings: &[Coding<'_>]) -> String {
    let mut text = "\n".to_owned();
    for coding in codings {
        text.push_str(coding.system.unwrap_or(""));
        text.push('|');
        text.push_str(coding.code);
        text.push('\n');
    }
    text
}

/// Given and family names of "Dr Alice Dumont", folded.
fn names(name: &str) -> (String, String) {
    let folded = fold(name);
    let bare = ["dr ", "pr ", "m. ", "mme "].iter().find_map(|title| folded.strip_prefix(title)).unwrap_or(&folded);
    bare.split_once(' ').map_or((String::new(), bare.to_owned()), |(given, family)| (given.to_owned(), family.to_owned()))
}
