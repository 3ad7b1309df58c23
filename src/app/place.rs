//! The first question: at home, or on a computer others use (D11).

use super::model::Model;
use super::{Do, Page};
use crate::domain::{Clean, Place};
use crate::page::{Block, List, Row, RowId, Shown};
use crate::say;
use std::sync::Arc;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("place", say!(words, "place-title"));
    page.body.push(Block::Text(say!(words, "place-why")));
    let row = |id: &str, label, detail, place| Row {
        id: RowId(Clean::new(id)),
        marks: Vec::new(),
        label,
        details: vec![detail],
        does: Do::Place(place),
    };
    let rows = vec![
        row("shop", say!(words, "place-shop"), say!(words, "place-shop-means"), Place::Shop),
        row("home", say!(words, "place-home"), say!(words, "place-home-means"), Place::Home),
    ];
    page.body.push(menu(say!(words, "place-choices"), rows));
    page
}

/// A short list of choices, never empty.
pub fn menu(name: Clean, rows: Vec<Row<Do>>) -> Block<Do> {
    Block::List(List { name, empty: Clean::empty(), rows: Arc::new(Shown(rows)), more: None })
}
