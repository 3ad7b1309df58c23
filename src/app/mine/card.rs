//! The emergency card: one page made on the spot from what is known, shown, printed or saved. Nothing of it is sent.

use super::wishes::{heading, paragraph};
use super::{Step, contacts, directives};
use crate::app::effect::{Effect, Paper};
use crate::app::model::Model;
use crate::app::{Do, Page, save};
use crate::domain::{Clean, Contact, Date, Piece, Reading, Said, Topic};
use crate::page::{Action, Block, Key};
use crate::say;
use std::sync::Arc;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/card", say!(words, "card-title"));
    page.body.push(Block::Text(say!(words, "card-what")));
    match paper(model) {
        Some(paper) => {
            page.body.push(Block::Reading { id: Key("card".into()), reading: paper.reading });
            page.actions.push(Action::new("save", 'e', say!(words, "card-save"), Do::Mine(Step::SaveCard)));
        }
        None if model.waiting.is_none() => {
            page.actions.push(Action::new("retry", 'c', say!(words, "action-retry"), Do::Retry));
        }
        None => {}
    }
    page
}

pub fn save(model: &mut Model) -> Vec<Effect> {
    let Some(paper) = paper(model) else { return Vec::new() };
    save::open_paper(model, paper);
    Vec::new()
}

/// `None` until both the contacts and the statements were read: a card must not say "nobody" for "not known".
fn paper(model: &Model) -> Option<Paper> {
    let words = &model.words;
    let (contacts, statements) = (model.mine.contacts.as_ref()?, model.mine.statements.as_ref()?);
    let session = model.session.as_ref()?;
    let today = words.date(Date::moment(model.now?));
    let title = say!(words, "card-of", name = &session.patient.name);
    let mut pieces = vec![heading(1, title.clone())];
    if let Some(born) = session.patient.born {
        pieces.push(paragraph(say!(words, "card-born", date = words.date(born))));
    }
    pieces.push(heading(2, say!(words, "card-call")));
    let call: Vec<&Contact> = contacts.all.iter().filter(|contact| contact.emergency).collect();
    if call.is_empty() {
        pieces.push(paragraph(say!(words, "card-nobody")));
    }
    pieces.extend(call.into_iter().map(|contact| person(model, contact)));
    pieces.push(heading(2, say!(words, "contact-trusted")));
    pieces.push(match contacts.trusted() {
        Some(contact) => person(model, contact),
        None => paragraph(say!(words, "card-nobody")),
    });
    pieces.push(heading(2, say!(words, "directives-title")));
    pieces.push(paragraph(match directives::current(model) {
        Some(document) => match document.date {
            Some(date) => say!(words, "card-directives", date = words.date(date)),
            None => say!(words, "card-directives-undated"),
        },
        None => say!(words, "card-no-directives"),
    }));
    for topic in [Topic::Allergy, Topic::Treatment, Topic::Illness] {
        pieces.push(heading(2, words.topic(topic)));
        // Others will read it: what is hidden from professionals is not on it.
        let shown = statements.of(topic).filter(|statement| !statement.hidden);
        let said: Vec<Piece> = shown.map(|statement| paragraph(words.said(statement))).collect();
        if said.is_empty() {
            pieces.push(paragraph(say!(words, "card-not-said")));
        }
        pieces.extend(said);
    }
    let blood: Vec<Clean> = [Topic::Blood, Topic::Rhesus]
        .into_iter()
        .flat_map(|topic| statements.of(topic))
        .filter(|statement| !statement.hidden && statement.said != Said::Nothing)
        .map(|statement| words.said(statement))
        .collect();
    pieces.push(heading(2, say!(words, "card-blood")));
    let blood =
        if blood.is_empty() { say!(words, "card-not-said") } else { say!(words, "card-blood-said", blood = words.and(&blood)) };
    pieces.push(paragraph(blood));
    let made = say!(words, "card-made", date = today);
    pieces.push(paragraph(made.clone()));
    let reading = Arc::new(Reading { title: Some(title.clone()), pieces, ..Reading::default() });
    Some(Paper { title, origin: made, reading })
}

/// Name, link and numbers in one line.
fn person(model: &Model, contact: &Contact) -> Piece {
    let words = &model.words;
    let mut parts = vec![contacts::name(contact)];
    parts.extend(contact.link.map(|link| words.link(link)));
    parts.extend(contact.phones.iter().cloned());
    let parts: Vec<&str> = parts.iter().map(Clean::as_str).collect();
    paragraph(Clean::new(&parts.join(", ")))
}
