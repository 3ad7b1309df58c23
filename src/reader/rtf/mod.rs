//! RTF as office and medical software writes it: words, tables, lists, pictures. Read once from end to end, without recursion.

mod letters;
mod parser;
mod sheet;
mod token;

use super::say_first;
use crate::domain::{Damage, Label, Piece, Reading};

/// Bytes of source.
const SIZE: usize = 64 * 1024 * 1024;

pub fn read(bytes: &[u8]) -> Result<Reading, Damage> {
    if bytes.len() > SIZE {
        return Err(Damage::TooBig);
    }
    let mut reading = parser::read(bytes)?;
    let mut first = Vec::new();
    if reading.pieces.is_empty() {
        reading.pieces.push(Piece::Note(Label::NoContent));
    }
    if reading.hidden.total() > 0 {
        first.push(Label::HiddenCharacters { count: reading.hidden.total() });
    }
    say_first(&mut reading, first);
    Ok(reading)
}
