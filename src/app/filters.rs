//! Choosing a category, a period, an author, an order.

use super::documents::order_said;
use super::effect::Effect;
use super::model::Model;
use super::place::menu;
use super::record::{Order, Period};
use super::typed::Typed;
use super::{Do, Page, history};
use crate::domain::{Clean, Date};
use crate::page::{Action, Anchor, Block, Field, FieldId, Row, RowId, StopId, Tone};
use crate::say;
use jiff::civil;
use jiff::{Span, ToSpan};

pub const FROM: FieldId = FieldId("period-from", 0);
pub const TO: FieldId = FieldId("period-to", 0);

#[derive(Debug, Clone, Default, PartialEq)]
pub struct PeriodForm {
    pub from: Typed,
    pub to: Typed,
}

fn row(id: impl Into<Clean>, label: Clean, details: Vec<Clean>, does: Do) -> Row<Do> {
    Row { id: RowId(id.into()), marks: Vec::new(), label, details, does }
}

/// Only the categories in which there is something, with how much; the others would be dead ends.
pub fn category(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("choose-category", say!(words, "choose-category-title"));
    let rows = model
        .record
        .store
        .tally()
        .categories()
        .map(|(category, count)| {
            let detail = say!(words, "documents-count", count = count);
            row(category.name(), words.category(category), vec![detail], Do::Category(Some(category)))
        })
        .collect();
    page.body.push(menu(say!(words, "choose-category-name"), rows));
    page
}

pub fn period(model: &Model, form: &PeriodForm) -> Page {
    let words = &model.words;
    let mut page = Page::new("choose-period", say!(words, "choose-period-title"));
    let mut rows = Vec::new();
    let now = model.now.map(Date::moment).map(|now| now.civil().date());
    let back = |span: Span| now.and_then(|today| today.checked_sub(span).ok()).map(Period::since);
    let usual = [
        ("month", back(1.month()), say!(words, "choose-period-month")),
        ("half-year", back(6.months()), say!(words, "choose-period-half-year")),
        ("year", back(1.year()), say!(words, "choose-period-year")),
    ];
    for (id, period, label) in usual {
        if let Some(period) = period {
            rows.push(row(id, label, Vec::new(), Do::Period(Some(period))));
        }
    }
    for year in model.record.store.tally().years() {
        let Some(period) = Period::year(year) else { continue };
        let year = year.to_string();
        let label = say!(words, "choose-period-in", year = year.as_str());
        rows.push(row(year, label, Vec::new(), Do::Period(Some(period))));
    }
    page.body.push(menu(say!(words, "choose-period-name"), rows));
    let field = |id, label, typed: &Typed| {
        Block::Field(Field { hint: Some(say!(words, "choose-period-hint")), ..Field::new(id, label, typed.entry()) })
    };
    page.body.push(Block::Group {
        title: say!(words, "choose-period-between"),
        blocks: vec![
            field(FROM, say!(words, "choose-period-from"), &form.from),
            field(TO, say!(words, "choose-period-to"), &form.to),
        ],
        error: None,
    });
    page.actions.push(Action::new("period-typed", 'c', say!(words, "choose-period-do"), Do::PeriodTyped));
    page
}

pub fn author(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("choose-author", say!(words, "choose-author-title"));
    let rows = model
        .record
        .store
        .tally()
        .authors()
        .map(|(name, count)| {
            let detail = say!(words, "documents-count", count = count);
            row(name.clone(), name.clone(), vec![detail], Do::Author(Some(name.clone())))
        })
        .collect();
    page.body.push(menu(say!(words, "choose-author-name"), rows));
    page
}

pub fn order(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("choose-order", say!(words, "choose-order-title"));
    let rows = Order::ALL
        .into_iter()
        .map(|order| {
            let label = say!(words, "choose-order-do", order = order_said(order, words));
            let mut row = row(order.name(), label, Vec::new(), Do::Order(order));
            if order == model.record.order {
                row.marks.push(say!(words, "mark-chosen"));
            }
            row
        })
        .collect();
    page.body.push(menu(say!(words, "choose-order-name"), rows));
    page
}

/// The dates typed, as a period; one may be missing. Says which one cannot be read.
pub fn typed_period(model: &mut Model, form: &PeriodForm) -> Vec<Effect> {
    let read = |typed: &Typed| {
        let text = typed.value().trim();
        if text.is_empty() { Ok(None) } else { day(text).map(Some).ok_or(()) }
    };
    let (from, to) = (read(&form.from), read(&form.to));
    let (problem, field) = match (from, to) {
        (Ok(None), Ok(None)) => (say!(model.words, "choose-period-missing"), FROM),
        (Err(()), _) => (say!(model.words, "choose-period-unreadable", text = form.from.value()), FROM),
        (_, Err(())) => (say!(model.words, "choose-period-unreadable", text = form.to.value()), TO),
        (Ok(Some(from)), Ok(Some(to))) if from > to => (say!(model.words, "choose-period-backwards"), FROM),
        (Ok(from), Ok(to)) => {
            return in_period(model, Some(Period { from, to }));
        }
    };
    model.tell(Tone::Problem, problem);
    model.look_at(Anchor::Stop(StopId::Field(field)));
    Vec::new()
}

/// Of the access history when it is what one comes from, else of the documents.
pub fn in_period(model: &mut Model, period: Option<Period>) -> Vec<Effect> {
    if let (Some(period), true) = (period, history::is_beneath(model)) {
        return history::between(model, period);
    }
    let filter = super::record::Filter { period, ..model.record.filter.clone() };
    apply(model, filter);
    Vec::new()
}

/// Puts a filter in force and comes back to the list.
pub fn apply(model: &mut Model, filter: super::record::Filter) {
    model.record.set_filter(filter);
    while model.trail.len() > 1 && !matches!(model.screen(), Some(super::trail::Screen::Documents)) {
        model.trail.pop();
    }
    model.awaits_first = !super::documents::look_at_first(model);
}

/// `3/12/2025`, `03-12-2025`, `3.12.2025`, `3 12 2025`, `2025-12-03`.
pub fn day(text: &str) -> Option<civil::Date> {
    let parts: Vec<&str> = text.split(['/', '-', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    if year.len() != 4 {
        return None;
    }
    civil::Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn a_day_is_read_as_people_write_it() {
        let third = jiff::civil::date(2025, 12, 3);
        for text in ["3/12/2025", "03-12-2025", "3.12.2025", "3 12 2025", "2025-12-03"] {
            assert_eq!(day(text), Some(third), "{text}");
        }
        for text in ["", "3/12", "3/12/25", "32/12/2025", "demain", "3/12/2025/1"] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
