//! The first page: everything a person can say of themselves.

use super::deposit;
use super::{MinePage, Step};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::{Do, Page};
use crate::domain::Clean;
use crate::page::{Block, Row, RowId};
use crate::say;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine", say!(words, "mine-title"));
    page.body.push(Block::Text(say!(words, "mine-what")));
    let row = |id: &str, label: Clean, detail: Option<Clean>, step: Step| Row {
        id: RowId(Clean::new(id)),
        marks: Vec::new(),
        label,
        details: detail.into_iter().collect(),
        does: Do::Mine(step),
    };
    let show = Step::Show;
    let mut rows = Vec::new();
    if !model.mine.drafts.is_empty() {
        let count = say!(words, "drafts-count", count = (model.mine.drafts.len()));
        rows.push(row("drafts", say!(words, "drafts-title"), Some(count), show(MinePage::Drafts)));
    }
    let people = model.mine.contacts.as_ref().map(|contacts| say!(words, "contacts-count", count = (contacts.all.len())));
    rows.push(row("contacts", say!(words, "contacts-title"), people, show(MinePage::Contacts)));
    let directives = match super::directives::current(model) {
        Some(document) => document.date.map(|date| say!(words, "directives-dated", date = words.date(date))),
        None => None,
    };
    rows.push(row("directives", say!(words, "directives-title"), directives, show(MinePage::Directives)));
    rows.push(row("health", say!(words, "health-title"), None, show(MinePage::Health)));
    rows.push(row("wishes", say!(words, "wishes-title"), None, show(MinePage::Wishes)));
    rows.push(row("deposit", say!(words, "deposit-new"), None, Step::Deposit(deposit::Step::Open(None))));
    rows.push(row("card", say!(words, "card-title"), Some(say!(words, "card-detail")), show(MinePage::Card)));
    page.body.push(menu(say!(words, "home-choices"), rows));
    page
}
