//! One line of the access history: all that is known of it, the document it is about, and what to do when it is not recognised.

use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::trail::Screen;
use crate::app::{Do, Page, rights};
use crate::domain::{Clean, Date, Trace, Who};
use crate::page::{Action, Block};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub fn open(model: &mut Model, trace: Arc<Trace>) -> Vec<Effect> {
    model.go(Screen::Trace(trace));
    Vec::new()
}

pub fn view(model: &Model, trace: &Trace) -> Page {
    let words = &model.words;
    let mut page = Page::new(format!("trace/{}", trace.id), words.actor(trace));
    if let Some(what) = words.mode_meaning(trace.mode) {
        page.body.push(Block::Text(what));
    }
    let document = trace.document.as_ref().and_then(|id| model.record.document(id));
    let mut facts = facts(trace, words);
    if let Some(document) = document {
        facts.push((say!(words, "trace-document"), document.title.clone()));
        page.actions.push(Action::new("open", 'o', say!(words, "trace-open"), Do::Open(document.id.clone())));
    }
    page.body.push(Block::Facts(facts));
    if let Some(professional) = rights::of_trace(trace) {
        let does = Do::Rights(rights::Step::Person(professional));
        page.actions.push(Action::new("person", 'p', say!(words, "person-see"), does));
    }
    if trace.who != Who::Me {
        page.actions.push(Action::new("unknown", 'n', say!(words, "trace-unknown"), Do::UnknownTrace));
    }
    page
}

fn facts(trace: &Trace, words: &Words) -> Vec<(Clean, Clean)> {
    let mut facts = vec![(say!(words, "trace-when"), words.date_and_time(Date::moment(trace.at)))];
    facts.extend(words.trace_profession(trace).map(|said| (say!(words, "trace-profession"), said)));
    facts.extend(trace.organisation.clone().map(|said| (say!(words, "trace-organisation"), said)));
    facts.push((say!(words, "trace-what"), words.deed(trace)));
    facts.push((say!(words, "trace-mode"), words.mode(trace.mode)));
    facts.extend(trace.refused.then(|| (say!(words, "trace-outcome"), say!(words, "trace-refused"))));
    facts.extend(trace.told.clone().map(|told| (say!(words, "trace-told"), told)));
    facts
}

/// What to do, whom to call, and what to say.
pub fn unknown(model: &Model, trace: &Trace) -> Page {
    let words = &model.words;
    let mut page = Page::new(format!("trace/{}/unknown", trace.id), say!(words, "trace-unknown"));
    let steps = [say!(words, "unknown-first"), say!(words, "unknown-call"), say!(words, "unknown-password")];
    page.body.extend(steps.into_iter().map(Block::Text));
    let when = words.date_and_time(Date::moment(trace.at));
    let text = say!(words, "unknown-letter", when = when, who = words.actor(trace), what = words.deed(trace));
    page.body.push(Block::Group { title: say!(words, "unknown-say"), blocks: vec![Block::Text(text)], error: None });
    page
}
