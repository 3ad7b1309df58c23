//! One document: how it stands, who sees it, and what can be done with it.

use super::{Files, Step, document, go};
use crate::app::document::Opened;
use crate::app::mine::{self, DepositStep};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::record::states;
use crate::app::{Do, Page, rights};
use crate::domain::{Clean, Document, DocumentId, Filing, Subject};
use crate::page::{Action, Block, Row, RowId};
use crate::say;

/// On the page of a document of the record.
pub fn actions(model: &Model, opened: &Opened, page: &mut Page) {
    if document(model, &opened.document.id).is_some() {
        page.actions.push(Action::new("privacy", 'k', say!(model.words, "privacy"), go(Step::One)));
    }
}

pub fn view(model: &Model, id: &DocumentId) -> Page {
    let words = &model.words;
    let mut page = Page::new(format!("privacy/{}", id.as_str()), say!(words, "privacy-title"));
    let Some(document) = document(model, id) else {
        page.body.push(Block::Text(say!(words, "privacy-gone")));
        return page;
    };
    page.body.push(Block::Facts(vec![(say!(words, "fact-title"), document.title.clone())]));
    let states = states(document, words);
    let said = if document.states.masked { say!(words, "privacy-masked") } else { say!(words, "privacy-shown") };
    page.body.push(Block::Text(said));
    if !states.is_empty() {
        page.body.push(Block::Facts(vec![(say!(words, "privacy-states"), words.and(&states))]));
    }
    let mut rows = vec![
        row("who", say!(words, "who-title"), go(Step::Who(id.clone(), None))),
        row("history", say!(words, "history-document"), Do::Rights(rights::Step::Accesses(Subject::Document(id.clone())))),
    ];
    rows.extend(choices(document).into_iter().map(|(key, filing)| {
        let files = Files { documents: vec![id.clone()], filing, new: None };
        row(key, words.filing(filing), go(Step::Ask(files)))
    }));
    if document.states.mine && !document.states.superseded {
        let deposit = |step| Do::Mine(mine::Step::Deposit(step));
        rows.push(row("correct", say!(words, "correct-do"), deposit(DepositStep::Correct(id.clone()))));
        rows.push(row("replace", say!(words, "deposit-replace"), deposit(DepositStep::Open(Some(id.clone())))));
    }
    page.body.push(menu(say!(words, "home-choices"), rows));
    page
}

fn row(id: &str, label: Clean, does: Do) -> Row<Do> {
    Row { id: RowId(Clean::new(id)), marks: Vec::new(), label, details: Vec::new(), does }
}

fn choices(document: &Document) -> Vec<(&'static str, Filing)> {
    let states = document.states;
    let mut choices = vec![
        ("mask", if states.masked { Filing::Unmask } else { Filing::Mask }),
        ("archive", if states.archived { Filing::Unarchive } else { Filing::Archive }),
    ];
    if states.mine {
        choices.push(("delete", Filing::Delete));
    }
    choices
}
