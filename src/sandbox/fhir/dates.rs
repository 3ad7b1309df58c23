//! FHIR date parameters: a prefix, a date of any precision, and the interval that it stands for.

use crate::sandbox::clock::Millis;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};
use jiff::{ToSpan, Zoned};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prefix {
    Eq,
    Ne,
    Gt,
    Lt,
    Ge,
    Le,
    /// Starts after.
    Sa,
    /// Ends before.
    Eb,
    /// About.
    Ap,
}

/// `start` included, `end` excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    pub start: Millis,
    pub end: Millis,
}

/// Dates without a zone are Paris's (D24).
pub fn paris() -> TimeZone {
    TimeZone::get("Europe/Paris").unwrap_or(TimeZone::UTC)
}

/// `ge2024-03`, `2024-03-12T09:30:00+01:00`…; `None` when it is no date.
pub fn parse(text: &str) -> Option<(Prefix, Interval)> {
    let prefix = match text.get(..2) {
        Some("eq") => Some(Prefix::Eq),
        Some("ne") => Some(Prefix::Ne),
        Some("gt") => Some(Prefix::Gt),
        Some("lt") => Some(Prefix::Lt),
        Some("ge") => Some(Prefix::Ge),
        Some("le") => Some(Prefix::Le),
        Some("sa") => Some(Prefix::Sa),
        Some("eb") => Some(Prefix::Eb),
        Some("ap") => Some(Prefix::Ap),
        Some(_) | None => None,
    };
    let rest = if prefix.is_some() { text.get(2..)? } else { text };
    Some((prefix.unwrap_or(Prefix::Eq), interval(rest)?))
}

pub fn interval(text: &str) -> Option<Interval> {
    match text.split_once('T') {
        None => day_or_longer(text),
        Some((day, clock)) => {
            let (clock, zone) = zone(clock)?;
            let (time, length) = time(clock)?;
            let start = millis(DateTime::from_parts(civil(day)?, time), zone)?;
            Some(Interval { start, end: start.checked_add(length)? })
        }
    }
}

fn day_or_longer(text: &str) -> Option<Interval> {
    let (first, next) = match text.len() {
        4 => (date_of(number(text)?, 1, 1)?, 1.year()),
        7 => {
            let (year, month) = text.split_once('-')?;
            (date_of(number(year)?, i8::try_from(number(month)?).ok()?, 1)?, 1.month())
        }
        10 => (civil(text)?, 1.day()),
        _other => return None,
    };
    let last = first.checked_add(next).ok()?;
    let at = |day: Date| millis(day.to_datetime(Time::midnight()), paris());
    Some(Interval { start: at(first)?, end: at(last)? })
}

fn number(digits: &str) -> Option<i16> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn date_of(year: i16, month: i8, day: i8) -> Option<Date> {
    (year > 0).then(|| Date::new(year, month, day).ok())?
}

fn civil(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let whole = year.len() == 4 && month.len() == 2 && day.len() == 2 && parts.next().is_none();
    whole.then(|| date_of(number(year)?, i8::try_from(number(month)?).ok()?, i8::try_from(number(day)?).ok()?))?
}

/// The time, and the milliseconds that its precision covers.
fn time(text: &str) -> Option<(Time, Millis)> {
    let mut parts = text.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next());
    let two = |digits: &str| (digits.len() == 2).then(|| i8::try_from(number(digits)?).ok())?;
    let (second, fraction) = match second {
        Some(second) => second.split_once('.').map_or((Some(second), None), |(second, fraction)| (Some(second), Some(fraction))),
        None => (None, None),
    };
    let nanos = match fraction {
        Some(digits) => {
            i32::from(number(digits.get(..3).unwrap_or(digits))?) * 10_i32.pow(9 - u32::try_from(digits.len().min(3)).ok()?)
        }
        None => 0,
    };
    let time = Time::new(two(hour)?, two(minute)?, second.map_or(Some(0), two)?, nanos).ok()?;
    let length = if fraction.is_some() {
        1
    } else if second.is_some() {
        1_000
    } else {
        60_000
    };
    parts.next().is_none().then_some((time, length))
}

/// Cuts the zone off a time; Paris's when there is none.
fn zone(text: &str) -> Option<(&str, TimeZone)> {
    if let Some(rest) = text.strip_suffix('Z') {
        return Some((rest, TimeZone::UTC));
    }
    // A space is what `+` becomes in a form.
    let Some(at) = text.rfind(['+', '-', ' ']) else { return Some((text, paris())) };
    let (rest, offset) = (text.get(..at)?, text.get(at + 1..)?);
    let (hours, minutes) = offset.split_once(':')?;
    let seconds = (i32::from(number(hours)?) * 60 + i32::from(number(minutes)?)) * 60;
    let signed = if text.get(at..=at) == Some("-") { -seconds } else { seconds };
    Some((rest, TimeZone::fixed(Offset::from_seconds(signed).ok()?)))
}

fn millis(at: DateTime, zone: TimeZone) -> Option<Millis> {
    at.to_zoned(zone).ok().map(|at: Zoned| at.timestamp().as_millisecond())
}

/// The milliseconds of a resource's own instant (`2024-03-12T09:30:00+01:00`).
pub fn instant(text: &str) -> Option<Millis> {
    interval(text).map(|interval| interval.start)
}

/// The end of what has none: after every date that can be asked for.
pub const FAR: Millis = 300_000_000_000_000;
