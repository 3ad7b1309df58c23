//! What is sent is right by FHIR's own models: everything that a person can write, new and changed.

use crate::fake::Fake;
use crate::{samples, signed_in};
use dmp::domain::{
    Blood, Contact, Date, Deposit, DepositKind, DocumentId, Format, Link, Outcome, ResponseId, Said, Statement, Topic, Written,
};
use serde_json::{Value, json};
use std::io::Write;
use std::process::{Command, Stdio};

fn judged() -> bool {
    let known = Command::new("python3").args(["-c", "import fhir.resources.R4B"]).stderr(Stdio::null()).status();
    known.is_ok_and(|status| status.success())
}

/// What the models refuse, as they say it.
fn refused(resources: &[Value]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fhir_resources.py");
    let mut child = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for resource in resources {
        writeln!(input, "{resource}").unwrap();
    }
    drop(input);
    let judged = child.wait_with_output().unwrap();
    assert!(judged.status.success());
    String::from_utf8(judged.stdout).unwrap()
}

#[tokio::test]
async fn fhir_resources_accepts_every_resource_sent() {
    if !judged() {
        eprintln!("SKIPPED: python3 with the package fhir.resources is needed");
        return;
    }
    let fake = Fake::start().await;
    fake.keep(samples::contact("c-1"));
    let api = signed_in(&fake).await;
    let seen = api.contacts().await.unwrap().all.remove(0);
    let bare = Contact { trusted: true, family: "Seul".into(), ..Contact::default() };
    let whole = Contact { id: None, version: None, link: Some(Link::Guardian), order: Some(1), ..seen.clone() };
    let changed =
        Contact { family: "Autre".into(), phones: vec![], email: None, street: "Ici".into(), link: None, order: None, ..seen };
    for (number, contact) in [bare, whole, changed].iter().enumerate() {
        assert_eq!(api.put_contact(&format!("urn:uuid:c{number}"), contact).await, Outcome::Done);
    }
    let dates = ["2019", "2019-04", "2019-04-05", "2019-04-05T10:00:00Z"];
    let sayings = |topic| match topic {
        Topic::Illness | Topic::Allergy | Topic::Treatment => vec![Said::Words("Mots d’été".into()), Said::Nothing],
        Topic::Blood => Blood::ALL.into_iter().map(Said::Blood).collect(),
        Topic::Rhesus => vec![Said::Rhesus(true), Said::Rhesus(false)],
    };
    for topic in Topic::ALL {
        for (number, said) in sayings(topic).into_iter().enumerate() {
            let since = dates.get(number).and_then(|date| Date::fhir(date));
            let (hidden, note) = (number % 2 == 0, Some("deux\nlignes".into()).filter(|_| number % 2 == 1));
            let statement = Statement { id: None, version: None, topic, said, since, note, hidden, by: None };
            assert_eq!(api.put_statement(&format!("urn:uuid:{topic:?}{number}"), &statement).await, Outcome::Done);
        }
    }
    for statement in api.statements().await.unwrap().all {
        let moved = Statement {
            since: Date::fhir("2020-01-02T03:04:00Z"),
            hidden: !statement.hidden,
            note: Some("x".into()),
            ..statement
        };
        assert_eq!(api.put_statement("urn:uuid:unused", &moved).await, Outcome::Done);
    }
    crate::forms::put_everything(&api).await;
    for (number, kind) in
        DepositKind::CHOICES.into_iter().chain([DepositKind::Profile, DepositKind::Wish, DepositKind::Directives]).enumerate()
    {
        let deposit = Deposit {
            identifier: format!("urn:uuid:d{number}").into(),
            kind,
            title: "Titre d’été".into(),
            date: "2026-07-04".parse().unwrap(),
            hidden: number % 2 == 0,
            format: Format::Text,
            bytes: b"des octets"[..].into(),
            replaces: DocumentId::new("old").filter(|_| number % 3 == 0),
            answers: ResponseId::new("r-1").filter(|_| number % 3 == 1),
        };
        assert!(matches!(api.deposit(&deposit, |_, _| {}).await, Written::Done(..)));
    }
    let is_change =
        |seen: &&crate::fake::Seen| ["POST", "PUT"].contains(&seen.method.as_str()) && seen.path().starts_with("/fhir/");
    let mut sent: Vec<Value> =
        fake.seen().iter().filter(is_change).map(|seen| serde_json::from_str(&seen.body).unwrap()).collect();
    for kind in [
        "RelatedPerson",
        "QuestionnaireResponse",
        "Condition",
        "AllergyIntolerance",
        "MedicationStatement",
        "Observation",
        "DocumentReference",
    ] {
        assert!(sent.iter().any(|resource| resource["resourceType"] == kind), "no {kind}");
    }
    assert_eq!(refused(&sent).trim(), "");
    // The judge can refuse.
    sent.push(json!({"resourceType": "Observation", "id": "the-wrong-one"}));
    assert!(refused(&sent).starts_with("Observation/the-wrong-one: "));
}
