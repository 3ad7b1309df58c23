//! What the worker found, made a reading: everything cleaned, everything bounded, what could not be read said.

use super::text::{Block, File, Flowed, Line, Page, Text};
use crate::domain::{
    Cell, Clean, Embedded, Emphasis, Hidden, Item, Label, Laid, LaidLine, LinkId, Marker, Piece, Reading, Row, Span, Table,
    Target, Words,
};
use crate::reader::picture;
use std::sync::Arc;

/// Columns of a table, whatever the worker says.
const COLUMNS: usize = 100;

/// `sheets`: its pages can be looked at as pictures.
pub fn of(text: Text, sheets: bool) -> Reading {
    let mut draft = Draft::default();
    let shown = text.pages.len();
    draft.reading.sheets = if sheets { shown } else { 0 };
    let (letters, images) =
        (text.pages.iter().any(|page| !page.blocks.is_empty()), text.pages.iter().any(|page| page.images > 0));
    let unreadable = text.pages.iter().map(|page| page.unreadable).fold(0, usize::saturating_add);
    let mut first = Vec::new();
    match (letters, images) {
        (false, true) => {
            first.push(Label::Scan { pages: shown });
            (0..shown).for_each(|page| draft.picture(page));
        }
        (false, false) => first.push(Label::NoContent),
        (true, _) => {
            let several = text.total.max(shown) > 1;
            for (index, page) in text.pages.into_iter().enumerate() {
                draft.page(page, several.then_some((index + 1, text.total)));
            }
        }
    }
    draft.files(text.files, text.more_files);
    if unreadable > 0 {
        first.push(Label::UnreadableGlyphs { count: unreadable });
    }
    if shown < text.total {
        first.push(Label::PagesCut { shown, total: text.total });
    }
    let hidden = draft.reading.hidden.total();
    if hidden > 0 {
        first.push(Label::HiddenCharacters { count: hidden });
    }
    let mut reading = draft.reading;
    crate::reader::say_first(&mut reading, first);
    reading
}

/// The first page alone, where there are others and it has something to read. That the others come is said by who shows it.
pub fn begun(mut text: Text) -> Option<Reading> {
    text.pages.truncate(1);
    let goes_on = text.total > 1 && text.pages.iter().any(|page| !page.blocks.is_empty());
    (text.files, text.more_files) = (Vec::new(), false);
    let mut reading = goes_on.then(|| of(text, false))?;
    reading.pieces.retain(|piece| !matches!(piece, Piece::Note(Label::PagesCut { .. })));
    Some(reading)
}

#[derive(Default)]
struct Draft {
    reading: Reading,
}

impl Draft {
    /// `place`: which page of how many, when there are several.
    fn page(&mut self, page: Page, place: Option<(usize, usize)>) {
        let deeper = u8::from(place.is_some());
        if let Some((number, total)) = place {
            self.push(Piece::Heading { level: 1, text: Words::label(Label::Page { number, total }) });
        }
        if page.blocks.is_empty() {
            self.push(Piece::Note(if page.images > 0 { Label::ScannedPage } else { Label::EmptyPage }));
            if page.images > 0 {
                self.picture(place.map_or(0, |(number, _)| number - 1));
            }
        }
        for block in page.blocks {
            match block {
                Block::Heading { level, text } => {
                    let text = self.counted(&text).flat();
                    self.push(Piece::Heading { level: level.saturating_add(deeper).min(6), text: Words::plain(text) });
                }
                Block::Laid { lines, flowed } => {
                    let lines = lines.into_iter().map(|line| self.line(line)).collect();
                    let flowed = flowed.into_iter().map(piece).collect();
                    self.push(Piece::Laid(Laid { lines, flowed }));
                }
            }
        }
        if page.cut {
            self.push(Piece::Note(Label::PageCut));
        }
    }

    /// Where a page that has no text can be looked at.
    fn picture(&mut self, page: usize) {
        if page < self.reading.sheets {
            picture::lead(&mut self.reading, page, None, None);
        }
    }

    fn line(&mut self, line: Line) -> LaidLine {
        let cells = line.cells.into_iter().map(|(column, text)| (column, self.counted(&text).flat())).collect();
        LaidLine { apart: line.apart, cells }
    }

    fn files(&mut self, files: Vec<File>, more: bool) {
        if !files.is_empty() || more {
            self.push(Piece::Heading { level: 1, text: Words::label(Label::AttachedFiles) });
        }
        for (index, file) in files.into_iter().enumerate() {
            let name = Some(Clean::line(&file.name)).filter(|name| !name.is_empty());
            let media_type = Clean::line(&file.media_type);
            let link = LinkId(self.reading.links.len());
            self.reading.links.push(Target::Embedded(index));
            let bytes = file.bytes.len();
            self.push(Piece::Note(Label::EmbeddedFile {
                link,
                number: index + 1,
                name: name.clone(),
                media_type: media_type.clone(),
                bytes,
            }));
            self.reading.embedded.push(Embedded { name, media_type, bytes: Arc::from(file.bytes) });
        }
        if more {
            self.push(Piece::Note(Label::MoreFiles));
        }
    }

    fn counted(&mut self, raw: &str) -> Clean {
        let (text, mut hidden) = Clean::counted(raw);
        // Letters of a private alphabet are counted with those that cannot be read.
        hidden.private = 0;
        self.reading.hidden.add(Hidden { ..hidden });
        text
    }

    fn push(&mut self, piece: Piece) {
        self.reading.pieces.push(piece);
    }
}

fn piece(flowed: Flowed) -> Piece {
    match flowed {
        Flowed::Paragraph(text) => Piece::Paragraph(Words::plain(text)),
        Flowed::Strong(text) => {
            let emphasis = Emphasis { strong: true, ..Emphasis::default() };
            Piece::Paragraph(Words(vec![Span::Text { text: text.into(), emphasis, link: None }]))
        }
        Flowed::Bullets(items) => {
            let item = |text: String| Item { caption: None, pieces: vec![Piece::Paragraph(Words::plain(text))] };
            Piece::List { marker: Marker::Bullet, items: items.into_iter().map(item).collect() }
        }
        Flowed::Table { columns, head, rows } => Piece::Table(table(columns.clamp(1, COLUMNS), head, rows)),
    }
}

fn table(columns: usize, head: bool, rows: Vec<Vec<String>>) -> Table {
    let cell = |text: String| {
        if text.is_empty() {
            return Cell::Empty;
        }
        Cell::Own { words: Words::plain(whole(&text)), short: None, header: None, right: false, across: 1, down: 1 }
    };
    let row = |texts: Vec<String>| {
        let mut cells: Vec<Cell> = texts.into_iter().take(columns).map(cell).collect();
        cells.resize(columns, Cell::Empty);
        Row { cells, opens_group: false }
    };
    let mut rows = rows.into_iter().map(row);
    let head = if head { rows.next().into_iter().collect() } else { Vec::new() };
    Table { columns, head, body: rows.collect(), ..Table::default() }
}

/// A number is never parted from the sign of its unit.
fn whole(text: &str) -> String {
    [" €", " %"].into_iter().fold(text.to_owned(), |text, unit| text.replace(unit, &unit.replace(' ', "\u{a0}")))
}
