//! Whatever is sent where a person writes: never a panic, never an error of the server's own, and nothing kept that was refused.

use crate::app::{App, NADIA, Tokens};
use crate::contacts::{all, contact};
use crate::health::{blood, said};
use dmp::wire::fhir::{JSON, health};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::Method;
use serde_json::{Value, json};

const KINDS: [&str; 6] =
    ["RelatedPerson", "QuestionnaireResponse", "Condition", "AllergyIntolerance", "MedicationStatement", "Observation"];

/// What is put in the place of something.
fn stray() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        "\\PC{0,12}".prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        Just(json!("é".repeat(300))),
        Just(json!("\u{1b}]52;c;AAAA\u{7}")),
        Just(json!([])),
        Just(json!({})),
        Just(json!([{ "linkId": "nom", "answer": [{ "valueString": "a", "valueInteger": 1 }] }])),
        Just(json!({ "reference": "Patient/x" })),
        Just(json!("2026-02-30T25:61:61+99:99")),
    ]
}

/// Every place of a resource.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                let at = format!("{at}/{name}");
                found.push(at.clone());
                places(inner, &at, found);
            }
        }
        Value::Array(list) => {
            for (rank, inner) in list.iter().enumerate() {
                let at = format!("{at}/{rank}");
                found.push(at.clone());
                places(inner, &at, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn bodies(patient: &str) -> Vec<Value> {
    let mut deposit = crate::deposits::deposit(patient, "1", "DOCPAT05", "10", crate::contacts::UUID);
    deposit["contained"] = json!([{ "resourceType": "Patient", "id": "moi" }]);
    vec![
        contact(patient),
        crate::answers::directives(patient, "completed"),
        said("Condition", patient, "Asthme"),
        said("AllergyIntolerance", patient, "Pénicilline"),
        said("MedicationStatement", patient, "Lévothyrox"),
        blood(patient, health::BLOOD, "LA19708-9"),
        deposit,
    ]
}

/// Status and text of what answers `body`, sent as it is.
async fn sent(app: &App, tokens: &Tokens, kind: &str, body: Vec<u8>) -> (u16, String) {
    let request = app.request(Method::POST, &format!("/fhir/{kind}"), &tokens.access).header("content-type", JSON).body(body);
    let answer = request.send().await.unwrap();
    (answer.status().as_u16(), answer.text().await.unwrap())
}

#[test]
fn any_change_of_a_good_resource_is_taken_or_refused_by_name() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (app, tokens) = runtime.block_on(async {
        let app = App::start().await;
        let tokens = app.sign_in(NADIA, "home").await;
        (app, tokens)
    });
    let bodies = bodies(&tokens.patient);
    let mut runner = TestRunner::new(Config { cases: 400, failure_persistence: None, ..Config::default() });
    let changed = (0..bodies.len(), any::<prop::sample::Index>(), stray());
    let held = runner.run(&changed, |(body, place, stray)| {
        let mut body = bodies[body].clone();
        let kind = body["resourceType"].as_str().unwrap().to_owned();
        let mut found = Vec::new();
        places(&body, "", &mut found);
        *body.pointer_mut(&found[place.index(found.len())]).unwrap() = stray;
        let (status, text) = runtime.block_on(sent(&app, &tokens, &kind, body.to_string().into_bytes()));
        prop_assert!([200, 201, 404, 409, 413, 422].contains(&status), "{} {} {}", status, body, text);
        let answer: Value = serde_json::from_str(&text).unwrap();
        if status == 422 {
            for issue in answer["issue"].as_array().unwrap() {
                prop_assert!(issue["expression"][0].as_str().is_some_and(|at| !at.is_empty()), "{}", text);
            }
        }
        Ok(())
    });
    held.unwrap();
    // All that was taken can be read.
    runtime.block_on(async {
        for kind in KINDS {
            let list = app.get(&format!("/fhir/{kind}?patient={}&_count=200", tokens.patient), &tokens.access).await;
            assert_eq!(list.status, 200);
            assert!(list.body.is_object(), "{kind}: not JSON");
        }
    });
}

#[tokio::test]
async fn f26_what_is_not_json_or_is_too_deep_is_refused_and_keeps_nothing() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let before = all(&app, &tokens, "RelatedPerson", "").await;
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000)).into_bytes();
    let answers = format!(r#"{{"resourceType":"QuestionnaireResponse","item":{}"#, "[{\"item\":".repeat(50_000)).into_bytes();
    for body in bodies(&tokens.patient) {
        let kind = body["resourceType"].as_str().unwrap();
        let whole = body.to_string().into_bytes();
        let mut tried: Vec<Vec<u8>> = vec![
            Vec::new(),
            b"null".to_vec(),
            b"[]".to_vec(),
            b"\xff\xfe{}".to_vec(),
            br#"{"resourceType":"\ud800"}"#.to_vec(),
            br#"{"resourceType":1e400}"#.to_vec(),
            deep("[", "]"),
            deep("{\"a\":", "}"),
            answers.clone(),
        ];
        tried.extend((0..whole.len()).step_by(17).map(|length| whole[..length].to_vec()));
        for body in tried {
            let shown = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
            let (status, text) = sent(&app, &tokens, kind, body).await;
            assert!([400, 422].contains(&status), "{kind} {status} {shown}: {text}");
        }
    }
    assert_eq!(all(&app, &tokens, "RelatedPerson", "").await, before);
}

#[tokio::test]
async fn f28_strange_texts_are_kept_as_they_are_when_they_are_text() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    for words in [
        "Œdème – d’« origine » inconnue…",
        "شمس",
        "\u{202e}txt.exe",
        "👩‍👩‍👧‍👦 famille",
        "e\u{301}\u{301}\u{301}",
        "'; DROP TABLE said; --",
        "{{oid}} ${HOME} %s {}",
        "ligne\nautre\tligne",
    ] {
        let made = crate::contacts::post(&app, &tokens, &said("Condition", &tokens.patient, words), None).await;
        assert_eq!((made.status.as_u16(), made.body["code"]["text"].as_str()), (201, Some(words)), "{}", made.text);
        let read = app.get(&crate::contacts::path(&made.body), &tokens.access).await;
        assert_eq!(read.body["code"]["text"], words);
    }
}
