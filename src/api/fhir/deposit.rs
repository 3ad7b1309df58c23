//! A document that the patient adds, as PDSm wants it (ITI-105), written strictly around the data of the file.

use super::outcome::Issue;
use crate::domain::{Clean, Deposit, DepositKind, Document, Flaw, Problem};
use crate::wire::fhir::{deposit as code, profile, system, visibility};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use jiff::civil;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use sha1::Digest;

/// Around the data: the JSON before it, and the JSON after it. `holder`: the system and the value of the patient's identifier.
pub fn around(patient: &str, holder: Option<(&str, &str)>, deposit: &Deposit) -> Result<(String, String), Problem> {
    let text = resource(patient, holder, deposit).to_string();
    // No text of the resource can hold these quotes: they would be escaped.
    let (before, after) = text.split_once(r#""data":"""#).ok_or(Problem::Garbled)?;
    Ok((format!(r#"{before}"data":""#), format!("\"{after}")))
}

fn resource(patient: &str, holder: Option<(&str, &str)>, deposit: &Deposit) -> Value {
    let concept = |system: &str, code: &str| json!({ "coding": [{ "system": system, "code": code }] });
    let identifier: Vec<Value> = holder.into_iter().map(|(system, value)| json!({ "system": system, "value": value })).collect();
    let mut author = json!({ "resourceType": "Patient", "id": "auteur" });
    let mut labels = vec![concept(system::CONFIDENTIALITY, visibility::NORMAL)];
    labels.extend(deposit.hidden.then(|| concept(system::VISIBILITY, visibility::MASKED)));
    let by_patient = concept(system::SETTING, code::BY_PATIENT);
    let mut context = json!({
        "period": { "start": deposit.date.to_string() },
        "facilityType": by_patient,
        "practiceSetting": by_patient,
        "sourcePatientInfo": { "reference": "#auteur" },
    });
    let format = match deposit.kind {
        DepositKind::Directives => json!({ "system": system::FORMAT, "code": code::DIRECTIVES_FORMAT }),
        DepositKind::Summary
        | DepositKind::Care
        | DepositKind::Report
        | DepositKind::Imaging
        | DepositKind::Biology
        | DepositKind::Prevention
        | DepositKind::Certificate
        | DepositKind::Administrative
        | DepositKind::Other
        | DepositKind::Profile
        | DepositKind::Wish => json!({ "system": system::IHE_FORMAT, "code": code::PLAIN_FORMAT }),
    };
    let add = |value: &mut Value, member: &str, more: Value| {
        if let Some(members) = value.as_object_mut() {
            members.insert(member.to_owned(), more);
        }
    };
    if !identifier.is_empty() {
        add(&mut author, "identifier", identifier.into());
    }
    if let Some(answers) = &deposit.answers {
        add(&mut context, "related", json!([{ "reference": format!("QuestionnaireResponse/{}", answers.as_str()) }]));
    }
    let mut resource = json!({
        "resourceType": "DocumentReference",
        "meta": { "profile": [profile::DEPOSIT] },
        "contained": [author],
        "masterIdentifier": { "system": system::URI, "value": deposit.identifier.as_str() },
        "status": "current",
        "docStatus": "final",
        "type": concept(system::TYPE, deposit.kind.code()),
        "category": [concept(system::CLASS, class(deposit.kind))],
        "subject": { "reference": format!("Patient/{patient}") },
        "date": midnight(deposit.date),
        "author": [{ "reference": "#auteur" }],
        "securityLabel": labels,
        "content": [{
            "attachment": {
                "contentType": deposit.format.media_type(),
                "language": "fr-FR",
                "data": "",
                "size": deposit.bytes.len(),
                "hash": STANDARD.encode(sha1::Sha1::digest(&deposit.bytes)),
                "title": deposit.title.flat().as_str(),
                "creation": deposit.date.to_string(),
            },
            "format": format,
        }],
        "context": context,
    });
    if let Some(old) = &deposit.replaces {
        let target = json!({ "reference": format!("DocumentReference/{}", old.as_str()) });
        add(&mut resource, "relatesTo", json!([{ "code": "replaces", "target": target }]));
    }
    resource
}

/// An instant is wanted: the first of that day, in Paris.
fn midnight(day: civil::Date) -> String {
    let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
    let start = day.to_zoned(zone).map(|start| start.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    start.unwrap_or_else(|_| format!("{day}T00:00:00Z"))
}

/// The class of TRE_A03 (STANDARDS §2).
fn class(kind: DepositKind) -> &'static str {
    match kind {
        DepositKind::Report | DepositKind::Biology | DepositKind::Prevention => "10",
        DepositKind::Summary | DepositKind::Profile => "11",
        DepositKind::Imaging => "31",
        DepositKind::Care => "42",
        DepositKind::Certificate => "52",
        DepositKind::Other | DepositKind::Wish | DepositKind::Directives => "90",
        DepositKind::Administrative => "95",
    }
}

/// Whether a document of the record is this one, as it is wanted now.
pub fn same(document: &Document, deposit: &Deposit) -> bool {
    let sha1: [u8; 20] = sha1::Sha1::digest(&deposit.bytes).into();
    document.title == deposit.title.flat()
        && document.kind.code.as_str() == deposit.kind.code()
        && document.date.is_some_and(|date| date.civil().date() == deposit.date)
        // A server may mask all that comes.
        && (document.states.masked || !deposit.hidden)
        && document.contents.iter().any(|content| content.sha1.is_none_or(|kept| kept == sha1))
}

/// What a remark of the server is about.
pub fn explain(deposit: &Deposit, issue: &Issue) -> Option<Problem> {
    // One that replaces something finds that it was replaced meanwhile; one that does not, that it should have said so.
    let second = deposit.kind == DepositKind::Directives && deposit.replaces.is_none();
    if second && issue.code.as_deref() == Some("conflict") {
        return Some(Problem::Refused { flaw: Some(Flaw::SecondDirectives) });
    }
    let names = issue.names();
    let flaw = match (names.first().copied()?, names.last().copied()?) {
        ("type" | "relatesTo", _) if issue.code.as_deref() == Some("business-rule") => Flaw::SecondDirectives,
        ("type" | "category", _) => Flaw::Kind,
        ("content", "title") | ("description", _) => Flaw::Title,
        ("date", _) | ("content", "creation") => Flaw::Date,
        ("content", _) => Flaw::File,
        _ => return None,
    };
    Some(Problem::Refused { flaw: Some(flaw) })
}

/// The identifier of a correction of what was sent under this one: the same for the same correction (RFC 9562, version 5), so
/// that sending it again makes no other document.
pub fn corrected(deposit: &Deposit) -> Clean {
    let mut digest = sha1::Sha1::new();
    let masked = if deposit.hidden { "masked" } else { "" };
    for part in [deposit.identifier.as_str(), &deposit.title, deposit.kind.code(), &deposit.date.to_string(), masked] {
        digest.update(part.as_bytes());
        digest.update([0]);
    }
    digest.update(&deposit.bytes);
    let mut bits = [0; 16];
    bits.iter_mut().zip(digest.finalize()).for_each(|(bit, found)| *bit = found);
    Clean::new(&crate::api::random::urn(u128::from_be_bytes(bits), 5))
}
