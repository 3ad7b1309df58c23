//! What a person says of their health: theirs alone, hidden or not, and "not concerned" is an answer too.

use crate::app::{App, NADIA, Tokens, total};
use crate::consents::block;
use crate::contacts::{all, but, contact, delete, path, post, put, remarks};
use crate::professionals::{act, doctor, glass};
use dmp::wire::fhir::{health, system};
use serde_json::{Value, json};

const NONE: [(&str, &str); 3] = [
    ("Condition", health::NO_ILLNESS),
    ("AllergyIntolerance", health::NO_ALLERGY),
    ("MedicationStatement", health::NO_TREATMENT),
];

fn owner(kind: &str) -> &'static str {
    if kind == "AllergyIntolerance" { "patient" } else { "subject" }
}

fn what(kind: &str) -> &'static str {
    if kind == "MedicationStatement" { "medicationCodeableConcept" } else { "code" }
}

/// In words.
pub fn said(kind: &str, patient: &str, words: &str) -> Value {
    let mut body = json!({ "resourceType": kind });
    body[owner(kind)] = json!({ "reference": format!("Patient/{patient}") });
    body[what(kind)] = json!({ "text": words });
    if kind == "MedicationStatement" {
        body["status"] = "active".into();
        body["dosage"] = json!([{ "text": "1 comprimé le matin" }]);
    }
    body
}

pub fn blood(patient: &str, code: &str, value: &str) -> Value {
    json!({
        "resourceType": "Observation",
        "status": "final",
        "code": { "coding": [{ "system": system::LOINC, "code": code }] },
        "subject": { "reference": format!("Patient/{patient}") },
        "effectiveDateTime": "2019",
        "valueCodeableConcept": { "coding": [{ "system": system::LOINC, "code": value }], "text": "O" },
    })
}

fn nothing(kind: &str, patient: &str, code: &str) -> Value {
    but(&said(kind, patient, ""), &format!("/{}", what(kind)), json!({ "coding": [{ "system": system::ABSENT, "code": code }] }))
}

/// A resource of each kind, made.
pub async fn one_of_each(app: &App, tokens: &Tokens) -> Vec<Value> {
    let patient = &tokens.patient;
    let mut made = Vec::new();
    for body in [
        but(&contact(patient), "/identifier", Value::Null),
        but(&crate::answers::directives(patient, "in-progress"), "/identifier", Value::Null),
        said("Condition", patient, "Asthme depuis l’enfance"),
        said("AllergyIntolerance", patient, "Pénicilline"),
        said("MedicationStatement", patient, "Lévothyrox 75"),
        blood(patient, health::BLOOD, "LA19708-9"),
    ] {
        let answer = post(app, tokens, &body, None).await;
        assert_eq!(answer.status, 201, "{body}: {}", answer.text);
        made.push(answer.body);
    }
    made
}

#[tokio::test]
async fn each_entry_is_kept_in_ones_own_name_with_its_versions() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let person = json!({ "reference": format!("Patient/{}", tokens.patient) });
    for made in one_of_each(&app, &tokens).await.into_iter().skip(2) {
        let kind = made["resourceType"].as_str().unwrap();
        let sayers: &[(&str, &str)] = match kind {
            "MedicationStatement" => &[("informationSource", "dateAsserted")],
            "Observation" => &[("performer", "issued")],
            _other => &[("recorder", "recordedDate"), ("asserter", "recordedDate")],
        };
        for (sayer, at) in sayers {
            let by = if *sayer == "performer" { json!([person]) } else { person.clone() };
            assert_eq!((&made[*sayer], made[*at].as_str()), (&by, Some("2026-11-15T09:00:00Z")), "{made}");
        }
        let note = json!([{ "text": "Revu en janvier.\nRien de neuf." }]);
        let changed = put(&app, &tokens, &but(&made, "/note", note.clone()), "1").await;
        assert_eq!((changed.status.as_u16(), changed.header("etag"), &changed.body["note"]), (200, Some("W/\"2\""), &note));
        assert_eq!(put(&app, &tokens, &made, "1").await.status, 412);
        assert_eq!(delete(&app, &tokens, &made, "1").await.status, 412);
        assert_eq!(delete(&app, &tokens, &changed.body, "2").await.status, 204);
        assert_eq!(app.get(&path(&made), &tokens.access).await.status, 404);
    }
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM said_before JOIN said USING (n) WHERE kind <> 'QuestionnaireResponse'"), 8);
    assert_eq!(count("SELECT count(*) FROM said WHERE gone = 1 AND resource <> ''"), 0);
    assert_eq!(count("SELECT count(*) FROM said_before JOIN said USING (n) WHERE kind = 'RelatedPerson'"), 0);
    let history = crate::traces::history(&app, &tokens, "&subtype=sante").await;
    assert_eq!(total(&history), 12, "said, changed and taken back");
}

#[tokio::test]
async fn not_concerned_is_said_alone_and_ends_when_there_is_something() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    for (kind, code) in NONE {
        let none = post(&app, &tokens, &nothing(kind, &tokens.patient, code), None).await;
        assert_eq!(none.status, 201, "{}", none.text);
        assert_eq!(post(&app, &tokens, &nothing(kind, &tokens.patient, code), None).await.status, 409, "{kind}");
        let some = post(&app, &tokens, &said(kind, &tokens.patient, "Quelque chose"), None).await;
        assert_eq!((some.status.as_u16(), all(&app, &tokens, kind, "").await), (201, vec![some.body.clone()]), "{kind}");
        let contrary = post(&app, &tokens, &nothing(kind, &tokens.patient, code), None).await;
        assert_eq!(contrary.status, 409, "{kind}: not over what there is");
        let turned = but(&some.body, &format!("/{}", what(kind)), nothing(kind, "", code)[what(kind)].clone());
        assert_eq!(put(&app, &tokens, &turned, "1").await.status, 200, "the only one may become it");
    }
}

#[tokio::test]
async fn one_blood_group_and_one_rhesus_and_no_other_measure() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let group = blood(&tokens.patient, health::BLOOD, "LA19708-9");
    let made = post(&app, &tokens, &group, None).await;
    assert_eq!(made.status, 201, "{}", made.text);
    assert_eq!(post(&app, &tokens, &group, None).await.status, 409);
    assert_eq!(post(&app, &tokens, &blood(&tokens.patient, health::RHESUS, "LA6576-8"), None).await.status, 201);
    assert_eq!(all(&app, &tokens, "Observation", &format!("&code={}|883-9", system::LOINC)).await, vec![made.body.clone()]);
    assert_eq!(all(&app, &tokens, "Observation", "&code=29463-7").await.len(), 0);
    let weight = post(&app, &tokens, &blood(&tokens.patient, "29463-7", "LA1"), None).await;
    assert_eq!(remarks(&weight), [("Observation.code".to_owned(), "not-supported".to_owned())]);
    let empty = post(&app, &tokens, &but(&group, "/valueCodeableConcept", Value::Null), None).await;
    assert_eq!(remarks(&empty), [("Observation.valueCodeableConcept".to_owned(), "required".to_owned())]);
    let other = but(&group, "/performer", json!([{ "reference": "Practitioner/1" }]));
    assert_eq!(remarks(&post(&app, &tokens, &other, None).await), [("Observation.performer".to_owned(), "value".to_owned())]);
}

#[tokio::test]
async fn what_is_hidden_is_labelled_and_shown_again_by_a_change() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let mask = json!({ "security": [{ "system": system::VISIBILITY, "code": "MASQUE_PS" }] });
    let body = but(&said("Condition", &tokens.patient, "Dépression"), "/meta", mask.clone());
    let made = post(&app, &tokens, &body, None).await;
    assert_eq!(made.body["meta"]["security"], mask["security"], "{}", made.text);
    let shown = put(&app, &tokens, &but(&made.body, "/meta", Value::Null), "1").await;
    assert_eq!((shown.header("etag"), shown.body["meta"].get("security")), (Some("W/\"2\""), None), "{}", shown.text);
}

async fn emergencies(app: &App, tokens: &Tokens) -> u64 {
    let path = format!("/fhir/Communication?recipient={}&category=ACCES_BRIS_GLACE", tokens.patient);
    total(&app.get(&path, &tokens.access).await)
}

#[tokio::test]
async fn professionals_who_may_read_see_what_is_visible_and_nobody_sees_the_rest() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let told = emergencies(&app, &tokens).await;
    one_of_each(&app, &tokens).await;
    let mask = json!({ "security": [{ "system": system::VISIBILITY, "code": "MASQUE_PS" }] });
    let hidden = but(&said("Condition", &tokens.patient, "Ceci ne regarde que moi"), "/meta", mask);
    assert_eq!(post(&app, &tokens, &hidden, None).await.status, 201);
    let who = doctor();
    let none = act(&app, "profile", &who, NADIA.0, json!({})).await;
    let list = act(&app, "list", &who, NADIA.0, json!({})).await;
    assert_eq!((none.status.as_u16(), &none.text), (403, &list.text), "no agreement, in the same words as a list");
    assert_eq!(act(&app, "agree", &who, NADIA.0, json!({})).await.status, 202);
    // In an emergency too, and to the treating doctor: what is hidden is told to nobody.
    let treating: Value = crate::professionals::TREATING.into();
    act(&app, "agree", &treating, NADIA.0, json!({})).await;
    for (who, more) in [(&who, json!({})), (&who, glass()), (&treating, json!({}))] {
        let seen = act(&app, "profile", who, NADIA.0, more).await;
        assert_eq!((seen.status.as_u16(), &seen.body["total"]), (200, &7.into()), "{}", seen.text);
        assert!(seen.text.contains("Pénicilline") && seen.text.contains("Benali") && !seen.text.contains("ne regarde que moi"));
        assert!(!seen.text.contains("QuestionnaireResponse"), "what is not finished is nobody's");
    }
    let secretary = json!({ "idnps": "810999003333", "name": "Mme Rose Kerleau", "capacity": "administrative" });
    act(&app, "agree", &secretary, NADIA.0, json!({})).await;
    let office = act(&app, "profile", &secretary, NADIA.0, json!({})).await;
    assert_eq!(office.body["total"], 0, "{}", office.text);
    let blocked = crate::consents::post(&app, &tokens, &block(&tokens.patient, "810999002222")).await;
    assert_eq!(blocked.status, 201);
    assert_eq!(act(&app, "profile", &who, NADIA.0, glass()).await.status, 403);
    let traces = crate::traces::events(&crate::traces::history(&app, &tokens, "&subtype=profil&outcome=0").await);
    assert_eq!(traces.len(), 4);
    assert_eq!(emergencies(&app, &tokens).await, told + 1, "the emergency is told");
}
