//! Writes to the terminal by whole rows: readers that listen to the stream hear sentences, never fragments of a row.
//!
//! Every row that changed is erased, then written in one run from its first column; the row of the cursor comes last,
//! and the cursor's place after it. The cursor is never hidden.

use crossterm::queue;
use crossterm::style::{Attribute, Print, SetAttribute, SetBackgroundColor, SetForegroundColor};
use ratatui::backend::{Backend, ClearType, IntoCrossterm, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};
use std::collections::BTreeSet;
use std::io::{self, Write};

pub(super) struct WholeRows<W: Write> {
    out: W,
    /// Asks the terminal for its size, in columns and rows.
    measure: fn() -> io::Result<Size>,
    /// What the terminal shows.
    shown: Buffer,
    changed: BTreeSet<u16>,
    cursor: Position,
    placed: Option<Position>,
    bytes: Vec<u8>,
}

impl<W: Write> WholeRows<W> {
    pub(super) fn new(out: W, measure: fn() -> io::Result<Size>) -> Self {
        Self {
            out,
            measure,
            shown: Buffer::empty(Rect::ZERO),
            changed: BTreeSet::new(),
            cursor: Position::ORIGIN,
            placed: None,
            bytes: Vec::new(),
        }
    }

    fn fit(&mut self) -> io::Result<()> {
        let size = self.size()?;
        let area = Rect::new(0, 0, size.width, size.height);
        if self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.changed.clear();
        }
        Ok(())
    }

    fn write_row(&mut self, y: u16) -> io::Result<()> {
        let Self { shown, bytes, .. } = self;
        let width = shown.area.width;
        queue!(
            bytes,
            crossterm::cursor::MoveTo(0, y),
            SetAttribute(Attribute::Reset),
            crossterm::terminal::Clear(crossterm::terminal::ClearType::CurrentLine)
        )?;
        let last = (0..width).rev().find(|&x| shown.cell((x, y)).is_some_and(|cell| cell != &Cell::EMPTY));
        let mut look = (Color::Reset, Color::Reset, Modifier::empty());
        let mut x = 0;
        while last.is_some_and(|last| x <= last) {
            let Some(cell) = shown.cell((x, y)) else { break };
            let now = (cell.fg, cell.bg, cell.modifier);
            if now != look {
                dress(bytes, cell)?;
                look = now;
            }
            queue!(bytes, Print(cell.symbol()))?;
            // The cells that a wide letter covers are not written.
            x = x.saturating_add(cell.cell_width().max(1));
        }
        queue!(bytes, SetAttribute(Attribute::Reset))
    }
}

/// From plain to the cell's attributes and colours.
fn dress(bytes: &mut Vec<u8>, cell: &Cell) -> io::Result<()> {
    queue!(bytes, SetAttribute(Attribute::Reset))?;
    for (modifier, attribute) in [
        (Modifier::BOLD, Attribute::Bold),
        (Modifier::UNDERLINED, Attribute::Underlined),
        (Modifier::REVERSED, Attribute::Reverse),
    ] {
        if cell.modifier.contains(modifier) {
            queue!(bytes, SetAttribute(attribute))?;
        }
    }
    if cell.fg != Color::Reset {
        queue!(bytes, SetForegroundColor(cell.fg.into_crossterm()))?;
    }
    if cell.bg != Color::Reset {
        queue!(bytes, SetBackgroundColor(cell.bg.into_crossterm()))?;
    }
    Ok(())
}

impl<W: Write> Backend for WholeRows<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.fit()?;
        for (x, y, cell) in content {
            if let Some(shown) = self.shown.cell_mut((x, y)) {
                *shown = cell.clone();
                self.changed.insert(y);
            }
        }
        Ok(())
    }

    /// The cursor is always shown: readers and magnifiers follow it.
    fn hide_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.fit()?;
        self.shown.reset();
        self.changed.clear();
        self.placed = None;
        queue!(self.bytes, SetAttribute(Attribute::Reset), crossterm::terminal::Clear(crossterm::terminal::ClearType::All))
    }

    /// Only ever asked for the whole screen, since the viewport is the whole screen.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        (self.measure)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut changed = std::mem::take(&mut self.changed);
        let last = changed.take(&self.cursor.y);
        let moved = !changed.is_empty() || last.is_some() || self.placed != Some(self.cursor);
        for y in changed.into_iter().chain(last) {
            self.write_row(y)?;
        }
        if moved {
            queue!(self.bytes, crossterm::cursor::MoveTo(self.cursor.x, self.cursor.y))?;
            self.placed = Some(self.cursor);
        }
        if !self.bytes.is_empty() {
            self.out.write_all(&self.bytes)?;
            self.bytes.clear();
        }
        self.out.flush()
    }
}
