//! Text with what the eye sees on it, ready to be cut in lines.

use super::Run;
use crate::domain::{Label, LinkId, Marker, Span, Words as Rich};
use crate::words::Words;
use std::ops::Range;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Look {
    pub strong: bool,
    pub underlined: bool,
    pub link: Option<LinkId>,
}

pub const STRONG: Look = Look { strong: true, underlined: false, link: None };

/// One string, and where each look ends in it: never empty without looks, so that cutting it is a matter of places.
#[derive(Debug, Clone, Default)]
pub struct Styled {
    pub text: String,
    looks: Vec<(usize, Look)>,
}

impl Styled {
    pub fn plain(text: &str) -> Self {
        Self::with(text, Look::default())
    }

    pub fn with(text: &str, look: Look) -> Self {
        let mut styled = Self::default();
        styled.push(text, look);
        styled
    }

    pub fn of(rich: &Rich, words: &Words) -> Self {
        let mut styled = Self::default();
        styled.add(rich, words);
        styled
    }

    pub fn push(&mut self, text: &str, look: Look) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(text);
        match self.looks.last_mut() {
            Some((end, last)) if *last == look => *end = self.text.len(),
            _ => self.looks.push((self.text.len(), look)),
        }
    }

    /// The same without the dashes of lists, which are noise when heard.
    pub fn heard(rich: &Rich, words: &Words) -> Self {
        let dash = |span: &Span| matches!(span, Span::Label(Label::Item { marker: Marker::Bullet, .. }));
        if rich.0.iter().any(dash) {
            let mut rich = rich.clone();
            rich.0.retain(|span| !dash(span));
            return Self::of(&rich, words).trimmed();
        }
        Self::of(rich, words)
    }

    /// The same without blanks at the beginning of its lines.
    fn trimmed(self) -> Self {
        let mut out = Self::default();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let blank = line.len() - line.trim_start_matches(' ').len();
            out.append(&self.part(start + blank..start + line.len()));
            start += line.len();
        }
        out
    }

    pub fn add(&mut self, rich: &Rich, words: &Words) {
        for span in &rich.0 {
            match span {
                Span::Text { text, emphasis, link } => {
                    let underlined = emphasis.underlined || emphasis.inserted || link.is_some();
                    self.push(text, Look { strong: emphasis.strong, underlined, link: *link });
                }
                Span::Label(label) => self.say(label, words),
            }
        }
    }

    /// Words of the program's; those that name a file lead to it.
    pub fn say(&mut self, label: &Label, words: &Words) {
        let mut look = Look::default();
        if let Label::EmbeddedFile { link, .. } = label {
            look = Look { underlined: true, link: Some(*link), ..look };
        }
        self.push(&words.label(label), look);
    }

    pub fn append(&mut self, other: &Self) {
        let mut start = 0;
        for (end, look) in &other.looks {
            self.push(other.text.get(start..*end).unwrap_or_default(), *look);
            start = *end;
        }
    }

    pub fn strong(mut self) -> Self {
        self.looks.iter_mut().for_each(|(_, look)| look.strong = true);
        self
    }

    /// The same on one line.
    pub fn flat(mut self) -> Self {
        if self.text.contains('\n') {
            self.text = self.text.replace('\n', " ");
        }
        self
    }

    /// The same without empty lines.
    pub fn compact(&self) -> Self {
        if !self.text.contains("\n\n") {
            return self.clone();
        }
        let mut out = Self::default();
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                out.append(&self.part(start..start + line.len()));
            }
            start += line.len();
        }
        out
    }

    /// Every word stands out.
    pub fn is_strong(&self) -> bool {
        !self.is_blank() && self.looks.iter().all(|(_, look)| look.strong)
    }

    pub fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// A part of the text, with its looks.
    pub fn part(&self, range: Range<usize>) -> Self {
        let mut part = Self::default();
        for run in self.cut(range) {
            part.push(&run.text, Look { strong: run.strong, underlined: run.underlined, link: run.link });
        }
        part
    }

    /// The runs of a part of the text.
    pub fn cut(&self, range: Range<usize>) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut start = range.start;
        let first = self.looks.partition_point(|(end, _)| *end <= range.start);
        for (end, look) in self.looks.iter().skip(first) {
            let end = (*end).min(range.end);
            if start >= end {
                break;
            }
            if let Some(text) = self.text.get(start..end) {
                runs.push(Run { text: text.to_owned(), strong: look.strong, underlined: look.underlined, link: look.link });
            }
            start = end;
        }
        runs
    }
}
