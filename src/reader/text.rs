//! Plain text: its paragraphs, its lines and its columns as they are; columns written with tabs are a table.

use super::encoding;
use super::grid::{self, Slot};
use crate::domain::{Clean, Damage, Hidden, Label, Piece, Reading, Table, Words};

/// Bytes of text shown: more than anybody reads.
const TEXT: usize = 4 * 1024 * 1024;
/// Columns of a table written with tabs.
const COLUMNS: usize = 30;
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
    let (pieces, hidden) = pieces(shown);
    let mut reading = Reading { hidden, ..Reading::default() };
    let mut first = Vec::new();
    if pieces.is_empty() {
        first.push(Label::EmptyDocument);
    }
    if hidden.total() > 0 {
        first.push(Label::HiddenCharacters { count: hidden.total() });
    }
    first.extend(decoded.guessed.map(|name| Label::EncodingGuessed { name: name.into() }));
    reading.pieces = pieces;
    if shown.len() < whole.len() {
        reading.pieces.push(Piece::Note(Label::TextCut));
    }
    super::say_first(&mut reading, first);
    Ok(reading)
}

/// Blocks of lines, those whose lines have the same columns as tables.
fn pieces(raw: &str) -> (Vec<Piece>, Hidden) {
    let (mut pieces, mut hidden, mut slots) = (Vec::new(), Hidden::default(), grid::SLOTS);
    // What lies between two tables is read as one, so that nothing else changes.
    let (mut prose, mut block) = (String::new(), Vec::new());
    let lines = raw.lines().map(Some).chain([Some(""), None]);
    for line in lines {
        if let Some(line) = line.filter(|line| !line.trim().is_empty()) {
            block.push(line);
            continue;
        }
        let lines = std::mem::take(&mut block);
        let columns = columns(&lines).filter(|columns| columns * lines.len() <= slots);
        if columns.is_none() {
            lines.iter().chain([&""]).for_each(|line| {
                prose.push_str(line);
                prose.push('\n');
            });
        }
        if columns.is_some() || line.is_none() {
            let (words, found) = blocks(&std::mem::take(&mut prose));
            hidden.add(found);
            pieces.extend(words.into_iter().map(Piece::Paragraph));
        }
        if columns.is_some() {
            let rows = lines.iter().map(|line| line.split('\t').map(|cell| self::cell(cell, &mut hidden)).collect()).collect();
            let table = Table { body: grid::body(rows, &mut slots), ..Table::default() };
            pieces.extend(grid::even_out(table, &mut slots));
        }
    }
    (pieces, hidden)
}

/// How many columns these lines have, when all have the same and it is no mere indentation.
fn columns(lines: &[&str]) -> Option<usize> {
    let count = |line: &&str| line.matches('\t').count() + 1;
    let first = lines.first().map(count).filter(|count| (2..=COLUMNS).contains(count))?;
    let same = lines.len() > 1 && lines.iter().all(|line| count(line) == first);
    let each = |line: &&str| line.split('\t').filter(|cell| !cell.trim().is_empty()).count() > 1;
    (same && lines.iter().any(each)).then_some(first)
}

fn cell(raw: &str, hidden: &mut Hidden) -> Slot {
    let (text, found) = Clean::counted(raw.trim());
    hidden.add(found);
    Slot::plain(Words::plain(text.flat()))
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
