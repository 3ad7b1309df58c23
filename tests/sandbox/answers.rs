//! Forms and their answers: put aside unfinished, judged when they are finished, and advance directives signed by whoever has just
//! proved who they are.

use crate::app::{App, NADIA, NEW_PASSWORD, Setting, Tokens, total};
use crate::contacts::{UUID, all, but, delete, post, put, remarks};
use crate::grave::asks_again;
use dmp::sandbox::{Failure, MINUTE, Options, start};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

pub const HEALTHY: &str = "urn:dmp:questionnaire:directives-anticipees-sante|1";
const CHOICES: &str = "urn:dmp:directives";

pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questionnaires")
}

pub fn answer(link: &str, value: Value) -> Value {
    json!({ "linkId": link, "answer": [value] })
}

pub fn page(link: &str, items: Vec<Value>) -> Value {
    json!({ "linkId": link, "item": items })
}

fn text(link: &str, text: &str) -> Value {
    answer(link, json!({ "valueString": text }))
}

fn choice(link: &str, code: &str) -> Value {
    answer(link, json!({ "valueCoding": { "system": CHOICES, "code": code } }))
}

/// All that is required of directives in good health, and two wishes.
pub fn directives(patient: &str, status: &str) -> Value {
    json!({
        "resourceType": "QuestionnaireResponse",
        "identifier": { "system": "urn:ietf:rfc:3986", "value": UUID },
        "questionnaire": HEALTHY,
        "status": status,
        "subject": { "reference": format!("Patient/{patient}") },
        "authored": "2026-11-15T10:00:00+01:00",
        "item": [
            page("moi", vec![
                text("nom", "Martin"),
                text("prenoms", "Camille Jeanne"),
                answer("naissance-date", json!({ "valueDate": "1979-03-14" })),
                text("naissance-lieu", "Villerose"),
            ]),
            page("actes", vec![
                choice("acte-reanimation", "refuse"),
                choice("acte-dialyse", "autre"),
                text("acte-dialyse-autre", "Oui, mais pas plus de six mois.\nEnsuite, non."),
            ]),
            page("fait", vec![answer("fait-date", json!({ "valueDate": "2026-11-15" })), text("fait-lieu", "Villerose")]),
        ],
    })
}

#[tokio::test]
async fn the_two_forms_of_directives_explain_each_question_in_pages() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    let found = app.get("/fhir/Questionnaire?name=directives-anticipees", &tokens.access).await;
    assert_eq!((found.status.as_u16(), total(&found)), (200, 2), "{}", found.text);
    for entry in found.body["entry"].as_array().unwrap() {
        let form = &entry["resource"];
        let one = app.get(&format!("/fhir/Questionnaire/{}", form["id"].as_str().unwrap()), &tokens.access).await;
        assert_eq!((one.header("etag"), &one.body), (Some("W/\"1\""), form));
        assert_eq!((form["name"].as_str(), form["meta"]["versionId"].as_str()), (Some("directives-anticipees"), Some("1")));
        assert_eq!(form["code"][0]["code"], "42348-3");
        let mut codes = Vec::new();
        for group in form["item"].as_array().unwrap() {
            assert_eq!(group["type"], "group");
            let questions = group["item"].as_array().unwrap();
            assert_eq!(questions[0]["type"], "display", "what the page is about comes first: {}", group["linkId"]);
            for question in questions {
                codes.extend(question["code"][0]["code"].as_str().map(str::to_owned));
                for words in [&question["text"], &question["item"][0]["text"]].into_iter().filter_map(Value::as_str) {
                    let long = words.split(['.', '!', '?', ':']).find(|sentence| sentence.split_whitespace().count() > 20);
                    assert!(long.is_none() && !words.contains('\''), "{words}");
                }
                let options = question["answerOption"].as_array().is_some_and(|options| options.len() > 1);
                assert_eq!(question["type"] == "choice", options, "{}", question["linkId"]);
            }
        }
        for code in "75789-8 75779-9 75787-2 77352-3 265764009 387713003 MED-298 75793-0".split(' ') {
            assert!(codes.iter().any(|said| said == code), "no {code}");
        }
    }
    for (query, many) in [("name=rien", 0), ("name=Directives", 2), ("url=urn:dmp:questionnaire:directives-anticipees-sante", 1)]
    {
        let found = app.get(&format!("/fhir/Questionnaire?{query}"), &tokens.access).await;
        assert_eq!((found.status.as_u16(), total(&found)), (200, many), "{query}");
    }
    assert_eq!(app.get("/fhir/Questionnaire/rien", &tokens.access).await.status, 404);
}

#[tokio::test]
async fn unfinished_answers_are_put_aside_taken_up_again_and_thrown_away() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    app.clock.advance(5 * MINUTE);
    let mut draft = directives(&tokens.patient, "in-progress");
    draft["item"] = json!([page("moi", vec![text("nom", "Mart")])]);
    let made = post(&app, &tokens, &draft, Some(UUID)).await;
    assert_eq!((made.status.as_u16(), made.header("etag")), (201, Some("W/\"1\"")), "{}", made.text);
    assert_eq!(made.body["item"], draft["item"]);
    assert_eq!(made.body["author"]["reference"], format!("Patient/{}", tokens.patient));
    let more = put(&app, &tokens, &but(&made.body, "/item/0/item/0/answer/0/valueString", "Martin".into()), "1").await;
    assert_eq!((more.status.as_u16(), more.header("etag")), (200, Some("W/\"2\"")), "{}", more.text);
    let open = "&status=in-progress&questionnaire=urn:dmp:questionnaire:directives-anticipees-sante";
    assert_eq!(all(&app, &tokens, "QuestionnaireResponse", open).await, vec![more.body.clone()]);
    let other = open.replace("sante", "maladie");
    assert!(all(&app, &tokens, "QuestionnaireResponse", &other).await.is_empty());
    assert!(all(&app, &tokens, "QuestionnaireResponse", "&status=completed").await.is_empty());
    let history = crate::traces::history(&app, &tokens, "&subtype=questionnaire").await;
    assert_eq!(total(&history), 0, "nobody is concerned yet");
    let turned = put(&app, &tokens, &but(&more.body, "/questionnaire", HEALTHY.replace("sante", "maladie").into()), "2").await;
    assert_eq!(turned.status, 422, "answers do not change form");
    assert_eq!(delete(&app, &tokens, &more.body, "2").await.status, 204);
    assert!(all(&app, &tokens, "QuestionnaireResponse", "").await.is_empty());
}

#[tokio::test]
async fn s28_directives_ask_for_a_fresh_factor() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    let draft = post(&app, &tokens, &directives(&tokens.patient, "in-progress"), Some(UUID)).await;
    app.clock.advance(5 * MINUTE);
    let signed = but(&draft.body, "/status", "completed".into());
    asks_again(&put(&app, &tokens, &signed, "1").await);
    let other = but(&directives(&tokens.patient, "completed"), "/identifier/value", UUID.replace('1', "2").into());
    asks_again(&post(&app, &tokens, &other, None).await);
    assert_eq!(all(&app, &tokens, "QuestionnaireResponse", "").await, vec![draft.body.clone()], "nothing was done");
    let tokens = app.unlock(&tokens, NEW_PASSWORD).await;
    let done = put(&app, &tokens, &signed, "1").await;
    assert_eq!((done.status.as_u16(), done.header("etag")), (200, Some("W/\"2\"")), "{}", done.text);
    let traces = crate::traces::events(&crate::traces::history(&app, &tokens, "&_count=1").await);
    assert_eq!(crate::traces::deed(&traces[0]), "questionnaire");
    // Once signed, every change is.
    app.clock.advance(5 * MINUTE);
    asks_again(&put(&app, &tokens, &but(&done.body, "/status", "amended".into()), "2").await);
    let tokens = app.unlock(&tokens, NEW_PASSWORD).await;
    assert_eq!(put(&app, &tokens, &but(&done.body, "/status", "in-progress".into()), "2").await.status, 409);
    assert_eq!(delete(&app, &tokens, &done.body, "2").await.status, 409);
    let wrong = put(&app, &tokens, &but(&done.body, "/status", "entered-in-error".into()), "2").await;
    assert_eq!(wrong.status, 200, "{}", wrong.text);
    assert_eq!(put(&app, &tokens, &but(&wrong.body, "/status", "completed".into()), "3").await.status, 409);
}

#[tokio::test]
async fn finished_answers_are_judged_by_their_form_question_by_question() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    let good = but(&directives(&tokens.patient, "completed"), "/identifier", Value::Null);
    let at = |links: &[&str]| {
        links.iter().fold("QuestionnaireResponse".to_owned(), |at, link| format!("{at}.item.where(linkId='{link}')"))
    };
    for (pointer, value, expression, issue) in [
        ("/item/0/item", json!([text("nom", "Martin")]), at(&["moi", "prenoms"]), "required"),
        ("/item/0", page("dire", vec![text("lieu", "chez moi")]), at(&["moi", "nom"]), "required"),
        ("/item/0/item/2/answer/0", json!({ "valueString": "1979" }), at(&["moi", "naissance-date"]) + ".answer[0]", "value"),
        ("/item/0/item/0/answer/0/valueString", "é".repeat(201).into(), at(&["moi", "nom"]) + ".answer[0]", "too-long"),
        (
            "/item/1/item/0",
            choice("acte-reanimation", "peut-être"),
            at(&["actes", "acte-reanimation"]) + ".answer[0]",
            "code-invalid",
        ),
        ("/item/1/item/1", choice("acte-dialyse", "accepte"), at(&["actes", "acte-dialyse-autre"]), "business-rule"),
        ("/item/1/item/2", choice("acte-chirurgie", "refuse"), at(&["actes", "acte-dialyse-autre"]), "required"),
        ("/item/1/item/-", text("inconnue", "?"), at(&["actes", "inconnue"]), "value"),
        ("/item/1/item/-", choice("acte-reanimation", "accepte"), at(&["actes", "acte-reanimation"]), "structure"),
        ("/item/2/item/1/answer", json!([]), "QuestionnaireResponse.item[2].item[1].answer".to_owned(), "structure"),
        ("/questionnaire", "urn:dmp:questionnaire:rien".into(), "QuestionnaireResponse.questionnaire".to_owned(), "not-found"),
        (
            "/item/1/item/0/answer/0",
            json!({ "valueCoding": {}, "valueString": "a" }),
            "QuestionnaireResponse.item[1].item[0].answer[0].value[x]".to_owned(),
            "structure",
        ),
        ("/author", json!({ "reference": "Practitioner/1" }), "QuestionnaireResponse.author".to_owned(), "value"),
    ] {
        let answer = post(&app, &tokens, &but(&good, pointer, value.clone()), None).await;
        assert_eq!(answer.status, 422, "{pointer} {value}: {}", answer.text);
        let named = remarks(&answer);
        assert!(named.contains(&(expression.clone(), issue.to_owned())), "{expression} {issue}: {named:?}");
    }
    let long = "Je veux être chez moi. ".repeat(800);
    let besides = page("dire", vec![text("lieu", long.trim())]);
    let done = post(&app, &tokens, &but(&good, "/item/-", besides.clone()), None).await;
    assert_eq!((done.status.as_u16(), &done.body["item"][3]), (201, &besides), "{}", done.text);
    assert_eq!(all(&app, &tokens, "QuestionnaireResponse", "&status=completed").await.len(), 1);
}

#[tokio::test]
async fn a_minor_writes_no_directives() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let born = |day: &str| {
        let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
        let sql = "UPDATE patients SET resource = json_set(resource, '$.birthDate', ?) WHERE patient_id = ?";
        connection.execute(sql, [day, &tokens.patient]).unwrap();
    };
    // Tests begin on 15 November 2026.
    born("2008-11-16");
    for status in ["in-progress", "completed"] {
        let refused = post(&app, &tokens, &directives(&tokens.patient, status), None).await;
        assert_eq!((refused.status.as_u16(), &refused.body["issue"][0]["code"]), (403, &"forbidden".into()), "{status}");
    }
    born("2008-11-15");
    assert_eq!(post(&app, &tokens, &directives(&tokens.patient, "completed"), None).await.status, 201);
}

#[tokio::test]
async fn f14_f40_answers_sent_twice_are_one_and_two_terminals_do_not_cross() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    let body = directives(&tokens.patient, "in-progress");
    let (first, second) = (post(&app, &tokens, &body, Some(UUID)).await, post(&app, &tokens, &body, Some(UUID)).await);
    assert_eq!((first.status.as_u16(), second.status.as_u16(), &first.body), (201, 200, &second.body));
    let signed = but(&first.body, "/status", "completed".into());
    assert_eq!(put(&app, &tokens, &signed, "1").await.status, 200);
    assert_eq!(put(&app, &tokens, &but(&first.body, "/item/0/item/0/answer/0/valueString", "M".into()), "1").await.status, 412);
    // Said again after it was signed: what there is now, and no second one.
    let late = post(&app, &tokens, &body, Some(UUID)).await;
    assert_eq!((late.status.as_u16(), late.str("status")), (200, "completed".to_owned()));
    assert_eq!(all(&app, &tokens, "QuestionnaireResponse", "").await.len(), 1);
}

async fn with(files: &[&str]) -> (App, Tokens) {
    let questionnaires = files.iter().map(|file| examples().join(file)).collect();
    let options = Options { source_limit: false, questionnaires, ..Options::default() };
    let app = App::with(Setting { options, ..Setting::default() }).await;
    let tokens = app.sign_in(NADIA, "home").await;
    (app, tokens)
}

#[tokio::test]
async fn a_server_brings_its_own_forms_and_judges_every_type_of_answer() {
    let (app, tokens) = with(&["types.json"]).await;
    let form = app.get("/fhir/Questionnaire?name=Types", &tokens.access).await;
    assert_eq!(total(&form), 1, "{}", form.text);
    let good = json!({
        "resourceType": "QuestionnaireResponse",
        "questionnaire": "urn:dmp:questionnaire:types",
        "status": "completed",
        "subject": { "reference": format!("Patient/{}", tokens.patient) },
        "item": [
            page("g", vec![
                answer("boolean", json!({ "valueBoolean": true })),
                answer("integer", json!({ "valueInteger": 12 })),
                answer("date", json!({ "valueDate": "2026-02-28" })),
                answer("quantity", json!({ "valueQuantity": { "value": 37, "unit": "°C" } })),
                json!({ "linkId": "choice", "answer": [{ "valueInteger": 1 }, { "valueInteger": 3 }] }),
                answer("open", json!({ "valueString": "mes mots" })),
                answer("below", json!({ "valueString": "parent", "item": [text("child", "enfant")] })),
                answer("older", json!({ "valueString": "après dix" })),
            ]),
            page("again", vec![text("again-line", "un")]),
            page("again", vec![text("again-line", "deux")]),
        ],
    });
    let number = json!({ "linkId": "decimal", "answer": [{ "valueDecimal": 0 }] });
    let body = but(&good, "/item/0/item/-", number).to_string().replace("\"valueDecimal\":0", "\"valueDecimal\":1.50");
    let request = app.request(reqwest::Method::POST, "/fhir/QuestionnaireResponse", &tokens.access);
    let made =
        crate::app::Answer::of(request.header("content-type", dmp::wire::fhir::JSON).body(body).send().await.unwrap()).await;
    assert_eq!(made.status, 201, "{}", made.text);
    let path = format!("/fhir/QuestionnaireResponse/{}", made.str("id"));
    let list = app.get(&format!("/fhir/QuestionnaireResponse?patient={}", tokens.patient), &tokens.access).await;
    for kept in [made.text, app.get(&path, &tokens.access).await.text, list.text] {
        assert!(kept.contains("\"valueDecimal\":1.50"), "not 1.5: {kept}");
    }
    for (pointer, value, what) in [
        ("/item/0/item/1", answer("integer", json!({ "valueDecimal": 1.5 })), "a decimal for a whole number"),
        ("/item/0/item/1", answer("integer", json!({ "valueInteger": 9 })), "what is asked above ten"),
        ("/item/0/item/4/answer/0", json!({ "valueInteger": 2 }), "not an option"),
        ("/item/0/item/5", json!({ "linkId": "open", "answer": [{ "valueString": "a" }, { "valueString": "b" }] }), "two"),
        ("/item/0/item/6", text("child", "enfant"), "a child beside its parent"),
        ("/item/0/item/6", json!({ "linkId": "below", "item": [text("child", "enfant")] }), "a child without an answer"),
        ("/item/0/item/-", answer("said", json!({ "valueString": "?" })), "an answer to what is only said"),
        ("/item/0/item/0", answer("boolean", json!({ "valueBoolean": false })), "what is asked when it is true"),
        ("/item/0/item/2", answer("date", json!({ "valueDate": "2026-02-29" })), "a day that there is not"),
    ] {
        let refused = post(&app, &tokens, &but(&good, pointer, value), None).await;
        assert_eq!(refused.status, 422, "{what}: {}", refused.text);
    }
}

#[tokio::test]
#[allow(clippy::disallowed_methods, reason = "a folder that goes with the test")]
async fn a_file_that_is_no_form_is_refused_before_anything_is_served() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("form.json");
    for text in [
        "",
        "{}",
        r#"{"resourceType":"Patient"}"#,
        r#"{"resourceType":"Questionnaire","id":"a"}"#,
        r#"{"resourceType":"Questionnaire","id":"../a","item":[{"linkId":"1","type":"string"}]}"#,
        r#"{"resourceType":"Questionnaire","id":"a","item":[{"linkId":"1","type":"string"},{"linkId":"1","type":"string"}]}"#,
        r#"{"resourceType":"Questionnaire","id":"directives-anticipees-sante","item":[{"linkId":"1","type":"string"}]}"#,
    ] {
        std::fs::write(&file, text).unwrap();
        let options = Options { questionnaires: vec![file.clone()], ..Options::default() };
        match start(options).await {
            Err(Failure::Questionnaire(named, _)) => assert_eq!(named, file),
            Err(other) => panic!("{text}: {other}"),
            Ok(_) => panic!("{text} is served"),
        }
    }
}

#[tokio::test]
async fn the_examples_of_fhir_r4_are_served_and_answered() {
    let (app, tokens) = with(&["f201-lifelines.json", "bluebook.json", "cancer-quality.json"]).await;
    let coding = |code: &str| json!({ "valueCoding": { "code": code } });
    let yes = || json!({ "valueCoding": { "system": "http://terminology.hl7.org/CodeSystem/v2-0136", "code": "Y" } });
    let below = |mut answer: Value, items: Vec<Value>| {
        answer["item"] = items.into();
        answer
    };
    let lifelines = json!([
        answer("1", json!({ "valueBoolean": true })),
        page("2", vec![text("2.1", "femme"), answer("2.2", json!({ "valueDate": "1986-07" })), text("2.4", "mariée")]),
        page("3", vec![answer("3.1", json!({ "valueBoolean": false }))]),
    ]);
    let doses = page("vitaminKgivenDoses", vec![answer("vitaminKgivenDoses-1", json!({ "valueDate": "2013-02-19" }))]);
    let given = answer(
        "hepBgiven",
        below(json!({ "valueBoolean": true }), vec![answer("hepBgivenDate", json!({ "valueDate": "2013-02-20" }))]),
    );
    let bluebook = json!([page(
        "birthDetails",
        vec![
            page("group", vec![text("nameOfChild", "Cathy"), answer("sex", coding("F"))]),
            page(
                "neonatalInformation",
                vec![
                    answer("birthWeight", json!({ "valueDecimal": 3.25 })),
                    answer("vitaminKgiven", below(coding("INJECTION"), vec![doses])),
                    given,
                ]
            ),
        ]
    )]);
    let cardial = page("2.1.1", vec![answer("2.1.1.1", below(yes(), vec![answer("2.1.1.1.1", yes())]))]);
    let cancer = json!([page("2", vec![answer("2.1", below(yes(), vec![cardial]))])]);
    let mut judged = Vec::new();
    // These are no advance directives: the password need not be fresh.
    app.clock.advance(5 * MINUTE);
    for (form, items) in [("f201", lifelines), ("bb", bluebook), ("3141", cancer)] {
        let served = app.get(&format!("/fhir/Questionnaire/{form}"), &tokens.access).await;
        let url = format!("http://hl7.org/fhir/Questionnaire/{form}");
        assert_eq!((served.status.as_u16(), &served.body["url"]), (200, &url.as_str().into()));
        let body = json!({
            "resourceType": "QuestionnaireResponse",
            "questionnaire": url,
            "status": "completed",
            "subject": { "reference": format!("Patient/{}", tokens.patient) },
            "item": items,
        });
        let made = post(&app, &tokens, &body, None).await;
        assert_eq!((made.status.as_u16(), &made.body["item"]), (201, &items), "{}", made.text);
        judged.extend([served.body, made.body]);
    }
    assert_eq!(crate::validity::refused(&judged), None);
}
