//! The first page, and the lists and explanations one comes to from it.

use super::{Shown, Step, person};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::{Do, Page, masking};
use crate::domain::{About, Change, Clean, Consent, Consents, Emergency};
use crate::page::{Action, Block, List, Row, RowId, Shown as Rows};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("rights", say!(words, "rights-title"));
    page.body.push(Block::Text(say!(words, "rights-what")));
    let Some(now) = &model.rights.now else {
        if model.waiting.is_none() {
            page.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
        }
        page.body.push(menu(
            say!(words, "home-choices"),
            vec![directory(words), row("never", say!(words, "never-title"), None, Shown::Never)],
        ));
        return page;
    };
    if now.unreadable > 0 {
        page.body.push(Block::Text(say!(words, "rights-unreadable", count = (now.unreadable))));
    }
    let (allowed, blocked, stays) = (of(now, Shown::Allowed).len(), of(now, Shown::Blocked).len(), of(now, Shown::Stays).len());
    let open = Emergency::ALL.into_iter().filter(|it| now.emergency(*it).is_some_and(|consent| consent.permit)).count();
    let doctor = model.session.as_ref().and_then(|session| session.patient.treating_doctor.as_ref());
    let doctor = doctor.map_or_else(|| say!(words, "doctor-none"), |party| super::name(party, words));
    let rows = vec![
        row("allowed", say!(words, "rights-allowed"), Some(say!(words, "rights-people", count = allowed)), Shown::Allowed),
        row("blocked", say!(words, "rights-blocked"), Some(say!(words, "rights-people", count = blocked)), Shown::Blocked),
        row("doctor", say!(words, "doctor-title"), Some(doctor), Shown::Doctor),
        row("stays", say!(words, "stays-title"), Some(say!(words, "stays-count", count = stays)), Shown::Stays),
        row(
            "emergencies",
            say!(words, "emergencies-title"),
            Some(say!(words, "emergencies-on", count = open)),
            Shown::Emergencies,
        ),
        directory(words),
        masking("masking", say!(words, "masking-title"), masking::Step::Open),
        masking("matrix", say!(words, "matrix-title"), masking::Step::Matrix),
        row("never", say!(words, "never-title"), None, Shown::Never),
    ];
    page.body.push(menu(say!(words, "home-choices"), rows));
    page
}

fn masking(id: &str, label: Clean, step: masking::Step) -> Row<Do> {
    Row { id: RowId(Clean::new(id)), marks: Vec::new(), label, details: Vec::new(), does: Do::Masking(step) }
}

fn directory(words: &Words) -> Row<Do> {
    let id = RowId(Clean::new("directory"));
    Row { id, marks: Vec::new(), label: say!(words, "home-directory"), details: Vec::new(), does: Do::Directory }
}

fn row(id: &str, label: Clean, detail: Option<Clean>, shown: Shown) -> Row<Do> {
    let does = Do::Rights(Step::Show(shown));
    Row { id: RowId(Clean::new(id)), marks: Vec::new(), label, details: detail.into_iter().collect(), does }
}

/// Those of a list, in the server's order.
pub fn of(now: &Consents, shown: Shown) -> Vec<&Consent> {
    let wanted = |consent: &&Consent| match (&consent.about, shown) {
        (About::Professional(_), Shown::Allowed) => consent.permit,
        (About::Professional(_), Shown::Blocked) => !consent.permit,
        (About::Establishment(_), Shown::Stays) => consent.permit,
        (About::Professional(_) | About::Establishment(_) | About::Emergency(_), _) => false,
    };
    now.all.iter().filter(wanted).collect()
}

pub fn shown(model: &Model, shown: Shown) -> Page {
    match shown {
        Shown::Allowed => list(model, shown, "allowed"),
        Shown::Blocked => list(model, shown, "blocked"),
        Shown::Stays => {
            let mut page = list(model, shown, "stays");
            page.actions.push(Action::new("stay", 'n', say!(model.words, "stay-new"), Do::Rights(Step::NewStay)));
            page
        }
        Shown::Emergencies => emergencies(model),
        Shown::Emergency(emergency) => one(model, emergency),
        Shown::Doctor => doctor(model),
        Shown::Never => never(&model.words),
    }
}

fn list(model: &Model, shown: Shown, key: &str) -> Page {
    let words = &model.words;
    let now = model.rights.now.clone().unwrap_or_default();
    let theirs = of(&now, shown);
    let count = theirs.len();
    let (title, what, name, empty) = match shown {
        Shown::Blocked => (
            say!(words, "rights-blocked"),
            say!(words, "blocked-what"),
            say!(words, "rights-people", count = count),
            say!(words, "blocked-none"),
        ),
        Shown::Stays => {
            let name = say!(words, "stays-count", count = count);
            (say!(words, "stays-title"), say!(words, "stays-what"), name, say!(words, "stays-none"))
        }
        Shown::Allowed | Shown::Emergencies | Shown::Emergency(_) | Shown::Doctor | Shown::Never => (
            say!(words, "rights-allowed"),
            say!(words, "allowed-what"),
            say!(words, "rights-people", count = count),
            say!(words, "allowed-none"),
        ),
    };
    let mut page = Page::new(format!("rights/{key}").as_str(), title);
    page.body.push(Block::Text(what));
    let rows: Vec<Row<Do>> = theirs.into_iter().map(|consent| consent_row(consent, words)).collect();
    page.body.push(Block::List(List { name, empty, rows: Arc::new(Rows(rows)), more: None }));
    page
}

fn consent_row(consent: &Consent, words: &Words) -> Row<Do> {
    let label = match &consent.about {
        About::Professional(party) | About::Establishment(party) => super::name(party, words),
        About::Emergency(emergency) => words.emergency(*emergency),
    };
    let does = match &consent.about {
        About::Establishment(_) => Step::Ask(Change::End(consent.clone())),
        About::Professional(_) | About::Emergency(_) => Step::Consent(consent.id.clone()),
    };
    Row {
        id: RowId(consent.id.clean()),
        marks: Vec::new(),
        label,
        details: vec![person::state(consent, words)],
        does: Do::Rights(does),
    }
}

fn emergencies(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("rights/emergencies", say!(words, "emergencies-title"));
    page.body.push(Block::Text(say!(words, "emergencies-what")));
    let now = model.rights.now.clone().unwrap_or_default();
    let rows = Emergency::ALL.into_iter().filter_map(|emergency| {
        let consent = now.emergency(emergency)?;
        let id = RowId(consent.id.clean());
        let state = if consent.permit { say!(words, "emergency-on") } else { say!(words, "emergency-off") };
        let does = Do::Rights(Step::Show(Shown::Emergency(emergency)));
        Some(Row { id, marks: Vec::new(), label: words.emergency(emergency), details: vec![state], does })
    });
    let rows: Vec<Row<Do>> = rows.collect();
    if rows.len() < Emergency::ALL.len() {
        page.body.push(Block::Text(say!(words, "emergencies-some-missing")));
    }
    page.body.push(menu(say!(words, "home-choices"), rows));
    page.actions.push(Action::new("emergencies", 'v', say!(words, "emergencies-accesses"), Do::Rights(Step::Emergencies)));
    page
}

/// One switch: what it is, how it stands, and the way to the question.
fn one(model: &Model, emergency: Emergency) -> Page {
    let words = &model.words;
    let mut page = Page::new("rights/emergency", words.emergency(emergency));
    page.body.push(Block::Text(words.emergency_meaning(emergency)));
    let now = model.rights.now.clone().unwrap_or_default();
    let Some(consent) = now.emergency(emergency) else { return page };
    let state = if consent.permit { say!(words, "emergency-on") } else { say!(words, "emergency-off") };
    page.body.push(Block::Facts(vec![(say!(words, "emergency-now"), state)]));
    let label = if consent.permit { say!(words, "emergency-refuse") } else { say!(words, "emergency-allow") };
    let change = Change::Switch { consent: consent.clone(), permit: !consent.permit };
    page.actions.push(Action::new("switch", 'c', label, Do::Rights(Step::Ask(change))));
    page.actions.push(Action::new("emergencies", 'v', say!(words, "emergencies-accesses"), Do::Rights(Step::Emergencies)));
    page
}

fn doctor(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("rights/doctor", say!(words, "doctor-title"));
    let doctor = model.session.as_ref().and_then(|session| session.patient.treating_doctor.clone());
    match &doctor {
        Some(party) => page.body.push(Block::Facts(vec![(say!(words, "doctor-title"), super::name(party, words))])),
        None => page.body.push(Block::Text(say!(words, "doctor-none"))),
    }
    let can = [
        say!(words, "doctor-reads"),
        say!(words, "doctor-traces"),
        say!(words, "doctor-blocks"),
        say!(words, "doctor-agreement"),
    ];
    page.body.push(Block::Group {
        title: say!(words, "doctor-can"),
        blocks: can.into_iter().map(Block::Text).collect(),
        error: None,
    });
    page.body.push(Block::Group {
        title: say!(words, "doctor-change"),
        blocks: vec![Block::Text(say!(words, "doctor-change-how"))],
        error: None,
    });
    if let Some(professional) = doctor.as_ref().and_then(person::minimal) {
        let does = Do::Rights(Step::Person(professional));
        page.actions.push(Action::new("person", 'p', say!(words, "person-see"), does));
    }
    page
}

/// Static, because the law is: whatever a server does, these never read (D29).
fn never(words: &Words) -> Page {
    let mut page = Page::new("rights/never", say!(words, "never-title"));
    page.body.push(Block::Text(say!(words, "never-what")));
    let who = [
        (say!(words, "never-employer"), say!(words, "never-employer-why")),
        (say!(words, "never-occupational"), say!(words, "never-occupational-why")),
        (say!(words, "never-insurer"), say!(words, "never-insurer-why")),
        (say!(words, "never-bank"), say!(words, "never-bank-why")),
        (say!(words, "never-assurance"), say!(words, "never-assurance-why")),
    ];
    for (title, why) in who {
        page.body.push(Block::Group { title, blocks: vec![Block::Text(why)], error: None });
    }
    page.body.push(Block::Text(say!(words, "never-asked")));
    page
}
