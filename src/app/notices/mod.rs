//! Notices: those that arrive, the notice centre, and which of them also come by SMS or e-mail.
//!
//! Nothing is said to be read before the server has kept it, and a change whose answer is lost is never said to be done.

mod centre;
mod choices;
mod live;
mod one;

pub use choices::choose;
pub use live::{above, arrived, deaf, listen, row};

use super::effect::{Effect, Ticket};
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::{Page, answer};
use crate::domain::{
    ChannelId, Clean, Document, DocumentId, History, Notice, NoticeChoices, NoticeId, Notices as Listed, Outcome, Problem,
};
use centre::ListPage;
use choices::ChoicesPage;
use jiff::Timestamp;
use jiff::civil::Date;
use live::Standing;
use std::sync::Arc;

/// What is known of the notices of this session.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    /// Whoever listens; what others heard is dropped.
    pub listening: Option<Ticket>,
    pub unread: Option<u64>,
    /// What arrived since the person last did something.
    standing: Option<Standing>,
    /// Notices being marked while the person goes on.
    marking: Vec<Ticket>,
}

impl Notices {
    /// What was said above the page has been read.
    pub fn hush(&mut self) {
        self.standing = None;
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum NoticesPage {
    List(ListPage),
    One(Arc<Notice>),
    Choices(ChoicesPage),
    /// One of them, by its code.
    Choice(ChoicesPage, Clean),
}

impl NoticesPage {
    /// The notice of this id, if it is there.
    pub fn notice(&self, id: &NoticeId) -> Option<&Notice> {
        match self {
            Self::List(page) => page.notice(id).map(Arc::as_ref),
            Self::One(notice) => Some(notice.as_ref()).filter(|notice| notice.id == *id),
            Self::Choices(_) | Self::Choice(..) => None,
        }
    }
}

/// What the things of these pages do.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Open,
    Again,
    More,
    One(NoticeId),
    /// The one shown, read or unread.
    Mark(bool),
    MarkAll,
    /// The line of the access history that the one shown tells of.
    Trace,
    Document,
    Choices,
    Choice(Clean),
    /// `None`: by no channel.
    Choose(Clean, Option<ChannelId>),
}

/// What is done outside for notices.
#[derive(Debug, Clone, PartialEq)]
pub enum Errand {
    /// Until the lock or the end; what is heard comes as news. `anew`: nothing is known of this person's notices.
    Listen {
        anew: bool,
    },
    /// The first page, or the one this link is for.
    List {
        next: Option<Arc<str>>,
    },
    /// A write, never let go.
    Mark {
        notice: Arc<Notice>,
        read: bool,
        now: Timestamp,
    },
    /// A write, never let go.
    MarkAll {
        now: Timestamp,
    },
    /// A line of the access history, around this day.
    Trace {
        id: Clean,
        day: Date,
    },
    Document(DocumentId),
    Choices,
    /// A write, never let go.
    Choose {
        code: Clean,
        channel: Option<ChannelId>,
    },
}

/// How an errand ended.
#[derive(Debug)]
pub enum Noticed {
    Listed(Result<Listed, Problem>),
    Marked(Result<Notice, Problem>),
    /// How many were, and what stopped it if something did.
    AllMarked(u64, Option<Problem>),
    Trace(Result<History, Problem>),
    Document(Result<Document, Problem>),
    Choices(Result<NoticeChoices, Problem>),
    Chosen(Outcome),
}

pub fn view(model: &Model, page: &NoticesPage) -> Page {
    match page {
        NoticesPage::List(page) => centre::view(model, page),
        NoticesPage::One(notice) => one::view(model, notice),
        NoticesPage::Choices(page) => choices::view(model, page),
        NoticesPage::Choice(page, code) => choices::one(model, page, code),
    }
}

pub fn act(model: &mut Model, step: Step) -> Vec<Effect> {
    match step {
        Step::Open => {
            model.go(page(NoticesPage::List(ListPage::default())));
            centre::ask(model, None)
        }
        Step::Again => again(model),
        Step::More => centre::more(model),
        Step::One(id) => one::open(model, &id),
        Step::Mark(read) => one::mark(model, read),
        Step::MarkAll => centre::mark_all(model),
        Step::Trace => one::trace(model),
        Step::Document => one::document(model),
        Step::Choices => choices::open(model),
        Step::Choice(code) => choices::open_one(model, code),
        Step::Choose(code, channel) => choose(model, code, channel),
    }
}

/// What the page shown was waiting for.
pub fn again(model: &mut Model) -> Vec<Effect> {
    match shown(model) {
        Some(NoticesPage::List(_)) => centre::ask(model, None),
        Some(NoticesPage::Choices(_) | NoticesPage::Choice(..)) => choices::ask(model),
        Some(NoticesPage::One(_)) | None => Vec::new(),
    }
}

pub fn answered(model: &mut Model, outcome: Noticed) -> Vec<Effect> {
    match outcome {
        Noticed::Listed(outcome) => centre::listed(model, outcome),
        Noticed::AllMarked(count, problem) => centre::all_marked(model, count, problem),
        Noticed::Trace(outcome) => one::traced(model, outcome),
        Noticed::Document(outcome) => one::documented(model, outcome),
        Noticed::Choices(outcome) => choices::listed(model, outcome),
        Noticed::Chosen(outcome) => choices::chosen(model, outcome),
        Noticed::Marked(outcome) => one::marked(model, outcome),
    }
}

/// The list on the page, asked for once more without the person. A failure says nothing.
pub fn refreshed(model: &mut Model, outcome: Noticed) {
    if let Noticed::Listed(Ok(found)) = outcome {
        centre::renew_all(model, found);
    }
}

/// Whether this answers something that was asked while the person went on.
pub fn expects(model: &mut Model, ticket: Ticket) -> bool {
    let before = model.notices.marking.len();
    model.notices.marking.retain(|marking| *marking != ticket);
    model.notices.marking.len() < before
}

fn page(page: NoticesPage) -> Screen {
    Screen::Notices(Box::new(page))
}

fn shown(model: &Model) -> Option<&NoticesPage> {
    if let Some(Screen::Notices(page)) = model.screen() { Some(page) } else { None }
}

fn shown_mut(model: &mut Model) -> Option<&mut NoticesPage> {
    if let Some(Screen::Notices(page)) = model.screen_mut() { Some(page) } else { None }
}

/// Asks in the foreground.
fn ask(model: &mut Model, for_what: WaitsFor, errand: Errand) -> Vec<Effect> {
    let ticket = model.ask(for_what);
    vec![Effect::Notices { ticket, errand: Box::new(errand) }]
}

fn trouble(model: &mut Model, problem: &Problem) -> Vec<Effect> {
    answer::trouble(model, problem)
}
