//! One document: fetched, checked, read.

use super::effect::Effect;
use super::find::{self, Finding};
use super::library::{Wanted, earlier, results};
use super::model::{Aim, Kept, Model, WaitsFor};
use super::record::{author, states};
use super::trail::Screen;
use super::{Do, Page, compare, locked, masking};
use crate::domain::{Clean, Damage, Document, DocumentId, Faithful, Fetched, Format, Piece, Problem, Reading, Secret, Spot};
use crate::page::{Action, Anchor, Block, Key, PICTURE, StopId, Tone};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub struct Opened {
    pub document: Arc<Document>,
    pub state: State,
    /// How many documents it lies in: 0 for one of the record or of the disk.
    pub within: usize,
    /// What was looked for in it.
    pub finding: Option<Finding>,
    /// It was shown where the person had left it.
    pub resumed: bool,
    /// What it says, with earlier results from other documents beside its own.
    pub with_earlier: Option<Arc<Reading>>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum State {
    Fetching,
    /// Not the document announced: shown only if the person asks.
    Doubtful(Fetched),
    Parsing(Fetched),
    /// Its first page is there to be read, the others are coming.
    Begun(Fetched, Arc<Reading>),
    Shown(Fetched, Arc<Reading>),
    /// Cannot be read here; what was fetched can be saved.
    Failed(Problem, Option<Fetched>),
}

impl Opened {
    pub fn new(document: Arc<Document>, state: State) -> Self {
        Self { document, state, within: 0, finding: None, resumed: false, with_earlier: None }
    }

    pub fn fetched(&self) -> Option<&Fetched> {
        match &self.state {
            State::Fetching => None,
            State::Doubtful(fetched) | State::Parsing(fetched) | State::Begun(fetched, _) | State::Shown(fetched, _) => {
                Some(fetched)
            }
            State::Failed(_, fetched) => fetched.as_ref(),
        }
    }

    pub fn has_begun(&self) -> bool {
        matches!(self.state, State::Begun(..))
    }

    /// All of it: nothing is looked for, copied or kept of a part.
    pub fn reading(&self) -> Option<&Arc<Reading>> {
        match &self.state {
            State::Shown(_, reading) => Some(reading),
            State::Fetching | State::Doubtful(_) | State::Parsing(_) | State::Begun(..) | State::Failed(..) => None,
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
    let of_the_record = model.settings.files.is_empty() && opened.within == 0;
    if let Some(content) = document.contents.first().filter(|_| opened.within > 0) {
        page.body.push(Block::Text(say!(words, "document-within", kind = words.media(&content.media_type))));
    }
    match &opened.state {
        State::Fetching => {}
        State::Doubtful(_) => {
            page.body.push(Block::Text(words.problem(&Problem::DocumentChanged)));
            page.body.push(Block::Text(say!(words, "document-doubtful-choices")));
            page.actions.push(Action::new("read-anyway", 'l', say!(words, "document-read-anyway"), Do::ReadAnyway));
        }
        State::Parsing(_) => {}
        State::Begun(fetched, reading) | State::Shown(fetched, reading) => {
            if fetched.faithful == Faithful::No {
                page.body.push(Block::Text(words.problem(&Problem::DocumentChanged)));
            }
            if !introduces_itself(document) && of_the_record {
                page.body.push(Block::Facts(facts(document, words)));
            }
            let shown = opened.with_earlier.as_ref().unwrap_or(reading);
            page.body.push(Block::Reading { id: Key(document.id.clean()), reading: shown.clone() });
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
        page.actions.push(Action::new(PICTURE.0, 'g', say!(words, "document-see-picture"), Do::SeePicture));
    }
    if of_the_record && opened.reading().is_some_and(|reading| !reading.coded.results.is_empty()) {
        page.actions.push(Action::new("over-time", 'm', say!(words, "document-over-time"), Do::Want(Wanted::Results)));
    }
    find::actions(model, opened, &mut page);
    compare::actions(model, opened, &mut page);
    let says = model.library.passages(&document.id).is_some_and(|passages| !passages.is_empty());
    if opened.reading().is_some() && says {
        page.actions.push(Action::new("copy", 'y', say!(words, "document-copy"), Do::Copy));
    }
    if opened.resumed {
        page.actions.push(Action::new("beginning", 'd', say!(words, "document-beginning"), Do::Beginning));
    }
    if opened.fetched().is_some() && (of_the_record || opened.within > 0) {
        page.actions.push(Action::new("save", 's', say!(words, "document-save"), Do::AskSave));
    }
    if matches!(opened.state, State::Failed(_, None)) {
        page.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
    }
    if of_the_record {
        masking::actions(model, opened, &mut page);
        page.actions.push(Action::new("about", 'i', say!(words, "document-about"), Do::About));
    }
    page
}

/// A CDA and a FHIR document say their own header; the others are introduced by what the list knows.
fn introduces_itself(document: &Document) -> bool {
    document
        .contents
        .first()
        .is_some_and(|content| matches!(content.format, Format::Cda | Format::FhirDocument | Format::FhirXml))
}

pub fn facts(document: &Document, words: &Words) -> Vec<(Clean, Clean)> {
    let mut facts = vec![(say!(words, "fact-kind"), words.kind(&document.kind))];
    if let Some(date) = document.date {
        facts.push((say!(words, "fact-date"), words.date(date)));
    }
    facts.push((say!(words, "fact-author"), author(document, words)));
    facts
}

/// A document read in this visit opens where it was left.
pub fn open(model: &mut Model, id: &DocumentId) -> Vec<Effect> {
    open_for(model, id, None)
}

/// The same, for the words looked for in all documents, with the eye on one passage of it.
pub fn open_at(model: &mut Model, id: &DocumentId, passage: usize) -> Vec<Effect> {
    let words = if let Some(Screen::Search(page)) = model.screen() { page.words.value().flat() } else { Clean::empty() };
    open_for(model, id, Some(Aim::Passage(words, passage)))
}

/// The same, with the eye on one of its results.
pub fn open_at_result(model: &mut Model, id: &DocumentId, rank: usize) -> Vec<Effect> {
    open_for(model, id, Some(Aim::Result(rank)))
}

fn open_for(model: &mut Model, id: &DocumentId, aim: Option<Aim>) -> Vec<Effect> {
    model.opens_at = aim;
    let known = model.record.document(id).or_else(|| model.news.iter().flatten().find(|document| &document.id == id));
    let Some(document) = known.cloned() else {
        model.complain(&Problem::NotFound);
        return Vec::new();
    };
    if let Some(kept) = model.kept.iter().find(|kept| kept.document.id == *id) {
        let state = State::Shown(kept.fetched.clone(), kept.reading.clone());
        model.go(Screen::Document(Opened::new(document, state)));
        earlier::dress(model);
        arrive(model);
        return Vec::new();
    }
    model.go(Screen::Document(Opened::new(document.clone(), State::Fetching)));
    let ticket = model.ask(WaitsFor::Document);
    vec![Effect::Fetch { ticket, document }]
}

/// Where the eye is when something is chosen on the page of a document: this may be leaving it.
pub fn left(model: &mut Model, at: &Anchor) {
    let Some(Screen::Document(opened)) = model.screen() else { return };
    let id = opened.document.id.clone();
    match at {
        Anchor::Piece { piece: 0, line: 0 } | Anchor::Words { piece: 0, spot: Spot { unit: 0..=1, letter: 0, .. } } => {
            model.places.remove(&id);
        }
        Anchor::Piece { .. } | Anchor::Words { .. } => {
            model.places.insert(id, at.clone());
        }
        // Beside the text: the place in it stays the one known.
        Anchor::Top | Anchor::Stop(_) => {}
    }
}

/// To what the document was opened for, or to the place where it was left.
fn arrive(model: &mut Model) {
    match model.opens_at.take() {
        Some(Aim::Passage(words, passage)) => find::find(model, words, passage),
        Some(Aim::Result(rank)) => results::find(model, rank),
        None => resume(model),
    }
}

/// To the place left, which is said, with a way to the beginning.
fn resume(model: &mut Model) {
    let Some(Screen::Document(opened)) = model.screen_mut() else { return };
    opened.resumed = false;
    let id = opened.document.id.clone();
    let Some(at) = model.places.get(&id).cloned() else {
        model.look_at(Anchor::Top);
        return;
    };
    if let Some(opened) = model.opened_mut() {
        opened.resumed = true;
    }
    model.look_at(at);
    model.tell(Tone::Information, say!(model.words, "document-resumed"));
}

pub fn beginning(model: &mut Model) -> Vec<Effect> {
    if let Some(opened) = model.opened_mut() {
        opened.resumed = false;
    }
    model.look_at(Anchor::Top);
    Vec::new()
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

/// The first page, while the others are read.
pub fn begun(model: &mut Model, reading: Reading) {
    if let Some(Screen::Document(opened)) = model.screen_mut()
        && let State::Parsing(fetched) = &opened.state
    {
        opened.state = State::Begun(fetched.clone(), Arc::new(reading));
    }
}

/// Whether the whole has come to somebody who had begun to read: the eye stays on the words that it was on.
fn goes_on(model: &mut Model, begun: Option<&Reading>, whole: &Reading) -> bool {
    let Some((begun, at)) = begun.zip(model.trail.last().and_then(|visit| visit.left.clone())) else { return false };
    // What is said of the whole comes before its pages.
    let pages = |reading: &Reading| reading.pieces.iter().take_while(|piece| matches!(piece, Piece::Note(_))).count();
    let (before, now) = (pages(begun), pages(whole));
    let moved = |piece: usize| if piece < before { piece } else { piece - before + now };
    let at = match at {
        Anchor::Piece { piece: 0, line: 0 } | Anchor::Words { piece: 0, .. } | Anchor::Top | Anchor::Stop(_) => return false,
        Anchor::Piece { piece, line } => Anchor::Piece { piece: moved(piece), line },
        Anchor::Words { piece, spot } => Anchor::Words { piece: moved(piece), spot },
    };
    if before != now {
        model.look_at(at);
    }
    true
}

pub fn shown(model: &mut Model, outcome: Result<Reading, Problem>) -> Vec<Effect> {
    let Some(Screen::Document(opened)) = model.screen_mut() else { return Vec::new() };
    let Some(fetched) = opened.fetched().cloned() else { return Vec::new() };
    match outcome {
        Ok(reading) => {
            let reading = Arc::new(reading);
            let begun = if let State::Begun(_, begun) = &opened.state { Some(begun.clone()) } else { None };
            let document = opened.document.clone();
            let of_the_record = opened.within == 0;
            opened.state = State::Shown(fetched.clone(), reading.clone());
            // A file carried inside is kept, and known, with what carries it.
            if of_the_record {
                model.library.add(document.clone(), &reading, &model.words);
                earlier::settle(model);
                model.keep(Kept { document, fetched, reading: reading.clone() });
            }
            if model.opens_at.is_some() || !goes_on(model, begun.as_deref(), &reading) {
                arrive(model);
            }
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
