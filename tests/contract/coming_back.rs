//! Nadia, who comes back: three ways to have a code, and what happens to codes.

use crate::app::{TestApp, asked_for_code, begin, said, wrong};
use crate::raw::{JEAN, NADIA};
use dmp::domain::{ChannelId, Date, Place, Problem, Secret};

#[tokio::test]
async fn the_ways_are_offered_safest_first_with_hints() {
    let app = TestApp::start().await;
    let (_, challenge) = app.nadia_at_the_code().await;
    let ways: Vec<_> = challenge.channels.iter().map(|way| (way.id.clone(), way.hint.as_str())).collect();
    let expected =
        [(ChannelId::Authenticator, ""), (ChannelId::Sms, "06 •• •• •• 57"), (ChannelId::Mail, "n•••@courriel.example")];
    assert_eq!(ways, expected);
    assert_eq!(challenge.position, Some((2, 2)));
}

#[tokio::test]
async fn an_authenticator_sends_nothing_and_its_code_works_once() {
    let app = TestApp::start().await;
    let (api, _) = app.nadia_at_the_code().await;
    let challenge = asked_for_code(api.choose_channel(ChannelId::Authenticator).await);
    assert_eq!((challenge.expires_in, challenge.resend_in), (None, None));
    api.verify(app.authenticator()).await.unwrap();
    assert!(app.server.outbox(NADIA.0).await.is_empty());

    let (again, _) = app.nadia_at_the_code().await;
    asked_for_code(again.choose_channel(ChannelId::Authenticator).await);
    assert_eq!(again.verify(app.authenticator()).await, Err(Problem::WrongCode { left: Some(4) }));
    app.wait(30);
    again.verify(app.authenticator()).await.unwrap();
}

#[tokio::test]
async fn a_code_by_mail_works_once_and_can_be_typed_with_spaces() {
    let app = TestApp::start().await;
    let (api, _) = app.nadia_at_the_code().await;
    let challenge = asked_for_code(api.choose_channel(ChannelId::Mail).await);
    assert_eq!(challenge.channel, Some(ChannelId::Mail));
    let code = app.code(NADIA.0).await;
    api.verify(Secret::new(format!("{} {}", &code[..3], &code[3..]))).await.unwrap();
    assert_eq!(app.server.outbox(NADIA.0).await.last().unwrap()["channel"], "mail");
}

#[tokio::test]
async fn another_code_is_sent_after_half_a_minute_and_not_before() {
    let app = TestApp::start().await;
    let (api, _) = app.nadia_at_the_code().await;
    asked_for_code(api.choose_channel(ChannelId::Sms).await);
    let first = app.code(NADIA.0).await;
    let too_fast = api.choose_channel(ChannelId::Sms).await.unwrap_err();
    assert_eq!(too_fast, Problem::TooFast { seconds: Some(30) });
    assert!(said(&too_fast).contains("Attendez 30 secondes"));
    app.wait(30);
    let sent = asked_for_code(api.choose_channel(ChannelId::Sms).await);
    assert_eq!(sent.attempts_left, Some(5));
    let second = app.code(NADIA.0).await;
    if first != second {
        assert_eq!(api.verify(Secret::new(first)).await, Err(Problem::WrongCode { left: Some(4) }), "replaced");
    }
    api.verify(Secret::new(second)).await.unwrap();
}

#[tokio::test]
async fn s4_five_wrong_codes_end_the_sign_in_and_it_is_said() {
    let app = TestApp::start().await;
    let (api, _) = app.nadia_at_the_code().await;
    asked_for_code(api.choose_channel(ChannelId::Sms).await);
    let code = app.code(NADIA.0).await;
    for left in [4, 3, 2, 1, 0] {
        let problem = api.verify(wrong(&code)).await.unwrap_err();
        assert_eq!(problem, Problem::WrongCode { left: Some(left) });
    }
    assert!(said(&Problem::WrongCode { left: Some(0) }).contains("Il ne reste aucun essai. Recommencez la connexion"));
    let late = api.verify(Secret::new(code)).await.unwrap_err();
    assert_eq!(late, Problem::SignInExpired, "the right code comes too late");
    assert!(said(&late).contains("Recommencez la connexion"));
}

#[tokio::test]
async fn s7_an_expired_code_stays_at_the_step_and_another_is_sent() {
    let app = TestApp::start().await;
    let (api, _) = app.nadia_at_the_code().await;
    asked_for_code(api.choose_channel(ChannelId::Sms).await);
    app.wait(601);
    let expired = app.enter_code(&api, NADIA.0).await.unwrap_err();
    assert_eq!(expired, Problem::CodeExpired);
    assert!(said(&expired).contains("Demandez un nouveau code"));
    asked_for_code(api.choose_channel(ChannelId::Sms).await);
    app.enter_code(&api, NADIA.0).await.unwrap();
}

#[tokio::test]
async fn twenty_minutes_without_an_answer_end_the_sign_in() {
    let app = TestApp::start().await;
    let (api, _) = app.nadia_at_the_code().await;
    app.wait(20 * 60);
    let late = api.choose_channel(ChannelId::Sms).await;
    assert_eq!(late, Err(Problem::SignInExpired));
    assert_eq!(api.verify(Secret::from("123456")).await, Err(Problem::SignInExpired));
}

#[tokio::test]
async fn who_is_signed_in_and_when_they_last_came() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let patient = api.patient().await.unwrap();
    assert_eq!((patient.given.as_str(), patient.family.as_str()), ("Nadia", "Benali"));
    assert_eq!(patient.born, Date::fhir("1986-07-22"));
    assert!(patient.open && patient.closed_on.is_none());
    assert!(patient.ins.is_some(), "the key of the fictional number is right");
    let account = api.account().await.unwrap();
    assert!(account.authenticator);
    assert_eq!((account.channels.len(), account.channel), (3, Some(ChannelId::Sms)));
    assert!(account.previous_sign_in.is_some(), "some weeks before");

    let first_time = jiff::Timestamp::from_millisecond(dmp::sandbox::Clock::now(&*app.server.clock)).unwrap();
    app.wait(600);
    let again = app.signed_in(NADIA).await;
    assert_eq!(again.account().await.unwrap().previous_sign_in, Some(first_time), "D24");
    assert!(api.account().await.unwrap().previous_sign_in < Some(first_time), "the other session still sees its own");
}

#[tokio::test]
async fn d23_a_closed_record_says_it_is_closed_since_when_and_nothing_else() {
    let app = TestApp::start().await;
    let api = app.signed_in(JEAN).await;
    let patient = api.patient().await.unwrap();
    assert!(!patient.open);
    assert_eq!(patient.closed_on, Date::fhir("2026-05-02"));
    assert!(api.account().await.is_ok());
    let closed = api.documents(&dmp::api::Query::default(), false).await.unwrap_err();
    assert_eq!(closed, Problem::DmpClosed);
    assert!(said(&closed).starts_with("Votre DMP est fermé"));
    let id = dmp::domain::DocumentId::new("any").unwrap();
    assert_eq!(api.document(&id).await.unwrap_err(), Problem::DmpClosed);
}

#[tokio::test]
async fn a_sign_in_begun_again_forgets_the_one_before() {
    let app = TestApp::start().await;
    let api = app.client(Place::Home);
    asked_for_code(begin(&api, NADIA).await);
    asked_for_code(api.choose_channel(ChannelId::Sms).await);
    let first = app.code(NADIA.0).await;
    app.wait(30);
    asked_for_code(begin(&api, NADIA).await);
    asked_for_code(api.choose_channel(ChannelId::Mail).await);
    if first != app.code(NADIA.0).await {
        assert_eq!(api.verify(Secret::new(first)).await, Err(Problem::WrongCode { left: Some(4) }), "S6");
    }
    app.enter_code(&api, NADIA.0).await.unwrap();
}
