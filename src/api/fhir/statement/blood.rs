//! Blood groups in their codes: LOINC's answers, SNOMED CT's findings, or the letters that people write. Nothing is guessed.

use super::super::code::Concept;
use crate::domain::Blood;

/// LOINC's answers, which are written; SNOMED CT's.
const GROUPS: [(Blood, &str, &str, &str); 4] = [
    (Blood::A, "LA19710-5", "112144000", "A"),
    (Blood::B, "LA19709-7", "112149005", "B"),
    (Blood::Ab, "LA28449-9", "165743006", "AB"),
    (Blood::O, "LA19708-9", "58460004", "O"),
];
const RHESUS: [(bool, &str, &str); 2] = [(true, "LA6576-8", "165747007"), (false, "LA6577-6", "165746003")];
/// What stands before the letters, or after them.
const AROUND: [&str; 6] = ["groupe", "group", "sanguin", "rhésus", "rhesus", "rh"];

pub(super) fn group(concept: Option<&Concept>, text: Option<&str>) -> Option<Blood> {
    let coded = GROUPS.iter().find(|(_, loinc, snomed, _)| concept.is_some_and(|it| it.has(loinc) || it.has(snomed)));
    let said = || text.map(bare).and_then(|text| GROUPS.iter().find(|(_, _, _, letters)| text.eq_ignore_ascii_case(letters)));
    coded.or_else(said).map(|(group, ..)| *group)
}

pub(super) fn rhesus(concept: Option<&Concept>, text: Option<&str>) -> Option<bool> {
    let coded = RHESUS.iter().find(|(_, loinc, snomed)| concept.is_some_and(|it| it.has(loinc) || it.has(snomed)));
    coded.map(|(positive, ..)| *positive).or_else(|| match bare(text?).to_lowercase().as_str() {
        "+" | "positif" | "positive" | "pos" => Some(true),
        "-" | "−" | "négatif" | "negatif" | "negative" | "neg" => Some(false),
        _other => None,
    })
}

/// The code of LOINC and the letters of a group.
pub(super) fn of_group(group: Blood) -> (&'static str, &'static str) {
    GROUPS.iter().find(|(it, ..)| *it == group).map_or(("", ""), |(_, loinc, _, letters)| (loinc, letters))
}

pub(super) fn of_rhesus(positive: bool) -> (&'static str, &'static str) {
    let (_, loinc, _) = if positive { RHESUS[0] } else { RHESUS[1] };
    (loinc, if positive { "+" } else { "-" })
}

fn bare(text: &str) -> &str {
    let mut text = text.trim();
    while let Some(rest) = AROUND.iter().find_map(|word| {
        let start = text.get(..word.len()).filter(|start| start.to_lowercase() == *word)?;
        text.get(start.len()..)
    }) {
        text = rest.trim_start_matches([' ', '.', ':']);
    }
    text.trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_in_codes_and_in_letters_and_never_guessed() {
        let concept = |code: &str| serde_json::from_str::<Concept>(&format!("{{\"coding\":[{{\"code\":\"{code}\"}}]}}")).unwrap();
        for (group, loinc, snomed, letters) in GROUPS {
            for read in [self::group(Some(&concept(loinc)), None), self::group(Some(&concept(snomed)), Some("?"))] {
                assert_eq!(read, Some(group));
            }
            assert_eq!(self::group(None, Some(&format!("Groupe sanguin : {letters} "))), Some(group));
            assert_eq!(of_group(group), (loinc, letters));
        }
        for nonsense in ["", "C", "A ou B", "A+", "AO", "groupe", "é"] {
            assert_eq!(self::group(None, Some(nonsense)), None, "{nonsense}");
        }
        for (text, positive) in
            [("Rh+", Some(true)), ("rhésus négatif", Some(false)), ("POSITIF", Some(true)), ("++", None), ("", None)]
        {
            assert_eq!(rhesus(None, Some(text)), positive, "{text}");
        }
        assert_eq!(rhesus(Some(&concept("LA6577-6")), Some("positif")), Some(false), "the code wins");
    }
}
