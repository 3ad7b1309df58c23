//! Who opened my record: every access and action that the server kept, asked for a period, narrowed as one types.

mod known;
mod one;
mod rows;

pub use known::Known;
pub use one::{open as open_one, unknown, view as one};

use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::record::Period;
use super::trail::Screen;
use super::typed::Typed;
use super::{Do, Page, answer, rights};
use crate::domain::{Date, History, Problem, Subject, Who};
use crate::page::{Action, Block, Choice, Choosable, Field, FieldId, List, RowId};
use crate::say;
use jiff::ToSpan;
use jiff::civil;
use std::sync::Arc;

pub const SEARCH: FieldId = FieldId("history-search", 0);
const SHOWING: FieldId = FieldId("history-showing", 0);

/// How far back is looked, in years: the first, then as long as traces are kept while a record is open (R1111-43).
const YEARS: [i64; 2] = [1, 10];

/// Which of them are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Showing {
    #[default]
    Others,
    Emergencies,
    Mine,
}

impl Showing {
    const ALL: [(&'static str, Self); 3] = [("others", Self::Others), ("emergencies", Self::Emergencies), ("mine", Self::Mine)];
}

#[derive(Debug, Clone, PartialEq)]
pub struct HistoryPage {
    pub search: Typed,
    pub showing: Showing,
    of: Option<Subject>,
    /// Both days included.
    pub from: civil::Date,
    pub to: civil::Date,
    known: Known,
    shown: Arc<[u32]>,
    answered: bool,
}

impl HistoryPage {
    fn since(years: i64, to: civil::Date) -> Self {
        let from = to.checked_sub(years.years()).unwrap_or(to);
        Self {
            search: Typed::default(),
            showing: Showing::default(),
            of: None,
            from,
            to,
            known: Known::default(),
            shown: Arc::default(),
            answered: false,
        }
    }

    fn select(&mut self) {
        self.shown = self.known.find(self.showing, self.search.value());
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
    let day = |day| words.date(Date::day(day));
    let (from, to, known) = (day(page.from), day(page.to), page.known.len());
    shown.body.push(Block::Text(match page.known.total().filter(|_| page.known.next.is_some()) {
        None if page.known.next.is_none() => say!(words, "history-covers", from = from, to = to, count = known),
        None => say!(words, "history-covers-some", from = from, to = to, count = known),
        Some(total) => say!(words, "history-covers-part", from = from, to = to, count = known, total = total),
    }));
    if page.known.unreadable > 0 {
        shown.body.push(Block::Text(say!(words, "history-unreadable", count = (page.known.unreadable))));
    }
    let option = |(id, showing): (&str, Showing)| Choosable {
        id: RowId(id.into()),
        label: match showing {
            Showing::Others => say!(words, "history-others"),
            Showing::Emergencies => say!(words, "history-emergencies"),
            Showing::Mine => say!(words, "history-mine"),
        },
        chosen: page.showing == showing,
        does: Do::HistoryShows(showing),
    };
    // What one professional did is never one's own doing.
    if !matches!(page.of, Some(Subject::Person(_))) {
        let options = Showing::ALL.into_iter().map(option).collect();
        shown.body.push(Block::Choice(Choice::new(SHOWING, say!(words, "history-show"), options)));
    }
    shown.body.push(Block::Field(Field::new(SEARCH, say!(words, "history-search"), page.search.entry())));
    let count = page.shown.len();
    let empty = if page.search.value().is_empty() { say!(words, "history-none") } else { say!(words, "history-none-found") };
    shown.body.push(Block::List(List {
        name: say!(words, "history-count", count = count),
        empty,
        rows: Arc::new(rows::HistoryRows::new(&page.known, page.shown.clone(), model.record.store.clone(), words.clone())),
        more: page.known.next.is_some().then(|| (say!(words, "history-more"), Do::MoreHistory)),
    }));
    shown.actions.push(Action::new("history-dates", 'p', say!(words, "history-dates"), Do::ChoosePeriod));
    if let [_, longest] = YEARS
        && page.to.checked_sub(longest.years()).is_ok_and(|from| from < page.from)
    {
        shown.actions.push(Action::new("history-longer", 'l', say!(words, "history-longer"), Do::LongerHistory));
    }
    shown
}

pub fn open(model: &mut Model) -> Vec<Effect> {
    ask_since(model, YEARS[0], Showing::default(), None)
}

/// What one professional did, or what was done with one document, as far back as traces go.
pub fn open_of(model: &mut Model, subject: Subject) -> Vec<Effect> {
    ask_since(model, YEARS[1], Showing::default(), Some(subject))
}

/// The emergencies, as far back as traces go.
pub fn open_emergencies(model: &mut Model) -> Vec<Effect> {
    ask_since(model, YEARS[1], Showing::Emergencies, None)
}

/// The page one chooses dates from is the history.
pub fn is_beneath(model: &Model) -> bool {
    matches!(model.trail.iter().rev().nth(1), Some(visit) if matches!(visit.screen, Screen::History(_)))
}

/// Between two days chosen by the person, both included; one that is not said is as far as traces go.
pub fn between(model: &mut Model, period: Period) -> Vec<Effect> {
    let Some(today) = model.now.map(Date::moment).map(|now| now.civil().date()) else { return Vec::new() };
    model.back();
    let Some(Screen::History(page)) = model.screen() else { return Vec::new() };
    let (showing, of, search) = (page.showing, page.of.clone(), page.search.clone());
    let to = period.to.unwrap_or(today);
    let from = period.from.unwrap_or(HistoryPage::since(YEARS[1], today).from);
    model.replace(Screen::History(Box::new(HistoryPage { showing, of, search, from, ..HistoryPage::since(YEARS[0], to) })));
    ask(model)
}

/// As far back as traces go.
pub fn longer(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::History(page)) = model.screen() else { return Vec::new() };
    let (showing, of) = (page.showing, page.of.clone());
    model.back();
    ask_since(model, YEARS[1], showing, of)
}

fn ask_since(model: &mut Model, years: i64, showing: Showing, of: Option<Subject>) -> Vec<Effect> {
    let Some(today) = model.now.map(Date::moment).map(|now| now.civil().date()) else { return Vec::new() };
    model.go(Screen::History(Box::new(HistoryPage { showing, of, ..HistoryPage::since(years, today) })));
    ask(model)
}

/// The first page, or the one after those known.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::History(page)) = model.screen() else { return Vec::new() };
    let (from, to, next) = (page.from, page.to, page.known.next.clone());
    let of = page.of.clone();
    let ticket = model.ask(WaitsFor::History);
    vec![Effect::History { ticket, from, to, of, next }]
}

pub fn answered(model: &mut Model, outcome: Result<History, Problem>) -> Vec<Effect> {
    let history = match outcome {
        Ok(history) => history,
        Err(problem) => return answer::trouble(model, &problem),
    };
    let (words, record) = (model.words.clone(), model.record.store.clone());
    if let Some(Screen::History(page)) = model.screen_mut() {
        page.known.add(history, &record, &words);
        page.answered = true;
        page.select();
    }
    Vec::new()
}

pub fn shows(model: &mut Model, showing: Showing) -> Vec<Effect> {
    if let Some(Screen::History(page)) = model.screen_mut() {
        page.showing = showing;
        page.select();
    }
    Vec::new()
}

/// As one types.
pub fn search(model: &mut Model) {
    if let Some(Screen::History(page)) = model.screen_mut() {
        page.select();
    }
}

/// Whether what this is about is shown.
fn admits(showing: Showing, who: Who, emergency: bool) -> bool {
    match showing {
        Showing::Others => who != Who::Me,
        Showing::Emergencies => emergency,
        Showing::Mine => who == Who::Me,
    }
}
