//! A form being filled: drawn from its questions, kept as it is typed, checked, read over, sent. A check changes nothing that
//! was typed, and nothing that was typed is lost: not by leaving, not by a failure, not by somebody else's change.

mod ask;
mod check;
mod day;
mod keep;
mod leave;
mod merge;
mod pages;
mod print;
mod review;
mod shape;
mod sheet;
mod shown;
#[cfg(test)]
mod tests;

pub use check::Fault;
pub use day::read as day_of;
pub use keep::{changed, forget, restore};
pub use merge::collided;
pub use print::printed;
pub use sheet::{FIELD, Sheet};

use super::effect::Effect;
use super::mine::Subject;
use super::model::Model;
use super::trail::Screen;
use super::{Page, mine};
use crate::domain::{Clean, Kept};
use crate::page::{Anchor, FieldId};

#[derive(Debug, Clone, PartialEq)]
pub struct FormPage {
    /// What it is about, and what it becomes.
    pub subject: Subject,
    pub sheet: Sheet,
    pub stage: Stage,
    /// What is wrong, once somebody wanted to go on: it is said until it is corrected.
    pub faults: Vec<(u32, Fault)>,
    /// `urn:uuid:…`: names the draft, and what will be created (D34). Drawn outside when the form opens.
    pub identifier: Option<Clean>,
    /// What stood in it at first, to tell one's own changes from somebody else's.
    pub before: Vec<Kept>,
    /// What somebody else wrote meanwhile.
    pub merging: Option<merge::Merging>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The page of this rank.
    Filling(usize),
    /// Everything, before it is sent.
    Review,
    /// Keep it, throw it away, or go on; it was asked from this page.
    Leaving(usize),
    /// Somebody else changed the same thing: mine and theirs.
    Merging,
}

/// What the things of a form do.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// An option, by its rank.
    Choose(u32, usize),
    /// One more of this question.
    Repeat(u32),
    TakeAway(u32),
    Next,
    Previous,
    /// To this question, to correct it.
    Correct(u32),
    Send,
    /// Sends what there is as unfinished, to go on with it from anywhere.
    PutAside,
    Leave,
    /// Leaves with the draft kept.
    KeepForLater,
    ThrowAway,
    GoOn,
    /// What somebody else wrote in this question, instead of mine; or mine again.
    Theirs(usize, bool),
    Merged,
}

impl FormPage {
    pub fn new(subject: Subject, sheet: Sheet) -> Self {
        let before = sheet.kept();
        Self { subject, sheet, stage: Stage::Filling(0), faults: Vec::new(), identifier: None, before, merging: None }
    }

    /// Something was written that is nowhere else.
    pub fn is_changed(&self) -> bool {
        self.sheet.kept() != self.before
    }
}

/// Shows a form, and has its identifier drawn.
pub fn open(model: &mut Model, form: FormPage) -> Vec<Effect> {
    let drawn = form.identifier.is_some();
    let first = form.sheet.each().find(|(slot, shown)| *shown && form.sheet.asked(slot).is_some_and(|asked| !asked.silent()));
    let first = first.and_then(|(slot, _)| ask::stop(&form.sheet, slot));
    model.go(Screen::Form(Box::new(form)));
    if let Some(first) = first {
        model.look_at(Anchor::Stop(first));
    }
    if drawn {
        return Vec::new();
    }
    let ticket = model.ticket();
    model.mine.drawing = Some(ticket);
    vec![Effect::DrawIdentifier { ticket }]
}

/// The identifier is here: what was typed meanwhile is kept under it.
pub fn drawn(model: &mut Model, identifier: Clean) -> Vec<Effect> {
    model.mine.drawing = None;
    let Some(form) = current_mut(model) else { return Vec::new() };
    form.identifier = Some(identifier);
    if form.is_changed() { changed(model) } else { Vec::new() }
}

pub fn view(model: &Model, form: &FormPage) -> Page {
    match form.stage {
        Stage::Filling(page) => pages::view(model, form, page),
        Stage::Review => review::view(model, form),
        Stage::Leaving(_) => leave::view(model, form),
        Stage::Merging => merge::view(model, form),
    }
}

pub fn act(model: &mut Model, step: Step) -> Vec<Effect> {
    let words = model.words.clone();
    let Some(form) = current_mut(model) else { return Vec::new() };
    match step {
        Step::Choose(slot, option) => {
            form.sheet.choose(slot, option, &words);
            recheck(model, slot);
            changed(model)
        }
        Step::Repeat(slot) => {
            let added = form.sheet.repeat(slot, &words);
            let stop = added.and_then(|id| form.sheet.slot(id)).and_then(|slot| ask::stop(&form.sheet, slot));
            if let Some(stop) = stop {
                model.look_at(Anchor::Stop(stop));
            }
            changed(model)
        }
        Step::TakeAway(slot) => {
            form.sheet.take_away(slot, &words);
            form.faults.retain(|(id, _)| form.sheet.slot(*id).is_some());
            changed(model)
        }
        Step::Next => pages::next(model),
        Step::Previous => {
            pages::previous(model);
            Vec::new()
        }
        Step::Correct(slot) => {
            pages::go_to(model, slot);
            Vec::new()
        }
        Step::Send => {
            if pages::check_all(model) {
                mine::send(model)
            } else {
                Vec::new()
            }
        }
        Step::PutAside => mine::put_aside(model),
        Step::Leave => leave::ask(model),
        Step::KeepForLater => leave::keep(model),
        Step::ThrowAway => leave::throw_away(model),
        Step::GoOn => {
            leave::go_on(model);
            Vec::new()
        }
        Step::Theirs(rank, theirs) => {
            merge::choose(model, rank, theirs);
            changed(model)
        }
        Step::Merged => {
            form.stage = Stage::Review;
            form.merging = None;
            form.faults.clear();
            changed(model)
        }
    }
}

/// Back: the page before, and from the first out of the form, which asks when something would be left behind.
pub fn back(model: &mut Model) -> Vec<Effect> {
    let Some(form) = current(model) else { return Vec::new() };
    match form.stage {
        Stage::Filling(page) if pages::before(form, page).is_none() => leave::ask(model),
        Stage::Filling(_) | Stage::Review => {
            pages::previous(model);
            Vec::new()
        }
        Stage::Leaving(_) => {
            leave::go_on(model);
            Vec::new()
        }
        Stage::Merging => leave::ask(model),
    }
}

/// After an edit in one of its fields.
pub fn edited(model: &mut Model, field: FieldId) -> Vec<Effect> {
    let words = model.words.clone();
    if let Some(form) = current_mut(model) {
        form.sheet.settle(&words);
    }
    recheck(model, field.1);
    changed(model)
}

/// A fault that was said is said no more once it is corrected; none is said while one is still typing.
fn recheck(model: &mut Model, slot: u32) {
    let Some(form) = current(model).filter(|form| form.faults.iter().any(|(id, _)| *id == slot)) else { return };
    let still = pages::faults_of(model, form).into_iter().find(|(id, _)| *id == slot);
    if still.is_some() {
        return;
    }
    if let Some(form) = current_mut(model) {
        form.faults.retain(|(id, _)| *id != slot);
    }
    model.hush();
}

pub fn current(model: &Model) -> Option<&FormPage> {
    model.trail.iter().rev().find_map(|visit| if let Screen::Form(form) = &visit.screen { Some(form.as_ref()) } else { None })
}

pub fn current_mut(model: &mut Model) -> Option<&mut FormPage> {
    let screens = model.trail.iter_mut().rev().map(|visit| &mut visit.screen);
    screens.filter_map(|screen| if let Screen::Form(form) = screen { Some(form.as_mut()) } else { None }).next()
}

/// Leaves the form, wherever one is in it.
pub fn close(model: &mut Model) {
    while let Some(at) = model.trail.iter().rposition(|visit| matches!(visit.screen, Screen::Form(_))) {
        model.trail.truncate(at + 1);
        model.back();
    }
}
