//! The screen without a terminal: what tests press and read.

use super::backend::WholeRows;
use super::eye::Eye;
use super::keys::Pressed;
use super::shape::View;
use super::{Options, draw};
use crate::page::{Anchor, Heard, Page};
use crate::words::Words;
use crossterm::event::KeyEvent;
use ratatui::Terminal;
use ratatui::backend::{Backend, TestBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Size;
use std::time::{Duration, Instant};

/// Shows pages on an imaginary terminal whose clock goes only when told.
pub struct Driver {
    options: Options,
    words: Words,
    terminal: Terminal<TestBackend>,
    eye: Eye,
    now: Instant,
    sent: Sent,
}

/// What was sent to a terminal, and what it then shows.
struct Sent {
    rows: WholeRows<Vec<u8>>,
    shown: Buffer,
}

impl Sent {
    /// To a terminal of the size of this buffer, on which nothing stands.
    fn nothing(buffer: &Buffer) -> Self {
        // As on a terminal: NO_COLOR is honoured by the theme.
        crossterm::style::force_color_output(true);
        let size = Size::from(buffer.area);
        Self { rows: WholeRows::new(Vec::new(), move || Ok(size)), shown: Buffer::empty(buffer.area) }
    }
}

impl Driver {
    pub fn new(width: u16, height: u16, options: Options, words: Words) -> Self {
        let Ok(terminal) = Terminal::new(TestBackend::new(width, height));
        let sent = Sent::nothing(terminal.backend().buffer());
        Self { options, words, terminal, eye: Eye::default(), now: Instant::now(), sent }
    }

    pub fn show<M>(&mut self, page: &Page<M>) {
        let Self { options, words, terminal, eye, now, .. } = self;
        let Ok(_) = terminal.draw(|frame| {
            let view = View::new(frame.area().width, frame.area().height, *options, words);
            eye.settle(page, &view, *now);
            draw::draw(frame, page, eye, &view);
        });
    }

    /// Presses a key on this page, then shows it again. `None` for the release of a key.
    pub fn press<M: Clone>(&mut self, page: &Page<M>, key: impl Into<KeyEvent>) -> Option<Heard<M>> {
        self.on(page, |eye, on| eye.press(on, key.into()))
    }

    pub fn paste<M: Clone>(&mut self, page: &Page<M>, text: &str) -> Heard<M> {
        self.on(page, |eye, on| eye.paste(on, text))
    }

    /// Lets time pass; what the eye's coming to rest makes heard.
    pub fn wait<M: Clone>(&mut self, page: &Page<M>, time: Duration) -> Option<Heard<M>> {
        self.now = self.now.checked_add(time).unwrap_or(self.now);
        let rested = self.eye.tick(self.now).map(Heard::Rested);
        self.show(page);
        rested
    }

    fn on<M: Clone, T>(&mut self, page: &Page<M>, does: impl FnOnce(&mut Eye, Pressed<M>) -> T) -> T {
        let area = self.terminal.backend().buffer().area;
        let view = View::new(area.width, area.height, self.options, &self.words);
        let heard = does(&mut self.eye, Pressed { page, view: &view, now: self.now });
        self.show(page);
        heard
    }

    /// The pixels that the page's picture needs, once for each time it needs them.
    pub fn needs<M>(&mut self, page: &Page<M>) -> Option<Heard<M>> {
        let area = self.terminal.backend().buffer().area;
        self.eye.needs(page, &View::new(area.width, area.height, self.options, &self.words))
    }

    /// Where the eye is.
    pub fn at<M>(&mut self, page: &Page<M>) -> Anchor {
        let area = self.terminal.backend().buffer().area;
        self.eye.whereabouts(page, &View::new(area.width, area.height, self.options, &self.words))
    }

    pub fn resize(&mut self, width: u16, height: u16) {
        self.terminal.backend_mut().resize(width, height);
    }

    /// As at lock and sign-out.
    pub fn wipe(&mut self) {
        self.eye.forget();
    }

    /// The rows of the screen, without the blanks at their ends.
    pub fn text(&self) -> Vec<String> {
        let buffer = self.buffer();
        let row = |y| {
            let mut row = String::new();
            let mut x = 0;
            while let Some(cell) = buffer.cell((x, y)).filter(|_| x < buffer.area.width) {
                row.push_str(cell.symbol());
                x = x.saturating_add(ratatui::buffer::CellWidth::cell_width(cell).max(1));
            }
            row.trim_end_matches(' ').to_owned()
        };
        (0..buffer.area.height).map(row).collect()
    }

    /// Column and row of the cursor.
    pub fn cursor(&self) -> (u16, u16) {
        let at = self.terminal.backend().cursor_position();
        (at.x, at.y)
    }

    pub fn buffer(&self) -> &Buffer {
        self.terminal.backend().buffer()
    }

    /// The bytes that bring a terminal from what it showed at the last call, from nothing at the first, to what is shown now.
    pub fn written(&mut self) -> Vec<u8> {
        let (now, cursor) = (self.terminal.backend().buffer(), self.terminal.backend().cursor_position());
        if self.sent.shown.area != now.area {
            self.sent = Sent::nothing(now);
        }
        let Sent { rows, shown } = &mut self.sent;
        // Memory takes all that is written.
        let drawn = rows.draw(shown.diff(now).into_iter()).and_then(|()| rows.set_cursor_position(cursor));
        let _ = drawn.and_then(|()| rows.flush());
        shown.clone_from(now);
        std::mem::take(&mut rows.out)
    }
}
