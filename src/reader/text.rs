//! Plain text: its paragraphs, its lines and its columns as they are.

use super::encoding;
use crate::domain::{Clean, Damage, Hidden, Label, Piece, Reading, Words};

/// Bytes of text shown: more than anybody reads.
const TEXT: usize = 4 * 1024 * 1024;
/// Signs that no text holds: one in so many, and it is something else.
const ONE_IN: usize = 20;

pub fn read(bytes: &[u8], declared: &str) -> Result<Reading, Damage> {
    let decoded = encoding::plain(bytes, charset(declared))?;
    let whole = decoded.text.trim_start_matches('\u{feff}');
    let shown = whole.get(..whole.floor_char_boundary(TEXT)).unwrap_or(whole);
    let controls = shown.bytes().filter(|b| *b < 0x20 && !b.is_ascii_whitespace() && *b != 0xb).count();
    if controls > ONE_IN && controls > shown.len() / ONE_IN {
        return Err(Damage::OtherKind);
    }
    let (paragraphs, hidden) = blocks(shown);
    let mut reading = Reading { hidden, ..Reading::default() };
    let mut first = Vec::new();
    if paragraphs.is_empty() {
        first.push(Label::EmptyDocument);
    }
    if hidden.total() > 0 {
        first.push(Label::HiddenCharacters { count: hidden.total() });
    }
    first.extend(decoded.guessed.map(|name| Label::EncodingGuessed { name: name.into() }));
    reading.pieces = paragraphs.into_iter().map(Piece::Paragraph).collect();
    if shown.len() < whole.len() {
        reading.pieces.push(Piece::Note(Label::TextCut));
    }
    super::say_first(&mut reading, first);
    Ok(reading)
}

/// Blocks of lines parted by empty ones. Tabs become spaces up to the next stop, so that columns stay columns.
pub fn blocks(raw: &str) -> (Vec<Words>, Hidden) {
    let (text, hidden) = Clean::counted(raw);
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.split('\n').chain(std::iter::once("")) {
        if !line.trim().is_empty() {
            lines.push(line.trim_end());
        } else if !lines.is_empty() {
            blocks.push(Words::plain(lines.join("\n")));
            lines.clear();
        }
    }
    (blocks, hidden)
}

fn charset(declared: &str) -> Option<&str> {
    let parameters = declared.split(';').skip(1);
    let mut pairs = parameters.filter_map(|parameter| parameter.split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?;
    Some(value.trim().trim_matches('"'))
}
