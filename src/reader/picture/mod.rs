//! Pictures: what they are, as a reading, and their pixels. Decoded in the worker process; here only what comes back is
//! checked.

mod bare;
mod photo;
mod reading;
mod scale;
mod sheet;
mod tiff;

pub use bare::{Bare, bare};
pub use reading::lead;

use super::worker::{Done, Job, Worker};
use crate::domain::{Damage, Format, Framing, Painted, Raster, Reading};
use image::DynamicImage;
use serde::{Deserialize, Serialize};

/// What is taken in: the longest side, all the pixels, and the bytes they make once decoded (DOCUMENTS §2.2).
const SIDE: u32 = 12_000;
const PIXELS: u64 = 100_000_000;
const BYTES: u64 = 256 << 20;
/// Pages of one picture.
const PAGES: usize = 500;

/// What is painted, by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    Jpeg,
    Png,
    Tiff,
    Pdf,
}

/// The pages of a picture, as the worker tells them.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Album {
    pub pages: Vec<Leaf>,
    /// How many there are, told or not.
    pub total: usize,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Leaf {
    /// Width and height in pixels, upright.
    pub size: (u32, u32),
    /// What the file itself says that it shows.
    pub description: Option<String>,
}

/// What the worker painted: three bytes a pixel, which follow in a frame of their own.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Pixels {
    /// Of the whole picture, upright.
    pub size: (u32, u32),
    pub width: u32,
    pub height: u32,
    #[serde(skip)]
    pub bytes: Vec<u8>,
}

impl Kind {
    pub fn of(format: Format) -> Option<Self> {
        match format {
            Format::Jpeg => Some(Self::Jpeg),
            Format::Png => Some(Self::Png),
            Format::Tiff => Some(Self::Tiff),
            Format::Pdf => Some(Self::Pdf),
            Format::Cda | Format::FhirDocument | Format::FhirXml | Format::Rtf | Format::Text | Format::Zip | Format::Other => {
                None
            }
        }
    }
}

/// What a picture is: its kind, its size, its pages; each leads to its pixels.
pub fn read(kind: Kind, bytes: &[u8], worker: &dyn Worker) -> Result<Reading, Damage> {
    let Done::Album(album) = worker.work(&Job::Album { kind }, bytes)? else { return Err(Damage::Unsafe) };
    reading::of(kind, album)
}

/// A page of a picture or of a PDF, the first being 0. Nothing larger than what was asked ever comes back.
pub fn paint(kind: Kind, bytes: &[u8], page: usize, framing: Framing, worker: &dyn Worker) -> Result<Painted, Damage> {
    if !framing.is_possible() {
        return Err(Damage::TooBig);
    }
    let Done::Pixels(pixels) = worker.work(&Job::Paint { kind, page, framing }, bytes)? else { return Err(Damage::Unsafe) };
    let (wide, high) = framing.within;
    let raster = Raster::new(pixels.width, pixels.height, pixels.bytes).ok_or(Damage::Unsafe)?;
    let asked = raster.width() <= wide && raster.height() <= high && pixels.size.0 > 0 && pixels.size.1 > 0;
    if asked { Ok(Painted { framing, size: pixels.size, raster }) } else { Err(Damage::Unsafe) }
}

/// A picture made ready to be sent: upright, and without what says where it was taken. `at_most` is in bytes.
pub fn ready(kind: Kind, bytes: &[u8], at_most: usize, worker: &dyn Worker) -> Result<Bare, Damage> {
    let Done::Bare(bare) = worker.work(&Job::Bare { kind, at_most }, bytes)? else { return Err(Damage::Unsafe) };
    // What comes back is sent in the place of the person's own file: it must at least begin as one of its kind.
    let begins = |start: &[u8]| bare.bytes.starts_with(start);
    let same = match kind {
        Kind::Jpeg => begins(b"\xff\xd8\xff"),
        Kind::Png => begins(b"\x89PNG"),
        Kind::Tiff => begins(b"II*\0") || begins(b"MM\0*"),
        Kind::Pdf => false,
    };
    if same { Ok(bare) } else { Err(Damage::Unsafe) }
}

/// In the worker: the pages, without decoding a pixel.
pub fn album(kind: Kind, bytes: &[u8]) -> Result<Album, Damage> {
    match kind {
        Kind::Jpeg | Kind::Png => photo::album(kind, bytes),
        Kind::Tiff => tiff::album(bytes),
        Kind::Pdf => Err(Damage::OtherKind),
    }
}

/// In the worker: the pixels.
pub fn pixels(kind: Kind, bytes: &[u8], page: usize, framing: &Framing) -> Result<Pixels, Damage> {
    if !framing.is_possible() {
        return Err(Damage::TooBig);
    }
    match kind {
        Kind::Jpeg | Kind::Png if page > 0 => Err(Damage::Malformed),
        Kind::Jpeg | Kind::Png => scale::scaled(photo::decode(kind, bytes)?, framing),
        Kind::Tiff => scale::scaled(tiff::decode(bytes, page)?, framing),
        Kind::Pdf => sheet::paint(bytes, page, framing),
    }
}

/// Refuses before anything is allocated for it.
fn check((width, height): (u32, u32), bytes: u64) -> Result<(), Damage> {
    if width == 0 || height == 0 {
        return Err(Damage::Malformed);
    }
    let fits = width <= SIDE && height <= SIDE && u64::from(width) * u64::from(height) <= PIXELS && bytes <= BYTES;
    if fits { Ok(()) } else { Err(Damage::TooBig) }
}

/// The size of a picture once it stands upright.
fn upright(orientation: image::metadata::Orientation, (width, height): (u32, u32)) -> (u32, u32) {
    use image::metadata::Orientation;
    match orientation {
        Orientation::NoTransforms | Orientation::Rotate180 | Orientation::FlipHorizontal | Orientation::FlipVertical => {
            (width, height)
        }
        Orientation::Rotate90 | Orientation::Rotate270 | Orientation::Rotate90FlipH | Orientation::Rotate270FlipH => {
            (height, width)
        }
    }
}

fn turned(mut image: DynamicImage, orientation: image::metadata::Orientation) -> DynamicImage {
    image.apply_orientation(orientation);
    image
}
