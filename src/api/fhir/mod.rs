//! FHIR R4 as servers really send it: lenient views over raw JSON. Each entry is read alone, so that a bad one never
//! hides the others; a resource that says it must not be read without understanding it is not read (DOCUMENTS §4).

mod answer;
mod author;
mod bundle;
mod code;
mod consent;
pub mod contact;
pub mod deposit;
mod document;
mod filing;
pub mod form;
mod kept;
mod lenient;
mod notice;
mod outcome;
mod patient;
mod professional;
pub mod response;
pub mod statement;
mod trace;
mod who;

pub use bundle::{Bundle, Found, listing, page};
pub use consent::{block, consents, ended, stay, switched};
pub use document::document;
pub use filing::patch;
pub use kept::Kept;
pub use notice::{notice, notices, of_code};
pub use outcome::{Issue, issues};
pub use patient::{Holder, patient};
pub use professional::{establishments, professionals};
pub use trace::{history, sifted};
pub use who::{matrix, who};

use crate::domain::Problem;
use lenient::{loose, many};
use serde::Deserialize;
use serde_json::value::RawValue;

/// What every resource has, and what decides whether it may be read at all.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Head {
    pub resource_type: String,
    #[serde(default, deserialize_with = "loose")]
    pub id: Option<String>,
    /// Rules without which the rest has another meaning.
    implicit_rules: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "many")]
    modifier_extension: Vec<Box<RawValue>>,
}

impl Head {
    /// Nothing in it changes the meaning of what we understand (FHIR R4, modifier elements).
    pub fn plain(&self) -> bool {
        self.implicit_rules.is_none() && self.modifier_extension.is_empty()
    }
}

/// The text of a JSON answer: UTF-8, a byte order mark ignored.
pub(super) fn text(bytes: &[u8]) -> Result<&str, Problem> {
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::Garbled)?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// A whole answer as a resource of this type.
fn resource<T: for<'a> Deserialize<'a>>(bytes: &[u8], kind: &str) -> Result<T, Problem> {
    let text = text(bytes)?;
    let head: Head = serde_json::from_str(text).map_err(|_| Problem::Garbled)?;
    if head.resource_type != kind || !head.plain() {
        return Err(Problem::Garbled);
    }
    serde_json::from_str(text).map_err(|_| Problem::Garbled)
}

/// What the server says it serves: the types of a `CapabilityStatement`.
pub(super) fn served(bytes: &[u8]) -> Result<Vec<String>, Problem> {
    #[derive(Deserialize)]
    struct Capability {
        #[serde(default, deserialize_with = "many")]
        rest: Vec<Rest>,
    }
    #[derive(Deserialize)]
    struct Rest {
        #[serde(default, deserialize_with = "many")]
        resource: Vec<Served>,
    }
    #[derive(Deserialize)]
    struct Served {
        #[serde(rename = "type")]
        kind: String,
    }
    let capability: Capability = resource(bytes, "CapabilityStatement")?;
    Ok(capability.rest.into_iter().flat_map(|rest| rest.resource).map(|served| served.kind).collect())
}

/// Whether these bytes are a resource of this type.
pub(super) fn is(bytes: &[u8], kind: &str) -> bool {
    let head = text(bytes).ok().and_then(|text| serde_json::from_str::<Head>(text).ok());
    head.is_some_and(|head| head.resource_type == kind)
}

/// A `Binary` in JSON, when these bytes are one: its media type and its data in base64.
pub(super) fn binary(bytes: &[u8]) -> Option<(Option<String>, String)> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Binary {
        resource_type: String,
        #[serde(default, deserialize_with = "loose")]
        content_type: Option<String>,
        #[serde(default)]
        data: String,
    }
    let binary: Binary = serde_json::from_str(text(bytes).ok()?).ok()?;
    (binary.resource_type == "Binary").then_some((binary.content_type, binary.data))
}

/// What is typed has no meaning for a search (FHIR R4 §3.1.1.4.0.3).
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(letter, '\\' | ',' | '|' | '$') {
            out.push('\\');
        }
        out.push(letter);
    }
    out
}
