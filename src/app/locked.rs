//! A document that has a password of its own: asked for, used once, kept nowhere.

use super::document::{self, Opened, State};
use super::effect::Effect;
use super::model::Model;
use super::trail::Screen;
use super::{Do, Page};
use crate::domain::{Damage, Problem};
use crate::page::{Action, Anchor, Block, Entry, Field, FieldId, Secrets, StopId, Tone};
use crate::say;
use crate::words::Words;

pub const PASSWORD: FieldId = FieldId("document-password", 0);

/// Whether a password would open it.
pub fn is_locked(problem: &Problem) -> bool {
    matches!(problem, Problem::Damaged(Damage::Locked | Damage::WrongPassword))
}

/// Where to write the password, under what was said of the document.
pub fn view(problem: &Problem, words: &Words, page: &mut Page) {
    page.body.push(Block::Field(Field {
        hint: Some(say!(words, "document-password-hint")),
        error: matches!(problem, Problem::Damaged(Damage::WrongPassword)).then(|| words.problem(problem)),
        ..Field::new(PASSWORD, say!(words, "document-password"), Entry::Secret)
    }));
    page.actions.push(Action::new("open-locked", 'o', say!(words, "document-open-locked"), Do::OpenLocked).taking(&[PASSWORD]));
}

pub fn submit(model: &mut Model, mut secrets: Secrets) -> Vec<Effect> {
    let Some(Screen::Document(Opened { state: State::Failed(problem, Some(fetched)), .. })) = model.screen() else {
        return Vec::new();
    };
    if !is_locked(problem) {
        return Vec::new();
    }
    let fetched = fetched.clone();
    match secrets.take(PASSWORD).filter(|password| !password.is_empty()) {
        Some(password) => document::read_with(model, fetched, Some(password)),
        None => {
            model.tell(Tone::Problem, say!(model.words, "document-password-missing"));
            model.look_at(Anchor::Stop(StopId::Field(PASSWORD)));
            Vec::new()
        }
    }
}
