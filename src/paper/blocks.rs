//! The pieces of a reading put on pages, in reading order.

use super::draft::{Draft, Kind};
use super::table;
use super::text::Styled;
use crate::domain::{Item, Marker, Piece, Reading};
use crate::words::{Words, marked};

/// Points by which an item of a list stands in; deeper lists stand in no more, so that text keeps room.
const INDENT: f32 = 22.0;
const DEEPEST: f32 = 180.0;

pub struct Writer<'w, 'f> {
    pub draft: Draft<'f>,
    pub words: &'w Words,
    /// Level of the last heading: none is skipped (PDF/UA-1, 7.4.2).
    pub level: u16,
}

impl Writer<'_, '_> {
    pub fn reading(&mut self, reading: &Reading) {
        for piece in &reading.pieces {
            if self.draft.is_full() {
                return;
            }
            self.piece(piece);
        }
    }

    /// A heading one level lower at most than the one before it; the document's title is the only one of level 1.
    fn heading(&mut self, level: u8, text: &Styled) {
        let level = u16::from(level).saturating_add(1).clamp(2, 6).min(self.level + 1);
        self.level = level;
        let size = if level == 2 { 14.0 } else { 12.0 };
        self.draft.heading(level, text, size);
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Heading { level, text } => {
                let text = self.styled(text, true);
                if !text.is_blank() {
                    self.heading(*level, &text);
                }
            }
            Piece::Paragraph(text) => {
                let text = self.styled(text, false);
                self.paragraph(&text);
            }
            Piece::Note(label) => {
                let text = self.known(Styled::default().then(&self.words.label(label), false));
                self.paragraph(&text);
            }
            Piece::Facts(facts) => {
                for (label, value) in &facts.0 {
                    let label = Styled::default().then(&self.words.label(label), true).then(" : ", true);
                    let text = self.known(label.and(Styled::of(value, false, self.words)));
                    self.paragraph(&text);
                }
            }
            Piece::List { marker, items } => self.list(*marker, items),
            Piece::Table(table) => table::put(self, table),
            // The picture stays with the original; its description is words like others.
            Piece::Picture(picture) => {
                if let Some(said) = &picture.description {
                    let text = self.known(Styled::default().then(said, false));
                    self.paragraph(&text);
                }
            }
            // On paper too, the words one after the other: the page itself is the original.
            Piece::Laid(laid) => laid.flowed.iter().for_each(|piece| self.piece(piece)),
            Piece::Aside(aside) => {
                let label = self.known(Styled::default().then(&self.words.label(&aside.label), true));
                self.paragraph(&label);
                aside.pieces.iter().for_each(|piece| self.piece(piece));
            }
        }
    }

    fn list(&mut self, marker: Marker, items: &[Item]) {
        self.open(Kind::List((marker != Marker::Bullet).then_some(marker)), |writer| {
            for (index, item) in items.iter().enumerate() {
                writer.open(Kind::Item, |writer| writer.item(marker, index, item));
            }
        });
        self.draft.gap(3.0);
    }

    fn item(&mut self, marker: Marker, index: usize, item: &Item) {
        let mark = if marker == Marker::Bullet { "–".to_owned() } else { marked(marker, index + 1) };
        let mark = Styled::default().then(&mark, false);
        let left = self.draft.left;
        self.draft.mark(&mark);
        self.draft.left = (left + INDENT).min(DEEPEST);
        self.open(Kind::Body, |writer| {
            let mut pieces = item.pieces.iter();
            if let Some(caption) = &item.caption {
                let mut text = Styled::of(caption, true, writer.words);
                if let Some(Piece::Paragraph(first)) = item.pieces.first() {
                    let mark = if text.text().trim_end().ends_with(':') { " " } else { " : " };
                    text = text.then(mark, true).and(Styled::of(first, false, writer.words));
                    pieces.next();
                }
                let text = writer.known(text);
                writer.paragraph(&text);
            }
            pieces.for_each(|piece| writer.piece(piece));
        });
        self.draft.left = left;
    }

    fn open(&mut self, kind: Kind, fill: impl FnOnce(&mut Self)) {
        self.draft.begin(kind);
        fill(self);
        self.draft.end();
    }

    pub fn paragraph(&mut self, text: &Styled) {
        if !text.is_blank() {
            self.draft.paragraph(text);
        }
    }

    pub fn styled(&self, rich: &crate::domain::Words, bold: bool) -> Styled {
        self.known(Styled::of(rich, bold, self.words))
    }

    /// With a sign for each letter that the font cannot draw.
    pub fn known(&self, text: Styled) -> Styled {
        text.known(&self.draft.rulers)
    }
}
