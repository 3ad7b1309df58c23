//! What a person may say of their health: in a code or in words; "not concerned" is said by the codes of the International Patient
//! Summary. Of observations, the blood group and the rhesus only: measures come from elsewhere.

use super::Kind;
use crate::sandbox::http::Remark;
use crate::wire::fhir::health::{BLOOD, NO_ALLERGY, NO_ILLNESS, NO_TREATMENT, RHESUS};
use crate::wire::fhir::system::{ABSENT, LOINC};
use serde_json::{Map, Value};

/// "Nothing of the kind", which is said alone.
pub const NOTHING: &str = "nothing";

/// What is wrong; the facet of what is said alone.
pub fn read(kind: Kind, said: &Map<String, Value>, remarks: &mut Vec<Remark>) -> Option<&'static str> {
    let name = kind.name();
    let (member, nothing): (&str, &[&str]) = match kind {
        Kind::Illness => ("code", &[NO_ILLNESS]),
        Kind::Allergy => ("code", &[NO_ALLERGY]),
        Kind::Treatment => ("medicationCodeableConcept", &[NO_TREATMENT]),
        Kind::Observation => ("code", &[]),
        Kind::Contact | Kind::Answers => return None,
    };
    let concept = said.get(member);
    let empty = |concept: Option<&Value>| concept.is_none_or(|concept| concept.get("coding").or(concept.get("text")).is_none());
    if empty(concept) {
        remarks.push(Remark::new(format!("{name}.{member}"), "required", "a code or a text is missing"));
    }
    let of = |system: &str, wanted: &[&'static str]| {
        let codings = concept.and_then(|concept| concept.get("coding")?.as_array()).into_iter().flatten();
        let mut codes = codings.filter(|coding| coding.get("system").is_some_and(|said| said == system));
        codes.find_map(|coding| wanted.iter().find(|code| coding.get("code").is_some_and(|said| said == **code)).copied())
    };
    if kind == Kind::Observation {
        let one = of(LOINC, &[BLOOD, RHESUS]);
        if one.is_none() {
            remarks.push(Remark::new("Observation.code", "not-supported", "LOINC 883-9 or 10331-7 is expected"));
        }
        if empty(said.get("valueCodeableConcept")) {
            remarks.push(Remark::new("Observation.valueCodeableConcept", "required", "a code or a text is missing"));
        }
        return one;
    }
    of(ABSENT, nothing).map(|_| NOTHING)
}
