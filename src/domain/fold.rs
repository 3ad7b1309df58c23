//! Text as it is compared: accents, case, ligatures and kinds of apostrophe or space ignored.

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

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn accents_case_ligatures_and_apostrophes_do_not_count() {
        assert_eq!(fold("Œsophagoscopie à L’HÔPITAL"), "oesophagoscopie a l'hopital");
        assert_eq!(fold("ÉLECTROCARDIOGRAMME"), fold("électrocardiogramme"));
        assert_eq!(fold("10\u{a0}mg"), "10 mg");
    }
}
