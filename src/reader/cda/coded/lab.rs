//! A result of a laboratory, or a measure of the body.

use super::{moment, name};
use crate::domain::{Date, Decimal, Measure, Quantity, Range, Value, Verdict};
use crate::reader::cda::draft::Draft;
use crate::reader::cda::people;
use crate::reader::results;
use crate::reader::xml::Element;

/// LOINC.
const LOINC: &str = "2.16.840.1.113883.6.1";

/// `None` when it has no name or no value. `date` is the report's, for a result that has none of its own.
pub fn measure<'t>(draft: &mut Draft<'t>, observation: Element<'t>, date: Option<Date>) -> Option<Measure> {
    let code = observation.child("code")?;
    let value = observation.all("value").find_map(|value| self::value(draft, value))?;
    let loinc = std::iter::once(code).chain(code.all("translation")).find(|code| code.attribute("codeSystem") == Some(LOINC));
    Some(Measure {
        loinc: loinc.and_then(|code| code.attribute("code")).map(|code| draft.line(code)).filter(|code| !code.is_empty()),
        name: name(draft, code)?,
        value,
        range: range(draft, observation),
        said: observation.all("interpretationCode").find_map(verdict),
        date: observation.child("effectiveTime").and_then(moment).or(date),
    })
}

fn value<'t>(draft: &mut Draft<'t>, value: Element<'t>) -> Option<Value> {
    if let Some(single) = quantity(draft, value) {
        return Some(Value::Exactly(single));
    }
    let mut bound = |name: &str| value.child(name).and_then(|bound| quantity(draft, bound));
    match (bound("low"), bound("high")) {
        (Some(low), Some(high)) => return Some(Value::Between(low, high)),
        (Some(low), None) => return Some(Value::MoreThan(low)),
        (None, Some(high)) => return Some(Value::LessThan(high)),
        (None, None) => {}
    }
    let said = people::coded(draft, value).or_else(|| people::text_of(draft, value))?;
    Some(results::written(said))
}

fn quantity(draft: &mut Draft<'_>, quantity: Element<'_>) -> Option<Quantity> {
    let number = Decimal::parse(quantity.attribute("value")?)?;
    Some(Quantity { number, unit: draft.line(results::unit(quantity.attribute("unit").unwrap_or_default())) })
}

/// The range of what is usual: ranges may also be given for what is not.
fn range<'t>(draft: &mut Draft<'t>, observation: Element<'t>) -> Option<Range> {
    let usual = |range: &Element<'_>| {
        let code = range.child("interpretationCode").and_then(|code| code.attribute("code")).map(str::trim);
        matches!(code, None | Some("N"))
    };
    let mut ranges = observation.all("referenceRange").filter_map(|range| range.child("observationRange"));
    let range = ranges.find(usual)?;
    if let Some(value) = range.child("value") {
        let mut bound = |name: &str| value.child(name).and_then(|bound| quantity(draft, bound));
        let (low, high) = (bound("low"), bound("high"));
        if low.is_some() || high.is_some() {
            return Some(Range::Bounds { low, high });
        }
    }
    let text = range.child("text").or_else(|| range.child("value"))?;
    people::text_of(draft, text).map(Range::Text)
}

fn verdict(code: Element<'_>) -> Option<Verdict> {
    results::verdict(code.attribute("code")?)
}
