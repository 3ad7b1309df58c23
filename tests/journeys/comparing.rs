//! Two versions of a document compared.

use crate::person::{Person, document, fetched};
use dmp::app::{Answer, Effect};
use dmp::domain::{Document, Faithful, Label, Piece, Problem, Reading, Words};
use dmp::face::flow;

fn versions() -> Vec<Document> {
    let mut old = document(1, "Premier bilan", "2025-04-02");
    old.states.superseded = true;
    let mut new = document(2, "Bilan d’avril corrigé", "2025-04-05");
    new.replaces = Some("doc-1".into());
    vec![old, new, document(3, "Radio", "2024-01-01")]
}

fn reading(paragraphs: &[&str]) -> Reading {
    let heading = Piece::Heading { level: 1, text: Words::plain("Résultats") };
    let paragraphs = paragraphs.iter().map(|text| Piece::Paragraph(Words::plain(*text)));
    Reading { pieces: std::iter::once(heading).chain(paragraphs).collect(), ..Reading::default() }
}

const OLD: [&str; 4] = ["TSH : 41,6 mUI/L", "Prélevé à jeun", "T4 : 15 pmol/L", "Validé"];
const NEW: [&str; 4] = ["TSH : 4,16 mUI/L", "T4 : 15 pmol/L", "Validé", "Ce compte rendu remplace le précédent"];

fn open(title: &str, paragraphs: &[&str]) -> Person {
    let mut person = Person::signed_in(versions());
    person.choose("Lire mes documents");
    read(&mut person, title, paragraphs);
    person
}

fn read(person: &mut Person, title: &str, paragraphs: &[&str]) {
    person.choose(title);
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading(paragraphs))));
}

/// The comparison as linear says it.
fn said(person: &Person) -> String {
    use dmp::page::Block;
    let page = person.page();
    let reading =
        page.body.iter().find_map(|block| if let Block::Reading { reading, .. } = block { Some(reading) } else { None });
    flow::text(reading.unwrap(), 0, &dmp::words::Words::french())
}

const CHANGES: &str = "Résultats
Remplacé : TSH : 41,6 mUI/L
par : TSH : 4,16 mUI/L

Retiré : Prélevé à jeun

Ajouté : Ce compte rendu remplace le précédent

3 passages sont les mêmes. Ils ne sont pas montrés.
";

#[test]
fn the_old_version_is_opened_only_after_asking_since_it_writes_a_trace() {
    let mut person = open("Bilan d’avril corrigé", &NEW);
    person.choose("Comparer avec l’ancienne version");
    person.sees("Cette ouverture sera notée dans l’historique de votre DMP, à votre nom.");
    person.sees("Titre : Premier bilan");
    assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::Gather { .. })));
    person.choose("Ouvrir l’autre version et comparer");
    person.sees("L’autre version arrive.");
    person.answer(Answer::Gathered(Ok(Box::new(reading(&OLD)))));
    person.sees("Ancienne version : Premier bilan, 2 avril 2025");
    assert_eq!(said(&person), CHANGES);
    person.goes_back();
    person.sees("TSH : 4,16 mUI/L");
    person.choose("Comparer avec l’ancienne version");
    person.sees("Nouvelle version : Bilan d’avril corrigé, 5 avril 2025");
}

#[test]
fn from_the_old_version_it_is_the_same_and_what_was_read_is_not_fetched_again() {
    let mut person = open("Bilan d’avril corrigé", &NEW);
    person.goes_back();
    person.choose("Premier bilan");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading(&OLD))));
    person.choose("Comparer avec la nouvelle version");
    assert_eq!(said(&person), CHANGES);
}

#[test]
fn no_difference_is_said() {
    let mut person = open("Bilan d’avril corrigé", &OLD);
    person.choose("Comparer");
    person.choose("Ouvrir");
    person.answer(Answer::Gathered(Ok(Box::new(reading(&OLD)))));
    person.sees(&format!("{:?}", Label::NoDifference));
    assert_eq!(said(&person).lines().next(), Some("Aucune différence entre les deux versions."));
}

#[test]
fn a_version_that_cannot_be_read_is_said_and_the_document_stays() {
    let mut person = open("Bilan d’avril corrigé", &NEW);
    person.choose("Comparer");
    person.choose("Ouvrir");
    person.choose("Arrêter");
    person.sees("Arrêté à votre demande");
    person.choose("Ouvrir");
    person.answer(Answer::Gathered(Err(Problem::DocumentChanged)));
    person.sees("n’est pas identique à celui qui a été annoncé");
    person.goes_back();
    person.sees("TSH : 4,16 mUI/L");
}

#[test]
fn a_document_without_another_version_offers_nothing_to_compare() {
    let person = open("Radio", &NEW);
    person.does_not_see("Comparer");
}

#[test]
fn versions_too_long_to_compare_are_said_to_be() {
    let long: Vec<String> = (0..3_100).map(|number| format!("Ligne {number}")).collect();
    let long: Vec<&str> = long.iter().map(String::as_str).collect();
    let mut person = open("Bilan d’avril corrigé", &long);
    person.choose("Comparer");
    person.choose("Ouvrir");
    person.answer(Answer::Gathered(Ok(Box::new(reading(&OLD)))));
    person.sees("trop longues pour être comparées");
}
