//! Reading several documents to answer one question. It says first how many openings that will write in the access
//! history, and asks; one document at a time, which can be stopped, and what was read stays.

use super::{Wanted, earlier};
use crate::app::effect::Effect;
use crate::app::model::{Model, WaitsFor};
use crate::app::trail::Screen;
use crate::app::{Do, Page, answer};
use crate::domain::{Document, Problem, Reading};
use crate::page::{Action, Block, Tone};
use crate::say;
use std::collections::VecDeque;
use std::sync::Arc;

/// Documents on the way.
#[derive(Debug, Clone)]
pub struct Gathering {
    wanted: Wanted,
    /// The one being read.
    current: Arc<Document>,
    queue: VecDeque<Arc<Document>>,
    total: usize,
    failed: usize,
}

/// Those that may hold what is wanted and were not read in this visit.
pub fn missing(model: &Model, wanted: Wanted) -> impl Iterator<Item = &Arc<Document>> {
    let documents = model.record.store.iter().map(|(_, document)| document);
    documents.filter(move |document| wanted.admits(document) && !model.library.knows(&document.id))
}

/// Asks, unless there is nothing left to open.
pub fn want(model: &mut Model, wanted: Wanted) -> Vec<Effect> {
    if missing(model, wanted).next().is_none() {
        show(model, wanted);
    } else {
        model.go(Screen::Gather(wanted));
    }
    Vec::new()
}

pub fn view(model: &Model, wanted: Wanted) -> Page {
    let words = &model.words;
    let title = match wanted {
        Wanted::Results => say!(words, "results-title"),
        Wanted::Vaccinations => say!(words, "vaccinations-title"),
        Wanted::Treatments => say!(words, "treatments-title"),
        Wanted::Reimbursed => say!(words, "reimbursed-title"),
        Wanted::Words => say!(words, "search-title"),
    };
    let mut page = Page::new("gather", title);
    let count = missing(model, wanted).count();
    page.body.push(Block::Text(say!(words, "gather-count", count = count)));
    if model.settings.files.is_empty() {
        page.body.push(Block::Text(say!(words, "gather-traces", count = count)));
    }
    if model.loading.is_some() {
        page.body.push(Block::Text(say!(words, "gather-list-coming")));
    }
    page.actions.push(Action::new("gather", 'o', say!(words, "gather-do", count = count), Do::Gather(wanted)));
    page.actions.push(Action::new("gathered", 'd', say!(words, "gather-without"), Do::Gathered(wanted)));
    page
}

/// The page of what is known, in the place of the question.
pub fn show(model: &mut Model, wanted: Wanted) {
    let screen = match wanted {
        Wanted::Results => Screen::Results(super::results::ResultsPage::default()),
        Wanted::Vaccinations => Screen::Vaccinations,
        Wanted::Treatments => Screen::Treatments,
        Wanted::Reimbursed => Screen::Reimbursed,
        Wanted::Words => Screen::Search(super::search::SearchPage::default()),
    };
    let there = model.screen().is_some_and(|shown| std::mem::discriminant(shown) == std::mem::discriminant(&screen));
    if there {
        return;
    }
    if matches!(model.screen(), Some(Screen::Gather(_))) {
        model.replace(screen);
    } else {
        model.go(screen);
    }
    match wanted {
        Wanted::Results => super::results::look(model),
        Wanted::Words => super::search::look(model),
        Wanted::Vaccinations | Wanted::Treatments | Wanted::Reimbursed => {}
    }
}

pub fn start(model: &mut Model, wanted: Wanted) -> Vec<Effect> {
    let mut queue: VecDeque<_> = missing(model, wanted).cloned().collect();
    let Some(current) = queue.pop_front() else {
        show(model, wanted);
        return Vec::new();
    };
    let total = queue.len() + 1;
    model.gathering = Some(Gathering { wanted, current, queue, total, failed: 0 });
    ask(model)
}

fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(gathering) = &model.gathering else { return Vec::new() };
    let document = gathering.current.clone();
    let (total, done) = (gathering.total, gathering.total - gathering.queue.len() - 1);
    let ticket = model.ask(WaitsFor::Gather);
    if let Some(waiting) = &mut model.waiting {
        waiting.progress = Some((done as u64, total as u64));
    }
    let patient = model.session.as_ref().map(|session| Box::new(session.patient.clone()));
    vec![Effect::Gather { ticket, document, patient }]
}

/// One was read, or could not be.
pub fn gathered(model: &mut Model, outcome: Result<Box<Reading>, Problem>) -> Vec<Effect> {
    let Some(gathering) = &mut model.gathering else { return Vec::new() };
    match outcome {
        Ok(reading) => model.library.add(gathering.current.clone(), &reading, &model.words),
        Err(problem) if problem.ends_the_session() => {
            stopped(model);
            return answer::trouble(model, &problem);
        }
        Err(_) => gathering.failed += 1,
    }
    if let Some(next) = gathering.queue.pop_front() {
        gathering.current = next;
        return ask(model);
    }
    let (wanted, failed) = (gathering.wanted, gathering.failed);
    model.gathering = None;
    earlier::settle(model);
    show(model, wanted);
    if failed > 0 {
        model.tell(Tone::Warning, say!(model.words, "gather-failed", count = failed));
    }
    Vec::new()
}

/// The rest is let go; what was read stays known.
pub fn stopped(model: &mut Model) {
    model.gathering = None;
    earlier::settle(model);
}
