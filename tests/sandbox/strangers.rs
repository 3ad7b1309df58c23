//! Nobody reads another's record, nor what is not to be shown to them.

use crate::app::{App, NADIA, Tokens};
use crate::health::one_of_each;
use crate::professionals::{act, doctor, glass};
use dmp::sandbox::{Area, Door, SERVED};
use reqwest::Method;
use std::collections::HashMap;
use std::path::Path;

struct Ids {
    patient: String,
    document: String,
    binary: String,
    bundle: String,
    session: String,
    trace: String,
    consent: String,
    notice: String,
    /// By type: what they say of themselves.
    said: HashMap<String, String>,
}

async fn ids(app: &App, tokens: &Tokens) -> Ids {
    let list = app.search(tokens, "&_count=200").await;
    let url = |wanted: &str| {
        let entries = list.body["entry"].as_array().unwrap().iter();
        let urls = entries.map(|entry| entry["resource"]["content"][0]["attachment"]["url"].as_str().unwrap());
        urls.filter_map(|url| url.rsplit_once(wanted)).next().unwrap().1.to_owned()
    };
    let sessions = app.get("/account/sessions", &tokens.access).await;
    let first = async |path: String| {
        let found = app.get(&path, &tokens.access).await;
        found.body["entry"][0]["resource"]["id"].as_str().unwrap_or_else(|| panic!("{}", found.text)).to_owned()
    };
    let trace = first(format!("/fhir/AuditEvent?patient={}&date=ge2020&date=le2030", tokens.patient)).await;
    let consent = first(format!("/fhir/Consent?patient={}&status=active", tokens.patient)).await;
    let notice = first(format!("/fhir/Communication?recipient={}", tokens.patient)).await;
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let said = one_of_each(app, tokens).await;
    Ids {
        said: said.iter().map(|one| (text(&one["resourceType"]), text(&one["id"]))).collect(),
        trace,
        consent,
        notice,
        patient: tokens.patient.clone(),
        document: list.body["entry"][0]["resource"]["id"].as_str().unwrap().to_owned(),
        binary: url("Binary/"),
        bundle: url("Bundle/"),
        session: sessions.body["sessions"][0]["id"].as_str().unwrap().to_owned(),
    }
}

const NOBODY: &str = "00000000000000000000000000000000";

/// The id that a route of the table takes. A route that is not named here fails the test: it must be thought about.
fn of<'a>(ids: &'a Ids, area: Area, path: &str) -> Option<&'a str> {
    match (area, path) {
        (Area::Fhir, "/Patient/{id}") => Some(&ids.patient),
        (Area::Fhir, "/DocumentReference/{id}" | "/DocumentReference/{id}/$who") => Some(&ids.document),
        (Area::Fhir, "/Binary/{id}") => Some(&ids.binary),
        (Area::Fhir, "/Bundle/{id}") => Some(&ids.bundle),
        (Area::Fhir, "/AuditEvent/{id}") => Some(&ids.trace),
        (Area::Fhir, "/Consent/{id}") => Some(&ids.consent),
        (Area::Fhir, "/Communication/{id}") => Some(&ids.notice),
        (
            Area::Fhir,
            "/RelatedPerson/{id}" | "/QuestionnaireResponse/{id}" | "/Condition/{id}" | "/AllergyIntolerance/{id}"
            | "/MedicationStatement/{id}" | "/Observation/{id}",
        ) => Some(&ids.said[path.trim_matches('/').split('/').next().unwrap()]),
        (Area::Account, "/sessions/{id}") => Some(&ids.session),
        (Area::Fhir, "/.well-known/smart-configuration" | "/metadata" | "/Patient" | "/Patient/_search")
        | (Area::Fhir, "/$habilitations" | "/DocumentReference" | "/DocumentReference/_search")
        | (Area::Fhir, "/AuditEvent" | "/AuditEvent/_search" | "/Consent" | "/Communication")
        | (Area::Fhir, "/RelatedPerson" | "/QuestionnaireResponse" | "/Condition" | "/AllergyIntolerance")
        | (Area::Fhir, "/MedicationStatement" | "/Observation" | "/Questionnaire" | "/Questionnaire/{id}")
        | (Area::Account, "/draft-key")
        // The directory is the same for everybody who is signed in.
        | (Area::Fhir, "/Practitioner" | "/Practitioner/_search" | "/Practitioner/{id}")
        | (Area::Fhir, "/PractitionerRole" | "/PractitionerRole/{id}" | "/Organization" | "/Organization/{id}")
        | (Area::SignIn, "/challenge" | "/token" | "/revoke")
        | (Area::Account, "/" | "/password" | "/unlock" | "/sessions" | "/preferences" | "/notifications" | "/events")
        | (Area::Door, "/profile" | "/history" | "/block" | "/hand-on" | "/feed" | "/wait")
        | (Area::Door, "/outbox" | "/professionals" | "/find" | "/agree" | "/list" | "/read" | "/deposit" | "/rules") => None,
        _other => panic!("{path} is served and is not in the matrix"),
    }
}

#[tokio::test]
async fn s62_another_persons_object_answers_as_one_that_does_not_exist_on_every_route() {
    let app = App::start().await;
    let (nadia, camille) = (app.sign_in(NADIA, "home").await, app.first_sign_in().await);
    for person in [crate::app::CAMILLE.0, NADIA.0] {
        act(&app, "list", &doctor(), person, glass()).await;
    }
    let hers = ids(&app, &camille).await;
    let own = ids(&app, &nadia).await;
    let mut tried = 0;
    for served in &SERVED {
        let Some(id) = of(&hers, served.area, served.path) else { continue };
        let call = async |id: &str| {
            let path = format!("{}{}", served.area.prefix(), served.path.replace("{id}", id));
            let method = Method::from_bytes(served.method.as_bytes()).unwrap();
            let mut request = app.request(method, &path, &nadia.access);
            if served.method == "PUT" {
                // What is one's own is written back as it is.
                let mut body = app.get(&path, &nadia.access).await.body;
                body["id"] = id.into();
                request = request.header("if-match", "W/\"1\"").json(&body);
            } else if served.method == "DELETE" && served.area == Area::Fhir {
                request = request.header("if-match", "W/\"1\"");
            } else if served.method == "PATCH" {
                // What changes nothing of a document, and reads a notice.
                let body = match served.path {
                    "/Communication/{id}" => serde_json::json!([
                        { "op": "test", "path": "/id", "value": id },
                        { "op": "add", "path": "/received", "value": "2026-11-15T10:00:00Z" },
                    ]),
                    _other => serde_json::json!([]),
                };
                request = request.header("if-match", "W/\"1\"").header("content-type", dmp::wire::fhir::JSON_PATCH);
                request = request.body(body.to_string());
            }
            crate::app::Answer::of(request.send().await.unwrap()).await
        };
        let (theirs, none) = (call(id).await, call(NOBODY).await);
        assert_eq!((theirs.status.as_u16(), &theirs.text), (404, &none.text), "{}", served.path);
        let mut headers = [theirs.headers, none.headers];
        headers.iter_mut().for_each(|headers| drop(headers.remove("date")));
        assert_eq!(headers[0], headers[1], "{}", served.path);
        // And the route does answer for one's own, last of all: this one may end the session.
        assert!(call(of(&own, served.area, served.path).unwrap()).await.status.is_success(), "{}", served.path);
        tried += 1;
    }
    assert_eq!(tried, 30);
}

#[tokio::test]
async fn s62_searches_never_leave_ones_own_record() {
    let app = App::start().await;
    let (nadia, camille) = (app.sign_in(NADIA, "home").await, app.first_sign_in().await);
    act(&app, "list", &doctor(), crate::app::CAMILLE.0, glass()).await;
    let hers = ids(&app, &camille).await;
    let none = app.get(&format!("/fhir/DocumentReference?patient={NOBODY}&status=current"), &nadia.access).await;
    let theirs = app.get(&format!("/fhir/DocumentReference?patient={}&status=current", hers.patient), &nadia.access).await;
    assert_eq!((theirs.status.as_u16(), &theirs.text), (404, &none.text));
    let ins = |answer: &crate::app::Answer| answer.body["identifier"][0]["value"].as_str().unwrap().to_owned();
    let her_ins = ins(&app.get(&format!("/fhir/Patient/{}", camille.patient), &camille.access).await);
    let by_ins = format!("/fhir/DocumentReference?patient.identifier=urn:oid:1.2.250.1.213.1.4.8|{her_ins}&status=current");
    assert_eq!(app.get(&by_ins, &nadia.access).await.status, 404);
    assert_eq!(app.get(&by_ins, &camille.access).await.status, 200);
    let by_id = app.search(&nadia, &format!("&_id={}", hers.document)).await;
    assert_eq!(by_id.body["total"], 0);
    let found = app.get(&format!("/fhir/Patient?identifier=urn:oid:1.2.250.1.213.1.4.8|{her_ins}"), &nadia.access).await;
    assert_eq!((found.status.as_u16(), &found.body["total"]), (200, &0.into()));
    let found = app.get(&format!("/fhir/Patient?identifier=urn:oid:1.2.250.1.213.1.4.8|{her_ins}"), &camille.access).await;
    assert_eq!(found.body["entry"][0]["resource"]["id"], camille.patient.as_str());
}

#[tokio::test]
async fn a_document_not_visible_to_the_patient_never_appears_in_any_way() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    let sql = "SELECT document_id, content_id, bundle FROM documents WHERE hidden = 1 AND patient_id = ?";
    let mut statement = connection.prepare(sql).unwrap();
    let hidden: Vec<(String, String, bool)> = statement
        .query_map([&tokens.patient], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(hidden.len(), 2);
    for (document, content, bundle) in hidden {
        let kind = if bundle { "Bundle" } else { "Binary" };
        for path in [format!("DocumentReference/{document}"), format!("{kind}/{content}")] {
            let none = app.get(&format!("/fhir/{}/{NOBODY}", path.split('/').next().unwrap()), &tokens.access).await;
            let answer = app.get(&format!("/fhir/{path}"), &tokens.access).await;
            assert_eq!((answer.status.as_u16(), &answer.text), (404, &none.text), "{path}");
        }
        assert_eq!(app.search(&tokens, &format!("&_id={document}")).await.body["total"], 0);
    }
    for status in ["current", "superseded", "entered-in-error"] {
        let path = format!("/fhir/DocumentReference?patient={}&status={status}&_count=200", tokens.patient);
        assert!(!app.get(&path, &tokens.access).await.text.contains("ne doit pas se voir"));
    }
    let labelled = app.search(&tokens, "&security-label=INVISIBLE_PATIENT").await;
    assert_eq!(labelled.body["total"], 0);
}

#[tokio::test]
async fn without_a_token_every_guarded_route_is_401_in_its_areas_own_words() {
    let app = App::start().await;
    for served in SERVED.iter().filter(|served| served.door != Door::Open) {
        let path = format!("{}{}", served.area.prefix(), served.path.replace("{id}", NOBODY));
        let path = path.trim_end_matches('/');
        let method = Method::from_bytes(served.method.as_bytes()).unwrap();
        for token in ["", "pas-un-jeton", &crate::app::pkce()] {
            let answer = crate::app::Answer::of(app.request(method.clone(), path, token).send().await.unwrap()).await;
            assert_eq!(answer.status, 401, "{path}");
            let kind = if served.area == Area::Fhir { "application/fhir+json" } else { "application/problem+json" };
            assert_eq!(answer.header("content-type"), Some(kind), "{path}");
        }
    }
}

/// All the statements of the sandbox's sources.
fn statements() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for literal in text.split('"') {
                let upper = literal.trim_start();
                if upper.starts_with("UPDATE ") || upper.starts_with("DELETE FROM ") {
                    found.push((path.display().to_string(), upper.to_owned()));
                }
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sandbox"), &mut found);
    found
}

#[test]
fn s63_every_update_and_delete_names_its_owner() {
    let all = statements();
    assert!(all.len() > 8, "{all:?}");
    for (file, sql) in all {
        let owned = ["account_id = ?", "patient_id = ?"].iter().any(|owner| sql.contains(owner));
        // Said in the statement itself: what belongs to nobody, or is told by its age.
        let excused = sql.contains("-- everybody's, by age") || sql.contains("-- by its owner's HMAC");
        assert!(owned || excused, "{file}: {sql}");
    }
}

#[tokio::test]
async fn s63_ids_are_128_random_looking_bits() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let list = app.search(&tokens, "").await;
    let mut ids: Vec<String> =
        list.body["entry"].as_array().unwrap().iter().map(|entry| entry["resource"]["id"].as_str().unwrap().to_owned()).collect();
    ids.push(tokens.patient.clone());
    let numbers: Vec<u128> = ids.iter().map(|id| u128::from_str_radix(id, 16).unwrap()).collect();
    assert!(ids.iter().all(|id| id.len() == 32));
    for (at, one) in numbers.iter().enumerate() {
        for other in &numbers[at + 1..] {
            assert!((one ^ other).count_ones() > 20, "{one:x} and {other:x} look alike");
        }
    }
}
