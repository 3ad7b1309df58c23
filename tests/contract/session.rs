//! A session: renewed in silence, ended by the server, ended by the person.

use crate::app::{TestApp, said};
use crate::raw::NADIA;
use dmp::api::Query;
use dmp::domain::{Place, Problem};

const MINUTE: i64 = 60;

#[tokio::test]
async fn tokens_are_renewed_in_silence_for_as_long_as_somebody_is_there() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    for _ in 0..6 {
        app.wait(10 * MINUTE + 1);
        api.patient().await.unwrap();
    }
    assert!(!api.documents(&Query::default(), false).await.unwrap().documents.is_empty());
}

#[tokio::test]
async fn s25_two_requests_refused_together_end_nothing() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    for _ in 0..5 {
        app.wait(10 * MINUTE + 1);
        let query = Query::default();
        let (patient, account, list) = tokio::join!(api.patient(), api.account(), api.documents(&query, true));
        assert!(patient.is_ok() && account.is_ok() && list.is_ok(), "a second renewal would have ended the family");
    }
}

#[tokio::test]
async fn f20_a_session_left_alone_too_long_has_ended_and_one_signs_in_again() {
    let app = TestApp::start().await;
    for (place, minutes) in [(Place::Home, 30), (Place::Shop, 5)] {
        let api = app.client(place);
        app.sign_in(&api, NADIA).await;
        app.wait(minutes * MINUTE);
        let ended = api.patient().await.unwrap_err();
        assert_eq!(ended, Problem::SessionEnded, "{place:?}");
        assert!(said(&ended).contains("Connectez-vous à nouveau"));
        app.sign_in(&api, NADIA).await;
        api.patient().await.unwrap();
    }
}

#[tokio::test]
async fn d21_what_nobody_asked_for_does_not_keep_the_session_open() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    api.patient().await.unwrap();
    for _ in 0..3 {
        app.wait(9 * MINUTE);
        api.documents(&Query::default(), true).await.unwrap();
    }
    app.wait(3 * MINUTE);
    assert_eq!(api.documents(&Query::default(), true).await, Err(Problem::SessionEnded));
}

#[tokio::test]
async fn s21_signing_out_kills_every_token_on_the_server() {
    let app = TestApp::start().await;
    let tokens = app.server.sign_in(NADIA, "home").await;
    let stays = app.signed_in(NADIA).await;
    let leaves = app.signed_in(NADIA).await;
    leaves.patient().await.unwrap();
    assert!(leaves.sign_out().await, "the server was told");
    assert_eq!(leaves.patient().await, Err(Problem::SessionEnded));
    assert!(stays.patient().await.is_ok(), "only this session");

    let sessions = app.server.get("/account/sessions", &tokens.access).await;
    assert_eq!(sessions.body["sessions"].as_array().unwrap().len(), 2, "{}", sessions.text);
}

#[tokio::test]
async fn s15_a_password_changed_elsewhere_ends_this_session() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    api.patient().await.unwrap();
    let elsewhere = app.server.sign_in_later(NADIA).await;
    let change = serde_json::json!({ "current_password": NADIA.1, "new_password": crate::raw::NEW_PASSWORD });
    let changed = app.server.post_json("/account/password", &elsewhere.access, change).await;
    assert_eq!(changed.status, 200, "{}", changed.text);
    assert_eq!(api.patient().await, Err(Problem::SessionEnded));
    assert_eq!(crate::app::begin(&api, NADIA).await, Err(Problem::WrongCredentials));
    app.sign_in(&api, (NADIA.0, crate::raw::NEW_PASSWORD)).await;
}

#[tokio::test]
async fn s27_a_session_closed_from_elsewhere_has_ended() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    api.patient().await.unwrap();
    let elsewhere = app.server.sign_in_later(NADIA).await;
    let sessions = app.server.get("/account/sessions", &elsewhere.access).await;
    let all = sessions.body["sessions"].as_array().unwrap();
    let other = all.iter().find(|session| session["current"] == false).unwrap()["id"].as_str().unwrap();
    let path = format!("/account/sessions/{other}");
    let ended = app.server.request(reqwest::Method::DELETE, &path, &elsewhere.access).send().await.unwrap();
    assert_eq!(ended.status(), 204);
    assert_eq!(api.patient().await, Err(Problem::SessionEnded));
}

#[tokio::test]
async fn s27_the_client_lists_the_sessions_and_ends_the_others() {
    let app = TestApp::start().await;
    let shop = app.client(Place::Shop);
    app.sign_in(&shop, NADIA).await;
    let home = app.signed_in(NADIA).await;
    let here = app.signed_in(NADIA).await;

    let sessions = here.sessions().await.unwrap();
    assert_eq!(sessions.len(), 3);
    assert_eq!(sessions.iter().filter(|session| session.current).count(), 1);
    assert_eq!(sessions.iter().filter(|session| session.place == Some(Place::Shop)).count(), 1);
    assert!(sessions.iter().all(|session| session.opened.is_some() && session.last_seen.is_some()));

    let first = sessions.iter().find(|session| session.place == Some(Place::Shop)).unwrap();
    here.end_session(&first.id).await.unwrap();
    assert_eq!(shop.patient().await, Err(Problem::SessionEnded));
    assert!(home.patient().await.is_ok(), "only the one that was chosen");
    here.end_session(&first.id).await.expect("what is no longer there has ended");

    for other in here.sessions().await.unwrap().iter().filter(|session| !session.current) {
        here.end_session(&other.id).await.unwrap();
    }
    assert_eq!(home.patient().await, Err(Problem::SessionEnded));
    assert!(here.patient().await.is_ok(), "the one in use stays");
    assert_eq!(here.sessions().await.unwrap().len(), 1);
}
