//! Pages being filled from top to bottom, and the tree that says what each line is. It knows no PDF.

use super::text::{Part, Rulers, Styled};
use crate::domain::Marker;

/// A4, in points.
pub const WIDTH: f32 = 595.0;
pub const HEIGHT: f32 = 842.0;
pub const MARGIN: f32 = 56.0;
/// Points of ordinary text.
pub const TEXT: f32 = 11.0;
/// Height of a line, in sizes of its letters.
pub const LEADING: f32 = 1.35;
/// Pages at most: a book is not a medical document.
const MOST: usize = 2_000;

/// What a branch of the tree is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Heading {
        level: u16,
        title: String,
    },
    Paragraph,
    List(Option<Marker>),
    Item,
    Mark,
    Body,
    Caption,
    Table,
    Row,
    /// Names a column when `column`, else a row.
    Header {
        column: bool,
        across: u32,
        down: u32,
    },
    Cell {
        across: u32,
        down: u32,
    },
}

#[derive(Debug, Clone, PartialEq)]
pub enum Child {
    /// Index in [`Draft::branches`].
    Branch(usize),
    /// Index in [`Draft::placed`].
    Text(usize),
}

#[derive(Debug)]
pub struct Branch {
    pub kind: Kind,
    pub children: Vec<Child>,
}

/// A part of a line where it stands; `y` is its foot.
#[derive(Debug)]
pub struct Placed {
    pub page: usize,
    pub x: f32,
    pub y: f32,
    pub size: f32,
    pub part: Part,
}

pub struct Draft<'f> {
    pub rulers: Rulers<'f>,
    pub placed: Vec<Placed>,
    pub branches: Vec<Branch>,
    /// The branches of the document itself, in order.
    pub roots: Vec<Child>,
    /// Headings: branch, page and height.
    pub heads: Vec<(usize, usize, f32)>,
    pub page: usize,
    /// The foot of the last line.
    y: f32,
    pub left: f32,
    open: Vec<usize>,
}

impl<'f> Draft<'f> {
    pub fn new(rulers: Rulers<'f>) -> Self {
        Self {
            rulers,
            placed: Vec::new(),
            branches: Vec::new(),
            roots: Vec::new(),
            heads: Vec::new(),
            page: 0,
            y: MARGIN,
            left: MARGIN,
            open: Vec::new(),
        }
    }

    pub fn pages(&self) -> usize {
        self.page + 1
    }

    pub fn is_full(&self) -> bool {
        self.page >= MOST
    }

    /// Points left for text from the present indent.
    pub fn room(&self) -> f32 {
        (WIDTH - MARGIN - self.left).max(TEXT * 4.0)
    }

    /// What is put on the page until [`Draft::end`] is under a branch of this kind.
    pub fn begin(&mut self, kind: Kind) -> usize {
        let index = self.branches.len();
        self.branches.push(Branch { kind, children: Vec::new() });
        self.put(Child::Branch(index));
        self.open.push(index);
        index
    }

    pub fn end(&mut self) {
        self.open.pop();
    }

    fn put(&mut self, child: Child) {
        let parent = self.open.last().and_then(|open| self.branches.get_mut(*open));
        parent.map_or(&mut self.roots, |branch| &mut branch.children).push(child);
    }

    /// A heading, kept with the first line of what it heads.
    pub fn heading(&mut self, level: u16, text: &Styled, size: f32) {
        self.gap(size);
        self.keep(size * LEADING + TEXT * 3.0);
        let (page, y) = (self.page, self.y);
        let branch = self.begin(Kind::Heading { level, title: text.text() });
        self.heads.push((branch, page, y));
        self.lines(text, size);
        self.end();
        self.gap(2.0);
    }

    pub fn paragraph(&mut self, text: &Styled) {
        self.begin(Kind::Paragraph);
        self.lines(text, TEXT);
        self.end();
        self.gap(5.0);
    }

    /// Wraps the text at the present indent.
    pub fn lines(&mut self, text: &Styled, size: f32) {
        for line in text.lines(&self.rulers, size, self.room()) {
            self.down(size);
            let left = self.left;
            self.line(left, size, line);
        }
    }

    /// Begins a line of this size.
    pub fn down(&mut self, size: f32) {
        self.keep(size * LEADING);
        self.y += size * LEADING;
    }

    /// The mark of an item, beside the line that comes next.
    pub fn mark(&mut self, text: &Styled) {
        let parts = text.lines(&self.rulers, TEXT, self.room()).into_iter().next().unwrap_or_default();
        let (left, y) = (self.left, self.y);
        self.down(TEXT);
        self.begin(Kind::Mark);
        self.line(left, TEXT, parts);
        self.end();
        // Back up, to the top of the same line: on the next page if it had to go there.
        self.y = if self.y > y { y } else { MARGIN };
    }

    /// Puts a line where the last one was begun.
    pub fn line(&mut self, left: f32, size: f32, parts: Vec<Part>) {
        for part in parts.into_iter().filter(|part| !part.text.trim().is_empty()) {
            let child = Child::Text(self.placed.len());
            self.placed.push(Placed { page: self.page, x: left + part.x, y: self.y, size, part });
            self.put(child);
        }
    }

    /// The same under a branch that is not the open one.
    pub fn line_of(&mut self, branch: usize, left: f32, size: f32, parts: Vec<Part>) {
        self.open.push(branch);
        self.line(left, size, parts);
        self.open.pop();
    }

    pub fn gap(&mut self, points: f32) {
        // Never at the top of a page.
        if self.y > MARGIN {
            self.y += points;
        }
    }

    /// Goes to the next page unless so much fits on this one.
    pub fn keep(&mut self, points: f32) {
        if self.y > MARGIN && self.y + points > HEIGHT - MARGIN {
            self.page += 1;
            self.y = MARGIN;
        }
    }
}
