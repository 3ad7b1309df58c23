//! A statement written: as the patient's own, and nothing more than they say. Of one that is there, only what differs is written.

use super::super::kept::Members;
use super::super::outcome::Issue;
use super::{blood, kind, statement};
use crate::domain::{Clean, Date, Flaw, Precision, Problem, Said, Statement, Topic};
use crate::wire::fhir::{health as code, system, visibility};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// A new one. `identifier`: `urn:uuid:…`.
pub fn new(patient: &str, identifier: &str, statement: &Statement) -> Result<String, Problem> {
    let mut members = Members::read(&json!({ "resourceType": kind(statement.topic) }).to_string())?;
    let patient = json!({ "reference": format!("Patient/{patient}") });
    let status = |system: &str, code: &str| json!({ "coding": [{ "system": system, "code": code }] });
    members.set("identifier", &json!([{ "system": system::URI, "value": identifier }]))?;
    match statement.topic {
        Topic::Illness => {
            members.set("clinicalStatus", &status(system::CONDITION_CLINICAL, code::ACTIVE))?;
            members.set("verificationStatus", &status(system::CONDITION_VERIFIED, code::UNCONFIRMED))?;
            members.set("subject", &patient)?;
        }
        Topic::Allergy => {
            members.set("clinicalStatus", &status(system::ALLERGY_CLINICAL, code::ACTIVE))?;
            members.set("verificationStatus", &status(system::ALLERGY_VERIFIED, code::UNCONFIRMED))?;
            members.set("patient", &patient)?;
        }
        Topic::Treatment => {
            members.set("status", &code::ACTIVE)?;
            members.set("subject", &patient)?;
            members.set("informationSource", &patient)?;
        }
        Topic::Blood | Topic::Rhesus => {
            let loinc = if statement.topic == Topic::Blood { code::BLOOD } else { code::RHESUS };
            members.set("status", &code::FINAL)?;
            members.set("code", &status(system::LOINC, loinc))?;
            members.set("subject", &patient)?;
            members.set("performer", &json!([patient]))?;
        }
    }
    if matches!(statement.topic, Topic::Illness | Topic::Allergy) {
        members.set("recorder", &patient)?;
        members.set("asserter", &patient)?;
    }
    write(members, None, statement)
}

/// The same, as it is wanted now.
pub fn changed(whole: &str, statement: &Statement) -> Result<String, Problem> {
    let before = super::statement(whole)?.ok_or(Problem::ChangedMeanwhile)?;
    if before.topic != statement.topic {
        return Err(Problem::ChangedMeanwhile);
    }
    write(Members::read(whole)?, Some(&before), statement)
}

fn write(mut members: Members, before: Option<&Statement>, now: &Statement) -> Result<String, Problem> {
    if before.is_none_or(|before| before.said != now.said) {
        let (member, concept) = concept(now);
        members.set(member, &concept)?;
        if now.topic == Topic::Treatment {
            members.set("medicationReference", &())?;
        }
    }
    if before.map_or(now.since.is_some(), |before| before.since != now.since) {
        let date = now.since.map(fhir);
        let (at, others): (&str, &[&str]) = match now.topic {
            Topic::Illness | Topic::Allergy => ("onsetDateTime", &["onsetPeriod", "onsetAge", "onsetRange", "onsetString"]),
            // It goes on.
            Topic::Treatment => ("effectivePeriod", &["effectiveDateTime"]),
            Topic::Blood | Topic::Rhesus => ("effectiveDateTime", &["effectivePeriod", "effectiveTiming", "effectiveInstant"]),
        };
        for other in others {
            members.set(other, &())?;
        }
        let value = match now.topic {
            Topic::Treatment => date.map(|start| json!({ "start": start })),
            Topic::Illness | Topic::Allergy | Topic::Blood | Topic::Rhesus => date.map(Value::from),
        };
        members.set(at, &value)?;
    }
    if before.map_or(now.note.is_some(), |before| before.note != now.note) {
        let notes: Vec<Value> = now.note.iter().map(|note| json!({ "text": note.as_str() })).collect();
        members.set("note", &notes)?;
    }
    if before.map_or(now.hidden, |before| before.hidden != now.hidden) {
        members.set("meta", &labelled(members.get("meta"), now.hidden))?;
    }
    members.text()
}

fn labelled(meta: Option<Value>, hidden: bool) -> Value {
    let mut meta = meta.filter(Value::is_object).unwrap_or_else(|| json!({}));
    let labels = meta.get("security").and_then(Value::as_array).cloned().unwrap_or_default();
    let masks = |label: &Value| label.get("code").and_then(Value::as_str) == Some(visibility::MASKED);
    let mut labels: Vec<Value> = labels.into_iter().filter(|label| !masks(label)).collect();
    labels.extend(hidden.then(|| json!({ "system": system::VISIBILITY, "code": visibility::MASKED })));
    if let Some(members) = meta.as_object_mut() {
        if labels.is_empty() {
            members.remove("security")
        } else {
            members.insert("security".to_owned(), labels.into())
        };
    }
    meta
}

/// What is said, and where it is written.
fn concept(statement: &Statement) -> (&'static str, Value) {
    let coded = |system: &str, code: &str, text: &str| json!({ "coding": [{ "system": system, "code": code }], "text": text });
    let value = match &statement.said {
        Said::Words(words) => json!({ "text": words.flat().as_str() }),
        Said::Nothing => json!({ "coding": [{ "system": system::ABSENT, "code": nothing(statement.topic) }] }),
        Said::Blood(group) => {
            let (loinc, letters) = blood::of_group(*group);
            coded(system::LOINC, loinc, letters)
        }
        Said::Rhesus(positive) => {
            let (loinc, sign) = blood::of_rhesus(*positive);
            coded(system::LOINC, loinc, sign)
        }
    };
    let member = match statement.topic {
        Topic::Illness | Topic::Allergy => "code",
        Topic::Treatment => "medicationCodeableConcept",
        Topic::Blood | Topic::Rhesus => "valueCodeableConcept",
    };
    (member, value)
}

/// Nobody is without blood: those two are never "nothing".
fn nothing(topic: Topic) -> &'static str {
    match topic {
        Topic::Illness => code::NO_ILLNESS,
        Topic::Allergy => code::NO_ALLERGY,
        Topic::Treatment => code::NO_TREATMENT,
        Topic::Blood | Topic::Rhesus => "",
    }
}

/// As precise as it was said.
fn fhir(date: Date) -> String {
    let at = date.civil();
    match date.precision() {
        Precision::Year => at.strftime("%Y").to_string(),
        Precision::Month => at.strftime("%Y-%m").to_string(),
        Precision::Day => at.date().to_string(),
        Precision::Minute => {
            let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
            let moment = at.to_zoned(zone).map(|moment| moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
            moment.unwrap_or_else(|_| at.date().to_string())
        }
    }
}

/// Whether two of them say the same.
pub fn same(one: &str, other: &str) -> bool {
    let bare = |text| Some(Statement { id: None, version: None, ..statement(text).ok()?? });
    bare(one).is_some_and(|one| bare(other) == Some(one))
}

/// What a remark of the server is about.
pub fn explain(issue: &Issue) -> Option<Problem> {
    if issue.code.as_deref() == Some("conflict") {
        return Some(Problem::Refused { flaw: Some(Flaw::Contradiction) });
    }
    let flaw = match issue.names().first().copied()? {
        "code" | "medicationCodeableConcept" | "valueCodeableConcept" | "note" => Flaw::Words,
        at if at.starts_with("onset") || at.starts_with("effective") || at.starts_with("recorded") => Flaw::Date,
        _ => return None,
    };
    Some(Problem::Refused { flaw: Some(flaw) })
}

/// What cannot be said: it is not sent.
pub fn senseless(statement: &Statement) -> bool {
    let blood = matches!(statement.topic, Topic::Blood | Topic::Rhesus);
    match &statement.said {
        Said::Words(words) => blood || words.flat() == Clean::empty(),
        Said::Nothing => blood,
        Said::Blood(_) => statement.topic != Topic::Blood,
        Said::Rhesus(_) => statement.topic != Topic::Rhesus,
    }
}
