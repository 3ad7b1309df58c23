//! FHIR data types in words: codes, quantities, dates, names. It rounds nothing and guesses no unit.

use super::draft::Draft;
use super::json::Json;
use crate::domain::{Clean, Date, Label, Words};

/// The name that a `CodeableConcept` or a `Coding` shows: what was written, else the code's own name, else the code.
pub fn concept(draft: &mut Draft, concept: &Json<'_>) -> Option<Clean> {
    let codings = || concept.all("coding").chain(std::iter::once(concept));
    let said = concept.said("text").or_else(|| codings().find_map(|coding| coding.said("display")));
    said.or_else(|| codings().find_map(|coding| coding.said("code"))).map(|said| draft.line(said))
}

pub fn named(draft: &mut Draft, resource: &Json<'_>, name: &str) -> Option<Clean> {
    let said: Vec<_> = resource.all(name).filter_map(|value| concept(draft, value)).map(|said| said.to_string()).collect();
    (!said.is_empty()).then(|| Clean::from(said.join(", ")))
}

/// The code of the first coding.
pub fn code<'j>(resource: &'j Json<'_>, name: &str) -> Option<&'j str> {
    resource.get(name)?.at(&["coding", "code"])?.text().map(str::trim)
}

/// `< 0.01 mg/L`, as it is written.
pub fn quantity(draft: &mut Draft, quantity: &Json<'_>) -> Option<Clean> {
    let value = quantity.said("value")?.trim();
    let unit = quantity.said("unit").or_else(|| quantity.said("code")).unwrap_or_default().trim();
    let unit = unit.trim_start_matches('{').trim_end_matches('}');
    let compared = quantity.said("comparator").map(|sign| format!("{}\u{a0}", sign.trim())).unwrap_or_default();
    let unit = if unit.is_empty() || unit == "1" { String::new() } else { format!("\u{a0}{unit}") };
    Some(draft.line(&format!("{compared}{value}{unit}")))
}

pub fn range(draft: &mut Draft, range: &Json<'_>) -> Option<Words> {
    let mut bound = |name: &str| range.get(name).and_then(|bound| quantity(draft, bound));
    match (bound("low"), bound("high")) {
        (Some(low), Some(high)) => Some(Words::label(Label::FromTo { low, high })),
        (Some(low), None) => Some(Words::label(Label::AtLeast(low))),
        (None, Some(high)) => Some(Words::label(Label::AtMost(high))),
        (None, None) => None,
    }
}

/// A date; one that is no date is shown as it stands.
pub fn date(draft: &mut Draft, raw: &str) -> Label {
    Date::fhir(raw.trim()).map_or_else(|| Label::Said(draft.line(raw)), Label::Date)
}

pub fn period(draft: &mut Draft, period: &Json<'_>) -> Option<Label> {
    let bound = |name: &str| period.said(name).and_then(|raw| Date::fhir(raw.trim()));
    match (bound("start"), bound("end")) {
        (Some(start), Some(end)) if start == end => Some(Label::Date(start)),
        (Some(start), Some(end)) => Some(Label::Between(start, end)),
        (Some(start), None) => Some(Label::Since(start)),
        (None, Some(end)) => Some(Label::Until(end)),
        (None, None) => period.said("start").or_else(|| period.said("end")).map(|raw| Label::Said(draft.line(raw))),
    }
}

/// The first of the members whose name begins so: `effectiveDateTime`, `effectivePeriod`.
pub fn choice<'j, 's>(resource: &'j Json<'s>, name: &str) -> Option<(&'j str, &'j Json<'s>)> {
    let chosen = |key: &str| key.strip_prefix(name).is_some_and(|kind| kind.starts_with(|c: char| c.is_ascii_uppercase()));
    let (key, value) = resource.members().iter().find(|(key, _)| chosen(key))?;
    Some((key.strip_prefix(name)?, value))
}

/// A value of any of the types that `value[x]`, `effective[x]`, `onset[x]` may have; `None` when it says nothing.
pub fn any(draft: &mut Draft, resource: &Json<'_>, name: &str) -> Option<Words> {
    let (kind, value) = choice(resource, name)?;
    match kind {
        "Quantity" | "Age" | "Duration" | "Count" | "Money" | "SimpleQuantity" => quantity(draft, value).map(Words::plain),
        "CodeableConcept" | "Coding" => concept(draft, value).map(Words::plain),
        "Range" => range(draft, value),
        "Ratio" => {
            let above = value.get("numerator").and_then(|q| quantity(draft, q))?;
            let below = value.get("denominator").and_then(|q| quantity(draft, q))?;
            Some(Words::plain(format!("{above} / {below}")))
        }
        "DateTime" | "Date" | "Instant" => value.text().map(|raw| Words::label(date(draft, raw))),
        "Period" => period(draft, value).map(Words::label),
        "Boolean" => flag(value).map(|yes| Words::label(if yes { Label::Yes } else { Label::No })),
        "Reference" => value.said("display").map(|said| Words::plain(draft.line(said))),
        "Attachment" => None,
        _ => value.text().map(|said| Words::plain(draft.line(said))),
    }
}

fn flag(value: &Json<'_>) -> Option<bool> {
    match value {
        Json::Bool(flag) => Some(*flag),
        Json::Text(text) => text.trim().parse().ok(),
        Json::Null | Json::Number(_) | Json::List(_) | Json::Object(_) => None,
    }
}

/// `Dr Alice Dumont`, from a `HumanName`.
pub fn human(draft: &mut Draft, name: &Json<'_>) -> Option<Clean> {
    let parts = name.all("prefix").chain(name.all("given").take(1)).chain(name.all("family")).filter_map(Json::text);
    let said = parts.collect::<Vec<_>>().join(" ");
    let said = if said.is_empty() { name.said("text")?.to_owned() } else { said };
    Some(draft.line(&said))
}

/// Several repeats of a dose, each on its line.
pub fn dosage(draft: &mut Draft, resource: &Json<'_>, name: &str) -> Option<Clean> {
    let said: Vec<String> = resource.all(name).filter_map(|dosage| one_dosage(draft, dosage)).collect();
    (!said.is_empty()).then(|| Clean::from(said.join("\n")))
}

fn one_dosage(draft: &mut Draft, dosage: &Json<'_>) -> Option<String> {
    if let Some(text) = dosage.said("text").or_else(|| dosage.said("patientInstruction")) {
        return Some(draft.line(text).to_string());
    }
    let mut parts = Vec::new();
    for dose in dosage.all("doseAndRate") {
        let said = dose.get("doseQuantity").and_then(|dose| quantity(draft, dose));
        parts.extend(said.map(|said| said.to_string()));
    }
    let timing = dosage.get("timing");
    let called = timing.and_then(|timing| timing.get("code")).and_then(|code| concept(draft, code));
    parts.extend(called.map(|said| said.to_string()));
    if let Some(repeat) = timing.and_then(|timing| timing.get("repeat"))
        && let (Some(frequency), Some(period), Some(unit)) =
            (repeat.said("frequency"), repeat.said("period"), repeat.said("periodUnit"))
    {
        let unit = draft.line(unit);
        parts.push(format!("{} / {} {unit}", draft.line(frequency), draft.line(period)));
    }
    let route = dosage.get("route").and_then(|route| concept(draft, route));
    parts.extend(route.map(|said| said.to_string()));
    (!parts.is_empty()).then(|| parts.join(", "))
}
