//! One answer to a question, as FHIR writes its choices of types: `valueCoding`, `answerBoolean` and the like.

use super::lenient::loose;
use crate::domain::{Answer, Clean, Decimal};
use jiff::civil;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// The members of an element that holds one.
pub(super) type Element = HashMap<String, Box<RawValue>>;

#[derive(Deserialize, Default)]
#[serde(default)]
struct Coding {
    #[serde(deserialize_with = "loose")]
    system: Option<String>,
    #[serde(deserialize_with = "loose")]
    code: Option<String>,
    #[serde(deserialize_with = "loose")]
    display: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Quantity {
    value: Option<Box<RawValue>>,
    comparator: Option<Box<RawValue>>,
    #[serde(deserialize_with = "loose")]
    unit: Option<String>,
    #[serde(deserialize_with = "loose")]
    code: Option<String>,
}

/// Nothing when there is none, or one that is not understood: nothing is guessed of an answer. `prefix`: `value` or `answer`.
pub(super) fn answer(element: &Element, prefix: &str) -> Option<Answer> {
    let mut typed = element.iter().filter_map(|(member, raw)| Some((member.strip_prefix(prefix)?, raw.get())));
    let (kind, raw) = typed.find(|(kind, _)| kind.starts_with(|first: char| first.is_ascii_uppercase()))?;
    let text = || serde_json::from_str::<String>(raw).ok();
    match kind {
        "Boolean" => serde_json::from_str(raw).ok().map(Answer::Boolean),
        "Integer" => serde_json::from_str(raw).ok().map(Answer::Integer),
        // As it was written.
        "Decimal" => Decimal::parse(raw).map(Answer::Decimal),
        "String" => Some(Answer::Text(Clean::new(&text()?))),
        "Uri" | "Url" | "DateTime" | "Time" => Some(Answer::Text(Clean::line(&text()?))),
        "Date" => {
            let text = text()?;
            Some(day(&text).map_or_else(|| Answer::Text(Clean::line(&text)), Answer::Date))
        }
        "Coding" => coding(raw),
        "Quantity" => {
            let quantity: Quantity = serde_json::from_str(raw).ok()?;
            let value = Decimal::parse(quantity.value?.get())?;
            let unit = quantity.unit.or(quantity.code).as_deref().map(Clean::line).unwrap_or_default();
            quantity.comparator.is_none().then_some(Answer::Quantity { value, unit })
        }
        _other => None,
    }
}

/// Something of a list, or the unit of a quantity.
pub(super) fn coding(raw: &str) -> Option<Answer> {
    let Coding { system, code, display } = serde_json::from_str(raw).ok()?;
    let line = |text: Option<String>| text.as_deref().map(Clean::line).unwrap_or_default();
    let (code, display) = (line(code), line(display));
    if code.is_empty() && display.is_empty() {
        return None;
    }
    let said = if display.is_empty() { code.clone() } else { display };
    Some(Answer::Code { system: line(system), code, said })
}

/// A whole date; a year or a month alone is no day.
pub(super) fn day(text: &str) -> Option<civil::Date> {
    (text.len() == "2026-03-04".len()).then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Answer> {
        answer(&serde_json::from_str(text).unwrap(), "value")
    }

    #[test]
    fn every_type_is_read_as_it_was_written() {
        let decimal = |raw| Decimal::parse(raw).unwrap();
        for (text, wanted) in [
            (r#"{"valueBoolean": false}"#, Answer::Boolean(false)),
            (r#"{"valueInteger": -3}"#, Answer::Integer(-3)),
            (r#"{"valueDecimal": 14.60}"#, Answer::Decimal(decimal("14.60"))),
            (r#"{"valueString": "a\n\tb"}"#, Answer::Text("a\n        b".into())),
            (r#"{"valueDate": "2026-03-04"}"#, Answer::Date(civil::date(2026, 3, 4))),
            (r#"{"valueDate": "2026-03"}"#, Answer::Text("2026-03".into())),
            (r#"{"valueTime": "14:30:00"}"#, Answer::Text("14:30:00".into())),
            (
                r#"{"id": "x", "valueQuantity": {"value": 72.50, "code": "kg"}}"#,
                Answer::Quantity { value: decimal("72.50"), unit: "kg".into() },
            ),
            (
                r#"{"valueCoding": {"system": "s", "code": "c"}}"#,
                Answer::Code { system: "s".into(), code: "c".into(), said: "c".into() },
            ),
        ] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_not_understood_is_no_answer() {
        for text in [
            "{}",
            r#"{"value": 1}"#,
            r#"{"valueBoolean": "true"}"#,
            r#"{"valueInteger": 1.5}"#,
            r#"{"valueDecimal": 1e400}"#,
            r#"{"valueQuantity": {"value": 3, "comparator": "<"}}"#,
            r#"{"valueQuantity": {"unit": "kg"}}"#,
            r#"{"valueCoding": {}}"#,
            r#"{"valueAttachment": {}}"#,
            r#"{"valueReference": {"reference": "Patient/1"}}"#,
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
