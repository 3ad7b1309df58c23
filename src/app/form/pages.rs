//! A form page by page: each group of the first level is one, and questions between groups share one.

use super::ask::{self, Asking};
use super::{Fault, FormPage, Sheet, Stage, Step, current, current_mut};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::{Do, Page, mine};
use crate::domain::{Ask, Clean, Date};
use crate::page::{Action, Anchor, Block, FieldId, Tone};
use crate::say;
use crate::words::Words;
use jiff::civil;

/// The slots of the first level, by page.
fn pages(sheet: &Sheet) -> Vec<Vec<u32>> {
    let mut pages: Vec<Vec<u32>> = Vec::new();
    // What the last page is made of: a group by its place in the form, or questions of no group.
    let mut last: Option<Option<usize>> = None;
    for slot in sheet.slots().iter().filter(|slot| slot.parent.is_none()) {
        let group = sheet.question(slot).is_some_and(|question| question.ask == Ask::Group).then_some(slot.ask);
        if last == Some(group)
            && let Some(page) = pages.last_mut()
        {
            page.push(slot.id);
        } else {
            pages.push(vec![slot.id]);
        }
        last = Some(group);
    }
    pages
}

/// Something of it is asked.
fn is_asked(sheet: &Sheet, page: &[u32]) -> bool {
    page.iter().any(|id| sheet.slot(*id).is_some_and(|slot| sheet.is_shown(slot)))
}

fn asked(sheet: &Sheet) -> Vec<usize> {
    pages(sheet).iter().enumerate().filter(|(_, page)| is_asked(sheet, page)).map(|(at, _)| at).collect()
}

pub fn before(form: &FormPage, page: usize) -> Option<usize> {
    asked(&form.sheet).into_iter().rfind(|other| *other < page)
}

fn after(form: &FormPage, page: usize) -> Option<usize> {
    asked(&form.sheet).into_iter().find(|other| *other > page)
}

pub fn view(model: &Model, form: &FormPage, at: usize) -> Page {
    let words = &model.words;
    let title = mine::title(&form.subject, words);
    let asked = asked(&form.sheet);
    let (rank, count) = (asked.iter().position(|other| *other == at).map_or(1, |rank| rank + 1), asked.len());
    let title = if count > 1 { say!(words, "form-page", title = title, rank = rank, count = count) } else { title };
    let mut page = Page::new(format!("form/{at}").as_str(), title);
    if asked.first() == Some(&at) {
        page.body.extend(mine::introduction(model, form).into_iter().map(Block::Text));
    }
    let pages = pages(&form.sheet);
    let here: Vec<u32> = pages.get(at).cloned().unwrap_or_default();
    let errors = errors(form, &here, words);
    if !errors.is_empty() {
        page.body.push(Block::Errors(errors));
    }
    let asking = Asking { sheet: &form.sheet, faults: &form.faults, words };
    let slots = here.iter().filter_map(|id| form.sheet.slot(*id)).filter(|slot| form.sheet.is_shown(slot));
    page.body.extend(asking.blocks(slots));
    let go = |id, key, label, step| Action::new(id, key, label, Do::Form(step));
    page.actions.push(if after(form, at).is_some() {
        go("next", 'c', say!(words, "form-next"), Step::Next)
    } else {
        go("next", 'c', say!(words, "form-review"), Step::Next)
    });
    if before(form, at).is_some() {
        page.actions.push(go("previous", 'p', say!(words, "form-previous"), Step::Previous));
    }
    if mine::can_be_put_aside(&form.subject) {
        page.actions.push(go("aside", 'e', say!(words, "form-put-aside"), Step::PutAside));
    }
    page.actions.push(go("leave", 's', say!(words, "form-leave"), Step::Leave));
    page.back = Some(Do::Back);
    page
}

/// What is wrong on this page, each with the field it leads to.
fn errors(form: &FormPage, here: &[u32], words: &Words) -> Vec<(FieldId, Clean)> {
    let wrong = form.faults.iter().filter(|(id, _)| root(&form.sheet, *id).is_some_and(|root| here.contains(&root)));
    let said = wrong.filter_map(|(id, fault)| {
        let slot = form.sheet.slot(*id)?;
        let question = form.sheet.question(slot)?;
        Some((ask::field(slot, question), fault.said(words)))
    });
    said.collect()
}

/// The slot of the first level above a slot.
fn root(sheet: &Sheet, id: u32) -> Option<u32> {
    let mut slot = sheet.slot(id)?;
    while let Some(parent) = slot.parent.and_then(|parent| sheet.slot(parent)) {
        slot = parent;
    }
    Some(slot.id)
}

fn page_of(sheet: &Sheet, id: u32) -> Option<usize> {
    let root = root(sheet, id)?;
    pages(sheet).iter().position(|page| page.contains(&root))
}

pub fn today(model: &Model) -> Option<civil::Date> {
    model.now.map(|now| Date::moment(now).civil().date())
}

/// Everything that is wrong in it, in order.
pub fn faults_of(model: &Model, form: &FormPage) -> Vec<(u32, Fault)> {
    let (words, today) = (&model.words, today(model));
    let each = form.sheet.each().filter(|(_, shown)| *shown);
    let mut faults: Vec<(u32, Fault)> =
        each.filter_map(|(slot, _)| Some((slot.id, form.sheet.fault(slot, today, words)?))).collect();
    for (slot, fault) in mine::faults(model, form) {
        if !faults.iter().any(|(id, _)| *id == slot) {
            faults.push((slot, fault));
        }
    }
    faults.sort_by_key(|(id, _)| form.sheet.position(*id));
    faults
}

/// To the next page, or to reading it all over; what is wrong on this page is said first.
pub fn next(model: &mut Model) -> Vec<Effect> {
    let Some(form) = current(model) else { return Vec::new() };
    let Stage::Filling(at) = form.stage else { return Vec::new() };
    let here = pages(&form.sheet).get(at).cloned().unwrap_or_default();
    let wrong = |(id, _): &(u32, Fault)| root(&form.sheet, *id).is_some_and(|root| here.contains(&root));
    let faults: Vec<(u32, Fault)> = faults_of(model, form).into_iter().filter(wrong).collect();
    if !faults.is_empty() {
        refuse(model, faults);
        return Vec::new();
    }
    let stage = after(form, at).map_or(Stage::Review, Stage::Filling);
    turn(model, stage);
    super::changed(model)
}

/// The first thing that is wrong is looked at; the others are said where they are.
fn refuse(model: &mut Model, faults: Vec<(u32, Fault)>) {
    let count = faults.len();
    let first = faults.first().map(|(id, _)| *id);
    let Some(form) = current_mut(model) else { return };
    form.faults = faults;
    let stop = first.and_then(|id| form.sheet.slot(id)).and_then(|slot| ask::stop(&form.sheet, slot));
    model.tell(Tone::Problem, say!(model.words, "form-refused", count = count));
    if let Some(stop) = stop {
        model.look_at(Anchor::Stop(stop));
    }
}

pub fn previous(model: &mut Model) {
    let Some(form) = current(model) else { return };
    let to = match form.stage {
        Stage::Filling(at) => before(form, at),
        Stage::Review => asked(&form.sheet).last().copied(),
        Stage::Leaving(at) => Some(at),
        Stage::Merging => None,
    };
    if let Some(to) = to {
        turn(model, Stage::Filling(to));
    }
}

fn turn(model: &mut Model, stage: Stage) {
    let Some(form) = current_mut(model) else { return };
    form.stage = stage;
    form.faults.clear();
    let Stage::Filling(at) = stage else {
        model.look_at(Anchor::Top);
        return;
    };
    let here = pages(&form.sheet).get(at).cloned().unwrap_or_default();
    let inside = |slot: &&super::sheet::Slot| root(&form.sheet, slot.id).is_some_and(|root| here.contains(&root));
    let first = form.sheet.each().filter(|(_, shown)| *shown).map(|(slot, _)| slot).filter(inside);
    let first = first.filter_map(|slot| ask::stop(&form.sheet, slot)).next();
    model.look_at(first.map_or(Anchor::Top, Anchor::Stop));
}

/// To the page of this question, which is looked at.
pub fn go_to(model: &mut Model, slot: u32) {
    let Some(form) = current_mut(model) else { return };
    let Some(page) = page_of(&form.sheet, slot) else { return };
    form.stage = Stage::Filling(page);
    let stop = form.sheet.slot(slot).and_then(|slot| ask::stop(&form.sheet, slot));
    if let Some(stop) = stop {
        model.look_at(Anchor::Stop(stop));
    }
}

/// Before it is sent: nothing on any page is wrong, or the first page where something is comes back.
pub fn check_all(model: &mut Model) -> bool {
    let Some(form) = current(model) else { return false };
    let faults = faults_of(model, form);
    let Some((first, _)) = faults.first() else { return true };
    let first = *first;
    refuse(model, faults);
    let notice = model.notice.clone();
    go_to(model, first);
    model.notice = notice;
    false
}
