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

/// Between 0 and 1. Without randomness, 1: the longest pause is the safe one.
pub(super) fn fraction() -> f64 {
    bytes::<4>().map_or(1.0, |bytes| f64::from(u32::from_le_bytes(bytes)) / f64::from(u32::MAX))
}
