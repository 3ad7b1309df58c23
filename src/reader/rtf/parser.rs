//! The reading of an RTF: what each control word does to the words that follow. Groups are a list of bounded length.

use super::letters;
use super::sheet::Sheet;
use super::token::{Token, Tokens};
use crate::domain::{Aside, Clean, Damage, Embedded, Emphasis, Label, LinkId, Piece, Reading, Target, Words};
use crate::reader::prose::Style;
use crate::reader::{grid, links, script};
use encoding_rs::Encoding;
use std::collections::HashMap;
use std::sync::Arc;

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

    fn word(&mut self, word: &str, number: Option<i32>, starred: bool) {
        if word == "u" {
            return self.numbered(number.unwrap_or(0));
        }
        if self.skipped(1) {
            return;
        }
        self.flush();
        if self.destination(word, starred) {
            return;
        }
        let on = number != Some(0);
        let emphasis = &mut self.group.style.emphasis;
        match word {
            "b" => emphasis.strong = on,
            "ul" | "uld" | "uldb" | "ulw" | "uldash" => emphasis.underlined = on,
            "ulnone" => emphasis.underlined = false,
            "strike" | "striked" | "deleted" => self.changed(on, Label::Deleted),
            "revised" => self.changed(on, Label::Inserted),
            "v" => self.group.hidden = on,
            "super" | "up" => self.group.shift = if on { Shift::Raised } else { Shift::None },
            "sub" | "dn" => self.group.shift = if on { Shift::Lowered } else { Shift::None },
            "nosupersub" => self.group.shift = Shift::None,
            "plain" => self.plain(),
            "pard" => (self.group.in_table, self.group.level) = (false, None),
            "intbl" => self.group.in_table = true,
            "outlinelevel" => self.group.level = number.and_then(level),
            "s" if self.group.to == To::Styles => self.described.0 = number.unwrap_or(0),
            "s" => self.group.level = self.styles.get(&number.unwrap_or(0)).copied(),
            "f" => self.font(number.unwrap_or(0)),
            "fcharset" if self.group.to == To::Fonts && self.fonts.len() < NAMES => {
                self.fonts.insert(self.font, number.unwrap_or(0));
            }
            "ansicpg" => {
                self.encoding = letters::of_code_page(number.unwrap_or(1252));
                self.group.encoding = self.encoding;
            }
            "mac" => self.group.encoding = letters::of_code_page(10000),
            "uc" => self.group.fallback = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "pngblip" => self.picture.media_type = "image/png",
            "jpegblip" => self.picture.media_type = "image/jpeg",
            "emfblip" => self.picture.media_type = "image/emf",
            "wmetafile" => self.picture.media_type = "image/wmf",
            "dibitmap" | "wbitmap" => self.picture.media_type = "image/bmp",
            "par" | "sect" | "page" => self.paragraph(),
            "line" | "lbr" | "nestrow" => self.sheet.prose.line_break(),
            "trowd" => {
                self.sheet.edges.clear();
                self.sheet.header = false;
            }
            "trhdr" => self.sheet.header = true,
            "cellx" if self.sheet.edges.len() < NAMES => self.sheet.edges.push(number.unwrap_or(0)),
            "cell" if self.reads() => self.sheet.cell(&mut self.reading.hidden),
            "row" if self.reads() => self.sheet.row(&mut self.reading.hidden),
            other => {
                if let Some(letter) = letters::of_word(other) {
                    self.letter(letter);
                }
            }
        }
    }

    fn reads(&self) -> bool {
        matches!(self.group.to, To::Text | To::Footnote | To::Edge)
    }

    /// Words that say where what follows in this group goes. What is starred and unknown goes nowhere (RTF 1.9.1).
    fn destination(&mut self, word: &str, starred: bool) -> bool {
        let to = match word {
            "fonttbl" => To::Fonts,
            "stylesheet" => To::Styles,
            "title" if self.group.to == To::Nothing => To::Title,
            "listtext" | "pntext" => To::Mark,
            "pict" => To::Picture,
            "fldinst" => To::Field,
            "fldrslt" | "shppict" | "shp" | "shpinst" | "shptxt" | "result" => return true,
            "footnote" => To::Footnote,
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => To::Edge,
            "shprslt" => To::Nothing,
            "object" => {
                self.left_out += 1;
                return true;
            }
            "colortbl" | "info" | "nonshppict" | "objdata" | "themedata" | "datastore" | "listtable" | "listoverridetable"
            | "rsidtbl" | "generator" | "xmlnstbl" | "latentstyles" | "pn" | "sp" | "sn" | "sv" | "bkmkstart" | "bkmkend"
            | "annotation" | "atnid" | "atnauthor" | "revtbl" | "private" | "tc" | "xe" | "filetbl" | "template"
            | "nonesttables" => To::Nothing,
            _ if starred => To::Nothing,
            _ => return false,
        };
        // What goes nowhere stays there, whatever it holds.
        if self.group.to == To::Nothing && to != To::Title {
            return true;
        }
        if matches!(to, To::Footnote | To::Edge) && self.group.to == To::Text && !self.groups.is_empty() {
            self.group.opened = true;
            self.sheets.push(std::mem::take(&mut self.sheet));
            self.group.in_table = false;
        } else if matches!(to, To::Footnote | To::Edge) {
            return true;
        }
        match to {
            To::Picture => self.picture = Picture::default(),
            To::Mark => self.mark.clear(),
            To::Field => self.field.clear(),
            To::Text | To::Nothing | To::Fonts | To::Styles | To::Title | To::Footnote | To::Edge => {}
        }
        self.group.to = to;
        true
    }

    fn close(&mut self) {
        self.flush();
        self.skip = 0;
        let ended = self.group;
        let Some(group) = self.groups.pop() else { return };
        if ended.opened {
            self.flow_ended(ended.to);
        }
        let mark = ended.style.emphasis;
        self.group = group;
        let now = self.group.style.emphasis;
        if ended.to == To::Text && (mark.deleted && !now.deleted || mark.inserted && !now.inserted) {
            self.sheet.prose.attach_close(Label::EndOfChange);
        }
        if ended.link != group.link && ended.to == To::Text {
            self.sheet.prose.set(group.style);
            self.sheet.prose.push(" ");
            self.sheet.prose.attach(Label::LinkMark { number: ended.link });
        }
        if ended.to == group.to {
            return;
        }
        match ended.to {
            To::Mark => self.marked(),
            To::Picture => self.pictured(),
            To::Field => self.field_ended(),
            To::Title => self.reading.title = Some(Clean::line(&self.title)).filter(|title| !title.is_empty()),
            To::Text | To::Nothing | To::Fonts | To::Styles | To::Footnote | To::Edge => {}
        }
    }

    fn changed(&mut self, on: bool, label: Label) {
        let emphasis = &mut self.group.style.emphasis;
        let state = if label == Label::Deleted { &mut emphasis.deleted } else { &mut emphasis.inserted };
        if std::mem::replace(state, on) == on || self.group.to != To::Text {
            return;
        }
        if on {
            self.sheet.prose.attach(label);
            self.sheet.prose.push(" ");
        } else {
            self.sheet.prose.attach_close(Label::EndOfChange);
        }
    }

    fn plain(&mut self) {
        let Emphasis { deleted, inserted, .. } = self.group.style.emphasis;
        if deleted {
            self.changed(false, Label::Deleted);
        }
        if inserted {
            self.changed(false, Label::Inserted);
        }
        self.group.style.emphasis = Emphasis::default();
        (self.group.shift, self.group.hidden) = (Shift::None, false);
        (self.group.encoding, self.group.signs) = (self.encoding, false);
    }

    fn font(&mut self, number: i32) {
        self.font = number;
        if self.group.to == To::Fonts {
            return;
        }
        let set = self.fonts.get(&number).copied().unwrap_or(1);
        self.group.signs = set == letters::SIGNS;
        self.group.encoding = letters::of_character_set(set).unwrap_or(self.encoding);
    }

    fn paragraph(&mut self) {
        if !self.reads() {
            return;
        }
        self.flush();
        if self.group.in_table {
            return self.sheet.prose.line_break();
        }
        let item = std::mem::take(&mut self.item);
        self.sheet.paragraph(item, self.group.level, &mut self.slots, &mut self.reading.hidden);
    }

    /// A bullet makes an item; a number is said, since it may not be the next one.
    fn marked(&mut self) {
        let mark = std::mem::take(&mut self.mark);
        let mark = mark.trim();
        if mark.chars().any(char::is_alphanumeric) && !matches!(mark, "o" | "l" | "n" | "q") {
            self.words(&format!("{mark} "));
        } else {
            self.item = !self.group.in_table;
        }
    }

    /// `heading 1`, `Titre 1`: the style of a heading.
    fn style_described(&mut self) {
        let (number, name) = std::mem::take(&mut self.described);
        let name = name.to_lowercase();
        let name = name.trim().trim_end_matches(';').trim();
        let rank = ["heading ", "titre ", "titre"].iter().find_map(|word| name.strip_prefix(word)?.trim().parse::<i32>().ok());
        if let Some(level) = rank.and_then(|rank| level(rank - 1)).filter(|_| self.styles.len() < NAMES) {
            self.styles.insert(number, level);
        }
    }

    fn flow_ended(&mut self, to: To) {
        self.sheet.paragraph(std::mem::take(&mut self.item), None, &mut self.slots, &mut self.reading.hidden);
        let pieces = self.sheet.finish(&mut self.slots, &mut self.reading.hidden);
        self.sheet = self.sheets.pop().unwrap_or_default();
        if to == To::Edge {
            // The same edge for the first page, the left and the right ones is said once.
            let new = pieces.into_iter().filter(|piece| !self.edges.contains(piece)).collect::<Vec<_>>();
            if self.edges.len() < NAMES {
                self.edges.extend(new);
            }
            return;
        }
        let number = self.notes.len() + 1;
        self.sheet.prose.attach(Label::FootnoteMark { number });
        let mut words = Words::label(Label::FootnoteMark { number });
        words.0.extend(Words::plain(" ").0);
        for piece in pieces {
            if let Piece::Paragraph(said) = piece {
                words.0.extend(said.0);
            }
        }
        self.notes.push(Piece::Paragraph(words));
    }

    /// `HYPERLINK "https://…"`: what follows in the field is its text.
    fn field_ended(&mut self) {
        let field = std::mem::take(&mut self.field);
        let Some((_, address)) = field.split_once("HYPERLINK") else { return };
        let address = address.split('"').nth(1).or_else(|| address.split_whitespace().next()).unwrap_or_default();
        let address = Clean::line(address);
        if address.is_empty() || self.reading.links.len() >= NAMES {
            return;
        }
        let (id, number) = (LinkId(self.reading.links.len()), self.addresses.len() + 1);
        let label = if links::is_safe(&address) {
            self.reading.links.push(Target::Address(address.clone()));
            Label::LinkAddress { number, address }
        } else {
            self.reading.links.push(Target::Refused(address.clone()));
            Label::LinkRefused { number, address }
        };
        self.addresses.push(Piece::Paragraph(Words::label(label)));
        self.group.style.link = Some(id);
        self.group.link = number;
    }

    /// A picture is a file carried inside, where it stands.
    fn pictured(&mut self) {
        let Picture { media_type, bytes, .. } = std::mem::take(&mut self.picture);
        if bytes.is_empty() || self.group.to == To::Nothing {
            return;
        }
        if self.reading.embedded.len() >= PICTURES {
            self.left_out += 1;
            return;
        }
        let media_type: Clean = if media_type.is_empty() { "application/octet-stream".into() } else { media_type.into() };
        let (index, link) = (self.reading.embedded.len(), LinkId(self.reading.links.len()));
        self.reading.links.push(Target::Embedded(index));
        let label =
            Label::EmbeddedFile { link, number: index + 1, name: None, media_type: media_type.clone(), bytes: bytes.len() };
        self.reading.embedded.push(Embedded { name: None, media_type, bytes: Arc::from(bytes) });
        self.sheet.prose.label(label);
    }

    fn finish(mut self, cut: bool) -> Reading {
        self.flush();
        while let Some(outer) = self.sheets.pop() {
            let pieces = self.sheet.finish(&mut self.slots, &mut self.reading.hidden);
            self.sheet = outer;
            self.edges.extend(pieces);
        }
        let item = self.item;
        self.sheet.paragraph(item, self.group.level, &mut self.slots, &mut self.reading.hidden);
        self.reading.pieces = self.sheet.finish(&mut self.slots, &mut self.reading.hidden);
        let asides = [(Label::Footnotes, self.notes), (Label::Links, self.addresses), (Label::PageEdges, self.edges)];
        let asides = asides.into_iter().filter(|(_, pieces)| !pieces.is_empty());
        self.reading.pieces.extend(asides.map(|(label, pieces)| Piece::Aside(Aside { label, pieces })));
        let mut last = Vec::new();
        if self.text_left == 0 {
            last.push(Label::TextCut);
        }
        if self.hidden_letters > 0 {
            last.push(Label::HiddenText { count: self.hidden_letters });
        }
        if self.left_out > 0 {
            last.push(Label::LeftOut { count: self.left_out });
        }
        if cut {
            last.push(Label::CutShort);
        }
        self.reading.pieces.extend(last.into_iter().map(Piece::Note));
        self.reading
    }
}

fn level(rank: i32) -> Option<u8> {
    // 9 is body text.
    u8::try_from(rank).ok().filter(|rank| *rank < 9).map(|rank| (rank + 1).min(LAST_LEVEL))
}
