//! The strict writer of a consent: FR Core's, with `provision.code` (API §3). Nothing of this is read back.

use super::store::{Consent, Kind};
use crate::sandbox::clock::instant;
use crate::wire::fhir::consent::{ACCESS, ACTIVE, CATEGORY, DENY, INACTIVE, PERMIT, ROLE, SCOPE};
use crate::wire::fhir::system::{ACT_REASON, CONSENT_ACTION, CONSENT_SCOPE, IDNPS, IDNST, LOINC, PARTICIPATION, URI, VISIBILITY};
use crate::wire::fhir::{profile, purpose, visibility};
use serde_json::{Value, json};

pub fn resource(consent: &Consent) -> Value {
    let patient = format!("Patient/{}", consent.patient);
    let mut resource = json!({
        "resourceType": "Consent",
        "id": consent.id,
        "meta": {
            "versionId": consent.version.to_string(),
            "lastUpdated": instant(consent.updated),
            "profile": [profile::CONSENT],
        },
        "status": if consent.active { ACTIVE } else { INACTIVE },
        "scope": { "coding": [{ "system": CONSENT_SCOPE, "code": SCOPE }] },
        "category": [{ "coding": [{ "system": LOINC, "code": CATEGORY }] }],
        "patient": { "reference": patient },
        "dateTime": instant(consent.given),
        "performer": [{ "reference": patient }],
        "policy": [{ "authority": "https://esante.gouv.fr/", "uri": "https://esante.gouv.fr/doctrine/mon-espace-sante" }],
        "provision": provision(consent),
    });
    if let (Some(members), Some(value)) = (resource.as_object_mut(), &consent.identifier) {
        members.insert("identifier".to_owned(), json!([{ "system": URI, "value": value }]));
    }
    resource
}

fn provision(consent: &Consent) -> Value {
    let mut period = json!({ "start": instant(consent.start) });
    if let (Some(members), Some(end)) = (period.as_object_mut(), consent.end) {
        members.insert("end".to_owned(), instant(end).into());
    }
    let mut provision = json!({
        "type": if consent.permit { PERMIT } else { DENY },
        "period": period,
        "code": [{ "coding": [{ "system": CONSENT_ACTION, "code": ACCESS }] }],
    });
    let Some(members) = provision.as_object_mut() else { return provision };
    if let Some(identifier) = &consent.actor {
        let system = if consent.kind == Kind::Stay { IDNST } else { IDNPS };
        let kind = if consent.kind == Kind::Stay { "Organization" } else { "Practitioner" };
        let mut reference = json!({ "type": kind, "identifier": { "system": system, "value": identifier } });
        if let (Some(members), Some(name)) = (reference.as_object_mut(), &consent.actor_name) {
            members.insert("display".to_owned(), name.as_str().into());
        }
        let role = json!({ "coding": [{ "system": PARTICIPATION, "code": ROLE }] });
        members.insert("actor".to_owned(), json!([{ "role": role, "reference": reference }]));
    }
    let purposes: &[&str] = match consent.kind {
        Kind::Professional | Kind::Stay if consent.permit => &[purpose::TREATMENT],
        // A block holds for every purpose.
        Kind::Professional | Kind::Stay => &[],
        Kind::Samu => &[purpose::EMERGENCY],
        Kind::Glass => &[purpose::BREAK_GLASS],
        Kind::Masked => &[purpose::EMERGENCY, purpose::BREAK_GLASS],
    };
    if !purposes.is_empty() {
        let purposes = purposes.iter().map(|code| json!({ "system": ACT_REASON, "code": code }));
        members.insert("purpose".to_owned(), purposes.collect());
    }
    if consent.kind == Kind::Masked {
        members.insert("securityLabel".to_owned(), json!([{ "system": VISIBILITY, "code": visibility::MASKED }]));
    }
    provision
}
