//! What a form is about: its title, what is said before it, what must be right besides each answer, how sending it is called.

use super::{contacts, deposit, directives};
use crate::app::form::{Fault, FormPage};
use crate::app::model::Model;
use crate::domain::{Chosen, Clean, Contact, Document, Form, Purpose, Response, Statement};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub enum Subject {
    /// Somebody new, or somebody being changed.
    Contact(Contact),
    Statement(Statement),
    /// A form of the server; signed at its end when it is the directives.
    Answers {
        form: Arc<Form>,
        response: Option<Response>,
    },
    Wish,
    Deposit {
        path: Clean,
        chosen: Chosen,
        replaces: Option<Arc<Document>>,
    },
    /// Title, kind and date of a document of mine that is there.
    Correct(Arc<Document>),
}

impl Subject {
    pub fn purpose(&self) -> Purpose {
        match self {
            Self::Contact(contact) => Purpose::Contact(contact.id.clone()),
            Self::Statement(statement) => Purpose::Statement(statement.topic, statement.id.clone()),
            Self::Answers { form, response } => Purpose::Answers {
                canonical: form.canonical.clone(),
                title: form.title.clone(),
                response: response.as_ref().and_then(|response| response.id.clone()),
                directives: true,
            },
            Self::Wish => Purpose::Wish,
            Self::Deposit { path, replaces, .. } => {
                Purpose::Deposit { path: path.clone(), replaces: replaces.as_ref().map(|document| document.id.clone()) }
            }
            Self::Correct(document) => Purpose::Correct(document.id.clone()),
        }
    }

    /// The version of what is being changed.
    pub fn version(&self) -> Option<Clean> {
        match self {
            Self::Contact(contact) => contact.version.clone(),
            Self::Statement(statement) => statement.version.clone(),
            Self::Answers { response, .. } => response.as_ref().and_then(|response| response.version.clone()),
            Self::Wish | Self::Deposit { .. } => None,
            Self::Correct(document) => document.version.clone(),
        }
    }
}

pub fn title(subject: &Subject, words: &Words) -> Clean {
    match subject {
        Subject::Contact(contact) if contact.id.is_none() => say!(words, "contact-new"),
        Subject::Contact(contact) => say!(words, "contact-change-of", name = contacts::name(contact)),
        Subject::Statement(statement) => words.topic(statement.topic),
        Subject::Answers { form, .. } => form.title.clone(),
        Subject::Wish => say!(words, "wish-new"),
        Subject::Deposit { chosen, .. } => say!(words, "deposit-of", name = &chosen.name),
        Subject::Correct(document) => say!(words, "correct-of", title = &document.title),
    }
}

/// Said on the first page.
pub fn introduction(model: &Model, form: &FormPage) -> Vec<Clean> {
    let words = &model.words;
    match &form.subject {
        Subject::Contact(_) => vec![say!(words, "contact-introduction")],
        Subject::Statement(_) => vec![say!(words, "statement-introduction")],
        Subject::Answers { form, .. } => form.about.iter().cloned().chain([say!(words, "directives-own-words")]).collect(),
        Subject::Wish => vec![say!(words, "wish-introduction")],
        Subject::Deposit { chosen, .. } => deposit::said_of(chosen, words),
        Subject::Correct(_) => vec![say!(words, "correct-introduction")],
    }
}

/// Said before it is sent: what will happen.
pub fn before_sending(model: &Model, form: &FormPage) -> Vec<Clean> {
    let words = &model.words;
    match &form.subject {
        Subject::Contact(_) => vec![say!(words, "contact-before")],
        Subject::Statement(_) => vec![say!(words, "statement-before")],
        Subject::Answers { .. } => directives::before_signing(model),
        Subject::Wish => vec![say!(words, "wish-before")],
        Subject::Deposit { replaces, .. } => match replaces {
            Some(document) => vec![say!(words, "deposit-before-replacing", title = &document.title)],
            None => vec![say!(words, "deposit-before")],
        },
        Subject::Correct(_) => vec![say!(words, "correct-before")],
    }
}

pub fn send_label(subject: &Subject, words: &Words) -> Clean {
    match subject {
        Subject::Contact(_) | Subject::Statement(_) | Subject::Correct(_) => say!(words, "send-save"),
        Subject::Answers { .. } => say!(words, "send-sign"),
        Subject::Wish | Subject::Deposit { .. } => say!(words, "send-add"),
    }
}

/// What binds is confirmed by its word.
pub fn send_word(subject: &Subject, words: &Words) -> Option<Clean> {
    match subject {
        Subject::Answers { .. } => Some(say!(words, "send-sign-word")),
        Subject::Contact(_) | Subject::Statement(_) | Subject::Wish | Subject::Deposit { .. } | Subject::Correct(_) => None,
    }
}

/// The server keeps unfinished answers too.
pub fn can_be_put_aside(subject: &Subject) -> bool {
    match subject {
        Subject::Answers { .. } => true,
        Subject::Contact(_) | Subject::Statement(_) | Subject::Wish | Subject::Deposit { .. } | Subject::Correct(_) => false,
    }
}

/// What no answer shows by itself.
pub fn faults(model: &Model, form: &FormPage) -> Vec<(u32, Fault)> {
    match &form.subject {
        Subject::Contact(contact) => contacts::faults(model, &form.sheet, contact),
        Subject::Statement(_) | Subject::Answers { .. } | Subject::Wish | Subject::Deposit { .. } | Subject::Correct(_) => {
            Vec::new()
        }
    }
}
