//! The first connection: the initial password is changed. The rules are said before typing.

use super::effect::Effect;
use super::model::{Model, WaitsFor};
use super::{Do, Page};
use crate::domain::PasswordPolicy;
use crate::page::{Action, Anchor, Block, Entry, Field, FieldId, Secrets, StopId, Tone};
use crate::say;

pub const NEW: FieldId = FieldId("new-password", 0);
pub const AGAIN: FieldId = FieldId("new-password-again", 0);

/// Why a password was refused is said once, in the notice, which every face reads out.
pub fn view(model: &Model, policy: &PasswordPolicy) -> Page {
    let words = &model.words;
    let mut page = Page::new("new-password", say!(words, "new-password-title"));
    page.body.push(Block::Text(say!(words, "new-password-why")));
    let mut rules = vec![Block::Text(say!(words, "new-password-rule-length", min = policy.min_length, max = policy.max_length))];
    for class in &policy.classes {
        rules.push(Block::Text(match class.as_str() {
            "lower" => say!(words, "new-password-rule-lower"),
            "upper" => say!(words, "new-password-rule-upper"),
            "digit" => say!(words, "new-password-rule-digit"),
            "special" => say!(words, "new-password-rule-special"),
            other => say!(words, "new-password-rule-other", class = other),
        }));
    }
    rules.push(Block::Text(say!(words, "new-password-rule-guess")));
    rules.push(Block::Text(say!(words, "new-password-rule-identity")));
    rules.push(Block::Text(say!(words, "new-password-advice")));
    page.body.push(Block::Group { title: say!(words, "new-password-rules"), blocks: rules, error: None });
    let secret = |id, label| Block::Field(Field::new(id, label, Entry::Secret));
    page.body.push(secret(NEW, say!(words, "new-password-new")));
    page.body.push(secret(AGAIN, say!(words, "new-password-again")));
    page.actions
        .push(Action::new("change-password", 'c', say!(words, "new-password-do"), Do::ChangePassword).taking(&[NEW, AGAIN]));
    page
}

pub fn submit(model: &mut Model, mut secrets: Secrets) -> Vec<Effect> {
    let new = secrets.take(NEW).filter(|secret| !secret.is_empty());
    let again = secrets.take(AGAIN);
    let Some(new) = new else {
        model.tell(Tone::Problem, say!(model.words, "new-password-missing"));
        model.look_at(Anchor::Stop(StopId::Field(NEW)));
        return Vec::new();
    };
    if again.is_none_or(|again| again.reveal() != new.reveal()) {
        model.tell(Tone::Problem, say!(model.words, "new-password-differ"));
        model.look_at(Anchor::Stop(StopId::Field(NEW)));
        return Vec::new();
    }
    let ticket = model.ask(WaitsFor::SignIn);
    vec![Effect::ChangePassword { ticket, password: new }]
}
