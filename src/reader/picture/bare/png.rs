//! The chunks of a PNG: those that draw it stay, byte for byte, and those that talk about it go (PNG 3, §11).

use crate::domain::Damage;
use image::metadata::Orientation;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Those that help to draw without being necessary: colours, shape, movement.
const HELP: [&[u8; 4]; 16] = [
    b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV", b"cLLI", b"bKGD", b"hIST", b"tRNS", b"pHYs", b"sPLT", b"acTL",
    b"fcTL", b"fdAT",
];

/// The picture without what it says of itself, and whether it said something.
pub fn stripped(bytes: &[u8]) -> Result<(Vec<u8>, bool), Damage> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(Damage::OtherKind)?;
    let mut kept = SIGNATURE.to_vec();
    let mut said = false;
    loop {
        let (length, after) = rest.split_first_chunk::<4>().ok_or(Damage::Malformed)?;
        let (kind, _) = after.split_first_chunk::<4>().ok_or(Damage::Malformed)?;
        // Its length, its kind and its sum are four bytes each.
        let whole = usize::try_from(u32::from_be_bytes(*length)).ok().and_then(|length| length.checked_add(12));
        let (chunk, after) = whole.and_then(|whole| rest.split_at_checked(whole)).ok_or(Damage::Malformed)?;
        // A capital first: nothing can be drawn without it.
        if kind.first().is_some_and(u8::is_ascii_uppercase) || HELP.contains(&kind) {
            kept.extend_from_slice(chunk);
        } else {
            said = true;
        }
        if kind == b"IEND" {
            return Ok((kept, said || !after.is_empty()));
        }
        rest = after;
    }
}

/// The same saying how it is to be held.
pub fn held(stripped: &[u8], held: Orientation) -> Vec<u8> {
    let exif = super::orientation_alone(held);
    let length = u32::try_from(exif.len()).unwrap_or_default();
    let chunk = [b"eXIf", &exif[..]].concat();
    // The header comes first: thirteen bytes, and twelve around them.
    let (head, rest) = stripped.split_at_checked(SIGNATURE.len() + 25).unwrap_or((stripped, &[]));
    [head, &length.to_be_bytes(), &chunk, &sum(&chunk).to_be_bytes(), rest].concat()
}

/// The sum of a chunk, its kind included (PNG 3, §5.5).
fn sum(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
