//! Advance directives: which form, going on with answers begun, and what signing does.

use super::wishes::{heading, paragraph};
use super::{Directives, MinePage, Step, Subject};
use crate::app::effect::{Effect, Paper, Write};
use crate::app::form::{self, FormPage, Sheet};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::trail::Screen;
use crate::app::{Do, Page};
use crate::domain::{Clean, Date, Deposit, DepositKind, Document, Form, Format, Reading, Response};
use crate::page::{Action, Block, Row, RowId};
use crate::say;
use jiff::civil;
use std::sync::Arc;

/// Years from which directives may be written (Code de la santé publique, L1111-11).
const ADULT: i16 = 18;

/// The directives in force: the newest document of that type that nothing replaces.
pub fn current(model: &Model) -> Option<Arc<Document>> {
    let code = DepositKind::Directives.code();
    let all = model.record.store.iter().map(|(_, document)| document);
    let mut found: Vec<Arc<Document>> = all
        .filter(|document| document.kind.code.as_str() == code && !document.states.superseded && !document.states.archived)
        .cloned()
        .collect();
    found.sort_by_key(|document| document.date);
    found.pop()
}

/// Whether the person is of age; unknown counts as yes, since the server decides.
fn adult(model: &Model) -> bool {
    let born = model.session.as_ref().and_then(|session| session.patient.born);
    let (Some(born), Some(now)) = (born, model.now) else { return true };
    let (born, today): (civil::Date, civil::Date) = (born.civil().date(), Date::moment(now).civil().date());
    let eighteen = civil::Date::new(born.year() + ADULT, born.month(), born.day().min(28));
    eighteen.is_ok_and(|eighteen| today >= eighteen)
}

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/directives", say!(words, "directives-title"));
    page.body.push(Block::Text(say!(words, "directives-what")));
    if !adult(model) {
        page.body.push(Block::Text(say!(words, "directives-minor")));
        return page;
    }
    let now = current(model);
    match &now {
        Some(document) => {
            let date = document.date.map_or_else(|| say!(words, "directives-no-date"), |date| words.date(date));
            page.body.push(Block::Text(say!(words, "directives-there", date = date)));
        }
        None => page.body.push(Block::Text(say!(words, "directives-none"))),
    }
    let Some(directives) = &model.mine.directives else {
        if model.waiting.is_none() {
            page.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
        }
        return page;
    };
    let row = |id: String, label: Clean, details: Vec<Clean>, does: Do| Row {
        id: RowId(Clean::new(&id)),
        marks: Vec::new(),
        label,
        details,
        does,
    };
    let mut rows = Vec::new();
    if let Some(document) = &now {
        rows.push(row("read".into(), say!(words, "directives-read"), Vec::new(), Do::Open(document.id.clone())));
    }
    for (rank, response) in begun(directives) {
        let when = response.authored.map(|at| say!(words, "directives-begun", date = words.date_and_time(Date::moment(at))));
        let label = say!(words, "directives-go-on");
        rows.push(row(format!("go-on-{rank}"), label, when.into_iter().collect(), Do::Mine(Step::GoOnWith(rank))));
    }
    for (rank, form) in directives.forms.iter().enumerate() {
        let step = if now.is_some() { Step::Show(MinePage::Replacing(rank)) } else { Step::Fill(rank) };
        let about = form.about.clone().into_iter().collect();
        let label = say!(words, "directives-write", title = &form.title);
        rows.push(row(format!("write-{rank}"), label, about, Do::Mine(step)));
    }
    if directives.forms.is_empty() {
        page.body.push(Block::Text(say!(words, "directives-no-form")));
    }
    page.body.push(menu(say!(words, "home-choices"), rows));
    page
}

/// Answers put aside, whose form is still there.
fn begun(directives: &Directives) -> impl Iterator<Item = (usize, &Response)> {
    let known = |response: &Response| of_response(&directives.forms, response).is_some();
    directives.responses.iter().enumerate().filter(move |(_, response)| !response.completed && known(response))
}

/// The form that was answered: its address, whatever its version.
pub fn of_response<'a>(forms: &'a [Arc<Form>], response: &Response) -> Option<&'a Arc<Form>> {
    of_canonical(forms, &response.canonical)
}

pub fn of_canonical<'a>(forms: &'a [Arc<Form>], canonical: &str) -> Option<&'a Arc<Form>> {
    let plain = |canonical: &str| canonical.split('|').next().unwrap_or_default().to_owned();
    forms
        .iter()
        .find(|form| form.canonical.as_str() == canonical)
        .or_else(|| forms.iter().find(|form| plain(&form.canonical) == plain(canonical)))
}

/// New ones take the place of those that are there: said before, with a way to keep a copy.
pub fn replacing(model: &Model, rank: usize) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/directives/replace", say!(words, "directives-replace-title"));
    page.body.push(Block::Text(say!(words, "directives-replace-what")));
    page.body.push(Block::Text(say!(words, "directives-replace-save")));
    if let Some(document) = current(model) {
        page.actions.push(Action::new("read", 'v', say!(words, "directives-read-first"), Do::Open(document.id.clone())));
    }
    page.actions.push(Action::new("write", 'c', say!(words, "directives-replace-go"), Do::Mine(Step::Fill(rank))));
    page
}

pub fn fill(model: &mut Model, rank: usize, response: Option<Response>) -> Vec<Effect> {
    let Some(form) = model.mine.directives.as_ref().and_then(|directives| directives.forms.get(rank)).cloned() else {
        return Vec::new();
    };
    let is_question = |page: &MinePage| matches!(page, MinePage::Replacing(_));
    if matches!(model.screen(), Some(Screen::Mine(page)) if is_question(page)) {
        model.back();
    }
    let sheet = sheet(&form, response.as_ref(), model);
    form::open(model, FormPage::new(Subject::Answers { form, response }, sheet))
}

/// The form with the answers given, or else with what the record says of the person.
pub fn sheet(form: &Arc<Form>, response: Option<&Response>, model: &Model) -> Sheet {
    match response {
        Some(response) => Sheet::answered(form.clone(), &response.items, &model.words),
        None => Sheet::new(form.clone(), &model.words),
    }
}

pub fn go_on(model: &mut Model, rank: usize) -> Vec<Effect> {
    let Some(directives) = model.mine.directives.clone() else { return Vec::new() };
    let Some(response) = directives.responses.get(rank) else { return Vec::new() };
    let form = of_response(&directives.forms, response);
    let place = form.and_then(|form| directives.forms.iter().position(|other| Arc::ptr_eq(other, form)));
    match place {
        Some(place) => fill(model, place, Some(response.clone())),
        None => Vec::new(),
    }
}

/// Who signs, when; and what it replaces.
pub fn before_signing(model: &Model) -> Vec<Clean> {
    let words = &model.words;
    let mut said = Vec::new();
    if let (Some(session), Some(now)) = (&model.session, model.now) {
        let today = words.date(Date::day(Date::moment(now).civil().date()));
        let born = session.patient.born.map_or_else(|| say!(words, "directives-no-date"), |born| words.date(born));
        said.push(say!(words, "directives-sign", name = &session.patient.name, born = born, date = today));
    }
    said.push(say!(words, "directives-sign-means"));
    if current(model).is_some() {
        said.push(say!(words, "directives-sign-replaces"));
    }
    said.push(say!(words, "directives-who-sees"));
    said
}

/// Everything answered, as a document that can be read, printed and heard; and the answers behind it.
pub fn signed(model: &Model, form: &FormPage, identifier: Clean) -> Option<Write> {
    let words = &model.words;
    let response = super::send::response(model, form, true)?;
    let session = model.session.as_ref()?;
    let date = Date::moment(model.now?).civil().date();
    let asked = form.sheet.form();
    let born = session.patient.born.map_or_else(|| say!(words, "directives-no-date"), |born| words.date(born));
    let title = say!(words, "directives-title");
    let mut pieces = vec![
        heading(1, title.clone()),
        paragraph(say!(words, "paper-who", name = &session.patient.name, born = born)),
        paragraph(asked.title.clone()),
    ];
    pieces.extend(form::printed(&form.sheet, words));
    let signed = say!(words, "paper-signed", name = &session.patient.name, date = words.date(Date::day(date)));
    pieces.push(heading(2, say!(words, "paper-signature")));
    pieces.push(paragraph(signed.clone()));
    let reading = Arc::new(Reading { title: Some(title.clone()), pieces, ..Reading::default() });
    let deposit = Deposit {
        identifier,
        kind: DepositKind::Directives,
        title: super::deposit::dated(&title, Date::day(date), words),
        date,
        hidden: false,
        format: Format::Pdf,
        bytes: Arc::from([]),
        replaces: current(model).map(|document| document.id.clone()),
        answers: None,
    };
    Some(Write::Sign { form: asked.clone(), response, paper: Paper { title, origin: signed, reading }, deposit })
}
