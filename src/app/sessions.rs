//! The sessions open on the account, on this computer and others, and how to end them (S27).

use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::place::menu;
use super::trail::Screen;
use super::{Do, Page, answer};
use crate::domain::{Clean, Date, OpenSession, Place, Problem, SessionId};
use crate::page::{Action, Block, Row, RowId, Tone};
use crate::say;
use crate::words::Words;

/// `None` until the server has answered.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SessionsPage(pub Option<Vec<OpenSession>>);

pub fn view(model: &Model, page: &SessionsPage) -> Page {
    let words = &model.words;
    let mut shown = Page::new("sessions", say!(words, "sessions-title"));
    shown.body.push(Block::Text(say!(words, "sessions-what")));
    let Some(sessions) = &page.0 else {
        if model.waiting.is_none() {
            shown.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
        }
        return shown;
    };
    for current in sessions.iter().filter(|session| session.current) {
        shown.body.push(Block::Group {
            title: say!(words, "sessions-this"),
            blocks: vec![Block::Facts(facts(current, words))],
            error: None,
        });
    }
    let others: Vec<_> = sessions.iter().filter(|session| !session.current).collect();
    if others.is_empty() {
        shown.body.push(Block::Text(say!(words, "sessions-no-other")));
        return shown;
    }
    let count = others.len();
    let rows = others.into_iter().map(|session| row(session, words)).collect();
    shown.body.push(menu(say!(words, "sessions-others", count = count), rows));
    if count > 1 {
        shown.actions.push(Action::new("end-others", 'f', say!(words, "sessions-end-others"), Do::EndOtherSessions));
    }
    shown
}

fn row(session: &OpenSession, words: &Words) -> Row<Do> {
    let label = match session.opened {
        Some(opened) => say!(words, "sessions-opened-on", date = words.date_and_time(Date::moment(opened))),
        None => say!(words, "sessions-opened-unknown"),
    };
    let details = place(session, words)
        .into_iter()
        .chain(session.last_seen.map(|seen| say!(words, "sessions-seen-on", date = words.date_and_time(Date::moment(seen)))));
    Row {
        id: RowId(session.id.clean()),
        marks: Vec::new(),
        label,
        details: details.collect(),
        does: Do::AskEndSession(session.id.clone()),
    }
}

fn facts(session: &OpenSession, words: &Words) -> Vec<(Clean, Clean)> {
    let moment = |instant| words.date_and_time(Date::moment(instant));
    let mut facts = Vec::new();
    facts.extend(session.opened.map(|opened| (say!(words, "sessions-opened"), moment(opened))));
    facts.extend(session.last_seen.map(|seen| (say!(words, "sessions-seen"), moment(seen))));
    facts.extend(place(session, words).map(|place| (say!(words, "sessions-place"), place)));
    facts
}

fn place(session: &OpenSession, words: &Words) -> Option<Clean> {
    session.place.map(|place| match place {
        Place::Home => say!(words, "sessions-home"),
        Place::Shop => say!(words, "sessions-shop"),
    })
}

/// The question before one is ended.
pub fn asks(model: &Model, session: &OpenSession) -> Page {
    let words = &model.words;
    let mut page = Page::new("end-session", say!(words, "end-session-title"));
    page.body.push(Block::Facts(facts(session, words)));
    page.body.push(Block::Text(say!(words, "end-session-what")));
    page.actions.push(Action::new("keep", 'g', say!(words, "end-session-keep"), Do::Back));
    page.actions.push(Action::new("end", 'f', say!(words, "end-session-do"), Do::EndSession(session.id.clone())));
    page
}

pub fn open(model: &mut Model) -> Vec<Effect> {
    model.go(Screen::Sessions(SessionsPage::default()));
    list(model)
}

pub fn list(model: &mut Model) -> Vec<Effect> {
    let ticket = model.ask(WaitsFor::Sessions);
    vec![Effect::Sessions { ticket }]
}

pub fn listed(model: &mut Model, outcome: Result<Vec<OpenSession>, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(sessions) => {
            if let Some(Screen::Sessions(page)) = model.screen_mut() {
                page.0 = Some(sessions);
            }
            Vec::new()
        }
        Err(problem) => answer::trouble(model, &problem),
    }
}

pub fn ask(model: &mut Model, id: &SessionId) -> Vec<Effect> {
    let Some(Screen::Sessions(SessionsPage(Some(sessions)))) = model.screen() else { return Vec::new() };
    if let Some(session) = sessions.iter().find(|session| session.id == *id).cloned() {
        model.go(Screen::EndSession(session));
    }
    Vec::new()
}

/// All but the one in use.
pub fn others(model: &Model) -> Vec<SessionId> {
    let Some(Screen::Sessions(SessionsPage(Some(sessions)))) = model.screen() else { return Vec::new() };
    sessions.iter().filter(|session| !session.current).map(|session| session.id.clone()).collect()
}

pub fn end(model: &mut Model, sessions: Vec<SessionId>) -> Vec<Effect> {
    if matches!(model.screen(), Some(Screen::EndSession(_))) {
        model.back();
    }
    let ticket = model.ask(WaitsFor::EndSessions);
    vec![Effect::EndSessions { ticket, sessions }]
}

/// Whatever the outcome, the server is asked what is still open: an answer that was lost does not say it (DESIGN §4).
pub fn ended(model: &mut Model, outcome: Result<(), Problem>) -> Vec<Effect> {
    match outcome {
        Ok(()) => model.tell(Tone::Success, say!(model.words, "sessions-ended")),
        Err(problem) if problem.ends_the_session() => return answer::trouble(model, &problem),
        Err(problem) => model.complain(&problem),
    }
    if matches!(model.screen(), Some(Screen::Sessions(_))) { list(model) } else { Vec::new() }
}
