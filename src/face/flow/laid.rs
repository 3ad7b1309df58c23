//! Text laid out by its author: as it stands where it fits, else as it is read, one thing after the other.

use super::align::Words;
use super::{Flow, Layout, Line, LongWord, Run, wrap};
use crate::domain::{Laid, LaidLine, Spot};

/// Below this many columns a page is never shown as it stands: half of it would be elsewhere (issue 3).
const WIDE: usize = 80;
/// Spaces between two cells where the page leaves no more room.
const GAP: usize = 2;

impl Flow<'_> {
    pub(super) fn laid(&mut self, laid: &Laid) {
        let lines: Vec<String> = laid.lines.iter().map(text).collect();
        let fits = self.layout == Layout::Grid && self.width >= WIDE && lines.iter().all(|line| wrap::width(line) <= self.room());
        if !fits {
            laid.flowed.iter().for_each(|piece| self.block(piece));
            return;
        }
        self.gap();
        let indent = self.prefix();
        let (read, end) = self.read(laid);
        let texts: Vec<String> = read.iter().map(Line::text).collect();
        let mut words = Words::new(&read, &texts);
        for (index, (text, line)) in lines.into_iter().zip(&laid.lines).enumerate() {
            if line.apart && index > 0 {
                self.empty_line();
            }
            // What cannot be told, such as the end of a word cut in two, goes with what is above.
            let mut spots: Vec<_> = line.cells.iter().filter_map(|(_, cell)| words.spot(cell)).collect();
            if !spots.is_empty() {
                self.spot = spots.remove(0);
            }
            self.push(&indent, vec![Run { text, ..Run::default() }]);
            if let Some(line) = self.lines.last_mut() {
                line.also = spots;
            }
        }
        self.spot = end;
    }

    /// The same page as it is read, from the present spot, and the spot after it.
    fn read(&self, laid: &Laid) -> (Vec<Line>, Spot) {
        let mut read = Flow::new(0, Layout::Records, LongWord::Whole, self.words);
        (read.piece, read.spot) = (self.piece, self.spot);
        laid.flowed.iter().for_each(|piece| read.block(piece));
        (read.lines, read.spot)
    }
}

/// A line with each cell at its column, or as near after it as it can be.
fn text(line: &LaidLine) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (column, text) in &line.cells {
        let least = if out.is_empty() { 0 } else { at + GAP };
        let start = least.max(*column);
        out.extend(std::iter::repeat_n(' ', start - at));
        out.push_str(text);
        at = start + wrap::width(text);
    }
    out
}
