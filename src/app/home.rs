//! Home: what is new since the last visit, and what can be done.

use super::library::Wanted;
use super::model::Model;
use super::place::menu;
use super::rights::Step;
use super::{Do, Page};
use super::{history, mine, notices};
use crate::domain::{Clean, Date};
use crate::page::{Action, Block, Row, RowId};
use crate::say;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("home", say!(words, "home-title"));
    let Some(session) = &model.session else { return page };
    page.body.push(Block::Text(say!(words, "home-hello", name = &session.patient.name)));
    if !session.patient.open {
        page.body.push(Block::Text(match session.patient.closed_on {
            Some(date) => say!(words, "home-closed-since", date = words.date(date)),
            None => say!(words, "home-closed"),
        }));
    } else {
        page.body.push(Block::Text(news(model)));
    }
    let row = |id: &str, label: Clean, details: Vec<Clean>, does: Do| Row {
        id: RowId(Clean::new(id)),
        marks: Vec::new(),
        label,
        details,
        does,
    };
    let mut rows = Vec::new();
    if session.patient.open {
        // There from the beginning, known or not yet: what comes later must not give its number to another choice.
        if session.account.previous_sign_in.is_some() {
            let count = model.news.as_ref().map_or(0, Vec::len);
            rows.push(row("news", say!(words, "home-news", count = count), Vec::new(), Do::News));
        }
        let count = model.record.total.map(|total| say!(words, "home-documents-count", count = total));
        rows.push(row("documents", say!(words, "home-documents"), count.into_iter().collect(), Do::Documents));
    }
    if session.patient.open {
        rows.push(row("results", say!(words, "home-results"), Vec::new(), Do::Want(Wanted::Results)));
        rows.push(row("follow-up", say!(words, "home-follow-up"), vec![say!(words, "home-follow-up-what")], Do::FollowUp));
        rows.push(row("history", say!(words, "home-history"), history::since_last_visit(model), Do::History));
        let (title, unread, does) = notices::row(model);
        rows.push(row("notices", title, unread, does));
        let what = vec![say!(words, "rights-home")];
        rows.push(row("rights", say!(words, "rights-title"), what, Do::Rights(Step::Open)));
        let what = vec![mine::waiting(model).unwrap_or_else(|| say!(words, "mine-home"))];
        rows.push(row("mine", say!(words, "mine-title"), what, Do::Mine(mine::Step::Open)));
    }
    rows.push(row("account", say!(words, "account-title"), vec![say!(words, "account-what")], Do::Account));
    page.body.push(menu(say!(words, "home-choices"), rows));
    // No more choices have a number than there are digits; what is done rarely, or from everywhere, has a letter.
    if session.patient.open {
        page.actions.push(Action::new("search", 'c', say!(words, "home-search"), Do::Want(Wanted::Words)));
    }
    if !model.mine.drafts.is_empty() {
        let label = say!(words, "drafts-title");
        let drafts = mine::Step::Show(mine::MinePage::Drafts);
        page.actions.push(Action::new("drafts", 'b', label, Do::Mine(drafts)));
    }
    page.actions.push(Action::new("sign-out", 'd', say!(words, "home-sign-out"), Do::SignOut));
    // The letter to leave is the face's own.
    page.actions.push(Action { key: None, ..Action::new("quit", 'q', say!(words, "home-quit"), Do::Quit) });
    page
}

/// What the documents say together, besides results.
pub fn follow_up(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("follow-up", say!(words, "home-follow-up"));
    let row = |id: &str, label: Clean, wanted: Wanted| Row {
        id: RowId(Clean::new(id)),
        marks: Vec::new(),
        label,
        details: Vec::new(),
        does: Do::Want(wanted),
    };
    let rows = vec![
        row("vaccinations", say!(words, "vaccinations-title"), Wanted::Vaccinations),
        row("treatments", say!(words, "treatments-title"), Wanted::Treatments),
        row("reimbursed", say!(words, "reimbursed-title"), Wanted::Reimbursed),
    ];
    page.body.push(menu(say!(words, "home-choices"), rows));
    page
}

/// One sentence: how much is new, and since when.
fn news(model: &Model) -> Clean {
    let words = &model.words;
    let since = model.session.as_ref().and_then(|session| session.account.previous_sign_in).map(Date::moment);
    match (since, &model.news) {
        (None, _) => say!(words, "home-first-visit"),
        (Some(_), None) => say!(words, "home-news-coming"),
        (Some(since), Some(news)) if news.is_empty() => say!(words, "home-nothing-new", date = words.date_and_time(since)),
        (Some(since), Some(news)) => {
            say!(words, "home-new-since", count = (news.len()), date = words.date_and_time(since))
        }
    }
}
