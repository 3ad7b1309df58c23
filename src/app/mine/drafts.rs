//! What was begun and not sent: offered again, gone on with, or thrown away. Never sent by itself.

use super::{MinePage, Step, Subject, Wanted, ask, contacts, deposit, directives, health, questions};
use crate::app::effect::{Effect, Ticket};
use crate::app::form::{self, FormPage, Sheet};
use crate::app::model::Model;
use crate::app::trail::Screen;
use crate::app::{Do, Page};
use crate::domain::{Clean, Contact, Date, Draft, Place, Problem, Purpose, Statement};
use crate::page::{Action, Block, List, Row, RowId, Shown, Tone};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

/// What was found on this computer, once signed in.
#[derive(Debug, Default)]
pub struct DraftsFound {
    pub drafts: Vec<Draft>,
    /// Files that cannot be read: set aside, not thrown away.
    pub set_aside: usize,
}

/// After each sign-in.
pub fn load(model: &mut Model) -> Vec<Effect> {
    let ticket: Ticket = model.ticket();
    model.mine.asking_drafts = Some(ticket);
    vec![Effect::Drafts { ticket }]
}

pub fn found(model: &mut Model, found: DraftsFound) {
    model.mine.asking_drafts = None;
    let DraftsFound { drafts, set_aside } = found;
    // What is being written now is newer than what was found.
    for draft in drafts {
        if !model.mine.drafts.iter().any(|known| known.identifier == draft.identifier) {
            model.mine.drafts.push(draft);
        }
    }
    model.mine.drafts.sort_by_key(|draft| std::cmp::Reverse(draft.at));
    model.mine.set_aside = set_aside;
    if !model.mine.drafts.is_empty() && model.notice.is_none() {
        let count = model.mine.drafts.len();
        model.tell(Tone::Information, say!(model.words, "drafts-waiting", count = count));
    }
    if set_aside > 0 {
        model.tell(Tone::Warning, say!(model.words, "drafts-set-aside", count = set_aside));
    }
}

/// Where what is typed is kept: said once when it can no longer be on the disk, since it would be lost with the program (F37).
pub fn told(model: &mut Model, only_memory: Option<Problem>) {
    let worse = only_memory.is_some() && model.mine.only_memory.is_none();
    model.mine.only_memory = only_memory;
    if worse && form::current(model).is_some() {
        let text = kept(model);
        model.tell(Tone::Warning, text);
    }
}

/// How long what is typed is kept, said wherever one may leave it.
pub fn kept(model: &Model) -> Clean {
    let words = &model.words;
    match (&model.mine.only_memory, model.place()) {
        (Some(problem), _) => say!(words, "drafts-in-memory", why = words.problem(problem)),
        (None, Place::Shop) => say!(words, "drafts-in-shop"),
        (None, Place::Home) => say!(words, "drafts-at-home"),
    }
}

fn name(draft: &Draft, words: &Words) -> Clean {
    match &draft.purpose {
        Purpose::Contact(None) => say!(words, "contact-new"),
        Purpose::Contact(Some(_)) => say!(words, "contact-change"),
        Purpose::Statement(topic, _) => words.topic(*topic),
        Purpose::Answers { title, .. } => title.clone(),
        Purpose::Wish => say!(words, "wish-new"),
        Purpose::Deposit { path, .. } => say!(words, "deposit-of", name = path),
        Purpose::Correct(_) => say!(words, "correct-title"),
    }
}

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/drafts", say!(words, "drafts-title"));
    page.body.push(Block::Text(say!(words, "drafts-what")));
    page.body.push(Block::Text(kept(model)));
    let rows: Vec<Row<Do>> = model.mine.drafts.iter().enumerate().map(|(rank, draft)| row(rank, draft, words)).collect();
    page.body.push(Block::List(List {
        name: say!(words, "drafts-count", count = (rows.len())),
        empty: say!(words, "drafts-none"),
        rows: Arc::new(Shown(rows)),
        more: None,
    }));
    page
}

fn row(rank: usize, draft: &Draft, words: &Words) -> Row<Do> {
    let when = draft.at.map(|at| say!(words, "drafts-when", date = words.date_and_time(Date::moment(at))));
    Row {
        id: RowId(draft.identifier.clone()),
        marks: Vec::new(),
        label: name(draft, words),
        details: when.into_iter().collect(),
        does: Do::Mine(Step::Show(MinePage::ThrowDraft(rank))),
    }
}

/// One draft: go on with it, or throw it away.
pub fn throwing(model: &Model, rank: usize) -> Page {
    let words = &model.words;
    let Some(draft) = model.mine.drafts.get(rank) else { return Page::new("mine/draft", say!(words, "drafts-title")) };
    let mut page = Page::new("mine/draft", name(draft, words));
    if let Some(at) = draft.at {
        page.body.push(Block::Text(say!(words, "drafts-when", date = words.date_and_time(Date::moment(at)))));
    }
    page.body.push(Block::Text(say!(words, "drafts-answers", count = (draft.typed.len()))));
    page.actions.push(Action::new("resume", 'c', say!(words, "drafts-resume"), Do::Mine(Step::Resume(rank))));
    let mut throw = Action::new("throw", 'j', say!(words, "form-throw-away"), Do::Mine(Step::DropDraft(rank)));
    throw.grave = Some(say!(words, "form-throw-word"));
    page.actions.push(throw);
    page
}

pub fn drop_one(model: &mut Model, rank: usize) -> Vec<Effect> {
    if rank >= model.mine.drafts.len() {
        return Vec::new();
    }
    let draft = model.mine.drafts.remove(rank);
    model.back();
    model.tell(Tone::Success, say!(model.words, "form-thrown-away"));
    vec![Effect::ForgetDraft(draft.identifier)]
}

/// What the draft is about is asked for first, where somebody else may have changed it.
pub fn resume(model: &mut Model, rank: usize) -> Vec<Effect> {
    let Some(draft) = model.mine.drafts.get(rank).cloned() else { return Vec::new() };
    let wanted = match &draft.purpose {
        Purpose::Contact(_) => Some(Wanted::Contacts),
        Purpose::Statement(..) => Some(Wanted::Statements),
        Purpose::Answers { .. } => Some(Wanted::Directives),
        Purpose::Deposit { path, .. } => return deposit::resume(model, path.clone(), draft),
        Purpose::Wish | Purpose::Correct(_) => None,
    };
    match wanted {
        Some(wanted) => {
            model.mine.resuming = Some(draft);
            ask(model, wanted)
        }
        None => open(model, draft),
    }
}

/// The form as it was left.
pub fn open(model: &mut Model, draft: Draft) -> Vec<Effect> {
    let words = model.words.clone();
    let subject = match &draft.purpose {
        Purpose::Contact(None) => Some(Subject::Contact(Contact::default())),
        Purpose::Contact(Some(id)) => {
            let found = model.mine.contacts.as_ref().and_then(|contacts| contacts.id(id)).cloned();
            // Taken away meanwhile: what was typed is offered as somebody new.
            Some(Subject::Contact(found.unwrap_or_default()))
        }
        Purpose::Statement(topic, id) => {
            let found = id.as_ref().and_then(|id| health::find(model, id)).cloned();
            Some(Subject::Statement(found.unwrap_or_else(|| Statement::new(*topic))))
        }
        Purpose::Answers { canonical, response, .. } => model.mine.directives.as_ref().and_then(|all| {
            let form = directives::of_canonical(&all.forms, canonical)?.clone();
            let response = all.responses.iter().find(|one| one.id == *response && response.is_some()).cloned();
            Some(Subject::Answers { form, response })
        }),
        Purpose::Wish => Some(Subject::Wish),
        Purpose::Deposit { .. } => None,
        Purpose::Correct(id) => model.record.document(id).cloned().map(Subject::Correct),
    };
    let Some(subject) = subject else {
        model.tell(Tone::Warning, say!(words, "drafts-no-place"));
        return Vec::new();
    };
    shown(model, subject, &draft)
}

/// A subject with what was typed for it.
pub fn shown(model: &mut Model, subject: Subject, draft: &Draft) -> Vec<Effect> {
    let words = model.words.clone();
    let sheet = match &subject {
        Subject::Contact(contact) => contacts::sheet(contact, &words),
        Subject::Statement(statement) => health::sheet(statement, &words),
        Subject::Answers { form, response } => directives::sheet(form, response.as_ref(), model),
        Subject::Wish => Sheet::new(questions::wish(&words), &words),
        Subject::Deposit { .. } | Subject::Correct(_) => Sheet::new(questions::deposit(&words), &words),
    };
    let mut form = FormPage::new(subject, sheet);
    let moved = form::restore(&mut form, draft, &words);
    while matches!(model.screen(), Some(Screen::Mine(page)) if matches!(page.as_ref(), MinePage::ThrowDraft(_))) {
        model.back();
    }
    let effects = form::open(model, form);
    if !moved {
        model.tell(Tone::Success, say!(words, "drafts-found-again"));
    }
    effects
}

/// Said on home when something is waiting.
pub fn waiting(model: &Model) -> Option<Clean> {
    let count = model.mine.drafts.len();
    (count > 0).then(|| say!(model.words, "drafts-count", count = count))
}
