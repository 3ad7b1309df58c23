//! The glyphs of a page in the order in which it draws them, turned so that text reads from left to right.

use hayro::hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, InterpreterCache, InterpreterSettings, SoftMask,
    TransformExt, interpret_page,
};
use hayro::hayro_interpret::{Context, hayro_syntax::page::Page};
use hayro::kurbo::{Affine, BezPath, Point, Rect, Shape};
use std::collections::HashMap;

/// Glyphs read on one page; a poster has some thousands, a bomb has millions.
const GLYPHS: usize = 400_000;
/// Points beyond which a place means nothing; the largest sheet has 14 400.
const FAR: f64 = 1e6;
/// What stands for a glyph that does not say which letter it is.
pub const UNREADABLE: char = '\u{fffd}';

/// One glyph. Lengths are in points, `y` grows downwards.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    pub x: f64,
    pub end: f64,
    pub y: f64,
    /// The size of its font on the page.
    pub height: f64,
    pub sign: Sign,
    /// Which way the text it belongs to is written.
    pub way: Way,
    /// How much of its place is black, from 0 to 1, times its length: fonts do not always say that they are bold.
    pub ink: f64,
}

/// What a glyph says: nearly always one character.
#[derive(Debug, Clone, PartialEq)]
pub enum Sign {
    One(char),
    Several(Box<str>),
}

/// Where text goes on the sheet as it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Right,
    Down,
    Left,
    Up,
}

impl Way {
    pub const ALL: [Self; 4] = [Self::Right, Self::Down, Self::Left, Self::Up];

    fn of(x: f64, y: f64) -> Self {
        match (x.abs() >= y.abs(), x >= 0.0, y > 0.0) {
            (true, true, _) => Self::Right,
            (true, false, _) => Self::Left,
            (false, _, true) => Self::Down,
            (false, _, false) => Self::Up,
        }
    }

    /// A place, turned so that the text goes to the right.
    fn turned(self, at: Point) -> (f64, f64) {
        match self {
            Self::Right => (at.x, at.y),
            Self::Left => (-at.x, -at.y),
            Self::Down => (at.y, -at.x),
            Self::Up => (-at.y, at.x),
        }
    }
}

/// What a page holds.
#[derive(Debug, Default)]
pub struct Sheet {
    pub glyphs: Vec<Glyph>,
    /// How many of them do not say which letter they are.
    pub unreadable: usize,
    pub images: usize,
    /// There were more.
    pub cut: bool,
    inks: Inks,
}

/// How black each glyph of the fonts met so far is.
pub type Inks = HashMap<u128, f64>;

pub fn collect<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>, inks: &mut Inks) -> Sheet {
    let transform = page.initial_transform(true).to_kurbo();
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let mut context = Context::new(transform, area, cache, page.xref(), InterpreterSettings::default());
    let mut sheet = Sheet { inks: std::mem::take(inks), ..Sheet::default() };
    interpret_page(page, &mut context, &mut sheet);
    *inks = std::mem::take(&mut sheet.inks);
    sheet
}

impl Sheet {
    fn glyph(&mut self, drawn: &Drawn<'_>, transform: Affine) {
        let advance = match drawn {
            Drawn::Outline(outline) => outline.advance_width(),
            Drawn::Type3(drawn) => drawn.advance_width(),
        };
        // Glyph space has a thousand units to the size of the font.
        let from = transform * Point::ZERO;
        let to = transform * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
        let height = (transform * Point::new(0.0, 1000.0) - from).hypot();
        if ![from.x, from.y, to.x, to.y, height].iter().all(|length| length.is_finite() && length.abs() < FAR) {
            return;
        }
        let way = Way::of(to.x - from.x, to.y - from.y);
        let ((x, y), (end, _)) = (way.turned(from), way.turned(to));
        let sign = match drawn.as_unicode() {
            Some(BfString::Char(one)) => Sign::One(one),
            Some(BfString::String(several)) => Sign::Several(several.into()),
            None => {
                self.unreadable += 1;
                Sign::One(UNREADABLE)
            }
        };
        let ink = self.black(drawn, advance) * (end - x).abs();
        self.glyphs.push(Glyph { x: x.min(end), end: end.max(x), y, height, sign, way, ink });
    }

    /// The part of a glyph's place that is black.
    fn black(&mut self, drawn: &Drawn<'_>, advance: Option<f32>) -> f64 {
        let Drawn::Outline(outline) = drawn else { return 0.0 };
        let wide = f64::from(advance.unwrap_or(500.0)).max(1.0);
        let black = || outline.outline().area().abs() / (wide * 1000.0);
        *self.inks.entry(outline.identifier().cache_key()).or_insert_with(black)
    }
}

impl<'a> Device<'a> for Sheet {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            if self.glyphs.len() >= GLYPHS {
                self.cut = true;
                return;
            }
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.images = self.images.saturating_add(1);
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
