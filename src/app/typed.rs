//! Text being typed in an ordinary field: one line, or several.

use crate::domain::{Clean, letters};
use crate::page::{AREA, Change, Entry, LINE};

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Typed {
    value: Clean,
    revision: u64,
    /// Of several lines.
    lines: bool,
}

impl Typed {
    /// One line.
    pub fn new(value: Clean) -> Self {
        Self { value, ..Self::default() }
    }

    /// Text of several lines: line ends are kept.
    pub fn area(value: Clean) -> Self {
        Self { value, lines: true, ..Self::default() }
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

    /// Positions beyond the end mean the end. The faces refuse what is too long, and say so; what comes all the same is cut.
    pub fn apply(&mut self, change: &Change) {
        let from = letters::nth(&self.value, change.from.min(change.to));
        let rest = self.value.get(from..).unwrap_or_default();
        let to = from + letters::nth(rest, change.to.saturating_sub(change.from));
        let (text, most) = if self.lines { (change.text.clone(), AREA) } else { (change.text.flat_keeping_ends(), LINE) };
        let value = self.value.splice(from..to, &text);
        let end = letters::nth(&value, most);
        self.set(if end < value.len() { value.splice(end..value.len(), &Clean::empty()) } else { value });
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
    fn a_change_replaces_letters_wherever_it_points() {
        let mut typed = Typed::new(Clean::new("Zoé"));
        typed.apply(&Change { from: 2, to: 3, text: Clean::new("e\u{301}") });
        assert_eq!(typed.value().as_str(), "Zoe\u{301}");
        typed.apply(&Change { from: 3, to: 99, text: Clean::new(" A\nB") });
        assert_eq!(typed.value().as_str(), "Zoe\u{301} A B");
        typed.apply(&Change { from: 50, to: 7, text: Clean::new("!") });
        assert_eq!(typed.value().as_str(), "Zoe\u{301} A B!");
    }

    #[test]
    fn text_of_several_lines_keeps_its_line_ends() {
        let mut typed = Typed::area(Clean::new("Un\nDeux"));
        typed.apply(&Change { from: 2, to: 3, text: Clean::new("\n\n") });
        assert_eq!(typed.value().as_str(), "Un\n\nDeux");
        assert!(matches!(typed.entry(), Entry::Area { revision: 1, .. }));
    }

    #[test]
    fn f50_a_paste_of_a_megabyte_is_capped() {
        let paste = Clean::new(&"x\n".repeat(1 << 19));
        let mut typed = Typed::default();
        typed.apply(&Change { from: 0, to: 0, text: paste.clone() });
        assert_eq!(typed.value().len(), LINE);
        let mut typed = Typed::area(Clean::empty());
        typed.apply(&Change { from: 0, to: 0, text: paste });
        assert_eq!(typed.value().len(), AREA);
    }
}
