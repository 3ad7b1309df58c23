//! Whom a person wants called, and whom they trust: one of each is theirs alone, and none is lost or doubled.

use crate::app::{Answer, App, CAMILLE, JEAN, NADIA, Setting, Tokens, total};
use dmp::wire::fhir;
use reqwest::Method;
use serde_json::{Value, json};

pub const UUID: &str = "urn:uuid:6d0f6b0e-6f2e-4a3e-9a55-1d2f7a1f9c11";

pub fn role(code: &str) -> Value {
    json!({ "coding": [{ "system": fhir::system::CONTACT_ROLE, "code": code }] })
}

pub fn link(code: &str) -> Value {
    json!({ "coding": [{ "system": fhir::system::CONTACT_LINK, "code": code }] })
}

pub fn contact(patient: &str) -> Value {
    json!({
        "resourceType": "RelatedPerson",
        "identifier": [{ "system": "urn:ietf:rfc:3986", "value": UUID }],
        "extension": [{ "url": "urn:dmp:extension:ordre-appel", "valuePositiveInt": 1 }],
        "active": true,
        "patient": { "reference": format!("Patient/{patient}") },
        "relationship": [role("ECON"), link("SIS")],
        "name": [{ "use": "official", "family": "D’Œlsnitz-Le Goff", "given": ["Zoé", "Anne"] }],
        "telecom": [{ "system": "phone", "value": "06 39 98 13 42" }, { "system": "email", "value": "zoe@courriel.example" }],
        "address": [{ "line": ["3 bis rue du Puits", "Bât. B"], "postalCode": "75012", "city": "Paris", "country": "FRA" }],
    })
}

/// With one thing changed; `Null` takes it away.
pub fn but(body: &Value, pointer: &str, value: Value) -> Value {
    let mut body = body.clone();
    let (above, last) = pointer.rsplit_once('/').unwrap();
    let above = body.pointer_mut(above).unwrap();
    match (above, value) {
        (Value::Object(members), Value::Null) => drop(members.remove(last)),
        (Value::Object(members), value) => drop(members.insert(last.to_owned(), value)),
        (Value::Array(list), value) if last == "-" => list.push(value),
        (Value::Array(list), value) => list[last.parse::<usize>().unwrap()] = value,
        (other, _) => panic!("{other}"),
    }
    body
}

/// `kind` names the resource; `Some(uuid)`: with `If-None-Exist`.
pub async fn post(app: &App, tokens: &Tokens, body: &Value, again: Option<&str>) -> Answer {
    let path = format!("/fhir/{}", body["resourceType"].as_str().unwrap());
    let mut request = app.request(Method::POST, &path, &tokens.access).json(body);
    if let Some(uuid) = again {
        request = request.header("if-none-exist", format!("identifier=urn:ietf:rfc:3986|{uuid}"));
    }
    Answer::of(request.send().await.unwrap()).await
}

pub fn path(resource: &Value) -> String {
    format!("/fhir/{}/{}", resource["resourceType"].as_str().unwrap(), resource["id"].as_str().unwrap())
}

pub async fn put(app: &App, tokens: &Tokens, body: &Value, version: &str) -> Answer {
    let request = app.request(Method::PUT, &path(body), &tokens.access).json(body);
    Answer::of(request.header("if-match", format!("W/\"{version}\"")).send().await.unwrap()).await
}

pub async fn delete(app: &App, tokens: &Tokens, resource: &Value, version: &str) -> Answer {
    let request = app.request(Method::DELETE, &path(resource), &tokens.access);
    Answer::of(request.header("if-match", format!("W/\"{version}\"")).send().await.unwrap()).await
}

pub async fn all(app: &App, tokens: &Tokens, kind: &str, more: &str) -> Vec<Value> {
    let found = app.get(&format!("/fhir/{kind}?patient={}{more}", tokens.patient), &tokens.access).await;
    assert_eq!(found.status, 200, "{}", found.text);
    let list: Vec<Value> = found.body["entry"].as_array().into_iter().flatten().map(|entry| entry["resource"].clone()).collect();
    assert_eq!(total(&found), list.len() as u64);
    list
}

/// What is remarked of a refused resource, and as what.
pub fn remarks(answer: &Answer) -> Vec<(String, String)> {
    let issues = answer.body["issue"].as_array().unwrap_or_else(|| panic!("{}", answer.text));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    issues.iter().map(|issue| (text(&issue["expression"][0]), text(&issue["code"]))).collect()
}

#[tokio::test]
async fn a_contact_is_kept_as_it_was_written_and_comes_back_with_its_version() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    assert!(all(&app, &tokens, "RelatedPerson", "").await.is_empty());
    let body = contact(&tokens.patient);
    let made = post(&app, &tokens, &body, Some(UUID)).await;
    assert_eq!((made.status.as_u16(), made.header("etag")), (201, Some("W/\"1\"")), "{}", made.text);
    assert_eq!(made.header("location").unwrap(), format!("{}/RelatedPerson/{}", app.base, made.str("id")));
    for (member, value) in body.as_object().unwrap() {
        assert_eq!(made.body[member], *value, "{member}");
    }
    assert_eq!(made.body["meta"]["profile"][0], fhir::profile::CONTACT);
    let read = app.get(&path(&made.body), &tokens.access).await;
    assert_eq!((read.header("etag"), &read.body), (Some("W/\"1\""), &made.body));
    assert_eq!(all(&app, &tokens, "RelatedPerson", "").await, vec![made.body.clone()]);
    let changed = put(&app, &tokens, &but(&made.body, "/telecom/0/value", "+352 27 00 00 00".into()), "1").await;
    assert_eq!((changed.status.as_u16(), changed.header("etag")), (200, Some("W/\"2\"")), "{}", changed.text);
    let same = put(&app, &tokens, &changed.body, "2").await;
    assert_eq!((same.status.as_u16(), same.header("etag")), (200, Some("W/\"2\"")), "nothing changed, no new version");
    assert_eq!(delete(&app, &tokens, &changed.body, "2").await.status, 204);
    assert_eq!(app.get(&path(&made.body), &tokens.access).await.status, 404);
    assert!(all(&app, &tokens, "RelatedPerson", "").await.is_empty());
    // What was deleted is not brought back by a request that comes late.
    let late = post(&app, &tokens, &body, Some(UUID)).await;
    assert_eq!((late.status.as_u16(), &late.body["issue"][0]["code"]), (410, &"deleted".into()));
}

#[tokio::test]
async fn there_is_one_trusted_person_who_may_also_be_called() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let before = all(&app, &tokens, "RelatedPerson", "").await;
    assert_eq!(before.len(), 2, "two contacts");
    let trusted = all(&app, &tokens, "RelatedPerson", "&relationship=QUAL").await;
    assert_eq!((trusted.len(), all(&app, &tokens, "RelatedPerson", "&relationship=ECON").await.len()), (1, 2));
    let body = contact(&tokens.patient);
    for (code, system) in [
        ("QUAL", fhir::system::CONTACT_ROLE),
        ("NOK", "http://terminology.hl7.org/CodeSystem/v3-RoleClass"),
        ("K", "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-contact-relationship"),
    ] {
        let one = json!({ "coding": [{ "system": system, "code": code }] });
        let second = post(&app, &tokens, &but(&body, "/relationship/-", one.clone()), None).await;
        let expected = [("RelatedPerson.relationship".to_owned(), "business-rule".to_owned())];
        assert_eq!((second.status.as_u16(), remarks(&second)), (422, expected.to_vec()));
        // Whoever is to be called first is not trusted by that: it is the change that is refused.
        let other = before.iter().find(|contact| *contact != &trusted[0]).unwrap();
        let changed = put(&app, &tokens, &but(other, "/relationship/-", one), "1").await;
        assert_eq!(changed.status, 422, "{}", changed.text);
    }
    let moved = put(&app, &tokens, &but(&trusted[0], "/name/0/given/0", "Karim".into()), "1").await;
    assert_eq!(moved.status, 200, "the trusted person stays so: {}", moved.text);
    let version = moved.body["meta"]["versionId"].as_str().unwrap();
    assert_eq!(delete(&app, &tokens, &trusted[0], version).await.status, 204);
    let nok = json!({ "coding": [{ "system": "http://terminology.hl7.org/CodeSystem/v3-RoleClass", "code": "NOK" }] });
    let next = post(&app, &tokens, &but(&body, "/relationship/-", nok.clone()), None).await;
    assert_eq!((next.status.as_u16(), &next.body["relationship"][2]), (201, &nok), "kept as it was given");
}

#[tokio::test]
async fn each_element_that_does_not_fit_is_named_and_nothing_is_kept() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    let good = contact(&tokens.patient);
    let long = "é".repeat(251);
    for (pointer, value, expression) in [
        ("/relationship", json!([link("SIS")]), "RelatedPerson.relationship"),
        ("/relationship", json!([role("ECON")]), "RelatedPerson.relationship"),
        ("/relationship", json!([role("ECON"), link("SIS"), link("PIRATE")]), "RelatedPerson.relationship[2]"),
        ("/relationship", Value::Null, "RelatedPerson.relationship"),
        ("/name", json!([{ "given": ["Zoé"] }]), "RelatedPerson.name[0].family"),
        ("/name/0/family", "   ".into(), "RelatedPerson.name[0].family"),
        ("/name/0/family", "a\u{1b}[31mb".into(), "RelatedPerson.name[0].family"),
        ("/name/0/family", long.clone().into(), "RelatedPerson.name[0].family"),
        ("/name/0/given", json!([]), "RelatedPerson.name[0].given"),
        ("/telecom", json!([{ "system": "email", "value": "zoe@courriel.example" }]), "RelatedPerson.telecom"),
        ("/telecom/0/value", "123".into(), "RelatedPerson.telecom[0].value"),
        ("/telecom/0/value", "01234567890123456789".into(), "RelatedPerson.telecom[0].value"),
        ("/telecom/1/value", "zoe".into(), "RelatedPerson.telecom[1].value"),
        ("/telecom/0/system", "fumée".into(), "RelatedPerson.telecom[0].system"),
        ("/address/0/postalCode", "7501".into(), "RelatedPerson.address[0].postalCode"),
        ("/address/0/city", Value::Null, "RelatedPerson.address[0].city"),
        ("/extension/0/valuePositiveInt", 0.into(), "RelatedPerson.extension[0].valuePositiveInt"),
        ("/photo", json!([{}]), "RelatedPerson.photo"),
        ("/patient", json!({ "display": "moi" }), "RelatedPerson.patient"),
        ("/meta", json!({ "security": [{ "code": "MASQUE_PS" }] }), "RelatedPerson.meta.security"),
    ] {
        let answer = post(&app, &tokens, &but(&good, pointer, value.clone()), None).await;
        assert_eq!(answer.status, 422, "{pointer} {value}: {}", answer.text);
        let named = remarks(&answer);
        assert!(named.iter().any(|(at, _)| at == expression), "{pointer} {value}: {named:?}");
        assert!(!answer.text.contains("31mb"), "what was sent is not said again");
    }
    let foreign = but(&but(&good, "/address/0/country", "LUX".into()), "/address/0/postalCode", "L-1234".into());
    for (body, status) in [
        (json!({ "resourceType": "Patient" }), 405),
        (but(&good, "/patient/reference", "Patient/00000000000000000000000000000000".into()), 404),
        (but(&good, "/name/0/family", "é".repeat(250).into()), 201),
        (but(&foreign, "/identifier", Value::Null), 201),
    ] {
        assert_eq!(post(&app, &tokens, &body, None).await.status, status, "{body}");
    }
    let request = app.request(Method::POST, "/fhir/RelatedPerson", &tokens.access).header("content-type", fhir::JSON);
    assert_eq!(request.body("[]").send().await.unwrap().status(), 400);
    assert_eq!(all(&app, &tokens, "RelatedPerson", "").await.len(), 2);
}

#[tokio::test]
async fn f14_a_repeated_contact_is_the_first_one() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    let body = contact(&tokens.patient);
    let (first, second) = (post(&app, &tokens, &body, Some(UUID)).await, post(&app, &tokens, &body, Some(UUID)).await);
    assert_eq!((first.status.as_u16(), second.status.as_u16(), first.body), (201, 200, second.body));
    assert_eq!(post(&app, &tokens, &body, None).await.status, 409, "the same identifier without the condition");
    assert_eq!(all(&app, &tokens, "RelatedPerson", "").await.len(), 1);
    for condition in ["identifier=12", "identifier=urn:oid:1.2|12", "name=Zoé", "identifier=a&identifier=b", ""] {
        let request = app.request(Method::POST, "/fhir/RelatedPerson", &tokens.access).json(&body);
        assert_eq!(request.header("if-none-exist", condition).send().await.unwrap().status(), 400, "{condition}");
    }
    // Without an identifier of its own, it takes the one of the condition, and keeps it.
    let other = UUID.replace('1', "2");
    let bare = but(&body, "/identifier", Value::Null);
    let made = post(&app, &tokens, &bare, Some(&other)).await;
    assert_eq!(made.body["identifier"][0]["value"], other.as_str());
    let changed = put(&app, &tokens, &but(&made.body, "/identifier", Value::Null), "1").await;
    assert_eq!(changed.header("etag"), Some("W/\"1\""), "it is not lost by being left out");
    assert_eq!(post(&app, &tokens, &bare, Some(&other)).await.status, 200);
}

#[tokio::test]
async fn f22_f40_the_second_of_two_terminals_is_told_and_changes_nothing() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let other = app.sign_in_later(NADIA).await;
    let seen = all(&app, &tokens, "RelatedPerson", "").await[0].clone();
    let first = put(&app, &tokens, &but(&seen, "/address/0/city", "Betton".into()), "1").await;
    assert_eq!(first.status, 200, "{}", first.text);
    let second = put(&app, &other, &but(&seen, "/address/0/city", "Cesson".into()), "1").await;
    assert_eq!((second.status.as_u16(), &second.body["resourceType"]), (412, &"OperationOutcome".into()));
    assert_eq!(delete(&app, &other, &seen, "1").await.status, 412);
    for method in [Method::PUT, Method::DELETE] {
        let request = app.request(method, &path(&seen), &tokens.access).json(&seen);
        assert_eq!(request.send().await.unwrap().status(), 412, "If-Match is required");
    }
    assert_eq!(app.get(&path(&seen), &other.access).await.body, first.body);
    assert_eq!(delete(&app, &other, &seen, "2").await.status, 204);
    assert_eq!(put(&app, &tokens, &first.body, "2").await.status, 404, "F23");
}

#[tokio::test]
async fn a_closed_record_takes_and_tells_nothing() {
    let app = App::start().await;
    let tokens = app.sign_in(JEAN, "home").await;
    assert_eq!(post(&app, &tokens, &contact(&tokens.patient), None).await.status, 403);
    for kind in
        ["RelatedPerson", "QuestionnaireResponse", "Condition", "AllergyIntolerance", "MedicationStatement", "Observation"]
    {
        let path = format!("/fhir/{kind}?patient={}", tokens.patient);
        assert_eq!(app.get(&path, &tokens.access).await.status, 403, "{kind}");
    }
    assert_eq!(app.get("/fhir/Questionnaire", &tokens.access).await.status, 403);
}

#[tokio::test]
async fn pages_follow_one_another_and_each_change_is_in_ones_own_history() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    let body = but(&contact(&tokens.patient), "/identifier", Value::Null);
    let (mut made, told) = (Vec::new(), app.outbox(CAMILLE.0).await);
    for _ in 0..5 {
        made.insert(0, post(&app, &tokens, &body, None).await.body);
    }
    let mut next = Some(format!("/fhir/RelatedPerson?patient={}&_count=2", tokens.patient));
    let mut found = Vec::new();
    while let Some(path) = next.take() {
        let page = app.get(&path, &tokens.access).await;
        assert_eq!(total(&page), 5);
        found.extend(page.body["entry"].as_array().unwrap().iter().map(|entry| entry["resource"].clone()));
        let link = page.body["link"].as_array().unwrap().iter().find(|link| link["relation"] == "next");
        next = link.map(|link| link["url"].as_str().unwrap().trim_start_matches(app.root()).to_owned());
    }
    assert_eq!(found, made);
    let none = app.get(&format!("/fhir/RelatedPerson?patient={}&_count=0", tokens.patient), &tokens.access).await;
    assert_eq!((total(&none), none.body.get("entry")), (5, None));
    assert_eq!(app.get("/fhir/RelatedPerson", &tokens.access).await.status, 400);
    let traces = crate::traces::events(&crate::traces::history(&app, &tokens, "&subtype=entourage").await);
    assert_eq!((traces.len(), crate::traces::deed(&traces[0])), (5, "entourage"));
    assert_eq!(app.outbox(CAMILLE.0).await, told, "one's own change is no news");
}

#[tokio::test]
async fn f54_a_folder_of_the_version_before_takes_what_people_say() {
    let folder = tempfile::tempdir().unwrap();
    App::on(folder.path()).await.stop().await;
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    let gone = "DROP TABLE said_before; DROP TABLE said; DROP TABLE draft_keys; PRAGMA user_version = 3";
    connection.execute_batch(gone).unwrap();
    drop(connection);
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    assert!(all(&app, &tokens, "RelatedPerson", "").await.is_empty(), "nobody is invented for those who were there");
    assert_eq!(post(&app, &tokens, &contact(&tokens.patient), Some(UUID)).await.status, 201);
    assert_eq!(app.get("/account/draft-key", &tokens.access).await.status, 200);
}

#[tokio::test]
async fn the_draft_key_is_one_for_each_account_and_stays_through_unlocks_and_restarts() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let (nadia, camille) = (app.sign_in(NADIA, "home").await, app.first_sign_in().await);
    let key = async |app: &App, tokens: &Tokens| {
        let answer = app.get("/account/draft-key", &tokens.access).await;
        assert_eq!((answer.status.as_u16(), answer.header("cache-control")), (200, Some("no-store")), "{}", answer.text);
        answer.str("key")
    };
    let (hers, other) = (key(&app, &nadia).await, key(&app, &camille).await);
    use base64::Engine;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&hers).unwrap();
    assert!(bytes.len() == 32 && hers != other);
    let unlocked = app.unlock(&nadia, NADIA.1).await;
    assert_eq!(key(&app, &unlocked).await, hers);
    let later = app.sign_in_later(NADIA).await;
    assert_eq!(key(&app, &later).await, hers);
    let clock = app.stop().await;
    let mut setting = Setting { clock, ..Setting::default() };
    setting.options.data = Some(folder.path().to_owned());
    let app = App::with(setting).await;
    assert_eq!(key(&app, &later).await, hers);
    assert_eq!(app.get("/account/draft-key", "").await.status, 401);
    let jean = app.sign_in(JEAN, "home").await;
    assert_ne!(key(&app, &jean).await, hers, "the account is there when the record is closed");
}
