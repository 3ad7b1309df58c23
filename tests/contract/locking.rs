//! The lock (D21): at home a password opens it, in a shop nothing does.

use crate::app::{TestApp, said};
use crate::raw::NADIA;
use dmp::domain::{Place, Problem, Secret};

#[tokio::test]
async fn at_home_the_password_opens_what_was_locked() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    api.lock().await;
    assert_eq!(api.patient().await, Err(Problem::SessionEnded), "nothing is read while locked");
    app.wait(20 * 60);
    let wrong = api.unlock(Secret::from("pas celui-là du tout")).await.unwrap_err();
    assert_eq!(wrong, Problem::WrongCredentials);
    assert!(said(&wrong).contains("mot de passe incorrect"));
    api.unlock(Secret::from(NADIA.1)).await.unwrap();
    api.patient().await.unwrap();
    app.wait(10 * 60 + 1);
    api.patient().await.unwrap();
}

#[tokio::test]
async fn a_session_that_ended_while_locked_asks_to_sign_in_again() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    api.lock().await;
    app.wait(31 * 60);
    assert_eq!(api.unlock(Secret::from(NADIA.1)).await, Err(Problem::SessionEnded));
    app.sign_in(&api, NADIA).await;
    api.patient().await.unwrap();
}

#[tokio::test]
async fn wrong_passwords_at_the_lock_are_counted_like_the_others() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    api.lock().await;
    let wrong = || api.unlock(Secret::from("pas celui-là du tout"));
    for _ in 0..5 {
        assert_eq!(wrong().await, Err(Problem::WrongCredentials));
    }
    assert_eq!(wrong().await, Err(Problem::TooFast { seconds: Some(5) }));
    for wait in [5, 10, 20, 40] {
        app.wait(wait);
        assert_eq!(wrong().await, Err(Problem::WrongCredentials));
    }
    app.wait(60);
    assert_eq!(wrong().await, Err(Problem::Locked { seconds: 900 }));
    assert_eq!(api.unlock(Secret::from(NADIA.1)).await, Err(Problem::Locked { seconds: 900 }));
    app.wait(900);
    api.unlock(Secret::from(NADIA.1)).await.unwrap();
    api.patient().await.unwrap();
}

#[tokio::test]
async fn in_a_shop_locking_ends_the_session_on_the_server_too() {
    let app = TestApp::start().await;
    let api = app.client(Place::Shop);
    app.sign_in(&api, NADIA).await;
    api.lock().await;
    assert_eq!(api.unlock(Secret::from(NADIA.1)).await, Err(Problem::SessionEnded));
    let tokens = app.server.sign_in_later(NADIA).await;
    let sessions = app.server.get("/account/sessions", &tokens.access).await;
    assert_eq!(sessions.body["sessions"].as_array().unwrap().len(), 1, "{}", sessions.text);
}
