//! The question before documents are changed: how many, what it does and what it does not do.

use super::{Files, Step, document, go};
use crate::app::model::Model;
use crate::app::{Do, Page};
use crate::domain::{Clean, Filing};
use crate::page::{Action, Block};
use crate::say;

pub fn view(model: &Model, files: &Files) -> Page {
    let words = &model.words;
    let one = if let [id] = files.documents.as_slice() { document(model, id) } else { None };
    let count = files.documents.len();
    let title = match one {
        Some(document) => words.filing_one(files.filing, &document.title),
        None => words.filing_many(files.filing, count),
    };
    let mut page = Page::new("privacy/ask", title);
    page.body.extend(words.filing_means(files.filing).into_iter().map(Block::Text));
    page.body
        .extend(files.new.map(|mask| Block::Text(if mask { say!(words, "mask-and-new") } else { say!(words, "show-and-new") })));
    page.actions.push(Action::new("keep", 'n', say!(words, "change-keep"), Do::Back));
    let mut action = Action::new("file", 'o', words.filing_yes(files.filing), go(Step::File(files.clone())));
    action.grave = grave(model, files.filing);
    page.actions.push(action);
    if let (Some(document), Filing::Mask | Filing::Unmask) = (one, files.filing) {
        let after = Step::Who(document.id.clone(), Some(files.filing == Filing::Mask));
        page.actions.push(Action::new("after", 'w', say!(words, "who-after"), go(after)));
    }
    page
}

/// What cannot be undone is confirmed by its word.
fn grave(model: &Model, filing: Filing) -> Option<Clean> {
    match filing {
        Filing::Delete => Some(say!(model.words, "delete-word")),
        Filing::Mask | Filing::Unmask | Filing::Archive | Filing::Unarchive => None,
    }
}

/// Documents to come.
pub fn new(model: &Model, mask: bool) -> Page {
    let words = &model.words;
    let title = if mask { say!(words, "new-mask-title") } else { say!(words, "new-show-title") };
    let mut page = Page::new("privacy/ask-new", title);
    page.body.push(Block::Text(if mask { say!(words, "new-mask-what") } else { say!(words, "new-show-what") }));
    page.actions.push(Action::new("keep", 'n', say!(words, "change-keep"), Do::Back));
    let yes = if mask { say!(words, "new-mask-do") } else { say!(words, "new-show-do") };
    page.actions.push(Action::new("new", 'o', yes, go(Step::New(mask))));
    page
}
