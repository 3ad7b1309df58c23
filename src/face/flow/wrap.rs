//! Where lines end: at spaces, never before `: ; ! ? »` nor after `«`, never inside a word that fits the line.

use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns a text takes.
pub fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.width() }
}

/// What becomes of a word longer than its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LongWord {
    /// On a screen: the only way to see its end.
    Cut,
    /// In a file: an address can be copied.
    Whole,
}

/// The lines of a text, as places in it. The first line has `first` columns and the others `rest`.
pub fn lines(text: &str, first: usize, rest: usize, long: LongWord) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for hard in text.split('\n') {
        let limit = |lines: &Vec<_>| if lines.is_empty() { first } else { rest }.max(1);
        if width(hard) <= limit(&lines) {
            lines.push(start..start + hard.trim_end().len());
        } else {
            soft(hard, start, &mut lines, limit, long);
        }
        start += hard.len() + 1;
    }
    lines
}

/// Columns of the longest word, counting what may not be parted from it.
pub fn longest_word(text: &str) -> usize {
    text.split('\n').flat_map(words).map(|word| width(word.text)).max().unwrap_or_default()
}

/// Columns of the longest line.
pub fn longest_line(text: &str) -> usize {
    text.split('\n').map(|line| width(line.trim_end())).max().unwrap_or_default()
}

fn soft(hard: &str, base: usize, lines: &mut Vec<Range<usize>>, limit: impl Fn(&Vec<Range<usize>>) -> usize, long: LongWord) {
    // What the present line holds so far, and how wide it is.
    let mut line: Option<(Range<usize>, usize)> = None;
    for word in words(hard) {
        let wide = width(word.text);
        let end = word.start + word.text.len();
        if let Some((range, used)) = &mut line {
            let gap = word.start - range.end;
            if *used + gap + wide <= limit(lines) {
                *used += gap + wide;
                range.end = end;
                continue;
            }
            lines.push(base + range.start..base + range.end);
        }
        // Blanks at the beginning of a line of the source are kept: they may align it.
        let start = if line.is_none() && word.start + wide <= limit(lines) { 0 } else { word.start };
        let (start, used) = if wide > limit(lines) && long == LongWord::Cut {
            last_resort(word.text, word.start, base, lines, &limit)
        } else {
            (start, wide + word.start - start)
        };
        line = Some((start..end, used));
    }
    let (range, _) = line.unwrap_or((0..0, 0));
    lines.push(base + range.start..base + range.end);
}

/// Cuts a word longer than a line between graphemes; gives the start and width of what is left of it.
fn last_resort(
    word: &str,
    at: usize,
    base: usize,
    lines: &mut Vec<Range<usize>>,
    limit: &impl Fn(&Vec<Range<usize>>) -> usize,
) -> (usize, usize) {
    let (mut start, mut used) = (0, 0);
    for (place, grapheme) in word.grapheme_indices(true) {
        let wide = width(grapheme);
        if used + wide > limit(lines) && place > start {
            lines.push(base + at + start..base + at + place);
            (start, used) = (place, 0);
        }
        used += wide;
    }
    (at + start, used)
}

struct Word<'t> {
    text: &'t str,
    start: usize,
}

/// Words, with the punctuation that French sets apart by a space and that may not begin a line.
fn words(line: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = line.get(at..)?;
        let start = at + rest.bytes().position(|b| b != b' ')?;
        let mut end = start;
        loop {
            let rest = line.get(end..).unwrap_or_default();
            end += rest.bytes().position(|b| b == b' ').unwrap_or(rest.len());
            let opens = line.get(start..end).is_some_and(|word| word.ends_with('«'));
            let after = line.get(end + 1..).unwrap_or_default();
            let closes = after.starts_with([':', ';', '!', '?', '»', '%']) && is_alone(after);
            let goes_on = closes || opens && !after.is_empty() && !after.starts_with(' ');
            if !goes_on {
                break;
            }
            end += 1;
        }
        at = end;
        Some(Word { text: line.get(start..end)?, start })
    })
}

/// A sign that stands alone, such as `:`, or with other signs, such as `! »`; not `:)` or `?a`.
fn is_alone(after: &str) -> bool {
    let word = after.split(' ').next().unwrap_or_default();
    word.chars().all(|c| matches!(c, ':' | ';' | '!' | '?' | '»' | '%' | '.' | ',' | ')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> Vec<&str> {
        lines(text, width, width, LongWord::Cut).into_iter().map(|range| text.get(range).unwrap()).collect()
    }

    #[test]
    fn lines_end_at_spaces_and_signs_stay_with_their_word() {
        assert_eq!(wrapped("un deux trois", 8), ["un deux", "trois"]);
        assert_eq!(wrapped("la dose : 5 mg", 8), ["la", "dose : 5", "mg"]);
        assert_eq!(wrapped("dit « oui » fort", 9), ["dit", "« oui »", "fort"]);
        assert_eq!(wrapped("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrapped("5\u{a0}mg de sel", 6), ["5\u{a0}mg", "de sel"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut_as_a_last_resort() {
        assert_eq!(wrapped("ab anticonstitutionnel x", 10), ["ab", "anticonsti", "tutionnel", "x"]);
        assert_eq!(wrapped("👨‍👩‍👧👨‍👩‍👧", 2).len(), 2);
        assert_eq!(wrapped("é", 0), ["é"]);
        let whole = lines("ab anticonstitutionnel x", 10, 10, LongWord::Whole);
        assert_eq!(whole, [0..2, 3..22, 23..24]);
    }

    #[test]
    fn columns_of_a_source_line_are_kept_where_they_fit() {
        assert_eq!(wrapped("  a    b", 20), ["  a    b"]);
        assert_eq!(wrapped("  a    b c", 9), ["  a    b", "c"]);
    }
}
