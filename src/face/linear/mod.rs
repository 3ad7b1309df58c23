//! One line at a time, for speech, braille, pipes and tests.

use crate::page::{Heard, Page};
use crate::words::Words;
use std::io;

pub struct Linear;

impl Linear {
    pub fn show<M: Clone>(&mut self, _page: &Page<M>, _words: &Words) -> io::Result<()> {
        Ok(())
    }

    pub async fn next<M: Clone>(&mut self, _page: &Page<M>, _words: &Words) -> io::Result<Heard<M>> {
        Ok(Heard::Active)
    }

    pub fn leave(&mut self) -> io::Result<()> {
        Ok(())
    }

    pub fn enter(&mut self) -> io::Result<()> {
        Ok(())
    }

    pub fn wipe(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub fn restore() {}
