//! Who sees what, as the person is told it: the matrix, and one document as it is, masked, or not.

use crate::app::{App, NADIA, Tokens};
use crate::consents::{block, consents, post, put, with};
use crate::masks::{carried, change, mask, resources};
use crate::professionals::{TREATING, act, doctor};
use reqwest::Method;
use serde_json::{Value, json};

pub const MODES: [&str; 3] = ["normal", "bris_de_glace", "centre_15"];

/// The parameters of this name, each by its parts: the last of a name, which suits those that come once.
pub fn named<'a>(answer: &'a Value, name: &str) -> Vec<&'a Value> {
    answer["parameter"].as_array().unwrap().iter().filter(|parameter| parameter["name"] == name).collect()
}

/// The values of the parts of this name.
pub fn parts<'a>(parameter: &'a Value, name: &str) -> Vec<&'a Value> {
    let parts = parameter["part"].as_array().unwrap().iter().filter(|part| part["name"] == name);
    parts.map(|part| part.as_object().unwrap().values().find(|value| *value != name).unwrap()).collect()
}

pub async fn who(app: &App, tokens: &Tokens, document: &str, more: &str) -> Value {
    let answer = app.get(&format!("/fhir/DocumentReference/{document}/$who{more}"), &tokens.access).await;
    assert_eq!((answer.status.as_u16(), &answer.body["resourceType"]), (200, &"Parameters".into()), "{}", answer.text);
    answer.body
}

/// In the three modes of [`MODES`].
pub fn said(parameter: &Value) -> [bool; 3] {
    MODES.map(|mode| parts(parameter, mode)[0].as_bool().unwrap())
}

pub fn of_profession<'a>(answer: &'a Value, code: &str) -> Option<&'a Value> {
    named(answer, "profession").into_iter().find(|one| parts(one, "code")[0]["code"] == code)
}

pub fn of_person<'a>(answer: &'a Value, idnps: &str) -> Option<&'a Value> {
    named(answer, "person").into_iter().find(|one| parts(one, "who")[0]["identifier"]["value"] == idnps)
}

fn roles(person: &Value) -> Vec<&str> {
    parts(person, "as").into_iter().map(|role| role.as_str().unwrap()).collect()
}

#[tokio::test]
async fn the_matrix_says_what_each_profession_reads_and_has_a_version() {
    let app = App::start().await;
    let tokens = app.sign_in(NADIA, "home").await;
    let answer = app.get("/fhir/$habilitations", &tokens.access).await;
    assert_eq!(answer.status, 200);
    let types: Vec<&Value> = named(&answer.body, "type").into_iter().map(|one| parts(one, "code")[0]).collect();
    assert_eq!(types.len(), 112);
    assert!(types.iter().all(|code| code["display"].is_string() && code["system"].is_string()));
    let professions = named(&answer.body, "profession");
    assert!(professions.len() >= 19);
    let reads = |code: &str, kind: &str| {
        let one = of_profession(&answer.body, code).unwrap();
        parts(one, "reads").contains(&&Value::from(kind))
    };
    assert!(reads("10", "68599-0") && !reads("60", "68599-0") && reads("60", "11488-4") && !reads("10", "ATTEST-RESID"));
    for one in &professions {
        assert!(parts(one, "code")[0]["display"].is_string());
        let reads = parts(one, "reads");
        assert!(!reads.is_empty() && reads.iter().all(|kind| types.iter().any(|known| known["code"] == **kind)), "{one}");
    }
    assert!(of_profession(&answer.body, "71").is_none());
    let tag = answer.header("etag").unwrap().to_owned();
    let known = app.request(Method::GET, "/fhir/$habilitations", &tokens.access).header("if-none-match", &tag);
    assert_eq!(known.send().await.unwrap().status(), 304);
    assert!(answer.text.len() < 150_000, "{}", answer.text.len());
}

#[tokio::test]
async fn who_sees_a_document_is_said_of_each_profession_and_of_each_person_concerned() {
    let (app, tokens) = carried().await;
    let all = resources(&app.search(&tokens, "&type=11488-4").await);
    let of = |document: &Value| document["contained"][0]["practitioner"]["identifier"]["value"].as_str().map(str::to_owned);
    let document = all.iter().find(|one| of(one).is_some_and(|author| author != TREATING) && one["securityLabel"][1].is_null());
    let document = document.unwrap();
    let (id, author) = (document["id"].as_str().unwrap(), of(document).unwrap());
    act(&app, "agree", &doctor(), NADIA.0, json!({})).await;
    post(&app, &tokens, &block(&tokens.patient, &author)).await;
    let as_it_is = who(&app, &tokens, id, "").await;
    assert_eq!(named(&as_it_is, "masked")[0]["valueBoolean"], false);
    assert_eq!(said(of_profession(&as_it_is, "10").unwrap()), [true, true, true]);
    assert_eq!(said(of_profession(&as_it_is, "92").unwrap()), [false, false, false], "not of the matrix");
    let masked = who(&app, &tokens, id, "?mask=true").await;
    assert_eq!(said(of_profession(&masked, "10").unwrap()), [false, true, true]);
    assert_eq!(as_it_is, who(&app, &tokens, id, "?mask=false").await);
    for answer in [&as_it_is, &masked] {
        let author = of_person(answer, &author).unwrap();
        assert_eq!(
            (roles(author), said(author)),
            (vec!["author", "blocked"], [false; 3]),
            "a block wins, and the patient knows it"
        );
        let treating = of_person(answer, TREATING).unwrap();
        assert_eq!((roles(treating), said(treating)), (vec!["treating-doctor", "agreed"], [true, true, false]));
        for capacity in named(answer, "capacity") {
            assert_eq!(said(capacity), [false; 3], "{capacity}");
        }
        assert_eq!(named(answer, "capacity").len(), 4);
    }
    let agreed = of_person(&as_it_is, "810999002222").unwrap();
    assert_eq!((roles(agreed), parts(agreed, "who")[0]["display"].as_str()), (vec!["agreed"], Some("Dr Yann Morvan")));
    // The switches count, and what is asked changes nothing.
    let switches = consents(&app, &tokens, "&status=active").await;
    let switch = switches.iter().find(|one| one["provision"]["securityLabel"].is_array()).unwrap();
    put(&app, &tokens, &with(switch, "/provision/type", "deny"), "1").await;
    assert_eq!(said(of_profession(&who(&app, &tokens, id, "?mask=true").await, "10").unwrap()), [false; 3]);
    assert_eq!(app.get(&format!("/fhir/DocumentReference/{id}"), &tokens.access).await.body, *document);
    change(&app, &tokens, id, &mask()).await;
    assert_eq!(who(&app, &tokens, id, "").await, who(&app, &tokens, id, "?mask=true").await, "what was said before is so");
}

#[tokio::test]
async fn a_stay_is_said_with_its_end_and_what_cannot_be_answered_is_refused() {
    let (app, tokens) = carried().await;
    let id = resources(&app.search(&tokens, "&_count=1").await)[0]["id"].as_str().unwrap().to_owned();
    let mut stay = with(&block(&tokens.patient, "1350000001"), "/provision/type", "permit");
    stay["provision"]["actor"][0]["reference"]["identifier"]["system"] = "urn:oid:1.2.250.1.71.4.2.2".into();
    stay["provision"]["period"] = json!({ "end": "2026-12-01T12:00:00+01:00" });
    assert_eq!(post(&app, &tokens, &stay).await.status, 201);
    let answer = who(&app, &tokens, &id, "").await;
    let stays = named(&answer, "stay");
    assert_eq!((stays.len(), parts(stays[0], "until")[0]), (1, &"2026-12-01T11:00:01Z".into()));
    assert_eq!(parts(stays[0], "who")[0]["identifier"]["value"], "1350000001");
    app.clock.advance(20 * dmp::sandbox::DAY);
    let tokens = app.sign_in_later(NADIA).await;
    assert!(named(&who(&app, &tokens, &id, "").await, "stay").is_empty(), "it has ended");
    assert_eq!(app.get(&format!("/fhir/DocumentReference/{id}/$who?mask=peut-être"), &tokens.access).await.status, 400);
}

#[tokio::test]
async fn nobody_asks_about_what_is_not_shown_to_them() {
    let folder = tempfile::tempdir().unwrap();
    let app = App::on(folder.path()).await;
    let tokens = app.sign_in(NADIA, "home").await;
    let connection = rusqlite::Connection::open(folder.path().join("sandbox.db")).unwrap();
    let sql = "SELECT document_id FROM documents WHERE hidden = 1 AND patient_id = ? LIMIT 1";
    let hidden: String = connection.query_row(sql, [&tokens.patient], |row| row.get(0)).unwrap();
    let none = app.get("/fhir/DocumentReference/00000000000000000000000000000000/$who", &tokens.access).await;
    let answer = app.get(&format!("/fhir/DocumentReference/{hidden}/$who"), &tokens.access).await;
    assert_eq!((answer.status.as_u16(), answer.text), (404, none.text));
    assert_eq!(change(&app, &tokens, &hidden, &mask()).await.status, 404);
}
