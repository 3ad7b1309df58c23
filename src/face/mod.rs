//! Ways to say a page and to hear what the person does. The only place that touches the terminal.
//!
//! Focus, scroll, caret and what is being typed in secret fields belong to the face, never to the model.

pub mod flow;
pub mod linear;
mod recover;
pub mod screen;
mod undo;

use crate::page::{Anchor, Heard, Page};
use crate::words::Words;
use std::io;

/// A face in use.
pub enum Face {
    Screen(Box<screen::Screen>),
    Linear(Box<linear::Linear>),
}

impl Face {
    /// Shows the page, or says what changed in it since the last time.
    pub fn show<M: Clone + PartialEq>(&mut self, page: &Page<M>, words: &Words) -> io::Result<()> {
        match self {
            Self::Screen(face) => face.show(page, words),
            Self::Linear(face) => face.show(page, words),
        }
    }

    /// What the person does next. Cancel-safe: dropping the future loses no key and no line.
    pub async fn next<M: Clone + PartialEq>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Heard<M>> {
        match self {
            Self::Screen(face) => face.next(page, words).await,
            Self::Linear(face) => face.next(page, words).await,
        }
    }

    /// Where the eye is, to be told before the page goes for a reason the person did not choose (D2). Linear
    /// knows which part of the page was said.
    pub fn at<M: Clone>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Option<Anchor>> {
        match self {
            Self::Screen(face) => face.at(page, words).map(Some),
            Self::Linear(face) => Ok(face.at(page)),
        }
    }

    /// Gives the terminal back as it was found: before stopping (Ctrl+Z) and at the end. Twice does no harm.
    pub fn leave(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(face) => face.leave(),
            Self::Linear(face) => face.leave(),
        }
    }

    /// Takes the terminal again after [`Face::leave`]; the next `show` draws everything.
    pub fn enter(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(face) => face.enter(),
            Self::Linear(face) => face.enter(),
        }
    }

    /// Erases what stands on the terminal and in its scrollback: at lock and sign-out.
    pub fn wipe(&mut self) -> io::Result<()> {
        match self {
            Self::Screen(face) => face.wipe(),
            Self::Linear(face) => face.wipe(),
        }
    }
}

/// Gives the terminal back from anywhere, such as a panic: needs no face and cannot fail.
pub fn restore() {
    screen::restore();
    linear::restore();
}

/// Columns of the terminal on the standard output, if it is one.
pub fn columns() -> Option<usize> {
    use std::io::IsTerminal;
    let (columns, _) = if io::stdout().is_terminal() { crossterm::terminal::size().ok()? } else { return None };
    Some(usize::from(columns))
}
