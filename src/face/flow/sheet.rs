//! A table ready to be laid out: every cell's text, and which rows are its head.

use super::styled::Styled;
use crate::domain::{Cell, Row, Scope, Table};
use crate::words::Words;

pub struct Sheet<'t> {
    pub columns: usize,
    pub weights: &'t [u16],
    pub rows: Vec<Line<'t>>,
    /// How many of the rows, from the first, are in the source's own head.
    pub top: usize,
    /// How many of the rows, from the first, are headers.
    pub head: usize,
    /// Where the foot begins.
    pub foot: usize,
}

/// A row and the text of each of its own cells; the others' is empty.
pub struct Line<'t> {
    pub row: &'t Row,
    pub texts: Vec<Styled>,
}

impl<'t> Sheet<'t> {
    /// `heard`: without the dashes of lists.
    pub fn of(table: &'t Table, heard: bool, words: &Words) -> Self {
        let line = |row: &'t Row| Line { row, texts: row.cells.iter().map(|cell| text(cell, heard, words)).collect() };
        let rows: Vec<_> = table.head.iter().chain(&table.body).chain(&table.foot).map(line).collect();
        let foot = table.head.len() + table.body.len();
        let mut sheet =
            Self { columns: table.columns, weights: &table.weights, rows, top: table.head.len(), head: table.head.len(), foot };
        // A head of titles alone, or no head: the first rows of the body may name the columns.
        if (0..sheet.head).all(|row| sheet.whole_row(row).is_some()) {
            let names = table.body.iter().take_while(|row| names_columns(row)).count();
            sheet.head += if names < table.body.len() { names } else { 0 };
        }
        sheet
    }

    pub fn cell(&self, row: usize, column: usize) -> Option<&'t Cell> {
        self.rows.get(row)?.row.cells.get(column)
    }

    pub fn text(&self, row: usize, column: usize) -> Option<&Styled> {
        self.rows.get(row)?.texts.get(column)
    }

    /// The place of the cell that covers this one, itself when it covers itself.
    pub fn origin(&self, row: usize, column: usize) -> Option<(usize, usize)> {
        match self.cell(row, column)? {
            Cell::Own { .. } => Some((row, column)),
            Cell::Covered { left, up } => Some((row.checked_sub(*up)?, column.checked_sub(*left)?)),
            Cell::Empty => None,
        }
    }

    /// The one merged cell that a row is made of: a title. Sources do not always count the columns that it should span.
    pub fn whole_row(&self, row: usize) -> Option<&Styled> {
        let Cell::Own { across: across @ 2.., .. } = self.cell(row, 0)? else { return None };
        let alone = (*across..self.columns).all(|column| matches!(self.cell(row, column), Some(Cell::Empty) | None));
        if alone { self.text(row, 0) } else { None }
    }
}

/// A row of headers only (the HTML rule for headers that do not say what they name).
pub fn names_columns(row: &Row) -> bool {
    let mut headers = 0;
    for cell in &row.cells {
        match cell {
            Cell::Own { header: Some(Scope::Unsaid | Scope::Column), .. } => headers += 1,
            Cell::Own { .. } => return false,
            Cell::Covered { .. } | Cell::Empty => {}
        }
    }
    headers > 0
}

fn text(cell: &Cell, heard: bool, words: &Words) -> Styled {
    match cell {
        Cell::Own { words: rich, .. } if heard => Styled::heard(rich, words),
        Cell::Own { words: rich, .. } => Styled::of(rich, words),
        Cell::Covered { .. } | Cell::Empty => Styled::default(),
    }
}
