//! Where the person looks and what they are typing. Pure: it knows no terminal, and time is told to it.

use super::canvas;
use super::chrome::{self, Title};
use super::entry::Entries;
use super::gaze::{Gaze, Sight};
use super::readings::{Laid, Readings};
use super::scene::{At, BUSY, Kept, NOTICE, OWN, Part, Scene};
use super::shape::{Shape, View};
use super::travel::Place;
use crate::domain::{Clean, Framing};
use crate::face::flow::Spot;
use crate::page::{Anchor, Block, Field, FieldId, Heard, Key, Page, Picture, RowId, StopId};
use ratatui::layout::Rect;
use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a shown password stays shown.
pub(super) const REVEALED: Duration = Duration::from_secs(10);
/// How long the eye stays on a row before it has come to rest there (D4).
pub(super) const REST: Duration = Duration::from_millis(150);

/// The words of a reading on which the person put the eye. They stay the same however often the reading is laid out again,
/// so that coming back to a width comes back to the line.
struct Reads {
    laid: Arc<Laid>,
    line: usize,
    words: (usize, Spot),
}

#[derive(Default)]
pub(super) struct Eye {
    key: Option<Key>,
    /// In the body of the page, and in what stands beside it.
    pub(super) body: Place,
    pub(super) side: Place,
    pub(super) beside: bool,
    /// The place of a message that has just come: the cursor goes there until the next key.
    pub(super) news: Option<Place>,
    /// The face's own message, until the next key.
    pub(super) own: Option<Clean>,
    said: Option<u64>,
    busy: Option<Clean>,
    looked: Option<u64>,
    pub(super) entries: Entries,
    /// The beginning of an option's label, as typed so far to find it.
    pub(super) sought: String,
    /// When what is shown of a secret is masked again.
    mask_at: Option<Instant>,
    resting: Option<(RowId, Instant)>,
    rested: Option<RowId>,
    /// Of the links of the line under the eye, the one that Enter follows.
    pub(super) link: usize,
    pub(super) readings: Readings,
    /// What of a reading the eye is on.
    reads: Option<Reads>,
    windows: HashMap<usize, usize>,
    pub(super) gaze: Gaze,
    /// Where the terminal is to draw the page's picture.
    pub(super) canvas: Option<Rect>,
    /// The pixels last asked for, of this page.
    asked: Option<Framing>,
    /// Everything is to be written again.
    pub(super) afresh: bool,
}

impl Eye {
    /// What is to be drawn and travelled through; `beside` for the second column.
    pub(super) fn scene<'a, M>(&'a mut self, page: &'a Page<M>, view: &'a View<'a>, beside: bool) -> Scene<'a, M> {
        self.lay(page, view);
        let typing = if let Some(StopId::Field(field)) = self.held().id { Some(field) } else { None };
        let kept = |windows| Kept { own: self.own.as_ref(), entries: &self.entries, gaze: &self.gaze, typing, windows };
        let Title { rows, inside } = chrome::title(page, view);
        let above = if rows.is_empty() { 0 } else { rows.len().saturating_add(view.margin()) };
        let windows = if beside { HashMap::new() } else { self.windows.clone() };
        let mut scene = Scene::body(page, view, inside, &mut self.readings, kept(windows));
        // The last line is for help and position.
        scene.height = view.height.saturating_sub(above).saturating_sub(view.margin()).saturating_sub(1).max(1);
        let letters = chrome::letters(page, &scene);
        let height = scene.height.saturating_sub(letters.len()).max(1);
        if beside {
            scene = Scene::beside(page, view, &mut self.readings, kept(HashMap::new()));
        }
        (scene.height, scene.letters) = (height, letters);
        scene
    }

    /// Lays out the texts of several lines, each on half the window at most, with its label.
    fn lay<M>(&mut self, page: &Page<M>, view: &View) {
        let rows = (view.height / 2).saturating_sub(1);
        let (left, right) = view.columns().filter(|_| !page.beside.is_empty()).unwrap_or((view.width, 0));
        for (blocks, width) in [(&page.body, left), (&page.beside, right)] {
            // A column is kept for the caret after the last letter.
            areas(blocks, &mut |field| self.entries.lay(field, width.saturating_sub(1), rows));
        }
    }

    /// Where the cursor is: on news, beside, or in the body.
    pub(super) fn place(&self) -> &Place {
        self.news.as_ref().unwrap_or_else(|| self.held())
    }

    /// Whether this is the page already being shown.
    pub(super) fn knows(&self, key: &Key) -> bool {
        self.key.as_ref() == Some(key)
    }

    /// Where the eye is, to come back to.
    pub(super) fn whereabouts<M>(&mut self, page: &Page<M>, view: &View) -> Anchor {
        let (place, beside) = (self.held().clone(), self.beside);
        self.scene(page, view, beside).anchor(&place)
    }

    /// What keys act upon, even while the cursor is on news.
    pub(super) fn held(&self) -> &Place {
        if self.beside { &self.side } else { &self.body }
    }

    /// Moves the eye, where it is.
    pub(super) fn go(&mut self, place: Place) {
        self.link = 0;
        if self.beside {
            self.side = place;
        } else {
            // Whoever has gone back above a list comes into it by its beginning again.
            self.windows.retain(|part, _| *part <= place.at.part);
            if place.id.is_some() {
                self.windows.insert(place.at.part, place.at.sub);
            }
            self.body = place;
        }
    }

    /// Brings the eye in line with a page that has just been built.
    pub(super) fn settle<M>(&mut self, page: &Page<M>, view: &View, now: Instant) {
        // Nothing can be looked at: the page is settled when there is room, as if it had just come.
        if view.shape == Shape::TooSmall {
            return;
        }
        let new = !self.knows(&page.key);
        if let Some(picture) = picture(page) {
            self.gaze.turn_to(&picture.id);
        }
        if new {
            self.key = Some(page.key.clone());
            self.entries.forget();
            self.mask_at = None;
            self.windows.clear();
            self.asked = None;
            (self.beside, self.own, self.rested, self.news) = (false, None, None, None);
            self.body = self.scene(page, view, false).start();
            self.side = Place::default();
        }
        self.keep(page, view);
        self.look(page, view);
        self.hear_news(page, view);
        self.rest(page, now);
    }

    /// Follows what the eye was on, by identity; if it has gone, what now stands there.
    fn keep<M>(&mut self, page: &Page<M>, view: &View) {
        if page.beside.is_empty() || view.columns().is_none() {
            self.beside = false;
        } else {
            let (place, inside) = (self.side.clone(), self.beside);
            let scene = self.scene(page, view, true);
            // From outside, one sees its beginning.
            self.side = if inside { held(&scene, place) } else { scene.start() };
        }
        let place = self.body.clone();
        let reads = self.reads.take();
        let scene = self.scene(page, view, false);
        (self.body, self.reads) = reading(&scene, place, reads);
        if self.body.id.is_some() && view.few().is_some() {
            self.windows.insert(self.body.at.part, self.body.at.sub);
            // In large characters another few rows may have come: the row has to be counted again.
            let place = self.body.clone();
            self.body = held(&self.scene(page, view, false), place);
        }
        if let Some(news) = self.news.take() {
            let scene = self.scene(page, view, false);
            self.news = (scene.part(news.at).len() > 0).then(|| held(&scene, news));
        }
    }

    /// Looks where the model asks, once; what is not here yet is waited for until a key is pressed.
    fn look<M>(&mut self, page: &Page<M>, view: &View) {
        let Some(look) = page.look.as_ref().filter(|look| self.looked != Some(look.serial)) else { return };
        let from = self.body.clone();
        let scene = self.scene(page, view, false);
        let found = match &look.at {
            Anchor::Top => Some(scene.start()),
            Anchor::Stop(id) => scene.find(id).map(|at| scene.jump(&from, at)),
            Anchor::Piece { piece, line } => scene.reading(|laid| laid.find(*piece, *line)),
            Anchor::Words { piece, spot } => scene.reading(|laid| laid.find_again(*piece, *spot)),
        };
        if let Some(place) = found {
            self.looked = Some(look.serial);
            self.beside = false;
            self.go(place);
            self.keep(page, view);
        }
    }

    /// A new message takes the cursor: braille and speech follow nothing else.
    fn hear_news<M>(&mut self, page: &Page<M>, view: &View) {
        let said = page.notice.as_ref().map(|notice| notice.serial);
        let notice = said.is_some() && said != self.said;
        self.said = said.or(self.said);
        let text = page.busy.as_ref().map(|busy| busy.text.clone());
        let busy = text.is_some() && text != self.busy;
        self.busy = text;
        let part = match (notice, busy) {
            (true, _) => NOTICE,
            (false, true) => BUSY,
            (false, false) => return,
        };
        self.announce(page, view, part);
    }

    fn announce<M>(&mut self, page: &Page<M>, view: &View, part: usize) {
        let scene = self.scene(page, view, false);
        let place = Place { at: At { part, sub: 0 }, ..Place::default() };
        self.news = Some(held(&scene, place));
    }

    /// Says something of the face's own.
    pub(super) fn say<M>(&mut self, page: &Page<M>, view: &View, text: Clean) {
        self.own = Some(text);
        self.announce(page, view, OWN);
        self.keep(page, view);
    }

    /// Before a key acts: the face's message goes, what was waited for no longer is. Gives the news the cursor was on.
    pub(super) fn wake<M>(&mut self, page: &Page<M>) -> Option<Place> {
        self.own = None;
        self.looked = page.look.as_ref().map(|look| look.serial).or(self.looked);
        self.resting = None;
        self.news.take()
    }

    /// After a key: nothing secret stays shown once the eye has left it.
    pub(super) fn rest<M>(&mut self, page: &Page<M>, now: Instant) {
        let on = |field: FieldId| [StopId::Field(field), StopId::Reveal(field)];
        if let Some(field) = self.entries.revealed()
            && !self.body.id.as_ref().is_some_and(|id| on(field).contains(id))
        {
            self.reveal(None, now);
        }
        let row = match &self.body.id {
            Some(StopId::Row(row)) if page.reports_rest && !self.beside => Some(row.clone()),
            Some(_) | None => None,
        };
        match row {
            Some(row) if self.rested.as_ref() == Some(&row) => self.resting = None,
            Some(row) if self.resting.as_ref().is_some_and(|(on, _)| *on == row) => {}
            Some(row) => self.resting = now.checked_add(REST).map(|at| (row, at)),
            None => (self.resting, self.rested) = (None, None),
        }
    }

    pub(super) fn reveal(&mut self, field: Option<FieldId>, now: Instant) {
        self.entries.reveal(field);
        self.mask_at = field.and_then(|_| now.checked_add(REVEALED));
    }

    /// The room there is for the page's picture, when it has one.
    pub(super) fn sight<M>(&mut self, page: &Page<M>, view: &View) -> Option<Sight> {
        let picture = picture(page)?;
        let scene = self.scene(page, view, false);
        let canvas = scene.item(scene.find(&StopId::Picture)?).canvas;
        (canvas > 0).then(|| canvas::sight(picture, view, scene.width, canvas))
    }

    /// The pixels that the page's picture needs and does not have, once.
    pub(super) fn needs<M>(&mut self, page: &Page<M>, view: &View) -> Option<Heard<M>> {
        let picture = picture(page).filter(|_| view.shape != Shape::TooSmall && self.knows(&page.key))?;
        let sight = self.sight(page, view)?;
        let framing = self.gaze.framing(sight);
        let here = picture.pixels.as_ref().is_some_and(|painted| painted.framing == framing);
        if here || self.asked == Some(framing) {
            return None;
        }
        self.asked = Some(framing);
        Some(Heard::Needs((picture.want)(framing)))
    }

    /// When [`Eye::tick`] has something to do.
    pub(super) fn deadline(&self) -> Option<Instant> {
        self.mask_at.into_iter().chain(self.resting.as_ref().map(|(_, at)| *at)).min()
    }

    /// Does what time has brought; the row on which the eye has come to rest, if it just has.
    pub(super) fn tick(&mut self, now: Instant) -> Option<RowId> {
        if self.mask_at.is_some_and(|at| at <= now) {
            self.reveal(None, now);
        }
        let (row, _) = self.resting.take_if(|(_, at)| *at <= now)?;
        self.rested = Some(row.clone());
        Some(row)
    }

    /// Erases everything that was typed or read: at lock and sign-out.
    pub(super) fn forget(&mut self) {
        *self = Self { said: self.said, looked: self.looked, ..Self::default() };
    }
}

/// The texts of several lines, those of groups too.
fn areas<M>(blocks: &[Block<M>], lay: &mut impl FnMut(&Field)) {
    for block in blocks {
        match block {
            Block::Field(field) => lay(field),
            Block::Group { blocks, .. } => areas(blocks, lay),
            Block::Text(_) | Block::Facts(_) | Block::List(_) | Block::Choice(_) | Block::Errors(_) => {}
            Block::Reading { .. } | Block::Picture(_) | Block::Series(_) => {}
        }
    }
}

/// The picture of a page, when it has one.
pub(super) fn picture<M>(page: &Page<M>) -> Option<&Picture<M>> {
    page.body.iter().find_map(|block| if let Block::Picture(picture) = block { Some(picture) } else { None })
}

impl<M> Scene<'_, M> {
    /// A line of the page's reading, with the eye on it.
    fn reading(&self, line: impl Fn(&Laid) -> usize) -> Option<Place> {
        self.parts.iter().enumerate().find_map(|(part, one)| match one {
            Part::Reading(laid) => Some(self.open_at(At { part, sub: line(laid) })),
            Part::Nothing
            | Part::Says(_)
            | Part::Tells(_)
            | Part::Heads(_)
            | Part::Blank
            | Part::Name(_)
            | Part::GoesOn
            | Part::Rows(_) => None,
            Part::Picture(_) | Part::Series(_) | Part::Undo(_) | Part::Error(..) | Part::Options(_) => None,
            Part::More(..) | Part::Field(_) | Part::Reveal(_) | Part::Action(_) | Part::Stop(..) => None,
        })
    }

    /// A place as the model can ask for it again.
    pub(super) fn anchor(&self, place: &Place) -> Anchor {
        if let Part::Reading(laid) = self.part(place.at) {
            let (piece, spot) = laid.spot(place.at.sub);
            return Anchor::Words { piece, spot };
        }
        place.id.clone().map_or(Anchor::Top, Anchor::Stop)
    }
}

/// The same place on a page built again.
fn held<M>(scene: &Scene<M>, place: Place) -> Place {
    let Place { mut at, mut line, row, id } = place;
    let same = |at: At| id.is_some() && at.sub < scene.part(at).len() && scene.id(at) == id;
    if !same(at)
        && let Some(found) = id.as_ref().and_then(|id| scene.find(id))
    {
        // Lines of a reading are the eye's own affair.
        at = if id == Some(StopId::Reading) { At { sub: at.sub, ..found } } else { found };
    }
    at.sub = at.sub.min(scene.part(at).len().saturating_sub(1));
    if scene.part(at).len() == 0 {
        // Gone altogether: what comes after, else what comes before, else nothing.
        let at_start = At { part: at.part, sub: usize::MAX };
        let Some(near) = scene.below(at_start).or_else(|| scene.above(At { sub: 0, ..at })) else { return Place::default() };
        (at, line) = (near, 0);
    }
    line = line.min(scene.item(at).rows.len().saturating_sub(1));
    let held = Place { at, line, row, id: scene.id(at) };
    let (_, row) = scene.seen(&held);
    Place { row, ..held }
}

/// The same place again, and in a reading on the same words, even if it has been laid out otherwise.
fn reading<M>(scene: &Scene<M>, place: Place, before: Option<Reads>) -> (Place, Option<Reads>) {
    // The line as it was laid out before: held to the new lines, it could fall short of its words.
    let line = place.at.sub;
    let mut place = held(scene, place);
    let Part::Reading(laid) = scene.part(place.at) else { return (place, None) };
    let before = before.filter(|before| before.laid.of == laid.of);
    let words = before.as_ref().map(|before| if before.line == line { before.words } else { before.laid.spot(line) });
    if let Some((piece, spot)) = words.filter(|_| before.is_some_and(|before| !Arc::ptr_eq(&before.laid, laid))) {
        place = held(scene, Place { at: At { sub: laid.find_again(piece, spot), ..place.at }, ..place });
    }
    let words = words.unwrap_or_else(|| laid.spot(place.at.sub));
    let reads = Reads { laid: Arc::clone(laid), line: place.at.sub, words };
    (place, Some(reads))
}
