//! Rows of cells as rectangular grids, by the HTML algorithm, spans kept within bounds. It never drops a cell.

use crate::domain::{Cell, Clean, Piece, Row, Scope, Span, Table, Words};

/// More than any real table spans (DOCUMENTS §3.6).
const SPAN: usize = 100;
/// Cells that the tables of one document may have, covered and empty ones included: bounds what spans can multiply.
pub const SLOTS: usize = 400_000;

/// A cell as its source gives it, before it has its place.
pub struct Slot {
    pub words: Words,
    /// A shorter name that the source gives for a header.
    pub short: Option<Clean>,
    pub header: Option<Scope>,
    pub right: bool,
    pub across: usize,
    pub down: usize,
}

impl Slot {
    pub fn plain(words: Words) -> Self {
        Self { words, short: None, header: None, right: false, across: 1, down: 1 }
    }

    /// Names the column below.
    pub fn header(words: Words) -> Self {
        Self { header: Some(Scope::Column), ..Self::plain(words) }
    }
}

/// How many cells a cell says it spans, within reason.
pub fn span(said: Option<&str>) -> usize {
    said.and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, SPAN)
}

/// Rows of one group: a cell never spans beyond its group. `slots` is what the document's tables may still hold.
pub fn group(rows: Vec<Vec<Slot>>, slots: &mut usize) -> Vec<Row> {
    let count = rows.len();
    let mut grid: Vec<Row> = rows.iter().map(|_| Row::default()).collect();
    for (y, row) in rows.into_iter().enumerate() {
        let mut x = 0;
        for Slot { words, short, header, right, across, down } in row {
            let free = |x: usize| grid.get(y).and_then(|row| row.cells.get(x)).is_none_or(|cell| *cell == Cell::Empty);
            while !free(x) {
                x += 1;
            }
            let down = down.min(count - y);
            let across = (1..across).find(|more| !free(x + more)).unwrap_or(across);
            let (across, down) = if across * down > *slots { (1, 1) } else { (across, down) };
            *slots = slots.saturating_sub(across * down);
            place(&mut grid, Cell::Own { words, short, header, right, across, down }, (x, y), across, down);
            x += across;
        }
    }
    grid
}

/// The rows of a body: their headers are recognised.
pub fn body(rows: Vec<Vec<Slot>>, slots: &mut usize) -> Vec<Row> {
    let mut grid = group(rows, slots);
    name_columns(&mut grid);
    if let Some(first) = grid.first_mut() {
        first.opens_group = true;
    }
    grid
}

/// Gives every row as many cells; beyond reason, the cells are read one after the other.
pub fn even_out(mut table: Table, slots: &mut usize) -> Vec<Piece> {
    let rows = || table.head.iter().chain(&table.body).chain(&table.foot);
    let columns = rows().map(|row| row.cells.len()).max().unwrap_or_default();
    let padding: usize = rows().map(|row| columns - row.cells.len()).sum();
    if padding > *slots {
        return one_by_one(table);
    }
    *slots -= padding;
    if columns == 0 {
        return table.caption.map(Piece::Paragraph).into_iter().collect();
    }
    for row in table.head.iter_mut().chain(&mut table.body).chain(&mut table.foot) {
        row.cells.resize(columns, Cell::Empty);
    }
    if table.weights.len() != columns || table.weights.contains(&0) {
        table.weights.clear();
    }
    table.columns = columns;
    vec![Piece::Table(table)]
}

fn one_by_one(table: Table) -> Vec<Piece> {
    let rows = table.head.into_iter().chain(table.body).chain(table.foot);
    let cells = rows.flat_map(|row| row.cells).filter_map(|cell| match cell {
        Cell::Own { words, .. } if !words.is_empty() => Some(Piece::Paragraph(words)),
        Cell::Own { .. } | Cell::Covered { .. } | Cell::Empty => None,
    });
    table.caption.map(Piece::Paragraph).into_iter().chain(cells).collect()
}

/// A row of nothing but bold cells over one that is not names the columns below: many national documents write their
/// headers so.
fn name_columns(rows: &mut [Row]) {
    let names: Vec<bool> = rows.iter().map(|row| bold_cells(row).is_some_and(|bold| bold > 1)).collect();
    for (y, row) in rows.iter_mut().enumerate() {
        let over_values = names.get(y) == Some(&true) && names.get(y + 1) == Some(&false);
        for cell in row.cells.iter_mut().filter(|_| over_values) {
            if let Cell::Own { header: header @ None, .. } = cell {
                *header = Some(Scope::Unsaid);
            }
        }
    }
}

/// How many cells say something in bold; `None` when one says something otherwise.
fn bold_cells(row: &Row) -> Option<usize> {
    let mut bold = 0;
    for cell in &row.cells {
        let Cell::Own { words, .. } = cell else { continue };
        if words.is_empty() {
            continue;
        }
        let strong = |span: &Span| match span {
            Span::Text { text, emphasis, .. } => emphasis.strong || text.trim().is_empty(),
            Span::Label(_) => false,
        };
        bold += words.0.iter().all(strong).then_some(1)?;
    }
    Some(bold)
}

fn place(grid: &mut [Row], own: Cell, (x, y): (usize, usize), across: usize, down: usize) {
    for (up, row) in grid.iter_mut().skip(y).take(down).enumerate() {
        if row.cells.len() < x + across {
            row.cells.resize(x + across, Cell::Empty);
        }
        for (left, slot) in row.cells.iter_mut().skip(x).take(across).enumerate() {
            *slot = Cell::Covered { left, up };
        }
    }
    if let Some(slot) = grid.get_mut(y).and_then(|row| row.cells.get_mut(x)) {
        *slot = own;
    }
}
