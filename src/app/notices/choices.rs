//! Which notices also come by SMS or e-mail, one kind at a time. Those that cannot be refused are said to be so.

use super::{Errand, NoticesPage, Step, ask as send, page, shown, shown_mut, trouble};
use crate::app::effect::Effect;
use crate::app::model::{Model, WaitsFor};
use crate::app::place::menu;
use crate::app::rights::{self, Wish};
use crate::app::{Do, Page};
use crate::domain::{ChannelId, Clean, NoticeChoice, NoticeChoices, Outcome, Problem};
use crate::page::{Action, Block, List, Row, RowId, Shown, Tone};
use crate::say;
use std::sync::Arc;

/// `None` until the server has answered.
pub type ChoicesPage = Option<Arc<NoticeChoices>>;

pub fn view(model: &Model, choices: &ChoicesPage) -> Page {
    let words = &model.words;
    let mut shown = Page::new("notices/choices", say!(words, "notice-choices-title"));
    shown.body.push(Block::Text(say!(words, "notice-choices-what")));
    let Some(choices) = choices else {
        if model.waiting.is_none() {
            shown.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
        }
        return shown;
    };
    let row = |choice: &NoticeChoice| {
        let mut details = vec![words.channel(choice.channel.as_ref())];
        details.extend(choice.required.then(|| say!(words, "notice-choice-required-mark")));
        let does = Do::Notices(Step::Choice(choice.code.clone()));
        Row { id: RowId(choice.code.clone()), marks: Vec::new(), label: words.notice_kind(choice), details, does }
    };
    shown.body.push(Block::List(List {
        name: say!(words, "notice-choices-name"),
        empty: say!(words, "notice-choices-none"),
        rows: Arc::new(Shown(choices.all.iter().map(row).collect())),
        more: None,
    }));
    shown
}

/// The ways there are for one kind.
pub fn one(model: &Model, choices: &ChoicesPage, code: &Clean) -> Page {
    let words = &model.words;
    let found = choices.as_ref().and_then(|choices| choices.all.iter().find(|choice| choice.code == *code));
    let Some((choices, choice)) = choices.as_ref().zip(found) else { return view(model, choices) };
    let mut shown = Page::new(format!("notices/choice/{code}"), words.notice_kind(choice));
    shown.body.push(Block::Text(match choice.required {
        true => say!(words, "notice-choice-required"),
        false => say!(words, "notice-choice-what"),
    }));
    shown.body.push(Block::Facts(vec![(say!(words, "notice-choice-now"), words.channel(choice.channel.as_ref()))]));
    let ways = choices.channels.iter().cloned().map(Some).chain((!choice.required).then_some(None));
    let row = |way: Option<ChannelId>| Row {
        id: RowId(way.as_ref().map_or_else(|| Clean::new("none"), |channel| Clean::line(channel.code()))),
        marks: Vec::new(),
        label: words.channel_choice(way.as_ref()),
        details: (way == choice.channel).then(|| say!(words, "notice-choice-chosen")).into_iter().collect(),
        does: Do::Notices(Step::Choose(code.clone(), way)),
    };
    shown.body.push(menu(say!(words, "home-choices"), ways.map(row).collect()));
    shown
}

pub fn open(model: &mut Model) -> Vec<Effect> {
    model.go(page(NoticesPage::Choices(None)));
    ask(model)
}

pub fn ask(model: &mut Model) -> Vec<Effect> {
    send(model, WaitsFor::Notices, Errand::Choices)
}

pub fn listed(model: &mut Model, outcome: Result<NoticeChoices, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(choices) => {
            if let Some(NoticesPage::Choices(shown) | NoticesPage::Choice(shown, _)) = shown_mut(model) {
                *shown = Some(Arc::new(choices));
            }
            Vec::new()
        }
        Err(problem) => trouble(model, &problem),
    }
}

pub fn open_one(model: &mut Model, code: Clean) -> Vec<Effect> {
    let Some(NoticesPage::Choices(choices)) = shown(model) else { return Vec::new() };
    let choices = choices.clone();
    model.go(page(NoticesPage::Choice(choices, code)));
    Vec::new()
}

pub fn choose(model: &mut Model, code: Clean, channel: Option<ChannelId>) -> Vec<Effect> {
    model.changing = Some(Wish::Notice(code.clone(), channel.clone()));
    send(model, WaitsFor::NoticesChange, Errand::Choose { code, channel })
}

/// Done, not done and unknown are three sentences; what is kept is read again in every case.
pub fn chosen(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    let words = model.words.clone();
    if let (Outcome::NotDone(Problem::ProveIdentity), Some(wish)) = (&outcome, model.changing.take()) {
        return rights::proof_wanted(model, wish);
    }
    match outcome {
        Outcome::NotDone(problem) if problem.ends_the_session() => return trouble(model, &problem),
        Outcome::NotDone(problem) => {
            let text = say!(words, "change-not-done", why = words.problem(&problem));
            model.tell(Tone::Problem, text);
        }
        Outcome::Done => model.tell(Tone::Success, say!(words, "notice-choice-done")),
        Outcome::Unknown => model.tell(Tone::Warning, say!(words, "notice-choice-unknown")),
    }
    if matches!(shown(model), Some(NoticesPage::Choice(..))) {
        model.back();
    }
    if matches!(shown(model), Some(NoticesPage::Choices(_))) { ask(model) } else { Vec::new() }
}
