//! From a document to its pictures and back: the page the eye was on, the next one, and what the eye asks for.

use crate::person::{Person, document, fetched};
use dmp::app::{Answer, Do, Effect, Msg};
use dmp::domain::{
    Damage, Embedded, Facts, Faithful, Framing, Label, LinkId, Painted, Part, Picture, Piece, Problem, Raster, Reading, Target,
    Words,
};
use dmp::page::{Anchor, Block, Heard};
use std::sync::Arc;

/// A scan of three pages.
fn scan() -> Reading {
    let mut reading = Reading { sheets: 3, ..Reading::default() };
    reading.pieces.push(Piece::Facts(Facts::default()));
    for page in 0..3 {
        let link = LinkId(page);
        let description = (page == 1).then(|| "Ordonnance".into());
        reading.pieces.push(Piece::Picture(Picture { link, page, pages: 3, size: Some((800, 600)), description }));
        reading.links.push(Target::Sheet(page));
    }
    reading
}

fn opened(reading: Reading) -> Person {
    let mut person = Person::signed_in(vec![document(1, "Radio", "2026-03-02"), document(2, "Lettre", "2025-01-01")]);
    person.choose("Lire mes documents");
    person.choose("Radio");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading)));
    person
}

fn framing(width: u32) -> Framing {
    Framing { part: Part::ALL, within: (width, width) }
}

fn needs(person: &mut Person, width: u32) {
    person.msg(Msg::Heard(Heard::Needs(Do::Paint(framing(width)))));
}

fn painted(width: u32) -> Painted {
    let raster = Raster::new(1, 1, vec![1, 2, 3]).unwrap();
    Painted { framing: framing(width), size: (800, 600), raster }
}

fn shown(person: &Person) -> dmp::page::Picture<Do> {
    let page = person.page();
    let picture = page.body.iter().find_map(|block| if let Block::Picture(picture) = block { Some(picture) } else { None });
    picture.cloned().unwrap_or_else(|| panic!("no picture on {:?}", page.title))
}

/// The pages asked of the worker, in order.
fn asked(person: &Person) -> Vec<usize> {
    let page = |effect: &Effect| if let Effect::Paint { page, .. } = effect { Some(*page) } else { None };
    person.effects.iter().filter_map(page).collect()
}

#[test]
fn a_link_leads_to_its_page_and_back_to_itself() {
    let mut person = opened(scan());
    person.msg(Msg::Heard(Heard::Follow(LinkId(1))));
    person.sees("Page 2 sur 3 : Ordonnance");
    assert_eq!(shown(&person).size, Some((800, 600)));
    person.choose("Page suivante");
    person.sees("Image de la page 3 sur 3");
    person.choose("Page précédente");
    person.sees("Page 2 sur 3");
    person.goes_back();
    person.does_not_see("Page 2 sur 3");
    assert_eq!(person.page().look.unwrap().at, Anchor::Piece { piece: 2, line: 0 });
}

#[test]
fn the_page_on_which_the_eye_is_opens() {
    let mut reading = scan();
    reading.pieces = (1..=3)
        .flat_map(|number| {
            let heading = Piece::Heading { level: 1, text: Words::label(Label::Page { number, total: 3 }) };
            [heading, Piece::Paragraph(Words::plain("Du texte."))]
        })
        .collect();
    for (piece, page) in [(0, "page 1 sur 3"), (3, "page 2 sur 3"), (5, "page 3 sur 3"), (900, "page 3 sur 3")] {
        let mut person = opened(reading.clone());
        let at = Anchor::Piece { piece, line: 0 };
        let secrets = dmp::page::Secrets::default();
        person.msg(Msg::Heard(Heard::Did { does: Do::SeePicture, secrets, at }));
        person.sees(page);
    }
}

#[test]
fn the_old_pixels_stay_until_the_new_come_and_late_ones_are_dropped() {
    let mut person = opened(scan());
    person.choose("Voir en image");
    assert!(shown(&person).pixels.is_none());
    needs(&mut person, 80);
    let first =
        person.effects.iter().find_map(|effect| if let Effect::Paint { ticket, .. } = effect { Some(*ticket) } else { None });
    needs(&mut person, 90);
    // The first is let go: its process ends.
    person.asks(|effect| matches!(effect, Effect::Cancel(_)));
    person.msg(Msg::Answer(first.unwrap(), Answer::Painted(Ok(Box::new(painted(80))))));
    assert!(shown(&person).pixels.is_none(), "nobody waits for it");
    person.answer(Answer::Painted(Ok(Box::new(painted(90)))));
    assert_eq!(shown(&person).pixels.unwrap().framing, framing(90));
    needs(&mut person, 100);
    assert_eq!(shown(&person).pixels.unwrap().framing, framing(90));
    // What comes while another page stands above, such as the help, is not lost.
    person.msg(Msg::Heard(Heard::Help));
    person.answer(Answer::Painted(Ok(Box::new(painted(100)))));
    person.goes_back();
    assert_eq!(shown(&person).pixels.unwrap().framing, framing(100));
    assert_eq!(asked(&person).into_iter().max(), Some(0));
}

#[test]
fn another_page_begins_without_pixels_and_leaving_lets_go() {
    let mut person = opened(scan());
    person.choose("Voir en image");
    needs(&mut person, 80);
    person.answer(Answer::Painted(Ok(Box::new(painted(80)))));
    let first = person.page().key;
    person.choose("Page suivante");
    assert!(shown(&person).pixels.is_none() && person.page().key != first);
    needs(&mut person, 80);
    assert_eq!(asked(&person).last(), Some(&1));
    person.goes_back();
    person.asks(|effect| matches!(effect, Effect::Cancel(_)));
}

#[test]
fn colours_are_taken_away_and_given_back() {
    let mut person = opened(scan());
    person.choose("Voir en image");
    person.choose("Sans couleurs");
    assert!(shown(&person).grey);
    person.choose("Avec les couleurs");
    assert!(!shown(&person).grey);
}

#[test]
fn a_picture_that_cannot_be_painted_is_one_sentence_and_the_next_page_opens() {
    for (damage, said) in [
        (Damage::TooBig, "trop"),
        (Damage::Malformed, "abîmé"),
        (Damage::Unsafe, "n’a pas pu être"),
        (Damage::Locked, "Ses pages ne peuvent pas être montrées en images."),
    ] {
        let mut person = opened(scan());
        person.choose("Voir en image");
        needs(&mut person, 80);
        person.answer(Answer::Painted(Err(Problem::Damaged(damage))));
        person.sees(said);
        person.sees("Enregistrer une copie");
        person.choose("Page suivante");
        assert!(shown(&person).pixels.is_none());
    }
}

#[test]
fn a_picture_carried_inside_opens_in_place_as_a_document_of_its_own() {
    let file =
        |media_type: &str| Embedded { name: Some("genou.jpg".into()), media_type: media_type.into(), bytes: Arc::from([1]) };
    let mut reading = Reading { embedded: vec![file("image/jpeg"), file("application/zip")], ..Reading::default() };
    for number in 0..2 {
        let (link, media_type) = (LinkId(number), "image/jpeg".into());
        reading.links.push(Target::Embedded(number));
        let label = Label::EmbeddedFile { link, number: number + 1, name: None, media_type, bytes: 1 };
        reading.pieces.push(Piece::Note(label));
    }
    let mut person = opened(reading);
    person.does_not_see("Voir en image");
    person.msg(Msg::Heard(Heard::Follow(LinkId(0))));
    assert_eq!(person.page().title.as_str(), "genou.jpg");
    person.answer(Answer::Read(Ok(Reading { sheets: 1, ..Reading::default() })));
    person.choose("Voir en image");
    needs(&mut person, 80);
    assert_eq!(asked(&person), [0]);
    person.goes_back();
    person.goes_back();
    person.msg(Msg::Heard(Heard::Follow(LinkId(1))));
    person.asks(|effect| matches!(effect, Effect::Read { fetched, .. } if &*fetched.media_type == "application/zip"));
}
