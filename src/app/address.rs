//! An address that a document gives, shown whole before anything is done with it. The program itself never visits it.

use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::{Do, Page};
use crate::domain::{Clean, Leads, Place, Site};
use crate::page::{Action, Block, Tone};
use crate::say;

pub fn view(model: &Model, given: &Clean) -> Page {
    let words = &model.words;
    let mut page = Page::new(format!("address/{given}"), say!(words, "address-title"));
    page.body.push(Block::Text(say!(words, "address-outside")));
    let mut facts = Vec::new();
    let mut said = Vec::new();
    match Leads::of(given) {
        Some(Leads::Site(site)) => {
            let Site { name, exact, mixed, sealed } = site;
            facts.push((say!(words, "address-site"), name));
            if let Some(exact) = exact {
                facts.push((say!(words, "address-exact"), exact));
                said.push(say!(words, "address-letters"));
            }
            if mixed {
                said.push(say!(words, "address-mixed"));
            }
            if !sealed {
                said.push(say!(words, "address-unsealed"));
            }
            said.push(say!(words, "address-seen"));
        }
        Some(Leads::Mail) => said.push(say!(words, "address-mail")),
        Some(Leads::Telephone) => said.push(say!(words, "address-telephone")),
        None => {}
    }
    facts.push((say!(words, "address-whole"), given.clone()));
    page.body.push(Block::Facts(facts));
    page.body.extend(said.into_iter().map(Block::Text));
    page.actions.push(Action::new("back", 'v', say!(words, "address-back"), Do::Back));
    page.actions.push(Action::new("copy", 'y', say!(words, "address-copy"), Do::CopyAddress));
    if can_open(model, given) {
        page.actions.push(Action::new("browse", 'o', say!(words, "address-open"), Do::Browse));
    }
    page
}

/// A browser keeps what it visited: none is opened on a computer that others use.
fn can_open(model: &Model, given: &str) -> bool {
    model.place() == Place::Home && matches!(Leads::of(given), Some(Leads::Site(_)))
}

fn given(model: &Model) -> Option<Clean> {
    if let Some(Screen::Address(given)) = model.screen() { Some(given.clone()) } else { None }
}

pub fn copy(model: &mut Model) -> Vec<Effect> {
    let Some(text) = given(model) else { return Vec::new() };
    let ticket = model.ask(WaitsFor::Copy);
    vec![Effect::Copy { ticket, text }]
}

pub fn browse(model: &mut Model) -> Vec<Effect> {
    let Some(address) = given(model).filter(|given| can_open(model, given)) else { return Vec::new() };
    let ticket = model.ask(WaitsFor::Browser);
    vec![Effect::Browse { ticket, address }]
}

/// Back to the document once the browser has the address; else the address stays, to be copied.
pub fn browsed(model: &mut Model, started: bool) {
    if started && matches!(model.screen(), Some(Screen::Address(_))) {
        model.back();
    }
    let words = &model.words;
    let (tone, text) = match started {
        true => (Tone::Success, say!(words, "address-opened")),
        false => (Tone::Warning, say!(words, "address-not-opened")),
    };
    model.tell(tone, text);
}
