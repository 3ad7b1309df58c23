//! Glyphs into words, in the order in which they are drawn: cells of a table that overlap never mix their letters.

use super::accents;
use super::glyphs::{Glyph, Sign};

/// Letters that follow one another on one line.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub x: f64,
    pub end: f64,
    pub y: f64,
    pub height: f64,
    pub text: String,
    /// That of its glyphs, and their length.
    pub ink: f64,
    pub drawn: f64,
}

/// The words of glyphs that all go the same way.
pub fn words<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    // The glyph before, and where its line is; nothing after a blank.
    let mut last: Option<(&Glyph, f64)> = None;
    for glyph in glyphs {
        if is_blank(&glyph.sign) {
            last = None;
            continue;
        }
        if last.is_some_and(|(before, y)| doubled(glyph, before, y)) {
            continue;
        }
        let follows = last.filter(|(before, y)| follows(glyph, before, *y));
        match words.last_mut().filter(|_| follows.is_some()) {
            Some(word) => {
                accents::spell(&glyph.sign, &mut word.text);
                word.end = word.end.max(glyph.end);
                word.ink += glyph.ink;
                word.drawn += glyph.end - glyph.x;
            }
            None => {
                let mut text = String::new();
                accents::spell(&glyph.sign, &mut text);
                let (ink, drawn) = (glyph.ink, glyph.end - glyph.x);
                words.push(Word { x: glyph.x, end: glyph.end, y: glyph.y, height: glyph.height, text, ink, drawn });
            }
        }
        // An index or an exponent does not move the line of its word.
        last = Some((glyph, follows.map_or(glyph.y, |(_, y)| y)));
    }
    words.retain(|word| !word.text.is_empty());
    words
}

/// The usual advance of a glyph, in points: what a column of the terminal stands for.
pub fn advance<'g>(glyphs: impl Iterator<Item = &'g Glyph>) -> f64 {
    let mut advances: Vec<f64> = glyphs.map(|glyph| glyph.end - glyph.x).filter(|advance| *advance > 0.1).collect();
    let middle = advances.len() / 2;
    if advances.is_empty() {
        return 5.0;
    }
    let (_, median, _) = advances.select_nth_unstable_by(middle, f64::total_cmp);
    median.max(1.0)
}

fn is_blank(sign: &Sign) -> bool {
    match sign {
        Sign::One(one) => one.is_whitespace(),
        Sign::Several(several) => several.trim().is_empty(),
    }
}

/// The same letter drawn again a little aside, to look bold.
fn doubled(glyph: &Glyph, before: &Glyph, y: f64) -> bool {
    let near = 0.12 * glyph.height;
    (glyph.x - before.x).abs() < near && (glyph.y - y).abs() < near && glyph.sign == before.sign
}

fn follows(glyph: &Glyph, before: &Glyph, y: f64) -> bool {
    let gap = glyph.x - before.end;
    // An exponent is smaller than what it stands on, and as high above its line as that is tall.
    let tall = glyph.height.max(before.height);
    gap < 0.16 * glyph.height && gap > -0.35 * glyph.height && (glyph.y - y).abs() < 0.45 * tall
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::pdf::glyphs::Way;

    /// Letters of 5 points from `x` on; a space is drawn as one.
    fn draw(text: &str, x: f64, y: f64) -> Vec<Glyph> {
        let glyph = |(n, sign): (usize, char)| {
            let x = x + 5.0 * f64::from(u32::try_from(n).unwrap());
            Glyph { x, end: x + 5.0, y, height: 10.0, sign: Sign::One(sign), way: Way::Right, ink: 0.0 }
        };
        text.chars().enumerate().map(glyph).collect()
    }

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        words(glyphs.iter()).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn cells_that_overlap_keep_their_letters_apart() {
        let drawn = [draw("long texte", 0.0, 0.0), draw("5,1", 22.0, 0.0)].concat();
        assert_eq!(texts(&drawn), ["long", "texte", "5,1"]);
    }

    #[test]
    fn a_letter_drawn_twice_to_look_bold_is_read_once() {
        let once = draw("mm", 0.0, 0.0);
        let twice: Vec<Glyph> = once
            .iter()
            .flat_map(|glyph| [glyph.clone(), Glyph { x: glyph.x + 0.3, end: glyph.end + 0.3, ..glyph.clone() }])
            .collect();
        assert_eq!(texts(&twice), ["mm"], "a word that has the letter twice keeps it");
    }

    #[test]
    fn an_index_stays_in_its_word_and_another_line_begins_another() {
        let drawn = [draw("CO", 0.0, 0.0), draw("2", 10.0, 2.0), draw("ici", 15.0, 0.0), draw("bas", 0.0, 12.0)].concat();
        assert_eq!(texts(&drawn), ["CO2ici", "bas"]);
    }

    #[test]
    fn a_column_is_as_wide_as_the_usual_glyph() {
        assert_eq!(advance(draw("abc", 0.0, 0.0).iter()), 5.0);
        assert_eq!(advance([].iter()), 5.0);
    }
}
