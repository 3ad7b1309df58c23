//! The strict writer of a trace: an AuditEvent of the TDE profile (one subtype, a period, two agents at most: who did it and
//! for which structure, and the server as observer). Nothing of this is read back.

use super::{Coded, Deed, Kind, Mode};
use crate::sandbox::clock::{Millis, instant};
use crate::wire::fhir::system::{
    ACCESS_MODE, ACT_REASON, DICOM, IDNPS, IDNST, PARTICIPATION, PROFESSION, ROLE_CLASS, SETTING, SPECIALITY,
};
use crate::wire::fhir::{profile, purpose, trace};
use serde_json::{Value, json};

/// Somebody in a trace, as the database keeps them.
pub struct Agent {
    pub kind: Kind,
    pub identifier: String,
    pub name: String,
    pub profession: Coded,
    pub speciality: Coded,
    pub organisation: String,
}

/// A trace with what it names.
pub struct Event {
    pub id: String,
    pub patient: String,
    pub at: Millis,
    pub deed: Deed,
    pub mode: Mode,
    pub refusal: Option<String>,
    pub motive: Option<String>,
    pub agent: Agent,
    /// Logical id and title.
    pub document: Option<(String, String)>,
    pub consent: Option<String>,
    pub target: Option<Agent>,
}

pub fn audit_event(event: &Event) -> Value {
    let said = event.deed.said();
    let at = instant(event.at);
    let (reason, mode) = (reason(event), event.mode.code());
    json!({
        "resourceType": "AuditEvent",
        "id": event.id,
        "meta": { "versionId": "1", "lastUpdated": at, "profile": [profile::TRACE] },
        "contained": [{
            "resourceType": "Device",
            "id": "dmp",
            "deviceName": [{ "name": "Serveur DMP", "type": "user-friendly-name" }],
        }],
        "type": { "system": said.kind.0, "code": said.kind.1 },
        "subtype": [{ "system": said.subtype.0, "code": said.subtype.1 }],
        "action": said.action,
        "period": { "start": at, "end": at },
        "recorded": at,
        // FHIR's outcome: 0 success, 4 refused.
        "outcome": if event.refusal.is_some() { "4" } else { "0" },
        "outcomeDesc": told(event),
        "purposeOfEvent": [{ "coding": [
            { "system": ACT_REASON, "code": reason },
            { "system": ACCESS_MODE, "code": mode.0, "display": mode.1 },
        ] }],
        "agent": agents(&event.agent, reason),
        "source": {
            "site": "DMP",
            "observer": { "reference": "#dmp", "display": "Serveur DMP" },
            "type": [{ "system": "http://terminology.hl7.org/CodeSystem/security-source-type", "code": "4" }],
        },
        "entity": entities(event),
    })
}

/// What was done, in French, after the name of who did it.
pub fn told(event: &Event) -> String {
    let about = event.document.as_ref().map(|(_, title)| title.as_str());
    let about = about.or(event.target.as_ref().map(|target| target.name.as_str())).unwrap_or("");
    let refused = if event.refusal.is_some() { " (refusé)" } else { "" };
    format!("{}{refused}", event.deed.said().french.replace("{}", about))
}

fn reason(event: &Event) -> &'static str {
    match event.agent.kind {
        Kind::Patient => purpose::OWN,
        Kind::Organisation if event.deed == Deed::Reveal => purpose::OPERATIONS,
        Kind::Organisation if event.mode == Mode::Normal => purpose::PAYMENT,
        Kind::Professional | Kind::Organisation => event.mode.reason(),
    }
}

/// Who asked, then the structure for which they did.
fn agents(agent: &Agent, reason: &str) -> Value {
    let mut user = json!({
        "type": { "coding": [{ "system": PARTICIPATION, "code": "IRCP" }] },
        "who": who(agent),
        "requestor": true,
        "purposeOfUse": [{ "coding": [{ "system": ACT_REASON, "code": reason }] }],
    });
    let mut roles = Vec::new();
    match agent.kind {
        Kind::Patient => roles.push(json!({ "coding": [{ "system": ROLE_CLASS, "code": "PAT" }] })),
        Kind::Organisation => roles.extend(role(SETTING, &agent.profession)),
        Kind::Professional => {
            roles.extend(role(PROFESSION, &agent.profession));
            roles.extend(role(SPECIALITY, &agent.speciality));
        }
    }
    if let (Some(members), false) = (user.as_object_mut(), roles.is_empty()) {
        members.insert("role".to_owned(), roles.into());
    }
    let mut agents = vec![user];
    if !agent.organisation.is_empty() {
        agents.push(json!({
            "type": { "coding": [{ "system": DICOM, "code": "110152" }] },
            "who": { "display": agent.organisation },
            "requestor": false,
        }));
    }
    agents.into()
}

fn role(system: &str, coded: &Coded) -> Option<Value> {
    if coded.code.is_empty() {
        return None;
    }
    let coding = match coded.label.as_str() {
        "" => json!({ "system": system, "code": coded.code }),
        label => json!({ "system": system, "code": coded.code, "display": label }),
    };
    Some(json!({ "coding": [coding] }))
}

/// A reference to somebody: the owner's record, or a national identifier; a name only when there is neither.
pub fn who(agent: &Agent) -> Value {
    let mut who = serde_json::Map::new();
    let identified = match agent.kind {
        Kind::Patient => {
            who.insert("reference".to_owned(), format!("Patient/{}", agent.identifier).into());
            None
        }
        Kind::Professional => Some(IDNPS),
        Kind::Organisation => Some(IDNST),
    };
    if let Some(system) = identified.filter(|_| !agent.identifier.is_empty()) {
        who.insert("identifier".to_owned(), json!({ "system": system, "value": agent.identifier }));
    }
    if !agent.name.is_empty() {
        who.insert("display".to_owned(), agent.name.as_str().into());
    }
    who.into()
}

/// The record, what was done in it, and the document, consent or professional that it was done to.
fn entities(event: &Event) -> Vec<Value> {
    let mut details = vec![json!({ "type": trace::DEED, "valueString": event.deed.word() })];
    let words = [(trace::MOTIVE, &event.motive), (trace::REFUSED, &event.refusal)];
    details
        .extend(words.iter().filter_map(|(name, said)| said.as_ref().map(|said| json!({ "type": name, "valueString": said }))));
    let kind = |code: &str| json!({ "system": "http://terminology.hl7.org/CodeSystem/audit-entity-type", "code": code });
    let role = |code: &str| json!({ "system": "http://terminology.hl7.org/CodeSystem/object-role", "code": code });
    let patient = format!("Patient/{}", event.patient);
    let mut entities = vec![json!({ "what": { "reference": patient }, "type": kind("1"), "role": role("1"), "detail": details })];
    if let Some((id, title)) = &event.document {
        let what = json!({ "reference": format!("DocumentReference/{id}"), "display": title });
        entities.push(json!({ "what": what, "type": kind("2"), "role": role("3") }));
    }
    if let Some(id) = &event.consent {
        entities.push(json!({ "what": { "reference": format!("Consent/{id}") }, "type": kind("2"), "role": role("13") }));
    }
    if let Some(target) = &event.target {
        entities.push(json!({ "what": who(target), "type": kind("1"), "role": role("15") }));
    }
    entities
}
