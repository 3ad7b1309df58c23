//! The fault table of SECURITY §6, as far as it concerns reading and signing in: one outcome each, no panic, bounded memory.

use crate::fake::{Fake, Reply, Then, fhir, http};
use crate::fetching::first;
use crate::{Api, api, api_with, limits, options, samples, signed_in, signed_in_with, world};
use dmp::api::{Limits, Query};
use dmp::domain::{Clean, Problem, Secret};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use std::io::Write as _;
use std::time::Duration;
use tokio::net::TcpListener;

const PATIENT: &str = "/fhir/Patient/pat-1";
const LIST: &str = "/fhir/DocumentReference";
const BINARY: &str = "/fhir/Binary/doc-1";

/// Short enough for a test to meet it; nothing that must succeed ever depends on it.
const MOMENT: Duration = Duration::from_millis(50);

fn small() -> Limits {
    Limits { page: 20_000, document: 50_000, ..limits() }
}

fn head(more: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-type: application/fhir+json\r\n{more}\r\n").into_bytes()
}

fn raw(more: &str, body: &str, then: Then) -> Reply {
    Reply::Raw([head(more), body.as_bytes().to_vec()].concat(), then)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// A document of these bytes, at [`BINARY`].
async fn with_document(bytes: &[u8], limits: Limits) -> (Fake, Api) {
    let fake = Fake::start().await;
    fake.add_document(samples::document("doc-1", bytes));
    fake.add_binary("doc-1", "text/plain", bytes);
    let api = signed_in_with(&fake, limits).await;
    (fake, api)
}

#[tokio::test]
async fn f1_nobody_listens() {
    let port = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let api = Api::with(options(&format!("http://127.0.0.1:{port}/fhir")), limits(), &|_| None).unwrap();
    assert_eq!(api.discover().await, Err(Problem::Unreachable));
    assert_eq!(api.sign_in(&Clean::new("x"), Secret::from("y")).await, Err(Problem::Unreachable));
}

#[tokio::test]
async fn f2_a_server_that_never_answers_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    // The connection itself never comes about: TLS waits for its first answer.
    let mut secure = options(&format!("https://{at}/fhir"));
    secure.extra_roots = Some(crate::tls::authority_pem());
    let connecting = Limits { connect: MOMENT, tries: 1, ..limits() };
    assert_eq!(Api::with(secure, connecting, &|_| None).unwrap().discover().await, Err(Problem::Unreachable));
    // It does, and nothing follows.
    let answering = Limits { answer: MOMENT, tries: 1, ..limits() };
    let api = Api::with(options(&format!("http://{at}/fhir")), answering, &|_| None).unwrap();
    assert_eq!(api.discover().await, Err(Problem::TimedOut));
    drop(listener);
}

#[tokio::test]
async fn f3_a_name_that_does_not_exist_is_not_asked_for_again() {
    let mut nowhere = options("https://nowhere.invalid/fhir");
    nowhere.extra_roots = Some(crate::tls::authority_pem());
    let problem = Api::with(nowhere, limits(), &|_| None).unwrap().discover().await.unwrap_err();
    // A machine without any resolver cannot know which it is.
    assert!(matches!(problem, Problem::NameUnknown | Problem::Unreachable), "{problem:?}");
}

#[tokio::test]
async fn f7_a_connection_cut_before_anything_is_read_is_tried_again_for_a_read_and_only_for_a_read() {
    let fake = Fake::start().await;
    let api = api(&fake);
    fake.drop_connections(2);
    assert_eq!(api.discover().await, Ok(()));
    let before = fake.connections();
    fake.drop_connections(1);
    assert!(api.sign_in(&Clean::new(world::IDENTIFIER), Secret::from(world::PASSWORD)).await.is_err());
    assert_eq!(fake.connections(), before + 1);
}

#[tokio::test]
async fn f9_a_document_cut_in_the_middle_is_read_again_from_its_beginning() {
    let bytes = vec![b'x'; 5000];
    let (fake, api) = with_document(&bytes, limits()).await;
    let half = || Reply::Raw([&b"HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n"[..], &bytes[..2500]].concat(), Then::Close);
    fake.script(BINARY, [half(), half()]);
    let document = first(&api).await;
    let mut starts = 0;
    let fetched = api.fetch(&document.contents[0], |read, _| starts += usize::from(read == 0)).await.unwrap();
    assert_eq!((&*fetched.bytes, starts), (bytes.as_slice(), 3));
    fake.script(BINARY, [half(), half(), half()]);
    assert_eq!(api.fetch(&document.contents[0], |_, _| {}).await, Err(Problem::Cut), "and never opened in part");
}

#[tokio::test]
async fn f10_a_truncated_body_is_no_answer() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let patient = samples::patient().to_string();
    let size = format!("content-length: {}\r\n", patient.len() + 1);
    let chunk = |ending: &str| format!("{:x}\r\n{patient}\r\n{ending}", patient.len());
    for (headers, body) in [
        (size.as_str(), patient.clone()),
        ("transfer-encoding: chunked\r\n", chunk("")),
        ("transfer-encoding: chunked\r\n", chunk("5\r\nab")),
        ("transfer-encoding: chunked\r\n", chunk("zz\r\n")),
    ] {
        fake.script(PATIENT, vec![raw(headers, &body, Then::Close); 3]);
        assert_eq!(api.patient().await, Err(Problem::Cut), "{headers}{body}");
    }
    // Without a length the end cannot be told from a cut: the JSON tells.
    fake.script(PATIENT, [raw("", &patient[..patient.len() - 1], Then::Close)]);
    assert_eq!(api.patient().await, Err(Problem::Garbled));
    fake.script(PATIENT, vec![Reply::Raw(b"HTTP/1.1 20".to_vec(), Then::Close); 3]);
    assert_eq!(api.patient().await, Err(Problem::Cut));
}

#[tokio::test]
async fn f9_f10_a_read_cut_after_any_byte_is_sent_again_and_a_step_of_the_sign_in_never() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    for end in (0..700).step_by(13) {
        fake.script(PATIENT, [Reply::CutAfter(end)]);
        assert_eq!(api.patient().await.unwrap().family.as_str(), "MARTIN", "{end}");
    }
    for end in (0..150).step_by(7) {
        let before = fake.seen_at("/challenge").len();
        fake.script("/challenge", [Reply::CutAfter(end)]);
        let step = api.sign_in(&Clean::new(world::IDENTIFIER), Secret::from(world::PASSWORD)).await;
        assert_eq!(step, Err(Problem::Cut), "{end}");
        assert_eq!(fake.seen_at("/challenge").len(), before + 1, "{end}");
    }
}

#[tokio::test]
async fn f11_a_trickle_is_given_up_and_can_be_stopped() {
    let bytes = vec![b'x'; 5000];
    let slow = Limits { slow_window: MOMENT, slow_bytes: 1024, tries: 1, ..limits() };
    let (fake, api) = with_document(&bytes, slow).await;
    let trickle = || raw("content-length: 5000\r\n", "x", Then::Hold);
    let document = first(&api).await;
    fake.script(BINARY, [trickle()]);
    assert_eq!(api.fetch(&document.contents[0], |_, _| {}).await, Err(Problem::TimedOut));
    fake.script("/fhir/.well-known/smart-configuration", [trickle()]);
    let answering = Limits { answer: MOMENT, tries: 1, ..limits() };
    assert_eq!(api_with(&fake, answering).discover().await, Err(Problem::TimedOut));
    // With patient limits, stopping is dropping, and the next request is as good as any.
    let api = signed_in(&fake).await;
    fake.script(BINARY, [trickle()]);
    let reading = tokio::spawn({
        let (api, document) = (api.clone(), document.clone());
        async move { api.fetch(&document.contents[0], |_, _| {}).await }
    });
    while fake.seen_at(BINARY).len() < 2 {
        tokio::task::yield_now().await;
    }
    reading.abort();
    assert!(reading.await.unwrap_err().is_cancelled());
    assert!(api.fetch(&document.contents[0], |_, _| {}).await.is_ok());
}

#[tokio::test]
async fn f12_an_endless_body_stops_at_the_limit() {
    let (fake, api) = with_document(b"x", small()).await;
    let endless = || Reply::Raw(head(""), Then::Endless(vec![b' '; 4096]));
    fake.script(PATIENT, [endless()]);
    assert_eq!(api.patient().await, Err(Problem::TooLarge { limit: 20_000 }));
    let document = first(&api).await;
    let text = Reply::Raw(b"HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n".to_vec(), Then::Endless(vec![b'x'; 4096]));
    fake.script(BINARY, [text, raw("content-length: 99999999\r\n", "", Then::Hold)]);
    for _ in 0..2 {
        let fetched = api.fetch(&document.contents[0], |read, _| assert!(read <= 150_000)).await;
        assert_eq!(fetched, Err(Problem::TooLarge { limit: 50_000 }));
    }
    let mut announced = document.contents[0].clone();
    announced.size = Some(50_001);
    let asked = fake.seen().len();
    assert_eq!(api.fetch(&announced, |_, _| {}).await, Err(Problem::TooLarge { limit: 50_000 }));
    assert_eq!(fake.seen().len(), asked, "not even asked for");
}

#[tokio::test]
async fn s58_a_gzip_bomb_is_counted_after_inflation() {
    let (fake, api) = with_document(b"x", small()).await;
    let bomb = gzip(&vec![b' '; 20_000_000]);
    assert!(bomb.len() < 20_000, "small on the wire: {}", bomb.len());
    fake.script(LIST, [http(200, "application/fhir+json", bomb.clone()).with("content-encoding", "gzip")]);
    assert_eq!(api.documents(&Query::default(), false).await, Err(Problem::TooLarge { limit: 20_000 }));
    let document = first(&api).await;
    fake.script(BINARY, [http(200, "text/plain", bomb).with("content-encoding", "gzip")]);
    assert_eq!(api.fetch(&document.contents[0], |_, _| {}).await, Err(Problem::TooLarge { limit: 50_000 }));
    // A Binary in JSON that is small enough, holding a document that is not.
    let huge = json!({"resourceType": "Binary", "data": "eHh4".repeat(17_000)}).to_string();
    fake.script(BINARY, [http(200, "application/fhir+json", huge)]);
    assert_eq!(api.fetch(&document.contents[0], |_, _| {}).await, Err(Problem::TooLarge { limit: 50_000 }));
}

#[tokio::test]
async fn honest_gzip_is_read_and_any_other_coding_refused() {
    let (fake, api) = with_document(b"x", Limits { tries: 1, ..limits() }).await;
    let patient = samples::patient().to_string();
    let coded = |body: Vec<u8>, coding: &str| http(200, "application/fhir+json", body).with("content-encoding", coding);
    let packed = gzip(patient.as_bytes());
    fake.script(PATIENT, [coded(packed.clone(), "gzip")]);
    assert!(api.patient().await.is_ok());
    assert_eq!(fake.seen_at(PATIENT).last().unwrap().headers["accept-encoding"], "gzip");
    for (reply, problem) in [
        (coded(packed.clone(), "br"), Problem::Garbled),
        (coded(packed.clone(), "gzip, gzip"), Problem::Garbled),
        (coded(patient.clone().into_bytes(), "gzip"), Problem::Garbled),
        (coded(packed[..packed.len() / 2].to_vec(), "gzip"), Problem::Cut),
    ] {
        fake.script(PATIENT, [reply]);
        assert_eq!(api.patient().await, Err(problem));
    }
}

#[tokio::test]
async fn f15_an_answer_to_another_request_is_refused_and_its_connection_dropped() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let stale = json!({"resourceType": "Patient", "id": "pat-1", "name": [{"family": "AUTRE"}]}).to_string();
    let length = format!("content-length: {}\r\nx-request-id: somebody-else\r\n", stale.len());
    fake.script(PATIENT, [raw(&length, &stale, Then::Keep)]);
    let before = fake.connections();
    assert_eq!(api.patient().await.unwrap().family.as_str(), "MARTIN");
    assert_eq!(fake.connections(), before + 2, "asked again on a connection of its own");
    // Bytes nobody asked for, waiting on a kept connection, are no answer either.
    let patient = samples::patient().to_string();
    let two = format!("{0}HTTP/1.1 200 OK\r\ncontent-type: application/fhir+json\r\n{length}\r\n{stale}", patient);
    fake.script(PATIENT, [raw(&format!("content-length: {}\r\n", patient.len()), &two, Then::Keep)]);
    assert_eq!(api.patient().await.unwrap().family.as_str(), "MARTIN");
    assert_eq!(api.patient().await.unwrap().family.as_str(), "MARTIN");
}

#[tokio::test]
async fn a_server_with_request_ids_of_its_own_is_understood() {
    let fake = Fake::start().await;
    let own = |body: String| http(200, "application/fhir+json", body).with("x-request-id", "its-own");
    fake.script("/fhir/metadata", [own(samples::capability().to_string())]);
    let configuration = json!({"authorization_challenge_endpoint": "/challenge", "token_endpoint": "/token"});
    fake.script("/fhir/.well-known/smart-configuration", [own(configuration.to_string())]);
    assert_eq!(api(&fake).discover().await, Ok(()));
}

#[tokio::test]
async fn f17_f18_a_busy_server_is_asked_three_times_at_most_and_its_delay_respected() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    for status in [429, 502, 503, 504] {
        let busy = || http(status, "text/html", "<h1>canary</h1>");
        let before = fake.seen_at(PATIENT).len();
        fake.script(PATIENT, [busy(), busy().with("retry-after", "0")]);
        assert!(api.patient().await.is_ok(), "{status}");
        assert_eq!(fake.seen_at(PATIENT).len(), before + 3);
        for (retry_after, sent, seconds) in [("nonsense", 3, None), ("-1", 3, None), ("61", 1, Some(61)), ("3600", 1, Some(3600))]
        {
            let before = fake.seen_at(PATIENT).len();
            fake.script(PATIENT, vec![busy().with("retry-after", retry_after); sent]);
            let expected = if status == 429 { Problem::TooFast { seconds } } else { Problem::Unavailable { seconds } };
            assert_eq!(api.patient().await, Err(expected), "{status} {retry_after}");
            assert_eq!(fake.seen_at(PATIENT).len(), before + sent, "{status} {retry_after}");
        }
        let later = busy().with("date", "Sun, 22 Nov 2026 11:00:00 GMT").with("retry-after", "Sun, 22 Nov 2026 11:02:00 GMT");
        fake.script(PATIENT, [later]);
        let seconds = Some(120);
        let expected = if status == 429 { Problem::TooFast { seconds } } else { Problem::Unavailable { seconds } };
        assert_eq!(api.patient().await, Err(expected));
    }
}

#[tokio::test]
async fn f19_the_words_of_a_failing_server_go_nowhere() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    for body in
        ["<html>canary stack trace</html>", "{\"resourceType\":\"OperationOutcome\",\"issue\":[{\"diagnostics\":\"canary\"}]}"]
    {
        fake.script(PATIENT, [http(500, "text/html", body)]);
        let said = format!("{:?}", api.patient().await);
        assert_eq!(said, "Err(ServerFailed { status: 500 })");
    }
    assert_eq!(fake.seen_at(PATIENT).len(), 2, "a failure is not asked for again");
}

#[tokio::test]
async fn f21_a_right_withdrawn_is_said() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    fake.script(LIST, [fhir(403, &json!({"resourceType": "OperationOutcome"}))]);
    assert_eq!(api.documents(&Query::default(), false).await, Err(Problem::Forbidden));
}

#[tokio::test]
async fn f24_s56_a_redirection_is_an_error_and_nothing_leaves_for_a_second_host() {
    let elsewhere = Fake::start().await;
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    for status in [301, 302, 303, 307, 308] {
        for to in [elsewhere.origin(), fake.origin(), "/fhir/Patient/pat-1".into(), "https://127.0.0.1:1/".into()] {
            fake.script(PATIENT, [http(status, "text/plain", "").with("location", &to)]);
            assert_eq!(api.patient().await, Err(Problem::Redirected), "{status} {to}");
            fake.script("/challenge", [http(status, "text/plain", "").with("location", &to)]);
            let step = api.sign_in(&Clean::new(world::IDENTIFIER), Secret::from(world::PASSWORD)).await;
            assert_eq!(step, Err(Problem::Redirected), "{status} {to}");
        }
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn s61_a_service_described_elsewhere_is_refused_without_connecting() {
    let elsewhere = Fake::start().await;
    for member in [
        "authorization_challenge_endpoint",
        "token_endpoint",
        "revocation_endpoint",
        "dmp_account_endpoint",
        "dmp_events_endpoint",
    ] {
        let fake = Fake::start().await;
        let at = |path: &str| format!("{}{path}", fake.origin());
        let mut configuration = json!({"authorization_challenge_endpoint": at("/challenge"), "token_endpoint": at("/token")});
        configuration[member] = format!("{}/there", elsewhere.origin()).into();
        fake.script("/fhir/.well-known/smart-configuration", [http(200, "application/json", configuration.to_string())]);
        let api = api(&fake);
        let step = api.sign_in(&Clean::new(world::IDENTIFIER), Secret::from(world::PASSWORD)).await;
        assert_eq!(step, Err(Problem::OtherOrigin), "{member}");
        assert_eq!(fake.seen_at("/challenge").len(), 0);
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn what_is_not_http_is_not_a_dmp_server() {
    let fake = Fake::start().await;
    let path = "/fhir/.well-known/smart-configuration";
    let many: String = (0..5000).map(|n| format!("x-{n}: y\r\n")).collect();
    for bytes in [b"SSH-2.0-OpenSSH_9.6\r\n\r\n".to_vec(), format!("HTTP/1.1 200 OK\r\n{many}\r\n").into_bytes()] {
        fake.script(path, [Reply::Raw(bytes, Then::Close)]);
        assert_eq!(api_with(&fake, Limits { tries: 1, ..limits() }).discover().await, Err(Problem::NotADmpServer));
    }
}
