//! What I say about myself: people to call, directives, my health in my words, my wishes, my own documents.
//!
//! Each is a form of `app::form`; here is what each form is about, what else must be right in it, and what it becomes.

mod browse;
mod card;
mod contacts;
mod deposit;
mod directives;
mod drafts;
mod health;
mod hub;
mod questions;
mod send;
mod subject;
mod wishes;

pub use browse::Looked;
pub use deposit::{Step as DepositStep, chosen as file_chosen, looked, typed};
pub use drafts::{
    DraftsFound, found as drafts_found, kept as drafts_kept, load as load_drafts, told as drafts_are_kept, waiting,
};
pub use send::{put_aside, send, sent, sent_again};
pub use subject::{Subject, before_sending, can_be_put_aside, faults, introduction, send_label, send_word, title};

use super::effect::{Effect, Ticket};
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::{Page, answer};
use crate::domain::{Contact, ContactId, Contacts, Draft, Forms, Problem, Response, Statement, StatementId, Statements, Topic};
use std::sync::Arc;

/// What is known of it: asked for when one comes to look.
#[derive(Debug, Clone, Default)]
pub struct Mine {
    pub contacts: Option<Arc<Contacts>>,
    pub statements: Option<Arc<Statements>>,
    pub directives: Option<Arc<Directives>>,
    /// Not yet sent, newest first.
    pub drafts: Vec<Draft>,
    /// Drafts are in memory alone, and why.
    pub only_memory: Option<Problem>,
    /// Files of drafts that cannot be read, set aside.
    pub set_aside: usize,
    /// What is on its way.
    pub sending: Option<send::Sending>,
    /// Identifiers being drawn, drafts being read.
    pub drawing: Option<Ticket>,
    pub asking_drafts: Option<Ticket>,
    /// The draft to go on with, once what it is about is known.
    pub resuming: Option<Draft>,
    /// What was being sent met somebody else's change: it is shown once that is known.
    pub collided: bool,
}

/// The forms of the directives, and the answers given so far.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Directives {
    pub forms: Forms,
    pub responses: Vec<Response>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MinePage {
    Hub,
    Contacts,
    Contact(ContactId),
    RemoveContact(ContactId),
    Health,
    Topic(Topic),
    Statement(StatementId),
    RemoveStatement(StatementId),
    Directives,
    /// Before new directives take the place of those that are there.
    Replacing(usize),
    Wishes,
    Donation,
    Drafts,
    ThrowDraft(usize),
    Card,
    Deposit(Box<deposit::DepositPage>),
}

/// What the things of these pages do.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Open,
    Show(MinePage),
    NewContact,
    ChangeContact(ContactId),
    DropContact(ContactId),
    NewStatement(Topic),
    NotConcerned(Topic),
    ChangeStatement(StatementId),
    DropStatement(StatementId),
    /// One of the forms of the directives, by its rank.
    Fill(usize),
    GoOnWith(usize),
    NewWish,
    /// A draft, by its rank.
    Resume(usize),
    DropDraft(usize),
    SaveCard,
    Deposit(deposit::Step),
}

/// What is asked of the server.
#[derive(Debug, Clone, PartialEq)]
pub enum Wanted {
    Contacts,
    Statements,
    /// The forms and the answers to them.
    Directives,
}

/// What came.
#[derive(Debug)]
pub enum Found {
    Contacts(Result<Contacts, Problem>),
    Statements(Result<Statements, Problem>),
    Directives(Result<Directives, Problem>),
}

impl Mine {
    pub fn keep(&mut self, draft: Draft) {
        self.drafts.retain(|other| other.identifier != draft.identifier);
        self.drafts.insert(0, draft);
    }
}

pub fn view(model: &Model, page: &MinePage) -> Page {
    match page {
        MinePage::Hub => hub::view(model),
        MinePage::Contacts => contacts::list(model),
        MinePage::Contact(id) => contacts::one(model, id),
        MinePage::RemoveContact(id) => contacts::removal(model, id),
        MinePage::Health => health::view(model),
        MinePage::Topic(topic) => health::topic(model, *topic),
        MinePage::Statement(id) => health::one(model, id),
        MinePage::RemoveStatement(id) => health::removal(model, id),
        MinePage::Directives => directives::view(model),
        MinePage::Replacing(rank) => directives::replacing(model, *rank),
        MinePage::Wishes => wishes::view(model),
        MinePage::Donation => wishes::donation(model),
        MinePage::Drafts => drafts::view(model),
        MinePage::ThrowDraft(rank) => drafts::throwing(model, *rank),
        MinePage::Card => card::view(model),
        MinePage::Deposit(page) => deposit::view(model, page),
    }
}

pub fn act(model: &mut Model, step: Step) -> Vec<Effect> {
    match step {
        Step::Open => show(model, MinePage::Hub),
        Step::Show(page) => show(model, page),
        Step::NewContact => contacts::fill(model, Contact { emergency: true, ..Contact::default() }),
        Step::ChangeContact(id) => match model.mine.contacts.as_ref().and_then(|contacts| contacts.id(&id)).cloned() {
            Some(contact) => contacts::fill(model, contact),
            None => Vec::new(),
        },
        Step::DropContact(id) => contacts::remove(model, &id),
        Step::NewStatement(topic) => health::fill(model, Statement::new(topic)),
        Step::NotConcerned(topic) => health::not_concerned(model, topic),
        Step::ChangeStatement(id) => match health::find(model, &id).cloned() {
            Some(statement) => health::fill(model, statement),
            None => Vec::new(),
        },
        Step::DropStatement(id) => health::remove(model, &id),
        Step::Fill(rank) => directives::fill(model, rank, None),
        Step::GoOnWith(rank) => directives::go_on(model, rank),
        Step::NewWish => wishes::fill(model),
        Step::Resume(rank) => drafts::resume(model, rank),
        Step::DropDraft(rank) => drafts::drop_one(model, rank),
        Step::SaveCard => card::save(model),
        Step::Deposit(step) => deposit::act(model, step),
    }
}

fn show(model: &mut Model, page: MinePage) -> Vec<Effect> {
    let wanted = match page {
        MinePage::Contacts | MinePage::Card if model.mine.contacts.is_none() => Some(Wanted::Contacts),
        MinePage::Health | MinePage::Topic(_) if model.mine.statements.is_none() => Some(Wanted::Statements),
        MinePage::Card if model.mine.statements.is_none() => Some(Wanted::Statements),
        MinePage::Directives if model.mine.directives.is_none() => Some(Wanted::Directives),
        MinePage::Hub
        | MinePage::Contacts
        | MinePage::Contact(_)
        | MinePage::RemoveContact(_)
        | MinePage::Health
        | MinePage::Topic(_)
        | MinePage::Statement(_)
        | MinePage::RemoveStatement(_)
        | MinePage::Directives
        | MinePage::Replacing(_)
        | MinePage::Wishes
        | MinePage::Donation
        | MinePage::Drafts
        | MinePage::ThrowDraft(_)
        | MinePage::Card
        | MinePage::Deposit(_) => None,
    };
    model.go(screen(page));
    wanted.map(|wanted| ask(model, wanted)).unwrap_or_default()
}

pub fn screen(page: MinePage) -> Screen {
    Screen::Mine(Box::new(page))
}

pub fn ask(model: &mut Model, wanted: Wanted) -> Vec<Effect> {
    let ticket = model.ask(WaitsFor::Mine);
    vec![Effect::Mine { ticket, wanted }]
}

/// "Réessayer", on a page that lacks what it shows.
pub fn again(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Mine(page)) = model.screen() else { return Vec::new() };
    let wanted = match page.as_ref() {
        MinePage::Health | MinePage::Topic(_) => Wanted::Statements,
        MinePage::Directives => Wanted::Directives,
        MinePage::Card if model.mine.contacts.is_some() => Wanted::Statements,
        MinePage::Hub
        | MinePage::Contacts
        | MinePage::Contact(_)
        | MinePage::RemoveContact(_)
        | MinePage::Statement(_)
        | MinePage::RemoveStatement(_)
        | MinePage::Replacing(_)
        | MinePage::Wishes
        | MinePage::Donation
        | MinePage::Drafts
        | MinePage::ThrowDraft(_)
        | MinePage::Card
        | MinePage::Deposit(_) => Wanted::Contacts,
    };
    ask(model, wanted)
}

/// What was asked for is here: the page shows it, or goes on with what waited for it.
pub fn arrived(model: &mut Model, found: Found) -> Vec<Effect> {
    let failed = match found {
        Found::Contacts(Ok(contacts)) => {
            model.mine.contacts = Some(Arc::new(contacts));
            None
        }
        Found::Statements(Ok(statements)) => {
            model.mine.statements = Some(Arc::new(statements));
            None
        }
        Found::Directives(Ok(directives)) => {
            model.mine.directives = Some(Arc::new(directives));
            None
        }
        Found::Contacts(Err(problem)) | Found::Statements(Err(problem)) | Found::Directives(Err(problem)) => Some(problem),
    };
    if let Some(problem) = failed {
        model.mine.resuming = None;
        model.mine.collided = false;
        return answer::trouble(model, &problem);
    }
    if std::mem::take(&mut model.mine.collided) {
        return send::collided(model);
    }
    if let Some(draft) = model.mine.resuming.take() {
        return drafts::open(model, draft);
    }
    // The card needs both.
    let card = matches!(model.screen(), Some(Screen::Mine(page)) if matches!(page.as_ref(), MinePage::Card));
    if card && model.mine.statements.is_none() { ask(model, Wanted::Statements) } else { Vec::new() }
}
