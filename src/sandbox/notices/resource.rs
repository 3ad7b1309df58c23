//! The strict writer of a notice: a FHIR R4 `Communication`. Only a patch's tests are read back from it.

use super::code::Code;
use super::store::{About, Kept};
use crate::sandbox::clock::instant;
use crate::sandbox::traces::who;
use crate::wire::fhir::system::{ACCESS_MODE, IDNPS, NOTICE};
use serde_json::{Map, Value, json};

pub fn resource(notice: &Kept) -> Value {
    let patient = format!("Patient/{}", notice.patient);
    let code = notice.code;
    let name = notice.about.as_ref().map_or("", |about| about.agent.name.as_str());
    let target = notice.about.as_ref().and_then(|about| about.target.as_ref()).map_or("", |(_, name)| name.as_str());
    let mut resource = json!({
        "resourceType": "Communication",
        "id": notice.id,
        "meta": { "versionId": notice.version.to_string(), "lastUpdated": instant(notice.updated) },
        "status": "completed",
        "category": [{ "coding": [{ "system": NOTICE, "code": code.word(), "display": code.display() }] }],
        "priority": if code.urgent() { "urgent" } else { "routine" },
        "subject": { "reference": patient },
        "sent": instant(notice.sent),
        "recipient": [{ "reference": patient }],
        "payload": [{ "contentString": code.sentence().replace("{who}", name).replace("{whom}", target) }],
    });
    let Some(members) = resource.as_object_mut() else { return resource };
    if let Some(received) = notice.received {
        members.insert("received".to_owned(), instant(received).into());
    }
    if let Some(about) = &notice.about {
        name_what(members, about, code);
    }
    resource
}

/// Who did it, on what, and in which mode.
fn name_what(members: &mut Map<String, Value>, about: &About, code: Code) {
    let mut list = Vec::new();
    list.extend(about.trace.iter().map(|id| json!({ "reference": format!("AuditEvent/{id}") })));
    let document = |(id, title): &(String, String)| json!({ "reference": format!("DocumentReference/{id}"), "display": title });
    list.extend(about.document.iter().map(document));
    // The professional whom it concerns, by their number.
    let concerned =
        |(idnps, name): &(String, String)| json!({ "identifier": { "system": IDNPS, "value": idnps }, "display": name });
    list.extend(about.target.iter().map(concerned));
    if !list.is_empty() {
        members.insert("about".to_owned(), list.into());
    }
    members.insert("sender".to_owned(), who(&about.agent));
    if matches!(code, Code::Access | Code::Emergency) {
        let (mode, display) = about.mode.code();
        let mut reason = json!({ "coding": [{ "system": ACCESS_MODE, "code": mode, "display": display }] });
        if let (Some(members), Some(motive)) = (reason.as_object_mut(), &about.motive) {
            members.insert("text".to_owned(), motive.as_str().into());
        }
        members.insert("reasonCode".to_owned(), json!([reason]));
    }
}
