//! "Identifiant ou mot de passe perdu": what to do, whom to call, what to have at hand.

use super::Page;
use super::model::Model;
use crate::page::Block;
use crate::say;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("lost", say!(words, "lost-title"));
    page.body.push(Block::Text(say!(words, "lost-what")));
    page.body.push(Block::Facts(vec![
        (say!(words, "lost-phone"), say!(words, "lost-phone-number")),
        (say!(words, "lost-hours"), say!(words, "lost-hours-value")),
        (say!(words, "lost-at-hand"), say!(words, "lost-at-hand-value")),
    ]));
    page.body.push(Block::Text(say!(words, "lost-identifier")));
    page.body.push(Block::Text(say!(words, "lost-password")));
    page.body.push(Block::Text(say!(words, "lost-careful")));
    page.actions.push(crate::page::Action::new("back", 'v', say!(words, "action-back"), super::Do::Back));
    page
}
