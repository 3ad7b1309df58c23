use crate::person::{Person, account, challenge, document, fetched, patient, reading};
use dmp::app::{Answer, Do, Effect, Msg};
use dmp::domain::{ChannelId, Faithful, Place, Problem, Step};
use dmp::page::{Anchor, Heard, Leaving};
use std::time::Duration;

fn reading_a_document(place: Place) -> Person {
    let mut person = Person::at(place);
    person.connect();
    person.sign_in();
    person.documents(crate::person::listing(vec![document(1, "Consultation", "2026-03-02")]));
    person.choose("Lire mes documents");
    person.choose("Consultation");
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading())));
    person
}

fn idle(person: &mut Person, seconds: u64) {
    let now = "2026-11-20T12:00:00Z".parse().unwrap();
    person.msg(Msg::Clock { now, idle: Duration::from_secs(seconds) });
}

#[test]
fn s26_a_warning_comes_a_minute_before_and_any_key_is_swallowed() {
    let mut person = reading_a_document(Place::Home);
    idle(&mut person, 539);
    person.sees("Toux");
    idle(&mut person, 540);
    person.sees("Êtes-vous toujours là ?");
    person.sees("vos informations seront cachées dans 60 secondes");
    person.does_not_see("Toux");
    idle(&mut person, 550);
    idle(&mut person, 571);
    person.sees("cachées dans 29 secondes");
    person.hear(Heard::Active);
    person.sees("Toux");
    person.does_not_see("cachées dans");
}

#[test]
fn s51_the_lock_blanks_the_page_and_the_password_brings_it_back() {
    let mut person = reading_a_document(Place::Home);
    idle(&mut person, 540);
    idle(&mut person, 600);
    person.sees("Programme verrouillé");
    person.does_not_see("Toux");
    person.asks(|effect| matches!(effect, Effect::Wipe));
    person.asks(|effect| matches!(effect, Effect::Lock));
    person.types("Mot de passe", "pas le bon");
    person.choose("Continuer");
    person.answer(Answer::Unlocked(Err(Problem::WrongCredentials)));
    person.sees("incorrect");
    person.types("Mot de passe", "le bon");
    person.choose("Continuer");
    person.answer(Answer::Unlocked(Ok(())));
    person.sees("Toux depuis trois jours.");
}

#[test]
fn d2_whoever_unlocks_comes_back_to_the_line_they_were_reading() {
    let mut person = reading_a_document(Place::Home);
    let line = Anchor::Piece { piece: 1, line: 3 };
    person.msg(Msg::Seen(line.clone()));
    idle(&mut person, 600);
    person.types("Mot de passe", "le bon");
    person.choose("Continuer");
    person.answer(Answer::Unlocked(Ok(())));
    assert_eq!(person.page().look.map(|look| look.at), Some(line));
}

#[test]
fn s51_nothing_but_the_password_leads_out_of_a_locked_page() {
    let mut person = reading_a_document(Place::Home);
    idle(&mut person, 540);
    idle(&mut person, 600);
    assert!(person.page().back.is_none(), "no way back is offered");
    let does = |does| Heard::Did { does, secrets: dmp::page::Secrets::default(), at: dmp::page::Anchor::Top };
    for said in [does(Do::Back), does(Do::Home), does(Do::StopWaiting), Heard::Help, Heard::Leaving(Leaving::Asked)] {
        person.hear(said);
        person.does_not_see("Toux");
        if person.page().back.is_some() {
            person.goes_back();
        }
        person.does_not_see("Toux");
        person.sees("Programme verrouillé");
    }
}

#[test]
fn in_a_shop_the_lock_asks_for_a_full_sign_in_and_gives_nothing_to_somebody_else() {
    let mut person = reading_a_document(Place::Shop);
    person.sees("Poste partagé");
    idle(&mut person, 600);
    person.sees("Sur un poste partagé, le programme vous a déconnecté.");
    person.asks(|effect| matches!(effect, Effect::SignOut { .. }));
    person.does_not_see("Toux");
    person.types("Identifiant", "nadia.benali");
    person.types("Mot de passe", "une phrase");
    person.choose("Se connecter");
    person.answer(Answer::Step(Ok(Step::Code(challenge(Some(ChannelId::Sms))))));
    person.types("Code", "123456");
    person.choose("Valider le code");
    let other =
        dmp::domain::Patient { id: dmp::domain::PatientId::new("patient-2").unwrap(), name: "Nadia Benali".into(), ..patient() };
    person.answer(Answer::Verified(Ok(other.id.clone())));
    person.introduce(other, account());
    person.sees("Bonjour Nadia Benali.");
    person.does_not_see("Toux");
    assert!(person.model.record.store.is_empty());
}

#[test]
fn f20_when_the_session_ends_one_signs_in_again_and_comes_back_to_the_same_page() {
    let mut person = Person::signed_in(vec![document(1, "Consultation", "2026-03-02"), document(2, "Radio", "2026-03-01")]);
    person.choose("Lire mes documents");
    person.choose("Radio");
    person.answer(Answer::Fetched(Err(Problem::SessionEnded)));
    person.sees("Votre connexion est terminée");
    person.sees("Se connecter");
    person.sign_in();
    person.sees("Vous revoici où vous étiez");
    person.asks(|effect| matches!(effect, Effect::Fetch { .. }));
    person.answer(Answer::Fetched(Ok(fetched(Faithful::Yes))));
    person.answer(Answer::Read(Ok(reading())));
    person.sees("Toux depuis trois jours.");
    person.goes_back();
    person.sees("2 documents");
}

#[test]
fn the_clock_is_asked_for_only_when_something_is_due() {
    let person = Person::signed_in(vec![]);
    let wake = |seconds| person.model.wake_in(Duration::from_secs(seconds)).map(|due| due.as_secs());
    assert_eq!(wake(0), Some(540));
    assert_eq!(wake(540), Some(30));
    assert_eq!(wake(570), Some(20));
    assert_eq!(wake(590), Some(10));
    assert_eq!(Person::at(Place::Home).model.wake_in(Duration::ZERO), None, "nobody is signed in");
}
