//! Whom a person lets read: blocks, withdrawals, switches, stays; each change is whole, and the second of two is told.

use crate::app::{Answer, App, Hands, NADIA, START, Setting, Tokens};
use crate::traces::{deed, events, history};
use dmp::sandbox::DAY;
use reqwest::Method;
use serde_json::{Value, json};

pub const DENTIST: &str = "810999001133";

pub async fn consents(app: &App, tokens: &Tokens, more: &str) -> Vec<Value> {
    let path = format!("/fhir/Consent?patient={}&category=59284-0{more}", tokens.patient);
    events(&app.get(&path, &tokens.access).await)
}

pub fn block(patient: &str, idnps: &str) -> Value {
    json!({
        "resourceType": "Consent",
        "status": "active",
        "scope": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/consentscope", "code": "patient-privacy" }] },
        "category": [{ "coding": [{ "system": "http://loinc.org", "code": "59284-0" }] }],
        "patient": { "reference": format!("Patient/{patient}") },
        "provision": {
            "type": "deny",
            "actor": [{
                "role": { "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-ParticipationType", "code": "IRCP" }] },
                "reference": { "identifier": { "system": "urn:oid:1.2.250.1.71.4.2.1", "value": idnps }, "display": "Dr Léa Fontaine" },
            }],
            "code": [{ "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/consentaction", "code": "access" }] }],
        },
    })
}

pub fn stay(patient: &str, end: Option<&str>) -> Value {
    let mut body = block(patient, DENTIST);
    body["provision"]["type"] = "permit".into();
    body["provision"]["actor"][0]["reference"] = json!({ "identifier": { "system": "urn:oid:1.2.250.1.71.4.2.2", "value": "1350000001" }, "display": "Clinique des Ormes" });
    if let Some(end) = end {
        body["provision"]["period"] = json!({ "end": end });
    }
    body
}

pub async fn post(app: &App, tokens: &Tokens, body: &Value) -> Answer {
    app.post_json("/fhir/Consent", &tokens.access, body.clone()).await
}

pub async fn put(app: &App, tokens: &Tokens, body: &Value, version: &str) -> Answer {
    let path = format!("/fhir/Consent/{}", body["id"].as_str().unwrap());
    let request = app.request(Method::PUT, &path, &tokens.access).header("if-match", format!("W/\"{version}\"")).json(body);
    Answer::of(request.send().await.unwrap()).await
}

pub fn with(body: &Value, pointer: &str, value: &str) -> Value {
    let mut body = body.clone();
    *body.pointer_mut(pointer).unwrap() = value.into();
    body
}

/// With the record that the program carries, where professionals are authorised.
async fn carried() -> (App, Tokens) {
    let clock = std::sync::Arc::new(Hands::at(START + 7 * DAY));
    let app = App::with(Setting { record: None, clock, ..Setting::default() }).await;
    let tokens = app.sign_in(NADIA, "home").await;
    (app, tokens)
}

fn of<'a>(all: &'a [Value], purpose: &str) -> &'a Value {
    let only = |one: &&Value| {
        one["provision"]["purpose"]
            == json!([{ "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": purpose }])
            && one["provision"]["actor"].is_null()
    };
    all.iter().find(only).unwrap_or_else(|| panic!("no switch {purpose}"))
}

#[tokio::test]
async fn a_record_begins_with_three_switches_some_who_may_read_and_one_who_is_blocked() {
    let (app, tokens) = carried().await;
    let all = consents(&app, &tokens, "&status=active").await;
    let count = |wanted: &dyn Fn(&Value) -> bool| all.iter().filter(|one| wanted(one)).count();
    let actor = |one: &Value| !one["provision"]["actor"].is_null();
    assert_eq!(count(&|one| !actor(one)), 3);
    assert_eq!(count(&|one| actor(one) && one["provision"]["type"] == "deny"), 1);
    assert!(count(&|one| actor(one) && one["provision"]["type"] == "permit") >= 3);
    assert!(all.iter().all(|one| one["status"] == "active" && one["meta"]["versionId"].is_string()));
    of(&all, "ETREAT");
    of(&all, "BTG");
    let masked = all.iter().find(|one| one["provision"]["securityLabel"][0]["code"] == "MASQUE_PS").unwrap();
    assert_eq!(masked["provision"]["purpose"].as_array().unwrap().len(), 2, "ETREAT and BTG (D26)");
    assert_eq!(consents(&app, &tokens, "&status=inactive").await.len(), 1, "the authorisation that the block ended");
    let none = format!("/fhir/Consent?patient={}&category=57016-8", tokens.patient);
    assert_eq!(app.get(&none, &tokens.access).await.body["total"], 0);
}

#[tokio::test]
async fn a_block_ends_the_authorisation_in_the_same_transaction_and_leaves_its_trace() {
    let (app, tokens) = carried().await;
    let before = consents(&app, &tokens, "&status=active").await;
    let permit = before.iter().find(|one| one["provision"]["actor"].is_array() && one["provision"]["type"] == "permit").unwrap();
    let idnps = permit.pointer("/provision/actor/0/reference/identifier/value").unwrap().as_str().unwrap();
    let made = post(&app, &tokens, &block(&tokens.patient, idnps)).await;
    assert_eq!((made.status.as_u16(), made.header("etag")), (201, Some("W/\"1\"")), "{}", made.text);
    assert_eq!(made.header("location").unwrap(), format!("{}/Consent/{}", app.base, made.str("id")));
    let ended = app.get(&format!("/fhir/Consent/{}", permit["id"].as_str().unwrap()), &tokens.access).await;
    assert_eq!((ended.str("status"), ended.header("etag")), ("inactive".to_owned(), Some("W/\"2\"")));
    let newest = events(&history(&app, &tokens, "&_count=1").await);
    assert_eq!(deed(&newest[0]), "blocage");
    assert!(newest[0]["entity"].as_array().unwrap().iter().any(|entity| entity["what"]["identifier"]["value"] == idnps));
    let again = post(&app, &tokens, &block(&tokens.patient, idnps)).await;
    assert_eq!(again.status, 409, "{}", again.text);
}

#[tokio::test]
async fn unblocking_ends_the_block_and_authorises_nobody() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let made = post(&app, &tokens, &block(&tokens.patient, DENTIST)).await;
    let undone = put(&app, &tokens, &with(&made.body, "/status", "inactive"), "1").await;
    assert_eq!(
        (undone.status.as_u16(), undone.header("etag"), undone.str("status")),
        (200, Some("W/\"2\""), "inactive".to_owned())
    );
    let active = consents(&app, &tokens, &format!("&status=active&actor={DENTIST}")).await;
    assert!(active.is_empty(), "{active:?}");
    let back = put(&app, &tokens, &with(&undone.body, "/status", "active"), "2").await;
    assert_eq!(back.status, 409, "what has ended does not come back");
    assert_eq!(post(&app, &tokens, &block(&tokens.patient, DENTIST)).await.status, 201, "but may be made anew");
}

#[tokio::test]
async fn f22_the_second_of_two_terminals_is_told_and_changes_nothing() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let all = consents(&app, &tokens, "").await;
    let samu = of(&all, "ETREAT");
    let denied = with(samu, "/provision/type", "deny");
    assert_eq!(put(&app, &tokens, &denied, "1").await.status, 200);
    let late = put(&app, &tokens, &denied, "1").await;
    assert_eq!((late.status.as_u16(), &late.body["resourceType"]), (412, &"OperationOutcome".into()));
    let path = format!("/fhir/Consent/{}", samu["id"].as_str().unwrap());
    let without = app.request(Method::PUT, &path, &tokens.access).json(&denied).send().await.unwrap();
    assert_eq!(without.status(), 412, "If-Match is required");
    let now = app.get(&path, &tokens.access).await;
    assert_eq!((now.header("etag"), &now.body["provision"]["type"]), (Some("W/\"2\""), &"deny".into()));
    assert_eq!(put(&app, &tokens, &with(&now.body, "/status", "inactive"), "2").await.status, 403, "switches always exist");
    let same = put(&app, &tokens, &now.body, "2").await;
    assert_eq!((same.status.as_u16(), same.header("etag")), (200, Some("W/\"2\"")), "nothing changed, no new version");
}

#[tokio::test]
async fn f14_a_repeated_creation_is_the_first_one() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let uuid = "urn:uuid:6d0f6b0e-6f2e-4a3e-9a55-1d2f7a1f9c11";
    let mut body = block(&tokens.patient, DENTIST);
    body["identifier"] = json!([{ "system": "urn:ietf:rfc:3986", "value": uuid }]);
    let send = async || {
        let condition = format!("identifier=urn:ietf:rfc:3986|{uuid}");
        let request = app.request(Method::POST, "/fhir/Consent", &tokens.access).header("if-none-exist", condition).json(&body);
        Answer::of(request.send().await.unwrap()).await
    };
    let (first, second) = (send().await, send().await);
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 200));
    assert_eq!(first.body, second.body);
    assert_eq!(first.body["identifier"][0]["value"], uuid);
    assert_eq!(consents(&app, &tokens, &format!("&actor={DENTIST}")).await.len(), 1);
}

#[tokio::test]
async fn an_authorisation_is_removed_and_cannot_be_given_in_advance() {
    let (app, tokens) = carried().await;
    let all = consents(&app, &tokens, "&status=active").await;
    let permit = all.iter().find(|one| one["provision"]["actor"].is_array() && one["provision"]["type"] == "permit").unwrap();
    let turned = put(&app, &tokens, &with(permit, "/provision/type", "deny"), "1").await;
    assert_eq!(turned.status, 403, "a block is created");
    assert_eq!(put(&app, &tokens, &with(permit, "/status", "inactive"), "1").await.status, 200);
    assert_eq!(deed(&events(&history(&app, &tokens, "&_count=1").await)[0]), "retrait");
    let given = with(&block(&tokens.patient, DENTIST), "/provision/type", "permit");
    assert_eq!(post(&app, &tokens, &given).await.status, 403);
}

#[tokio::test]
async fn a_stay_in_hospital_has_an_end_and_is_withdrawn() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    for end in [None, Some("2026-11-01"), Some("bientôt")] {
        assert_eq!(post(&app, &tokens, &stay(&tokens.patient, end)).await.status, 422, "{end:?}");
    }
    let made = post(&app, &tokens, &stay(&tokens.patient, Some("2026-12-01"))).await;
    assert_eq!(made.status, 201, "{}", made.text);
    // The whole day, in Paris.
    assert_eq!(made.body["provision"]["period"]["end"], "2026-12-01T23:00:00Z");
    assert_eq!(post(&app, &tokens, &stay(&tokens.patient, Some("2026-12-09"))).await.status, 409);
    assert_eq!(put(&app, &tokens, &with(&made.body, "/status", "inactive"), "1").await.status, 200);
    let denied = with(&stay(&tokens.patient, None), "/provision/type", "deny");
    assert_eq!(post(&app, &tokens, &denied).await.status, 403, "establishments are not blocked");
}

#[tokio::test]
async fn what_is_not_understood_is_refused_and_changes_nothing() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let camille = app.first_sign_in().await;
    let good = block(&tokens.patient, DENTIST);
    let mut two = good.clone();
    two["provision"]["actor"] = json!([good["provision"]["actor"][0], good["provision"]["actor"][0]]);
    let mut switch = good.clone();
    switch["provision"].as_object_mut().unwrap().remove("actor");
    let system = "/provision/actor/0/reference/identifier/system";
    for (status, body) in [
        (422, json!({ "resourceType": "Patient" })),
        (422, with(&good, "/status", "draft")),
        (422, with(&good, "/provision/type", "peut-être")),
        (422, with(&good, "/category/0/coding/0/code", "57016-8")),
        (422, with(&good, system, "urn:oid:1.2.3")),
        (422, with(&good, "/provision/actor/0/reference/identifier/value", "8'; DROP TABLE consents")),
        (422, with(&good, "/provision/actor/0/role/coding/0/code", "PRCP")),
        (422, two),
        (403, switch),
        (404, with(&good, "/patient/reference", &format!("Patient/{}", camille.patient))),
    ] {
        let answer = post(&app, &tokens, &body).await;
        assert_eq!((answer.status.as_u16(), &answer.body["resourceType"]), (status, &"OperationOutcome".into()), "{body}");
    }
    let request = app.request(Method::POST, "/fhir/Consent", &tokens.access).header("content-type", "application/fhir+json");
    assert_eq!(request.body("{").send().await.unwrap().status(), 400);
    let request = app.request(Method::POST, "/fhir/Consent", &tokens.access).header("content-type", "text/xml");
    assert_eq!(request.body("<a/>").send().await.unwrap().status(), 415);
    assert_eq!(consents(&app, &tokens, "").await.len(), consents(&app, &camille, "").await.len());
}

#[tokio::test]
async fn a_folder_of_the_version_before_gets_its_switches_and_keeps_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    App::on(folder.path()).await.stop().await;
    let file = folder.path().join("sandbox.db");
    let connection = rusqlite::Connection::open(&file).unwrap();
    let gone = "DROP TABLE said_before; DROP TABLE said; DROP TABLE draft_keys; DROP TABLE announcements; DROP TABLE waits; DROP TABLE notices; DROP TABLE notice_choices; DROP TABLE preferences; DROP TABLE traces; DROP TABLE actors;
                DROP TABLE consents; DROP TABLE treating_doctors; DROP VIEW roles; DROP TABLE professionals;
                DROP TABLE organisations; ALTER TABLE families DROP COLUMN proven; PRAGMA user_version = 1";
    connection.execute_batch(gone).unwrap();
    drop(connection);
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    assert_eq!(consents(&app, &tokens, "&status=active").await.len(), 3);
    assert_eq!(events(&history(&app, &tokens, "").await).len(), 1);
    assert_eq!(post(&app, &tokens, &block(&tokens.patient, DENTIST)).await.status, 201);
    let found = app.request(Method::GET, "/fhir/Practitioner?name=dumont", &tokens.access).send().await.unwrap();
    assert_eq!(found.status(), 200, "the directory came with it");
}
