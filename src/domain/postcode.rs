//! French postcodes and their towns, to notice a slip of the finger. A postcode that the list lacks (CEDEX) is nobody's fault.
//!
//! "Codes postaux", Etalab (data.gouv.fr), from INSEE and DGFiP, Licence Ouverte 2.0: `assets/codes/postcodes.tsv.gz`.

use super::fold::fold;
use flate2::read::GzDecoder;
use std::collections::HashMap;
use std::io::Read;
use std::sync::LazyLock;

const PACKED: &[u8] = include_bytes!("../../assets/codes/postcodes.tsv.gz");

/// Bytes of the list once unpacked: ours, and so no more than this.
const LARGEST: u64 = 2 << 20;

struct Towns {
    text: String,
    /// Where each postcode's line begins.
    lines: HashMap<[u8; 5], (usize, usize)>,
}

static TOWNS: LazyLock<Towns> = LazyLock::new(|| {
    let mut text = String::new();
    // A damaged list is an empty one: every postcode is then unknown, and nothing is refused.
    let _ = GzDecoder::new(PACKED).take(LARGEST).read_to_string(&mut text);
    let mut lines = HashMap::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let to = from + line.len();
        if let Some(code) = line.as_bytes().first_chunk::<5>().filter(|code| code.iter().all(u8::is_ascii_digit)) {
            lines.insert(*code, (from, to));
        }
        from = to;
    }
    Towns { text, lines }
});

/// The towns of a postcode; `None` when the list does not have it.
pub fn towns(postcode: &str) -> Option<impl Iterator<Item = &'static str>> {
    let code = <[u8; 5]>::try_from(postcode.as_bytes()).ok()?;
    let (from, to) = TOWNS.lines.get(&code)?;
    Some(TOWNS.text.get(*from..*to)?.trim_end().split('\t').skip(1))
}

/// Whether a town has this postcode, as far as the list knows: accents, hyphens, "St" and the number of an arrondissement
/// do not count.
pub fn agrees(postcode: &str, town: &str) -> bool {
    let Some(mut known) = towns(postcode) else { return true };
    let town = plain(town);
    known.any(|known| {
        let known = plain(known);
        known == town || known.strip_prefix(&town).is_some_and(|rest| rest.starts_with(' ') && rest.ends_with(" arrondissement"))
    })
}

fn plain(town: &str) -> String {
    let folded = fold(town);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let words = words.map(|word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    });
    words.take_while(|word| *word != "cedex").collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_goes_with_its_postcode_however_it_is_written() {
        for (code, town) in [
            ("33000", "Bordeaux"),
            ("33000", "BORDEAUX"),
            ("69003", "Lyon"),
            ("01200", "chezery forens"),
            ("22300", "Lannion"),
            ("35400", "St-Malo"),
            ("99999", "n’importe où"),
            ("33076", "Bordeaux CEDEX"),
        ] {
            assert!(agrees(code, town), "{code} {town}");
        }
        for (code, town) in [("33000", "Lyon"), ("69003", "Ly"), ("35400", "Saint"), ("75001", "")] {
            assert!(!agrees(code, town), "{code} {town}");
        }
    }

    #[test]
    fn most_of_france_is_in_the_list() {
        assert!(TOWNS.lines.len() > 6_000, "{}", TOWNS.lines.len());
        assert_eq!(towns("33000").map(Iterator::count), Some(1));
    }
}
