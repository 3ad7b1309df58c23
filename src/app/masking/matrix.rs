//! Which profession may read which kinds of documents: the matrix of the server, in a few words for each category.

use super::{MaskingPage, Step, go, page, shown};
use crate::app::effect::Effect;
use crate::app::model::{Model, WaitsFor};
use crate::app::place::menu;
use crate::app::{Page, answer};
use crate::domain::{Category, Clean, Matrix, Problem};
use crate::page::{Action, Block, Row, RowId};
use crate::say;
use crate::words::Words;
use std::collections::HashSet;
use std::sync::Arc;

/// From how many kinds on it is shorter to say the others.
const FEW: usize = 5;

pub fn ask(model: &mut Model) -> Vec<Effect> {
    if !matches!(shown(model), Some(MaskingPage::Matrix(_))) {
        model.go(page(MaskingPage::Matrix(None)));
    }
    let ticket = model.ask(WaitsFor::Rights);
    vec![Effect::Matrix { ticket }]
}

pub fn arrived(model: &mut Model, outcome: Result<Matrix, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(found) => {
            if let Some(MaskingPage::Matrix(matrix)) = shown(model) {
                *matrix = Some(Arc::new(found));
            }
            Vec::new()
        }
        Err(problem) => answer::trouble(model, &problem),
    }
}

fn called(code: &Clean, said: Option<&Clean>, words: &Words) -> Clean {
    words.profession(code, None).or_else(|| said.cloned()).unwrap_or_else(|| code.clone())
}

pub fn view(model: &Model, matrix: Option<&Matrix>) -> Page {
    let words = &model.words;
    let mut page = Page::new("matrix", say!(words, "matrix-title"));
    page.body.push(Block::Text(say!(words, "matrix-what")));
    let Some(matrix) = matrix else {
        if model.waiting.is_none() {
            page.actions.push(Action::new("retry", 'e', say!(words, "action-retry"), go(Step::Matrix)));
        }
        return page;
    };
    if let Some(version) = matrix.version {
        page.body.push(Block::Text(say!(words, "matrix-version", date = words.date(version))));
    }
    let all = matrix.types.len();
    let rows = matrix.professions.iter().map(|(code, said, reads)| {
        let read = matrix.types.iter().filter(|kind| reads.contains(&kind.code)).count();
        let details = vec![say!(words, "matrix-count", count = read, all = all)];
        let label = called(code, said.as_ref(), words);
        Row { id: RowId(code.clone()), marks: Vec::new(), label, details, does: go(Step::Profession(code.clone())) }
    });
    let count = matrix.professions.len();
    page.body.push(menu(say!(words, "matrix-professions", count = count), rows.collect()));
    page
}

pub fn open(model: &mut Model, code: Clean) -> Vec<Effect> {
    if let Some(MaskingPage::Matrix(Some(matrix))) = shown(model) {
        let matrix = matrix.clone();
        model.go(page(MaskingPage::Profession(matrix, code)));
    }
    Vec::new()
}

/// For each category: everything, nothing, a few, or everything but a few.
pub fn profession(model: &Model, matrix: &Matrix, code: &Clean) -> Page {
    let words = &model.words;
    let found = matrix.professions.iter().find(|(known, _, _)| known == code);
    let title = found.map_or_else(|| code.clone(), |(code, said, _)| called(code, said.as_ref(), words));
    let mut page = Page::new(format!("matrix/{code}").as_str(), title);
    page.body.push(Block::Text(say!(words, "matrix-agreed")));
    let Some((_, _, reads)) = found else { return page };
    let facts = Category::ALL.into_iter().filter_map(|category| {
        let kinds: Vec<_> = matrix.types.iter().filter(|kind| Category::of(&kind.code, &kind.class) == category).collect();
        (!kinds.is_empty()).then(|| (words.category(category), kinds_said(&kinds, reads, words)))
    });
    page.body.push(Block::Facts(facts.collect()));
    page
}

fn kinds_said(kinds: &[&crate::domain::Kind], reads: &HashSet<Clean>, words: &Words) -> Clean {
    let (read, not): (Vec<_>, Vec<_>) = kinds.iter().partition(|kind| reads.contains(&kind.code));
    let names = |kinds: &[&&crate::domain::Kind]| words.and(&kinds.iter().map(|kind| words.kind(kind)).collect::<Vec<_>>());
    match (read.len(), not.len()) {
        (_, 0) => say!(words, "matrix-all"),
        (0, _) => say!(words, "matrix-nothing"),
        (few, others) if few < others || others > FEW && few <= FEW => say!(words, "matrix-only", kinds = names(&read)),
        (_, _) => say!(words, "matrix-but", kinds = names(&not)),
    }
}
