//! What a person writes, as a server sends it back: whatever it is, a change of it says what was wanted, and a form hides nothing.

use super::text::is_harmful;
use dmp::api::fhir::{self, contact, form, response, statement};
use dmp::domain::{Ask, Contact, Date, Form, Link, Question, Response, Said, Statement, Topic};
use dmp::reader::worker::Worker;
use std::collections::HashSet;

pub fn mine(bytes: &[u8], _: &dyn Worker) {
    let text = String::from_utf8_lossy(bytes);
    assert!(fhir::issues(bytes).iter().all(|issue| issue.way().len() <= bytes.len() + 1));
    a_contact(&text);
    a_statement(&text);
    if let Ok(form) = form::form(&text) {
        a_form(&form);
    }
    if let Some(read) = answers(&text) {
        // What has no answer is not written: once it was, nothing changes any more.
        let Ok(once) = response::changed(&text, &read, &Form::default()) else { return };
        let again = answers(&once).map(|read| response::changed(&once, &read, &Form::default()));
        assert_eq!(again, Some(Ok(once)));
    }
}

fn a_contact(text: &str) {
    let Ok(Some(read)) = contact::contact(text) else { return };
    for said in [&read.family, &read.given, &read.town, &read.street].into_iter().chain(&read.phones) {
        assert_eq!(said.chars().find(|c| *c != '\n' && is_harmful(*c)), None, "{said:?}");
    }
    let same = contact::changed(text, &read);
    assert!(same.is_ok_and(|same| contact::same(&same, text)), "what is not changed stays: {text}");
    let wanted = Contact {
        emergency: !read.emergency,
        trusted: !read.trusted,
        link: Some(if read.link == Some(Link::Aunt) { Link::Guardian } else { Link::Aunt }),
        family: "D’Œuvre".into(),
        given: "Zoé".into(),
        phones: vec!["06 98 76 54 32".into(), "+32 470".into()],
        email: Some("zoe@exemple.fr".into()),
        street: "Bâtiment B\n3 rue X".into(),
        postcode: "69003".into(),
        town: "Lyon".into(),
        country: None,
        order: Some(7),
        ..read
    };
    let changed = contact::changed(text, &wanted).and_then(|changed| contact::contact(&changed));
    assert_eq!(changed, Ok(Some(wanted)), "{text}");
}

fn a_statement(text: &str) {
    let Ok(Some(read)) = statement::statement(text) else { return };
    let same = statement::changed(text, &read);
    assert!(same.is_ok_and(|same| statement::same(&same, text)), "what is not changed stays: {text}");
    let said = match read.topic {
        Topic::Illness | Topic::Allergy | Topic::Treatment if read.said == Said::Nothing => Said::Words("Autre".into()),
        Topic::Illness | Topic::Allergy | Topic::Treatment => Said::Nothing,
        Topic::Blood => Said::Blood(dmp::domain::Blood::Ab),
        Topic::Rhesus => Said::Rhesus(read.said != Said::Rhesus(true)),
    };
    let wanted = Statement { said, since: Date::fhir("1998-04"), note: Some("une note".into()), hidden: !read.hidden, ..read };
    let changed = statement::changed(text, &wanted).and_then(|changed| statement::statement(&changed));
    assert_eq!(changed, Ok(Some(wanted)), "{text}");
}

fn a_form(form: &Form) {
    let (mut asked, mut links, mut conditions) = (HashSet::new(), HashSet::new(), Vec::new());
    walk(&form.items, 0, &mut |question, depth| {
        assert!(depth < 32 && links.insert(question.link.clone()), "{:?}", question.link);
        assert_eq!(question.text.chars().find(|c| *c != '\n' && is_harmful(*c)), None, "{:?}", question.text);
        assert!(question.ask != Ask::Choice || !question.options.is_empty());
        if !matches!(question.ask, Ask::Group | Ask::Display | Ask::Unknown(_)) {
            asked.insert(question.link.clone());
        }
        conditions.extend(question.shown_when.iter().map(|condition| condition.link.clone()));
    });
    assert!(links.len() <= 2_000 && conditions.len() <= 4_000);
    assert!(conditions.iter().all(|link| asked.contains(link)), "a question waits for one that is not there");
}

fn walk(items: &[Question], depth: usize, each: &mut dyn FnMut(&Question, usize)) {
    for question in items {
        each(question, depth);
        walk(&question.items, depth + 1, each);
    }
}

/// The one that a page of these answers holds.
fn answers(text: &str) -> Option<Response> {
    let page = format!("{{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{{\"resource\":{text}}}]}}");
    let (found, _) = fhir::page(page.as_bytes(), "QuestionnaireResponse").ok()?;
    let read = response::responses(&found);
    // What closes its brackets early may hold several.
    read.all.into_iter().next().filter(|_| found.len() == 1)
}
