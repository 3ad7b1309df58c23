//! Who opened my record: found, narrowed, read one by one, and what to do when an access is not recognised.

use crate::accesses::{answered, asked, history, trace};
use dmp::app::{Answer, Effect};
use dmp::domain::{Deed, History, Mode, Problem, Who};
use std::sync::Arc;

#[test]
fn the_history_says_what_it_covers_and_each_month_once() {
    let mut person = asked();
    person.asks(|effect| matches!(effect, Effect::History { from, to, next: None, .. } if from.to_string() == "2025-11-20" && to.to_string() == "2026-11-20"));
    person.sees("Le programme demande l’historique");
    person.answer(Answer::History(Ok(history())));
    person.sees("Du 20 novembre 2025 au 20 novembre 2026, 5 accès, liste complète");
    person.sees("4 accès, le plus récent d’abord");
    let page = person.reads();
    assert_eq!((page.matches("En novembre 2026, ").count(), page.matches("En octobre 2026, ").count()), (1, 1), "{page}");
    person.sees("Dr Alice Dumont, médecin, Cabinet des Tilleuls, a lu un document, Bilan");
    person.sees("un professionnel dont le nom n’est pas donné");
    person.does_not_see("vous-même");
}

#[test]
fn an_emergency_is_said_in_words_and_found_alone() {
    let mut person = answered();
    person.sees("Urgence, accès sans votre accord, 2 novembre 2026 à 2 h 10, Dr Hugo Leroy");
    person.choose("Seulement les urgences");
    person.sees("Un accès");
    person.does_not_see("Dr Alice Dumont");
    person.choose("2 novembre 2026");
    person.sees("« bris de glace »");
}

#[test]
fn what_i_did_myself_has_its_own_place() {
    let mut person = answered();
    person.choose("Ce que j’ai fait moi-même");
    person.sees("vous-même, connexion au DMP");
    person.does_not_see("Dr Alice Dumont");
    person.choose("19 novembre 2026");
    person.does_not_see("Je ne reconnais pas cet accès");
}

#[test]
fn a_name_a_profession_a_document_or_a_month_is_found_as_one_types() {
    let mut person = answered();
    for (words, found) in [("leroy", "Dr Hugo Leroy"), ("bilan", "Dr Alice Dumont"), ("assurance octobre", "Assurance Maladie")] {
        person.types("Chercher un nom, un métier, un document", words);
        person.sees("Un accès");
        person.sees(found);
    }
    person.types("Chercher un nom, un métier, un document", "zzz");
    person.sees("Aucun accès ne contient ces mots");
}

#[test]
fn from_an_access_one_opens_the_document_or_learns_what_to_do() {
    let mut person = answered();
    person.choose("18 novembre 2026");
    person.sees("Sorte d’accès : accès habituel");
    person.choose("Je ne reconnais pas cet accès");
    person.sees("appelez le 3422");
    person.sees("Je ne reconnais pas un accès à mon DMP. Date : 18 novembre 2026 à 11 h 00. Personne : Dr Alice Dumont");
    person.goes_back();
    person.choose("Ouvrir ce document");
    person.asks(|effect| matches!(effect, Effect::Fetch { .. }));
}

#[test]
fn older_accesses_are_asked_for_page_by_page_and_back_to_ten_years() {
    let mut person = asked();
    let mut first = history();
    (first.total, first.next) = (Some(7), Some("https://dmp.example/suite".into()));
    first.unreadable = 1;
    person.answer(Answer::History(Ok(first)));
    person.sees("les 5 accès les plus récents, sur 7");
    person.sees("Un accès n’a pas pu être lu");
    person.choose("Voir les accès d’avant");
    person.asks(|effect| matches!(effect, Effect::History { next: Some(next), .. } if next.ends_with("suite")));
    let older = trace("t0", "2026-01-03T08:00:00Z", Who::Professional, "Dr Jean Vieux", Deed::Read, Mode::Normal);
    person.answer(Answer::History(Ok(History { traces: vec![Arc::new(older)], total: Some(7), ..History::default() })));
    person.sees("Dr Jean Vieux");
    person.sees("6 accès, liste complète");
    person.choose("Remonter jusqu’à dix ans");
    person.asks(|effect| matches!(effect, Effect::History { from, .. } if from.to_string() == "2016-11-20"));
    person.answer(Answer::History(Ok(history())));
    person.does_not_see("Remonter jusqu’à dix ans");
}

#[test]
fn a_history_that_does_not_come_is_said_and_asked_again() {
    let mut person = asked();
    person.answer(Answer::History(Err(Problem::TimedOut)));
    person.choose("Réessayer");
    person.answer(Answer::History(Ok(history())));
    person.sees("Dr Alice Dumont");
    let mut person = asked();
    person.answer(Answer::History(Err(Problem::NotOffered)));
    person.sees("ne propose pas");
}

#[test]
fn the_dates_are_chosen_and_what_was_looked_for_stays() {
    let mut person = answered();
    person.types("Chercher un nom, un métier, un document", "leroy");
    person.choose("Choisir les dates");
    person.types("Du", "1/10/2026");
    person.types("Au", "5/9/2026");
    person.choose("Utiliser ces dates");
    person.sees("La première date vient après la seconde");
    person.types("Au", "5/11/2026");
    person.choose("Utiliser ces dates");
    person.asks(|effect| {
        matches!(effect, Effect::History { from, to, .. } if from.to_string() == "2026-10-01" && to.to_string() == "2026-11-05")
    });
    person.answer(Answer::History(Ok(history())));
    person.sees("Du 1er octobre 2026 au 5 novembre 2026");
    assert_eq!(person.wrote("Chercher un nom, un métier, un document"), "leroy");
    person.sees("Un accès");
    person.choose("Choisir les dates");
    person.choose("Le dernier mois");
    person.asks(|effect| matches!(effect, Effect::History { from, .. } if from.to_string() == "2026-10-20"));
}
