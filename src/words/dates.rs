//! Dates said in full, as they are read aloud.

use super::Words;
use crate::domain::{Clean, Date, Precision};
use crate::say;
use jiff::civil;

impl Words {
    /// `3 mars 2026`, `mars 2026`, `2026`: no more precise than the date is.
    pub fn date(&self, date: Date) -> Clean {
        let at = date.civil();
        let (year, month) = (at.year().to_string(), self.month(at.month()));
        match date.precision() {
            Precision::Year => year.into(),
            Precision::Month => say!(self, "date-month", month = month, year = year),
            Precision::Day | Precision::Minute => {
                say!(self, "date-day", day = i64::from(at.day()), month = month, year = year)
            }
        }
    }

    /// The same with the time of day when it is known: `3 mars 2026 à 14 h 05`.
    pub fn date_and_time(&self, date: Date) -> Clean {
        match date.precision() {
            Precision::Year | Precision::Month | Precision::Day => self.date(date),
            Precision::Minute => say!(self, "date-time", date = self.date(date), time = self.time(date.civil().time())),
        }
    }

    /// `14 h 05`.
    pub fn time(&self, time: civil::Time) -> Clean {
        say!(self, "time", hour = i64::from(time.hour()), minute = format!("{:02}", time.minute()))
    }

    pub fn month(&self, month: i8) -> Clean {
        match month {
            1 => say!(self, "month-january"),
            2 => say!(self, "month-february"),
            3 => say!(self, "month-march"),
            4 => say!(self, "month-april"),
            5 => say!(self, "month-may"),
            6 => say!(self, "month-june"),
            7 => say!(self, "month-july"),
            8 => say!(self, "month-august"),
            9 => say!(self, "month-september"),
            10 => say!(self, "month-october"),
            11 => say!(self, "month-november"),
            _ => say!(self, "month-december"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_said_in_full_and_no_more_precisely_than_it_is() {
        let words = Words::french();
        let said = |raw: &str| words.date_and_time(Date::fhir(raw).unwrap()).to_string();
        assert_eq!(said("2026"), "2026");
        assert_eq!(said("2026-03"), "mars 2026");
        assert_eq!(said("2026-03-01"), "1er mars 2026");
        assert_eq!(said("2026-03-03T13:05:00+01:00"), "3 mars 2026 à 13\u{a0}h\u{a0}05");
    }
}
