//! Random bits of the system, for what must not be guessed and for pauses that must not coincide.

use crate::domain::{Clean, Problem};

pub(super) fn bytes<const N: usize>() -> Result<[u8; N], Problem> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| Problem::Internal { report: Clean::new("random") })?;
    Ok(bytes)
}

/// 128 bits in hexadecimal, to tell one request from another.
pub(super) fn request_id() -> Result<String, Problem> {
    Ok(bytes::<16>()?.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A new identifier, `urn:uuid:…` (RFC 9562, version 4).
pub(super) fn uuid() -> Result<String, Problem> {
    Ok(urn(u128::from_be_bytes(bytes()?), 4))
}

/// These bits as a UUID of this version.
pub(super) fn urn(bits: u128, version: u8) -> String {
    let bits = bits & !(0xf << 76) | u128::from(version & 0xf) << 76;
    let hex = format!("{:032x}", bits & !(0x3 << 62) | 0x2 << 62);
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or_default();
    format!("urn:uuid:{}-{}-{}-{}-{}", part(0, 8), part(8, 12), part(12, 16), part(16, 20), part(20, 32))
}

/// Between 0 and 1. Without randomness, 1: the longest pause is the safe one.
pub(super) fn fraction() -> f64 {
    bytes::<4>().map_or(1.0, |bytes| f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
}
