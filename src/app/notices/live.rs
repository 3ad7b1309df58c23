//! Notices while the program is open: said above the page in one sentence, whatever the person is doing; they go on doing it.

use super::{Errand, Notices, centre};
use crate::app::effect::{Effect, Ticket};
use crate::app::model::Model;
use crate::app::{Do, history};
use crate::domain::{Clean, News, Told};
use crate::page::{Notice, Tone};
use crate::say;

/// From now on. `anew`: nothing is known yet of this person's notices.
pub fn listen(model: &mut Model, anew: bool) -> Vec<Effect> {
    if model.session.as_ref().is_none_or(|session| !session.patient.open) {
        return Vec::new();
    }
    let ticket = model.ticket();
    if anew {
        model.notices = Notices::default();
    }
    model.notices.listening = Some(ticket);
    vec![Effect::Notices { ticket, errand: Box::new(Errand::Listen { anew }) }]
}

/// Nothing more is heard, and nothing of what was stays to be read: at the lock and at the end.
pub fn deaf(model: &mut Model) {
    model.notices.listening = None;
    model.notices.standing = None;
}

/// What is on the page and on the first one is then asked for again, in the background.
pub fn arrived(model: &mut Model, ticket: Ticket, news: News) -> Vec<Effect> {
    if model.notices.listening != Some(ticket) {
        return Vec::new();
    }
    model.notices.unread = news.unread;
    if news.fresh.is_empty() {
        return Vec::new();
    }
    let standing = model.notices.standing.take();
    let (before, was_urgent) = standing.map_or((0, false), |standing| (standing.count, standing.notice.tone == Tone::Warning));
    let count = before.saturating_add(news.fresh.len());
    let urgent = was_urgent || news.fresh.iter().any(|notice| notice.told == Told::Emergency);
    let words = &model.words;
    let text = match news.fresh.as_slice() {
        [one] if before == 0 => words.notice(one),
        _ => many(count, news.more, urgent, model),
    };
    let tone = if urgent { Tone::Warning } else { Tone::Information };
    let serial = model.serial();
    model.notices.standing = Some(Standing { notice: Notice { serial, tone, text }, count });
    let mut effects = history::ask_since_last_visit(model);
    effects.extend(history::refresh(model));
    effects.extend(centre::refresh(model));
    effects
}

fn many(count: usize, more: bool, urgent: bool, model: &Model) -> Clean {
    let words = &model.words;
    match (more, urgent) {
        (false, false) => say!(words, "notices-many", count = count),
        (false, true) => say!(words, "notices-many-urgent", count = count),
        (true, false) => say!(words, "notices-more", count = count),
        (true, true) => say!(words, "notices-more-urgent", count = count),
    }
}

/// What arrived since the person last did something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub notice: Notice,
    count: usize,
}

/// What is said above the page: what it had to say, and what arrived, neither in place of the other.
pub fn above(model: &Model) -> Option<Notice> {
    let arrived = model.notices.standing.as_ref().map(|standing| &standing.notice);
    let (Some(said), Some(arrived)) = (&model.notice, arrived) else { return model.notice.as_ref().or(arrived).cloned() };
    let (first, then) = if said.serial < arrived.serial { (said, arrived) } else { (arrived, said) };
    let tone = [Tone::Problem, Tone::Warning].into_iter().find(|tone| said.tone == *tone || arrived.tone == *tone);
    Some(Notice {
        serial: then.serial,
        tone: tone.unwrap_or(then.tone),
        text: say!(model.words, "notices-besides", first = &first.text, then = &then.text),
    })
}

/// On the first page: the way to the notice centre, and how many are unread.
pub fn row(model: &Model) -> (Clean, Vec<Clean>, Do) {
    let words = &model.words;
    let unread = model.notices.unread.map(|count| say!(words, "notices-unread", count = count));
    (say!(words, "notices-title"), unread.into_iter().collect(), Do::Notices(super::Step::Open))
}
