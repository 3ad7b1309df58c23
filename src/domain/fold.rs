//! Text as it is compared: accents, case, ligatures and kinds of apostrophe or space ignored.

use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `Œsophagoscopie` and `oesophagoscopie` fold to the same text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    if text.is_ascii() {
        out.extend(text.chars().map(|c| c.to_ascii_lowercase()));
        return out;
    }
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            'ß' | 'ẞ' => out.push_str("ss"),
            '’' | '‘' | 'ʼ' => out.push('\''),
            '\u{a0}' | '\u{202f}' | '\u{2009}' => out.push(' '),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// Where a folded word stands in a text: ranges of its bytes, whole letters with their accents, in order and apart.
pub fn find_folded(text: &str, word: &str) -> Vec<Range<usize>> {
    if word.is_empty() {
        return Vec::new();
    }
    // Letter by letter, with where each comes from: what folds to nothing belongs to the letter before it.
    let mut folded = String::with_capacity(text.len());
    let mut letters: Vec<(usize, Range<usize>)> = Vec::new();
    for (at, c) in text.char_indices() {
        let start = folded.len();
        folded.push_str(&fold(c.encode_utf8(&mut [0; 4])));
        let end = at + c.len_utf8();
        match letters.last_mut() {
            Some((_, range)) if folded.len() == start => range.end = end,
            _ => letters.push((start, at..end)),
        }
    }
    let holding = |byte: usize| letters.partition_point(|(start, _)| *start <= byte).checked_sub(1);
    let range = |(at, found): (usize, &str)| {
        let (_, first) = letters.get(holding(at)?)?;
        let (_, last) = letters.get(holding((at + found.len()).checked_sub(1)?)?)?;
        Some(first.start..last.end)
    };
    let mut free = 0;
    let mut apart = |found: &Range<usize>| {
        // A letter that folds to two may hold the word twice (ß).
        let apart = found.start >= free;
        free = free.max(found.end);
        apart
    };
    folded.match_indices(word).filter_map(range).filter(|found| apart(found)).collect()
}

#[cfg(test)]
mod tests {
    use super::{find_folded, fold};

    #[test]
    fn a_folded_word_is_found_where_it_stands_with_its_accents() {
        let text = "L’œil, l’ŒIL et le de\u{301}but";
        let found = |word| find_folded(text, word).into_iter().filter_map(|range| text.get(range)).collect::<Vec<_>>();
        assert_eq!(found("oeil"), ["œil", "ŒIL"]);
        assert_eq!(found("il"), ["il", "IL"]);
        assert_eq!(found("debut"), ["de\u{301}but"]);
        assert_eq!(found("e"), ["œ", "Œ", "e", "e", "e\u{301}"]);
        assert_eq!(found("absent"), Vec::<&str>::new());
        assert_eq!(find_folded("Straße", "s").len(), 2);
        assert_eq!(find_folded(text, ""), Vec::<std::ops::Range<usize>>::new());
    }

    #[test]
    fn accents_case_ligatures_and_apostrophes_do_not_count() {
        assert_eq!(fold("Œsophagoscopie à L’HÔPITAL"), "oesophagoscopie a l'hopital");
        assert_eq!(fold("ÉLECTROCARDIOGRAMME"), fold("électrocardiogramme"));
        assert_eq!(fold("10\u{a0}mg"), "10 mg");
    }
}
