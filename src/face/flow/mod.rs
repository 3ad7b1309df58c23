//! A reading laid out in lines of a given width: what the screen scrolls, what `dmp open --text` prints.
//!
//! Pure, and it never cuts a word that fits, nor drops one.

mod align;
mod grid;
mod laid;
mod records;
mod sheet;
mod styled;
mod wrap;

pub use crate::domain::Spot;

use crate::domain::{Facts, Item, Label, LinkId, Marker, Picture, Piece, Reading, Table};
use crate::words::{Words, marked};
use sheet::Sheet;
use styled::{Look, STRONG, Styled};
use wrap::LongWord;

/// Below this many columns tables are always records: columns so narrow cannot be followed (DOCUMENTS §3.6).
const NARROW: usize = 60;
/// Lists deeper than this are no more indented, so that text keeps room.
const INDENT: usize = 16;

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
    pub spot: Spot,
    /// What else begins on this line, where texts stand side by side.
    pub also: Vec<Spot>,
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
    Flow::new(width, layout, LongWord::Cut, words).whole(reading)
}

/// The whole reading as plain text, for pipes and files. `width` as for [`lines`], but that a longer word stays whole.
pub fn text(reading: &Reading, width: usize, words: &Words) -> String {
    let mut out = String::new();
    for line in Flow::new(width, Layout::Grid, LongWord::Whole, words).whole(reading) {
        for run in &line.runs {
            out.push_str(&run.text);
        }
        out.push('\n');
    }
    out
}

struct Flow<'w> {
    lines: Vec<Line>,
    width: usize,
    layout: Layout,
    long: LongWord,
    words: &'w Words,
    piece: usize,
    spot: Spot,
    /// The unit of the first row of the table being laid out.
    table: Option<usize>,
    indent: usize,
    /// What stands before the next line (`- `, `1. `); its width is part of the indent.
    marker: String,
    /// No empty lines: inside an item of a list.
    tight: bool,
}

impl<'w> Flow<'w> {
    fn new(width: usize, layout: Layout, long: LongWord, words: &'w Words) -> Self {
        Self {
            lines: Vec::new(),
            width,
            layout,
            long,
            words,
            piece: 0,
            spot: Spot::default(),
            table: None,
            indent: 0,
            marker: String::new(),
            tight: false,
        }
    }

    fn whole(mut self, reading: &Reading) -> Vec<Line> {
        for (index, piece) in reading.pieces.iter().enumerate() {
            self.piece = index;
            self.spot = Spot::default();
            self.block(piece);
        }
        self.lines
    }

    fn block(&mut self, piece: &Piece) {
        match piece {
            Piece::Heading { level, text } => {
                if self.lines.last().is_some_and(|line| line.heading.is_some()) {
                    self.empty_line();
                }
                self.gap();
                let before = self.lines.len();
                self.put(&Styled::of(text, self.words).strong());
                self.lines.iter_mut().skip(before).for_each(|line| line.heading = Some(*level));
            }
            Piece::Paragraph(text) => {
                self.gap();
                self.put(&Styled::of(text, self.words));
            }
            Piece::Note(label) => {
                self.gap();
                self.note(label);
            }
            Piece::Facts(facts) => {
                self.gap();
                self.facts(facts);
            }
            Piece::List { marker, items } => {
                self.gap();
                self.list(*marker, items);
            }
            Piece::Table(table) => {
                self.gap();
                self.table(table);
            }
            Piece::Laid(laid) => self.laid(laid),
            Piece::Picture(picture) => self.picture(picture),
            Piece::Aside(aside) => {
                self.gap();
                self.put(&Styled::with(&self.words.label(&aside.label), STRONG));
                for piece in &aside.pieces {
                    if !matches!(piece, Piece::Paragraph(_)) {
                        self.gap();
                    }
                    let tight = std::mem::replace(&mut self.tight, true);
                    self.block(piece);
                    self.tight = tight;
                }
            }
        }
    }

    fn note(&mut self, label: &Label) {
        let mut line = Styled::default();
        line.say(label, self.words);
        self.put(&line);
    }

    /// Which page it is and how large, what it shows when that is said, and the way to it.
    fn picture(&mut self, picture: &Picture) {
        let (number, total) = (picture.page + 1, picture.pages);
        let mut line = Styled::default();
        if let Some(said) = &picture.description {
            line.push(said, Look::default());
            separate(&mut line);
        }
        if total > 1 {
            line.say(&Label::Page { number, total }, self.words);
            line.push(", ", Look::default());
            if let Some(size) = picture.size {
                line.say(&Label::PictureSizeIs { size }, self.words);
                line.push(", ", Look::default());
            }
        }
        line.push(
            &self.words.see_picture((total > 1).then_some(number)),
            Look { underlined: true, link: Some(picture.link), ..Look::default() },
        );
        self.put(&line);
    }

    fn facts(&mut self, facts: &Facts) {
        for (label, value) in &facts.0 {
            let mut line = Styled::with(&self.words.label(label), STRONG);
            line.push(" : ", Look::default());
            line.add(value, self.words);
            self.hanging(&line, 2);
        }
    }

    fn list(&mut self, marker: Marker, items: &[Item]) {
        let widest = if self.width == 0 { 0 } else { marked(marker, items.len()).len() + 1 };
        for (index, item) in items.iter().enumerate() {
            // Heard rather than seen, a dash is noise: there, an item is a line.
            let mark = if self.width == 0 && marker == Marker::Bullet { String::new() } else { marked(marker, index + 1) + " " };
            let room = if self.indent < INDENT { widest } else { 0 };
            self.indent += room;
            self.marker.push_str(&format!("{mark:>widest$}"));
            let tight = std::mem::replace(&mut self.tight, true);
            let mut pieces = item.pieces.iter();
            if let Some(caption) = &item.caption {
                let mut line = Styled::of(caption, self.words).strong();
                if let Some(Piece::Paragraph(first)) = item.pieces.first() {
                    separate(&mut line);
                    line.add(first, self.words);
                    pieces.next();
                }
                self.put(&line);
            }
            pieces.for_each(|piece| self.block(piece));
            if !self.marker.is_empty() {
                self.put(&Styled::default());
            }
            self.tight = tight;
            self.indent -= room;
        }
    }

    fn table(&mut self, table: &Table) {
        if let Some(caption) = &table.caption {
            self.put(&Styled::of(caption, self.words).strong());
        }
        let sheet = Sheet::of(table, self.width == 0, self.words);
        let room = self.room();
        let grid = (self.layout == Layout::Grid && self.width >= NARROW).then(|| grid::lay_out(&sheet, room)).flatten();
        let first = self.spot.unit + 1;
        self.table = Some(first);
        match grid {
            Some(lines) => {
                let indent = self.prefix();
                for grid::Drawn { row, column, letter, runs } in lines {
                    self.cell(row, column);
                    self.spot.letter = letter;
                    self.push(&indent, runs);
                }
            }
            None => self.records(&sheet),
        }
        self.table = None;
        self.spot = Spot { unit: first + sheet.rows.len(), ..Spot::default() };
    }

    /// What follows is said of this cell of the table.
    fn cell(&mut self, row: usize, column: usize) {
        self.spot = Spot { unit: self.table.unwrap_or_default() + row, column, letter: 0 };
    }

    /// Columns left for text.
    fn room(&self) -> usize {
        if self.width == 0 { usize::MAX } else { self.width.saturating_sub(self.indent).max(1) }
    }

    fn prefix(&mut self) -> String {
        self.marker.clear();
        " ".repeat(self.indent)
    }

    /// Wraps a text at the present indent.
    fn put(&mut self, styled: &Styled) {
        self.hanging(styled, 0);
    }

    /// The same, the lines after the first being indented by so much more.
    fn hanging(&mut self, styled: &Styled, more: usize) {
        if self.table.is_none() {
            self.spot.unit += 1;
        }
        let more = if self.width == 0 { 0 } else { more };
        let marker = std::mem::take(&mut self.marker);
        let room = self.room();
        let rest = " ".repeat(self.indent + more);
        let first = " ".repeat(self.indent.saturating_sub(wrap::width(&marker))) + &marker;
        let mut prefix = first.as_str();
        for range in wrap::lines(&styled.text, room, room.saturating_sub(more).max(1), self.long) {
            self.spot.letter = range.start;
            self.push(prefix, styled.cut(range));
            prefix = &rest;
        }
    }

    fn push(&mut self, prefix: &str, mut runs: Vec<Run>) {
        let says_something = !runs.is_empty() || !prefix.trim().is_empty();
        if says_something && !prefix.is_empty() {
            match runs.first_mut() {
                Some(run) if !run.underlined && run.link.is_none() => run.text.insert_str(0, prefix),
                _ => runs.insert(0, Run { text: prefix.to_owned(), ..Run::default() }),
            }
        }
        self.lines.push(Line { piece: self.piece, spot: self.spot, runs, ..Line::default() });
    }

    /// An empty line, unless a heading or another empty line stands just above.
    fn gap(&mut self) {
        let needed = self.lines.last().is_some_and(|line| line.heading.is_none() && !line.runs.is_empty());
        if needed && !self.tight {
            self.empty_line();
        }
    }

    fn empty_line(&mut self) {
        self.lines.push(Line { piece: self.piece, spot: self.spot, ..Line::default() });
    }
}

/// ` : ` after a name, unless it ends so already.
fn separate(name: &mut Styled) {
    name.push(if name.text.trim_end().ends_with(':') { " " } else { " : " }, Look::default());
}
