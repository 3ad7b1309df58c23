//! A document as something to read: what every format becomes, and what every face knows how to show.
//!
//! Text from the document is [`Clean`]; anything the program says about it is a [`Label`], which `words` turns into
//! a sentence. So nothing a reader module writes can pass for the document's own words.

use super::{Clean, Coded, Hidden, Label};
use std::sync::Arc;

/// A whole document, in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// The document's own title, when it has one.
    pub title: Option<Clean>,
    pub pieces: Vec<Piece>,
    /// Files carried inside, in the order in which they are met. [`LinkId`]s of kind [`Target::Embedded`] index it.
    pub embedded: Vec<Embedded>,
    /// Where each [`LinkId`] leads.
    pub links: Vec<Target>,
    /// Pages of the document that can be looked at as pictures; 0 for what is text alone.
    pub sheets: usize,
    /// What had to be neutralised in the whole text.
    pub hidden: Hidden,
    /// What it says in codes, besides its text.
    pub coded: Coded,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Level 1 is the highest. A heading is an entry of the table of contents.
    Heading {
        level: u8,
        text: Words,
    },
    Paragraph(Words),
    List {
        marker: Marker,
        items: Vec<Item>,
    },
    Table(Table),
    /// Label and value pairs, such as the header of a document.
    Facts(Facts),
    /// Text whose places on the page mean something.
    Laid(Laid),
    Picture(Picture),
    /// Said by the program about what stands here ("a picture of 38 KB"), never the document's words.
    Note(Label),
    /// Set apart from the text around it: a block the reader added or found beside the narrative.
    Aside(Aside),
}

/// The same words in two forms: as they stand on the page, and as they are read one after the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Laid {
    pub lines: Vec<LaidLine>,
    pub flowed: Vec<Piece>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct LaidLine {
    /// An empty line stands above it.
    pub apart: bool,
    /// The column where each cell begins, counted from 0, and its text.
    pub cells: Vec<(usize, Clean)>,
}

/// A page that can be looked at as a picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Leads to it.
    pub link: LinkId,
    /// The first is 0.
    pub page: usize,
    pub pages: usize,
    /// Width and height in pixels, when known before it is painted.
    pub size: Option<(u32, u32)>,
    /// What the document says that it shows.
    pub description: Option<Clean>,
}

/// Pieces under a sentence of the program's that says where they come from.
#[derive(Debug, Clone, PartialEq)]
pub struct Aside {
    pub label: Label,
    pub pieces: Vec<Piece>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    pub caption: Option<Words>,
    pub pieces: Vec<Piece>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marker {
    Bullet,
    /// 1. 2. 3.
    Number,
    /// a. b. c. when `false`, A. B. C. when `true`.
    Letter(bool),
    /// i. ii. iii. when `false`, I. II. III. when `true`.
    Roman(bool),
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts(pub Vec<(Label, Words)>);

/// Text with its emphasis; may hold line feeds where the source breaks a line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words(pub Vec<Span>);

#[derive(Debug, Clone, PartialEq)]
pub enum Span {
    Text {
        text: Clean,
        emphasis: Emphasis,
        link: Option<LinkId>,
    },
    /// The program's own words inside the document's text ("supprimé :").
    Label(Label),
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Emphasis {
    pub strong: bool,
    pub underlined: bool,
    /// Text the source says was removed; always between two labels, since crossing out is not heard.
    pub deleted: bool,
    pub inserted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct LinkId(pub usize);

#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// The piece at this index of [`Reading::pieces`].
    Piece(usize),
    /// An address, shown in full and never followed without asking.
    Address(Clean),
    /// An address of a kind that is never followed (`javascript:`, `file:`).
    Refused(Clean),
    Embedded(usize),
    /// A page of the document itself, as a picture; the first is 0.
    Sheet(usize),
}

/// A rectangular grid: every row has exactly `columns` cells, merged ones repeated by reference to their origin.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    pub caption: Option<Words>,
    pub columns: usize,
    /// Relative widths wished for by the source, in hundredths; empty when it says nothing.
    pub weights: Vec<u16>,
    pub head: Vec<Row>,
    pub body: Vec<Row>,
    pub foot: Vec<Row>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// One for each column.
    pub cells: Vec<Cell>,
    /// The first row of a group of the body.
    pub opens_group: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A cell at its origin, spanning to the right and downwards (both at least 1).
    Own {
        words: Words,
        /// A shorter name that the source gives for a header.
        short: Option<Clean>,
        header: Option<Scope>,
        /// The source aligns it to the right.
        right: bool,
        across: usize,
        down: usize,
    },
    /// Covered by the cell this many columns to the left and rows above.
    Covered {
        left: usize,
        up: usize,
    },
    Empty,
}

/// What a header names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Not said: its column when its whole row is of headers, else its row.
    Unsaid,
    Row,
    Column,
}

/// A file inside a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Embedded {
    pub name: Option<Clean>,
    /// A MIME type, as declared.
    pub media_type: Clean,
    pub bytes: Arc<[u8]>,
}

impl Words {
    pub fn plain(text: impl Into<Clean>) -> Self {
        Self(vec![Span::Text { text: text.into(), emphasis: Emphasis::default(), link: None }])
    }

    pub fn label(label: Label) -> Self {
        Self(vec![Span::Label(label)])
    }

    /// No text and no label.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| matches!(span, Span::Text { text, .. } if text.trim().is_empty()))
    }
}

impl Piece {
    /// The heading of the table that the program makes of the results.
    pub fn heads_results(&self) -> bool {
        matches!(self, Self::Heading { text, .. } if matches!(text.0.as_slice(), [Span::Label(Label::ResultsTable)]))
    }
}

impl Reading {
    /// The headings: index of the piece, level, text. What a table of contents is made of.
    pub fn headings(&self) -> impl Iterator<Item = (usize, u8, &Words)> {
        self.pieces.iter().enumerate().filter_map(|(index, piece)| match piece {
            Piece::Heading { level, text } => Some((index, *level, text)),
            Piece::Paragraph(_)
            | Piece::List { .. }
            | Piece::Table(_)
            | Piece::Facts(_)
            | Piece::Laid(_)
            | Piece::Picture(_)
            | Piece::Note(_)
            | Piece::Aside(_) => None,
        })
    }
}
