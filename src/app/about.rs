//! What the record knows of a document, beside its text.

use super::model::Model;
use super::record::states;
use super::{Do, Page};
use crate::domain::Date;
use crate::page::{Action, Block};
use crate::say;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("about", say!(words, "about-title"));
    if let Some(opened) = model.opened() {
        let document = &opened.document;
        let mut facts = vec![(say!(words, "fact-title"), document.title.clone())];
        facts.extend(super::document::facts(document, words));
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
        page.body.push(Block::Facts(facts));
        if document.states.masked {
            page.body.push(Block::Text(say!(words, "about-masked")));
        }
    }
    page.actions.push(Action::new("back", 'v', say!(words, "action-back"), Do::Back));
    page
}
