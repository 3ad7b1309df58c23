//! One-time codes.

use crate::app::{App, NADIA, totp};
use dmp::sandbox::{DAY, MINUTE, SECOND};
use futures_util::future::join_all;

fn another(code: &str) -> String {
    format!("{:06}", (code.parse::<u32>().unwrap() + 1) % 1_000_000)
}

#[tokio::test]
async fn channels_are_offered_masked_authenticator_first_and_nothing_is_sent_before_one_is_chosen() {
    let app = App::start().await;
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let ids: Vec<_> = begun.body["otp_channels"].as_array().unwrap().iter().map(|channel| channel["id"].clone()).collect();
    assert_eq!(ids, ["totp", "sms", "mail"]);
    assert_eq!(begun.body["otp_channels"][1]["hint"], "06 •• •• •• 57");
    assert_eq!(begun.body["otp_channels"][2]["hint"], "n•••@courriel.example");
    assert!(begun.body.get("otp_channel").is_none());
    assert_eq!(app.outbox(NADIA.0).await.len(), 0);
    let chosen = app.choose(&begun.session(), "mail").await;
    for (member, value) in [("otp_length", 6), ("otp_expires_in", 600), ("otp_resend_in", 30), ("otp_attempts_left", 5)] {
        assert_eq!(chosen.body[member], value, "{member}");
    }
    assert_eq!(chosen.body["otp_channel"], "mail");
    let messages = app.outbox(NADIA.0).await;
    assert_eq!((messages.len(), &messages[0]["channel"]), (1, &"mail".into()));
    assert!(messages[0]["text"].as_str().unwrap().contains(messages[0]["code"].as_str().unwrap()));
    assert_ne!(begun.session(), chosen.session(), "the auth_session is renewed");
}

#[tokio::test]
async fn s4_five_wrong_codes_void_the_challenge() {
    let app = App::start().await;
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let mut answer = app.choose(&begun.session(), "sms").await;
    let right = app.sent(NADIA.0).await;
    let mut session = answer.session();
    for left in (0..5).rev() {
        answer = app.code(&session, &another(&right)).await;
        assert_eq!(answer.status, 400);
        assert_eq!((answer.str("otp_error"), answer.body["otp_attempts_left"].clone()), ("wrong".to_owned(), left.into()));
        if left > 0 {
            session = answer.session();
        }
    }
    assert_eq!(answer.str("error"), "invalid_session");
    assert_eq!(app.code(&session, &right).await.str("error"), "invalid_session");
    // A new challenge works.
    let begun = app.begin(NADIA.0, NADIA.1).await;
    app.finish(NADIA.0, begun).await;
}

#[tokio::test]
async fn s5_a_code_works_once_also_when_many_arrive_together() {
    let app = App::start().await;
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let session = app.choose(&begun.session(), "sms").await.session();
    let code = app.sent(NADIA.0).await;
    // Spaces make fifty different bodies of the same code: not one request repeated.
    let typed: Vec<String> = (0..50).map(|number| format!("{}{code}", " ".repeat(number))).collect();
    let answers = join_all(typed.iter().map(|typed| app.code(&session, typed))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 200).count(), 1);
    assert!(answers.iter().all(|answer| answer.status == 200 || answer.str("error") == "invalid_session"));
    let begun = app.begin(NADIA.0, NADIA.1).await;
    app.clock.advance(31 * SECOND);
    let session = app.choose(&begun.session(), "sms").await.session();
    assert_eq!(app.code(&session, &code).await.body["otp_error"], "wrong", "used elsewhere");
}

#[tokio::test]
async fn s6_a_code_of_one_challenge_fails_on_another_before_and_after() {
    let app = App::start().await;
    let (one, other) = (app.begin(NADIA.0, NADIA.1).await, app.begin(NADIA.0, NADIA.1).await);
    let one = app.choose(&one.session(), "sms").await.session();
    let first = app.sent(NADIA.0).await;
    let mut other = app.choose(&other.session(), "sms").await.session();
    let second = app.sent(NADIA.0).await;
    assert_ne!(first, second);
    let refused = app.code(&other, &first).await;
    assert_eq!(refused.body["otp_error"], "wrong");
    other = refused.session();
    assert_eq!(app.code(&one, &first).await.status, 200);
    assert_eq!(app.code(&other, &first).await.body["otp_error"], "wrong");
}

#[tokio::test]
async fn s7_a_code_is_refused_after_ten_minutes_and_another_can_be_asked_for() {
    let app = App::start().await;
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let session = app.choose(&begun.session(), "sms").await.session();
    let code = app.sent(NADIA.0).await;
    app.clock.advance(10 * MINUTE + SECOND);
    let expired = app.code(&session, &code).await;
    assert_eq!((expired.str("next_step"), expired.str("otp_error")), ("otp".to_owned(), "expired".to_owned()));
    assert_eq!(expired.body["otp_attempts_left"], 5, "not a wrong code");
    let again = app.choose(&expired.session(), "sms").await;
    assert_eq!(app.code(&again.session(), &app.sent(NADIA.0).await).await.status, 200);
}

#[tokio::test]
async fn s8_an_authenticator_step_works_once_and_never_after_a_later_one() {
    let app = App::start().await;
    let sign_in = async |code: &str| {
        let begun = app.begin(NADIA.0, NADIA.1).await;
        let session = app.choose(&begun.session(), "totp").await.session();
        app.code(&session, code).await
    };
    let now = dmp::sandbox::Clock::now(app.clock.as_ref());
    let (earlier, previous, current) = (totp(now - 60 * SECOND), totp(now - 30 * SECOND), totp(now));
    assert_eq!(sign_in(&earlier).await.body["otp_error"], "wrong", "two steps late");
    assert_eq!(sign_in(&previous).await.status, 200, "one step late");
    assert_eq!(sign_in(&previous).await.body["otp_error"], "wrong", "the same step again");
    assert_eq!(sign_in(&current).await.status, 200);
    assert_eq!(sign_in(&previous).await.body["otp_error"], "wrong", "an older step");
    app.clock.advance(30 * SECOND);
    assert_eq!(sign_in(&current).await.body["otp_error"], "wrong", "still the same step");
    assert_eq!(sign_in(&totp(now + 30 * SECOND)).await.status, 200);
}

#[test]
fn s9_codes_are_uniform_and_keep_their_leading_zeros() {
    const DRAWS: u32 = 1_000_000;
    let mut bins = [0_u32; 1_000];
    let mut zeros = 0;
    for _ in 0..DRAWS {
        let code = dmp::sandbox::code().unwrap();
        assert_eq!(code.len(), 6);
        zeros += u32::from(code.starts_with('0'));
        bins[code[..3].parse::<usize>().unwrap()] += 1;
    }
    let expected = f64::from(DRAWS) / 1_000.0;
    let chi2: f64 = bins.iter().map(|bin| (f64::from(*bin) - expected).powi(2) / expected).sum();
    // 999 degrees of freedom: mean 999, standard deviation 44.7; more than six of them away is no chance.
    assert!((730.0..1_270.0).contains(&chi2), "χ² = {chi2}");
    assert!((95_000..105_000).contains(&zeros), "{zeros}");
}

#[tokio::test]
async fn s10_codes_are_sent_three_times_a_quarter_of_an_hour_and_ten_times_a_day_at_most() {
    let app = App::start().await;
    let mut session = app.begin(NADIA.0, NADIA.1).await.session();
    let first = app.choose(&session, "sms").await;
    let early = app.choose(&first.session(), "mail").await;
    assert_eq!((early.status.as_u16(), early.header("retry-after")), (429, Some("30")), "not before 30 s");
    session = early.session();
    let mut sent = 1;
    let mut refused = 0;
    for _ in 0..60 {
        app.clock.advance(MINUTE);
        let answer = app.choose(&session, "sms").await;
        if answer.status == 429 {
            refused += 1;
            assert!(answer.header("retry-after").unwrap().parse::<u64>().unwrap() > 0);
        } else {
            sent += 1;
        }
        session = answer.session();
        assert!(sent <= 3 * (1 + (refused + sent) / 12), "{sent} sent, {refused} refused");
    }
    assert_eq!(sent, 10, "the day's");
    assert_eq!(app.outbox(NADIA.0).await.len(), 10);
    app.clock.advance(DAY);
    let begun = app.begin(NADIA.0, NADIA.1).await;
    app.finish(NADIA.0, begun).await;
}

#[tokio::test]
async fn choosing_the_authenticator_again_gives_no_more_tries() {
    let app = App::start().await;
    let mut session = app.begin(NADIA.0, NADIA.1).await.session();
    session = app.choose(&session, "totp").await.session();
    session = app.code(&session, "000000").await.session();
    let chosen = app.choose(&session, "totp").await;
    assert_eq!(chosen.body["otp_attempts_left"], 4);
}

#[tokio::test]
async fn an_auth_session_lives_twenty_minutes_after_each_answer() {
    let app = App::start().await;
    let mut session = app.begin(NADIA.0, NADIA.1).await.session();
    for _ in 0..2 {
        app.clock.advance(19 * MINUTE);
        session = app.choose(&session, "totp").await.session();
    }
    app.clock.advance(20 * MINUTE);
    assert_eq!(app.choose(&session, "totp").await.str("error"), "invalid_session");
    assert_eq!(app.choose("n'importe quoi", "totp").await.str("error"), "invalid_session");
}

#[tokio::test]
async fn f14_a_step_sent_twice_has_one_effect_and_one_answer() {
    let app = App::start().await;
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let session = begun.session();
    let answers = join_all((0..5).map(|_| app.choose(&session, "sms"))).await;
    assert!(answers.iter().all(|answer| answer.text == answers[0].text));
    assert_eq!(app.outbox(NADIA.0).await.len(), 1);
    let code = app.sent(NADIA.0).await;
    let session = answers[0].session();
    let done = join_all((0..5).map(|_| app.code(&session, &code))).await;
    assert!(done.iter().all(|answer| answer.status == 200 && answer.text == done[0].text));
    let grant = done[0].str("authorization_code");
    let tokens = join_all((0..5).map(|_| app.exchange(&grant, "une instance"))).await;
    assert!(tokens.iter().all(|answer| answer.status == 200 && answer.text == tokens[0].text));
    app.clock.advance(11 * SECOND);
    assert_eq!(app.code(&session, &code).await.str("error"), "invalid_session", "later, it is not the same request");
}

#[tokio::test]
async fn a_wrong_code_sent_twice_costs_one_try() {
    let app = App::start().await;
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let session = app.choose(&begun.session(), "sms").await.session();
    let wrong = another(&app.sent(NADIA.0).await);
    let (one, other) = (app.code(&session, &wrong).await, app.code(&session, &wrong).await);
    assert_eq!(one.text, other.text);
    assert_eq!(other.body["otp_attempts_left"], 4);
}
