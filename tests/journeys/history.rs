//! Who opened my record: found, narrowed, read one by one, and what to do when an access is not recognised.

use crate::accesses::{answered, asked, further, history, page, sifted, trace};
use crate::news::{emergency, fresh};
use crate::person::{Person, account, document, patient};
use dmp::app::{Answer, Effect};
use dmp::domain::{Account, Deed, History, Mode, Place, Problem, Sieve, Who};
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

/// What the server was last asked to narrow by, and how many times it was asked.
fn sieves(person: &Person) -> Vec<Sieve> {
    let sieve = |effect: &Effect| if let Effect::History { sieve, .. } = effect { Some(sieve.clone()) } else { None };
    person.effects.iter().filter_map(sieve).collect()
}

#[test]
fn filters_combine_and_say_what_is_in_force_until_everything_is_shown() {
    let mut person = sifted();
    person.sees("Seulement le métier : médecin");
    person.sees("Seulement l’action : a lu un document");
    person.sees("Un accès");
    person.sees("Dr Alice Dumont");
    person.does_not_see("Dr Hugo Leroy");
    person.choose("Seulement les urgences");
    person.sees("Aucun accès de cette sorte");
    person.choose("Choisir ce qui a été fait");
    person.sees("Choisi, a lu un document, un accès");
    person.choose("Toutes les actions");
    person.sees("Dr Hugo Leroy");
    person.types("Chercher un nom, un métier, un document", "alice");
    person.sees("Aucun accès ne contient ces mots");
    person.choose("Tout montrer");
    assert_eq!(person.wrote("Chercher un nom, un métier, un document"), "");
    person.sees("4 accès, le plus récent d’abord");
    person.does_not_see("Seulement le métier");
    person.does_not_see("Tout montrer");
    assert_eq!(sieves(&person), [], "the whole list is here: nothing is asked");
}

#[test]
fn only_what_is_in_the_list_can_be_chosen_with_how_much_there_is_of_it() {
    let mut person = answered();
    person.choose("Choisir ce qui a été fait");
    person.sees("a regardé la liste des documents, un accès");
    person.does_not_see("a supprimé un document");
    person.does_not_see("déjà reçus");
    person.goes_back();
    let mut person = asked();
    person.answer(Answer::History(Ok(page(0, 200, false))));
    person.choose("Choisir un métier");
    person.sees("médecin, 133 accès");
    person.sees("infirmier, 67 accès");
    person.choose("infirmier");
    person.sees("67 accès, le plus récent d’abord");
}

#[test]
fn when_not_everything_is_here_the_server_is_asked_and_what_it_does_not_narrow_is_narrowed_here() {
    let mut person = asked();
    person.answer(Answer::History(Ok(page(0, 200, true))));
    person.choose("Choisir un métier");
    person.sees("Votre choix vaut pour toute la période");
    person.choose("infirmier");
    person.sees("67 accès, le plus récent d’abord");
    let nurses = Sieve { professions: vec!["60".into()], ..Sieve::default() };
    assert_eq!(sieves(&person), std::slice::from_ref(&nurses));
    // A server that knows nothing of professions.
    person.answer(Answer::History(Ok(page(0, 200, true))));
    person.sees("67 accès, le plus récent d’abord");
    // Those met before can still be chosen.
    person.choose("Choisir ce qui a été fait");
    person.choose("a regardé la liste");
    let both = Sieve { deed: Some(Deed::Listed), ..nurses.clone() };
    assert_eq!(sieves(&person), std::slice::from_ref(&both));
    person.answer(Answer::History(Ok(page(0, 90, false))));
    // All of these are here: fewer of them need not be asked for, but more do.
    person.choose("Seulement les urgences");
    assert_eq!(sieves(&person), []);
    person.choose("Les accès des autres");
    person.choose("Choisir un métier");
    person.choose("médecin");
    assert_eq!(sieves(&person).len(), 1);
    person.answer(Answer::History(Err(Problem::TimedOut)));
    person.sees("Le serveur met trop");
    person.choose("Tout montrer");
    assert_eq!(sieves(&person), [Sieve::default()]);
    person.answer(Answer::History(Ok(page(0, 200, true))));
    person.sees("les 200 accès les plus récents, sur 1 000 000");
}

#[test]
fn a_name_is_looked_for_over_the_whole_period() {
    let mut person = asked();
    person.answer(Answer::History(Ok(page(0, 200, true))));
    person.types("Chercher un nom, un métier, un document", "personne 777");
    person.sees("Aucun accès ne contient ces mots");
    person.choose("Chercher ce nom sur toute la période");
    assert_eq!(sieves(&person), [Sieve { name: "personne 777".into(), ..Sieve::default() }]);
    person.answer(Answer::History(Ok(page(777, 1, false))));
    person.sees("Seulement le nom : personne 777");
    person.sees("Dr Personne 777");
    person.does_not_see("Chercher ce nom");
    person.types("Chercher un nom, un métier, un document", "alice");
    person.choose("Chercher ce nom sur toute la période");
    assert_eq!(sieves(&person)[0].name.as_str(), "alice");
}

#[test]
fn the_emergencies_of_ten_years_are_asked_for_and_not_looked_for_among_the_newest() {
    let mut person = Person::signed_in(vec![document(1, "Bilan", "2026-11-13")]);
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    person.msg(dmp::app::Msg::Clock { now, idle: std::time::Duration::ZERO });
    person.answer(Answer::Consents(Ok(crate::person::consents())));
    person.choose("Qui peut voir mon dossier");
    person.choose("En cas d’urgence");
    person.choose("Voir les accès en urgence");
    assert_eq!(sieves(&person), [Sieve { emergencies: true, ..Sieve::default() }]);
}

#[test]
fn what_is_kept_at_once_has_an_end_and_one_goes_on_beyond_it() {
    let mut person = further();
    person.sees("les accès du 10 001e au 10 200e, sur 1 000 000");
    person.sees("Dr Personne 10001");
    person.does_not_see("Dr Personne 9999,");
    person.choose("Voir les accès d’avant");
    person.answer(Answer::History(Ok(page(10_200, 200, false))));
    person.sees("les accès du 10 001e au 10 400e, sur 1 000 000");
    person.choose("Revenir aux plus récents");
    person.answer(Answer::History(Ok(page(0, 200, true))));
    person.sees("les 200 accès les plus récents, sur 1 000 000");
    person.does_not_see("Revenir aux plus récents");
}

#[test]
fn home_says_how_many_accesses_are_new_and_the_emergencies_apart() {
    let mut person = Person::signed_in(Vec::new());
    person.asks(|effect| matches!(effect, Effect::HistorySince { since, .. } if Some(*since) == account().previous_sign_in));
    person.does_not_see("depuis votre dernière visite");
    person.counts(&history());
    // Not what the person did themselves.
    person.sees("Qui a ouvert mon DMP, 4 accès depuis votre dernière visite, dont un en urgence");
    person.hears(fresh(1, vec![emergency()]));
    person.counts(&page(0, 200, true));
    person.sees("plus de 200 accès depuis votre dernière visite");
    person.hears(fresh(2, vec![emergency()]));
    person.counts(&History::default());
    person.sees("Qui a ouvert mon DMP, aucun accès depuis votre dernière visite");
    // Nothing of it is told to whoever comes next, nor at a first visit.
    person.choose("Me déconnecter");
    person.answer(Answer::SignedOut(true));
    person.sign_in();
    person.does_not_see("aucun accès depuis");
    let mut first = Person::at(Place::Home);
    first.connect();
    first.sign_in_as(patient(), Account::default());
    first.does_not_see("depuis votre dernière visite");
    assert!(!first.effects.iter().any(|effect| matches!(effect, Effect::HistorySince { .. })));
}

#[test]
fn what_happens_while_the_list_is_shown_is_in_it_by_itself() {
    let mut person = answered();
    person.hears(fresh(1, vec![emergency()]));
    let ticket = person.asked(&Answer::History(Ok(history())));
    let new = trace("t6", "2026-11-20T11:59:00Z", Who::Professional, "Dr Nouvelle", Deed::Listed, Mode::BreakGlass);
    let mut now = history();
    now.traces.insert(0, Arc::new(new));
    now.total = Some(6);
    person.msg(dmp::app::Msg::Answer(ticket, Answer::History(Ok(now))));
    person.sees("Dr Nouvelle");
    person.sees("5 accès, le plus récent d’abord");
    person.sees("6 accès, liste complète");
    assert_eq!(person.reads().matches("Dr Alice Dumont").count(), 1);
    // A failure of it says nothing, and takes nothing away.
    person.hears(fresh(2, vec![emergency()]));
    person.answer(Answer::History(Err(Problem::TimedOut)));
    person.sees("Dr Nouvelle");
    person.does_not_see("Le serveur met trop");
    // What one chose dates for does not change under the eye.
    person.choose("Choisir les dates");
    person.types("Au", "5/11/2026");
    person.choose("Utiliser ces dates");
    person.answer(Answer::History(Ok(history())));
    person.hears(fresh(3, vec![emergency()]));
    assert_eq!(sieves(&person), []);
}

#[test]
fn f16_an_answer_to_what_is_no_longer_looked_for_is_not_shown() {
    let mut person = asked();
    person.answer(Answer::History(Ok(page(0, 200, true))));
    person.choose("Seulement les urgences");
    let older = person.asked(&Answer::History(Ok(history())));
    person.choose("Les accès des autres");
    person.choose("Choisir un métier");
    person.choose("infirmier");
    person.answer(Answer::History(Ok(page(300, 30, false))));
    person.sees("10 accès, le plus récent d’abord");
    person.msg(dmp::app::Msg::Answer(older, Answer::History(Ok(history()))));
    person.sees("10 accès, le plus récent d’abord");
    person.sees("Dr Personne 300");
}
