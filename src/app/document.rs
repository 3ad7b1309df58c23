//! One document: fetched, checked, read.

use super::effect::Effect;
use super::model::{Kept, Model, WaitsFor};
use super::record::{author, states};
use super::trail::Screen;
use super::{Do, Page, locked};
use crate::domain::{Clean, Damage, Document, Faithful, Fetched, Format, Problem, Reading, Secret};
use crate::page::{Action, Anchor, Block, Key, StopId};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub document: Arc<Document>,
    pub state: State,
}

#[derive(Debug, Clone, PartialEq)]
pub enum State {
    Fetching,
    /// Not the document announced: shown only if the person asks.
    Doubtful(Fetched),
    Parsing(Fetched),
    Shown(Fetched, Arc<Reading>),
    /// Cannot be read here; what was fetched can be saved.
    Failed(Problem, Option<Fetched>),
}

impl Opened {
    pub fn fetched(&self) -> Option<&Fetched> {
        match &self.state {
            State::Fetching => None,
            State::Doubtful(fetched) | State::Parsing(fetched) | State::Shown(fetched, _) => Some(fetched),
            State::Failed(_, fetched) => fetched.as_ref(),
        }
    }

    pub fn reading(&self) -> Option<&Arc<Reading>> {
        match &self.state {
            State::Shown(_, reading) => Some(reading),
            State::Fetching | State::Doubtful(_) | State::Parsing(_) | State::Failed(..) => None,
        }
    }
}

pub fn view(model: &Model, opened: &Opened) -> Page {
    let words = &model.words;
    let document = &opened.document;
    let mut page = Page::new(format!("document/{}", document.id.as_str()), document.title.clone());
    for state in states(document, words) {
        page.body.push(Block::Text(say!(words, "document-state", state = state)));
    }
    match &opened.state {
        State::Fetching => {}
        State::Doubtful(_) => {
            page.body.push(Block::Text(words.problem(&Problem::DocumentChanged)));
            page.body.push(Block::Text(say!(words, "document-doubtful-choices")));
            page.actions.push(Action::new("read-anyway", 'l', say!(words, "document-read-anyway"), Do::ReadAnyway));
        }
        State::Parsing(_) => {}
        State::Shown(fetched, reading) => {
            if fetched.faithful == Faithful::No {
                page.body.push(Block::Text(words.problem(&Problem::DocumentChanged)));
            }
            if !is_cda(document) && model.settings.files.is_empty() {
                page.body.push(Block::Facts(facts(document, words)));
            }
            page.body.push(Block::Reading { id: Key(document.id.clean()), reading: reading.clone() });
        }
        State::Failed(problem, _) if locked::is_locked(problem) => {
            page.body.push(Block::Text(words.problem(&Problem::Damaged(Damage::Locked))));
            locked::view(problem, words, &mut page);
        }
        State::Failed(problem, _) => page.body.push(Block::Text(words.problem(problem))),
    }
    if opened.reading().is_some_and(|reading| reading.headings().nth(1).is_some()) {
        page.actions.push(Action::new("contents", 't', say!(words, "document-contents"), Do::Contents));
    }
    if opened.reading().is_some_and(|reading| reading.sheets > 0) {
        page.actions.push(Action::new("see-picture", 'v', say!(words, "document-see-picture"), Do::SeePicture));
    }
    if opened.fetched().is_some() && model.settings.files.is_empty() {
        page.actions.push(Action::new("save", 's', say!(words, "document-save"), Do::AskSave));
    }
    if matches!(opened.state, State::Failed(_, None)) {
        page.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
    }
    if model.settings.files.is_empty() {
        page.actions.push(Action::new("about", 'i', say!(words, "document-about"), Do::About));
    }
    page
}

/// A CDA says its own header; the others are introduced by what the list knows.
fn is_cda(document: &Document) -> bool {
    document.contents.first().is_some_and(|content| content.format == Format::Cda)
}

pub fn facts(document: &Document, words: &Words) -> Vec<(Clean, Clean)> {
    let mut facts = vec![(say!(words, "fact-kind"), words.kind(&document.kind))];
    if let Some(date) = document.date {
        facts.push((say!(words, "fact-date"), words.date(date)));
    }
    facts.push((say!(words, "fact-author"), author(document, words)));
    facts
}

pub fn open(model: &mut Model, id: &crate::domain::DocumentId) -> Vec<Effect> {
    model.opens_at = None;
    let known = model.record.document(id).or_else(|| model.news.iter().flatten().find(|document| &document.id == id));
    let Some(document) = known.cloned() else {
        model.complain(&Problem::NotFound);
        return Vec::new();
    };
    if let Some(kept) = model.kept.iter().find(|kept| kept.document.id == *id) {
        let state = State::Shown(kept.fetched.clone(), kept.reading.clone());
        model.go(Screen::Document(Opened { document, state }));
        return Vec::new();
    }
    model.go(Screen::Document(Opened { document: document.clone(), state: State::Fetching }));
    let ticket = model.ask(WaitsFor::Document);
    vec![Effect::Fetch { ticket, document }]
}

/// The same, with the eye on one piece of it.
pub fn open_at(model: &mut Model, id: &crate::domain::DocumentId, piece: usize) -> Vec<Effect> {
    let effects = open(model, id);
    let shown = model.opened().is_some_and(|opened| opened.document.id == *id && opened.reading().is_some());
    if shown {
        model.look_at(Anchor::Piece { piece, line: 0 });
    } else {
        model.opens_at = Some(piece);
    }
    effects
}

pub fn fetched(model: &mut Model, outcome: Result<Fetched, Problem>) -> Vec<Effect> {
    let Some(Screen::Document(opened)) = model.screen_mut() else { return Vec::new() };
    match outcome {
        Ok(fetched) if fetched.faithful == Faithful::No => {
            opened.state = State::Doubtful(fetched);
            Vec::new()
        }
        Ok(fetched) => read(model, fetched),
        Err(problem) => {
            opened.state = State::Failed(problem.clone(), None);
            if problem.ends_the_session() { super::answer::trouble(model, &problem) } else { Vec::new() }
        }
    }
}

pub fn read(model: &mut Model, fetched: Fetched) -> Vec<Effect> {
    read_with(model, fetched, None)
}

/// The same with the document's own password.
pub fn read_with(model: &mut Model, fetched: Fetched, password: Option<Secret>) -> Vec<Effect> {
    if let Some(Screen::Document(opened)) = model.screen_mut() {
        opened.state = State::Parsing(fetched.clone());
    }
    let ticket = model.ask(WaitsFor::Document);
    let patient = model.session.as_ref().map(|session| Box::new(session.patient.clone()));
    vec![Effect::Read { ticket, fetched, patient, password }]
}

pub fn shown(model: &mut Model, outcome: Result<Reading, Problem>) -> Vec<Effect> {
    let Some(Screen::Document(opened)) = model.screen_mut() else { return Vec::new() };
    let Some(fetched) = opened.fetched().cloned() else { return Vec::new() };
    match outcome {
        Ok(reading) => {
            let reading = Arc::new(reading);
            let document = opened.document.clone();
            opened.state = State::Shown(fetched.clone(), reading.clone());
            model.library.add(document.clone(), &reading, &model.words);
            model.library.settle(&model.words);
            model.keep(Kept { document, fetched, reading });
            let at = model.opens_at.take();
            model.look_at(at.map_or(Anchor::Top, |piece| Anchor::Piece { piece, line: 0 }));
        }
        Err(problem) => {
            let locked = locked::is_locked(&problem);
            opened.state = State::Failed(problem, Some(fetched));
            if locked {
                model.look_at(Anchor::Stop(StopId::Field(locked::PASSWORD)));
            }
        }
    }
    Vec::new()
}

/// The person stopped it: the page says so, and offers to try again.
pub fn stopped(model: &mut Model) {
    if let Some(Screen::Document(opened)) = model.screen_mut() {
        let fetched = opened.fetched().cloned();
        opened.state = State::Failed(Problem::Stopped, fetched);
    }
}

pub fn retry(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Document(opened)) = model.screen_mut() else { return Vec::new() };
    opened.state = State::Fetching;
    let document = opened.document.clone();
    let ticket = model.ask(WaitsFor::Document);
    vec![Effect::Fetch { ticket, document }]
}
