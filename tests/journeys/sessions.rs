//! The sessions open on the account: seen, ended one by one or all but this one (S27).

use crate::person::{Person, open_sessions};
use dmp::app::{Answer, Effect};
use dmp::domain::Problem;

fn at_the_list() -> Person {
    let mut person = Person::signed_in(Vec::new());
    person.choose("Mon compte");
    person.choose("Voir mes connexions ouvertes");
    person.sees("Le programme demande vos connexions ouvertes");
    person.answer(Answer::Sessions(Ok(open_sessions())));
    person
}

#[test]
fn s27_the_list_says_which_is_this_one_and_ends_another_after_asking() {
    let mut person = at_the_list();
    person.sees("Celle-ci, que vous utilisez en ce moment");
    person.sees("2 autres connexions ouvertes");
    person.choose("Ouverte le 18 novembre 2026");
    person.sees("Fermer cette connexion ?");
    person.sees("sur un ordinateur partagé");
    person.choose("Fermer cette connexion");
    person.asks(
        |effect| matches!(effect, Effect::EndSessions { sessions, .. } if sessions.len() == 1 && sessions[0].as_str() == "s-2"),
    );
    person.answer(Answer::SessionsEnded(Ok(())));
    person.asks(|effect| matches!(effect, Effect::Sessions { .. }));
    person.answer(Answer::Sessions(Ok(open_sessions().into_iter().filter(|session| session.id.as_str() != "s-2").collect())));
    person.sees("C’est fait.");
    person.sees("1 autre connexion ouverte");
}

#[test]
fn s27_all_the_others_end_and_this_one_stays() {
    let mut person = at_the_list();
    person.choose("Fermer toutes les autres");
    person.asks(|effect| {
        let Effect::EndSessions { sessions, .. } = effect else { return false };
        sessions.iter().map(|session| session.as_str()).eq(["s-2", "s-3"])
    });
    person.answer(Answer::SessionsEnded(Ok(())));
    person.answer(Answer::Sessions(Ok(open_sessions().into_iter().filter(|session| session.current).collect())));
    person.sees("Il n’y a pas d’autre connexion ouverte.");
}

#[test]
fn an_end_whose_answer_was_lost_is_said_and_the_list_is_read_again() {
    let mut person = at_the_list();
    person.choose("Fermer toutes les autres");
    person.answer(Answer::SessionsEnded(Err(Problem::TimedOut)));
    person.asks(|effect| matches!(effect, Effect::Sessions { .. }));
    person.answer(Answer::Sessions(Ok(open_sessions())));
    person.sees("Le serveur met trop");
    person.sees("2 autres connexions ouvertes");
}

#[test]
fn a_server_that_does_not_offer_it_says_so_and_the_person_goes_back() {
    let mut person = Person::signed_in(Vec::new());
    person.choose("Mon compte");
    person.choose("Voir mes connexions ouvertes");
    person.answer(Answer::Sessions(Err(Problem::NotOffered)));
    person.sees("Réessayer");
    person.goes_back();
    person.sees("Mon compte");
}
