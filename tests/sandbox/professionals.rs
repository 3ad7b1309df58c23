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

/// As somebody of the directory, where this professional is entered first; a text is a name or a number.
pub async fn act(app: &App, verb: &str, professional: &Value, patient: &str, more: Value) -> Answer {
    let named = match professional.as_str() {
        Some(named) => named,
        None => {
            enter(app, professional).await;
            professional["idnps"].as_str().unwrap()
        }
    };
    let mut body = json!({ "professional": named, "patient": patient });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Answer::of(app.http.post(format!("{}/sandbox/{verb}", app.root())).json(&body).send().await.unwrap()).await
}

/// The directory's words for what these tests say of a professional.
async fn enter(app: &App, new: &Value) {
    let (title, family) = match new["name"].as_str().unwrap() {
        name if name.starts_with("Dr ") => ("DR", &name[3..]),
        name => ("", name),
    };
    let regulator = new["regulator"] == true;
    let establishment = new["establishment"].as_str().map_or("", |establishment| &establishment[1..]);
    let text = |member: &str| new[member].as_str().unwrap_or("");
    let body = json!({
        "idnps": text("idnps"), "title": title, "family": family, "profession": text("profession"),
        "speciality": text("speciality"), "organisation": text("organisation"), "finess": establishment,
        "capacity": if regulator { "samu" } else { new["capacity"].as_str().unwrap_or("care") },
    });
    let entered = app.http.post(format!("{}/sandbox/professionals", app.root())).json(&body).send().await.unwrap();
    assert_eq!(entered.status(), 204);
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
    assert_eq!(found.body, json!({ "agreed": false }));
    assert_eq!(list(&app, &who, NADIA.0).await.status, 403);
    let refused = newest(&app, &tokens).await;
    assert_eq!((deed(&refused), refusal(&refused).as_deref()), ("liste", Some("sans-accord")));
    let agreed = act(&app, "agree", &who, NADIA.0, json!({})).await;
    assert_eq!((agreed.status.as_u16(), agreed.body), (202, json!({ "received": true })));
    assert_eq!(act(&app, "find", &who, NADIA.0, json!({})).await.body, json!({ "agreed": true }));
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
    let blocked = doctor();
    act(&app, "agree", &blocked, NADIA.0, json!({})).await;
    let document = documents(&list(&app, &blocked, NADIA.0).await)[0]["id"].clone();
    let denied = post(&app, &tokens, &block(&tokens.patient, "810999002222")).await;
    assert_eq!(denied.status, 201);
    let nobody = "299999999999999";
    // Blocked, not agreed to, closed, and no such person: in all that can be asked, and the agreement last.
    let text = json!({ "title": "Compte rendu", "type": "11488-4", "class": "10", "text": "Tout va bien." });
    let reading = json!({ "document": document });
    let tries = [("find", json!({})), ("list", json!({})), ("read", reading), ("deposit", text), ("agree", json!({}))];
    for (number, (verb, more)) in tries.into_iter().enumerate() {
        let one = received(&act(&app, verb, &blocked, NADIA.0, more.clone()).await);
        let unknown = as_doctor(&format!("81099900333{number}"), "Dr Lise Aubry");
        for (who, patient) in [(&unknown, NADIA.0), (&blocked, JEAN.0), (&blocked, nobody)] {
            assert_eq!(one, received(&act(&app, verb, who, patient, more.clone()).await), "{verb} {patient}");
        }
    }
    let last = events(&history(&app, &tokens, "&_count=2").await);
    let [agreed, refused] = &last[..] else { panic!("{last:?}") };
    assert_eq!((deed(agreed), refusal(agreed)), ("accord", None), "the one who was not blocked");
    assert_eq!((deed(refused), refusal(refused).as_deref()), ("accord", Some("bloque")), "the patient sees the try");
    // After an agreement that counts for nothing, the record is still as if there were none.
    for (verb, more) in [("find", json!({})), ("list", json!({})), ("list", glass()), ("list", json!({ "mode": "centre_15" }))] {
        let one = received(&act(&app, verb, &blocked, NADIA.0, more.clone()).await);
        for patient in [JEAN.0, nobody] {
            assert_eq!(one, received(&act(&app, verb, &blocked, patient, more.clone()).await), "{verb} {patient}");
        }
    }
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
        for patient in [NADIA.0, JEAN.0, "299999999999999"] {
            assert_eq!(act(&app, "agree", &who, patient, json!({})).await.status, 403, "{capacity}");
        }
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
async fn a_stay_counts_for_each_of_the_places_where_somebody_works() {
    let (app, tokens) = start().await;
    let along = "_revinclude=PractitionerRole:practitioner&_include:iterate=PractitionerRole:organization";
    let found = app.get(&format!("/fhir/Practitioner?name=hautefort%20marie-ange&{along}"), &tokens.access).await;
    let resources = || found.body["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
    let identifier = |resource: &Value, system: &str| {
        let of = |one: &&Value| one["system"] == system;
        resource["identifier"].as_array().unwrap().iter().find(of).map(|one| one["value"].as_str().unwrap().to_owned())
    };
    let person = resources().find(|resource| resource["resourceType"] == "Practitioner").unwrap();
    let person: Value = identifier(person, "urn:oid:1.2.250.1.71.4.2.1").unwrap().into();
    let places = resources().filter(|resource| resource["resourceType"] == "Organization");
    let places: Vec<String> = places.filter_map(|place| identifier(place, "urn:oid:1.2.250.1.71.4.2.2")).collect();
    assert_eq!(places.len(), 2);
    for place in places {
        assert_eq!(list(&app, &person, NADIA.0).await.status, 403);
        let mut stay = with(&block(&tokens.patient, &place), "/provision/type", "permit");
        stay["provision"]["actor"][0]["reference"]["identifier"]["system"] = "urn:oid:1.2.250.1.71.4.2.2".into();
        stay["provision"]["period"] = json!({ "end": "2026-11-22T12:00:00+01:00" });
        let made = post(&app, &tokens, &stay).await;
        assert_eq!(made.status, 201, "{}", made.text);
        assert_eq!(list(&app, &person, NADIA.0).await.status, 200, "{place}");
        let mut ended = made.body.clone();
        ended["status"] = "inactive".into();
        let path = format!("/fhir/Consent/{}", ended["id"].as_str().unwrap());
        let request = app.request(reqwest::Method::PUT, &path, &tokens.access).header("if-match", "W/\"1\"");
        let put = request.header("content-type", "application/fhir+json").body(ended.to_string()).send().await.unwrap();
        assert_eq!(put.status(), 200);
    }
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
async fn s65_every_try_says_who_when_what_and_how_it_ended_and_no_word_of_a_document() {
    let (app, tokens) = start().await;
    let mut who = doctor();
    let canary = "CANARI-4711";
    let text = json!({ "title": "Consultation", "type": "11488-4", "class": "10", "text": canary });
    let one = app.search(&tokens, "&type=11488-4&_count=1").await.body["entry"][0]["resource"]["id"].clone();
    let reading = json!({ "document": one });
    for (verb, capacity, more, said, refused) in [
        ("find", "care", json!({}), "recherche", Some("sans-accord")),
        ("list", "care", json!({}), "liste", Some("sans-accord")),
        ("read", "care", reading.clone(), "lecture", Some("sans-accord")),
        ("list", "care", json!({ "mode": "centre_15" }), "liste", Some("hors-regulation")),
        ("agree", "insurer", json!({}), "accord", Some("qualite")),
        ("deposit", "insurer", text.clone(), "depot", Some("qualite")),
        ("deposit", "care", text, "depot", None),
        ("agree", "care", json!({}), "accord", None),
        ("find", "care", json!({}), "recherche", None),
        ("list", "care", json!({}), "liste", None),
        ("read", "care", reading, "lecture", None),
    ] {
        app.clock.advance(MINUTE / 2);
        let before = crate::app::total(&history(&app, &tokens, "").await);
        who["capacity"] = capacity.into();
        act(&app, verb, &who, NADIA.0, more).await;
        let after = history(&app, &tokens, "&_count=1").await;
        assert_eq!(crate::app::total(&after), before + 1, "{verb}: one trace for one try");
        let trace = &events(&after)[0];
        assert_eq!((deed(trace), refusal(trace).as_deref()), (said, refused), "{verb}");
        assert_eq!(trace["agent"][0]["who"]["identifier"]["value"], who["idnps"]);
        let now = jiff::Timestamp::from_millisecond(dmp::sandbox::Clock::now(&*app.clock)).unwrap();
        assert_eq!(trace["recorded"], now.to_string());
        if verb == "read" {
            assert_eq!(trace["entity"][1]["what"]["reference"], format!("DocumentReference/{}", one.as_str().unwrap()));
        }
        assert!(!after.text.contains(canary));
    }
}

#[tokio::test]
async fn the_rules_can_be_read() {
    let app = App::start().await;
    let rules = app.get("/sandbox/rules", "").await;
    let rules = rules.body.as_array().unwrap();
    assert!(rules.len() > 10 && rules.iter().all(|rule| rule["says"].as_str().unwrap().ends_with('.')));
}

#[tokio::test]
async fn somebody_acts_as_the_directory_knows_them_by_number_or_by_a_name_that_one_person_has() {
    let (app, tokens) = start().await;
    for named in ["810999001042", "10999001042", "Dr Paul Nguyen-Talec", "nguyen talec", "PAUL  NGUYEN TALEC"] {
        let opened = act(&app, "list", &named.into(), NADIA.0, glass()).await;
        assert_eq!(opened.status, 200, "{named}: {}", opened.text);
        let trace = newest(&app, &tokens).await;
        assert_eq!(
            trace["agent"][0]["who"],
            json!({
                "identifier": { "system": "urn:oid:1.2.250.1.71.4.2.1", "value": "810999001042" }, "display": "Dr Paul Nguyen-Talec",
            })
        );
        let roles: Vec<&Value> =
            trace["agent"][0]["role"].as_array().unwrap().iter().map(|role| &role["coding"][0]["code"]).collect();
        assert_eq!(roles, ["10", "SM59"]);
        assert_eq!(trace["agent"][1]["who"]["display"], "Centre hospitalier de Villerose");
    }
    let before = crate::app::total(&history(&app, &tokens, "").await);
    for (named, error) in [
        ("899999999999", "unknown_professional"),
        ("Dr Personne Nulle-Part", "unknown_professional"),
        ("Nguy", "unknown_professional"),
        ("", "unknown_professional"),
        ("dr", "unknown_professional"),
        ("8", "unknown_professional"),
        ("%", "unknown_professional"),
        ("x' OR '1'='1", "unknown_professional"),
        ("Anne Lefèvre", "several_professionals"),
    ] {
        for verb in ["find", "agree", "list", "read", "deposit"] {
            let more = json!({ "document": "x", "title": "x", "type": "11488-4", "class": "10", "text": "x" });
            let refused = act(&app, verb, &named.into(), NADIA.0, more).await;
            assert_eq!((refused.status.as_u16(), refused.str("error").as_str()), (422, error), "{verb} {named}");
        }
    }
    assert_eq!(crate::app::total(&history(&app, &tokens, "").await), before, "nobody did nothing");
    // What the caller says of them counts for nothing.
    let body = json!({
        "professional": "Gilles Pinson", "patient": NADIA.0, "capacity": "care", "regulator": true, "profession": "10",
        "mode": "centre_15",
    });
    let tried = app.http.post(format!("{}/sandbox/list", app.root())).json(&body).send().await.unwrap();
    assert_eq!(tried.status(), 403);
    assert_eq!(refusal(&newest(&app, &tokens).await).as_deref(), Some("qualite"));
}

#[tokio::test]
async fn the_directory_has_those_who_never_read_and_the_doctor_of_the_samu() {
    let (app, tokens) = start().await;
    let fifteen = json!({ "mode": "centre_15" });
    assert_eq!(act(&app, "list", &"Anne Riou".into(), NADIA.0, fifteen.clone()).await.status, 200);
    assert_eq!(newest(&app, &tokens).await["agent"][1]["who"]["display"], "SAMU de Villerose, centre 15");
    for (named, reason) in [("Gilles Pinson", "qualite"), ("Corinne Maillard", "qualite"), ("Pascal Rivet", "qualite")] {
        for more in [json!({}), glass(), fifteen.clone()] {
            assert_eq!(act(&app, "list", &named.into(), NADIA.0, more).await.status, 403, "{named}");
            assert_eq!(refusal(&newest(&app, &tokens).await).as_deref(), Some(reason), "{named}");
        }
    }
    let desk = Value::from("Odile Lambert");
    assert_eq!(act(&app, "list", &desk, NADIA.0, json!({})).await.status, 403);
    assert_eq!(refusal(&newest(&app, &tokens).await).as_deref(), Some("sans-accord"));
}
