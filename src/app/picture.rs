//! A page looked at as a picture: its pixels come by an effect, as the eye asks for them, and the old stay until then.

use super::effect::{Effect, Ticket};
use super::model::Model;
use super::trail::Screen;
use super::{Do, Page};
use crate::domain::{Clean, Damage, Framing, Label, LinkId, Painted, Piece, Problem, Reading, Span};
use crate::page::{self, Action, Anchor, Block, Key};
use crate::say;
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq)]
pub struct PicturePage {
    pub title: Clean,
    bytes: Arc<[u8]>,
    media_type: Clean,
    /// The first is 0.
    page: usize,
    pages: usize,
    grey: bool,
    painted: Option<Arc<Painted>>,
    /// What was asked for and has not come.
    asked: Option<Ticket>,
    problem: Option<Problem>,
}

pub fn view(model: &Model, shown: &PicturePage) -> Page {
    let words = &model.words;
    let (number, several) = (shown.page + 1, shown.pages > 1);
    let key = match model.opened() {
        Some(opened) => format!("picture/{}/{}/{number}", opened.document.id.as_str(), shown.title),
        None => format!("picture/{}/{number}", shown.title),
    };
    let mut page = Page::new(key.as_str(), shown.title.clone());
    let known = known(model, shown);
    match &shown.problem {
        // The password is kept nowhere, and a page is painted anew each time the eye moves.
        Some(Problem::Damaged(Damage::Locked)) => page.body.push(Block::Text(say!(words, "picture-locked"))),
        Some(problem) => page.body.push(Block::Text(words.problem(problem))),
        None => page.body.push(Block::Picture(page::Picture {
            id: Key(key.as_str().into()),
            alt: match (known.and_then(|known| known.description.clone()), several) {
                (Some(said), true) => say!(words, "picture-page-said", number = number, total = shown.pages, said = said),
                (Some(said), false) => said,
                (None, true) => say!(words, "picture-page", number = number, total = shown.pages),
                (None, false) => say!(words, "picture-only"),
            },
            size: shown.painted.as_ref().map(|painted| painted.size).or(known.and_then(|known| known.size)),
            pixels: shown.painted.clone(),
            grey: shown.grey,
            want: Do::Paint,
        })),
    }
    if number < shown.pages {
        page.actions.push(Action::new("next", 'n', say!(words, "picture-next"), Do::NextSheet));
    }
    if shown.page > 0 {
        page.actions.push(Action::new("previous", 'p', say!(words, "picture-previous"), Do::PreviousSheet));
    }
    if shown.problem.is_none() {
        let label = if shown.grey { say!(words, "picture-colours") } else { say!(words, "picture-grey") };
        page.actions.push(Action::new(page::COLOURS.0, 'g', label, Do::ToggleColours));
    }
    if model.settings.files.is_empty() {
        page.actions.push(Action::new("save", 's', say!(words, "document-save"), Do::AskSave));
    }
    page
}

/// What the reading says of this page, when it is one of the document itself.
fn known<'m>(model: &'m Model, shown: &PicturePage) -> Option<&'m crate::domain::Picture> {
    let opened = model.opened()?;
    let itself = opened.fetched().is_some_and(|fetched| Arc::ptr_eq(&fetched.bytes, &shown.bytes));
    opened.reading().filter(|_| itself)?.pieces.iter().find_map(|piece| {
        if let Piece::Picture(picture) = piece { Some(picture).filter(|picture| picture.page == shown.page) } else { None }
    })
}

/// The page of the document on which the eye is.
pub fn here(model: &mut Model) -> Vec<Effect> {
    let left = model.trail.last().and_then(|visit| visit.left.clone());
    let page = match (left, model.opened().and_then(|opened| opened.reading())) {
        (Some(Anchor::Piece { piece, .. }), Some(reading)) => page_of(reading, piece),
        _ => 0,
    };
    open(model, page)
}

/// The page in which this piece stands.
fn page_of(reading: &Reading, piece: usize) -> usize {
    let page = |piece: &Piece| {
        if let Piece::Picture(picture) = piece {
            return Some(picture.page);
        }
        let Piece::Heading { text, .. } = piece else { return None };
        let [Span::Label(Label::Page { number, .. })] = text.0.as_slice() else { return None };
        number.checked_sub(1)
    };
    let found = reading.pieces.iter().take(piece.saturating_add(1)).rev().find_map(page).unwrap_or(0);
    found.min(reading.sheets.saturating_sub(1))
}

pub fn open(model: &mut Model, page: usize) -> Vec<Effect> {
    let Some(opened) = model.opened() else { return Vec::new() };
    let (Some(fetched), Some(reading)) = (opened.fetched(), opened.reading()) else { return Vec::new() };
    let title = opened.document.title.clone();
    let shown = PicturePage::new(title, fetched.bytes.clone(), fetched.media_type.clone(), page, reading.sheets);
    model.go(Screen::Picture(shown));
    Vec::new()
}

/// Where to come back to from what this link leads to.
pub fn place_of(reading: &Reading, link: LinkId) -> Option<Anchor> {
    let leads = |piece: &Piece| matches!(piece, Piece::Picture(picture) if picture.link == link);
    let piece = reading.pieces.iter().position(leads)?;
    Some(Anchor::Piece { piece, line: 0 })
}

impl PicturePage {
    fn new(title: Clean, bytes: Arc<[u8]>, media_type: Clean, page: usize, pages: usize) -> Self {
        Self { title, bytes, media_type, page, pages, grey: false, painted: None, asked: None, problem: None }
    }
}

/// The eye needs other pixels than those it has; those it no longer needs are let go.
pub fn paint(model: &mut Model, framing: Framing) -> Vec<Effect> {
    let ticket = model.ticket();
    let Some(Screen::Picture(shown)) = model.screen_mut() else { return Vec::new() };
    let mut effects: Vec<Effect> = shown.asked.replace(ticket).map(Effect::Cancel).into_iter().collect();
    let (bytes, media_type, page) = (shown.bytes.clone(), shown.media_type.clone(), shown.page);
    effects.push(Effect::Paint { ticket, bytes, media_type, page, framing });
    effects
}

/// Wherever the picture is now: under the help, or under a lock. Dropped when nobody waits for it.
pub fn painted(model: &mut Model, ticket: Ticket, outcome: Result<Box<Painted>, Problem>) {
    let waits = model.trail.iter_mut().rev().find_map(|visit| {
        if let Screen::Picture(shown) = &mut visit.screen {
            Some(shown).filter(|shown| shown.asked == Some(ticket))
        } else {
            None
        }
    });
    let Some(shown) = waits else { return };
    shown.asked = None;
    match outcome {
        Ok(painted) => shown.painted = Some(painted.into()),
        Err(problem) => shown.problem = Some(problem),
    }
}

pub fn turn(model: &mut Model, to: impl FnOnce(usize) -> Option<usize>) -> Vec<Effect> {
    let Some(Screen::Picture(shown)) = model.screen_mut() else { return Vec::new() };
    let Some(page) = to(shown.page).filter(|page| *page < shown.pages) else { return Vec::new() };
    let effects = shown.asked.take().map(Effect::Cancel).into_iter().collect();
    (shown.page, shown.painted, shown.problem) = (page, None, None);
    effects
}

pub fn toggle_colours(model: &mut Model) {
    if let Some(Screen::Picture(shown)) = model.screen_mut() {
        shown.grey = !shown.grey;
    }
}

/// The page is left: nobody waits for its pixels any more.
pub fn left(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Picture(shown)) = model.screen_mut() else { return Vec::new() };
    shown.asked.take().map(Effect::Cancel).into_iter().collect()
}
