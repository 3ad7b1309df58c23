//! TIFF whose pixels are places in a palette. The decoder knows none: it is given the same page as greys, which are those places.

use super::{Pages, damage, open, values};
use crate::domain::Damage;
use image::{DynamicImage, RgbImage};
use tiff::ColorType;
use tiff::decoder::DecodingResult;
use tiff::tags::{ByteOrder, PhotometricInterpretation, Tag};

/// An entry of a directory (TIFF 6.0, section 2): tag, type, count, value.
const ENTRY: usize = 12;

/// `decoder` stands on this page, of which the size was checked.
pub fn decode(bytes: &[u8], mut decoder: Pages<'_>, page: usize, (width, height): (u32, u32)) -> Result<DynamicImage, Damage> {
    let colours: Vec<u16> =
        decoder.find_tag_unsigned_vec(Tag::ColorMap).map_err(|error| damage(&error))?.ok_or(Damage::Malformed)?;
    let directory = decoder.ifd_pointer().ok_or(Damage::Malformed)?.0;
    let grey = as_grey(bytes, decoder.byte_order(), usize::try_from(directory).map_err(|_| Damage::TooBig)?)?;
    let mut decoder = open(&grey)?;
    decoder.seek_to_image(page).map_err(|error| damage(&error))?;
    let kind = decoder.colortype().map_err(|error| damage(&error))?;
    let (ColorType::Gray(bits @ (1 | 2 | 4 | 8)), DecodingResult::U8(packed)) =
        (kind, decoder.read_image().map_err(|error| damage(&error))?)
    else {
        return Err(Damage::Unsupported);
    };
    // All the reds, then all the greens, then all the blues, of two bytes each.
    let many = colours.len() / 3;
    let one = |place: usize| colours.get(place).map_or(0, |colour| colour.to_be_bytes()[0]);
    let pixels = values(&packed, width, bits).map(usize::from);
    let painted = pixels.flat_map(|place| [one(place), one(place + many), one(place + 2 * many)]).collect();
    RgbImage::from_raw(width, height, painted).map(DynamicImage::ImageRgb8).ok_or(Damage::Malformed)
}

/// The file with this page said to be of greys.
fn as_grey(bytes: &[u8], order: ByteOrder, directory: usize) -> Result<Vec<u8>, Damage> {
    let little = order == ByteOrder::LittleEndian;
    let read = |two: [u8; 2]| if little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) };
    let write = |value: u16| if little { value.to_le_bytes() } else { value.to_be_bytes() };
    let short = |at: usize| bytes.get(at..)?.first_chunk::<2>().copied().map(read);
    let count = usize::from(short(directory).ok_or(Damage::Malformed)?);
    let entries = (0..count).map(|entry| directory + 2 + entry * ENTRY);
    let wanted = |at: &usize| short(*at) == Some(Tag::PhotometricInterpretation.to_u16());
    let value = entries.into_iter().find(wanted).ok_or(Damage::Unsupported)? + 8;
    let mut grey = bytes.to_vec();
    let place = grey.get_mut(value..).and_then(|rest| rest.first_chunk_mut::<2>()).ok_or(Damage::Malformed)?;
    *place = write(PhotometricInterpretation::BlackIsZero.to_u16());
    Ok(grey)
}
