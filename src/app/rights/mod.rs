//! Who may read my record: those allowed, those blocked, hospitals, emergencies, and how each of these is changed.
//!
//! A change is never said to be done before the server said so: done, not done and unknown are three sentences (DESIGN §4).

mod ask;
mod change;
mod hub;
mod person;
mod stay;

pub use change::{changed, proof_wanted, proved};
pub use person::{Relations, act_on, minimal, name, of_trace};
pub use stay::{StayPage, found as hospitals_found, typed};

use super::effect::{Effect, Ticket};
use super::masking::Files;
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::{Page, answer};
use crate::domain::{Change, ChannelId, Clean, ConsentId, Consents, Emergency, Party, Problem, Professional, Subject};
use std::sync::Arc;

/// What is known of the consents: asked for when one signs in, and again whenever they are looked at or changed.
#[derive(Debug, Clone, Default)]
pub struct Rights {
    pub now: Option<Arc<Consents>>,
    /// The question under way in the background.
    pub asking: Option<Ticket>,
    /// A change that somebody else's came before: shown once what is so now is known.
    conflict: Option<Change>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum RightsPage {
    Hub,
    Shown(Shown),
    /// The question before a change.
    Ask(Change),
    /// The password again, then the change (RFC 9470).
    Prove(Wish),
    /// What was wanted, and what somebody else did meanwhile.
    Conflict(Change),
    Stay(StayPage),
}

/// What was asked for, and waits for its answer or for a proof of who asks.
#[derive(Debug, Clone, PartialEq)]
pub enum Wish {
    Consent(Change),
    Files(Files),
    /// Documents to come, masked or not.
    New(bool),
    /// The form being filled, sent.
    Form,
    /// By which channel a kind of notice comes; `None`: by none.
    Notice(Clean, Option<ChannelId>),
}

/// Pages one comes to from the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Allowed,
    Blocked,
    Stays,
    Emergencies,
    Emergency(Emergency),
    Doctor,
    Never,
}

/// What the things of these pages do.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Open,
    Show(Shown),
    /// Somebody of a list.
    Consent(ConsentId),
    Person(Arc<Professional>),
    Ask(Change),
    Change(Change),
    /// What they did in my record, or what was done with a document.
    Accesses(Subject),
    Emergencies,
    NewStay,
    FindHospital,
    Hospital(Party),
    CheckStay,
}

pub fn view(model: &Model, page: &RightsPage) -> Page {
    match page {
        RightsPage::Hub => hub::view(model),
        RightsPage::Shown(shown) => hub::shown(model, *shown),
        RightsPage::Ask(change) => ask::view(model, change),
        RightsPage::Prove(_) => change::prove(model),
        RightsPage::Conflict(change) => change::conflict(model, change),
        RightsPage::Stay(page) => stay::view(model, page),
    }
}

pub fn act(model: &mut Model, step: Step) -> Vec<Effect> {
    match step {
        Step::Open => {
            model.go(page(RightsPage::Hub));
            if model.rights.now.is_some() { load(model) } else { ask_again(model) }
        }
        Step::Show(shown) => {
            model.go(page(RightsPage::Shown(shown)));
            Vec::new()
        }
        Step::Consent(id) => person::open(model, &id),
        Step::Person(professional) => person::go(model, professional),
        Step::Ask(change) => {
            model.go(page(RightsPage::Ask(change)));
            Vec::new()
        }
        Step::Change(wanted) => change::send(model, wanted),
        Step::Accesses(subject) => super::history::open_of(model, subject),
        Step::Emergencies => super::history::open_emergencies(model),
        Step::NewStay => stay::open(model),
        Step::FindHospital => stay::find(model),
        Step::Hospital(party) => stay::choose(model, party),
        Step::CheckStay => stay::check(model),
    }
}

fn page(page: RightsPage) -> Screen {
    Screen::Rights(Box::new(page))
}

/// While the person does something else.
pub fn load(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ticket();
    model.rights.asking = Some(ticket);
    vec![Effect::Consents { ticket, background: true }]
}

/// For the page being looked at.
pub fn ask_again(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ask(WaitsFor::Rights);
    vec![Effect::Consents { ticket, background: false }]
}

/// What came while the person did something else: a failure is said when they come to look.
pub fn loaded(model: &mut Model, outcome: Result<Consents, Problem>) {
    model.rights.asking = None;
    if let Ok(consents) = outcome {
        model.rights.now = Some(Arc::new(consents));
    }
}

pub fn listed(model: &mut Model, outcome: Result<Consents, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(consents) => {
            model.rights.now = Some(Arc::new(consents));
            if let Some(change) = model.rights.conflict.take() {
                change::collided(model, change);
            }
            Vec::new()
        }
        Err(problem) => {
            model.rights.conflict = None;
            answer::trouble(model, &problem)
        }
    }
}
