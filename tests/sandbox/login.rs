//! The first step: what an outsider learns and can do.

use crate::app::{App, NADIA, Setting, client_at, pkce};
use dmp::sandbox::{MINUTE, SECOND};
use reqwest::header::DATE;

/// Status, headers but the date, and body.
async fn whole(app: &App, identifier: &str, password: &str) -> (u16, Vec<(String, String)>, String) {
    let mut answer = app.begin(identifier, password).await;
    answer.headers.remove(DATE);
    let headers = answer.headers.iter().map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    (answer.status.as_u16(), headers, answer.text)
}

#[tokio::test]
async fn s1_unknown_and_known_identifiers_answer_alike_byte_for_byte_up_to_the_lock_and_through_it() {
    let app = App::start().await;
    let mut seen = Vec::new();
    for _ in 0..14 {
        let known = whole(&app, NADIA.0, "mauvais-mot-de-passe").await;
        let unknown = whole(&app, "personne.inconnue", "mauvais-mot-de-passe").await;
        assert_eq!(known, unknown);
        if !seen.contains(&known.2) {
            seen.push(known.2);
        }
        app.clock.advance(MINUTE);
    }
    assert!(seen[0].contains("access_denied"), "{seen:?}");
    assert!(seen.iter().any(|body| body.contains("account_locked")), "{seen:?}");
    // While locked, the right password tells nothing either.
    assert_eq!(whole(&app, NADIA.0, NADIA.1).await, whole(&app, "personne.inconnue", NADIA.1).await);
}

#[tokio::test]
async fn s2_each_try_costs_one_argon2_computation_whoever_is_asked_for() {
    let app = App::start().await;
    let cost = async |identifier: &str, password: &str| {
        let before = app.computations();
        app.begin(identifier, password).await;
        app.computations() - before
    };
    assert_eq!(cost("personne.inconnue", "x").await, 1);
    assert_eq!(cost(NADIA.0, "x").await, 1);
    assert_eq!(cost(NADIA.0, NADIA.1).await, 1);
    for _ in 0..10 {
        app.begin(NADIA.0, "x").await;
        app.begin("personne.inconnue", "x").await;
        app.clock.advance(MINUTE);
    }
    assert_eq!(app.begin(NADIA.0, NADIA.1).await.str("error"), "account_locked");
    assert_eq!(cost(NADIA.0, NADIA.1).await, 1, "locked");
    assert_eq!(cost("personne.inconnue", "x").await, 1, "locked and unknown");
}

#[tokio::test]
async fn s10_a_source_is_limited_and_told_when_to_come_back_alike_for_unknown_accounts() {
    let mut setting = Setting::default();
    setting.options.source_limit = true;
    let app = App::with(setting).await;
    for number in 0..30 {
        let answer = app.begin(&format!("personne-{number}"), "x").await;
        assert_eq!(answer.str("error"), "access_denied");
    }
    let before = app.computations();
    let known = whole(&app, NADIA.0, NADIA.1).await;
    assert_eq!(known, whole(&app, "personne.inconnue", "x").await);
    assert_eq!(known.0, 429);
    assert!(known.1.iter().any(|(name, seconds)| name == "retry-after" && seconds.parse::<u64>().unwrap() <= 60));
    assert_eq!(app.computations(), before, "a limited try costs nothing");
    app.clock.advance(MINUTE);
    assert_eq!(app.begin(NADIA.0, NADIA.1).await.str("next_step"), "otp");
}

#[tokio::test]
async fn growing_delays_come_after_five_wrong_passwords() {
    let app = App::start().await;
    let mut waits = Vec::new();
    for _ in 0..5 {
        assert_eq!(app.begin(NADIA.0, "x").await.str("error"), "access_denied");
    }
    for _ in 0..5 {
        let early = app.begin(NADIA.0, NADIA.1).await;
        assert_eq!((early.status.as_u16(), early.str("error")), (429, "slow_down".to_owned()));
        let wait: i64 = early.header("retry-after").unwrap().parse().unwrap();
        waits.push(wait);
        app.clock.advance(wait * SECOND);
        app.begin(NADIA.0, "x").await;
    }
    assert!(waits.windows(2).all(|pair| pair[0] < pair[1]), "{waits:?}");
    let locked = app.begin(NADIA.0, NADIA.1).await;
    assert_eq!(locked.str("error"), "account_locked");
    assert_eq!(locked.header("retry-after").unwrap(), locked.body["retry_after"].to_string());
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn s11_an_outsider_who_never_stops_keeps_nobody_out_who_comes_from_elsewhere() {
    let app = App::start().await;
    let outsider = App { running: None, clock: app.clock.clone(), http: client_at([127, 0, 0, 2]), base: app.base.clone() };
    let mut locked = 0;
    for _ in 0..60 {
        let answer = outsider.begin(NADIA.0, "x").await;
        locked += u32::from(answer.str("error") == "account_locked");
        app.clock.advance(30 * SECOND);
    }
    assert!(locked > 20, "{locked}");
    assert_eq!(app.begin(NADIA.0, NADIA.1).await.str("next_step"), "otp");
}

#[tokio::test]
async fn s11_a_lock_ends_after_fifteen_minutes_and_tries_during_it_do_not_lengthen_it() {
    let app = App::start().await;
    for _ in 0..10 {
        app.begin(NADIA.0, "x").await;
        app.clock.advance(MINUTE);
    }
    for _ in 0..13 {
        assert_eq!(app.begin(NADIA.0, "x").await.str("error"), "account_locked");
        app.clock.advance(MINUTE);
    }
    assert_eq!(app.begin(NADIA.0, NADIA.1).await.str("error"), "account_locked");
    app.clock.advance(MINUTE);
    assert_eq!(app.begin(NADIA.0, NADIA.1).await.str("next_step"), "otp");
}

#[tokio::test]
async fn a_hundred_wrong_passwords_sent_at_once_are_counted_as_a_hundred() {
    let app = App::start().await;
    let tries = (0..40).map(|_| app.begin(NADIA.0, "x"));
    let answers = futures_util::future::join_all(tries).await;
    let verified = answers.iter().filter(|answer| answer.str("error") == "access_denied").count();
    assert_eq!(verified, 5, "only the free tries are verified at once");
}

#[tokio::test]
async fn what_is_not_a_sign_in_is_refused() {
    let app = App::start().await;
    let challenge = pkce();
    let whole = [
        ("response_type", "code"),
        ("client_id", "dmp-patient"),
        ("code_challenge", challenge.as_str()),
        ("code_challenge_method", "S256"),
        ("username", NADIA.0),
        ("password", NADIA.1),
    ];
    assert_eq!(app.challenge(&whole).await.str("next_step"), "otp");
    for missing in 0..whole.len() {
        let mut fields = whole.to_vec();
        fields.remove(missing);
        let answer = app.challenge(&fields).await;
        assert_eq!((answer.status.as_u16(), answer.str("error")), (400, "invalid_request".to_owned()), "{missing}");
        assert_eq!(answer.header("cache-control"), Some("no-store"));
    }
    for (name, wrong) in [("code_challenge_method", "plain"), ("client_id", "autre"), ("code_challenge", "court")] {
        let fields: Vec<_> = whole.iter().map(|(known, value)| (*known, if *known == name { wrong } else { value })).collect();
        assert_eq!(app.challenge(&fields).await.str("error"), "invalid_request", "{name}");
    }
    let url = format!("{}/auth/challenge", app.root());
    let twice = app.http.post(&url).header("content-type", "application/x-www-form-urlencoded").body("a=1&a=2");
    assert_eq!(twice.send().await.unwrap().status(), 400);
    assert_eq!(app.http.post(&url).body("a=1").send().await.unwrap().status(), 415);
    assert_eq!(app.http.get(&url).send().await.unwrap().status(), 405);
    let large = app.http.post(&url).header("content-type", "application/x-www-form-urlencoded").body(vec![b'a'; 9 << 20]);
    assert_eq!(large.send().await.unwrap().status(), 413);
}

#[tokio::test]
async fn an_identifier_is_found_whatever_its_case_and_the_spaces_around() {
    let app = App::start().await;
    assert_eq!(app.begin(" Nadia.Benali ", NADIA.1).await.str("next_step"), "otp");
}
