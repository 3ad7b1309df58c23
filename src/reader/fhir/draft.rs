//! What is gathered while a FHIR document is read: links, files carried inside, and what had to be neutralised.

use crate::domain::{Clean, Embedded, Hidden, Label, LinkId, Piece, Reading, Target};
use crate::reader::{grid, links, prose};
use std::collections::HashSet;
use std::sync::Arc;

/// Bytes of text that the data of one document may say, what is repeated by reference included.
const TEXT: usize = 8 * 1024 * 1024;

#[derive(Default)]
pub struct Draft {
    pub reading: Reading,
    /// Elements of a narrative, or kinds of data, that are not known.
    pub unknown: usize,
    pub unknown_kinds: usize,
    pub slots: usize,
    /// Addresses met since the last section's end.
    pub addresses: Vec<Label>,
    link_count: usize,
    /// Entries whose files are carried over.
    pub carried: HashSet<usize>,
    text_left: usize,
}

impl Draft {
    pub fn new() -> Self {
        Self { slots: grid::SLOTS, text_left: TEXT, ..Self::default() }
    }

    pub fn push(&mut self, piece: Piece) {
        self.reading.pieces.push(piece);
    }

    /// Nothing more is said: it would be repeated without end.
    pub fn is_full(&self) -> bool {
        self.text_left == 0
    }

    /// How much was said and neutralised so far.
    pub fn weigh(&self) -> (Hidden, usize) {
        (self.reading.hidden, self.text_left)
    }

    /// What was quoted since then is said again elsewhere, and counts there.
    pub fn forget_since(&mut self, (hidden, text_left): (Hidden, usize)) {
        self.reading.hidden = hidden;
        self.text_left = text_left;
    }

    /// Text of the source on one line, whatever it held counted; nothing once enough was said.
    pub fn line(&mut self, raw: &str) -> Clean {
        self.text_left = self.text_left.saturating_sub(raw.len());
        if self.is_full() {
            return Clean::empty();
        }
        let (text, hidden) = prose::one_line(std::iter::once(raw));
        self.reading.hidden.add(hidden);
        text
    }

    /// A link, never followed without asking, and the number of its address.
    pub fn link(&mut self, href: &str) -> (LinkId, usize) {
        let id = LinkId(self.reading.links.len());
        self.link_count += 1;
        let (number, address) = (self.link_count, self.line(href));
        if links::is_safe(href.trim()) {
            self.reading.links.push(Target::Address(address.clone()));
            self.addresses.push(Label::LinkAddress { number, address });
        } else {
            self.reading.links.push(Target::Refused(address.clone()));
            self.addresses.push(Label::LinkRefused { number, address });
        }
        (id, number)
    }

    /// A file carried inside, and what is said of it where it stands.
    pub fn file(&mut self, name: Option<Clean>, media_type: Clean, bytes: Vec<u8>) -> Label {
        let (number, link) = (self.reading.embedded.len() + 1, LinkId(self.reading.links.len()));
        self.reading.links.push(Target::Embedded(number - 1));
        let label = Label::EmbeddedFile { link, number, name: name.clone(), media_type: media_type.clone(), bytes: bytes.len() };
        self.reading.embedded.push(Embedded { name, media_type, bytes: Arc::from(bytes) });
        label
    }
}
