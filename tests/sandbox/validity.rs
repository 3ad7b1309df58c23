//! What is served is right: by FHIR's own models, and by the profile that documents follow.

use crate::app::{App, JEAN, NADIA, Setting, Tokens};
use crate::professionals::{act, doctor, glass};
use dmp::sandbox::{Area, DAY, SERVED};
use dmp::wire::fhir;
use reqwest::Method;
use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

/// Every resource that a person is served. Answers how many documents there are.
async fn everything(app: &App, tokens: &Tokens, resources: &mut Vec<Value>) -> usize {
    let get = async |path: &str| {
        let request = app.request(Method::GET, path, &tokens.access).header("accept", fhir::JSON);
        crate::app::Answer::of(request.send().await.unwrap()).await.body
    };
    for path in [
        format!("/fhir/Patient/{}", tokens.patient),
        format!("/fhir/Patient?_id={}", tokens.patient),
        "/fhir/metadata".to_owned(),
        "/fhir/Patient/inconnu".to_owned(),
        "/fhir/Binary/inconnu".to_owned(),
        "/fhir/nulle-part".to_owned(),
        "/fhir/Practitioner?name=a&_count=200&_revinclude=PractitionerRole:practitioner&_include:iterate=PractitionerRole:organization"
            .to_owned(),
        "/fhir/Practitioner?name=aubrac".to_owned(),
        "/fhir/PractitionerRole?practitioner=003-24&_include=PractitionerRole:practitioner".to_owned(),
        "/fhir/Organization?address-city=lyon".to_owned(),
        "/fhir/Practitioner".to_owned(),
        "/fhir/$habilitations".to_owned(),
    ] {
        resources.push(get(&path).await);
    }
    for path in
        ["AuditEvent?date=ge2020&date=le2030&_count=200&patient=", "Consent?patient=", "Communication?_count=200&recipient="]
    {
        let page = get(&format!("/fhir/{path}{}", tokens.patient)).await;
        let one = page["entry"].as_array().into_iter().flatten().map(|entry| &entry["resource"]);
        let ids: Vec<(String, String)> =
            one.map(|one| (one["resourceType"].as_str().unwrap().to_owned(), one["id"].as_str().unwrap().to_owned())).collect();
        for (kind, id) in ids.iter().take(40) {
            resources.push(get(&format!("/fhir/{kind}/{id}")).await);
        }
        resources.push(page);
    }
    let along = "_revinclude=PractitionerRole:practitioner&_include:iterate=PractitionerRole:organization";
    let found = get(&format!("/fhir/Practitioner?address-city=lyon&_count=60&{along}")).await;
    resources.extend(found["entry"].as_array().into_iter().flatten().map(|entry| entry["resource"].clone()));
    resources.push(get("/fhir/Communication/inconnu").await);
    let mut documents = 0;
    let mut next = Some(format!("/fhir/DocumentReference?patient={}&status=current,superseded&_count=50", tokens.patient));
    while let Some(page) = next.take() {
        let page = get(&page).await;
        for entry in page["entry"].as_array().into_iter().flatten() {
            documents += 1;
            let document = &entry["resource"];
            resources.push(get(&format!("/fhir/DocumentReference/{}", document["id"].as_str().unwrap())).await);
            if documents % 10 == 1 {
                resources.push(get(&format!("/fhir/DocumentReference/{}/$who", document["id"].as_str().unwrap())).await);
            }
            for content in document["content"].as_array().unwrap() {
                let url = content["attachment"]["url"].as_str().unwrap();
                resources.push(get(&format!("/fhir/{}", url.trim_start_matches(&format!("{}/", app.base)))).await);
            }
        }
        let link = page["link"].as_array().into_iter().flatten().find(|link| link["relation"] == "next");
        next = link.map(|link| link["url"].as_str().unwrap().trim_start_matches(app.root()).to_owned());
        resources.push(page);
    }
    documents
}

/// Whether there is somebody to judge.
fn judged() -> bool {
    let known = Command::new("python3").args(["-c", "import fhir.resources.R4B"]).stderr(Stdio::null()).status();
    known.is_ok_and(|status| status.success())
}

/// What the models refuse of these; none when they take them all, or when nobody can judge.
pub fn refused(resources: &[Value]) -> Option<String> {
    judged().then(|| judge(resources)).filter(|refused| !refused.trim().is_empty())
}

/// Both records: the small one of these tests, made to have one of everything, and the one the program carries.
#[tokio::test]
async fn fhir_resources_accepts_every_resource_served() {
    if !judged() {
        eprintln!("SKIPPED: python3 with the package fhir.resources is needed");
        return;
    }
    let mut resources = Vec::new();
    for (record, at_least) in [(Some(crate::app::record()), 10), (None, 120)] {
        let app = App::with(Setting { record, ..Setting::default() }).await;
        let camille = everything(&app, &app.first_sign_in().await, &mut resources).await;
        let nadia = everything(&app, &app.sign_in(NADIA, "home").await, &mut resources).await;
        let tokens = app.sign_in_later(NADIA).await;
        resources.extend(crate::health::one_of_each(&app, &tokens).await);
        for path in
            ["RelatedPerson", "QuestionnaireResponse", "Condition", "AllergyIntolerance", "MedicationStatement", "Observation"]
        {
            let list = app.get(&format!("/fhir/{path}?patient={}", tokens.patient), &tokens.access).await;
            resources.extend(list.body["entry"].as_array().unwrap().iter().map(|entry| entry["resource"].clone()));
            resources.push(list.body);
        }
        let forms = app.get("/fhir/Questionnaire", &tokens.access).await.body;
        resources.extend(forms["entry"].as_array().unwrap().iter().map(|entry| entry["resource"].clone()));
        resources.push(forms);
        let refused = crate::contacts::post(&app, &tokens, &serde_json::json!({ "resourceType": "RelatedPerson" }), None).await;
        resources.push(refused.body);
        // One of each kind of notice, besides those that are seeded.
        for (verb, more) in [
            ("list", glass()),
            ("list", serde_json::json!({ "mode": "centre_15" })),
            ("deposit", serde_json::json!({ "title": "Compte rendu", "type": "11488-4", "class": "10", "text": "…" })),
        ] {
            let mut who = doctor();
            who["regulator"] = true.into();
            act(&app, verb, &who, NADIA.0, more).await;
        }
        let hidden = serde_json::json!({
            "title": "À annoncer", "type": "11488-4", "class": "10", "text": "…", "not_visible_to_patient": true,
        });
        act(&app, "deposit", &doctor(), NADIA.0, hidden).await;
        let treating = "810999001000".into();
        for (verb, more) in [
            ("agree", serde_json::json!({})),
            ("block", serde_json::json!({ "target": "Bruno Aubert" })),
            ("feed", serde_json::json!({})),
            ("hand-on", serde_json::json!({ "target": "Hugo Ferrand", "agreed": true })),
        ] {
            assert!(act(&app, verb, &treating, NADIA.0, more).await.status.is_success(), "{verb}");
        }
        for days in [14, 31] {
            app.clock.advance(days * DAY);
            let again = app.sign_in(NADIA, "home").await;
            for path in
                ["Communication?_count=200&recipient=", "AuditEvent?date=ge2026-11&date=le2030&_count=200&patient=", "Patient/"]
            {
                resources.push(app.get(&format!("/fhir/{path}{}", again.patient), &again.access).await.body);
            }
        }
        let jean = everything(&app, &app.sign_in(JEAN, "home").await, &mut resources).await;
        assert!(camille + nadia >= at_least && jean == 0, "{camille}, {nadia}, {jean}");
    }
    resources.extend(crate::traces::one_of_each_deed().await);
    let kinds = "Patient DocumentReference Binary Bundle CapabilityStatement OperationOutcome AuditEvent Consent Parameters
                 Practitioner PractitionerRole Organization Communication RelatedPerson Questionnaire QuestionnaireResponse
                 Condition AllergyIntolerance MedicationStatement Observation";
    for kind in kinds.split_whitespace() {
        assert!(resources.iter().any(|resource| resource["resourceType"] == kind), "no {kind}");
    }
    let told = serde_json::to_string(&resources).unwrap();
    for code in "ACCES_BRIS_GLACE ACCES_DMP_PS AJOUT_DOCUMENT PRIMO_ALIM_MHS ANNONCE_DOCUMENT REMISE_VISIBILITE_AUTO BLOCAGE_PS \
                 CHANGEMENT_MEDECIN_TRAITANT"
        .split(' ')
    {
        assert!(told.contains(&format!("\"code\":\"{code}\"")), "no {code}");
    }
    // The judge itself can refuse: this one, and no other.
    let mut wrong = resources.iter().find(|resource| resource["resourceType"] == "DocumentReference").unwrap().clone();
    wrong["status"] = Value::Null;
    wrong["id"] = "the-wrong-one".into();
    resources.push(wrong);
    let refused = judge(&resources);
    assert!(refused.starts_with("DocumentReference/the-wrong-one: ") && refused.lines().count() == 1, "{refused}");
}

/// What the models refuse, as they say it.
fn judge(resources: &[Value]) -> String {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fhir_resources.py");
    let mut child = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    for resource in resources {
        writeln!(input, "{resource}").unwrap();
    }
    drop(input);
    let judged = child.wait_with_output().unwrap();
    assert!(judged.status.success());
    String::from_utf8(judged.stdout).unwrap()
}

#[tokio::test]
async fn documents_follow_the_comprehensive_profile() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let path = format!("/fhir/DocumentReference?patient={}&status=current,superseded", tokens.patient);
    let list = app.get(&path, &tokens.access).await;
    let mut urls = Vec::new();
    for entry in list.body["entry"].as_array().unwrap() {
        let document = &entry["resource"];
        let own: Vec<&str> = document["contained"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(document["meta"]["profile"][0], fhir::profile::DOCUMENT);
        for pointer in [
            "/masterIdentifier/value",
            "/status",
            "/type/coding/0/code",
            "/category/0/coding/0/code",
            "/date",
            "/custodian/display",
            "/content/0/attachment/contentType",
            "/content/0/attachment/title",
            "/content/0/attachment/creation",
            "/content/0/format/code",
            "/context/period/start",
            "/context/facilityType/coding/0/code",
            "/context/practiceSetting/coding/0/code",
            "/meta/lastUpdated",
            "/meta/versionId",
        ] {
            assert!(document.pointer(pointer).is_some_and(Value::is_string), "{pointer} of {document}");
        }
        assert_eq!(document["content"][0]["attachment"]["language"], "fr-FR");
        assert_eq!(document["securityLabel"][0]["coding"][0]["code"], "N");
        assert_eq!(document["subject"]["reference"], format!("Patient/{}", tokens.patient));
        for reference in ["/author/0/reference", "/context/sourcePatientInfo/reference"] {
            let named = document.pointer(reference).unwrap().as_str().unwrap().trim_start_matches('#');
            assert!(own.contains(&named), "{named} is not contained");
        }
        urls.push(document["content"][0]["attachment"]["url"].as_str().unwrap().to_owned());
    }
    assert!(urls.iter().any(|url| url.starts_with(&format!("{}/Binary/", app.base))), "an absolute one");
    assert!(urls.iter().any(|url| url.starts_with("Binary/")) && urls.iter().any(|url| url.starts_with("Bundle/")));
    let replaced: Vec<_> =
        list.body["entry"].as_array().unwrap().iter().filter(|e| e["resource"]["status"] == "superseded").collect();
    assert_eq!((replaced.len(), &replaced[0]["resource"]["meta"]["versionId"]), (1, &"2".into()));
    let newer: Vec<_> = list.body["entry"].as_array().unwrap().iter().filter(|e| !e["resource"]["relatesTo"].is_null()).collect();
    assert_eq!(
        newer[0]["resource"]["relatesTo"][0]["target"]["reference"],
        format!("DocumentReference/{}", replaced[0]["resource"]["id"].as_str().unwrap())
    );
}

#[tokio::test]
async fn the_capability_statement_says_exactly_what_is_served() {
    let app = App::start().await;
    let statement = app.get("/fhir/metadata", "").await.body;
    let resources = statement["rest"][0]["resource"].as_array().unwrap();
    let names: Vec<&str> = resources.iter().map(|resource| resource["type"].as_str().unwrap()).collect();
    let directory = ["Practitioner", "PractitionerRole", "Organization"];
    let said =
        ["RelatedPerson", "Questionnaire", "QuestionnaireResponse", "Condition", "AllergyIntolerance", "MedicationStatement"];
    let record = ["Patient", "DocumentReference", "Binary", "Bundle", "AuditEvent", "Consent", "Communication"];
    assert_eq!(names, [&record[..], &said, &["Observation"], &directory].concat());
    for resource in resources {
        let name = resource["type"].as_str().unwrap();
        let said: Vec<&str> = resource["interaction"].as_array().unwrap().iter().map(|i| i["code"].as_str().unwrap()).collect();
        let served = |path: String| SERVED.iter().any(|s| s.area == Area::Fhir && s.method == "GET" && s.path == path);
        assert_eq!(said.contains(&"read"), served(format!("/{name}/{{id}}")), "{name}");
        let method =
            |method: &str, path: String| SERVED.iter().any(|s| s.area == Area::Fhir && s.method == method && s.path == path);
        assert_eq!(said.contains(&"create"), method("POST", format!("/{name}")), "{name}");
        assert_eq!(said.contains(&"update"), method("PUT", format!("/{name}/{{id}}")), "{name}");
        assert_eq!(said.contains(&"delete"), method("DELETE", format!("/{name}/{{id}}")), "{name}");
        assert_eq!(said.contains(&"patch"), method("PATCH", format!("/{name}/{{id}}")), "{name}");
        assert_eq!(said.contains(&"search-type"), served(format!("/{name}")), "{name}");
    }
    let parameters: Vec<&str> =
        resources[1]["searchParam"].as_array().unwrap().iter().map(|parameter| parameter["name"].as_str().unwrap()).collect();
    for name in fhir::search::ALL {
        assert!(parameters.contains(&name), "{name}");
    }
    let traces = resources[4]["searchParam"].as_array().unwrap().iter().map(|parameter| parameter["name"].as_str().unwrap());
    assert_eq!(traces.collect::<Vec<_>>(), fhir::trace::SEARCH);
}

#[tokio::test]
async fn content_comes_raw_or_as_a_binary_resource_with_an_etag_and_compressed_when_asked() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let list = app.search(&tokens, "&type=11502-2&_count=1").await;
    let url = list.body["entry"][0]["resource"]["content"][0]["attachment"]["url"].as_str().unwrap();
    let path = format!("/fhir/Binary/{}", url.rsplit_once('/').unwrap().1);
    let get = async |accept: &str| app.request(Method::GET, &path, &tokens.access).header("accept", accept).send().await.unwrap();
    for accept in ["*/*", "text/xml", "text/xml, application/fhir+json;q=0.5"] {
        let raw = get(accept).await;
        assert_eq!(raw.headers()["content-type"], "text/xml", "{accept}");
        assert_eq!(raw.headers()["etag"], "W/\"1\"");
        let text = raw.text().await.unwrap();
        assert!(text.starts_with("<?xml") && text.contains("<family>Benali</family>") && !text.contains("{{"), "{text}");
    }
    let resource = get("application/fhir+json, */*;q=0.1").await;
    assert_eq!(resource.headers()["content-type"], fhir::JSON);
    let resource: Value = resource.json().await.unwrap();
    assert_eq!((&resource["resourceType"], &resource["contentType"]), (&"Binary".into(), &"text/xml".into()));
    let known = app.request(Method::GET, &path, &tokens.access).header("if-none-match", "W/\"1\"").send().await.unwrap();
    assert_eq!(known.status(), 304);
    let small = app.request(Method::GET, &path, &tokens.access).header("accept-encoding", "gzip").send().await.unwrap();
    assert_eq!(small.headers()["content-encoding"], "gzip");
    let id = app.request(Method::GET, &path, &tokens.access).header("x-request-id", "abc-123").send().await.unwrap();
    assert_eq!(id.headers()["x-request-id"], "abc-123");
}

#[tokio::test]
async fn a_bundle_keeps_its_numbers_as_they_were_written_and_is_read_at_its_own_id() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let list = app.search(&tokens, "&format=urn:ihe:iti:xds:2017:mimeTypeSufficient").await;
    let url = list.body["entry"][0]["resource"]["content"][0]["attachment"]["url"].as_str().unwrap();
    let bundle = app.get(&format!("/fhir/{url}"), &tokens.access).await;
    assert_eq!(bundle.body["id"], url.trim_start_matches("Bundle/"));
    assert!(bundle.text.contains("61.50"), "not 61.5");
    assert_eq!(bundle.header("content-type"), Some(fhir::JSON));
}

#[tokio::test]
async fn another_host_name_is_turned_away() {
    let app = App::start().await;
    let url = format!("{}/metadata", app.base);
    for (host, status) in
        [("malin.example", 421), ("127.0.0.1.example", 421), ("10.0.0.1", 421), ("127.0.0.1:9", 200), ("[::1]:9", 200)]
    {
        let answer = app.http.get(&url).header("host", host).send().await.unwrap();
        assert_eq!(answer.status(), status, "{host}");
    }
    // Behind another port of this computer, what is given out is on that port.
    let answer = app.http.get(format!("{}/.well-known/smart-configuration", app.base)).header("host", "127.0.0.1:9");
    let body: Value = answer.send().await.unwrap().json().await.unwrap();
    assert_eq!(body["token_endpoint"], "http://127.0.0.1:9/auth/token");
}
