//! Notices: those that arrive while one does something else, the notice centre, and what one chooses of them.

use crate::news::{at_the_centre, at_the_choices, choices, deposit, emergency, fresh, notice, notices, somebody};
use crate::person::{Person, consents, document};
use dmp::app::{Answer, Effect, Errand, Msg, Noticed};
use dmp::domain::{ChannelId, History, Mode, Notice, Outcome, Place, Problem, Told};
use dmp::page::{Heard, Tone};
use std::sync::Arc;
use std::time::Duration;

fn listens(effect: &Effect) -> bool {
    matches!(effect, Effect::Notices { errand, .. } if matches!(**errand, Errand::Listen { .. }))
}

#[test]
fn a_notice_that_arrives_is_said_in_one_sentence_and_nothing_being_typed_is_lost() {
    let mut person = somebody();
    person.choose("Lire mes documents");
    person.types("Chercher", "thyr");
    let (look, trail) = (person.page().look, person.page().key);
    person.hears(fresh(3, vec![emergency()]));
    let page = person.page();
    let said = page.notice.clone().unwrap();
    assert_eq!((said.tone, &*said.text), (Tone::Warning, "En urgence, Dr Hugo Leroy a ouvert votre DMP sans votre accord."));
    assert_eq!((page.look, page.key), (look, trail), "the eye is asked to look nowhere");
    assert_eq!(person.wrote("Chercher"), "thyr");
    person.hear(Heard::Active);
    person.types("Chercher", "thyro");
    assert!(person.page().notice.is_some(), "what is typed does not put it away");
    person.goes_back();
    assert_eq!(person.page().notice, None);
    person.sees("3 non lus");
}

#[test]
fn many_at_once_make_one_sentence_and_an_emergency_among_them_is_said() {
    let mut person = somebody();
    let twelve = (0..12).map(|n| notice(&format!("m-{n}"), "2026-11-20T11:30:00Z", Told::Access, Some(Mode::Normal), "Dr A"));
    person.hears(fresh(14, twelve.collect()));
    person.sees("Vous avez 12 nouveaux avis.");
    assert_eq!(person.page().notice.unwrap().tone, Tone::Information);
    person.hears(fresh(15, vec![emergency()]));
    person.sees("Vous avez 13 nouveaux avis, dont un accès en urgence.");
    assert_eq!(person.page().notice.unwrap().tone, Tone::Warning);
    person.sees("15 non lus");
}

#[test]
fn what_arrives_replaces_no_other_message_and_none_replaces_it() {
    let mut person = somebody();
    person.choose("Mon compte");
    person.choose("Voir mes connexions ouvertes");
    person.answer(Answer::Sessions(Err(Problem::TimedOut)));
    let problem = person.page().notice.unwrap().text.to_string();
    person.hears(fresh(3, vec![emergency()]));
    let both = person.page().notice.unwrap();
    assert!(both.text.starts_with(&problem) && both.text.ends_with("sans votre accord."), "{}", both.text);
    assert_eq!(both.tone, Tone::Problem);
    person.msg(Msg::Phone(dmp::app::Phone { text: "Un SMS.".into() }));
    person.sees("sans votre accord. Téléphone de démonstration. Un SMS.");
}

#[test]
fn s35_nothing_is_heard_and_nothing_stays_at_the_lock_and_listening_goes_on_after_it() {
    let mut person = somebody();
    person.hears(fresh(3, vec![emergency()]));
    let now = "2026-11-20T12:20:00Z".parse().unwrap();
    person.msg(Msg::Clock { now, idle: Duration::from_secs(600) });
    person.sees("Programme verrouillé");
    person.does_not_see("Hugo Leroy");
    person.hears(fresh(4, vec![deposit()]));
    person.does_not_see("Alice Dumont");
    person.types("Mot de passe", "une phrase assez longue");
    person.choose("Continuer");
    person.effects.retain(|effect| !listens(effect));
    person.answer(Answer::Unlocked(Ok(())));
    let anew = |effect: &Effect| matches!(effect, Effect::Notices { errand, .. } if **errand == Errand::Listen { anew: false });
    person.asks(anew);
    person.hears(fresh(4, vec![deposit()]));
    person.sees("Dr Alice Dumont a ajouté un document à votre DMP : Bilan.");
}

#[test]
fn nothing_of_one_person_is_told_to_the_next() {
    let mut person = somebody();
    person.choose("Me déconnecter");
    person.answer(Answer::SignedOut(true));
    person.hears(fresh(4, vec![emergency()]));
    person.does_not_see("Hugo Leroy");
    person.sign_in();
    person.asks(|effect| matches!(effect, Effect::Notices { errand, .. } if **errand == Errand::Listen { anew: true }));
    person.does_not_see("non lu");
    let mut shop = Person::at(Place::Shop);
    shop.connect();
    shop.sign_in();
    shop.documents(crate::person::listing(vec![document(1, "Bilan", "2026-11-13")]));
    shop.hears(fresh(1, vec![emergency()]));
    shop.msg(Msg::Clock { now: "2026-11-20T12:20:00Z".parse().unwrap(), idle: Duration::from_secs(600) });
    shop.does_not_see("Hugo Leroy");
}

#[test]
fn opening_a_notice_marks_it_read_and_leads_to_the_access_the_person_and_the_document() {
    let mut person = at_the_centre();
    person.sees("4 avis, 2 non lus");
    person.sees("Non lu, En urgence, Dr Hugo Leroy a ouvert votre DMP sans votre accord, 20 novembre 2026");
    person.choose("En urgence, Dr Hugo Leroy");
    person.sees("Raison donnée : Patiente inconsciente");
    person.asks(|effect| matches!(effect, Effect::Notices { errand, .. } if matches!(**errand, Errand::Mark { read: true, .. })));
    let read = Notice { read: true, version: Some("2".into()), ..emergency() };
    person.noticed(Noticed::Marked(Ok(read)));
    person.sees("État : lu");
    person.choose("Voir dans l’historique des accès");
    let history = crate::accesses::history();
    person.noticed(Noticed::Trace(Ok(History { traces: vec![history.traces[2].clone()], ..history })));
    person.sees("Ce qui a été fait : ");
    person.goes_back();
    person.choose("Voir cette personne");
    person.answer(Answer::Professional(Ok(None)));
    person.answer(Answer::Consents(Ok(consents())));
    person.sees("Dr Hugo Leroy");
    person.choose("Bloquer");
    person.goes_back();
    person.goes_back();
    person.goes_back();
    person.sees("4 avis, 1 non lu");
    person.choose("Dr Alice Dumont a ajouté");
    person.choose("Ouvrir ce document");
    person.asks(|effect| matches!(effect, Effect::Fetch { .. }));
}

#[test]
fn a_document_that_arrived_in_this_visit_is_asked_for_then_opened() {
    let mut person = at_the_centre();
    let unlisted = Notice { document: dmp::domain::DocumentId::new("doc-9"), ..deposit() };
    person.choose("Mettre la liste à jour");
    person.noticed(Noticed::Listed(Ok(dmp::domain::Notices { all: vec![Arc::new(unlisted)], ..notices() })));
    person.choose("Dr Alice Dumont a ajouté");
    person.choose("Ouvrir ce document");
    person.noticed(Noticed::Document(Ok(document(9, "Bilan", "2026-11-19"))));
    person.asks(|effect| matches!(effect, Effect::Fetch { document, .. } if document.id.as_str() == "doc-9"));
}

#[test]
fn a_mark_that_fails_loses_nothing_and_is_said() {
    let mut person = at_the_centre();
    person.choose("En urgence, Dr Hugo Leroy");
    person.noticed(Noticed::Marked(Err(Problem::TimedOut)));
    person.sees("Cet avis n’a pas pu être marqué. Il reste dans la liste.");
    person.sees("Raison donnée : Patiente inconsciente");
    person.goes_back();
    person.sees("4 avis, 2 non lus");
    person.sees("Non lu, En urgence");
}

#[test]
fn a_notice_is_made_unread_again_and_all_are_marked_read() {
    let mut person = at_the_centre();
    person.choose("Dr Alice Dumont a ouvert");
    person.choose("Marquer comme non lu");
    let unread = notices().all[2].as_ref().clone();
    person.noticed(Noticed::Marked(Ok(Notice { read: false, ..unread })));
    person.goes_back();
    person.sees("4 avis, 3 non lus");
    person.choose("Tout marquer comme lu");
    person.noticed(Noticed::AllMarked(3, None));
    let all = notices().all.iter().map(|notice| Arc::new(Notice { read: true, ..notice.as_ref().clone() })).collect();
    person.noticed(Noticed::Listed(Ok(dmp::domain::Notices { all, ..notices() })));
    person.sees("Tous vos avis sont marqués comme lus.");
    person.sees("4 avis, aucun non lu");
    person.does_not_see("Tout marquer comme lu");
}

#[test]
fn marking_all_that_stops_on_the_way_says_how_many_were() {
    let mut person = at_the_centre();
    person.choose("Tout marquer comme lu");
    person.noticed(Noticed::AllMarked(1, Some(Problem::Cut)));
    person.sees("Un seul avis a été marqué comme lu.");
    person.asks(|effect| matches!(effect, Effect::Notices { errand, .. } if matches!(**errand, Errand::List { next: None })));
}

#[test]
fn older_notices_are_asked_for_and_one_that_moved_is_shown_once() {
    let mut person = somebody();
    person.choose("Avis");
    person.noticed(Noticed::Listed(Ok(dmp::domain::Notices { next: Some("page-2".into()), total: Some(5), ..notices() })));
    person.sees("5 avis, 2 non lus");
    person.choose("Voir les avis d’avant");
    let older = notice("n-0", "2026-01-02T08:00:00Z", Told::Access, Some(Mode::Normal), "M. Paul Marsan");
    let all = vec![notices().all[3].clone(), Arc::new(older)];
    person.noticed(Noticed::Listed(Ok(dmp::domain::Notices { all, ..dmp::domain::Notices::default() })));
    person.sees("5 avis");
    person.sees("M. Paul Marsan a ouvert votre DMP, 2 janvier 2026");
    person.does_not_see("Voir les avis d’avant");
}

#[test]
fn a_server_without_notices_says_so() {
    let mut person = somebody();
    person.choose("Avis");
    person.noticed(Noticed::Listed(Err(Problem::NotOffered)));
    person.sees("Réessayer");
    person.goes_back();
    person.sees("Accueil");
}

#[test]
fn what_cannot_be_refused_is_said_so_and_the_rest_is_chosen_in_three_outcomes() {
    let mut person = at_the_choices();
    person.sees("Quand mon DMP est ouvert en urgence, par SMS, toujours envoyé");
    person.choose("Quand mon DMP est ouvert en urgence");
    person.sees("Vous êtes toujours prévenu de ces accès");
    person.does_not_see("Ni SMS ni e-mail");
    person.goes_back();
    for (outcome, said) in [
        (Outcome::Done, "C’est fait. Votre choix est enregistré."),
        (Outcome::NotDone(Problem::Unreachable), "Ce n’est pas fait, rien n’a changé."),
        (Outcome::Unknown, "Votre choix est peut-être enregistré"),
    ] {
        person.choose("Quand un document est ajouté");
        person.choose("Par SMS");
        person.asks(|effect| {
            let Effect::Notices { errand, .. } = effect else { return false };
            matches!(&**errand, Errand::Choose { code, channel: Some(ChannelId::Sms) } if code.as_str() == "AJOUT_DOCUMENT")
        });
        person.noticed(Noticed::Chosen(outcome));
        person.noticed(Noticed::Choices(Ok(choices())));
        person.sees(said);
        person.sees("Quand un document est ajouté, ni SMS ni e-mail");
    }
}

#[test]
fn what_names_several_people_or_nobody_is_told_in_the_server_s_sentence_or_in_ours() {
    for (told, title) in [
        (Told::Feed, "Vos soins remboursés sont ajoutés"),
        (Told::Announced, "Un document vous attend"),
        (Told::Visible, "Un document vous est maintenant montré"),
        (Told::Blocked, "Un professionnel est bloqué à votre demande"),
        (Told::Treating, "Votre médecin traitant a changé"),
    ] {
        let mut person = somebody();
        let silent = notice("n-9", "2026-11-20T11:30:00Z", told, None, "");
        person.hears(fresh(3, vec![silent.clone()]));
        person.sees(title);
        person.hear(Heard::Help);
        person.hears(fresh(3, vec![Notice { said: Some("Le serveur le dit.".into()), ..silent }]));
        person.sees("Le serveur le dit.");
        assert_eq!(person.page().notice.unwrap().tone, Tone::Information);
    }
}

#[test]
fn s28_a_choice_that_wants_fresh_proof_asks_for_the_password_and_then_goes_on() {
    let chooses = |effect: &Effect| matches!(effect, Effect::Notices { errand, .. } if matches!(&**errand, Errand::Choose { channel: Some(ChannelId::Mail), .. }));
    let mut person = at_the_choices();
    person.choose("Quand un document est ajouté");
    person.choose("Par e-mail");
    person.noticed(Noticed::Chosen(Outcome::NotDone(Problem::ProveIdentity)));
    person.sees("Confirmez que c’est bien vous");
    assert!(!person.effects.iter().any(chooses), "asked for once");
    person.types("Mot de passe", "une phrase assez longue");
    person.choose("Confirmer");
    person.answer(Answer::Unlocked(Err(Problem::WrongCredentials)));
    person.sees("Confirmez que c’est bien vous");
    person.types("Mot de passe", "une phrase assez longue");
    person.choose("Confirmer");
    person.answer(Answer::Unlocked(Ok(())));
    person.asks(chooses);
    person.noticed(Noticed::Chosen(Outcome::Done));
    person.sees("Votre choix est enregistré");
    person.noticed(Noticed::Choices(Ok(choices())));
    person.sees("Quand un document est ajouté");
    // Giving it up leaves everything as it was.
    person.choose("Quand un document est ajouté");
    person.choose("Par e-mail");
    person.noticed(Noticed::Chosen(Outcome::NotDone(Problem::ProveIdentity)));
    person.goes_back();
    person.sees("Quand un document est ajouté");
    assert!(!person.effects.iter().any(chooses));
    // In a shop, the person signs in again.
    let mut shop = Person::at(Place::Shop);
    shop.connect();
    shop.sign_in();
    shop.choose("Mon compte");
    shop.choose("Choisir comment être prévenu");
    shop.noticed(Noticed::Choices(Ok(choices())));
    shop.choose("Quand un document est ajouté");
    shop.choose("Par e-mail");
    shop.noticed(Noticed::Chosen(Outcome::NotDone(Problem::ProveIdentity)));
    shop.sees("Identifiant");
}

#[test]
fn what_arrives_while_the_list_is_shown_is_in_it_by_itself() {
    let mut person = at_the_centre();
    let new = notice("n-5", "2026-11-20T11:58:00Z", Told::Access, Some(Mode::Normal), "Mme Inès Roche");
    let mut now = notices();
    now.all.insert(0, Arc::new(new.clone()));
    person.hears(fresh(3, vec![new]));
    person.noticed(Noticed::Listed(Ok(dmp::domain::Notices { total: Some(5), ..now })));
    person.sees("Mme Inès Roche a ouvert votre DMP, 20 novembre 2026");
    person.sees("5 avis, 3 non lus");
    person.hears(fresh(4, vec![deposit()]));
    person.noticed(Noticed::Listed(Err(Problem::TimedOut)));
    person.does_not_see("Le serveur met trop");
    person.sees("Mme Inès Roche");
}
