//! The traces received so far, with what one looks for in them. Never more of them than a window: those before it are let go,
//! and counted.

use super::Sifting;
use crate::app::record::Store;
use crate::domain::{Clean, Date, Deed, History, Trace, fold};
use crate::words::Words;
use std::collections::HashMap;
use std::sync::Arc;

/// As many as are kept at once. A search as one types goes through all of them.
pub const WINDOW: usize = 10_000;

#[derive(Debug, Clone, Default)]
pub struct Known {
    lines: Arc<Vec<Line>>,
    /// Where each is, by its identifier.
    places: Arc<HashMap<Clean, u32>>,
    /// Those that were met, whatever is kept now.
    professions: Arc<Vec<Profession>>,
    /// How many were let go: they are newer.
    pub before: usize,
    total: Option<u64>,
    pub next: Option<Arc<str>>,
    pub unreadable: usize,
}

/// What people call it, and the codes of it that were met; none when only the server's words are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Profession {
    pub said: Clean,
    pub codes: Vec<Clean>,
}

#[derive(Debug, Clone)]
pub struct Line {
    pub trace: Arc<Trace>,
    /// Its place among the professions.
    profession: Option<u32>,
    folded: Box<str>,
}

/// The same answers make the same page.
impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lines, &other.lines)
    }
}

impl Known {
    /// Older ones, after those that are here. When these are as many as are kept, they are let go first.
    pub fn add(&mut self, history: History, record: &Store, words: &Words) {
        if self.lines.len() >= WINDOW {
            self.before = self.before.saturating_add(self.lines.len());
            self.lines = Arc::default();
            self.places = Arc::default();
        }
        let lines = Arc::make_mut(&mut self.lines);
        let places = Arc::make_mut(&mut self.places);
        for trace in history.traces {
            // What came meanwhile moves the pages: nothing is shown twice.
            if !places.contains_key(&trace.id) {
                places.insert(trace.id.clone(), narrow(lines.len()));
                lines.push(Line::of(trace, Arc::make_mut(&mut self.professions), record, words));
            }
        }
        self.total = history.total.or(self.total);
        self.next = history.next;
        self.unreadable = self.unreadable.saturating_add(history.unreadable);
    }

    /// The newest page, asked for again: what was not here yet comes first.
    pub fn renew(&mut self, history: History, record: &Store, words: &Words) {
        if self.before > 0 {
            return;
        }
        let fresh: Vec<_> = history.traces.into_iter().filter(|trace| !self.places.contains_key(&trace.id)).collect();
        if fresh.is_empty() {
            return;
        }
        let professions = Arc::make_mut(&mut self.professions);
        let fresh: Vec<Line> = fresh.into_iter().map(|trace| Line::of(trace, professions, record, words)).collect();
        Arc::make_mut(&mut self.lines).splice(..0, fresh);
        let places = self.lines.iter().enumerate().map(|(place, line)| (line.trace.id.clone(), narrow(place)));
        self.places = Arc::new(places.collect());
        self.total = history.total.or(self.total);
    }

    /// Nothing of what was here is kept but the professions, which can be chosen still.
    pub fn afresh(&self) -> Self {
        Self { professions: self.professions.clone(), ..Self::default() }
    }

    /// Everything that was asked for is here.
    pub fn is_whole(&self) -> bool {
        self.next.is_none() && self.before == 0
    }

    pub fn len(&self) -> usize {
        self.lines.len()
    }

    pub fn total(&self) -> Option<u64> {
        self.total
    }

    pub fn trace(&self, index: u32) -> Option<&Arc<Trace>> {
        self.lines.get(usize::try_from(index).ok()?).map(|line| &line.trace)
    }

    pub fn place(&self, id: &Clean) -> Option<u32> {
        self.places.get(id).copied()
    }

    /// Those met so far, and how many of the traces here are theirs.
    pub fn professions(&self) -> Vec<(&Profession, usize)> {
        let mut counts = vec![0_usize; self.professions.len()];
        for place in self.lines.iter().filter_map(|line| line.profession) {
            if let Some(count) = usize::try_from(place).ok().and_then(|place| counts.get_mut(place)) {
                *count = count.saturating_add(1);
            }
        }
        self.professions.iter().zip(counts).collect()
    }

    /// Some profession was.
    pub fn met(&self) -> bool {
        !self.professions.is_empty()
    }

    pub fn count(&self, deed: Deed) -> usize {
        self.lines.iter().filter(|line| line.trace.deed == deed).count()
    }

    /// Those in which every word of this text is found, accents and case ignored, and which pass all that is said besides.
    pub fn find(&self, sifting: &Sifting, text: &str) -> Arc<[u32]> {
        let wanted = fold(&format!("{text} {}", sifting.name));
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        let profession =
            sifting.profession.as_ref().map(|chosen| self.professions.iter().position(|known| known.said == chosen.said));
        let passes = |line: &Line| {
            let its = || line.profession.and_then(|place| usize::try_from(place).ok());
            sifting.admits(&line.trace)
                && profession.is_none_or(|place| place.is_some() && its() == place)
                && wanted.iter().all(|word| line.folded.contains(word))
        };
        (0_u32..).zip(self.lines.iter()).filter(|(_, line)| passes(line)).map(|(index, _)| index).collect()
    }
}

impl Line {
    fn of(trace: Arc<Trace>, professions: &mut Vec<Profession>, record: &Store, words: &Words) -> Self {
        let said = words.trace_profession(&trace);
        let title = trace.document.as_ref().and_then(|id| record.index(&id.clean())).and_then(|index| record.get(index));
        let title = title.map(|document| document.title.as_str());
        let parts = [trace.name.as_deref(), trace.organisation.as_deref(), trace.told.as_deref(), said.as_deref(), title];
        let (date, deed) = (words.date(Date::moment(trace.at)), words.deed(&trace));
        let text = parts.into_iter().flatten().chain([&*deed, &*date]).collect::<Vec<_>>().join("\n");
        let profession = said.map(|said| place_of(said, trace.profession.as_ref(), professions));
        Self { folded: fold(&text).into(), profession, trace }
    }
}

/// Where it is among those met; it is one of them from now on.
fn place_of(said: Clean, code: Option<&Clean>, professions: &mut Vec<Profession>) -> u32 {
    let place = professions.iter().position(|known| known.said == said);
    let place = place.unwrap_or_else(|| {
        professions.push(Profession { said, codes: Vec::new() });
        professions.len().saturating_sub(1)
    });
    if let (Some(known), Some(code)) = (professions.get_mut(place), code)
        && !known.codes.contains(code)
    {
        known.codes.push(code.clone());
    }
    narrow(place)
}

/// More than that do not fit in memory.
fn narrow(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
