//! A reading laid out in lines of a given width: what the screen scrolls, what `dmp open --text` prints.

use crate::domain::{LinkId, Piece, Reading, Span, Words as Rich};
use crate::words::Words;

/// How tables are laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// A grid where it fits the width with every word whole, else records.
    Grid,
    /// Always records: one "header : value" a line. For linear and large.
    Records,
}

/// One line, ready to show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Index in [`Reading::pieces`] of what this line belongs to.
    pub piece: usize,
    /// Level of the heading this line is part of.
    pub heading: Option<u8>,
    pub runs: Vec<Run>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    pub text: String,
    pub strong: bool,
    pub underlined: bool,
    pub link: Option<LinkId>,
}

impl Line {
    /// The line's text alone.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// Lays the whole reading out. `width` in columns; 0 means "never wrap" (linear lets the terminal do it).
pub fn lines(reading: &Reading, width: usize, layout: Layout, words: &Words) -> Vec<Line> {
    let _ = (width, layout, words);
    let text = |rich: &Rich| -> String {
        rich.0
            .iter()
            .map(|span| match span {
                Span::Text { text, .. } => text.to_string(),
                Span::Label(label) => format!("{}", words.label(label)),
            })
            .collect()
    };
    let mut out = Vec::new();
    for (piece, content) in reading.pieces.iter().enumerate() {
        let mut push = |heading, text: String| out.push(Line { piece, heading, runs: vec![Run { text, ..Run::default() }] });
        match content {
            Piece::Heading { level, text: rich } => push(Some(*level), text(rich)),
            Piece::Paragraph(rich) => push(None, text(rich)),
            Piece::Note(label) => push(None, words.label(label).to_string()),
            Piece::Facts(_) | Piece::List { .. } | Piece::Table(_) | Piece::Aside(_) => {}
        }
    }
    out
}
