//! The segments of a JPEG: those that draw it stay, byte for byte, and those that talk about it go (ITU T.81, B.1).

use crate::domain::Damage;
use image::metadata::Orientation;

const START: [u8; 2] = [0xff, 0xd8];
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;
const COMMENT: u8 = 0xfe;

/// The picture without what it says of itself, and whether it said something.
pub fn stripped(bytes: &[u8]) -> Result<(Vec<u8>, bool), Damage> {
    let mut rest = bytes.strip_prefix(&START).ok_or(Damage::OtherKind)?;
    let mut kept = START.to_vec();
    let mut said = false;
    loop {
        let (marker, after) = marker(rest).ok_or(Damage::Malformed)?;
        match marker {
            END => {
                kept.extend_from_slice(&[0xff, END]);
                // After the end, telephones put a film, or other pictures with all that those say.
                return Ok((kept, said || !after.is_empty()));
            }
            // Alone: nothing follows it.
            0x01 | 0xd0..=0xd7 => {
                kept.extend_from_slice(&[0xff, marker]);
                rest = after;
            }
            _ => {
                let (length, _) = after.split_first_chunk::<2>().ok_or(Damage::Malformed)?;
                let length = usize::from(u16::from_be_bytes(*length));
                let (segment, after) = after.split_at_checked(length).filter(|_| length >= 2).ok_or(Damage::Malformed)?;
                if draws(marker, segment.get(2..).unwrap_or_default()) {
                    kept.extend_from_slice(&[0xff, marker]);
                    kept.extend_from_slice(segment);
                } else {
                    said = true;
                }
                rest = after;
                if marker == SCAN {
                    let (drawing, after) = rest.split_at_checked(drawing(rest)).ok_or(Damage::Malformed)?;
                    kept.extend_from_slice(drawing);
                    rest = after;
                }
            }
        }
    }
}

/// The same saying how it is to be held.
pub fn held(stripped: &[u8], held: Orientation) -> Vec<u8> {
    let exif = super::orientation_alone(held);
    let length = u16::try_from(exif.len() + 8).unwrap_or_default();
    let after = stripped.strip_prefix(&START).unwrap_or_default();
    [&START[..], &[0xff, 0xe1], &length.to_be_bytes(), b"Exif\0\0", &exif, after].concat()
}

/// The next marker, after as many 0xFF as were put there to fill.
fn marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let rest = bytes.strip_prefix(&[0xff])?;
    let at = rest.iter().position(|byte| *byte != 0xff)?;
    let (marker, after) = rest.get(at..)?.split_first()?;
    Some((*marker, after)).filter(|(marker, _)| *marker != 0)
}

/// Whether a segment is needed to draw: all but comments and what applications add, of which three tell the colours and the shape.
fn draws(marker: u8, segment: &[u8]) -> bool {
    match marker {
        0xe0 => segment.starts_with(b"JFIF\0"),
        0xe2 => segment.starts_with(b"ICC_PROFILE\0"),
        0xee => segment.starts_with(b"Adobe"),
        0xe1 | 0xe3..=0xed | 0xef | COMMENT => false,
        _ => true,
    }
}

/// How many bytes of drawing come before the next marker: within them, 0xFF is followed by 0 or by a mark of restart.
fn drawing(bytes: &[u8]) -> usize {
    let ends = |two: &[u8]| matches!(two, [0xff, mark] if !matches!(mark, 0 | 0xd0..=0xd7 | 0xff));
    bytes.windows(2).position(ends).unwrap_or(bytes.len())
}
