//! What the record knows of a document, beside its text.

use super::model::Model;
use super::record::states;
use super::{Do, Page};
use crate::domain::{Clean, Date, Document};
use crate::page::{Action, Block};
use crate::say;
use crate::words::Words;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("about", say!(words, "about-title"));
    if let Some(opened) = model.opened() {
        let mut said = vec![(say!(words, "fact-title"), opened.document.title.clone())];
        said.extend(facts(&opened.document, words));
        page.body.push(Block::Facts(said));
        if opened.document.states.masked {
            page.body.push(Block::Text(say!(words, "about-masked")));
        }
    }
    page.actions.push(Action::new("back", 'v', say!(words, "action-back"), Do::Back));
    page
}

/// Everything the list knows of a document but its title.
pub fn facts(document: &Document, words: &Words) -> Vec<(Clean, Clean)> {
    let mut facts = super::document::facts(document, words);
    facts.push((say!(words, "fact-category"), words.category(document.category)));
    if let Some(organisation) = &document.author.organisation {
        facts.push((say!(words, "fact-organisation"), organisation.clone()));
    }
    if let Some(deposited) = document.deposited {
        facts.push((say!(words, "fact-deposited"), words.date_and_time(Date::moment(deposited))));
    }
    let states = states(document, words);
    let state = if states.is_empty() { say!(words, "fact-state-ordinary") } else { words.and(&states) };
    facts.push((say!(words, "fact-state"), state));
    if let Some(content) = document.contents.first() {
        facts.push((say!(words, "fact-format"), words.format(content.format)));
        if let Some(size) = content.size {
            facts.push((say!(words, "fact-size"), words.size(size)));
        }
    }
    facts
}
