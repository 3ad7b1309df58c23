//! What the Assurance Maladie reimbursed, by month with totals. Its statements say what and when, never how much.

use super::{Wanted, rests_on};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::{Do, Page};
use crate::domain::{Care, Clean, Date, Document, Precision, Reimbursed};
use crate::page::{Block, Row, RowId};
use crate::say;
use crate::words::Words;
use std::collections::BTreeMap;

/// A month of a year; what has no date has none.
pub type Month = Option<(i16, i8)>;

const CARES: [Care; 5] = [Care::Medicine, Care::Vaccine, Care::Device, Care::Act, Care::Stay];

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("reimbursed", say!(words, "reimbursed-title"));
    let months = months(model);
    if months.is_empty() {
        page.body.push(Block::Text(say!(words, "reimbursed-none")));
    } else {
        page.body.push(Block::Text(say!(words, "reimbursed-no-amounts")));
        let rows = months.iter().rev().map(|(month, lines)| Row {
            id: RowId(Clean::new(&format!("{month:?}"))),
            marks: Vec::new(),
            label: name(*month, words),
            details: vec![totals(lines.iter().map(|(line, _)| *line), words)],
            does: Do::Month(*month),
        });
        let count = months.len();
        page.body.push(menu(say!(words, "reimbursed-months", count = count), rows.collect()));
        let all = months.values().flatten().map(|(line, _)| *line);
        page.body.push(Block::Text(say!(words, "reimbursed-total", totals = totals(all, words))));
    }
    rests_on(model, &mut page, Wanted::Reimbursed);
    page
}

/// The lines of one month, by kind.
pub fn month(model: &Model, month: Month) -> Page {
    let words = &model.words;
    let mut page = Page::new("month", name(month, words));
    let months = months(model);
    let lines = months.get(&month).map(Vec::as_slice).unwrap_or_default();
    for care in CARES {
        let of = lines.iter().filter(|(line, _)| line.kind == care).enumerate();
        let rows: Vec<_> = of.map(|(at, (line, document))| row(care, at, line, document, words)).collect();
        if !rows.is_empty() {
            page.body.push(menu(count(care, rows.len(), words), rows));
        }
    }
    page
}

fn row(care: Care, at: usize, line: &Reimbursed, document: &Document, words: &Words) -> Row<Do> {
    let mut details: Vec<Clean> = line.date.map(|date| words.date(date)).into_iter().collect();
    details.extend(line.by.clone());
    Row {
        id: RowId(Clean::new(&format!("{care:?}/{at}"))),
        marks: Vec::new(),
        label: line.name.clone(),
        details,
        does: Do::Open(document.id.clone()),
    }
}

fn months(model: &Model) -> BTreeMap<Month, Vec<(&Reimbursed, &Document)>> {
    let mut months: BTreeMap<Month, Vec<_>> = BTreeMap::new();
    for read in model.library.newest_first() {
        for line in &read.coded.reimbursed {
            let month = line.date.filter(|date| date.precision() >= Precision::Month).map(Date::civil);
            let month = month.map(|at| (at.year(), at.month()));
            months.entry(month).or_default().push((line, &*read.document));
        }
    }
    months
}

fn name(month: Month, words: &Words) -> Clean {
    match month {
        Some((year, month)) => say!(words, "date-month", month = words.month(month), year = year.to_string()),
        None => say!(words, "reimbursed-undated"),
    }
}

/// "2 médicaments, 1 vaccin et 3 actes".
fn totals<'l>(lines: impl Iterator<Item = &'l Reimbursed> + Clone, words: &Words) -> Clean {
    let counts = CARES.map(|care| (care, lines.clone().filter(|line| line.kind == care).count()));
    let said: Vec<_> = counts.into_iter().filter(|(_, n)| *n > 0).map(|(care, n)| count(care, n, words)).collect();
    words.and(&said)
}

fn count(care: Care, count: usize, words: &Words) -> Clean {
    match care {
        Care::Medicine => say!(words, "care-medicines", count = count),
        Care::Vaccine => say!(words, "care-vaccines", count = count),
        Care::Device => say!(words, "care-devices", count = count),
        Care::Act => say!(words, "care-acts", count = count),
        Care::Stay => say!(words, "care-stays", count = count),
    }
}
