//! What concerns the account rather than the record: when one was last here, the sessions, how one is told of things.

use super::model::Model;
use super::notices::Step;
use super::place::menu;
use super::{Do, Page};
use crate::domain::{Clean, Date};
use crate::page::{Block, Row, RowId};
use crate::say;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("account", say!(words, "account-title"));
    let Some(session) = &model.session else { return page };
    let last = session.account.previous_sign_in.map(Date::moment).map(|last| words.date_and_time(last));
    let channel = session.account.channel.as_ref().map(|channel| words.channel(Some(channel)));
    let name = (say!(words, "account-name"), session.patient.name.clone());
    let last = last.map(|last| (say!(words, "account-last"), last));
    let channel = channel.map(|channel| (say!(words, "account-codes"), channel));
    page.body.push(Block::Facts(std::iter::once(name).chain(last).chain(channel).collect()));
    let row =
        |id: &str, label: Clean, does: Do| Row { id: RowId(Clean::new(id)), marks: Vec::new(), label, details: Vec::new(), does };
    let mut rows = vec![row("sessions", say!(words, "home-sessions"), Do::Sessions)];
    if session.patient.open {
        rows.push(row("notice-choices", say!(words, "notice-choices-title"), Do::Notices(Step::Choices)));
    }
    page.body.push(menu(say!(words, "home-choices"), rows));
    page
}
