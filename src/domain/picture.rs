//! Pictures as they are looked at: a part of one, at a size that a screen can hold. Pixels are only ever red, green, blue.

use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The longest side of what is looked at, and all its pixels: more than the largest screens show (DOCUMENTS §2.1).
pub const SIDE: u32 = 4_096;
pub const PIXELS: u64 = 8 << 20;

/// A whole side of a picture, in the units of [`Part`].
pub const WHOLE: u32 = 1 << 16;

/// A part of a picture, each side of which counts [`WHOLE`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    pub left: u32,
    pub top: u32,
    pub width: u32,
    pub height: u32,
}

/// What is asked of a picture: this part of it, as large as it can be within so many pixels of width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Framing {
    pub part: Part,
    pub within: (u32, u32),
}

/// The pixels of what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Painted {
    pub framing: Framing,
    /// Width and height of the whole picture in its own pixels, upright; of a page, in points.
    pub size: (u32, u32),
    pub raster: Raster,
}

/// Rows of pixels, from the top; each is red, green, blue.
#[derive(Clone, PartialEq, Eq)]
pub struct Raster {
    width: u32,
    height: u32,
    pixels: Arc<[u8]>,
}

impl Part {
    pub const ALL: Self = Self { left: 0, top: 0, width: WHOLE, height: WHOLE };

    /// Never empty and never outside.
    pub fn is_inside(&self) -> bool {
        let fits = |from: u32, length: u32| length > 0 && from.checked_add(length).is_some_and(|end| end <= WHOLE);
        fits(self.left, self.width) && fits(self.top, self.height)
    }

    /// Left, top, width and height of this part in a picture of this size; at least one pixel.
    pub fn of(&self, (width, height): (u32, u32)) -> (u32, u32, u32, u32) {
        let at = |from: u32, length: u32, side: u32| {
            let place = |units: u32| u64::from(units) * u64::from(side) / u64::from(WHOLE);
            let start = place(from).min(u64::from(side.saturating_sub(1)));
            let end = place(from.saturating_add(length)).clamp(start + 1, u64::from(side.max(1)));
            (narrow(start), narrow(end - start))
        };
        let ((left, width), (top, height)) = (at(self.left, self.width, width), at(self.top, self.height, height));
        (left, top, width, height)
    }
}

impl Framing {
    /// What may be asked at all.
    pub fn is_possible(&self) -> bool {
        self.part.is_inside() && is_showable(self.within)
    }

    /// The size at which a part of so many pixels of the picture is painted: its proportions kept, as large as allowed.
    pub fn fitted(&self, (width, height): (u32, u32)) -> (u32, u32) {
        let (most_wide, most_high) = self.within;
        let (w, h) = (u64::from(width.max(1)), u64::from(height.max(1)));
        let (mw, mh) = (u64::from(most_wide), u64::from(most_high));
        let (w, h) = if w * mh >= h * mw { (mw, (h * mw + w / 2) / w) } else { ((w * mh + h / 2) / h, mh) };
        (narrow(w.clamp(1, mw.max(1))), narrow(h.clamp(1, mh.max(1))))
    }
}

impl Raster {
    /// `None` when the bytes are not those of so many pixels, or they are more than is ever shown.
    pub fn new(width: u32, height: u32, pixels: impl Into<Arc<[u8]>>) -> Option<Self> {
        let pixels = pixels.into();
        let bytes = u64::from(width).checked_mul(u64::from(height))?.checked_mul(3)?;
        let whole = is_showable((width, height)) && u64::try_from(pixels.len()).is_ok_and(|length| length == bytes);
        whole.then_some(Self { width, height, pixels })
    }

    pub fn width(&self) -> u32 {
        self.width
    }

    pub fn height(&self) -> u32 {
        self.height
    }

    /// Three bytes a pixel.
    pub fn bytes(&self) -> &[u8] {
        &self.pixels
    }

    /// Black outside.
    pub fn pixel(&self, x: u32, y: u32) -> [u8; 3] {
        let inside = x < self.width && y < self.height;
        let at = usize::try_from((u64::from(y) * u64::from(self.width) + u64::from(x)) * 3).ok().filter(|_| inside);
        match at.and_then(|at| self.pixels.get(at..)?.first_chunk()) {
            Some(pixel) => *pixel,
            None => [0; 3],
        }
    }

    /// The same without its colours.
    pub fn grey(&self) -> Self {
        let grey = self.pixels.chunks_exact(3).flat_map(|pixel| [luminance(pixel); 3]);
        Self { pixels: grey.collect(), ..*self }
    }
}

/// How bright these three bytes look (Rec. 601, as televisions do it).
pub fn luminance(pixel: &[u8]) -> u8 {
    let weights = [299_u32, 587, 114];
    let sum: u32 = pixel.iter().zip(weights).map(|(byte, weight)| u32::from(*byte) * weight).sum();
    u8::try_from((sum + 500) / 1_000).unwrap_or(u8::MAX)
}

fn is_showable((width, height): (u32, u32)) -> bool {
    let side = |side: u32| (1..=SIDE).contains(&side);
    side(width) && side(height) && u64::from(width) * u64::from(height) <= PIXELS
}

fn narrow(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Says its size: a health picture has no place in a report.
impl std::fmt::Debug for Raster {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Raster({}x{})", self.width, self.height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_never_empty_nor_outside() {
        let part = Part { left: WHOLE - 1, top: 0, width: 1, height: WHOLE };
        assert_eq!(part.of((10, 10)), (9, 0, 1, 10));
        assert_eq!(Part::ALL.of((12_000, 7)), (0, 0, 12_000, 7));
        for part in [
            Part { left: WHOLE, top: 0, width: 1, height: 1 },
            Part { left: u32::MAX, top: 0, width: u32::MAX, height: 1 },
            Part { left: 0, top: 0, width: 0, height: WHOLE },
        ] {
            assert!(!part.is_inside(), "{part:?}");
        }
    }

    #[test]
    fn what_is_painted_keeps_its_proportions_and_its_limit() {
        let framing = |within| Framing { part: Part::ALL, within };
        assert_eq!(framing((800, 480)).fitted((1_000, 500)), (800, 400));
        assert_eq!(framing((800, 480)).fitted((10, 20)), (240, 480));
        assert_eq!(framing((80, 44)).fitted((1, 1_000_000)), (1, 44));
        assert!(!framing((SIDE + 1, 1)).is_possible() && !framing((0, 1)).is_possible());
        assert!(!framing((SIDE, SIDE)).is_possible());
    }

    #[test]
    fn a_raster_has_all_its_pixels_and_no_more() {
        assert!(Raster::new(2, 2, vec![0; 11]).is_none() && Raster::new(2, 2, vec![0; 13]).is_none());
        assert!(Raster::new(0, 0, Vec::new()).is_none() && Raster::new(u32::MAX, u32::MAX, Vec::new()).is_none());
        let raster = Raster::new(2, 1, vec![255, 0, 0, 0, 0, 255]).unwrap();
        assert_eq!((raster.pixel(1, 0), raster.pixel(2, 0)), ([0, 0, 255], [0; 3]));
        assert_eq!(raster.grey().bytes(), [76, 76, 76, 29, 29, 29]);
    }
}
