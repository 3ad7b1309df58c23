//! The initial password and what it opens: its own change, and nothing else.

use crate::app::{App, CAMILLE, NEW_PASSWORD};
use dmp::sandbox::{HOUR, SECOND, SERVED};
use reqwest::Method;

#[tokio::test]
async fn s12_the_initial_password_reaches_nothing_but_its_change() {
    let app = App::start().await;
    let begun = app.begin(CAMILLE.0, CAMILLE.1).await;
    let mut session = begun.session();
    for skip in [[("otp_channel", "sms")], [("otp", "123456")]] {
        let answer = app.challenge(&[("auth_session", &session), skip[0]]).await;
        assert_eq!(answer.str("next_step"), "password_change", "{skip:?}");
        session = answer.session();
    }
    assert!(app.outbox(CAMILLE.0).await.is_empty());
    assert_eq!(app.exchange(&session, "").await.status, 400);
    for served in SERVED.iter().filter(|served| served.door != dmp::sandbox::Door::Open) {
        let path = format!("{}{}", served.area.prefix(), served.path.trim_end_matches('/')).replace("{id}", "x");
        let method = Method::from_bytes(served.method.as_bytes()).unwrap();
        let answer = app.request(method, &path, &session).send().await.unwrap();
        assert_eq!(answer.status(), 401, "{path}");
    }
}

#[tokio::test]
async fn s12_the_initial_password_works_until_it_is_changed_and_only_for_72_hours() {
    let app = App::start().await;
    app.clock.advance(72 * HOUR - SECOND);
    let begun = app.begin(CAMILLE.0, CAMILLE.1).await;
    let changed = app.challenge(&[("auth_session", &begun.session()), ("new_password", NEW_PASSWORD)]).await;
    assert_eq!((changed.body["step"].clone(), changed.body["steps"].clone()), (3.into(), 3.into()));
    // Not effective before the code is verified.
    assert_eq!(app.begin(CAMILLE.0, NEW_PASSWORD).await.str("error"), "access_denied");
    assert_eq!(app.begin(CAMILLE.0, CAMILLE.1).await.str("next_step"), "password_change");
    app.finish(CAMILLE.0, changed).await;
    assert_eq!(app.begin(CAMILLE.0, CAMILLE.1).await.str("error"), "access_denied");
    assert_eq!(app.begin(CAMILLE.0, NEW_PASSWORD).await.str("next_step"), "otp");
    assert!(app.outbox(CAMILLE.0).await.iter().any(|message| message["text"].as_str().unwrap().contains("changé")));

    let late = App::start().await;
    late.clock.advance(72 * HOUR + SECOND);
    assert_eq!(late.begin(CAMILLE.0, CAMILLE.1).await.str("error"), "access_denied");
}

#[tokio::test]
async fn another_sign_in_begun_with_the_initial_password_ends_when_it_is_changed() {
    let app = App::start().await;
    let other = app.begin(CAMILLE.0, CAMILLE.1).await;
    app.first_sign_in().await;
    let answer = app.challenge(&[("auth_session", &other.session()), ("new_password", "une autre phrase longue")]).await;
    assert_eq!(answer.str("error"), "invalid_session");
}
