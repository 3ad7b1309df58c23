//! The bytes of a document, whatever the form of its address.

use crate::fake::{Fake, fhir, http};
use crate::{samples, signed_in};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dmp::api::{Api, Query};
use dmp::domain::{Content, Document, Faithful, Fetched, Format, Problem};
use serde_json::{Value, json};
use std::sync::Arc;

const TEXT: &[u8] = "Tension : 12/8. Œdème léger.".as_bytes();

/// The first document of the list, as a person would open it.
pub async fn first(api: &Api) -> Arc<Document> {
    api.documents(&Query::default(), false).await.unwrap().documents[0].clone()
}

async fn fetch(api: &Api, content: &Content) -> Result<Fetched, Problem> {
    api.fetch(content, |_, _| {}).await
}

/// What is fetched of a document whose attachment is changed so.
async fn fetched(change: impl FnOnce(&Fake, &mut Value)) -> Result<Fetched, Problem> {
    let fake = Fake::start().await;
    let mut document = samples::document("doc-1", TEXT);
    fake.add_binary("doc-1", "text/plain", TEXT);
    change(&fake, &mut document["content"][0]["attachment"]);
    fake.add_document(document);
    let api = signed_in(&fake).await;
    fetch(&api, &first(&api).await.contents[0]).await
}

fn expect(fetched: Result<Fetched, Problem>) {
    let fetched = fetched.unwrap();
    assert_eq!((&*fetched.bytes, fetched.faithful, fetched.media_type.as_str()), (TEXT, Faithful::Yes, "text/plain"));
}

#[tokio::test]
async fn the_five_forms_of_an_address_give_the_same_bytes() {
    expect(fetched(|_, _| {}).await);
    expect(fetched(|fake, attachment| attachment["url"] = format!("{}/fhir/Binary/doc-1", fake.origin()).into()).await);
    expect(fetched(|_, attachment| attachment["url"] = "/fhir/Binary/doc-1".into()).await);
    expect(
        fetched(|fake, _| {
            let binary = json!({"resourceType": "Binary", "contentType": "text/plain", "data": STANDARD.encode(TEXT)});
            fake.add_binary("doc-1", "application/fhir+json", binary.to_string().as_bytes());
        })
        .await,
    );
    expect(
        fetched(|_, attachment| {
            attachment.as_object_mut().unwrap().remove("url");
            attachment["data"] = STANDARD.encode(TEXT).into();
        })
        .await,
    );
}

#[tokio::test]
async fn a_document_bundle_is_fetched_as_it_is() {
    let bundle = json!({"resourceType": "Bundle", "type": "document", "entry": []}).to_string();
    let fetched = fetched(|fake, attachment| {
        fake.add_binary("b-1", "application/fhir+json", bundle.as_bytes());
        *attachment = json!({"contentType": "application/fhir+json", "url": "Bundle/b-1", "title": "Synthèse"});
    })
    .await
    .unwrap();
    assert_eq!((&*fetched.bytes, fetched.faithful), (bundle.as_bytes(), Faithful::NotAnnounced));
}

#[tokio::test]
async fn the_native_type_is_asked_for_first() {
    let fake = Fake::start().await;
    fake.add_document(samples::document("doc-1", TEXT));
    fake.add_binary("doc-1", "text/plain", TEXT);
    let api = signed_in(&fake).await;
    let document = first(&api).await;
    assert_eq!(document.contents[0].format, Format::Text);
    fetch(&api, &document.contents[0]).await.unwrap();
    assert_eq!(fake.seen_at("/fhir/Binary/doc-1")[0].headers["accept"], "text/plain, application/fhir+json;q=0.5");
}

#[tokio::test]
async fn f29_another_fingerprint_or_size_is_said_and_the_bytes_are_given_all_the_same() {
    for change in [json!({"hash": STANDARD.encode([0; 20])}), json!({"size": 3}), json!({"size": 3, "hash": null})] {
        let fetched =
            fetched(|_, attachment| attachment.as_object_mut().unwrap().extend(change.as_object().unwrap().clone())).await;
        let fetched = fetched.unwrap();
        assert_eq!((&*fetched.bytes, fetched.faithful), (TEXT, Faithful::No), "{change}");
    }
    // A size alone proves nothing; no announcement either.
    for missing in [vec!["hash"], vec!["hash", "size"]] {
        let fetched = fetched(|_, attachment| {
            for name in &missing {
                attachment.as_object_mut().unwrap().remove(*name);
            }
        });
        assert_eq!(fetched.await.unwrap().faithful, Faithful::NotAnnounced);
    }
}

#[tokio::test]
async fn the_type_of_what_comes_is_used_when_the_list_says_none() {
    let fetched = fetched(|_, attachment| drop(attachment.as_object_mut().unwrap().remove("contentType"))).await.unwrap();
    assert_eq!(fetched.media_type.as_str(), "text/plain");
}

#[tokio::test]
async fn s59_a_page_of_a_portal_or_a_refusal_in_json_is_not_the_document() {
    for (media, body) in [
        ("text/html", "<html>Connectez-vous au portail</html>"),
        ("application/fhir+json", "{\"resourceType\":\"OperationOutcome\"}"),
        ("application/fhir+json", "{\"resourceType\":\"Binary\",\"data\":\"%%%\"}"),
    ] {
        assert_eq!(fetched(|fake, _| fake.add_binary("doc-1", media, body.as_bytes())).await, Err(Problem::Garbled), "{body}");
    }
    let refusal = b"{\"resourceType\":\"OperationOutcome\"}";
    let untyped = fetched(|fake, attachment| {
        attachment.as_object_mut().unwrap().remove("contentType");
        fake.add_binary("doc-1", "application/fhir+json", refusal);
    });
    assert_eq!(untyped.await, Err(Problem::Garbled));
    let coded = http(200, "text/plain", TEXT).with("content-encoding", "br");
    assert_eq!(fetched(|fake, _| fake.script("/fhir/Binary/doc-1", [coded])).await, Err(Problem::Garbled));
    // Bytes that are exactly those announced are the document, whatever the server calls them.
    let fetched = fetched(|fake, _| fake.add_binary("doc-1", "text/html", TEXT)).await.unwrap();
    assert_eq!(fetched.faithful, Faithful::Yes);
}

#[tokio::test]
async fn s61_a_document_elsewhere_is_refused_without_connecting() {
    let elsewhere = Fake::start().await;
    let there = format!("{}/fhir/Binary/doc-1", elsewhere.origin());
    assert_eq!(fetched(|_, attachment| attachment["url"] = there.into()).await, Err(Problem::OtherOrigin));
    assert_eq!(elsewhere.seen().len(), 0);
    for nowhere in ["urn:oid:1.2.3", "file:///etc/passwd", "ftp://127.0.0.1/x"] {
        assert_eq!(fetched(|_, attachment| attachment["url"] = nowhere.into()).await, Err(Problem::NotFound), "{nowhere}");
    }
}

#[tokio::test]
async fn progress_is_told_up_to_the_size_announced() {
    let fake = Fake::start().await;
    let big = vec![b'a'; 300_000];
    fake.add_document(samples::document("doc-1", &big));
    fake.add_binary("doc-1", "text/plain", &big);
    let api = signed_in(&fake).await;
    let document = first(&api).await;
    let mut told = Vec::new();
    api.fetch(&document.contents[0], |read, total| told.push((read, total))).await.unwrap();
    assert_eq!(told.first(), Some(&(0, Some(300_000))));
    assert_eq!(told.last(), Some(&(300_000, Some(300_000))));
    assert!(told.is_sorted() && told.len() > 2, "{told:?}");
}

#[tokio::test]
async fn what_the_server_refuses_is_said() {
    for (reply, problem) in [
        (http(403, "text/html", "no"), Problem::Forbidden),
        (fhir(404, &json!({})), Problem::NotFound),
        (fhir(410, &json!({})), Problem::NotFound),
        (http(500, "text/html", "no"), Problem::ServerFailed { status: 500 }),
        (http(307, "text/html", "no").with("location", "http://127.0.0.1:1/"), Problem::Redirected),
    ] {
        assert_eq!(fetched(|fake, _| fake.script("/fhir/Binary/doc-1", [reply])).await, Err(problem));
    }
}
