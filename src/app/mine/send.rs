//! A form sent, and how it ended: done, not done or unknown. Nothing typed is let go before the server has it.

use super::{MinePage, Subject, Wanted, ask, contacts, deposit, directives, health, wishes};
use crate::app::effect::{Effect, Write};
use crate::app::form::{self, FormPage};
use crate::app::model::{Model, WaitsFor};
use crate::app::rights::{Wish, proof_wanted};
use crate::app::trail::Screen;
use crate::app::{answer, documents};
use crate::domain::{Outcome, Problem, Response};
use crate::page::Tone;
use crate::say;

/// What is on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sending {
    /// The form being filled.
    Form,
    /// The same, unfinished.
    Aside,
    /// Somebody taken off the list.
    Contact,
    /// An entry taken away, or one that needs no form.
    Statement,
}

/// Read over and found right: it goes.
pub fn send(model: &mut Model) -> Vec<Effect> {
    let Some(form) = form::current(model) else { return Vec::new() };
    // Drawn when the form opened; without it, what is sent twice would be there twice.
    let Some(identifier) = form.identifier.clone() else { return Vec::new() };
    let words = &model.words;
    let (write, for_what) = match &form.subject {
        Subject::Contact(before) => {
            (Write::Contact { identifier, contact: contacts::filled(&form.sheet, before) }, WaitsFor::Writing)
        }
        Subject::Statement(before) => {
            let statement = health::filled(&form.sheet, before, words);
            (Write::Statement { identifier: Some(identifier), statement }, WaitsFor::Writing)
        }
        Subject::Answers { .. } => match directives::signed(model, form, identifier) {
            Some(write) => (write, WaitsFor::Sending),
            None => return Vec::new(),
        },
        Subject::Wish => match wishes::written(model, form, identifier) {
            Some(write) => (write, WaitsFor::Sending),
            None => return Vec::new(),
        },
        Subject::Deposit { chosen, replaces, .. } => {
            match deposit::filled(&form.sheet, chosen, replaces.as_ref(), identifier, words) {
                Some(deposit) => (Write::Deposit(deposit), WaitsFor::Sending),
                None => return Vec::new(),
            }
        }
        Subject::Correct(document) => match deposit::corrected(&form.sheet, document, identifier, words) {
            Some(write) => (write, WaitsFor::Sending),
            None => return Vec::new(),
        },
    };
    go(model, write, for_what, Sending::Form)
}

fn go(model: &mut Model, write: Write, for_what: WaitsFor, sending: Sending) -> Vec<Effect> {
    let ticket = model.ask(for_what);
    model.mine.sending = Some(sending);
    let mut effects = form::changed(model);
    effects.push(Effect::Write { ticket, write: Box::new(write) });
    effects
}

/// Unfinished, to go on with it from another computer.
pub fn put_aside(model: &mut Model) -> Vec<Effect> {
    let Some(form) = form::current(model) else { return Vec::new() };
    let Some(response) = response(model, form, false) else { return Vec::new() };
    let form = form.sheet.form().clone();
    go(model, Write::Response { form, response }, WaitsFor::Writing, Sending::Aside)
}

/// The answers of a server's form.
pub fn response(model: &Model, form: &FormPage, completed: bool) -> Option<Response> {
    let Subject::Answers { form: asked, response } = &form.subject else { return None };
    Some(Response {
        id: response.as_ref().and_then(|response| response.id.clone()),
        version: response.as_ref().and_then(|response| response.version.clone()),
        identifier: match response {
            Some(response) if !response.identifier.is_empty() => response.identifier.clone(),
            Some(_) | None => form.identifier.clone()?,
        },
        canonical: asked.canonical.clone(),
        completed,
        authored: model.now,
        items: form.sheet.answers(&model.words),
    })
}

/// The password was given again: what was asked for is sent.
pub fn sent_again(model: &mut Model) -> Vec<Effect> {
    if form::current(model).is_some() { send(model) } else { Vec::new() }
}

pub fn sent(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    let Some(sending) = model.mine.sending.take() else { return Vec::new() };
    match (sending, outcome) {
        (_, Outcome::NotDone(problem)) if problem.ends_the_session() => answer::trouble(model, &problem),
        (Sending::Form | Sending::Aside, Outcome::Done) => done(model, sending),
        (Sending::Form, Outcome::NotDone(Problem::ProveIdentity)) => proof_wanted(model, Wish::Form),
        (Sending::Form | Sending::Aside, Outcome::NotDone(Problem::ChangedMeanwhile)) => {
            model.mine.collided = true;
            match form::current(model).and_then(|form| wanted(&form.subject)) {
                Some(wanted) => ask(model, wanted),
                None => not_done(model, &Problem::ChangedMeanwhile),
            }
        }
        (Sending::Form, Outcome::NotDone(Problem::NotFound)) => gone(model),
        (Sending::Form | Sending::Aside, Outcome::NotDone(problem)) => not_done(model, &problem),
        (Sending::Form | Sending::Aside, Outcome::Unknown) => {
            model.tell(Tone::Warning, say!(model.words, "sent-unknown"));
            Vec::new()
        }
        (Sending::Contact, outcome) => removed(model, outcome, Wanted::Contacts),
        (Sending::Statement, outcome) => removed(model, outcome, Wanted::Statements),
    }
}

fn not_done(model: &mut Model, problem: &Problem) -> Vec<Effect> {
    model.mine.collided = false;
    let why = model.words.problem(problem);
    let text = say!(model.words, "sent-not-done", why = why);
    model.tell(Tone::Problem, text);
    Vec::new()
}

/// What to read again to know what somebody else wrote.
fn wanted(subject: &Subject) -> Option<Wanted> {
    match subject {
        Subject::Contact(_) => Some(Wanted::Contacts),
        Subject::Statement(_) => Some(Wanted::Statements),
        Subject::Answers { .. } => Some(Wanted::Directives),
        Subject::Wish | Subject::Deposit { .. } | Subject::Correct(_) => None,
    }
}

fn done(model: &mut Model, sending: Sending) -> Vec<Effect> {
    let Some(form) = form::current(model) else { return Vec::new() };
    let subject = form.subject.clone();
    let mut effects = form::forget(model);
    form::close(model);
    let words = &model.words;
    let said = match (&subject, sending) {
        (_, Sending::Aside) => say!(words, "sent-aside"),
        (Subject::Contact(contact), _) if contact.id.is_none() => say!(words, "contact-added"),
        (Subject::Contact(_), _) => say!(words, "contact-changed"),
        (Subject::Statement(_), _) => say!(words, "statement-saved"),
        (Subject::Answers { .. }, _) => say!(words, "directives-signed"),
        (Subject::Wish, _) => say!(words, "wish-added"),
        (Subject::Deposit { .. }, _) => say!(words, "deposit-added"),
        (Subject::Correct(_), _) => say!(words, "correct-done"),
    };
    match &subject {
        Subject::Contact(_) => effects.extend(ask(model, Wanted::Contacts)),
        Subject::Statement(_) => effects.extend(ask(model, Wanted::Statements)),
        Subject::Answers { .. } => {
            effects.extend(ask(model, Wanted::Directives));
            effects.extend(documents::load(model));
        }
        Subject::Wish | Subject::Deposit { .. } | Subject::Correct(_) => effects.extend(documents::load(model)),
    }
    model.tell(Tone::Success, said);
    effects
}

/// It was taken away elsewhere: what was typed stays, and can be sent as something new (F23).
fn gone(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = form::current_mut(model) {
        match &mut form.subject {
            Subject::Contact(contact) => (contact.id, contact.version) = (None, None),
            Subject::Statement(statement) => (statement.id, statement.version) = (None, None),
            Subject::Answers { response, .. } => *response = None,
            Subject::Deposit { replaces, .. } => *replaces = None,
            Subject::Wish | Subject::Correct(_) => {}
        }
    }
    let mut effects = form::changed(model);
    // What is left there, without it: one trusted person more or less, for instance.
    if let Some(wanted) = form::current(model).and_then(|form| wanted(&form.subject)) {
        effects.extend(ask(model, wanted));
    }
    model.tell(Tone::Warning, say!(model.words, "sent-gone"));
    effects
}

/// What the server now has is here: mine and theirs, side by side.
pub fn collided(model: &mut Model) -> Vec<Effect> {
    let Some(form) = form::current(model) else { return Vec::new() };
    let words = &model.words;
    let now = match &form.subject {
        Subject::Contact(before) => {
            let found = before.id.as_ref().and_then(|id| model.mine.contacts.as_ref()?.id(id)).cloned();
            found.map(|contact| (contacts::sheet(&contact, words).kept(), Subject::Contact(contact)))
        }
        Subject::Statement(before) => {
            let found = before.id.as_ref().and_then(|id| health::find(model, id)).cloned();
            found.map(|statement| (health::sheet(&statement, words).kept(), Subject::Statement(statement)))
        }
        Subject::Answers { form, response } => {
            let id = response.as_ref().and_then(|response| response.id.clone());
            let all = model.mine.directives.as_ref();
            let found = all.and_then(|all| all.responses.iter().find(|response| response.id == id && id.is_some())).cloned();
            found.map(|response| {
                let kept = directives::sheet(form, Some(&response), model).kept();
                (kept, Subject::Answers { form: form.clone(), response: Some(response) })
            })
        }
        Subject::Wish | Subject::Deposit { .. } | Subject::Correct(_) => None,
    };
    match now {
        Some((theirs, subject)) => {
            form::collided(model, subject, theirs);
            form::changed(model)
        }
        None => gone(model),
    }
}

/// Something taken away, or said in one choice: the list is read again whatever came.
fn removed(model: &mut Model, outcome: Outcome, wanted: Wanted) -> Vec<Effect> {
    let words = model.words.clone();
    match outcome {
        Outcome::Done => {
            leave_question(model);
            model.tell(Tone::Success, say!(words, "removed-done"));
        }
        Outcome::NotDone(problem) => {
            let text = say!(words, "change-not-done", why = words.problem(&problem));
            model.tell(Tone::Problem, text);
        }
        Outcome::Unknown => {
            leave_question(model);
            model.tell(Tone::Warning, say!(words, "change-unknown"));
        }
    }
    ask(model, wanted)
}

/// Out of the question and of the page of what is no more.
fn leave_question(model: &mut Model) {
    let asks = |page: &MinePage| {
        matches!(page, MinePage::Contact(_) | MinePage::RemoveContact(_) | MinePage::Statement(_) | MinePage::RemoveStatement(_))
    };
    while matches!(model.screen(), Some(Screen::Mine(page)) if asks(page)) {
        model.back();
    }
}
