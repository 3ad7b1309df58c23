//! What became of a change to documents: each is done, not done or unknown, and those that are not done are named.

use super::{Files, MaskingPage, Step, go, page, prefer, shown};
use crate::app::effect::Effect;
use crate::app::model::Model;
use crate::app::rights::{self, Wish};
use crate::app::trail::Screen;
use crate::app::{Page, answer};
use crate::domain::{Clean, Filed, Filing, Outcome, Problem};
use crate::page::{Action, Block, Tone};
use crate::say;

pub fn filed(model: &mut Model, filed: Vec<Filed>) -> Vec<Effect> {
    let Some(Wish::Files(files)) = model.changing.take() else { return Vec::new() };
    let words = model.words.clone();
    for one in &filed {
        match (&one.now, &one.outcome, files.filing) {
            (Some(now), _, _) => model.record.put(now.as_ref().clone(), &words),
            (None, Outcome::Done, Filing::Delete) => model.record.remove(&one.document),
            (None, _, _) => {}
        }
    }
    model.refresh_opened();
    let ended = filed.iter().any(|one| matches!(&one.outcome, Outcome::NotDone(problem) if problem.ends_the_session()));
    if ended {
        return answer::trouble(model, &Problem::SessionEnded);
    }
    let total = filed.len();
    let (done, failed): (Vec<Filed>, Vec<Filed>) = filed.into_iter().partition(|one| one.outcome == Outcome::Done);
    if failed.iter().any(|one| one.outcome == Outcome::NotDone(Problem::ProveIdentity)) {
        let documents = failed.into_iter().map(|one| one.document).collect();
        return rights::proof_wanted(model, Wish::Files(Files { documents, ..files }));
    }
    leave_questions(model);
    if !failed.is_empty() {
        let done = done.len();
        if let ([only], 1) = (failed.as_slice(), total) {
            let text = why(model, only);
            model.tell(Tone::Problem, text);
        } else {
            model.go(page(MaskingPage::Failed { filing: files.filing, done, failed }));
        }
        return Vec::new();
    }
    if files.filing == Filing::Delete {
        leave_document(model);
    }
    model.tell(Tone::Success, words.filing_done(files.filing, total));
    files.new.map_or_else(Vec::new, |mask| prefer(model, mask))
}

/// Of one that was not done, or may not have been.
fn why(model: &Model, one: &Filed) -> Clean {
    let words = &model.words;
    match &one.outcome {
        Outcome::NotDone(problem) => say!(words, "change-not-done", why = words.problem(problem)),
        Outcome::Unknown | Outcome::Done => say!(words, "change-unknown"),
    }
}

fn leave_questions(model: &mut Model) {
    while matches!(model.screen(), Some(Screen::Masking(page)) if page.asks()) {
        model.back();
    }
}

impl MaskingPage {
    fn asks(&self) -> bool {
        match self {
            Self::Ask(_) | Self::AskNew(_) | Self::Many { .. } | Self::Failed { .. } => true,
            Self::Hub { .. } | Self::One(_) | Self::Who { .. } | Self::Matrix(_) | Self::Profession(..) => false,
        }
    }
}

/// The document is gone: its pages have nothing more to show.
fn leave_document(model: &mut Model) {
    while matches!(model.screen(), Some(Screen::Masking(_) | Screen::Document(_))) {
        model.back();
    }
}

/// One that failed leaves the others done, and is named with its reason.
pub fn view(model: &Model, filing: Filing, done: usize, failed: &[Filed]) -> Page {
    let words = &model.words;
    let mut page = Page::new("privacy/failed", say!(words, "failed-title"));
    if done > 0 {
        page.body.push(Block::Text(words.filing_done(filing, done)));
    }
    let count = failed.len();
    let title = |one: &Filed| match model.record.document(&one.document) {
        Some(document) => document.title.clone(),
        None => one.document.clean(),
    };
    let facts = failed.iter().map(|one| (title(one), why(model, one))).collect();
    page.body.push(Block::Group {
        title: say!(words, "failed-count", count = count),
        blocks: vec![Block::Facts(facts)],
        error: None,
    });
    let documents = failed.iter().map(|one| one.document.clone()).collect();
    let again = Files { documents, filing, new: None };
    page.actions.push(Action::new("again", 'e', say!(words, "action-retry"), go(Step::File(again))));
    page
}

/// Whether documents to come are masked, as the server says.
pub fn preferring(model: &mut Model, outcome: Result<bool, Problem>) -> Vec<Effect> {
    match outcome {
        Ok(mask) => {
            if let Some(MaskingPage::Hub { new }) = shown(model) {
                *new = Some(mask);
            }
            Vec::new()
        }
        // A server without the preference: the rest of the page stays.
        Err(Problem::NotFound | Problem::NotOffered) => Vec::new(),
        Err(problem) => answer::trouble(model, &problem),
    }
}

pub fn preferred(model: &mut Model, outcome: Outcome) -> Vec<Effect> {
    let Some(Wish::New(mask)) = model.changing.take() else { return Vec::new() };
    let words = model.words.clone();
    match outcome {
        Outcome::NotDone(problem) if problem.ends_the_session() => return answer::trouble(model, &problem),
        Outcome::NotDone(Problem::ProveIdentity) => return rights::proof_wanted(model, Wish::New(mask)),
        Outcome::NotDone(problem) => {
            let text = say!(words, "change-not-done", why = words.problem(&problem));
            model.tell(Tone::Problem, text);
        }
        Outcome::Done => {
            leave_questions(model);
            if let Some(MaskingPage::Hub { new }) = shown(model) {
                *new = Some(mask);
            }
            model.tell(Tone::Success, if mask { say!(words, "new-masked-done") } else { say!(words, "new-shown-done") });
        }
        Outcome::Unknown => {
            leave_questions(model);
            model.tell(Tone::Warning, say!(words, "change-unknown"));
        }
    }
    Vec::new()
}
