//! The one door of text: nothing harmful goes through it, nothing visible is lost, and going through it twice changes nothing.

use dmp::domain::{Clean, find_folded, fold};
use dmp::reader::worker::Worker;

pub fn clean(bytes: &[u8], _: &dyn Worker) {
    let raw = String::from_utf8_lossy(bytes);
    let (once, _) = Clean::counted(&raw);
    assert_eq!(once.chars().find(|c| *c != '\n' && is_harmful(*c)), None, "{once:?}");
    // A tab is eight spaces at most, and nothing else becomes longer than that.
    assert!(once.len() <= raw.len().saturating_mul(8));
    let (twice, hidden) = Clean::counted(&once);
    assert_eq!((&twice, hidden.total()), (&once, 0), "twice is not once");
    assert!(letters(&raw).eq(letters(&once)), "{raw:?} is shown as {once:?}");
    let flat = once.flat();
    assert!(flat == Clean::line(&raw) && flat == flat.flat() && !flat.contains('\n'), "{flat:?}");
    assert!(letters(&raw).eq(letters(&flat)));
    assert_eq!(once.flat_keeping_ends().len(), once.len());
    for word in flat.split(' ').take(3).map(fold).filter(|word| !word.is_empty()) {
        let found = find_folded(&flat, &word);
        assert!(!found.is_empty() && found.is_sorted_by(|a, b| a.end <= b.start), "{word:?} in {flat:?}: {found:?}");
        assert!(found.iter().all(|range| flat.get(range.clone()).is_some()));
    }
}

/// Letters and digits of our alphabets, which nothing may drop.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric() && matches!(c, '0'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{4e00}'..='\u{9fff}'))
}

/// What no face may ever be given: control characters (Cc), and those that act without being seen (Cf), but for the joiners
/// that `Clean` lets stand between the pictures and the letters that they join, and the signs that enclose a number.
pub fn is_harmful(c: char) -> bool {
    // Most letters are ordinary, and the fuzzer follows each comparison.
    !matches!(c, ' '..='~')
        && (c.is_control()
            || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'))
}
