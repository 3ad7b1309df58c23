//! A resource as the server keeps it: its text, to be changed without losing what is not understood, and what names it.

use super::Head;
use super::bundle::Found;
use super::code::{Identifier, line};
use super::lenient::{loose, some};
use crate::domain::{Clean, Problem};
use crate::wire::fhir::system;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

pub struct Kept {
    pub id: Clean,
    pub version: Option<Clean>,
    /// Its very bytes.
    pub text: String,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Meta {
    #[serde(deserialize_with = "loose")]
    pub version_id: Option<String>,
    #[serde(deserialize_with = "some")]
    pub security: Vec<super::code::Coding>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Named {
    #[serde(deserialize_with = "loose")]
    meta: Option<Meta>,
    /// One or several, according to the resource.
    identifier: Option<Box<RawValue>>,
    #[serde(deserialize_with = "loose")]
    master_identifier: Option<Identifier>,
}

impl Kept {
    /// A whole answer.
    pub fn read(bytes: &[u8], kind: &str) -> Result<Self, Problem> {
        Self::of(super::text(bytes)?, kind).map(|(kept, _)| kept).ok_or(Problem::Garbled)
    }

    /// What was just created, by its address alone: `Condition/12/_history/1`. Its text is not told.
    pub fn located(location: &str, kind: &str) -> Option<Self> {
        let id = super::code::after(location, &format!("{kind}/"))?;
        let version = super::code::after(location, "/_history/");
        Some(Self { id: line(Some(id))?, version: line(version), text: String::new() })
    }

    /// The one of this identifier among those that a search answers: a server that did not look at it answers others too.
    pub fn find(found: &Found, kind: &str, identifier: &str) -> Option<Self> {
        let is_it = |(kept, named): (Self, Named)| {
            let one = named.identifier.as_deref().and_then(|raw| serde_json::from_str::<Identifier>(raw.get()).ok());
            let several = named.identifier.as_deref().and_then(|raw| serde_json::from_str::<Vec<Identifier>>(raw.get()).ok());
            let mut all = one.into_iter().chain(several.into_iter().flatten()).chain(named.master_identifier);
            all.any(|it| it.system.as_deref() == Some(system::URI) && it.value.as_deref() == Some(identifier)).then_some(kept)
        };
        found.iter().flatten().find_map(|raw| Self::of(raw.get(), kind).and_then(is_it))
    }

    fn of(text: &str, kind: &str) -> Option<(Self, Named)> {
        let head: Head = serde_json::from_str(text).ok()?;
        if head.resource_type != kind {
            return None;
        }
        let named: Named = serde_json::from_str(text).ok()?;
        let version = named.meta.as_ref().and_then(|meta| line(meta.version_id.as_deref()));
        Some((Self { id: line(head.id.as_deref())?, version, text: text.to_owned() }, named))
    }
}

/// The members of a resource: those that are not replaced keep their very bytes, decimals included.
pub(super) struct Members(BTreeMap<String, Box<RawValue>>);

impl Members {
    pub fn read(text: &str) -> Result<Self, Problem> {
        serde_json::from_str(text).map(Self).map_err(|_| Problem::Garbled)
    }

    pub fn get(&self, member: &str) -> Option<serde_json::Value> {
        serde_json::from_str(self.0.get(member)?.get()).ok()
    }

    /// An empty list and an empty object are none: FHIR has no such things.
    pub fn set(&mut self, member: &str, value: &impl serde::Serialize) -> Result<(), Problem> {
        let raw = serde_json::value::to_raw_value(value).map_err(|_| Problem::Garbled)?;
        if matches!(raw.get(), "[]" | "{}" | "null" | "\"\"") {
            self.0.remove(member);
        } else {
            self.0.insert(member.to_owned(), raw);
        }
        Ok(())
    }

    pub fn text(&self) -> Result<String, Problem> {
        serde_json::to_string(&self.0).map_err(|_| Problem::Garbled)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_touched_keeps_its_bytes() {
        let mut members = Members::read(r#"{"a": {"v":14.60, "x":1e400}, "b":[1]}"#).unwrap();
        members.set("b", &Vec::<u8>::new()).unwrap();
        members.set("c", &"é").unwrap();
        assert_eq!(members.text().unwrap(), r#"{"a":{"v":14.60, "x":1e400},"c":"é"}"#);
    }

    #[test]
    fn what_a_search_answers_besides_is_not_it() {
        let one =
            |id: &str, identifier: &str| format!(r#"{{"resource":{{"resourceType":"RelatedPerson","id":"{id}",{identifier}}}}}"#);
        let other = one("a", r#""identifier":[{"system":"urn:ietf:rfc:3986","value":"urn:uuid:2"}]"#);
        let listed =
            one("b", r#""identifier":[{"system":"x","value":"urn:uuid:1"},{"system":"urn:ietf:rfc:3986","value":"urn:uuid:1"}]"#);
        let single = one("c", r#""identifier":{"system":"urn:ietf:rfc:3986","value":"urn:uuid:1"}"#);
        let bundle =
            |entries: &[&str]| format!(r#"{{"resourceType":"Bundle","type":"searchset","entry":[{}]}}"#, entries.join(","));
        let found = |entries: &[&str]| {
            let (found, _) = crate::api::fhir::page(bundle(entries).as_bytes(), "RelatedPerson").unwrap();
            Kept::find(&found, "RelatedPerson", "urn:uuid:1").map(|kept| kept.id.to_string())
        };
        assert_eq!(found(&[&other]), None);
        assert_eq!(found(&[&other, &listed]).as_deref(), Some("b"));
        assert_eq!(found(&["{}", &single]).as_deref(), Some("c"));
    }
}
