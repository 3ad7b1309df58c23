//! What only the treating doctor does (D32): read the traces, block a colleague at the person's request, hand the status on with
//! their agreement. The person is told, and sees each try.

use super::record::{Record, Try};
use super::who;
use crate::sandbox::Sandbox;
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::consents;
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Json, Refusal};
use crate::sandbox::notices::{Code, Notice};
use crate::sandbox::rules::{Act, Answer, Capacity, Professional};
use crate::sandbox::traces::{self, Deed, Mode, Trace};
use crate::wire::door;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rusqlite::{Connection, params};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Traces read at once.
const MOST: u32 = 100;
/// Physicians, in TRE_G15.
const PHYSICIAN: &str = "10";

#[derive(Deserialize)]
pub struct Asked {
    /// IDNPS, RPPS, or a name that one person of the directory has; `target` too.
    professional: String,
    /// INS, or the identifier of an account.
    patient: String,
    #[serde(default)]
    target: Option<String>,
    /// The person has agreed, aloud.
    #[serde(default)]
    agreed: bool,
}

/// The one refusal, whatever the reason.
fn no_access() -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, door::NO_ACCESS, "forbidden", "No access to this record")
}

fn unprocessable(text: &str) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, door::NOT_ALLOWED, "invariant", text)
}

/// Whether they govern this record; a refusal leaves its trace here.
fn govern(connection: &Connection, tried: &Try<'_>, patient: &str, deed: Deed) -> Result<Option<(Record, Answer)>, Fault> {
    let Some(record) = Record::named(connection, patient)? else { return Ok(None) };
    let answer = record.decide(tried.who, Act::Govern, Mode::Normal, None, tried.now);
    if answer.refusal().is_some() {
        tried.trace(connection, &record, deed, None, answer)?;
        return Ok(None);
    }
    Ok(Some((record, answer)))
}

/// The newest traces of the record, hidden or not.
pub async fn history(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    let (who, now) = (who(&sandbox, &asked.professional).await?, sandbox.time.now());
    let read = sandbox.store.write(move |transaction| {
        let tried = Try { who: &who, mode: Mode::Normal, motive: None, now };
        let Some((record, answer)) = govern(transaction, &tried, &asked.patient, Deed::History)? else { return Ok(None) };
        let events = traces::newest(transaction, &record.patient, MOST)?;
        tried.trace(transaction, &record, Deed::History, None, answer)?;
        Ok(Some(events))
    });
    let events = read.await?.ok_or_else(no_access)?;
    let line = |event: &traces::Event| json!({ "at": instant(event.at), "who": event.agent.name, "said": traces::told(event), "mode": event.mode.code().0 });
    Ok(axum::Json(json!({ "traces": events.iter().map(line).collect::<Vec<_>>() })).into_response())
}

/// At the person's request. Over a block it changes nothing.
pub async fn block(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    let (who, target, now) = (who(&sandbox, &asked.professional).await?, target(&sandbox, &asked).await?, sandbox.time.now());
    if who.idnps == target.idnps {
        return Err(unprocessable("nobody blocks themselves"));
    }
    let done = sandbox.telling(move |transaction| {
        let tried = Try { who: &who, mode: Mode::Normal, motive: None, now };
        let Some((record, _)) = govern(transaction, &tried, &asked.patient, Deed::Block)? else { return Ok((false, Vec::new())) };
        if let Some(consent) = consents::block(transaction, &record.patient, &target.idnps, &target.name, now)? {
            tell(transaction, &record, (&who, &target), (Deed::Block, Code::Blocked), Some(&consent.id), now)?;
        }
        Ok((true, Vec::new()))
    });
    if done.await? { Ok(axum::Json(json!({ "blocked": true })).into_response()) } else { Err(no_access()) }
}

/// With the person's agreement, to another physician.
pub async fn hand_on(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    let (who, target, now) = (who(&sandbox, &asked.professional).await?, target(&sandbox, &asked).await?, sandbox.time.now());
    if !asked.agreed {
        return Err(unprocessable("the person agrees first"));
    }
    if target.capacity != Capacity::Care || target.profession != PHYSICIAN || target.idnps == who.idnps {
        return Err(unprocessable("a treating doctor is another physician who cares"));
    }
    let done = sandbox.telling(move |transaction| {
        let tried = Try { who: &who, mode: Mode::Normal, motive: None, now };
        let Some((record, _)) = govern(transaction, &tried, &asked.patient, Deed::HandOn)? else {
            return Ok((false, Vec::new()));
        };
        declare(transaction, &record.patient, &target, now)?;
        tell(transaction, &record, (&who, &target), (Deed::HandOn, Code::Treating), None, now)?;
        Ok((true, Vec::new()))
    });
    if done.await? { Ok(axum::Json(json!({ "handed_on": true })).into_response()) } else { Err(no_access()) }
}

async fn target(sandbox: &Sandbox, asked: &Asked) -> Result<Professional, Refusal> {
    let named = asked.target.as_deref().ok_or_else(|| Refusal::invalid("target is missing"))?;
    who(sandbox, named).await
}

/// The trace, and the notice of it.
fn tell(
    connection: &Connection,
    record: &Record,
    (who, target): (&Professional, &Professional),
    (deed, code): (Deed, Code),
    consent: Option<&str>,
    now: Millis,
) -> Result<(), Fault> {
    let (actor, target) = (who.actor().row(connection)?, Some(target.actor().row(connection)?));
    Trace { consent, target, ..Trace::new(&record.patient, now, deed, actor) }.keep(connection)?;
    let trace = Some(connection.last_insert_rowid());
    Notice { patient: &record.patient, code, at: now, trace }.keep(connection)
}

/// In the record, and in what is served of the person.
fn declare(connection: &Connection, patient: &str, target: &Professional, now: Millis) -> Result<(), Fault> {
    let sql = "UPDATE treating_doctors SET idnps = ?, name = ?, since = ? WHERE patient_id = ?";
    connection.prepare_cached(sql)?.execute(params![target.idnps, target.name, now, patient])?;
    let sql = "SELECT version, resource FROM patients WHERE patient_id = ?";
    let (version, text): (u32, String) =
        connection.prepare_cached(sql)?.query_row([patient], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (version, mut resource) = (version + 1, serde_json::from_str::<Value>(&text)?);
    for (member, value) in [
        ("/generalPractitioner/0/identifier/value", target.idnps.clone()),
        ("/generalPractitioner/0/display", target.name.clone()),
        ("/meta/versionId", version.to_string()),
        ("/meta/lastUpdated", instant(now)),
    ] {
        if let Some(kept) = resource.pointer_mut(member) {
            *kept = value.into();
        }
    }
    let sql = "UPDATE patients SET version = ?, resource = ? WHERE patient_id = ?";
    connection.prepare_cached(sql)?.execute(params![version, resource.to_string(), patient])?;
    Ok(())
}
