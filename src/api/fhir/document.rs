//! A `DocumentReference` as the list shows it.

use super::author::{Around, Included, author};
use super::code::{Concept, Identifier, Reference, line};
use super::lenient::{count, loose, many, some};
use super::{Head, text};
use crate::domain::{Author, Category, Clean, Content, Date, Document, DocumentId, Format, Kind, Precision, Problem, States};
use crate::wire::fhir::{extension, system, visibility};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::{Timestamp, civil};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct View {
    #[serde(default)]
    meta: Meta,
    #[serde(default, deserialize_with = "many")]
    contained: Vec<Box<RawValue>>,
    #[serde(default, deserialize_with = "some")]
    extension: Vec<Extension>,
    /// A modifier element: without it nothing is known of the rest.
    status: String,
    doc_status: Option<String>,
    #[serde(default, rename = "type", deserialize_with = "loose")]
    kind: Option<Concept>,
    #[serde(default, deserialize_with = "many")]
    category: Vec<Concept>,
    #[serde(default, deserialize_with = "loose")]
    date: Option<String>,
    #[serde(default, deserialize_with = "some")]
    author: Vec<Reference>,
    #[serde(default, deserialize_with = "many")]
    relates_to: Vec<Relation>,
    #[serde(default, deserialize_with = "loose")]
    description: Option<String>,
    /// Decides who may see the document: never skipped over when malformed.
    #[serde(default, deserialize_with = "many")]
    security_label: Vec<Concept>,
    #[serde(default, deserialize_with = "many")]
    content: Vec<ContentView>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Meta {
    #[serde(deserialize_with = "loose")]
    version_id: Option<String>,
    #[serde(deserialize_with = "loose")]
    last_updated: Option<String>,
    #[serde(deserialize_with = "some")]
    security: Vec<super::code::Coding>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extension {
    #[serde(default)]
    url: String,
    #[serde(default, deserialize_with = "loose")]
    value_boolean: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Relation {
    code: String,
    #[serde(default)]
    target: Reference,
    #[serde(default, deserialize_with = "many")]
    modifier_extension: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ContentView {
    attachment: Attachment,
    #[serde(default, deserialize_with = "many")]
    modifier_extension: Vec<Box<RawValue>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Attachment {
    #[serde(deserialize_with = "loose")]
    content_type: Option<String>,
    #[serde(deserialize_with = "loose")]
    url: Option<String>,
    #[serde(deserialize_with = "loose")]
    data: Option<String>,
    #[serde(deserialize_with = "count")]
    size: Option<u64>,
    #[serde(deserialize_with = "loose")]
    hash: Option<String>,
    #[serde(deserialize_with = "loose")]
    title: Option<String>,
    #[serde(deserialize_with = "loose")]
    creation: Option<String>,
}

/// What an entry turns out to be.
pub(super) enum Entry {
    Document(Box<Document>),
    /// Deleted, or not for the patient: it does not exist for them, and is not counted either.
    NotShown,
}

/// A whole answer that is one `DocumentReference`.
pub fn document(bytes: &[u8]) -> Result<Document, Problem> {
    let raw: &RawValue = serde_json::from_str(text(bytes)?).map_err(|_| Problem::Garbled)?;
    match entry(raw, &Included::new()) {
        Some(Entry::Document(document)) => Ok(*document),
        Some(Entry::NotShown) => Err(Problem::NotFound),
        None if kept_from_patient(raw) => Err(Problem::NotFound),
        None => Err(Problem::Garbled),
    }
}

/// Nothing when it cannot be understood.
pub(super) fn entry(raw: &RawValue, included: &Included<'_>) -> Option<Entry> {
    let head: Head = serde_json::from_str(raw.get()).ok()?;
    if head.resource_type != "DocumentReference" || !head.plain() {
        return None;
    }
    let view: View = serde_json::from_str(raw.get()).ok()?;
    let modified = view.content.iter().any(|content| !content.modifier_extension.is_empty())
        || view.relates_to.iter().any(|relation| !relation.modifier_extension.is_empty());
    let superseded = match view.status.as_str() {
        "current" => false,
        "superseded" => true,
        "entered-in-error" => return Some(Entry::NotShown),
        _ => return None,
    };
    if view.doc_status.as_deref() == Some("entered-in-error") || view.labelled(visibility::NOT_FOR_PATIENT) {
        return Some(Entry::NotShown);
    }
    if modified {
        return None;
    }
    let id = DocumentId::new(head.id.as_deref()?)?;
    let around = Around { contained: &view.contained, included };
    Some(Entry::Document(Box::new(view.document(id, superseded, author(&view.author, &around))?)))
}

/// Whether an entry that cannot be understood might be one that the patient must not even know of.
pub(super) fn kept_from_patient(raw: &RawValue) -> bool {
    raw.get().contains(visibility::NOT_FOR_PATIENT)
}

impl View {
    /// Whatever the system of the code: a label that hides is obeyed.
    fn labelled(&self, code: &str) -> bool {
        let meta = self.meta.security.iter().any(|coding| coding.code.as_deref() == Some(code));
        meta || self.security_label.iter().any(|label| label.has(code))
    }

    fn document(&self, id: DocumentId, superseded: bool, author: Author) -> Option<Document> {
        let kind = self.kind();
        let contents: Vec<Content> = self.content.iter().filter_map(|content| content.attachment.content()).collect();
        if contents.is_empty() {
            return None;
        }
        let attachments = || self.content.iter().map(|content| &content.attachment);
        let title = attachments().find_map(|attachment| line(attachment.title.as_deref()));
        let title = title.or_else(|| line(self.description.as_deref())).or_else(|| kind.said.clone());
        let created = || attachments().find_map(|attachment| Date::fhir(attachment.creation.as_deref()?));
        Some(Document {
            id,
            title: title.unwrap_or_default(),
            category: Category::of(&kind.code, &kind.class),
            kind,
            date: self.date.as_deref().and_then(Date::fhir).or_else(created).map(day),
            deposited: self.deposited(),
            states: States {
                masked: self.labelled(visibility::MASKED),
                archived: self.archived(),
                superseded,
                hidden_from_representatives: self.labelled(visibility::NOT_FOR_REPRESENTATIVES),
                mine: author.patient,
                preliminary: self.doc_status.as_deref() == Some("preliminary"),
            },
            author,
            contents,
            replaces: self.replaces(),
            version: line(self.meta.version_id.as_deref()),
        })
    }

    /// A document that was changed since, masked perhaps, does not say any more when it came: a change is no deposit.
    fn deposited(&self) -> Option<Timestamp> {
        let first = self.meta.version_id.as_deref().is_none_or(|version| version == "1");
        self.meta.last_updated.as_deref().filter(|_| first).and_then(|instant| instant.parse().ok())
    }

    fn kind(&self) -> Kind {
        let types = self.kind.as_ref();
        let chosen = types.and_then(|concept| concept.best(&[system::LOINC, system::TYPE]));
        let class = self.category.iter().find_map(|concept| concept.of(&[system::CLASS]));
        let class = class.or_else(|| self.category.iter().find_map(|concept| concept.best(&[])));
        let code = |coding: Option<&super::code::Coding>| line(coding.and_then(|it| it.code.as_deref())).unwrap_or_default();
        Kind { code: code(chosen), class: code(class), said: types.and_then(|concept| concept.said(chosen)) }
    }

    fn archived(&self) -> bool {
        self.extension.iter().any(|it| it.url == extension::ARCHIVED && it.value_boolean == Some(true))
    }

    /// The logical id of the document replaced when the reference holds one, else its identifier.
    fn replaces(&self) -> Option<Clean> {
        let relation = self.relates_to.iter().find(|relation| relation.code == "replaces")?;
        let address = relation.target.reference.as_deref();
        let id = address.map(|address| address.rsplit('/').next().unwrap_or(address));
        let identifier = relation.target.identifier.as_ref().and_then(|it: &Identifier| it.value.as_deref());
        line(id.or(identifier))
    }
}

/// FHIR wants an instant of a document. The very beginning of a day, in Paris, is that day: no hour was said.
fn day(date: Date) -> Date {
    let whole = date.precision() == Precision::Minute && date.civil().time() == civil::Time::midnight();
    if whole { Date::day(date.civil().date()) } else { date }
}

impl Attachment {
    /// An attachment that is neither an address nor data is no content.
    fn content(&self) -> Option<Content> {
        let media_type = self.content_type.as_deref().unwrap_or_default();
        let url: Arc<str> = match (self.url.as_deref(), self.data.as_deref()) {
            (Some(url), _) if !url.trim().is_empty() => url.trim().into(),
            (_, Some(data)) => format!("data:{media_type};base64,{data}").into(),
            (Some(_) | None, None) => return None,
        };
        Some(Content {
            url,
            format: Format::of_media_type(media_type),
            media_type: Clean::line(media_type),
            size: self.size,
            sha1: self.hash.as_deref().and_then(sha1),
        })
    }
}

/// The SHA-1 of a `hash`: base64 of the twenty bytes, as FHIR wants it, or hexadecimal, in base64 or not, as XDS has it.
fn sha1(hash: &str) -> Option<[u8; 20]> {
    let hash = hash.trim();
    let decoded = STANDARD.decode(hash).unwrap_or_default();
    decoded.as_slice().try_into().ok().or_else(|| hexadecimal(hash.as_bytes())).or_else(|| hexadecimal(&decoded))
}

fn hexadecimal(text: &[u8]) -> Option<[u8; 20]> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pair = |pair: &[u8]| match pair {
        [high, low] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    };
    text.chunks(2).map(pair).collect::<Option<Vec<u8>>>()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_in_its_three_usual_forms() {
        let bytes: [u8; 20] = std::array::from_fn(|index| u8::try_from(index * 7).unwrap());
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        for form in [STANDARD.encode(bytes), hex.clone(), hex.to_uppercase(), STANDARD.encode(&hex)] {
            assert_eq!(sha1(&form), Some(bytes), "{form}");
        }
        for nonsense in ["", "abc", "é", &STANDARD.encode([1; 19]), "0123"] {
            assert_eq!(sha1(nonsense), None, "{nonsense}");
        }
    }
}
