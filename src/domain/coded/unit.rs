//! Units of measure: which can be turned into one another exactly.
//!
//! Only powers of ten are exact. A mass and an amount of matter (g/L and mmol/L) differ by a factor that depends on the
//! molecule: they are never turned into one another.

use super::decimal::Decimal;
use std::collections::HashMap;
use std::sync::LazyLock;

struct Unit {
    /// What it is a power of ten of.
    base: &'static str,
    power: i8,
}

/// `spelling, base, power`, one a line.
static UNITS: LazyLock<HashMap<&'static str, Unit>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/codes/units.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let (spelling, base, power) = (cells.next()?, cells.next()?, cells.next()?);
            Some((spelling, Unit { base, power: power.parse().ok()? }))
        })
        .collect()
});

/// The same quantity in the base unit of its kind, exactly; in its own unit when that is not known.
pub fn based(number: Decimal, unit: &str) -> (Decimal, &str) {
    match UNITS.get(unit) {
        Some(known) => (number.times_ten_to(known.power), known.base),
        None => (number, unit),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read_and_spelt_once() {
        let lines = include_str!("../../../assets/codes/units.tsv").lines();
        let lines: Vec<_> = lines.filter(|line| !line.starts_with('#') && !line.is_empty()).collect();
        assert_eq!(UNITS.len(), lines.len());
        assert!(UNITS.values().all(|unit| UNITS.contains_key(unit.base) && UNITS[unit.base].power == 0), "a base is a unit");
    }

    #[test]
    fn only_powers_of_ten_of_the_same_thing_meet() {
        let number = Decimal::parse("5").unwrap();
        assert_eq!(based(number, "mg/dL").1, based(number, "g/L").1);
        assert_ne!(based(number, "mmol/L").1, based(number, "g/L").1);
        assert_eq!(based(number, "furlong").1, "furlong");
    }
}
