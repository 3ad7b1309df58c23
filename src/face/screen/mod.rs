//! The full-screen face, in normal and large characters.
//!
//! Nothing is written to the terminal but whole rows of [`Clean`](crate::domain::Clean) text, and the cursor is always
//! on what has the focus. Everything but [`Screen`] itself is pure, and is tested without a terminal.

mod backend;
mod canvas;
mod choosing;
mod chrome;
mod draw;
mod driver;
mod entry;
mod events;
mod eye;
mod gaze;
pub mod graphics;
mod item;
mod keys;
mod marks;
mod mouse;
mod pictures;
mod protocols;
mod readings;
mod scene;
mod seek;
mod series;
mod shape;
mod sheet;
mod status;
mod telling;
mod terminal;
mod theme;
mod travel;
mod wrap;
mod writing;

pub use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
pub use driver::Driver;
pub use theme::Theme;

use crate::page::{Anchor, Heard, Leaving, Page};
use crate::words::Words;
use crossterm::event::Event;
use events::{Came, Events};
use eye::Eye;
pub use graphics::{Colours, Graphics};
use keys::Pressed;
use ratatui::Terminal;
use shape::View;
use std::io::{self, Stdout};
use std::time::{Duration, Instant};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Size {
    Normal,
    /// One column, blank lines, five rows of a list at a time; for terminals that write large (D9).
    Large,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    pub size: Size,
    /// The theme asked for, if any.
    pub theme: Option<Theme>,
    /// What the environment says (`NO_COLOR`); a theme asked for wins.
    pub no_color: bool,
    /// Single letters are shortcuts when no field has the focus.
    pub letters: bool,
    /// The mouse belongs to the program rather than to the terminal, which then selects no text.
    pub mouse: bool,
    /// How pictures are shown.
    pub graphics: Graphics,
    /// The colours that cells can have.
    pub colours: Colours,
    /// Pixels of a cell, when the terminal draws pictures: width and height.
    pub cell: (u16, u16),
}

impl Options {
    pub fn new(size: Size) -> Self {
        Self {
            size,
            theme: None,
            no_color: false,
            letters: true,
            mouse: false,
            graphics: Graphics::HalfBlocks,
            colours: Colours::All,
            cell: CELL,
        }
    }
}

/// Where the terminal does not say how large its cells are: smaller than most, so that no picture is too large.
const CELL: (u16, u16) = (8, 16);

/// Nobody reads a question and answers it in less: what is still on its way from the keyboard is not an answer.
const REACTION: Duration = Duration::from_millis(250);

pub struct Screen {
    options: Options,
    terminal: Terminal<backend::WholeRows<Stdout>>,
    events: Events,
    eye: Eye,
    /// The input has come to its end.
    ended: bool,
    /// What stands on the terminal is not what we drew.
    spoilt: bool,
    drawn: Option<pictures::Drawn>,
    /// Until then, Enter was typed before the grave question could be read.
    deaf: Option<Instant>,
}

impl Screen {
    /// Takes the terminal. Fails when there is none.
    pub fn open(options: Options) -> io::Result<Self> {
        // NO_COLOR is honoured by the theme: crossterm's own way would also wipe reverse and bold.
        crossterm::style::force_color_output(true);
        let terminal = Terminal::new(backend::WholeRows::new(io::stdout(), terminal::size))?;
        let mut screen = Self {
            options,
            terminal,
            events: Events::new(),
            eye: Eye::default(),
            ended: false,
            spoilt: true,
            drawn: None,
            deaf: None,
        };
        super::recover::lines();
        terminal::recover()?;
        screen.enter()?;
        Ok(screen)
    }

    /// Shows the page as the eye sees it now.
    pub fn show<M: Clone>(&mut self, page: &Page<M>, words: &Words) -> io::Result<()> {
        let known = self.eye.knows(&page.key);
        if !known && page.actions.iter().any(|action| action.grave.is_some()) {
            // What was typed before the question could be read answers nothing.
            self.ended |= self.events.drain();
            self.deaf = Some(Instant::now() + REACTION);
        }
        if std::mem::take(&mut self.spoilt) || std::mem::take(&mut self.eye.afresh) {
            self.terminal.clear()?;
            self.take_away()?;
        }
        if self.options.graphics.is_drawn() {
            self.options.cell = terminal::cell().unwrap_or(CELL);
        }
        let Self { terminal, eye, options, .. } = self;
        let drawn = terminal.draw(|frame| {
            let area = frame.area();
            let view = View::new(area.width, area.height, *options, words);
            eye.settle(page, &view, Instant::now());
            draw::draw(frame, page, eye, &view);
        });
        drawn?;
        self.hang(page)
    }

    /// What the person does next. Cancel-safe. Needs a tokio runtime.
    pub async fn next<M: Clone>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Heard<M>> {
        loop {
            if self.ended {
                return Ok(Heard::Leaving(Leaving::Ended));
            }
            if let Some(heard) = self.needs(page, words)? {
                return Ok(heard);
            }
            let until = self.eye.deadline();
            let wait = async {
                match until {
                    Some(at) => tokio::time::sleep_until(at.into()).await,
                    None => std::future::pending().await,
                }
            };
            let came = tokio::select! {
                came = self.events.next() => Some(came?),
                () = wait => None,
            };
            let heard = match came {
                None => self.eye.tick(Instant::now()).map(Heard::Rested),
                Some(Came::End) => {
                    self.ended = true;
                    None
                }
                Some(Came::Event(event)) => self.hear(page, words, event)?,
            };
            // What was heard is answered by a page of its own, which is then shown: drawing this one too would cost a frame.
            if let Some(heard) = heard {
                return Ok(heard);
            }
            if !self.ended {
                self.show(page, words)?;
            }
        }
    }

    fn hear<M: Clone>(&mut self, page: &Page<M>, words: &Words, event: Event) -> io::Result<Option<Heard<M>>> {
        let size = self.terminal.size()?;
        let view = View::new(size.width, size.height, self.options, words);
        let on = Pressed { page, view: &view, now: Instant::now() };
        match event {
            Event::Key(key) if suspends(&key) && !self.eye.undoes(on) => suspend().map(|()| None),
            Event::Key(key) if key.code == KeyCode::Enter && self.deaf.is_some_and(|until| on.now < until) => Ok(None),
            Event::Key(key) => Ok(self.eye.press(on, key)),
            Event::Paste(text) => Ok(Some(self.eye.paste(on, &zeroize::Zeroizing::new(text)))),
            Event::Mouse(mouse) => Ok(self.eye.point(on, mouse)),
            Event::Resize(..) | Event::FocusGained | Event::FocusLost => Ok(None),
        }
    }

    /// The pixels that a picture needs and does not have.
    fn needs<M>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Option<Heard<M>>> {
        let size = self.terminal.size()?;
        Ok(self.eye.needs(page, &View::new(size.width, size.height, self.options, words)))
    }

    /// Where the eye is, to come back to after a lock (D2).
    pub fn at<M>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Anchor> {
        let size = self.terminal.size()?;
        Ok(self.eye.whereabouts(page, &View::new(size.width, size.height, self.options, words)))
    }

    pub fn leave(&mut self) -> io::Result<()> {
        self.events.stop();
        terminal::give_back()
    }

    pub fn enter(&mut self) -> io::Result<()> {
        self.spoilt = true;
        terminal::take(self.options.mouse).inspect_err(|_| restore())
    }

    pub fn wipe(&mut self) -> io::Result<()> {
        self.eye.forget();
        self.terminal.clear()?;
        self.terminal.swap_buffers();
        self.spoilt = true;
        terminal::erase()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}

/// Gives the terminal back from any thread, such as from a panic; needs nothing and cannot fail.
pub fn restore() {
    // A terminal that has gone away needs nothing back.
    let _ = terminal::give_back();
}

fn suspends(key: &KeyEvent) -> bool {
    key.code == KeyCode::Char('z') && key.modifiers == KeyModifiers::CONTROL && key.kind == KeyEventKind::Press
}

/// In raw mode Ctrl+Z is a key like another: the signal it stands for is sent here, and heard by the loop.
#[cfg(unix)]
fn suspend() -> io::Result<()> {
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TSTP).map_err(io::Error::from)
}

#[cfg(not(unix))]
fn suspend() -> io::Result<()> {
    Ok(())
}
