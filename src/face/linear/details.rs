//! The details of a row, said on demand and without opening it (D2, D4): what other faces show beside the list.

use super::compose::{ChoiceId, pair, sentence};
use super::say::{Teller, line};
use crate::page::{Block, Heard, Page, StopId};
use crate::say;
use crate::words::Words;

impl Teller {
    /// `d 3`: the row of that number. Looking at it chooses nothing.
    pub(super) fn ask_about<M>(&mut self, page: &Page<M>, number: &str, words: &Words) -> Heard<M> {
        match self.chosen(page, number) {
            Some(ChoiceId::Stop(StopId::Row(row))) if page.reports_rest => {
                self.asked_about = true;
                Heard::Rested(row)
            }
            Some(_) | None => self.wrong(&say!(words, "face-linear-no-details")),
        }
    }

    /// What is known of the row asked about, once. A text read before is not read again: opening the row does that.
    pub(super) fn details<M>(&mut self, page: &Page<M>, words: &Words, out: &mut String) {
        if !std::mem::take(&mut self.asked_about) {
            return;
        }
        if page.beside.is_empty() {
            line(out, &say!(words, "face-linear-gone"));
        }
        for block in &page.beside {
            match block {
                Block::Text(text) => line(out, &sentence(&text.flat())),
                Block::Facts(facts) => {
                    for (label, value) in facts {
                        line(out, &sentence(&pair(&label.flat(), &self.value_said(&value.flat(), words), words)));
                    }
                }
                Block::List(_) | Block::Field(_) | Block::Choice(_) | Block::Errors(_) | Block::Group { .. } => {}
                Block::Reading { .. } | Block::Picture(_) | Block::Series(_) => {}
            }
        }
    }
}
