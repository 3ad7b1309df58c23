//! Leaving a form: with something written, it is asked whether to keep it.

use super::{FormPage, Stage, Step, close, current, current_mut, keep};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::{Do, Page, mine};
use crate::page::{Action, Anchor, Block, Tone};
use crate::say;

pub fn ask(model: &mut Model) -> Vec<Effect> {
    let Some(form) = current_mut(model) else { return Vec::new() };
    if !form.is_changed() {
        let effects = keep::forget(model);
        close(model);
        return effects;
    }
    let at = match form.stage {
        Stage::Filling(page) | Stage::Leaving(page) => page,
        Stage::Review | Stage::Merging => usize::MAX,
    };
    form.stage = Stage::Leaving(at);
    model.look_at(Anchor::Top);
    Vec::new()
}

pub fn view(model: &Model, form: &FormPage) -> Page {
    let words = &model.words;
    let mut page = Page::new("form/leave", say!(words, "form-leave-title"));
    page.body.push(Block::Text(say!(words, "form-leave-what", title = mine::title(&form.subject, words))));
    page.body.push(Block::Text(mine::drafts_kept(model)));
    let go = |id, key, label, step| Action::new(id, key, label, Do::Form(step));
    page.actions.push(go("go-on", 'c', say!(words, "form-go-on"), Step::GoOn));
    page.actions.push(go("keep", 'g', say!(words, "form-keep"), Step::KeepForLater));
    let mut throw = go("throw", 'j', say!(words, "form-throw-away"), Step::ThrowAway);
    throw.grave = Some(say!(words, "form-throw-word"));
    page.actions.push(throw);
    page.back = Some(Do::Back);
    page
}

pub fn go_on(model: &mut Model) {
    let Some(form) = current_mut(model) else { return };
    let Stage::Leaving(at) = form.stage else { return };
    form.stage = if at == usize::MAX { Stage::Review } else { Stage::Filling(at) };
}

/// The draft stays; the home page leads back to it.
pub fn keep(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    go_on(model);
    effects.extend(keep::changed(model));
    close(model);
    model.tell(Tone::Success, say!(model.words, "form-kept"));
    effects
}

pub fn throw_away(model: &mut Model) -> Vec<Effect> {
    if current(model).is_none() {
        return Vec::new();
    }
    let effects = keep::forget(model);
    close(model);
    model.tell(Tone::Success, say!(model.words, "form-thrown-away"));
    effects
}
