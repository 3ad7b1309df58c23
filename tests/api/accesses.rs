//! The fault table of SECURITY §6 over every request about who sees the record: each read and each change, through each fault.
//! A read gives what it should or a problem, never a part; a change is done, not done or unknown, and is sent once.

use crate::fake::{Fake, Reply, Then, http};
use crate::{Api, limits, samples, signed_in_with};
use dmp::api::Limits;
use dmp::domain::{
    Change, Consent, DocumentId, Emergency, Filing, Outcome, Party, Problem, Qualification, Sieve, Sought, Subject,
};
use serde_json::{Value, json};
use std::future::Future;
use std::pin::Pin;

type Asked<T> = Pin<Box<dyn Future<Output = T>>>;

/// Something that is only read: what it is, where, and whether it came whole.
struct Read {
    what: &'static str,
    path: &'static str,
    ask: fn(Api) -> Asked<Result<(), Problem>>,
}

/// Something that is changed: how the request that changes it begins.
struct Write {
    what: &'static str,
    request: &'static str,
    /// A creation carries an identifier of its own, and may be sent again.
    creation: bool,
    ask: fn(Api) -> Asked<Outcome>,
}

const NUMBER: &str = "810999001000";

fn document() -> DocumentId {
    DocumentId::new("doc-1").unwrap()
}

fn day(day: i8) -> jiff::civil::Date {
    jiff::civil::date(2026, 11, day)
}

fn reads() -> Vec<Read> {
    macro_rules! read {
        ($what:literal, $path:literal, $api:ident => $ask:expr) => {
            Read { what: $what, path: $path, ask: |$api| Box::pin(async move { $ask.await.map(drop) }) }
        };
    }
    vec![
        read!("consents", "/fhir/Consent", api => api.consents(false)),
        read!("who sees a document", "/fhir/DocumentReference/doc-1/$who", api => api.who(&document(), Some(true))),
        read!("who reads what", "/fhir/$habilitations", api => api.matrix()),
        read!("new documents", "/account/preferences", api => api.masks_new()),
        read!("notices", "/fhir/Communication", api => api.notices()),
        read!("one notice", "/fhir/Communication/n-1", api => api.notice(&dmp::domain::NoticeId::new("n-1").unwrap())),
        read!("choices of notices", "/account/notifications", api => api.notice_choices()),
        read!("directory", "/fhir/Practitioner", api => {
            let sought = Sought { name: "dumont".into(), qualifications: vec![Qualification::Profession("10".into())], place: "Lyon".into() };
            let api = api.clone();
            async move { api.professionals(&sought).await }
        }),
        read!("one professional", "/fhir/Practitioner", api => api.professional(NUMBER)),
        read!("hospitals", "/fhir/Organization", api => api.establishments("saules")),
        read!("history", "/fhir/AuditEvent", api => api.history(day(1), day(22), None, &Sieve { deed: Some(dmp::domain::Deed::Read), ..Sieve::default() })),
        read!("history of a document", "/fhir/AuditEvent", api => api.history(day(1), day(22), Some(&Subject::Document(document())), &Sieve::default())),
        read!("what is new", "/fhir/AuditEvent", api => api.history_since("2026-11-01T10:00:00Z".parse().unwrap())),
        read!("one trace", "/fhir/AuditEvent", api => api.trace("t-1", day(20))),
    ]
}

async fn consent(api: &Api, find: impl Fn(&Consent) -> bool) -> Consent {
    api.consents(false).await.unwrap().all.into_iter().find(find).unwrap()
}

fn writes() -> Vec<Write> {
    macro_rules! write {
        ($what:literal, $request:literal, $creation:literal, $api:ident => $ask:expr) => {
            Write { what: $what, request: $request, creation: $creation, ask: |$api| Box::pin(async move { $ask }) }
        };
    }
    vec![
        write!("block", "POST /fhir/Consent", true, api => {
            api.change(&Change::Block(Party { identifier: Some("810999001042".into()), name: Some("Dr Hugo Leroy".into()) })).await
        }),
        write!("stay", "POST /fhir/Consent", true, api => {
            let hospital = Party { identifier: Some("1o9".into()), name: Some("Clinique".into()) };
            api.change(&Change::Stay { establishment: hospital, until: day(30) }).await
        }),
        write!("unblock", "PUT /fhir/Consent/c-1", false, api => {
            let seen = consent(&api, |consent| consent.id.as_str() == "c-1").await;
            api.change(&Change::End(seen)).await
        }),
        write!("switch", "PUT /fhir/Consent/c-2", false, api => {
            let seen = api.consents(false).await.unwrap().emergency(Emergency::Samu).unwrap().clone();
            api.change(&Change::Switch { consent: seen, permit: false }).await
        }),
        write!("mask", "PATCH /fhir/DocumentReference/doc-1", false, api => api.file(&document(), Filing::Mask).await.outcome),
        write!("archive", "PATCH /fhir/DocumentReference/doc-1", false, api => api.file(&document(), Filing::Archive).await.outcome),
        write!("delete", "PATCH /fhir/DocumentReference/doc-1", false, api => api.file(&document(), Filing::Delete).await.outcome),
        write!("new documents", "PUT /account/preferences", false, api => api.mask_new(true).await),
        write!("choice of notices", "PUT /account/notifications", false, api => api.choose_notice("AJOUT_DOCUMENT", None).await),
    ]
}

fn bundle(resources: Vec<Value>) -> Value {
    samples::searchset(resources.into_iter().map(|resource| json!({ "resource": resource })).collect())
}

/// A block, and the switch of the 15.
fn consents() -> [Value; 2] {
    let base = |id: &str, provision: Value| {
        json!({ "resourceType": "Consent", "id": id, "meta": { "versionId": "3" }, "status": "active",
            "patient": { "reference": "Patient/pat-1" }, "provision": provision })
    };
    let who = json!({ "identifier": { "system": "urn:oid:1.2.250.1.71.4.2.1", "value": NUMBER }, "type": "Practitioner", "display": "Dr Alice Dumont" });
    [
        base("c-1", json!({ "type": "deny", "actor": [{ "reference": who }] })),
        base("c-2", json!({ "type": "permit", "purpose": [{ "code": "ETREAT" }] })),
    ]
}

/// A server on which every one of these requests has its ordinary answer, and nothing of what is asked for is so yet.
async fn server(limits: Limits) -> (Fake, Api) {
    let fake = Fake::start().await;
    let mut capability = samples::capability();
    for kind in ["Consent", "AuditEvent", "Practitioner", "Organization"] {
        capability["rest"][0]["resource"].as_array_mut().unwrap().push(json!({ "type": kind }));
    }
    fake.hold("/fhir/metadata", capability.clone());
    fake.script("/fhir/metadata", [crate::fake::fhir(200, &capability)]);
    fake.add_document(samples::document("doc-1", b"x"));
    let [block, switch] = consents();
    fake.hold("/fhir/Consent", bundle(vec![block.clone(), switch.clone()]));
    fake.hold("/fhir/Consent/c-1", block);
    fake.hold("/fhir/Consent/c-2", switch);
    fake.hold("/fhir/DocumentReference/doc-1", samples::document("doc-1", b"x"));
    let profession = json!({ "name": "profession", "part": [{ "name": "code", "valueCoding": { "code": "10", "display": "Médecin" } },
        { "name": "normal", "valueBoolean": true }] });
    fake.hold(
        "/fhir/DocumentReference/doc-1/$who",
        json!({ "resourceType": "Parameters", "parameter": [{ "name": "masked", "valueBoolean": false }, profession] }),
    );
    let matrix = json!({ "name": "profession", "part": [{ "name": "code", "valueCoding": { "code": "10", "display": "Médecin" } },
        { "name": "type", "valueCoding": { "code": "11488-4" } }] });
    let kind = json!({ "name": "type", "part": [{ "name": "code", "valueCoding": { "code": "11488-4", "display": "Compte rendu" } },
        { "name": "reads", "valueCode": "10" }] });
    fake.hold(
        "/fhir/$habilitations",
        json!({ "resourceType": "Parameters", "parameter": [{ "name": "version", "valueString": "1" }, matrix, kind] }),
    );
    fake.hold("/account/preferences", json!({ "mask_new": false }));
    let notice = json!({ "resourceType": "Communication", "id": "n-1", "meta": { "versionId": "1" }, "status": "completed",
        "sent": "2026-11-20T08:00:00Z", "category": [{ "coding": [{ "system": "urn:dmp:notifications", "code": "ACCES_DMP_PS" }] }] });
    fake.hold("/fhir/Communication", bundle(vec![notice.clone()]));
    fake.hold("/fhir/Communication/n-1", notice);
    fake.hold(
        "/account/notifications",
        json!({ "channels": ["sms"], "notices": [{ "code": "AJOUT_DOCUMENT", "channel": "sms", "required": false }] }),
    );
    let practitioner = json!({ "resourceType": "Practitioner", "id": "p-1",
        "identifier": [{ "system": "urn:oid:1.2.250.1.71.4.2.1", "value": NUMBER }], "name": [{ "family": "Dumont" }] });
    fake.hold("/fhir/Practitioner", bundle(vec![practitioner]));
    let hospital = json!({ "resourceType": "Organization", "id": "o-1", "name": "Clinique des Saules",
        "identifier": [{ "system": "urn:oid:1.2.250.1.71.4.2.2", "value": "1o9" }] });
    fake.hold("/fhir/Organization", bundle(vec![hospital]));
    let trace = json!({ "resourceType": "AuditEvent", "id": "t-1", "recorded": "2026-11-20T08:00:00Z", "outcome": "0",
        "agent": [{ "who": { "display": "Dr Alice Dumont" }, "requestor": true }] });
    fake.hold("/fhir/AuditEvent", bundle(vec![trace]));
    let api = signed_in_with(&fake, limits).await;
    (fake, api)
}

/// How many times a request that begins so was sent.
fn sent(fake: &Fake, request: &str) -> usize {
    fake.seen().iter().filter(|seen| format!("{} {}", seen.method, seen.path()) == request).count()
}

/// Each read once with these answers: what it gave, and how often it was asked.
async fn read_through(limits: Limits, replies: impl Fn() -> Vec<Reply>, check: impl Fn(&str, Result<(), Problem>, usize)) {
    let (fake, api) = server(limits).await;
    for Read { what, path, ask } in reads() {
        let request = format!("GET {path}");
        let before = sent(&fake, &request);
        fake.script(&request, replies());
        let outcome = ask(api.clone()).await;
        check(what, outcome, sent(&fake, &request) - before);
        fake.unscript();
        assert_eq!(ask(api.clone()).await, Ok(()), "{what}: and then as ever");
    }
}

/// Each change with its request answered so: what became of it, and how often it was sent.
async fn change_through(limits: Limits, reply: impl Fn() -> Reply, check: impl Fn(&Write, Outcome, usize)) {
    let (fake, api) = server(limits).await;
    for write in writes() {
        let before = sent(&fake, write.request);
        fake.script(write.request, (0..3).map(|_| reply()));
        let outcome = (write.ask)(api.clone()).await;
        let times = sent(&fake, write.request) - before;
        assert!(times >= 1 && (write.creation || times == 1), "{}: sent {times} times", write.what);
        if write.creation {
            let identifiers: std::collections::HashSet<_> = fake
                .seen()
                .iter()
                .rev()
                .filter(|seen| seen.method == "POST" && seen.path() == "/fhir/Consent")
                .take(times)
                .map(|seen| seen.headers["if-none-exist"].clone())
                .collect();
            assert_eq!(identifiers.len(), 1, "{}: the same one, however often it is sent", write.what);
        }
        check(&write, outcome, times);
        fake.unscript();
    }
}

fn small() -> Limits {
    Limits { page: 20_000, ..limits() }
}

fn cut() -> Reply {
    Reply::Raw(
        b"HTTP/1.1 200 OK\r\ncontent-type: application/fhir+json\r\ncontent-length: 900\r\n\r\n{\"resourceType\"".to_vec(),
        Then::Close,
    )
}

fn answered(status: u16) -> Reply {
    http(status, "text/html", "<h1>canary</h1><pre>at canary.java:12</pre>")
}

#[tokio::test]
async fn everything_is_read_and_every_change_is_done_when_nothing_goes_wrong() {
    read_through(limits(), Vec::new, |what, outcome, times| assert_eq!((outcome, times), (Ok(()), 1), "{what}")).await;
    let (_fake, api) = server(limits()).await;
    for write in writes() {
        assert_eq!((write.ask)(api.clone()).await, Outcome::Done, "{}", write.what);
    }
}

#[tokio::test]
async fn f8_a_change_whose_answer_is_lost_is_unknown_unless_it_is_seen_to_be_made() {
    for reply in [|| Reply::Lost, || Reply::Raw(b"HTTP/1.1 20".to_vec(), Then::Close)] {
        change_through(limits(), reply, |write, outcome, times| {
            assert_eq!((outcome, times), (Outcome::Unknown, if write.creation { 3 } else { 1 }), "{}", write.what);
        })
        .await;
    }
}

#[tokio::test]
async fn f9_f10_a_read_cut_in_the_middle_is_asked_again_and_never_read_in_part() {
    read_through(
        limits(),
        || vec![cut(), Reply::CutAfter(90)],
        |what, outcome, times| {
            assert_eq!((outcome, times), (Ok(()), 3), "{what}");
        },
    )
    .await;
    let unended = || {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/fhir+json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n";
        Reply::Raw(head.to_vec(), Then::Close)
    };
    read_through(
        limits(),
        || vec![cut(), unended(), cut()],
        |what, outcome, times| {
            assert_eq!((outcome, times), (Err(Problem::Cut), 3), "{what}");
        },
    )
    .await;
}

#[tokio::test]
async fn f12_an_endless_body_stops_at_the_limit() {
    let endless = || {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/fhir+json\r\n\r\n".to_vec();
        Reply::Raw(head, Then::Endless(vec![b' '; 4096]))
    };
    read_through(
        small(),
        || vec![endless()],
        |what, outcome, times| {
            assert_eq!((outcome, times), (Err(Problem::TooLarge { limit: 20_000 }), 1), "{what}");
        },
    )
    .await;
    // Whatever a success says besides is not read.
    change_through(small(), endless, |write, outcome, times| assert_eq!((outcome, times), (Outcome::Done, 1), "{}", write.what))
        .await;
}

#[tokio::test]
async fn f17_f18_a_busy_server_is_asked_three_times_at_most_and_its_delay_respected() {
    for status in [429, 502, 503, 504] {
        read_through(
            limits(),
            || vec![answered(status), answered(status).with("retry-after", "0")],
            |what, outcome, times| {
                assert_eq!((outcome, times), (Ok(()), 3), "{what} {status}");
            },
        )
        .await;
        for (retry_after, times, seconds) in [("nonsense", 3, None), ("-1", 3, None), ("3600", 1, Some(3600))] {
            let expected = if status == 429 { Problem::TooFast { seconds } } else { Problem::Unavailable { seconds } };
            read_through(
                limits(),
                || vec![answered(status).with("retry-after", retry_after); 3],
                |what, outcome, asked| {
                    assert_eq!((outcome, asked), (Err(expected.clone()), times), "{what} {status} {retry_after}");
                },
            )
            .await;
        }
        // Refused, for a 429; for the others nobody knows what stands behind them.
        change_through(
            limits(),
            || answered(status).with("retry-after", "3600"),
            |write, outcome, times| {
                let refused = Outcome::NotDone(Problem::TooFast { seconds: Some(3600) });
                assert_eq!(
                    (outcome, times),
                    (if status == 429 { refused } else { Outcome::Unknown }, 1),
                    "{} {status}",
                    write.what
                );
            },
        )
        .await;
    }
}

#[tokio::test]
async fn f19_the_words_of_a_failing_server_go_nowhere_and_a_failure_is_not_asked_for_again() {
    read_through(
        limits(),
        || vec![answered(500)],
        |what, outcome, times| {
            assert_eq!((format!("{outcome:?}").as_str(), times), ("Err(ServerFailed { status: 500 })", 1), "{what}");
        },
    )
    .await;
    change_through(
        limits(),
        || answered(500),
        |write, outcome, times| {
            assert_eq!((outcome, times), (Outcome::Unknown, 1), "{}", write.what);
        },
    )
    .await;
}

#[tokio::test]
async fn f21_a_right_withdrawn_is_said() {
    read_through(
        limits(),
        || vec![answered(403)],
        |what, outcome, times| {
            assert_eq!((outcome, times), (Err(Problem::Forbidden), 1), "{what}");
        },
    )
    .await;
    change_through(
        limits(),
        || answered(403),
        |write, outcome, _| {
            assert_eq!(outcome, Outcome::NotDone(Problem::Forbidden), "{}", write.what);
        },
    )
    .await;
}

#[tokio::test]
async fn f22_what_somebody_changed_meanwhile_is_not_overwritten() {
    for status in [409, 412] {
        change_through(
            limits(),
            || answered(status),
            |write, outcome, times| {
                assert_eq!((outcome, times), (Outcome::NotDone(Problem::ChangedMeanwhile), 1), "{} {status}", write.what);
            },
        )
        .await;
    }
}

#[tokio::test]
async fn s28_a_change_that_wants_fresh_proof_is_not_done_and_says_so() {
    let proof = "Bearer error=\"insufficient_user_authentication\", max_age=300";
    change_through(
        limits(),
        || answered(401).with("www-authenticate", proof),
        |write, outcome, times| {
            assert_eq!((outcome, times), (Outcome::NotDone(Problem::ProveIdentity), 1), "{}", write.what);
        },
    )
    .await;
}

#[tokio::test]
async fn f24_a_redirection_is_an_error_and_nothing_leaves_for_a_second_host() {
    let elsewhere = Fake::start().await;
    for status in [301, 302, 303, 307, 308] {
        let away = || answered(status).with("location", &elsewhere.origin());
        read_through(
            limits(),
            || vec![away()],
            |what, outcome, times| {
                assert_eq!((outcome, times), (Err(Problem::Redirected), 1), "{what} {status}");
            },
        )
        .await;
        change_through(limits(), away, |write, outcome, times| {
            assert_eq!((outcome, times), (Outcome::Unknown, 1), "{} {status}", write.what);
        })
        .await;
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn f25_another_type_or_encoding_is_an_error_and_what_a_success_says_of_a_change_is_not_needed() {
    let json = "application/fhir+json";
    let bodies: [(&str, &[u8]); 6] = [
        ("text/html", b"<html>canary</html>"),
        ("application/fhir+xml", b"<Bundle/>"),
        (json, b"\xe9\xff\x00"),
        (json, b"{\"resourceType\":\"B\xe9\"}"),
        (json, b"[\"\\ud800\"]"),
        (json, b""),
    ];
    for (media, body) in bodies {
        read_through(
            limits(),
            || vec![http(200, media, body)],
            |what, outcome, times| {
                assert_eq!((outcome, times), (Err(Problem::Garbled), 1), "{what} {media} {body:?}");
            },
        )
        .await;
        change_through(
            limits(),
            || http(200, media, body),
            |write, outcome, _| assert_eq!(outcome, Outcome::Done, "{}", write.what),
        )
        .await;
    }
}

#[tokio::test]
async fn f26_json_cut_at_each_byte_is_refused_and_odd_json_harms_nothing() {
    let (fake, api) = server(limits()).await;
    for Read { what, path, ask } in reads() {
        ask(api.clone()).await.unwrap();
        let request = format!("GET {path}");
        let whole = fake.held(path).to_string();
        let media = if path.starts_with("/account") { "application/json" } else { "application/fhir+json" };
        for end in 0..whole.len() {
            fake.script(&request, [http(200, media, whole.as_bytes()[..end].to_vec())]);
            let outcome = ask(api.clone()).await;
            assert_eq!(outcome, Err(Problem::Garbled), "{what}: {end}");
        }
        let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
        for odd in [deep("[", "]"), deep("{\"a\":", "}"), "[".repeat(100_000), "1e400".into(), "null".into(), "{}".into()] {
            fake.script(&request, [http(200, media, odd.clone())]);
            let outcome = ask(api.clone()).await;
            // A preference that is not said is not one.
            let expected = if what == "new documents" && odd == "{}" { Ok(()) } else { Err(Problem::Garbled) };
            assert_eq!(outcome, expected, "{what}: {odd:.20}");
        }
        // Elements that nobody knows, of every kind, change nothing.
        for element in
            ["\"x\":1e400", "\"x\":{\"x\":[null]}", &format!("\"x\":{}", deep("[", "]")), &format!("\"x\":{}", "9".repeat(400))]
        {
            fake.script(&request, [http(200, media, whole.replacen('{', &format!("{{{element},"), 1))]);
            let outcome = ask(api.clone()).await;
            // What the account says is read whole: a number that is none spoils it.
            let spoilt = path.starts_with("/account") && outcome == Err(Problem::Garbled);
            assert!(outcome == Ok(()) || spoilt, "{what}: {element:.20}: {outcome:?}");
        }
        fake.unscript();
    }
}
