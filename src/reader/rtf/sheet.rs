//! What the words of an RTF become as they are read: paragraphs, items of lists, rows of tables, notes.

use crate::domain::{Hidden, Item, Marker, Piece, Span, Table, Words};
use crate::reader::grid::{self, Slot};
use crate::reader::prose::Prose;

/// Edges of cells nearer than this (in twentieths of a point) are the same.
const NEAR: i32 = 60;
/// Columns told apart in one table.
const COLUMNS: usize = 100;

/// A row as it is written: where its cells end, and what they say.
#[derive(Default)]
struct Row {
    edges: Vec<i32>,
    cells: Vec<Words>,
    header: bool,
}

/// One flow of text: the document's own, or that of a note or of a page's edge.
#[derive(Default)]
pub struct Sheet {
    pub prose: Prose,
    pub pieces: Vec<Piece>,
    items: Vec<Item>,
    cells: Vec<Words>,
    rows: Vec<Row>,
    /// Edges given for the row to come.
    pub edges: Vec<i32>,
    pub header: bool,
}

impl Sheet {
    fn words(&mut self, hidden: &mut Hidden) -> Words {
        let (words, counted) = self.prose.take();
        hidden.add(counted);
        words
    }

    /// The end of a paragraph: of a list when `item`, a heading when `level` is given.
    pub fn paragraph(&mut self, item: bool, level: Option<u8>, slots: &mut usize, hidden: &mut Hidden) {
        let said = !self.prose.is_empty();
        let words = self.words(hidden);
        if !said {
            return;
        }
        self.end_table(slots);
        if item {
            self.items.push(Item { caption: None, pieces: vec![Piece::Paragraph(words)] });
            return;
        }
        self.end_list();
        self.pieces.push(match level {
            Some(level) => Piece::Heading { level, text: words },
            None => Piece::Paragraph(words),
        });
    }

    pub fn cell(&mut self, hidden: &mut Hidden) {
        let words = self.words(hidden);
        self.cells.push(words);
    }

    pub fn row(&mut self, hidden: &mut Hidden) {
        if !self.prose.is_empty() {
            self.cell(hidden);
        }
        let cells = std::mem::take(&mut self.cells);
        self.end_list();
        if !cells.is_empty() {
            // Edges that are not those of these cells say nothing, and could be repeated for each row without end.
            let edges = if self.edges.len() == cells.len() { self.edges.clone() } else { Vec::new() };
            self.rows.push(Row { edges, cells, header: self.header });
        }
    }

    /// Everything said so far has its place.
    pub fn finish(&mut self, slots: &mut usize, hidden: &mut Hidden) -> Vec<Piece> {
        if !self.cells.is_empty() {
            self.row(hidden);
        }
        self.paragraph(false, None, slots, hidden);
        self.end_table(slots);
        self.end_list();
        std::mem::take(&mut self.pieces)
    }

    fn end_list(&mut self) {
        let items = std::mem::take(&mut self.items);
        if !items.is_empty() {
            self.pieces.push(Piece::List { marker: Marker::Bullet, items });
        }
    }

    /// The rows read so far are one table. Cells whose edges are not those of every row span several columns.
    fn end_table(&mut self, slots: &mut usize) {
        let mut rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return;
        }
        self.end_list();
        let mut edges: Vec<i32> =
            rows.iter().filter(|row| row.edges.len() == row.cells.len()).flat_map(|row| row.edges.clone()).collect();
        edges.sort_unstable();
        edges.dedup_by(|a, b| a.saturating_sub(*b) < NEAR);
        edges.truncate(COLUMNS);
        let mut heads = rows.iter().take_while(|row| row.header).count();
        if heads == 0 && names_columns(&rows) {
            heads = 1;
            rows.iter_mut().take(1).for_each(|row| row.header = true);
        }
        let mut slotted: Vec<Vec<Slot>> = rows.into_iter().map(|row| slots_of(row, &edges)).collect();
        let body = slotted.split_off(heads.min(slotted.len()));
        let made = Table { head: grid::group(slotted, slots), body: grid::body(body, slots), ..Table::default() };
        self.pieces.extend(grid::even_out(made, slots));
    }
}

fn slots_of(row: Row, edges: &[i32]) -> Vec<Slot> {
    let Row { edges: own, cells, header } = row;
    let known = own.len() == cells.len();
    let mut column = 0;
    cells
        .into_iter()
        .enumerate()
        .map(|(index, words)| {
            let end = own.get(index).filter(|_| known).map(|edge| edges.partition_point(|e| *e < edge.saturating_add(NEAR)));
            let across = end.map_or(1, |end| end.saturating_sub(column)).max(1);
            column += across;
            let slot = if header { Slot::header(words) } else { Slot::plain(words) };
            Slot { across, ..slot }
        })
        .collect()
}

/// Whether the first row names the columns, though nothing says so: words over figures. Where that is not certain it does
/// not, since a value under the name of another would be worse than a value without a name.
fn names_columns(rows: &[Row]) -> bool {
    let Some((first, others)) = rows.split_first() else { return false };
    let figure = |words: &Words| {
        words.0.iter().any(|span| matches!(span, Span::Text { text, .. } if text.contains(|c: char| c.is_ascii_digit())))
    };
    let says = |words: &Words| !words.is_empty() && (!figure(words) || is_date(words));
    let over_figures = |column: usize| {
        let figures = others.iter().filter(|row| row.cells.get(column).is_some_and(figure)).count();
        !first.cells.get(column).is_some_and(figure) && figures * 2 > others.len()
    };
    first.cells.len() >= 3
        && first.cells.iter().all(says)
        && others.iter().all(|row| row.cells.len() == first.cells.len())
        && (1..first.cells.len()).any(over_figures)
}

/// A column may be a day.
fn is_date(words: &Words) -> bool {
    let [Span::Text { text, .. }] = words.0.as_slice() else { return false };
    let mut parts = text.trim().split(['/', '-', '.']);
    parts.clone().count() >= 2 && parts.all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}
