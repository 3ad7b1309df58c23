//! Results as a table a patient can read, whatever the laboratory's own layout.

use crate::domain::{Cell, Label, Measure, Piece, Row, Scope, Table, Words};
use crate::reader::cda::draft::Draft;

/// A heading and the table; nothing without results.
pub fn put(draft: &mut Draft<'_>, results: &[Measure]) {
    if results.is_empty() {
        return;
    }
    draft.push(Piece::Heading { level: 2, text: Words::label(Label::ResultsTable) });
    draft.push(Piece::Table(table(results)));
}

fn table(results: &[Measure]) -> Table {
    let head = [Label::Test, Label::Value, Label::UsualRange, Label::Compared];
    let columns = head.len();
    let head =
        Row { cells: head.into_iter().map(|label| cell(Words::label(label), Some(Scope::Column))).collect(), opens_group: false };
    Table {
        caption: None,
        columns,
        weights: Vec::new(),
        head: vec![head],
        body: results.iter().map(row).collect(),
        foot: Vec::new(),
    }
}

fn row(result: &Measure) -> Row {
    let or_empty = |label: Option<Label>| label.map_or(Cell::Empty, |label| cell(Words::label(label), None));
    let cells = vec![
        cell(Words::plain(result.name.clone()), Some(Scope::Row)),
        cell(Words::label(Label::ResultIs(result.value.clone())), None),
        or_empty(result.range.clone().map(Label::RangeIs)),
        or_empty(result.verdict().map(Label::VerdictIs)),
    ];
    Row { cells, opens_group: false }
}

fn cell(words: Words, header: Option<Scope>) -> Cell {
    Cell::Own { words, short: None, header, right: false, across: 1, down: 1 }
}
