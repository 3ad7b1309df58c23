//! What a document says in codes: laboratory results, vaccinations, treatments, what was reimbursed. It guesses nothing: a
//! value that is not a number stays a text, and what has no name is left out.

mod lab;
mod medicines;

use super::draft::Draft;
use super::people;
use crate::domain::{Clean, Coded, Date};
use crate::reader::results;
use crate::reader::xml::Element;

/// Statements read in one document.
const STATEMENTS: usize = 5_000;

/// IHE PaLM "Laboratory Observation".
const LABORATORY: &str = "1.3.6.1.4.1.19376.1.3.1.6";
/// IHE PCC "Vital Signs Observation".
const VITAL_SIGN: &str = "1.3.6.1.4.1.19376.1.5.3.1.4.13.2";
/// IHE PCC "Immunizations".
const IMMUNIZATION: &str = "1.3.6.1.4.1.19376.1.5.3.1.4.12";
/// IHE PCC "Medications".
const MEDICATION: &str = "1.3.6.1.4.1.19376.1.5.3.1.4.7";
/// Type of a monthly statement of what was reimbursed (CI-SIS, CNAM-HR).
const REIMBURSED: &str = "REMB";

/// Reads them, and puts the table of the results, when there are any, before the narrative that is still to come.
pub fn read<'t>(draft: &mut Draft<'t>, document: Element<'t>) {
    // What is quoted here is also shown, and counted, where it stands.
    let hidden = draft.reading.hidden;
    let mut coded = Coded::default();
    let mut signs = Vec::new();
    let statement = document.child("code").and_then(|code| code.attribute("code")).map(str::trim) == Some(REIMBURSED);
    let written = document.child("effectiveTime").and_then(moment);
    let performed = document.at(&["documentationOf", "serviceEvent", "effectiveTime"]).and_then(moment).or(written);
    let sections = document.descendants().filter(|e| e.is("section"));
    let tops = sections.flat_map(|section| section.all("entry")).flat_map(Element::elements);
    for top in tops.take(STATEMENTS) {
        if statement {
            coded.reimbursed.extend(medicines::care(draft, top));
            continue;
        }
        if top.is("substanceAdministration") && has(top, MEDICATION) {
            coded.treatments.extend(medicines::treatment(draft, top));
        }
        for found in std::iter::once(top).chain(top.descendants()) {
            if coded.results.len() + signs.len() + coded.vaccinations.len() >= STATEMENTS {
                break;
            }
            if found.is("observation") && has(found, LABORATORY) {
                coded.results.extend(lab::measure(draft, found, performed));
            } else if found.is("observation") && has(found, VITAL_SIGN) {
                signs.extend(lab::measure(draft, found, written));
            } else if found.is("substanceAdministration") && has(found, IMMUNIZATION) {
                coded.vaccinations.extend(medicines::vaccination(draft, found));
            }
        }
    }
    // Measures of the body stand in a narrative of their own kind: only results of a laboratory are put in a table.
    draft.reading.pieces.extend(results::table(&coded.results));
    coded.results.extend(signs);
    draft.reading.hidden = hidden;
    draft.reading.coded = coded;
}

fn has(statement: Element<'_>, template: &str) -> bool {
    statement.all("templateId").any(|id| id.attribute("root").map(str::trim) == Some(template))
}

/// The moment, or the beginning of the interval.
fn moment(time: Element<'_>) -> Option<Date> {
    let value = |e: Element<'_>| e.attribute("value").and_then(Date::hl7);
    value(time).or_else(|| time.child("low").and_then(value)).or_else(|| time.child("high").and_then(value))
}

/// What the report calls it, else the code's own name without what LOINC adds for laboratories (`[Masse/Volume] Sérum…`).
fn name<'t>(draft: &mut Draft<'t>, code: Element<'t>) -> Option<Clean> {
    if let Some(said) = people::original(draft, code).filter(|said| results::is_name(said)) {
        return Some(said);
    }
    let codes = std::iter::once(code).chain(code.all("translation"));
    let said = codes.filter_map(|code| code.attribute("displayName")).find(|said| !said.trim().is_empty())?;
    Some(draft.line(results::short(said))).filter(|said| !said.is_empty())
}
