//! Words looked for inside all the documents read in this visit: the passages, newest document first.

use super::{Wanted, rests_on};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::trail::Screen;
use crate::app::typed::Typed;
use crate::app::{Do, Page};
use crate::domain::{Clean, fold};
use crate::page::{Anchor, Block, Field, FieldId, Row, RowId, StopId};
use crate::say;
use crate::words::Words;
use unicode_segmentation::UnicodeSegmentation;

pub const WORDS: FieldId = FieldId("inside-search");

/// Passages shown: more are counted, and call for another word.
const SHOWN: usize = 100;
/// Characters before and after what was found.
const AROUND: usize = 60;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct SearchPage {
    pub words: Typed,
}

pub fn view(model: &Model, page: &SearchPage) -> Page {
    let words = &model.words;
    let mut shown = Page::new("search", say!(words, "search-title"));
    let read = model.library.newest_first();
    shown.body.push(Block::Text(say!(words, "search-where", count = (read.len()))));
    shown.body.push(Block::Field(Field {
        id: WORDS,
        label: say!(words, "search-words"),
        hint: Some(say!(words, "search-hint")),
        error: None,
        entry: page.words.entry(),
    }));
    let wanted = fold(page.words.value());
    let wanted: Vec<&str> = wanted.split_whitespace().collect();
    if wanted.iter().any(|word| word.chars().count() > 1) {
        let mut rows = Vec::new();
        let mut found = 0;
        for document in &read {
            let hits = document.passages.iter().filter(|passage| wanted.iter().all(|word| passage.folded.contains(word)));
            for (at, passage) in hits.enumerate() {
                found += 1;
                if rows.len() < SHOWN {
                    let date = document.document.date.map(|date| words.date(date));
                    rows.push(Row {
                        id: RowId(Clean::new(&format!("{at}/{}", document.document.id.as_str()))),
                        marks: Vec::new(),
                        label: around(&passage.text, wanted.first().copied().unwrap_or_default(), words),
                        details: std::iter::once(document.document.title.clone()).chain(date).collect(),
                        does: Do::OpenAt(document.document.id.clone(), passage.piece),
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

/// The passage, cut around the word found when it is long; where it is cut is said by an ellipsis.
fn around(text: &Clean, wanted: &str, words: &Words) -> Clean {
    let pieces: Vec<&str> = text.split_word_bounds().collect();
    let total: usize = pieces.iter().map(|piece| piece.chars().count()).sum();
    if total <= 3 * AROUND {
        return text.clone();
    }
    let hit = pieces.iter().position(|piece| fold(piece).contains(wanted)).unwrap_or(0);
    let reach = |pieces: &mut dyn Iterator<Item = &&str>| {
        let mut left = AROUND;
        pieces
            .take_while(|piece| {
                let fits = piece.chars().count() <= left;
                left = left.saturating_sub(piece.chars().count());
                fits
            })
            .count()
    };
    let (before, after) = pieces.split_at(hit);
    let from = hit - reach(&mut before.iter().rev());
    let to = hit + reach(&mut after.iter()).max(1);
    let cut: String = pieces.iter().take(to).skip(from).copied().collect();
    match (from > 0, to < pieces.len()) {
        (false, _) => say!(words, "search-cut-after", text = cut.trim()),
        (true, false) => say!(words, "search-cut-before", text = cut.trim()),
        (true, true) => say!(words, "search-cut-both", text = cut.trim()),
    }
}

/// The eye in the field.
pub fn look(model: &mut Model) {
    if matches!(model.screen(), Some(Screen::Search(_))) {
        model.look_at(Anchor::Stop(StopId::Field(WORDS)));
    }
}
