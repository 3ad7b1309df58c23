//! Rich text cut into lines of a width in points. It never cuts a word that fits, nor parts a sign from its word.

use super::font::{Ruler, UNKNOWN};
use crate::domain::{Span, Words as Rich};
use crate::words::Words;
use std::ops::Range;

/// What measures: plain, then bold.
pub struct Rulers<'f> {
    pub plain: Ruler<'f>,
    pub bold: Ruler<'f>,
}

/// A letter, and whether it is bold.
type Letter = (char, bool);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Styled(Vec<Letter>);

/// A part of a line in one face, and where it begins from the left of the line.
#[derive(Debug, Clone, PartialEq)]
pub struct Part {
    pub x: f32,
    pub text: String,
    pub bold: bool,
}

impl Rulers<'_> {
    fn width(&self, letters: &[Letter], size: f32) -> f32 {
        letters.iter().map(|letter| self.letter(*letter, size)).sum()
    }

    fn letter(&self, (letter, bold): Letter, size: f32) -> f32 {
        let ruler = if bold { &self.bold } else { &self.plain };
        ruler.width(letter, size)
    }
}

impl Styled {
    pub fn of(rich: &Rich, bold: bool, words: &Words) -> Self {
        rich.0.iter().fold(Self::default(), |styled, span| match span {
            Span::Text { text, emphasis, .. } => styled.then(text, bold || emphasis.strong),
            Span::Label(label) => styled.then(&words.label(label), bold),
        })
    }

    pub fn then(mut self, text: &str, bold: bool) -> Self {
        self.0.extend(text.chars().map(|letter| (letter, bold)));
        self
    }

    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// The text alone.
    pub fn text(&self) -> String {
        self.0.iter().map(|(letter, _)| letter).collect()
    }

    pub fn is_blank(&self) -> bool {
        self.0.iter().all(|(letter, _)| letter.is_whitespace())
    }

    /// With a sign in the place of each letter that the font cannot draw.
    pub fn known(self, rulers: &Rulers<'_>) -> Self {
        let known = |(letter, bold): Letter| {
            let ruler = if bold { &rulers.bold } else { &rulers.plain };
            (if letter == '\n' || ruler.draws(letter) { letter } else { UNKNOWN }, bold)
        };
        Self(self.0.into_iter().map(known).collect())
    }

    /// Points of the longest word, then of the longest line.
    pub fn widths(&self, rulers: &Rulers<'_>, size: f32) -> (f32, f32) {
        let (mut longest, mut whole) = (0.0_f32, 0.0_f32);
        for hard in self.hard() {
            let all = words(hard).into_iter().filter_map(|range| hard.get(range));
            longest = all.map(|word| rulers.width(word, size)).fold(longest, f32::max);
            whole = whole.max(rulers.width(hard, size));
        }
        (longest, whole)
    }

    pub fn lines(&self, rulers: &Rulers<'_>, size: f32, width: f32) -> Vec<Vec<Part>> {
        let mut lines = Vec::new();
        for hard in self.hard() {
            let (mut line, mut used): (Vec<Letter>, f32) = (Vec::new(), 0.0);
            for word in words(hard).into_iter().filter_map(|range| hard.get(range)) {
                let wide = rulers.width(word, size);
                let gap = (' ', word.first().is_some_and(|(_, bold)| *bold));
                if !line.is_empty() && used + rulers.letter(gap, size) + wide > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0.0;
                } else if !line.is_empty() {
                    line.push(gap);
                    used += rulers.letter(gap, size);
                }
                for letter in word {
                    let wide_letter = rulers.letter(*letter, size);
                    // A word longer than a line: the only way to see its end.
                    if wide > width && !line.is_empty() && used + wide_letter > width {
                        lines.push(std::mem::take(&mut line));
                        used = 0.0;
                    }
                    line.push(*letter);
                    used += wide_letter;
                }
            }
            lines.push(line);
        }
        lines.iter().map(|line| parts(line, rulers, size)).collect()
    }

    /// The lines that the source itself ends.
    fn hard(&self) -> impl Iterator<Item = &[Letter]> {
        self.0.split(|(letter, _)| *letter == '\n')
    }
}

/// Where each word stands, with the signs that French sets apart by a space and that may not begin a line.
fn words(line: &[Letter]) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for word in line.split(|(letter, _)| *letter == ' ') {
        let range = start..start + word.len();
        start = range.end + 1;
        let sign = word.iter().all(|(letter, _)| ":;!?»%.,)".contains(*letter));
        match words.last_mut() {
            _ if word.is_empty() => {}
            Some(last) if sign => last.end = range.end,
            _ => words.push(range),
        }
    }
    words
}

fn parts(line: &[Letter], rulers: &Rulers<'_>, size: f32) -> Vec<Part> {
    let mut x = 0.0;
    line.chunk_by(|(_, one), (_, other)| one == other)
        .map(|run| {
            let part = Part {
                x,
                text: run.iter().map(|(letter, _)| letter).collect(),
                bold: run.first().is_some_and(|(_, bold)| *bold),
            };
            x += rulers.width(run, size);
            part
        })
        .collect()
}
