//! A copy on this computer: where, under which name, with the full path said before anything is written (S40).

use super::effect::{Effect, Form, Paper};
use super::model::{Model, WaitsFor};
use super::trail::Screen;
use super::typed::Typed;
use super::{Do, Page};
use crate::domain::{Clean, Disk, Faithful, Fetched, Format, Place, Precision, Problem};
use crate::page::{Action, Block, Choice, Choosable, Field, FieldId, RowId, Tone};
use crate::say;
use crate::words::Words;
use std::path::PathBuf;
use std::sync::Arc;

pub const FOLDER: FieldId = FieldId("save-folder", 0);
pub const NAME: FieldId = FieldId("save-name", 0);
const FORM: FieldId = FieldId("save-form", 0);

#[derive(Debug, Clone, PartialEq)]
pub struct SavePage {
    pub folder: Typed,
    pub name: Typed,
    pub fetched: Fetched,
    /// What the document says, once it has been read.
    paper: Option<Paper>,
    form: As,
    /// The ending of the original's name; none when there is no original, the page having been made here.
    original: Option<&'static str>,
    pub step: Step,
}

/// What is saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    Original,
    Text,
    Pdf,
}

impl SavePage {
    fn ending(&self, form: As) -> &'static str {
        match form {
            As::Original => self.original.unwrap_or(Format::Pdf.extension()),
            As::Text => Format::Text.extension(),
            As::Pdf => Format::Pdf.extension(),
        }
    }

    /// The name as typed, with an ending if it has none: without one, nothing would open the copy.
    fn ended(&self) -> Clean {
        let name = self.name.value();
        let ends =
            |ending: &str| ending.chars().any(|c| c.is_ascii_alphabetic()) && ending.chars().all(|c| c.is_ascii_alphanumeric());
        if name.trim().is_empty() || name.rsplit_once('.').is_some_and(|(_, ending)| ends(ending)) {
            return name.clone();
        }
        Clean::line(&format!("{}.{}", name.trim().trim_end_matches('.'), self.ending(self.form)))
    }

    fn copied(&self) -> Form {
        match (self.form, self.paper.clone()) {
            (As::Original, _) | (_, None) => Form::Original,
            (As::Text, Some(paper)) => Form::Text(paper),
            (As::Pdf, Some(paper)) => Form::Pdf(paper),
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    Choosing,
    /// The full path, to be confirmed.
    Confirming(PathBuf),
    /// A file of that name is there.
    Exists(PathBuf),
}

pub fn view(model: &Model, saving: &SavePage) -> Page {
    let words = &model.words;
    let shown = |path: &PathBuf| Clean::line(&path.display().to_string());
    match &saving.step {
        Step::Choosing => {
            let mut page = Page::new("save", say!(words, "save-title"));
            page.body.push(Block::Text(say!(words, "save-why")));
            page.body.extend(saving.paper.as_ref().map(|_| Block::Choice(forms(words, saving))));
            let field = |id, label, typed: &Typed| Block::Field(Field::new(id, label, typed.entry()));
            page.body.push(field(FOLDER, say!(words, "save-folder"), &saving.folder));
            page.body.push(field(NAME, say!(words, "save-name"), &saving.name));
            page.actions.push(Action::new("check-save", 'c', say!(words, "save-continue"), Do::CheckSave));
            page
        }
        Step::Confirming(path) => {
            let mut page = Page::new("save-confirm", say!(words, "save-confirm-title"));
            page.body.push(Block::Facts(vec![(say!(words, "save-path"), shown(path))]));
            page.body.push(Block::Text(say!(words, "save-warning")));
            if model.place() == Place::Shop {
                page.body.push(Block::Text(say!(words, "save-warning-shop")));
            }
            page.actions.push(Action::new("cancel", 'v', say!(words, "save-cancel"), Do::Back));
            page.actions.push(Action::new("save", 'e', say!(words, "save-do"), Do::Save));
            page
        }
        Step::Exists(path) => {
            let mut page = Page::new("save-exists", say!(words, "save-exists-title"));
            page.body.push(Block::Facts(vec![(say!(words, "save-path"), shown(path))]));
            page.body.push(Block::Text(say!(words, "save-exists-what")));
            page.actions.push(Action::new("cancel", 'v', say!(words, "save-keep-old"), Do::Back));
            let mut replace = Action::new("replace", 'e', say!(words, "save-replace"), Do::Replace);
            replace.grave = Some(say!(words, "save-replace-word"));
            page.actions.push(replace);
            page
        }
    }
}

fn forms(words: &Words, saving: &SavePage) -> Choice<Do> {
    let option = |id: &str, form: As, label: Clean| Choosable {
        id: RowId(Clean::new(id)),
        label,
        chosen: form == saving.form,
        does: Do::SaveAs(form),
    };
    let original = saving.original.map(|_| option("original", As::Original, say!(words, "save-form-original")));
    let made = [option("text", As::Text, say!(words, "save-form-text")), option("pdf", As::Pdf, say!(words, "save-form-pdf"))];
    let options = original.into_iter().chain(made).collect();
    Choice::new(FORM, say!(words, "save-form"), options)
}

/// The name follows what is saved, unless the person gave it another ending.
pub fn choose(model: &mut Model, form: As) -> Vec<Effect> {
    if let Some(Screen::Save(saving)) = model.screen_mut() {
        let (before, after) = (saving.ending(saving.form), saving.ending(form));
        let stem = saving.name.value().strip_suffix(before).filter(|stem| stem.ends_with('.')).map(str::to_owned);
        if let Some(stem) = stem {
            saving.name.set(Clean::line(&format!("{stem}{after}")));
        }
        saving.form = form;
    }
    Vec::new()
}

pub fn open(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Document(opened)) = model.screen() else { return Vec::new() };
    let Some(fetched) = opened.fetched().cloned() else { return Vec::new() };
    let document = &opened.document;
    let declared = Format::of_media_type(&fetched.media_type);
    let extension = if declared == Format::Other {
        document.contents.first().map_or(declared, |content| content.format).extension()
    } else {
        declared.extension()
    };
    let date = document.date.map(|date| {
        let at = date.civil();
        match date.precision() {
            Precision::Year => at.strftime("%Y ").to_string(),
            Precision::Month => at.strftime("%Y-%m ").to_string(),
            Precision::Day | Precision::Minute => at.strftime("%Y-%m-%d ").to_string(),
        }
    });
    let paper = opened.reading().map(|reading| {
        let said = document.date.map_or_else(|| say!(model.words, "document-undated"), |date| model.words.date(date));
        Paper {
            title: document.title.flat(),
            origin: say!(model.words, "paper-origin", title = (document.title.flat()), date = said),
            reading: reading.clone(),
        }
    });
    // A file that comes with its name keeps its ending once.
    let title = document.title.flat();
    let title = title.strip_suffix(&format!(".{extension}")).unwrap_or(&title);
    let name = format!("{}{title}.{extension}", date.unwrap_or_default());
    let page = SavePage {
        folder: Typed::new(model.settings.folder.clone()),
        name: Typed::new(Clean::line(&name)),
        fetched,
        paper,
        form: As::Original,
        original: Some(extension),
        step: Step::Choosing,
    };
    model.go(Screen::Save(page));
    Vec::new()
}

/// A page made here, which has no original: to be printed, or read as text.
pub fn open_paper(model: &mut Model, paper: Paper) {
    let name = format!("{}.{}", paper.title, Format::Pdf.extension());
    let page = SavePage {
        folder: Typed::new(model.settings.folder.clone()),
        name: Typed::new(Clean::line(&name)),
        fetched: Fetched { bytes: Arc::from([]), media_type: Clean::empty(), faithful: Faithful::NotAnnounced },
        paper: Some(paper),
        form: As::Pdf,
        original: None,
        step: Step::Choosing,
    };
    model.go(Screen::Save(page));
}

pub fn check(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Save(saving)) = model.screen() else { return Vec::new() };
    let (folder, name) = (saving.folder.value().clone(), saving.ended());
    let ticket = model.ask(WaitsFor::Save);
    vec![Effect::Resolve { ticket, folder, name }]
}

pub fn resolved(model: &mut Model, outcome: Result<PathBuf, Problem>) {
    match (outcome, model.screen_mut()) {
        (Ok(path), Some(Screen::Save(saving))) => {
            let confirming = SavePage { step: Step::Confirming(path), ..saving.clone() };
            model.go(Screen::Save(confirming));
        }
        (Ok(_), _) => {}
        (Err(problem), _) => model.complain(&problem),
    }
}

/// `replace` only after the person chose it on the page that says a file is there.
pub fn write(model: &mut Model, replace: bool) -> Vec<Effect> {
    let Some(Screen::Save(saving)) = model.screen() else { return Vec::new() };
    let path = match &saving.step {
        Step::Confirming(path) if !replace => path.clone(),
        Step::Exists(path) if replace => path.clone(),
        Step::Choosing | Step::Confirming(_) | Step::Exists(_) => return Vec::new(),
    };
    let (fetched, form) = (saving.fetched.clone(), saving.copied());
    let ticket = model.ask(WaitsFor::Save);
    vec![Effect::Save { ticket, path, fetched, form, replace }]
}

pub fn saved(model: &mut Model, outcome: Result<PathBuf, Problem>) {
    match outcome {
        Ok(path) => {
            while model.trail.len() > 1 && matches!(model.screen(), Some(Screen::Save(_))) {
                model.back();
            }
            let path = Clean::line(&path.display().to_string());
            model.tell(Tone::Success, say!(model.words, "save-done", path = path));
        }
        Err(Problem::Disk(Disk::Exists)) => {
            if let Some(Screen::Save(saving)) = model.screen_mut()
                && let Step::Confirming(path) = &saving.step
            {
                let exists = SavePage { step: Step::Exists(path.clone()), ..saving.clone() };
                model.replace(Screen::Save(exists));
            }
        }
        Err(problem) => {
            if matches!(model.screen(), Some(Screen::Save(SavePage { step: Step::Confirming(_) | Step::Exists(_), .. }))) {
                model.back();
            }
            model.complain(&problem);
        }
    }
}
