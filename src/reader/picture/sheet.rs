//! A page of a PDF as a picture, in the worker process. As for its text, no reference is followed and no script runs.

use super::Pixels;
use crate::domain::{Damage, Framing, WHOLE};
use crate::reader::pdf;
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_interpret::util::TransformExt;
use hayro::kurbo::Affine;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::vello_cpu::{Pixmap, RasterizerSettings, RenderContext, Resources, TargetInit};
use hayro::{RenderCache, RenderSettings, render_into};

/// The longest side of the whole page at the scale it is painted, even if only a part of it is seen (DOCUMENTS §2.1).
const SIDE: f64 = 8_000.0;

pub fn paint(bytes: &[u8], page: usize, framing: &Framing) -> Result<Pixels, Damage> {
    let pdf = pdf::open(bytes, "")?;
    let page = pdf.pages().get(page).ok_or(Damage::Malformed)?;
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    if !(width.is_finite() && height.is_finite() && width >= 1.0 && height >= 1.0) {
        return Err(Damage::Malformed);
    }
    let share = |units: u32| f64::from(units) / f64::from(WHOLE);
    let part = (width * share(framing.part.width), height * share(framing.part.height));
    let (wide, high) = framing.fitted((fine(part.0), fine(part.1)));
    let scale = (f64::from(wide) / part.0, f64::from(high) / part.1);
    if width * scale.0 > SIDE || height * scale.1 > SIDE {
        return Err(Damage::TooBig);
    }
    let (Ok(w), Ok(h)) = (u16::try_from(wide), u16::try_from(high)) else { return Err(Damage::TooBig) };
    let corner = (width * share(framing.part.left) * scale.0, height * share(framing.part.top) * scale.1);
    let transform = Affine::translate((-corner.0, -corner.1))
        * Affine::scale_non_uniform(scale.0, scale.1)
        * page.initial_transform(true).to_kurbo();
    let mut context = RenderContext::new(w, h);
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    render_into(page, &cache, &settings, &RenderSettings::default(), &mut context, transform);
    context.flush();
    let mut painted = Pixmap::new(w, h);
    let paper = RasterizerSettings { target_init: TargetInit::Clear(WHITE), ..RasterizerSettings::default() };
    context.render_with(&mut painted, &mut Resources::default(), paper);
    // On white paper nothing is left transparent.
    let bytes = painted.data().iter().flat_map(|pixel| [pixel.r, pixel.g, pixel.b]).collect();
    Ok(Pixels { size: (whole(width), whole(height)), width: wide, height: high, bytes })
}

/// Hundredths of a point, so that a small part keeps its proportions.
fn fine(points: f64) -> u32 {
    whole(points * 100.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the value is held between the bounds just before")]
fn whole(value: f64) -> u32 {
    value.round().clamp(1.0, f64::from(u32::MAX)) as u32
}
