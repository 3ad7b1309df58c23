//! The one door through which text from a server, a document or a keyboard reaches a person.
//!
//! A [`Clean`] never holds a control character other than a line feed, a bidirectional override, an invisible
//! character or a private one: whatever prints it can print it raw. What was dropped is counted in [`Hidden`].

use super::letters;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;
use unicode_normalization::char::is_combining_mark;

/// How many columns a tab stop stands from the next.
const TAB: usize = 8;
/// Combining marks kept on one base; more than this overdraws the neighbouring lines.
const MARKS: u32 = 3;

/// Text that is safe to show as it is. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Clean(Arc<str>);

/// What was neutralised on the way in. All zero for ordinary text.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Hidden {
    /// Control characters, now visible signs.
    pub controls: u32,
    /// Characters that change the direction of writing, dropped.
    pub bidi: u32,
    /// Characters of no width, dropped.
    pub invisible: u32,
    /// Accents beyond three on one letter, dropped.
    pub marks: u32,
    /// Private and impossible characters, now U+FFFD.
    pub private: u32,
}

impl Hidden {
    pub fn total(self) -> u32 {
        let Self { controls, bidi, invisible, marks, private } = self;
        [controls, bidi, invisible, marks, private].into_iter().fold(0, u32::saturating_add)
    }

    pub fn add(&mut self, other: Self) {
        self.controls = self.controls.saturating_add(other.controls);
        self.bidi = self.bidi.saturating_add(other.bidi);
        self.invisible = self.invisible.saturating_add(other.invisible);
        self.marks = self.marks.saturating_add(other.marks);
        self.private = self.private.saturating_add(other.private);
    }
}

impl Clean {
    /// Text of several lines: every kind of line end becomes a line feed.
    pub fn new(raw: &str) -> Self {
        Self::counted(raw).0
    }

    /// The same, with the count of what was neutralised.
    pub fn counted(raw: &str) -> (Self, Hidden) {
        if raw.bytes().all(|b| b == b'\n' || (0x20..0x7f).contains(&b)) {
            return (Self(raw.into()), Hidden::default());
        }
        let (text, hidden) = clean(raw);
        (Self(text.into()), hidden)
    }

    /// Text of one line: line ends and runs of blanks become one space.
    pub fn line(raw: &str) -> Self {
        Self::new(raw).flat()
    }

    /// This text on one line.
    pub fn flat(&self) -> Self {
        let plain = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
        if !self.0.contains('\n') && !self.0.contains("  ") && self.0.trim_matches(plain).len() == self.0.len() {
            return self.clone();
        }
        Self(self.0.split(plain).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ").into())
    }

    /// This text with each line end as a space; blanks at the ends stay, since they are being typed.
    pub fn flat_keeping_ends(&self) -> Self {
        if self.0.contains('\n') { Self(self.0.replace('\n', " ").into()) } else { self.clone() }
    }

    /// This text with the bytes of a range replaced: as if the whole had been cleaned again, for the cost of a copy.
    /// Bytes inside a character or beyond the end mean the last place before them.
    pub fn splice(&self, range: Range<usize>, text: &Self) -> Self {
        let to = self.floor_char_boundary(range.end);
        let from = self.floor_char_boundary(range.start).min(to);
        // What is put in can join, or part, the letters around it; two on each side keep the rest as it was.
        let start = letters::before(self, letters::before(self, from));
        let end = letters::after(self, letters::after(self, to));
        let piece = |range: Range<usize>| self.get(range).unwrap_or_default();
        let joint = Self::new(&[piece(start..from), text, piece(to..end)].concat());
        Self([piece(0..start), &joint, piece(end..self.len())].concat().into())
    }

    pub fn empty() -> Self {
        Self("".into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Clean {
    fn default() -> Self {
        Self::empty()
    }
}

impl Deref for Clean {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl From<&str> for Clean {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}

impl From<String> for Clean {
    fn from(raw: String) -> Self {
        Self::new(&raw)
    }
}

fn clean(raw: &str) -> (String, Hidden) {
    let mut out = String::with_capacity(raw.len());
    let mut hidden = Hidden::default();
    let (mut column, mut marks, mut before) = (0_usize, 0_u32, ' ');
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\r' && chars.peek() == Some(&'\n') {
            continue;
        }
        if c == '\t' {
            let width = TAB.saturating_sub(column % TAB);
            out.extend(std::iter::repeat_n(' ', width));
            column = column.saturating_add(width);
            (before, marks) = (' ', 0);
            continue;
        }
        let Some(c) = admit(c, before, &mut hidden) else { continue };
        if is_combining_mark(c) {
            marks = marks.saturating_add(1);
            if marks > MARKS {
                hidden.marks = hidden.marks.saturating_add(1);
                continue;
            }
            if marks == 1 && matches!(before, ' ' | '\n') {
                out.push('\u{25cc}');
                column = column.saturating_add(1);
            }
        } else {
            marks = 0;
            column = if c == '\n' { 0 } else { column.saturating_add(1) };
            before = c;
        }
        out.push(c);
    }
    (out, hidden)
}

/// What a character becomes, or nothing; `before` is the last base character kept.
fn admit(c: char, before: char, hidden: &mut Hidden) -> Option<char> {
    let count = |n: &mut u32| *n = n.saturating_add(1);
    match c {
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\u{0}'..='\u{1f}' => {
            count(&mut hidden.controls);
            char::from_u32(0x2400_u32.saturating_add(u32::from(c)))
        }
        '\u{7f}' => {
            count(&mut hidden.controls);
            Some('\u{2421}')
        }
        '\u{80}'..='\u{9f}' => {
            count(&mut hidden.controls);
            Some('\u{fffd}')
        }
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            count(&mut hidden.bidi);
            None
        }
        // Joiners mean something between pictures and in scripts that join; between Latin letters they only hide.
        '\u{200d}' if pictograph(before) || u32::from(before) > 0x8ff => Some(c),
        '\u{200c}' if ('\u{600}'..'\u{e00}').contains(&before) => Some(c),
        '\u{fe0e}' | '\u{fe0f}' if pictograph(before) || before.is_ascii_digit() || matches!(before, '#' | '*') => Some(c),
        '\u{200c}' | '\u{200d}' | '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{200b}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' => {
            count(&mut hidden.invisible);
            None
        }
        '\u{180b}'..='\u{180f}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{fff0}'..='\u{fffb}'
        | '\u{13430}'..='\u{1343f}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => {
            count(&mut hidden.invisible);
            None
        }
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fdd0}'..='\u{fdef}' => {
            count(&mut hidden.private);
            Some('\u{fffd}')
        }
        c if u32::from(c) & 0xfffe == 0xfffe => {
            count(&mut hidden.private);
            Some('\u{fffd}')
        }
        c => Some(c),
    }
}

fn pictograph(c: char) -> bool {
    matches!(u32::from(c), 0x2190..=0x2bff | 0x1f000..=0x1faff | 0x203c | 0x2049 | 0x2122 | 0x2139 | 0x3030 | 0x303d | 0x3297 | 0x3299 | 0xa9 | 0xae)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Pieces that change when they meet others.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            "é",
            " ",
            "\n",
            "\u{301}",
            "\u{301}\u{301}\u{301}",
            "\u{200d}",
            "👨",
            "👩",
            "\u{fe0f}",
            "1",
            "क",
            "\u{200c}",
            "字",
            "🇫",
        ]);
        prop::collection::vec(piece, 0..12).prop_map(|pieces| Clean::new(&pieces.concat()).to_string())
    }

    proptest! {
        #[test]
        fn a_part_replaced_is_as_clean_as_the_whole(text in pieces(), put in pieces(), from in 0_usize..20, length in 0_usize..8) {
            let text = Clean::new(&text);
            let (from, to) = (letters::nth(&text, from), letters::nth(&text, from + length));
            let whole = Clean::new(&[text.get(..from).unwrap(), &put, text.get(to..).unwrap()].concat());
            prop_assert_eq!(text.splice(from..to, &Clean::new(&put)), whole);
        }
    }

    fn text(raw: &str) -> String {
        Clean::new(raw).to_string()
    }

    #[test]
    fn an_escape_sequence_becomes_visible_and_inert() {
        assert_eq!(text("a\u{1b}[31mb"), "a␛[31mb");
        assert_eq!(text("\u{1b}]52;c;ZXZ\u{7}x"), "␛]52;c;ZXZ␇x");
        assert_eq!(text("a\u{9b}31m"), "a\u{fffd}31m");
    }

    #[test]
    fn a_tab_keeps_columns_apart() {
        assert_eq!(text("5\t10"), "5       10");
    }

    #[test]
    fn every_line_end_is_a_line_feed() {
        assert_eq!(text("a\r\nb\rc\u{85}d\u{2028}e"), "a\nb\nc\nd\ne");
        assert_eq!(Clean::line(" a \r\n b ").as_str(), "a b");
    }

    #[test]
    fn s44_what_is_dropped_is_counted() {
        let (text, hidden) = Clean::counted("abc\u{202e}123\u{202c} co\u{ad}op\u{e0061}");
        assert_eq!(text.as_str(), "abc123 coop");
        assert_eq!((hidden.bidi, hidden.invisible, hidden.total()), (2, 2, 4));
    }

    #[test]
    fn families_of_pictures_and_french_spaces_stay() {
        let kept = "👨\u{200d}👩\u{200d}👧 5 mg\u{a0}; 1,73 m² œ é";
        assert_eq!(text(kept), kept);
        assert_eq!(text("b\u{200d}c"), "bc");
    }

    #[test]
    fn s45_at_most_three_marks_stand_on_a_letter_and_none_alone() {
        assert_eq!(text(&format!("a{}b", "\u{300}".repeat(20))), "a\u{300}\u{300}\u{300}b");
        assert_eq!(text("\u{301}x"), "\u{25cc}\u{301}x");
    }

    #[test]
    fn s42_no_scalar_value_lets_a_control_character_through_and_cleaning_twice_changes_nothing() {
        for c in '\0'..=char::MAX {
            let once = text(&format!("a{c}b"));
            assert!(once.chars().all(|c| c == '\n' || !c.is_control()), "{:x}", u32::from(c));
            assert_eq!(text(&once), once, "{:x}", u32::from(c));
        }
    }
}
