//! Looking for words in a document, and coming back to where one was in it.

use crate::person::{Person, document, fetched, reading};
use dmp::app::{Answer, Effect};
use dmp::domain::{Cell, Faithful, Piece, Reading, Row, Spot, Table, Words};
use dmp::page::{Anchor, Heard, Secrets};

fn cell(text: &str) -> Cell {
    Cell::Own { words: Words::plain(text), short: None, header: None, right: false, across: 1, down: 1 }
}

/// Words in a heading, in a paragraph, and twice in a table of a hundred rows.
fn long() -> Reading {
    let row = |number: usize| {
        let said = if number % 50 == 7 { "Genou gauche" } else { "Cheville" };
        Row { cells: vec![cell(&format!("Jour {number}")), cell(said)], opens_group: false }
    };
    let table = Table { columns: 2, body: (0..100).map(row).collect(), ..Table::default() };
    Reading {
        pieces: vec![
            Piece::Heading { level: 1, text: Words::plain("Motif") },
            Piece::Paragraph(Words::plain("Douleur ancienne, au GÉNOU droit.")),
            Piece::Heading { level: 1, text: Words::plain("Suivi") },
            Piece::Table(table),
        ],
        ..Reading::default()
    }
}

fn read(reading: Reading) -> Person {
    let mut person = Person::signed_in(vec![document(1, "Consultation", "2026-03-02"), document(2, "Radio", "2025-01-01")]);
    person.choose("Lire mes documents");
    person.choose("Consultation");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading)));
    person
}

fn at(person: &Person) -> Option<Anchor> {
    person.page().look.map(|look| look.at)
}

#[test]
fn words_are_found_as_they_are_typed_without_accents_and_each_passage_says_its_part() {
    let mut person = read(long());
    person.choose("Chercher dans ce document");
    person.types("Mots à chercher", "g");
    person.does_not_see("passage");
    person.types("Mots à chercher", "genou");
    person.sees("3 passages");
    person.sees("Douleur ancienne, au GÉNOU droit., Motif");
    person.sees("Jour 57, Genou gauche, Suivi");
    person.types("Mots à chercher", "genou douleur");
    person.sees("1 passage\n");
    person.types("Mots à chercher", "licorne");
    person.sees("Ces mots ne se trouvent ensemble dans aucun passage de ce document.");
}

#[test]
fn a_passage_chosen_brings_the_eye_to_its_words_then_to_the_next_and_round() {
    let mut person = read(long());
    person.choose("Chercher dans ce document");
    person.types("Mots à chercher", "genou");
    person.choose("Jour 57");
    person.sees("Consultation : passage 3 sur 3");
    person.sees("Trouvé : Jour 57, Genou gauche");
    assert_eq!(at(&person), Some(Anchor::Words { piece: 3, spot: Spot { unit: 58, column: 0, letter: 0 } }));
    assert_eq!(person.page().marked.to_vec(), [Box::from("genou")]);
    person.choose("Passage suivant");
    person.sees("passage 1 sur 3");
    person.sees("Trouvé : Douleur ancienne, au GÉNOU droit.");
    assert_eq!(at(&person), Some(Anchor::Words { piece: 1, spot: Spot { unit: 1, column: 0, letter: 21 } }));
    person.choose("Passage précédent");
    person.sees("passage 3 sur 3");
    person.choose("Oublier la recherche");
    person.sees("La recherche est oubliée.");
    person.does_not_see("Passage suivant");
    assert!(person.page().marked.is_empty());
}

#[test]
fn looking_for_something_else_begins_with_the_same_words() {
    let mut person = read(long());
    person.choose("Chercher dans ce document");
    person.types("Mots à chercher", "cheville");
    person.sees("98 passages");
    person.choose("Jour 0");
    person.choose("Chercher autre chose");
    person.sees("98 passages");
    person.goes_back();
    person.sees("Passage suivant");
}

#[test]
fn a_passage_found_in_all_documents_is_shown_in_its_own_with_the_others() {
    let mut person = read(long());
    person.goes_back();
    person.goes_back();
    person.choose("Chercher un mot dans tous mes documents");
    person.choose("Seulement ceux que j’ai déjà lus");
    person.types("Mots à chercher", "genou");
    person.choose("Jour 7, Genou");
    person.sees("passage 2 sur 3");
}

fn leave_from(person: &mut Person, at: Anchor) {
    let back = person.page().back.unwrap();
    person.hear(Heard::Did { does: back, secrets: Secrets::default(), at });
}

#[test]
fn a_document_opened_again_opens_where_it_was_left_and_says_so() {
    let place = Anchor::Words { piece: 3, spot: Spot { unit: 12, column: 0, letter: 0 } };
    let mut person = read(long());
    leave_from(&mut person, place.clone());
    person.choose("Radio");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading())));
    person.does_not_see("Vous revoici");
    person.goes_back();
    person.choose("Consultation");
    person.sees("Vous revoici où vous étiez dans ce document.");
    assert_eq!(at(&person), Some(place));
    person.choose("Revenir au début");
    assert_eq!(at(&person), Some(Anchor::Top));
    person.does_not_see("Revenir au début");
}

#[test]
fn a_document_left_at_its_beginning_just_opens() {
    let mut person = read(long());
    leave_from(&mut person, Anchor::Words { piece: 0, spot: Spot { unit: 1, column: 0, letter: 0 } });
    person.choose("Consultation");
    person.does_not_see("Vous revoici");
}

#[test]
fn the_place_is_kept_even_when_the_document_has_to_be_fetched_again_and_forgotten_with_the_person() {
    let many: Vec<_> = (1..=9).map(|number| document(number, &format!("Lettre {number}"), "2026-03-02")).collect();
    let mut person = Person::signed_in(many);
    person.choose("Lire mes documents");
    let open = |person: &mut Person, number: usize| {
        person.choose(&format!("Lettre {number}"));
        if person.effects.iter().any(|effect| matches!(effect, Effect::Fetch { .. })) {
            person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
            person.answer(Answer::Read(Ok(long())));
        }
        leave_from(person, Anchor::Piece { piece: 3, line: 2 });
    };
    (1..=9).for_each(|number| open(&mut person, number));
    person.choose("Lettre 1");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(long())));
    person.sees("Vous revoici où vous étiez");
    assert_eq!(at(&person), Some(Anchor::Piece { piece: 3, line: 2 }));
}

#[test]
fn the_place_in_a_file_of_this_computer_is_found_again_too() {
    let files = vec![document(1, "resultats.xml", "2026-03-02"), document(2, "lettre.txt", "2026-03-02")];
    let mut person = Person::with(dmp::app::Settings { files, ..dmp::app::Settings::default() });
    person.choose("lettre.txt");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::NotAnnounced))));
    person.answer(Answer::Read(Ok(long())));
    leave_from(&mut person, Anchor::Piece { piece: 3, line: 0 });
    person.choose("lettre.txt");
    person.sees("Vous revoici où vous étiez");
}

fn copied(person: &Person) -> String {
    let copy = |effect: &Effect| if let Effect::Copy { text, .. } = effect { Some(text.to_string()) } else { None };
    person.effects.iter().find_map(copy).expect("something copied")
}

#[test]
fn s38_the_passage_under_the_eye_is_copied_on_request_and_that_is_told() {
    let mut person = read(long());
    let does = person.page().actions.iter().find(|action| action.label.as_str() == "Copier ce passage").unwrap().does.clone();
    // The second cell of a row, in the middle of it.
    let at = Anchor::Words { piece: 3, spot: Spot { unit: 8, column: 1, letter: 4 } };
    person.hear(Heard::Did { does, secrets: Secrets::default(), at });
    assert_eq!(copied(&person), "Jour 7, Genou gauche");
    person.answer(Answer::Copied(true));
    person.sees("Texte copié. Vous avez 30 secondes pour le coller ailleurs, puis il sera effacé.");
}

#[test]
fn where_the_eye_is_not_known_the_passage_is_chosen_from_that_place_on() {
    let mut person = read(long());
    let does = person.page().actions.iter().find(|action| action.label.as_str() == "Copier ce passage").unwrap().does.clone();
    person.hear(Heard::Did { does, secrets: Secrets::default(), at: Anchor::Piece { piece: 2, line: 0 } });
    person.sees("103 passages");
    let row = dmp::page::StopId::Row(dmp::page::RowId("2".into()));
    assert_eq!(at(&person), Some(Anchor::Stop(row)));
    person.choose("Douleur ancienne");
    assert_eq!(copied(&person), "Douleur ancienne, au GÉNOU droit.");
    person.answer(Answer::Copied(false));
    person.sees("Rien n’est copié : le programme n’a pas accès au presse-papiers de cet ordinateur.");
    person.sees("Chercher dans ce document");
}
