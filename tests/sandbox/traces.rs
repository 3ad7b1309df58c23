//! The history of a record: complete, one's own, in order, never rewritten.

use crate::app::{Answer, App, Hands, NADIA, START, Setting, TOTP, Tokens, total};
use dmp::sandbox::{DAY, Options};
use serde_json::{Value, json};

/// A search of one's own traces over ten years, with `more`.
pub async fn history(app: &App, tokens: &Tokens, more: &str) -> Answer {
    let path = format!("/fhir/AuditEvent?patient={}&date=ge2019-01-01&date=le2029-01-01{more}", tokens.patient);
    app.get(&path, &tokens.access).await
}

pub fn events(answer: &Answer) -> Vec<Value> {
    let entries = answer.body["entry"].as_array().cloned().unwrap_or_default();
    entries.into_iter().map(|entry| entry["resource"].clone()).collect()
}

pub fn deed(event: &Value) -> &str {
    event["entity"][0]["detail"][0]["valueString"].as_str().unwrap()
}

async fn whole(app: &App, tokens: &Tokens, more: &str) -> Vec<Value> {
    let (mut all, mut next) = (Vec::new(), Some(history(app, tokens, &format!("&_count=7{more}")).await));
    while let Some(page) = next.take() {
        all.extend(events(&page));
        let link = page.body["link"].as_array().unwrap().iter().find(|link| link["relation"] == "next").cloned();
        if let Some(link) = link {
            let path = link["url"].as_str().unwrap().trim_start_matches(app.root()).to_owned();
            next = Some(app.get(&path, &tokens.access).await);
        }
    }
    all
}

/// The sandbox with the record that the program carries.
async fn carried() -> (App, Tokens) {
    let clock = std::sync::Arc::new(Hands::at(START + 7 * DAY));
    let app = App::with(Setting { record: None, clock, ..Setting::default() }).await;
    let tokens = app.sign_in(NADIA, "home").await;
    (app, tokens)
}

#[tokio::test]
async fn every_page_of_the_history_follows_the_one_before_and_the_total_is_right() {
    let (app, tokens) = carried().await;
    let all = whole(&app, &tokens, "").await;
    let first = history(&app, &tokens, "").await;
    assert_eq!(total(&first), all.len() as u64);
    assert!(all.len() > 100, "{}", all.len());
    let mut ids: Vec<&str> = all.iter().map(|event| event["id"].as_str().unwrap()).collect();
    let times: Vec<&str> = all.iter().map(|event| event["recorded"].as_str().unwrap()).collect();
    assert!(times.windows(2).all(|pair| pair[0] >= pair[1]), "newest first");
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all.len(), "none twice");
    let oldest = history(&app, &tokens, "&_sort=date&_count=1").await;
    assert_eq!(events(&oldest)[0]["id"], all.last().unwrap()["id"]);
}

#[tokio::test]
async fn both_bounds_of_the_date_and_the_patient_are_mandatory() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let me = &tokens.patient;
    for query in [
        format!("patient={me}"),
        format!("patient={me}&date=ge2024-01-01"),
        format!("patient={me}&date=le2024-01-01"),
        "date=ge2024-01-01&date=le2026-01-01".to_owned(),
        format!("patient={me}&date=ge2024-01-01&date=leno"),
        format!("patient={me}&date=ge2024&date=le2026&_sort=agent"),
        format!("patient={me}&date=ge2024&date=le2026&_cursor=x"),
        format!("patient={me}&date=ge2024&date=le2026&agent="),
    ] {
        let answer = app.get(&format!("/fhir/AuditEvent?{query}"), &tokens.access).await;
        assert_eq!((answer.status.as_u16(), &answer.body["resourceType"]), (400, &"OperationOutcome".into()), "{query}");
    }
    let day = app.get(&format!("/fhir/AuditEvent?patient={me}&date=2026-11-15"), &tokens.access).await;
    assert_eq!(total(&day), 1, "a day is both bounds: {}", day.text);
    let reversed = app.get(&format!("/fhir/AuditEvent?patient={me}&date=ge2026&date=le2024"), &tokens.access).await;
    assert_eq!((reversed.status.as_u16(), total(&reversed)), (200, 0));
}

#[tokio::test]
async fn what_a_person_does_is_in_their_own_history_at_once() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let list = app.search(&tokens, "&_count=1").await;
    let next = list.body["link"][1]["url"].as_str().unwrap().trim_start_matches(app.root()).to_owned();
    app.get(&next, &tokens.access).await;
    let document = &list.body["entry"][0]["resource"];
    let url = document["content"][0]["attachment"]["url"].as_str().unwrap();
    let path = format!("/fhir/{}", url.trim_start_matches(&format!("{}/", app.base)));
    assert_eq!(app.get(&path, &tokens.access).await.status, 200);
    let mine = events(&history(&app, &tokens, "&agent-role=PAT&date=ge2026-11-15").await);
    assert_eq!(mine.iter().map(deed).collect::<Vec<_>>(), ["lecture", "liste", "connexion"]);
    let read = &mine[0];
    assert_eq!(read["entity"][1]["what"]["reference"], format!("DocumentReference/{}", document["id"].as_str().unwrap()));
    assert_eq!(read["entity"][1]["what"]["display"], document["content"][0]["attachment"]["title"]);
    assert_eq!(read["agent"][0]["who"]["reference"], format!("Patient/{}", tokens.patient));
    let by_document = history(&app, &tokens, &format!("&entity=DocumentReference/{}", document["id"].as_str().unwrap())).await;
    assert!(events(&by_document).iter().any(|event| event["id"] == read["id"]));
}

#[tokio::test]
async fn each_document_of_the_record_has_the_trace_of_its_deposit_by_its_author() {
    let (app, tokens) = carried().await;
    let documents = app.search(&tokens, "&_count=200").await;
    let deposits = whole(&app, &tokens, "&subtype=create&_count=200").await;
    for entry in documents.body["entry"].as_array().unwrap() {
        let document = &entry["resource"];
        let reference = format!("DocumentReference/{}", document["id"].as_str().unwrap());
        let mut found = deposits.iter().filter(|event| event["entity"][1]["what"]["reference"] == reference.as_str());
        let deposit = found.next().unwrap_or_else(|| panic!("no deposit of {reference}"));
        assert!(found.next().is_none());
        let at = |text: &Value| text.as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
        assert_eq!(at(&deposit["recorded"]), at(&document["meta"]["lastUpdated"]), "{reference}");
        let author = &document["contained"][0];
        let (who, role) = (&deposit["agent"][0]["who"], &deposit["agent"][0]["role"][0]["coding"][0]["code"]);
        if author["resourceType"] == "PractitionerRole" && !author["practitioner"]["identifier"].is_null() {
            assert_eq!(who["identifier"], author["practitioner"]["identifier"]);
            assert_eq!(*role, author["code"][0]["coding"][0]["code"]);
        }
    }
}

#[tokio::test]
async fn filters_combine_and_emergencies_are_found_by_their_mode() {
    let (app, tokens) = carried().await;
    let glass = whole(&app, &tokens, "&purpose=bris_de_glace").await;
    let centre = whole(&app, &tokens, "&purpose=centre_15").await;
    let both = whole(&app, &tokens, "&purpose=bris_de_glace,centre_15").await;
    assert!(!glass.is_empty() && !centre.is_empty());
    assert_eq!(both.len(), glass.len() + centre.len());
    assert_eq!(whole(&app, &tokens, "&purpose=BTG").await.len(), glass.len());
    assert_eq!(glass[0]["purposeOfEvent"][0]["coding"][1]["code"], "bris_de_glace");
    assert!(glass.iter().all(|event| event["entity"][0]["detail"][1]["type"] == "motif"));
    let doctor = glass[0]["agent"][0]["who"]["identifier"]["value"].as_str().unwrap();
    let hers = whole(&app, &tokens, &format!("&agent=urn:oid:1.2.250.1.71.4.2.1|{doctor}")).await;
    assert!(hers.len() >= glass.len());
    assert_eq!(whole(&app, &tokens, &format!("&agent={doctor}&purpose=normal,BTG")).await.len(), hers.len());
    assert_eq!(whole(&app, &tokens, "&agent-name=nguyen&purpose=BTG").await.len(), glass.len());
    assert_eq!(whole(&app, &tokens, "&agent-name=NGUYÉN&purpose=BTG").await.len(), glass.len(), "accents and case do not matter");
    assert!(whole(&app, &tokens, "&agent-name=guyen").await.is_empty(), "from the beginning of a word");
    for nurse in whole(&app, &tokens, "&agent-role=60").await {
        assert_eq!(nurse["agent"][0]["role"][0]["coding"][0]["code"], "60");
    }
    let reads = whole(&app, &tokens, "&subtype=read&agent-role=10").await;
    assert!(reads.len() > 10 && reads.iter().all(|event| deed(event) == "lecture" && event["action"] == "R"));
    assert!(whole(&app, &tokens, "&purpose=autre").await.is_empty());
    let strict = format!("/fhir/AuditEvent?patient={}&date=ge2020&date=le2030&inconnu=1", tokens.patient);
    assert_eq!(app.get(&strict, &tokens.access).await.status, 200);
    let request = app.request(reqwest::Method::GET, &strict, &tokens.access).header("prefer", "handling=strict");
    assert_eq!(request.send().await.unwrap().status(), 400);
}

/// STANDARDS §1.6.
#[tokio::test]
async fn traces_fit_the_obligations_of_the_tde_profile() {
    let (app, tokens) = carried().await;
    app.search(&tokens, "").await;
    let mut all = whole(&app, &tokens, "").await;
    all.extend(one_of_each_deed().await);
    for event in all {
        assert_eq!(event["meta"]["profile"][0], dmp::wire::fhir::profile::TRACE);
        assert_eq!(event["subtype"].as_array().unwrap().len(), 1);
        assert!(event["period"]["start"].is_string() && event["recorded"].is_string());
        let agents = event["agent"].as_array().unwrap();
        assert!((1..=2).contains(&agents.len()), "{event}");
        assert!(agents.iter().all(|agent| agent["who"].as_object().is_some_and(|who| !who.is_empty())), "{event}");
        assert_eq!(agents.iter().filter(|agent| agent["requestor"] == true).count(), 1);
        assert!(event["source"]["observer"]["reference"].is_string());
        assert_eq!(event["entity"][0]["what"]["reference"], format!("Patient/{}", tokens.patient));
        assert!(event["source"]["observer"]["reference"] == "#dmp" && event["contained"][0]["id"] == "dmp");
        assert!(event["type"]["code"].is_string() && event["outcome"].is_string() && event["action"].is_string());
        assert!(event["outcomeDesc"].as_str().is_some_and(|text| !text.contains("{}")), "{event}");
    }
}

/// A history in which everything that can be done was done, and refused.
pub async fn one_of_each_deed() -> Vec<Value> {
    use crate::consents::{block, consents, post, put, with};
    use crate::masks::{archive, change, delete, mask, resources, unmask};
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let who = crate::professionals::doctor();
    let door = async |verb: &str, more: Value| drop(crate::professionals::act(&app, verb, &who, NADIA.0, more).await);
    let text = json!({ "title": "Note", "type": "11488-4", "class": "10", "text": "Tout va bien." });
    let all = resources(&app.search(&tokens, "").await);
    let own = all.iter().find(|document| document["author"][0]["reference"] == "#src-patient").unwrap()["id"].as_str().unwrap();
    for patch in [mask(), unmask(1), archive(true), archive(false), delete()] {
        assert_eq!(change(&app, &tokens, own, &patch).await.status, 200, "{patch}");
    }
    let other = all.iter().find(|document| document["id"] != own).unwrap()["id"].clone();
    for (verb, more) in [("find", json!({})), ("list", json!({})), ("agree", json!({})), ("deposit", text)] {
        door(verb, more).await;
    }
    door("read", json!({ "document": other })).await;
    door("list", json!({ "mode": "bris_de_glace", "motive": "Patient inconscient" })).await;
    let chosen = app.request(reqwest::Method::PUT, "/account/preferences", &tokens.access).json(&json!({ "mask_new": true }));
    assert_eq!(chosen.send().await.unwrap().status(), 200);
    let end = async |consent: &Value| {
        let version = consent["meta"]["versionId"].as_str().unwrap();
        assert_eq!(put(&app, &tokens, &with(consent, "/status", "inactive"), version).await.status, 200);
    };
    let active = consents(&app, &tokens, "&status=active").await;
    end(active.iter().find(|one| one["provision"]["actor"].is_array()).unwrap()).await;
    end(&post(&app, &tokens, &block(&tokens.patient, crate::consents::DENTIST)).await.body).await;
    let switch = active.iter().find(|one| one["provision"]["actor"].is_null()).unwrap();
    assert_eq!(put(&app, &tokens, &with(switch, "/provision/type", "deny"), "1").await.status, 200);
    end(&post(&app, &tokens, &crate::consents::stay(&tokens.patient, Some("2027-01-01"))).await.body).await;
    crate::health::one_of_each(&app, &tokens).await;
    let signed = crate::contacts::post(&app, &tokens, &crate::answers::directives(&tokens.patient, "completed"), None).await;
    assert_eq!(signed.status, 201, "{}", signed.text);
    door("profile", crate::professionals::glass()).await;
    let done = whole(&app, &tokens, "").await;
    let mut deeds: Vec<&str> = done.iter().map(deed).collect();
    deeds.sort_unstable();
    deeds.dedup();
    assert_eq!(deeds.len(), 22, "{deeds:?}");
    done
}

#[tokio::test]
async fn what_concerns_a_document_not_visible_to_the_patient_is_in_no_history() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    let sql = "SELECT trace_id FROM traces WHERE patient_id = ? AND document IN (SELECT n FROM documents WHERE hidden = 1)";
    let mut statement = connection.prepare(sql).unwrap();
    let hidden: Vec<String> = statement.query_map([&tokens.patient], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(!hidden.is_empty());
    let all = whole(&app, &tokens, "").await;
    let none = app.get("/fhir/AuditEvent/00000000000000000000000000000000", &tokens.access).await;
    for id in hidden {
        assert!(all.iter().all(|event| event["id"] != id.as_str()));
        let one = app.get(&format!("/fhir/AuditEvent/{id}"), &tokens.access).await;
        assert_eq!((one.status.as_u16(), &one.text), (404, &none.text));
        assert_eq!(total(&history(&app, &tokens, &format!("&_id={id}")).await), 0);
    }
    let counted: i64 =
        connection.query_row("SELECT count(*) FROM traces WHERE patient_id = ?", [&tokens.patient], |row| row.get(0)).unwrap();
    assert!(counted > total(&history(&app, &tokens, "").await) as i64);
}

#[tokio::test]
async fn s65_the_history_is_append_only_and_holds_no_secret_and_no_word_of_a_document() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let begun = app.begin(NADIA.0, NADIA.1).await;
    let session = begun.session();
    let chosen = app.choose(&session, "sms").await;
    let code = app.sent(NADIA.0).await;
    let done = app.code(&chosen.session(), &code).await;
    let tokens = app.tokens(app.exchange(&done.str("authorization_code"), "i").await, "i");
    let list = app.search(&tokens, "").await;
    let titles = crate::app::titles(&list);
    app.stop().await;
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    for statement in ["UPDATE traces SET motive = ''", "DELETE FROM traces", "UPDATE actors SET name = ''", "DELETE FROM actors"]
    {
        let refused = connection.execute(statement, []).unwrap_err();
        assert!(refused.to_string().contains("append-only"), "{statement}: {refused}");
    }
    let mut kept = String::new();
    for table in ["traces", "actors"] {
        let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            (0..columns).for_each(|column| kept.push_str(&format!("{:?}\n", row.get_ref(column).unwrap())));
        }
    }
    for secret in [NADIA.1, &code, &tokens.access, &tokens.refresh, TOTP, &session] {
        assert!(!kept.contains(secret), "{secret}");
    }
    assert!(!titles.is_empty());
    for title in titles.iter().filter(|title| title.len() > 3) {
        assert!(!kept.contains(title.as_str()), "{title}");
    }
}

#[tokio::test]
async fn the_invented_history_is_the_same_at_every_first_start() {
    let of = async || {
        let (app, tokens) = carried().await;
        let more = "&date=lt2026-11-21";
        let said: Vec<String> = whole(&app, &tokens, more).await.iter().map(Value::to_string).collect();
        said
    };
    let (one, other) = (of().await, of().await);
    assert!(!one.is_empty() && one == other);
}

#[tokio::test]
async fn a_measured_record_has_the_traces_that_are_asked_for() {
    let options = Options { records: 1, documents: 20, traces: 3_000, source_limit: false, ..Options::default() };
    let app = App::with(Setting { options, ..Setting::default() }).await;
    let tokens = app.sign_in(("mesure-0000", NADIA.1), "home").await;
    let path = format!("/fhir/AuditEvent?patient={}&date=ge2000&date=le2030&_count=100", tokens.patient);
    let first = app.get(&path, &tokens.access).await;
    assert_eq!(total(&first), 3_000 + 40 + 1);
    assert_eq!(events(&first).len(), 100);
    let emergencies = app.get(&format!("{path}&purpose=BTG"), &tokens.access).await;
    assert_eq!(total(&emergencies), 30);
}
