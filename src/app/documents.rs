//! The documents: newest first, searched as one types, filtered, sorted. Each filter is said and removed with one key.

use super::effect::Effect;
use super::model::Model;
use super::record::{Order, Progress};
use super::trail::Screen;
use super::{Do, Page};
use crate::domain::{Clean, Date, Listing, Problem};
use crate::page::{Action, Anchor, Block, Field, FieldId, Key, List, StopId};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub const SEARCH: FieldId = FieldId("search", 0);

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let record = &model.record;
    let filter = &record.filter;
    let mut page = Page::new("documents", say!(words, "documents-title"));
    // Nothing to look for in nothing.
    let nothing = record.store.is_empty();
    if !nothing {
        page.body.push(Block::Field(Field::new(SEARCH, say!(words, "documents-search"), filter.text.entry())));
    }
    let filters = filters(model);
    if !filters.is_empty() {
        page.body.push(Block::Facts(filters));
    }
    if !record.unreadable.is_empty() {
        page.body.push(Block::Text(say!(words, "documents-unreadable", count = (record.unreadable.len()))));
    }
    page.body.push(Block::List(List { name: count(model), empty: empty(model), rows: Arc::new(record.rows(words)), more: None }));

    page.reports_rest = true;
    page.beside = beside(model);

    let action = |id, key, label, does| Action::new(id, key, label, does);
    if !filter.text.value().is_empty() {
        page.actions.push(action("forget-search", 'x', say!(words, "documents-forget-search"), Do::ForgetSearch));
    }
    if filter.news {
        page.actions.push(action("forget-news", 'n', say!(words, "documents-forget-news"), Do::ForgetNews));
    }
    if !nothing {
        page.actions.extend(narrowing(model));
    }
    if record.progress == Progress::Interrupted {
        page.actions.push(action("retry", 'e', say!(words, "documents-go-on"), Do::Retry));
    }
    if !record.unreadable.is_empty() {
        page.actions.push(action("unreadable", 'i', say!(words, "documents-see-unreadable"), Do::Unreadable));
    }
    page
}

/// The document on which the eye rests: what is known of it, and its text only if it was read in this visit. Looking at a
/// list fetches nothing, and so writes nothing in the access history (D4).
fn beside(model: &Model) -> Vec<Block<Do>> {
    let Some(document) =
        model.resting.as_ref().and_then(|row| model.record.store.index(&row.0)).and_then(|at| model.record.store.get(at))
    else {
        return Vec::new();
    };
    let words = &model.words;
    let mut blocks = vec![Block::Text(document.title.clone()), Block::Facts(super::about::facts(document, words))];
    if let Some(kept) = model.kept.iter().find(|kept| kept.document.id == document.id) {
        blocks.push(Block::Reading { id: Key(document.id.clean()), reading: kept.reading.clone() });
    }
    blocks
}

/// A filter is put with one letter and removed with the same one.
fn narrowing(model: &Model) -> Vec<Action<Do>> {
    let (words, filter) = (&model.words, &model.record.filter);
    let action = |id, key, label, does| Action::new(id, key, label, does);
    let category = match filter.category {
        None => action("category", 'c', say!(words, "documents-by-category"), Do::ChooseCategory),
        Some(_) => action("category", 'c', say!(words, "documents-forget-category"), Do::Category(None)),
    };
    let period = match filter.period {
        None => action("period", 'p', say!(words, "documents-by-period"), Do::ChoosePeriod),
        Some(_) => action("period", 'p', say!(words, "documents-forget-period"), Do::Period(None)),
    };
    let author = match &filter.author {
        None => action("author", 'u', say!(words, "documents-by-author"), Do::ChooseAuthor),
        Some(_) => action("author", 'u', say!(words, "documents-forget-author"), Do::Author(None)),
    };
    vec![category, period, author, action("order", 't', say!(words, "documents-order"), Do::ChooseOrder)]
}

/// What is asked for, filter by filter, then the order when it is not the usual one.
fn filters(model: &Model) -> Vec<(Clean, Clean)> {
    let words = &model.words;
    let filter = &model.record.filter;
    let mut said = Vec::new();
    if filter.news {
        said.push(say!(words, "documents-only-news"));
    }
    if let Some(category) = filter.category {
        said.push(say!(words, "documents-only-category", category = words.category(category)));
    }
    if let Some(period) = filter.period {
        said.push(period_said(period, words));
    }
    if let Some(author) = &filter.author {
        said.push(say!(words, "documents-only-author", author = author));
    }
    let mut said: Vec<_> = said.into_iter().map(|filter| (say!(words, "documents-filter"), filter)).collect();
    if model.record.order != Order::default() {
        said.push((say!(words, "documents-sorted"), order_said(model.record.order, words)));
    }
    said
}

/// Why there is nothing to see.
fn empty(model: &Model) -> Clean {
    let (words, record) = (&model.words, &model.record);
    match record.progress {
        Progress::Coming if nothing_passes(model) => say!(words, "documents-none-yet", here = (record.store.len())),
        Progress::Coming => say!(words, "documents-coming"),
        Progress::NotAsked | Progress::Complete | Progress::Interrupted if nothing_passes(model) => {
            say!(words, "documents-none-found")
        }
        Progress::Interrupted => say!(words, "documents-not-come"),
        Progress::NotAsked | Progress::Complete => say!(words, "documents-none"),
    }
}

/// Documents are here, and the filter admits none of them.
fn nothing_passes(model: &Model) -> bool {
    model.record.filter.is_active() && !model.record.store.is_empty()
}

/// How many are shown, of how many, and whether more are coming (D3).
fn count(model: &Model) -> Clean {
    let words = &model.words;
    let record = &model.record;
    let (shown, here) = (record.shown(), record.store.len());
    match record.progress {
        Progress::Coming | Progress::Interrupted if !record.filter.is_active() => match record.total {
            Some(total) => say!(words, "documents-count-here", here = here, total = total),
            None => say!(words, "documents-count-here-unknown", here = here),
        },
        Progress::Coming | Progress::Interrupted => match record.total {
            Some(total) => say!(words, "documents-count-coming", shown = shown, here = here, total = total),
            None => say!(words, "documents-count-coming-unknown", shown = shown, here = here),
        },
        Progress::NotAsked | Progress::Complete if shown == here => say!(words, "documents-count", count = here),
        Progress::NotAsked | Progress::Complete => say!(words, "documents-count-of", shown = shown, here = here),
    }
}

pub fn period_said(period: super::record::Period, words: &Words) -> Clean {
    let day = |date| words.date(Date::day(date));
    match (period.from, period.to) {
        (Some(from), Some(to)) => say!(words, "documents-only-between", from = day(from), to = day(to)),
        (Some(from), None) => say!(words, "documents-only-since", from = day(from)),
        (None, Some(to)) => say!(words, "documents-only-until", to = day(to)),
        (None, None) => Clean::empty(),
    }
}

pub fn order_said(order: Order, words: &Words) -> Clean {
    match order {
        Order::Newest => say!(words, "order-newest"),
        Order::Oldest => say!(words, "order-oldest"),
        Order::Deposited => say!(words, "order-deposited"),
        Order::Title => say!(words, "order-title"),
        Order::Author => say!(words, "order-author"),
        Order::Kind => say!(words, "order-kind"),
    }
}

/// The entries that could not be understood, by their identifiers.
pub fn unreadable(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("unreadable", say!(words, "unreadable-title"));
    page.body.push(Block::Text(say!(words, "unreadable-what")));
    let facts = model.record.unreadable.iter().map(|id| (say!(words, "unreadable-entry"), id.clone())).collect();
    page.body.push(Block::Facts(facts));
    page.actions.push(Action::new("back", 'v', say!(words, "action-back"), Do::Back));
    page
}

pub fn open(model: &mut Model) -> Vec<Effect> {
    model.go(Screen::Documents);
    model.awaits_first = !look_at_first(model);
    if model.record.progress == Progress::NotAsked { load(model) } else { Vec::new() }
}

/// The eye on the first document rather than on the search field: letters and digits are at hand. False if there is none.
pub fn look_at_first(model: &mut Model) -> bool {
    let Some(first) = crate::page::Rows::row(&model.record.rows(&model.words), 0) else { return false };
    model.look_at(Anchor::Stop(StopId::Row(first.id)));
    true
}

/// Starts, or starts again, the loading of the list in the background.
pub fn load(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    model.loading = Some(ticket);
    model.record.progress = Progress::Coming;
    vec![Effect::Documents { ticket, next: None }]
}

/// A page of the list arrived.
pub fn arrived(model: &mut Model, outcome: Result<Listing, Problem>) -> Vec<Effect> {
    model.loading = None;
    match outcome {
        Ok(listing) => {
            let next = listing.next.clone();
            let words = model.words.clone();
            model.record.add(listing, &words);
            if model.awaits_first && matches!(model.screen(), Some(Screen::Documents)) {
                model.awaits_first = !look_at_first(model);
            }
            let Some(next) = next else { return Vec::new() };
            let ticket = model.ticket();
            model.loading = Some(ticket);
            vec![Effect::Documents { ticket, next: Some(next) }]
        }
        Err(problem) => {
            model.record.progress = Progress::Interrupted;
            super::answer::trouble(model, &problem)
        }
    }
}
