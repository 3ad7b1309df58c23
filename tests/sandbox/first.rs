//! The whole way, once: discovery, sign-in of each person, record, content.

use crate::app::{App, CAMILLE, JEAN, NADIA, titles, total};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha1::{Digest, Sha1};

#[tokio::test]
async fn discovery_names_endpoints_on_the_same_origin() {
    let app = App::start().await;
    let answer = app.get("/fhir/.well-known/smart-configuration", "").await;
    for endpoint in ["authorization_challenge_endpoint", "token_endpoint", "revocation_endpoint", "dmp_account_endpoint"] {
        assert!(answer.str(endpoint).starts_with(app.root()), "{endpoint}");
    }
    assert_eq!(answer.str("issuer"), app.base);
    assert_eq!(answer.body["code_challenge_methods_supported"][0], "S256");
}

#[tokio::test]
async fn a_first_connection_changes_the_password_then_reads_documents_and_their_bytes() {
    let app = App::start().await;
    let begun = app.begin(CAMILLE.0, CAMILLE.1).await;
    assert_eq!((begun.status.as_u16(), begun.str("next_step")), (400, "password_change".to_owned()));
    assert_eq!(begun.body["password_policy"]["min_length"], 12);
    let tokens = app.first_sign_in().await;
    let patient = app.get(&format!("/fhir/Patient/{}", tokens.patient), &tokens.access).await;
    assert_eq!(patient.body["active"], true);
    assert_eq!(patient.body["birthDate"], "1979-03-14");
    let list = app.search(&tokens, "").await;
    assert_eq!(list.status, 200, "{}", list.text);
    assert!(total(&list) > 5);
    for entry in list.body["entry"].as_array().unwrap() {
        let attachment = &entry["resource"]["content"][0]["attachment"];
        let url = attachment["url"].as_str().unwrap();
        let url = if url.starts_with("http") { url.to_owned() } else { format!("{}/{url}", app.base) };
        let bytes = app.http.get(&url).bearer_auth(&tokens.access).send().await.unwrap().bytes().await.unwrap();
        assert_eq!(attachment["size"].as_u64().unwrap(), bytes.len() as u64, "{url}");
        assert_eq!(attachment["hash"], STANDARD.encode(Sha1::digest(&bytes)), "{url}");
    }
}

#[tokio::test]
async fn a_regular_person_signs_in_and_the_list_is_newest_first() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let list = app.search(&tokens, "&_sort=-date").await;
    let dates: Vec<&str> =
        list.body["entry"].as_array().unwrap().iter().map(|entry| entry["resource"]["date"].as_str().unwrap()).collect();
    let mut sorted = dates.clone();
    sorted.sort_by_key(|date| std::cmp::Reverse(date.parse::<jiff::Timestamp>().unwrap()));
    assert_eq!(dates, sorted);
    assert_eq!(titles(&list).len() as u64, total(&list));
}

#[tokio::test]
async fn a_closed_record_leaves_the_patient_and_the_account_readable_and_nothing_else() {
    let app = App::start().await;
    let tokens = app.sign_in(JEAN, "home").await;
    let patient = app.get(&format!("/fhir/Patient/{}", tokens.patient), &tokens.access).await;
    assert_eq!(patient.body["active"], false);
    assert!(patient.text.contains("dmp-fermeture"));
    assert_eq!(app.get("/account", &tokens.access).await.status, 200);
    for path in ["DocumentReference?patient=x&status=current", "DocumentReference/x", "Binary/x", "Bundle/x"] {
        let answer = app.get(&format!("/fhir/{path}"), &tokens.access).await;
        assert_eq!((answer.status.as_u16(), answer.body["resourceType"].as_str()), (403, Some("OperationOutcome")), "{path}");
    }
}
