//! Pictures that the terminal draws itself, over the cells: put there after the text, and taken away before anything else is.

use super::protocols::{self, Room};
use super::{Screen, eye, terminal};
use crate::domain::Painted;
use crate::page::Page;
use ratatui::layout::{Position, Rect, Size};
use std::io;
use std::sync::Arc;

/// The picture that stands on the terminal.
#[derive(Debug, Clone)]
pub(super) struct Drawn {
    painted: Arc<Painted>,
    grey: bool,
    area: Rect,
    /// Of the terminal, which when it changes keeps nothing.
    size: Size,
}

impl PartialEq for Drawn {
    fn eq(&self, other: &Self) -> bool {
        let same = (self.grey, self.area, self.size) == (other.grey, other.area, other.size);
        same && Arc::ptr_eq(&self.painted, &other.painted)
    }
}

impl Screen {
    /// Brings what is drawn in line with the page that has just been written.
    pub(super) fn hang<M>(&mut self, page: &Page<M>) -> io::Result<()> {
        let size = self.terminal.size()?;
        let wanted = self.eye.canvas.zip(eye::picture(page)).and_then(|(area, picture)| {
            let painted = picture.pixels.clone()?;
            Some(Drawn { painted, grey: picture.grey, area, size })
        });
        if wanted == self.drawn {
            return Ok(());
        }
        self.take_away()?;
        let Some(new) = wanted else { return Ok(()) };
        let room = Room { columns: new.area.width, rows: new.area.height, cell: self.options.cell };
        let raster = &new.painted.raster;
        let grey = new.grey.then(|| raster.grey());
        if let Some(sequence) = protocols::draw(self.options.graphics, grey.as_ref().unwrap_or(raster), room) {
            terminal::drawn();
            self.terminal.backend_mut().picture(Position::new(new.area.x, new.area.y), &sequence)?;
        }
        self.drawn = Some(new);
        Ok(())
    }

    /// Nothing of a picture stays: it is erased, and the rows under it are written again.
    pub(super) fn take_away(&mut self) -> io::Result<()> {
        use ratatui::backend::Backend;
        let Some(old) = self.drawn.take() else { return Ok(()) };
        let backend = self.terminal.backend_mut();
        backend.picture(Position::new(old.area.x, old.area.y), &protocols::erase(self.options.graphics))?;
        backend.spoil(old.area.top()..old.area.bottom());
        backend.flush()
    }
}
