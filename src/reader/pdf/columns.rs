//! Text in two columns or more, side by side: found by the empty band between them, read one after the other.

use super::lines::{Cell, Line};
use std::ops::Range;

/// Lines that a column of text has at least on each side.
const LINES: usize = 8;
/// Characters of a full line of such a column, at least: shorter ones are cells of a table.
const FULL: usize = 22;
/// How wide the band is at most, in sizes of letters: cells of a table stand farther apart. A table taken for columns would
/// part its values from what they are about.
const BAND: f64 = 4.5;

/// Lines with an empty band from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub struct Zone {
    pub lines: Range<usize>,
    /// A place in the band, in points.
    pub gutter: f64,
}

/// The first lines of a page that are columns of running text.
pub fn zone(lines: &[Line]) -> Option<Zone> {
    let mut zones: Vec<Zone> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        if zones.last().is_some_and(|zone| zone.lines.contains(&at)) {
            continue;
        }
        let bands =
            line.cells.windows(2).filter_map(|pair| if let [left, right] = pair { Some((left.end, right.x)) } else { None });
        // The band is where the next lines leave it: narrowed line after line.
        zones.extend(bands.filter_map(|band| grown(lines, at, band)).max_by_key(|zone| zone.lines.len()));
    }
    zones.into_iter().next()
}

/// What stands on the left of the band, then what stands on its right, each as lines of its own.
pub fn sides(lines: &[Line], gutter: f64) -> Vec<Vec<Line>> {
    let side = |keep: &dyn Fn(&Cell) -> bool| {
        let mut height_above: Option<f64> = None;
        let mut side = Vec::new();
        for line in lines {
            let cells: Vec<Cell> = line.cells.iter().filter(|cell| keep(cell)).cloned().collect();
            if cells.is_empty() {
                continue;
            }
            let apart = height_above.is_some_and(|above| line.y - above > 1.8 * line.height);
            height_above = Some(line.y);
            side.push(Line { apart, cells, ..line.clone() });
        }
        side
    };
    let left = side(&|cell| cell.x < gutter);
    let right = side(&|cell| cell.x >= gutter);
    [left, right]
        .into_iter()
        .flat_map(|side| match zone(&side) {
            // Three columns: the band of the two others runs through one side from top to bottom.
            Some(inner) if inner.lines.len() == side.len() => sides(&side, inner.gutter),
            _ => vec![side],
        })
        .collect()
}

/// The longest run of lines around `at` that leave some part of the band empty, when it is two columns of text.
fn grown(lines: &[Line], at: usize, band: (f64, f64)) -> Option<Zone> {
    let mut band = band;
    let mut narrow = |line: &Line| {
        let (mut from, mut to) = band;
        for cell in &line.cells {
            if cell.end <= (from + to) / 2.0 {
                from = from.max(cell.end);
            } else {
                to = to.min(cell.x);
            }
        }
        let open = to - from > 0.8 * line.height;
        if open {
            band = (from, to);
        }
        open
    };
    let mut end = at;
    while lines.get(end).is_some_and(&mut narrow) {
        end += 1;
    }
    let mut start = at;
    while start > 0 && lines.get(start - 1).is_some_and(&mut narrow) {
        start -= 1;
    }
    let gutter = (band.0 + band.1) / 2.0;
    let inside = lines.get(start..end)?;
    let height = inside.first()?.height;
    if band.1 - band.0 > BAND * height {
        return None;
    }
    let (left, right) = (side(inside, |cell| cell.x < gutter), side(inside, |cell| cell.x >= gutter));
    // Lines above and below that have text on one side only are not sure to be of the columns.
    let both = |line: &Line| line.cells.iter().any(|cell| cell.x < gutter) && line.cells.iter().any(|cell| cell.x >= gutter);
    let first = inside.iter().position(both)?;
    let last = inside.iter().rposition(both)?;
    (left && right).then_some(Zone { lines: start + first..start + last + 1, gutter })
}

/// Whether most of the lines on one side are full lines of text, without gaps.
fn side(lines: &[Line], keep: impl Fn(&Cell) -> bool) -> bool {
    let cells = || lines.iter().flat_map(|line| &line.cells).filter(|cell| keep(cell));
    let left = cells().map(|cell| cell.x).fold(f64::MAX, f64::min);
    let right = cells().map(|cell| cell.end).fold(f64::MIN, f64::max);
    let (mut count, mut full) = (0, 0);
    for line in lines {
        let mut cells = line.cells.iter().filter(|cell| keep(cell));
        let Some(first) = cells.next() else { continue };
        count += 1;
        let long = first.text.chars().count() >= FULL && first.text.contains(' ') && first.end > right - 0.2 * (right - left);
        full += usize::from(long && cells.next().is_none());
    }
    count >= LINES && full * 2 > count
}
