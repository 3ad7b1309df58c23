//! The access history row by row; the first row of each month says so.

use super::Known;
use crate::app::Do;
use crate::app::record::Store;
use crate::domain::{Clean, Date, Precision, Trace};
use crate::page::{Count, Row, RowId, Rows};
use crate::say;
use crate::words::Words;
use std::sync::Arc;

pub struct HistoryRows {
    known: Known,
    shown: Arc<[u32]>,
    record: Arc<Store>,
    words: Words,
}

impl HistoryRows {
    pub fn new(known: &Known, shown: Arc<[u32]>, record: Arc<Store>, words: Words) -> Self {
        Self { known: known.clone(), shown, record, words }
    }

    fn at(&self, index: usize) -> Option<&Arc<Trace>> {
        self.known.trace(*self.shown.get(index)?)
    }
}

impl Rows<Do> for HistoryRows {
    fn count(&self) -> Count {
        if self.known.next.is_some() { Count::AtLeast(self.shown.len()) } else { Count::Known(self.shown.len()) }
    }

    fn row(&self, index: usize) -> Option<Row<Do>> {
        let (trace, words) = (self.at(index)?, &self.words);
        let month = |trace: &Trace| {
            let date = Date::moment(trace.at).civil();
            (date.year(), date.month())
        };
        let before = index.checked_sub(1).and_then(|before| self.at(before));
        let first = before.is_none_or(|before| month(before) != month(trace));
        let mut marks = Vec::new();
        marks.extend(first.then(|| words.month_of(Date::moment(trace.at))));
        marks.extend(words.mode_mark(trace.mode));
        marks.extend(trace.refused.then(|| say!(words, "trace-refused")));
        let mut details = Vec::new();
        details.extend(words.trace_profession(trace));
        details.extend(trace.organisation.clone());
        details.push(words.deed(trace));
        details.extend(self.title(trace));
        let when = words.date_and_time(Date::moment(trace.at));
        Some(Row {
            id: RowId(trace.id.clone()),
            marks,
            label: say!(words, "trace-row", when = when, who = words.actor(trace)),
            details,
            does: Do::Trace(trace.clone()),
        })
    }

    fn index_of(&self, id: &RowId) -> Option<usize> {
        // What is shown is in the order of what is known.
        self.shown.binary_search(&self.known.place(&id.0)?).ok()
    }
}

impl HistoryRows {
    fn title(&self, trace: &Trace) -> Option<Clean> {
        let index = self.record.index(&trace.document.as_ref()?.clean())?;
        self.record.get(index).map(|document| document.title.clone())
    }
}

impl Words {
    /// `novembre 2026`, as the beginning of a sentence.
    fn month_of(&self, date: Date) -> Clean {
        debug_assert!(date.precision() >= Precision::Month);
        let at = date.civil();
        say!(self, "trace-month", month = self.month(at.month()), year = (at.year().to_string()))
    }
}
