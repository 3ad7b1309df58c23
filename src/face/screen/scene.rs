//! A page as one column of things, one under the other, each drawn only when it is looked at.
//!
//! A list or a reading of any length is a single part here: nothing in this module walks through one.

use super::entry::Entries;
use super::gaze::Gaze;
use super::readings::{Laid, Readings};
use super::series;
use super::shape::{Shape, View};
use super::telling::{Telling, labels};
use crate::domain::Clean;
use crate::face::flow::Layout;
use crate::page::{Action, Block, Busy, Choice, Field, FieldId, List, Notice, Page, Picture, RowId, Series, StopId, Tone};
use crate::say;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

pub(super) enum Part<'a, M> {
    /// Not here at this time: the first places are always those of the same things.
    Nothing,
    Says(Clean),
    Tells(Telling<'a>),
    /// The title of the page, of a group, of a choice.
    Heads(Clean),
    Blank,
    /// What a list is a list of.
    Name(&'a List<M>),
    Rows(&'a List<M>),
    /// In large characters, that the list just before goes on.
    GoesOn,
    More(&'a Clean, &'a M),
    Field(&'a Field),
    Reveal(&'a Field),
    Undo(&'a Field),
    /// What leads to an answer to be put right.
    Error(FieldId, Clean),
    Options(&'a Choice<M>),
    Reading(Arc<Laid>),
    Picture(&'a Picture<M>),
    /// Its legend, then a row for each point.
    Series(&'a Series),
    Action(&'a Action<M>),
    Stop(&'a Clean, &'a M),
}

/// The places that news takes: above everything else, the newest being what the eye goes to.
pub(super) const OWN: usize = 1;
pub(super) const NOTICE: usize = 2;
pub(super) const BUSY: usize = 3;

/// A thing on the page: the part, and the row or line within a list or a reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct At {
    pub part: usize,
    pub sub: usize,
}

pub(super) struct Scene<'a, M> {
    pub parts: Vec<Part<'a, M>>,
    pub view: &'a View<'a>,
    pub entries: &'a Entries,
    pub gaze: &'a Gaze,
    pub width: usize,
    /// Lines to show things on.
    pub height: usize,
    /// What the letters do, on lines of their own under these.
    pub letters: Vec<String>,
    /// Words looked for in the readings.
    pub marked: &'a [Box<str>],
    /// The field that has the eye.
    pub typing: Option<FieldId>,
    /// What the answers to be put right are called.
    pub labels: HashMap<FieldId, &'a Clean>,
    /// In large characters, the row of each list around which a few are shown.
    windows: HashMap<usize, usize>,
}

/// What is news and not in the page: the face's own message.
pub(super) struct Kept<'a> {
    pub own: Option<&'a Clean>,
    pub entries: &'a Entries,
    pub gaze: &'a Gaze,
    pub typing: Option<FieldId>,
    pub windows: HashMap<usize, usize>,
}

impl<'a, M> Scene<'a, M> {
    /// The body of the page, with all that stands above and below it.
    pub(super) fn body(page: &'a Page<M>, view: &'a View<'a>, top: Part<'a, M>, readings: &mut Readings, kept: Kept<'a>) -> Self {
        let width = view.columns().filter(|_| !page.beside.is_empty()).map_or(view.width, |(left, _)| left);
        let own = kept.own.cloned();
        let mut scene = Self::empty(view, width, kept);
        scene.marked = &page.marked;
        let some = |clean: Option<Clean>| clean.map_or(Part::Nothing, Part::Says);
        scene.parts.push(top);
        scene.parts.push(some(own));
        scene.parts.push(some(page.notice.as_ref().map(|notice| toned(notice, view))));
        scene.parts.push(some(page.busy.as_ref().map(|busy| busy.text.clone())));
        scene.parts.push(some(page.busy.as_ref().and_then(|busy| progress(busy, view))));
        let stop = page.busy.as_ref().and_then(|busy| busy.stop.as_ref());
        scene.parts.push(stop.map_or(Part::Nothing, |(label, does)| Part::Stop(label, does)));
        scene.labels = labels(&page.body);
        scene.blocks(&page.body, readings);
        if !page.actions.is_empty() {
            scene.gap();
            scene.parts.extend(page.actions.iter().map(Part::Action));
        }
        scene
    }

    /// What stands beside the body on a wide terminal.
    pub(super) fn beside(page: &'a Page<M>, view: &'a View<'a>, readings: &mut Readings, kept: Kept<'a>) -> Self {
        let mut scene = Self::empty(view, view.columns().map_or(0, |(_, right)| right), kept);
        scene.blocks(&page.beside, readings);
        scene
    }

    fn empty(view: &'a View<'a>, width: usize, Kept { entries, gaze, typing, windows, .. }: Kept<'a>) -> Self {
        let (parts, letters, height) = (Vec::new(), Vec::new(), view.height);
        Self { parts, view, entries, gaze, width, height, letters, marked: &[], typing, labels: HashMap::new(), windows }
    }

    fn gap(&mut self) {
        let already = self.parts.iter().rev().find(|part| part.len() > 0);
        let airy_before = self.view.airy() && already.is_some_and(Part::is_stop);
        // Where every row counts, the banner in the body needs none under it.
        let under_banner = self.view.airy() && self.parts.iter().skip(OWN).all(|part| part.len() == 0);
        let none =
            self.view.shape == Shape::Compact || airy_before || under_banner || matches!(already, None | Some(Part::Blank));
        // A place is kept in any case, so that what follows has the same whether or not a message stands above it.
        self.parts.push(if none { Part::Nothing } else { Part::Blank });
    }

    /// Where few rows are shown, what is drawn comes after all that says the same in words.
    fn in_order(&self, blocks: &'a [Block<M>]) -> Vec<&'a Block<M>> {
        let mut blocks: Vec<_> = blocks.iter().collect();
        if self.view.shape != Shape::Normal {
            blocks.sort_by_key(|block| matches!(block, Block::Series(_)));
        }
        blocks
    }

    fn blocks(&mut self, blocks: &'a [Block<M>], readings: &mut Readings) {
        for block in self.in_order(blocks) {
            self.gap();
            self.block(block, readings);
        }
    }

    /// The sentences of a group stand together, close under its title: they are read as one.
    fn group(&mut self, blocks: &'a [Block<M>], readings: &mut Readings) {
        let mut sentences = true;
        for (number, block) in self.in_order(blocks).into_iter().enumerate() {
            sentences &= matches!(block, Block::Text(_) | Block::Facts(_));
            if !sentences || (self.view.airy() && number > 0) {
                self.gap();
            }
            self.block(block, readings);
        }
    }

    fn block(&mut self, block: &'a Block<M>, readings: &mut Readings) {
        let words = self.view.words;
        match block {
            Block::Text(text) => self.parts.push(Part::Says(text.clone())),
            Block::Facts(facts) => {
                let fact =
                    |(label, value): &(Clean, Clean)| Part::Says(say!(words, "face-screen-fact", label = label, value = value));
                self.parts.extend(facts.iter().map(fact));
            }
            Block::List(list) => {
                // A name such as « Aucun document » would only say twice that there is nothing.
                let nothing = list.rows.count().here() == 0;
                self.parts.push(if nothing { Part::Says(list.empty.clone()) } else { Part::Name(list) });
                self.parts.push(Part::Rows(list));
                self.parts.push(Part::GoesOn);
                self.parts.extend(list.more.iter().map(|(label, does)| Part::More(label, does)));
            }
            Block::Field(field) => self.field_parts(field),
            Block::Choice(choice) => self.choice_parts(choice),
            Block::Errors(errors) => self.errors(errors),
            Block::Group { title, blocks, error } => {
                self.parts.push(Part::Heads(title.clone()));
                self.parts.extend(error.iter().map(|text| Part::Tells(Telling::Error(text))));
                self.group(blocks, readings);
            }
            Block::Picture(picture) => self.parts.push(Part::Picture(picture)),
            Block::Series(series) if series::fits(series, self.width) => self.parts.push(Part::Series(series)),
            Block::Series(_) => self.parts.push(Part::Nothing),
            Block::Reading { id, reading } => {
                let layout = match self.view.size {
                    super::Size::Normal => Layout::Grid,
                    super::Size::Large => Layout::Records,
                };
                self.parts.push(Part::Reading(readings.lay(id, reading, self.width, layout, words)));
            }
        }
    }

    pub(super) fn part(&self, at: At) -> &Part<'a, M> {
        self.parts.get(at.part).unwrap_or(&Part::Nothing)
    }

    /// The rows of a list that are shown: all of them, or in large characters a few.
    pub(super) fn window(&self, part: usize) -> Range<usize> {
        let length = self.parts.get(part).map_or(0, Part::len);
        if let Some(Part::GoesOn) = self.parts.get(part) {
            return 0..usize::from(self.left(part) > 0);
        }
        let Some(few) = self.view.few() else { return 0..length };
        if !matches!(self.parts.get(part), Some(Part::Rows(_) | Part::Options(_))) {
            return 0..length;
        }
        let around = self.windows.get(&part).copied().unwrap_or(0).min(length.saturating_sub(1));
        let first = around.saturating_sub(around.checked_rem(few).unwrap_or(0));
        first..first.saturating_add(few).min(length)
    }

    /// How many rows come after those shown of the list before this part.
    pub(super) fn left(&self, goes_on: usize) -> usize {
        let rows = goes_on.saturating_sub(1);
        self.parts.get(rows).map_or(0, Part::len).saturating_sub(self.window(rows).end)
    }

    /// What is shown under this thing, and above it.
    pub(super) fn below(&self, at: At) -> Option<At> {
        let window = self.window(at.part);
        let sub = at.sub.saturating_add(1);
        if sub < window.end {
            return Some(At { part: at.part, sub });
        }
        let after = (at.part.saturating_add(1)..self.parts.len()).find(|part| !self.window(*part).is_empty())?;
        Some(At { part: after, sub: self.window(after).start })
    }

    pub(super) fn above(&self, at: At) -> Option<At> {
        if at.sub > self.window(at.part).start {
            return Some(At { part: at.part, sub: at.sub.saturating_sub(1) });
        }
        let before = (0..at.part).rev().find(|part| !self.window(*part).is_empty())?;
        Some(At { part: before, sub: self.window(before).end.saturating_sub(1) })
    }

    /// What the eye goes to from this thing: as [`Scene::below`], but through whole lists.
    pub(super) fn after(&self, at: At) -> Option<At> {
        let sub = at.sub.saturating_add(1);
        if sub < self.part(at).len() { Some(At { part: at.part, sub }) } else { self.below(At { sub: usize::MAX, ..at }) }
    }

    pub(super) fn before(&self, at: At) -> Option<At> {
        if at.sub > 0 { Some(At { part: at.part, sub: at.sub.saturating_sub(1) }) } else { self.above(At { sub: 0, ..at }) }
    }

    /// Whether the eye can stay here: never on a blank line of a reading, where there is nothing to see or to hear.
    pub(super) fn is_stop(&self, at: At) -> bool {
        let part = self.part(at);
        part.is_stop() && if let Part::Reading(laid) = part { laid.says(at.sub) } else { true }
    }

    /// The identity of what can have the focus; `None` for text, and for a row that is still being fetched.
    pub(super) fn id(&self, at: At) -> Option<StopId> {
        match self.part(at) {
            Part::Nothing
            | Part::Says(_)
            | Part::Tells(_)
            | Part::Heads(_)
            | Part::Blank
            | Part::Name(_)
            | Part::GoesOn
            | Part::Series(_) => None,
            Part::Rows(list) => list.rows.row(at.sub).map(|row| StopId::Row(row.id)),
            Part::More(..) => Some(StopId::More),
            Part::Field(field) => Some(StopId::Field(field.id)),
            Part::Reveal(field) => Some(StopId::Reveal(field.id)),
            Part::Undo(field) => Some(StopId::Undo(field.id)),
            Part::Error(field, _) => Some(StopId::Error(*field)),
            Part::Options(choice) => choice.options.get(at.sub).map(|option| StopId::Option(choice.id, option.id.clone())),
            Part::Reading(_) => Some(StopId::Reading),
            Part::Picture(_) => Some(StopId::Picture),
            Part::Action(action) => Some(StopId::Action(action.id)),
            Part::Stop(..) => Some(StopId::Stop),
        }
    }

    /// A choice, where it is answered: what is chosen, else the first of all.
    fn question(&self, id: FieldId) -> Option<At> {
        self.parts.iter().enumerate().find_map(|(part, one)| {
            let Part::Options(choice) = one else { return None };
            let sub = choice.options.iter().position(|option| option.chosen).unwrap_or(0);
            (choice.id == id).then_some(At { part, sub })
        })
    }

    /// Where this stop is now.
    pub(super) fn find(&self, id: &StopId) -> Option<At> {
        let in_list = |row: &RowId| {
            self.parts.iter().enumerate().find_map(|(part, one)| {
                let Part::Rows(list) = one else { return None };
                list.rows.index_of(row).map(|sub| At { part, sub })
            })
        };
        let among = |field: FieldId, option: &RowId| {
            self.parts.iter().enumerate().find_map(|(part, one)| {
                let Part::Options(choice) = one else { return None };
                let sub = choice.options.iter().position(|one| one.id == *option).filter(|_| choice.id == field)?;
                Some(At { part, sub })
            })
        };
        match id {
            StopId::Row(row) => in_list(row),
            StopId::Option(field, option) => among(*field, option),
            StopId::Field(_)
            | StopId::Reveal(_)
            | StopId::Undo(_)
            | StopId::Error(_)
            | StopId::More
            | StopId::Reading
            | StopId::Picture
            | StopId::Action(_)
            | StopId::Stop => {
                let alone = |part: &usize| !matches!(self.parts.get(*part), Some(Part::Rows(_) | Part::Options(_)));
                let same = |part: &usize| self.id(At { part: *part, sub: 0 }).as_ref() == Some(id);
                let found = (0..self.parts.len()).filter(alone).find(same).map(|part| At { part, sub: 0 });
                found.or_else(|| if let StopId::Field(id) = id { self.question(*id) } else { None })
            }
        }
    }
}

impl<M> Part<'_, M> {
    /// How many things this is.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::Rows(list) => list.rows.count().here(),
            Self::Options(choice) => choice.options.len(),
            Self::Reading(laid) => laid.lines.len(),
            Self::Series(series) => series.points.len().saturating_add(1),
            Self::Says(_) | Self::Tells(_) | Self::Heads(_) | Self::Blank | Self::Name(_) | Self::GoesOn => 1,
            Self::More(..) | Self::Field(_) => 1,
            Self::Reveal(_) | Self::Undo(_) | Self::Error(..) | Self::Picture(_) | Self::Action(_) | Self::Stop(..) => 1,
        }
    }

    pub(super) fn is_stop(&self) -> bool {
        match self {
            Self::Nothing
            | Self::Says(_)
            | Self::Tells(_)
            | Self::Heads(_)
            | Self::Blank
            | Self::Name(_)
            | Self::GoesOn
            | Self::Series(_) => false,
            Self::Rows(_) | Self::More(..) | Self::Field(_) | Self::Reveal(_) | Self::Undo(_) => true,
            Self::Error(..) | Self::Options(_) => true,
            Self::Reading(_) | Self::Picture(_) | Self::Action(_) | Self::Stop(..) => true,
        }
    }

    /// Chosen as a whole, with Enter or a digit.
    pub(super) fn is_choice(&self) -> bool {
        self.is_stop() && !matches!(self, Self::Field(_) | Self::Reading(_) | Self::Picture(_))
    }
}

/// A word before every tone.
fn toned(notice: &Notice, view: &View) -> Clean {
    let (words, text) = (view.words, &notice.text);
    match notice.tone {
        Tone::Information => text.clone(),
        Tone::Success => say!(words, "face-screen-success", text = text),
        Tone::Warning => say!(words, "face-screen-warning", text = text),
        Tone::Problem => say!(words, "face-screen-error", text = text),
    }
}

/// In steps of ten per cent: a reader that says every change would not stop talking.
fn progress<M>(busy: &Busy<M>, view: &View) -> Option<Clean> {
    let (done, total) = busy.progress?;
    let tenths = u128::from(done.min(total)).saturating_mul(10).checked_div(u128::from(total))?;
    Some(say!(view.words, "face-screen-progress", percent = u64::try_from(tenths.saturating_mul(10)).unwrap_or(100)))
}
