//! Readings laid out for the width at hand, kept until the width or the reading changes.

use crate::domain::Reading;
use crate::face::flow::{self, Layout, Line, Spot};
use crate::page::Key;
use crate::words::Words;
use std::sync::Arc;

/// A page shows one reading, and one more beside it; the last few widths make resizing quick.
const KEPT: usize = 4;

/// A reading's lines, and where its parts begin.
pub(super) struct Laid {
    /// Which reading these are the lines of.
    pub of: Key,
    pub lines: Vec<Line>,
    /// First line of each heading, with its text.
    pub heads: Vec<(usize, String)>,
}

struct Entry {
    id: Key,
    reading: Arc<Reading>,
    width: usize,
    layout: Layout,
    laid: Arc<Laid>,
}

#[derive(Default)]
pub(super) struct Readings(Vec<Entry>);

impl Readings {
    pub(super) fn lay(&mut self, id: &Key, reading: &Arc<Reading>, width: usize, layout: Layout, words: &Words) -> Arc<Laid> {
        let same = |entry: &Entry| {
            entry.id == *id && Arc::ptr_eq(&entry.reading, reading) && entry.width == width && entry.layout == layout
        };
        if let Some(at) = self.0.iter().position(same) {
            let entry = self.0.remove(at);
            let laid = Arc::clone(&entry.laid);
            self.0.push(entry);
            return laid;
        }
        let laid = Arc::new(Laid::new(id.clone(), flow::lines(reading, width.max(1), layout, words)));
        if self.0.len() >= KEPT {
            self.0.remove(0);
        }
        self.0.push(Entry { id: id.clone(), reading: Arc::clone(reading), width, layout, laid: Arc::clone(&laid) });
        laid
    }
}

impl Laid {
    fn new(of: Key, lines: Vec<Line>) -> Self {
        let mut heads: Vec<(usize, String)> = Vec::new();
        let mut before = None;
        for (at, line) in lines.iter().enumerate() {
            let heading = line.heading.map(|_| line.piece);
            match (heading, heads.last_mut()) {
                (Some(_), Some((_, text))) if heading == before => {
                    text.push(' ');
                    text.push_str(&line.text());
                }
                (Some(_), _) => heads.push((at, line.text())),
                (None, _) => {}
            }
            before = heading;
        }
        Self { of, lines, heads }
    }

    /// Whether there are words on this line.
    pub(super) fn says(&self, line: usize) -> bool {
        self.lines.get(line).is_some_and(|line| line.runs.iter().any(|run| !run.text.trim().is_empty()))
    }

    /// This line, or the nearest one with words: after it, else before it.
    pub(super) fn with_words(&self, line: usize) -> usize {
        let after = (line..self.lines.len()).find(|line| self.says(*line));
        after.or_else(|| (0..line).rev().find(|line| self.says(*line))).unwrap_or(line)
    }

    /// The part a line belongs to: its number from 1, and its heading.
    pub(super) fn part(&self, line: usize) -> Option<(usize, &str)> {
        let number = self.heads.partition_point(|(at, _)| *at <= line);
        let (_, text) = self.heads.get(number.checked_sub(1)?)?;
        Some((number, text))
    }

    /// The line where this piece of the reading, or the nearest one before it, begins; `line` lines further if it has them.
    pub(super) fn find(&self, piece: usize, line: usize) -> usize {
        let start = self.lines.partition_point(|one| one.piece < piece);
        let length = self.lines.iter().skip(start).take_while(|one| one.piece == piece).count();
        self.with_words(start.saturating_add(line.min(length.saturating_sub(1))).min(self.lines.len().saturating_sub(1)))
    }

    /// The line where the words that another layout has at this spot of this piece are: exactly, or nearly when that row or
    /// that text begins otherwise here.
    pub(super) fn find_again(&self, piece: usize, spot: Spot) -> usize {
        let start = self.lines.partition_point(|one| one.piece < piece);
        let length = self.lines.iter().skip(start).take_while(|one| one.piece == piece).count();
        let nearness = |here: &Spot| {
            let same = here.unit == spot.unit && here.column == spot.column;
            (Some(here.unit).filter(|unit| *unit <= spot.unit), Some(here.letter).filter(|at| same && *at <= spot.letter))
        };
        let near = |line: &usize| self.lines.get(*line).and_then(|line| line.also.iter().chain([&line.spot]).map(nearness).max());
        // Of lines as near, the first: the last of the reversed.
        let found = (start..start.saturating_add(length)).filter(|line| self.says(*line)).rev().max_by_key(near);
        found.unwrap_or_else(|| self.find(piece, 0))
    }

    /// What `find_again` is asked to come back to this line at another width.
    pub(super) fn spot(&self, line: usize) -> (usize, Spot) {
        self.lines.get(line).map_or((0, Spot::default()), |line| (line.piece, line.spot))
    }
}
