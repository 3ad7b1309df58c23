//! Somebody else changed the same thing meanwhile: what is mine and what is theirs, question by question, and nothing is
//! overwritten before the person has chosen (F22).

use super::{FormPage, Sheet, Stage, Step, current_mut, shown};
use crate::app::mine::Subject;
use crate::app::model::Model;
use crate::app::{Do, Page, mine};
use crate::domain::{Clean, Kept};
use crate::page::{Action, Anchor, Block, Choice, Choosable, FieldId, RowId};
use crate::say;
use crate::words::Words;

const WHOSE: &str = "form-whose";

type Path = Vec<(Clean, u32)>;

/// What differs, and from whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Merging {
    mine: Vec<Kept>,
    theirs: Vec<Kept>,
    /// The questions that both changed, in the form's order.
    both: Vec<Path>,
}

/// What changed there and not here is taken; what both changed is asked. Nothing is asked when nothing is in doubt.
pub fn begin(form: &mut FormPage, theirs: Vec<Kept>, words: &Words) {
    let mine = form.sheet.kept();
    let mut both = Vec::new();
    for path in paths(&theirs, &form.before, &mine) {
        let (then, here, there) = (at(&form.before, &path), at(&mine, &path), at(&theirs, &path));
        if here == there || there == then {
            continue;
        }
        if here == then {
            form.sheet.put(&or_empty(there, path), words);
        } else {
            both.push(path);
        }
    }
    form.sheet.settle(words);
    form.faults.clear();
    form.before.clone_from(&theirs);
    form.merging = Some(Merging { mine, theirs, both });
    form.stage = Stage::Merging;
}

/// What the server now has is known, `subject` with its version.
pub fn collided(model: &mut Model, subject: Subject, theirs: Vec<Kept>) {
    let words = model.words.clone();
    let Some(form) = current_mut(model) else { return };
    form.subject = subject;
    begin(form, theirs, &words);
    model.look_at(Anchor::Top);
}

fn at<'a>(all: &'a [Kept], path: &[(Clean, u32)]) -> Option<&'a Kept> {
    all.iter().find(|kept| kept.path == path)
}

fn or_empty(kept: Option<&Kept>, path: Path) -> Kept {
    kept.cloned().unwrap_or(Kept { path, text: Clean::empty(), chosen: Vec::new() })
}

/// Every place that any of them knows, once.
fn paths(one: &[Kept], two: &[Kept], three: &[Kept]) -> Vec<Path> {
    let mut paths: Vec<Path> = Vec::new();
    for kept in one.iter().chain(two).chain(three) {
        if !paths.contains(&kept.path) {
            paths.push(kept.path.clone());
        }
    }
    paths
}

/// Mine or theirs, in one question.
pub fn choose(model: &mut Model, rank: usize, theirs: bool) {
    let words = model.words.clone();
    let Some(form) = current_mut(model) else { return };
    let Some(merging) = &form.merging else { return };
    let Some(path) = merging.both.get(rank) else { return };
    let from = if theirs { &merging.theirs } else { &merging.mine };
    let kept = or_empty(at(from, path), path.clone());
    form.sheet.put(&kept, &words);
    form.sheet.settle(&words);
}

pub fn view(model: &Model, form: &FormPage) -> Page {
    let words = &model.words;
    let mut page = Page::new("form/merge", say!(words, "merge-title"));
    page.body.push(Block::Text(say!(words, "merge-what", title = mine::title(&form.subject, words))));
    if let Some(merging) = &form.merging {
        if merging.both.is_empty() {
            page.body.push(Block::Text(say!(words, "merge-same")));
        }
        let now = form.sheet.kept();
        let both = merging.both.iter().zip(0_u32..).enumerate();
        page.body.extend(both.map(|(rank, (path, nth))| Block::Choice(whose(form, merging, &now, (rank, nth), path, words))));
    }
    let go = |id, key, label, step| Action::new(id, key, label, Do::Form(step));
    page.actions.push(go("merged", 'c', say!(words, "merge-go-on"), Step::Merged));
    page.actions.push(go("leave", 's', say!(words, "form-leave"), Step::Leave));
    page.back = Some(Do::Back);
    page
}

fn whose(form: &FormPage, merging: &Merging, now: &[Kept], (rank, nth): (usize, u32), path: &Path, words: &Words) -> Choice<Do> {
    let (mine, theirs) = (at(&merging.mine, path), at(&merging.theirs, path));
    let is_theirs = at(now, path) == theirs;
    let option = |id: &str, label: Clean, chosen, takes| Choosable {
        id: RowId(Clean::new(id)),
        label,
        chosen,
        does: Do::Form(Step::Theirs(rank, takes)),
    };
    let value = |kept: Option<&Kept>| value(&form.sheet, kept, words);
    let options = vec![
        option("mine", say!(words, "merge-mine", value = value(mine)), !is_theirs, false),
        option("theirs", say!(words, "merge-theirs", value = value(theirs)), is_theirs, true),
    ];
    Choice::new(FieldId(WHOSE, nth), label(&form.sheet, path), options)
}

fn label(sheet: &Sheet, path: &[(Clean, u32)]) -> Clean {
    let slot = path.last().and_then(|(link, _)| sheet.link(link));
    slot.and_then(|slot| sheet.question(slot)).map(|question| question.text.clone()).unwrap_or_default()
}

/// What was kept, as a person reads it.
fn value(sheet: &Sheet, kept: Option<&Kept>, words: &Words) -> Clean {
    let Some(kept) = kept else { return say!(words, "form-no-answer") };
    let question = kept.path.last().and_then(|(link, _)| sheet.link(link)).and_then(|slot| sheet.question(slot));
    let mut parts: Vec<Clean> = question
        .map(|question| {
            let ranks = (0..shown::options(question))
                .filter(|rank| shown::option_code(question, *rank).is_some_and(|code| kept.chosen.contains(&code)));
            ranks.filter_map(|rank| shown::option_label(question, rank, words)).collect()
        })
        .unwrap_or_default();
    if !kept.text.is_empty() {
        parts.push(kept.text.flat());
    }
    if parts.is_empty() { say!(words, "form-no-answer") } else { words.and(&parts) }
}
