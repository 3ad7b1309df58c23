//! How long sessions last, and who ends them.

use crate::app::{App, JEAN, NADIA, Tokens};
use dmp::sandbox::{HOUR, MINUTE, SECOND};
use reqwest::Method;

/// Renews the access token and uses it, `by` what a person does or by a background task.
async fn renew(app: &App, tokens: &Tokens, background: bool) -> Option<Tokens> {
    let fields = [("grant_type", "refresh_token"), ("refresh_token", &tokens.refresh), ("client_instance", &tokens.instance)];
    let mut request = app.http.post(format!("{}/auth/token", app.root())).form(&fields);
    if background {
        request = request.header("x-activity", "background");
    }
    let answer = crate::app::Answer::of(request.send().await.unwrap()).await;
    (answer.status == 200).then(|| app.tokens(answer, &tokens.instance))
}

#[tokio::test]
async fn s26_a_session_at_home_ends_after_half_an_hour_without_anybody_and_after_twelve_hours_anyway() {
    let app = App::start().await;
    let mut tokens = app.sign_in(NADIA, "home").await;
    for _ in 0..24 {
        app.clock.advance(29 * MINUTE);
        tokens = renew(&app, &tokens, false).await.expect("somebody is there");
    }
    app.clock.advance(24 * MINUTE);
    assert!(renew(&app, &tokens, false).await.is_none(), "twelve hours");

    let tokens = app.sign_in(NADIA, "home").await;
    app.clock.advance(30 * MINUTE);
    assert!(renew(&app, &tokens, false).await.is_none(), "idle");
}

#[tokio::test]
async fn s26_a_session_in_a_shop_ends_after_five_minutes_without_anybody_and_after_an_hour_anyway() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "shop").await;
    app.clock.advance(4 * MINUTE);
    assert_eq!(app.get("/account", &tokens.access).await.status, 200);
    app.clock.advance(5 * MINUTE);
    assert_eq!(app.get("/account", &tokens.access).await.status, 401);
    assert!(renew(&app, &tokens, false).await.is_none(), "found idle once, it is ended for good");

    let mut tokens = app.sign_in(NADIA, "shop").await;
    for _ in 0..14 {
        app.clock.advance(4 * MINUTE);
        tokens = renew(&app, &tokens, false).await.expect("somebody is there");
    }
    app.clock.advance(4 * MINUTE);
    assert!(renew(&app, &tokens, false).await.is_none(), "an hour");
}

#[tokio::test]
async fn s26_requests_in_the_background_do_not_count_as_somebody_being_there() {
    let app = App::start().await;
    let mut tokens = app.sign_in(NADIA, "home").await;
    for _ in 0..5 {
        app.clock.advance(5 * MINUTE);
        tokens = renew(&app, &tokens, true).await.expect("not yet idle");
        let request = app.request(Method::GET, "/account", &tokens.access).header("x-activity", "background");
        assert_eq!(request.send().await.unwrap().status(), 200);
    }
    app.clock.advance(5 * MINUTE);
    assert!(renew(&app, &tokens, true).await.is_none());
}

#[tokio::test]
async fn s27_sessions_are_listed_and_ended_one_by_one_or_all_the_others() {
    let app = App::start().await;
    let (here, there, elsewhere) =
        (app.sign_in(NADIA, "home").await, app.sign_in(NADIA, "shop").await, app.sign_in_later(NADIA).await);
    let list = app.get("/account/sessions", &here.access).await;
    let sessions = list.body["sessions"].as_array().unwrap();
    assert_eq!(sessions.len(), 3);
    assert_eq!(sessions.iter().filter(|session| session["current"] == true).count(), 1);
    let shop = sessions.iter().find(|session| session["place"] == "shop").unwrap()["id"].as_str().unwrap();
    let end = async |path: &str, tokens: &Tokens| {
        app.request(Method::DELETE, &format!("/account/sessions{path}"), &tokens.access).send().await.unwrap().status()
    };
    let jean = app.sign_in(JEAN, "home").await;
    assert_eq!(end(&format!("/{shop}"), &jean).await, 404, "not his");
    assert_eq!(end(&format!("/{shop}"), &here).await, 204);
    assert_eq!(end(&format!("/{shop}"), &here).await, 404, "ended already");
    assert_eq!(app.get("/account", &there.access).await.status, 401);
    assert_eq!(app.get("/account", &elsewhere.access).await.status, 200);
    assert_eq!(end("", &here).await, 204);
    assert_eq!(app.get("/account", &elsewhere.access).await.status, 401);
    assert_eq!(app.get("/account", &here.access).await.status, 200);
    assert_eq!(app.get("/account", &jean.access).await.status, 200);
}

#[tokio::test]
async fn the_account_says_its_masked_contacts_and_the_sign_in_before_this_one() {
    let app = App::start().await;
    let first = app.sign_in(NADIA, "home").await;
    let account = app.get("/account", &first.access).await;
    assert_eq!(account.body["contacts"]["phone"], "06 •• •• •• 57");
    assert_eq!(account.body["otp_channel"], "sms");
    assert_eq!(account.body["totp"], true);
    // Some weeks before the newest document, so that something is new.
    assert_eq!(account.str("previous_sign_in"), "2026-09-29T17:00:00Z");
    app.clock.advance(HOUR);
    let second = app.sign_in(NADIA, "home").await;
    let account = app.get("/account", &second.access).await;
    assert_eq!(account.str("previous_sign_in"), "2026-11-15T09:00:00Z");
    assert_eq!(account.body["sign_ins"].as_array().unwrap().len(), 3);
    let camille = app.first_sign_in().await;
    let account = app.get("/account", &camille.access).await;
    assert!(account.body.get("previous_sign_in").is_none(), "the first");
    assert_eq!(account.header("cache-control"), Some("no-store"));
}

#[tokio::test]
async fn f31_a_clock_set_back_revives_nothing() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let chosen = app.choose(&begun.session(), "totp").await;
    let now = dmp::sandbox::Clock::now(app.clock.as_ref());
    assert_eq!(app.code(&chosen.session(), &crate::app::totp(now)).await.status, 200);
    app.clock.advance(31 * MINUTE);
    assert_eq!(app.get("/account", &tokens.access).await.status, 401);
    app.clock.set_back(31 * MINUTE);
    assert_eq!(app.get("/account", &tokens.access).await.status, 401);
    assert!(renew(&app, &tokens, false).await.is_none());
    app.clock.set_back(HOUR);
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let chosen = app.choose(&begun.session(), "totp").await;
    assert_eq!(app.code(&chosen.session(), &crate::app::totp(now)).await.str("otp_error"), "wrong", "no step twice");
    // Time goes on from where it was: what is made now ends in its time.
    let tokens = app.sign_in(JEAN, "home").await;
    app.clock.advance(10 * MINUTE - SECOND);
    assert_eq!(app.get("/account", &tokens.access).await.status, 200);
    app.clock.advance(SECOND);
    assert_eq!(app.get("/account", &tokens.access).await.status, 401);
}

#[tokio::test]
async fn f31_a_session_from_the_future_is_dead_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    app.clock.advance(400 * 24 * HOUR);
    let tokens = app.sign_in(NADIA, "home").await;
    app.stop().await;
    let app = App::on(folder.path()).await;
    assert_eq!(app.get("/account", &tokens.access).await.status, 401);
    assert_eq!(app.refresh(&tokens.refresh, &tokens.instance).await.str("error"), "invalid_grant");
}
