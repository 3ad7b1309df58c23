//! What a person says of themselves: read, written, printed and deposited.

use super::Performer;
use crate::app::{Answer, Found, MineWanted, Ticket, Write};
use crate::domain::{Outcome, Problem};

impl Performer {
    pub(super) fn mine(&mut self, ticket: Ticket, wanted: MineWanted) {
        let found = match wanted {
            MineWanted::Contacts => Found::Contacts(Err(Problem::NotOffered)),
            MineWanted::Statements => Found::Statements(Err(Problem::NotOffered)),
            MineWanted::Directives => Found::Directives(Err(Problem::NotOffered)),
        };
        self.inbox.answer(ticket, Answer::Mine(Box::new(found)));
    }

    pub(super) fn write_mine(&mut self, ticket: Ticket, write: Box<Write>) {
        drop(write);
        self.inbox.answer(ticket, Answer::Written(Outcome::NotDone(Problem::NotOffered)));
    }
}
