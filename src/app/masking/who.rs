//! Who sees one document: now, in an emergency, and after a change. The server's rules say it, and nothing here does (D25).

use super::{MaskingPage, Step, document, go, page, shown};
use crate::app::effect::Effect;
use crate::app::model::{Model, WaitsFor};
use crate::app::rights::name;
use crate::app::{Do, Page, answer};
use crate::domain::{Clean, DocumentId, Problem, Seers, Sees};
use crate::page::{Action, Block};
use crate::say;
use crate::words::Words;

pub fn ask(model: &mut Model, document: DocumentId, mask: Option<bool>) -> Vec<Effect> {
    model.go(page(MaskingPage::Who { document: document.clone(), mask, seers: None }));
    let ticket = model.ask(WaitsFor::Rights);
    vec![Effect::Who { ticket, document, mask }]
}

pub fn arrived(model: &mut Model, outcome: Result<Seers, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(found) => {
            if let Some(MaskingPage::Who { seers, .. }) = shown(model) {
                *seers = Some(Box::new(found));
            }
            Vec::new()
        }
        Err(problem) => answer::trouble(model, &problem),
    }
}

pub fn view(model: &Model, id: &DocumentId, mask: Option<bool>, seers: Option<&Seers>) -> Page {
    let words = &model.words;
    let title = match mask {
        None => say!(words, "who-title"),
        Some(true) => say!(words, "who-if-masked"),
        Some(false) => say!(words, "who-if-shown"),
    };
    let mut page = Page::new(format!("privacy/{}/who/{mask:?}", id.as_str()).as_str(), title);
    if let Some(document) = document(model, id) {
        page.body.push(Block::Facts(vec![(say!(words, "fact-title"), document.title.clone())]));
    }
    let Some(seers) = seers else {
        if model.waiting.is_none() {
            let again = go(Step::Who(id.clone(), mask));
            page.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), again));
        }
        return page;
    };
    page.body.extend(people(seers, words));
    page.body.extend(professions(seers, words));
    if !seers.stays.is_empty() {
        let facts = seers.stays.iter().map(|(party, until)| {
            let until = until
                .map_or_else(|| say!(words, "stay-without-end"), |until| say!(words, "stay-until", date = words.date(until)));
            (name(party, words), until)
        });
        page.body.push(Block::Group {
            title: say!(words, "stays-title"),
            blocks: vec![Block::Facts(facts.collect())],
            error: None,
        });
    }
    page.body.push(Block::Text(say!(words, "who-never")));
    page.actions.push(other(id, mask, seers, words));
    page
}

/// The same question, supposing the opposite.
fn other(id: &DocumentId, mask: Option<bool>, seers: &Seers, words: &Words) -> Action<Do> {
    match mask {
        Some(_) => Action::new("as-it-is", 'w', say!(words, "who-as-it-is"), go(Step::Who(id.clone(), None))),
        None if seers.masked => Action::new("if", 'w', say!(words, "who-if-shown"), go(Step::Who(id.clone(), Some(false)))),
        None => Action::new("if", 'w', say!(words, "who-if-masked"), go(Step::Who(id.clone(), Some(true)))),
    }
}

fn people(seers: &Seers, words: &Words) -> Option<Block<Do>> {
    let facts: Vec<(Clean, Clean)> = seers
        .people
        .iter()
        .map(|(party, standings, sees)| {
            let standings: Vec<Clean> = standings.iter().map(|standing| words.standing(*standing)).collect();
            let who = name(party, words);
            let who = if standings.is_empty() { who } else { say!(words, "who-person", who = who, why = words.and(&standings)) };
            (who, words.sees(*sees))
        })
        .collect();
    let title = say!(words, "who-people");
    (!facts.is_empty()).then(|| Block::Group { title, blocks: vec![Block::Facts(facts)], error: None })
}

/// Three sentences at most: those who may read it with my agreement, those only in an emergency, those never.
fn professions(seers: &Seers, words: &Words) -> Option<Block<Do>> {
    let of = |wanted: fn(&Sees) -> bool| {
        let those = seers.professions.iter().filter(|(_, _, sees)| wanted(sees));
        let names: Vec<Clean> = those
            .map(|(code, said, _)| words.profession(code, None).or_else(|| said.clone()).unwrap_or_else(|| code.clone()))
            .collect();
        (!names.is_empty()).then(|| words.and(&names))
    };
    let facts: Vec<(Clean, Clean)> = [
        (say!(words, "who-agreed"), of(|sees| sees.normal)),
        (say!(words, "who-emergency"), of(|sees| !sees.normal && (sees.regulation || sees.break_glass))),
        (say!(words, "who-not"), of(|sees| !sees.normal && !sees.regulation && !sees.break_glass)),
    ]
    .into_iter()
    .filter_map(|(label, names)| Some((label, names?)))
    .collect();
    let title = say!(words, "who-professions");
    (!facts.is_empty()).then(|| Block::Group { title, blocks: vec![Block::Facts(facts)], error: None })
}
