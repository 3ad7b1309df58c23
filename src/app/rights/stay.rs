//! A hospital, until when: found in the directory by its name, then allowed for the length of a stay.

use super::{Change, RightsPage, Step, name, page};
use crate::app::effect::Effect;
use crate::app::filters::day;
use crate::app::model::{Model, WaitsFor};
use crate::app::trail::Screen;
use crate::app::typed::Typed;
use crate::app::{Do, Page, answer};
use crate::domain::{Clean, Date, Establishment, Party, Problem};
use crate::page::{Action, Anchor, Block, Field, FieldId, List, Row, RowId, Shown, StopId, Tone};
use crate::say;
use jiff::ToSpan;
use std::sync::Arc;

const HOSPITAL: FieldId = FieldId("stay-hospital", 0);
const UNTIL: FieldId = FieldId("stay-until", 0);

/// A stay is said to end within so many months: an agreement without a foreseeable end is none.
const LONGEST: i64 = 12;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct StayPage {
    pub hospital: Typed,
    pub until: Typed,
    found: Option<Vec<Establishment>>,
    chosen: Option<Party>,
}

/// The text behind a field of these pages.
pub fn typed(page: &mut RightsPage, field: FieldId) -> Option<&mut Typed> {
    let RightsPage::Stay(stay) = page else { return None };
    if field == HOSPITAL { Some(&mut stay.hospital) } else { (field == UNTIL).then_some(&mut stay.until) }
}

pub fn open(model: &mut Model) -> Vec<Effect> {
    model.go(page(RightsPage::Stay(StayPage::default())));
    model.look_at(Anchor::Stop(StopId::Field(HOSPITAL)));
    Vec::new()
}

pub fn view(model: &Model, stay: &StayPage) -> Page {
    let words = &model.words;
    let mut shown = Page::new("rights/stay", say!(words, "stay-new"));
    let field = |id, label, hint, typed: &Typed| Block::Field(Field { hint: Some(hint), ..Field::new(id, label, typed.entry()) });
    if let Some(chosen) = &stay.chosen {
        shown.body.push(Block::Facts(vec![(say!(words, "stay-hospital"), name(chosen, words))]));
        shown.body.push(field(UNTIL, say!(words, "stay-until-when"), say!(words, "stay-until-hint"), &stay.until));
        shown.actions.push(Action::new("check", 'c', say!(words, "stay-go-on"), Do::Rights(Step::CheckStay)));
        return shown;
    }
    shown.body.push(field(HOSPITAL, say!(words, "stay-hospital"), say!(words, "stay-hospital-hint"), &stay.hospital));
    if let Some(found) = &stay.found {
        let rows: Vec<Row<Do>> = found.iter().filter_map(row).collect();
        let count = rows.len();
        shown.body.push(Block::List(List {
            name: say!(words, "stay-found", count = count),
            empty: say!(words, "stay-none-found"),
            rows: Arc::new(Shown(rows)),
            more: None,
        }));
    }
    shown.actions.push(Action::new("find", 'c', say!(words, "stay-find"), Do::Rights(Step::FindHospital)));
    shown
}

fn row(found: &Establishment) -> Option<Row<Do>> {
    let (id, name) = (found.party.identifier.clone()?, found.party.name.clone()?);
    let town = [&found.postcode, &found.city].into_iter().flatten().map(Clean::as_str).collect::<Vec<_>>().join(" ");
    let details = Some(Clean::line(&town)).filter(|town| !town.is_empty()).into_iter().collect();
    Some(Row { id: RowId(id), marks: Vec::new(), label: name, details, does: Do::Rights(Step::Hospital(found.party.clone())) })
}

fn shown(model: &mut Model) -> Option<&mut StayPage> {
    let Some(Screen::Rights(page)) = model.screen_mut() else { return None };
    if let RightsPage::Stay(stay) = page.as_mut() { Some(stay) } else { None }
}

pub fn find(model: &mut Model) -> Vec<Effect> {
    let Some(name) = shown(model).map(|stay| stay.hospital.value().flat()) else { return Vec::new() };
    if name.trim().is_empty() {
        model.tell(Tone::Problem, say!(model.words, "stay-hospital-missing"));
        model.look_at(Anchor::Stop(StopId::Field(HOSPITAL)));
        return Vec::new();
    }
    let ticket = model.ask(WaitsFor::Directory);
    vec![Effect::Establishments { ticket, name }]
}

pub fn found(model: &mut Model, outcome: Result<Vec<Establishment>, Problem>) -> Vec<Effect> {
    let found = match outcome {
        Ok(found) => found,
        Err(problem) => return answer::trouble(model, &problem),
    };
    let first = found.iter().find_map(|one| one.party.identifier.clone());
    if let Some(stay) = shown(model) {
        stay.found = Some(found);
        if let Some(first) = first {
            model.look_at(Anchor::Stop(StopId::Row(RowId(first))));
        }
    }
    Vec::new()
}

pub fn choose(model: &mut Model, party: Party) -> Vec<Effect> {
    if let Some(stay) = shown(model) {
        stay.chosen = Some(party);
        model.look_at(Anchor::Stop(StopId::Field(UNTIL)));
    }
    Vec::new()
}

/// The day is read, and is to come; then the question.
pub fn check(model: &mut Model) -> Vec<Effect> {
    let Some(today) = model.now.map(|now| Date::moment(now).civil().date()) else { return Vec::new() };
    let Some(stay) = shown(model) else { return Vec::new() };
    let Some(establishment) = stay.chosen.clone() else { return Vec::new() };
    let text = stay.until.value().flat();
    let longest = today.checked_add(LONGEST.months()).unwrap_or(today);
    let problem = match day(text.trim()) {
        Some(until) if until < today => say!(model.words, "stay-past"),
        Some(until) if until > longest => say!(model.words, "stay-too-long"),
        Some(until) => {
            model.go(page(RightsPage::Ask(Change::Stay { establishment, until })));
            return Vec::new();
        }
        None if text.trim().is_empty() => say!(model.words, "stay-until-missing"),
        None => say!(model.words, "choose-period-unreadable", text = text),
    };
    model.tell(Tone::Problem, problem);
    model.look_at(Anchor::Stop(StopId::Field(UNTIL)));
    Vec::new()
}
