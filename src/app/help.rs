//! Help: the same keys and answers everywhere.

use super::Page;
use super::model::Model;
use crate::page::{Action, Block};
use crate::say;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("help", say!(words, "help-title"));
    page.body.push(Block::Text(say!(words, "help-what")));
    // The letters of the page from which help was asked come first: they are why one asks.
    let below = model.trail.iter().rev().nth(1).map(|visit| super::view::page(model, Some(&visit.screen)));
    let letters: Vec<_> = below
        .iter()
        .flat_map(|page| &page.actions)
        .filter_map(|action| {
            Some((say!(words, "help-letter", letter = action.key?.to_uppercase().to_string()), action.label.clone()))
        })
        .collect();
    if !letters.is_empty() {
        page.body.push(Block::Group { title: say!(words, "help-here"), blocks: vec![Block::Facts(letters)], error: None });
    }
    let group = |title, texts: Vec<crate::domain::Clean>| Block::Group {
        title,
        blocks: texts.into_iter().map(Block::Text).collect(),
        error: None,
    };
    page.body.push(group(
        say!(words, "help-screen"),
        vec![
            say!(words, "help-screen-move"),
            say!(words, "help-screen-choose"),
            say!(words, "help-screen-back"),
            say!(words, "help-screen-letters"),
            say!(words, "help-screen-read"),
            say!(words, "help-screen-picture"),
        ],
    ));
    page.body.push(group(
        say!(words, "help-linear"),
        vec![
            say!(words, "help-linear-choose"),
            say!(words, "help-linear-details"),
            say!(words, "help-linear-fields"),
            say!(words, "help-linear-read"),
        ],
    ));
    page.body.push(group(say!(words, "help-size"), vec![say!(words, "help-size-what"), say!(words, "help-size-large")]));
    page.body.push(group(say!(words, "help-safe"), vec![say!(words, "help-safe-lock"), say!(words, "help-safe-leave")]));
    page.body.push(Block::Text(say!(words, "help-call")));
    page.actions.push(Action::new("back", 'v', say!(words, "action-back"), super::Do::Back));
    page
}
