//! Medicines and vaccines prescribed, taken or given, and what the Assurance Maladie reimbursed.

use super::{IMMUNIZATION, has, moment, name};
use crate::domain::{Care, Clean, Reimbursed, Treatment, Vaccination, Words};
use crate::reader::cda::draft::Draft;
use crate::reader::cda::{people, values};
use crate::reader::xml::Element;

/// Anatomical Therapeutic Chemical classification, by its OID and by the one of the Assurance Maladie.
const ATC: [&str; 2] = ["2.16.840.1.113883.6.73", "1.2.250.1.215.200.1.2.2"];

pub fn vaccination<'t>(draft: &mut Draft<'t>, given: Element<'t>) -> Option<Vaccination> {
    // What was refused or put off was not given; what is only planned neither.
    let given_at_all = given.attribute("negationInd").map(str::trim) != Some("true")
        && matches!(given.attribute("moodCode").map(str::trim), None | Some("EVN"));
    if !given_at_all {
        return None;
    }
    let material = material(given)?;
    let by = given.child("performer").and_then(|performer| performer.child("assignedEntity"));
    Some(Vaccination {
        name: product(draft, material)?,
        atc: atc(draft, material),
        date: given.child("effectiveTime").and_then(moment),
        rank: given.child("repeatNumber").and_then(|rank| values::quantity(draft, rank)).or_else(|| ranked(draft, given)),
        batch: material.child("lotNumberText").and_then(|batch| draft.said(batch)),
        by: by.and_then(|entity| people::who(draft, entity).words()),
    })
}

/// The rank as an observation of its own (LOINC "Vaccination dose number").
fn ranked<'t>(draft: &mut Draft<'t>, given: Element<'t>) -> Option<Words> {
    let rank = given.descendants().filter(|e| e.is("observation")).find(|observation| {
        observation.child("code").and_then(|code| code.attribute("code")).map(str::trim) == Some("30973-2")
    })?;
    values::said(draft, rank.child("value")?)
}

pub fn treatment<'t>(draft: &mut Draft<'t>, medicine: Element<'t>) -> Option<Treatment> {
    if medicine.attribute("negationInd").map(str::trim) == Some("true") {
        return None;
    }
    let material = material(medicine)?;
    let name = product(draft, material)?;
    let mut dose = Vec::new();
    dose.extend(medicine.child("doseQuantity").and_then(|dose| values::quantity(draft, dose)));
    let (frequencies, times): (Vec<_>, Vec<_>) = medicine.all("effectiveTime").partition(|time| time.child("period").is_some());
    dose.extend(frequencies.into_iter().filter_map(|time| values::time(draft, time)));
    let told = medicine.child("text").and_then(|text| people::text_of(draft, text)).filter(|told| *told != name);
    let time = times.first();
    let bound = |name: &str| time.and_then(|time| time.child(name)).and_then(moment);
    Some(Treatment {
        dose,
        told,
        time: time.and_then(|time| people::interval(draft, *time)).map(Words::label),
        from: bound("low").or_else(|| time.copied().and_then(moment)),
        until: bound("high"),
        // IHE PCC requires "completed" of every statement: it tells nothing of the treatment.
        over: medicine.child("statusCode").and_then(|code| code.attribute("code")).map(str::trim) == Some("aborted"),
        state: None,
        renewals: medicine.child("repeatNumber").and_then(|renewals| values::quantity(draft, renewals)),
        name,
    })
}

/// One line of a monthly statement.
pub fn care<'t>(draft: &mut Draft<'t>, done: Element<'t>) -> Option<Reimbursed> {
    let kind = match done.name() {
        "substanceAdministration" if has(done, IMMUNIZATION) => Care::Vaccine,
        "substanceAdministration" => Care::Medicine,
        "supply" => Care::Device,
        "procedure" | "act" => Care::Act,
        "encounter" => Care::Stay,
        _ => return None,
    };
    let called = match material(done) {
        Some(material) => product(draft, material),
        None => done.child("text").and_then(|text| people::text_of(draft, text)),
    };
    let called = called.or_else(|| done.child("code").and_then(|code| name(draft, code)));
    let performer = std::iter::once(done).chain(done.descendants()).find_map(|e| e.child("performer"));
    let date = done.child("effectiveTime").and_then(moment);
    let entity = performer.and_then(|performer| performer.child("assignedEntity"));
    Some(Reimbursed {
        kind,
        name: called?,
        // A medicine is dated by its delivery.
        date: date.or_else(|| performer.and_then(|performer| performer.child("time")).and_then(moment)),
        by: entity.and_then(|entity| people::person(draft, entity).or_else(|| people::organisation(draft, entity))),
    })
}

fn material<'t>(statement: Element<'t>) -> Option<Element<'t>> {
    let product =
        statement.at(&["consumable", "manufacturedProduct"]).or_else(|| statement.at(&["product", "manufacturedProduct"]))?;
    product.child("manufacturedMaterial").or_else(|| product.child("manufacturedLabeledDrug"))
}

fn product<'t>(draft: &mut Draft<'t>, material: Element<'t>) -> Option<Clean> {
    let called = material.child("name").and_then(|called| draft.said(called));
    called.or_else(|| material.child("code").and_then(|code| name(draft, code)))
}

fn atc(draft: &mut Draft<'_>, material: Element<'_>) -> Option<Clean> {
    let code = material.child("code")?;
    let codes = std::iter::once(code).chain(code.all("translation"));
    let code = codes.filter(|code| code.attribute("codeSystem").is_some_and(|system| ATC.contains(&system.trim())));
    let code = code.filter_map(|code| code.attribute("code")).find(|code| !code.trim().is_empty())?;
    Some(draft.line(code))
}
