//! All that is known of a professional, and a word of caution for what is not.

use super::found::named;
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::trail::Screen;
use crate::app::{Do, Page, rights};
use crate::domain::{Clean, Professional, ProfessionalId, Rpps, Workplace};
use crate::page::Block;
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub fn view(model: &Model, professional: &Professional) -> Page {
    let words = &model.words;
    let mut page = Page::new(format!("professional/{}", professional.id.as_str()).as_str(), named(professional, words));
    page.body.extend(cautions(professional, words).into_iter().map(Block::Text));
    let trades = professional.occupations.iter().map(|trade| (say!(words, "professional-trade"), words.occupation(trade)));
    let number = professional.rpps.iter().map(|rpps| (say!(words, "professional-rpps"), rpps.clean().clone()));
    let facts: Vec<(Clean, Clean)> = trades.chain(number).collect();
    if !facts.is_empty() {
        page.body.push(Block::Facts(facts));
    }
    page.body.extend(professional.workplaces.iter().map(|place| workplace(place, words)));
    rights::act_on(model, professional, &mut page);
    page
}

fn workplace(place: &Workplace, words: &Words) -> Block<Do> {
    let town = [&place.postcode, &place.city].into_iter().flatten().map(Clean::as_str).collect::<Vec<_>>().join(" ");
    let town = Clean::line(&town);
    let street = place.street.iter().map(|line| (say!(words, "professional-street"), line.clone()));
    let town = (!town.is_empty()).then(|| (say!(words, "professional-town"), town));
    let phones = place.phones.iter().map(|phone| (say!(words, "professional-phone"), phone.clone()));
    let facts = street.chain(town).chain(phones).collect();
    let title = place.organisation.clone().unwrap_or_else(|| say!(words, "professional-workplace"));
    Block::Group { title, blocks: vec![Block::Facts(facts)], error: None }
}

/// What may mislead, first.
fn cautions(professional: &Professional, words: &Words) -> Vec<Clean> {
    let mut cautions = Vec::new();
    if professional.retired {
        cautions.push(say!(words, "professional-retired"));
    }
    if professional.name.is_none() {
        cautions.push(say!(words, "professional-no-name"));
    }
    if professional.occupations.is_empty() {
        cautions.push(say!(words, "professional-no-trade"));
    }
    if professional.workplaces.is_empty() {
        cautions.push(say!(words, "professional-no-place"));
    }
    match &professional.rpps {
        None => cautions.push(say!(words, "professional-no-rpps")),
        Some(rpps) if !Rpps::holds(rpps) => cautions.push(say!(words, "professional-wrong-rpps")),
        Some(_) => {}
    }
    cautions
}

/// The directory says more of the person being shown.
pub fn completed(model: &mut Model, known: Arc<Professional>) {
    let pages = model.trail.iter_mut().rev().map(|visit| &mut visit.screen);
    let shown = pages.filter_map(|page| if let Screen::Professional(shown) = page { Some(shown) } else { None }).next();
    if let Some(shown) = shown.filter(|shown| shown.national == known.national) {
        // What called them by a name goes on calling them so.
        let name = shown.name.clone().or_else(|| known.name.clone());
        *shown = Arc::new(Professional { name, ..known.as_ref().clone() });
    }
}

/// One of those found.
pub fn open(model: &mut Model, id: &ProfessionalId) -> Vec<Effect> {
    let Some(Screen::Professionals(found)) = model.screen() else { return Vec::new() };
    if let Some(professional) = found.professional(id).cloned() {
        model.go(Screen::Professional(professional));
    }
    Vec::new()
}
