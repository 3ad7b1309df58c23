//! What only the treating doctor does, what the Assurance Maladie feeds, and what is announced to a person first.

use crate::app::{Answer, App, Hands, JEAN, NADIA, START, Setting, Tokens, total};
use crate::notices::{Stream, code, notices};
use crate::professionals::{act, documents, list};
use crate::traces::{deed, events, history};
use dmp::sandbox::DAY;
use dmp::wire::fhir::notice;
use serde_json::{Value, json};
use std::sync::Arc;

const DUMONT: &str = "810999001000";
const ROUX: &str = "Dr Étienne Roux";

async fn start() -> (App, Tokens) {
    let clock = Arc::new(Hands::at(START + 7 * DAY));
    let app = App::with(Setting { record: None, clock, ..Setting::default() }).await;
    let tokens = app.sign_in(NADIA, "home").await;
    (app, tokens)
}

async fn door(app: &App, verb: &str, body: Value) -> Answer {
    Answer::of(app.http.post(format!("{}/sandbox/{verb}", app.root())).json(&body).send().await.unwrap()).await
}

async fn newest(app: &App, tokens: &Tokens) -> Value {
    events(&history(app, tokens, "&_count=1").await)[0].clone()
}

async fn newest_notice(app: &App, tokens: &Tokens) -> Value {
    events(&notices(app, tokens, "&_count=1").await)[0].clone()
}

#[tokio::test]
async fn the_treating_doctor_alone_reads_the_traces_and_that_leaves_one() {
    let (app, tokens) = start().await;
    let read = act(&app, "history", &DUMONT.into(), NADIA.0, json!({})).await;
    let traces = read.body["traces"].as_array().unwrap();
    assert_eq!((read.status.as_u16(), traces.len()), (200, 100));
    let signed_in = &traces[0];
    assert_eq!((&signed_in["who"], &signed_in["said"]), (&"Nadia Benali".into(), &"s’est connecté au DMP".into()));
    let trace = newest(&app, &tokens).await;
    assert_eq!((deed(&trace), &trace["outcome"]), ("historique", &"0".into()));
    for (who, reason) in [(ROUX, "pas-medecin-traitant"), ("Sophie Marchetti", "bloque"), ("Gilles Pinson", "qualite")] {
        let refused = act(&app, "history", &who.into(), NADIA.0, json!({})).await;
        assert_eq!((refused.status.as_u16(), refused.str("error").as_str()), (403, "no_access"), "{who}");
        let trace = newest(&app, &tokens).await;
        let refusal = &trace["entity"][0]["detail"][1];
        assert_eq!((deed(&trace), &refusal["valueString"]), ("historique", &reason.into()), "{who}");
    }
    let nobody = act(&app, "history", &DUMONT.into(), "299999999999999", json!({})).await;
    let closed = act(&app, "history", &"Hugo Ferrand".into(), JEAN.0, json!({})).await;
    assert_eq!((nobody.status, &nobody.text), (closed.status, &closed.text));
}

#[tokio::test]
async fn the_treating_doctor_blocks_a_colleague_for_the_person_who_is_told() {
    let (app, tokens) = start().await;
    let who = Value::from("Bruno Aubert");
    act(&app, "agree", &who, NADIA.0, json!({})).await;
    assert_eq!(list(&app, &who, NADIA.0).await.status, 200);
    let mut stream = Stream::open(&app, &tokens, None).await;
    stream.next().await.unwrap();
    let blocked = act(&app, "block", &DUMONT.into(), NADIA.0, json!({ "target": "Bruno Aubert" })).await;
    assert_eq!(blocked.body, json!({ "blocked": true }));
    assert_eq!(list(&app, &who, NADIA.0).await.status, 403, "on the very next request");
    let told = stream.notice(&app, &tokens).await;
    assert_eq!(code(&told), notice::BLOCKED);
    assert_eq!(told["payload"][0]["contentString"], "Dr Alice Dumont a bloqué Dr Bruno Aubert à votre demande.");
    assert_eq!(told["about"][1]["display"], "Dr Bruno Aubert");
    assert_eq!((&told["sender"]["display"], &told["reasonCode"]), (&"Dr Alice Dumont".into(), &Value::Null));
    // Once more changes nothing; another professional cannot; nobody blocks themselves.
    let before = total(&notices(&app, &tokens, "&_count=0").await);
    act(&app, "block", &DUMONT.into(), NADIA.0, json!({ "target": "Bruno Aubert" })).await;
    assert_eq!(act(&app, "block", &ROUX.into(), NADIA.0, json!({ "target": "Léa Fontaine" })).await.status, 403);
    assert_eq!(act(&app, "block", &DUMONT.into(), NADIA.0, json!({ "target": DUMONT })).await.status, 422);
    assert_eq!(act(&app, "block", &DUMONT.into(), NADIA.0, json!({ "target": "Personne" })).await.status, 422);
    assert_eq!(act(&app, "block", &DUMONT.into(), NADIA.0, json!({})).await.status, 400);
    assert_eq!(total(&notices(&app, &tokens, "&_count=0").await), before);
    // The person unblocks, as for any block of theirs.
    let path = format!("/fhir/Consent?patient={}&status=active&actor=810999001125", tokens.patient);
    let mut block = app.get(&path, &tokens.access).await.body["entry"][0]["resource"].clone();
    block["status"] = "inactive".into();
    assert_eq!(crate::consents::put(&app, &tokens, &block, "1").await.status, 200);
}

#[tokio::test]
async fn the_status_is_handed_on_with_the_persons_agreement() {
    let (app, tokens) = start().await;
    let to = |target: &str, agreed: bool| json!({ "target": target, "agreed": agreed });
    for (target, agreed) in [(ROUX, false), ("Karim Haddad", true), ("Gilles Pinson", true), (DUMONT, true)] {
        assert_eq!(act(&app, "hand-on", &DUMONT.into(), NADIA.0, to(target, agreed)).await.status, 422, "{target}");
    }
    assert_eq!(act(&app, "hand-on", &ROUX.into(), NADIA.0, to("Hugo Ferrand", true)).await.status, 403);
    let done = act(&app, "hand-on", &DUMONT.into(), NADIA.0, to("Hugo Ferrand", true)).await;
    assert_eq!(done.body, json!({ "handed_on": true }));
    let me = app.get(&format!("/fhir/Patient/{}", tokens.patient), &tokens.access).await;
    assert_eq!(me.body["generalPractitioner"][0]["display"], "Dr Hugo Ferrand");
    assert_eq!(me.body["generalPractitioner"][0]["identifier"]["value"], "810999001018");
    assert_eq!((me.header("etag"), &me.body["meta"]["versionId"]), (Some("W/\"2\""), &"2".into()));
    let told = newest_notice(&app, &tokens).await;
    assert_eq!(code(&told), notice::TREATING);
    assert_eq!(deed(&newest(&app, &tokens).await), "transmission");
    assert_eq!(act(&app, "history", &DUMONT.into(), NADIA.0, json!({})).await.status, 403, "no longer");
    act(&app, "agree", &"Hugo Ferrand".into(), NADIA.0, json!({})).await;
    assert_eq!(act(&app, "history", &"Hugo Ferrand".into(), NADIA.0, json!({})).await.status, 200);
}

#[tokio::test]
async fn the_assurance_maladie_feeds_twenty_four_months_once() {
    let (app, tokens) = start().await;
    let statements = async || {
        let path = "&type=REMB&_count=200&period=ge2024-11-01&period=lt2026-11-01";
        app.search(&tokens, path).await
    };
    let before = total(&statements().await);
    assert!(before > 0 && before < 24, "some were there: {before}");
    let (told, sent) = (total(&notices(&app, &tokens, "&_count=0").await), app.outbox(NADIA.0).await.len());
    for _ in 0..2 {
        let fed = door(&app, "feed", json!({ "patient": NADIA.0 })).await;
        assert_eq!((fed.status.as_u16(), &fed.body), (202, &json!({ "received": true })));
        assert_eq!(total(&statements().await), 24, "every month, once");
    }
    assert_eq!(total(&notices(&app, &tokens, "&_count=0").await), told + 1, "told once");
    let notice = newest_notice(&app, &tokens).await;
    assert_eq!((code(&notice), &notice["sender"]["display"]), (notice::FEED, &"Assurance Maladie".into()));
    assert_eq!(app.outbox(NADIA.0).await.len(), sent + 1);
    let deposits = events(&history(&app, &tokens, "&subtype=create&date=ge2026-11-22&_count=200").await);
    assert_eq!(deposits.len() as u64, 24 - before);
    assert!(deposits.iter().all(|event| event["agent"][0]["purposeOfUse"][0]["coding"][0]["code"] == "HPAYMT"));
    // Each is a document in the person's name, of its month.
    let page = statements().await;
    let months: Vec<String> =
        events(&page).iter().map(|one| one["context"]["period"]["start"].as_str().unwrap()[..7].to_owned()).collect();
    assert_eq!(months.iter().collect::<std::collections::BTreeSet<_>>().len(), 24);
    let fresh =
        events(&page).into_iter().find(|one| one["meta"]["lastUpdated"].as_str().unwrap().starts_with("2026-11-22")).unwrap();
    let url = fresh["content"][0]["attachment"]["url"].as_str().unwrap();
    let content = app.get(&format!("/fhir/{url}"), &tokens.access).await.text;
    assert!(content.contains("<family qualifier=\"BR\">Benali</family>") && !content.contains("{{"), "{content}");
    let unique = fresh["masterIdentifier"]["value"].as_str().unwrap().trim_start_matches("urn:oid:");
    assert!(content.contains(&format!("<id root=\"{unique}\"/>")));
    // Closed or unknown: received alike, and nothing is there.
    for patient in [JEAN.0, "299999999999999"] {
        let fed = door(&app, "feed", json!({ "patient": patient })).await;
        assert_eq!((fed.status.as_u16(), &fed.body), (202, &json!({ "received": true })));
    }
}

#[tokio::test]
async fn what_is_to_be_announced_is_told_without_content_after_14_days_and_shown_after_a_month() {
    let (app, tokens) = start().await;
    let mut who = crate::professionals::doctor();
    who["name"] = "Dr Lise Annonciade".into();
    let text =
        json!({ "title": "Résultat à annoncer", "type": "11488-4", "class": "10", "text": "…", "not_visible_to_patient": true });
    act(&app, "agree", &who, NADIA.0, json!({})).await;
    act(&app, "deposit", &who, NADIA.0, text).await;
    let one = documents(&list(&app, &who, NADIA.0).await).into_iter().find(|one| one["title"] == "Résultat à annoncer").unwrap();
    let id = one["id"].as_str().unwrap();
    act(&app, "read", &who, NADIA.0, json!({ "document": id })).await;
    let of = |told: u64| format!("&_count=200&category={}", if told == 0 { notice::ANNOUNCED } else { notice::VISIBLE });
    let seeded = total(&notices(&app, &tokens, &of(0)).await);
    assert_eq!(seeded, 0);
    app.clock.advance(13 * DAY);
    let tokens = app.sign_in(NADIA, "home").await;
    assert_eq!(total(&notices(&app, &tokens, &of(0)).await), 0, "not yet");
    app.clock.advance(DAY);
    let tokens = app.sign_in(NADIA, "home").await;
    let told = notices(&app, &tokens, &of(0)).await;
    // That of the seed, and this one.
    assert!(total(&told) >= 1, "{}", told.text);
    for one in events(&told) {
        for member in ["sender", "about", "reasonCode"] {
            assert_eq!(one[member], Value::Null, "it names nobody and nothing: {one}");
        }
    }
    let everything = async |tokens: &Tokens| {
        let mut all = String::new();
        for path in [
            format!("DocumentReference?patient={}&status=current&_count=200", tokens.patient),
            format!("AuditEvent?patient={}&date=ge2020&date=le2030&_count=200", tokens.patient),
            format!("AuditEvent?patient={}&date=ge2020&date=le2030&entity={id}", tokens.patient),
            format!("Communication?recipient={}&_count=200", tokens.patient),
            format!("DocumentReference/{id}"),
        ] {
            all.push_str(&app.get(&format!("/fhir/{path}"), &tokens.access).await.text);
        }
        all
    };
    let hidden = everything(&tokens).await;
    assert!(!hidden.contains("Résultat à annoncer") && !hidden.contains(&format!("DocumentReference/{id}\"")), "nowhere");
    let again = app.sign_in_later(NADIA).await;
    assert_eq!(total(&notices(&app, &again, &of(0)).await), total(&told), "told once");
    // 22 November to 22 December.
    app.clock.advance(16 * DAY);
    let tokens = app.sign_in(NADIA, "home").await;
    let shown = app.get(&format!("/fhir/DocumentReference/{id}"), &tokens.access).await;
    assert_eq!((shown.status.as_u16(), shown.header("etag")), (200, Some("W/\"2\"")), "{}", shown.text);
    assert_eq!(shown.body["securityLabel"].as_array().unwrap().len(), 1, "N alone");
    assert_eq!(total(&app.search(&tokens, "&security-label=INVISIBLE_PATIENT").await), 0);
    let content =
        app.get(&format!("/fhir/{}", shown.body["content"][0]["attachment"]["url"].as_str().unwrap()), &tokens.access).await;
    assert_eq!((content.status.as_u16(), content.text.as_str()), (200, "…"));
    let traces = events(&history(&app, &tokens, &format!("&entity={id}&agent-name=annonciade")).await);
    assert_eq!(traces.iter().map(deed).collect::<Vec<_>>(), ["lecture", "depot"], "what was done with it meanwhile");
    let told = notices(&app, &tokens, &of(1)).await;
    let named = format!("DocumentReference/{id}");
    assert!(events(&told).iter().any(|one| one["about"][1]["reference"] == named.as_str()), "{}", told.text);
    let reveal = history(&app, &tokens, &format!("&entity={id}&purpose=HOPERAT")).await;
    assert_eq!(events(&reveal).iter().map(deed).collect::<Vec<_>>(), ["remise-visibilite"]);
    assert_eq!(
        documents(&list(&app, &who, NADIA.0).await).iter().find(|one| one["id"] == id).unwrap()["not_visible_to_patient"],
        false
    );
}

#[tokio::test]
async fn days_go_by_on_the_server_and_stay_gone_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    for days in [json!(0), json!(401), json!(-1), json!("x")] {
        assert_eq!(door(&app, "wait", json!({ "days": days })).await.status, 400, "{days}");
    }
    let mut stream = Stream::open(&app, &tokens, None).await;
    stream.next().await.unwrap();
    assert_eq!(door(&app, "wait", json!({ "days": 14 })).await.body["now"], "2026-11-29T09:00:00Z");
    assert_eq!(stream.next().await, None, "nobody stays signed in for 14 days");
    let later = app.sign_in(NADIA, "home").await;
    let told = notices(&app, &later, "&_sort=-sent").await;
    assert!(events(&told).iter().any(|one| code(one) == notice::ANNOUNCED), "{}", told.text);
    app.stop().await;
    let app = App::on(folder.path()).await;
    assert_eq!(app.get("/account", &later.access).await.status, 200, "a session of then is not of the future");
    assert_eq!(door(&app, "wait", json!({ "days": 1 })).await.body["now"], "2026-11-30T09:00:00Z");
}
