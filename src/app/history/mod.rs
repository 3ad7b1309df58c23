//! Who opened my record: every access and action that the server kept, asked for a period, narrowed as one types.

mod known;
mod one;
mod rows;
mod sift;
mod since;

pub use known::Known;
pub use one::{open as open_one, unknown, view as one};
pub use sift::{Choosing, Sift, act as sift, choose};
pub use since::{ask as ask_since_last_visit, counted, said as since_last_visit};

use super::effect::{Effect, Ticket};
use super::model::{Model, WaitsFor};
use super::record::Period;
use super::trail::Screen;
use super::typed::Typed;
use super::{Do, Page, answer, rights};
use crate::domain::{Clean, Date, History, Problem, Sieve, Subject};
use crate::page::{Action, Anchor, Block, Field, FieldId, List, RowId, StopId};
use crate::say;
use crate::words::Words;
use jiff::ToSpan;
use jiff::civil;
use sift::{Showing, Sifting};
use std::sync::Arc;

pub const SEARCH: FieldId = FieldId("history-search", 0);

/// How far back is looked, in years: the first, then as long as traces are kept while a record is open (R1111-43).
const YEARS: [i64; 2] = [1, 10];

#[derive(Debug, Clone, PartialEq)]
pub struct HistoryPage {
    pub search: Typed,
    sifting: Sifting,
    of: Option<Subject>,
    /// Both days included.
    pub from: civil::Date,
    pub to: civil::Date,
    known: Known,
    /// What those known were asked with.
    asked: Sieve,
    /// What the next answer was asked with, when it takes the place of what is known.
    anew: Option<Sieve>,
    shown: Arc<[u32]>,
    answered: bool,
}

impl HistoryPage {
    fn since(years: i64, to: civil::Date) -> Self {
        let from = to.checked_sub(years.years()).unwrap_or(to);
        Self {
            search: Typed::default(),
            sifting: Sifting::default(),
            of: None,
            from,
            to,
            known: Known::default(),
            asked: Sieve::default(),
            anew: None,
            shown: Arc::default(),
            answered: false,
        }
    }

    fn of(screen: &Screen) -> Option<&Self> {
        if let Screen::History(page) = screen { Some(page) } else { None }
    }

    fn select(&mut self) {
        self.shown = self.known.find(&self.sifting, self.search.value());
    }
}

pub fn view(model: &Model, page: &HistoryPage) -> Page {
    let words = &model.words;
    let mut shown = match &page.of {
        None => Page::new("history", say!(words, "history-title")),
        Some(Subject::Person(party)) => Page::new("history/of", say!(words, "history-of", who = rights::name(party, words))),
        Some(Subject::Document(id)) => {
            let mut page = Page::new("history/document", say!(words, "history-document"));
            let title = model.record.document(id).map(|document| (say!(words, "fact-title"), document.title.clone()));
            page.body.extend(title.map(|title| Block::Facts(vec![title])));
            page
        }
    };
    shown.body.push(Block::Text(say!(words, "history-what")));
    if !page.answered {
        if model.waiting.is_none() {
            shown.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
        }
        return shown;
    }
    shown.body.push(Block::Text(covers(page, words)));
    if page.known.unreadable > 0 {
        shown.body.push(Block::Text(say!(words, "history-unreadable", count = (page.known.unreadable))));
    }
    // What one professional did is never one's own doing.
    let of_person = matches!(page.of, Some(Subject::Person(_)));
    if !of_person {
        shown.body.push(sift::choice(page, words));
    }
    shown.body.extend(page.sifting.said(words));
    shown.body.push(Block::Field(Field::new(SEARCH, say!(words, "history-search"), page.search.entry())));
    let count = page.shown.len();
    let empty = if page.search.value().is_empty() { say!(words, "history-none") } else { say!(words, "history-none-found") };
    shown.body.push(Block::List(List {
        name: say!(words, "history-count", count = count),
        empty,
        rows: Arc::new(rows::HistoryRows::new(&page.known, page.shown.clone(), model.record.store.clone(), words.clone())),
        more: page.known.next.is_some().then(|| (say!(words, "history-more"), Do::MoreHistory)),
    }));
    shown.actions.extend(sift::actions(page, of_person, words));
    if page.known.before > 0 {
        shown.actions.push(Action::new("history-newest", 'd', say!(words, "history-newest"), Do::NewestHistory));
    }
    shown.actions.push(Action::new("history-dates", 'p', say!(words, "history-dates"), Do::ChoosePeriod));
    if let [_, longest] = YEARS
        && page.to.checked_sub(longest.years()).is_ok_and(|from| from < page.from)
    {
        shown.actions.push(Action::new("history-longer", 'l', say!(words, "history-longer"), Do::LongerHistory));
    }
    shown
}

/// Which of all there are, in one sentence.
fn covers(page: &HistoryPage, words: &Words) -> Clean {
    let day = |day| words.date(Date::day(day));
    let (from, to, count) = (day(page.from), day(page.to), page.known.len());
    let (first, last) = (page.known.before.saturating_add(1), page.known.before.saturating_add(count));
    match page.known.total() {
        _ if page.known.is_whole() => say!(words, "history-covers", from = from, to = to, count = count),
        None if page.known.before == 0 => say!(words, "history-covers-some", from = from, to = to, count = count),
        Some(total) if page.known.before == 0 => {
            say!(words, "history-covers-part", from = from, to = to, count = count, total = total)
        }
        None => say!(words, "history-covers-between", from = from, to = to, first = first, last = last),
        Some(total) => {
            say!(words, "history-covers-between-of", from = from, to = to, first = first, last = last, total = total)
        }
    }
}

pub fn open(model: &mut Model) -> Vec<Effect> {
    ask_since(model, YEARS[0], Sifting::default(), None)
}

/// What one professional did, or what was done with one document, as far back as traces go.
pub fn open_of(model: &mut Model, subject: Subject) -> Vec<Effect> {
    ask_since(model, YEARS[1], Sifting::default(), Some(subject))
}

/// The emergencies, as far back as traces go.
pub fn open_emergencies(model: &mut Model) -> Vec<Effect> {
    ask_since(model, YEARS[1], Sifting::of(Showing::Emergencies), None)
}

/// The page one chooses dates from is the history.
pub fn is_beneath(model: &Model) -> bool {
    model.trail.iter().rev().nth(1).is_some_and(|visit| HistoryPage::of(&visit.screen).is_some())
}

/// Between two days chosen by the person, both included; one that is not said is as far as traces go.
pub fn between(model: &mut Model, period: Period) -> Vec<Effect> {
    let Some(today) = today(model) else { return Vec::new() };
    model.back();
    let to = period.to.unwrap_or(today);
    let from = period.from.unwrap_or(HistoryPage::since(YEARS[1], today).from);
    within(model, from, to)
}

/// As far back as traces go.
pub fn longer(model: &mut Model) -> Vec<Effect> {
    let Some(today) = today(model) else { return Vec::new() };
    within(model, HistoryPage::since(YEARS[1], today).from, today)
}

/// What is looked for stays; what is known is asked again.
fn within(model: &mut Model, from: civil::Date, to: civil::Date) -> Vec<Effect> {
    let Some(Screen::History(page)) = model.screen_mut() else { return Vec::new() };
    (page.from, page.to, page.answered) = (from, to, false);
    page.known = page.known.afresh();
    page.select();
    ask_anew(model)
}

fn today(model: &Model) -> Option<civil::Date> {
    model.now.map(|now| Date::moment(now).civil().date())
}

fn ask_since(model: &mut Model, years: i64, sifting: Sifting, of: Option<Subject>) -> Vec<Effect> {
    let Some(today) = today(model) else { return Vec::new() };
    model.go(Screen::History(Box::new(HistoryPage { sifting, of, ..HistoryPage::since(years, today) })));
    ask_anew(model)
}

/// The newest of what is looked for, in the place of what is known.
pub fn ask_anew(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ask(WaitsFor::History);
    let Some(Screen::History(page)) = model.screen_mut() else { return Vec::new() };
    let sieve = page.sifting.sieve();
    page.anew = Some(sieve.clone());
    vec![page.question(ticket, sieve, None)]
}

/// The page after those known, or the first one again when it never came.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(page) = model.screen().and_then(HistoryPage::of) else { return Vec::new() };
    let (Some(next), sieve) = (page.known.next.clone(), page.asked.clone()) else { return ask_anew(model) };
    let ticket = model.ask(WaitsFor::History);
    let Some(Screen::History(page)) = model.screen_mut() else { return Vec::new() };
    page.anew = None;
    vec![page.question(ticket, sieve, Some(next))]
}

impl HistoryPage {
    fn question(&self, ticket: Ticket, sieve: Sieve, next: Option<Arc<str>>) -> Effect {
        Effect::History { ticket, from: self.from, to: self.to, of: self.of.clone(), sieve, next }
    }
}

pub fn answered(model: &mut Model, outcome: Result<History, Problem>) -> Vec<Effect> {
    let history = match outcome {
        Ok(history) => history,
        Err(problem) => return answer::trouble(model, &problem),
    };
    let (words, record) = (model.words.clone(), model.record.store.clone());
    let Some(Screen::History(page)) = model.screen_mut() else { return Vec::new() };
    if let Some(asked) = page.anew.take() {
        (page.known, page.asked) = (page.known.afresh(), asked);
    }
    let before = page.known.before;
    page.known.add(history, &record, &words);
    page.answered = true;
    page.select();
    // Those on which the eye was are gone.
    let first = page.shown.first().filter(|_| page.known.before != before).and_then(|index| page.known.trace(*index));
    if let Some(first) = first.map(|trace| RowId(trace.id.clone())) {
        model.look_at(Anchor::Stop(StopId::Row(first)));
    }
    Vec::new()
}

/// Something happened: the list on the page says so by itself, when it is one of what happens now.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    let today = today(model);
    let ticket = model.ticket();
    let Some(page) = model.screen().and_then(HistoryPage::of) else { return Vec::new() };
    if !page.answered || page.known.before > 0 || Some(page.to) != today || model.waiting.is_some() {
        return Vec::new();
    }
    let question = page.question(ticket, page.asked.clone(), None);
    model.refreshing = Some(ticket);
    vec![question]
}

/// A refreshing that fails says nothing: what is shown is what was received.
pub fn refreshed(model: &mut Model, outcome: Result<History, Problem>) {
    let (words, record) = (model.words.clone(), model.record.store.clone());
    let (Ok(history), Some(Screen::History(page))) = (outcome, model.screen_mut()) else { return };
    if page.anew.is_none() {
        page.known.renew(history, &record, &words);
        page.select();
    }
}

/// As one types.
pub fn search(model: &mut Model) {
    if let Some(Screen::History(page)) = model.screen_mut() {
        page.select();
    }
}
