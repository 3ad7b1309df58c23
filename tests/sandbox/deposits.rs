//! Documents that a person adds: what they hold is what is said, each comes once, and what is replaced is the person's own.

use crate::app::{Answer, App, JEAN, NADIA, NEW_PASSWORD, Setting, Tokens, total};
use crate::contacts::{UUID, but, post, remarks};
use crate::grave::asks_again;
use crate::masks::{change, delete, resources};
use crate::professionals::{act, glass};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use dmp::sandbox::MINUTE;
use dmp::wire::fhir;
use dmp::wire::fhir::system::{CLASS, CONFIDENTIALITY, INS, TYPE, VISIBILITY};
use reqwest::Method;
use serde_json::{Value, json};
use sha1::{Digest, Sha1};

const PDF: &[u8] = b"%PDF-1.4\n%%EOF\n";

fn number(n: u32) -> String {
    format!("urn:uuid:6d0f6b0e-6f2e-4a3e-9a55-{n:012}")
}

pub fn deposit(patient: &str, ins: &str, kind: &str, class: &str, uuid: &str) -> Value {
    json!({
        "resourceType": "DocumentReference",
        "contained": [{ "resourceType": "Patient", "id": "moi", "identifier": [{ "system": INS, "value": ins }] }],
        "masterIdentifier": { "system": "urn:ietf:rfc:3986", "value": uuid },
        "status": "current",
        "type": { "coding": [{ "system": TYPE, "code": kind }] },
        "category": [{ "coding": [{ "system": CLASS, "code": class }] }],
        "subject": { "reference": format!("Patient/{patient}") },
        "date": "2026-11-12T10:00:00+01:00",
        "author": [{ "reference": "#moi" }],
        "description": "Trouvé dans un tiroir",
        "securityLabel": [{ "coding": [{ "system": CONFIDENTIALITY, "code": "N" }] }],
        "content": [{ "attachment": {
            "contentType": "application/pdf",
            "language": "fr-FR",
            "data": STANDARD.encode(PDF),
            "size": PDF.len(),
            "hash": STANDARD.encode(Sha1::digest(PDF)),
            "title": "Prise de sang de 2019 – « l’ancienne »",
        } }],
    })
}

/// The person's own, ready to be changed by each test.
async fn mine(app: &App, tokens: &Tokens, kind: &str, class: &str, uuid: &str) -> Value {
    let patient = app.get(&format!("/fhir/Patient/{}", tokens.patient), &tokens.access).await;
    deposit(&tokens.patient, patient.body["identifier"][0]["value"].as_str().unwrap(), kind, class, uuid)
}

fn replacing(body: &Value, replaced: &Value, uuid: &str) -> Value {
    let id = replaced["id"].as_str().unwrap();
    let tie = json!([{ "code": "replaces", "target": { "reference": format!("DocumentReference/{id}") } }]);
    but(&but(body, "/relatesTo", tie), "/masterIdentifier", json!({ "system": "urn:ietf:rfc:3986", "value": uuid }))
}

fn with_bytes(body: &Value, media_type: &str, bytes: &[u8]) -> Value {
    let attachment = json!({ "contentType": media_type, "data": STANDARD.encode(bytes), "title": "Un document" });
    but(body, "/content/0/attachment", attachment)
}

async fn read(app: &App, tokens: &Tokens, document: &Value) -> reqwest::Response {
    let url = document["content"][0]["attachment"]["url"].as_str().unwrap();
    app.request(Method::GET, &format!("/fhir/{url}"), &tokens.access).send().await.unwrap()
}

#[tokio::test]
async fn what_is_added_is_listed_read_traced_and_no_news_to_whoever_added_it() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let before = total(&app.search(&tokens, "").await);
    let told = app.get(&format!("/fhir/Communication?recipient={}", tokens.patient), &tokens.access).await.body["total"].clone();
    let body = mine(&app, &tokens, "DOCPAT05", "10", UUID).await;
    let made = post(&app, &tokens, &body, Some(UUID)).await;
    assert_eq!((made.status.as_u16(), made.header("etag")), (201, Some("W/\"1\"")), "{}", made.text);
    assert_eq!(made.header("location").unwrap(), format!("{}/DocumentReference/{}", app.base, made.str("id")));
    for member in ["masterIdentifier", "status", "subject", "description"] {
        assert_eq!(made.body[member], body[member], "{member}");
    }
    let attachment = &made.body["content"][0]["attachment"];
    for member in ["contentType", "title", "size", "hash", "language"] {
        assert_eq!(attachment[member], body["content"][0]["attachment"][member], "{member}");
    }
    assert_eq!((&made.body["date"], &attachment["creation"]), (&"2026-11-12T09:00:00Z".into(), &"2026-11-12T09:00:00Z".into()));
    assert_eq!(made.body["context"]["practiceSetting"]["coding"][0]["code"], "EXP_PATIENT");
    assert_eq!(
        (&made.body["author"][0]["reference"], made.body["securityLabel"].as_array().unwrap().len()),
        (&"#src-patient".into(), 1)
    );
    let content = read(&app, &tokens, &made.body).await;
    assert_eq!(content.headers()["content-type"], "application/pdf");
    assert_eq!(content.bytes().await.unwrap(), PDF);
    let list = app.search(&tokens, &format!("&identifier=urn:ietf:rfc:3986|{UUID}")).await;
    assert_eq!(resources(&list), vec![made.body.clone()]);
    assert_eq!(total(&app.search(&tokens, "").await), before + 1);
    let newest = crate::traces::events(&crate::traces::history(&app, &tokens, "&subtype=depot&_count=1").await);
    assert!(newest[0]["outcomeDesc"].as_str().unwrap().contains("« Prise de sang de 2019"), "{}", newest[0]);
    let now = app.get(&format!("/fhir/Communication?recipient={}", tokens.patient), &tokens.access).await;
    assert_eq!(now.body["total"], told);
    assert_eq!(change(&app, &tokens, made.body["id"].as_str().unwrap(), &delete()).await.status, 200, "and may be deleted");
    assert_eq!(read(&app, &tokens, &made.body).await.status(), 404);
}

#[tokio::test]
async fn f14_a_replayed_upload_has_one_effect() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let before = total(&app.search(&tokens, "").await);
    let body = mine(&app, &tokens, "DOCPAT02", "42", UUID).await;
    // At once, as a proxy replays it, and later, as somebody who lost the answer.
    let (first, second) = tokio::join!(post(&app, &tokens, &body, Some(UUID)), post(&app, &tokens, &body, Some(UUID)));
    let third = post(&app, &tokens, &body, Some(UUID)).await;
    let mut statuses = [first.status.as_u16(), second.status.as_u16(), third.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!((statuses, &first.body, &first.body), ([200, 200, 201], &second.body, &third.body));
    assert_eq!(total(&app.search(&tokens, "").await), before + 1);
    let deposits = crate::traces::history(&app, &tokens, "&subtype=depot&agent-role=PAT&date=ge2026-11-15").await;
    assert_eq!(total(&deposits), 1);
    assert_eq!(post(&app, &tokens, &body, None).await.status, 409, "without the condition");
    // The identifier of the condition alone is enough, and so is one that is not the master's.
    let other = number(7);
    let bare = but(&body, "/masterIdentifier", Value::Null);
    let listed = but(&bare, "/identifier", json!([{ "system": "urn:ietf:rfc:3986", "value": other }]));
    assert_eq!(post(&app, &tokens, &bare, Some(&other)).await.body["masterIdentifier"]["value"], other.as_str());
    assert_eq!(post(&app, &tokens, &listed, Some(&other)).await.status, 200);
    assert_eq!(post(&app, &tokens, &listed, None).await.status, 409);
    assert_eq!(total(&app.search(&tokens, "").await), before + 2);
}

#[tokio::test]
async fn every_kind_and_every_format_that_a_person_may_deposit_is_taken_and_no_other() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let body = mine(&app, &tokens, "DOCPAT03", "10", UUID).await;
    let kinds = [
        ("01", "11"),
        ("02", "42"),
        ("03", "10"),
        ("04", "31"),
        ("05", "10"),
        ("06", "10"),
        ("07", "52"),
        ("08", "11"),
        ("09", "95"),
    ];
    let kinds = kinds.map(|(number, class)| (format!("DOCPAT{number}"), class));
    let wishes = ["EXPPAT_1", "EXPPAT_2", "EXPPAT_3"].map(|code| (code.to_owned(), "90"));
    for (rank, (kind, class)) in (100..).zip(kinds.iter().chain(&wishes)) {
        let one = but(&but(&body, "/type/coding/0/code", kind.as_str().into()), "/category", Value::Null);
        let made = post(&app, &tokens, &but(&one, "/masterIdentifier/value", number(rank).into()), None).await;
        assert_eq!(
            (made.status.as_u16(), &made.body["category"][0]["coding"][0]["code"]),
            (201, &(*class).into()),
            "{}",
            made.text
        );
    }
    for (rank, (media_type, bytes)) in (200..).zip([
        ("text/plain; charset=utf-8", "Écrit à la main".as_bytes()),
        ("text/rtf", b"{\\rtf1 a}"),
        ("application/rtf", b"{\\rtf1 a}"),
        ("image/jpeg", b"\xff\xd8\xff\xe0\0\x10JFIF"),
        ("image/png", b"\x89PNG\r\n\x1a\n\0"),
        ("image/tiff", b"II*\0\x08\0\0\0"),
    ]) {
        let one = but(&with_bytes(&body, media_type, bytes), "/masterIdentifier/value", number(rank).into());
        let made = post(&app, &tokens, &one, None).await;
        assert_eq!(made.status, 201, "{media_type}: {}", made.text);
        let content = read(&app, &tokens, &made.body).await;
        assert_eq!(content.headers()["content-type"], media_type);
        assert_eq!(content.bytes().await.unwrap(), bytes);
    }
    let before = total(&app.search(&tokens, "").await);
    let at = |place: &str| format!("DocumentReference.{place}");
    let free = but(&body, "/masterIdentifier", Value::Null);
    for (wrong, expression) in [
        (but(&free, "/type/coding/0/code", "11502-2".into()), at("type")),
        (but(&free, "/category/0/coding/0/code", "90".into()), at("category")),
        (with_bytes(&free, "application/zip", b"PK\x03\x04"), at("content[0].attachment.contentType")),
        (with_bytes(&free, "image/png", PDF), at("content[0].attachment.contentType")),
        (with_bytes(&free, "text/plain", b"MZ\x90\0"), at("content[0].attachment.contentType")),
        (with_bytes(&free, "application/pdf", b""), at("content[0].attachment.data")),
        (but(&free, "/content/0/attachment/data", "pas du base 64".into()), at("content[0].attachment.data")),
        (but(&free, "/content/0/attachment/size", 3.into()), at("content[0].attachment.size")),
        (but(&free, "/content/0/attachment/hash", "AAAA".into()), at("content[0].attachment.hash")),
        (but(&free, "/content/0/attachment/title", Value::Null), at("content[0].attachment.title")),
        (but(&free, "/content/0/attachment/title", "é".repeat(201).into()), at("content[0].attachment.title")),
        (but(&free, "/content/0/attachment/url", "http://malin.example".into()), at("content[0].attachment.url")),
        (but(&free, "/date", "2026-11-17T10:00:00Z".into()), at("date")),
        (but(&free, "/date", "hier".into()), at("date")),
        (but(&free, "/author/0/reference", "Practitioner/1".into()), at("author[0]")),
        (but(&free, "/contained/0/identifier/0/value", "279035121518989".into()), at("contained[0].identifier")),
        (but(&free, "/securityLabel/0/coding/0/code", "INVISIBLE_PATIENT".into()), at("securityLabel")),
        (but(&free, "/securityLabel/0/coding/0", json!({ "system": VISIBILITY, "code": "MASQUE_PS" })), at("securityLabel")),
        (but(&body, "/masterIdentifier/value", "12".into()), at("masterIdentifier")),
        (but(&body, "/masterIdentifier/system", "urn:oid:1.2".into()), at("masterIdentifier")),
        (but(&free, "/identifier", json!([{ "system": "http://a.example", "value": "12" }])), at("identifier[0]")),
        (but(&free, "/status", "superseded".into()), at("status")),
        (but(&free, "/context", json!({ "related": [{ "reference": "QuestionnaireResponse/rien" }] })), at("context.related[0]")),
        (replacing(&free, &json!({ "id": "rien" }), &number(1)), at("relatesTo[0].target")),
    ] {
        let answer = post(&app, &tokens, &wrong, None).await;
        assert_eq!(answer.status, 422, "{expression}: {}", answer.text);
        assert!(remarks(&answer).iter().any(|(named, _)| *named == expression), "{expression}: {}", answer.text);
    }
    let camille = app.first_sign_in().await;
    let others = but(&free, "/subject/reference", format!("Patient/{}", camille.patient).into());
    assert_eq!(post(&app, &tokens, &others, None).await.status, 404);
    assert_eq!(total(&app.search(&tokens, "").await), before, "nothing came");
}

#[tokio::test]
async fn five_million_bytes_and_not_one_more() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let body = mine(&app, &tokens, "DOCPAT04", "31", UUID).await;
    let mut bytes = b"%PDF-1.4\n".to_vec();
    bytes.resize(5_000_000, b' ');
    let made = post(&app, &tokens, &with_bytes(&body, "application/pdf", &bytes), Some(UUID)).await;
    assert_eq!((made.status.as_u16(), &made.body["content"][0]["attachment"]["size"]), (201, &5_000_000.into()));
    assert_eq!(read(&app, &tokens, &made.body).await.bytes().await.unwrap(), bytes);
    let before = total(&app.search(&tokens, "").await);
    let free = but(&body, "/masterIdentifier", Value::Null);
    // Base 64 has no length of its own for one byte more: each of these is decided by counting.
    for more in [1, 2, 3, 4, 900_000] {
        bytes.resize(5_000_000 + more, b' ');
        let refused = post(&app, &tokens, &with_bytes(&free, "application/pdf", &bytes), None).await;
        assert_eq!((refused.status.as_u16(), remarks(&refused).len()), (413, 1), "{more}");
        assert!(refused.text.contains("5 000 000"), "{}", refused.text);
    }
    bytes.resize(7_000_000, b' ');
    assert_eq!(post(&app, &tokens, &with_bytes(&free, "application/pdf", &bytes), None).await.status, 413, "more than a body");
    assert_eq!(total(&app.search(&tokens, "").await), before);
}

#[tokio::test]
async fn a_new_version_takes_the_place_of_ones_own_document_and_of_no_other() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let body = mine(&app, &tokens, "DOCPAT05", "10", UUID).await;
    let first = post(&app, &tokens, &body, None).await.body;
    // A correction: the same bytes, another title, kind and date (D27).
    let mut corrected = replacing(&body, &first, &number(2));
    corrected["type"]["coding"][0]["code"] = "DOCPAT07".into();
    corrected["context"] = json!({ "period": { "start": "2019-03-04T08:00:00+01:00", "end": "2019-03-04T09:00:00+01:00" } });
    corrected.as_object_mut().unwrap().remove("category");
    corrected["content"][0]["attachment"]["title"] = "Le bon titre".into();
    corrected["content"][0]["attachment"]["creation"] = "2019-03-04".into();
    let second = post(&app, &tokens, &corrected, Some(&number(2))).await;
    assert_eq!(second.status, 201, "{}", second.text);
    let target = &second.body["relatesTo"][0];
    assert_eq!(
        (&target["code"], &target["target"]["reference"]),
        (&"replaces".into(), &format!("DocumentReference/{}", first["id"].as_str().unwrap()).into())
    );
    assert_eq!(
        (&second.body["date"], &second.body["type"]["coding"][0]["code"]),
        (&"2019-03-03T23:00:00Z".into(), &"DOCPAT07".into())
    );
    let period = json!({ "start": "2019-03-04T07:00:00Z", "end": "2019-03-04T08:00:00Z" });
    assert_eq!(second.body["context"]["period"], period);
    let old = app.get(&format!("/fhir/DocumentReference/{}", first["id"].as_str().unwrap()), &tokens.access).await;
    assert_eq!((old.str("status"), old.header("etag")), ("superseded".to_owned(), Some("W/\"2\"")));
    let current = resources(&app.search(&tokens, "").await);
    assert!(current.contains(&second.body) && current.iter().all(|document| document["id"] != first["id"]));
    assert_eq!(read(&app, &tokens, &old.body).await.status(), 200, "the old version can still be read");
    // f40: the second terminal that replaces the same one is told, and changes nothing.
    let late = post(&app, &tokens, &replacing(&body, &first, &number(3)), None).await;
    assert_eq!(late.status, 409, "{}", late.text);
    let again = post(&app, &tokens, &corrected, Some(&number(2))).await;
    assert_eq!((again.status.as_u16(), &again.body), (200, &second.body), "the same request is answered as before");
    // By its identifier rather than its id.
    let tie = json!([{ "code": "replaces", "target": { "identifier": { "system": "urn:ietf:rfc:3986", "value": number(2) } } }]);
    let third =
        post(&app, &tokens, &but(&but(&body, "/relatesTo", tie), "/masterIdentifier/value", number(4).into()), None).await;
    assert_eq!(
        (third.status.as_u16(), &third.body["relatesTo"][0]["target"]["reference"]),
        (201, &format!("DocumentReference/{}", second.body["id"].as_str().unwrap()).into())
    );
    let theirs = current.iter().find(|document| document["author"][0]["reference"] != "#src-patient").unwrap();
    let refused = post(&app, &tokens, &replacing(&body, theirs, &number(5)), None).await;
    assert_eq!(refused.status, 403, "{}", refused.text);
    assert_eq!(change(&app, &tokens, third.body["id"].as_str().unwrap(), &delete()).await.status, 200);
    assert_eq!(post(&app, &tokens, &replacing(&body, &third.body, &number(6)), None).await.status, 409, "what was deleted");
}

#[tokio::test]
async fn what_is_added_is_hidden_when_asked_or_when_everything_that_arrives_is() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let body = mine(&app, &tokens, "DOCPAT06", "10", UUID).await;
    let mask = json!({ "coding": [{ "system": VISIBILITY, "code": "MASQUE_PS" }] });
    let unsaid = but(&body, "/securityLabel", Value::Null);
    let masked = async |body: &Value, rank: u32| {
        let made = post(&app, &tokens, &but(body, "/masterIdentifier/value", number(rank).into()), None).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let codes = made.body["securityLabel"].as_array().unwrap().iter().map(|label| label["coding"][0]["code"].clone());
        let codes: Vec<Value> = codes.collect();
        assert_eq!(codes[0], "N");
        codes.len() == 2 && codes[1] == "MASQUE_PS"
    };
    assert!(!masked(&body, 1).await && !masked(&unsaid, 2).await && masked(&but(&body, "/securityLabel/-", mask), 3).await);
    let prefer = app.request(Method::PUT, "/account/preferences", &tokens.access).json(&json!({ "mask_new": true }));
    assert_eq!(prefer.send().await.unwrap().status(), 200);
    assert!(masked(&unsaid, 4).await && !masked(&body, 5).await, "what is asked wins over what is preferred");
    let seen = act(&app, "list", &"810999001042".into(), NADIA.0, glass()).await;
    assert_eq!(seen.status, 200, "{}", seen.text);
}

#[tokio::test]
async fn s28_directives_ask_for_a_fresh_factor_and_there_is_one_set_of_them() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    let answers = post(&app, &tokens, &crate::answers::directives(&tokens.patient, "completed"), None).await;
    let body = mine(&app, &tokens, "EXPPAT_3", "90", UUID).await;
    let related = json!({ "related": [{ "reference": format!("QuestionnaireResponse/{}", answers.str("id")) }] });
    let body = but(&body, "/context", related.clone());
    app.clock.advance(5 * MINUTE);
    asks_again(&post(&app, &tokens, &body, Some(UUID)).await);
    assert_eq!(total(&app.search(&tokens, "&type=EXPPAT_3").await), 0);
    let tokens = app.unlock(&tokens, NEW_PASSWORD).await;
    let first = post(&app, &tokens, &body, Some(UUID)).await;
    assert_eq!(first.status, 201, "{}", first.text);
    assert_eq!(first.body["context"]["related"], related["related"]);
    assert_eq!(first.body["content"][0]["format"]["code"], "urn:asip:ci-sis:idap:2011");
    let by_answers = app.search(&tokens, &format!("&related=QuestionnaireResponse/{}", answers.str("id"))).await;
    assert_eq!(resources(&by_answers), vec![first.body.clone()]);
    app.clock.advance(5 * MINUTE);
    assert_eq!(post(&app, &tokens, &body, Some(UUID)).await.status, 200, "what was done already asks nothing");
    let second = but(&body, "/masterIdentifier/value", number(2).into());
    let replacement = replacing(&body, &first.body, &number(3));
    asks_again(&post(&app, &tokens, &replacement, None).await);
    // Nor are they done away with under another kind.
    let disguised =
        but(&but(&replacement, "/type/coding/0/code", "EXPPAT_2".into()), "/masterIdentifier/value", number(4).into());
    asks_again(&post(&app, &tokens, &disguised, None).await);
    let tokens = app.unlock(&tokens, NEW_PASSWORD).await;
    assert_eq!(post(&app, &tokens, &second, None).await.status, 409, "one active document");
    let replaced = post(&app, &tokens, &replacement, None).await;
    assert_eq!(replaced.status, 201, "{}", replaced.text);
    assert_eq!(resources(&app.search(&tokens, "&type=EXPPAT_3").await), vec![replaced.body.clone()]);
    assert_eq!(change(&app, &tokens, replaced.body["id"].as_str().unwrap(), &delete()).await.status, 200);
    assert_eq!(post(&app, &tokens, &second, None).await.status, 201, "after they were deleted, others may come");
}

#[tokio::test]
async fn a_minor_deposits_documents_and_no_directives_and_a_closed_record_takes_none() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    let sql = "UPDATE patients SET resource = json_set(resource, '$.birthDate', '2012-01-01') WHERE patient_id = ?";
    connection.execute(sql, [&tokens.patient]).unwrap();
    let directives = mine(&app, &tokens, "EXPPAT_3", "90", UUID).await;
    assert_eq!(post(&app, &tokens, &directives, None).await.status, 403);
    assert_eq!(post(&app, &tokens, &mine(&app, &tokens, "EXPPAT_2", "90", UUID).await, None).await.status, 201);
    let jean = app.sign_in(JEAN, "home").await;
    assert_eq!(post(&app, &jean, &mine(&app, &jean, "EXPPAT_2", "90", &number(2)).await, None).await.status, 403);
}

#[tokio::test]
async fn f36_a_full_disk_takes_nothing_says_so_and_the_record_is_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let clock = app.stop().await;
    let file = folder.path().join("sandbox.db");
    let pages: u32 = rusqlite::Connection::open(&file).unwrap().query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let mut setting = Setting { clock, pages: Some(pages + 300), ..Setting::default() };
    setting.options.data = Some(folder.path().to_owned());
    let app = App::with(setting).await;
    let first = post(&app, &tokens, &mine(&app, &tokens, "DOCPAT05", "10", UUID).await, None).await.body;
    let before = (app.search(&tokens, "").await.body, total(&crate::traces::history(&app, &tokens, "&subtype=depot").await));
    let mut bytes = PDF.to_vec();
    bytes.resize(3_000_000, b' ');
    let body =
        replacing(&with_bytes(&mine(&app, &tokens, "DOCPAT05", "10", UUID).await, "application/pdf", &bytes), &first, &number(2));
    let refused = post(&app, &tokens, &body, Some(&number(2))).await;
    assert_eq!((refused.status.as_u16(), &refused.body["issue"][0]["code"]), (507, &"no-store".into()), "{}", refused.text);
    let after = (app.search(&tokens, "").await.body, total(&crate::traces::history(&app, &tokens, "&subtype=depot").await));
    assert_eq!(before.0["entry"], after.0["entry"], "what was to be replaced is not");
    assert_eq!(before.1, after.1);
    app.stop().await;
    let connection = rusqlite::Connection::open(&file).unwrap();
    let ok: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(ok, "ok");
    // With room again, the same request is done, once.
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in_later(NADIA).await;
    assert_eq!(post(&app, &tokens, &body, Some(&number(2))).await.status, 201);
}

#[tokio::test]
async fn the_models_of_fhir_and_the_profile_take_what_was_added() {
    let app = App::start().await;
    let tokens = app.first_sign_in().await;
    let made = post(&app, &tokens, &mine(&app, &tokens, "EXPPAT_1", "90", UUID).await, None).await;
    assert_eq!((made.status.as_u16(), &made.body["meta"]["profile"][0]), (201, &fhir::profile::DOCUMENT.into()));
    let sent = mine(&app, &tokens, "EXPPAT_1", "90", UUID).await;
    assert_eq!(crate::validity::refused(&[made.body, sent]), None);
    let answer: Answer = app.search(&tokens, "&author.family=martin").await;
    assert!(resources(&answer).iter().any(|document| document["type"]["coding"][0]["code"] == "EXPPAT_1"));
}
