//! What is looked for among the accesses: whose, of which profession, what was done. All that is said at once holds. What is here
//! is narrowed at once; when not everything is here, the server is asked too (D3).

use super::known::Profession;
use super::{HistoryPage, ask_anew};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::trail::Screen;
use crate::app::{Do, Page};
use crate::domain::{Clean, Deed, Sieve, Trace, Who};
use crate::page::{Action, Block, Choice, Choosable, FieldId, Row, RowId};
use crate::say;
use crate::words::Words;

const SHOWING: FieldId = FieldId("history-showing", 0);

/// Which of them are shown.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Showing {
    #[default]
    Others,
    Emergencies,
    Mine,
}

impl Showing {
    const ALL: [(&'static str, Self); 3] = [("others", Self::Others), ("emergencies", Self::Emergencies), ("mine", Self::Mine)];
}

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sifting {
    pub showing: Showing,
    pub profession: Option<Profession>,
    pub deed: Option<Deed>,
    /// A name looked for over the whole period.
    pub name: Clean,
}

/// What the things of these pages do.
#[derive(Debug, Clone, PartialEq)]
pub enum Sift {
    Show(Showing),
    ChooseProfession,
    /// By what it is called; `None`: any.
    Profession(Option<Clean>),
    ChooseDeed,
    Deed(Option<Deed>),
    /// What is typed, as a name, over the whole period.
    Name,
    /// Nothing is looked for any more.
    All,
}

/// A page on which one of them is chosen, above the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choosing {
    Profession,
    Deed,
}

impl Sifting {
    pub fn of(showing: Showing) -> Self {
        Self { showing, ..Self::default() }
    }

    /// What can be seen of a trace alone; its profession is known to whoever keeps it.
    pub fn admits(&self, trace: &Trace) -> bool {
        let shown = match self.showing {
            Showing::Others => trace.who != Who::Me,
            Showing::Emergencies => trace.mode.is_emergency(),
            Showing::Mine => trace.who == Who::Me,
        };
        shown && self.deed.is_none_or(|deed| deed == trace.deed)
    }

    pub fn sieve(&self) -> Sieve {
        Sieve {
            emergencies: self.showing == Showing::Emergencies,
            mine: self.showing == Showing::Mine,
            professions: self.profession.as_ref().map(|profession| profession.codes.clone()).unwrap_or_default(),
            // What has no code of its own cannot be asked for.
            deed: self.deed.filter(|deed| *deed != Deed::Other),
            name: self.name.clone(),
        }
    }

    /// Everything that holds, in words.
    pub fn said(&self, words: &Words) -> Option<Block<Do>> {
        let profession = self.profession.as_ref().map(|chosen| (say!(words, "sift-profession"), chosen.said.clone()));
        let deed = self.deed.map(|deed| (say!(words, "sift-deed"), words.deed_done(deed)));
        let name = (!self.name.is_empty()).then(|| (say!(words, "sift-name"), self.name.clone()));
        let facts: Vec<(Clean, Clean)> = [profession, deed, name].into_iter().flatten().collect();
        (!facts.is_empty()).then_some(Block::Facts(facts))
    }
}

/// Others, emergencies, or oneself.
pub fn choice(page: &HistoryPage, words: &Words) -> Block<Do> {
    let option = |(id, showing): (&str, Showing)| Choosable {
        id: RowId(id.into()),
        label: match showing {
            Showing::Others => say!(words, "history-others"),
            Showing::Emergencies => say!(words, "history-emergencies"),
            Showing::Mine => say!(words, "history-mine"),
        },
        chosen: page.sifting.showing == showing,
        does: Do::Sift(Sift::Show(showing)),
    };
    Block::Choice(Choice::new(SHOWING, say!(words, "history-show"), Showing::ALL.into_iter().map(option).collect()))
}

/// The ways to narrow further, and back to everything.
pub fn actions(page: &HistoryPage, of_person: bool, words: &Words) -> Vec<Action<Do>> {
    let sift = |id, key, label, sift| Action::new(id, key, label, Do::Sift(sift));
    let mut actions = Vec::new();
    let sifting = &page.sifting;
    if !of_person && (sifting.profession.is_some() || page.known.met()) {
        actions.push(sift("sift-profession", 'm', say!(words, "sift-choose-profession"), Sift::ChooseProfession));
    }
    actions.push(sift("sift-deed", 'f', say!(words, "sift-choose-deed"), Sift::ChooseDeed));
    let typed = page.search.value();
    let elsewhere = !page.known.is_whole() || !sifting.name.is_empty();
    if !of_person && elsewhere && !typed.trim().is_empty() && sifting.name != *typed {
        actions.push(sift("sift-name", 'n', say!(words, "sift-look-name"), Sift::Name));
    }
    if *sifting != Sifting::default() || !typed.is_empty() {
        actions.push(sift("sift-all", 't', say!(words, "sift-all"), Sift::All));
    }
    actions
}

/// Those met so far, or all that can be done, with how many of the accesses here are so.
pub fn choose(model: &Model, choosing: Choosing) -> Page {
    let words = &model.words;
    let Some(page) = model.trail.iter().rev().find_map(|visit| HistoryPage::of(&visit.screen)) else {
        return Page::new("history/choose", say!(words, "history-title"));
    };
    let row = |id: Clean, label: Clean, count: Option<usize>, chosen: bool, sift: Sift| Row {
        id: RowId(id),
        marks: chosen.then(|| say!(words, "mark-chosen")).into_iter().collect(),
        label,
        details: count.map(|count| say!(words, "sift-count", count = count)).into_iter().collect(),
        does: Do::Sift(sift),
    };
    let any = Clean::new("any");
    let (key, title, rows) = match choosing {
        Choosing::Profession => {
            let chosen = page.sifting.profession.as_ref().map(|chosen| &chosen.said);
            let mut met = page.known.professions();
            met.sort_by_key(|(profession, count)| (std::cmp::Reverse(*count), crate::domain::fold(&profession.said)));
            let all = row(any, say!(words, "sift-any-profession"), None, chosen.is_none(), Sift::Profession(None));
            let one = |(profession, count): (&Profession, usize)| {
                let said = &profession.said;
                row(said.clone(), said.clone(), Some(count), chosen == Some(said), Sift::Profession(Some(said.clone())))
            };
            (
                "history/profession",
                say!(words, "sift-choose-profession"),
                std::iter::once(all).chain(met.into_iter().map(one)).collect(),
            )
        }
        Choosing::Deed => {
            let chosen = page.sifting.deed;
            let all = row(any, say!(words, "sift-any-deed"), None, chosen.is_none(), Sift::Deed(None));
            let counted = Deed::ALL.into_iter().map(|deed| (deed, page.known.count(deed)));
            // What nobody did is offered only where it may be further back.
            let offered = counted.filter(|(deed, count)| *count > 0 || chosen == Some(*deed) || !page.known.is_whole());
            let one = |(deed, count): (Deed, usize)| {
                row(Clean::new(deed.name()), words.deed_done(deed), Some(count), chosen == Some(deed), Sift::Deed(Some(deed)))
            };
            ("history/deed", say!(words, "sift-choose-deed"), std::iter::once(all).chain(offered.map(one)).collect())
        }
    };
    let mut shown = Page::new(key, title.clone());
    if !page.known.is_whole() || page.asked != Sieve::default() {
        shown.body.push(Block::Text(say!(words, "sift-not-all-here")));
    }
    shown.body.push(menu(title, rows));
    shown
}

pub fn act(model: &mut Model, sift: Sift) -> Vec<Effect> {
    match sift {
        Sift::ChooseProfession => open(model, Choosing::Profession),
        Sift::ChooseDeed => open(model, Choosing::Deed),
        Sift::Show(showing) => change(model, |page| page.sifting.showing = showing),
        Sift::Profession(said) => chosen(model, |page| {
            let met = page.known.professions().into_iter().map(|(profession, _)| profession);
            page.sifting.profession = said.and_then(|said| met.into_iter().find(|known| known.said == said).cloned());
        }),
        Sift::Deed(deed) => chosen(model, |page| page.sifting.deed = deed),
        Sift::Name => change(model, |page| page.sifting.name = page.search.value().flat()),
        Sift::All => change(model, |page| {
            page.sifting = Sifting::default();
            page.search.set(Clean::empty());
        }),
    }
}

fn open(model: &mut Model, choosing: Choosing) -> Vec<Effect> {
    model.go(Screen::HistoryChoice(choosing));
    Vec::new()
}

/// On the page above the history.
fn chosen(model: &mut Model, what: impl FnOnce(&mut HistoryPage)) -> Vec<Effect> {
    if matches!(model.screen(), Some(Screen::HistoryChoice(_))) {
        model.back();
    }
    change(model, what)
}

/// What is here is narrowed at once; the server is asked when what is now looked for may be elsewhere.
fn change(model: &mut Model, what: impl FnOnce(&mut HistoryPage)) -> Vec<Effect> {
    let Some(Screen::History(page)) = model.screen_mut() else { return Vec::new() };
    what(page);
    page.select();
    let sieve = page.sifting.sieve();
    let here = page.asked == sieve || (page.known.is_whole() && page.asked.holds(&sieve));
    if page.answered && !here { ask_anew(model) } else { Vec::new() }
}
