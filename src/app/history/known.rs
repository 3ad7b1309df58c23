//! The traces received so far, with what one looks for in them.

use super::{Showing, admits};
use crate::app::record::Store;
use crate::domain::{Clean, Date, History, Trace, fold};
use crate::words::Words;
use std::collections::HashMap;
use std::sync::Arc;

#[derive(Debug, Clone, Default)]
pub struct Known {
    lines: Arc<Vec<Line>>,
    /// Where each is, by its identifier.
    places: Arc<HashMap<Clean, u32>>,
    total: Option<u64>,
    pub next: Option<Arc<str>>,
    pub unreadable: usize,
}

#[derive(Debug, Clone)]
pub struct Line {
    pub trace: Arc<Trace>,
    folded: Box<str>,
}

/// The same answers make the same page.
impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lines, &other.lines)
    }
}

impl Known {
    pub fn add(&mut self, history: History, record: &Store, words: &Words) {
        let (lines, places) = (Arc::make_mut(&mut self.lines), Arc::make_mut(&mut self.places));
        for trace in history.traces {
            let title = trace.document.as_ref().and_then(|id| record.index(&id.clean())).and_then(|index| record.get(index));
            let parts = [trace.name.as_deref(), trace.organisation.as_deref(), trace.told.as_deref()];
            let profession = words.trace_profession(&trace);
            let title = title.map(|document| document.title.as_str());
            let (date, deed) = (words.date(Date::moment(trace.at)), words.deed(&trace));
            let said = parts.into_iter().chain([profession.as_deref(), title, Some(&*deed), Some(&*date)]);
            let text = said.flatten().collect::<Vec<_>>().join("\n");
            // More than that do not fit in memory.
            places.insert(trace.id.clone(), u32::try_from(lines.len()).unwrap_or(u32::MAX));
            lines.push(Line { folded: fold(&text).into(), trace });
        }
        self.total = history.total.or(self.total);
        self.next = history.next;
        self.unreadable += history.unreadable;
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

    /// Those in which every word of this text is found, accents and case ignored.
    pub fn find(&self, showing: Showing, text: &str) -> Arc<[u32]> {
        let wanted = fold(text);
        let wanted: Vec<&str> = wanted.split_whitespace().collect();
        let passes = |line: &Line| {
            admits(showing, line.trace.who, line.trace.mode.is_emergency())
                && wanted.iter().all(|word| line.folded.contains(word))
        };
        (0_u32..).zip(self.lines.iter()).filter(|(_, line)| passes(line)).map(|(index, _)| index).collect()
    }
}
