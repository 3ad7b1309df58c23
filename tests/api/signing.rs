//! Signing in, step by step.

use crate::fake::{self, Fake, Reply, Then, http};
use crate::world::{CODE, IDENTIFIER, NEW_PASSWORD, PASSWORD};
use crate::{api, samples, signed_in};
use dmp::domain::{Challenge, Channel, ChannelId, Clean, PasswordPolicy, PatientId, Problem, Rejection, Secret, Step};
use serde_json::json;

fn camille() -> Clean {
    Clean::new(IDENTIFIER)
}

#[tokio::test]
async fn a_first_connection_goes_through_every_step() {
    let fake = Fake::start().await;
    fake.must_change_password();
    let api = api(&fake);
    let Ok(Step::ChangePassword { policy, rejected }) = api.sign_in(&camille(), Secret::from(PASSWORD)).await else { panic!() };
    assert_eq!((policy.min_length, policy.max_length, rejected.as_slice()), (14, 99, [].as_slice()));
    // A refused password comes back to the same step, with the reasons and the rules said before.
    let Ok(Step::ChangePassword { policy, rejected }) = api.change_password(Secret::from("court")).await else { panic!() };
    assert_eq!((policy.min_length, rejected), (14, vec![Rejection::TooShort, Rejection::Other]));
    let Ok(Step::Code(challenge)) = api.change_password(Secret::from(NEW_PASSWORD)).await else { panic!() };
    assert_eq!(challenge.channel, None);
    let ids: Vec<_> = challenge.channels.iter().map(|channel| channel.id.clone()).collect();
    assert_eq!(ids, [ChannelId::Sms, ChannelId::Mail], "e-mail, the least safe, comes last");
    let Ok(Step::Code(challenge)) = api.choose_channel(ChannelId::Sms).await else { panic!() };
    assert_eq!(challenge.channel, Some(ChannelId::Sms));
    assert_eq!(challenge.channels.len(), 2, "said once, still true");
    assert_eq!((challenge.length, challenge.expires_in, challenge.resend_in), (6, Some(600), Some(30)));
    assert_eq!((challenge.attempts_left, challenge.position), (Some(5), Some((2, 3))));
    assert_eq!(api.verify(Secret::from("111111")).await, Err(Problem::WrongCode { left: Some(4) }));
    assert_eq!(api.verify(Secret::from("999999")).await, Err(Problem::CodeExpired));
    assert_eq!(api.verify(Secret::from(CODE)).await, Ok(PatientId::new("pat-1").unwrap()));
    assert_eq!(api.patient().await.unwrap().name.as_str(), "Camille MARTIN");
    let first = &fake.seen_at("/challenge")[0].form();
    assert_eq!((first["place"].as_str(), first["scope"].as_str()), ("home", "patient/*.rs"));
}

#[tokio::test]
async fn every_refusal_of_a_step_is_said_in_the_patients_terms() {
    let fake = Fake::start().await;
    let api = api(&fake);
    assert_eq!(api.sign_in(&camille(), Secret::from("faux")).await, Err(Problem::WrongCredentials));
    let error = |status, body: serde_json::Value| http(status, "application/json", body.to_string());
    for (reply, problem) in [
        (error(400, json!({"error": "account_locked", "retry_after": 840})), Problem::Locked { seconds: 840 }),
        (error(400, json!({"error": "account_locked"})).with("retry-after", "12"), Problem::Locked { seconds: 12 }),
        (error(400, json!({"error": "account_locked"})), Problem::Locked { seconds: 900 }),
        (error(429, json!({"error": "slow_down"})).with("retry-after", "3"), Problem::TooFast { seconds: Some(3) }),
        (http(429, "text/html", "no"), Problem::TooFast { seconds: None }),
        (error(400, json!({"error": "invalid_session"})), Problem::SignInExpired),
        (error(400, json!({"error": "redirect_to_web", "auth_session": "x"})), Problem::OnTheWeb),
        (error(400, json!({"error": "invalid_request"})), Problem::ServerFailed { status: 400 }),
        (http(400, "text/html", "<h1>no</h1>"), Problem::ServerFailed { status: 400 }),
        (http(503, "text/html", "no"), Problem::Unavailable { seconds: None }),
        (http(500, "text/html", "no"), Problem::ServerFailed { status: 500 }),
        (http(200, "text/html", "no"), Problem::Garbled),
        (error(200, json!({})), Problem::Garbled),
        (http(400, "application/json", "{\"error\":"), Problem::ServerFailed { status: 400 }),
    ] {
        fake.script("/challenge", [reply]);
        assert_eq!(api.sign_in(&camille(), Secret::from(PASSWORD)).await, Err(problem));
    }
    for odd in [
        json!({"error": "insufficient_authorization", "auth_session": "x", "next_step": "face_scan"}),
        json!({"error": "brand_new", "auth_session": "x"}),
    ] {
        fake.script("/challenge", [error(400, odd)]);
        assert_eq!(api.sign_in(&camille(), Secret::from(PASSWORD)).await, Ok(Step::Unknown));
    }
}

#[tokio::test]
async fn f26_odd_members_of_a_step_are_as_if_absent() {
    let fake = Fake::start().await;
    let api = api(&fake);
    let go_on = "\"error\":\"insufficient_authorization\",\"auth_session\":\"x\"";
    for (members, step) in [
        ("\"next_step\":5", Step::Unknown),
        ("\"next_step\":{\"otp\":1}", Step::Unknown),
        (
            "\"next_step\":\"otp\",\"otp_channels\":\"sms\",\"otp_length\":-1,\"otp_expires_in\":\"600\",\"steps\":3,\"otp_channel\":[]",
            Step::Code(Challenge { length: 6, ..Challenge::default() }),
        ),
        (
            "\"next_step\":\"otp\",\"otp_channels\":[5,{},{\"id\":7},{\"id\":\"pigeon\\u001b[2J\",\"hint\":null}]",
            Step::Code(Challenge {
                length: 6,
                channels: vec![Channel { id: ChannelId::Other(Clean::new("pigeon␛[2J")), hint: Clean::empty() }],
                ..Challenge::default()
            }),
        ),
        (
            "\"next_step\":\"password_change\",\"password_policy\":{\"min_length\":99999999999,\"classes\":[1,\"upper\"]},\"rejected\":\"all\"",
            Step::ChangePassword {
                policy: PasswordPolicy { min_length: 12, max_length: 128, classes: vec![Clean::new("upper")] },
                rejected: Vec::new(),
            },
        ),
    ] {
        fake.script("/challenge", [http(400, "application/json", format!("{{{go_on},{members}}}"))]);
        assert_eq!(api.sign_in(&camille(), Secret::from(PASSWORD)).await, Ok(step), "{members}");
    }
}

#[tokio::test]
async fn a_step_of_the_sign_in_is_never_sent_twice_by_itself() {
    let fake = Fake::start().await;
    let api = api(&fake);
    fake.script("/challenge", [Reply::Lost]);
    assert_eq!(api.sign_in(&camille(), Secret::from(PASSWORD)).await, Err(Problem::Cut));
    assert_eq!(fake.seen_at("/challenge").len(), 1);
    api.sign_in(&camille(), Secret::from(PASSWORD)).await.unwrap();
    for reply in [Reply::Raw(Vec::new(), Then::Close), http(503, "text/plain", "")] {
        let before = fake.seen_at("/challenge").len();
        fake.script("/challenge", [reply]);
        assert!(api.verify(Secret::from("111111")).await.is_err());
        assert_eq!(fake.seen_at("/challenge").len(), before + 1);
    }
}

#[tokio::test]
async fn when_only_the_exchange_of_the_code_failed_the_code_is_not_asked_again() {
    let fake = Fake::start().await;
    let api = api(&fake);
    api.sign_in(&camille(), Secret::from(PASSWORD)).await.unwrap();
    fake.script("/token", [http(503, "text/plain", "")]);
    assert_eq!(api.verify(Secret::from(CODE)).await, Err(Problem::Unavailable { seconds: None }));
    let steps = fake.seen_at("/challenge").len();
    assert_eq!(api.verify(Secret::from(CODE)).await.map(|id| id.as_str().to_owned()), Ok("pat-1".into()));
    assert_eq!(fake.seen_at("/challenge").len(), steps);
    assert_eq!(fake.seen_at("/token").len(), 2);
}

#[tokio::test]
async fn tokens_that_cannot_be_used_open_nothing() {
    let fake = Fake::start().await;
    for body in [
        json!({"access_token": "a", "refresh_token": "b"}),
        json!({"access_token": "a", "refresh_token": "b", "patient": "../x"}),
        json!({"access_token": "", "refresh_token": "b", "patient": "p"}),
        json!({"access_token": "a", "patient": "p"}),
        json!({"access_token": "a", "refresh_token": "b", "patient": "p", "token_type": "DPoP"}),
    ] {
        let api = api(&fake);
        api.sign_in(&camille(), Secret::from(PASSWORD)).await.unwrap();
        fake.script("/token", [http(200, "application/json", body.to_string())]);
        assert_eq!(api.verify(Secret::from(CODE)).await, Err(Problem::Garbled), "{body}");
        assert_eq!(api.patient().await, Err(Problem::SessionEnded));
    }
}

#[tokio::test]
async fn another_kind_of_server_is_not_a_dmp_server() {
    for (path, reply) in [
        ("/fhir/.well-known/smart-configuration", http(404, "text/html", "no")),
        ("/fhir/.well-known/smart-configuration", http(200, "text/html", "<html>welcome</html>")),
        ("/fhir/.well-known/smart-configuration", http(200, "application/json", "{}")),
        ("/fhir/.well-known/smart-configuration", http(401, "application/json", "{}")),
        ("/fhir/metadata", http(404, "text/html", "no")),
        ("/fhir/metadata", http(200, "application/json", "{\"resourceType\":\"Patient\"}")),
        ("/fhir/metadata", http(200, "application/json", "[]")),
    ] {
        let fake = Fake::start().await;
        fake.script(path, [reply]);
        assert_eq!(api(&fake).discover().await, Err(Problem::NotADmpServer), "{path}");
    }
    let fake = Fake::start().await;
    fake.script("/fhir/metadata", [http(500, "text/html", "no")]);
    assert_eq!(api(&fake).discover().await, Err(Problem::ServerFailed { status: 500 }));
}

#[tokio::test]
async fn what_the_server_does_not_list_is_not_offered() {
    let fake = Fake::start().await;
    let mut capability = samples::capability();
    capability["rest"][0]["resource"] = json!([{"type": "Patient"}]);
    fake.script("/fhir/metadata", [fake::fhir(200, &capability)]);
    let api = signed_in(&fake).await;
    assert_eq!(api.documents(&dmp::api::Query::default(), false).await, Err(Problem::NotOffered));
}
