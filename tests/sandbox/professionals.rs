//! What professionals do with a record, through the rules: what they get, what they are told, and the trace of every try.

use crate::app::{Answer, App, Hands, JEAN, NADIA, START, Setting, Tokens};
use crate::consents::{block, consents, post, put, with};
use crate::traces::{deed, events, history};
use dmp::sandbox::{DAY, MINUTE};
use serde_json::{Value, json};

/// In nobody's record yet.
pub fn doctor() -> Value {
    json!({
        "idnps": "810999002222", "name": "Dr Yann Morvan", "profession": "10", "speciality": "SM54", "organisation": "Cabinet du Port",
    })
}

pub const TREATING: &str = "810999001000";

pub fn as_doctor(idnps: &str, name: &str) -> Value {
    let mut doctor = doctor();
    (doctor["idnps"], doctor["name"]) = (idnps.into(), name.into());
    doctor
}

pub async fn act(app: &App, verb: &str, professional: &Value, patient: &str, more: Value) -> Answer {
    let mut body = json!({ "professional": professional, "patient": patient });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Answer::of(app.http.post(format!("{}/sandbox/{verb}", app.root())).json(&body).send().await.unwrap()).await
}

pub async fn list(app: &App, professional: &Value, patient: &str) -> Answer {
    act(app, "list", professional, patient, json!({})).await
}

pub fn glass() -> Value {
    json!({ "mode": "bris_de_glace", "motive": "Patient inconscient" })
}

pub fn documents(answer: &Answer) -> Vec<Value> {
    assert_eq!(answer.status, 200, "{}", answer.text);
    let documents = answer.body["documents"].as_array().unwrap().clone();
    assert_eq!(answer.body["total"], documents.len());
    documents
}

/// Status, headers but the date, and body: all that somebody receives.
fn received(answer: &Answer) -> (u16, Vec<(String, String)>, String) {
    let headers = answer.headers.iter().filter(|(name, _)| *name != "date");
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
    (answer.status.as_u16(), headers, answer.text.clone())
}

async fn start() -> (App, Tokens) {
    let clock = std::sync::Arc::new(Hands::at(START + 7 * DAY));
    let app = App::with(Setting { record: None, clock, ..Setting::default() }).await;
    let tokens = app.sign_in(NADIA, "home").await;
    (app, tokens)
}

async fn newest(app: &App, tokens: &Tokens) -> Value {
    events(&history(app, tokens, "&_count=1").await)[0].clone()
}

fn refusal(event: &Value) -> Option<String> {
    let details = event["entity"][0]["detail"].as_array().unwrap();
    let refused = details.iter().find(|detail| detail["type"] == "refus").map(|detail| detail["valueString"].as_str().unwrap());
    assert_eq!(event["outcome"] == "4", refused.is_some(), "{event}");
    refused.map(str::to_owned)
}

#[tokio::test]
async fn a_professional_finds_agrees_lists_and_reads_and_each_step_leaves_its_trace() {
    let (app, tokens) = start().await;
    let who = doctor();
    let found = act(&app, "find", &who, NADIA.0, json!({})).await;
    assert_eq!(found.body, json!({ "found": true, "agreed": false }));
    assert_eq!(list(&app, &who, NADIA.0).await.status, 403);
    let refused = newest(&app, &tokens).await;
    assert_eq!((deed(&refused), refusal(&refused).as_deref()), ("liste", Some("sans-accord")));
    assert_eq!(act(&app, "agree", &who, NADIA.0, json!({})).await.body, json!({ "agreed": true }));
    let permits = consents(&app, &tokens, "&status=active&actor=810999002222").await;
    assert_eq!((permits.len(), &permits[0]["provision"]["type"]), (1, &"permit".into()));
    let listed = documents(&list(&app, &who, NADIA.0).await);
    assert!(listed.len() > 20);
    let one = &listed[0];
    let read = act(&app, "read", &who, NADIA.0, json!({ "document": one["id"] })).await;
    assert_eq!(read.status, 200);
    let trace = newest(&app, &tokens).await;
    assert_eq!((deed(&trace), refusal(&trace)), ("lecture", None));
    assert_eq!(trace["entity"][1]["what"]["display"], one["title"]);
    assert_eq!(trace["agent"][0]["who"]["identifier"]["value"], "810999002222");
    assert_eq!(trace["agent"][1]["who"]["display"], "Cabinet du Port");
    let told = app.outbox(NADIA.0).await;
    let first: Vec<&Value> = told.iter().filter(|message| message["text"].as_str().unwrap().contains("première fois")).collect();
    assert_eq!(first.len(), 1, "told once, of the first time: {told:?}");
}

#[tokio::test]
async fn s64_a_block_takes_effect_on_the_very_next_request_and_does_not_tell_itself() {
    let (app, tokens) = start().await;
    let (blocked, unknown) = (doctor(), as_doctor("810999003333", "Dr Lise Aubry"));
    act(&app, "agree", &blocked, NADIA.0, json!({})).await;
    let document = documents(&list(&app, &blocked, NADIA.0).await)[0]["id"].clone();
    let denied = post(&app, &tokens, &block(&tokens.patient, "810999002222")).await;
    assert_eq!(denied.status, 201);
    let nobody = "299999999999999";
    // Blocked, not agreed to, closed, and no such person.
    for (verb, more) in [("list", json!({})), ("read", json!({ "document": document }))] {
        let one = received(&act(&app, verb, &blocked, NADIA.0, more.clone()).await);
        assert_eq!(one.0, 403);
        for (who, patient) in [(&unknown, NADIA.0), (&blocked, JEAN.0), (&blocked, nobody)] {
            assert_eq!(one, received(&act(&app, verb, who, patient, more.clone()).await), "{verb} {patient}");
        }
    }
    for verb in ["find", "agree"] {
        let one = received(&act(&app, verb, &blocked, NADIA.0, json!({})).await);
        assert_eq!(one, received(&act(&app, verb, &blocked, nobody, json!({})).await), "{verb}: as if there were no record");
    }
    let trace = newest(&app, &tokens).await;
    assert_eq!((deed(&trace), refusal(&trace).as_deref()), ("accord", Some("bloque")), "the patient sees the try");
    // Unblocking authorises nobody.
    assert_eq!(put(&app, &tokens, &with(&denied.body, "/status", "inactive"), "1").await.status, 200);
    assert_eq!(list(&app, &blocked, NADIA.0).await.status, 403);
    act(&app, "agree", &blocked, NADIA.0, json!({})).await;
    assert_eq!(list(&app, &blocked, NADIA.0).await.status, 200);
}

#[tokio::test]
async fn a_break_glass_refused_by_a_block_equals_one_refused_by_opposition() {
    let (app, tokens) = start().await;
    let who = doctor();
    let opened = act(&app, "list", &who, NADIA.0, glass()).await;
    assert_eq!(opened.body["mode"], "bris_de_glace");
    let seen = documents(&opened);
    let trace = newest(&app, &tokens).await;
    assert_eq!(trace["purposeOfEvent"][0]["coding"][1]["code"], "bris_de_glace");
    assert_eq!(trace["entity"][0]["detail"][1], json!({ "type": "motif", "valueString": "Patient inconscient" }));
    assert!(app.outbox(NADIA.0).await.last().unwrap()["text"].as_str().unwrap().contains("en urgence"));
    let without = act(&app, "list", &who, NADIA.0, json!({ "mode": "bris_de_glace", "motive": "  " })).await;
    assert_eq!(without.status, 400, "why must be said");
    post(&app, &tokens, &block(&tokens.patient, "810999002222")).await;
    let read = json!({ "mode": "bris_de_glace", "motive": "Patient inconscient", "document": seen[0]["id"] });
    let by_block = [
        received(&act(&app, "list", &who, NADIA.0, glass()).await),
        received(&act(&app, "read", &who, NADIA.0, read.clone()).await),
    ];
    let switch = consents(&app, &tokens, "&status=active").await;
    let switch = switch.iter().find(|one| one["provision"]["purpose"][0]["code"] == "BTG").unwrap();
    assert_eq!(put(&app, &tokens, &with(switch, "/provision/type", "deny"), "1").await.status, 200);
    let other = as_doctor("810999003333", "Dr Lise Aubry");
    let by_opposition =
        [received(&act(&app, "list", &other, NADIA.0, glass()).await), received(&act(&app, "read", &other, NADIA.0, read).await)];
    assert_eq!(by_block, by_opposition);
    assert_eq!(refusal(&newest(&app, &tokens).await).as_deref(), Some("oppose"));
}

#[tokio::test]
async fn the_centre_15_is_for_its_doctors_and_its_switch() {
    let (app, tokens) = start().await;
    let mut who = doctor();
    let fifteen = json!({ "mode": "centre_15" });
    assert_eq!(act(&app, "list", &who, NADIA.0, fifteen.clone()).await.status, 403);
    assert_eq!(refusal(&newest(&app, &tokens).await).as_deref(), Some("hors-regulation"));
    who["regulator"] = true.into();
    documents(&act(&app, "list", &who, NADIA.0, fifteen.clone()).await);
    assert_eq!(newest(&app, &tokens).await["purposeOfEvent"][0]["coding"][0]["code"], "ETREAT");
    let switch = consents(&app, &tokens, "&status=active").await;
    let switch = switch
        .iter()
        .find(|one| one["provision"]["purpose"][0]["code"] == "ETREAT" && one["provision"]["securityLabel"].is_null());
    assert_eq!(put(&app, &tokens, &with(switch.unwrap(), "/provision/type", "deny"), "1").await.status, 200);
    assert_eq!(act(&app, "list", &who, NADIA.0, fifteen).await.status, 403);
}

#[tokio::test]
async fn those_who_never_read_try_and_are_refused_and_the_patient_sees_it() {
    let (app, tokens) = start().await;
    for capacity in ["occupational", "advisory", "insurer"] {
        let mut who = doctor();
        (who["idnps"], who["capacity"]) = (format!("8109990044{:02}", capacity.len()).into(), capacity.into());
        assert_eq!(act(&app, "agree", &who, NADIA.0, json!({})).await.status, 404, "{capacity}");
        for more in [json!({}), glass()] {
            assert_eq!(act(&app, "list", &who, NADIA.0, more).await.status, 403, "{capacity}");
            assert_eq!(refusal(&newest(&app, &tokens).await).as_deref(), Some("qualite"), "{capacity}");
        }
    }
    let mut desk = doctor();
    (desk["idnps"], desk["capacity"], desk["profession"]) = ("810999005555".into(), "administrative".into(), "".into());
    act(&app, "agree", &desk, NADIA.0, json!({})).await;
    let seen = documents(&list(&app, &desk, NADIA.0).await);
    let all = app.search(&tokens, "&category=95&_count=200").await;
    assert_eq!(seen.len() as u64, crate::app::total(&all), "class 95 only");
}

#[tokio::test]
async fn the_matrix_decides_by_profession_and_what_is_not_read_is_as_if_it_were_not_there() {
    let (app, tokens) = start().await;
    let mut nurse = doctor();
    (nurse["idnps"], nurse["profession"]) = ("810999006666".into(), "60".into());
    for who in [&nurse, &doctor()] {
        act(&app, "agree", who, NADIA.0, json!({})).await;
    }
    let text = json!({ "title": "Certificat", "type": "89601-9", "class": "52", "text": "Apte au sport." });
    let dropped = act(&app, "deposit", &doctor(), NADIA.0, text).await;
    assert_eq!((dropped.status.as_u16(), dropped.body), (202, json!({ "received": true })));
    let certificate =
        documents(&list(&app, &doctor(), NADIA.0).await).into_iter().find(|one| one["title"] == "Certificat").unwrap();
    let seen = documents(&list(&app, &nurse, NADIA.0).await);
    assert!(!seen.is_empty() && seen.iter().all(|one| one["type"] != "89601-9"));
    let hidden = act(&app, "read", &nurse, NADIA.0, json!({ "document": certificate["id"] })).await;
    assert_eq!(refusal(&newest(&app, &tokens).await).as_deref(), Some("habilitation"));
    let none = act(&app, "read", &nurse, NADIA.0, json!({ "document": "00000000000000000000000000000000" })).await;
    assert_eq!((received(&hidden), hidden.status.as_u16()), (received(&none), 404));
}

#[tokio::test]
async fn masking_hides_from_all_but_the_author_and_the_treating_doctor_and_in_emergencies_by_its_switch() {
    let (app, tokens) = start().await;
    let (author, other, treating) =
        (doctor(), as_doctor("810999003333", "Dr Lise Aubry"), as_doctor(TREATING, "Dr Alice Dumont"));
    for who in [&author, &other, &treating] {
        act(&app, "agree", who, NADIA.0, json!({})).await;
    }
    let text = json!({ "title": "Consultation masquée", "type": "11488-4", "class": "10", "text": "…", "masked": true });
    act(&app, "deposit", &author, NADIA.0, text).await;
    let sees = async |who: &Value, more: Value| {
        documents(&act(&app, "list", who, NADIA.0, more).await).iter().any(|one| one["title"] == "Consultation masquée")
    };
    assert!(sees(&author, json!({})).await && sees(&treating, json!({})).await && !sees(&other, json!({})).await);
    assert!(sees(&other, glass()).await);
    let switch = consents(&app, &tokens, "&status=active").await;
    let switch = switch.iter().find(|one| one["provision"]["securityLabel"].is_array()).unwrap();
    assert_eq!(put(&app, &tokens, &with(switch, "/provision/type", "deny"), "1").await.status, 200);
    assert!(!sees(&other, glass()).await && sees(&treating, json!({})).await);
    assert!(app.search(&tokens, "").await.text.contains("Consultation masquée"), "the patient sees it always");
}

#[tokio::test]
async fn a_deposit_is_received_alike_blocked_closed_or_unknown_and_a_blocked_author_still_deposits() {
    let (app, tokens) = start().await;
    let who = doctor();
    post(&app, &tokens, &block(&tokens.patient, "810999002222")).await;
    let text = json!({ "title": "Compte rendu du bloqué", "type": "11488-4", "class": "10", "text": "Tout va bien." });
    let mut all = Vec::new();
    for patient in [NADIA.0, JEAN.0, "299999999999999"] {
        all.push(received(&act(&app, "deposit", &who, patient, text.clone()).await));
    }
    assert!(all.iter().all(|one| *one == all[0]) && all[0].0 == 202, "{all:?}");
    let trace = newest(&app, &tokens).await;
    assert_eq!((deed(&trace), refusal(&trace), trace["action"].as_str()), ("depot", None, Some("C")));
    let found = app.search(&tokens, "&author.family=morvan").await;
    assert_eq!(crate::app::titles(&found), ["Compte rendu du bloqué"]);
    assert_eq!(list(&app, &who, NADIA.0).await.status, 403, "and reads nothing, not even that");
    for wrong in [
        json!({ "title": "", "type": "11488-4", "class": "10", "text": "x" }),
        json!({ "title": "x", "type": "11488-4\n", "class": "10", "text": "x" }),
        json!({ "title": "x", "type": "11488-4", "class": "10", "text": "x", "masked": true, "not_visible_to_patient": true }),
    ] {
        assert_eq!(act(&app, "deposit", &who, NADIA.0, wrong).await.status, 400);
    }
    let mut insurer = who.clone();
    insurer["capacity"] = "insurer".into();
    assert_eq!(act(&app, "deposit", &insurer, NADIA.0, text).await.status, 403);
}

#[tokio::test]
async fn what_the_patient_may_not_see_yet_is_deposited_and_read_in_silence() {
    let (app, tokens) = start().await;
    let who = doctor();
    act(&app, "agree", &who, NADIA.0, json!({})).await;
    list(&app, &who, NADIA.0).await;
    let (before, told) = (crate::app::total(&history(&app, &tokens, "").await), app.outbox(NADIA.0).await.len());
    let text = json!({ "title": "Annonce", "type": "11488-4", "class": "10", "text": "…", "not_visible_to_patient": true });
    act(&app, "deposit", &who, NADIA.0, text).await;
    let one = documents(&list(&app, &who, NADIA.0).await).into_iter().find(|one| one["title"] == "Annonce").unwrap();
    assert_eq!(one["not_visible_to_patient"], true, "the professional is warned");
    assert_eq!(act(&app, "read", &who, NADIA.0, json!({ "document": one["id"] })).await.status, 200);
    let after = history(&app, &tokens, "").await;
    assert_eq!(crate::app::total(&after), before + 1, "the list alone is in the history");
    assert!(!after.text.contains("Annonce") && app.outbox(NADIA.0).await.len() == told);
}

#[tokio::test]
async fn a_stay_lets_the_hospital_read_until_its_end() {
    let (app, tokens) = start().await;
    let mut who = doctor();
    who["establishment"] = "1350000001".into();
    let mut stay = with(&block(&tokens.patient, "1350000001"), "/provision/type", "permit");
    stay["provision"]["actor"][0]["reference"]["identifier"]["system"] = "urn:oid:1.2.250.1.71.4.2.2".into();
    stay["provision"]["period"] = json!({ "end": "2026-11-22T12:00:00+01:00" });
    assert_eq!(post(&app, &tokens, &stay).await.status, 201);
    assert_eq!(list(&app, &who, NADIA.0).await.status, 200);
    assert_eq!(list(&app, &doctor(), NADIA.0).await.status, 403, "another place");
    app.clock.advance(3 * 60 * MINUTE);
    assert_eq!(list(&app, &who, NADIA.0).await.status, 403, "the stay has ended");
}

#[tokio::test]
async fn s65_what_a_professional_sends_is_data_wherever_it_is_written() {
    let (app, tokens) = start().await;
    let evil = "Dr \"\u{1b}]52;c;x\u{7}'); DROP TABLE traces;--";
    let mut who = doctor();
    who["name"] = evil.into();
    let motive = "a\n\u{0}b".repeat(300);
    act(&app, "list", &who, NADIA.0, json!({ "mode": "bris_de_glace", "motive": motive })).await;
    let trace = newest(&app, &tokens).await;
    assert_eq!(trace["agent"][0]["who"]["display"], evil, "stored as it is, escaped as it is written");
    let said = trace["entity"][0]["detail"][1]["valueString"].as_str().unwrap();
    assert!(said.chars().count() <= 300 && !said.contains(char::is_control));
}

#[tokio::test]
async fn the_rules_can_be_read() {
    let app = App::start().await;
    let rules = app.get("/sandbox/rules", "").await;
    let rules = rules.body.as_array().unwrap();
    assert!(rules.len() > 10 && rules.iter().all(|rule| rule["says"].as_str().unwrap().ends_with('.')));
}
