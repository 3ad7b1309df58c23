//! What the server refuses at the first step, and what the person is told.

use crate::app::{TestApp, asked_for_code, begin, said};
use crate::raw::NADIA;
use dmp::domain::{Place, Problem};

#[tokio::test]
async fn an_unknown_identifier_and_a_wrong_password_are_one_problem() {
    let app = TestApp::start().await;
    let api = app.client(Place::Home);
    for person in [(NADIA.0, "pas celui-là du tout"), ("personne.inconnue", NADIA.1)] {
        let problem = begin(&api, person).await.unwrap_err();
        assert_eq!(problem, Problem::WrongCredentials);
        assert!(said(&problem).contains("Identifiant ou mot de passe incorrect"));
    }
    asked_for_code(begin(&api, NADIA).await);
}

#[tokio::test]
async fn s10_tries_slow_down_then_lock_alike_for_somebody_who_does_not_exist() {
    let app = TestApp::start().await;
    for identifier in [NADIA.0, "personne.inconnue"] {
        let api = app.client(Place::Home);
        let wrong = (identifier, "pas celui-là du tout");
        for _ in 0..5 {
            assert_eq!(begin(&api, wrong).await, Err(Problem::WrongCredentials));
        }
        for wait in [5, 10, 20, 40] {
            let slow = begin(&api, wrong).await.unwrap_err();
            assert_eq!(slow, Problem::TooFast { seconds: Some(wait) });
            assert!(said(&slow).contains(&format!("Attendez {wait} secondes")));
            app.wait(i64::try_from(wait).unwrap());
            assert_eq!(begin(&api, wrong).await, Err(Problem::WrongCredentials));
        }
        app.wait(60);
        let locked = begin(&api, wrong).await.unwrap_err();
        assert_eq!(locked, Problem::Locked { seconds: 900 });
        assert!(said(&locked).contains("attendez 15 minutes"));
        app.wait(60);
        let still = begin(&api, (identifier, NADIA.1)).await.unwrap_err();
        assert_eq!(still, Problem::Locked { seconds: 840 }, "even with the right password");
    }
    app.wait(840);
    asked_for_code(begin(&app.client(Place::Home), NADIA).await);
}

#[tokio::test]
async fn too_many_codes_asked_for_is_said_with_the_time_to_wait() {
    let app = TestApp::start().await;
    let (api, _) = app.nadia_at_the_code().await;
    for _ in 0..3 {
        asked_for_code(api.choose_channel(dmp::domain::ChannelId::Sms).await);
        app.wait(30);
    }
    let Err(Problem::TooFast { seconds: Some(seconds) }) = api.choose_channel(dmp::domain::ChannelId::Sms).await else {
        panic!()
    };
    assert_eq!(seconds, 15 * 60 - 90, "three in a quarter of an hour");
    api.choose_channel(dmp::domain::ChannelId::Authenticator).await.unwrap();
    api.verify(app.authenticator()).await.unwrap();
}

#[tokio::test]
async fn an_address_that_is_not_a_record_is_said_to_be_none() {
    let app = TestApp::start().await;
    let base = app.server.base.replace("/fhir", "/ailleurs");
    let options = dmp::api::Options {
        base,
        place: Place::Home,
        instance: dmp::domain::Instance::new([9; 16]),
        extra_roots: None,
        sandbox: true,
    };
    let api = dmp::api::Api::new(options).unwrap();
    let problem = api.discover().await.unwrap_err();
    assert_eq!(problem, Problem::NotADmpServer);
    assert!(said(&problem).contains("ne répond pas comme un serveur de DMP"));
}
