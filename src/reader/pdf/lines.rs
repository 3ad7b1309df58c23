//! Words into lines, and each line into cells: what stands together on it, and at which column.

use super::glyphs::{Glyph, Way};
use super::words::{self, Word};

/// Columns beyond which a line goes no further to the right: places that far apart mean nothing in a terminal.
const FARTHEST: usize = 500;

/// One line of a page, from left to right. Lengths are in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub y: f64,
    /// The size of its letters.
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
    /// That of its glyphs, and their length.
    pub ink: f64,
    pub drawn: f64,
    /// Clearly blacker than the text of the document; known once all of it has been seen.
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
    let mut base: Option<Base> = None;
    for word in words {
        match (base.as_mut().filter(|base| base.holds(&word)), rows.last_mut()) {
            (Some(base), Some(row)) => {
                base.grow(&word);
                row.push(word);
            }
            _ => {
                base = Some(Base { y: word.y, height: word.height, last: word.y });
                rows.push(vec![word]);
            }
        }
    }
    let mut lines: Vec<Line> = Vec::with_capacity(rows.len());
    for mut row in rows {
        row.sort_by(|a, b| a.x.total_cmp(&b.x));
        // An exponent or a first letter in capitals is not what the line is made of.
        let longest = row.iter().max_by_key(|word| word.text.len());
        let Some((y, height)) = longest.map(|word| (word.y, word.height)) else { continue };
        let apart = lines.last().is_some_and(|above| y - above.y > 1.8 * above.height.max(height * 0.8));
        lines.push(Line { y, height, apart, cells: cells(row, left, advance) });
    }
    lines
}

/// Where the words of a row stand, as they come from the highest.
struct Base {
    y: f64,
    height: f64,
    last: f64,
}

impl Base {
    /// Words at the same height are never parted, and an exponent or an index stays with what it belongs to.
    fn holds(&self, word: &Word) -> bool {
        let (small, tall) = (self.height.min(word.height), self.height.max(word.height));
        let near = if small < 0.85 * tall { 0.45 * tall } else { 0.4 * small }.max(0.4);
        let drop = (word.y - self.y).abs();
        drop <= near || word.y - self.last <= 0.03 * small && drop <= 0.7 * small
    }

    fn grow(&mut self, word: &Word) {
        self.last = word.y;
        if word.height > 1.1 * self.height {
            (self.y, self.height) = (word.y, word.height);
        }
    }
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
                cell.ink += word.ink;
                cell.drawn += word.drawn;
            }
            None => {
                let column = column((word.x - left) / advance);
                let Word { x, end, text, ink, drawn, .. } = word;
                cells.push(Cell { x, end, column, text, ink, drawn, bold: false });
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
