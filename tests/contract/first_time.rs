//! The first connection of Camille.

use crate::app::{TestApp, asked_for_code, begin};
use crate::raw::{CAMILLE, NEW_PASSWORD};
use dmp::api::Api;
use dmp::domain::{ChannelId, Place, Problem, Rejection, Secret, Step};

/// The reasons for which a new password is refused.
async fn refused(api: &Api, password: &str) -> Vec<Rejection> {
    match api.change_password(Secret::from(password)).await {
        Ok(Step::ChangePassword { policy, rejected }) => {
            assert_eq!((policy.min_length, policy.max_length), (12, 128));
            assert!(policy.classes.is_empty(), "SECURITY §2: no rule on kinds of characters");
            rejected
        }
        other => panic!("{password}: {other:?}"),
    }
}

#[tokio::test]
async fn s13_each_reason_to_refuse_a_password_is_understood_and_the_step_stays() {
    let app = TestApp::start().await;
    let api = app.client(Place::Home);
    let step = begin(&api, CAMILLE).await.unwrap();
    let Step::ChangePassword { policy, rejected } = step else { panic!("{step:?}") };
    assert_eq!((policy.min_length, policy.max_length, rejected.len()), (12, 128, 0));

    assert_eq!(refused(&api, "court, 8").await, [Rejection::TooShort]);
    assert_eq!(refused(&api, &"sept mésanges ".repeat(10)).await, [Rejection::TooLong]);
    assert_eq!(refused(&api, "bdfhjlnprtvxz").await, [Rejection::TooGuessable]);
    assert!(refused(&api, "motdepasse123!").await.contains(&Rejection::TooCommon));
    assert_eq!(refused(&api, "une martin-pêcheuse").await, [Rejection::ContainsIdentity]);
    assert!(refused(&api, CAMILLE.1).await.contains(&Rejection::SameAsOld));

    asked_for_code(api.change_password(Secret::from(NEW_PASSWORD)).await);
}

#[tokio::test]
async fn the_new_password_takes_effect_only_once_the_code_is_verified() {
    let app = TestApp::start().await;
    let api = app.client(Place::Home);
    begin(&api, CAMILLE).await.unwrap();
    let challenge = asked_for_code(api.change_password(Secret::from(NEW_PASSWORD)).await);
    assert_eq!(challenge.position, Some((3, 3)));
    assert_eq!(challenge.channel, None, "nothing is sent before a way is chosen");
    let ways: Vec<_> = challenge.channels.iter().map(|way| (way.id.clone(), way.hint.as_str())).collect();
    assert_eq!(ways, [(ChannelId::Sms, "06 •• •• •• 42"), (ChannelId::Mail, "c•••@courriel.example")]);

    let elsewhere = app.client(Place::Home);
    let new = (CAMILLE.0, NEW_PASSWORD);
    assert_eq!(begin(&elsewhere, new).await, Err(Problem::WrongCredentials), "not yet");

    let sent = asked_for_code(api.choose_channel(ChannelId::Sms).await);
    assert_eq!(sent.channel, Some(ChannelId::Sms));
    assert_eq!((sent.length, sent.expires_in, sent.resend_in, sent.attempts_left), (6, Some(600), Some(30), Some(5)));
    let patient = app.enter_code(&api, CAMILLE.0).await.unwrap();

    assert_eq!(begin(&elsewhere, CAMILLE).await, Err(Problem::WrongCredentials), "the initial one is over");
    asked_for_code(begin(&elsewhere, new).await);
    assert_eq!(api.patient().await.unwrap().id, patient);
    assert_eq!(api.account().await.unwrap().previous_sign_in, None, "it was the first time");
}

#[tokio::test]
async fn an_initial_password_is_worth_nothing_after_three_days() {
    let app = TestApp::start().await;
    app.wait(72 * 3600 + 1);
    assert_eq!(begin(&app.client(Place::Home), CAMILLE).await, Err(Problem::WrongCredentials));
}
