//! The full-screen face, in normal and large characters.

use crate::page::{Heard, Page};
use crate::words::Words;
use std::io;

pub struct Screen;

impl Screen {
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
