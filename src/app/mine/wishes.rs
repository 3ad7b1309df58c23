//! My wishes: organ donation explained, and free words that a doctor should see, as documents in plain sight.

use super::questions as q;
use super::{MinePage, Step, Subject};
use crate::app::effect::{Effect, Paper, Write};
use crate::app::form::{self, FormPage, Sheet};
use crate::app::model::Model;
use crate::app::place::menu;
use crate::app::{Do, Page};
use crate::domain::{Clean, Date, Deposit, DepositKind, Emphasis, Format, Piece, Reading, Span, Words as Said};
use crate::page::{Block, List, Row, RowId, Shown};
use crate::say;
use std::sync::Arc;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/wishes", say!(words, "wishes-title"));
    page.body.push(Block::Text(say!(words, "wishes-what")));
    let code = DepositKind::Wish.code();
    let mine = model.record.store.iter().map(|(_, document)| document);
    let mine = mine.filter(|document| document.kind.code.as_str() == code && !document.states.superseded);
    let rows: Vec<Row<Do>> = mine
        .map(|document| Row {
            id: RowId(document.id.clean()),
            marks: Vec::new(),
            label: document.title.clone(),
            details: document.date.map(|date| words.date(date)).into_iter().collect(),
            does: Do::Open(document.id.clone()),
        })
        .collect();
    page.body.push(Block::List(List {
        name: say!(words, "wishes-count", count = (rows.len())),
        empty: say!(words, "wishes-none"),
        rows: Arc::new(Shown(rows)),
        more: None,
    }));
    let row = |id: &str, label: Clean, step| Row {
        id: RowId(Clean::new(id)),
        marks: Vec::new(),
        label,
        details: Vec::new(),
        does: Do::Mine(step),
    };
    page.body.push(menu(
        say!(words, "home-choices"),
        vec![
            row("new", say!(words, "wish-new"), Step::NewWish),
            row("donation", say!(words, "donation-title"), Step::Show(MinePage::Donation)),
        ],
    ));
    page
}

/// What the law says, and where a refusal is registered: not here.
pub fn donation(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("mine/donation", say!(words, "donation-title"));
    for text in
        [say!(words, "donation-law"), say!(words, "donation-refuse"), say!(words, "donation-tell"), say!(words, "donation-here")]
    {
        page.body.push(Block::Text(text));
    }
    page
}

pub fn fill(model: &mut Model) -> Vec<Effect> {
    let sheet = Sheet::new(q::wish(&model.words), &model.words);
    form::open(model, FormPage::new(Subject::Wish, sheet))
}

/// The words as a document: a page that can be printed, whose letters can be read aloud.
pub fn written(model: &Model, form: &FormPage, identifier: Clean) -> Option<Write> {
    let words = &model.words;
    let (title, text) = (form.sheet.text(q::TITLE).flat(), form.sheet.text(q::TEXT));
    let date = Date::moment(model.now?).civil().date();
    let name = model.session.as_ref().map(|session| session.patient.name.clone()).unwrap_or_default();
    let mut reading = Reading { title: Some(title.clone()), ..Reading::default() };
    reading.pieces.push(heading(1, title.clone()));
    reading.pieces.extend(paragraphs(&text));
    let written = say!(words, "paper-written", name = name, date = words.date(Date::day(date)));
    reading.pieces.push(paragraph(written.clone()));
    let paper = Paper { title: title.clone(), origin: written, reading: Arc::new(reading) };
    let deposit = Deposit {
        identifier,
        kind: DepositKind::Wish,
        title,
        date,
        hidden: false,
        format: Format::Pdf,
        bytes: Arc::from([]),
        replaces: None,
        answers: None,
    };
    Some(Write::Print { paper, deposit })
}

pub fn heading(level: u8, text: Clean) -> Piece {
    Piece::Heading { level, text: plain(text) }
}

pub fn paragraph(text: Clean) -> Piece {
    Piece::Paragraph(plain(text))
}

/// One paragraph for each line that was typed.
pub fn paragraphs(text: &Clean) -> Vec<Piece> {
    text.lines().filter(|line| !line.trim().is_empty()).map(|line| paragraph(Clean::new(line))).collect()
}

fn plain(text: Clean) -> Said {
    Said(vec![Span::Text { text, emphasis: Emphasis::default(), link: None }])
}
