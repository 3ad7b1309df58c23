use crate::person::{Person, account, challenge, patient};
use dmp::app::{Answer, Effect, Msg, Phone, Settings, Stopped};
use dmp::domain::{ChannelId, Clean, PasswordPolicy, Place, Problem, Rejection, Step};
use dmp::page::{Heard, Leaving};

fn policy() -> PasswordPolicy {
    PasswordPolicy { min_length: 12, max_length: 128, classes: Vec::new() }
}

#[test]
fn the_first_start_asks_where_one_is_and_keeps_the_answer() {
    let mut person = Person::with(Settings { server: Some("https://dmp.example/fhir".into()), ..Settings::default() });
    person.sees("Où êtes-vous ?");
    assert!(person.effects.is_empty(), "nothing is done before the answer");
    person.choose("Chez moi");
    person.asks(|effect| matches!(effect, Effect::KeepPlace(Place::Home)));
    person.asks(|effect| matches!(effect, Effect::Connect { place: Place::Home, .. }));
}

#[test]
fn without_a_server_one_is_asked_for_or_the_demonstration_is_offered() {
    let mut person = Person::with(Settings { place: Some(Place::Home), ..Settings::default() });
    person.sees("Adresse du serveur");
    person.choose("Utiliser cette adresse");
    person.sees("L’adresse est vide");
    person.types("Adresse du serveur", "https://dmp.example/fhir");
    person.choose("Utiliser cette adresse");
    person.asks(|effect| matches!(effect, Effect::Connect { server: Some(_), .. }));
    person.answer(Answer::Connected(Err(Problem::NotADmpServer)));
    person.sees("ne répond pas comme un serveur de DMP");
    person.choose("Essayer la démonstration");
    person.connect_to_demonstration();
    person.sees("camille.martin");
    person.sees("Démonstration");
}

#[test]
fn s18_the_password_is_asked_only_under_the_name_of_the_server() {
    let mut person = Person::at(Place::Home);
    person.does_not_see("Mot de passe");
    person.connect();
    person.sees("sera envoyé à ce serveur : dmp.example");
    person.sees("Mot de passe");
}

#[test]
fn a_first_connection_changes_the_password_chooses_a_channel_and_reads_the_code_on_the_phone() {
    let mut person = Person::at(Place::Home);
    person.connect_to_demonstration();
    person.types("Identifiant", "camille.martin");
    person.types("Mot de passe", "Bienvenue-2026!");
    person.choose("Se connecter");
    person.answer(Answer::Step(Ok(Step::ChangePassword { policy: policy(), rejected: vec![] })));
    person.sees("Il a entre 12 et 128 caractères");

    person.types("Nouveau mot de passe", "une chose");
    person.types("Le même, une deuxième fois", "une autre");
    person.choose("Choisir ce mot de passe");
    person.sees("ne sont pas les mêmes");

    person.types("Nouveau mot de passe", "court");
    person.types("Le même, une deuxième fois", "court");
    person.choose("Choisir ce mot de passe");
    let rejected = vec![Rejection::TooShort, Rejection::TooCommon];
    person.answer(Answer::Step(Ok(Step::ChangePassword { policy: policy(), rejected })));
    person.sees("Il est trop court.");
    person.sees("Il est trop courant");

    person.types("Nouveau mot de passe", "cinq mots sans aucun rapport");
    person.types("Le même, une deuxième fois", "cinq mots sans aucun rapport");
    person.choose("Choisir ce mot de passe");
    person.answer(Answer::Step(Ok(Step::Code(challenge(None)))));
    person.sees("Recevoir un code. Étape 2 sur 2");
    person.sees("au numéro qui finit par 42");
    person.sees("à l’adresse qui commence par c, chez exemple.fr");

    person.choose("Par SMS");
    person.asks(|effect| matches!(effect, Effect::ChooseChannel { channel: ChannelId::Sms, .. }));
    person.answer(Answer::Step(Ok(Step::Code(challenge(Some(ChannelId::Sms))))));
    person.msg(Msg::Phone(Phone { text: "Votre code : 123 456".into() }));
    person.sees("Téléphone de démonstration. Votre code : 123 456");
    person.types("Code", "123 456");
    person.choose("Valider le code");
    person.answer(Answer::Verified(Ok(patient().id)));
    person.introduce(patient(), account());
    person.sees("Bonjour Camille Martin.");
    person.does_not_see("123 456");
}

#[test]
fn a_wrong_code_says_how_many_tries_are_left_and_stays_on_the_page() {
    let mut person = Person::at(Place::Home);
    person.connect();
    person.types("Identifiant", "camille.martin");
    person.types("Mot de passe", "une phrase");
    person.choose("Se connecter");
    person.answer(Answer::Step(Ok(Step::Code(challenge(Some(ChannelId::Sms))))));
    person.choose("Valider le code");
    person.sees("Le code est vide");
    person.types("Code", "000000");
    person.choose("Valider le code");
    person.answer(Answer::Verified(Err(Problem::WrongCode { left: Some(4) })));
    person.sees("Il reste 4 essais.");
    person.choose("Recevoir le code autrement");
    person.choose("Par e-mail");
    person.asks(|effect| matches!(effect, Effect::ChooseChannel { channel: ChannelId::Mail, .. }));
    person.answer(Answer::Step(Err(Problem::CodeExpired)));
    person.sees("plus valable");
    person.choose("Recommencer la connexion");
    person.sees("Identifiant");
}

#[test]
fn a_wrong_password_or_a_lock_says_so_and_keeps_the_identifier() {
    let mut person = Person::at(Place::Home);
    person.connect();
    person.choose("Se connecter");
    person.sees("L’identifiant est vide");
    for (problem, said) in [
        (Problem::WrongCredentials, "Identifiant ou mot de passe incorrect"),
        (Problem::Locked { seconds: 900 }, "attendez 15 minutes"),
        (Problem::TooFast { seconds: Some(4) }, "Attendez 4 secondes"),
        (Problem::OnTheWeb, "sur son site internet"),
    ] {
        person.types("Identifiant", "camille.martin");
        person.types("Mot de passe", "une phrase");
        person.choose("Se connecter");
        person.answer(Answer::Step(Err(problem)));
        person.sees(said);
        let typed = format!("{:?}", person.page().body);
        assert!(typed.contains("camille.martin"), "the identifier typed is kept: {typed}");
    }
}

#[test]
fn what_to_do_when_the_password_is_lost_is_one_choice_away() {
    let mut person = Person::at(Place::Home);
    person.connect();
    person.choose("Identifiant ou mot de passe perdu");
    for said in ["3422", "du lundi au vendredi, de 8 h 30 à 17 h 30", "carte Vitale"] {
        person.sees(said);
    }
    person.goes_back();
    person.sees("Se connecter");
}

#[test]
fn the_identifier_is_remembered_only_at_home_and_only_if_asked() {
    let mut person = Person::at(Place::Home);
    person.connect();
    person.sees("Retenir mon identifiant sur cet ordinateur : non");
    person.choose("Retenir mon identifiant");
    person.types("Identifiant", "camille.martin");
    person.types("Mot de passe", "une phrase");
    person.choose("Se connecter");
    person.asks(|effect| matches!(effect, Effect::Remember(Some(name)) if name.as_str() == "camille.martin"));

    let mut shop = Person::at(Place::Shop);
    shop.connect();
    shop.does_not_see("Retenir");
    shop.types("Identifiant", "camille.martin");
    shop.types("Mot de passe", "une phrase");
    shop.choose("Se connecter");
    assert!(!shop.effects.iter().any(|effect| matches!(effect, Effect::Remember(_) | Effect::Recall { .. })));
}

#[test]
fn a_remembered_identifier_is_filled_in_unless_something_was_typed() {
    let settings = || Settings {
        place: Some(Place::Home),
        server: Some("https://dmp.example/fhir".into()),
        remembers: true,
        ..Settings::default()
    };
    let mut person = Person::with(settings());
    person.connect();
    person.answer(Answer::Recalled(Some("camille.martin".into())));
    assert!(format!("{:?}", person.page().body).contains("camille.martin"));

    let mut quick = Person::with(settings());
    quick.connect();
    quick.types("Identifiant", "nadia");
    quick.answer(Answer::Recalled(Some("camille.martin".into())));
    let page = format!("{:?}", quick.page().body);
    assert!(page.contains("nadia") && !page.contains("camille"), "{page}");
}

#[test]
fn a_closed_record_says_so_and_asks_for_nothing() {
    let mut person = Person::at(Place::Home);
    person.connect();
    person.types("Identifiant", "jean.morel");
    person.types("Mot de passe", "une phrase");
    person.choose("Se connecter");
    person.answer(Answer::Step(Ok(Step::Code(challenge(Some(ChannelId::Sms))))));
    person.types("Code", "123456");
    person.choose("Valider le code");
    person.answer(Answer::Verified(Ok(patient().id)));
    let closed = dmp::domain::Patient { open: false, closed_on: dmp::domain::Date::fhir("2026-05-02"), ..patient() };
    person.introduce(closed, account());
    person.sees("Votre DMP est fermé depuis le 2 mai 2026");
    person.does_not_see("Lire mes documents");
    assert!(!person.effects.iter().any(|effect| matches!(effect, Effect::Documents { .. })));
}

#[test]
fn s22_signing_out_forgets_everything_and_says_when_the_server_was_not_told() {
    let mut person = Person::signed_in(vec![crate::person::document(1, "Consultation", "2026-03-02")]);
    person.choose("Me déconnecter");
    person.asks(|effect| matches!(effect, Effect::SignOut { .. }));
    person.asks(|effect| matches!(effect, Effect::Wipe));
    person.answer(Answer::SignedOut(false));
    person.sees("le serveur n’a pas pu être prévenu");
    assert!(person.model.record.store.is_empty());
    person.sees("Se connecter");
}

#[test]
fn leaving_asks_when_somebody_is_signed_in_and_ends_at_once_otherwise() {
    let mut nobody = Person::at(Place::Home);
    nobody.hear(Heard::Leaving(Leaving::Asked));
    assert_eq!(nobody.model.over(), Some(0));

    let mut person = Person::signed_in(vec![]);
    person.hear(Heard::Leaving(Leaving::Asked));
    assert_eq!(person.model.over(), None);
    person.choose("Rester");
    person.sees("Bonjour");
    person.choose("Quitter le programme");
    person.choose("Me déconnecter et quitter");
    assert_eq!(person.model.over(), Some(0));
    person.asks(|effect| matches!(effect, Effect::SignOut { .. }));
}

#[test]
fn the_end_of_input_and_signals_leave_without_choosing() {
    for (msg, code) in [
        (Msg::Heard(Heard::Leaving(Leaving::Ended)), 0),
        (Msg::Stop(Stopped::Terminated), 143),
        (Msg::Stop(Stopped::HungUp), 129),
        (Msg::Stop(Stopped::Broken), 101),
    ] {
        let mut person = Person::signed_in(vec![]);
        person.msg(msg);
        assert_eq!(person.model.over(), Some(code));
        person.asks(|effect| matches!(effect, Effect::SignOut { .. }));
    }
}

#[test]
fn f16_a_late_answer_is_dropped() {
    let mut person = Person::at(Place::Home);
    person.connect();
    person.types("Identifiant", "camille.martin");
    person.types("Mot de passe", "une phrase");
    person.choose("Se connecter");
    let answer = Answer::Step(Ok(Step::Code(challenge(None))));
    let ticket = person.asked(&answer);
    person.choose("Arrêter");
    person.asks(|effect| matches!(effect, Effect::Cancel(_)));
    person.msg(Msg::Answer(ticket, answer));
    person.sees("Arrêté à votre demande");
    person.sees("Se connecter");
}

#[test]
fn the_words_of_a_server_never_appear_as_they_are() {
    let mut person = Person::at(Place::Home);
    person.connect();
    person.types("Identifiant", "camille.martin");
    person.types("Mot de passe", "une phrase");
    person.choose("Se connecter");
    person.answer(Answer::Step(Ok(Step::Unknown)));
    person.sees("Une étape inconnue");
    assert_eq!(Clean::new("\u{1b}]0;x").chars().next(), Some('␛'));
}

#[test]
fn f30_a_wrong_code_from_an_application_makes_one_think_of_the_clock() {
    let mut person = Person::at(Place::Home);
    person.connect();
    person.types("Identifiant", "camille.martin");
    person.types("Mot de passe", "une phrase");
    person.choose("Se connecter");
    let mut challenge = challenge(Some(ChannelId::Authenticator));
    challenge.channels.push(dmp::domain::Channel { id: ChannelId::Authenticator, hint: "".into() });
    person.answer(Answer::Step(Ok(Step::Code(challenge))));
    person.types("Code", "000000");
    person.choose("Valider le code");
    person.answer(Answer::Verified(Err(Problem::WrongCode { left: Some(3) })));
    person.sees("Vérifiez aussi l’heure de l’appareil");
}
