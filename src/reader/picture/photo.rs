//! JPEG and PNG, in the worker process. The header is looked at, and may refuse, before a pixel is decoded.

use super::{Album, BYTES, Kind, Leaf, check, turned, upright};
use crate::domain::Damage;
use image::error::ImageError;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

pub fn album(kind: Kind, bytes: &[u8]) -> Result<Album, Damage> {
    let mut decoder = open(kind, bytes)?;
    let size = upright(orientation(&mut decoder), decoder.dimensions());
    Ok(Album { pages: vec![Leaf { size, description: None }], total: 1 })
}

pub fn decode(kind: Kind, bytes: &[u8]) -> Result<DynamicImage, Damage> {
    let mut decoder = open(kind, bytes)?;
    // Half a picture is not shown: what is missing could be what matters.
    if kind == Kind::Jpeg && !ends(bytes) {
        return Err(Damage::Malformed);
    }
    let orientation = orientation(&mut decoder);
    let image = DynamicImage::from_decoder(decoder).map_err(|error| damage(&error))?;
    Ok(turned(image, orientation))
}

/// How the camera was held.
pub fn held(kind: Kind, bytes: &[u8]) -> Result<Orientation, Damage> {
    Ok(orientation(&mut open(kind, bytes)?))
}

/// The profile of its colours, when it has one.
pub fn colours(kind: Kind, bytes: &[u8]) -> Result<Option<Vec<u8>>, Damage> {
    Ok(open(kind, bytes)?.icc_profile().ok().flatten())
}

fn open(kind: Kind, bytes: &[u8]) -> Result<impl ImageDecoder, Damage> {
    let format = match kind {
        Kind::Jpeg => ImageFormat::Jpeg,
        Kind::Png => ImageFormat::Png,
        Kind::Tiff | Kind::Pdf => return Err(Damage::OtherKind),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::no_limits();
    limits.max_alloc = Some(BYTES);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|error| damage(&error))?;
    check(decoder.dimensions(), decoder.total_bytes())?;
    Ok(decoder)
}

/// How the camera was held; a picture that does not say is upright.
fn orientation(decoder: &mut impl ImageDecoder) -> Orientation {
    decoder.orientation().unwrap_or(Orientation::NoTransforms)
}

/// The decoder is lenient, and paints in grey what does not come: a JPEG that was cut has no mark of its end.
fn ends(bytes: &[u8]) -> bool {
    const END: [u8; 2] = [0xff, 0xd9];
    bytes.windows(2).rev().any(|two| two == END)
}

fn damage(error: &ImageError) -> Damage {
    match error {
        ImageError::Limits(_) => Damage::TooBig,
        ImageError::Unsupported(_) => Damage::OtherKind,
        ImageError::Decoding(_) | ImageError::Encoding(_) | ImageError::Parameter(_) | ImageError::IoError(_) => {
            Damage::Malformed
        }
    }
}
