//! A reading as the passages that can be looked for, each with the place where it stands.

use crate::domain::{Cell, Clean, Item, Label, Piece, Reading, Row, Span, fold};
use crate::words::Words;

/// Bytes of text kept of one document: a book is not a medical document.
const LONGEST: usize = 2 << 20;

#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Index of the piece in its reading.
    pub piece: usize,
    pub text: Clean,
    /// The same without accents and case.
    pub folded: Box<str>,
}

/// Paragraphs, items, and rows of tables: what is read in one breath.
pub fn of(reading: &Reading, words: &Words) -> Vec<Passage> {
    let mut gathering = Gathering { words, passages: Vec::new(), left: LONGEST };
    let mut ours = false;
    for (piece, content) in reading.pieces.iter().enumerate() {
        // The table that the program makes of the results repeats what the report says in its own words.
        let repeats = ours && matches!(content, Piece::Table(_));
        ours = is_results_heading(content);
        if !repeats && !ours {
            gathering.piece(piece, content);
        }
    }
    gathering.passages
}

fn is_results_heading(piece: &Piece) -> bool {
    matches!(piece, Piece::Heading { text, .. } if matches!(text.0.as_slice(), [Span::Label(Label::ResultsTable)]))
}

struct Gathering<'w> {
    words: &'w Words,
    passages: Vec<Passage>,
    left: usize,
}

impl Gathering<'_> {
    fn piece(&mut self, at: usize, piece: &Piece) {
        match piece {
            Piece::Heading { text, .. } | Piece::Paragraph(text) => self.spans(at, &text.0),
            Piece::List { items, .. } => items.iter().for_each(|item| self.item(at, item)),
            Piece::Table(table) => {
                if let Some(caption) = &table.caption {
                    self.spans(at, &caption.0);
                }
                table.head.iter().chain(&table.body).chain(&table.foot).for_each(|row| self.row(at, row));
            }
            Piece::Facts(facts) => {
                for (label, value) in &facts.0 {
                    let said = format!("{} : {}", self.words.label(label), self.said(&value.0));
                    self.push(at, &said);
                }
            }
            // As it is read rather than as it stands: a sentence is looked for whole.
            Piece::Laid(laid) => laid.flowed.iter().for_each(|piece| self.piece(at, piece)),
            // What is in a picture cannot be looked for; what the document says of it can.
            Piece::Picture(picture) => {
                if let Some(said) = &picture.description {
                    self.push(at, said);
                }
            }
            // What the program says is not what the document says.
            Piece::Note(_) => {}
            Piece::Aside(aside) => aside.pieces.iter().for_each(|piece| self.piece(at, piece)),
        }
    }

    fn item(&mut self, at: usize, item: &Item) {
        if let Some(caption) = &item.caption {
            self.spans(at, &caption.0);
        }
        item.pieces.iter().for_each(|piece| self.piece(at, piece));
    }

    fn row(&mut self, at: usize, row: &Row) {
        let cells = row.cells.iter().filter_map(|cell| match cell {
            Cell::Own { words, .. } => Some(self.said(&words.0)),
            Cell::Covered { .. } | Cell::Empty => None,
        });
        let cells: Vec<_> = cells.filter(|said| !said.is_empty()).collect();
        self.push(at, &cells.join(", "));
    }

    fn spans(&mut self, at: usize, spans: &[Span]) {
        let said = self.said(spans);
        self.push(at, &said);
    }

    fn said(&self, spans: &[Span]) -> String {
        let parts = spans.iter().map(|span| match span {
            Span::Text { text, .. } => text.to_string(),
            Span::Label(label) => self.words.label(label).to_string(),
        });
        parts.collect()
    }

    fn push(&mut self, piece: usize, text: &str) {
        let text = Clean::line(text);
        if text.is_empty() || text.len() > self.left {
            return;
        }
        self.left -= text.len();
        self.passages.push(Passage { piece, folded: fold(&text).into(), text });
    }
}
