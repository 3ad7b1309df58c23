//! A part of a decoded picture, at the size asked for.

use super::Pixels;
use crate::domain::{Damage, Framing};
use image::{DynamicImage, RgbImage, imageops};

pub fn scaled(image: DynamicImage, framing: &Framing) -> Result<Pixels, Damage> {
    let size = (image.width(), image.height());
    let (left, top, width, height) = framing.part.of(size);
    let (wide, high) = framing.fitted((width, height));
    let image = opaque(image);
    let part = imageops::crop_imm(&image, left, top, width, height);
    let painted = imageops::thumbnail(&*part, wide, high);
    Ok(Pixels { size, width: wide, height: high, bytes: painted.into_raw() })
}

/// On white, like paper, where it is transparent.
fn opaque(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    let (width, height) = image.dimensions();
    let mut flat = RgbImage::new(width, height);
    for (under, over) in flat.pixels_mut().zip(image.pixels()) {
        let [red, green, blue, alpha] = over.0.map(u32::from);
        let mix = |colour: u32| u8::try_from((colour * alpha + 255 * (255 - alpha) + 127) / 255).unwrap_or(u8::MAX);
        under.0 = [red, green, blue].map(mix);
    }
    flat
}
