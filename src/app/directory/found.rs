//! Who was found, a page at a time: more on demand, nobody twice.

use crate::app::effect::Effect;
use crate::app::model::{Model, WaitsFor};
use crate::app::rights::Relations;
use crate::app::trail::Screen;
use crate::app::{Do, Page};
use crate::domain::{Clean, Professional, ProfessionalId, Professionals, Sought, Workplace};
use crate::page::{Anchor, Block, Count, List, Row, RowId, Rows, StopId};
use crate::say;
use crate::words::Words;
use std::collections::HashMap;
use std::sync::Arc;

/// From how many on it is better to say more of whom one looks for.
const MANY: u64 = 200;

#[derive(Debug, Clone, PartialEq)]
pub struct FoundPage {
    sought: Sought,
    /// What was looked for, in words.
    said: Vec<(Clean, Clean)>,
    people: Arc<People>,
    total: Option<u64>,
    unreadable: usize,
    next: Option<Arc<str>>,
}

/// As many as are kept: whoever looks further says more of whom they look for.
const MOST: usize = 10_000;

/// In the order of the server, and where each is.
#[derive(Debug, Clone, Default, PartialEq)]
struct People {
    all: Vec<Arc<Professional>>,
    at: HashMap<ProfessionalId, usize>,
}

impl People {
    fn add(&mut self, found: Vec<Arc<Professional>>) {
        for professional in found {
            if !self.at.contains_key(&professional.id) {
                self.at.insert(professional.id.clone(), self.all.len());
                self.all.push(professional);
            }
        }
    }
}

impl FoundPage {
    pub(super) fn professional(&self, id: &ProfessionalId) -> Option<&Arc<Professional>> {
        self.people.all.get(*self.people.at.get(id)?)
    }

    fn goes_on(&self) -> bool {
        self.next.is_some() && self.people.all.len() < MOST
    }

    fn count(&self) -> Count {
        let here = self.people.all.len();
        let total = self.total.and_then(|total| usize::try_from(total).ok());
        match (&self.next, total) {
            (None, _) => Count::Known(here),
            (Some(_), Some(total)) if total > here => Count::Coming { here, total },
            (Some(_), _) => Count::AtLeast(here),
        }
    }
}

pub fn view(model: &Model, found: &FoundPage) -> Page {
    let words = &model.words;
    let mut page = Page::new("professionals", say!(words, "professionals-title"));
    page.body.push(Block::Facts(found.said.clone()));
    if found.total.is_some_and(|total| total > MANY) {
        page.body.push(Block::Text(say!(words, "professionals-many")));
    }
    if found.next.is_some() && !found.goes_on() {
        page.body.push(Block::Text(say!(words, "professionals-most", count = MOST)));
    }
    if found.unreadable > 0 {
        page.body.push(Block::Text(say!(words, "professionals-unreadable", count = (found.unreadable))));
    }
    let count = found.count();
    let name = match count {
        Count::Known(count) => say!(words, "professionals-count", count = count),
        Count::Coming { here, total } => say!(words, "professionals-count-of", here = here, total = total),
        Count::AtLeast(here) => say!(words, "professionals-count-unknown", here = here),
    };
    page.body.push(Block::List(List {
        name,
        empty: say!(words, "directory-none"),
        rows: Arc::new(Shown { people: found.people.clone(), count, relations: Relations::of(model), words: words.clone() }),
        more: found.goes_on().then(|| (say!(words, "professionals-more"), Do::MoreProfessionals)),
    }));
    page
}

/// The people found, as rows.
struct Shown {
    people: Arc<People>,
    count: Count,
    relations: Relations,
    words: Words,
}

impl Rows<Do> for Shown {
    fn count(&self) -> Count {
        self.count
    }

    fn row(&self, index: usize) -> Option<Row<Do>> {
        let professional = self.people.all.get(index)?;
        let words = &self.words;
        let mut details: Vec<Clean> = professional.occupations.iter().map(|occupation| words.occupation(occupation)).collect();
        if details.is_empty() {
            details.push(say!(words, "professional-unknown-trade"));
        }
        details.extend(professional.workplaces.iter().filter_map(|place| where_is(place, words)));
        if professional.workplaces.is_empty() {
            details.push(say!(words, "professional-unknown-place"));
        }
        details.extend(self.relations.with(professional));
        Some(Row {
            id: RowId(professional.id.clean()),
            marks: Vec::new(),
            label: named(professional, words),
            details,
            does: Do::Professional(professional.id.clone()),
        })
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        self.people.at.get(&ProfessionalId::new(&id.0)?).copied()
    }
}

/// What somebody is called, or that it is not known.
pub(super) fn named(professional: &Professional, words: &Words) -> Clean {
    professional.name.clone().unwrap_or_else(|| say!(words, "professional-unknown-name"))
}

/// "Cabinet des Lilas, Lyon"
fn where_is(place: &Workplace, words: &Words) -> Option<Clean> {
    match (&place.organisation, &place.city) {
        (Some(organisation), Some(city)) => Some(say!(words, "professional-where", organisation = organisation, city = city)),
        (one, other) => one.clone().or_else(|| other.clone()),
    }
}

pub fn open(model: &mut Model, sought: Sought, said: Vec<(Clean, Clean)>, page: Professionals) {
    let mut people = People::default();
    people.add(page.found);
    let first = people.all.first().map(|first| RowId(first.id.clean()));
    let Professionals { total, unreadable, next, .. } = Professionals { found: Vec::new(), ..page };
    model.go(Screen::Professionals(FoundPage { sought, said, people: Arc::new(people), total, unreadable, next }));
    if let Some(first) = first {
        model.look_at(Anchor::Stop(StopId::Row(first)));
    }
}

pub fn more(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Professionals(found)) = model.screen() else { return Vec::new() };
    let (Some(next), sought) = (found.next.clone(), found.sought.clone()) else { return Vec::new() };
    let ticket = model.ask(WaitsFor::Directory);
    vec![Effect::Professionals { ticket, sought: Box::new(sought), next: Some(next) }]
}

pub(super) fn add(model: &mut Model, page: Professionals) {
    let Some(Screen::Professionals(found)) = model.screen_mut() else { return };
    let before = found.people.all.len();
    Arc::make_mut(&mut found.people).add(page.found);
    found.unreadable += page.unreadable;
    found.next = page.next;
    found.total = page.total.or(found.total);
    let first = found.people.all.get(before).map(|first| RowId(first.id.clean()));
    if let Some(first) = first {
        model.look_at(Anchor::Stop(StopId::Row(first)));
    }
}
