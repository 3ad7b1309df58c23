//! What professionals see of my documents: who sees one, hiding and showing one, several or all, archiving, deleting.

mod ask;
mod many;
mod matrix;
mod one;
mod outcome;
mod who;

pub use matrix::arrived as matrix_arrived;
pub use one::actions;
pub use outcome::{filed, preferred, preferring};
pub use who::arrived as who_arrived;

use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::rights::Wish;
use super::trail::Screen;
use super::{Do, Page};
use crate::domain::{Clean, Document, DocumentId, Filed, Filing, Matrix, Seers};
use std::collections::HashSet;
use std::sync::Arc;

/// What is asked of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    pub documents: Vec<DocumentId>,
    pub filing: Filing,
    /// And, once that is done, those to come.
    pub new: Option<bool>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum MaskingPage {
    /// The first page of what is masked: how many, those to come, and what can be done.
    Hub {
        /// Documents to come are masked; nothing before the server has said.
        new: Option<bool>,
    },
    /// About one document.
    One(DocumentId),
    Who {
        document: DocumentId,
        /// As if it were masked, or not.
        mask: Option<bool>,
        seers: Option<Box<Seers>>,
    },
    Ask(Files),
    AskNew(bool),
    Many {
        filing: Filing,
        chosen: Arc<HashSet<DocumentId>>,
    },
    /// Those that were not done, and why.
    Failed {
        filing: Filing,
        done: usize,
        failed: Vec<Filed>,
    },
    Matrix(Option<Arc<Matrix>>),
    Profession(Arc<Matrix>, Clean),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Open,
    One,
    Who(DocumentId, Option<bool>),
    Ask(Files),
    AskNew(bool),
    File(Files),
    New(bool),
    Many(Filing),
    Toggle(DocumentId),
    AskChosen,
    Matrix,
    Profession(Clean),
}

pub fn view(model: &Model, page: &MaskingPage) -> Page {
    match page {
        MaskingPage::Hub { new } => many::hub(model, *new),
        MaskingPage::One(document) => one::view(model, document),
        MaskingPage::Who { document, mask, seers } => who::view(model, document, *mask, seers.as_deref()),
        MaskingPage::Ask(files) => ask::view(model, files),
        MaskingPage::AskNew(mask) => ask::new(model, *mask),
        MaskingPage::Many { filing, chosen } => many::view(model, *filing, chosen),
        MaskingPage::Failed { filing, done, failed } => outcome::view(model, *filing, *done, failed),
        MaskingPage::Matrix(matrix) => matrix::view(model, matrix.as_deref()),
        MaskingPage::Profession(matrix, code) => matrix::profession(model, matrix, code),
    }
}

pub fn act(model: &mut Model, step: Step) -> Vec<Effect> {
    match step {
        Step::Open => {
            model.go(page(MaskingPage::Hub { new: None }));
            let ticket = model.ask(WaitsFor::Rights);
            vec![Effect::Preferences { ticket }]
        }
        Step::One => {
            let document = model.opened().map(|opened| opened.document.id.clone());
            if let Some(document) = document {
                model.go(page(MaskingPage::One(document)));
            }
            Vec::new()
        }
        Step::Who(document, mask) => who::ask(model, document, mask),
        Step::Ask(files) => {
            model.go(page(MaskingPage::Ask(files)));
            Vec::new()
        }
        Step::AskNew(mask) => {
            model.go(page(MaskingPage::AskNew(mask)));
            Vec::new()
        }
        Step::File(files) => send(model, files),
        Step::New(mask) => prefer(model, mask),
        Step::Many(filing) => many::open(model, filing),
        Step::Toggle(document) => many::toggle(model, &document),
        Step::AskChosen => many::ask(model),
        Step::Matrix => matrix::ask(model),
        Step::Profession(code) => matrix::open(model, code),
    }
}

fn page(page: MaskingPage) -> Screen {
    Screen::Masking(Box::new(page))
}

/// The page shown, when it is one of these.
fn shown(model: &mut Model) -> Option<&mut MaskingPage> {
    let Some(Screen::Masking(page)) = model.screen_mut() else { return None };
    Some(page)
}

/// A write, one document after the other.
pub fn send(model: &mut Model, files: Files) -> Vec<Effect> {
    let ticket = model.ask(WaitsFor::Change);
    let (documents, filing) = (files.documents.clone(), files.filing);
    model.changing = Some(Wish::Files(files));
    vec![Effect::File { ticket, documents, filing }]
}

pub fn prefer(model: &mut Model, mask: bool) -> Vec<Effect> {
    let ticket = model.ask(WaitsFor::Change);
    model.changing = Some(Wish::New(mask));
    vec![Effect::MaskNew { ticket, mask }]
}

fn document<'m>(model: &'m Model, id: &DocumentId) -> Option<&'m Arc<Document>> {
    model.record.document(id)
}

fn go(step: Step) -> Do {
    Do::Masking(step)
}
