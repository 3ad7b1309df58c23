//! The notice centre: every notice, the newest first, read and unread in words.

use super::{Errand, NoticesPage, Step, ask as send, page, shown, shown_mut, trouble};
use crate::app::effect::Effect;
use crate::app::model::{Model, WaitsFor};
use crate::app::trail::Screen;
use crate::app::{Do, Page};
use crate::domain::{Clean, Date, Notice, NoticeId, Notices, Problem};
use crate::page::{Action, Block, Count, List, Row, RowId, Rows, Tone};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct ListPage {
    all: Arc<Vec<Arc<Notice>>>,
    /// Of those received and those that are not, when the server says.
    total: Option<u64>,
    next: Option<Arc<str>>,
    unreadable: usize,
    answered: bool,
}

impl ListPage {
    pub fn notice(&self, id: &NoticeId) -> Option<&Arc<Notice>> {
        self.all.iter().find(|notice| notice.id == *id)
    }
}

impl ListPage {
    /// What came meanwhile moves the pages: the same notice is shown once, as it was last received.
    fn merge(&mut self, found: Notices) {
        let mut all = Vec::clone(&self.all);
        let known = all.len();
        all.extend(found.all);
        let mut list: Vec<Arc<Notice>> = Vec::with_capacity(all.len());
        for (index, notice) in all.into_iter().enumerate() {
            match list.iter_mut().find(|other| other.id == notice.id) {
                Some(other) if index >= known => *other = notice,
                Some(_) => {}
                None => list.push(notice),
            }
        }
        list.sort_by_key(|notice| std::cmp::Reverse(notice.sent));
        self.all = Arc::new(list);
        self.total = found.total.or(self.total);
        self.next = found.next;
        self.unreadable = self.unreadable.saturating_add(found.unreadable);
        self.answered = true;
    }
}

struct NoticeRows {
    page: ListPage,
    words: Words,
}

impl Rows<Do> for NoticeRows {
    fn count(&self) -> Count {
        if self.page.next.is_some() { Count::AtLeast(self.page.all.len()) } else { Count::Known(self.page.all.len()) }
    }

    fn row(&self, index: usize) -> Option<Row<Do>> {
        let (notice, words) = (self.page.all.get(index)?, &self.words);
        let mut marks = Vec::new();
        marks.extend((!notice.read).then(|| say!(words, "notice-unread-mark")));
        let mut details = vec![words.date_and_time(Date::moment(notice.sent))];
        details.extend(notice.read.then(|| say!(words, "notice-read-mark")));
        let id = RowId(notice.id.clean());
        // What follows it goes on with a comma.
        let label = Clean::line(words.notice(notice).trim_end_matches('.'));
        Some(Row { id, marks, label, details, does: Do::Notices(Step::One(notice.id.clone())) })
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        self.page.all.iter().position(|notice| notice.id.clean() == id.0)
    }
}

pub fn view(model: &Model, page: &ListPage) -> Page {
    let words = &model.words;
    let mut shown = Page::new("notices", say!(words, "notices-title"));
    shown.body.push(Block::Text(say!(words, "notices-what")));
    let step = |step| Do::Notices(step);
    if !page.answered {
        if model.waiting.is_none() {
            shown.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
        }
        shown.actions.push(Action::new("choices", 'p', say!(words, "notice-choices-title"), step(Step::Choices)));
        return shown;
    }
    if page.unreadable > 0 {
        shown.body.push(Block::Text(say!(words, "notices-unreadable", count = (page.unreadable))));
    }
    let count = page.total.filter(|_| page.next.is_some()).unwrap_or(page.all.len() as u64);
    let name = match model.notices.unread {
        Some(unread) => say!(words, "notices-count-unread", count = count, unread = unread),
        None => say!(words, "notices-count", count = count),
    };
    shown.body.push(Block::List(List {
        name,
        empty: say!(words, "notices-none"),
        rows: Arc::new(NoticeRows { page: page.clone(), words: words.clone() }),
        more: page.next.is_some().then(|| (say!(words, "notices-older"), step(Step::More))),
    }));
    let some_unread = page.next.is_some() && model.notices.unread.is_none_or(|unread| unread > 0);
    if some_unread || page.all.iter().any(|notice| !notice.read) {
        shown.actions.push(Action::new("all-read", 't', say!(words, "notices-all-read"), step(Step::MarkAll)));
    }
    shown.actions.push(Action::new("again", 'e', say!(words, "notices-again"), step(Step::Again)));
    shown.actions.push(Action::new("choices", 'p', say!(words, "notice-choices-title"), step(Step::Choices)));
    shown
}

pub fn ask(model: &mut Model, next: Option<Arc<str>>) -> Vec<Effect> {
    send(model, WaitsFor::Notices, Errand::List { next })
}

pub fn more(model: &mut Model) -> Vec<Effect> {
    let Some(NoticesPage::List(page)) = shown(model) else { return Vec::new() };
    let Some(next) = page.next.clone() else { return Vec::new() };
    if let Some(NoticesPage::List(page)) = shown_mut(model) {
        page.answered = true;
    }
    send(model, WaitsFor::Notices, Errand::List { next: Some(next) })
}

pub fn listed(model: &mut Model, outcome: Result<Notices, Problem>) -> Vec<Effect> {
    let found = match outcome {
        Ok(found) => found,
        Err(problem) => return trouble(model, &problem),
    };
    if let Some(NoticesPage::List(page)) = shown_mut(model) {
        page.merge(found);
    }
    Vec::new()
}

/// Something arrived while the list is shown.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    let shown = matches!(shown(model), Some(NoticesPage::List(page)) if page.answered);
    if !shown || model.waiting.is_some() {
        return Vec::new();
    }
    let ticket = model.ticket();
    model.refreshing = Some(ticket);
    vec![Effect::Notices { ticket, errand: Box::new(Errand::List { next: None }) }]
}

/// The newest ones, once more; those that follow are where they were.
pub fn renew_all(model: &mut Model, found: Notices) {
    let Some(NoticesPage::List(page)) = shown_mut(model) else { return };
    let next = page.next.clone();
    let unreadable = page.unreadable;
    page.merge(found);
    (page.next, page.unreadable) = (next, unreadable);
}

pub fn mark_all(model: &mut Model) -> Vec<Effect> {
    let Some(now) = model.now else { return Vec::new() };
    send(model, WaitsFor::NoticesChange, Errand::MarkAll { now })
}

/// The list is read again in every case: what was marked is what the server says.
pub fn all_marked(model: &mut Model, count: u64, problem: Option<Problem>) -> Vec<Effect> {
    let words = model.words.clone();
    match problem {
        None => {
            model.notices.unread = Some(0);
            model.tell(Tone::Success, say!(words, "notices-all-marked"));
        }
        Some(problem) if problem.ends_the_session() => return trouble(model, &problem),
        Some(problem) => {
            let why = words.problem(&problem);
            model.notices.unread = model.notices.unread.map(|unread| unread.saturating_sub(count));
            model.tell(Tone::Problem, say!(words, "notices-some-marked", count = count, why = why));
        }
    }
    if matches!(shown(model), Some(NoticesPage::List(_))) {
        model.replace(page(NoticesPage::List(ListPage::default())));
        return ask(model, None);
    }
    Vec::new()
}

/// Wherever it is shown, this notice is as it is now.
pub fn renew(model: &mut Model, notice: &Arc<Notice>) {
    let screens = model.trail.iter_mut().map(|visit| &mut visit.screen);
    for screen in screens {
        let Screen::Notices(page) = screen else { continue };
        match page.as_mut() {
            NoticesPage::List(page) => {
                for kept in Arc::make_mut(&mut page.all).iter_mut().filter(|kept| kept.id == notice.id) {
                    *kept = notice.clone();
                }
            }
            NoticesPage::One(kept) if kept.id == notice.id => *kept = notice.clone(),
            NoticesPage::One(_) | NoticesPage::Choices(_) | NoticesPage::Choice(..) => {}
        }
    }
}
