//! Values over time: one a row, each at its place on a line as wide as there is room for.

use super::item::{Bit, Item};
use super::scene::{At, Scene};
use super::theme::Ink;
use super::wrap::width;
use crate::page::{Point, Series};

/// Columns between a value and its line, and between a date and its value.
const GAP: usize = 2;
/// A line shorter than this shows nothing.
const LEAST: usize = 10;
/// A longer one is hard to follow with the eye.
const MOST: usize = 41;

/// Columns of the dates, of the values, and left for the line.
fn columns(series: &Series, room: usize) -> (usize, usize, usize) {
    let widest = |of: fn(&Point) -> &str| series.points.iter().map(|point| width(of(point))).max().unwrap_or_default();
    let (labels, values) = (widest(|point| &point.label), widest(|point| &point.value));
    (labels, values, room.saturating_sub(labels + values + 2 * GAP).min(MOST))
}

/// Whether there is room to draw it.
pub(super) fn fits(series: &Series, room: usize) -> bool {
    columns(series, room).2 >= LEAST
}

impl<M> Scene<'_, M> {
    pub(super) fn series(&self, at: At, series: &Series) -> Item {
        let Some(point) = at.sub.checked_sub(1).and_then(|row| series.points.get(row)) else {
            return Item::text(&series.legend, self.width, Ink::Plain);
        };
        let (labels, values, line) = columns(series, self.width);
        let blanks = |wide: usize, text: &str| " ".repeat(wide.saturating_sub(width(text)));
        let place = |at: f64| {
            // Between 0 and 1, and a line is short.
            (at * line.saturating_sub(1) as f64).round() as usize
        };
        let value = place(point.at);
        let usual = point.usual.map(|(low, high)| place(low)..=place(high));
        let sign = |column: usize| if usual.as_ref().is_some_and(|usual| usual.contains(&column)) { '─' } else { '·' };
        let before: String = (0..value).map(sign).collect();
        let after: String = (value.saturating_add(1)..line).map(sign).collect();
        let said = format!(
            "{}{}{}{}{}{}{before}",
            point.label,
            blanks(labels, &point.label),
            " ".repeat(GAP),
            blanks(values, &point.value),
            point.value,
            " ".repeat(GAP)
        );
        let bit = |text: String, ink: Ink| Bit::new(text, ink);
        Item {
            rows: vec![vec![bit(said, Ink::Plain), bit("O".to_owned(), Ink::Strong), bit(after, Ink::Plain)]],
            ..Item::default()
        }
    }
}
