//! Days as people write them: 3/4/1958, 03/04/1958, 3 avril 1958, 1er mai 2020, 1958-04-03.

use crate::domain::fold;
use crate::words::Words;
use jiff::civil;

/// `None` when it is no day, or none of the calendar (29 February of an ordinary year).
pub fn read(text: &str, words: &Words) -> Option<civil::Date> {
    let folded = fold(text);
    let parts: Vec<&str> = folded.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let day = day.strip_suffix("er").unwrap_or(day);
    civil::Date::new(year.parse().ok()?, month_of(month, words)?, day.parse().ok()?).ok()
}

/// A number, a month's name, or its beginning when no other month begins so.
fn month_of(text: &str, words: &Words) -> Option<i8> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return text.parse().ok();
    }
    if text.chars().count() < 3 {
        return None;
    }
    let begins = |month: &i8| fold(&words.month(*month)).starts_with(text);
    let mut found = (1..=12).filter(begins);
    let month = found.next()?;
    found.next().is_none().then_some(month)
}

/// `14:30`, `14h30`, `14 h`, `9h`.
pub fn time(text: &str) -> Option<civil::Time> {
    let folded = fold(text).replace(' ', "");
    let (hour, minute) = folded.split_once(['h', ':'])?;
    let minute = if minute.is_empty() { "0" } else { minute };
    civil::Time::new(hour.parse().ok()?, minute.parse().ok()?, 0, 0).ok()
}

/// A day and then a time.
pub fn moment(text: &str, words: &Words) -> Option<civil::DateTime> {
    let text = text.trim();
    let at = text.rfind([':', 'h', 'H'])?;
    let start = text.get(..at)?.trim_end().rfind(|c: char| !c.is_ascii_digit())? + 1;
    let day = text.get(..start)?.trim().trim_end_matches(['à', ',']).trim();
    Some(read(day, words)?.to_datetime(time(text.get(start..)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let words = Words::french();
        let third = civil::date(1958, 4, 3);
        for text in
            ["3/4/1958", "03/04/1958", "3 avril 1958", "03 AVRIL 1958", "3-4-1958", "3.4.1958", "1958-04-03", "3 avr. 1958"]
        {
            assert_eq!(read(text, &words), Some(third), "{text}");
        }
        assert_eq!(read("1er août 2020", &words), Some(civil::date(2020, 8, 1)));
        assert_eq!(read("29 février 2024", &words), Some(civil::date(2024, 2, 29)));
        for text in
            ["", "29 février 2025", "3/4", "3/4/58", "3 jui 2020", "3 ma 2020", "hier", "31/4/2020", "3/13/2020", "3 avril 19588"]
        {
            assert_eq!(read(text, &words), None, "{text}");
        }
        assert_eq!(moment("3 avril 1958 à 14h30", &words), Some(third.at(14, 30, 0, 0)));
        assert_eq!(moment("3/4/1958 9:05", &words), Some(third.at(9, 5, 0, 0)));
        assert_eq!(moment("3/4/1958", &words), None);
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_read_or_refused(text in "\\PC{0,30}") {
            let words = Words::french();
            let _ = (read(&text, &words), time(&text), moment(&text, &words));
        }
    }
}
