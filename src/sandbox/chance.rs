//! Chance, from the operating system only.

use super::fault::Fault;

pub fn bytes<const N: usize>() -> Result<[u8; N], Fault> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// 128 bits in hexadecimal: a resource's or a session's id (S63).
pub fn id() -> Result<String, Fault> {
    Ok(hexadecimal(&bytes::<16>()?))
}

/// Six digits, each number equally likely (S9): draws above the last whole million are thrown away.
pub fn code() -> Result<String, Fault> {
    const NUMBERS: u32 = 1_000_000;
    const WHOLE: u32 = u32::MAX - u32::MAX % NUMBERS;
    loop {
        let drawn = u32::from_le_bytes(bytes()?);
        if drawn < WHOLE {
            return Ok(format!("{:06}", drawn % NUMBERS));
        }
    }
}

pub fn hexadecimal(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _written = write!(text, "{byte:02x}");
        text
    })
}
