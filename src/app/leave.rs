//! Leaving: asked when somebody is signed in.

use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::{Do, Page};
use crate::page::{Action, Block};
use crate::say;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("leave", say!(words, "leave-title"));
    page.body.push(Block::Text(say!(words, "leave-what")));
    page.actions.push(Action::new("stay", 'v', say!(words, "leave-stay"), Do::Back));
    page.actions.push(Action::new("sign-out-and-quit", 'o', say!(words, "leave-go"), Do::SignOutAndQuit));
    page
}

/// Nobody signed in: ends at once. Else asks.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    if model.session.is_none() {
        model.over = Some(0);
        return vec![Effect::Wipe];
    }
    if !matches!(model.screen(), Some(Screen::Leave)) {
        model.go(Screen::Leave);
    }
    Vec::new()
}

/// Ends now, telling the server on the way; `code` is the program's exit code.
pub fn now(model: &mut Model, code: u8) -> Vec<Effect> {
    let somebody = model.session.is_some();
    model.forget();
    model.trail = vec![Screen::Home.into()];
    model.over = Some(code);
    if !somebody {
        return vec![Effect::Wipe];
    }
    let ticket = model.ask(WaitsFor::SignOut);
    vec![Effect::Wipe, Effect::SignOut { ticket }]
}
