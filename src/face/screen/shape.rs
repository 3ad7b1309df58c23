//! Which of three layouts a terminal gets, decided in one place.

use super::graphics::{Colours, Graphics};
use super::{Options, Size, Theme};
use crate::words::Words;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Under 20×6: one sentence, and nothing is done by keys that cannot be seen.
    TooSmall,
    /// Everything, without a blank line.
    Compact,
    /// One column, a blank line between stops.
    Comfortable,
    Normal,
}

impl Shape {
    fn of(width: u16, height: u16, size: Size) -> Self {
        match size {
            _ if width < 20 || height < 6 => Self::TooSmall,
            _ if width < 40 || height < 12 => Self::Compact,
            Size::Large => Self::Comfortable,
            Size::Normal if width < 60 || height < 18 => Self::Comfortable,
            Size::Normal => Self::Normal,
        }
    }
}

/// What drawing and travelling need to know that is neither in the page nor in the eye.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub words: &'a Words,
    pub shape: Shape,
    pub size: Size,
    pub theme: Theme,
    /// Single letters are shortcuts.
    pub letters: bool,
    pub graphics: Graphics,
    pub colours: Colours,
    /// Pixels of a cell, for what is drawn in pixels.
    pub cell: (u16, u16),
    pub width: usize,
    pub height: usize,
}

/// Rows of a list shown at a time in large characters (D9).
pub(super) const FEW: usize = 5;
/// From this many columns on, there is room for a second column.
const WIDE: usize = 110;
/// Columns between the two.
pub(super) const GUTTER: usize = 3;

impl<'a> View<'a> {
    pub(super) fn new(width: u16, height: u16, options: Options, words: &'a Words) -> Self {
        let theme = Theme::choose(options.theme, options.size, options.no_color);
        Self {
            words,
            shape: Shape::of(width, height, options.size),
            size: options.size,
            theme,
            letters: options.letters,
            graphics: options.graphics,
            colours: if theme == Theme::Monochrome { Colours::None } else { options.colours },
            cell: options.cell,
            width: usize::from(width),
            height: usize::from(height),
        }
    }

    /// The widths of the body and of what stands beside it.
    pub(super) fn columns(&self) -> Option<(usize, usize)> {
        if self.shape != Shape::Normal || self.width < WIDE {
            return None;
        }
        let left = self.width.saturating_sub(GUTTER) / 2;
        Some((left, self.width.saturating_sub(GUTTER).saturating_sub(left)))
    }

    /// Blank lines under the title and above the last line.
    pub(super) fn margin(&self) -> usize {
        usize::from(self.shape == Shape::Normal)
    }

    pub(super) fn airy(&self) -> bool {
        self.shape == Shape::Comfortable
    }

    /// How many rows of a list are shown at a time, when that is limited.
    pub(super) fn few(&self) -> Option<usize> {
        (self.size == Size::Large).then_some(FEW)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_size_of_the_terminal_decides() {
        let of = |w, h| Shape::of(w, h, Size::Normal);
        assert_eq!(of(19, 24), Shape::TooSmall);
        assert_eq!(of(80, 5), Shape::TooSmall);
        assert_eq!(of(20, 6), Shape::Compact);
        assert_eq!(of(30, 8), Shape::Compact);
        assert_eq!(of(40, 12), Shape::Comfortable);
        assert_eq!(of(60, 18), Shape::Normal);
        assert_eq!(of(80, 24), Shape::Normal);
        assert_eq!(Shape::of(200, 60, Size::Large), Shape::Comfortable);
        assert_eq!(Shape::of(30, 8, Size::Large), Shape::Compact);
    }
}
