//! Letters as a person counts them (grapheme clusters), found in long texts without walking through all of them.
//!
//! In a [`Clean`](super::Clean) text the characters below U+0300 and a few of punctuation stand alone, unless what
//! follows joins them: so stretches of ordinary text are counted as fast as their bytes are read.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

/// The first byte of a character from U+0300 on, where those that join others begin.
const JOINS: u8 = 0xcc;

/// Whether the character neither joins what stands before it nor is joined by anything but what joins everything.
fn is_plain(c: char) -> bool {
    matches!(c, '\0'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{2010}'..='\u{2027}' | '\u{20a0}'..='\u{20bf}' | '\u{4e00}'..='\u{9fff}')
}

/// Bytes of characters below U+0300, from the start.
fn stretch(text: &str) -> usize {
    text.bytes().position(|byte| byte >= JOINS).unwrap_or(text.len())
}

/// Where the letter that begins at this byte ends; the length of the text at its end.
pub fn after(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let mut chars = rest.chars();
    match (chars.next(), chars.next()) {
        (None, _) => text.len(),
        (Some(c), next) if is_plain(c) && next.is_none_or(is_plain) => at.saturating_add(c.len_utf8()),
        (Some(_), _) => at.saturating_add(rest.graphemes(true).next().map_or(0, str::len)),
    }
}

/// Where the letter that ends at this byte begins; 0 at the start.
pub fn before(text: &str, at: usize) -> usize {
    let mut chars = text.get(..at).unwrap_or("").chars().rev();
    match (chars.next(), chars.next()) {
        (None, _) => 0,
        (Some(c), next) if is_plain(c) && next.is_none_or(is_plain) => at.saturating_sub(c.len_utf8()),
        (Some(c), _) => {
            let whole = GraphemeCursor::new(at, text.len(), true).prev_boundary(text, 0);
            whole.ok().flatten().unwrap_or_else(|| at.saturating_sub(c.len_utf8()))
        }
    }
}

/// The nearest place between two letters, from this byte on.
pub fn settle(text: &str, at: usize) -> usize {
    let at = text.floor_char_boundary(at);
    let start = before(text, at);
    if at == 0 || after(text, start) == at { at } else { after(text, start) }
}

/// How many letters there are.
pub fn count(text: &str) -> usize {
    walk(text, usize::MAX).1
}

/// The byte at which the letter of this rank begins; the length of the text if it has no more than that.
pub fn nth(text: &str, rank: usize) -> usize {
    walk(text, rank).0
}

/// The byte after so many letters, and how many there really are up to there.
fn walk(text: &str, letters: usize) -> (usize, usize) {
    let (mut at, mut count) = (0_usize, 0_usize);
    while count < letters && at < text.len() {
        let rest = text.get(at..).unwrap_or("");
        let length = stretch(rest);
        let plain = rest.get(..length).unwrap_or("");
        // What follows may join the last character of the stretch.
        let open = if length < rest.len() { plain.chars().next_back().map_or(0, char::len_utf8) } else { 0 };
        let alone = plain.get(..length.saturating_sub(open)).unwrap_or("");
        let left = letters.saturating_sub(count);
        let many = alone.chars().count();
        if many >= left {
            let mut chars = alone.chars();
            chars.nth(left.saturating_sub(1));
            return (at.saturating_add(alone.len()).saturating_sub(chars.as_str().len()), letters);
        }
        (at, count) = (at.saturating_add(alone.len()), count.saturating_add(many));
        if at < text.len() {
            (at, count) = (after(text, at), count.saturating_add(1));
        }
    }
    (at, count)
}

#[cfg(test)]
mod tests {
    use super::super::Clean;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_plain_character_stands_alone() {
        for c in ('\0'..=char::MAX).filter(|c| is_plain(*c)) {
            let clean = Clean::new(&format!("{c}{c}a{c}"));
            let letters = clean.graphemes(true).count();
            assert_eq!(letters, clean.chars().count(), "{:x}", u32::from(c));
        }
    }

    /// Whatever joins, and what it joins.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "a",
            " ",
            "é",
            "’",
            "œ",
            "e\u{301}",
            "👨\u{200d}👩\u{200d}👧",
            "🇫🇷",
            "🇫",
            "한",
            "ᄒ",
            "字",
            "שלום",
            "नि",
            "क्ष",
            "\n",
            "©",
            "☎\u{fe0f}",
            "1\u{20e3}",
            "\u{600}",
            "…",
            "mot ",
        ]);
        prop::collection::vec(piece, 0..40).prop_map(|pieces| Clean::new(&pieces.concat()).to_string())
    }

    proptest! {
        #[test]
        fn letters_are_those_of_unicode(text in text()) {
            let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).collect();
            prop_assert_eq!(count(&text), starts.len());
            for (rank, start) in starts.iter().enumerate() {
                let end = starts.get(rank + 1).copied().unwrap_or(text.len());
                prop_assert_eq!(nth(&text, rank), *start);
                prop_assert_eq!(after(&text, *start), end);
                prop_assert_eq!(before(&text, end), *start);
            }
            for byte in 0..=text.len() {
                let next = starts.iter().copied().chain([text.len()]).find(|start| *start >= text.floor_char_boundary(byte));
                prop_assert_eq!(Some(settle(&text, byte)), next);
            }
            prop_assert_eq!((nth(&text, starts.len()), nth(&text, 9_999)), (text.len(), text.len()));
        }
    }
}
