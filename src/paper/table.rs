//! A table put on pages: its cells side by side, as wide as their words ask, row after row.

use super::blocks::Writer;
use super::draft::{Draft, Kind, LEADING, MARGIN, TEXT, WIDTH};
use super::text::{Part, Styled};
use crate::domain::{Cell, Row, Scope, Table};

/// Points of the text of cells, and between two columns.
const SIZE: f32 = 9.5;
const GUTTER: f32 = 8.0;
/// With more columns than this a row is a paragraph: columns so narrow cannot be followed.
const COLUMNS: usize = 12;

/// A cell of its own, ready to be put.
struct Ready {
    column: usize,
    across: usize,
    kind: Kind,
    text: Styled,
}

pub fn put(writer: &mut Writer<'_, '_>, table: &Table) {
    let rows = rows(writer, table);
    if table.columns > COLUMNS || table.columns == 0 {
        caption(writer, table, None);
        for cells in rows {
            let mut said = Styled::default();
            for cell in cells.into_iter().filter(|cell| !cell.text.is_blank()) {
                said = if said.is_blank() { cell.text } else { said.then(" ; ", false).and(cell.text) };
            }
            writer.paragraph(&said);
        }
        return;
    }
    let lefts = lefts(&writer.draft, table.columns, &rows);
    writer.draft.begin(Kind::Table);
    caption(writer, table, Some(Kind::Caption));
    for cells in rows {
        row(&mut writer.draft, &lefts, cells);
    }
    writer.draft.end();
    writer.draft.gap(6.0);
}

fn caption(writer: &mut Writer<'_, '_>, table: &Table, kind: Option<Kind>) {
    let Some(caption) = &table.caption else { return };
    let text = writer.styled(caption, true);
    match kind {
        Some(kind) => {
            writer.draft.begin(kind);
            writer.draft.lines(&text, TEXT);
            writer.draft.end();
        }
        None => writer.paragraph(&text),
    }
}

/// Every row's own cells.
fn rows(writer: &Writer<'_, '_>, table: &Table) -> Vec<Vec<Ready>> {
    let head = table.head.iter().map(|row| (row, true));
    let rest = table.body.iter().chain(&table.foot).map(|row| (row, false));
    head.chain(rest).map(|(row, head)| cells(writer, row, head)).collect()
}

fn cells(writer: &Writer<'_, '_>, row: &Row, head: bool) -> Vec<Ready> {
    // A row of headers alone names the columns.
    let all = row.cells.iter().all(|cell| !matches!(cell, Cell::Own { header: None, .. }));
    let cell = |(column, cell): (usize, &Cell)| match cell {
        Cell::Own { words, header, across, down, .. } => {
            let spans = (count(*across), count(*down));
            let names = head || header.is_some();
            let by_column = match header {
                Some(Scope::Column) => true,
                Some(Scope::Row) => false,
                Some(Scope::Unsaid) | None => head || all,
            };
            let kind = if names {
                Kind::Header { column: by_column, across: spans.0, down: spans.1 }
            } else {
                Kind::Cell { across: spans.0, down: spans.1 }
            };
            Some(Ready { column, across: *across, kind, text: writer.styled(words, names) })
        }
        Cell::Empty => Some(Ready { column, across: 1, kind: Kind::Cell { across: 1, down: 1 }, text: Styled::default() }),
        Cell::Covered { .. } => None,
    };
    row.cells.iter().enumerate().filter_map(cell).collect()
}

fn count(span: usize) -> u32 {
    u32::try_from(span).unwrap_or(1).max(1)
}

/// Where each column begins, and where the last one ends.
fn lefts(draft: &Draft<'_>, columns: usize, rows: &[Vec<Ready>]) -> Vec<f32> {
    let room = draft.room();
    let mut wished = vec![(0.0_f32, 0.0_f32); columns];
    for cell in rows.iter().flatten().filter(|cell| cell.across == 1) {
        if let Some((least, most)) = wished.get_mut(cell.column) {
            let (word, line) = cell.text.widths(&draft.rulers, SIZE);
            (*least, *most) = (least.max(word + GUTTER), most.max(line + GUTTER));
        }
    }
    // What nobody wished for still takes some room.
    wished.iter_mut().for_each(|(least, most)| (*least, *most) = (least.max(GUTTER * 2.0), most.max(GUTTER * 2.0)));
    let (least, most): (f32, f32) = wished.iter().fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    let width = |(word, line): &(f32, f32)| match (least, most) {
        (_, most) if most <= room => *line,
        // Every word fits: what is left goes to those that would be longer.
        (least, most) if least <= room => word + (line - word) * (room - least) / (most - least).max(1.0),
        (least, _) => word * room / least,
    };
    let mut lefts = vec![draft.left];
    let mut left = draft.left;
    for column in &wished {
        left += width(column);
        lefts.push(left.min(WIDTH - MARGIN));
    }
    lefts
}

/// Line by line through all the cells, so that a row longer than a page goes on to the next.
fn row(draft: &mut Draft<'_>, lefts: &[f32], cells: Vec<Ready>) {
    draft.begin(Kind::Row);
    let mut laid: Vec<(usize, f32, std::vec::IntoIter<Vec<Part>>)> = Vec::new();
    for cell in cells {
        let left = lefts.get(cell.column).copied().unwrap_or(MARGIN);
        let right = lefts.get(cell.column + cell.across).or(lefts.last()).copied().unwrap_or(left);
        let lines = cell.text.lines(&draft.rulers, SIZE, (right - left - GUTTER).max(SIZE));
        let branch = draft.begin(cell.kind);
        draft.end();
        laid.push((branch, left, lines.into_iter()));
    }
    let height = laid.iter().map(|(.., lines)| lines.len()).max().unwrap_or(0);
    // A short row is not cut in two.
    if height <= 12 {
        draft.keep(SIZE * LEADING * f32::from(u8::try_from(height).unwrap_or(12)));
    }
    for _ in 0..height {
        draft.down(SIZE);
        for (branch, left, lines) in &mut laid {
            if let Some(parts) = lines.next() {
                draft.line_of(*branch, *left, SIZE, parts);
            }
        }
    }
    draft.end();
    draft.gap(3.0);
}
