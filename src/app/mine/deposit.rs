//! A document of mine added: the file is found, looked at, described, read over and sent.

use super::browse::{self, Looked};
use super::questions as q;
use super::{MinePage, Subject, screen};
use crate::app::effect::{Effect, Write};
use crate::app::form::{self, FormPage, Sheet, day_of};
use crate::app::model::{Model, WaitsFor};
use crate::app::trail::Screen;
use crate::app::typed::Typed;
use crate::app::{Do, Page, answer};
use crate::domain::{
    Answer, Answered, Chosen, Clean, Date, Deposit, DepositKind, Document, DocumentId, Draft, Format, Precision, Problem,
};
use crate::page::{Action, Anchor, Block, Field, FieldId, StopId, Tone};
use crate::say;
use crate::words::Words;
use std::path::PathBuf;
use std::sync::Arc;

pub const PATH: FieldId = FieldId("deposit-path", 0);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct DepositPage {
    pub path: Typed,
    /// The document that the file takes the place of.
    pub replaces: Option<DocumentId>,
    /// Goes on with this draft once the file is read again.
    resumes: Option<Draft>,
    /// What is being looked among.
    looked: Option<Looked>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// A new document, or one instead of this one.
    Open(Option<DocumentId>),
    /// The path that was typed.
    Choose,
    /// In this folder, or where one may begin.
    Look(Option<PathBuf>),
    /// A file of the list.
    Take(PathBuf),
    /// Title, kind and date of a document of mine.
    Correct(DocumentId),
}

pub fn act(model: &mut Model, step: Step) -> Vec<Effect> {
    match step {
        Step::Open(replaces) => {
            model.go(screen(MinePage::Deposit(Box::new(DepositPage { replaces, ..DepositPage::default() }))));
            model.look_at(Anchor::Stop(StopId::Field(PATH)));
            Vec::new()
        }
        Step::Choose => choose(model),
        Step::Look(path) => {
            let ticket = model.ask(WaitsFor::File);
            vec![Effect::Look { ticket, path }]
        }
        Step::Take(path) => {
            let said = Clean::line(&path.to_string_lossy());
            if let Some(page) = shown_mut(model) {
                page.path.set(said);
            }
            let ticket = model.ask(WaitsFor::File);
            vec![Effect::TakeFile { ticket, path }]
        }
        Step::Correct(id) => correct(model, &id),
    }
}

pub fn view(model: &Model, shown: &DepositPage) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/deposit", say!(words, "deposit-new"));
    page.body.push(Block::Text(say!(words, "deposit-what")));
    page.body.push(Block::Field(Field {
        hint: Some(say!(words, "deposit-path-hint")),
        ..Field::new(PATH, say!(words, "deposit-path"), shown.path.entry())
    }));
    if let Some(looked) = &shown.looked {
        browse::add(&mut page, looked, words);
    }
    let go = |id, key, label, step| Action::new(id, key, label, Do::Mine(super::Step::Deposit(step)));
    page.actions.push(go("choose", 'c', say!(words, "deposit-choose"), Step::Choose));
    if shown.looked.is_none() {
        page.actions.push(go("look", 'o', say!(words, "browse-do"), Step::Look(None)));
    }
    page
}

pub fn typed(page: &mut MinePage, field: FieldId) -> Option<&mut Typed> {
    let MinePage::Deposit(page) = page else { return None };
    (field == PATH).then_some(&mut page.path)
}

fn shown(model: &Model) -> Option<&DepositPage> {
    let Some(Screen::Mine(page)) = model.screen() else { return None };
    if let MinePage::Deposit(page) = page.as_ref() { Some(page.as_ref()) } else { None }
}

fn shown_mut(model: &mut Model) -> Option<&mut DepositPage> {
    let Some(Screen::Mine(page)) = model.screen_mut() else { return None };
    if let MinePage::Deposit(page) = page.as_mut() { Some(page.as_mut()) } else { None }
}

/// What there is in a folder, or where to begin.
pub fn looked(model: &mut Model, outcome: Result<Looked, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(looked) => {
            if let Some(page) = shown_mut(model) {
                page.looked = Some(looked);
            }
            Vec::new()
        }
        Err(problem) => answer::trouble(model, &problem),
    }
}

fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(path) = shown(model).map(|page| page.path.value().clone()) else { return Vec::new() };
    if path.trim().is_empty() {
        model.tell(Tone::Problem, say!(model.words, "deposit-path-missing"));
        model.look_at(Anchor::Stop(StopId::Field(PATH)));
        return Vec::new();
    }
    let ticket = model.ask(WaitsFor::File);
    vec![Effect::ChooseFile { ticket, path }]
}

/// The file was looked at: the form that describes it, or why it cannot be sent.
pub fn chosen(model: &mut Model, outcome: Result<Chosen, Problem>) -> Vec<Effect> {
    let Some(page) = shown(model).cloned() else { return Vec::new() };
    let chosen = match outcome {
        Ok(chosen) => chosen,
        Err(problem) => return answer::trouble(model, &problem),
    };
    let replaces = page.replaces.as_ref().and_then(|id| model.record.document(id)).cloned();
    model.back();
    let subject = Subject::Deposit { path: page.path.value().clone(), chosen: chosen.clone(), replaces: replaces.clone() };
    if let Some(draft) = page.resumes {
        return super::drafts::shown(model, subject, &draft);
    }
    let words = &model.words;
    let sheet = match &replaces {
        Some(document) => described(document, words),
        None => {
            let stem = chosen.name.rsplit_once('.').map_or(chosen.name.as_str(), |(stem, _)| stem).replace('_', " ");
            described_as(&Clean::line(&stem), None, chosen.date, false, words)
        }
    };
    form::open(model, FormPage::new(subject, sheet))
}

/// The file of a draft is read again: it may have changed, or be gone.
pub fn resume(model: &mut Model, path: Clean, draft: Draft) -> Vec<Effect> {
    let replaces = match &draft.purpose {
        crate::domain::Purpose::Deposit { replaces, .. } => replaces.clone(),
        crate::domain::Purpose::Contact(_)
        | crate::domain::Purpose::Statement(..)
        | crate::domain::Purpose::Answers { .. }
        | crate::domain::Purpose::Wish
        | crate::domain::Purpose::Correct(_) => None,
    };
    let page = DepositPage { path: Typed::new(path), replaces, resumes: Some(draft), looked: None };
    model.go(screen(MinePage::Deposit(Box::new(page))));
    choose(model)
}

fn correct(model: &mut Model, id: &DocumentId) -> Vec<Effect> {
    let Some(document) = model.record.document(id).cloned() else { return Vec::new() };
    let sheet = described(&document, &model.words);
    form::open(model, FormPage::new(Subject::Correct(document), sheet))
}

fn described(document: &Document, words: &Words) -> Sheet {
    let date = document.date.filter(|date| date.precision() >= Precision::Day).map(|date| date.civil().date());
    described_as(&document.title.flat(), DepositKind::of_code(&document.kind.code), date, document.states.masked, words)
}

fn described_as(title: &Clean, kind: Option<DepositKind>, date: Option<jiff::civil::Date>, hidden: bool, words: &Words) -> Sheet {
    let code = |code: &str| Answer::Code { system: Clean::empty(), code: code.into(), said: Clean::empty() };
    let item = |link: &str, answer: Option<Answer>| Answered {
        link: link.into(),
        text: Clean::empty(),
        answers: answer.into_iter().collect(),
        items: Vec::new(),
    };
    let items = [
        item(q::TITLE, Some(Answer::Text(title.clone()))),
        item(q::KIND, kind.map(|kind| code(kind.code()))),
        item(q::DATE, date.map(Answer::Date)),
        item(q::SEEN, Some(code(if hidden { q::HIDDEN } else { q::VISIBLE }))),
    ];
    Sheet::answered(q::deposit(words), &items, words)
}

/// What is said of the file before it is described.
pub fn said_of(chosen: &Chosen, words: &Words) -> Vec<Clean> {
    let size = words.size(chosen.bytes.len() as u64);
    let mut said = vec![say!(words, "deposit-file", name = &chosen.name, format = words.format(chosen.format), size = size)];
    if chosen.straightened {
        said.push(say!(words, "deposit-straightened"));
    }
    if chosen.stripped {
        said.push(say!(words, "deposit-stripped"));
    }
    said
}

/// What describes a document, from its form.
struct Described {
    title: Clean,
    kind: DepositKind,
    date: jiff::civil::Date,
    hidden: bool,
}

fn read(sheet: &Sheet, words: &Words) -> Option<Described> {
    Some(Described {
        title: sheet.text(q::TITLE).flat(),
        kind: sheet.codes(q::KIND).first().and_then(|code| DepositKind::of_code(code))?,
        date: day_of(&sheet.text(q::DATE), words)?,
        hidden: sheet.codes(q::SEEN).iter().any(|code| code.as_str() == q::HIDDEN),
    })
}

pub fn filled(
    sheet: &Sheet,
    chosen: &Chosen,
    replaces: Option<&Arc<Document>>,
    identifier: Clean,
    words: &Words,
) -> Option<Deposit> {
    let Described { title, kind, date, hidden } = read(sheet, words)?;
    Some(Deposit {
        identifier,
        kind,
        title,
        date,
        hidden,
        format: chosen.format,
        bytes: chosen.bytes.clone(),
        replaces: replaces.map(|document| document.id.clone()),
        answers: None,
    })
}

/// The same bytes under another description (D27): they are fetched again when it is sent.
pub fn corrected(sheet: &Sheet, document: &Arc<Document>, identifier: Clean, words: &Words) -> Option<Write> {
    let Described { title, kind, date, hidden } = read(sheet, words)?;
    let deposit = Deposit {
        identifier,
        kind,
        title,
        date,
        hidden,
        format: document.contents.first().map_or(Format::Other, |content| content.format),
        bytes: Arc::from([]),
        replaces: Some(document.id.clone()),
        answers: None,
    };
    Some(Write::Correct { document: document.clone(), deposit })
}

/// The title of a document made here: what it is, and of when.
pub fn dated(title: &Clean, date: Date, words: &Words) -> Clean {
    say!(words, "deposit-dated", title = title, date = words.date(date))
}
