//! Which passwords are accepted, and how they are kept.

use crate::app::{App, CAMILLE, NADIA, NEW_PASSWORD, Setting};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::json;

/// What a new password is refused for; empty when it is accepted.
async fn refusals(app: &App, password: &str) -> Vec<String> {
    let begun = app.begin(CAMILLE.0, CAMILLE.1).await;
    let answer = app.challenge(&[("auth_session", &begun.session()), ("new_password", password)]).await;
    let refused = answer.body["rejected"].as_array().cloned().unwrap_or_default();
    assert_eq!(answer.str("next_step"), if refused.is_empty() { "otp" } else { "password_change" }, "{password}");
    refused.iter().map(|code| code.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn s13_each_reason_of_refusal_is_told() {
    let app = App::start().await;
    for (password, reason) in [
        ("court", "too_short"),
        ("onze lettre", "too_short"),
        ("194857204918", "too_guessable"),
        ("aaaaabbbbbbbaaaa", "too_guessable"),
        ("abcdefghijklmnop", "too_guessable"),
        ("motdepassemotdepasse", "too_common"),
        ("Azertyuiop123456!", "too_common"),
        ("2024-soleil-2024!", "too_common"),
        ("Bienvenue-2027!!", "too_common"),
        ("Bienvenue-2026!", "same_as_old"),
        ("camille et son jardin", "contains_identity"),
        ("Chez les MARTIN à Rennes", "contains_identity"),
        ("né le 14/03/1979 à Lyon", "contains_identity"),
        ("j’aime 1979-03-14 fois", "contains_identity"),
        ("mon dmp à moi toute seule", "too_common"),
    ] {
        let refused = refusals(&app, password).await;
        assert!(refused.iter().any(|code| code == reason), "{password}: {refused:?}");
    }
    assert_eq!(refusals(&app, &"a1b2c3d4e5".repeat(13)).await, ["too_long"]);
    for accepted in
        [NEW_PASSWORD, "1948572049183756", "qzmxwtvbnrkd", "trois petits 🐈 gris", "été à Noirmoutier", &"aB3 é!x ".repeat(16)]
    {
        assert_eq!(refusals(&app, accepted).await, [""; 0], "{accepted}");
    }
}

#[test]
fn s14_twelve_to_128_code_points_of_any_kind_are_accepted_and_none_is_ignored() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let app = runtime.block_on(App::start());
    let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    runner
        .run(&"[a-zéèœ ç0-9🐈€%]{12,128}", |password| {
            let refused = runtime.block_on(refusals(&app, &password));
            // Chance may well make a weak one; its length is never the reason.
            prop_assert!(refused.iter().all(|code| code != "too_short" && code != "too_long"), "{refused:?}");
            Ok(())
        })
        .unwrap();
}

#[tokio::test]
async fn s14_a_change_at_byte_73_matters() {
    let app = App::start().await;
    let long = "une phrase assez longue pour que plus de soixante-douze octets y tiennent A et la fin".to_owned();
    let other = long.replace("A et", "B et");
    assert!(long.len() > 73 && long.len() == other.len());
    let begun = app.begin(CAMILLE.0, CAMILLE.1).await;
    let changed = app.challenge(&[("auth_session", &begun.session()), ("new_password", &long)]).await;
    app.finish(CAMILLE.0, changed).await;
    assert_eq!(app.begin(CAMILLE.0, &other).await.str("error"), "access_denied");
    assert_eq!(app.begin(CAMILLE.0, &long).await.str("next_step"), "otp");
}

#[tokio::test]
async fn an_accent_typed_as_one_character_or_two_is_the_same_password() {
    let app = App::start().await;
    app.first_sign_in().await;
    let decomposed = NEW_PASSWORD.replace('é', "e\u{301}");
    assert_ne!(decomposed, NEW_PASSWORD);
    assert_eq!(app.begin(CAMILLE.0, &decomposed).await.str("next_step"), "otp");
}

#[tokio::test]
async fn s15_changing_the_password_needs_the_current_one_ends_the_other_sessions_and_is_told() {
    let app = App::start().await;
    let (here, elsewhere) = (app.sign_in(NADIA, "home").await, app.sign_in(NADIA, "home").await);
    let change = async |current: &str, new: &str| {
        app.post_json("/account/password", &here.access, json!({ "current_password": current, "new_password": new })).await
    };
    let wrong = change("pas celui-là", NEW_PASSWORD).await;
    assert_eq!((wrong.status.as_u16(), wrong.str("error")), (403, "access_denied".to_owned()));
    assert_eq!(wrong.header("content-type"), Some("application/problem+json"));
    let refused = change(NADIA.1, "court").await;
    assert_eq!((refused.status.as_u16(), refused.body["rejected"][0].as_str()), (422, Some("too_short")));
    assert_eq!(change(NADIA.1, NADIA.1).await.body["rejected"][0], "same_as_old");
    assert_eq!(app.get("/account", &elsewhere.access).await.status, 200, "nothing has changed yet");
    let before = app.outbox(NADIA.0).await.len();
    let changed = change(NADIA.1, NEW_PASSWORD).await;
    let renewed = app.tokens(changed, &here.instance);
    assert_eq!(app.get("/account", &elsewhere.access).await.status, 401);
    assert_eq!(app.refresh(&elsewhere.refresh, &elsewhere.instance).await.str("error"), "invalid_grant");
    assert_eq!(app.get("/account", &renewed.access).await.status, 200);
    let told = app.outbox(NADIA.0).await;
    assert_eq!(told.len(), before + 1);
    assert!(told.last().unwrap().get("code").is_none());
    assert_eq!(app.begin(NADIA.0, NADIA.1).await.str("error"), "access_denied");
    assert_eq!(app.begin(NADIA.0, NEW_PASSWORD).await.str("next_step"), "otp");
}

#[tokio::test]
async fn s16_hashes_are_argon2id_salted_each_and_made_again_when_older() {
    let folder = tempfile::tempdir().unwrap();
    let mut setting = Setting::default();
    setting.options.data = Some(folder.path().to_owned());
    setting.options.records = 2;
    let app = App::with(setting).await;
    app.stop().await;
    let file = folder.path().join("sandbox.db");
    let stored = |identifier: &str| -> String {
        let connection = rusqlite::Connection::open(&file).unwrap();
        connection.query_row("SELECT password FROM accounts WHERE identifier = ?", [identifier], |row| row.get(0)).unwrap()
    };
    for identifier in [CAMILLE.0, NADIA.0, "mesure-0000", "mesure-0001"] {
        let hash = stored(identifier);
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_eq!(hash.split('$').nth(4).unwrap().len(), 22, "16 bytes of salt");
    }
    assert_ne!(stored("mesure-0000"), stored("mesure-0001"), "the same password");
    assert_ne!(stored(NADIA.0), stored("mesure-0001"), "the same password");

    let older = dmp::sandbox::hash_with(NADIA.1, 8 * 1024, 1).unwrap();
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.execute("UPDATE accounts SET password = ? WHERE identifier = ?", [&older, NADIA.0]).unwrap();
    drop(connection);
    let app = App::on(folder.path()).await;
    assert_eq!(app.begin(NADIA.0, "x").await.str("error"), "access_denied");
    assert_eq!(app.begin(NADIA.0, NADIA.1).await.str("next_step"), "otp");
    app.stop().await;
    assert!(stored(NADIA.0).starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", stored(NADIA.0));
}
