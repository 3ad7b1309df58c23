//! A picture made ready to be sent: upright, and without what says where, when and with what it was taken. In the worker process.
//!
//! What is seen is not touched: a picture that is already upright keeps its very pixels, as it was compressed. One that is not is
//! turned, without loss where its format has none, else compressed again so finely that no eye tells; where that makes it too large
//! to be sent, its pixels stay as they are and the file says how to hold them, which is all that is left of what it said.

mod jpeg;
mod png;
mod tiff;

use super::{Kind, photo};
use crate::domain::Damage;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageEncoder};
use serde::{Deserialize, Serialize};

/// Qualities of a JPEG that is compressed again, the finest first.
const QUALITIES: [u8; 3] = [95, 92, 90];

/// A picture ready to be sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bare {
    /// It lay on its side, and stands upright now.
    pub turned: bool,
    /// Something that it said of itself is no longer in it.
    pub taken_out: bool,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

/// `at_most` is in bytes: a picture is not turned at the price of being larger, unless it was already.
pub fn bare(kind: Kind, bytes: &[u8], at_most: usize) -> Result<Bare, Damage> {
    // Its header is looked at in every case: what cannot be a picture is not sent for one.
    super::album(kind, bytes)?;
    let (stripped, taken_out) = match kind {
        Kind::Jpeg => jpeg::stripped(bytes)?,
        Kind::Png => png::stripped(bytes)?,
        Kind::Tiff => tiff::stripped(bytes)?,
        Kind::Pdf => return Err(Damage::OtherKind),
    };
    // Whoever reads a TIFF holds it as it says, and turning one would unpack all its pages.
    if kind == Kind::Tiff {
        return Ok(Bare { turned: false, taken_out, bytes: stripped });
    }
    let held = photo::held(kind, bytes)?;
    if held == Orientation::NoTransforms {
        return Ok(Bare { turned: false, taken_out, bytes: stripped });
    }
    Ok(match redrawn(kind, bytes, at_most)? {
        Some(bytes) => Bare { turned: true, taken_out, bytes },
        None if kind == Kind::Jpeg => Bare { turned: false, taken_out, bytes: jpeg::held(&stripped, held) },
        None => Bare { turned: false, taken_out, bytes: png::held(&stripped, held) },
    })
}

/// The same picture upright; `None` when it would be too large.
fn redrawn(kind: Kind, bytes: &[u8], at_most: usize) -> Result<Option<Vec<u8>>, Damage> {
    let colours = photo::colours(kind, bytes)?;
    let image = photo::decode(kind, bytes)?;
    let colours = colours.filter(|profile| matches_colours(profile, &image));
    match kind {
        Kind::Png => {
            let mut drawn = Vec::new();
            written(PngEncoder::new(&mut drawn), colours, &image)?;
            Ok(Some(drawn).filter(|drawn| drawn.len() <= at_most))
        }
        Kind::Jpeg | Kind::Tiff | Kind::Pdf => {
            for quality in QUALITIES {
                let mut drawn = Vec::new();
                written(JpegEncoder::new_with_quality(&mut drawn, quality), colours.clone(), &image)?;
                if drawn.len() <= at_most {
                    return Ok(Some(drawn));
                }
            }
            Ok(None)
        }
    }
}

fn written(mut encoder: impl ImageEncoder, colours: Option<Vec<u8>>, image: &DynamicImage) -> Result<(), Damage> {
    if let Some(profile) = colours {
        // A format that has no place for it shows the usual colours.
        let _ = encoder.set_icc_profile(profile);
    }
    image.write_with_encoder(encoder).map_err(|_| Damage::Unsupported)
}

/// A profile made for inks says nothing of the light that they became.
fn matches_colours(profile: &[u8], image: &DynamicImage) -> bool {
    let space: &[u8] = if image.color().has_color() { b"RGB " } else { b"GRAY" };
    profile.get(16..20) == Some(space)
}

/// An EXIF that says how the picture is held, and nothing else (EXIF 2.32, tag 0x0112).
fn orientation_alone(held: Orientation) -> Vec<u8> {
    let mut exif = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.push(held.to_exif());
    exif.extend_from_slice(&[0; 6]);
    exif
}
