//! The search of documents: every parameter, pages, what is refused.

use crate::app::{App, NADIA, Setting, Tokens, titles, total};
use dmp::wire::fhir;
use reqwest::Method;
use std::collections::BTreeSet;

const ALL: u64 = 9;

async fn start() -> (App, Tokens) {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    (app, tokens)
}

#[tokio::test]
async fn every_parameter_finds_what_it_should() {
    let (app, tokens) = start().await;
    let first = app.search(&tokens, "").await;
    assert_eq!(total(&first), ALL);
    let resource = &first.body["entry"][0]["resource"];
    let id = resource["id"].as_str().unwrap();
    let master = resource["masterIdentifier"]["value"].as_str().unwrap();
    let logical = resource["identifier"][0]["value"].as_str().unwrap();
    let old = app.get(&format!("/fhir/DocumentReference?patient={}&status=superseded", tokens.patient), &tokens.access).await;
    let old = old.body["entry"][0]["resource"]["id"].as_str().unwrap().to_owned();
    let loinc = "http://loinc.org";
    let visibility = fhir::system::VISIBILITY;
    for (more, expected) in [
        (format!("&_id={id}"), 1),
        (format!("&_id={id},nexistepas"), 1),
        (format!("&identifier={}|{master}", fhir::system::URI), 1),
        (format!("&identifier={master}"), 1),
        (format!("&identifier={logical}"), 1),
        (format!("&identifier=urn:autre|{master}"), 0),
        ("&type=11502-2".to_owned(), 2),
        (format!("&type={loinc}|11502-2"), 2),
        (format!("&type={loinc}|"), 8),
        ("&type=|11502-2".to_owned(), 0),
        ("&type=urn:autre|11502-2".to_owned(), 0),
        ("&type=11502".to_owned(), 0),
        ("&type=11502-2,11488-4".to_owned(), 4),
        ("&type=11502-2&type=11488-4".to_owned(), 0),
        ("&type:not=11502-2".to_owned(), 7),
        ("&category=11".to_owned(), 3),
        (format!("&category={}|90", fhir::system::CLASS), 1),
        ("&facility=SA07".to_owned(), ALL),
        ("&setting=AMBULATOIRE,ETABLISSEMENT".to_owned(), ALL),
        ("&setting=ETABLISSEMENT".to_owned(), 0),
        ("&format=urn:ihe:lab:xd-lab:2008".to_owned(), 2),
        ("&security-label=N".to_owned(), ALL),
        (format!("&security-label={visibility}|MASQUE_PS"), 1),
        ("&security-label:not=MASQUE_PS".to_owned(), 8),
        ("&event=x".to_owned(), 0),
        ("&isArchived=true".to_owned(), 1),
        ("&isArchived=false".to_owned(), 8),
        ("&author.family=garnier".to_owned(), 2),
        ("&author.family=GARN".to_owned(), 2),
        ("&author.family=arnier".to_owned(), 0),
        ("&author.family:contains=arnier".to_owned(), 2),
        ("&author.family:exact=Garnier".to_owned(), 2),
        ("&author.family:exact=Garn".to_owned(), 0),
        ("&author.given=helene".to_owned(), 2),
        ("&author.given=Nadia".to_owned(), 1),
        (format!("&related=DocumentReference/{old}"), 1),
        (format!("&related={old}"), 1),
        ("&date=2024".to_owned(), 1),
        ("&date=ge2025&date=lt2026".to_owned(), 3),
        ("&creation=2024-03-12".to_owned(), 1),
        ("&period=ge2026".to_owned(), 8),
        ("&period=eq2025-01-31".to_owned(), 1),
        ("&_lastUpdated=ge2026-10-20T19:00:00%2B02:00".to_owned(), 1),
        ("&_lastUpdated=gt2026-10-20T19:00:00%2B02:00".to_owned(), 0),
    ] {
        let answer = app.search(&tokens, &more).await;
        assert_eq!((answer.status.as_u16(), answer.body["total"].as_u64()), (200, Some(expected)), "{more}: {}", answer.text);
        assert_eq!(titles(&answer).len() as u64, expected, "{more}");
    }
}

#[tokio::test]
async fn dates_obey_every_prefix_at_every_precision() {
    let (app, tokens) = start().await;
    // One document, on 31 January 2025 at 23:30 in Paris: February in no time zone but further east.
    let only = "&type=11488-4&security-label:not=MASQUE_PS";
    for (asked, found) in [
        ("2025", true),
        ("2025-01", true),
        ("2025-02", false),
        ("2025-01-31", true),
        ("2025-01-31T23:30", true),
        ("2025-01-31T23:30:00", true),
        ("2025-01-31T23:30:00.000", true),
        ("2025-01-31T22:30:00Z", true),
        ("2025-01-31T23:30:00%2B01:00", true),
        ("2025-01-31T23:30:01", false),
        ("eq2025-01-31", true),
        ("ne2025-01-31", false),
        ("ne2025-01-30", true),
        ("gt2025-01-30", true),
        ("gt2025-01-31", false),
        ("gt2025", false),
        ("lt2025-02", true),
        ("lt2025-01-31", false),
        ("ge2025-01-31", true),
        ("ge2025-02-01", false),
        ("le2025-01-31", true),
        ("le2025-01", true),
        ("le2025-01-30", false),
        ("sa2025-01-30", true),
        ("sa2025-01-31", false),
        ("eb2025-02-01", true),
        ("eb2025-01-31", false),
        ("ap2025-03", true),
        ("ap2018", false),
    ] {
        let answer = app.search(&tokens, &format!("{only}&date={asked}")).await;
        assert_eq!(answer.body["total"], u8::from(found), "{asked}: {}", answer.text);
    }
    for wrong in ["hier", "2025-13", "2025-02-30", "20250131", "2025-01-31T25:00", "xx2025", "ge", "0000"] {
        let answer = app.search(&tokens, &format!("&date={wrong}")).await;
        assert_eq!((answer.status.as_u16(), &answer.body["resourceType"]), (400, &"OperationOutcome".into()), "{wrong}");
    }
}

#[tokio::test]
async fn the_patient_and_the_status_are_required_and_unknown_parameters_ignored_unless_strict() {
    let (app, tokens) = start().await;
    for path in ["?status=current".to_owned(), format!("?patient={}", tokens.patient), String::new()] {
        let answer = app.get(&format!("/fhir/DocumentReference{path}"), &tokens.access).await;
        assert_eq!((answer.status.as_u16(), &answer.body["issue"][0]["code"]), (400, &"required".into()), "{path}");
    }
    let lenient = app.search(&tokens, "&inconnu=1").await;
    assert_eq!(total(&lenient), ALL);
    assert!(!lenient.body["link"][0]["url"].as_str().unwrap().contains("inconnu"), "self says what was used");
    let path = format!("/fhir/DocumentReference?patient={}&status=current", tokens.patient);
    let strict = app.request(Method::GET, &format!("{path}&inconnu=1"), &tokens.access).header("prefer", "handling=strict");
    assert_eq!(strict.send().await.unwrap().status(), 400);
    for name in fhir::search::ALL {
        let value = match name {
            "patient" => tokens.patient.clone(),
            "patient.identifier" => continue,
            "_sort" => "-date".to_owned(),
            "isArchived" => "false".to_owned(),
            "date" | "creation" | "period" | "_lastUpdated" => "ge2000".to_owned(),
            _other => "x".to_owned(),
        };
        let strict =
            app.request(Method::GET, &format!("{path}&{name}={value}"), &tokens.access).header("prefer", "handling=strict");
        assert_eq!(strict.send().await.unwrap().status(), 200, "{name}");
    }
    for refused in
        ["&type:inconnu=x", "&date:missing=true", "&_sort=hasard", "&_count=x", "&isArchived=peut-etre", "&type=", "&_cursor=x"]
    {
        let answer = app.search(&tokens, refused).await;
        assert_eq!((answer.status.as_u16(), &answer.body["resourceType"]), (400, &"OperationOutcome".into()), "{refused}");
    }
    let xml = app.request(Method::GET, &path, &tokens.access).header("accept", "application/fhir+xml").send().await.unwrap();
    assert_eq!(xml.status(), 406);
}

#[tokio::test]
async fn a_search_can_be_posted() {
    let (app, tokens) = start().await;
    let form = [("patient", tokens.patient.as_str()), ("status", "current"), ("type", "11502-2")];
    let request = app.request(Method::POST, "/fhir/DocumentReference/_search", &tokens.access).form(&form);
    let answer = crate::app::Answer::of(request.send().await.unwrap()).await;
    assert_eq!(total(&answer), 2);
}

/// All the pages, from the first answer.
async fn follow(app: &App, tokens: &Tokens, more: &str) -> Vec<String> {
    let mut page = app.search(tokens, more).await;
    let mut ids = Vec::new();
    loop {
        assert_eq!(page.status, 200, "{}", page.text);
        assert!(page.body["total"].is_u64(), "always");
        for entry in page.body["entry"].as_array().into_iter().flatten() {
            ids.push(entry["resource"]["id"].as_str().unwrap().to_owned());
        }
        let links = page.body["link"].as_array().unwrap();
        let Some(next) = links.iter().find(|link| link["relation"] == "next") else { return ids };
        let path = next["url"].as_str().unwrap().strip_prefix(app.root()).expect("the same origin").to_owned();
        page = app.get(&path, &tokens.access).await;
    }
}

#[tokio::test]
async fn pages_follow_one_another_whatever_the_order_with_nothing_lost_and_nothing_twice() {
    let mut setting = Setting::default();
    setting.options.documents = 230;
    let app = App::with(setting).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let (first, whole) = (app.search(&tokens, "").await, ALL + 230);
    assert_eq!((titles(&first).len(), total(&first)), (50, whole), "fifty when nothing is said");
    assert_eq!(titles(&app.search(&tokens, "&_count=1000").await).len(), 200, "two hundred at most");
    let none = app.search(&tokens, "&_count=0").await;
    assert_eq!((titles(&none).len(), total(&none)), (0, whole));
    let mut orders = BTreeSet::new();
    for sort in [
        "",
        "&_sort=-date",
        "&_sort=date",
        "&_sort=type",
        "&_sort=-type,date",
        "&_sort=author.family,-_lastUpdated",
        "&_sort=-_id",
    ] {
        let ids = follow(&app, &tokens, &format!("{sort}&_count=37")).await;
        assert_eq!(ids.len() as u64, whole, "{sort}");
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len() as u64, whole, "{sort}");
        let at_once: Vec<String> = follow(&app, &tokens, &format!("{sort}&_count=200")).await;
        assert_eq!(ids, at_once, "{sort}: the order does not depend on the pages");
        orders.insert(ids);
    }
    assert_eq!(orders.len(), 6, "none and -date are the same; the others differ");
}

#[tokio::test]
async fn a_document_added_in_the_middle_neither_shifts_the_next_page_nor_shows_twice() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let first = app.search(&tokens, "&_count=4").await;
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    // The masked one becomes the newest of all: it moves from the second page to before the first.
    let moved = connection.execute("UPDATE documents SET date = 4102444800000 WHERE labels LIKE '%MASQUE_PS%'", []).unwrap();
    assert_eq!(moved, 2);
    let next = first.body["link"][1]["url"].as_str().unwrap().strip_prefix(app.root()).unwrap().to_owned();
    let second = app.get(&next, &tokens.access).await;
    let (first, second) = (titles(&first), titles(&second));
    assert!(first.iter().all(|title| !second.contains(title)));
    assert_eq!(second.first().map(String::as_str), Some("Prise de sang de septembre"));
}

#[tokio::test]
async fn sort_by_date_is_by_instant_and_reversed_is_the_reverse() {
    let (app, tokens) = start().await;
    let mut up = titles(&app.search(&tokens, "&_sort=date").await);
    assert_eq!(up.first().map(String::as_str), Some("Vieille ordonnance"));
    up.reverse();
    assert_eq!(up, titles(&app.search(&tokens, "&_sort=-date").await));
}

#[tokio::test]
async fn a_total_follows_what_changes_in_the_record() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    for _ in 0..2 {
        assert_eq!(total(&app.search(&tokens, "").await), ALL);
    }
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    connection.execute("UPDATE documents SET hidden = 1 WHERE labels LIKE '%MASQUE_PS%'", []).unwrap();
    assert_eq!(total(&app.search(&tokens, "").await), ALL - 1);
    assert_eq!(titles(&app.search(&tokens, "").await).len() as u64, ALL - 1);
}
