//! Going from one thing to another so that every word can be seen on the way, and scrolling no further than needed.

use super::item::Item;
use super::scene::{At, Part, Scene};
use crate::page::StopId;

/// Where the eye is. Scrolling is told by the row at which the eye's line stands, so what it looks at stays still
/// when the page changes around it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Place {
    pub at: At,
    /// The line of that thing the eye is on: not 0 in long text, and in what is taller than the screen.
    pub line: usize,
    /// The row of the screen, from the top of the body.
    pub row: usize,
    /// What is followed when the page changes; `None` on text.
    pub id: Option<StopId>,
}

/// A thing on the screen: its lines from `first` on, from the row `y`.
pub(super) struct Seen {
    pub at: At,
    pub item: Item,
    pub first: usize,
    pub y: usize,
}

impl<M> Scene<'_, M> {
    fn tall(&self, at: At) -> usize {
        self.item(at).height()
    }

    fn place(&self, at: At, line: usize, row: usize) -> Place {
        Place { at, line, row, id: self.id(at) }
    }

    /// The highest row at which this thing still shows whole, if it can.
    fn lowest(&self, at: At, line: usize) -> usize {
        let lines = self.item(at).rows.len().saturating_sub(line).max(1);
        self.height.saturating_sub(lines.min(self.height))
    }

    /// Lines of the texts just above this stop, down from the stop before it, that fit whole on the screen with it.
    fn lead(&self, at: At) -> usize {
        let most = self.lowest(at, 0);
        let (mut lead, mut at) = (0_usize, at);
        while let Some(above) = self.before(at).filter(|above| !self.is_stop(*above)) {
            let with = lead.saturating_add(self.tall(above));
            if with > most {
                // A sentence that shows only its end says something else.
                break;
            }
            (lead, at) = (with, above);
        }
        lead
    }

    /// Where the eye goes when the page opens: the first stop, or the first line if the stop is too far down to show with it.
    pub(super) fn start(&self) -> Place {
        let Some(part) = (0..self.parts.len()).find(|part| !self.window(*part).is_empty()) else { return Place::default() };
        let first = At { part, sub: self.window(part).start };
        let (mut at, mut gap) = (first, 0_usize);
        while !self.is_stop(at) {
            gap = gap.saturating_add(self.tall(at));
            let Some(next) = self.below(at).filter(|_| gap <= self.height) else { return self.place(first, 0, 0) };
            at = next;
        }
        // Of a list, the very first row, whichever few are shown.
        let at = At { sub: 0, ..at };
        if gap <= self.lowest(at, 0) { self.place(at, 0, gap) } else { self.place(first, 0, 0) }
    }

    /// The next stop, or the next lines of text if it cannot be shown without jumping over some. `None` at the end.
    pub(super) fn down(&self, from: &Place) -> Option<Place> {
        let item = self.item(from.at);
        let visible = self.height.saturating_sub(from.row).saturating_sub(1);
        if self.is_stop(from.at) && item.rows.len().saturating_sub(from.line).saturating_sub(1) > visible {
            return Some(self.place(from.at, from.line.saturating_add(visible).saturating_add(1), 0));
        }
        let rest = item.height().saturating_sub(from.line);
        let mut hidden = None;
        let mut look = |at: At, item: &Item, from: usize, offset: usize| {
            let blank = |line: usize| item.rows.get(line).is_none_or(|row| row.iter().all(|bit| bit.text.trim().is_empty()));
            let past = |line: &usize| offset.saturating_add(line.saturating_sub(from)) > visible;
            if hidden.is_none() {
                let first = (from..item.rows.len()).filter(past).find(|line| !blank(*line));
                hidden = first.map(|line| (at, line, offset.saturating_add(line.saturating_sub(from))));
            }
        };
        if !self.is_stop(from.at) {
            look(from.at, &item, from.line, 0);
        }
        let (mut at, mut gap) = (from.at, 0_usize);
        loop {
            let Some(next) = self.after(at) else { return hidden.map(|(at, line, _)| self.place(at, line, 0)) };
            if self.is_stop(next) {
                let lowest = self.lowest(next, 0);
                let offset = rest.saturating_add(gap);
                return match hidden {
                    // Going straight there would scroll past lines that have not been shown.
                    Some((at, line, first)) if offset.saturating_sub(lowest) > first => Some(self.place(at, line, 0)),
                    Some(_) | None => Some(self.place(next, 0, from.row.saturating_add(offset).min(lowest))),
                };
            }
            let item = self.item(next);
            look(next, &item, 0, rest.saturating_add(gap));
            gap = gap.saturating_add(item.height());
            at = next;
        }
    }

    /// The same, upwards. `None` at the start.
    pub(super) fn up(&self, from: &Place) -> Option<Place> {
        if self.is_stop(from.at) && from.line > 0 {
            return Some(self.place(from.at, from.line.saturating_sub(self.height), 0));
        }
        let (mut at, mut gap) = (from.at, from.line);
        let before = loop {
            match self.before(at) {
                Some(before) if self.is_stop(before) => break Some(before),
                Some(before) => {
                    gap = gap.saturating_add(self.tall(before));
                    at = before;
                }
                None => break None,
            }
        };
        let hidden = gap.saturating_sub(from.row);
        if let Some(stop) = before {
            let room = self.height.saturating_sub(self.tall(stop));
            if hidden == 0 || hidden <= room {
                let row = from.row.saturating_sub(gap).saturating_sub(self.tall(stop));
                let lead = self.lead(stop).min(room.saturating_sub(hidden));
                let line = self.item(stop).rows.len().saturating_sub(self.height);
                return Some(self.place(stop, line, row.max(lead)));
            }
        }
        (hidden > 0).then(|| self.back(from, from.row.saturating_add(hidden.min(self.height))))
    }

    /// The line of text this many lines above the eye, or the first one with words below it.
    fn back(&self, from: &Place, lines: usize) -> Place {
        let (mut at, mut line, mut left) = (from.at, from.line, lines);
        while left > line {
            left = left.saturating_sub(line);
            let Some(before) = self.before(at) else { return self.place(at, 0, 0) };
            (at, line) = (before, self.tall(before));
        }
        line = line.saturating_sub(left);
        let item = self.item(at);
        let said = |row: &Vec<super::item::Bit>| row.iter().any(|bit| !bit.text.trim().is_empty());
        match item.rows.iter().skip(line).position(said) {
            Some(more) => self.place(at, line.saturating_add(more), 0),
            None => self.after(at).map_or_else(|| self.place(at, line, 0), |next| self.place(next, 0, 0)),
        }
    }

    /// A screenful further: nothing between is jumped over.
    pub(super) fn page_down(&self, from: &Place) -> Option<Place> {
        let page = self.height.saturating_sub(1).max(1);
        let (mut at, mut offset, mut found) = (from.at, self.tall(from.at).saturating_sub(from.line), None);
        while offset <= page
            && let Some(next) = self.after(at)
        {
            if self.is_stop(next) {
                found = Some(next);
            }
            offset = offset.saturating_add(self.tall(next));
            at = next;
        }
        found.map_or_else(|| self.down(from), |at| Some(self.place(at, 0, from.row.min(self.lowest(at, 0)))))
    }

    pub(super) fn page_up(&self, from: &Place) -> Option<Place> {
        let page = self.height.saturating_sub(1).max(1);
        let (mut at, mut offset, mut found) = (from.at, from.line, None);
        while let Some(before) = self.before(at) {
            offset = offset.saturating_add(self.tall(before));
            if offset > page {
                break;
            }
            if self.is_stop(before) {
                found = Some(before);
            }
            at = before;
        }
        found.map_or_else(|| self.up(from), |at| Some(self.place(at, 0, from.row.min(self.lowest(at, 0)).max(self.lead(at)))))
    }

    /// The first row of the list or line of the reading the eye is in, then the start of the page.
    pub(super) fn home(&self, from: &Place) -> Place {
        if from.at.sub == 0 {
            return self.start();
        }
        let at = At { sub: 0, ..from.at };
        self.place(at, 0, self.lead(at))
    }

    /// The last row of the list or line of the reading the eye is in, then the last stop of the page.
    pub(super) fn end(&self, from: &Place) -> Place {
        let last = self.part(from.at).len().saturating_sub(1);
        let last = if let Part::Reading(laid) = self.part(from.at) { laid.with_words(last) } else { last };
        if matches!(self.part(from.at), Part::Rows(_) | Part::Reading(_) | Part::Options(_)) && from.at.sub < last {
            let at = At { sub: last, ..from.at };
            return self.place(at, 0, self.lowest(at, 0));
        }
        let Some(bottom) = (0..self.parts.len()).rev().find(|part| !self.window(*part).is_empty()) else {
            return Place::default();
        };
        let bottom = At { part: bottom, sub: self.parts.get(bottom).map_or(0, Part::len).saturating_sub(1) };
        let (mut at, mut trailing) = (bottom, 0_usize);
        while !self.is_stop(at) {
            trailing = trailing.saturating_add(self.tall(at));
            let Some(above) = self.before(at).filter(|_| trailing <= self.height) else { return self.bottom(bottom) };
            at = above;
        }
        let lines = self.item(at).rows.len();
        // Of what is taller than the screen, the end: upwards one comes to the rest.
        let line = lines.saturating_sub(self.height);
        match self.height.checked_sub(self.tall(at).saturating_add(trailing)) {
            Some(row) => self.place(at, line, row),
            None if trailing == 0 => self.place(at, line, self.lowest(at, line)),
            None => self.bottom(bottom),
        }
    }

    /// The last line of the page, where it ends with text that the last stop does not show with it.
    fn bottom(&self, at: At) -> Place {
        self.place(at, self.item(at).rows.len().saturating_sub(1), self.height.saturating_sub(1))
    }

    /// Straight to this thing from wherever the eye is.
    pub(super) fn jump(&self, from: &Place, at: At) -> Place {
        let lowest = self.lowest(at, 0);
        let here = self.seen(from).0.into_iter().find(|seen| seen.at == at && seen.first == 0 && seen.y <= lowest);
        let row = match here {
            Some(seen) => seen.y,
            None if at > from.at && !self.is_first(at) => lowest,
            None => self.lead(at).min(lowest),
        };
        self.place(at, 0, row)
    }

    /// The first stop after all of this thing, or the last one before it.
    pub(super) fn beyond(&self, from: &Place, forward: bool) -> Option<Place> {
        let mut at = At { sub: if forward { usize::MAX } else { 0 }, ..from.at };
        loop {
            at = if forward { self.after(at)? } else { self.before(at)? };
            if self.is_stop(at) {
                return Some(self.jump(from, at));
            }
        }
    }

    /// Nothing but text stands before it.
    fn is_first(&self, at: At) -> bool {
        at.sub == 0 && self.parts.iter().take(at.part).all(|part| !part.is_stop() || part.len() == 0)
    }

    /// Straight to a line of a reading, shown at the top as the start of something.
    pub(super) fn open_at(&self, at: At) -> Place {
        self.place(at, 0, 0)
    }

    /// What is on the screen when the eye is there, and the row where the eye's line really stands.
    pub(super) fn seen(&self, place: &Place) -> (Vec<Seen>, usize) {
        let mut row = place.row.min(self.lowest(place.at, place.line));
        let (mut top, mut line) = (place.at, place.line);
        let mut climb = |lines: usize| -> usize {
            let mut need = lines;
            while need > 0 {
                if line == 0 {
                    let Some(above) = self.above(top) else { break };
                    (top, line) = (above, self.tall(above));
                }
                let step = line.min(need);
                line = line.saturating_sub(step);
                need = need.saturating_sub(step);
            }
            lines.saturating_sub(need)
        };
        row = climb(row);
        let below = self.fill(place.at, place.line, row);
        if below < self.height {
            // The page ends before the screen does: nothing stays hidden above for no reason.
            row = row.saturating_add(climb(self.height.saturating_sub(below)));
        }
        let mut seen = Vec::new();
        let (mut at, mut first, mut y) = (top, line, 0_usize);
        while y < self.height {
            let item = self.item(at);
            let lines = item.height().saturating_sub(first);
            seen.push(Seen { at, item, first, y });
            y = y.saturating_add(lines);
            let Some(next) = self.below(at) else { break };
            (at, first) = (next, 0);
        }
        (seen, row)
    }

    /// The row after the last thing, counted from this line at this row; no further than the screen.
    fn fill(&self, at: At, line: usize, row: usize) -> usize {
        let mut y = row.saturating_add(self.tall(at).saturating_sub(line));
        let mut at = at;
        while y < self.height
            && let Some(next) = self.below(at)
        {
            y = y.saturating_add(self.tall(next));
            at = next;
        }
        y
    }
}
