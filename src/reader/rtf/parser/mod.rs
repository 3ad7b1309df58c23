//! The reading of an RTF: what each control word does to the words that follow. Groups are a list of bounded length.

mod endings;
mod words;

use super::letters;
use super::sheet::Sheet;
use super::token::{Token, Tokens};
use crate::domain::{Damage, Piece, Reading};
use crate::reader::prose::Style;
use crate::reader::{grid, script};
use encoding_rs::Encoding;
use std::collections::HashMap;

/// Groups inside groups; office software stays below 30.
const DEPTH: usize = 100;
/// Bytes of text shown.
const TEXT: usize = 4 * 1024 * 1024;
/// Fonts, styles and pictures of which something is remembered.
const NAMES: usize = 4_000;
const PICTURES: usize = 200;
/// The deepest heading told apart.
const LAST_LEVEL: u8 = 6;

/// Where the words of a group go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum To {
    Text,
    /// Nowhere: what is not for reading.
    Nothing,
    Fonts,
    Styles,
    Title,
    /// The mark of a list's item.
    Mark,
    Picture,
    /// The order of a field, which may be a link.
    Field,
    Footnote,
    /// What is repeated on each page.
    Edge,
}

#[derive(Clone, Copy)]
struct Group {
    to: To,
    style: Style,
    encoding: &'static Encoding,
    signs: bool,
    /// What follows a letter given by number for readers that do not know it.
    fallback: usize,
    shift: Shift,
    hidden: bool,
    /// The number of the link of which this group is the text.
    link: usize,
    /// This group began a flow of its own.
    opened: bool,
    in_table: bool,
    level: Option<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shift {
    None,
    Raised,
    Lowered,
}

#[derive(Default)]
struct Picture {
    media_type: &'static str,
    bytes: Vec<u8>,
    half: Option<u8>,
}

struct Parser {
    reading: Reading,
    group: Group,
    groups: Vec<Group>,
    sheet: Sheet,
    /// Flows left for a note or a page's edge.
    sheets: Vec<Sheet>,
    slots: usize,
    /// Bytes of a run of text, in the encoding of the group.
    bytes: Vec<u8>,
    high: Option<u16>,
    skip: usize,
    text_left: usize,
    encoding: &'static Encoding,
    fonts: HashMap<i32, i32>,
    font: i32,
    styles: HashMap<i32, u8>,
    /// The style being described, and what it is called so far.
    described: (i32, String),
    title: String,
    mark: String,
    item: bool,
    field: String,
    picture: Picture,
    notes: Vec<Piece>,
    edges: Vec<Piece>,
    addresses: Vec<Piece>,
    hidden_letters: usize,
    left_out: usize,
    starred: bool,
    first: bool,
}

pub fn read(source: &[u8]) -> Result<Reading, Damage> {
    let mut parser = Parser::new();
    let mut closed = false;
    for token in Tokens::of(source) {
        // What stands after the end is no part of the document.
        if closed {
            break;
        }
        parser.token(token)?;
        closed = parser.groups.is_empty() && !parser.first;
    }
    Ok(parser.finish(!closed))
}

impl Parser {
    fn new() -> Self {
        let encoding = encoding_rs::WINDOWS_1252;
        let group = Group {
            to: To::Text,
            style: Style::default(),
            encoding,
            signs: false,
            fallback: 1,
            shift: Shift::None,
            hidden: false,
            link: 0,
            opened: false,
            in_table: false,
            level: None,
        };
        Self {
            reading: Reading::default(),
            group,
            groups: Vec::new(),
            sheet: Sheet::default(),
            sheets: Vec::new(),
            slots: grid::SLOTS,
            bytes: Vec::new(),
            high: None,
            skip: 0,
            text_left: TEXT,
            encoding,
            fonts: HashMap::new(),
            font: 0,
            styles: HashMap::new(),
            described: (0, String::new()),
            title: String::new(),
            mark: String::new(),
            item: false,
            field: String::new(),
            picture: Picture::default(),
            notes: Vec::new(),
            edges: Vec::new(),
            addresses: Vec::new(),
            hidden_letters: 0,
            left_out: 0,
            starred: false,
            first: true,
        }
    }

    fn token(&mut self, token: Token<'_>) -> Result<(), Damage> {
        let starred = std::mem::take(&mut self.starred);
        match token {
            Token::Open => {
                self.flush();
                if self.groups.len() >= DEPTH {
                    return Err(Damage::TooDeep);
                }
                self.skip = 0;
                self.first = false;
                self.groups.push(self.group);
                self.group.opened = false;
            }
            Token::Close => self.close(),
            Token::Word(word, number) => self.word(word, number, starred),
            Token::Sign(sign) => self.sign(sign),
            Token::Letter(code) => {
                if !self.skipped(1) {
                    self.byte(code);
                }
            }
            Token::Binary(bytes) => {
                if self.group.to == To::Picture {
                    self.picture.bytes.extend_from_slice(bytes);
                }
            }
            Token::Text(text) => self.text(text),
        }
        Ok(())
    }

    /// Letters written for readers that do not know those given by number.
    fn skipped(&mut self, letters: usize) -> bool {
        let skipped = self.skip >= letters;
        self.skip = self.skip.saturating_sub(letters);
        skipped
    }

    fn text(&mut self, text: &[u8]) {
        if self.group.to == To::Picture {
            return self.hexadecimal(text);
        }
        for byte in text.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n' | 0)) {
            if !self.skipped(1) {
                self.byte(byte);
            }
        }
    }

    fn byte(&mut self, byte: u8) {
        self.high = None;
        if self.group.signs && matches!(self.group.to, To::Text | To::Mark | To::Footnote | To::Edge) {
            self.letter(letters::sign(byte));
        } else {
            self.bytes.push(byte);
        }
    }

    /// A letter given by its number or by its name.
    fn letter(&mut self, letter: char) {
        self.flush();
        let mut buffer = [0; 4];
        self.say(letter.encode_utf8(&mut buffer));
    }

    fn flush(&mut self) {
        if self.bytes.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.bytes);
        let (text, _) = self.group.encoding.decode_without_bom_handling(&bytes);
        self.say(&text);
    }

    fn say(&mut self, text: &str) {
        let Self { described, title, mark, field, .. } = self;
        let short = |into: &mut String| {
            if into.len() < 2_000 {
                into.push_str(text);
            }
        };
        match self.group.to {
            To::Text | To::Footnote | To::Edge => self.words(text),
            To::Styles => short(&mut described.1),
            To::Title => short(title),
            To::Mark => short(mark),
            To::Field => short(field),
            To::Nothing | To::Fonts | To::Picture => {}
        }
        if self.group.to == To::Styles && text.contains(';') {
            self.style_described();
        }
    }

    fn words(&mut self, text: &str) {
        if self.group.hidden {
            self.hidden_letters += text.chars().count();
            return;
        }
        let Some(left) = self.text_left.checked_sub(text.len()) else {
            self.text_left = 0;
            return;
        };
        self.text_left = left;
        // A bullet and a tab at the beginning of a paragraph: an item of a list, written by hand.
        let text = match text.trim_start().strip_prefix(['•', '·']) {
            Some(rest) if self.sheet.prose.is_empty() && !self.group.in_table => {
                self.item = true;
                rest
            }
            Some(_) | None => text,
        };
        self.sheet.prose.set(self.group.style);
        match self.group.shift {
            Shift::None => self.sheet.prose.push(text),
            Shift::Raised => self.sheet.prose.push(&script::raised(text)),
            Shift::Lowered => self.sheet.prose.push(&script::lowered(text)),
        }
    }

    fn hexadecimal(&mut self, text: &[u8]) {
        for digit in text.iter().filter_map(|b| char::from(*b).to_digit(16)).filter_map(|digit| u8::try_from(digit).ok()) {
            match self.picture.half.take() {
                Some(high) => self.picture.bytes.push(high << 4 | digit),
                None => self.picture.half = Some(digit),
            }
        }
    }

    fn sign(&mut self, sign: u8) {
        match sign {
            b'*' => self.starred = true,
            b'\n' | b'\r' => self.paragraph(),
            _ if self.skipped(1) => {}
            b'~' => self.letter('\u{a0}'),
            b'_' => self.letter('\u{2011}'),
            b'{' | b'}' | b'\\' => self.byte(sign),
            // An optional hyphen, a formula's mark, and what is unknown: nothing to read.
            _ => {}
        }
    }

    /// A letter by its number; one beyond the first 65 536 comes in two halves.
    fn numbered(&mut self, number: i32) {
        let Ok(unit) = u16::try_from(number.rem_euclid(65_536)) else { return };
        let high = self.high.take();
        self.skip = 0;
        if (0xd800..0xdc00).contains(&unit) {
            self.flush();
            self.high = Some(unit);
        } else if let Some(high) = high.filter(|_| (0xdc00..0xe000).contains(&unit)) {
            let whole = char::decode_utf16([high, unit]).next();
            self.letter(whole.and_then(Result::ok).unwrap_or('\u{fffd}'));
        } else if (0xf000..0xf100).contains(&unit) {
            // Fonts of signs put theirs there.
            self.letter(letters::sign(u8::try_from(unit & 0xff).unwrap_or(0)));
        } else {
            self.letter(char::from_u32(u32::from(unit)).unwrap_or('\u{fffd}'));
        }
        self.skip = self.group.fallback;
    }
}

fn level(rank: i32) -> Option<u8> {
    // 9 is body text.
    u8::try_from(rank).ok().filter(|rank| *rank < 9).map(|rank| (rank + 1).min(LAST_LEVEL))
}
