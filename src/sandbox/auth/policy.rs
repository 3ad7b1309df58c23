//! Which new passwords are refused, and why (SECURITY §2): length, a floor of 50 bits, a list of common ones, and nothing
//! that names the person. No rule on kinds of characters.

use crate::wire::oauth::rejected;
use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use zeroize::Zeroizing;

pub const MIN: usize = 12;
pub const MAX: usize = 128;
/// CNIL 2022, case 2: with access restriction.
const BITS: f64 = 50.0;
/// Words of the context: guessed first.
const CONTEXT: [&str; 6] = ["dossiermedical", "monespacesante", "dmp", "bienvenue", "ameli", "vitale"];

/// Folded, without digits and signs at the ends.
static COMMON: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../../assets/codes/common-passwords.txt").lines().filter(|line| !line.starts_with('#')).collect()
});

/// Whom a password must not name.
pub struct Person {
    pub identifier: String,
    pub given: String,
    pub family: String,
    /// `YYYY-MM-DD`.
    pub birth: String,
}

/// Codes of [`rejected`], in the order of the rules; empty when the password is accepted. That it is the old one is
/// for the caller to find, at the price of an Argon2 computation.
pub fn refusals(password: &Zeroizing<String>, person: &Person) -> Vec<&'static str> {
    let normal = super::password::normal(password);
    let length = normal.chars().count();
    let folded = Zeroizing::new(fold(&normal));
    let mut refusals = Vec::new();
    if length < MIN {
        refusals.push(rejected::TOO_SHORT);
    }
    if length > MAX {
        refusals.push(rejected::TOO_LONG);
    }
    if length >= MIN && (bits(&normal) < BITS || regular(&normal)) {
        refusals.push(rejected::TOO_GUESSABLE);
    }
    if common(&folded) || CONTEXT.iter().any(|word| folded.contains(word)) {
        refusals.push(rejected::TOO_COMMON);
    }
    if names(&folded, person) {
        refusals.push(rejected::CONTAINS_IDENTITY);
    }
    refusals
}

/// Theoretical bits: characters times the size of the alphabets used.
fn bits(password: &str) -> f64 {
    let size_of = |character: char| match character {
        '0'..='9' => (0, 10.0),
        'a'..='z' => (1, 26.0),
        'A'..='Z' => (2, 26.0),
        '\0'..='\u{7f}' => (3, 33.0),
        '\u{80}'.. => (4, 64.0),
    };
    let alphabets: BTreeMap<u8, f64> = password.chars().map(size_of).collect();
    let size: f64 = alphabets.values().sum();
    password.chars().map(|_| size.max(2.0).log2()).sum()
}

/// Fewer than five different characters, or characters that follow each other on a regular step (`abcdef`, `987654`).
fn regular(password: &str) -> bool {
    let distinct: HashSet<char> = password.chars().collect();
    let steps: HashSet<i64> =
        password.chars().zip(password.chars().skip(1)).map(|(a, b)| i64::from(u32::from(b)) - i64::from(u32::from(a))).collect();
    distinct.len() < 5 || steps.len() < 2
}

/// The password itself, or what remains without the digits and signs that people put around a word, or a word repeated.
fn common(folded: &str) -> bool {
    let bare = folded.trim_matches(|character: char| !character.is_alphabetic());
    let repeated = |word: &str| {
        (1..=word.len() / 2).filter(|length| word.len().is_multiple_of(*length) && word.is_char_boundary(*length)).any(|length| {
            word.get(..length).is_some_and(|unit| COMMON.contains(unit) && unit.repeat(word.len() / length) == word)
        })
    };
    COMMON.contains(folded) || COMMON.contains(bare) || repeated(bare)
}

fn names(folded: &str, person: &Person) -> bool {
    let mut date = person.birth.split('-');
    let (year, month, day) = (date.next().unwrap_or(""), date.next().unwrap_or(""), date.next().unwrap_or(""));
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    let dates = [format!("{day}{month}{year}"), format!("{year}{month}{day}"), format!("{month}{day}{year}")];
    let identifier = fold(&person.identifier);
    let words = [fold(&person.given), fold(&person.family), identifier.replace(['.', '-', '_'], ""), identifier];
    words.iter().any(|word| word.chars().count() >= 3 && folded.contains(word.as_str()))
        || dates.iter().any(|date| date.len() == 8 && digits.contains(date.as_str()))
}

/// Small letters without accents.
fn fold(text: &str) -> String {
    text.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase).collect()
}
