//! Where a picture stands on the screen, and its pixels as letters: two to a cell, one above the other.

use super::View;
use super::gaze::Sight;
use super::graphics::{Colours, Graphics};
use crate::domain::{Framing, Painted, Part, luminance};
use crate::page::Picture;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

/// The upper half of a cell. It stands in pictures alone, and so tells the rows that hold one.
pub(super) const HALF: &str = "▀";
/// Rows under which a picture is no use.
pub(super) const LEAST: usize = 3;
/// The most that is sent to a terminal that draws: more takes long on a slow line (DOCUMENTS §2.3).
const MOST: (u32, u32) = (2_000, 1_600);

/// The room for a picture on so many cells.
pub(super) fn sight<M>(picture: &Picture<M>, view: &View, columns: usize, rows: usize) -> Sight {
    let (wide, high) = match view.graphics {
        Graphics::None | Graphics::HalfBlocks => (1, 2),
        Graphics::Kitty | Graphics::Sixel | Graphics::Iterm2 => view.cell,
    };
    let pixels = |cells: usize, each: u16, most: u32| {
        u32::try_from(cells).unwrap_or(u32::MAX).saturating_mul(u32::from(each)).clamp(1, most)
    };
    Sight { size: picture.size, room: (pixels(columns, wide, MOST.0), pixels(rows, high, MOST.1)) }
}

/// Paints it in cells: the rows `skip` and following of a canvas of `rows`, in `area`.
pub(super) fn half_blocks(buffer: &mut Buffer, area: Rect, (skip, rows): (usize, usize), painted: &Painted, paint: Paint) {
    let cells = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let raster = &painted.raster;
    let (from_wide, from_high) = (raster.width(), raster.height());
    let within = (u32::from(area.width).max(1), cells(rows).saturating_mul(2).max(1));
    let (wide, high) = Framing { part: Part::ALL, within }.fitted((from_wide, from_high));
    let sample = |x: u32, y: u32| {
        let at = |place: u32, from: u32, to: u32| {
            u32::try_from(u64::from(place) * u64::from(from) / u64::from(to.max(1))).unwrap_or_default()
        };
        (x < wide && y < high).then(|| raster.pixel(at(x, from_wide, wide), at(y, from_high, high)))
    };
    for (line, y) in (area.top()..area.bottom()).enumerate() {
        let row = cells(line.saturating_add(skip)).saturating_mul(2);
        for (x, column) in (area.left()..area.right()).zip(0_u32..) {
            let Some(upper) = sample(column, row) else { continue };
            let lower = sample(column, row.saturating_add(1));
            let (symbol, style) = match paint.colours {
                Colours::None => {
                    let lit = |pixel: [u8; 3], below: u32| is_lit(luminance(&pixel), column, row.saturating_add(below));
                    let (upper, lower) = (lit(upper, 0), lower.is_some_and(|pixel| lit(pixel, 1)));
                    let reversed = if lower { Modifier::REVERSED } else { Modifier::empty() };
                    (if upper == lower { " " } else { HALF }, Style::new().add_modifier(reversed))
                }
                Colours::Palette | Colours::All => {
                    let style = Style::new().fg(paint.colour(upper));
                    (HALF, lower.map_or(style, |lower| style.bg(paint.colour(lower))))
                }
            };
            buffer.set_stringn(x, y, symbol, 1, style);
        }
    }
}

/// With which colours cells are painted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paint {
    pub colours: Colours,
    pub grey: bool,
}

impl Paint {
    fn colour(self, pixel: [u8; 3]) -> Color {
        let [red, green, blue] = if self.grey { [luminance(&pixel); 3] } else { pixel };
        match self.colours {
            Colours::All => Color::Rgb(red, green, blue),
            Colours::None | Colours::Palette => Color::Indexed(indexed([red, green, blue])),
        }
    }
}

/// The nearest of the 216 colours and 24 greys that every terminal of 256 colours has at the same places.
fn indexed([red, green, blue]: [u8; 3]) -> u8 {
    let spread = red.max(green).max(blue) - red.min(green).min(blue);
    if spread < 12 {
        return match luminance(&[red, green, blue]) {
            0..4 => 16,
            grey @ 4..=243 => 232 + (grey - 4) / 10,
            244.. => 231,
        };
    }
    let level = |value: u8| match value {
        0..48 => 0,
        48..115 => 1,
        115..=255 => (value - 35) / 40,
    };
    16 + 36 * level(red) + 6 * level(green) + level(blue)
}

/// Greys as a pattern of black and white (Bayer's, of four by four).
fn is_lit(grey: u8, x: u32, y: u32) -> bool {
    const PATTERN: [[u8; 4]; 4] = [[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]];
    let at = |n: u32| usize::try_from(n % 4).unwrap_or_default();
    let threshold = PATTERN.get(at(y)).and_then(|row| row.get(at(x))).copied().unwrap_or(8);
    grey / 16 > threshold || grey == u8::MAX
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Raster;

    fn painted(width: u32, height: u32, pixels: Vec<u8>) -> Painted {
        let framing = Framing { part: Part::ALL, within: (width, height) };
        Painted { framing, size: (width, height), raster: Raster::new(width, height, pixels).unwrap() }
    }

    #[test]
    fn two_pixels_stand_in_each_cell() {
        let painted = painted(2, 3, [[255, 0, 0], [0, 255, 0], [0, 0, 255], [9, 9, 9], [1, 2, 3], [4, 5, 6]].concat());
        let area = Rect::new(1, 1, 2, 2);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 4));
        half_blocks(&mut buffer, area, (0, 2), &painted, Paint { colours: Colours::All, grey: false });
        let cell = |x, y| (buffer[(x, y)].symbol(), buffer[(x, y)].fg, buffer[(x, y)].bg);
        // Three pixels high in the room of four: the picture keeps its proportions and fills the room.
        assert_eq!(cell(1, 1), (HALF, Color::Rgb(255, 0, 0), Color::Rgb(0, 0, 255)));
        assert_eq!(cell(2, 1), (HALF, Color::Rgb(0, 255, 0), Color::Rgb(9, 9, 9)));
        assert_eq!(cell(1, 2), (HALF, Color::Rgb(1, 2, 3), Color::Reset));
        assert_eq!(cell(0, 1), (" ", Color::Reset, Color::Reset));
        assert_eq!(cell(3, 2), (" ", Color::Reset, Color::Reset));
    }

    #[test]
    fn without_colours_none_is_set() {
        let painted = painted(1, 2, vec![255, 255, 255, 0, 0, 0]);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 1, 1));
        half_blocks(&mut buffer, Rect::new(0, 0, 1, 1), (0, 1), &painted, Paint { colours: Colours::None, grey: false });
        assert_eq!((buffer[(0, 0)].symbol(), buffer[(0, 0)].fg, buffer[(0, 0)].bg), (HALF, Color::Reset, Color::Reset));
        assert!(buffer[(0, 0)].modifier.is_empty());
    }

    #[test]
    fn the_palette_has_black_white_greys_and_colours() {
        let of = |pixel| indexed(pixel);
        assert_eq!((of([0; 3]), of([255; 3]), of([128; 3])), (16, 231, 244));
        assert_eq!((of([255, 0, 0]), of([0, 255, 0]), of([95, 135, 175])), (196, 46, 67));
        for grey in 0..=255 {
            assert!(of([grey; 3]) >= 16);
            assert!(of([grey, 255 - grey, 7]) >= 16);
        }
    }

    #[test]
    fn greys_become_patterns_of_as_much_light() {
        for (grey, lit) in [(0, 0), (64, 4), (128, 8), (192, 12), (255, 16)] {
            let count = (0..16_u32).filter(|n| is_lit(grey, n % 4, n / 4)).count();
            assert_eq!(count, lit, "{grey}");
        }
    }
}
