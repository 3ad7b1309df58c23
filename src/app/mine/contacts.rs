//! People to call, and the trusted person: the list, one of them, and the form for both.

use super::questions as q;
use super::{MinePage, Step, Subject};
use crate::app::effect::{Effect, Write};
use crate::app::form::{self, Fault, FormPage, Sheet};
use crate::app::model::{Model, WaitsFor};
use crate::app::{Do, Page};
use crate::domain::{Answer, Answered, Clean, Contact, ContactId, Contacts, Link, fold, town_agrees, towns_of};
use crate::page::{Action, Block, List, Row, RowId, Shown};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub fn name(contact: &Contact) -> Clean {
    Clean::line(&format!("{} {}", contact.given, contact.family))
}

fn roles(contact: &Contact, words: &Words) -> Clean {
    match (contact.emergency, contact.trusted) {
        (true, true) => say!(words, "contact-both"),
        (true, false) => say!(words, "contact-emergency"),
        (false, true) => say!(words, "contact-trusted"),
        (false, false) => say!(words, "contact-neither"),
    }
}

pub fn list(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/contacts", say!(words, "contacts-title"));
    page.body.push(Block::Text(say!(words, "contacts-what")));
    page.body.push(Block::Text(say!(words, "contacts-trusted-what")));
    let Some(contacts) = &model.mine.contacts else {
        if model.waiting.is_none() {
            page.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
        }
        return page;
    };
    if contacts.unreadable > 0 {
        page.body.push(Block::Text(say!(words, "contacts-unreadable", count = (contacts.unreadable))));
    }
    let rows: Vec<Row<Do>> = contacts.all.iter().filter_map(|contact| row(contact, words)).collect();
    page.body.push(Block::List(List {
        name: say!(words, "contacts-count", count = (rows.len())),
        empty: say!(words, "contacts-none"),
        rows: Arc::new(Shown(rows)),
        more: None,
    }));
    page.actions.push(Action::new("add", 'c', say!(words, "contact-new"), Do::Mine(Step::NewContact)));
    page
}

fn row(contact: &Contact, words: &Words) -> Option<Row<Do>> {
    let id = contact.id.clone()?;
    let mut details = vec![roles(contact, words)];
    details.extend(contact.link.map(|link| words.link(link)));
    details.extend(contact.phones.first().cloned());
    Some(Row {
        id: RowId(id.clean()),
        marks: Vec::new(),
        label: name(contact),
        details,
        does: Do::Mine(Step::Show(MinePage::Contact(id))),
    })
}

/// Everything known of somebody, label and value.
pub fn facts(contact: &Contact, words: &Words) -> Vec<(Clean, Clean)> {
    let mut facts = vec![(say!(words, "contact-roles"), roles(contact, words))];
    facts.extend(contact.link.map(|link| (say!(words, "contact-link"), words.link(link))));
    let labels = [say!(words, "contact-phone"), say!(words, "contact-other-phone")];
    facts.extend(labels.into_iter().zip(contact.phones.iter().cloned()));
    facts.extend(contact.email.clone().map(|email| (say!(words, "contact-email"), email)));
    let town = Clean::line(&format!("{} {}", contact.postcode, contact.town));
    let lines = [contact.street.flat(), town, contact.country.clone().unwrap_or_default()];
    let lines: Vec<&str> = lines.iter().map(Clean::as_str).filter(|line| !line.is_empty()).collect();
    if !lines.is_empty() {
        facts.push((say!(words, "contact-address"), Clean::new(&lines.join(", "))));
    }
    facts.extend(contact.order.map(|order| (say!(words, "contact-order"), Clean::new(&order.to_string()))));
    facts
}

pub fn one(model: &Model, id: &ContactId) -> Page {
    let words = &model.words;
    let Some(contact) = model.mine.contacts.as_ref().and_then(|contacts| contacts.id(id)) else {
        let mut page = Page::new("mine/contact", say!(words, "contacts-title"));
        page.body.push(Block::Text(say!(words, "contact-gone")));
        return page;
    };
    let mut page = Page::new("mine/contact", name(contact));
    page.body.push(Block::Facts(facts(contact, words)));
    let go = |id, key, label, step| Action::new(id, key, label, Do::Mine(step));
    page.actions.push(go("change", 'c', say!(words, "contact-do-change"), Step::ChangeContact(id.clone())));
    let remove = Step::Show(MinePage::RemoveContact(id.clone()));
    page.actions.push(go("remove", 's', say!(words, "contact-remove"), remove));
    page
}

pub fn removal(model: &Model, id: &ContactId) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/contact/remove", say!(words, "contact-remove-title"));
    let Some(contact) = model.mine.contacts.as_ref().and_then(|contacts| contacts.id(id)) else { return page };
    page.body.push(Block::Text(say!(words, "contact-remove-what", name = name(contact))));
    if contact.trusted {
        page.body.push(Block::Text(say!(words, "contact-remove-trusted")));
    }
    page.actions.push(Action::new("keep", 'n', say!(words, "contact-keep"), Do::Back));
    let mut remove = Action::new("remove", 'o', say!(words, "contact-do-remove"), Do::Mine(Step::DropContact(id.clone())));
    remove.grave = Some(say!(words, "contact-remove-word"));
    page.actions.push(remove);
    page
}

pub fn remove(model: &mut Model, id: &ContactId) -> Vec<Effect> {
    let Some(contact) = model.mine.contacts.as_ref().and_then(|contacts| contacts.id(id)).cloned() else { return Vec::new() };
    let ticket = model.ask(WaitsFor::Writing);
    let write = Write::RemoveContact(contact);
    model.mine.sending = Some(super::send::Sending::Contact);
    vec![Effect::Write { ticket, write: Box::new(write) }]
}

pub fn fill(model: &mut Model, contact: Contact) -> Vec<Effect> {
    let sheet = sheet(&contact, &model.words);
    form::open(model, FormPage::new(Subject::Contact(contact), sheet))
}

/// The form, with what is known.
pub fn sheet(contact: &Contact, words: &Words) -> Sheet {
    let text = |link: &str, text: &Clean| {
        let answers = if text.is_empty() { Vec::new() } else { vec![Answer::Text(text.clone())] };
        Answered { link: link.into(), text: Clean::empty(), answers, items: Vec::new() }
    };
    let code = |code: &str| Answer::Code { system: Clean::empty(), code: code.into(), said: Clean::empty() };
    let mut roles = Vec::new();
    roles.extend(contact.emergency.then(|| code(q::EMERGENCY)));
    roles.extend(contact.trusted.then(|| code(q::TRUSTED)));
    let coded = |link: &str, answers| Answered { link: link.into(), text: Clean::empty(), answers, items: Vec::new() };
    let group = |link: &str, items| Answered { link: link.into(), text: Clean::empty(), answers: Vec::new(), items };
    let phone = |rank: usize| contact.phones.get(rank).cloned().unwrap_or_default();
    let items = vec![
        group(
            "who",
            vec![
                text(q::GIVEN, &contact.given),
                text(q::FAMILY, &contact.family),
                coded(q::ROLES, roles),
                coded(q::LINK, contact.link.map(|link| code(link.code())).into_iter().collect()),
            ],
        ),
        group(
            "reach",
            vec![
                text(q::PHONE, &phone(0)),
                text(q::OTHER_PHONE, &phone(1)),
                text(q::EMAIL, &contact.email.clone().unwrap_or_default()),
                coded(q::ORDER, contact.order.map(|order| Answer::Integer(order.into())).into_iter().collect()),
            ],
        ),
        group(
            "home",
            vec![
                text(q::STREET, &contact.street.flat()),
                text(q::POSTCODE, &contact.postcode),
                text(q::TOWN, &contact.town),
                text(q::COUNTRY, &contact.country.clone().unwrap_or_default()),
            ],
        ),
    ];
    Sheet::answered(q::contact(contact, words), &items, words)
}

/// What the form says of somebody; what it does not ask stays as it was.
pub fn filled(sheet: &Sheet, before: &Contact) -> Contact {
    let line = |link: &str| sheet.text(link).flat();
    let some = |link: &str| Some(line(link)).filter(|text| !text.is_empty());
    let roles = sheet.codes(q::ROLES);
    let has = |role: &str| roles.iter().any(|code| code.as_str() == role);
    let mut phones: Vec<Clean> = [some(q::PHONE), some(q::OTHER_PHONE)].into_iter().flatten().collect();
    phones.extend(before.phones.iter().skip(2).cloned());
    Contact {
        id: before.id.clone(),
        version: before.version.clone(),
        emergency: has(q::EMERGENCY),
        trusted: has(q::TRUSTED),
        link: sheet.codes(q::LINK).first().and_then(|code| Link::of_code(code)),
        family: line(q::FAMILY),
        given: line(q::GIVEN),
        phones,
        email: some(q::EMAIL),
        // Several lines stay several lines unless they were changed.
        street: if line(q::STREET) == before.street.flat() { before.street.clone() } else { line(q::STREET) },
        postcode: line(q::POSTCODE),
        town: line(q::TOWN),
        country: some(q::COUNTRY),
        order: line(q::ORDER).replace(' ', "").parse().ok(),
    }
}

/// The town has the postcode, in France; there is one trusted person only.
pub fn faults(model: &Model, sheet: &Sheet, contact: &Contact) -> Vec<(u32, Fault)> {
    let mut faults = Vec::new();
    let country = fold(&sheet.text(q::COUNTRY).flat());
    let (postcode, town) = (sheet.text(q::POSTCODE).flat(), sheet.text(q::TOWN).flat());
    if country.is_empty() || country == "france" {
        let plain: String = postcode.chars().filter(|c| !c.is_whitespace()).collect();
        if !plain.is_empty() && (plain.len() != 5 || !plain.bytes().all(|b| b.is_ascii_digit())) {
            faults.extend(sheet.link(q::POSTCODE).map(|slot| (slot.id, Fault::Postcode)));
        } else if !plain.is_empty() && !town.is_empty() && !town_agrees(&plain, &town) {
            let towns = towns_of(&plain).map(|towns| towns.take(8).map(Clean::new).collect()).unwrap_or_default();
            let fault = Fault::Town { postcode: Clean::new(&plain), towns };
            faults.extend(sheet.link(q::TOWN).map(|slot| (slot.id, fault)));
        }
    }
    let order = sheet.text(q::ORDER).flat();
    if order.replace(' ', "").parse::<i64>().is_ok_and(|order| !(1..=99).contains(&order)) {
        faults.extend(sheet.link(q::ORDER).map(|slot| (slot.id, Fault::Order)));
    }
    let trusted = |contacts: &Arc<Contacts>| contacts.trusted().filter(|other| other.id != contact.id).map(name);
    let wanted = sheet.codes(q::ROLES).iter().any(|code| code.as_str() == q::TRUSTED);
    if let Some(other) = model.mine.contacts.as_ref().and_then(trusted).filter(|_| wanted) {
        faults.extend(sheet.link(q::ROLES).map(|slot| (slot.id, Fault::TrustedAlready(other))));
    }
    faults
}
