use crate::person::{Person, document, listing};
use dmp::app::record::{Filter, Order, Record};
use dmp::app::{Answer, Effect, Msg, update};
use dmp::domain::{Category, Document, Place, Problem};
use dmp::page::{Block, Heard, Rows};
use dmp::words::Words;
use std::time::Duration;

fn record() -> Vec<Document> {
    let mut blood = document(1, "Bilan thyroïdien", "2026-11-02");
    blood.kind.code = "11502-2".into();
    blood.category = Category::Biology;
    blood.author.name = Some("Laboratoire des Tilleuls".into());
    let mut masked = document(2, "Œsophagoscopie", "2025-06-20");
    masked.states.masked = true;
    let mut mine = document(3, "Ordonnance scannée", "2024-01-15");
    mine.states.mine = true;
    mine.deposited = "2026-11-10T10:00:00Z".parse().ok();
    vec![blood, masked, mine]
}

fn at_the_list() -> Person {
    let mut person = Person::signed_in(record());
    person.choose("Lire mes documents");
    person
}

/// The titles listed, in order.
fn titles(person: &Person) -> Vec<String> {
    let page = person.page();
    let Some(list) = page.body.iter().find_map(|block| if let Block::List(list) = block { Some(list) } else { None }) else {
        return Vec::new();
    };
    (0..list.rows.count().here()).filter_map(|index| list.rows.row(index)).map(|row| row.label.to_string()).collect()
}

#[test]
fn home_says_what_is_new_since_the_last_visit() {
    let mut person = Person::signed_in(record());
    person.sees("Le programme cherche ce qui est nouveau");
    person.news(record());
    person.sees("1 nouveau document depuis votre dernière visite, le 12 octobre 2026 à 10 h 00.");
    person.choose("Voir le nouveau document");
    assert_eq!(titles(&person), ["Bilan thyroïdien"], "what the patient deposited is not news");
    person.sees("Filtre : seulement ce qui est nouveau");
    person.choose("Retirer le filtre : nouveautés");
    assert_eq!(titles(&person).len(), 3);
}

#[test]
fn the_list_is_newest_first_and_says_kind_date_author_and_state() {
    let person = at_the_list();
    assert_eq!(titles(&person), ["Bilan thyroïdien", "Œsophagoscopie", "Ordonnance scannée"]);
    person.sees("3 documents");
    person
        .sees("Nouveau, Bilan thyroïdien, Résultats d’analyses biologiques, 2 novembre 2026, Laboratoire des Tilleuls, médecin");
    person.sees("Masqué aux professionnels, Œsophagoscopie");
    person.sees("Ajouté par vous, Ordonnance scannée");
}

#[test]
fn a_list_that_arrives_late_takes_the_eye_only_if_the_person_has_not_moved_it() {
    for (moved, taken) in [(false, true), (true, false)] {
        let mut person = Person::at(Place::Home);
        person.connect();
        person.sign_in();
        person.choose("Lire mes documents");
        person.sees("Les documents arrivent.");
        let before = person.page().look;
        if moved {
            // On the search field: letters typed next must not become commands.
            update(&mut person.model, Msg::Heard(Heard::Active));
        }
        person.documents(listing(record()));
        assert_eq!(titles(&person).len(), 3);
        assert_eq!(person.page().look != before, taken, "moved: {moved}");
    }
}

#[test]
fn searching_ignores_accents_and_case_and_looks_at_title_kind_author_and_date() {
    let mut person = at_the_list();
    for (text, found) in [
        ("OESOPHAGO", vec!["Œsophagoscopie"]),
        ("analyses tilleuls", vec!["Bilan thyroïdien"]),
        ("juin 2025", vec!["Œsophagoscopie"]),
        ("15/01/2024", vec!["Ordonnance scannée"]),
        ("introuvable", vec![]),
    ] {
        person.types("Chercher", text);
        assert_eq!(titles(&person), found, "{text}");
    }
    person.sees("Aucun document ne correspond");
    person.choose("Effacer la recherche");
    assert_eq!(titles(&person).len(), 3);
}

#[test]
fn each_filter_is_said_and_removed_with_one_choice() {
    let mut person = at_the_list();
    person.choose("Choisir une catégorie");
    person.sees("Résultats de biologie, 1 document");
    person.choose("Résultats de biologie");
    person.sees("Filtre : catégorie Résultats de biologie");
    person.sees("1 document sur 3");
    person.choose("Retirer le filtre : catégorie");

    person.choose("Choisir un auteur");
    person.choose("Dr Alice Dumont");
    person.sees("Filtre : écrits par Dr Alice Dumont");
    assert_eq!(titles(&person), ["Œsophagoscopie", "Ordonnance scannée"]);
    person.choose("Retirer le filtre : auteur");

    person.choose("Choisir une période");
    person.choose("En 2025");
    person.sees("Filtre : du 1er janvier 2025 au 31 décembre 2025");
    assert_eq!(titles(&person), ["Œsophagoscopie"]);
    person.choose("Retirer le filtre : période");
    assert_eq!(titles(&person).len(), 3);
}

#[test]
fn a_period_can_be_typed_and_what_cannot_be_read_is_said() {
    let mut person = at_the_list();
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    person.msg(Msg::Clock { now, idle: Duration::ZERO });
    person.choose("Choisir une période");
    person.sees("Le dernier mois");
    person.choose("Utiliser ces dates");
    person.sees("Les deux dates sont vides");
    person.types("Du", "hier");
    person.choose("Utiliser ces dates");
    person.sees("Cette date ne peut pas être lue : hier.");
    person.types("Du", "1/1/2026");
    person.types("Au", "1/1/2025");
    person.choose("Utiliser ces dates");
    person.sees("La première date vient après la seconde");
    person.types("Au", "");
    person.choose("Utiliser ces dates");
    person.sees("Filtre : depuis le 1er janvier 2026");
    assert_eq!(titles(&person), ["Bilan thyroïdien"]);
}

#[test]
fn the_order_can_be_changed_and_is_said() {
    let mut person = at_the_list();
    person.choose("Changer l’ordre");
    person.choose("Classer les plus anciens d’abord");
    assert_eq!(titles(&person), ["Ordonnance scannée", "Œsophagoscopie", "Bilan thyroïdien"]);
    person.sees("Ordre : les plus anciens d’abord");
    person.choose("Changer l’ordre");
    person.choose("Classer par titre");
    assert_eq!(titles(&person), ["Bilan thyroïdien", "Œsophagoscopie", "Ordonnance scannée"]);
}

#[test]
fn going_back_from_the_list_forgets_what_was_asked_of_it() {
    let mut person = at_the_list();
    person.types("Chercher", "thyro");
    person.goes_back();
    person.choose("Lire mes documents");
    assert_eq!(titles(&person).len(), 3);
}

#[test]
fn the_list_comes_page_by_page_and_says_how_far_it_is() {
    let mut person = Person::signed_in(vec![]);
    // Again, as if the server gave pages.
    let mut person = {
        person.choose("Me déconnecter");
        person.answer(Answer::SignedOut(true));
        person.sign_in();
        person
    };
    let mut first = listing(record());
    first.total = Some(5);
    first.next = Some("https://dmp.example/fhir/next".into());
    person.documents(first);
    person.choose("Lire mes documents");
    person.sees("3 documents chargés sur 5");
    person.asks(|effect| matches!(effect, Effect::Documents { next: Some(_), .. }));
    let mut last = listing(vec![document(4, "Radio du genou", "2023-02-01"), document(5, "Vaccin", "2022-02-01")]);
    last.unreadable.push("doc-6".into());
    last.total = Some(5);
    person.documents(last);
    person.sees("5 documents");
    person.sees("1 document illisible n’est pas dans la liste.");
    person.choose("Voir ce qui est illisible");
    person.sees("Illisible : doc-6");
}

#[test]
fn a_list_cut_in_the_middle_keeps_what_came_and_offers_to_go_on() {
    let mut person = Person::signed_in(vec![]);
    person.choose("Me déconnecter");
    person.answer(Answer::SignedOut(true));
    person.sign_in();
    let mut first = listing(record());
    first.next = Some("https://dmp.example/fhir/next".into());
    person.documents(first);
    person.choose("Lire mes documents");
    person.answer(Answer::Documents(Err(Problem::TimedOut)));
    person.sees("met trop de temps à répondre");
    assert_eq!(titles(&person).len(), 3);
    person.choose("Charger à nouveau la liste");
    person.documents(listing(record()));
    assert_eq!(titles(&person).len(), 3, "the same documents are not listed twice");
}

#[test]
fn a_row_keeps_its_identity_when_the_list_changes() {
    let person = at_the_list();
    let rows = person.model.record.rows(&person.model.words);
    let second = rows.row(1).unwrap();
    let mut changed = person;
    changed.choose("Changer l’ordre");
    changed.choose("Classer les plus anciens d’abord");
    let rows = changed.model.record.rows(&changed.model.words);
    assert_eq!(rows.index_of(&second.id), Some(1));
    changed.types("Chercher", "thyro");
    assert_eq!(changed.model.record.rows(&changed.model.words).index_of(&second.id), None);
}

/// The titles of this record, in the order in which they are shown.
fn shown(record: &Record) -> Vec<String> {
    let rows = record.rows(&Words::french());
    (0..record.shown()).filter_map(|index| rows.row(index)).map(|row| row.label.to_string()).collect()
}

#[test]
fn a_list_that_comes_in_pieces_and_out_of_order_is_the_same_as_one_that_comes_whole() {
    let words = Words::french();
    let many: Vec<Document> = (0..60)
        .map(|number| {
            let title = format!("{} {}", ["Échographie", "Bilan", "Œdème", ""][number as usize % 4], number % 7);
            let mut made = document(number, &title, &format!("20{:02}-0{}-10", 10 + number * 7 % 13, number % 9 + 1));
            made.author.name = ["Zoé", "élise", "Dr Alice Dumont"].get(number as usize % 4).map(|name| (*name).into());
            made
        })
        .collect();
    for order in Order::ALL {
        for text in ["", "bilan elise"] {
            let begin = || {
                let mut record = Record::default();
                let mut filter = Filter::default();
                filter.text.set(text.into());
                record.set_filter(filter);
                record.set_order(order);
                record
            };
            let (mut whole, mut pieces) = (begin(), begin());
            whole.add(listing(many.clone()), &words);
            for page in many.chunks(7) {
                pieces.add(listing(page.to_vec()), &words);
            }
            assert_eq!(shown(&pieces), shown(&whole), "{order:?} {text:?}");
            assert!(!shown(&whole).is_empty());
            let rows = pieces.rows(&words);
            for index in 0..pieces.shown() {
                assert_eq!(rows.index_of(&rows.row(index).unwrap().id), Some(index));
            }
        }
    }
}

#[test]
fn a_newer_state_of_a_document_is_found_and_counted_as_what_it_is_now() {
    let mut person = at_the_list();
    let mut newer = document(3, "Lettre", "2023-05-04");
    newer.author.name = Some("Dr Karim Haddad".into());
    person.model.record.add(listing(vec![newer]), &Words::french());
    person.types("Chercher", "ordonnance");
    assert!(titles(&person).is_empty());
    person.types("Chercher", "lettre haddad 2023");
    assert_eq!(titles(&person), ["Lettre"]);
    person.types("Chercher", "");
    person.choose("Choisir un auteur");
    person.sees("Dr Karim Haddad, 1 document");
    person.sees("Dr Alice Dumont, 1 document");
    person.goes_back();
    person.choose("Choisir une période");
    person.sees("En 2023");
    person.does_not_see("En 2024");
}

#[test]
fn the_details_of_a_document_are_heard_line_by_line_and_nothing_is_fetched() {
    let mut person = at_the_list();
    let words = Words::french();
    let mut teller = dmp::face::linear::Teller::new(dmp::face::linear::Manner::Pipe, 10);
    teller.say(&person.page(), &words);
    let asked = person.effects.len();
    let heard = teller.hear(&person.page(), &words, "d 3");
    assert!(matches!(heard, Heard::Rested(_)), "{heard:?}");
    person.hear(heard);
    let told = teller.say(&person.page(), &words);
    assert!(told.starts_with("Œsophagoscopie.\nSorte : "), "{told}");
    assert!(told.contains("État : Masqué aux professionnels."), "{told}");
    assert_eq!(person.effects.len(), asked, "looking at a list writes nothing in the access history");
    assert_eq!(teller.say(&person.page(), &words), "", "said once");
}

#[test]
fn a_list_that_did_not_come_is_not_called_empty() {
    let mut person = Person::signed_in(Vec::new());
    person.model.record.progress = dmp::app::record::Progress::Interrupted;
    person.choose("Lire mes documents");
    person.sees("La liste de vos documents n’est pas arrivée.");
}
