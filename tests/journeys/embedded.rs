//! Files carried inside a document: opened in its place, saved, and left for the exact place they were opened from.

use crate::person::{Person, document, fetched, reading};
use dmp::app::{Answer, Effect, Msg};
use dmp::domain::{Damage, Embedded, Faithful, Label, LinkId, Piece, Problem, Reading, Target};
use dmp::page::{Anchor, Heard};

/// A reading that carries one file, and the link to it.
fn carrying(name: &str) -> Reading {
    let mut reading = reading();
    reading.links.push(Target::Embedded(0));
    let media_type = "text/plain".into();
    let label = Label::EmbeddedFile { link: LinkId(0), number: 1, name: Some(name.into()), media_type, bytes: 7 };
    reading.pieces.push(Piece::Note(label));
    let bytes = b"Bonjour".as_slice().into();
    reading.embedded.push(Embedded { name: Some(name.into()), media_type: "text/plain".into(), bytes });
    reading
}

fn opened() -> Person {
    let mut person = Person::signed_in(vec![document(1, "Consultation", "2026-03-02")]);
    person.choose("Lire mes documents");
    person.choose("Consultation");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(carrying("Ordonnance"))));
    person
}

#[test]
fn a_file_carried_inside_opens_in_its_place_without_fetching_anything() {
    let mut person = opened();
    let place = Anchor::Piece { piece: 4, line: 0 };
    person.msg(Msg::Seen(place.clone()));
    person.hear(Heard::Follow(LinkId(0)));
    assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::Fetch { .. })), "nothing is written in the history");
    let bytes = person.effects.iter().find_map(|effect| {
        let Effect::Read { fetched, .. } = effect else { return None };
        Some((fetched.bytes.to_vec(), fetched.media_type.to_string()))
    });
    assert_eq!(bytes, Some((b"Bonjour".to_vec(), "text/plain".to_owned())));
    person.answer(Answer::Read(Ok(reading())));
    assert_eq!(person.page().title.as_str(), "Ordonnance");
    person.sees("Ce fichier était joint au document précédent. Sa sorte : texte.");
    person.sees("Toux depuis trois jours.");
    person.choose("Table des matières");
    person.choose("Conclusion");
    assert_eq!(person.page().title.as_str(), "Ordonnance");
    person.goes_back();
    assert_eq!(person.page().title.as_str(), "Consultation");
    assert_eq!(person.page().look.unwrap().at, place);
}

#[test]
fn a_file_carried_inside_is_saved_under_its_own_name() {
    let mut person = opened();
    person.hear(Heard::Follow(LinkId(0)));
    person.answer(Answer::Read(Ok(reading())));
    person.choose("Enregistrer une copie");
    person.choose("Continuer");
    let named = |effect: &Effect| matches!(effect, Effect::Resolve { name, .. } if name.as_str() == "Ordonnance.txt");
    assert!(person.effects.iter().any(named));
}

#[test]
fn a_file_carried_inside_that_cannot_be_read_says_so_and_can_be_saved() {
    let mut person = opened();
    person.hear(Heard::Follow(LinkId(0)));
    person.answer(Answer::Read(Err(Problem::Damaged(Damage::Malformed))));
    person.sees("Ce document est abîmé");
    person.choose("Enregistrer une copie");
    person.goes_back();
    person.goes_back();
    person.sees("Toux depuis trois jours.");
}

#[test]
fn files_inside_files_stop_at_four() {
    let mut person = opened();
    for _ in 0..4 {
        person.hear(Heard::Follow(LinkId(0)));
        person.asks(|effect| matches!(effect, Effect::Read { .. }));
        person.answer(Answer::Read(Ok(carrying("Encore"))));
    }
    person.hear(Heard::Follow(LinkId(0)));
    assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::Read { .. })));
    person.sees("Ce fichier est rangé dans trop d’autres fichiers.");
}
