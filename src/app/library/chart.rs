//! One test over time, drawn: only values that compare exactly with the newest, each against its own report's usual values.

use super::tests::{Result, Test, day};
use crate::domain::{Clean, Range};
use crate::page::{Point, Series};
use crate::say;
use crate::words::Words;

/// The newest values drawn: more would push the list of values off the screen.
const MOST: usize = 12;

/// What is left free at each end, a part of the whole.
const MARGIN: f64 = 0.1;

/// A value and its usual range, as numbers of one unit.
struct Drawn<'t> {
    result: &'t Result,
    at: f64,
    low: Option<f64>,
    high: Option<f64>,
}

/// Nothing when there are not two dated values to compare.
pub fn of(test: &Test, words: &Words) -> Option<Series> {
    let drawn: Vec<_> = drawn(test).take(MOST).collect();
    if drawn.len() < 2 {
        return None;
    }
    let all = || drawn.iter().flat_map(|one| [Some(one.at), one.low, one.high]).flatten();
    let (least, most) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    // Within the margins, so that what is usual is seen to begin and to end.
    let place = |number: f64| if most > least { MARGIN + (1.0 - 2.0 * MARGIN) * (number - least) / (most - least) } else { 0.5 };
    let unit = drawn.first().and_then(|one| one.result.measure.value.quantity()).map(|quantity| &quantity.unit);
    let same = drawn.iter().all(|one| one.result.measure.value.quantity().map(|quantity| &quantity.unit) == unit);
    let point = |one: &Drawn<'_>| {
        let measure = &one.result.measure;
        let value = match measure.value.quantity() {
            Some(quantity) if same => words.decimal(quantity.number),
            Some(_) | None => words.result(&measure.value),
        };
        let usual = (one.low.is_some() || one.high.is_some()).then(|| (one.low.map_or(0.0, place), one.high.map_or(1.0, place)));
        Point { label: measure.date.map(|date| words.date(day(date))).unwrap_or_default(), value, at: place(one.at), usual }
    };
    let points: Vec<Point> = drawn.iter().map(point).collect();
    let unit = unit.filter(|_| same).map(|unit| words.unit(unit)).unwrap_or_default();
    Some(Series { legend: legend(&points, &unit, words), points })
}

/// Those of the newest one's unit, the newest first.
fn drawn(test: &Test) -> impl Iterator<Item = Drawn<'_>> {
    let dated = || test.results.iter().filter(|result| result.measure.date.is_some());
    let unit = dated().find_map(|result| result.measure.value.quantity()).map(|quantity| quantity.magnitude().1);
    dated().filter_map(move |result| {
        let number = |quantity: &crate::domain::Quantity| {
            let (number, own) = quantity.magnitude();
            (Some(own) == unit).then_some(number)
        };
        let at = number(result.measure.value.quantity()?)?;
        let (low, high) = match &result.measure.range {
            Some(Range::Bounds { low, high }) => (low.as_ref().and_then(number), high.as_ref().and_then(number)),
            Some(Range::Text(_)) | None => (None, None),
        };
        Some(Drawn { result, at, low, high })
    })
}

fn legend(points: &[Point], unit: &Clean, words: &Words) -> Clean {
    let drawn = if unit.is_empty() { say!(words, "chart") } else { say!(words, "chart-in", unit = unit) };
    let usual = points.iter().any(|point| point.usual.is_some());
    let signs = if usual { say!(words, "chart-signs-usual") } else { say!(words, "chart-signs") };
    say!(words, "chart-legend", drawn = drawn, signs = signs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::library::sample::document;
    use crate::domain::{Date, Decimal, Measure, Quantity, Value};
    use std::sync::Arc;

    fn quantity(number: &str, unit: &str) -> Quantity {
        Quantity { number: Decimal::parse(number).unwrap(), unit: unit.into() }
    }

    fn result(value: Value, range: Option<Range>, day: &str) -> Result {
        let measure = Measure { loinc: None, name: "Glycémie".into(), value, range, said: None, date: Date::fhir(day) };
        Result { measure, document: Arc::new(document()), rank: 0 }
    }

    fn test(results: Vec<Result>) -> Test {
        Test { key: "k".into(), name: "Glycémie".into(), folded: "glycemie".into(), results }
    }

    #[test]
    fn values_are_placed_between_the_least_and_the_greatest_each_against_its_own_usual_values() {
        let range = |low, high| {
            let bound = |number: Option<&str>| number.map(|number| quantity(number, "g/L"));
            Some(Range::Bounds { low: bound(low), high: bound(high) })
        };
        let drawn = of(
            &test(vec![
                result(Value::Exactly(quantity("1.50", "g/L")), range(Some("0.50"), Some("1.00")), "2026-03-01"),
                result(Value::Exactly(quantity("100", "mg/dL")), range(None, Some("1.50")), "2025-03-01"),
            ]),
            &Words::french(),
        );
        let points = drawn.unwrap().points;
        let near = |one: f64, two: f64| (one - two).abs() < 1e-9;
        assert!(near(points[0].at, 0.9) && near(points[1].at, 0.5), "{points:?}");
        assert!(points[0].usual.is_some_and(|(low, high)| near(low, 0.1) && near(high, 0.5)), "{points:?}");
        assert!(points[1].usual.is_some_and(|(low, high)| low == 0.0 && near(high, 0.9)), "{points:?}");
        assert_eq!(&*points[1].value, "100\u{a0}mg/dL", "another unit is said as written");
    }

    #[test]
    fn what_does_not_compare_is_not_drawn() {
        let words = Words::french();
        let one = |value, day| result(value, None, day);
        let newest = || one(Value::Exactly(quantity("5", "mmol/L")), "2026-03-01");
        assert_eq!(of(&test(vec![newest()]), &words), None);
        assert_eq!(of(&test(vec![newest(), one(Value::Exactly(quantity("1", "g/L")), "2025-03-01")]), &words), None);
        assert_eq!(of(&test(vec![newest(), one(Value::Text("négatif".into()), "2025-03-01")]), &words), None);
        assert_eq!(of(&test(vec![newest(), one(Value::Exactly(quantity("4", "mmol/L")), "")]), &words), None, "no date");
        let same = of(&test(vec![newest(), one(Value::LessThan(quantity("5", "mmol/L")), "2025-03-01")]), &words).unwrap();
        assert_eq!(same.points[0].at, 0.5, "nothing to spread");
        assert_eq!(&*same.legend, "En mmol/L, la valeur la plus récente est en haut, la plus grande à droite. O : la valeur.");
    }
}
