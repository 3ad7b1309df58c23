//! Tokens: renewed once, in silence, and erased whatever happens.

use crate::fake::{Fake, Reply, http};
use crate::world::PASSWORD;
use crate::{limits, options, sign_in, signed_in, signed_in_with};
use dmp::api::{Api, Limits, Options, Query};
use dmp::domain::{Patient, Place, Problem, Secret};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Barrier;
use tokio::task::JoinHandle;

fn renewals(fake: &Fake) -> usize {
    fake.seen_at("/token").iter().filter(|seen| seen.form()["grant_type"] == "refresh_token").count()
}

/// Somebody signed in at a server that keeps the contract.
async fn somebody() -> (Fake, Api) {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    (fake, api)
}

/// A reading that waits for a renewal, which the server has been asked for and answers once it is met.
struct Renewing {
    fake: Fake,
    api: Api,
    reading: JoinHandle<Result<Patient, Problem>>,
    meeting: Arc<Barrier>,
}

impl Renewing {
    async fn start() -> Self {
        let (fake, api) = somebody().await;
        fake.expire_access();
        let meeting = Arc::new(Barrier::new(2));
        fake.script("/token", [Reply::Meet(meeting.clone(), Box::new(Reply::Ordinary))]);
        let reader = api.clone();
        let reading = tokio::spawn(async move { reader.patient().await });
        while renewals(&fake) == 0 {
            tokio::task::yield_now().await;
        }
        Self { fake, api, reading, meeting }
    }
}

#[tokio::test]
async fn an_expired_token_is_renewed_in_silence_and_the_request_sent_again() {
    let (fake, api) = somebody().await;
    for _ in 0..3 {
        fake.expire_access();
        assert!(api.patient().await.is_ok());
    }
    assert_eq!(renewals(&fake), 3);
    assert_eq!(fake.seen_at("/fhir/Patient/pat-1").len(), 6);
    let asked = fake.seen_at("/token").last().unwrap().form();
    assert_eq!(asked["client_instance"], "07".repeat(16));
}

#[tokio::test]
async fn s25_two_requests_refused_at_once_make_one_renewal() {
    let (fake, api) = somebody().await;
    fake.expire_access();
    // Both are refused before either can renew.
    let both = Arc::new(Barrier::new(2));
    let refused = || Reply::Meet(both.clone(), Box::new(http(401, "text/plain", "")));
    fake.script("/fhir/Patient/pat-1", [refused()]);
    fake.script("/account", [refused()]);
    let (patient, account) = tokio::join!(api.patient(), api.account());
    assert!(patient.is_ok() && account.is_ok());
    assert_eq!(renewals(&fake), 1);
}

#[tokio::test]
async fn f13_s24_a_lost_renewal_is_asked_once_more_and_gives_the_same_successor() {
    let fake = Fake::start().await;
    // The read itself is sent once: only the renewal is repeated.
    let api = signed_in_with(&fake, Limits { tries: 1, ..limits() }).await;
    for lost in [Reply::Lost, http(502, "text/html", "")] {
        let before = renewals(&fake);
        fake.expire_access();
        fake.script("/token", [lost]);
        assert!(api.patient().await.is_ok(), "nobody is signed out");
        let asked: Vec<_> = fake.seen_at("/token").iter().map(crate::fake::Seen::form).collect();
        assert_eq!(renewals(&fake), before + 2);
        assert_eq!(asked[asked.len() - 1], asked[asked.len() - 2], "the same token, by the same instance");
    }
}

#[tokio::test]
async fn a_renewal_lost_twice_is_a_problem_of_the_network_and_keeps_the_session() {
    let fake = Fake::start().await;
    let api = signed_in_with(&fake, Limits { tries: 1, ..limits() }).await;
    fake.expire_access();
    fake.script("/token", [http(503, "text/plain", ""), http(503, "text/plain", "")]);
    assert_eq!(api.patient().await, Err(Problem::Unavailable { seconds: None }));
    assert!(api.patient().await.is_ok());
}

#[tokio::test]
async fn a_session_that_cannot_be_renewed_has_ended() {
    let (fake, api) = somebody().await;
    fake.end_family();
    assert_eq!(api.patient().await, Err(Problem::SessionEnded));
    let asked = fake.seen().len();
    assert_eq!(api.documents(&Query::default(), true).await, Err(Problem::SessionEnded));
    assert_eq!(fake.seen().len(), asked, "nothing is left to send");
    sign_in(&api).await;
    assert!(api.patient().await.is_ok());
}

#[tokio::test]
async fn f20_a_second_refusal_after_a_renewal_ends_the_session() {
    let (fake, api) = somebody().await;
    fake.script("/fhir/Patient/pat-1", [http(401, "text/plain", ""), http(401, "text/plain", "")]);
    assert_eq!(api.patient().await, Err(Problem::SessionEnded));
    assert_eq!((renewals(&fake), fake.seen_at("/fhir/Patient/pat-1").len()), (1, 2));
    assert_eq!(api.patient().await, Err(Problem::SessionEnded));
}

#[tokio::test]
async fn a_renewal_outlives_the_request_that_asked_for_it() {
    let Renewing { fake, api, reading: dropped, meeting } = Renewing::start().await;
    dropped.abort();
    assert!(dropped.await.unwrap_err().is_cancelled());
    meeting.wait().await;
    assert!(api.patient().await.is_ok());
    assert_eq!(renewals(&fake), 1, "its answer was not lost");
}

#[tokio::test]
async fn signing_out_tells_the_server_and_erases_the_tokens() {
    let (fake, api) = somebody().await;
    assert!(api.sign_out().await);
    assert_eq!(fake.revoked(), ["canary-refresh-1"]);
    assert_eq!(api.patient().await, Err(Problem::SessionEnded));
    assert!(api.sign_out().await, "nothing is left to tell");
    assert_eq!(fake.revoked().len(), 1);
}

#[tokio::test]
async fn s22_signing_out_without_the_server_erases_all_the_same_and_says_so() {
    let fake = Fake::start().await;
    for unheard in [Reply::Raw(Vec::new(), crate::fake::Then::Close), http(500, "text/html", "")] {
        let api = signed_in(&fake).await;
        fake.script("/revoke", [unheard]);
        assert!(!api.sign_out().await);
        let asked = fake.seen().len();
        assert_eq!(api.patient().await, Err(Problem::SessionEnded));
        assert_eq!(fake.seen().len(), asked);
    }
    let api = signed_in_with(&fake, Limits { farewell: Duration::from_millis(50), ..limits() }).await;
    fake.script("/revoke", [Reply::Raw(Vec::new(), crate::fake::Then::Hold)]);
    assert!(!api.sign_out().await, "a silent server does not hold the door");
}

#[tokio::test]
async fn tokens_that_arrive_after_signing_out_are_given_up() {
    let Renewing { fake, api, reading, meeting } = Renewing::start().await;
    assert!(api.sign_out().await);
    meeting.wait().await;
    assert_eq!(reading.await.unwrap(), Err(Problem::SessionEnded));
    assert_eq!(fake.revoked(), ["canary-refresh-1", "canary-refresh-2"]);
}

#[tokio::test]
async fn at_home_a_locked_session_reads_nothing_until_the_password_opens_it() {
    let (fake, api) = somebody().await;
    api.lock().await;
    let asked = fake.seen().len();
    assert_eq!(api.patient().await, Err(Problem::SessionEnded));
    assert_eq!(fake.seen().len(), asked, "nor does it renew by itself");
    assert_eq!(api.unlock(Secret::from("faux")).await, Err(Problem::WrongCredentials));
    assert_eq!(api.unlock(Secret::from(PASSWORD)).await, Ok(()));
    assert!(api.patient().await.is_ok());
    api.lock().await;
    fake.end_family();
    assert_eq!(api.unlock(Secret::from(PASSWORD)).await, Err(Problem::SessionEnded));
}

#[tokio::test]
async fn locking_while_the_session_is_renewed_still_lets_the_password_open_it() {
    let Renewing { fake, api, reading, meeting } = Renewing::start().await;
    api.lock().await;
    meeting.wait().await;
    assert_eq!(reading.await.unwrap(), Err(Problem::SessionEnded));
    assert_eq!(api.patient().await, Err(Problem::SessionEnded), "locked it stays");
    assert_eq!(api.unlock(Secret::from(PASSWORD)).await, Ok(()), "with the token that the server now expects");
    assert_eq!(fake.revoked().len(), 0);
}

#[tokio::test]
async fn a_server_that_does_not_rotate_its_refresh_token_is_understood() {
    let (fake, api) = somebody().await;
    let kept = serde_json::json!({"access_token": "unknown", "expires_in": 600}).to_string();
    fake.script("/fhir/Patient/pat-1", [http(401, "text/plain", ""), Reply::Ordinary]);
    fake.script("/token", [http(200, "application/json", kept)]);
    // The token is not one the server knows: refused again, and the old refresh token was kept until then.
    assert_eq!(api.patient().await, Err(Problem::SessionEnded));
    assert_eq!(fake.seen_at("/fhir/Patient/pat-1").last().unwrap().headers["authorization"], "Bearer unknown");
}

#[tokio::test]
async fn in_a_shop_locking_signs_out() {
    let fake = Fake::start().await;
    let api = Api::with(Options { place: Place::Shop, ..options(&fake.base) }, limits(), &|_| None).unwrap();
    sign_in(&api).await;
    api.lock().await;
    assert_eq!(fake.revoked(), ["canary-refresh-1"]);
    assert_eq!(api.unlock(Secret::from(PASSWORD)).await, Err(Problem::SessionEnded));
    assert_eq!(fake.seen_at("/challenge")[0].form()["place"], "shop");
}

#[tokio::test]
async fn s29_no_secret_is_in_an_address_a_debug_or_a_problem() {
    let (fake, api) = somebody().await;
    fake.expire_access();
    let mut said = format!("{api:?}{:?}{:?}", api.patient().await, api.account().await);
    fake.end_family();
    said.push_str(&format!("{:?}", api.patient().await));
    for status in [400, 401, 403, 429, 500, 503] {
        let echo = fake.secrets().join(" ");
        let api = crate::api(&fake);
        fake.script("/challenge", [http(status, "application/json", format!("{{\"error\":\"{echo}\"}}"))]);
        said.push_str(&format!("{:?}", api.sign_in(&crate::Clean::new("x"), Secret::from(PASSWORD)).await));
    }
    let targets: String = fake.seen().iter().map(|seen| seen.target.clone()).collect();
    assert!(fake.secrets().len() > 6);
    for secret in fake.secrets() {
        assert!(!said.contains(&secret), "{secret} in {said}");
        assert!(!targets.contains(&secret), "{secret} in {targets}");
    }
}

#[tokio::test]
async fn only_what_nobody_asked_for_is_marked_as_background() {
    let (fake, api) = somebody().await;
    api.documents(&Query::default(), false).await.unwrap();
    api.documents(&Query::default(), true).await.unwrap();
    let marked = |seen: &crate::fake::Seen| seen.headers.get("x-activity").map(String::as_str) == Some("background");
    let seen = fake.seen_at("/fhir/DocumentReference");
    assert_eq!(seen.iter().map(marked).collect::<Vec<_>>(), [false, true]);
}
