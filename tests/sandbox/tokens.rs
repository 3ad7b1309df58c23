//! Tokens: drawn, kept, rotated, refused.

use crate::app::{App, NADIA, Tokens, VERIFIER, pkce, unlock_body};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use dmp::sandbox::{HOUR, MINUTE, SECOND};
use futures_util::future::join_all;

async fn alive(app: &App, tokens: &Tokens) -> bool {
    app.get("/account", &tokens.access).await.status == 200
}

#[tokio::test]
async fn s19_tokens_have_256_bits_and_only_their_hashes_are_in_the_database() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let chosen = app.choose(&begun.session(), "sms").await;
    let code = app.sent(NADIA.0).await;
    let done = app.code(&chosen.session(), &code).await;
    let tokens = app.tokens(app.exchange(&done.str("authorization_code"), "i").await, "i");
    let renewed = app.tokens(app.refresh(&tokens.refresh, "i").await, "i");
    let secrets = [
        begun.session(),
        chosen.session(),
        done.str("authorization_code"),
        tokens.access,
        tokens.refresh,
        renewed.access,
        renewed.refresh,
    ];
    app.stop().await;
    let mut bytes = Vec::new();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        bytes.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let found = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    assert!(found(b"nadia.benali"), "the search itself works");
    for (number, secret) in secrets.iter().enumerate() {
        let raw = URL_SAFE_NO_PAD.decode(secret).unwrap();
        assert_eq!(raw.len(), 32);
        assert!(!found(secret.as_bytes()) && !found(&raw), "secret {number} is in the database");
    }
    assert!(!found(NADIA.1.as_bytes()));
    assert!(!found(format!("code est {code}").as_bytes()));
}

#[tokio::test]
async fn s20_tokens_change_at_sign_in_at_refresh_and_at_a_change_of_password_and_the_old_ones_die() {
    let app = App::start().await;
    let one = app.sign_in(NADIA, "home").await;
    let two = app.tokens(app.refresh(&one.refresh, &one.instance).await, &one.instance);
    assert!(one.access != two.access && one.refresh != two.refresh);
    let body = serde_json::json!({ "current_password": NADIA.1, "new_password": "une phrase de remplacement" });
    let three = app.tokens(app.post_json("/account/password", &two.access, body).await, &one.instance);
    assert!(alive(&app, &three).await);
    assert!(!alive(&app, &two).await && !alive(&app, &one).await);
    app.clock.advance(11 * SECOND);
    assert_eq!(app.refresh(&two.refresh, &one.instance).await.str("error"), "invalid_grant");
}

#[tokio::test]
async fn s21_signing_out_kills_access_and_refresh_tokens() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let other = app.sign_in(NADIA, "home").await;
    let revoked = app.post("/auth/revoke", &[("token", &tokens.refresh), ("token_type_hint", "refresh_token")]).await;
    assert_eq!(revoked.status, 200);
    let replayed = app.get("/account", &tokens.access).await;
    assert_eq!(replayed.status, 401);
    assert!(replayed.header("www-authenticate").unwrap().starts_with("Bearer"));
    assert_eq!(app.refresh(&tokens.refresh, &tokens.instance).await.str("error"), "invalid_grant");
    assert!(alive(&app, &other).await, "another session goes on");
    let unknown = app.post("/auth/revoke", &[("token", &pkce())]).await;
    assert_eq!(unknown.status, 200, "nothing is learnt from an unknown token");
}

#[tokio::test]
async fn s23_a_refresh_token_used_again_ends_the_whole_family_and_it_is_written_down() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let one = app.sign_in(NADIA, "home").await;
    let two = app.tokens(app.refresh(&one.refresh, &one.instance).await, &one.instance);
    let three = app.tokens(app.refresh(&two.refresh, &one.instance).await, &one.instance);
    assert!(alive(&app, &three).await);
    app.clock.advance(11 * SECOND);
    assert_eq!(app.refresh(&two.refresh, &one.instance).await.str("error"), "invalid_grant");
    for tokens in [&one, &two, &three] {
        assert!(!alive(&app, tokens).await);
    }
    assert_eq!(app.refresh(&three.refresh, &one.instance).await.str("error"), "invalid_grant");
    app.stop().await;
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    let lines: u32 =
        connection.query_row("SELECT count(*) FROM journal WHERE event = 'token_reuse'", [], |row| row.get(0)).unwrap();
    assert_eq!(lines, 1);
    assert!(connection.execute("DELETE FROM journal", []).is_err(), "append-only");
    assert!(connection.execute("UPDATE journal SET event = ''", []).is_err(), "append-only");
}

#[tokio::test]
async fn s23_a_token_older_than_the_last_ends_the_family_even_at_once() {
    let app = App::start().await;
    let one = app.sign_in(NADIA, "home").await;
    let two = app.tokens(app.refresh(&one.refresh, &one.instance).await, &one.instance);
    let three = app.tokens(app.refresh(&two.refresh, &one.instance).await, &one.instance);
    assert_eq!(app.refresh(&one.refresh, &one.instance).await.str("error"), "invalid_grant");
    assert!(!alive(&app, &three).await);
}

#[tokio::test]
async fn s24_f13_a_lost_answer_to_a_refresh_is_told_again_to_the_same_instance_within_ten_seconds() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let first = app.refresh(&tokens.refresh, &tokens.instance).await;
    app.clock.advance(9 * SECOND);
    let again = app.refresh(&tokens.refresh, &tokens.instance).await;
    assert_eq!(first.str("refresh_token"), again.str("refresh_token"));
    assert_eq!(first.str("access_token"), again.str("access_token"));
    let next = app.tokens(app.refresh(&again.str("refresh_token"), &tokens.instance).await, &tokens.instance);
    assert!(alive(&app, &next).await, "the family lives");
    let parallel = join_all((0..8).map(|_| app.refresh(&next.refresh, &tokens.instance))).await;
    assert!(parallel.iter().all(|answer| answer.str("refresh_token") == parallel[0].str("refresh_token")));
}

#[tokio::test]
async fn s24_another_instance_with_the_same_token_ends_the_family() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let successor = app.tokens(app.refresh(&tokens.refresh, &tokens.instance).await, &tokens.instance);
    assert_eq!(app.refresh(&tokens.refresh, "un autre processus").await.str("error"), "invalid_grant");
    assert!(!alive(&app, &successor).await);
    let tokens = app.sign_in(NADIA, "home").await;
    assert_eq!(app.refresh(&tokens.refresh, "un autre processus").await.str("error"), "invalid_grant");
    assert!(!alive(&app, &tokens).await);
}

#[tokio::test]
async fn an_authorization_code_needs_its_verifier_and_its_minute_and_ends_the_session_when_it_comes_back() {
    let app = App::start().await;
    let grant = async || {
        let begun = app.begin(NADIA.0, NADIA.1).await;
        let session = app.choose(&begun.session(), "totp").await.session();
        app.clock.advance(30 * SECOND);
        let code = crate::app::totp(dmp::sandbox::Clock::now(app.clock.as_ref()));
        app.code(&session, &code).await.str("authorization_code")
    };
    let fields = |code: &str, verifier: &str| {
        [("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier), ("client_instance", "i")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
    };
    let post = async |fields: [(String, String); 4]| {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        app.post("/auth/token", &fields).await
    };
    let code = grant().await;
    assert_eq!(post(fields(&code, &"x".repeat(43))).await.str("error"), "invalid_grant", "wrong verifier");
    assert_eq!(post(fields(&code, VERIFIER)).await.str("error"), "invalid_grant", "spoilt by the wrong verifier");
    let code = grant().await;
    app.clock.advance(61 * SECOND);
    assert_eq!(post(fields(&code, VERIFIER)).await.str("error"), "invalid_grant", "too late");
    let code = grant().await;
    let tokens = app.tokens(post(fields(&code, VERIFIER)).await, "i");
    app.clock.advance(11 * SECOND);
    assert_eq!(post(fields(&code, VERIFIER)).await.str("error"), "invalid_grant", "used");
    assert!(!alive(&app, &tokens).await, "whoever holds the code again is not trusted with the session");
}

#[tokio::test]
async fn an_access_token_lives_ten_minutes() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    app.clock.advance(10 * MINUTE - SECOND);
    assert!(alive(&app, &tokens).await);
    app.clock.advance(SECOND);
    assert!(!alive(&app, &tokens).await);
    let renewed = app.tokens(app.refresh(&tokens.refresh, &tokens.instance).await, &tokens.instance);
    assert!(alive(&app, &renewed).await);
}

#[tokio::test]
async fn unlocking_takes_the_password_and_the_refresh_token_at_home_only() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let post = async |body| app.post_json("/account/unlock", "", body).await;
    let wrong = post(unlock_body(&tokens, "pas celui-là")).await;
    assert_eq!((wrong.status.as_u16(), wrong.str("error")), (403, "access_denied".to_owned()));
    let unlocked = app.tokens(post(unlock_body(&tokens, NADIA.1)).await, &tokens.instance);
    assert!(alive(&app, &unlocked).await);
    let mut fake = tokens.clone();
    fake.refresh = pkce();
    assert_eq!(post(unlock_body(&fake, NADIA.1)).await.status, 401);
    let shop = app.sign_in(NADIA, "shop").await;
    assert_eq!(post(unlock_body(&shop, NADIA.1)).await.str("error"), "sign_in_again");
    // Wrong passwords count as at the sign-in.
    for _ in 0..5 {
        post(unlock_body(&unlocked, "x")).await;
    }
    let slow = post(unlock_body(&unlocked, NADIA.1)).await;
    assert_eq!((slow.status.as_u16(), slow.str("error")), (429, "slow_down".to_owned()));
    app.clock.advance(HOUR);
    assert_eq!(post(unlock_body(&unlocked, NADIA.1)).await.status, 401, "idle for too long: sign in");
}
