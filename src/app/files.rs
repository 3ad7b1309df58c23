//! Files of this computer, read without a server and without an account.

use super::effect::Effect;
use super::model::Model;
use super::place::menu;
use super::trail::Screen;
use super::{Do, Page, document};
use crate::domain::{Document, Listing};
use crate::page::{Action, Block, Row, RowId};
use crate::say;
use std::sync::Arc;

pub fn view(model: &Model) -> Page {
    let words = &model.words;
    let mut page = Page::new("files", say!(words, "files-title"));
    let rows = model.record.store.iter().map(|(_, file)| row(file, model)).collect();
    page.body.push(menu(say!(words, "files-count", count = model.record.store.len()), rows));
    if model.settings.more_files {
        page.body.push(Block::Text(say!(words, "files-cut")));
    }
    if model.settings.left_out > 0 {
        page.body.push(Block::Text(say!(words, "files-left-out", count = model.settings.left_out)));
    }
    page.actions.push(Action::new("quit", 'o', say!(words, "home-quit"), Do::Quit));
    page
}

fn row(file: &Arc<Document>, model: &Model) -> Row<Do> {
    let words = &model.words;
    let content = file.contents.first();
    let details = content.map(|content| words.format(content.format)).into_iter();
    let details = details.chain(content.and_then(|content| content.size).map(|size| words.size(size))).collect();
    Row { id: RowId(file.id.clean()), marks: Vec::new(), label: file.title.clone(), details, does: Do::Open(file.id.clone()) }
}

/// The list of the files, and the only one of them at once.
pub fn start(model: &mut Model) -> Vec<Effect> {
    let files: Vec<_> = model.settings.files.iter().cloned().map(Arc::new).collect();
    let only = if let [file] = files.as_slice() { Some(file.id.clone()) } else { None };
    let words = model.words.clone();
    model.record.add(Listing { documents: files, ..Listing::default() }, &words);
    model.trail = vec![Screen::Files.into()];
    only.map(|id| document::open(model, &id)).unwrap_or_default()
}
