//! What was typed, read as an answer, or why it cannot be. Nothing here changes what was typed.

use super::day;
use crate::domain::{Answer, Ask, Check, Clean, Decimal, Question, When, fold};
use crate::say;
use crate::words::Words;
use jiff::civil;
use unicode_segmentation::UnicodeSegmentation;

/// Characters at most in a name, a number or an address of one line.
pub const LINE: u32 = 100;
/// Characters at most in a text, when the form says nothing.
pub const TEXT: u32 = 100_000;

/// Why an answer cannot be taken as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    Missing,
    /// Characters allowed, and too many by.
    TooLong {
        limit: usize,
        over: usize,
    },
    /// No letter in it.
    NotAName,
    Phone,
    Email,
    Postcode,
    /// The towns that have this postcode.
    Town {
        postcode: Clean,
        towns: Vec<Clean>,
    },
    NotADay,
    NotYet,
    NotWhole,
    NotANumber,
    NotAQuantity,
    NotAnAddress,
    NotATime,
    NotAMoment,
    /// Somebody else is already the trusted person.
    TrustedAlready(Clean),
    /// A place in the order of calling that is none.
    Order,
}

impl Fault {
    /// What is wrong, with an example of what is right.
    pub fn said(&self, words: &Words) -> Clean {
        match self {
            Self::Missing => say!(words, "fault-missing"),
            Self::TooLong { limit, over } => say!(words, "fault-too-long", limit = *limit, over = *over),
            Self::NotAName => say!(words, "fault-name"),
            Self::Phone => say!(words, "fault-phone"),
            Self::Email => say!(words, "fault-email"),
            Self::Postcode => say!(words, "fault-postcode"),
            Self::Town { postcode, towns } => say!(words, "fault-town", postcode = postcode, towns = words.and(towns)),
            Self::NotADay => say!(words, "fault-day"),
            Self::NotYet => say!(words, "fault-future"),
            Self::NotWhole => say!(words, "fault-whole"),
            Self::NotANumber => say!(words, "fault-number"),
            Self::NotAQuantity => say!(words, "fault-quantity"),
            Self::NotAnAddress => say!(words, "fault-address"),
            Self::NotATime => say!(words, "fault-time"),
            Self::NotAMoment => say!(words, "fault-moment"),
            Self::TrustedAlready(name) => say!(words, "fault-trusted-already", name = name),
            Self::Order => say!(words, "fault-order"),
        }
    }
}

/// One answer, from a field's text. `None` when it is empty.
pub fn read(question: &Question, text: &str, today: Option<civil::Date>, words: &Words) -> Result<Option<Answer>, Fault> {
    let flat = text.trim();
    if flat.is_empty() {
        return Ok(None);
    }
    let limit = limit(question) as usize;
    let length = text.graphemes(true).count();
    if length > limit {
        return Err(Fault::TooLong { limit, over: length - limit });
    }
    let text = || Ok(Some(Answer::Text(Clean::new(flat))));
    match &question.ask {
        Ask::Group | Ask::Display | Ask::Unknown(_) | Ask::Boolean | Ask::Choice => Ok(None),
        Ask::OpenChoice | Ask::Text => text(),
        Ask::Line(check) => line(*check, flat, words).map_or_else(Err, |()| text()),
        Ask::Integer => flat.replace(' ', "").parse().map(|number| Some(Answer::Integer(number))).map_err(|_| Fault::NotWhole),
        Ask::Decimal => Decimal::parse(flat).map(|number| Some(Answer::Decimal(number))).ok_or(Fault::NotANumber),
        Ask::Date(when) => match day::read(flat, words) {
            None => Err(Fault::NotADay),
            Some(day) if *when == When::Past && today.is_some_and(|today| day > today) => Err(Fault::NotYet),
            Some(day) => Ok(Some(Answer::Date(day))),
        },
        Ask::Quantity => quantity(question, flat).map(Some).ok_or(Fault::NotAQuantity),
    }
}

/// Characters at most.
pub fn limit(question: &Question) -> u32 {
    let usual = if matches!(question.ask, Ask::Text) { TEXT } else { LINE };
    match question.ask {
        // A server's own limit is its own, where its answers are text.
        Ask::Text | Ask::Line(Check::Any) => question.limit.unwrap_or(if matches!(question.ask, Ask::Text) { TEXT } else { 500 }),
        Ask::Line(_) => question.limit.unwrap_or(usual).min(usual),
        Ask::Group
        | Ask::Display
        | Ask::Boolean
        | Ask::Choice
        | Ask::OpenChoice
        | Ask::Integer
        | Ask::Decimal
        | Ask::Date(_)
        | Ask::Quantity
        | Ask::Unknown(_) => usual,
    }
}

fn line(check: Check, text: &str, words: &Words) -> Result<(), Fault> {
    let right = |right: bool, fault| if right { Ok(()) } else { Err(fault) };
    match check {
        Check::Any => Ok(()),
        // Letters of any script, and what joins them; no emoji, no figure.
        Check::Name => {
            let joins = |c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '-' | '.' | '·' | ',' | '\u{2010}' | '\u{2011}');
            let letter = |c: char| c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c);
            right(text.chars().any(char::is_alphabetic) && text.chars().all(|c| letter(c) || joins(c)), Fault::NotAName)
        }
        Check::Phone => right(phone(text), Fault::Phone),
        Check::Email => right(email(text), Fault::Email),
        Check::Postcode => right(text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()), Fault::Postcode),
        Check::Town => right(text.chars().any(char::is_alphabetic), Fault::NotAName),
        Check::Address => {
            let known = ["http://", "https://", "urn:", "mailto:"];
            right(known.iter().any(|start| text.starts_with(start)) && !text.contains(char::is_whitespace), Fault::NotAnAddress)
        }
        Check::Time => right(day::time(text).is_some(), Fault::NotATime),
        Check::Moment => right(day::moment(text, words).is_some(), Fault::NotAMoment),
    }
}

/// Ten digits that begin with 0, or a country's after `+` or `00`; spaces, dots, hyphens and parentheses do not count.
fn phone(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '(' | ')' | '/')).collect();
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let foreign = plain.strip_prefix('+').or_else(|| plain.strip_prefix("00"));
    match foreign {
        Some(rest) if rest.starts_with("33") => {
            let rest = rest.trim_start_matches("33").trim_start_matches('0');
            digits(rest) && rest.len() == 9
        }
        Some(rest) => digits(rest) && (7..=15).contains(&rest.len()) && !rest.starts_with('0'),
        None => digits(&plain) && plain.len() == 10 && plain.starts_with('0'),
    }
}

fn email(text: &str) -> bool {
    let Some((who, host)) = text.rsplit_once('@') else { return false };
    let plain =
        |part: &str| !part.is_empty() && !part.contains(|c: char| c.is_whitespace() || matches!(c, '@' | ',' | ';' | '<' | '>'));
    let dotted = host.split('.').count() > 1 && host.split('.').all(|part| !part.is_empty());
    plain(who) && plain(host) && dotted
}

/// `12,5 kg`; the unit alone may be the form's own.
fn quantity(question: &Question, text: &str) -> Option<Answer> {
    let at = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '+' | '-' | ' '))).unwrap_or(text.len());
    let (number, unit) = (text.get(..at)?.trim().replace(' ', ""), text.get(at..)?.trim());
    let value = Decimal::parse(&number)?;
    let unit = match (&question.unit, unit) {
        (Some(fixed), "") => fixed.clone(),
        (Some(fixed), unit) => (fold(fixed) == fold(unit)).then(|| fixed.clone())?,
        (None, unit) => Clean::line(unit),
    };
    Some(Answer::Quantity { value, unit })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(ask: Ask, text: &str) -> Result<Option<Answer>, Fault> {
        let question = Question { ask, ..Question::default() };
        read(&question, text, Some(civil::date(2026, 11, 23)), &Words::french())
    }

    #[test]
    fn phones_are_taken_as_people_write_them() {
        for good in [
            "0612345678",
            "06 12 34 56 78",
            "06.12.34.56.78",
            "+33 6 12 34 56 78",
            "+33 (0)6 12 34 56 78",
            "0033612345678",
            "+32 475 12 34 56",
            "+1 212 555 0100",
        ] {
            assert!(one(Ask::Line(Check::Phone), good).is_ok(), "{good}");
        }
        for bad in [
            "061",
            "06123456789012345678",
            "6 12 34 56 78",
            "maison",
            "+33 612",
            "+0 12345678",
            "06 12 34 56 7x",
            "１２３４５６７８９０",
        ] {
            assert_eq!(one(Ask::Line(Check::Phone), bad), Err(Fault::Phone), "{bad}");
        }
    }

    #[test]
    fn names_of_everybody_are_names() {
        for good in [
            "d’Alembert",
            "O'Neil",
            "Jean-Pierre",
            "Cœur",
            "De La Tour",
            "Nguyễn",
            "Мария",
            "محمد",
            "李",
            "E\u{301}lodie",
            "Martin Jr.",
        ] {
            assert!(one(Ask::Line(Check::Name), good).is_ok(), "{good}");
        }
        for bad in ["42", "😀", "Zoé 😀", "---", "Jean2"] {
            assert_eq!(one(Ask::Line(Check::Name), bad), Err(Fault::NotAName), "{bad}");
        }
        assert_eq!(one(Ask::Line(Check::Name), "   "), Ok(None));
        assert_eq!(one(Ask::Line(Check::Name), &"a".repeat(200)), Err(Fault::TooLong { limit: 100, over: 100 }));
    }

    #[test]
    fn addresses_postcodes_numbers_and_days() {
        for good in ["lea@exemple.fr", "jean.dupont+dmp@sous.domaine.example"] {
            assert!(one(Ask::Line(Check::Email), good).is_ok(), "{good}");
        }
        for bad in ["lea", "lea@", "@exemple.fr", "lea@exemple", "le a@exemple.fr", "lea@exemple..fr"] {
            assert_eq!(one(Ask::Line(Check::Email), bad), Err(Fault::Email), "{bad}");
        }
        assert_eq!(one(Ask::Line(Check::Postcode), "3300"), Err(Fault::Postcode));
        assert_eq!(one(Ask::Integer, "1 200"), Ok(Some(Answer::Integer(1200))));
        assert_eq!(one(Ask::Integer, "1,5"), Err(Fault::NotWhole));
        assert_eq!(one(Ask::Decimal, "1,5"), Ok(Decimal::parse("1.5").map(Answer::Decimal)));
        assert_eq!(one(Ask::Date(When::Past), "24/11/2026"), Err(Fault::NotYet));
        assert_eq!(one(Ask::Date(When::Any), "24/11/2026"), Ok(Some(Answer::Date(civil::date(2026, 11, 24)))));
        assert_eq!(one(Ask::Date(When::Any), "29 février 2025"), Err(Fault::NotADay));
        assert!(matches!(one(Ask::Quantity, "12,5 kg"), Ok(Some(Answer::Quantity { unit, .. })) if unit.as_str() == "kg"));
        assert_eq!(one(Ask::Quantity, "kg"), Err(Fault::NotAQuantity));
    }
}
