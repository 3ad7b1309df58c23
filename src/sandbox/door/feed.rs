//! The Assurance Maladie feeds what it reimbursed: a statement for each of the last 24 whole months, once. It reads nothing, and is
//! not told what was there.

use super::record::{Record, Try};
use crate::sandbox::Sandbox;
use crate::sandbox::account::mask_new;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::arrival::{Arrival, Facts, Ties};
use crate::sandbox::fhir::dates::paris;
use crate::sandbox::fhir::write::{Author, Coding};
use crate::sandbox::http::{Json, Refusal};
use crate::sandbox::notices::{Code, Notice, letter};
use crate::sandbox::outbox::Letter;
use crate::sandbox::rules::{Act, Capacity, File, Professional};
use crate::sandbox::traces::{Actor, Coded, Deed, Kind, Mode, Trace};
use crate::wire::fhir::system::{CLASS, FACILITY, SETTING, TYPE};
use crate::wire::fhir::visibility::MASKED;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rusqlite::{Connection, params};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

const MONTHS: usize = 24;
/// A month is stated on the sixth day of the next.
const STATED: i8 = 6;
const NAME: &str = "Assurance Maladie";
const OFFICE: &str = "Caisse primaire d’Assurance Maladie";
const STATEMENT: &str = include_str!("../../../assets/feed/remb.xml");
const NAMES: [&str; 12] =
    ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

#[derive(Deserialize)]
pub struct Asked {
    /// INS, or the identifier of an account.
    patient: String,
}

pub async fn feed(State(sandbox): State<Arc<Sandbox>>, Json(asked): Json<Asked>) -> Result<Response, Refusal> {
    let now = sandbox.time.now();
    let fed = sandbox.telling(move |transaction| {
        let Some(record) = Record::named(transaction, &asked.patient)? else { return Ok(((), Vec::new())) };
        Ok(((), statements(transaction, &record, now)?.into_iter().collect()))
    });
    fed.await?;
    Ok((StatusCode::ACCEPTED, axum::Json(json!({ "received": true }))).into_response())
}

/// The Assurance Maladie, as the rules see it and as a trace says it.
fn feeder() -> (Professional, Actor) {
    let who = Professional { name: NAME.to_owned(), capacity: Capacity::Feeder, ..Professional::default() };
    let actor = Actor {
        kind: Kind::Organisation,
        identifier: String::new(),
        name: NAME.to_owned(),
        profession: Coded { code: "AMO".to_owned(), label: "Assurance maladie obligatoire".to_owned() },
        speciality: Coded::default(),
        organisation: OFFICE.to_owned(),
    };
    (who, actor)
}

fn statements(connection: &Connection, record: &Record, now: Millis) -> Result<Option<Letter>, Fault> {
    let (who, actor) = feeder();
    let actor = actor.row(connection)?;
    let tried = Try { who: &who, mode: Mode::Normal, motive: None, now };
    let file = File { readable: true, management: false, masked: false, withdrawn: false, author: true };
    let refused = record.decide(tried.who, Act::Deposit, Mode::Normal, Some(file), now).refusal().map(|reason| reason.word());
    if refused.is_some() {
        Trace { refusal: refused, ..Trace::new(&record.patient, now, Deed::Deposit, actor) }.keep(connection)?;
        return Ok(None);
    }
    let labels: &[&str] = if mask_new(connection, &record.patient)? { &[MASKED] } else { &[] };
    let mut first = None;
    for month in months(now) {
        if stated(connection, &record.patient, month)? {
            continue;
        }
        let document = state(connection, &record.patient, month, labels, now)?;
        Trace { document: Some(document), ..Trace::new(&record.patient, now, Deed::Deposit, actor) }.keep(connection)?;
        first = first.or(Some(connection.last_insert_rowid()));
    }
    // Told once, whatever the number of months.
    let Some(trace) = first else { return Ok(None) };
    Notice { patient: &record.patient, code: Code::Feed, at: now, trace: Some(trace) }.keep(connection)?;
    letter(connection, &record.patient, Code::Feed, NAME)
}

/// The first days of the last whole months that have been stated, the oldest first.
fn months(now: Millis) -> Vec<Date> {
    let Some(today) = Timestamp::from_millisecond(now).ok().map(|now| now.to_zoned(paris()).date()) else { return Vec::new() };
    let ago = if today.day() < STATED { 2 } else { 1 };
    let this = today.first_of_month();
    (0..MONTHS).rev().filter_map(|back| this.checked_sub((i64::try_from(back).ok()? + ago).months()).ok()).collect()
}

/// There is a statement of this month, hidden or not.
fn stated(connection: &Connection, patient: &str, month: Date) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM documents WHERE patient_id = ? AND type = 'REMB' AND period_start >= ? AND period_start < ?)";
    let end = month.checked_add(1.month()).unwrap_or(month);
    Ok(connection.prepare_cached(sql)?.query_row(params![patient, millis(month), millis(end)], |row| row.get(0))?)
}

/// Midnight in Paris.
fn millis(day: Date) -> Millis {
    day.to_zoned(paris()).map_or(0, |day| day.timestamp().as_millisecond())
}

fn state(connection: &Connection, patient: &str, month: Date, labels: &[&str], now: Millis) -> Result<i64, Fault> {
    let at =
        |day: Date, hour, minute| day.at(hour, minute, 0, 0).to_zoned(paris()).map_err(|error| Fault::Broken(error.to_string()));
    let next = month.checked_add(1.month()).unwrap_or(month);
    let made = at(next.saturating_add(i64::from(STATED - 1).days()), 3, 12)?;
    let (start, end) = (at(month, 0, 0)?, at(month.last_of_month(), 23, 59)?);
    let day = month.saturating_add(11.days());
    let name = usize::try_from(month.month() - 1).ok().and_then(|at| NAMES.get(at)).copied().unwrap_or_default();
    let named = format!("{name} {}", month.year());
    let hl7 = "%Y%m%d%H%M%S%z";
    let text = |facts: &Facts<'_>| {
        let birth: String = facts.source.birth.chars().filter(char::is_ascii_digit).collect();
        let replaced = [
            ("{{family}}", facts.source.family.to_owned()),
            ("{{given}}", facts.source.given.to_owned()),
            ("{{birth}}", birth),
            ("{{sex}}", if facts.source.gender == "female" { "F" } else { "M" }.to_owned()),
            ("{{ins}}", facts.source.ins.to_owned()),
            ("{{patient_id}}", patient.to_owned()),
            ("{{oid}}", facts.unique.to_owned()),
            ("{{made}}", made.strftime(hl7).to_string()),
            ("{{first}}", start.strftime(hl7).to_string()),
            ("{{last}}", end.strftime(hl7).to_string()),
            ("{{day}}", day.strftime("%d/%m/%Y").to_string()),
            ("{{day_hl7}}", day.strftime("%Y%m%d").to_string()),
            ("{{month}}", named.clone()),
        ];
        replaced.iter().fold(STATEMENT.to_owned(), |text, (placeholder, value)| text.replace(placeholder, value))
    };
    let rfc = "%Y-%m-%dT%H:%M:%S%:z";
    let (date, from, to) = (made.strftime(rfc).to_string(), start.strftime(rfc).to_string(), end.strftime(rfc).to_string());
    let words = "Alimentation automatique à partir du Système d’Information de l’Assurance Maladie";
    let arrival = Arrival {
        title: &format!("Données de remboursement - {named}"),
        description: None,
        kind: Coding::new(TYPE, "REMB", Some("Données de remboursement")),
        class: Coding::new(CLASS, "60", Some("Données de remboursement")),
        format: "urn:asip:ci-sis:hr:2019",
        date: &date,
        period: (&from, Some(&to)),
        author: Author {
            name: NAME,
            rpps: None,
            profession: Some(("ALIM_AM", Some(words))),
            speciality: None,
            organisation: Some(OFFICE),
            patient: false,
        },
        facility: Coding::new(FACILITY, "SNR", None),
        setting: Coding::new(SETTING, "AMO", None),
        labels,
        media_type: "text/xml",
        ties: Ties::default(),
    };
    arrival.file(connection, patient, now, |facts| text(facts).into_bytes().into()).map(|arrived| arrived.n)
}
