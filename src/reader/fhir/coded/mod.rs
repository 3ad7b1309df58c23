//! What a FHIR document says in codes: results, vaccinations, treatments. It guesses nothing and takes nothing that is about
//! somebody else, was written by mistake or may mean something else than it seems to.

mod lab;
mod medicines;
mod order;

use super::bundle::Bundle;
use super::draft::Draft;
use super::json::Json;
use super::subject::Subject;
use super::trust::{changes_its_meaning, in_error};
use crate::domain::{Coded, Date};
use lab::Kind;

/// Results, vaccinations and treatments read in one document.
const STATEMENTS: usize = 5_000;

/// What is said in codes, and how many of the results, which come first, are of a laboratory.
pub struct Said {
    pub coded: Coded,
    pub laboratory: usize,
}

/// Reads what is about `subject`. `composition` is what the document says of itself, when it is a document.
pub fn read<'j, 's>(
    draft: &mut Draft,
    bundle: &Bundle<'j, 's>,
    composition: Option<&'j Json<'s>>,
    subject: &Subject<'j, 's>,
) -> Said {
    // What is quoted here is also shown, and counted, where it stands.
    let before = draft.weigh();
    let mut coded = Coded::default();
    let mut signs = Vec::new();
    for found in order::of(bundle, composition) {
        if coded.results.len() + signs.len() + coded.vaccinations.len() + coded.treatments.len() >= STATEMENTS || draft.is_full()
        {
            break;
        }
        let Some(entry) = bundle.entries.get(found.index) else { continue };
        let resource = entry.resource;
        if changes_its_meaning(resource) || in_error(resource) || !subject.owns(bundle, resource) {
            continue;
        }
        match entry.kind {
            "Observation" => match lab::kind(resource, found.laboratory) {
                Kind::Laboratory => coded.results.extend(lab::measures(draft, resource, found.date)),
                Kind::Sign => signs.extend(lab::measures(draft, resource, found.date)),
                Kind::Other => {}
            },
            "Immunization" => coded.vaccinations.extend(medicines::vaccination(draft, bundle, resource)),
            "MedicationRequest" | "MedicationStatement" | "MedicationAdministration" => {
                coded.treatments.extend(medicines::treatment(draft, bundle, resource));
            }
            _ => {}
        }
    }
    draft.forget_since(before);
    let laboratory = coded.results.len();
    coded.results.extend(signs);
    Said { coded, laboratory }
}

/// When something was done: the moment, or the beginning of the interval.
fn moment(resource: &Json<'_>, names: &[&str]) -> Option<Date> {
    let date = |raw: &str| Date::fhir(raw.trim());
    names.iter().find_map(|name| {
        let period = resource.get(&format!("{name}Period"));
        let bound = |bound| period.and_then(|period| period.said(bound)).and_then(date);
        let plain = ["", "DateTime", "Instant"].iter().find_map(|kind| resource.said(&format!("{name}{kind}")).and_then(date));
        plain.or_else(|| bound("start")).or_else(|| bound("end"))
    })
}
