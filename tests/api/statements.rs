//! What a person says of their health: nothing is shown as so that a server says is not, and what is written is theirs alone.

use crate::fake::{Fake, Reply, fhir};
use crate::samples::{pretty, searchset};
use crate::{Api, signed_in};
use dmp::domain::{Blood, Clean, Date, Flaw, Outcome, Problem, Said, Statement, StatementId, Statements, Topic};
use jiff::civil::date;
use serde_json::{Value, json};

const NAME: &str = "urn:uuid:5a3c0d86-6d3f-4a34-9b3c-2f1d1f9d0004";
const MASK: &str = "https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument";

async fn read(resources: &[Value]) -> Statements {
    let fake = Fake::start().await;
    for resource in resources {
        fake.keep(resource.clone());
    }
    signed_in(&fake).await.statements().await.unwrap()
}

fn with(mut resource: Value, more: Value) -> Value {
    resource.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    resource
}

fn illness() -> Value {
    json!({"resourceType": "Condition", "id": "s-1", "code": {"text": "Asthme"}, "subject": {"reference": "Patient/pat-1"},
        "clinicalStatus": {"coding": [{"code": "active"}]}, "onsetDateTime": "1998-04", "recorder": {"reference": "Patient/pat-1"},
        "note": [{"text": "depuis l’enfance"}], "severity": {"text": "légère"},
        "meta": {"security": [{"system": MASK, "code": "MASQUE_PS"}, {"code": "N"}]}})
}

fn allergy(code: Value) -> Value {
    json!({"resourceType": "AllergyIntolerance", "id": "s-2", "code": code, "patient": {"reference": "Patient/pat-1"}})
}

fn treatment(status: &str) -> Value {
    json!({"resourceType": "MedicationStatement", "id": "s-3", "status": status, "medicationCodeableConcept": {"text": "Doliprane"}})
}

fn observed(loinc: &str, value: Value) -> Value {
    json!({"resourceType": "Observation", "id": "s-4", "status": "final", "valueCodeableConcept": value,
        "code": {"coding": [{"system": "http://loinc.org", "code": loinc}]}, "effectiveDateTime": "2020-02-03T10:00:00+01:00"})
}

fn statement(topic: Topic, said: Said) -> Statement {
    Statement { id: None, version: None, topic, said, since: None, note: None, hidden: false, by: None }
}

#[tokio::test]
async fn what_is_said_is_read_whole() {
    let all =
        read(&[illness(), allergy(json!({"text": "Arachide"})), treatment("active"), observed("883-9", json!({"text": "AB"}))])
            .await;
    assert_eq!((all.all.len(), all.unreadable), (4, 0));
    let asthma = all.of(Topic::Illness).next().unwrap();
    assert_eq!((&asthma.said, asthma.since), (&Said::Words("Asthme".into()), Date::fhir("1998-04")));
    assert_eq!((asthma.note.as_deref(), asthma.hidden, &asthma.by), (Some("depuis l’enfance"), true, &None));
    assert_eq!((asthma.id.as_ref().map(StatementId::as_str), asthma.version.as_deref()), (Some("s-1"), Some("1")));
    assert_eq!(all.of(Topic::Blood).next().unwrap().said, Said::Blood(Blood::Ab));
}

#[tokio::test]
async fn nothing_of_the_kind_is_an_answer_and_not_knowing_is_none() {
    let absent =
        |code: &str| json!({"coding": [{"system": "http://hl7.org/fhir/uv/ips/CodeSystem/absent-unknown-uv-ips", "code": code}]});
    for (code, said) in
        [("no-known-allergies", Some(Said::Nothing)), ("no-known-food-allergies", Some(Said::Nothing)), ("no-allergy-info", None)]
    {
        let all = read(&[allergy(absent(code))]).await;
        assert_eq!((all.all.first().map(|it| it.said.clone()), all.unreadable), (said, 0), "{code}");
    }
}

#[tokio::test]
async fn what_is_withdrawn_refuted_or_over_is_not_shown_and_what_is_odd_is_counted() {
    let verified = |code: &str| json!({"verificationStatus": {"coding": [{"code": code}]}});
    let left_out = [
        with(illness(), verified("entered-in-error")),
        with(illness(), verified("refuted")),
        with(allergy(json!({"text": "Pollen"})), json!({"clinicalStatus": {"coding": [{"code": "resolved"}]}})),
        treatment("entered-in-error"),
        treatment("not-taken"),
        treatment("stopped"),
        observed("8867-4", json!({"text": "72"})),
        with(observed("883-9", json!({"text": "A"})), json!({"status": "entered-in-error"})),
    ];
    assert_eq!(read(&left_out).await, Statements::default());
    let odd = [
        with(illness(), json!({"modifierExtension": [{"url": "urn:x"}]})),
        with(illness(), json!({"verificationStatus": "refuted"})),
        with(illness(), json!({"code": {}})),
        with(illness(), json!({"id": "../x"})),
        treatment("perhaps"),
        observed("883-9", json!({"text": "violet"})),
        with(observed("10331-7", json!({"text": "+"})), json!({"status": null})),
    ];
    let all = read(&odd).await;
    assert_eq!((all.all.len(), all.unreadable), (0, odd.len()));
    assert_eq!(
        read(&[with(illness(), json!({"clinicalStatus": {"coding": [{"code": "resolved"}]}}))]).await.all.len(),
        1,
        "an antecedent"
    );
}

#[tokio::test]
async fn who_wrote_it_is_said_when_it_is_not_the_patient() {
    let by = |recorder: Value| async move { read(&[with(illness(), json!({"recorder": recorder}))]).await.all.remove(0).by };
    assert_eq!(by(json!({"reference": "https://x.test/Patient/9"})).await, None);
    assert_eq!(by(json!({"display": "Dr Dumont"})).await, Some("Dr Dumont".into()));
    assert_eq!(by(json!({"identifier": {"value": "10003"}})).await, Some("10003".into()));
    assert_eq!(by(json!({"reference": "Practitioner/7"})).await, Some("Practitioner/7".into()));
    assert_eq!(by(json!({})).await, None);
}

#[tokio::test]
async fn a_kind_that_the_server_has_not_is_left_out() {
    let fake = Fake::start().await;
    let only = |kinds: &[&str]| {
        let kinds: Vec<Value> = kinds.iter().map(|kind| json!({"type": kind})).collect();
        fhir(200, &json!({"resourceType": "CapabilityStatement", "rest": [{"resource": kinds}]}))
    };
    fake.keep(illness());
    fake.script("/fhir/metadata", [only(&["Condition", "Observation"])]);
    fake.script("/fhir/Observation", [fhir(404, &json!({}))]);
    let api = signed_in(&fake).await;
    assert_eq!(api.statements().await.unwrap().all.len(), 1);
    assert!(fake.seen_at("/fhir/AllergyIntolerance").is_empty());
    let codes = fake.seen_at("/fhir/Observation")[0].query()["code"].clone();
    assert_eq!(codes, "http://loinc.org|883-9,http://loinc.org|10331-7");
    fake.script("/fhir/metadata", [only(&["Patient"])]);
    assert_eq!(signed_in(&fake).await.statements().await, Err(Problem::NotOffered));
    // A server that fails says nothing of what there is.
    let api = signed_in(&Fake::start().await).await;
    assert!(api.statements().await.is_ok());
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    fake.script("/fhir/AllergyIntolerance", [fhir(403, &json!({}))]);
    assert_eq!(api.statements().await, Err(Problem::Forbidden));
}

#[tokio::test]
async fn each_statement_is_written_as_the_patients_own_and_read_back() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let all = [
        Statement {
            since: Date::fhir("1998-04"),
            note: Some("depuis l’enfance".into()),
            hidden: true,
            ..statement(Topic::Illness, Said::Words("Asthme".into()))
        },
        statement(Topic::Allergy, Said::Nothing),
        Statement {
            since: Some(Date::day(date(2020, 2, 3))),
            ..statement(Topic::Treatment, Said::Words("Doliprane 1 g".into()))
        },
        Statement { since: Date::fhir("2019"), ..statement(Topic::Blood, Said::Blood(Blood::O)) },
        statement(Topic::Rhesus, Said::Rhesus(false)),
    ];
    for (rank, wanted) in all.iter().enumerate() {
        assert_eq!(api.put_statement(&format!("{NAME}{rank}"), wanted).await, Outcome::Done);
    }
    insta::assert_snapshot!(
        "statements",
        fake.seen()
            .iter()
            .filter(|seen| seen.method == "POST" && seen.path().starts_with("/fhir"))
            .map(|seen| pretty(&serde_json::from_str(&seen.body).unwrap()))
            .collect::<Vec<_>>()
            .join("\n")
    );
    let kept = api.statements().await.unwrap();
    let bare: Vec<Statement> = kept.all.iter().map(|it| Statement { id: None, version: None, ..it.clone() }).collect();
    assert_eq!(bare, all);
}

#[tokio::test]
async fn a_change_keeps_what_is_not_understood() {
    let fake = Fake::start().await;
    fake.keep(illness());
    let api = signed_in(&fake).await;
    let seen = api.statements().await.unwrap().all.remove(0);
    let changed =
        Statement { said: Said::Words("Asthme d’effort".into()), since: None, hidden: false, note: None, ..seen.clone() };
    assert_eq!(api.put_statement(NAME, &changed).await, Outcome::Done);
    let now = fake.kept().remove(0);
    assert_eq!(now["severity"]["text"], "légère");
    assert_eq!(now["meta"]["security"], json!([{"code": "N"}]));
    assert!(now.get("onsetDateTime").is_none() && now.get("note").is_none());
    let read = api.statements().await.unwrap().all.remove(0);
    assert_eq!((&read.said, read.hidden), (&changed.said, false));
    assert_eq!(api.put_statement(NAME, &changed).await, Outcome::NotDone(Problem::ChangedMeanwhile), "f22: of an older version");
    assert_eq!(api.remove_statement(&seen).await, Outcome::NotDone(Problem::ChangedMeanwhile));
    assert_eq!(api.remove_statement(&read).await, Outcome::Done);
    assert_eq!(fake.seen_at("/fhir/Condition/s-1").pop().unwrap().headers["if-match"], "W/\"2\"");
    assert_eq!(api.remove_statement(&read).await, Outcome::Done, "it is gone");
}

#[tokio::test]
async fn what_makes_no_sense_is_not_sent_and_a_refusal_says_why() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let words = || Said::Words("x".into());
    for (topic, said) in [
        (Topic::Blood, Said::Nothing),
        (Topic::Rhesus, Said::Blood(Blood::A)),
        (Topic::Blood, words()),
        (Topic::Illness, Said::Words(Clean::new(" \n"))),
        (Topic::Allergy, Said::Rhesus(true)),
    ] {
        let refused = Outcome::NotDone(Problem::Refused { flaw: Some(Flaw::Words) });
        assert_eq!(api.put_statement(NAME, &statement(topic, said)).await, refused);
    }
    assert_eq!(fake.effects(), 0);
    for (status, code, expression, flaw) in [
        (409, "conflict", "", Flaw::Contradiction),
        (422, "value", "Condition.onsetDateTime", Flaw::Date),
        (422, "required", "Condition.code", Flaw::Words),
    ] {
        let issue = json!({"severity": "error", "code": code, "diagnostics": "canary", "expression": [expression]});
        fake.script("/fhir/Condition", [fhir(status, &json!({"resourceType": "OperationOutcome", "issue": [issue]}))]);
        let said = api.put_statement(NAME, &statement(Topic::Illness, words())).await;
        assert_eq!(said, Outcome::NotDone(Problem::Refused { flaw: Some(flaw) }));
    }
}

async fn said_once(api: &Api, fake: &Fake, end: usize) {
    fake.script("/fhir/Observation", [Reply::CutAfter(end)]);
    let before = fake.kept().len();
    assert_eq!(
        api.put_statement(&format!("{NAME}{end}"), &statement(Topic::Rhesus, Said::Rhesus(true))).await,
        Outcome::Done,
        "{end}"
    );
    assert_eq!(fake.kept().len(), before + 1, "{end}");
}

#[tokio::test]
async fn f8_a_statement_cut_anywhere_is_said_once() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    for end in (0..700).step_by(23) {
        said_once(&api, &fake, end).await;
    }
    fake.script("/fhir/Observation", [Reply::Ordinary, fhir(200, &searchset(vec![]))]);
    assert!(api.statements().await.is_ok());
}
