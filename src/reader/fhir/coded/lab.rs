//! A result of a laboratory, or a measure of the body.

use super::super::draft::Draft;
use super::super::json::Json;
use super::super::values;
use super::moment;
use crate::domain::{Clean, Date, Measure, Range, Verdict};
use crate::reader::results;

const LOINC: [&str; 2] = ["http://loinc.org", "urn:oid:2.16.840.1.113883.6.1"];

/// What an observation is, by its category (HL7 `observation-category`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Laboratory,
    /// A measure of the body: weight, blood pressure.
    Sign,
    /// What is no measure: habits, answers, what a picture shows.
    Other,
}

/// `inside` is whether it stands in the report of a laboratory.
pub fn kind(observation: &Json<'_>, inside: bool) -> Kind {
    let codings = observation.all("category").flat_map(|category| category.all("coding"));
    let codes: Vec<&str> = codings.filter_map(|coding| coding.said("code")).map(str::trim).collect();
    match (codes.contains(&"laboratory"), codes.contains(&"vital-signs"), !codes.is_empty()) {
        (true, ..) => Kind::Laboratory,
        (false, true, _) => Kind::Sign,
        (false, false, _) if inside => Kind::Laboratory,
        (false, false, true) => Kind::Other,
        (false, false, false) => Kind::Sign,
    }
}

/// Its own value, and that of each of its parts. `date` is that of what it stands in, for a result that has none of its own.
pub fn measures(draft: &mut Draft, observation: &Json<'_>, date: Option<Date>) -> Vec<Measure> {
    let date = moment(observation, &["effective", "issued"]).or(date);
    let name = name(draft, observation);
    let mut found = Vec::new();
    // Never done: a number that it may still carry is none.
    if observation.said("status") != Some("cancelled") || observation.get("dataAbsentReason").is_some() {
        found.extend(measure(draft, observation, name.clone(), date));
    }
    for part in observation.all("component") {
        let own = self::name(draft, part);
        let full = match (&name, own) {
            (Some(name), Some(own)) => Some(Clean::from(format!("{name}, {own}"))),
            (name, own) => own.or_else(|| name.clone()),
        };
        found.extend(measure(draft, part, full, date));
    }
    found
}

fn measure(draft: &mut Draft, part: &Json<'_>, name: Option<Clean>, date: Option<Date>) -> Option<Measure> {
    let value = values::value(draft, part, "value").or_else(|| values::absent(draft, part))?;
    let loinc = codings(part).find(|coding| coding.said("system").is_some_and(|system| LOINC.contains(&system.trim())));
    Some(Measure {
        loinc: loinc.and_then(|coding| coding.said("code")).map(|code| draft.line(code)),
        name: name?,
        value,
        range: range(draft, part),
        said: part.all("interpretation").flat_map(|code| code.all("coding")).find_map(verdict),
        date,
    })
}

fn codings<'r, 's>(part: &'r Json<'s>) -> impl Iterator<Item = &'r Json<'s>> {
    part.get("code").into_iter().flat_map(|code| code.all("coding"))
}

/// What the report calls it, else the code's own name, else the code.
fn name(draft: &mut Draft, part: &Json<'_>) -> Option<Clean> {
    let code = part.get("code")?;
    if let Some(said) = code.said("text").filter(|said| results::is_name(said)) {
        return Some(draft.line(said));
    }
    let said = codings(part).find_map(|coding| coding.said("display")).map(results::short);
    said.or_else(|| codings(part).find_map(|coding| coding.said("code"))).map(|said| draft.line(said))
}

fn verdict(coding: &Json<'_>) -> Option<Verdict> {
    results::verdict(coding.said("code")?)
}

/// The range of what is usual. Several that are for different people say nothing of this one.
fn range(draft: &mut Draft, part: &Json<'_>) -> Option<Range> {
    let usual = |range: &&Json<'_>| values::code(range, "type").is_none_or(|code| code == "normal");
    let mut ranges = part.all("referenceRange").filter(usual);
    let (range, None) = (ranges.next()?, ranges.next()) else { return None };
    // A bound that cannot be read as a number makes none.
    let mut bound = |name: &str| range.get(name).and_then(|bound| values::quantity(draft, bound))?.exactly();
    let (low, high) = (bound("low"), bound("high"));
    if low.is_some() || high.is_some() {
        return Some(Range::Bounds { low, high });
    }
    let said = range.said("text").map(|said| draft.line(said));
    said.map(Range::Text)
}
