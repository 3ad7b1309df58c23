//! Words looked for inside all the documents read in this visit: the passages, newest document first.

use super::passages::{around, holding, wanted};
use super::{Wanted, rests_on};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::trail::Screen;
use crate::app::typed::Typed;
use crate::app::{Do, Page};
use crate::domain::Clean;
use crate::page::{Anchor, Block, Field, FieldId, Row, RowId, StopId};
use crate::say;
use crate::words::Words;

pub const WORDS: FieldId = FieldId("inside-search", 0);

/// Passages shown: more are counted, and call for another word.
const SHOWN: usize = 100;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchPage {
    pub words: Typed,
}

pub fn view(model: &Model, page: &SearchPage) -> Page {
    let words = &model.words;
    let mut shown = Page::new("search", say!(words, "search-title"));
    let read = model.library.newest_first();
    shown.body.push(Block::Text(say!(words, "search-where", count = (read.len()))));
    shown.body.push(field(WORDS, &page.words, words));
    let wanted = wanted(page.words.value());
    if let Some(first) = wanted.first() {
        let mut rows = Vec::new();
        let mut found = 0;
        for document in &read {
            for (at, passage) in holding(&document.passages, &wanted) {
                found += 1;
                if rows.len() < SHOWN {
                    let date = document.document.date.map(|date| words.date(date));
                    rows.push(Row {
                        id: RowId(Clean::new(&format!("{at}/{}", document.document.id.as_str()))),
                        marks: Vec::new(),
                        label: around(&passage.text, first, words),
                        details: std::iter::once(document.document.title.clone()).chain(date).collect(),
                        does: Do::OpenAt(document.document.id.clone(), at),
                    });
                }
            }
        }
        if rows.is_empty() {
            shown.body.push(Block::Text(say!(words, "search-none")));
        } else {
            if found > rows.len() {
                let count = rows.len();
                shown.body.push(Block::Text(say!(words, "search-more", shown = count, found = found)));
            }
            shown.body.push(menu(say!(words, "search-found", count = found), rows));
        }
    }
    rests_on(model, &mut shown, Wanted::Words);
    shown
}

/// Where the words to look for are typed.
pub fn field(id: FieldId, typed: &Typed, words: &Words) -> Block<Do> {
    let hint = Some(say!(words, "search-hint"));
    Block::Field(Field { hint, ..Field::new(id, say!(words, "search-words"), typed.entry()) })
}

/// The eye in the field.
pub fn look(model: &mut Model) {
    if matches!(model.screen(), Some(Screen::Search(_))) {
        model.look_at(Anchor::Stop(StopId::Field(WORDS)));
    }
}
