//! The vaccinations that the documents read give, and what the calendar of adults says is due.

use super::treatments::said;
use super::{Wanted, rests_on};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::{Do, Page};
use crate::domain::{Clean, Date, Document, Vaccination, fold};
use crate::page::{Block, Row, RowId};
use crate::say;
use crate::words::Words;
use jiff::civil;

/// Vaccines recommended to every adult, with the year of the calendar in its first line.
static CALENDAR: &str = include_str!("../../../assets/codes/vaccination-calendar.tsv");

/// A dose given up to so many years before its age counts for it (calendar 2025, "rappels des adultes").
const EARLY: i16 = 5;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("vaccinations", say!(words, "vaccinations-title"));
    let given = given(model);
    // First: a long list would hide it.
    let born = model.session.as_ref().and_then(|session| session.patient.born);
    if let (Some(born), Some(now)) = (born, model.now) {
        let due = due(&given, born.civil().date(), Date::moment(now).civil().date(), words);
        if !due.is_empty() {
            page.body.push(Block::Group {
                title: say!(words, "vaccinations-due"),
                blocks: due.into_iter().map(Block::Text).chain([Block::Text(say!(words, "vaccinations-source"))]).collect(),
                error: None,
            });
        }
    }
    if given.is_empty() {
        page.body.push(Block::Text(say!(words, "vaccinations-none")));
    } else {
        let rows = given.iter().enumerate().map(|(at, (vaccination, document))| row(at, vaccination, document, words));
        let count = given.len();
        page.body.push(menu(say!(words, "vaccinations-count", count = count), rows.collect()));
    }
    rests_on(model, &mut page, Wanted::Vaccinations);
    page
}

fn row(at: usize, vaccination: &Vaccination, document: &Document, words: &Words) -> Row<Do> {
    let mut details: Vec<Clean> = vaccination.date.map(|date| words.date(date)).into_iter().collect();
    details.extend(vaccination.rank.as_ref().map(|rank| say!(words, "vaccination-rank", rank = said(rank, words))));
    details.extend(vaccination.batch.as_ref().map(|batch| say!(words, "vaccination-batch", batch = batch)));
    details.extend(vaccination.by.as_ref().map(|by| said(by, words)));
    Row {
        id: RowId(Clean::new(&format!("{at}/{}", document.id.as_str()))),
        marks: Vec::new(),
        label: vaccination.name.clone(),
        details,
        does: Do::Open(document.id.clone()),
    }
}

/// Newest first; one that several documents give is given once.
fn given(model: &Model) -> Vec<(&Vaccination, &Document)> {
    let mut given: Vec<(&Vaccination, &Document)> = Vec::new();
    for read in model.library.newest_first() {
        for vaccination in &read.coded.vaccinations {
            let same = |other: &Vaccination| {
                let atc = vaccination.atc.is_some() && vaccination.atc == other.atc;
                vaccination.date == other.date && (atc || fold(&vaccination.name) == fold(&other.name))
            };
            if !given.iter().any(|(other, _)| same(other)) {
                given.push((vaccination, &read.document));
            }
        }
    }
    given.sort_by_key(|(vaccination, _)| std::cmp::Reverse(vaccination.date));
    given
}

/// A line of the calendar.
struct Rule<'c> {
    name: &'c str,
    prefixes: Vec<&'c str>,
    rule: &'c str,
    ages: Vec<i16>,
}

fn rules() -> impl Iterator<Item = Rule<'static>> {
    CALENDAR.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        let (name, prefixes, rule, ages) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        let ages = ages.split(' ').filter_map(|age| age.parse().ok()).collect();
        Some(Rule { name, prefixes: prefixes.split(' ').collect(), rule, ages })
    })
}

/// One sentence for each vaccine recommended at this age, or next.
fn due(given: &[(&Vaccination, &Document)], born: civil::Date, today: civil::Date, words: &Words) -> Vec<Clean> {
    rules().filter_map(|rule| one_due(&rule, given, born, today, words)).collect()
}

fn one_due(
    rule: &Rule<'_>,
    given: &[(&Vaccination, &Document)],
    born: civil::Date,
    today: civil::Date,
    words: &Words,
) -> Option<Clean> {
    let vaccine = words.vaccine(rule.name)?;
    let counts = |vaccination: &Vaccination| {
        vaccination.atc.as_ref().is_some_and(|atc| rule.prefixes.iter().any(|prefix| atc.starts_with(prefix)))
    };
    let last = given.iter().filter(|(vaccination, _)| counts(vaccination)).filter_map(|(vaccination, _)| vaccination.date).max();
    let last = last.map(|date| date.civil().date());
    let day = |date: civil::Date| words.date(Date::day(date));
    let first = *rule.ages.first()?;
    match rule.rule {
        "ages" => {
            let next = rule.ages.iter().map(|age| (*age, birthday(born, *age))).find(|(_, at)| *at > today);
            let due = rule.ages.iter().rev().map(|age| (*age, birthday(born, *age))).find(|(_, at)| *at <= today);
            if let Some((age, at)) = due
                && last.is_none_or(|last| last < years_before(at))
            {
                return Some(match last {
                    Some(last) => say!(words, "due-at-age", vaccine = vaccine, age = age, last = day(last)),
                    None => say!(words, "due-at-age-never", vaccine = vaccine, age = age),
                });
            }
            let (age, at) = next?;
            Some(say!(words, "due-next", vaccine = vaccine, age = age, date = day(at)))
        }
        "autumn" if birthday(born, first) <= today => {
            let autumn = autumn(today);
            let done = last.filter(|last| *last >= autumn);
            Some(match done {
                Some(last) => say!(words, "due-autumn-done", vaccine = vaccine, last = day(last)),
                None => say!(words, "due-autumn", vaccine = vaccine, age = first),
            })
        }
        "once" if birthday(born, first) <= today && rule.ages.get(1).is_none_or(|end| birthday(born, *end + 1) > today) => {
            Some(match last {
                Some(last) => say!(words, "due-once-done", vaccine = vaccine, last = day(last)),
                None => say!(words, "due-once", vaccine = vaccine, age = first),
            })
        }
        _ => None,
    }
}

/// Born on the 29th of February: on the 28th in ordinary years.
fn birthday(born: civil::Date, age: i16) -> civil::Date {
    born.checked_add(jiff::Span::new().years(age)).unwrap_or(civil::Date::MAX)
}

fn years_before(at: civil::Date) -> civil::Date {
    at.checked_sub(jiff::Span::new().years(EARLY)).unwrap_or(civil::Date::MIN)
}

/// The first of September before this day: the campaign a dose belongs to.
fn autumn(today: civil::Date) -> civil::Date {
    let year = if today.month() >= 9 { today.year() } else { today.year() - 1 };
    civil::Date::new(year, 9, 1).unwrap_or(today)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> civil::Date {
        text.parse().unwrap()
    }

    fn told(born: &str, today: &str, given: &[(&str, &str)]) -> Vec<String> {
        let vaccinations: Vec<_> = given
            .iter()
            .map(|(atc, date)| Vaccination {
                name: "vaccin".into(),
                atc: Some(Clean::new(atc)),
                date: Some(Date::day(on(date))),
                rank: None,
                batch: None,
                by: None,
            })
            .collect();
        let document = crate::app::library::sample::document();
        let given: Vec<_> = vaccinations.iter().map(|vaccination| (vaccination, &document)).collect();
        due(&given, on(born), on(today), &Words::french()).into_iter().map(|said| said.to_string()).collect()
    }

    #[test]
    fn every_line_of_the_calendar_has_a_rule_and_a_name() {
        let words = Words::french();
        let lines = CALENDAR.lines().filter(|line| !line.starts_with('#')).count();
        assert_eq!(
            rules().filter(|rule| matches!(rule.rule, "ages" | "autumn" | "once") && !rule.ages.is_empty()).count(),
            lines
        );
        assert!(rules().all(|rule| words.vaccine(rule.name).is_some()));
    }

    #[test]
    fn a_booster_counts_from_five_years_before_its_age() {
        let told = |given| told("1980-06-01", "2026-11-20", given).remove(0);
        assert!(told(&[("J07CA01", "2020-06-02")]).contains("65 ans"), "next: {}", told(&[("J07CA01", "2020-06-02")]));
        assert!(told(&[("J07CA01", "2020-05-30")]).contains("45 ans"), "due again");
        assert!(told(&[]).contains("45 ans"));
    }

    #[test]
    fn each_autumn_begins_again() {
        let flu = |today, last| {
            let told = told("1950-01-01", today, &[("J07BB02", last)]);
            told.into_iter().find(|said| said.contains("Grippe")).unwrap()
        };
        assert!(flu("2027-02-01", "2026-10-20").contains("20 octobre 2026"));
        assert!(!flu("2026-09-02", "2025-10-20").contains("20 octobre"), "last year's is over");
    }
}
