//! My health in my words: illnesses, allergies, treatments, blood. Each entry is short; "nothing of the kind" is an answer.

use super::questions as q;
use super::send::Sending;
use super::{MinePage, Step, Subject};
use crate::app::effect::{Effect, Write};
use crate::app::form::{self, FormPage, Sheet, day_of};
use crate::app::library::Wanted as Gathered;
use crate::app::model::{Model, WaitsFor};
use crate::app::place::menu;
use crate::app::{Do, Page};
use crate::domain::{Answer, Answered, Blood, Clean, Date, Precision, Said, Statement, StatementId, Topic};
use crate::page::{Action, Block, List, Row, RowId, Shown};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/health", say!(words, "health-title"));
    page.body.push(Block::Text(say!(words, "health-what")));
    let Some(statements) = &model.mine.statements else {
        if model.waiting.is_none() {
            page.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), Do::Retry));
        }
        return page;
    };
    if statements.unreadable > 0 {
        page.body.push(Block::Text(say!(words, "statements-unreadable", count = (statements.unreadable))));
    }
    let rows = Topic::ALL.into_iter().map(|topic| {
        let mut said: Vec<Clean> = statements.of(topic).map(|statement| words.said(statement)).take(4).collect();
        if statements.of(topic).count() > 4 {
            said.push(say!(words, "health-and-more"));
        }
        let detail = if said.is_empty() { say!(words, "health-nothing-said") } else { words.and(&said) };
        Row {
            id: RowId(Clean::new(key(topic))),
            marks: Vec::new(),
            label: words.topic(topic),
            details: vec![detail],
            does: Do::Mine(Step::Show(MinePage::Topic(topic))),
        }
    });
    page.body.push(menu(say!(words, "home-choices"), rows.collect()));
    page
}

fn key(topic: Topic) -> &'static str {
    match topic {
        Topic::Illness => "illness",
        Topic::Allergy => "allergy",
        Topic::Treatment => "treatment",
        Topic::Blood => "blood",
        Topic::Rhesus => "rhesus",
    }
}

pub fn topic(model: &Model, topic: Topic) -> Page {
    let words = &model.words;
    let mut page = Page::new(format!("mine/health/{}", key(topic)).as_str(), words.topic(topic));
    let Some(statements) = &model.mine.statements else { return page };
    let all: Vec<&Statement> = statements.of(topic).collect();
    let rows: Vec<Row<Do>> = all.iter().filter_map(|statement| row(statement, words)).collect();
    page.body.push(Block::List(List {
        name: say!(words, "statements-count", count = (rows.len())),
        empty: say!(words, "health-nothing-said"),
        rows: Arc::new(Shown(rows)),
        more: None,
    }));
    let several = matches!(topic, Topic::Illness | Topic::Allergy | Topic::Treatment);
    let go = |id, key, label, step| Action::new(id, key, label, Do::Mine(step));
    if several || all.is_empty() {
        page.actions.push(go("add", 'c', say!(words, "statement-add"), Step::NewStatement(topic)));
    }
    if several && all.is_empty() {
        page.actions.push(go("nothing", 'n', say!(words, "statement-not-concerned"), Step::NotConcerned(topic)));
    }
    if topic == Topic::Treatment {
        let label = say!(words, "health-see-treatments");
        page.actions.push(Action::new("documents", 'd', label, Do::Want(Gathered::Treatments)));
    }
    page
}

fn row(statement: &Statement, words: &Words) -> Option<Row<Do>> {
    let id = statement.id.clone()?;
    let marks = if statement.hidden { vec![say!(words, "state-masked")] } else { Vec::new() };
    let details = statement.since.map(|since| say!(words, "statement-since-when", date = words.date(since)));
    let details = details.into_iter().chain(statement.by.clone()).collect();
    let does = Do::Mine(Step::Show(MinePage::Statement(id.clone())));
    Some(Row { id: RowId(id.clean()), marks, label: words.said(statement), details, does })
}

pub fn find<'a>(model: &'a Model, id: &StatementId) -> Option<&'a Statement> {
    model.mine.statements.as_ref().and_then(|all| all.all.iter().find(|statement| statement.id.as_ref() == Some(id)))
}

pub fn one(model: &Model, id: &StatementId) -> Page {
    let words = &model.words;
    let Some(statement) = find(model, id) else {
        let mut page = Page::new("mine/statement", say!(words, "health-title"));
        page.body.push(Block::Text(say!(words, "statement-gone")));
        return page;
    };
    let mut page = Page::new("mine/statement", words.topic(statement.topic));
    let mut facts = vec![(say!(words, "statement-what"), words.said(statement))];
    facts.extend(statement.since.map(|since| (say!(words, "statement-since"), words.date(since))));
    facts.extend(statement.note.clone().map(|note| (say!(words, "statement-note"), note)));
    let seen = if statement.hidden { say!(words, "seen-hidden") } else { say!(words, "seen-visible") };
    facts.push((say!(words, "seen-question"), seen));
    facts.extend(statement.by.clone().map(|by| (say!(words, "statement-by"), by)));
    page.body.push(Block::Facts(facts));
    let go = |id, key, label, step| Action::new(id, key, label, Do::Mine(step));
    if statement.by.is_none() {
        if statement.said != Said::Nothing {
            page.actions.push(go("change", 'c', say!(words, "statement-change"), Step::ChangeStatement(id.clone())));
        }
        let remove = Step::Show(MinePage::RemoveStatement(id.clone()));
        page.actions.push(go("remove", 's', say!(words, "statement-remove"), remove));
    } else {
        page.body.push(Block::Text(say!(words, "statement-not-mine")));
    }
    page
}

pub fn removal(model: &Model, id: &StatementId) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/statement/remove", say!(words, "statement-remove-title"));
    let Some(statement) = find(model, id) else { return page };
    page.body.push(Block::Text(say!(words, "statement-remove-what", what = words.said(statement))));
    page.actions.push(Action::new("keep", 'n', say!(words, "contact-keep"), Do::Back));
    let mut remove = Action::new("remove", 'o', say!(words, "statement-do-remove"), Do::Mine(Step::DropStatement(id.clone())));
    remove.grave = Some(say!(words, "contact-remove-word"));
    page.actions.push(remove);
    page
}

pub fn remove(model: &mut Model, id: &StatementId) -> Vec<Effect> {
    let Some(statement) = find(model, id).cloned() else { return Vec::new() };
    let ticket = model.ask(WaitsFor::Writing);
    model.mine.sending = Some(Sending::Statement);
    vec![Effect::Write { ticket, write: Box::new(Write::RemoveStatement(statement)) }]
}

/// "Je ne suis pas concerné": sent at once, and taken back as easily.
pub fn not_concerned(model: &mut Model, topic: Topic) -> Vec<Effect> {
    let statement = Statement { said: Said::Nothing, ..Statement::new(topic) };
    let ticket = model.ask(WaitsFor::Writing);
    model.mine.sending = Some(Sending::Statement);
    vec![Effect::Write { ticket, write: Box::new(Write::Statement { identifier: None, statement }) }]
}

pub fn fill(model: &mut Model, statement: Statement) -> Vec<Effect> {
    let sheet = sheet(&statement, &model.words);
    form::open(model, FormPage::new(Subject::Statement(statement), sheet))
}

pub fn sheet(statement: &Statement, words: &Words) -> Sheet {
    let form = q::statement(statement.topic, words);
    if statement.id.is_none() && statement.said == Said::Words(Clean::empty()) {
        return Sheet::new(form, words);
    }
    let code = |code: &str| Answer::Code { system: Clean::empty(), code: code.into(), said: Clean::empty() };
    let what = match &statement.said {
        Said::Words(text) => Some(Answer::Text(text.clone())),
        Said::Nothing => None,
        Said::Blood(blood) => Some(code(q::blood_code(*blood))),
        Said::Rhesus(positive) => Some(code(if *positive { "true" } else { "false" })),
    };
    let since =
        statement.since.filter(|since| since.precision() >= Precision::Day).map(|since| Answer::Date(since.civil().date()));
    let seen = code(if statement.hidden { q::HIDDEN } else { q::VISIBLE });
    let item = |link: &str, answer: Option<Answer>| Answered {
        link: link.into(),
        text: Clean::empty(),
        answers: answer.into_iter().collect(),
        items: Vec::new(),
    };
    let note = statement.note.clone().map(Answer::Text);
    let items = [item(q::WHAT, what), item(q::SINCE, since), item(q::NOTE, note), item(q::SEEN, Some(seen))];
    Sheet::answered(form, &items, words)
}

pub fn filled(sheet: &Sheet, before: &Statement, words: &Words) -> Statement {
    let code = sheet.codes(q::WHAT).first().cloned();
    let said = match before.topic {
        Topic::Illness | Topic::Allergy | Topic::Treatment => Said::Words(sheet.text(q::WHAT).flat()),
        Topic::Blood => {
            let blood = Blood::ALL.into_iter().find(|blood| code.as_deref() == Some(q::blood_code(*blood)));
            blood.map_or_else(|| before.said.clone(), Said::Blood)
        }
        Topic::Rhesus => code.as_deref().map_or_else(|| before.said.clone(), |code| Said::Rhesus(code == "true")),
    };
    // A year alone, which this field cannot say, stays as it was unless a day is given.
    let coarse = before.since.filter(|since| since.precision() < Precision::Day);
    let note = sheet.text(q::NOTE);
    Statement {
        said,
        since: day_of(&sheet.text(q::SINCE), words).map(Date::day).or(coarse),
        note: (!note.trim().is_empty()).then_some(note),
        hidden: sheet.codes(q::SEEN).iter().any(|code| code.as_str() == q::HIDDEN),
        ..before.clone()
    }
}
