//! Addresses that documents give: shown whole, asked about, and opened by nobody but the person (S41).

use crate::person::{Person, document, fetched, reading};
use dmp::app::{Answer, Effect, Msg, Settings};
use dmp::domain::{Emphasis, Faithful, LinkId, Piece, Place, Reading, Span, Target, Words};
use dmp::page::{Anchor, Heard};

const ADDRESS: &str = "https://vaccination.example/rappels?age=47#grippe";

/// A reading whose links lead there.
fn citing(links: &[Target]) -> Reading {
    let span = |id| Span::Text { text: "ici".into(), emphasis: Emphasis::default(), link: Some(LinkId(id)) };
    let mut reading = reading();
    reading.pieces.push(Piece::Paragraph(Words((0..links.len()).map(span).collect())));
    reading.links = links.to_vec();
    reading
}

fn open(place: Place, target: Target) -> Person {
    let mut person = Person::at(place);
    person.connect();
    person.sign_in();
    person.documents(crate::person::listing(vec![document(1, "Consultation", "2026-03-02")]));
    person.choose("Lire mes documents");
    person.choose("Consultation");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(citing(&[target]))));
    person.effects.clear();
    person.msg(Msg::Seen(Anchor::Piece { piece: 4, line: 0 }));
    person.hear(Heard::Follow(LinkId(0)));
    person
}

fn follow(address: &str) -> Person {
    open(Place::Home, Target::Address(address.into()))
}

fn labels(person: &Person) -> Vec<String> {
    person.page().actions.iter().map(|action| action.label.to_string()).collect()
}

#[test]
fn s41_a_link_shows_its_full_address_and_asks() {
    let mut person = follow(ADDRESS);
    assert!(person.effects.is_empty(), "nothing is opened: {:?}", person.effects);
    person.sees("Cette adresse est en dehors de votre DMP. Rien n’est ouvert pour le moment.");
    person.sees("Nom du site : vaccination.example");
    person.sees(&format!("Adresse complète : {ADDRESS}"));
    person.sees("ce site et votre fournisseur d’accès à Internet verront votre visite");
    assert_eq!(labels(&person), ["Revenir au document", "Copier l’adresse", "Ouvrir dans mon navigateur"]);
    person.choose("Revenir au document");
    person.sees("Toux depuis trois jours.");
    assert!(person.effects.is_empty(), "{:?}", person.effects);
    assert_eq!(person.page().look.unwrap().at, Anchor::Piece { piece: 4, line: 0 });
}

#[test]
fn s41_what_crosses_to_the_browser_is_the_exact_address() {
    let mut person = follow(ADDRESS);
    person.choose("Ouvrir dans mon navigateur");
    let given = person
        .effects
        .iter()
        .find_map(|effect| if let Effect::Browse { address, .. } = effect { Some(address.to_string()) } else { None });
    assert_eq!(given.as_deref(), Some(ADDRESS));
    assert!(person.page().busy.unwrap().stop.is_none(), "what is started is not taken back");
    person.answer(Answer::Browsed(true));
    person.sees("L’adresse est donnée à votre navigateur.");
    person.sees("Toux depuis trois jours.");
}

#[test]
fn a_computer_without_a_browser_says_so_and_the_address_can_be_copied() {
    let mut person = follow(ADDRESS);
    person.choose("Ouvrir dans mon navigateur");
    person.answer(Answer::Browsed(false));
    person.sees("Le navigateur n’a pas pu être ouvert sur cet ordinateur. Vous pouvez copier l’adresse.");
    person.choose("Copier l’adresse");
    let copied = |effect: &Effect| matches!(effect, Effect::Copy { text, .. } if text.as_str() == ADDRESS);
    assert!(person.effects.iter().any(copied), "{:?}", person.effects);
    person.answer(Answer::Copied(true));
    person.sees("Texte copié.");
    person.sees(ADDRESS);
}

#[test]
fn s41_on_a_computer_that_others_use_no_browser_is_opened() {
    let person = open(Place::Shop, Target::Address(ADDRESS.into()));
    person.sees(ADDRESS);
    assert_eq!(labels(&person), ["Revenir au document", "Copier l’adresse"]);
}

#[test]
fn s41_files_of_a_computer_of_which_nothing_is_known_open_no_browser() {
    let settings = Settings { files: vec![document(1, "lettre.xml", "2026-03-02")], ..Settings::default() };
    let mut person = Person::with(settings);
    if person.effects.iter().all(|effect| !matches!(effect, Effect::Fetch { .. })) {
        person.choose("lettre.xml");
    }
    person.answer(Answer::Fetched(Ok(fetched(Faithful::NotAnnounced))));
    person.answer(Answer::Read(Ok(citing(&[Target::Address(ADDRESS.into())]))));
    person.hear(Heard::Follow(LinkId(0)));
    assert_eq!(labels(&person), ["Revenir au document", "Copier l’adresse"]);
}

#[test]
fn s41_only_the_web_is_opened_in_a_browser() {
    for (address, said) in
        [("mailto:secretariat@hopital.example", "C’est une adresse de courriel."), ("tel:+33100000000", "un numéro de téléphone")]
    {
        let person = follow(address);
        person.sees(said);
        person.sees(address);
        assert_eq!(labels(&person), ["Revenir au document", "Copier l’adresse"]);
    }
    let person = open(Place::Home, Target::Refused("javascript:alert(1)".into()));
    person.sees("Ce lien n’est pas sûr. Le programme ne l’ouvre pas : javascript:alert(1)");
    person.sees("Toux depuis trois jours.");
    // Even if a reader let one through.
    assert_eq!(labels(&follow("file:///etc/passwd")), ["Revenir au document", "Copier l’adresse"]);
}

#[test]
fn a_site_whose_name_could_be_taken_for_another_is_said() {
    let person = follow("http://\u{430}meli.fr/compte");
    person.sees("Nom du site : \u{430}meli.fr");
    person.sees("Nom exact, comme l’écrivent les ordinateurs : xn--meli-43d.fr");
    person.sees("Elles peuvent imiter le nom d’un autre site.");
    person.sees("ce nom mélange des alphabets différents");
    person.sees("Ce site n’est pas protégé");
}
