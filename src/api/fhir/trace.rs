//! An `AuditEvent` as the access history shows it (TDE, and IHE BALP leniently).

use super::bundle::Bundle;
use super::code::{Coding, Concept, Identifier, Reference, after, line};
use super::lenient::{loose, some};
use super::{Head, escaped};
use crate::domain::{Deed, DocumentId, History, Mode, Problem, Sieve, Trace, Who};
use crate::wire::fhir::system;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::Arc;

/// TRE_R248, under its URL with and without the mark of the value set.
const MODES: [(&str, Mode); 3] = [("normal", Mode::Normal), ("bris_de_glace", Mode::BreakGlass), ("centre_15", Mode::Regulation)];
/// HL7 `restful-interaction`, and DICOM "Login".
const DEEDS: [(Deed, &[&str]); 6] = [
    (Deed::SignedIn, &["110122"]),
    (Deed::Listed, &["search-type", "search", "search-system", "history-instance", "history-type"]),
    (Deed::Read, &["read", "vread"]),
    (Deed::Added, &["create"]),
    (Deed::Changed, &["update", "patch"]),
    (Deed::Deleted, &["delete"]),
];
/// The national identifier, whichever of its kinds.
const INS: [&str; 3] = [system::INS, system::INS_NIA, system::INS_TEST];
/// HL7 v3 `ActReason`.
const REASONS: [(&str, Mode); 2] = [("BTG", Mode::BreakGlass), ("ETREAT", Mode::Regulation)];

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct View {
    #[serde(default, rename = "type", deserialize_with = "loose")]
    kind: Option<Coding>,
    #[serde(default, deserialize_with = "some")]
    subtype: Vec<Coding>,
    #[serde(default, deserialize_with = "loose")]
    recorded: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    period: Option<Period>,
    #[serde(default, deserialize_with = "loose")]
    outcome: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    outcome_desc: Option<String>,
    #[serde(default, deserialize_with = "some")]
    purpose_of_event: Vec<Concept>,
    #[serde(default, deserialize_with = "some")]
    agent: Vec<Agent>,
    #[serde(default, deserialize_with = "some")]
    entity: Vec<Entity>,
}

#[derive(Deserialize)]
struct Period {
    #[serde(default, deserialize_with = "loose")]
    start: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Agent {
    #[serde(default, deserialize_with = "some")]
    role: Vec<Concept>,
    #[serde(default, deserialize_with = "loose")]
    who: Option<Reference>,
    #[serde(default, deserialize_with = "loose")]
    requestor: Option<bool>,
    #[serde(default, deserialize_with = "some")]
    purpose_of_use: Vec<Concept>,
}

#[derive(Deserialize)]
struct Entity {
    #[serde(default, deserialize_with = "loose")]
    what: Option<Reference>,
}

/// How a server is asked for a part of the history (D26).
pub fn sifted(sieve: &Sieve, patient: &str) -> Vec<(&'static str, String)> {
    let mut asked = Vec::new();
    if sieve.emergencies {
        let codes: Vec<&str> = MODES.iter().filter(|(_, mode)| mode.is_emergency()).map(|(code, _)| *code).collect();
        asked.push(("purpose", codes.join(",")));
    }
    if sieve.mine {
        asked.push(("agent", format!("Patient/{patient}")));
    }
    if !sieve.professions.is_empty() {
        let codes: Vec<String> =
            sieve.professions.iter().map(|code| format!("{}|{}", system::PROFESSION, escaped(code))).collect();
        asked.push(("agent-role", codes.join(",")));
    }
    let subtypes = sieve.deed.map(subtypes).unwrap_or_default();
    if !subtypes.is_empty() {
        asked.push(("subtype", subtypes.join(",")));
    }
    // Each word begins one of the name's.
    asked.extend(sieve.name.split_whitespace().map(|word| ("agent-name", escaped(word))));
    asked
}

/// A page of the history.
pub fn history(bytes: &[u8]) -> Result<History, Problem> {
    let bundle = Bundle::read(bytes)?;
    if bundle.kind().is_some_and(|kind| kind != "searchset") {
        return Err(Problem::Garbled);
    }
    let mut history = History { total: bundle.total(), next: bundle.next(), ..History::default() };
    for resource in bundle.resources() {
        match trace(&resource) {
            Some(trace) => history.traces.push(Arc::new(trace)),
            None => history.unreadable += 1,
        }
    }
    Ok(history)
}

/// `None` without a date, or when it must not be read without understanding it.
fn trace(raw: &RawValue) -> Option<Trace> {
    let head: Head = serde_json::from_str(raw.get()).ok()?;
    if head.resource_type != "AuditEvent" || !head.plain() {
        return None;
    }
    let view: View = serde_json::from_str(raw.get()).ok()?;
    let began = view.period.as_ref().and_then(|period| period.start.as_deref());
    let at = [view.recorded.as_deref(), began].into_iter().flatten().find_map(|at| at.parse().ok())?;
    let actor = view.agent.iter().find(|agent| agent.requestor == Some(true)).or_else(|| view.agent.first());
    let other = view.agent.iter().find(|agent| actor.is_none_or(|actor| !std::ptr::eq(*agent, actor)));
    let named = |agent: Option<&Agent>| agent.and_then(|agent| line(agent.who.as_ref()?.display.as_deref()));
    let profession = actor.and_then(|actor| actor.role.iter().find_map(|role| role.of(&[system::PROFESSION])));
    let said = actor.and_then(|actor| actor.role.iter().find_map(|role| role.said(role.of(&[system::PROFESSION]))));
    let identifier = actor.and_then(|actor| actor.who.as_ref()?.identifier.as_ref());
    let references = || view.entity.iter().filter_map(|entity| entity.what.as_ref()?.reference.as_deref());
    Some(Trace {
        id: line(head.id.as_deref())?,
        at,
        who: who(actor, identifier),
        name: named(actor),
        profession: profession.and_then(|coding| line(coding.code.as_deref())),
        said,
        organisation: named(other),
        identifier: identifier
            .filter(|identifier| identifier.system.as_deref() == Some(system::IDNPS))
            .and_then(|identifier| line(identifier.value.as_deref())),
        deed: deed(&view),
        mode: mode(&view, actor),
        document: references().find_map(|reference| DocumentId::new(after(reference, "DocumentReference/")?)),
        refused: view.outcome.as_deref().is_some_and(|outcome| outcome != "0"),
        told: line(view.outcome_desc.as_deref()),
    })
}

fn who(actor: Option<&Agent>, identifier: Option<&Identifier>) -> Who {
    let reference = actor.and_then(|actor| actor.who.as_ref()?.reference.as_deref()).unwrap_or_default();
    let system = identifier.and_then(|identifier| identifier.system.as_deref());
    let patient = system.is_some_and(|system| INS.contains(&system));
    if patient || after(reference, "Patient/").is_some() {
        Who::Me
    } else if system == Some(system::IDNPS)
        || actor.is_some_and(|actor| actor.role.iter().any(|role| role.of(&[system::PROFESSION]).is_some()))
        || after(reference, "Practitioner/").or_else(|| after(reference, "PractitionerRole/")).is_some()
    {
        Who::Professional
    } else {
        Who::System
    }
}

fn deed(view: &View) -> Deed {
    let code = view.subtype.iter().find_map(|coding| coding.code.as_deref());
    let known = code.and_then(|code| DEEDS.iter().find(|(_, codes)| codes.contains(&code)));
    match known {
        Some((deed, _)) => *deed,
        // DICOM "User Authentication".
        None if view.kind.as_ref().is_some_and(|kind| kind.code.as_deref() == Some("110114")) => Deed::SignedIn,
        None => Deed::Other,
    }
}

/// By which subtypes a deed is looked for; none for what has no code of its own.
fn subtypes(deed: Deed) -> &'static [&'static str] {
    DEEDS.iter().find(|(known, _)| *known == deed).map_or(&[], |(_, codes)| codes)
}

/// An emergency is told wherever a server writes it: the reason of the event, or of its actor.
fn mode(view: &View, actor: Option<&Agent>) -> Mode {
    let purposes = view.purpose_of_event.iter().chain(actor.iter().flat_map(|actor| &actor.purpose_of_use));
    let codes = || purposes.clone().flat_map(|purpose| &purpose.coding).filter_map(|coding| coding.code.as_deref());
    let known =
        |table: &[(&str, Mode)]| codes().find_map(|code| table.iter().find(|(known, _)| *known == code).map(|(_, mode)| *mode));
    known(&MODES).or_else(|| known(&REASONS)).unwrap_or(Mode::Normal)
}

/// For the tests of the history: a trace read alone.
#[cfg(test)]
fn read(text: &str) -> Option<Trace> {
    trace(&RawValue::from_string(text.to_owned()).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(change: impl FnOnce(&mut serde_json::Value)) -> Option<Trace> {
        let mut event = serde_json::json!({"resourceType": "AuditEvent", "id": "t-1",
            "type": {"system": "http://terminology.hl7.org/CodeSystem/audit-event-type", "code": "rest"},
            "subtype": [{"system": "http://hl7.org/fhir/restful-interaction", "code": "read"}],
            "recorded": "2026-06-22T02:41:10+02:00", "outcome": "0",
            "purposeOfEvent": [{"coding": [{"code": "BTG"}, {"code": "bris_de_glace"}]}],
            "agent": [
                {"role": [{"coding": [{"system": system::PROFESSION, "code": "10", "display": "Médecin"}]}],
                 "who": {"identifier": {"system": system::IDNPS, "value": "810999001000"}, "display": "Dr Hugo Leroy"},
                 "requestor": true},
                {"who": {"display": "SMUR de Villerose"}, "requestor": false}],
            "entity": [{"what": {"reference": "Patient/p-1"}}, {"what": {"reference": "https://dmp.example/DocumentReference/d-7/_history/2"}}]});
        change(&mut event);
        read(&event.to_string())
    }

    #[test]
    fn a_trace_says_who_what_on_which_document_and_in_which_mode() {
        let trace = sample(|_| ()).unwrap();
        assert_eq!((trace.who, trace.deed, trace.mode), (Who::Professional, Deed::Read, Mode::BreakGlass));
        assert_eq!(trace.name.as_deref(), Some("Dr Hugo Leroy"));
        assert_eq!(trace.organisation.as_deref(), Some("SMUR de Villerose"));
        assert_eq!(trace.identifier.as_deref(), Some("810999001000"));
        assert_eq!(trace.document.unwrap().as_str(), "d-7");
        assert!(!trace.refused);
    }

    #[test]
    fn what_is_missing_stays_unknown_and_a_date_is_never_invented() {
        let bare = sample(|event| {
            for member in ["agent", "entity", "subtype", "purposeOfEvent"] {
                event.as_object_mut().unwrap().remove(member);
            }
        });
        let bare = bare.unwrap();
        assert_eq!((bare.who, bare.deed, bare.mode), (Who::System, Deed::Other, Mode::Normal));
        assert_eq!((bare.name, bare.document, bare.identifier), (None, None, None));
        assert_eq!(sample(|event| event["recorded"] = "hier".into()), None);
        assert_eq!(sample(|event| event["implicitRules"] = "urn:x".into()), None);
        assert!(sample(|event| event["outcome"] = "8".into()).unwrap().refused);
    }

    #[test]
    fn the_patient_is_known_by_reference_or_by_national_identifier() {
        let me = sample(|event| event["agent"][0] = serde_json::json!({"who": {"reference": "Patient/p-1"}, "requestor": true}));
        assert_eq!(me.unwrap().who, Who::Me);
        let ins = serde_json::json!({"who": {"identifier": {"system": system::INS, "value": "279035121518989"}}});
        assert_eq!(sample(|event| event["agent"][0] = ins).unwrap().who, Who::Me);
    }
}
