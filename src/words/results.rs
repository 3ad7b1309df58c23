//! Results in words: numbers with their comma and their unit, what is usual, and where a result stands.

use super::Words;
use crate::domain::{Clean, Decimal, Quantity, Range, Value, Verdict};
use crate::say;

impl Words {
    /// `14,60`: as written, with the comma of French.
    pub fn decimal(&self, number: Decimal) -> Clean {
        Clean::new(&number.to_string().replace('.', ","))
    }

    /// `14,60 mmol/L`.
    pub fn quantity(&self, quantity: &Quantity) -> Clean {
        let number = self.decimal(quantity.number);
        let unit = self.unit(&quantity.unit);
        // Never parted at the end of a line: a number alone says nothing.
        if unit.is_empty() { number } else { Clean::new(&format!("{number}\u{a0}{unit}")) }
    }

    pub fn result(&self, value: &Value) -> Clean {
        match value {
            Value::Exactly(quantity) => self.quantity(quantity),
            Value::LessThan(quantity) => say!(self, "result-less-than", value = self.quantity(quantity)),
            Value::MoreThan(quantity) => say!(self, "result-more-than", value = self.quantity(quantity)),
            Value::AtMost(quantity) => say!(self, "result-at-most", value = self.quantity(quantity)),
            Value::AtLeast(quantity) => say!(self, "result-at-least", value = self.quantity(quantity)),
            Value::Between(low, high) => {
                // The unit once, when it is the same.
                let from = if low.unit == high.unit { self.decimal(low.number) } else { self.quantity(low) };
                say!(self, "result-between", low = from, high = self.quantity(high))
            }
            Value::Ratio(above, below) => Clean::new(&format!("{} / {}", self.quantity(above), self.quantity(below))),
            Value::Truth(true) => say!(self, "label-yes"),
            Value::Truth(false) => say!(self, "label-no"),
            Value::Absent(why) => self.absent(why),
            Value::Text(text) => text.clone(),
        }
    }

    pub fn range(&self, range: &Range) -> Clean {
        match range {
            Range::Bounds { low: Some(low), high: Some(high) } => {
                // The unit once, when it is the same.
                let from = if low.unit == high.unit { self.decimal(low.number) } else { self.quantity(low) };
                say!(self, "range-between", low = from, high = self.quantity(high))
            }
            Range::Bounds { low: Some(low), high: None } => say!(self, "range-more-than", low = self.quantity(low)),
            Range::Bounds { low: None, high: Some(high) } => say!(self, "range-less-than", high = self.quantity(high)),
            Range::Bounds { low: None, high: None } => Clean::empty(),
            Range::Text(text) => text.clone(),
        }
    }

    pub fn verdict(&self, verdict: Verdict) -> Clean {
        match verdict {
            Verdict::Within => say!(self, "verdict-within"),
            Verdict::Above => say!(self, "verdict-above"),
            Verdict::Below => say!(self, "verdict-below"),
            Verdict::Unusual => say!(self, "verdict-unusual"),
        }
    }
}
