//! A table in columns. It gives up rather than cut a word.

use super::Run;
use super::sheet::Sheet;
use super::styled::Styled;
use super::wrap::{self, LongWord};
use crate::domain::Cell;
use std::ops::Range;

/// Spaces between two columns.
const GAP: usize = 2;

/// A line of the table, and the first cell that has words on it.
#[derive(Default)]
pub struct Drawn {
    pub row: usize,
    pub column: usize,
    pub letter: usize,
    pub runs: Vec<Run>,
}

/// A cell cut in lines at the width of its columns.
struct Cut<'s> {
    text: &'s Styled,
    lines: Vec<Range<usize>>,
    right: bool,
    /// First column taken, and columns of text.
    x: usize,
    wide: usize,
    across: usize,
    down: usize,
}

/// The lines of the table, or nothing when some word would not fit its column.
pub fn lay_out(sheet: &Sheet<'_>, room: usize) -> Option<Vec<Drawn>> {
    let columns = widths(sheet, room)?;
    let starts = starts(&columns);
    let drawn: Vec<Vec<Option<Cut<'_>>>> = (0..sheet.rows.len())
        .map(|row| (0..sheet.columns).map(|column| draw(sheet, row, column, &columns, &starts)).collect())
        .collect();
    let heights = heights(&drawn);
    let shown = columns.iter().zip(&starts).filter(|(wide, _)| **wide > 0);
    let total = shown.map(|(wide, start)| start + wide).max().unwrap_or_default();
    let airy = heights.iter().skip(sheet.head).any(|height| *height > 1);
    let mut lines = Vec::new();
    for (row, height) in heights.iter().enumerate() {
        let opens = sheet.rows.get(row).is_some_and(|line| line.row.opens_group);
        if row > sheet.head && (airy || opens || row == sheet.foot) && !continues(sheet, row) {
            lines.push(Drawn { row, ..Drawn::default() });
        }
        for line in 0..*height {
            lines.push(line_of(sheet, &drawn, &heights, row, line));
        }
        if row + 1 == sheet.head {
            let runs = vec![Run { text: "─".repeat(total), ..Run::default() }];
            lines.push(Drawn { row, runs, ..Drawn::default() });
        }
    }
    Some(lines)
}

/// Whether some cell goes on from the row above.
fn continues(sheet: &Sheet<'_>, row: usize) -> bool {
    (0..sheet.columns).all(|column| !matches!(sheet.cell(row, column), Some(Cell::Own { .. })))
}

/// Automatic layout, as browsers do: between the width of the longest word and that of the longest line.
fn widths(sheet: &Sheet<'_>, room: usize) -> Option<Vec<usize>> {
    let mut least = vec![0_usize; sheet.columns];
    let mut most = vec![0_usize; sheet.columns];
    let mut spanning: Vec<(usize, usize, usize, usize)> = Vec::new();
    for (row, line) in sheet.rows.iter().enumerate() {
        for (column, text) in line.texts.iter().enumerate() {
            let Some(Cell::Own { across, .. }) = sheet.cell(row, column) else { continue };
            let (word, whole) = (wrap::longest_word(&text.text), wrap::longest_line(&text.text));
            if *across > 1 {
                spanning.push((*across, column, word, whole));
            } else if let (Some(least), Some(most)) = (least.get_mut(column), most.get_mut(column)) {
                *least = (*least).max(word);
                *most = (*most).max(whole);
            }
        }
    }
    spanning.sort_unstable();
    for (across, column, word, whole) in spanning {
        widen(&mut most, column..column + across, whole);
        widen(&mut least, column..column + across, word);
        least.iter().zip(&mut most).for_each(|(least, most)| *most = (*most).max(*least));
    }
    let gaps = GAP * most.iter().filter(|wide| **wide > 0).count().saturating_sub(1);
    let needed: usize = least.iter().sum::<usize>() + gaps;
    if needed > room {
        return None;
    }
    if most.iter().sum::<usize>() + gaps <= room {
        return Some(most);
    }
    Some(share(&least, &most, sheet.weights, room - gaps))
}

/// Makes the columns of a merged cell wide enough for it together.
fn widen(widths: &mut [usize], span: Range<usize>, needed: usize) {
    let Some(columns) = widths.get_mut(span) else { return };
    let shown = columns.iter().filter(|wide| **wide > 0).count();
    let here = columns.iter().sum::<usize>() + GAP * shown.saturating_sub(1);
    let mut missing = needed.saturating_sub(here);
    if missing == 0 {
        return;
    }
    if shown == 0 {
        if let Some(first) = columns.first_mut() {
            *first = missing;
        }
        return;
    }
    let share = missing.div_ceil(shown);
    for wide in columns.iter_mut().filter(|wide| **wide > 0) {
        let more = share.min(missing);
        *wide += more;
        missing -= more;
    }
}

/// Shares what is left once every word fits, in proportion to what each column lacks or to the source's own weights.
fn share(least: &[usize], most: &[usize], weights: &[u16], room: usize) -> Vec<usize> {
    let mut wanted: Vec<usize> = least.iter().zip(most).map(|(least, most)| most - least).collect();
    if weights.len() == least.len() {
        for (wanted, weight) in wanted.iter_mut().zip(weights) {
            *wanted = (*wanted).min(usize::from(*weight));
        }
    }
    let spare = room - least.iter().sum::<usize>();
    let total: usize = wanted.iter().sum::<usize>().max(1);
    let mut widths: Vec<usize> = least.iter().zip(&wanted).map(|(least, wanted)| least + spare * wanted / total).collect();
    let mut left = room.saturating_sub(widths.iter().sum());
    for (wide, most) in widths.iter_mut().zip(most) {
        let more = left.min(most.saturating_sub(*wide));
        *wide += more;
        left -= more;
    }
    widths
}

/// Where each column begins; columns with nothing in them take no room.
fn starts(columns: &[usize]) -> Vec<usize> {
    let mut at = 0;
    columns
        .iter()
        .map(|wide| {
            let start = at;
            at += if *wide > 0 { wide + GAP } else { 0 };
            start
        })
        .collect()
}

fn draw<'s>(sheet: &'s Sheet<'_>, row: usize, column: usize, columns: &[usize], starts: &[usize]) -> Option<Cut<'s>> {
    let Some(Cell::Own { right, across, down, header, .. }) = sheet.cell(row, column) else { return None };
    let text = sheet.text(row, column)?;
    let x = *starts.get(column)?;
    let last = (column..column + across).rev().find(|c| columns.get(*c).is_some_and(|wide| *wide > 0)).unwrap_or(column);
    let wide = (starts.get(last)? + columns.get(last)?).saturating_sub(x);
    // A header stands over its values: on the right where they are.
    let right = if row < sheet.head || header.is_some() { *across == 1 && right_column(sheet, column) } else { *right };
    let lines = if text.is_blank() { Vec::new() } else { wrap::lines(&text.text, wide, wide, LongWord::Whole) };
    Some(Cut { text, lines, right, x, wide, across: *across, down: *down })
}

/// Whether most of the values of a column are aligned to the right.
fn right_column(sheet: &Sheet<'_>, column: usize) -> bool {
    let values = (sheet.head..sheet.rows.len()).filter_map(|row| match sheet.cell(row, column)? {
        Cell::Own { right, across: 1, header: None, .. } => Some((*right, sheet.text(row, column)?.is_blank())),
        Cell::Own { .. } | Cell::Covered { .. } | Cell::Empty => None,
    });
    let (mut yes, mut no) = (0, 0);
    for (right, blank) in values {
        match (blank, right) {
            (true, _) => {}
            (false, true) => yes += 1,
            (false, false) => no += 1,
        }
    }
    yes > no
}

/// Lines of each row: the tallest of its cells, a cell over several rows making the last of them taller.
fn heights(drawn: &[Vec<Option<Cut<'_>>>]) -> Vec<usize> {
    let mut heights: Vec<usize> = drawn
        .iter()
        .map(|row| row.iter().flatten().filter(|cell| cell.down == 1).map(|cell| cell.lines.len()).max().unwrap_or_default())
        .collect();
    for (row, cells) in drawn.iter().enumerate() {
        for cell in cells.iter().flatten().filter(|cell| cell.down > 1) {
            let here: usize = heights.iter().skip(row).take(cell.down).sum();
            if let Some(last) = heights.get_mut((row + cell.down - 1).min(drawn.len() - 1)) {
                *last += cell.lines.len().saturating_sub(here);
            }
        }
    }
    heights
}

/// One line of one row, every cell in its place.
fn line_of(sheet: &Sheet<'_>, drawn: &[Vec<Option<Cut<'_>>>], heights: &[usize], row: usize, line: usize) -> Drawn {
    let mut first = None;
    let mut runs: Vec<Run> = Vec::new();
    let mut at = 0;
    let mut column = 0;
    while column < sheet.columns {
        let here = column;
        let origin = sheet.origin(row, column);
        let cell = origin.and_then(|(y, x)| Some((y, drawn.get(y)?.get(x)?.as_ref()?)));
        column += cell.map_or(1, |(_, cell)| cell.across.max(1));
        let Some((y, cell)) = cell else { continue };
        let above: usize = heights.iter().take(row).skip(y).sum();
        let Some(range) = cell.lines.get(above + line).filter(|range| !range.is_empty()) else { continue };
        first = first.or(Some((here, range.start)));
        let text = cell.text.text.get(range.clone()).unwrap_or_default();
        let wide = wrap::width(text);
        let start = if cell.right { cell.x + cell.wide.saturating_sub(wide) } else { cell.x };
        runs.push(Run { text: " ".repeat(start.saturating_sub(at)), ..Run::default() });
        runs.extend(cell.text.cut(range.clone()));
        at = start + wide;
    }
    runs.retain(|run| !run.text.is_empty());
    let (column, letter) = first.unwrap_or_default();
    Drawn { row, column, letter, runs }
}
