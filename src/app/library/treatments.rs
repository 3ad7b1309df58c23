//! Prescribed medicines, from the prescriptions read: what, how much, how long, with the prescription one key away.

use super::{Wanted, rests_on};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::{Do, Page};
use crate::domain::{Clean, Date, Document, Span, Treatment, Words as Said};
use crate::page::{Block, Row, RowId};
use crate::say;
use crate::words::Words;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("treatments", say!(words, "treatments-title"));
    let read = model.library.newest_first();
    let all = read.iter().filter(|read| Wanted::Treatments.admits(&read.document));
    let all: Vec<_> = all.flat_map(|read| read.coded.treatments.iter().map(|treatment| (treatment, &*read.document))).collect();
    if all.is_empty() {
        page.body.push(Block::Text(say!(words, "treatments-none")));
    }
    let today = model.now.map(Date::moment);
    // An end that has passed is over; what has no end, or none that is said, may still be taken.
    let over = |treatment: &Treatment| match (treatment.until, today) {
        (Some(until), Some(today)) => treatment.over || until.civil().date() < today.civil().date(),
        (None, _) | (_, None) => treatment.over,
    };
    let (past, current): (Vec<_>, Vec<_>) = all.into_iter().partition(|(treatment, _)| over(treatment));
    let lists = [
        (say!(words, "treatments-current", count = (current.len())), current),
        (say!(words, "treatments-past", count = (past.len())), past),
    ];
    for (at, (name, list)) in lists.into_iter().enumerate() {
        if !list.is_empty() {
            let rows = list.into_iter().enumerate().map(|(n, (treatment, document))| row(at, n, treatment, document, words));
            page.body.push(menu(name, rows.collect()));
        }
    }
    rests_on(model, &mut page, Wanted::Treatments);
    page
}

fn row(list: usize, at: usize, treatment: &Treatment, document: &Document, words: &Words) -> Row<Do> {
    let mut details: Vec<Clean> = treatment.dose.iter().map(|dose| said(dose, words)).collect();
    details.extend(treatment.told.clone());
    details.extend(treatment.time.as_ref().map(|time| said(time, words)));
    details.extend(treatment.state.as_ref().map(|state| said(state, words)));
    details.extend(treatment.renewals.as_ref().map(|times| say!(words, "treatment-renewals", times = said(times, words))));
    Row {
        id: RowId(Clean::new(&format!("{list}/{at}/{}", document.id.as_str()))),
        marks: Vec::new(),
        label: treatment.name.clone(),
        details,
        does: Do::Open(document.id.clone()),
    }
}

/// The words of a reading on one line.
pub fn said(said: &Said, words: &Words) -> Clean {
    let parts = said.0.iter().map(|span| match span {
        Span::Text { text, .. } => text.to_string(),
        Span::Label(label) => words.label(label).to_string(),
    });
    Clean::line(&parts.collect::<String>())
}
