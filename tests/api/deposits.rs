//! Documents that a person adds: written as PDSm wants them, sent whole or not at all, and one whatever happens on the way.

use crate::fake::{Fake, Reply, Then, fhir, http};
use crate::samples::pretty;
use crate::{Limits, limits, signed_in, signed_in_with};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dmp::domain::{
    Clean, DEPOSIT_LIMIT, Deposit, DepositKind, DocumentId, Flaw, Format, Precision, Problem, ResponseId, Written,
};
use jiff::civil::date;
use serde_json::{Value, json};
use std::time::Duration;

const PATH: &str = "/fhir/DocumentReference";
const NAME: &str = "urn:uuid:5a3c0d86-6d3f-4a34-9b3c-2f1d1f9d0005";

fn deposit(bytes: &[u8]) -> Deposit {
    Deposit {
        identifier: NAME.into(),
        kind: DepositKind::Biology,
        title: "Prise de sang d’été".into(),
        date: date(2026, 7, 4),
        hidden: false,
        format: Format::Pdf,
        bytes: bytes.into(),
        replaces: None,
        answers: None,
    }
}

fn made(number: usize) -> Written<DocumentId> {
    Written::Done(DocumentId::new(&format!("made-{number}")).unwrap(), Some("1".into()))
}

fn refused(flaw: Flaw) -> Written<DocumentId> {
    Written::NotDone(Problem::Refused { flaw: Some(flaw) })
}

/// As it was sent, its data left out.
fn sent(fake: &Fake) -> (Value, Vec<u8>) {
    let seen = fake.seen_at(PATH).into_iter().rfind(|seen| seen.method == "POST").unwrap();
    let mut resource: Value = serde_json::from_str(&seen.body).unwrap();
    let data = resource["content"][0]["attachment"]["data"].take();
    (resource, STANDARD.decode(data.as_str().unwrap()).unwrap())
}

#[tokio::test]
async fn a_deposit_is_written_as_pdsm_wants_it_and_read_back_as_mine() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let bytes: Vec<u8> = (0..100_000_u32).map(|at| u8::try_from(at % 251).unwrap()).collect();
    let mut steps = Vec::new();
    let written = api.deposit(&deposit(&bytes), |sent, total| steps.push((sent, total))).await;
    assert_eq!(written, made(1));
    assert!(
        steps.len() > 1 && steps.is_sorted() && steps.iter().all(|(sent, total)| sent <= total && *total == 100_000),
        "{steps:?}"
    );
    let seen = fake.seen_at(PATH).pop().unwrap();
    assert_eq!(seen.headers["content-length"], seen.body.len().to_string());
    assert_eq!(seen.headers["if-none-exist"], format!("identifier=urn:ietf:rfc:3986|{NAME}"));
    let (resource, data) = sent(&fake);
    assert_eq!(data, bytes);
    insta::assert_snapshot!("deposit", pretty(&resource));
    fake.add_document(fake.kept().remove(0));
    let document = api.document(&DocumentId::new("made-1").unwrap()).await.unwrap();
    assert_eq!((document.title.as_str(), document.states.mine, document.states.masked), ("Prise de sang d’été", true, false));
    let said = document.date.unwrap();
    assert_eq!((said.civil().date(), said.precision()), (date(2026, 7, 4), Precision::Day), "no hour was said");
}

#[tokio::test]
async fn directives_say_what_they_replace_who_hides_them_and_the_answers_behind_them() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let directives = Deposit {
        kind: DepositKind::Directives,
        hidden: true,
        title: "Mes\ndirectives \"data\":\"\"".into(),
        replaces: DocumentId::new("old-1"),
        answers: ResponseId::new("r-1"),
        ..deposit(b"%PDF-1.7")
    };
    assert_eq!(api.deposit(&directives, |_, _| {}).await, made(1));
    let (resource, data) = sent(&fake);
    assert_eq!(data, b"%PDF-1.7");
    insta::assert_snapshot!("deposit-directives", pretty(&resource));
}

#[tokio::test]
async fn each_kind_is_of_its_class() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    for (code, class) in [
        ("DOCPAT01", "11"),
        ("DOCPAT02", "42"),
        ("DOCPAT03", "10"),
        ("DOCPAT04", "31"),
        ("DOCPAT05", "10"),
        ("DOCPAT06", "10"),
        ("DOCPAT07", "52"),
        ("DOCPAT08", "11"),
        ("DOCPAT09", "95"),
        ("EXPPAT_1", "90"),
        ("EXPPAT_2", "90"),
        ("EXPPAT_3", "90"),
    ] {
        let kind = DepositKind::of_code(code).unwrap();
        let identifier = Clean::new(&format!("{NAME}{code}"));
        assert!(matches!(api.deposit(&Deposit { kind, identifier, ..deposit(b"x") }, |_, _| {}).await, Written::Done(..)));
        let (resource, _) = sent(&fake);
        assert_eq!(resource["type"]["coding"][0]["code"], code);
        assert_eq!(resource["category"][0]["coding"][0]["code"], class, "{code}");
    }
}

#[tokio::test]
async fn what_is_too_large_or_empty_is_refused_before_it_is_sent() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let limit = usize::try_from(DEPOSIT_LIMIT).unwrap();
    assert_eq!(api.deposit(&deposit(&vec![0; limit + 1]), |_, _| {}).await, refused(Flaw::TooLarge));
    assert_eq!(api.deposit(&deposit(b""), |_, _| {}).await, refused(Flaw::File));
    assert!(fake.seen_at(PATH).is_empty());
    assert_eq!(api.deposit(&deposit(&vec![0; limit]), |_, _| {}).await, made(1), "the last byte that is taken");
}

#[tokio::test]
async fn a_refusal_says_what_is_wrong_and_keeps_nothing() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let issue = |code: &str, expression: &str| {
        let issue = json!({"severity": "error", "code": code, "diagnostics": "canary", "expression": [expression]});
        fhir(422, &json!({"resourceType": "OperationOutcome", "issue": [issue]}))
    };
    for (reply, problem) in [
        (issue("value", "DocumentReference.content[0].attachment.contentType"), Problem::Refused { flaw: Some(Flaw::File) }),
        (issue("value", "DocumentReference.content[0].attachment.title"), Problem::Refused { flaw: Some(Flaw::Title) }),
        (issue("value", "DocumentReference.content[0].attachment.creation"), Problem::Refused { flaw: Some(Flaw::Date) }),
        (issue("code-invalid", "DocumentReference.type"), Problem::Refused { flaw: Some(Flaw::Kind) }),
        (issue("business-rule", "DocumentReference.type"), Problem::Refused { flaw: Some(Flaw::SecondDirectives) }),
        (issue("value", "DocumentReference.custodian"), Problem::Refused { flaw: None }),
        (http(413, "text/html", "no"), Problem::Refused { flaw: Some(Flaw::TooLarge) }),
        (http(507, "text/html", "no"), Problem::ServerFull),
        (http(403, "text/html", "no"), Problem::Forbidden),
        (fhir(409, &json!({"resourceType": "OperationOutcome"})), Problem::ChangedMeanwhile),
        (fhir(412, &json!({"resourceType": "OperationOutcome"})), Problem::ChangedMeanwhile),
        (
            http(401, "text/html", "").with("www-authenticate", "Bearer error=\"insufficient_user_authentication\""),
            Problem::ProveIdentity,
        ),
    ] {
        fake.script(PATH, [reply]);
        assert_eq!(api.deposit(&deposit(b"x"), |_, _| {}).await, Written::NotDone(problem));
    }
    assert_eq!(fake.effects(), 0);
}

/// Cut after every byte of the answer, and sent again by the person: one document, and what is said is so.
#[tokio::test]
async fn f8_f14_a_deposit_cut_anywhere_makes_one_document() {
    let fake = Fake::start().await;
    let api = signed_in_with(&fake, Limits { tries: 1, ..limits() }).await;
    for (number, end) in (0..1500).step_by(31).enumerate() {
        let mine = Deposit { identifier: Clean::new(&format!("{NAME}{end}")), ..deposit(b"des octets") };
        fake.script(PATH, [Reply::CutAfter(end)]);
        assert_eq!(api.deposit(&mine, |_, _| {}).await, made(number + 1), "{end}: found by its identifier");
        assert_eq!(api.deposit(&mine, |_, _| {}).await, made(number + 1), "{end}: sent again");
        assert_eq!(fake.effects(), number + 1);
    }
    let mine = deposit(b"des octets");
    let (before, number) = (fake.effects(), fake.kept().len() + 1);
    fake.script(PATH, [Reply::Lost, http(500, "text/html", "")]);
    assert_eq!(api.deposit(&mine, |_, _| {}).await, Written::Unknown, "it was done, and nobody can say so");
    fake.script(PATH, [Reply::Raw(Vec::new(), Then::Close)]);
    assert_eq!(api.deposit(&mine, |_, _| {}).await, made(number), "never arrived, and yet it is there");
    assert_eq!(fake.effects(), before + 1);
    let never = Deposit { identifier: "urn:uuid:never".into(), ..mine };
    fake.script(PATH, [Reply::Raw(Vec::new(), Then::Close)]);
    assert_eq!(api.deposit(&never, |_, _| {}).await, Written::Unknown, "it may still be on its way");
}

/// The title was corrected after a lost answer: the document of the first try is replaced, and once.
#[tokio::test]
async fn d27_what_was_corrected_after_a_lost_answer_replaces_what_was_sent_before() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    assert_eq!(api.deposit(&deposit(b"x"), |_, _| {}).await, made(1));
    let corrected = Deposit { title: "Prise de sang d’automne".into(), ..deposit(b"x") };
    for _ in 0..2 {
        assert_eq!(api.deposit(&corrected, |_, _| {}).await, made(2));
    }
    assert_eq!(fake.effects(), 2);
    let (resource, _) = sent(&fake);
    assert_eq!(resource["relatesTo"][0]["target"]["reference"], "DocumentReference/made-1");
    assert_ne!(resource["masterIdentifier"]["value"], NAME);
    // What was deleted since is not brought back.
    fake.change("made-1", |it| it["status"] = "entered-in-error".into());
    assert_eq!(api.deposit(&deposit(b"x"), |_, _| {}).await, Written::NotDone(Problem::ChangedMeanwhile));
}

#[tokio::test]
async fn a_refused_token_is_renewed_and_the_file_sent_again_from_its_beginning() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    api.patient().await.unwrap();
    fake.expire_access();
    let bytes = vec![7; 50_000];
    assert_eq!(api.deposit(&deposit(&bytes), |_, _| {}).await, made(1));
    let (_, data) = sent(&fake);
    assert_eq!((data, fake.seen_at("/token").len()), (bytes, 2));
}

#[tokio::test]
async fn f8_a_file_that_did_not_wholly_leave_was_not_deposited() {
    let fake = Fake::start().await;
    let slow = Limits { slow_window: Duration::from_millis(50), slow_bytes: 1 << 30, tries: 1, ..limits() };
    let api = signed_in_with(&fake, slow).await;
    api.patient().await.unwrap();
    fake.deaf(PATH);
    // More than what waits between the two: the kernel's buffers hold a few megabytes at most.
    let bytes = vec![7; usize::try_from(DEPOSIT_LIMIT).unwrap()];
    let mut furthest = 0;
    let written = api.deposit(&deposit(&bytes), |sent, _| furthest = sent).await;
    if furthest < DEPOSIT_LIMIT {
        assert_eq!(written, Written::NotDone(Problem::TimedOut), "given up, and certainly not done");
    } else {
        assert_eq!(written, Written::Unknown, "all of it had left");
    }
}

#[tokio::test]
async fn an_answer_that_says_only_where_it_is_is_enough() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    for (location, version) in
        [("https://x.test/fhir/DocumentReference/d-7/_history/3", Some("3")), ("DocumentReference/d-7", None)]
    {
        fake.script(PATH, [http(201, "application/fhir+json", "").with("location", location)]);
        let done = Written::Done(DocumentId::new("d-7").unwrap(), version.map(Clean::new));
        assert_eq!(api.deposit(&deposit(b"x"), |_, _| {}).await, done);
    }
    // Neither that nor the document: it is looked for.
    fake.script(PATH, [http(201, "text/html", "<html>")]);
    assert_eq!(api.deposit(&deposit(b"x"), |_, _| {}).await, Written::Unknown);
}

/// To stop is to drop: what was half sent is nothing, and it is sent again as if for the first time.
#[tokio::test]
async fn a_deposit_that_is_stopped_is_sent_again_and_is_one() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let bytes = vec![7; 2_000_000];
    for stop in [0, 100_000, 1_999_999] {
        let (tell, mut told) = tokio::sync::watch::channel(0);
        let (api, mine) = (api.clone(), deposit(&bytes));
        let sending = tokio::spawn(async move { api.deposit(&mine, |sent, _| tell.send(sent).unwrap_or_default()).await });
        // It may end before it is stopped, which is as good.
        let _ = told.wait_for(|sent| *sent > stop).await;
        sending.abort();
        let _ = sending.await;
    }
    assert_eq!(api.deposit(&deposit(&bytes), |_, _| {}).await, made(1));
    assert_eq!(fake.effects(), 1);
}
