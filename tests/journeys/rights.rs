//! Who may read: seen, blocked, unblocked, allowed for a stay, refused in an emergency; and what is said of each outcome.

use crate::accesses;
use crate::person::{Person, consents, professional, professionals};
use dmp::app::{Answer, Effect};
use dmp::domain::{About, Change, Consents, Deed, Emergency, Establishment, Mode, Outcome, Party, Place, Problem, Trace, Who};
use std::sync::Arc;

fn at_the_hub() -> Person {
    let mut person = Person::signed_in(Vec::new());
    person.answer(Answer::Consents(Ok(consents())));
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    person.msg(dmp::app::Msg::Clock { now, idle: std::time::Duration::ZERO });
    person.choose("Qui peut voir mon dossier");
    person
}

/// On the page of the treating doctor, whom nothing is said of yet.
fn at_a_doctor() -> Person {
    let mut person = at_the_hub();
    person.choose("Trouver un professionnel de santé");
    person.types("Nom", "lefèvre");
    person.choose("Chercher");
    person.answer(Answer::Professionals(Ok(professionals())));
    person.choose("Dr Anne Lefèvre");
    person
}

fn asked(person: &Person) -> Change {
    let change = person.effects.iter().rev().find_map(|effect| {
        let Effect::Change { change, .. } = effect else { return None };
        Some(change.as_ref().clone())
    });
    change.expect("a change was asked for")
}

fn blocked(consents: Consents, identifier: &str) -> Consents {
    let mut consents = consents;
    let mut new = consents.all[1].clone();
    new.about = About::Professional(Party { identifier: Some(identifier.into()), name: None });
    new.id = dmp::domain::ConsentId::new("c-9").unwrap();
    consents.all.push(new);
    consents
}

#[test]
fn the_first_page_counts_who_may_read_and_who_may_not() {
    let mut person = at_the_hub();
    for text in [
        "Ceux qui peuvent lire, une personne",
        "Ceux que j’ai bloqués, une personne",
        "Mon médecin traitant, Dr Alice Dumont",
        "Séjours à l’hôpital, un établissement autorisé",
        "En cas d’urgence, 2 autorisations sur trois",
    ] {
        person.sees(text);
    }
    person.choose("Ceux qui peuvent lire");
    person.sees("Dr Hugo Leroy, peut lire votre dossier depuis le 4 mars 2026");
    person.goes_back();
    person.choose("Ceux que j’ai bloqués");
    person.sees("M. Paul Marsan, bloqué depuis le 20 juin 2026");
}

#[test]
fn s64_blocking_warns_about_care_says_what_changes_and_does_it_only_once_confirmed() {
    let mut person = at_a_doctor();
    person.sees("Et votre dossier : votre médecin traitant");
    person.choose("Bloquer cette personne");
    for text in [
        "Bloquer Dr Anne Lefèvre ?",
        "ne pourra plus lire votre dossier, même en urgence",
        "pourra encore y ajouter des documents",
        "jusqu’à ce que vous l’enleviez",
        "cela peut nuire à vos soins",
        "Elle n’est pas prévenue",
    ] {
        person.sees(text);
    }
    let page = person.page();
    assert_eq!(page.actions[0].label.as_str(), "Ne pas bloquer", "the safe answer is the first");
    assert_eq!(page.actions[1].grave.as_deref(), Some("bloquer"));
    assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::Change { .. })), "nothing is sent before");
    person.choose("Oui, bloquer cette personne");
    let Change::Block(party) = asked(&person) else { panic!("a block") };
    assert_eq!(party.identifier.as_deref(), Some("810999001000"));
    person.sees("Attendez la réponse");
    person.answer(Answer::Changed(Outcome::Done));
    person.answer(Answer::Consents(Ok(blocked(consents(), "810999001000"))));
    person.sees("Dr Anne Lefèvre ne peut plus lire votre dossier.");
    person.sees("bloqué depuis le 20 juin 2026");
    person.choose("Enlever le blocage");
    person.sees("Elle ne pourra pas lire pour autant");
    person.choose("Oui, enlever le blocage");
    person.answer(Answer::Changed(Outcome::Done));
    person.answer(Answer::Consents(Ok(consents())));
    person.sees("est enlevé");
    person.choose("Bloquer cette personne");
}

#[test]
fn done_not_done_and_unknown_are_three_sentences() {
    for (outcome, sentence) in [
        (Outcome::Done, "ne peut plus lire votre dossier."),
        (Outcome::NotDone(Problem::Forbidden), "Ce n’est pas fait, rien n’a changé."),
        (Outcome::Unknown, "Nous ne savons pas si c’est fait"),
    ] {
        let mut person = at_a_doctor();
        person.choose("Bloquer cette personne");
        person.choose("Oui, bloquer");
        person.answer(Answer::Changed(outcome));
        person.answer(Answer::Consents(Ok(consents())));
        person.sees(sentence);
    }
}

#[test]
fn a_change_cannot_be_stopped_and_is_answered_wherever_one_is() {
    let mut person = at_a_doctor();
    person.choose("Bloquer cette personne");
    person.choose("Oui, bloquer");
    assert!(person.page().busy.is_some_and(|busy| busy.stop.is_none()));
    person.goes_back();
    person.goes_back();
    assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::Cancel(_))), "a write is never let go");
    person.answer(Answer::Changed(Outcome::Done));
    person.sees("Dr Anne Lefèvre ne peut plus lire");
    person.sees("3 professionnels");
}

#[test]
fn what_changed_meanwhile_is_shown_beside_what_was_wanted_and_the_person_chooses() {
    let mut person = at_the_hub();
    person.choose("En cas d’urgence");
    person.choose("Le 15");
    person.sees("Ce service s’appelle le SAMU");
    person.choose("Refuser");
    person.sees("même si vous êtes en danger");
    assert_eq!(person.page().actions[1].grave.as_deref(), Some("refuser"));
    person.choose("Refuser");
    person.answer(Answer::Changed(Outcome::NotDone(Problem::ChangedMeanwhile)));
    let mut now = consents();
    now.all[3].version = Some("7".into());
    person.answer(Answer::Consents(Ok(now)));
    person.sees("Quelque chose a changé entre-temps");
    person.sees("Vous vouliez : refuser");
    person.sees("Maintenant : autorisé");
    person.choose("Faire quand même ce que je voulais");
    let Change::Switch { consent, permit: false } = asked(&person) else { panic!("a switch") };
    assert_eq!(consent.version.as_deref(), Some("7"), "of the version that is there now");
    person.answer(Answer::Changed(Outcome::Done));
    person.answer(Answer::Consents(Ok(consents())));
    person.sees("C’est maintenant refusé, même en urgence.");
    person.sees("Le 15");
}

#[test]
fn what_is_already_as_wanted_leaves_nothing_to_choose() {
    let mut person = at_the_hub();
    person.choose("En cas d’urgence");
    person.choose("Mes documents masqués");
    person.choose("Autoriser");
    person.choose("Autoriser");
    person.answer(Answer::Changed(Outcome::NotDone(Problem::ChangedMeanwhile)));
    let mut now = consents();
    now.all[5].permit = true;
    person.answer(Answer::Consents(Ok(now)));
    person.sees("Maintenant : autorisé");
    person.does_not_see("Faire quand même");
    person.choose("Laisser comme c’est maintenant");
    person.sees("Aujourd’hui : autorisé");
}

#[test]
fn s28_at_home_the_password_again_sends_what_was_asked() {
    let mut person = at_a_doctor();
    person.model.settings.place = Some(Place::Home);
    person.choose("Bloquer cette personne");
    person.choose("Oui, bloquer");
    person.answer(Answer::Changed(Outcome::NotDone(Problem::ProveIdentity)));
    person.sees("Confirmez que c’est bien vous");
    person.types("Mot de passe", "Tilleul-4-saisons!");
    person.choose("Confirmer");
    person.answer(Answer::Unlocked(Err(Problem::WrongCredentials)));
    person.sees("Confirmez que c’est bien vous");
    person.types("Mot de passe", "Tilleul-4-saisons!");
    person.choose("Confirmer");
    person.effects.retain(|effect| !matches!(effect, Effect::Change { .. }));
    person.answer(Answer::Unlocked(Ok(())));
    assert!(matches!(asked(&person), Change::Block(_)), "it is sent again");
    person.answer(Answer::Changed(Outcome::Done));
    person.answer(Answer::Consents(Ok(consents())));
    person.sees("ne peut plus lire votre dossier.");
    person.sees("Maison de santé du Vieux Pont");
}

#[test]
fn s28_in_a_shop_a_whole_sign_in_comes_back_to_the_question() {
    let mut person = at_a_doctor();
    person.model.settings.place = Some(Place::Shop);
    person.choose("Bloquer cette personne");
    person.choose("Oui, bloquer");
    person.answer(Answer::Changed(Outcome::NotDone(Problem::ProveIdentity)));
    person.sees("Sur un poste partagé, reconnectez-vous");
    person.asks(|effect| matches!(effect, Effect::SignOut { .. }));
    person.does_not_see("Lefèvre");
}

#[test]
fn somebody_allowed_loses_it_and_is_told_apart_from_somebody_blocked() {
    let mut person = at_the_hub();
    person.choose("Ceux qui peuvent lire");
    person.choose("Dr Hugo Leroy");
    person.asks(|effect| matches!(effect, Effect::Professional { identifier, .. } if identifier.as_str() == "810999001018"));
    let mut known = professional("003-9", "Dr Hugo Jean Leroy", "SM54", "Cabinet des Saules", "Lyon");
    known.national = Some("810999001018".into());
    person.answer(Answer::Professional(Ok(Some(Arc::new(known)))));
    person.sees("Dr Hugo Leroy");
    person.sees("Cabinet des Saules");
    person.choose("Retirer l’autorisation de lire");
    person.sees("En urgence, elle pourra encore le lire");
    person.choose("Oui, retirer l’autorisation");
    assert!(matches!(asked(&person), Change::End(consent) if consent.id.as_str() == "c-1"));
    person.answer(Answer::Changed(Outcome::Done));
    person.answer(Answer::Consents(Ok(Consents::default())));
    person.sees("n’a plus votre accord");
    person.sees("N’a pas votre accord");
}

#[test]
fn from_an_access_one_comes_to_the_person_and_blocks_them_by_their_number() {
    let mut person = accesses::asked();
    let trace = Trace {
        identifier: Some("810999001034".into()),
        ..accesses::trace("t9", "2026-11-18T10:00:00Z", Who::Professional, "Dr Inès Faure", Deed::Read, Mode::Normal)
    };
    let history = dmp::domain::History { traces: vec![Arc::new(trace)], total: Some(1), ..dmp::domain::History::default() };
    person.answer(Answer::History(Ok(history)));
    person.answer(Answer::Consents(Ok(consents())));
    person.choose("18 novembre 2026");
    person.choose("Voir cette personne");
    person.answer(Answer::Professional(Ok(None)));
    person.sees("Cabinet des Tilleuls");
    person.choose("Ses accès à mon dossier");
    person.asks(|effect| matches!(effect, Effect::History { of: Some(of), .. } if of.as_str() == "810999001034"));
    person.stops();
    person.goes_back();
    person.choose("Bloquer cette personne");
    person.choose("Oui, bloquer");
    assert!(matches!(asked(&person), Change::Block(party) if party.identifier.as_deref() == Some("810999001034")));
}

#[test]
fn somebody_without_a_number_cannot_be_blocked_and_it_is_said() {
    let mut person = at_the_hub();
    person.choose("Trouver un professionnel de santé");
    person.types("Nom", "lefèvre");
    person.choose("Chercher");
    person.answer(Answer::Professionals(Ok(professionals())));
    person.choose("Nom inconnu");
    person.sees("Sans numéro national");
    person.does_not_see("Bloquer cette personne");
}

#[test]
fn a_hospital_is_found_allowed_until_a_day_to_come_and_withdrawn() {
    let mut person = at_the_hub();
    person.choose("Séjours à l’hôpital");
    person.sees("Centre hospitalier de Villerose, autorisé jusqu’au 15 décembre 2026");
    person.choose("Autoriser un établissement");
    person.choose("Chercher");
    person.sees("Écrivez un mot du nom");
    person.types("Nom de l’hôpital ou de la clinique", "érables");
    person.choose("Chercher");
    person.answer(Answer::Establishments(Ok(Vec::new())));
    person.sees("Aucun établissement ne porte ce nom");
    person.choose("Chercher");
    let party = Party { identifier: Some("1729990002".into()), name: Some("Clinique des Érables".into()) };
    let found = Establishment { party, postcode: Some("69003".into()), city: Some("Lyon".into()) };
    person.answer(Answer::Establishments(Ok(vec![found])));
    person.sees("Clinique des Érables, 69003 Lyon");
    person.choose("Clinique des Érables");
    for (typed, said) in [
        ("", "Écrivez le dernier jour"),
        ("demain", "ne peut pas être lue : demain"),
        ("1/1/2020", "Cette date est passée"),
        ("1/1/2099", "un an au plus"),
    ] {
        person.types("Jusqu’à quel jour", typed);
        person.choose("Continuer");
        person.sees(said);
    }
    person.types("Jusqu’à quel jour", "30/11/2026");
    person.choose("Continuer");
    person.sees("jusqu’au 30 novembre 2026, ce jour compris");
    person.choose("Oui, autoriser");
    assert!(matches!(asked(&person), Change::Stay { until, .. } if until.to_string() == "2026-11-30"));
    person.answer(Answer::Changed(Outcome::Done));
    person.answer(Answer::Consents(Ok(consents())));
    person.sees("peut lire votre dossier pendant votre séjour");
    person.choose("Centre hospitalier de Villerose");
    person.choose("Oui, mettre fin");
    assert!(matches!(asked(&person), Change::End(consent) if consent.id.as_str() == "c-3"));
}

#[test]
fn the_treating_doctor_and_those_who_never_see_it_are_explained() {
    let mut person = at_the_hub();
    person.choose("Mon médecin traitant");
    for text in ["Dr Alice Dumont", "documents que vous avez masqués", "Choisissez un autre médecin"] {
        person.sees(text);
    }
    person.goes_back();
    person.choose("Qui ne voit jamais mon dossier");
    for text in ["Votre employeur", "médecin du travail", "assureurs", "banques", "Assurance Maladie"] {
        person.sees(text);
    }
}

#[test]
fn a_server_that_keeps_no_consents_says_so_and_the_rest_goes_on() {
    let mut person = Person::signed_in(Vec::new());
    person.answer(Answer::Consents(Err(Problem::NotOffered)));
    person.choose("Qui peut voir mon dossier");
    person.answer(Answer::Consents(Err(Problem::NotOffered)));
    person.sees("Qui ne voit jamais mon dossier");
    person.choose("Trouver un professionnel de santé");
    person.types("Nom", "lefèvre");
    person.choose("Chercher");
    person.answer(Answer::Professionals(Ok(professionals())));
    person.choose("Dr Anne Lefèvre");
    person.does_not_see("Bloquer");
    person.does_not_see("Et votre dossier");
}

#[test]
fn the_switches_of_a_server_that_has_only_some_are_said_to_be_some() {
    let mut person = Person::signed_in(Vec::new());
    let mut some = consents();
    some.all.retain(|consent| consent.about != About::Emergency(Emergency::Samu));
    some.unreadable = 1;
    person.answer(Answer::Consents(Ok(some)));
    person.choose("Qui peut voir mon dossier");
    person.sees("Un réglage n’a pas pu être lu");
    person.choose("En cas d’urgence");
    person.sees("Ce serveur ne donne pas tous les réglages");
    person.does_not_see("Le 15");
}
