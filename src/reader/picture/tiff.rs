//! TIFF of one page or several, as scanners and fax machines write it, in the worker process.

mod palette;

use super::{Album, BYTES, Leaf, PAGES, check, turned, upright};
use crate::domain::Damage;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageBuffer, RgbImage};
use std::io::Cursor;
use tiff::decoder::{Decoder, DecodingResult, Limits};
use tiff::tags::{CompressionMethod, PhotometricInterpretation, Tag};
use tiff::{ColorType, TiffError};

/// Letters of a description that are carried over.
const DESCRIPTION: usize = 300;

type Pages<'b> = Decoder<Cursor<&'b [u8]>>;

pub fn album(bytes: &[u8]) -> Result<Album, Damage> {
    let mut decoder = open(bytes)?;
    let mut album = Album::default();
    loop {
        album.total += 1;
        if album.pages.len() < PAGES {
            let size = size(&mut decoder)?;
            let description = decoder.get_tag_ascii_string(Tag::ImageDescription).ok();
            let description = description.map(|text| text.chars().take(DESCRIPTION).collect());
            album.pages.push(Leaf { size: upright(orientation(&mut decoder), size), description });
        }
        // Pages beyond are only counted, and not for ever.
        if !decoder.more_images() || album.total > PAGES {
            return Ok(album);
        }
        decoder.next_image().map_err(|error| damage(&error))?;
    }
}

pub fn decode(bytes: &[u8], page: usize) -> Result<DynamicImage, Damage> {
    if page >= PAGES {
        return Err(Damage::TooBig);
    }
    let mut decoder = open(bytes)?;
    decoder.seek_to_image(page).map_err(|error| damage(&error))?;
    let size = size(&mut decoder)?;
    let orientation = orientation(&mut decoder);
    if has_palette(&mut decoder)? {
        return Ok(turned(palette::decode(bytes, decoder, page, size)?, orientation));
    }
    let colours = decoder.colortype().map_err(|error| damage(&error))?;
    // Whether a JPEG of four inks counts light or ink is told in several ways: better no picture than one of false colours.
    let jpeg = decoder.find_tag_unsigned(Tag::Compression).ok().flatten() == Some(CompressionMethod::ModernJPEG.to_u16());
    if jpeg && matches!(colours, ColorType::CMYK(_) | ColorType::CMYKA(_)) {
        return Err(Damage::Unsupported);
    }
    let decoded = decoder.read_image().map_err(|error| damage(&error))?;
    Ok(turned(image(size, colours, decoded)?, orientation))
}

fn has_palette(decoder: &mut Pages) -> Result<bool, Damage> {
    let said: Option<u16> = decoder.find_tag_unsigned(Tag::PhotometricInterpretation).map_err(|error| damage(&error))?;
    Ok(said == Some(PhotometricInterpretation::RGBPalette.to_u16()))
}

fn open(bytes: &[u8]) -> Result<Pages<'_>, Damage> {
    let most = usize::try_from(BYTES).unwrap_or(usize::MAX);
    let mut limits = Limits::default();
    (limits.decoding_buffer_size, limits.intermediate_buffer_size) = (most, most);
    Ok(Decoder::new(Cursor::new(bytes)).map_err(|error| damage(&error))?.with_limits(limits))
}

fn size(decoder: &mut Pages) -> Result<(u32, u32), Damage> {
    let size = decoder.dimensions().map_err(|error| damage(&error))?;
    // An index into a palette, of a byte at most, becomes three bytes.
    let each = if has_palette(decoder)? {
        3
    } else {
        let bits = decoder.colortype().map_err(|error| damage(&error))?;
        u64::from(bits.num_samples()) * u64::from(bits.bit_depth()).div_ceil(8)
    };
    check(size, u64::from(size.0) * u64::from(size.1) * each)?;
    Ok(size)
}

fn orientation(decoder: &mut Pages) -> Orientation {
    let said: Option<u8> = decoder.find_tag_unsigned(Tag::Orientation).ok().flatten();
    said.and_then(Orientation::from_exif).unwrap_or(Orientation::NoTransforms)
}

fn image((width, height): (u32, u32), colours: ColorType, decoded: DecodingResult) -> Result<DynamicImage, Damage> {
    let wrong = || Damage::Malformed;
    match (colours, decoded) {
        (ColorType::Gray(bits @ (1 | 2 | 4)), DecodingResult::U8(packed)) => {
            GrayImage::from_raw(width, height, unpacked(&packed, width, bits)).map(DynamicImage::ImageLuma8).ok_or_else(wrong)
        }
        (ColorType::Gray(8), DecodingResult::U8(grey)) => {
            GrayImage::from_raw(width, height, grey).map(DynamicImage::ImageLuma8).ok_or_else(wrong)
        }
        (ColorType::Gray(16), DecodingResult::U16(grey)) => {
            ImageBuffer::from_raw(width, height, grey).map(DynamicImage::ImageLuma16).ok_or_else(wrong)
        }
        (ColorType::RGB(8), DecodingResult::U8(colour)) => {
            RgbImage::from_raw(width, height, colour).map(DynamicImage::ImageRgb8).ok_or_else(wrong)
        }
        (ColorType::RGB(16), DecodingResult::U16(colour)) => {
            ImageBuffer::from_raw(width, height, colour).map(DynamicImage::ImageRgb16).ok_or_else(wrong)
        }
        (ColorType::RGBA(8), DecodingResult::U8(colour)) => {
            ImageBuffer::from_raw(width, height, colour).map(DynamicImage::ImageRgba8).ok_or_else(wrong)
        }
        (ColorType::YCbCr(8), DecodingResult::U8(mut television)) => {
            television.as_chunks_mut::<3>().0.iter_mut().for_each(|pixel| *pixel = from_television(*pixel));
            RgbImage::from_raw(width, height, television).map(DynamicImage::ImageRgb8).ok_or_else(wrong)
        }
        (ColorType::RGBA(16), DecodingResult::U16(colour)) => {
            ImageBuffer::from_raw(width, height, colour).map(DynamicImage::ImageRgba16).ok_or_else(wrong)
        }
        (ColorType::CMYK(8), DecodingResult::U8(inks)) => {
            let colour = inks.as_chunks::<4>().0.iter().flat_map(from_inks).collect();
            RgbImage::from_raw(width, height, colour).map(DynamicImage::ImageRgb8).ok_or_else(wrong)
        }
        _ => Err(Damage::Unsupported),
    }
}

/// Four inks on white paper: what each leaves of the light.
fn from_inks([cyan, magenta, yellow, black]: &[u8; 4]) -> [u8; 3] {
    let light = |ink: &u8| u16::from(255 - ink) * u16::from(255 - black) / 255;
    [cyan, magenta, yellow].map(|ink| u8::try_from(light(ink)).unwrap_or(u8::MAX))
}

/// Pixels of less than a byte spread over the whole scale of greys.
fn unpacked(packed: &[u8], width: u32, bits: u8) -> Vec<u8> {
    let most = (1_u16 << bits) - 1;
    values(packed, width, bits).map(|value| u8::try_from(u16::from(value) * 255 / most).unwrap_or(u8::MAX)).collect()
}

/// The values of pixels of a byte or less, each row beginning on a byte of its own.
fn values(packed: &[u8], width: u32, bits: u8) -> impl Iterator<Item = u8> {
    let width = usize::try_from(width).unwrap_or(usize::MAX);
    let each = usize::from(8 / bits.max(1));
    let most = (1_u16 << bits) - 1;
    packed.chunks(width.div_ceil(each).max(1)).flat_map(move |row| {
        let row = row.iter().flat_map(move |byte| {
            (1..=each).map(move |n| u8::try_from((u16::from(*byte) >> (8 - usize::from(bits) * n)) & most).unwrap_or_default())
        });
        row.take(width)
    })
}

/// Full-range BT.601, as JPEG stores its colours (JFIF).
fn from_television([y, blue, red]: [u8; 3]) -> [u8; 3] {
    let (y, blue, red) = (i32::from(y) << 16, i32::from(blue) - 128, i32::from(red) - 128);
    let byte = |value: i32| u8::try_from(((value + (1 << 15)) >> 16).clamp(0, 255)).unwrap_or_default();
    [byte(y + 91_881 * red), byte(y - 22_554 * blue - 46_802 * red), byte(y + 116_130 * blue)]
}

fn damage(error: &TiffError) -> Damage {
    match error {
        TiffError::LimitsExceeded | TiffError::IntSizeError => Damage::TooBig,
        TiffError::UnsupportedError(_) => Damage::Unsupported,
        TiffError::FormatError(_) | TiffError::IoError(_) | TiffError::UsageError(_) => Damage::Malformed,
    }
}
