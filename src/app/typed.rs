//! A line of text being typed in an ordinary field.

use crate::domain::Clean;
use crate::page::{Change, Entry};
use unicode_segmentation::UnicodeSegmentation;

/// Characters kept in one line: nobody types more, and a paste of a megabyte is not a name.
const LIMIT: usize = 500;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Typed {
    value: Clean,
    revision: u64,
    /// Of several lines.
    lines: bool,
}

impl Typed {
    pub fn new(value: Clean) -> Self {
        Self { value, revision: 0, lines: false }
    }

    /// Text of several lines.
    pub fn area(value: Clean) -> Self {
        Self { value, revision: 0, lines: true }
    }

    /// Another value, in the same kind of field.
    pub fn like(&self, value: Clean) -> Self {
        Self { value, revision: self.revision + 1, lines: self.lines }
    }

    pub fn value(&self) -> &Clean {
        &self.value
    }

    pub fn set(&mut self, value: Clean) {
        self.value = value;
        self.revision += 1;
    }

    /// Positions beyond the end mean the end.
    pub fn apply(&mut self, change: &Change) {
        let mut clusters: Vec<&str> = self.value.graphemes(true).collect();
        let to = change.to.min(clusters.len());
        let from = change.from.min(to);
        let text = if self.lines { change.text.clone() } else { change.text.flat_keeping_ends() };
        clusters.splice(from..to, text.graphemes(true));
        if !self.lines {
            clusters.truncate(LIMIT);
        }
        let value = clusters.concat();
        self.set(Clean::new(&value));
    }

    pub fn entry(&self) -> Entry {
        let (value, revision) = (self.value.clone(), self.revision);
        if self.lines { Entry::Area { value, revision } } else { Entry::Line { value, revision } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_replaces_grapheme_clusters_wherever_it_points() {
        let mut typed = Typed::new(Clean::new("Zoé"));
        typed.apply(&Change { from: 2, to: 3, text: Clean::new("e\u{301}") });
        assert_eq!(typed.value().as_str(), "Zoe\u{301}");
        typed.apply(&Change { from: 3, to: 99, text: Clean::new(" A\nB") });
        assert_eq!(typed.value().as_str(), "Zoe\u{301} A B");
        typed.apply(&Change { from: 50, to: 7, text: Clean::new("!") });
        assert_eq!(typed.value().as_str(), "Zoe\u{301} A B!");
    }

    #[test]
    fn f50_a_paste_of_a_megabyte_is_capped() {
        let mut typed = Typed::default();
        typed.apply(&Change { from: 0, to: 0, text: Clean::new(&"x".repeat(1 << 20)) });
        assert_eq!(typed.value().len(), LIMIT);
    }
}
