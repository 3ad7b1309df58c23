//! FHIR data types in words: codes, quantities, dates, names. It rounds nothing and guesses no unit.

use super::draft::Draft;
use super::json::Json;
use crate::domain::{Clean, Date, Decimal, Emphasis, Label, Quantity, Span, Value, Words};
use crate::reader::results;

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

/// A `Quantity`, with its comparator; the number and the unit as they are written.
pub fn quantity(draft: &mut Draft, quantity: &Json<'_>) -> Option<Value> {
    let raw = quantity.said("value")?.trim();
    let unit = unit(draft, quantity);
    let sign = quantity.said("comparator").map(str::trim);
    let known = Decimal::parse(raw).and_then(|number| results::compared(sign, Quantity { number, unit: unit.clone() }));
    Some(known.unwrap_or_else(|| Value::Text(draft.line(&format!("{} {raw} {unit}", sign.unwrap_or_default())))))
}

/// What people read, else the code. A unit of time is its UCUM code, which is said in words.
fn unit(draft: &mut Draft, quantity: &Json<'_>) -> Clean {
    let code = quantity.said("code").map(str::trim);
    let time = code.filter(|code| matches!(*code, "s" | "min" | "h" | "d" | "wk" | "mo" | "a"));
    draft.line(results::unit(time.or(quantity.said("unit")).or(code).unwrap_or_default()))
}

pub fn range(draft: &mut Draft, range: &Json<'_>) -> Option<Value> {
    let mut bound = |name: &str| range.get(name).and_then(|bound| quantity(draft, bound));
    match (bound("low"), bound("high")) {
        (Some(low), Some(high)) => Some(Value::between(low, high)),
        (Some(low), None) => Some(Value::at_least(low)),
        (None, Some(high)) => Some(Value::at_most(high)),
        (None, None) => None,
    }
}

pub fn ratio(draft: &mut Draft, ratio: &Json<'_>) -> Option<Value> {
    let above = ratio.get("numerator").and_then(|q| quantity(draft, q))?;
    let below = ratio.get("denominator").and_then(|q| quantity(draft, q))?;
    Some(Value::ratio(above, below))
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
    if let Some(value) = value(draft, resource, name) {
        return Some(Words::label(Label::ResultIs(value)));
    }
    let (kind, value) = choice(resource, name)?;
    match kind {
        "DateTime" | "Date" | "Instant" => value.text().map(|raw| Words::label(date(draft, raw))),
        "Period" => period(draft, value).map(Words::label),
        "Reference" => value.said("display").map(|said| Words::plain(draft.line(said))),
        _ => None,
    }
}

/// The same where it is a value that a result may have.
pub fn value(draft: &mut Draft, resource: &Json<'_>, name: &str) -> Option<Value> {
    let (kind, value) = choice(resource, name)?;
    match kind {
        "Quantity" | "Age" | "Duration" | "Count" | "Money" | "SimpleQuantity" => quantity(draft, value),
        "CodeableConcept" | "Coding" => concept(draft, value).map(results::written),
        "Range" => range(draft, value),
        "Ratio" => ratio(draft, value),
        "Boolean" => flag(value).map(Value::Truth),
        "DateTime" | "Date" | "Instant" | "Period" | "Reference" | "Attachment" | "SampledData" => None,
        "Integer" | "Decimal" | "PositiveInt" | "UnsignedInt" => {
            let raw = value.text()?;
            let number = Decimal::parse(raw).map(|number| Value::Exactly(Quantity { number, unit: Clean::empty() }));
            Some(number.unwrap_or_else(|| Value::Text(draft.line(raw))))
        }
        _ => value.text().map(|said| results::written(draft.line(said))),
    }
}

/// Why a result has no value: what is written, else the code, which `words` says.
pub fn absent(draft: &mut Draft, part: &Json<'_>) -> Option<Value> {
    let reason = part.get("dataAbsentReason")?;
    let coding = reason.all("coding").find(|coding| coding.said("system").is_some_and(|s| s.contains("data-absent-reason")));
    let coded = coding.and_then(|coding| coding.said("code"));
    let said = reason.said("text").or(coded).map(|said| draft.line(said));
    said.or_else(|| concept(draft, reason)).map(Value::Absent)
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

/// What there is of these, with commas.
pub fn joined(parts: Vec<Words>, between: &str) -> Option<Words> {
    let mut spans = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !spans.is_empty() {
            spans.push(Span::Text { text: between.into(), emphasis: Emphasis::default(), link: None });
        }
        spans.extend(part.0);
    }
    (!spans.is_empty()).then_some(Words(spans))
}
