//! Words into lines, and each line into cells: what stands together on it, and at which column.

use super::glyphs::{Glyph, Way};
use super::words::{self, Word};

/// Columns beyond which a line goes no further to the right: places that far apart mean nothing in a terminal.
const FARTHEST: usize = 500;

/// One line of a page, from left to right. Lengths are in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub y: f64,
    /// The size of its first letters.
    pub height: f64,
    /// Clearly farther below the line above than lines of one paragraph are.
    pub apart: bool,
    pub cells: Vec<Cell>,
}

/// Words parted by ordinary spaces.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    pub x: f64,
    pub end: f64,
    /// Where it begins, in columns of the terminal.
    pub column: usize,
    pub text: String,
    pub bold: bool,
}

/// The lines of a page; those of text turned another way than most of the page come last.
pub fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let count = |way: Way| glyphs.iter().filter(|glyph| glyph.way == way).count();
    let mut ways: Vec<(usize, Way)> = Way::ALL.into_iter().map(|way| (count(way), way)).filter(|(count, _)| *count > 0).collect();
    ways.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    let mut out = Vec::new();
    for (_, way) in ways {
        let these = || glyphs.iter().filter(|glyph| glyph.way == way);
        let mut turned = of_words(words::words(these()), words::advance(these()));
        if let Some(first) = turned.first_mut() {
            first.apart = true;
        }
        out.append(&mut turned);
    }
    out
}

fn of_words(mut words: Vec<Word>, advance: f64) -> Vec<Line> {
    words.sort_by(|a, b| a.y.total_cmp(&b.y));
    let left = words.iter().map(|word| word.x).fold(f64::MAX, f64::min);
    let mut rows: Vec<Vec<Word>> = Vec::new();
    let mut first: Option<(f64, f64)> = None;
    for word in words {
        match first {
            Some((y, height)) if (word.y - y).abs() <= 0.4 * word.height.min(height).max(1.0) => {
                rows.last_mut().into_iter().for_each(|row| row.push(word.clone()));
            }
            _ => {
                first = Some((word.y, word.height));
                rows.push(vec![word]);
            }
        }
    }
    let mut lines: Vec<Line> = Vec::with_capacity(rows.len());
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        let Some((y, height)) = row.first().map(|word| (word.y, word.height)) else { continue };
        let apart = lines.last().is_some_and(|above| y - above.y > 1.8 * above.height.max(height * 0.8));
        lines.push(Line { y, height, apart, cells: cells(row, left, advance) });
    }
    lines
}

fn cells(row: Vec<Word>, left: f64, advance: f64) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for word in row {
        let gap = cells.last().map_or(f64::MAX, |cell| word.x - cell.end);
        match cells.last_mut().filter(|_| gap <= 1.2 * word.height) {
            Some(cell) => {
                // Words drawn one against the other are one; drawn one over the other they are two.
                if gap > 0.08 * word.height || gap < -0.35 * word.height {
                    cell.text.push(' ');
                }
                cell.text.push_str(&word.text);
                cell.end = cell.end.max(word.end);
                cell.bold &= word.bold;
            }
            None => {
                let column = column((word.x - left) / advance);
                cells.push(Cell { x: word.x, end: word.end, column, text: word.text, bold: word.bold });
            }
        }
    }
    cells
}

/// A place rounded to a column; a float too large for one is the farthest.
fn column(place: f64) -> usize {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a conversion from a float saturates")]
    let column = place.round() as usize;
    column.min(FARTHEST)
}
