//! What a person may do with what they say, each in one transaction with its trace: all of it is done, or nothing.

use super::asked::{Asked, Stamp};
use super::contact::THE_TRUSTED;
use super::health::NOTHING;
use super::{Kind, Said};
use crate::sandbox::auth::session::Who;
use crate::sandbox::chance;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::is_minor;
use crate::sandbox::http::Refusal;
use crate::sandbox::traces::{self, Deed};
use crate::wire::fhir::form::IN_PROGRESS;
use axum::http::StatusCode;
use rusqlite::Connection;
use serde_json::Value;

/// Of each kind, in one record.
const MANY: usize = 500;

/// Made now, or made before by the same request.
pub enum Made {
    Now(Said),
    Before(Said),
}

/// The outcome of a transaction: what was done, or why it was refused; a refusal has changed nothing.
pub type Outcome<T> = Result<Result<T, Refusal>, Fault>;

pub fn create(connection: &Connection, who: &Who, asked: &Asked, again: Option<&str>, now: Millis) -> Outcome<Made> {
    let (kind, patient) = (asked.kind, who.patient.as_str());
    let identifier = again.or(asked.identifier.as_deref());
    let before = identifier.map(|one| Said::by_identifier(connection, kind, patient, one)).transpose()?.flatten();
    match before {
        Some(before) if again.is_some() && !before.gone => return Ok(Ok(Made::Before(before))),
        Some(_) if again.is_some() => {
            let text = "what was made with this identifier has been deleted since";
            return Ok(Err(Refusal::new(StatusCode::GONE, "gone", "deleted", text)));
        }
        Some(_) => {
            return Ok(Err(Refusal::conflict(format!("a {} has this identifier: ask with If-None-Exist", kind.name()))));
        }
        None => {}
    }
    let all = Said::all(connection, kind, patient)?;
    let refusal = guarded(connection, who, asked, None, now)?.or_else(|| stands_in_the_way(asked, &all, None));
    if let Some(refusal) = refusal {
        return Ok(Err(refusal));
    }
    if all.len() >= MANY {
        return Ok(Err(Refusal::conflict(format!("{MANY} at most of this kind"))));
    }
    let id = chance::id()?;
    let stamp = Stamp { id: &id, version: 1, patient, identifier, first: now, now };
    let resource = asked.written(&stamp)?;
    said(&id, asked, patient, identifier, resource, now).insert(connection)?;
    // "Nothing of the kind" ends when there is something.
    for nothing in all.iter().filter(|other| asked.facet.is_none() && other.facet.as_deref() == Some(NOTHING)) {
        nothing.go(connection, now)?;
    }
    leave_trace(connection, patient, asked, now)?;
    let kept = Said::by_id(connection, kind, patient, &id)?;
    Ok(Ok(Made::Now(kept.ok_or_else(|| Fault::Broken("what was said was not kept".to_owned()))?)))
}

pub fn said(id: &str, asked: &Asked, patient: &str, identifier: Option<&str>, resource: String, now: Millis) -> Said {
    Said {
        n: 0,
        id: id.to_owned(),
        kind: asked.kind,
        patient: patient.to_owned(),
        version: 1,
        first: now,
        updated: now,
        identifier: identifier.map(str::to_owned),
        gone: false,
        hidden: asked.hidden,
        facet: asked.facet.map(str::to_owned),
        directives: asked.directives,
        resource,
    }
}

/// `version`: that of `If-Match`.
pub fn change(connection: &Connection, who: &Who, id: &str, version: u32, asked: &Asked, now: Millis) -> Outcome<Said> {
    let (kind, patient) = (asked.kind, who.patient.as_str());
    let Some(before) = Said::by_id(connection, kind, patient, id)? else { return Ok(Err(Refusal::not_found())) };
    if before.version != version {
        return Ok(Err(Refusal::stale()));
    }
    if asked.id.as_deref() != Some(id) {
        return Ok(Err(Refusal::element(format!("{}.id", kind.name()), "value", "must be the one of the address")));
    }
    let all = Said::all(connection, kind, patient)?;
    let refusal = guarded(connection, who, asked, Some(&before), now)?.or_else(|| stands_in_the_way(asked, &all, Some(id)));
    if let Some(refusal) = refusal {
        return Ok(Err(refusal));
    }
    let identifier = before.identifier.as_deref();
    let stamp = Stamp { id, version: before.version + 1, patient, identifier, first: before.first, now };
    let resource = asked.written(&stamp)?;
    if same(&before.resource, &resource)? && before.hidden == asked.hidden {
        return Ok(Ok(before));
    }
    let next = Said {
        n: before.n,
        version: before.version + 1,
        first: before.first,
        ..said(id, asked, patient, identifier, resource, now)
    };
    before.become_next(connection, &next)?;
    leave_trace(connection, patient, asked, now)?;
    Ok(Ok(next))
}

pub fn delete(connection: &Connection, who: &Who, kind: Kind, id: &str, version: u32, now: Millis) -> Outcome<()> {
    let Some(before) = Said::by_id(connection, kind, &who.patient, id)? else { return Ok(Err(Refusal::not_found())) };
    if before.version != version {
        return Ok(Err(Refusal::stale()));
    }
    if kind == Kind::Answers && status(&before)? != IN_PROGRESS {
        return Ok(Err(Refusal::conflict("only unfinished answers are deleted: the others become entered-in-error")));
    }
    before.go(connection, now)?;
    if let Some(deed) = deed(kind, false) {
        traces::own(connection, &who.patient, deed, None, now)?;
    }
    Ok(Ok(()))
}

/// Advance directives: not a minor's, and signed by whoever has just proved who they are (S28). A draft of them is neither.
fn guarded(
    connection: &Connection,
    who: &Who,
    asked: &Asked,
    before: Option<&Said>,
    now: Millis,
) -> Result<Option<Refusal>, Fault> {
    if asked.kind != Kind::Answers {
        return Ok(None);
    }
    let was = before.map(status).transpose()?;
    let (finished, signs) = (was.as_deref().is_some_and(|was| was != IN_PROGRESS), asked.status != IN_PROGRESS);
    if finished && !signs {
        return Ok(Some(Refusal::conflict("what is finished is not begun again: it becomes amended")));
    }
    if was.as_deref() == Some("entered-in-error") {
        return Ok(Some(Refusal::conflict("what was entered in error does not change any more")));
    }
    let same_form = |before: &Said| before.directives == asked.directives && questionnaire(before) == asked.questionnaire;
    if before.is_some_and(|before| !same_form(before)) {
        return Ok(Some(Refusal::element("QuestionnaireResponse.questionnaire", "value", "cannot change")));
    }
    if !asked.directives {
        return Ok(None);
    }
    if is_minor(connection, &who.patient, now)? {
        return Ok(Some(Refusal::forbidden("advance directives are written from the age of 18")));
    }
    Ok((signs && !who.is_fresh(now)).then(Refusal::step_up))
}

/// What there is one of in a record; `id`: the one that is being changed.
fn stands_in_the_way(asked: &Asked, all: &[Said], id: Option<&str>) -> Option<Refusal> {
    let facet = asked.facet?;
    let mut others = all.iter().filter(|other| id != Some(other.id.as_str()));
    let name = asked.kind.name();
    match facet {
        THE_TRUSTED => others.any(|other| other.facet.as_deref() == Some(THE_TRUSTED)).then(|| {
            Refusal::element("RelatedPerson.relationship", "business-rule", "there is a trusted person already: one only")
        }),
        NOTHING => others.next().map(|_| Refusal::conflict(format!("there is a {name}: it is deleted first"))),
        code => others
            .any(|other| other.facet.as_deref() == Some(code))
            .then(|| Refusal::conflict(format!("there is a {code}: change it"))),
    }
}

fn member(said: &Said, name: &str) -> Result<Option<String>, Fault> {
    let value: Value = serde_json::from_str(&said.resource)?;
    Ok(value.get(name).and_then(Value::as_str).map(str::to_owned))
}

fn status(said: &Said) -> Result<String, Fault> {
    Ok(member(said, "status")?.unwrap_or_default())
}

fn questionnaire(said: &Said) -> Option<String> {
    member(said, "questionnaire").ok().flatten()
}

/// But for what the server writes of the version.
fn same(one: &str, other: &str) -> Result<bool, Fault> {
    let bare = |text: &str| -> Result<Value, Fault> {
        let mut value: Value = serde_json::from_str(text)?;
        if let Some(members) = value.as_object_mut() {
            members.remove("meta");
        }
        Ok(value)
    };
    Ok(bare(one)? == bare(other)?)
}

/// A draft of answers leaves none: nobody but the person is concerned yet.
fn leave_trace(connection: &Connection, patient: &str, asked: &Asked, now: Millis) -> Result<(), Fault> {
    match deed(asked.kind, asked.status != IN_PROGRESS) {
        Some(deed) => traces::own(connection, patient, deed, None, now),
        None => Ok(()),
    }
}

fn deed(kind: Kind, finished: bool) -> Option<Deed> {
    match kind {
        Kind::Contact => Some(Deed::Contact),
        Kind::Answers => finished.then_some(Deed::Form),
        Kind::Illness | Kind::Allergy | Kind::Treatment | Kind::Observation => Some(Deed::Health),
    }
}
