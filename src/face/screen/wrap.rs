//! Wrapping at words. Never truncates, never hyphenates; a word wider than the line is cut between letters.

use ratatui::buffer::CellWidth;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Columns taken on the screen, letter by letter as they will be written.
pub(super) fn width(text: &str) -> usize {
    text.graphemes(true).map(|letter| usize::from(letter.cell_width())).sum()
}

/// The byte ranges of the lines of `text`, each of at most so many columns.
///
/// Only an ordinary space may become a line end, and not before `: ; ! ? » %` nor after `«`, as French is typeset; no-break
/// spaces hold, and line feeds are kept. There is always one line.
pub(super) fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut from = 0;
    for paragraph in text.split('\n') {
        one(text, from..from.saturating_add(paragraph.len()), columns.max(1), &mut lines);
        from = from.saturating_add(paragraph.len()).saturating_add(1);
    }
    lines
}

fn one(text: &str, whole: Range<usize>, limit: usize, lines: &mut Vec<Range<usize>>) {
    let (mut start, mut used) = (whole.start, 0_usize);
    // Where the line may end, and where the next one then begins.
    let mut end: Option<(usize, usize)> = None;
    for (at, letter) in text.get(whole.clone()).unwrap_or("").grapheme_indices(true) {
        let at = whole.start.saturating_add(at);
        let after = at.saturating_add(letter.len());
        let columns = usize::from(letter.cell_width());
        if letter == " " && parts(text, at, after) {
            if used == 0 && start > whole.start {
                start = after;
                continue;
            }
            end = match end {
                Some((stop, next)) if next == at => Some((stop, after)),
                Some(_) | None => Some((at, after)),
            };
        } else {
            while used > 0 && used.saturating_add(columns) > limit {
                start = match end.take() {
                    Some((stop, next)) if stop > start => {
                        lines.push(start..stop);
                        next
                    }
                    // Nothing but blanks stands before: they are left out rather than the word be cut.
                    Some((_, next)) => next,
                    None => {
                        lines.push(start..at);
                        at
                    }
                };
                used = width(text.get(start..at).unwrap_or(""));
            }
        }
        used = used.saturating_add(columns);
    }
    // Blanks left at the end of a line say nothing.
    let kept = text.get(start..whole.end).unwrap_or("").trim_end_matches(' ').len();
    lines.push(start..start.saturating_add(kept));
}

/// Whether the space at these bytes may end a line.
pub(super) fn parts(text: &str, at: usize, after: usize) -> bool {
    let opens = text.get(..at).is_some_and(|before| before.ends_with('«'));
    let closes = text.get(after..).is_some_and(|next| next.starts_with([':', ';', '!', '?', '»', '%']));
    !opens && !closes
}

/// The lines themselves.
pub(super) fn lines(text: &str, columns: usize) -> Vec<String> {
    wrap(text, columns).into_iter().map(|line| text.get(line).unwrap_or("").to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stay_whole_and_lines_fit() {
        assert_eq!(lines("Vos documents sont ici", 10), ["Vos", "documents", "sont ici"]);
        assert_eq!(lines("un\n\ndeux", 10), ["un", "", "deux"]);
        assert_eq!(lines("", 10), [""]);
    }

    #[test]
    fn a_no_break_space_holds() {
        assert_eq!(lines("il pèse 72\u{a0}kg ici", 10), ["il pèse", "72\u{a0}kg ici"]);
    }

    #[test]
    fn french_punctuation_never_begins_a_line() {
        assert_eq!(lines("votre Identifiant : vide", 13), ["votre", "Identifiant :", "vide"]);
        assert_eq!(lines("lancez « dmp » ici", 10), ["lancez", "« dmp »", "ici"]);
    }

    #[test]
    fn a_word_too_long_is_cut_between_letters_and_wide_ones_count_for_two() {
        assert_eq!(lines("anticonstitutionnellement", 10), ["anticonsti", "tutionnell", "ement"]);
        assert_eq!(lines("漢字漢字", 5), ["漢字", "漢字"]);
    }

    #[test]
    fn columns_inside_a_line_are_kept() {
        assert_eq!(lines("5       10", 20), ["5       10"]);
        assert_eq!(lines("   a", 2), ["a"]);
        assert_eq!(lines(" ab", 2), ["ab"]);
        assert_eq!(lines("   a", 4), ["   a"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_overflows(text in "[a-zé漢 \u{a0}\n]{0,80}", columns in 2_usize..30) {
            let wrapped = lines(&text, columns);
            let letters = |s: &str| s.chars().filter(|c| *c != ' ' && *c != '\n').collect::<String>();
            prop_assert_eq!(letters(&wrapped.concat()), letters(&text));
            for line in &wrapped {
                prop_assert!(width(line) <= columns, "{:?}", line);
            }
        }
    }
}
