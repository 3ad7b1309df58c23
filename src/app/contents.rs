//! The table of contents of the document being read.

use super::model::Model;
use super::place::menu;
use super::{Do, Page};
use crate::domain::{Clean, Span};
use crate::page::{Anchor, Row, RowId};
use crate::say;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("contents", say!(words, "contents-title"));
    let reading = model.opened().and_then(|opened| opened.reading());
    let rows = reading
        .iter()
        .flat_map(|reading| reading.headings())
        .map(|(piece, level, text)| {
            let label: String = text
                .0
                .iter()
                .map(|span| match span {
                    Span::Text { text, .. } => text.clone(),
                    Span::Label(label) => words.label(label),
                })
                .map(|part| part.to_string())
                .collect();
            let details = if level > 2 { vec![say!(words, "contents-level", level = level)] } else { Vec::new() };
            let id = RowId(Clean::new(&piece.to_string()));
            Row { id, marks: Vec::new(), label: Clean::line(&label), details, does: Do::Heading(piece) }
        })
        .collect();
    page.body.push(menu(say!(words, "contents-name"), rows));
    page
}

pub fn go(model: &mut Model, piece: usize) {
    model.back();
    model.look_at(Anchor::Piece { piece, line: 0 });
}
