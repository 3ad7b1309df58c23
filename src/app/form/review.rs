//! Everything that was answered, before it is sent: each line leads back to its question.

use super::{FormPage, Sheet, Step, shown};
use crate::app::model::Model;
use crate::app::{Do, Page, mine};
use crate::domain::{Ask, Clean};
use crate::page::{Action, Block, List, Row, RowId, Shown};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub fn view(model: &Model, form: &FormPage) -> Page {
    let words = &model.words;
    let title = say!(words, "form-review-title", title = mine::title(&form.subject, words));
    let mut page = Page::new("form/review", title);
    page.body.extend(mine::before_sending(model, form).into_iter().map(Block::Text));
    let rows = rows(&form.sheet, words);
    let name = say!(words, "form-answers", count = (rows.len()));
    page.body.push(Block::List(List {
        name,
        empty: say!(words, "form-nothing-answered"),
        rows: Arc::new(Shown(rows)),
        more: None,
    }));
    let go = |id, key, label, step| Action::new(id, key, label, Do::Form(step));
    let mut send = go("send", 'c', mine::send_label(&form.subject, words), Step::Send);
    send.grave = mine::send_word(&form.subject, words);
    page.actions.push(send);
    page.actions.push(go("previous", 'p', say!(words, "form-previous"), Step::Previous));
    if mine::can_be_put_aside(&form.subject) {
        page.actions.push(go("aside", 'e', say!(words, "form-put-aside"), Step::PutAside));
    }
    page.actions.push(go("leave", 's', say!(words, "form-leave"), Step::Leave));
    page.back = Some(Do::Back);
    page
}

/// One row for each question that is asked, with what is answered; long texts by their beginning.
fn rows(sheet: &Sheet, words: &Words) -> Vec<Row<Do>> {
    let mut rows = Vec::new();
    for (slot, _) in sheet.each().filter(|(_, shown)| *shown) {
        let Some(question) = sheet.question(slot) else { continue };
        if matches!(question.ask, Ask::Group | Ask::Display | Ask::Unknown(_)) {
            continue;
        }
        let answers: Vec<Clean> = sheet.answers_of(slot, words).iter().map(|answer| shown::said(answer, words)).collect();
        let said = if answers.is_empty() { say!(words, "form-no-answer") } else { words.and(&answers).flat() };
        let does = Do::Form(Step::Correct(slot.id));
        rows.push(Row {
            id: RowId(Clean::new(&format!("answer-{}", slot.id))),
            marks: Vec::new(),
            label: question.text.clone(),
            details: vec![said],
            does,
        });
    }
    rows
}
