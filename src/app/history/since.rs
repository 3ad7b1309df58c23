//! How many accesses by others there were since the last visit: on the first page, and kept up while one is there.

use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::domain::{Clean, History, Problem, Tally};
use crate::say;

/// In the background; nothing at the first visit.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(since) = model.session.as_ref().and_then(|session| session.account.previous_sign_in) else { return Vec::new() };
    let ticket = model.ticket();
    model.counting = Some(ticket);
    vec![Effect::HistorySince { ticket, since }]
}

/// What could not be counted is not said: a wrong number would reassure.
pub fn counted(model: &mut Model, outcome: &Result<History, Problem>) {
    model.accesses = outcome.as_ref().ok().map(Tally::of);
}

/// The emergencies apart.
pub fn said(model: &Model) -> Vec<Clean> {
    let words = &model.words;
    let Some(Tally { count, emergencies, more }) = model.accesses else { return Vec::new() };
    let all = match more {
        false => say!(words, "home-accesses", count = count),
        true => say!(words, "home-accesses-more", count = count),
    };
    let apart = (emergencies > 0).then(|| say!(words, "home-accesses-emergencies", count = emergencies));
    std::iter::once(all).chain(apart).collect()
}
