//! Locked after a while without a sign of the person: nothing is shown, nothing is lost (D21).

use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::{Do, Page, notices, rights};
use crate::domain::{Place, Problem};
use crate::page::{Action, Anchor, Block, Entry, Field, FieldId, Secrets, StopId, Tone};
use crate::say;
use std::time::Duration;

pub const PASSWORD: FieldId = FieldId("unlock-password", 0);

/// Seconds before the lock at which it is announced, then said again.
const WARNINGS: [u64; 3] = [60, 30, 10];

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("locked", say!(words, "lock-title"));
    page.body.push(Block::Text(say!(words, "lock-what")));
    if let Some(connected) = &model.connected {
        page.body.push(Block::Text(say!(words, "sign-in-host", host = &connected.host)));
    }
    page.body.push(Block::Field(Field::new(PASSWORD, say!(words, "sign-in-password"), Entry::Secret)));
    page.actions.push(Action::new("unlock", 'c', say!(words, "lock-unlock"), Do::Unlock).taking(&[PASSWORD]));
    page.actions.push(Action::new("sign-out", 'd', say!(words, "home-sign-out"), Do::SignOut));
    page
}

pub fn warning(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("idle-warning", say!(words, "lock-warning-title"));
    page.body.push(Block::Text(say!(words, "lock-warning-what")));
    page.actions.push(Action::new("stay", 'c', say!(words, "lock-warning-stay"), Do::Back));
    page
}

/// The person has been silent for this long.
pub fn idle(model: &mut Model, idle: Duration) -> Vec<Effect> {
    let Some(limit) = model.lock_after() else { return Vec::new() };
    if idle >= limit {
        return lock(model);
    }
    let left = (limit - idle).as_secs();
    let due = WARNINGS.into_iter().filter(|warning| left <= *warning).min();
    if due.is_some() && due != model.warned {
        if !matches!(model.screen(), Some(Screen::IdleWarning)) {
            model.go(Screen::IdleWarning);
        }
        model.warned = due;
        let wait = model.words.wait(left);
        model.tell(Tone::Warning, say!(model.words, "lock-warning", wait = wait));
    }
    Vec::new()
}

/// Nothing of the record stays on the terminal; the place is kept for the same person.
pub fn lock(model: &mut Model) -> Vec<Effect> {
    if model.session.is_none() {
        return Vec::new();
    }
    model.warned = None;
    model.notice = None;
    notices::deaf(model);
    if matches!(model.screen(), Some(Screen::IdleWarning)) {
        model.trail.pop();
    }
    match model.place() {
        Place::Home => {
            model.go(Screen::Locked);
            model.look_at(Anchor::Stop(StopId::Field(PASSWORD)));
            vec![Effect::Wipe, Effect::Lock]
        }
        Place::Shop => {
            let ticket = model.ticket();
            let mut effects = super::answer::expire(model);
            model.tell(Tone::Information, say!(model.words, "lock-shop"));
            effects.insert(0, Effect::Wipe);
            effects.push(Effect::SignOut { ticket });
            effects
        }
    }
}

pub fn submit(model: &mut Model, mut secrets: Secrets) -> Vec<Effect> {
    let Some(password) = secrets.take(PASSWORD).filter(|password| !password.is_empty()) else {
        model.tell(Tone::Problem, say!(model.words, "sign-in-password-missing"));
        model.look_at(Anchor::Stop(StopId::Field(PASSWORD)));
        return Vec::new();
    };
    let ticket = model.ask(WaitsFor::Unlock);
    vec![Effect::Unlock { ticket, password }]
}

pub fn unlocked(model: &mut Model, outcome: Result<(), Problem>) -> Vec<Effect> {
    match outcome {
        Ok(()) if matches!(model.screen(), Some(Screen::Rights(_))) => rights::proved(model),
        Ok(()) => {
            if matches!(model.screen(), Some(Screen::Locked)) {
                model.back();
            }
            let mut effects = super::answer::go_on(model);
            effects.extend(notices::listen(model, false));
            // The key that seals drafts went with the lock.
            effects.extend(super::mine::load_drafts(model));
            effects
        }
        Err(problem) if problem.ends_the_session() => {
            model.trail.retain(|visit| !matches!(visit.screen, Screen::Locked));
            super::answer::trouble(model, &problem)
        }
        Err(problem) => {
            model.complain(&problem);
            model.look_at(Anchor::Stop(StopId::Field(PASSWORD)));
            Vec::new()
        }
    }
}
