//! The question before a change: what it will do, in full sentences, and the safe answer first.

use super::{Change, Step, name};
use crate::app::model::Model;
use crate::app::{Do, Page};
use crate::domain::{About, Clean, Consent};
use crate::page::{Action, Block};
use crate::say;
use crate::words::Words;

pub fn view(model: &Model, change: &Change) -> Page {
    let words = &model.words;
    let Question { title, texts, keep, go, word } = question(change, words);
    let mut page = Page::new("rights/ask", title);
    page.body.extend(texts.into_iter().map(Block::Text));
    page.actions.push(Action::new("keep", 'n', keep, Do::Back));
    let mut action = Action::new("change", 'o', go, Do::Rights(Step::Change(change.clone())));
    action.grave = word;
    page.actions.push(action);
    page
}

struct Question {
    title: Clean,
    texts: Vec<Clean>,
    keep: Clean,
    go: Clean,
    /// What is typed in full where an answer may have been typed ahead (D14).
    word: Option<Clean>,
}

fn question(change: &Change, words: &Words) -> Question {
    let keep = say!(words, "change-keep");
    match change {
        Change::Block(party) => Question {
            title: say!(words, "block-title", who = name(party, words)),
            texts: vec![
                say!(words, "block-reads"),
                say!(words, "block-deposits"),
                say!(words, "block-lasts"),
                say!(words, "block-care"),
                say!(words, "block-not-told"),
            ],
            keep: say!(words, "block-keep"),
            go: say!(words, "block-do"),
            word: Some(say!(words, "block-word")),
        },
        Change::Stay { establishment, until } => {
            let (who, date) = (name(establishment, words), words.date(crate::domain::Date::day(*until)));
            Question {
                title: say!(words, "stay-title", who = who),
                texts: vec![say!(words, "stay-reads", date = date), say!(words, "stay-withdraw")],
                keep,
                go: say!(words, "stay-do"),
                word: None,
            }
        }
        Change::End(consent) => end(consent, keep, words),
        Change::Switch { consent, permit } => {
            let About::Emergency(emergency) = consent.about else { return end(consent, keep, words) };
            Question {
                title: words.emergency_question(emergency, *permit),
                texts: words.emergency_change(emergency, *permit),
                keep,
                go: if *permit { say!(words, "emergency-allow") } else { say!(words, "emergency-refuse") },
                word: (!permit).then(|| say!(words, "switch-refuse-word")),
            }
        }
    }
}

fn end(consent: &Consent, keep: Clean, words: &Words) -> Question {
    let who = match &consent.about {
        About::Professional(party) | About::Establishment(party) => name(party, words),
        About::Emergency(emergency) => words.emergency(*emergency),
    };
    match (&consent.about, consent.permit) {
        (About::Establishment(_), _) => Question {
            title: say!(words, "stay-end-title", who = who),
            texts: vec![say!(words, "stay-end-reads")],
            keep,
            go: say!(words, "stay-end-do"),
            word: None,
        },
        (About::Professional(_) | About::Emergency(_), true) => Question {
            title: say!(words, "withdraw-title", who = who),
            texts: vec![say!(words, "withdraw-reads"), say!(words, "withdraw-emergency")],
            keep,
            go: say!(words, "withdraw-do"),
            word: None,
        },
        (About::Professional(_) | About::Emergency(_), false) => Question {
            title: say!(words, "unblock-title", who = who),
            texts: vec![say!(words, "unblock-what"), say!(words, "unblock-not-allowed")],
            keep,
            go: say!(words, "unblock-do"),
            word: None,
        },
    }
}

/// Done: what is so from now on.
pub fn done(change: &Change, words: &Words) -> Clean {
    match change {
        Change::Block(party) => say!(words, "block-done", who = name(party, words)),
        Change::Stay { establishment, .. } => say!(words, "stay-done", who = name(establishment, words)),
        Change::Switch { permit: true, .. } => say!(words, "switch-allowed"),
        Change::Switch { permit: false, .. } => say!(words, "switch-refused"),
        Change::End(Consent { about: About::Establishment(party), .. }) => say!(words, "stay-ended", who = name(party, words)),
        Change::End(Consent { about: About::Professional(party), permit: true, .. }) => {
            say!(words, "withdraw-done", who = name(party, words))
        }
        Change::End(Consent { about: About::Professional(party), permit: false, .. }) => {
            say!(words, "unblock-done", who = name(party, words))
        }
        Change::End(Consent { about: About::Emergency(_), .. }) => say!(words, "switch-refused"),
    }
}
