//! A document comes into its author's own record, in one transaction with what it replaces and its trace: all of it, or nothing.

use super::asked::{Asked, OWN_WORDS};
use crate::sandbox::account::mask_new;
use crate::sandbox::auth::session::Who;
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::arrival::{Arrival, Ties};
use crate::sandbox::fhir::write::{Author, Coding};
use crate::sandbox::fhir::{Superseded, find_identified, is_minor, supersede};
use crate::sandbox::http::{Refusal, Remark};
use crate::sandbox::said::{Kind, Said};
use crate::sandbox::traces::{self, Deed};
use crate::wire::fhir::form::DIRECTIVES_TYPE;
use crate::wire::fhir::system::{CLASS, SETTING, TYPE};
use crate::wire::fhir::visibility::MASKED;
use rusqlite::{Connection, OptionalExtension, params};

/// TRE_A06: directives and wishes.
const WISHES: &str = "urn:asip:ci-sis:idap:2011";

/// The logical id of a document made now, or made before by the same request.
pub enum Made {
    Now(String),
    Before(String),
}

/// `again`: the identifier of `If-None-Exist`. A refusal has changed nothing: everything is looked at first.
pub fn keep(
    connection: &Connection,
    who: &Who,
    asked: &Asked,
    again: Option<&str>,
    now: Millis,
) -> Result<Result<Made, Refusal>, Fault> {
    let patient = who.patient.as_str();
    if let Some(identifier) = again
        && let Some(before) = find_identified(connection, patient, identifier)?.into_iter().next()
    {
        return Ok(Ok(Made::Before(before)));
    }
    for identifier in asked.unique.iter().chain(&asked.identifiers) {
        if !find_identified(connection, patient, identifier)?.is_empty() {
            return Ok(Err(Refusal::conflict("a document has this identifier: ask with If-None-Exist")));
        }
    }
    let replaces = match &asked.replaces {
        Some(named) => match of_record(connection, patient, named)? {
            Some(found) => Some(found),
            None => return Ok(Err(at("relatesTo[0].target", "not-found", "there is no such document"))),
        },
        None => None,
    };
    let directives = asked.kind.is_directives() || replaces.as_ref().is_some_and(|(_, directives)| *directives);
    if let Some(refusal) = guarded(connection, who, asked, replaces.as_ref(), directives, now)? {
        return Ok(Err(refusal));
    }
    for (rank, reference) in asked.related.iter().enumerate() {
        let id = reference.rsplit('/').next().unwrap_or_default();
        if Said::by_id(connection, Kind::Answers, patient, id)?.is_none() {
            return Ok(Err(at(&format!("context.related[{rank}]"), "not-found", "there are no such answers")));
        }
    }
    let replaced = replaces.as_ref().map(|(id, _)| id.as_str());
    if let Some(id) = replaced {
        match supersede(connection, patient, id, now)? {
            Superseded::Done => {}
            Superseded::Unknown => return Ok(Err(at("relatesTo[0].target", "not-found", "there is no such document"))),
            Superseded::NotOwn => return Ok(Err(Refusal::forbidden("only what the patient added can be replaced"))),
            Superseded::Past => return Ok(Err(Refusal::conflict("it has been replaced or deleted already"))),
        }
    }
    let id = file(connection, who, asked, again, replaced, now)?;
    traces::own(connection, patient, Deed::Deposit, Some(&id), now)?;
    Ok(Ok(Made::Now(id)))
}

fn at(place: &str, issue: &'static str, text: &str) -> Refusal {
    Refusal::unfit(vec![Remark::new(format!("DocumentReference.{place}"), issue, text)])
}

/// By its logical id, or by one of its identifiers; with whether it is of advance directives.
fn of_record(connection: &Connection, patient: &str, named: &str) -> Result<Option<(String, bool)>, Fault> {
    let id = match find_identified(connection, patient, named)?.as_slice() {
        [one] => one.clone(),
        [..] => named.to_owned(),
    };
    let sql = "SELECT document_id, type = ? FROM documents WHERE document_id = ? AND patient_id = ? AND hidden = 0";
    let row = connection.prepare_cached(sql)?.query_row([DIRECTIVES_TYPE, &id, patient], |row| Ok((row.get(0)?, row.get(1)?)));
    Ok(row.optional()?)
}

/// Advance directives: an adult's, one set of them, by whoever has just proved who they are (S28).
fn guarded(
    connection: &Connection,
    who: &Who,
    asked: &Asked,
    replaces: Option<&(String, bool)>,
    directives: bool,
    now: Millis,
) -> Result<Option<Refusal>, Fault> {
    if !directives {
        return Ok(None);
    }
    if is_minor(connection, &who.patient, now)? {
        return Ok(Some(Refusal::forbidden("advance directives are written from the age of 18")));
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM documents WHERE patient_id = ? AND type = ? AND status = 'current' AND hidden = 0
                 AND document_id IS NOT ?)";
    let but = replaces.map(|(id, _)| id.as_str());
    let key = params![who.patient, DIRECTIVES_TYPE, but];
    let others: bool = connection.prepare_cached(sql)?.query_row(key, |row| row.get(0))?;
    if asked.kind.is_directives() && others {
        return Ok(Some(Refusal::conflict("there are advance directives already: these must replace them")));
    }
    Ok((!who.is_fresh(now)).then(Refusal::step_up))
}

fn file(
    connection: &Connection,
    who: &Who,
    asked: &Asked,
    again: Option<&str>,
    replaces: Option<&str>,
    now: Millis,
) -> Result<String, Fault> {
    let patient = who.patient.as_str();
    let masked = match asked.masked {
        Some(masked) => masked,
        None => mask_new(connection, patient)?,
    };
    let labels: &[&str] = if masked { &[MASKED] } else { &[] };
    let date = instant(asked.date.unwrap_or(now));
    let (start, end) = (asked.period.0.map(instant), asked.period.1.map(instant));
    let unique = asked.unique.as_deref().or(again);
    let more = asked.identifiers.iter().map(String::as_str).chain(again);
    let mut identifiers: Vec<&str> = more.filter(|one| Some(*one) != unique).collect();
    identifiers.sort_unstable();
    identifiers.dedup();
    let related: Vec<&str> = asked.related.iter().map(String::as_str).collect();
    let own_words = Coding::new(SETTING, OWN_WORDS, Some("Expression personnelle du patient"));
    let arrival = Arrival {
        title: &asked.title,
        description: asked.description.as_deref(),
        kind: Coding::new(TYPE, asked.kind.code, Some(asked.kind.display)),
        class: Coding::new(CLASS, asked.kind.class, None),
        format: if ["EXPPAT_1", DIRECTIVES_TYPE].contains(&asked.kind.code) { WISHES } else { asked.format.code() },
        date: &date,
        period: (start.as_deref().unwrap_or(&date), end.as_deref()),
        author: Author { name: "", rpps: None, profession: None, speciality: None, organisation: None, patient: true },
        facility: own_words,
        setting: own_words,
        labels,
        media_type: &asked.media_type,
        ties: Ties { unique, identifiers: &identifiers, replaces, related: &related },
    };
    arrival.file(connection, patient, now, |_| asked.bytes.as_slice().into()).map(|arrived| arrived.id)
}
