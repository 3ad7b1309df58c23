//! A `Consent` as a person's right to say who reads (FR Core Consent): read leniently, written strictly.

use super::Head;
use super::bundle::Bundle;
use super::code::{Concept, Identifier, Reference, line};
use super::lenient::{loose, some};
use crate::domain::{About, Consent, ConsentId, Consents, Date, Emergency, Party, Problem};
use crate::wire::fhir::consent as code;
use crate::wire::fhir::{profile, purpose, system, visibility};
use jiff::civil;
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct View {
    #[serde(deserialize_with = "loose")]
    meta: Option<Meta>,
    #[serde(deserialize_with = "loose")]
    status: Option<String>,
    #[serde(deserialize_with = "loose")]
    date_time: Option<String>,
    #[serde(deserialize_with = "loose")]
    provision: Option<Provision>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Meta {
    #[serde(deserialize_with = "loose")]
    version_id: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Provision {
    #[serde(rename = "type", deserialize_with = "loose")]
    kind: Option<String>,
    #[serde(deserialize_with = "loose")]
    period: Option<Period>,
    #[serde(deserialize_with = "some")]
    actor: Vec<Actor>,
    #[serde(deserialize_with = "some")]
    purpose: Vec<super::code::Coding>,
    #[serde(deserialize_with = "some")]
    security_label: Vec<super::code::Coding>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Period {
    #[serde(deserialize_with = "loose")]
    start: Option<String>,
    #[serde(deserialize_with = "loose")]
    end: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Actor {
    #[serde(deserialize_with = "loose")]
    role: Option<Concept>,
    #[serde(deserialize_with = "loose")]
    reference: Option<Reference>,
}

/// A page of consents in force, and the page after it.
pub fn consents(bytes: &[u8]) -> Result<(Consents, Option<Arc<str>>), Problem> {
    let bundle = Bundle::read(bytes)?;
    if bundle.kind().is_some_and(|kind| kind != "searchset") {
        return Err(Problem::Garbled);
    }
    let mut consents = Consents::default();
    for resource in bundle.resources() {
        match consent(&resource) {
            Some(Read { consent, active: true }) => consents.all.push(consent),
            Some(Read { active: false, .. }) => {}
            None => consents.unreadable += 1,
        }
    }
    Ok((consents, bundle.next()))
}

struct Read {
    consent: Consent,
    active: bool,
}

/// `None` when what it is about, or what it says, is not understood: nothing is guessed about a right.
fn consent(raw: &RawValue) -> Option<Read> {
    let head: Head = serde_json::from_str(raw.get()).ok()?;
    if head.resource_type != "Consent" || !head.plain() {
        return None;
    }
    let view: View = serde_json::from_str(raw.get()).ok()?;
    let provision = view.provision?;
    let permit = match provision.kind.as_deref()? {
        code::PERMIT => true,
        code::DENY => false,
        _other => return None,
    };
    let period = provision.period.as_ref();
    let since = period.and_then(|period| period.start.as_deref()).or(view.date_time.as_deref());
    Some(Read {
        active: view.status.as_deref()? == code::ACTIVE,
        consent: Consent {
            id: ConsentId::new(head.id.as_deref()?)?,
            version: view.meta.and_then(|meta| line(meta.version_id.as_deref())),
            about: about(&provision)?,
            permit,
            since: since.and_then(Date::fhir),
            until: period.and_then(|period| period.end.as_deref()).and_then(Date::fhir),
        },
    })
}

fn about(provision: &Provision) -> Option<About> {
    let purpose = |wanted: &str| provision.purpose.iter().any(|coding| coding.code.as_deref() == Some(wanted));
    let masked = provision.security_label.iter().any(|coding| coding.code.as_deref() == Some(visibility::MASKED));
    let recipient = |actor: &&Actor| actor.role.as_ref().is_none_or(|role| role.has(code::ROLE));
    match provision.actor.iter().find(recipient).and_then(|actor| actor.reference.as_ref()) {
        Some(reference) => {
            let identifier = reference.identifier.as_ref();
            let of = |wanted: &[&str]| identifier.is_some_and(|id| id.system.as_deref().is_some_and(|it| wanted.contains(&it)));
            let named = |kind: &str| {
                reference.kind.as_deref() == Some(kind)
                    || reference.reference.as_deref().is_some_and(|reference| reference.contains(&format!("{kind}/")))
            };
            let party = party(reference)?;
            Some(if of(&[system::IDNST, system::FINESS]) || named("Organization") {
                About::Establishment(party)
            } else {
                About::Professional(party)
            })
        }
        None if !provision.actor.is_empty() => None,
        None if masked => Some(About::Emergency(Emergency::Masked)),
        None if purpose(purpose::EMERGENCY) => Some(About::Emergency(Emergency::Samu)),
        None if purpose(purpose::BREAK_GLASS) => Some(About::Emergency(Emergency::BreakGlass)),
        None => None,
    }
}

/// Somebody a resource refers to; `None` when it says neither who nor which.
pub(super) fn party(reference: &Reference) -> Option<Party> {
    let value = |identifier: &Identifier| line(identifier.value.as_deref());
    let party = Party { identifier: reference.identifier.as_ref().and_then(value), name: line(reference.display.as_deref()) };
    (party != Party::default()).then_some(party)
}

/// A new consent, as FR Core wants it, with `provision.code` (API §3).
struct New<'a> {
    patient: &'a str,
    identifier: &'a str,
    permit: bool,
    system: &'a str,
    kind: &'a str,
    party: &'a Party,
    until: Option<civil::Date>,
}

impl New<'_> {
    fn resource(&self) -> Value {
        let patient = json!({ "reference": format!("Patient/{}", self.patient) });
        let mut reference =
            json!({ "type": self.kind, "identifier": { "system": self.system, "value": self.party.identifier.as_deref() } });
        let mut provision = json!({
            "type": if self.permit { code::PERMIT } else { code::DENY },
            "code": [{ "coding": [{ "system": system::CONSENT_ACTION, "code": code::ACCESS }] }],
        });
        if let (Some(members), Some(name)) = (reference.as_object_mut(), &self.party.name) {
            members.insert("display".to_owned(), name.as_str().into());
        }
        if let Some(members) = provision.as_object_mut() {
            let role = json!({ "coding": [{ "system": system::PARTICIPATION, "code": code::ROLE }] });
            members.insert("actor".to_owned(), json!([{ "role": role, "reference": reference }]));
            if let Some(until) = self.until {
                members.insert("period".to_owned(), json!({ "end": until.to_string() }));
            }
        }
        json!({
            "resourceType": "Consent",
            "meta": { "profile": [profile::CONSENT] },
            "identifier": [{ "system": system::URI, "value": self.identifier }],
            "status": code::ACTIVE,
            "scope": { "coding": [{ "system": system::CONSENT_SCOPE, "code": code::SCOPE }] },
            "category": [{ "coding": [{ "system": system::LOINC, "code": code::CATEGORY }] }],
            "patient": patient,
            "performer": [patient],
            "policy": [{ "authority": code::AUTHORITY, "uri": code::POLICY }],
            "provision": provision,
        })
    }
}

/// A professional is no longer to read. `identifier`: `urn:uuid:…`.
pub fn block(patient: &str, identifier: &str, party: &Party) -> Value {
    let (system, kind) = (system::IDNPS, "Practitioner");
    New { patient, identifier, permit: false, system, kind, party, until: None }.resource()
}

/// A hospital may read until the end of this day.
pub fn stay(patient: &str, identifier: &str, party: &Party, until: civil::Date) -> Value {
    let (system, kind) = (system::IDNST, "Organization");
    New { patient, identifier, permit: true, system, kind, party, until: Some(until) }.resource()
}

/// A consent as its server keeps it, no longer in force: what is not understood goes back as it came.
pub fn ended(mut whole: Value) -> Value {
    if let Some(members) = whole.as_object_mut() {
        members.insert("status".to_owned(), code::INACTIVE.into());
    }
    whole
}

/// The same, allowing or refusing.
pub fn switched(mut whole: Value, permit: bool) -> Value {
    if let Some(provision) = whole.get_mut("provision").and_then(Value::as_object_mut) {
        provision.insert("type".to_owned(), if permit { code::PERMIT } else { code::DENY }.into());
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(change: impl FnOnce(&mut Value)) -> Option<Consent> {
        let party = Party { identifier: Some("810999001000".into()), name: Some("Dr Alice Dumont".into()) };
        let mut resource = block("p-1", "urn:uuid:1", &party);
        resource["id"] = "c-1".into();
        resource["meta"]["versionId"] = "3".into();
        change(&mut resource);
        let raw = RawValue::from_string(resource.to_string()).unwrap();
        consent(&raw).filter(|read| read.active).map(|read| read.consent)
    }

    #[test]
    fn what_is_written_is_read_back() {
        let consent = one(|_| ()).unwrap();
        let About::Professional(party) = &consent.about else { panic!("{consent:?}") };
        assert_eq!((party.identifier.as_deref(), party.name.as_deref()), (Some("810999001000"), Some("Dr Alice Dumont")));
        assert_eq!((consent.permit, consent.version.as_deref()), (false, Some("3")));
        let mut hospital =
            stay("p-1", "urn:uuid:2", &Party { identifier: Some("1720999".into()), name: None }, civil::date(2026, 12, 1));
        hospital["id"] = "c-2".into();
        let read = super::consent(&RawValue::from_string(hospital.to_string()).unwrap()).unwrap().consent;
        assert!(matches!(read.about, About::Establishment(_)) && read.permit && read.until == Date::fhir("2026-12-01"));
    }

    #[test]
    fn what_changes_its_meaning_or_is_not_understood_is_no_consent() {
        assert_eq!(one(|it| it["provision"]["type"] = "maybe".into()), None);
        assert_eq!(one(|it| it["modifierExtension"] = json!([{ "url": "urn:x" }])), None);
        assert_eq!(one(|it| it["status"] = "inactive".into()), None);
        assert_eq!(one(|it| it["provision"]["actor"] = json!([])), None, "it is about nobody and nothing");
        assert_eq!(one(|it| it["provision"]["actor"][0]["reference"] = json!({})), None, "somebody who is not named");
    }

    #[test]
    fn the_three_switches_are_told_apart() {
        for (label, purposes, wanted) in [
            (None, vec!["ETREAT"], Emergency::Samu),
            (None, vec!["BTG"], Emergency::BreakGlass),
            (Some("MASQUE_PS"), vec!["ETREAT", "BTG"], Emergency::Masked),
        ] {
            let read = one(|it| {
                let provision = &mut it["provision"];
                provision.as_object_mut().unwrap().remove("actor");
                provision["purpose"] = purposes.iter().map(|code| json!({ "code": code })).collect();
                if let Some(label) = label {
                    provision["securityLabel"] = json!([{ "code": label }]);
                }
            });
            assert_eq!(read.unwrap().about, About::Emergency(wanted));
        }
    }

    #[test]
    fn a_change_keeps_what_it_does_not_understand() {
        let whole = json!({ "resourceType": "Consent", "id": "c", "status": "active", "extension": [{ "url": "urn:x" }], "provision": { "type": "permit", "x": 1 } });
        let ended = ended(whole.clone());
        assert_eq!((&ended["status"], &ended["extension"][0]["url"]), (&json!("inactive"), &json!("urn:x")));
        let switched = switched(whole, false);
        assert_eq!((&switched["provision"]["type"], &switched["provision"]["x"]), (&json!("deny"), &json!(1)));
    }
}
