//! What is grave asks for a password given not long ago (S28), and says so in the words of RFC 9470.

use crate::app::{Answer, App, NADIA, Tokens};
use crate::consents::{DENTIST, block, consents, post, put, with};
use crate::masks::{change, delete, mask, resources};
use crate::traces::history;
use dmp::sandbox::{Door, MINUTE, SECOND, SERVED};
use reqwest::Method;
use serde_json::json;

pub fn asks_again(answer: &Answer) {
    assert_eq!(answer.status, 401, "{}", answer.text);
    let challenge = answer.header("www-authenticate").unwrap();
    assert_eq!(challenge, "Bearer error=\"insufficient_user_authentication\", max_age=300");
}

async fn prefer(app: &App, tokens: &Tokens) -> Answer {
    let request = app.request(Method::PUT, "/account/preferences", &tokens.access).json(&json!({ "mask_new": true }));
    Answer::of(request.send().await.unwrap()).await
}

#[tokio::test]
async fn s28_blocking_unblocking_switches_deletion_and_the_default_ask_for_a_fresh_password() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let all = resources(&app.search(&tokens, "").await);
    let own = all.iter().find(|document| document["author"][0]["reference"] == "#src-patient").unwrap()["id"].as_str().unwrap();
    let before = consents(&app, &tokens, "&status=active").await;
    let switch = before.iter().find(|one| one["provision"]["actor"].is_null()).unwrap();
    app.clock.advance(5 * MINUTE);
    let traces = crate::app::total(&history(&app, &tokens, "").await);
    let denied = with(switch, "/provision/type", "deny");
    for refused in [
        post(&app, &tokens, &block(&tokens.patient, DENTIST)).await,
        put(&app, &tokens, &denied, "1").await,
        change(&app, &tokens, own, &delete()).await,
        prefer(&app, &tokens).await,
    ] {
        asks_again(&refused);
    }
    assert_eq!(consents(&app, &tokens, "&status=active").await, before, "nothing was done");
    assert_eq!(crate::app::total(&history(&app, &tokens, "").await), traces);
    assert_eq!(change(&app, &tokens, own, &mask()).await.status, 200, "masking is taken back at will");
    // New tokens are not a new proof; the password is.
    let renewed = app.tokens(app.refresh(&tokens.refresh, &tokens.instance).await, &tokens.instance);
    asks_again(&post(&app, &renewed, &block(&tokens.patient, DENTIST)).await);
    let tokens = app.unlock(&renewed, NADIA.1).await;
    let blocked = post(&app, &tokens, &block(&tokens.patient, DENTIST)).await;
    assert_eq!(blocked.status, 201);
    app.clock.advance(5 * MINUTE - SECOND);
    assert_eq!(put(&app, &tokens, &with(&blocked.body, "/status", "inactive"), "1").await.status, 200, "still fresh");
    assert_eq!(change(&app, &tokens, own, &delete()).await.status, 200);
    assert_eq!(put(&app, &tokens, &denied, "1").await.status, 200);
    assert_eq!(prefer(&app, &tokens).await.status, 200);
    // One session's proof is not another's, and a full sign-in is one.
    app.clock.advance(SECOND);
    asks_again(&prefer(&app, &tokens).await);
    let other = app.sign_in_later(NADIA).await;
    assert_eq!(prefer(&app, &other).await.status, 200);
    asks_again(&prefer(&app, &tokens).await);
}

#[tokio::test]
async fn s28_every_route_that_is_grave_asks_before_it_looks_and_every_change_was_thought_about() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    app.clock.advance(5 * MINUTE);
    let mut grave = Vec::new();
    let mut light = Vec::new();
    for served in SERVED.iter().filter(|served| served.method != "GET" && served.door != Door::Open) {
        let path = format!("{}{}", served.area.prefix(), served.path);
        if served.door != Door::Grave {
            light.push(format!("{} {path}", served.method));
            continue;
        }
        let method = Method::from_bytes(served.method.as_bytes()).unwrap();
        let path = path.replace("{id}", "00000000000000000000000000000000");
        asks_again(&Answer::of(app.request(method, &path, &tokens.access).send().await.unwrap()).await);
        grave.push(format!("{} {path}", served.method));
    }
    assert_eq!(grave.len(), 3, "{grave:?}");
    // A new route that changes something is put in one of the two lists by whoever writes it.
    light.retain(|route| !route.ends_with("/_search"));
    // Of answers and deposits, advance directives alone are grave: `s28_directives_ask_for_a_fresh_factor`.
    let known = [
        "POST /fhir/DocumentReference",
        "PATCH /fhir/DocumentReference",
        "PATCH /fhir/DocumentReference/{id}",
        "PATCH /fhir/Communication/{id}",
        "POST /fhir/RelatedPerson",
        "PUT /fhir/RelatedPerson/{id}",
        "DELETE /fhir/RelatedPerson/{id}",
        "POST /fhir/QuestionnaireResponse",
        "PUT /fhir/QuestionnaireResponse/{id}",
        "DELETE /fhir/QuestionnaireResponse/{id}",
        "POST /fhir/Condition",
        "PUT /fhir/Condition/{id}",
        "DELETE /fhir/Condition/{id}",
        "POST /fhir/AllergyIntolerance",
        "PUT /fhir/AllergyIntolerance/{id}",
        "DELETE /fhir/AllergyIntolerance/{id}",
        "POST /fhir/MedicationStatement",
        "PUT /fhir/MedicationStatement/{id}",
        "DELETE /fhir/MedicationStatement/{id}",
        "POST /fhir/Observation",
        "PUT /fhir/Observation/{id}",
        "DELETE /fhir/Observation/{id}",
        "POST /account/password",
        "PUT /account/notifications",
        "DELETE /account/sessions",
        "DELETE /account/sessions/{id}",
    ];
    assert!(light.iter().all(|route| known.contains(&route.as_str())) && light.len() == known.len(), "{light:?}");
}
