//! Decimal numbers as they were written: 14.60 stays 14.60, and nothing is ever rounded.

use std::cmp::Ordering;
use std::fmt;

/// Digits before and after the point, both at most.
const DIGITS: usize = 15;

/// `digits × 10^-scale`. Two numbers of different precision may be equal in size and are still told apart by `==`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decimal {
    digits: i64,
    /// May be negative: 5 × 10³ has one digit that counts.
    scale: i16,
}

impl Decimal {
    /// `12`, `-0.5`, `+3,40`, `.5`: fifteen digits at most. Exponents are refused: nobody writes them in a report.
    pub fn parse(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        let (negative, raw) = match raw.strip_prefix(['-', '\u{2212}']) {
            Some(rest) => (true, rest),
            None => (false, raw.strip_prefix('+').unwrap_or(raw)),
        };
        let (whole, part) = raw.split_once(['.', ',']).unwrap_or((raw, ""));
        let counted = whole.len() + part.len();
        if counted == 0 || counted > DIGITS || !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
            return None;
        }
        let digits = format!("{whole}{part}").parse::<i64>().ok()?;
        Some(Self { digits: if negative { -digits } else { digits }, scale: i16::try_from(part.len()).ok()? })
    }

    /// Exactly `10^power` times as much.
    pub fn times_ten_to(self, power: i8) -> Self {
        Self { digits: self.digits, scale: self.scale.saturating_sub(i16::from(power)) }
    }

    /// By size, whatever the precision.
    pub fn size(self, other: Self) -> Ordering {
        let scale = self.scale.max(other.scale);
        let raised = |number: Self| {
            let up = u32::try_from(scale.saturating_sub(number.scale)).ok()?;
            10_i128.checked_pow(up)?.checked_mul(i128::from(number.digits))
        };
        match (raised(self), raised(other)) {
            (Some(one), Some(two)) => one.cmp(&two),
            // Beyond 38 digits apart: the approximation is enough.
            (Some(_) | None, _) => self.approximately().total_cmp(&other.approximately()),
        }
    }

    /// For drawing.
    pub fn approximately(self) -> f64 {
        // Fifteen digits are exact in a double.
        self.digits as f64 * 10_f64.powi(-i32::from(self.scale))
    }
}

/// With a point; a language puts its own mark.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = self.digits.unsigned_abs().to_string();
        match usize::try_from(self.scale) {
            Ok(0) => write!(f, "{sign}{digits}"),
            Ok(scale) => {
                let padded = format!("{digits:0>width$}", width = scale + 1);
                let (whole, part) = padded.split_at(padded.len() - scale);
                write!(f, "{sign}{whole}.{part}")
            }
            Err(_) => write!(f, "{sign}{digits}{}", "0".repeat(usize::from(self.scale.unsigned_abs()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(raw: &str) -> Decimal {
        Decimal::parse(raw).unwrap()
    }

    #[test]
    fn a_number_stays_as_it_was_written() {
        for raw in ["14.60", "0.05", "-3.0", "7", "0"] {
            assert_eq!(d(raw).to_string(), raw);
        }
        assert_eq!(d("5,20").to_string(), "5.20");
        assert_eq!(d(".5").to_string(), "0.5");
        assert_eq!(d("\u{2212}2").to_string(), "-2");
    }

    #[test]
    fn what_is_not_a_number_is_none() {
        for raw in ["", ".", "-", "1e3", "1.2.3", "douze", "1 000", "1234567890123456"] {
            assert_eq!(Decimal::parse(raw), None, "{raw:?}");
        }
    }

    #[test]
    fn sizes_are_compared_exactly_whatever_the_precision() {
        assert_eq!(d("1.50").size(d("1.5")), Ordering::Equal);
        assert_eq!(d("1.49").size(d("1.5")), Ordering::Less);
        assert_eq!(d("0.1").times_ten_to(3).size(d("100")), Ordering::Equal);
        assert_eq!(d("999999999999999").times_ten_to(100).size(d("1")), Ordering::Greater);
    }

    #[test]
    fn a_power_of_ten_keeps_the_digits() {
        assert_eq!(d("0.62").times_ten_to(3).to_string(), "620");
        assert_eq!(d("620").times_ten_to(-3).to_string(), "0.620");
    }
}
