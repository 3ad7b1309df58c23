//! Results of all the reports, gathered by test: the same test has the same name whatever the laboratory.

use super::Read;
use crate::domain::{Clean, Date, Document, Measure, Quantity, fold};
use crate::say;
use crate::words::Words;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// One test and all its results, the newest first.
#[derive(Debug, Clone, PartialEq)]
pub struct Test {
    /// Which test it is: the LOINC code under which its variants are gathered, else its name.
    pub key: Clean,
    pub name: Clean,
    pub folded: Box<str>,
    pub results: Vec<Result>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Result {
    pub measure: Measure,
    /// The report that says it.
    pub document: Arc<Document>,
    /// Its place among the results of the report.
    pub rank: usize,
}

/// By name.
pub fn of(newest_first: &[&Read], words: &Words) -> Vec<Test> {
    let mut tests: HashMap<Clean, Test> = HashMap::new();
    for read in newest_first {
        for (rank, measure) in read.coded.results.iter().enumerate() {
            let key = key(measure);
            let test = tests.entry(key.clone()).or_insert_with(|| {
                let name = words.analysis(&key).unwrap_or_else(|| measure.name.clone());
                Test { folded: fold(&name).into(), name, key, results: Vec::new() }
            });
            // A result copied from one report into the next is one result.
            let same = |known: &Result| known.measure.date == measure.date && known.measure.value == measure.value;
            if !test.results.iter().any(same) {
                test.results.push(Result { measure: measure.clone(), document: read.document.clone(), rank });
            }
        }
    }
    let mut tests: Vec<Test> = tests.into_values().collect();
    for test in &mut tests {
        test.results.sort_by_key(|result| std::cmp::Reverse(result.measure.date));
    }
    tests.sort_by(|a, b| a.folded.cmp(&b.folded).then_with(|| a.key.cmp(&b.key)));
    tests
}

/// The last result of the same test before this one.
pub fn before<'t>(tests: &'t [Test], measure: &Measure) -> Option<&'t Measure> {
    let date = measure.date?;
    let key = key(measure);
    let test = tests.iter().find(|test| test.key == key)?;
    // Told by its day, a result of the same day is not an earlier one.
    test.results.iter().map(|result| &result.measure).find(|known| known.date.is_some_and(|known| day(known) < day(date)))
}

fn key(measure: &Measure) -> Clean {
    match &measure.loinc {
        Some(code) => SYNONYMS.get(code.as_str()).map_or_else(|| code.clone(), |code| Clean::new(code)),
        None => Clean::new(&format!("name:{}", fold(&measure.name))),
    }
}

/// LOINC codes of the same test, and the one under which they are gathered.
static SYNONYMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let lines = include_str!("../../../assets/codes/loinc.tsv").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).collect()
});

impl Test {
    pub fn last(&self) -> Option<&Result> {
        self.results.first()
    }

    /// "En hausse : 5,1 puis 6,3 mmol/L le 3 mars 2026".
    pub fn trend(&self, words: &Words) -> Option<Clean> {
        let (before, now, order) = self.last_two()?;
        let first = first(before, now, words);
        let (then, date) = (words.quantity(now), words.date(day(self.last()?.measure.date?)));
        Some(match order {
            Ordering::Greater => say!(words, "trend-up", before = first, now = then, date = date),
            Ordering::Less => say!(words, "trend-down", before = first, now = then, date = date),
            Ordering::Equal => say!(words, "trend-same", before = first, now = then, date = date),
        })
    }

    /// "en hausse, 5,1 avant", after the last value.
    pub fn short_trend(&self, words: &Words) -> Option<Clean> {
        let (before, now, order) = self.last_two()?;
        let first = first(before, now, words);
        Some(match order {
            Ordering::Greater => say!(words, "trend-up-short", before = first),
            Ordering::Less => say!(words, "trend-down-short", before = first),
            Ordering::Equal => say!(words, "trend-same-short"),
        })
    }

    /// The result before the last, the last, and how the last compares: nothing when no unit can be compared exactly.
    fn last_two(&self) -> Option<(&Quantity, &Quantity, Ordering)> {
        let now = self.last()?.measure.value.quantity()?;
        self.results.iter().skip(1).find_map(|result| {
            let before = result.measure.value.quantity()?;
            Some((before, now, now.size(before)?))
        })
    }
}

/// The unit is said once when it is the same.
fn first(before: &Quantity, now: &Quantity, words: &Words) -> Clean {
    if before.unit == now.unit { words.decimal(before.number) } else { words.quantity(before) }
}

/// A result is told by its day.
pub fn day(date: Date) -> Date {
    if date.precision() > crate::domain::Precision::Day { Date::day(date.civil().date()) } else { date }
}

impl Result {
    /// "5,5 %", "13 novembre 2026", "au-dessus": the parts that are known.
    pub fn said(&self, words: &Words) -> Vec<Clean> {
        let mut said = vec![words.result(&self.measure.value)];
        said.extend(self.measure.date.map(|date| say!(words, "result-on", date = words.date(day(date)))));
        said.extend(self.measure.verdict().map(|verdict| words.verdict(verdict)));
        said
    }
}
