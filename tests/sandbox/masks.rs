//! What a person changes of their documents: masked, archived, deleted, and whether those to come are masked.

use crate::app::{Answer, App, Hands, NADIA, START, Setting, Tokens, titles, total};
use crate::professionals::{act, as_doctor, doctor, documents};
use crate::traces::{deed, events, history};
use dmp::sandbox::{DAY, MINUTE};
use reqwest::Method;
use serde_json::{Value, json};

const VISIBILITY: &str = "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument";
const ARCHIVED: &str = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived";

/// With the record that the program carries.
pub async fn carried() -> (App, Tokens) {
    let clock = std::sync::Arc::new(Hands::at(START + 7 * DAY));
    let app = App::with(Setting { record: None, clock, ..Setting::default() }).await;
    let tokens = app.sign_in(NADIA, "home").await;
    (app, tokens)
}

/// As a client sends it, for the resource that it has read.
pub fn mask() -> Value {
    json!([
        { "op": "test", "path": "/securityLabel/0/coding/0/code", "value": "N" },
        { "op": "add", "path": "/securityLabel/-", "value": { "coding": [
            { "system": VISIBILITY, "code": "MASQUE_PS", "display": "Masqué aux professionnels de santé" },
        ] } },
    ])
}

pub fn unmask(at: usize) -> Value {
    json!([
        { "op": "test", "path": format!("/securityLabel/{at}/coding/0/code"), "value": "MASQUE_PS" },
        { "op": "remove", "path": format!("/securityLabel/{at}") },
    ])
}

pub fn archive(archived: bool) -> Value {
    json!([
        { "op": "test", "path": "/extension/0/url", "value": ARCHIVED },
        { "op": "replace", "path": "/extension/0/valueBoolean", "value": archived },
    ])
}

pub fn delete() -> Value {
    json!([
        { "op": "test", "path": "/status", "value": "current" },
        { "op": "replace", "path": "/status", "value": "entered-in-error" },
    ])
}

async fn send(app: &App, tokens: &Tokens, path: &str, version: Option<&str>, patch: &Value) -> Answer {
    let request = app.request(Method::PATCH, path, &tokens.access).header("content-type", "application/json-patch+json");
    let request = match version {
        Some(version) => request.header("if-match", format!("W/\"{version}\"")),
        None => request,
    };
    Answer::of(request.body(patch.to_string()).send().await.unwrap()).await
}

/// On the version that there is.
pub async fn change(app: &App, tokens: &Tokens, id: &str, patch: &Value) -> Answer {
    let path = format!("/fhir/DocumentReference/{id}");
    let version = app.get(&path, &tokens.access).await.body["meta"]["versionId"].as_str().unwrap_or("1").to_owned();
    send(app, tokens, &path, Some(&version), patch).await
}

pub fn resources(answer: &Answer) -> Vec<Value> {
    answer.body["entry"].as_array().unwrap().iter().map(|entry| entry["resource"].clone()).collect()
}

fn codes(document: &Value) -> Vec<&str> {
    document["securityLabel"].as_array().unwrap().iter().map(|label| label["coding"][0]["code"].as_str().unwrap()).collect()
}

fn id(document: &Value) -> &str {
    document["id"].as_str().unwrap()
}

/// One of the record that is not masked, by a professional.
async fn one(app: &App, tokens: &Tokens) -> Value {
    let all = resources(&app.search(tokens, "&type=11488-4&isArchived=false").await);
    all.into_iter().find(|document| codes(document) == ["N"]).unwrap()
}

#[tokio::test]
async fn a_document_is_masked_and_unmasked_and_everything_sees_it_at_once() {
    let (app, tokens) = carried().await;
    let before = one(&app, &tokens).await;
    let counted = total(&app.search(&tokens, "&security-label=MASQUE_PS").await);
    let reader = as_doctor("810999003333", "Dr Lise Aubry");
    act(&app, "agree", &reader, NADIA.0, json!({})).await;
    let listed = async || {
        let list = documents(&act(&app, "list", &reader, NADIA.0, json!({})).await);
        (list.len(), list.iter().any(|line| line["id"] == before["id"]))
    };
    let (many, seen) = listed().await;
    assert!(seen);
    app.clock.advance(MINUTE);
    let masked = change(&app, &tokens, id(&before), &mask()).await;
    assert_eq!((masked.status.as_u16(), masked.header("etag")), (200, Some("W/\"2\"")), "{}", masked.text);
    assert_eq!(codes(&masked.body), ["N", "MASQUE_PS"]);
    assert_eq!(masked.body["meta"]["versionId"], "2");
    assert!(masked.body["meta"]["lastUpdated"].as_str() > before["meta"]["lastUpdated"].as_str());
    let read = app.get(&format!("/fhir/DocumentReference/{}", id(&before)), &tokens.access).await;
    assert_eq!((&read.body, read.header("etag")), (&masked.body, Some("W/\"2\"")));
    let found = app.search(&tokens, "&security-label=MASQUE_PS&_count=200").await;
    assert_eq!(total(&found), counted + 1);
    assert!(resources(&found).contains(&masked.body));
    assert_eq!(listed().await, (many - 1, false), "neither in the list nor in its total");
    let read = act(&app, "read", &reader, NADIA.0, json!({ "document": before["id"] })).await;
    assert_eq!(read.status, 404);
    let unmasked = change(&app, &tokens, id(&before), &unmask(1)).await;
    assert_eq!((codes(&unmasked.body), unmasked.header("etag")), (vec!["N"], Some("W/\"3\"")));
    assert_eq!(total(&app.search(&tokens, "&security-label=MASQUE_PS").await), counted);
    assert_eq!(listed().await, (many, true));
    // Nothing else of it has changed.
    let mut after = unmasked.body.clone();
    after["meta"] = before["meta"].clone();
    assert_eq!(after, before);
    let traces =
        events(&history(&app, &tokens, &format!("&entity=DocumentReference/{}&agent={}", id(&before), tokens.patient)).await);
    let deeds: Vec<&str> = traces.iter().map(deed).collect();
    assert_eq!(deeds, ["demasquage", "masquage"]);
    assert_eq!((&traces[0]["action"], &traces[0]["subtype"][0]["code"]), (&"U".into(), &"patch".into()));
    assert_eq!(traces[0]["entity"][1]["what"]["reference"], format!("DocumentReference/{}", id(&before)));
}

#[tokio::test]
async fn a_document_is_archived_and_taken_out_and_an_absolute_address_stays_whole() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    for before in resources(&app.search(&tokens, "&isArchived=false").await) {
        let archived = change(&app, &tokens, id(&before), &archive(true)).await;
        assert_eq!((archived.status.as_u16(), &archived.body["extension"][0]["valueBoolean"]), (200, &true.into()));
        assert_eq!(archived.body["content"], before["content"]);
        let stored = app.get(&format!("/fhir/DocumentReference/{}", id(&before)), &tokens.access).await;
        assert_eq!(stored.body, archived.body);
        let url = stored.body["content"][0]["attachment"]["url"].as_str().unwrap().trim_start_matches(&format!("{}/", app.base));
        assert_eq!(app.get(&format!("/fhir/{url}"), &tokens.access).await.status, 200);
    }
    assert_eq!(total(&app.search(&tokens, "&isArchived=false").await), 0);
    let one = resources(&app.search(&tokens, "&isArchived=true&_count=1").await).remove(0);
    let out = change(&app, &tokens, id(&one), &archive(false)).await;
    assert_eq!((out.status.as_u16(), total(&app.search(&tokens, "&isArchived=false").await)), (200, 1));
    assert_eq!(deed(&events(&history(&app, &tokens, "&_count=1").await)[0]), "liste");
    let of_it = events(&history(&app, &tokens, &format!("&entity=DocumentReference/{}&_count=1", id(&one))).await);
    assert_eq!(deed(&of_it[0]), "desarchivage");
}

#[tokio::test]
async fn only_what_the_patient_added_is_deleted_and_it_is_read_by_nobody_then() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let all = resources(&app.search(&tokens, "&_count=200").await);
    let own = |document: &Value| document["author"][0]["reference"] == "#src-patient";
    let mine = all.iter().find(|document| own(document)).expect("a document that the patient added");
    let others = all.iter().find(|document| !own(document)).unwrap();
    let refused = change(&app, &tokens, id(others), &delete()).await;
    assert_eq!((refused.status.as_u16(), &refused.body["resourceType"]), (403, &"OperationOutcome".into()));
    assert_eq!(
        app.get(&format!("/fhir/DocumentReference/{}", id(others)), &tokens.access).await.body,
        *others,
        "nothing changed"
    );
    let reader = doctor();
    act(&app, "agree", &reader, NADIA.0, json!({})).await;
    let counted = total(&app.search(&tokens, "").await);
    let deleted = change(&app, &tokens, id(mine), &delete()).await;
    assert_eq!((deleted.status.as_u16(), deleted.str("status")), (200, "entered-in-error".to_owned()), "{}", deleted.text);
    assert_eq!(total(&app.search(&tokens, "").await), counted - 1);
    let url = mine["content"][0]["attachment"]["url"].as_str().unwrap().trim_start_matches(&format!("{}/", app.base)).to_owned();
    assert_eq!(app.get(&format!("/fhir/{url}"), &tokens.access).await.status, 404);
    let list = documents(&act(&app, "list", &reader, NADIA.0, json!({})).await);
    assert!(list.iter().all(|line| line["id"] != mine["id"]));
    for patch in [mask(), archive(true)] {
        assert_eq!(change(&app, &tokens, id(mine), &patch).await.status, 422, "it does not change any more");
    }
    let back = json!([
        { "op": "test", "path": "/status", "value": "entered-in-error" },
        { "op": "replace", "path": "/status", "value": "current" },
    ]);
    assert_eq!(change(&app, &tokens, id(mine), &back).await.status, 422);
    let newest = events(&history(&app, &tokens, &format!("&entity=DocumentReference/{}&_count=1", id(mine))).await).remove(0);
    assert_eq!((deed(&newest), newest["action"].as_str()), ("suppression", Some("D")));
}

#[tokio::test]
async fn a_stale_version_is_412_and_changes_nothing() {
    let (app, tokens) = carried().await;
    let before = one(&app, &tokens).await;
    let path = format!("/fhir/DocumentReference/{}", id(&before));
    for version in [None, Some("7"), Some("x")] {
        assert_eq!(send(&app, &tokens, &path, version, &mask()).await.status, 412, "{version:?}");
    }
    assert_eq!(app.get(&path, &tokens.access).await.body, before);
    assert_eq!(send(&app, &tokens, &path, Some("1"), &mask()).await.status, 200);
    assert_eq!(send(&app, &tokens, &path, Some("1"), &archive(true)).await.status, 412, "the second of two");
    let unread = app.request(Method::PATCH, &path, &tokens.access).header("if-match", "W/\"2\"").json(&mask());
    assert_eq!(unread.send().await.unwrap().status(), 415);
}

#[tokio::test]
async fn a_document_is_named_by_its_identifier_too() {
    let (app, tokens) = carried().await;
    let before = one(&app, &tokens).await;
    let by = |query: String| format!("/fhir/DocumentReference?{query}");
    for (version, name) in (1..).zip([&before["masterIdentifier"], &before["identifier"][0]]) {
        let path = by(format!("identifier={}|{}", name["system"].as_str().unwrap(), name["value"].as_str().unwrap()));
        let patch = if version == 1 { mask() } else { unmask(1) };
        let changed = send(&app, &tokens, &path, Some(&version.to_string()), &patch).await;
        assert_eq!((changed.status.as_u16(), &changed.body["id"]), (200, &before["id"]), "{}", changed.text);
    }
    for (query, status) in [
        ("identifier=urn:ietf:rfc:3986|urn:oid:1.2.3".to_owned(), 404),
        ("identifier=urn:ietf:rfc:3986|".to_owned(), 412),
        ("identifier=".to_owned(), 400),
        (String::new(), 400),
        (format!("identifier=x&_id={}", id(&before)), 400),
    ] {
        assert_eq!(send(&app, &tokens, &by(query.clone()), Some("1"), &mask()).await.status, status, "{query}");
    }
}

#[tokio::test]
async fn nothing_else_of_a_document_is_changed_whatever_the_patch() {
    let (app, tokens) = carried().await;
    let before = one(&app, &tokens).await;
    let path = format!("/fhir/DocumentReference/{}", id(&before));
    let tested = |path: &str, value: &str| json!({ "op": "test", "path": path, "value": value });
    let label = tested("/securityLabel/0/coding/0/code", "N");
    let status = tested("/status", "current");
    for patch in [
        json!({}),
        json!([{ "op": "add", "path": "/securityLabel/-", "value": mask()[1]["value"] }]),
        json!([tested("/securityLabel/0/coding/0/code", "R"), mask()[1]]),
        json!([label, { "op": "remove", "path": "/securityLabel/0" }]),
        json!([label, { "op": "add", "path": "/securityLabel/-", "value": { "coding": [{ "system": VISIBILITY, "code": "INVISIBLE_PATIENT" }] } }]),
        json!([label, { "op": "add", "path": "/securityLabel/-", "value": { "coding": [{ "system": "x", "code": "MASQUE_PS" }] } }]),
        json!([label, { "op": "add", "path": "/securityLabel", "value": "MASQUE_PS" }]),
        json!([label, { "op": "replace", "path": "/securityLabel", "value": [mask()[1]["value"]] }]),
        json!([status, { "op": "replace", "path": "/status", "value": "superseded" }]),
        json!([status, { "op": "replace", "path": "/status", "value": 1 }]),
        json!([status, { "op": "remove", "path": "/status" }]),
        json!([tested("/extension/0/url", ARCHIVED), { "op": "replace", "path": "/extension/0/valueBoolean", "value": "true" }]),
        json!([tested("/extension/0/url", ARCHIVED), { "op": "replace", "path": "/extension/0/url", "value": "x" }]),
        json!([tested("/extension/0/url", ARCHIVED), { "op": "add", "path": "/extension/0/extension", "value": [] }]),
        json!([tested("/type/coding/0/code", "11488-4"), { "op": "replace", "path": "/type/coding/0/code", "value": "11502-2" }]),
        json!([tested("/content/0/attachment/url", before["content"][0]["attachment"]["url"].as_str().unwrap()), { "op": "replace", "path": "/content/0/attachment/title", "value": "x" }]),
        json!([status, { "op": "add", "path": "/status", "value": "current" }, { "op": "copy", "from": "/content", "path": "/content/-" }]),
    ] {
        let refused = send(&app, &tokens, &path, Some("1"), &patch).await;
        assert_eq!((refused.status.as_u16(), &refused.body["resourceType"]), (422, &"OperationOutcome".into()), "{patch}");
    }
    let first = total(&history(&app, &tokens, "").await);
    for nothing in [json!([]), json!([label]), archive(false)] {
        let same = send(&app, &tokens, &path, Some("1"), &nothing).await;
        assert_eq!((same.status.as_u16(), same.header("etag")), (200, Some("W/\"1\"")), "what is so already is no new version");
    }
    assert_eq!(total(&history(&app, &tokens, "").await), first, "and leaves no trace");
    assert_eq!(app.get(&path, &tokens.access).await.body, before);
    // Masked twice over, it is masked once.
    let twice = json!([label, mask()[1], mask()[1]]);
    assert_eq!(codes(&send(&app, &tokens, &path, Some("1"), &twice).await.body), ["N", "MASQUE_PS"]);
}

#[tokio::test]
async fn what_is_deposited_is_masked_as_it_arrives_when_the_person_chose_so() {
    let (app, tokens) = carried().await;
    let get = async || app.get("/account/preferences", &tokens.access).await.body;
    assert_eq!(get().await, json!({ "mask_new": false }));
    let put = async |body: Value| {
        Answer::of(app.request(Method::PUT, "/account/preferences", &tokens.access).json(&body).send().await.unwrap()).await
    };
    let (author, reader) = (doctor(), as_doctor("810999003333", "Dr Lise Aubry"));
    for who in [&author, &reader] {
        act(&app, "agree", who, NADIA.0, json!({})).await;
    }
    let deposit = async |title: &str, more: Value| {
        let mut text = json!({ "title": title, "type": "11488-4", "class": "10", "text": "Tout va bien." });
        text.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        assert_eq!(act(&app, "deposit", &author, NADIA.0, text).await.status, 202);
    };
    deposit("Avant", json!({})).await;
    for wrong in [json!({}), json!({ "mask_new": "yes" }), json!([])] {
        assert_eq!(put(wrong).await.status, 400);
    }
    for _ in 0..2 {
        let chosen = put(json!({ "mask_new": true })).await;
        assert_eq!((chosen.status.as_u16(), &chosen.body), (200, &json!({ "mask_new": true })));
    }
    assert_eq!(get().await, json!({ "mask_new": true }));
    deposit("Après", json!({})).await;
    deposit("Pas encore visible", json!({ "not_visible_to_patient": true })).await;
    assert_eq!(put(json!({ "mask_new": false })).await.status, 200);
    deposit("Ensuite", json!({})).await;
    let masked = app.search(&tokens, "&security-label=MASQUE_PS&author.family=morvan").await;
    assert_eq!(titles(&masked), ["Après"]);
    let sees = async |who: &Value| {
        let list = documents(&act(&app, "list", who, NADIA.0, json!({})).await);
        let title = |line: &Value| line["title"].as_str().unwrap().to_owned();
        list.iter()
            .map(title)
            .filter(|title| ["Avant", "Après", "Ensuite", "Pas encore visible"].contains(&title.as_str()))
            .count()
    };
    assert_eq!((sees(&author).await, sees(&reader).await), (4, 3), "the author sees it still");
    let own = events(&history(&app, &tokens, &format!("&agent={}&_count=200", tokens.patient)).await);
    let changes: Vec<&Value> = own.iter().filter(|event| deed(event) == "visibilite").collect();
    assert_eq!(changes.len(), 2, "one for each change");
    assert_eq!(changes[0]["outcomeDesc"], "a changé la visibilité des nouveaux documents");
}
