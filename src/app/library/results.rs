//! My results over time: every test of every report read, then one test with all its values.

use super::tests::{Test, day};
use super::{Wanted, chart, rests_on};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::trail::Screen;
use crate::app::typed::Typed;
use crate::app::{Do, Page};
use crate::domain::{Clean, Piece, Spot, fold};
use crate::page::{Anchor, Block, Field, FieldId, Row, RowId, StopId};
use crate::say;
use crate::words::Words;

pub const SEARCH: FieldId = FieldId("results-search", 0);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ResultsPage {
    pub search: Typed,
}

pub fn view(model: &Model, page: &ResultsPage) -> Page {
    let words = &model.words;
    let mut shown = Page::new("results", say!(words, "results-title"));
    let all = model.library.tests();
    if all.is_empty() {
        shown.body.push(Block::Text(say!(words, "results-none")));
        rests_on(model, &mut shown, Wanted::Results);
        return shown;
    }
    shown.body.push(Block::Field(Field::new(SEARCH, say!(words, "results-search"), page.search.entry())));
    let wanted = fold(page.search.value());
    let found: Vec<_> = all.iter().filter(|test| wanted.split_whitespace().all(|word| test.folded.contains(word))).collect();
    match found.as_slice() {
        [] => shown.body.push(Block::Text(say!(words, "results-none-found"))),
        // The one that was looked for: its results at once.
        [only] if !wanted.trim().is_empty() => {
            shown.body.push(Block::Group { title: only.name.clone(), blocks: over_time(only, words), error: None });
        }
        found => {
            let rows = found.iter().map(|test| row(test, words)).collect();
            shown.body.push(menu(say!(words, "results-count", count = (found.len())), rows));
        }
    }
    rests_on(model, &mut shown, Wanted::Results);
    shown
}

fn row(test: &Test, words: &Words) -> Row<Do> {
    let mut details = test.last().map(|last| last.said(words)).unwrap_or_default();
    details.extend(test.short_trend(words));
    Row { id: RowId(test.key.clone()), marks: Vec::new(), label: test.name.clone(), details, does: Do::Test(test.key.clone()) }
}

/// One test: where it is going, then each value with the report that says it.
pub fn test(model: &Model, key: &Clean) -> Page {
    let words = &model.words;
    let Some(test) = model.library.tests().iter().find(|test| test.key == *key) else {
        return Page::new("test", say!(words, "results-title"));
    };
    let mut page = Page::new(format!("test/{key}"), test.name.clone());
    page.body = over_time(test, words);
    page
}

/// Where a test is going, then each value.
fn over_time(test: &Test, words: &Words) -> Vec<Block<Do>> {
    let mut blocks: Vec<_> = test.trend(words).map(Block::Text).into_iter().collect();
    blocks.extend(chart::of(test, words).map(Block::Series));
    let rows = test.results.iter().enumerate().map(|(at, result)| {
        let measure = &result.measure;
        let value = words.result(&measure.value);
        let label = match measure.date {
            Some(date) => say!(words, "test-value-on", date = words.date(day(date)), value = value),
            None => say!(words, "test-value-undated", value = value),
        };
        let mut details: Vec<Clean> = measure.verdict().map(|verdict| words.verdict(verdict)).into_iter().collect();
        details.extend(measure.range.as_ref().map(|range| say!(words, "test-range", range = words.range(range))));
        Row {
            id: RowId(Clean::new(&format!("{at}/{}", result.document.id.as_str()))),
            marks: Vec::new(),
            label,
            details,
            does: Do::OpenAtResult(result.document.id.clone(), result.rank),
        }
    });
    let count = test.results.len();
    blocks.push(menu(say!(words, "test-count", count = count), rows.collect()));
    blocks.push(Block::Text(say!(words, "test-advice")));
    blocks
}

/// The eye on a result, in the table that is made of them.
pub fn find(model: &mut Model, rank: usize) {
    let heading = model.opened().and_then(|opened| opened.reading()?.pieces.iter().position(Piece::heads_results));
    // The names of the columns are a row too, and rows are counted from 1.
    let spot = Spot { unit: rank + 2, ..Spot::default() };
    model.look_at(heading.map_or(Anchor::Top, |heading| Anchor::Words { piece: heading + 1, spot }));
}

/// The eye in the search field: a name is typed at once.
pub fn look(model: &mut Model) {
    if matches!(model.screen(), Some(Screen::Results(_))) && !model.library.tests().is_empty() {
        model.look_at(Anchor::Stop(StopId::Field(SEARCH)));
    }
}
