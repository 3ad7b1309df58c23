//! HL7 version 3 data types in words: quantities, codes, times. It rounds nothing and guesses no unit.

use super::draft::Draft;
use super::people;
use crate::domain::{Clean, Label, Words};
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
    if let Some(single) = measure(draft, quantity) {
        return Some(Words::plain(single));
    }
    if let (Some(numerator), Some(denominator)) = (quantity.child("numerator"), quantity.child("denominator")) {
        let (above, below) = (measure(draft, numerator)?, measure(draft, denominator)?);
        return Some(Words::plain(format!("{above} / {below}")));
    }
    let mut bound = |name: &str| quantity.child(name).and_then(|bound| measure(draft, bound));
    match (bound("low"), bound("high")) {
        (Some(low), Some(high)) if low == high => Some(Words::plain(low)),
        (Some(low), Some(high)) => Some(Words::label(Label::FromTo { low, high })),
        (Some(low), None) => Some(Words::label(Label::AtLeast(low))),
        (None, Some(high)) => Some(Words::label(Label::AtMost(high))),
        (None, None) => bound("center").map(Words::plain),
    }
}

/// The number as it is written, with its unit. A UCUM unit in braces is a word of its own; `1` is no unit.
fn measure(draft: &mut Draft<'_>, quantity: Element<'_>) -> Option<Clean> {
    let value = quantity.attribute("value")?.trim();
    if value.is_empty() {
        return None;
    }
    let unit = quantity.attribute("unit").or_else(|| quantity.attribute("currency")).unwrap_or_default();
    let unit = unit.trim().trim_start_matches('{').trim_end_matches('}');
    Some(draft.line(&if unit.is_empty() || unit == "1" { value.to_owned() } else { format!("{value}\u{a0}{unit}") }))
}

/// A moment, an interval, or a frequency.
pub fn time(draft: &mut Draft<'_>, time: Element<'_>) -> Option<Words> {
    if let Some(period) = time.child("period") {
        let period = measure(draft, period)?;
        return Some(Words::label(Label::Every { period }));
    }
    if time.child("low").is_none()
        && time.child("high").is_none()
        && let Some(width) = time.child("width")
    {
        return measure(draft, width).map(Words::plain);
    }
    if let Some(event) = time.child("event").and_then(|event| event.attribute("code")) {
        return Some(Words::plain(draft.line(event)));
    }
    people::interval(draft, time).map(Words::label)
}
