//! A `Communication` as the notice centre shows it: who did what, when, and whether it was read.

use super::bundle::Bundle;
use super::code::{Concept, Identifier, Reference, after, line};
use super::lenient::{loose, some};
use super::{Head, resource};
use crate::domain::{DocumentId, Mode, Notice, NoticeId, Notices, Party, Problem, Told};
use crate::wire::fhir::{mode, notice as code, system};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::Arc;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct View {
    #[serde(default, deserialize_with = "loose")]
    meta: Option<Meta>,
    #[serde(default, deserialize_with = "some")]
    category: Vec<Concept>,
    #[serde(default, deserialize_with = "loose")]
    sent: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    received: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    sender: Option<Sender>,
    #[serde(default, deserialize_with = "some")]
    about: Vec<Reference>,
    #[serde(default, deserialize_with = "some")]
    reason_code: Vec<Concept>,
    #[serde(default, deserialize_with = "some")]
    payload: Vec<Payload>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    #[serde(default, deserialize_with = "loose")]
    version_id: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    last_updated: Option<String>,
}

#[derive(Deserialize)]
struct Sender {
    #[serde(default, deserialize_with = "loose")]
    identifier: Option<Identifier>,
    #[serde(default, deserialize_with = "loose")]
    display: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Payload {
    #[serde(default, deserialize_with = "loose")]
    content_string: Option<String>,
}

/// A page of notices.
pub fn notices(bytes: &[u8]) -> Result<Notices, Problem> {
    let bundle = Bundle::read(bytes)?;
    if bundle.kind().is_some_and(|kind| kind != "searchset") {
        return Err(Problem::Garbled);
    }
    let mut notices = Notices { total: bundle.total(), next: bundle.next(), ..Notices::default() };
    for raw in bundle.resources() {
        match entry(&raw) {
            Some(notice) => notices.all.push(Arc::new(notice)),
            None => notices.unreadable += 1,
        }
    }
    Ok(notices)
}

/// One notice, read alone.
pub fn notice(bytes: &[u8]) -> Result<Notice, Problem> {
    let raw: Box<RawValue> = resource(bytes, "Communication")?;
    entry(&raw).ok_or(Problem::Garbled)
}

/// `None` without an id and a date, or when it must not be read without understanding it.
fn entry(raw: &RawValue) -> Option<Notice> {
    let head: Head = serde_json::from_str(raw.get()).ok()?;
    if head.resource_type != "Communication" || !head.plain() {
        return None;
    }
    let view: View = serde_json::from_str(raw.get()).ok()?;
    let updated = view.meta.as_ref().and_then(|meta| meta.last_updated.as_deref());
    let sent = [view.sent.as_deref(), updated].into_iter().flatten().find_map(|at| at.parse().ok())?;
    let referred = |kind| view.about.iter().find_map(|about| Some((after(about.reference.as_deref()?, kind)?, about)));
    let document = referred("DocumentReference/");
    let reason = view.reason_code.first();
    let opened = reason.and_then(mode_of);
    Some(Notice {
        id: NoticeId::new(head.id.as_deref()?)?,
        version: view.meta.as_ref().and_then(|meta| line(meta.version_id.as_deref())),
        told: told(&view, opened),
        sent,
        read: view.received.is_some(),
        who: view.sender.as_ref().map(who).filter(|who| *who != Party::default()),
        mode: opened,
        reason: reason.and_then(|reason| line(reason.text.as_deref())),
        trace: referred("AuditEvent/").and_then(|(id, _)| line(Some(id))),
        document: document.and_then(|(id, _)| DocumentId::new(id)),
        title: document.and_then(|(_, about)| line(about.display.as_deref())),
        said: view.payload.iter().find_map(|payload| line(payload.content_string.as_deref())),
    })
}

fn who(sender: &Sender) -> Party {
    let national = sender.identifier.as_ref().filter(|identifier| identifier.system.as_deref() == Some(system::IDNPS));
    Party { identifier: national.and_then(|identifier| line(identifier.value.as_deref())), name: line(sender.display.as_deref()) }
}

/// An emergency is told wherever a server writes it: its code, or how the record was opened.
fn told(view: &View, mode: Option<Mode>) -> Told {
    let code = view.category.iter().find_map(|category| category.of(&[system::NOTICE])?.code.as_deref());
    match code.map(of_code) {
        Some(Told::Access) if mode.is_some_and(Mode::is_emergency) => Told::Emergency,
        Some(told) => told,
        None => Told::Other,
    }
}

/// What a code of notices is about.
pub fn of_code(word: &str) -> Told {
    match word {
        code::ACCESS => Told::Access,
        code::EMERGENCY => Told::Emergency,
        code::DEPOSIT => Told::Deposit,
        code::FEED => Told::Feed,
        code::ANNOUNCED => Told::Announced,
        code::VISIBLE => Told::Visible,
        code::BLOCKED => Told::Blocked,
        code::TREATING => Told::Treating,
        _ => Told::Other,
    }
}

fn mode_of(concept: &Concept) -> Option<Mode> {
    match concept.of(&[system::ACCESS_MODE])?.code.as_deref()? {
        mode::NORMAL => Some(Mode::Normal),
        mode::BREAK_GLASS => Some(Mode::BreakGlass),
        mode::CENTRE_15 => Some(Mode::Regulation),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn sample(change: impl FnOnce(&mut Value)) -> Result<Notice, Problem> {
        let mut notice = json!({ "resourceType": "Communication", "id": "n-1",
            "meta": { "versionId": "1", "lastUpdated": "2026-11-22T20:00:00Z" }, "status": "completed",
            "category": [{ "coding": [{ "system": system::NOTICE, "code": code::EMERGENCY }] }],
            "sent": "2026-11-22T20:00:00Z",
            "about": [{ "reference": "AuditEvent/t-1" },
                { "reference": "https://dmp.example/fhir/DocumentReference/d-7/_history/2", "display": "Bilan" }],
            "sender": { "identifier": { "system": system::IDNPS, "value": "810999001042" }, "display": "Dr Hugo Leroy" },
            "reasonCode": [{ "coding": [{ "system": system::ACCESS_MODE, "code": mode::BREAK_GLASS }], "text": "Inconsciente" }],
            "payload": [{ "contentString": "Dr Hugo Leroy a ouvert votre DMP en urgence." }] });
        change(&mut notice);
        super::notice(notice.to_string().as_bytes())
    }

    #[test]
    fn a_notice_says_who_what_when_in_which_mode_and_on_what() {
        let notice = sample(|_| ()).unwrap();
        assert_eq!((notice.told, notice.mode, notice.read), (Told::Emergency, Some(Mode::BreakGlass), false));
        let who = notice.who.unwrap();
        assert_eq!((who.identifier.as_deref(), who.name.as_deref()), (Some("810999001042"), Some("Dr Hugo Leroy")));
        assert_eq!((notice.trace.as_deref(), notice.title.as_deref()), (Some("t-1"), Some("Bilan")));
        assert_eq!((notice.document.unwrap().as_str(), notice.reason.as_deref()), ("d-7", Some("Inconsciente")));
        assert!(sample(|notice| notice["received"] = json!("2026-11-22T20:01:00Z")).unwrap().read);
    }

    #[test]
    fn a_notice_that_names_nobody_or_is_odd_is_still_told() {
        let bare = sample(|notice| {
            for member in ["sender", "about", "reasonCode", "payload"] {
                notice.as_object_mut().unwrap().remove(member);
            }
        });
        let bare = bare.unwrap();
        assert_eq!((bare.told, bare.who, bare.mode, bare.said), (Told::Emergency, None, None, None));
        let odd = sample(|notice| {
            notice["sender"] = json!(3);
            notice["about"] = json!("x");
            notice["reasonCode"] = json!([{ "coding": 7 }]);
            notice["category"][0]["coding"][0]["code"] = json!("RAPPEL_AGENDA");
        });
        assert_eq!((odd.as_ref().unwrap().told, odd.unwrap().who), (Told::Other, None));
        let emergency = sample(|notice| notice["category"][0]["coding"][0]["code"] = json!(code::ACCESS)).unwrap();
        assert_eq!(emergency.told, Told::Emergency, "the mode says so");
    }

    #[test]
    fn what_has_no_date_or_must_be_understood_is_not_read() {
        assert_eq!(sample(|notice| notice["modifierExtension"] = json!([{ "url": "x" }])).unwrap_err(), Problem::Garbled);
        assert_eq!(sample(|notice| notice["id"] = json!("../x")).unwrap_err(), Problem::Garbled);
        let undated = sample(|notice| {
            notice["sent"] = json!("hier");
            notice["meta"] = json!({});
        });
        assert_eq!(undated.unwrap_err(), Problem::Garbled);
    }
}
