//! What professionals do, as people say it and as they look for it: national names and plain French, accents ignored.

use super::Words;
use super::tables::plain;
use crate::domain::{Clean, Occupation, Qualification, Trade, fold};
use crate::say;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Profession, speciality if any, national name.
static NATIONAL: &str = include_str!("../../assets/codes/professions.tsv");

/// A trade, and the folded words by which it is found.
struct Known {
    trade: Trade,
    /// Each behind a space.
    words: String,
    /// People have a word of their own for it: what is asked for most.
    usual: bool,
}

struct Index {
    trades: Vec<Known>,
    /// National names by code.
    names: HashMap<String, Clean>,
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    let mut index = Index { trades: Vec::new(), names: HashMap::new() };
    for line in NATIONAL.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(profession), Some(speciality), Some(national)) = (cells.next(), cells.next(), cells.next()) else { continue };
        let national = Clean::line(national);
        let (code, qualification) = match speciality {
            "" => (format!("G15:{profession}"), Qualification::Profession(Clean::new(profession))),
            speciality => (speciality.to_owned(), Qualification::Speciality(Clean::new(speciality))),
        };
        let usual = plain(&code);
        let name = usual.clone().unwrap_or_else(|| national.clone());
        index.names.insert(code, national.clone());
        // Several codes are one trade for people: there are three of general practice.
        let known = index.trades.iter_mut().find(|known| known.trade.name == name);
        match known {
            Some(known) => {
                known.trade.codes.push(qualification);
                known.words.push_str(&words(&national));
            }
            None => {
                let words = format!("{}{}", words(&name), words(&national));
                index.trades.push(Known { trade: Trade { name, codes: vec![qualification] }, words, usual: usual.is_some() });
            }
        }
    }
    index.trades.sort_by_cached_key(|known| fold(&known.trade.name));
    index
});

/// ` chirurgien dentiste`
fn words(text: &str) -> String {
    let folded = fold(text);
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).flat_map(|word| [" ", word]).collect()
}

/// Endings of women's names of trades, and of men's, which are those of the lists.
const ENDINGS: [(&str, &str); 4] = [("iere", "ier"), ("ienne", "ien"), ("trice", "teur"), ("euse", "eur")];

impl Words {
    /// The trades in which every word typed begins a word; those that people have a word for come first, then those that begin so. None when nothing is typed.
    pub fn trades(&self, typed: &str) -> Vec<Trade> {
        let wanted = words(typed);
        let each: Vec<&str> = wanted.split_ascii_whitespace().collect();
        if each.is_empty() {
            return Vec::new();
        }
        let holds = |known: &Known, word: &str| {
            let masculine = ENDINGS.iter().find_map(|(her, his)| Some(format!(" {}{his}", word.strip_suffix(her)?)));
            known.words.contains(&format!(" {word}")) || masculine.is_some_and(|word| known.words.contains(&word))
        };
        let found = INDEX.trades.iter().filter(|known| each.iter().all(|word| holds(known, word)));
        let mut found: Vec<&Known> = found.collect();
        found.sort_by_key(|known| (!known.usual, !known.words.starts_with(&wanted)));
        found.into_iter().map(|known| known.trade.clone()).collect()
    }

    /// What somebody does, in plain words; what the directory says where the code is unknown.
    pub fn occupation(&self, occupation: &Occupation) -> Clean {
        let profession = occupation.profession.as_ref().map(|code| format!("G15:{code}"));
        let codes: Vec<&str> = occupation.speciality.as_deref().into_iter().chain(profession.as_deref()).collect();
        let known = |code: &&str| plain(code).or_else(|| INDEX.names.get(*code).cloned());
        codes
            .iter()
            .find_map(known)
            .or_else(|| occupation.said.clone())
            .unwrap_or_else(|| say!(self, "professional-unknown-trade"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trade_is_found_as_people_say_it() {
        let words = Words::french();
        let first = |typed: &str| words.trades(typed).first().map(|trade| trade.name.to_string()).unwrap_or_default();
        for (typed, name) in [
            ("kine", "kinésithérapeute"),
            ("KINÉ", "kinésithérapeute"),
            ("cardiologie", "cardiologue"),
            ("généraliste", "médecin généraliste"),
            ("infirmière", "infirmier"),
            ("opticienne", "opticien"),
            ("dentiste", "dentiste"),
            ("sage femme", "sage-femme"),
            ("stomato", "Stomatologie"),
            ("gen", "médecin généraliste"),
            ("orl", "médecin du nez, de la gorge et des oreilles"),
        ] {
            assert_eq!(first(typed), name, "{typed}");
        }
        for nothing in ["", " ", "xyz", "%", "SM54", "médecin xyz"] {
            assert_eq!(words.trades(nothing), [], "{nothing}");
        }
        let general = words.trades("généraliste").remove(0);
        assert_eq!(general.codes.len(), 3, "{general:?}");
    }

    #[test]
    fn every_trade_has_a_name_of_its_own_and_a_code() {
        let mut names: Vec<&Clean> = INDEX.trades.iter().map(|known| &known.trade.name).collect();
        let count = names.len();
        names.dedup();
        assert!(names.len() == count && count >= 60, "{count}");
        assert!(INDEX.trades.iter().all(|known| !known.trade.codes.is_empty() && !known.trade.name.is_empty()));
    }
}
