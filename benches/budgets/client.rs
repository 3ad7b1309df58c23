//! The client in a pseudo-terminal, as a person uses it.

use crate::processor::{self, Memory};
use crate::server::{PERSON, Server};
use crate::support::Start;
use crate::support::terminal::{Key, Terminal};
use std::time::{Duration, Instant};

pub struct Client {
    terminal: Terminal,
    signed_in: Instant,
}

impl Client {
    /// Signed in, on the home page.
    pub fn at_home(server: &Server) -> Self {
        let terminal = Terminal::start(Start::dmp(&["--server", &server.base(), "--place", "home"]).size(24, 120));
        terminal.see("Mot de passe");
        terminal.keys(PERSON.0);
        terminal.see(PERSON.0);
        terminal.key(Key::Down);
        terminal.keys(PERSON.1);
        terminal.see("****");
        terminal.key(Key::Enter);
        terminal.see("Action 1 sur 3");
        terminal.key(Key::Enter);
        terminal.see("Recevoir un code");
        terminal.see("Par SMS");
        terminal.keys("1");
        terminal.see("Un code a été envoyé");
        terminal.keys(&server.code().unwrap());
        // From the field to the action, then the action.
        terminal.key(Key::Enter);
        terminal.see("Action 1 sur");
        terminal.key(Key::Enter);
        terminal.see("Bonjour");
        Self { terminal, signed_in: Instant::now() }
    }

    /// Waits until the list is known to be complete; how long after the sign-in.
    pub fn opens_the_list(&self) -> Loaded {
        self.terminal.see("Lire mes documents");
        let asked = Instant::now();
        self.terminal.keys("1");
        self.terminal.wait_for("the first rows", |screen| screen.contents().matches(" 2026").count() > 2);
        let first = asked.elapsed();
        self.terminal.wait_for("the whole list", |screen| !screen.contents().contains("chargés"));
        Loaded { first, whole: self.signed_in.elapsed() }
    }

    /// To the last document; how long that takes.
    pub fn goes_to_the_end(&self) -> Duration {
        let start = Instant::now();
        self.terminal.key(Key::End);
        self.terminal.wait_for("the last document", |screen| screen.contents().contains(" 2006"));
        start.elapsed()
    }

    pub fn memory(&self) -> Memory {
        processor::memory(self.terminal.pid().as_raw_pid().unsigned_abs()).unwrap()
    }

    pub fn processor(&self) -> Duration {
        processor::process(self.terminal.pid().as_raw_pid().unsigned_abs()).unwrap()
    }

    /// Waits until home says what is new: nothing is under way any more but the list.
    pub fn rests(&self) {
        self.terminal.see_gone("cherche ce qui est nouveau");
    }
}

pub struct Loaded {
    /// From the choice to the first rows.
    pub first: Duration,
    /// From the sign-in to the last row.
    pub whole: Duration,
}
