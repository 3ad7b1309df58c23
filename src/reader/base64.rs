//! Base64 as documents carry it.

use ::base64::Engine;
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Base64 with its line ends, with or without padding (XML Schema allows blanks anywhere). Decoded by blocks, so that a
/// large file is not held three times.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    const LENIENT: GeneralPurposeConfig = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    const ENGINE: GeneralPurpose = GeneralPurpose::new(&::base64::alphabet::STANDARD, LENIENT);
    const BLOCK: usize = 4096;
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let mut block = Vec::with_capacity(BLOCK);
    for part in text.split_ascii_whitespace() {
        let mut rest = part.as_bytes();
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(BLOCK - block.len()));
            block.extend_from_slice(now);
            rest = later;
            if block.len() == BLOCK {
                ENGINE.decode_vec(&block, &mut out).ok()?;
                block.clear();
            }
        }
    }
    ENGINE.decode_vec(&block, &mut out).ok()?;
    Some(out)
}
