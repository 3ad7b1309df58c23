//! Text laid out by its author: as it stands where it fits, else as it is read, one thing after the other.

use super::{Flow, Layout, Run, wrap};
use crate::domain::{Laid, LaidLine};

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
        for (index, (text, line)) in lines.into_iter().zip(&laid.lines).enumerate() {
            if line.apart && index > 0 {
                self.empty_line();
            }
            self.push(&indent, vec![Run { text, ..Run::default() }]);
        }
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
