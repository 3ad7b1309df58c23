//! One notice: who, when and what, in the words of the access history, and the ways to all of it. Being opened, it is read.

use super::{Errand, NoticesPage, Step, ask as send, centre, page, shown, trouble};
use crate::app::effect::Effect;
use crate::app::model::{Model, WaitsFor};
use crate::app::{Do, Page, document as reading, history, rights};
use crate::domain::{Clean, Date, Document, History, Listing, Notice, NoticeId, Problem};
use crate::page::{Action, Block, Tone};
use crate::say;
use std::sync::Arc;

pub fn view(model: &Model, notice: &Arc<Notice>) -> Page {
    let words = &model.words;
    let mut page = Page::new(format!("notice/{}", notice.id.as_str()), words.notice_title(notice.told));
    page.body.push(Block::Text(words.notice(notice)));
    page.body.extend(notice.mode.and_then(|mode| words.mode_meaning(mode)).map(Block::Text));
    page.body.push(Block::Facts(facts(model, notice)));
    let step = |step| Do::Notices(step);
    if notice.document.is_some() {
        page.actions.push(Action::new("open", 'o', say!(words, "trace-open"), step(Step::Document)));
    }
    if notice.trace.is_some() {
        page.actions.push(Action::new("trace", 'h', say!(words, "notice-trace"), step(Step::Trace)));
    }
    if let Some(professional) = notice.who.as_ref().and_then(rights::minimal) {
        let does = Do::Rights(rights::Step::Person(professional));
        page.actions.push(Action::new("person", 'p', say!(words, "person-see"), does));
    }
    let mark = if notice.read { say!(words, "notice-mark-unread") } else { say!(words, "notice-mark-read") };
    page.actions.push(Action::new("mark", 'n', mark, step(Step::Mark(!notice.read))));
    page
}

fn facts(model: &Model, notice: &Notice) -> Vec<(Clean, Clean)> {
    let words = &model.words;
    let mut facts = vec![(say!(words, "trace-when"), words.date_and_time(Date::moment(notice.sent)))];
    facts.extend(notice.who.as_ref().map(|who| (say!(words, "notice-who"), rights::name(who, words))));
    facts.extend(notice.mode.map(|mode| (say!(words, "trace-mode"), words.mode(mode))));
    facts.extend(notice.reason.clone().map(|reason| (say!(words, "notice-reason"), reason)));
    facts.extend(notice.title.clone().map(|title| (say!(words, "trace-document"), title)));
    let read = if notice.read { say!(words, "notice-read-mark") } else { say!(words, "notice-unread") };
    facts.push((say!(words, "notice-state"), read));
    facts
}

fn one(model: &Model) -> Option<Arc<Notice>> {
    if let Some(NoticesPage::One(notice)) = shown(model) { Some(notice.clone()) } else { None }
}

pub fn open(model: &mut Model, id: &NoticeId) -> Vec<Effect> {
    let Some(NoticesPage::List(list)) = shown(model) else { return Vec::new() };
    let Some(notice) = list.notice(id).cloned() else { return Vec::new() };
    let read = notice.read;
    model.go(page(NoticesPage::One(notice)));
    if read { Vec::new() } else { mark(model, true) }
}

/// In the background: the notice is there to be read whatever becomes of it.
pub fn mark(model: &mut Model, read: bool) -> Vec<Effect> {
    let (Some(notice), Some(now)) = (one(model), model.now) else { return Vec::new() };
    let ticket = model.ticket();
    model.notices.marking.push(ticket);
    vec![Effect::Notices { ticket, errand: Box::new(Errand::Mark { notice, read, now }) }]
}

pub fn marked(model: &mut Model, outcome: Result<Notice, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(notice) => {
            let notice = Arc::new(notice);
            let was = model.trail.iter().rev().find_map(|visit| visit.screen.notice(&notice.id));
            let unread = &mut model.notices.unread;
            match (was.map(|was| was.read), notice.read) {
                (Some(false), true) => *unread = unread.map(|unread| unread.saturating_sub(1)),
                (Some(true), false) => *unread = unread.map(|unread| unread.saturating_add(1)),
                (Some(_) | None, _) => {}
            }
            centre::renew(model, &notice);
            Vec::new()
        }
        Err(problem) if problem.ends_the_session() => trouble(model, &problem),
        Err(problem) => {
            let why = model.words.problem(&problem);
            model.tell(Tone::Problem, say!(model.words, "notice-not-marked", why = why));
            Vec::new()
        }
    }
}

/// The line of the access history, which says more.
pub fn trace(model: &mut Model) -> Vec<Effect> {
    let Some(notice) = one(model) else { return Vec::new() };
    let Some(id) = notice.trace.clone() else { return Vec::new() };
    let day = Date::moment(notice.sent).civil().date();
    send(model, WaitsFor::History, Errand::Trace { id, day })
}

pub fn traced(model: &mut Model, outcome: Result<History, Problem>) -> Vec<Effect> {
    let history = match outcome {
        Ok(history) => history,
        Err(problem) => return trouble(model, &problem),
    };
    let wanted = one(model).and_then(|notice| notice.trace.clone());
    match history.traces.into_iter().find(|trace| Some(&trace.id) == wanted.as_ref()) {
        Some(trace) => history::open_one(model, trace),
        None => {
            model.tell(Tone::Problem, say!(model.words, "notice-no-trace"));
            Vec::new()
        }
    }
}

/// One that arrived in this visit may not be in the list yet: it is asked for first.
pub fn document(model: &mut Model) -> Vec<Effect> {
    let Some(id) = one(model).and_then(|notice| notice.document.clone()) else { return Vec::new() };
    if model.record.document(&id).is_some() {
        return reading::open(model, &id);
    }
    send(model, WaitsFor::Document, Errand::Document(id))
}

pub fn documented(model: &mut Model, outcome: Result<Document, Problem>) -> Vec<Effect> {
    let document = match outcome {
        Ok(document) => document,
        Err(problem) => return trouble(model, &problem),
    };
    let (id, words) = (document.id.clone(), model.words.clone());
    // One more than the list said there were.
    let total = model.record.total.map(|total| total.saturating_add(1));
    let progress = model.record.progress;
    model.record.add(Listing { documents: vec![Arc::new(document)], total, ..Listing::default() }, &words);
    model.record.progress = progress;
    reading::open(model, &id)
}
