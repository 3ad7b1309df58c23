//! HL7 version 3 data types in words: quantities, codes, times. It rounds nothing and guesses no unit.

use super::draft::Draft;
use super::people;
use crate::domain::{Decimal, Label, Quantity, Value, Words};
use crate::reader::results;
use crate::reader::xml::Element;

/// What a value says; `None` when it says nothing.
pub fn said<'t>(draft: &mut Draft<'t>, value: Element<'t>) -> Option<Words> {
    match value.data_type() {
        Some("BL") => match value.attribute("value").map(str::trim) {
            Some("true" | "1") => Some(Words::label(Label::Yes)),
            Some("false" | "0") => Some(Words::label(Label::No)),
            Some(_) | None => None,
        },
        Some("TS" | "IVL_TS" | "PIVL_TS" | "EIVL_TS" | "SXCM_TS") => time(draft, value),
        Some("ST" | "ED" | "SC") => people::text_of(draft, value).map(Words::plain),
        Some(_) | None => quantity(draft, value)
            .or_else(|| people::coded(draft, value).map(Words::plain))
            .or_else(|| people::text_of(draft, value).map(Words::plain)),
    }
}

/// `5 mg`, or an interval of them.
pub fn quantity(draft: &mut Draft<'_>, quantity: Element<'_>) -> Option<Words> {
    let value = single(draft, quantity).or_else(|| pair(draft, quantity))?;
    Some(Words::label(Label::ResultIs(value)))
}

fn pair(draft: &mut Draft<'_>, quantity: Element<'_>) -> Option<Value> {
    let mut bound = |name: &str| quantity.child(name).and_then(|bound| single(draft, bound));
    if let (Some(above), Some(below)) = (bound("numerator"), bound("denominator")) {
        return Some(Value::ratio(above, below));
    }
    match (bound("low"), bound("high")) {
        (Some(low), Some(high)) if low == high => Some(low),
        (Some(low), Some(high)) => Some(Value::between(low, high)),
        (Some(low), None) => Some(Value::at_least(low)),
        (None, Some(high)) => Some(Value::at_most(high)),
        (None, None) => bound("center"),
    }
}

/// The number as it is written, with its unit.
fn single(draft: &mut Draft<'_>, quantity: Element<'_>) -> Option<Value> {
    let value = quantity.attribute("value")?.trim();
    if value.is_empty() {
        return None;
    }
    let unit = quantity.attribute("unit").or_else(|| quantity.attribute("currency")).unwrap_or_default();
    let unit = draft.line(results::unit(unit));
    Some(match Decimal::parse(value) {
        Some(number) => Value::Exactly(Quantity { number, unit }),
        None => Value::Text(draft.line(&format!("{value}\u{a0}{unit}"))),
    })
}

/// A moment, an interval, or a frequency.
pub fn time(draft: &mut Draft<'_>, time: Element<'_>) -> Option<Words> {
    if let Some(period) = time.child("period") {
        let period = single(draft, period)?;
        // A UCUM unit of time is said as people say it.
        let often = period.clone().exactly().filter(Quantity::is_time).map(|period| Label::Often { times: (1, None), period });
        return Some(Words::label(often.unwrap_or(Label::Every { period })));
    }
    if time.child("low").is_none()
        && time.child("high").is_none()
        && let Some(width) = time.child("width")
    {
        return single(draft, width).map(|width| Words::label(Label::ResultIs(width)));
    }
    if let Some(event) = time.child("event").and_then(|event| event.attribute("code")) {
        return Some(Words::plain(draft.line(event)));
    }
    people::interval(draft, time).map(Words::label)
}
