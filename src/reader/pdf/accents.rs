//! Letters put together again: accents drawn beside their letter (TeX, old fonts), and several letters drawn as one.

use super::glyphs::{Glyph, Sign};
use unicode_normalization::UnicodeNormalization;

/// Joins each accent drawn over a letter to it, whichever is drawn first.
pub fn joined(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    let mut out: Vec<Glyph> = Vec::with_capacity(glyphs.len());
    let mut rest = glyphs.into_iter().peekable();
    while let Some(glyph) = rest.next() {
        let Sign::One(sign) = glyph.sign else {
            out.push(glyph);
            continue;
        };
        let Some(mark) = mark(sign) else {
            out.push(glyph);
            continue;
        };
        if let Some(letter) = rest.peek().filter(|next| over(&glyph, next)).and_then(|next| accented(next, mark)) {
            out.extend(rest.next().map(|next| Glyph { sign: Sign::One(letter), ..next }));
        } else if let Some(before) = out.last_mut().filter(|before| over(&glyph, before))
            && let Some(letter) = accented(before, mark)
        {
            before.sign = Sign::One(letter);
        } else {
            out.push(glyph);
        }
    }
    out
}

/// A word's letters as they are read: ligatures apart, soft hyphens and controls away.
pub fn spell(sign: &Sign, word: &mut String) {
    match sign {
        Sign::One(one) => letter(*one, word),
        Sign::Several(several) => several.chars().for_each(|one| letter(one, word)),
    }
}

fn letter(one: char, word: &mut String) {
    match one {
        '\u{fb00}' => word.push_str("ff"),
        '\u{fb01}' => word.push_str("fi"),
        '\u{fb02}' => word.push_str("fl"),
        '\u{fb03}' => word.push_str("ffi"),
        '\u{fb04}' => word.push_str("ffl"),
        '\u{fb05}' | '\u{fb06}' => word.push_str("st"),
        '\u{ad}' => {}
        control if control.is_control() => {}
        other => word.push(other),
    }
}

/// Whether an accent stands over a letter, within a twentieth of its size.
fn over(accent: &Glyph, letter: &Glyph) -> bool {
    let middle = (accent.x + accent.end) / 2.0;
    let slack = 0.05 * letter.height;
    letter.way == accent.way
        && middle > letter.x - slack
        && middle < letter.end + slack
        && (accent.y - letter.y).abs() < 0.6 * accent.height
}

/// The one character that is this letter with this mark.
fn accented(glyph: &Glyph, mark: char) -> Option<char> {
    let Sign::One(letter) = glyph.sign else { return None };
    let letter = match letter {
        // Letters that lose their dot under an accent.
        '\u{131}' => 'i',
        '\u{237}' => 'j',
        letter if letter.is_alphabetic() => letter,
        _ => return None,
    };
    let mut composed = [letter, mark].into_iter().nfc();
    let one = composed.next()?;
    composed.next().is_none().then_some(one)
}

/// The combining mark that a sign standing alone draws.
fn mark(sign: char) -> Option<char> {
    Some(match sign {
        '`' | '\u{2cb}' | '\u{300}' => '\u{300}',
        '\u{b4}' | '\u{2ca}' | '\u{301}' => '\u{301}',
        '^' | '\u{2c6}' | '\u{302}' => '\u{302}',
        '~' | '\u{2dc}' | '\u{303}' => '\u{303}',
        '\u{a8}' | '\u{308}' => '\u{308}',
        '\u{b8}' | '\u{327}' => '\u{327}',
        '\u{2d8}' | '\u{306}' => '\u{306}',
        '\u{2da}' | '\u{30a}' => '\u{30a}',
        '\u{2c7}' | '\u{30c}' => '\u{30c}',
        '\u{af}' | '\u{2c9}' | '\u{304}' => '\u{304}',
        '\u{2d9}' | '\u{307}' => '\u{307}',
        '\u{2dd}' | '\u{30b}' => '\u{30b}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::pdf::glyphs::Way;

    fn glyph(sign: char, x: f64, end: f64) -> Glyph {
        Glyph { x, end, y: 0.0, height: 10.0, sign: Sign::One(sign), way: Way::Right, ink: 0.0 }
    }

    fn read(glyphs: Vec<Glyph>) -> String {
        let mut word = String::new();
        joined(glyphs).iter().for_each(|glyph| spell(&glyph.sign, &mut word));
        word
    }

    #[test]
    fn accents_drawn_beside_their_letter_are_joined_to_it() {
        assert_eq!(read(vec![glyph('´', 0.0, 5.0), glyph('e', 0.0, 5.0)]), "é", "the accent first, as TeX does");
        assert_eq!(read(vec![glyph('e', 0.0, 5.0), glyph('^', 0.0, 5.0)]), "ê", "the accent after");
        assert_eq!(read(vec![glyph('¨', 0.0, 3.0), glyph('\u{131}', 0.0, 3.0)]), "ï");
        assert_eq!(read(vec![glyph('a', 0.0, 5.0), glyph('`', 5.5, 9.0), glyph('b', 10.0, 15.0)]), "a`b", "beside, not over");
        assert_eq!(read(vec![glyph('~', 0.0, 5.0), glyph('/', 0.0, 5.0)]), "~/");
    }

    #[test]
    fn ligatures_come_apart_and_soft_hyphens_go() {
        let several = Glyph { sign: Sign::Several("ffi\u{ad}".into()), ..glyph('x', 0.0, 1.0) };
        assert_eq!(read(vec![several, glyph('\u{fb01}', 1.0, 2.0), glyph('\u{7}', 2.0, 3.0), glyph('œ', 3.0, 4.0)]), "ffifiœ");
    }
}
