//! A result: what was measured, how much, and what is usual.

use super::decimal::Decimal;
use super::unit::based;
use crate::domain::{Clean, Date};
use std::cmp::Ordering;

#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// LOINC, when the document gives it: the same test has the same code in every report.
    pub loinc: Option<Clean>,
    /// As the report calls it.
    pub name: Clean,
    pub value: Value,
    pub range: Option<Range>,
    /// What the laboratory itself says of it.
    pub said: Option<Verdict>,
    pub date: Option<Date>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Exactly(Quantity),
    /// "< 0,01": less than can be measured.
    LessThan(Quantity),
    MoreThan(Quantity),
    /// "≤ 5", the bound included.
    AtMost(Quantity),
    AtLeast(Quantity),
    Between(Quantity, Quantity),
    /// "1 / 40", as titres are given.
    Ratio(Quantity, Quantity),
    /// Yes or no.
    Truth(bool),
    /// Why there is no value: a code of HL7 `data-absent-reason`, or what the report says.
    Absent(Clean),
    /// "négatif", "rares", or anything that is not a number.
    Text(Clean),
}

/// A number as written, with its unit as written; an empty unit is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quantity {
    pub number: Decimal,
    pub unit: Clean,
}

/// What is usual, as the report says it.
#[derive(Debug, Clone, PartialEq)]
pub enum Range {
    Bounds { low: Option<Quantity>, high: Option<Quantity> },
    Text(Clean),
}

/// Where a result stands. Words are for `words`: it is never told by a colour or a sign alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Within,
    Above,
    Below,
    /// Not usual, without a side.
    Unusual,
}

impl Quantity {
    /// Its unit is a UCUM unit of time (FHIR `units-of-time`).
    pub fn is_time(&self) -> bool {
        matches!(self.unit.as_str(), "s" | "min" | "h" | "d" | "wk" | "mo" | "a")
    }

    /// By size; `None` when the units cannot be turned into one another exactly.
    pub fn size(&self, other: &Self) -> Option<Ordering> {
        let (one, unit) = based(self.number, &self.unit);
        let (two, same) = based(other.number, &other.unit);
        (unit == same).then(|| one.size(two))
    }

    /// How much, for drawing, and of which unit: two of the same unit can be put on one scale.
    pub fn magnitude(&self) -> (f64, &str) {
        let (number, unit) = based(self.number, &self.unit);
        (number.approximately(), unit)
    }
}

impl Value {
    /// What could not be read as a number stays a text.
    pub fn between(low: Self, high: Self) -> Self {
        match (low, high) {
            (Self::Exactly(low), Self::Exactly(high)) => Self::Between(low, high),
            (low, high) => Self::Text(Clean::line(&format!("{} – {}", low.raw(), high.raw()))),
        }
    }

    /// The quantity alone, when it is one without a bound.
    pub fn exactly(self) -> Option<Quantity> {
        if let Self::Exactly(quantity) = self { Some(quantity) } else { None }
    }

    pub fn at_least(low: Self) -> Self {
        if let Self::Exactly(low) = low { Self::AtLeast(low) } else { Self::Text(Clean::line(&format!("≥ {}", low.raw()))) }
    }

    pub fn at_most(high: Self) -> Self {
        if let Self::Exactly(high) = high { Self::AtMost(high) } else { Self::Text(Clean::line(&format!("≤ {}", high.raw()))) }
    }

    pub fn ratio(above: Self, below: Self) -> Self {
        match (above, below) {
            (Self::Exactly(above), Self::Exactly(below)) => Self::Ratio(above, below),
            (above, below) => Self::Text(Clean::line(&format!("{} / {}", above.raw(), below.raw()))),
        }
    }

    /// As the source writes it.
    fn raw(&self) -> String {
        let one = |sign: &str, quantity: &Quantity| format!("{sign}{} {}", quantity.number, quantity.unit).trim().to_owned();
        match self {
            Self::Exactly(quantity) => one("", quantity),
            Self::LessThan(quantity) => one("< ", quantity),
            Self::MoreThan(quantity) => one("> ", quantity),
            Self::AtMost(quantity) => one("≤ ", quantity),
            Self::AtLeast(quantity) => one("≥ ", quantity),
            Self::Between(low, high) => format!("{} – {}", one("", low), one("", high)),
            Self::Ratio(above, below) => format!("{} / {}", one("", above), one("", below)),
            Self::Truth(truth) => truth.to_string(),
            Self::Absent(text) | Self::Text(text) => text.to_string(),
        }
    }

    /// The number to compare and to draw. A limit stands for itself ("< 0,01" is drawn at 0,01).
    pub fn quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Exactly(quantity)
            | Self::LessThan(quantity)
            | Self::MoreThan(quantity)
            | Self::AtMost(quantity)
            | Self::AtLeast(quantity) => Some(quantity),
            Self::Between(..) | Self::Ratio(..) | Self::Truth(_) | Self::Absent(_) | Self::Text(_) => None,
        }
    }
}

impl Measure {
    /// What the laboratory says, else what its range says; nothing when neither can tell.
    pub fn verdict(&self) -> Option<Verdict> {
        self.said.or_else(|| self.against_range())
    }

    fn against_range(&self) -> Option<Verdict> {
        let Some(Range::Bounds { low, high }) = &self.range else { return None };
        let quantity = self.value.quantity()?;
        let against = |bound: &Option<Quantity>| bound.as_ref().map(|bound| quantity.size(bound));
        let (low, high) = (against(low), against(high));
        match (&self.value, low, high) {
            // A unit that cannot be compared says nothing.
            (_, Some(None), _) | (_, _, Some(None)) | (_, None, None) => None,
            (Value::LessThan(_), Some(Some(Ordering::Less | Ordering::Equal)), _) => Some(Verdict::Below),
            (Value::MoreThan(_), _, Some(Some(Ordering::Greater | Ordering::Equal))) => Some(Verdict::Above),
            // "< 5" may be anywhere under 5: within only if nothing is too low.
            (Value::AtMost(_), Some(Some(Ordering::Less)), _) => Some(Verdict::Below),
            (Value::AtLeast(_), _, Some(Some(Ordering::Greater))) => Some(Verdict::Above),
            (Value::LessThan(_) | Value::AtMost(_), None, Some(Some(Ordering::Less | Ordering::Equal))) => Some(Verdict::Within),
            (Value::MoreThan(_) | Value::AtLeast(_), Some(Some(Ordering::Greater | Ordering::Equal)), None) => {
                Some(Verdict::Within)
            }
            (Value::LessThan(_) | Value::MoreThan(_) | Value::AtMost(_) | Value::AtLeast(_), ..) => None,
            (_, Some(Some(Ordering::Less)), _) => Some(Verdict::Below),
            (_, _, Some(Some(Ordering::Greater))) => Some(Verdict::Above),
            _ => Some(Verdict::Within),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(number: &str, unit: &str) -> Quantity {
        Quantity { number: Decimal::parse(number).unwrap(), unit: unit.into() }
    }

    fn measure(value: Value, low: Option<&str>, high: Option<&str>) -> Measure {
        let bound = |number: Option<&str>| number.map(|number| quantity(number, "g/L"));
        let range = Some(Range::Bounds { low: bound(low), high: bound(high) });
        Measure { loinc: None, name: "Glycémie".into(), value, range, said: None, date: None }
    }

    #[test]
    fn a_value_is_told_from_its_range_bounds_included() {
        let told = |number| measure(Value::Exactly(quantity(number, "g/L")), Some("0.70"), Some("1.10")).verdict();
        assert_eq!(told("0.69"), Some(Verdict::Below));
        assert_eq!(told("0.7"), Some(Verdict::Within));
        assert_eq!(told("1.1"), Some(Verdict::Within));
        assert_eq!(told("1.101"), Some(Verdict::Above));
    }

    #[test]
    fn units_are_turned_only_where_it_is_exact() {
        let told = |number, unit| measure(Value::Exactly(quantity(number, unit)), Some("0.70"), Some("1.10")).verdict();
        assert_eq!(told("112", "mg/dL"), Some(Verdict::Above));
        assert_eq!(told("5.1", "mmol/L"), None);
        assert_eq!(told("5.1", "furlong"), None);
    }

    #[test]
    fn a_limit_of_measure_says_only_what_is_sure() {
        let less = |number, low, high| measure(Value::LessThan(quantity(number, "g/L")), low, high).verdict();
        assert_eq!(less("0.01", Some("0.70"), Some("1.10")), Some(Verdict::Below));
        assert_eq!(less("0.01", None, Some("1.10")), Some(Verdict::Within));
        assert_eq!(less("2", None, Some("1.10")), None);
        let more = measure(Value::MoreThan(quantity("9", "g/L")), Some("0.7"), Some("1.1"));
        assert_eq!(more.verdict(), Some(Verdict::Above));
        let at_most = |number| measure(Value::AtMost(quantity(number, "g/L")), Some("0.70"), Some("1.10")).verdict();
        assert_eq!((at_most("0.69"), at_most("0.70")), (Some(Verdict::Below), None), "the bound itself may be within");
    }

    #[test]
    fn the_laboratory_is_believed_first() {
        let mut measure = measure(Value::Exactly(quantity("5", "g/L")), None, Some("1"));
        measure.said = Some(Verdict::Within);
        assert_eq!(measure.verdict(), Some(Verdict::Within));
        measure.value = Value::Text("négatif".into());
        measure.said = None;
        assert_eq!(measure.verdict(), None);
    }
}
