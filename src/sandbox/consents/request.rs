//! A Consent as a client sends it: what is looked at is checked, the rest is ignored. 422 says which part is not understood.

use crate::sandbox::clock::Millis;
use crate::sandbox::fhir::dates;
use crate::sandbox::fhir::patch::unprocessable;
use crate::sandbox::http::Refusal;
use crate::wire::fhir::consent::{CATEGORY, DENY, PERMIT, ROLE};
use crate::wire::fhir::system::{IDNPS, IDNST, LOINC, PARTICIPATION};
use serde_json::Value;

/// Characters of a name that a client gives.
const NAME: usize = 200;

pub struct Asked {
    pub id: Option<String>,
    /// `urn:uuid:…`, which makes a creation idempotent.
    pub identifier: Option<String>,
    pub status: String,
    pub permit: bool,
    pub actor: Option<Party>,
    pub end: Option<Millis>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Else an establishment.
    pub professional: bool,
    pub identifier: String,
    pub name: Option<String>,
}

/// `patient`: who asks. Another person's record is one that does not exist.
pub fn read(bytes: &[u8], patient: &str) -> Result<Asked, Refusal> {
    let body: Value = serde_json::from_slice(bytes).map_err(|_| Refusal::invalid("the body is not JSON"))?;
    let text = |path: &str| body.pointer(path).and_then(Value::as_str);
    if text("/resourceType") != Some("Consent") {
        return Err(unprocessable("a Consent is expected"));
    }
    let owner = text("/patient/reference").ok_or_else(|| unprocessable("patient.reference is missing"))?;
    if owner.rsplit_once("Patient/").map_or(owner, |(_, id)| id) != patient {
        return Err(Refusal::not_found());
    }
    if !has(body.get("category"), LOINC, CATEGORY) {
        return Err(unprocessable("category must have 59284-0"));
    }
    let permit = match text("/provision/type") {
        Some(PERMIT) => true,
        Some(DENY) => false,
        Some(_) | None => return Err(unprocessable("provision.type must be permit or deny")),
    };
    let end = match text("/provision/period/end") {
        // A day is meant whole: the end is when it ends.
        Some(end) => Some(dates::interval(end).ok_or_else(|| unprocessable("provision.period.end is not a date"))?.end),
        None => None,
    };
    Ok(Asked {
        id: text("/id").map(str::to_owned),
        identifier: body.pointer("/identifier/0/value").and_then(Value::as_str).map(str::to_owned),
        status: text("/status").unwrap_or_default().to_owned(),
        permit,
        actor: actor(body.pointer("/provision/actor"))?,
        end,
    })
}

/// A concept, or a list of them, has this code.
fn has(concepts: Option<&Value>, system: &str, code: &str) -> bool {
    let list = match concepts {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let codings = list.iter().filter_map(|concept| concept.get("coding")?.as_array()).flatten();
    let is = |coding: &Value, member: &str, wanted: &str| coding.get(member).and_then(Value::as_str) == Some(wanted);
    codings.into_iter().any(|coding| is(coding, "system", system) && is(coding, "code", code))
}

fn actor(actors: Option<&Value>) -> Result<Option<Party>, Refusal> {
    let list = actors.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let one = match list {
        [] => return Ok(None),
        [one] => one,
        [..] => return Err(unprocessable("provision.actor must be one")),
    };
    if !has(one.get("role"), PARTICIPATION, ROLE) {
        return Err(unprocessable("provision.actor.role must be IRCP"));
    }
    let text = |path: &str| one.pointer(path).and_then(Value::as_str);
    let professional = match text("/reference/identifier/system") {
        Some(IDNPS) => true,
        Some(IDNST) => false,
        Some(_) | None => return Err(unprocessable("provision.actor.reference.identifier must be an IDNPS or an IDNST")),
    };
    let identifier = text("/reference/identifier/value").unwrap_or_default();
    // Blocking works for a professional without a valid RPPS: by the identifier that they have.
    let whole = (2..=40).contains(&identifier.len()) && identifier.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !whole {
        return Err(unprocessable("provision.actor.reference.identifier.value is not an identifier"));
    }
    let name = text("/reference/display").map(|name| name.chars().filter(|one| !one.is_control()).take(NAME).collect::<String>());
    let name = name.filter(|name| !name.trim().is_empty());
    Ok(Some(Party { professional, identifier: identifier.to_owned(), name }))
}
