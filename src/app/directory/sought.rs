//! What is looked for: a name, a profession or speciality, a town. Professions are suggested as one types.

use super::found;
use crate::app::effect::Effect;
use crate::app::model::{Model, WaitsFor};
use crate::app::place::menu;
use crate::app::trail::Screen;
use crate::app::typed::Typed;
use crate::app::{Do, Page};
use crate::domain::{Clean, Professionals, Sought, Trade, fold};
use crate::page::{Action, Anchor, Block, Field, FieldId, Row, RowId, StopId, Tone};
use crate::say;
use crate::words::Words;

pub const NAME: FieldId = FieldId("directory-name", 0);
pub const TRADE: FieldId = FieldId("directory-trade", 0);
pub const PLACE: FieldId = FieldId("directory-place", 0);

/// Suggestions shown; with more, another letter is asked for.
const SUGGESTED: usize = 5;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct SoughtPage {
    pub name: Typed,
    pub trade: Typed,
    pub place: Typed,
    /// What was asked last, until its answer comes.
    asked: Sought,
}

pub fn view(model: &Model, page: &SoughtPage) -> Page {
    let words = &model.words;
    let mut shown = Page::new("directory", say!(words, "directory-title"));
    shown.body.push(Block::Text(say!(words, "directory-what")));
    let field = |id, label, hint, typed: &Typed| Block::Field(Field { hint, ..Field::new(id, label, typed.entry()) });
    shown.body.push(field(NAME, say!(words, "directory-name"), Some(say!(words, "directory-name-hint")), &page.name));
    shown.body.push(field(TRADE, say!(words, "directory-trade"), Some(say!(words, "directory-trade-hint")), &page.trade));
    shown.body.extend(suggestions(page, words));
    shown.body.push(field(PLACE, say!(words, "directory-place"), Some(say!(words, "directory-place-hint")), &page.place));
    shown.actions.push(Action::new("directory-search", 'c', say!(words, "directory-search"), Do::SearchDirectory));
    shown
}

/// Nothing filled in yet, the eye in the first field.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.go(Screen::Directory(SoughtPage::default()));
    model.look_at(Anchor::Stop(StopId::Field(NAME)));
    Vec::new()
}

/// While the profession typed is not one of the list.
fn suggestions(page: &SoughtPage, words: &Words) -> Option<Block<Do>> {
    let trades = words.trades(page.trade.value());
    if trades.is_empty() || exactly(page.trade.value(), &trades).is_some() {
        return None;
    }
    let count = trades.len();
    let rows = trades.into_iter().take(SUGGESTED).map(|trade| Row {
        id: RowId(trade.name.clone()),
        marks: Vec::new(),
        label: trade.name.clone(),
        details: Vec::new(),
        does: Do::Trade(trade.name),
    });
    let name = if count > SUGGESTED {
        say!(words, "directory-trades-more", shown = SUGGESTED, count = count)
    } else {
        say!(words, "directory-trades", count = count)
    };
    Some(menu(name, rows.collect()))
}

/// The trade whose name is what was typed.
fn exactly<'t>(typed: &str, trades: &'t [Trade]) -> Option<&'t Trade> {
    trades.iter().find(|trade| fold(&trade.name) == fold(typed.trim()))
}

/// A suggestion is taken, and the eye goes on to the next field.
pub fn choose(model: &mut Model, name: Clean) -> Vec<Effect> {
    if let Some(Screen::Directory(page)) = model.screen_mut() {
        page.trade.set(name);
        model.look_at(Anchor::Stop(StopId::Field(PLACE)));
    }
    Vec::new()
}

pub fn search(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Directory(page)) = model.screen() else { return Vec::new() };
    let typed = page.trade.value().flat();
    let trades = model.words.trades(&typed);
    let trades = match exactly(&typed, &trades) {
        Some(trade) => vec![trade.clone()],
        None => trades,
    };
    let wrong = if typed.trim().is_empty() {
        None
    } else if trades.is_empty() {
        Some(say!(model.words, "directory-no-trade", text = &typed))
    } else if trades.len() > SUGGESTED {
        Some(say!(model.words, "directory-which-trade", text = &typed))
    } else {
        None
    };
    let qualifications = trades.into_iter().flat_map(|trade| trade.codes).collect();
    let sought = Sought { name: page.name.value().flat(), qualifications, place: page.place.value().flat() };
    let (problem, field) = match wrong {
        Some(wrong) => (wrong, TRADE),
        None if sought.is_empty() => (say!(model.words, "directory-empty"), NAME),
        None => return ask(model, sought),
    };
    model.tell(Tone::Problem, problem);
    model.look_at(Anchor::Stop(StopId::Field(field)));
    Vec::new()
}

fn ask(model: &mut Model, sought: Sought) -> Vec<Effect> {
    if let Some(Screen::Directory(page)) = model.screen_mut() {
        page.asked = sought.clone();
    }
    let ticket = model.ask(WaitsFor::Directory);
    vec![Effect::Professionals { ticket, sought: Box::new(sought), next: None }]
}

/// Somebody was found, or nobody.
pub fn answered(model: &mut Model, page: Professionals) {
    if page.found.is_empty() {
        let none =
            if page.unreadable > 0 { say!(model.words, "directory-unreadable") } else { say!(model.words, "directory-none") };
        model.tell(Tone::Warning, none);
        return;
    }
    let Some(Screen::Directory(sought)) = model.screen() else { return };
    let said = said(sought, &model.words);
    let asked = sought.asked.clone();
    found::open(model, asked, said, page);
}

/// What is looked for, field by field.
fn said(page: &SoughtPage, words: &Words) -> Vec<(Clean, Clean)> {
    let fields = [
        (say!(words, "directory-name"), &page.name),
        (say!(words, "directory-trade"), &page.trade),
        (say!(words, "directory-place"), &page.place),
    ];
    let typed = fields.into_iter().map(|(label, typed)| (label, Clean::line(typed.value())));
    typed.filter(|(_, value)| !value.is_empty()).collect()
}
