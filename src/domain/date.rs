//! Dates as documents give them: sometimes only a year.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

/// How much of a date was said. A precision is kept, never invented.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    Year,
    Month,
    Day,
    /// Hours and minutes, in Paris time.
    Minute,
}

/// A date with its precision, in Paris time (D24).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    at: civil::DateTime,
    precision: Precision,
}

impl Date {
    /// A FHIR `date`, `dateTime` or `instant`: `2026`, `2026-03`, `2026-03-04`, `2026-03-04T10:00:00+01:00`.
    pub fn fhir(raw: &str) -> Option<Self> {
        match raw.len() {
            4 => Self::parts(raw, "1", "1", Precision::Year),
            7 => Self::parts(raw.get(..4)?, raw.get(5..7)?, "1", Precision::Month),
            10 => Self::parts(raw.get(..4)?, raw.get(5..7)?, raw.get(8..10)?, Precision::Day),
            _ => raw.parse::<Timestamp>().ok().map(Self::moment),
        }
    }

    /// An HL7 v3 `TS`: `2026`, `202603`, `20260304`, `202603041000`, `20260304100000+0100`. Without a zone: Paris.
    pub fn hl7(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        let (digits, zone) = match raw.find(['+', '-']) {
            Some(at) => (raw.get(..at)?, raw.get(at..)),
            None => (raw, None),
        };
        let digits = digits.split('.').next().unwrap_or(digits);
        if !digits.bytes().all(|b| b.is_ascii_digit()) || (zone.is_some() && digits.len() < 10) {
            return None;
        }
        let part = |from: usize, to: usize| digits.get(from..to);
        match digits.len() {
            4 => Self::parts(digits, "1", "1", Precision::Year),
            6 => Self::parts(part(0, 4)?, part(4, 6)?, "1", Precision::Month),
            8 => Self::parts(part(0, 4)?, part(4, 6)?, part(6, 8)?, Precision::Day),
            10 | 12 | 14 => {
                let number = |from, to| part(from, to).unwrap_or("0").parse::<i8>().ok();
                let time = civil::time(number(8, 10)?.min(23), number(10, 12)?.min(59), number(12, 14)?.min(59), 0);
                let day = Self::parts(part(0, 4)?, part(4, 6)?, part(6, 8)?, Precision::Day)?.at.date();
                let at = day.to_datetime(time);
                let Some(zone) = zone else { return Some(Self { at, precision: Precision::Minute }) };
                let (sign, hours) = zone.split_at(1);
                let minutes: i32 =
                    hours.get(..2)?.parse::<i32>().ok()? * 60 + hours.get(2..4).unwrap_or("0").parse::<i32>().ok()?;
                let seconds = if sign == "-" { -minutes * 60 } else { minutes * 60 };
                let offset = jiff::tz::Offset::from_seconds(seconds).ok()?;
                offset.to_timestamp(at).ok().map(Self::moment)
            }
            _ => None,
        }
    }

    /// An instant, told in Paris time.
    pub fn moment(at: Timestamp) -> Self {
        let zone = TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC);
        Self { at: at.to_zoned(zone).datetime(), precision: Precision::Minute }
    }

    /// A day of the calendar.
    pub fn day(at: civil::Date) -> Self {
        Self { at: at.to_datetime(civil::Time::midnight()), precision: Precision::Day }
    }

    pub fn civil(self) -> civil::DateTime {
        self.at
    }

    pub fn precision(self) -> Precision {
        self.precision
    }

    fn parts(year: &str, month: &str, day: &str, precision: Precision) -> Option<Self> {
        let date = civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
        Some(Self { at: date.to_datetime(civil::Time::midnight()), precision })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_kept_and_nonsense_refused() {
        assert_eq!(Date::fhir("2026").map(Date::precision), Some(Precision::Year));
        assert_eq!(Date::fhir("2026-03").map(Date::precision), Some(Precision::Month));
        assert_eq!(Date::hl7("20260304").map(Date::precision), Some(Precision::Day));
        for bad in ["", "20", "2026-13", "2026-02-30", "hier", "2026é03", "２０２６"] {
            assert_eq!(Date::fhir(bad), None, "{bad}");
            assert_eq!(Date::hl7(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_instant_is_told_in_paris_time() {
        let summer = Date::fhir("2026-07-01T22:30:00Z").map(Date::civil);
        assert_eq!(summer, Some(civil::date(2026, 7, 2).at(0, 30, 0, 0)));
        assert_eq!(Date::hl7("20260701223000+0000").map(Date::civil), summer);
        assert_eq!(Date::hl7("20260702003000+0200").map(Date::civil), summer);
    }
}
