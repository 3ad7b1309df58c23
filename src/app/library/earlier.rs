//! In the table of a report's results, the value each test had before, from the other documents read in this visit.

use super::tests::{self, Test, day};
use crate::app::model::Model;
use crate::app::trail::Screen;
use crate::domain::{Cell, Label, Measure, Piece, Reading, Row, Scope, Words as Rich};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

/// What was read counts from now on: in the pages about all documents, and in each report that is open.
pub fn settle(model: &mut Model) {
    model.library.settle(&model.words);
    dress(model);
}

/// Gives each report that is open its earlier values.
pub fn dress(model: &mut Model) {
    let (tests, words) = (model.library.tests().clone(), model.words.clone());
    for visit in &mut model.trail {
        if let Screen::Document(opened) = &mut visit.screen {
            opened.with_earlier = opened.reading().and_then(|reading| dressed(reading, &tests, &words)).map(Arc::new);
        }
    }
}

/// The reading with a column more; nothing when no earlier value is known.
fn dressed(reading: &Reading, tests: &[Test], words: &Words) -> Option<Reading> {
    let results = &reading.coded.results;
    let before: Vec<_> = results.iter().map(|measure| tests::before(tests, measure)).collect();
    let at = reading.pieces.iter().position(Piece::heads_results)? + 1;
    let mut days = before.iter().flatten().filter_map(|measure| measure.date).map(day);
    let first = days.next()?;
    // One report before this one is the usual case: its date is said once.
    let once = days.all(|day| day == first).then_some(first);
    let named = once.map(|date| Rich::plain(say!(words, "result-before-on", date = words.date(date))));
    let name = named.unwrap_or_else(|| Rich::label(Label::Earlier));
    let mut dressed = reading.clone();
    let Some(Piece::Table(table)) = dressed.pieces.get_mut(at) else { return None };
    let head = table.head.iter_mut().map(|row| (row, cell(name.clone(), Some(Scope::Column))));
    let body = table.body.iter_mut().zip(before).map(|(row, before)| {
        let said = before.and_then(|measure| said(measure, once.is_some(), words));
        (row, said.map_or(Cell::Empty, |said| cell(said, None)))
    });
    let add = |(row, cell): (&mut Row, Cell)| row.cells.push(cell);
    head.for_each(add);
    body.for_each(add);
    table.columns += 1;
    Some(dressed)
}

/// With its date, unless that is said for all.
fn said(measure: &Measure, dated: bool, words: &Words) -> Option<Rich> {
    let (value, date) = (words.result(&measure.value), words.date(day(measure.date?)));
    Some(Rich::plain(if dated { value } else { say!(words, "result-before", value = value, date = date) }))
}

fn cell(words: Rich, header: Option<Scope>) -> Cell {
    Cell::Own { words, short: None, header, right: false, across: 1, down: 1 }
}
