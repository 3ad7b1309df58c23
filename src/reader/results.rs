//! What reports of every format have in common when they give results in codes: the table, and how a value is understood.
//! It guesses nothing and converts nothing.

use crate::domain::{Cell, Clean, Decimal, Label, Measure, Piece, Quantity, Row, Scope, Table, Value, Verdict, Words};

/// Longer than any test or medicine is called: a reference to a whole paragraph is no name.
const NAME: usize = 90;

/// A heading and the table of the results, that a patient can read whatever the laboratory's own layout; nothing without results.
pub fn table(results: &[Measure]) -> Vec<Piece> {
    if results.is_empty() {
        return Vec::new();
    }
    let head = [Label::Test, Label::Value, Label::UsualRange, Label::Compared];
    let columns = head.len();
    let head = head.into_iter().map(|label| cell(Words::label(label), Some(Scope::Column))).collect();
    let table = Table {
        caption: None,
        columns,
        weights: Vec::new(),
        head: vec![Row { cells: head, opens_group: false }],
        body: results.iter().map(row).collect(),
        foot: Vec::new(),
    };
    vec![Piece::Heading { level: 2, text: Words::label(Label::ResultsTable) }, Piece::Table(table)]
}

fn row(result: &Measure) -> Row {
    let or_empty = |label: Option<Label>| label.map_or(Cell::Empty, |label| cell(Words::label(label), None));
    let cells = vec![
        cell(Words::plain(result.name.clone()), Some(Scope::Row)),
        cell(Words::label(Label::ResultIs(result.value.clone())), None),
        or_empty(result.range.clone().map(Label::RangeIs)),
        or_empty(result.verdict().map(Label::VerdictIs)),
    ];
    Row { cells, opens_group: false }
}

fn cell(words: Words, header: Option<Scope>) -> Cell {
    Cell::Own { words, short: None, header, right: false, across: 1, down: 1 }
}

/// A text as a number with its bound, where it is one: `< 0,01 g/L`, written so because a laboratory could measure no less.
pub fn written(said: Clean) -> Value {
    limit(&said).unwrap_or(Value::Text(said))
}

fn limit(said: &Clean) -> Option<Value> {
    let said = said.trim();
    let sign = ["<=", ">=", "<", ">", "≤", "≥"].into_iter().find(|sign| said.starts_with(sign))?;
    let rest = said.strip_prefix(sign)?.trim();
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',')).unwrap_or(rest.len());
    let (number, unit) = rest.split_at(end);
    compared(Some(sign), Quantity { number: Decimal::parse(number)?, unit: Clean::line(unit.trim()) })
}

/// A quantity with its comparator, as FHIR or a laboratory writes it; `None` when that is not known.
pub fn compared(sign: Option<&str>, quantity: Quantity) -> Option<Value> {
    Some(match sign {
        None => Value::Exactly(quantity),
        Some("<") => Value::LessThan(quantity),
        Some("<=" | "≤") => Value::AtMost(quantity),
        Some(">") => Value::MoreThan(quantity),
        Some(">=" | "≥") => Value::AtLeast(quantity),
        Some(_) => return None,
    })
}

/// What is to be shown of a unit: one in braces is a word of its own (UCUM annotation), and `1` is no unit.
pub fn unit(raw: &str) -> &str {
    let raw = raw.trim();
    let word = raw.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).filter(|word| !word.contains(['{', '}']));
    if raw == "1" { "" } else { word.unwrap_or(raw) }
}

/// A code of HL7 `ObservationInterpretation`.
pub fn verdict(code: &str) -> Option<Verdict> {
    match code.trim() {
        "N" => Some(Verdict::Within),
        "H" | "HH" | "HU" => Some(Verdict::Above),
        "L" | "LL" | "LU" => Some(Verdict::Below),
        "A" | "AA" => Some(Verdict::Unusual),
        _ => None,
    }
}

/// Whether what a report says is short enough to be a name.
pub fn is_name(said: &str) -> bool {
    said.chars().count() <= NAME && said.chars().any(char::is_alphabetic)
}

/// A code's own name without what LOINC adds for laboratories (`[Masse/Volume] Sérum…`).
pub fn short(said: &str) -> &str {
    let said = said.split(" [").next().unwrap_or(said);
    said.split(" ; ").next().unwrap_or(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_written_as_text_is_a_bound_and_any_other_text_stays() {
        let quantity = |number, unit: &str| Quantity { number: Decimal::parse(number).unwrap(), unit: unit.into() };
        assert_eq!(written("< 0,01 g/L".into()), Value::LessThan(quantity("0.01", "g/L")));
        assert_eq!(written("≤5".into()), Value::AtMost(quantity("5", "")));
        assert_eq!(written(">= 90 mL/min".into()), Value::AtLeast(quantity("90", "mL/min")));
        for text in ["négatif", "<", "< cinq", "5", "1/40"] {
            assert_eq!(written(text.into()), Value::Text(text.into()));
        }
    }

    #[test]
    fn a_unit_in_braces_is_a_word_and_a_unit_with_braces_stays_whole() {
        assert_eq!([unit("{score}"), unit("1"), unit(" g/L ")], ["score", "", "g/L"]);
        assert_eq!(unit("mL/min/{1.73_m2}"), "mL/min/{1.73_m2}");
        assert_eq!(unit("{a}/{b}"), "{a}/{b}");
    }
}
