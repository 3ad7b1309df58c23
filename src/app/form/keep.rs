//! The draft of a form: everything typed, kept at each change and put back as it was (D34).

use super::{FormPage, Stage, current, merge};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::domain::{Draft, Kept};
use crate::words::Words;

/// After each change. Until its identifier is drawn, which takes no time, the form is kept in memory alone.
pub fn changed(model: &mut Model) -> Vec<Effect> {
    let now = model.now;
    let Some(form) = current(model) else { return Vec::new() };
    let Some(identifier) = form.identifier.clone() else { return Vec::new() };
    let page = match form.stage {
        Stage::Filling(page) | Stage::Leaving(page) => page,
        Stage::Review | Stage::Merging => usize::MAX,
    };
    let draft = Draft {
        identifier,
        purpose: form.subject.purpose(),
        base: form.subject.version(),
        before: form.before.clone(),
        typed: form.sheet.kept(),
        page: u32::try_from(page).unwrap_or(u32::MAX),
        at: now,
    };
    model.mine.keep(draft.clone());
    vec![Effect::KeepDraft(Box::new(draft))]
}

/// The server has it, or the person threw it away.
pub fn forget(model: &mut Model) -> Vec<Effect> {
    let Some(identifier) = current(model).and_then(|form| form.identifier.clone()) else { return Vec::new() };
    model.mine.drafts.retain(|draft| draft.identifier != identifier);
    vec![Effect::ForgetDraft(identifier)]
}

/// A form as a draft left it, over what the server now has. Whether somebody changed it meanwhile.
pub fn restore(form: &mut FormPage, draft: &Draft, words: &Words) -> bool {
    let theirs: Vec<Kept> = form.sheet.kept();
    form.sheet.restore(&draft.typed, words);
    form.identifier = Some(draft.identifier.clone());
    form.before.clone_from(&draft.before);
    let last = usize::try_from(draft.page).unwrap_or(usize::MAX);
    form.stage = if draft.page == u32::MAX { Stage::Review } else { Stage::Filling(last) };
    let moved = draft.base.is_some() && form.subject.version() != draft.base && theirs != draft.before;
    if moved {
        merge::begin(form, theirs, words);
    }
    moved
}
