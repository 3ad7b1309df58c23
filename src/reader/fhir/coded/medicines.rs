//! Vaccines that were given, and medicines prescribed, taken or given.

use super::super::bundle::Bundle;
use super::super::draft::Draft;
use super::super::json::Json;
use super::super::{dosage, people, resources, values};
use super::moment;
use crate::domain::{Clean, Date, Label, Treatment, Vaccination, Words};

/// Anatomical Therapeutic Chemical classification, by its addresses and by its OIDs.
const ATC: [&str; 5] = [
    "http://www.whocc.no/atc",
    "https://www.whocc.no/atc",
    "https://smt.esante.gouv.fr/terminologie-atc",
    "urn:oid:2.16.840.1.113883.6.73",
    "urn:oid:1.2.250.1.215.200.1.2.2",
];

/// States that say nothing more than that the treatment stands or has ended.
const ORDINARY: [&str; 3] = ["active", "in-progress", "completed"];

/// `None` for what was not given: refused, put off, planned.
pub fn vaccination(draft: &mut Draft, bundle: &Bundle<'_, '_>, given: &Json<'_>) -> Option<Vaccination> {
    if !matches!(given.said("status").map(str::trim), None | Some("completed")) {
        return None;
    }
    let name = values::named(draft, given, "vaccineCode")?;
    let series = given.all("protocolApplied").next();
    let by = given
        .all("performer")
        .filter_map(|performer| performer.get("actor"))
        .find_map(|actor| people::who(draft, bundle, actor).words());
    Some(Vaccination {
        name,
        atc: given.get("vaccineCode").and_then(|code| atc(draft, code)),
        date: moment(given, &["occurrence"]),
        rank: series.and_then(|series| values::any(draft, series, "doseNumber")),
        batch: given.said("lotNumber").map(|batch| draft.line(batch)),
        by,
    })
}

/// `None` for what is not to be taken, was not taken, or is only an idea.
pub fn treatment(draft: &mut Draft, bundle: &Bundle<'_, '_>, medicine: &Json<'_>) -> Option<Treatment> {
    let status = medicine.said("status").map(str::trim);
    let never = matches!(status, Some("cancelled" | "draft" | "not-taken" | "not-done"));
    let idea = medicine.said("intent").is_some_and(|intent| resources::IDEAS.contains(&intent.trim()));
    if never || idea || medicine.flag("doNotPerform") == Some(true) {
        return None;
    }
    let name = resources::medicine(draft, bundle, medicine)?;
    let dosages: Vec<&Json<'_>> = ["dosageInstruction", "dosage"].into_iter().flat_map(|name| medicine.all(name)).collect();
    let mut dose: Vec<Words> = Vec::new();
    let mut told: Vec<Clean> = Vec::new();
    for dosage in &dosages {
        dose.extend(dosage::coded(draft, dosage));
        told.extend(dosage::told(draft, dosage).filter(|told| *told != name));
    }
    let periods: Vec<&Json<'_>> = dosages.iter().filter_map(|dosage| dosage::period(dosage)).collect();
    let bound = |period: &&Json<'_>, name: &str| period.said(name).and_then(|raw| Date::fhir(raw.trim()));
    let first = periods.iter().filter_map(|period| bound(period, "start")).min();
    // The last day is known only when that of every dosage is.
    let ends: Option<Vec<Date>> =
        dosages.iter().map(|dosage| dosage::period(dosage).and_then(|period| bound(&period, "end"))).collect();
    let until =
        ends.and_then(|ends| ends.into_iter().max()).or_else(|| medicine.get("effectivePeriod").and_then(|p| bound(&p, "end")));
    let effective = moment(medicine, &["effective"]);
    let authored = moment(medicine, &["authoredOn", "dateAsserted"]);
    let time = match medicine.get("effectivePeriod") {
        Some(period) => values::period(draft, period),
        None => effective.map(Label::Date),
    };
    let state =
        status.filter(|status| !ORDINARY.contains(status)).map(|status| Words::label(Label::StatusIs(draft.line(status))));
    let renewals = medicine.at(&["dispenseRequest", "numberOfRepeatsAllowed"]).and_then(Json::text);
    Some(Treatment {
        dose,
        told: (!told.is_empty()).then(|| Clean::from(told.iter().map(Clean::as_str).collect::<Vec<_>>().join(" ; "))),
        time: time.map(Words::label),
        from: first.or(effective).or(authored),
        until,
        over: matches!(status, Some("completed" | "stopped")),
        state,
        renewals: renewals.map(|said| Words::plain(draft.line(said))),
        name,
    })
}

fn atc(draft: &mut Draft, code: &Json<'_>) -> Option<Clean> {
    let coding = code.all("coding").find(|coding| coding.said("system").is_some_and(|system| ATC.contains(&system.trim())))?;
    coding.said("code").map(|code| draft.line(code))
}
