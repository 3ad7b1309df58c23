//! FHIR documents: what a person reads of them, whose they are, and what is refused.

use dmp::domain::{Damage, Date, Ins, Problem, Reading, Target};
use dmp::face::flow;
use dmp::reader::{self, Expected};
use dmp::words::Words;

pub const FIXTURE: &str = include_str!("fixtures/bilan.json");

fn read(source: &str) -> Result<Reading, Problem> {
    reader::read(source.as_bytes(), "application/fhir+json", None, &crate::worker())
}

fn shown(source: &str) -> String {
    flow::text(&read(source).unwrap(), 0, &Words::french())
}

/// A document of one section.
fn with_section(section: &str) -> String {
    format!(
        "{{\"resourceType\":\"Bundle\",\"type\":\"document\",\"entry\":[{{\"resource\":{{\"resourceType\":\"Composition\",\
         \"subject\":{{\"display\":\"Lise\"}},\"section\":[{section}]}}}}]}}"
    )
}

fn with_narrative(div: &str) -> String {
    with_section(&format!("{{\"title\":\"S\",\"text\":{{\"div\":{}}}}}", serde_json::to_string(div).unwrap()))
}

#[test]
fn entries_without_narrative_are_said_in_plain_words() {
    let text = shown(FIXTURE);
    for wanted in [
        "Auteur : Dr Alice Dumont, médecin, Laboratoire des Quais",
        "Confidentialité : accès limité",
        "Remplace : un document plus ancien",
        "Conclusion : Fer bas.",
        "Fer · 4,50\u{a0}µmol/L · de 9 à 30\u{a0}µmol/L · au-dessous des valeurs de référence",
        "Médicament : Fer 80 mg",
        "État : arrêté",
        "Allergie ou intolérance : Pénicilline",
        "Problème de santé : Anémie",
        "Vaccin : Grippe",
        "Acte : Endoscopie",
        "Objectif : Marcher chaque jour",
        "[donnée numéro 22 illisible]",
        "[donnée numéro 23 illisible]",
    ] {
        let parts: Vec<&str> = wanted.split(" · ").collect();
        let mut rest = text.as_str();
        for part in parts {
            let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} is not in:\n{text}"));
            rest = &rest[at..];
        }
    }
}

#[test]
fn what_was_entered_in_error_or_may_mean_something_else_is_never_read_as_true() {
    let text = shown(FIXTURE);
    assert!(text.contains("Donnée écrite par erreur, d’après son auteur : Potassium."), "{text}");
    assert!(text.contains("Donnée écrite par erreur, d’après son auteur : Arachide."), "{text}");
    assert!(!text.contains("99"), "the value of an error is not shown");
    assert!(text.contains("contient une indication inconnue"), "{text}");
    assert!(text.contains("modifierExtension.valueBoolean : true"), "{text}");
    let mistaken = FIXTURE.replacen("\"status\": \"final\"", "\"status\": \"entered-in-error\"", 1);
    assert!(shown(&mistaken).starts_with("Attention. L’auteur de ce document a signalé"), "{}", shown(&mistaken));
    let ruled = FIXTURE.replacen("\"type\": \"document\"", "\"type\": \"document\", \"implicitRules\": \"https://a\"", 1);
    assert!(shown(&ruled).starts_with("Attention. Ce document contient une indication"));
}

#[test]
fn a_fhir_document_of_somebody_else_says_so_before_its_content() {
    let lise = Expected {
        family: "Océan".into(),
        given: "Lise".into(),
        born: Date::fhir("1979-03-15"),
        ins: Ins::new("279035121518989"),
    };
    let first = |expected: &Expected| {
        let reading = reader::read(FIXTURE.as_bytes(), "application/fhir+json", Some(expected), &crate::worker()).unwrap();
        flow::text(&reading, 0, &Words::french()).lines().next().unwrap().to_owned()
    };
    assert_eq!(first(&lise), "Bilan du 4 mars");
    assert!(
        first(&Expected { ins: Ins::new("124018852493334"), ..lise.clone() }).starts_with("Attention. Ce document porte le nom")
    );
    assert!(first(&Expected { ins: None, family: "Autre".into(), ..lise }).starts_with("Attention."));
}

#[test]
fn a_narrative_keeps_its_layout_and_follows_nothing() {
    let reading = read(FIXTURE).unwrap();
    let text = flow::text(&reading, 0, &Words::french());
    assert!(text.contains("Boire 10³ mL d’eau par jour\u{a0}; voir le guide [lien 1] et ceci [lien 2]."), "{text}");
    assert!(text.contains("a. sel : [supprimé : peu] [ajouté : très peu]"), "{text}");
    assert!(text.contains("une pomme [fichier qui n’est pas dans le document : https://exemple.fr/a.png]"), "{text}");
    assert!(
        text.matches("alert(1)").count() == 1 && text.contains("Lien 2, que le programme ne suit pas : javascript:alert(1)"),
        "{text}"
    );
    assert!(reading.links.iter().any(|link| matches!(link, Target::Refused(_))));
    assert_eq!(reading.headings().map(|(_, level, _)| level).collect::<Vec<_>>(), [1, 2, 2, 2, 2, 3, 2, 3, 2, 2]);
    let spaced = shown(&with_narrative("<div xmlns='http://www.w3.org/1999/xhtml'><b>un</b> <i>deux</i><br/>trois</div>"));
    assert!(spaced.contains("un deux\ntrois"), "{spaced}");
}

#[test]
fn a_damaged_narrative_keeps_its_words() {
    let text = shown(&with_narrative("<div><p>un <b>deux</p><p>trois &amp; quatre</div>"));
    assert!(text.contains("abîmée") && text.contains("un  deux") && text.contains("trois & quatre"), "{text}");
    assert!(shown(&with_narrative("<div>&eacute;t&eacute; &inconnu; x</div>")).contains("été"), "letters with a name");
}

#[test]
fn attachments_are_carried_and_those_elsewhere_are_not_fetched() {
    let reading = read(FIXTURE).unwrap();
    let files: Vec<(&str, &[u8])> = reading.embedded.iter().map(|file| (file.media_type.as_str(), &*file.bytes)).collect();
    assert_eq!(files, [("text/plain", &b"Bonjour"[..]), ("application/pdf", b"%PDF-1.4\n")]);
    let text = flow::text(&reading, 0, &Words::french());
    assert!(text.contains("[fichier qui n’est pas dans le document : https://ailleurs.exemple/x.png]"), "{text}");
}

#[test]
fn fhir_that_is_no_document_is_said_and_shown() {
    let observation =
        r#"{"resourceType":"Observation","status":"final","code":{"text":"Poids"},"valueQuantity":{"value":70,"unit":"kg"}}"#;
    assert!(shown(observation).contains("Ce fichier n’est pas un document, mais une donnée de santé (FHIR)."));
    assert!(shown(observation).contains("70\u{a0}kg"));
    assert!(shown(r#"{"a": [1, 2]}"#).contains("\"a\""), "other JSON is text");
    for broken in ["{", "{\"resourceType\":", &FIXTURE[..FIXTURE.len() / 2]] {
        assert!(shown(broken).starts_with("Ce document est abîmé."), "{broken}");
    }
    assert_eq!(read(&format!("{{\"a\":{}", "[".repeat(100_000))), Err(Problem::Damaged(Damage::TooDeep)));
}

#[test]
fn s58_references_that_go_round_and_entries_without_end_are_bounded() {
    let round = with_section(r#"{"title":"S","entry":[{"reference":"Observation/a"},{"reference":"List/l"}]}"#).replacen(
        "]}}]}",
        r#"]}},{"resource":{"resourceType":"Observation","id":"a","code":{"text":"A"},"hasMember":[{"reference":"Observation/b"}]}},
           {"resource":{"resourceType":"Observation","id":"b","code":{"text":"B"},"hasMember":[{"reference":"Observation/a"}]}},
           {"resource":{"resourceType":"List","id":"l","entry":[{"item":{"reference":"List/l"}}]}}]}"#,
        1,
    );
    let text = shown(&round);
    assert_eq!(text.matches('A').count(), 1, "{text}");
    let entries = r#",{"resource":{"resourceType":"Goal","description":{"text":"x"}}}"#.repeat(20_000);
    let many = with_section(r#"{"title":"S"}"#).replacen("]}}]}", &format!("]}}}}{entries}]}}"), 1);
    assert!(shown(&many).contains("La suite de ces données n’est pas montrée."));
    let sections = format!("{}{{}}{}", r#"{"section":["#.repeat(15), "]}".repeat(15));
    assert!(read(&with_section(&sections)).is_ok());
}

#[test]
fn f28_hostile_strings_in_a_fhir_document_are_shown_harmless() {
    let evil = FIXTURE
        .replace("\"text\": \"", "\"text\": \"\\u001b]52;c;ZQ==\\u0007\\u202e")
        .replace("\"display\": \"", "\"display\": \"\\u009b2J");
    let reading = read(&evil).unwrap();
    assert!(reading.hidden.total() > 20, "{:?}", reading.hidden);
    let text = flow::text(&reading, 0, &Words::french());
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()) && !text.contains('\u{202e}'));
    assert!(text.contains("caractères cachés"));
}

#[test]
fn s58_what_is_repeated_by_reference_is_bounded() {
    let long = "x".repeat(200_000);
    let authors = r#"{"reference":"Practitioner/p"},"#.repeat(50_000);
    let sections = r#"{"title":"S","entry":[{"reference":"Goal/g"}]},"#.repeat(1_500);
    let source = with_section(&format!("{sections}{{}}"))
        .replacen("\"section\"", &format!("\"author\":[{authors}{{}}],\"section\""), 1)
        .replacen(
            "]}}]}",
            &format!(
                r#"]}}}},{{"resource":{{"resourceType":"Practitioner","id":"p","name":[{{"family":"{long}"}}]}}}},
                   {{"resource":{{"resourceType":"Goal","id":"g","description":{{"text":"{long}"}}}}}}]}}"#
            ),
            1,
        );
    let text = shown(&source);
    assert!(text.len() < 20_000_000 && text.contains("La suite de ces données n’est pas montrée."), "{}", text.len());
}
