//! Who may read: the client's changes against the server's rules, two programs at once, and a connection cut anywhere.

use crate::app::TestApp;
use crate::cutting::{Cutting, at_every_byte};
use crate::raw::NADIA;
use dmp::api::Api;
use dmp::domain::{About, Change, Consent, Emergency, Outcome, Party, Place, Problem};
use serde_json::{Value, json};

const DOCTOR: &str = "810999001000";

fn doctor(identifier: &str) -> Party {
    Party { identifier: Some(identifier.into()), name: Some("Dr Alice Dumont".into()) }
}

async fn of(api: &Api, identifier: &str) -> Option<Consent> {
    api.consents(false).await.unwrap().of(identifier).cloned()
}

/// What a professional gets from the record's list, as the door answers it.
async fn listed(app: &TestApp, identifier: &str) -> (u16, Value) {
    let body = json!({ "professional": identifier, "patient": NADIA.0 });
    let url = app.server.base.replace("/fhir", "/sandbox/list");
    let answer = app.server.http.post(url).json(&body).send().await.unwrap();
    (answer.status().as_u16(), answer.json().await.unwrap())
}

async fn agrees(app: &TestApp, identifier: &str) {
    let body = json!({ "professional": identifier, "patient": NADIA.0 });
    let url = app.server.base.replace("/fhir", "/sandbox/agree");
    let answer = app.server.http.post(url).json(&body).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
}

#[tokio::test]
async fn s64_a_block_holds_from_the_next_request_on_and_unblocking_allows_nothing() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    agrees(&app, DOCTOR).await;
    assert_eq!(listed(&app, DOCTOR).await.0, 200);
    assert!(of(&api, DOCTOR).await.unwrap().permit);
    assert_eq!(api.change(&Change::Block(doctor(DOCTOR))).await, Outcome::Done);
    let (status, blocked) = listed(&app, DOCTOR).await;
    assert_eq!(status, 403);
    let consent = of(&api, DOCTOR).await.unwrap();
    assert!(!consent.permit, "the block has ended the authorisation");
    assert!(matches!(&consent.about, About::Professional(party) if *party == doctor(DOCTOR)));
    assert_eq!(api.change(&Change::Block(doctor(DOCTOR))).await, Outcome::Done, "already so");
    assert_eq!(api.change(&Change::End(consent)).await, Outcome::Done);
    assert_eq!(of(&api, DOCTOR).await, None);
    let (status, unknown) = listed(&app, DOCTOR).await;
    assert_eq!((status, &unknown), (403, &blocked), "unblocked is not allowed, and looks the same");
    agrees(&app, DOCTOR).await;
    assert_eq!(listed(&app, DOCTOR).await.0, 200);
    let permit = of(&api, DOCTOR).await.unwrap();
    assert_eq!(api.change(&Change::End(permit)).await, Outcome::Done, "an authorisation is removed");
    assert_eq!(listed(&app, DOCTOR).await.0, 403);
}

#[tokio::test]
async fn two_programs_on_one_switch_the_second_learns_of_the_first() {
    let app = TestApp::start().await;
    let (here, there) = (app.signed_in(NADIA).await, app.signed_in(NADIA).await);
    let seen = here.consents(false).await.unwrap().emergency(Emergency::Samu).unwrap().clone();
    let switch = |permit| Change::Switch { consent: seen.clone(), permit };
    assert_eq!(here.change(&switch(!seen.permit)).await, Outcome::Done);
    let now = here.consents(false).await.unwrap().emergency(Emergency::Samu).unwrap().clone();
    assert_eq!(here.change(&Change::Switch { consent: now, permit: seen.permit }).await, Outcome::Done);
    assert_eq!(there.change(&switch(!seen.permit)).await, Outcome::NotDone(Problem::ChangedMeanwhile));
    let fresh = there.consents(false).await.unwrap().emergency(Emergency::Samu).unwrap().clone();
    assert_eq!((fresh.permit, fresh.version != seen.version), (seen.permit, true));
    assert_eq!(there.change(&Change::Switch { consent: fresh, permit: !seen.permit }).await, Outcome::Done);
}

#[tokio::test]
async fn a_hospital_is_allowed_until_a_day_and_withdrawn() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let found = api.establishments("hopital").await.unwrap();
    let found = if found.is_empty() { api.establishments("centre").await.unwrap() } else { found };
    let hospital = found[0].party.clone();
    let until = "2026-11-25".parse().unwrap();
    let stay = Change::Stay { establishment: hospital.clone(), until };
    assert_eq!(api.change(&stay).await, Outcome::Done);
    let consents = api.consents(false).await.unwrap();
    let given = consents.all.iter().find(|consent| consent.about == About::Establishment(hospital.clone())).unwrap();
    assert!(given.permit && given.until.is_some());
    assert_eq!(api.change(&Change::End(given.clone())).await, Outcome::Done);
    assert!(!stay.is_in(&api.consents(false).await.unwrap()));
}

#[tokio::test]
async fn what_the_server_refuses_is_not_done_and_what_reached_nobody_neither() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let nobody = Change::Block(Party { identifier: Some("!".into()), name: None });
    assert_eq!(api.change(&nobody).await, Outcome::NotDone(Problem::Refused { flaw: None }));
    let cutting = Cutting::on(&app.server.base, "POST /fhir/Consent").await;
    let there = app.client_on(&cutting.base, Place::Home);
    app.sign_in(&there, NADIA).await;
    cutting.close();
    assert_eq!(there.change(&Change::Block(doctor(DOCTOR))).await, Outcome::Unknown, "it left, and nothing came back");
    assert_eq!(there.change(&Change::Block(doctor(DOCTOR))).await, Outcome::NotDone(Problem::Unreachable));
    assert_eq!(of(&api, DOCTOR).await.filter(|consent| !consent.permit), None);
}

#[tokio::test]
async fn f8_a_block_cut_at_every_byte_ends_in_the_right_one_of_three_sentences() {
    let app = TestApp::start().await;
    let api = app.signed_in(NADIA).await;
    let cutting = Cutting::on(&app.server.base, "POST /fhir/Consent").await;
    let cut = app.client_on(&cutting.base, Place::Home);
    app.sign_in(&cut, NADIA).await;
    let change = Change::Block(doctor(DOCTOR));
    let blocked = async || of(&api, DOCTOR).await.is_some_and(|consent| !consent.permit);
    let unblock = async || {
        let consent = of(&api, DOCTOR).await.unwrap();
        assert_eq!(api.change(&Change::End(consent)).await, Outcome::Done);
    };
    at_every_byte(&cutting, async || cut.change(&change).await, blocked, unblock).await;
}
