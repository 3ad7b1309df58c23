//! Finding a professional: by name, profession or town; who was found; what is known of one of them.

use crate::person::{Person, professional, professionals};
use dmp::app::{Answer, Effect};
use dmp::domain::{Problem, Professional, Professionals, Qualification, Rpps, Sought};
use std::sync::Arc;

fn at_the_directory() -> Person {
    let mut person = Person::signed_in(Vec::new());
    person.choose("Qui peut voir mon dossier");
    person.choose("Trouver un professionnel de santé");
    person
}

fn sought(person: &Person) -> Sought {
    let asked = person.effects.iter().rev().find_map(|effect| {
        let Effect::Professionals { sought, .. } = effect else { return None };
        Some(Sought::clone(sought))
    });
    asked.expect("professionals were asked for")
}

fn codes(sought: &Sought) -> Vec<&str> {
    let of = sought.qualifications.iter();
    of.map(|(Qualification::Profession(code) | Qualification::Speciality(code))| code.as_str()).collect()
}

#[test]
fn a_professional_is_found_by_name_and_town_and_shown_whole() {
    let mut person = at_the_directory();
    person.types("Nom", "lefevre");
    person.types("Ville ou code postal", "lyon");
    person.choose("Chercher");
    person.sees("Le programme cherche dans l’annuaire.");
    let asked = sought(&person);
    assert_eq!((asked.name.as_str(), asked.place.as_str(), asked.qualifications.len()), ("lefevre", "lyon", 0));
    person.answer(Answer::Professionals(Ok(professionals())));
    person.sees("3 professionnels");
    person.sees("Maison de santé du Vieux Pont, Lyon");
    person.sees("profession inconnue");
    person.choose("Dr Anne Lefèvre");
    for text in ["médecin généraliste", "10999001000", "4 rue du Vieux-Pont", "69003 Lyon", "0199000014"] {
        person.sees(text);
    }
    person.does_not_see("Attention");
    person.goes_back();
    person.sees("3 professionnels");
    person.goes_back();
    assert_eq!(person.wrote("Nom"), "lefevre");
}

#[test]
fn a_profession_is_suggested_as_one_types_without_accents() {
    let mut person = at_the_directory();
    person.does_not_see("kinésithérapeute");
    person.types("Profession ou spécialité", "KINE");
    person.choose("kinésithérapeute");
    assert_eq!(person.wrote("Profession ou spécialité"), "kinésithérapeute");
    person.does_not_see("profession trouvée");
    person.choose("Chercher");
    assert_eq!(codes(&sought(&person)), ["70"]);
}

#[test]
fn a_profession_that_is_plain_need_not_be_chosen_and_one_that_is_not_is_asked_again() {
    let mut person = at_the_directory();
    person.types("Profession ou spécialité", "généraliste");
    person.choose("Chercher");
    assert_eq!(codes(&sought(&person)).len(), 3);
    person.answer(Answer::Professionals(Ok(Professionals::default())));
    person.effects.clear();
    person.types("Profession ou spécialité", "chir");
    person.sees("Écrivez une lettre de plus");
    person.choose("Chercher");
    person.sees("Plusieurs professions correspondent à « chir ».");
    person.types("Profession ou spécialité", "licorne");
    person.choose("Chercher");
    person.sees("Aucune profession ne s’appelle « licorne ».");
    assert!(person.effects.iter().all(|effect| !matches!(effect, Effect::Professionals { .. })));
}

#[test]
fn nothing_typed_nobody_found_and_no_network_are_each_one_clear_sentence() {
    let mut person = at_the_directory();
    person.choose("Chercher");
    person.sees("Rien n’est rempli. Écrivez un nom, une profession ou une ville.");
    person.types("Nom", "   ");
    person.choose("Chercher");
    person.sees("Rien n’est rempli.");
    person.types("Nom", "zzz");
    person.choose("Chercher");
    person.answer(Answer::Professionals(Ok(Professionals::default())));
    person.sees("Personne ne correspond dans l’annuaire.");
    person.choose("Chercher");
    person.answer(Answer::Professionals(Err(Problem::Unreachable)));
    assert_eq!(person.wrote("Nom"), "zzz");
    person.choose("Chercher");
    person.answer(Answer::Professionals(Err(Problem::NotOffered)));
    person.choose("Chercher");
    person.stops();
    assert_eq!(person.wrote("Nom"), "zzz");
}

#[test]
fn more_come_on_demand_and_nobody_is_there_twice() {
    let mut person = at_the_directory();
    person.types("Ville ou code postal", "69");
    person.choose("Chercher");
    let first = Professionals { total: Some(400), next: Some("https://dmp.example/page2".into()), ..professionals() };
    person.answer(Answer::Professionals(Ok(first)));
    person.sees("3 professionnels sur 400");
    person.sees("La liste est longue.");
    person.choose("Voir la suite");
    person.asks(
        |effect| matches!(effect, Effect::Professionals { next: Some(next), .. } if &**next == "https://dmp.example/page2"),
    );
    person.answer(Answer::Professionals(Err(Problem::TimedOut)));
    person.sees("3 professionnels sur 400");
    person.choose("Voir la suite");
    let again = professional("003-2", "Dr Anne Lefèvre", "SM04", "Clinique des Érables", "Lyon");
    let other = professional("003-9", "Dr Zoé Abadie", "SM38", "Cabinet des Lilas", "Lyon");
    let second = Professionals { found: vec![Arc::new(again), Arc::new(other)], total: Some(400), ..Professionals::default() };
    person.answer(Answer::Professionals(Ok(second)));
    person.sees("4 professionnels");
    person.choose("Dr Zoé Abadie");
    person.sees("ophtalmologue");
}

#[test]
fn what_is_missing_or_wrong_is_said_with_caution() {
    let mut person = at_the_directory();
    person.types("Nom", "lefevre");
    person.choose("Chercher");
    let wrong = Professional {
        rpps: Rpps::new("10999001001"),
        retired: true,
        ..professional("003-8", "Dr Luc Marsaudon", "SM48", "Cabinet", "Troyes")
    };
    let mut page = professionals();
    page.found.push(Arc::new(wrong));
    person.answer(Answer::Professionals(Ok(page)));
    person.choose("Nom inconnu");
    for text in ["ne dit pas le nom", "ne dit pas sa profession", "ne dit pas où", "ne donne pas son numéro national"] {
        person.sees(text);
    }
    person.goes_back();
    person.choose("Dr Luc Marsaudon");
    person.sees("Son numéro national semble mal écrit");
    person.sees("n’exerce plus");
    person.sees("10999001001");
}

#[test]
fn the_end_of_the_session_brings_back_what_was_typed() {
    let mut person = at_the_directory();
    person.types("Nom", "lefevre");
    person.choose("Chercher");
    person.answer(Answer::Professionals(Err(Problem::SessionEnded)));
    person.sees("Mot de passe");
    person.sign_in();
    assert_eq!(person.wrote("Nom"), "lefevre");
}

#[test]
fn ten_thousand_are_gone_through_to_the_end_and_no_more_are_kept() {
    let mut person = at_the_directory();
    person.types("Nom", "a");
    person.choose("Chercher");
    let page = |number: usize, last: usize| {
        let one = |index: usize| {
            let id = format!("id-{}", number * 50 + index);
            Arc::new(professional(&id, &format!("Dr Martin {id}"), "SM54", "Cabinet", "Lyon"))
        };
        let next = (number < last).then(|| format!("https://dmp.example/{}", number + 1).as_str().into());
        Professionals { found: (0..50).map(one).collect(), total: Some(((last + 1) * 50) as u64), unreadable: 0, next }
    };
    person.answer(Answer::Professionals(Ok(page(0, 199))));
    for number in 1..200 {
        person.asks_for_more();
        person.answer(Answer::Professionals(Ok(page(number, 199))));
    }
    person.sees("10 000 professionnels");
    person.does_not_see("Voir la suite");
    person.does_not_see("Le programme ne montre que");
    person.choose("Dr Martin id-9999");
    person.goes_back();
    person.goes_back();
    // More than that: one is told to say more.
    person.choose("Chercher");
    person.answer(Answer::Professionals(Ok(page(0, 2000))));
    for number in 1..200 {
        person.asks_for_more();
        person.answer(Answer::Professionals(Ok(page(number, 2000))));
    }
    person.sees("10 000 professionnels sur 100 050");
    person.sees("Le programme ne montre que les 10 000 premiers");
    person.does_not_see("Voir la suite");
}
