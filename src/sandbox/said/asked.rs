//! A resource as a person sends it: each element fits, it is about themself and by themself; then what its kind asks for besides.
//! It is kept as it was written, to the last figure of a number.

use super::{Kind, contact, health};
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::shape;
use crate::sandbox::http::{Refusal, Remark};
use crate::sandbox::questionnaires::Questionnaires;
use crate::wire::fhir::system::{ALLERGY_CLINICAL, CONDITION_CLINICAL, URI, VISIBILITY};
use crate::wire::fhir::visibility::MASKED;
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub struct Asked {
    pub kind: Kind,
    pub id: Option<String>,
    /// `urn:uuid:…`, which makes a creation idempotent.
    pub identifier: Option<String>,
    /// Hidden from professionals.
    pub hidden: bool,
    /// What there is one of in a record: the trusted person, a blood group, "nothing of the kind".
    pub facet: Option<&'static str>,
    pub status: String,
    /// The form that is answered, as the answers name it.
    pub questionnaire: Option<String>,
    /// It answers a form of advance directives.
    pub directives: bool,
    /// As they were written.
    members: BTreeMap<String, Box<RawValue>>,
}

/// `patient`: who asks. Another person's record is one that does not exist.
pub fn read(kind: Kind, bytes: &[u8], patient: &str, forms: &Questionnaires) -> Result<Asked, Refusal> {
    let unread = |_| Refusal::invalid("the body is not a JSON object");
    let members: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(bytes).map_err(unread)?;
    let value: Map<String, Value> = serde_json::from_slice(bytes).map_err(unread)?;
    let name = kind.name();
    if value.get("resourceType").is_none_or(|said| said != name) {
        return Err(Refusal::element("resourceType", "structure", format!("a {name} is expected")));
    }
    let mine = |reference: &Value| {
        let named = reference.get("reference").and_then(Value::as_str)?;
        Some(named.rsplit_once("Patient/").map_or(named, |(_, id)| id) == patient)
    };
    if value.get(kind.owner()).and_then(mine) == Some(false) {
        return Err(Refusal::not_found());
    }
    let mut remarks = shape::check(name, &value, kind.elements());
    let mut remark = |at: &str, issue, text: &str| remarks.push(Remark::new(format!("{name}.{at}"), issue, text));
    if value.get(kind.owner()).is_some_and(|owner| mine(owner).is_none()) {
        remark(kind.owner(), "value", "a reference to one's own Patient is expected");
    }
    for sayer in kind.sayers() {
        let said: &[Value] = match value.get(*sayer) {
            Some(Value::Array(list)) => list,
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        if said.iter().any(|one| mine(one) != Some(true)) {
            remark(sayer, "value", "only the person themself says it");
        }
    }
    let hidden = hides(&value);
    if hidden && !kind.is_health() {
        remark("meta.security", "not-supported", "this is not hidden: professionals see it, or nobody does");
    }
    let mut asked = Asked {
        kind,
        id: text(&value, "id"),
        identifier: identifiers(&value).find(|one| one.starts_with("urn:")).map(str::to_owned),
        hidden,
        facet: None,
        status: text(&value, "status").unwrap_or_default(),
        questionnaire: text(&value, "questionnaire"),
        directives: false,
        members,
    };
    // What a kind asks for is said of a resource whose elements are what they should be.
    if remarks.is_empty() {
        match kind {
            Kind::Contact => asked.facet = contact::read(&value, &mut remarks),
            Kind::Answers => asked.directives = forms.judge(&value, &mut remarks),
            Kind::Illness | Kind::Allergy | Kind::Treatment | Kind::Observation => {
                asked.facet = health::read(kind, &value, &mut remarks);
            }
        }
    }
    if remarks.is_empty() { Ok(asked) } else { Err(Refusal::unfit(remarks)) }
}

fn text(value: &Map<String, Value>, member: &str) -> Option<String> {
    value.get(member).and_then(Value::as_str).map(str::to_owned)
}

/// The values of `identifier`, which is a list or, of answers, one.
fn identifiers(value: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let list = match value.get("identifier") {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(|one| one.get("value")?.as_str())
}

fn hides(value: &Map<String, Value>) -> bool {
    let labels = value.get("meta").and_then(|meta| meta.get("security")).and_then(Value::as_array);
    labels.into_iter().flatten().any(|label| label.get("code").is_some_and(|code| code == MASKED))
}

/// What the server adds to what was written.
pub struct Stamp<'a> {
    pub id: &'a str,
    pub version: u32,
    pub patient: &'a str,
    /// The identifier it was made with.
    pub identifier: Option<&'a str>,
    /// When it was first said.
    pub first: Millis,
    pub now: Millis,
}

impl Asked {
    /// The resource, as it is served.
    pub fn written(&self, stamp: &Stamp<'_>) -> Result<String, Fault> {
        let mut members = self.members.clone();
        let mut put = |member: &str, value: Value| -> Result<(), Fault> {
            members.insert(member.to_owned(), to_raw_value(&value)?);
            Ok(())
        };
        let kind = self.kind;
        let person = json!({ "reference": format!("Patient/{}", stamp.patient) });
        put("id", stamp.id.into())?;
        put("meta", self.meta(stamp))?;
        put(kind.owner(), person.clone())?;
        for sayer in kind.sayers() {
            let list = *sayer == "performer";
            put(sayer, if list { json!([person]) } else { person.clone() })?;
        }
        let absent = |member: &str| !self.members.contains_key(member);
        if let Some(member) = kind.said_at().filter(|member| absent(member)) {
            put(member, instant(stamp.first).into())?;
        }
        if let Some(system) = clinical(kind).filter(|_| absent("clinicalStatus")) {
            put("clinicalStatus", json!({ "coding": [{ "system": system, "code": "active" }] }))?;
        }
        if let Some(identifier) = stamp.identifier.filter(|_| self.identifier.as_deref() != stamp.identifier) {
            let one = json!({ "system": URI, "value": identifier });
            match (kind, self.members.get("identifier")) {
                (Kind::Answers, _) => put("identifier", one)?,
                (_, Some(list)) => {
                    let mut list: Vec<Value> = serde_json::from_str(list.get())?;
                    list.push(one);
                    put("identifier", list.into())?;
                }
                (_, None) => put("identifier", json!([one]))?,
            }
        }
        Ok(serde_json::to_string(&members)?)
    }

    fn meta(&self, stamp: &Stamp<'_>) -> Value {
        let mut meta = json!({ "versionId": stamp.version.to_string(), "lastUpdated": instant(stamp.now) });
        let Some(members) = meta.as_object_mut() else { return meta };
        if let Some(profile) = self.kind.profile() {
            members.insert("profile".to_owned(), json!([profile]));
        }
        if self.hidden {
            members.insert("security".to_owned(), json!([{ "system": VISIBILITY, "code": MASKED }]));
        }
        meta
    }
}

/// The code system of `clinicalStatus`, where a resource that has none is held to be active.
fn clinical(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Illness => Some(CONDITION_CLINICAL),
        Kind::Allergy => Some(ALLERGY_CLINICAL),
        Kind::Contact | Kind::Answers | Kind::Treatment | Kind::Observation => None,
    }
}
