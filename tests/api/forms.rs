//! Forms of any server, however odd, and the answers to them: what is not understood is counted and hides no question, and an
//! answer is written as its question wants it.

use crate::fake::{Fake, Reply, fhir};
use crate::samples::{pretty, searchset};
use crate::signed_in;
use dmp::domain::{
    Answer, Answered, Ask, Check, Clean, Decimal, Form, FormId, Problem, Question, Response, ResponseId, Test, Written,
};
use jiff::civil::date;
use serde_json::{Value, json};
use std::sync::Arc;

const LIST: &str = "/fhir/Questionnaire";
const ANSWERS: &str = "/fhir/QuestionnaireResponse";
const NAME: &str = "urn:uuid:5a3c0d86-6d3f-4a34-9b3c-2f1d1f9d0002";
const CANONICAL: &str = "https://exemple.test/Questionnaire/essai|2";

fn questionnaire(items: Value) -> Value {
    json!({"resourceType": "Questionnaire", "id": "q-1", "url": "https://exemple.test/Questionnaire/essai", "version": "2",
        "name": "essai", "title": "Un essai", "status": "active", "description": "Pour voir.", "item": items})
}

async fn try_read(resource: &Value) -> Result<Arc<Form>, Problem> {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    fake.script(LIST, [fhir(200, &searchset(vec![json!({"resource": resource})]))]);
    api.forms("essai").await.map(|mut forms| forms.remove(0))
}

async fn read(items: Value) -> Arc<Form> {
    try_read(&questionnaire(items)).await.unwrap()
}

/// The one question of this form.
async fn question(item: Value) -> Question {
    read(json!([item])).await.items[0].clone()
}

fn code(system: &str, code: &str, said: &str) -> Answer {
    Answer::Code { system: system.into(), code: code.into(), said: said.into() }
}

fn help(text: &str) -> Value {
    json!({"linkId": text, "type": "display", "text": text, "extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        "valueCodeableConcept": {"coding": [{"system": "http://hl7.org/fhir/questionnaire-item-control", "code": "help"}]}}]})
}

#[tokio::test]
async fn a_form_says_who_it_is_and_what_it_asks() {
    let form = read(json!([
        help("Ce que c’est."),
        {"linkId": "1", "prefix": "1.", "type": "group", "text": " Page ", "item": [
            {"linkId": "1.1", "type": "boolean", "text": "Oui ?", "required": true, "item": [help("En clair.")]},
            {"linkId": "1.2", "type": "string", "text": "Lequel", "maxLength": 20, "readOnly": true, "repeats": true,
                "enableWhen": [{"question": "1.1", "operator": "=", "answerBoolean": true}],
                "initial": [{"valueString": "a"}, {"valueString": "b"}]}]}
    ]))
    .await;
    assert_eq!((form.id.as_ref().map(FormId::as_str), form.canonical.as_str()), (Some("q-1"), CANONICAL));
    assert_eq!((form.name.as_str(), form.title.as_str()), ("essai", "Un essai"));
    assert_eq!((form.about.as_deref(), form.left_out), (Some("Pour voir.\nCe que c’est."), 0));
    let page = &form.items[0];
    assert_eq!((page.text.as_str(), page.prefix.as_deref(), &page.ask), ("Page", Some("1."), &Ask::Group));
    let [yes, which] = page.items.as_slice() else { panic!("{page:?}") };
    assert!(yes.required && yes.help == ["En clair.".into()] && yes.items.is_empty());
    assert_eq!((which.limit, which.read_only, which.repeats, which.initial.len()), (Some(20), true, true, 2));
    assert_eq!((which.shown_when[0].link.as_str(), &which.shown_when[0].test), ("1.1", &Test::Equal(Answer::Boolean(true))));
}

#[tokio::test]
async fn every_type_of_r4_has_its_kind_and_an_unknown_one_is_said() {
    for (kind, ask) in [
        ("group", Ask::Group),
        ("display", Ask::Display),
        ("boolean", Ask::Boolean),
        ("decimal", Ask::Decimal),
        ("integer", Ask::Integer),
        ("string", Ask::Line(Check::Any)),
        ("text", Ask::Text),
        ("dateTime", Ask::Line(Check::Moment)),
        ("time", Ask::Line(Check::Time)),
        ("url", Ask::Line(Check::Address)),
        ("quantity", Ask::Quantity),
        ("attachment", Ask::Unknown("attachment".into())),
        ("reference", Ask::Unknown("reference".into())),
        ("hologram", Ask::Unknown("hologram".into())),
    ] {
        assert_eq!(question(json!({"linkId": "1", "type": kind})).await.ask, ask, "{kind}");
    }
    assert!(matches!(question(json!({"linkId": "1", "type": "date"})).await.ask, Ask::Date(_)));
    let chosen = json!([{"valueCoding": {"code": "a"}}]);
    for (kind, ask) in [("choice", Ask::Choice), ("open-choice", Ask::OpenChoice), ("coding", Ask::Choice)] {
        assert_eq!(question(json!({"linkId": "1", "type": kind, "answerOption": chosen})).await.ask, ask, "{kind}");
    }
}

#[tokio::test]
async fn choices_come_with_the_form_or_cannot_be_made() {
    let set = |id: &str, more: Value| {
        let mut set = json!({"resourceType": "ValueSet", "id": id, "status": "active"});
        set.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        set
    };
    let concepts = json!([{"code": "a", "display": "Premier"}, {"code": "b"}, {"code": "c"}]);
    let mut form = questionnaire(json!([
        {"linkId": "1", "type": "choice", "answerValueSet": "#composed"},
        {"linkId": "2", "type": "choice", "answerValueSet": "#expanded"},
        {"linkId": "3", "type": "choice", "answerValueSet": "#half"},
        {"linkId": "4", "type": "open-choice", "answerValueSet": "http://ailleurs.test/ValueSet/x"},
        {"linkId": "5", "type": "choice", "answerOption": [
            {"valueString": "Mot", "initialSelected": true}, {"valueInteger": 3}, {"valueDate": "2026-01-02"},
            {"valueReference": {"reference": "Patient/1"}}, {"valueCoding": {"system": "s", "code": "k", "display": "K"}}, 7]},
    ]));
    form["contained"] = json!([
        set("composed", json!({"compose": {"include": [{"system": "s", "concept": concepts}],
            "exclude": [{"system": "s", "concept": [{"code": "c"}]}, {"system": "t", "concept": [{"code": "a"}]}]}})),
        set("expanded", json!({"expansion": {"contains": [{"abstract": true, "code": "top", "contains": [
            {"system": "s", "code": "x", "display": "X"}]}, {"system": "s", "code": "y"}]}})),
        set("half", json!({"compose": {"include": [{"system": "s", "concept": concepts}, {"system": "t", "filter": [{}]}]}})),
        {"resourceType": "Patient", "id": "composed"},
        3,
    ]);
    let form = try_read(&form).await.unwrap();
    let [composed, expanded, half, elsewhere, options] = form.items.as_slice() else { panic!("{form:?}") };
    assert_eq!(composed.options, [code("s", "a", "Premier"), code("s", "b", "b")]);
    assert_eq!(expanded.options, [code("s", "x", "X"), code("s", "y", "y")]);
    assert_eq!((&half.ask, half.options.len()), (&Ask::Unknown("choice".into()), 0), "half a list is no list");
    assert_eq!((&elsewhere.ask, elsewhere.options.len()), (&Ask::OpenChoice, 0), "in one’s own words");
    let text = |text: &str| Answer::Text(text.into());
    assert_eq!(options.options, [text("Mot"), Answer::Integer(3), Answer::Date(date(2026, 1, 2)), code("s", "k", "K")]);
    assert_eq!(options.initial, [text("Mot")]);
    assert_eq!(form.left_out, 4);
}

#[tokio::test]
async fn units_are_fixed_or_chosen() {
    let unit = |url: &str, code: &str| json!({"url": format!("http://hl7.org/fhir/StructureDefinition/questionnaire-{url}"), "valueCoding": {"system": "http://unitsofmeasure.org", "code": code}});
    let fixed = question(json!({"linkId": "1", "type": "quantity", "extension": [unit("unit", "kg")]})).await;
    assert_eq!((fixed.unit.as_deref(), fixed.options.len()), (Some("kg"), 0));
    let chosen = [unit("unitOption", "kg"), unit("unitOption", "[lb_av]")];
    let chosen = question(json!({"linkId": "1", "type": "quantity", "extension": chosen})).await;
    assert_eq!((chosen.unit.as_deref(), chosen.options.len()), (Some("kg"), 2));
}

#[tokio::test]
async fn what_is_not_understood_is_counted_and_hides_no_question() {
    let when = |question: &str, operator: &str, answer: Value| {
        let mut condition = json!({"question": question, "operator": operator});
        condition.as_object_mut().unwrap().extend(answer.as_object().unwrap().clone());
        condition
    };
    let yes = json!({"answerBoolean": true});
    let form = read(json!([
        {"linkId": "1", "type": "boolean"},
        {"linkId": "1", "type": "boolean", "text": "the same link"},
        {"type": "string", "text": "no link"},
        {"linkId": "2", "type": "string", "modifierExtension": [{"url": "urn:x"}]},
        {"linkId": "3", "type": "string", "extension": [{"url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true}]},
        7,
        {"linkId": "4", "type": "string", "enableWhen": [when("nowhere", "=", yes.clone()), when("1", "=", yes.clone())]},
        {"linkId": "5", "type": "string", "enableWhen": [when("1", "~", yes.clone()), when("1", "exists", json!({"answerBoolean": false}))]},
        {"linkId": "6", "type": "string", "enableBehavior": "any", "enableWhen": [
            when("1", "=", yes.clone()), when("1", "=", json!({"answerReference": {}}))]},
        {"linkId": "7", "type": "string", "enableWhen": [when("7", "=", yes.clone()), when("8", "=", yes.clone())]},
        {"linkId": "8", "type": "string", "enableWhen": [when("7", "=", yes)]},
        {"type": "display", "text": "A text needs no link.", "extension": "odd"},
        {"linkId": "9", "type": "string", "extension": [{"url": "urn:odd", "valueX": []}], "text": 7, "required": "yes", "maxLength": -1},
    ]))
    .await;
    let links: Vec<&str> = form.items.iter().map(|it| it.link.as_str()).collect();
    assert_eq!(links, ["1", "4", "5", "6", "7", "8", "#12", "9"]);
    let conditions: Vec<usize> = form.items.iter().map(|it| it.shown_when.len()).collect();
    assert_eq!(conditions, [0, 1, 1, 0, 1, 0, 0, 0]);
    assert_eq!(form.items[2].shown_when[0].test, Test::Answered(false));
    assert_eq!(form.left_out, 5 + 1 + 1 + 1 + 2);
}

#[tokio::test]
async fn a_form_beyond_what_a_person_fills_is_refused_and_one_of_five_hundred_is_not() {
    let many =
        |count: usize| (0..count).map(|number| json!({"linkId": number.to_string(), "type": "string"})).collect::<Vec<_>>();
    let form = read(many(500).into()).await;
    assert_eq!((form.items.len(), form.left_out), (500, 0));
    assert_eq!(try_read(&questionnaire(many(5_000).into())).await, Err(Problem::FormTooLarge));
    let conditions = vec![json!({"question": "x", "operator": "=", "answerBoolean": true}); 5_000];
    let one = json!([{"linkId": "1", "type": "string", "enableWhen": conditions}]);
    assert_eq!(try_read(&questionnaire(one)).await, Err(Problem::FormTooLarge));
    let deep = |levels: usize| {
        (0..levels).fold(
            json!({"linkId": "leaf", "type": "string"}),
            |inner, level| json!({"linkId": level.to_string(), "type": "group", "item": [inner]}),
        )
    };
    assert!(try_read(&questionnaire(json!([deep(31)]))).await.is_ok());
    assert_eq!(try_read(&questionnaire(json!([deep(32)]))).await, Err(Problem::FormTooLarge));
    assert_eq!(try_read(&questionnaire(json!([]))).await.unwrap().items.len(), 0);
}

#[tokio::test]
async fn f26_a_form_nested_thirty_thousand_times_is_refused_at_once() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let open: String = (0..30_000).map(|level| format!("{{\"linkId\":\"{level}\",\"type\":\"group\",\"item\":[")).collect();
    let deep = format!("{open}{}", "]}".repeat(30_000));
    let body = searchset(vec![json!({"resource": questionnaire(json!(["here"]))})]).to_string().replace("\"here\"", &deep);
    fake.script(LIST, [crate::fake::http(200, "application/fhir+json", body)]);
    assert_eq!(api.forms("essai").await, Err(Problem::FormTooLarge));
}

#[tokio::test]
async fn what_is_no_form_is_refused_alone() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let mut modified = questionnaire(json!([]));
    modified["modifierExtension"] = json!([{"url": "urn:x"}]);
    let mut retired = questionnaire(json!([]));
    retired["status"] = "retired".into();
    let bad = || [modified.clone(), json!({"resourceType": "Questionnaire"}), retired.clone()];
    let page = |all: Vec<Value>| fhir(200, &searchset(all.into_iter().map(|it| json!({"resource": it})).collect()));
    fake.script(
        LIST,
        [page(bad().into_iter().chain([questionnaire(json!([]))]).collect()), page(bad().to_vec()), page(vec![retired])],
    );
    assert_eq!(api.forms("x").await.unwrap().len(), 1);
    assert_eq!(api.forms("x").await, Err(Problem::Garbled));
    assert_eq!(api.forms("x").await, Ok(Vec::new()), "no form of this name");
}

#[tokio::test]
async fn the_very_form_that_answers_name_is_found() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let mut old = questionnaire(json!([]));
    (old["id"], old["version"]) = ("q-0".into(), "1".into());
    fake.keep(old);
    fake.keep(questionnaire(json!([])));
    let id = |form: Option<Arc<Form>>| form.and_then(|form| form.id.as_ref().map(|id| id.as_str().to_owned()));
    assert_eq!(id(api.form(CANONICAL).await.unwrap()).as_deref(), Some("q-1"));
    assert_eq!(
        id(api.form("https://exemple.test/Questionnaire/essai|3").await.unwrap()),
        None,
        "another version is another form"
    );
    assert!(api.form("https://exemple.test/Questionnaire/essai").await.unwrap().is_some());
    assert_eq!(api.form("https://exemple.test/autre").await, Ok(None));
    assert_eq!(id(api.form("Questionnaire/q-0").await.unwrap()).as_deref(), Some("q-0"));
    assert_eq!(api.form("Questionnaire/q-9").await, Ok(None));
}

/// A question of each type, and an answer to it.
fn everything() -> (Value, Vec<Answered>) {
    let one = |link: &str, answer: Answer| Answered { link: link.into(), answers: vec![answer], ..Answered::default() };
    let decimal = |raw| Decimal::parse(raw).unwrap();
    let form = json!([
        {"linkId": "g", "type": "group", "text": "Groupe", "item": [
            {"linkId": "b", "type": "boolean", "item": [{"linkId": "under", "type": "string"}]},
            {"linkId": "c", "type": "choice", "repeats": true, "answerOption": [{"valueCoding": {"code": "a"}}]},
            {"linkId": "o", "type": "open-choice", "answerOption": [{"valueCoding": {"code": "a"}}]}]},
        {"linkId": "s", "type": "string"},
        {"linkId": "t", "type": "text"},
        {"linkId": "i", "type": "integer"},
        {"linkId": "d", "type": "decimal"},
        {"linkId": "day", "type": "date"},
        {"linkId": "month", "type": "date"},
        {"linkId": "moment", "type": "dateTime"},
        {"linkId": "time", "type": "time"},
        {"linkId": "url", "type": "url"},
        {"linkId": "q", "type": "quantity"},
    ]);
    let answers = vec![
        Answered { link: "empty".into(), ..Answered::default() },
        one("q", Answer::Quantity { value: decimal("72.50"), unit: "kg".into() }),
        one("s", Answer::Text("Zoé O’Neil \"x\"".into())),
        one("t", Answer::Text("deux\nlignes".into())),
        one("i", Answer::Integer(-3)),
        one("d", Answer::Decimal(decimal("14.60"))),
        one("day", Answer::Date(date(2026, 3, 4))),
        one("month", Answer::Text("2026-03".into())),
        one("moment", Answer::Text("2026-07-04T14:30".into())),
        one("time", Answer::Text("14:30".into())),
        one("url", Answer::Text("https://exemple.test/é".into())),
        Answered {
            link: "g".into(),
            text: "Groupe".into(),
            items: vec![
                Answered { answers: vec![code("s", "a", "Un"), code("s", "b", "b")], ..one("c", Answer::Boolean(true)) },
                one("o", Answer::Text("autre".into())),
                Answered { items: vec![one("under", Answer::Text("dessous".into()))], ..one("b", Answer::Boolean(true)) },
            ],
            ..Answered::default()
        },
    ];
    (form, answers)
}

/// Answers of every type, new and changed.
pub async fn put_everything(api: &dmp::api::Api) {
    let (items, answers) = everything();
    let form = read(items).await;
    assert!(matches!(api.put_response(&response(answers), &form).await, Written::Done(..)));
    let mut again = api.responses().await.unwrap().all.remove(0);
    again.completed = false;
    again.items.truncate(1);
    assert!(matches!(api.put_response(&again, &form).await, Written::Done(..)));
}

fn response(items: Vec<Answered>) -> Response {
    Response {
        identifier: NAME.into(),
        canonical: CANONICAL.into(),
        completed: true,
        authored: "2026-11-22T10:00:00Z".parse().ok(),
        items,
        ..Response::default()
    }
}

#[tokio::test]
async fn answers_are_written_in_order_each_as_its_question_wants_it_and_read_back() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let (items, answers) = everything();
    let form = read(items).await;
    let written = api.put_response(&response(answers), &form).await;
    assert_eq!(written, Written::Done(ResponseId::new("made-1").unwrap(), Some("1".into())));
    let sent = fake.seen_at(ANSWERS).pop().unwrap();
    assert_eq!(sent.headers["if-none-exist"], format!("identifier=urn:ietf:rfc:3986|{NAME}"));
    assert!(sent.body.contains("\"valueDecimal\":14.60") && sent.body.contains("\"value\":72.50"), "decimals as written");
    insta::assert_snapshot!("response", pretty(&serde_json::from_str(&sent.body).unwrap()));
    let read = api.responses().await.unwrap();
    assert_eq!((read.all.len(), read.unreadable), (1, 0));
    let kept = &read.all[0];
    assert_eq!((kept.identifier.as_str(), kept.canonical.as_str(), kept.completed), (NAME, CANONICAL, true));
    assert_eq!(kept.authored, "2026-11-22T10:00:00Z".parse().ok());
    // Back and forth, nothing changes any more.
    assert!(matches!(api.put_response(kept, &form).await, Written::Done(..)));
    assert_eq!(fake.effects(), 1, "nothing to change");
}

#[tokio::test]
async fn an_answer_that_its_question_cannot_take_is_not_sent() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let (items, _) = everything();
    let form = read(items).await;
    for (link, answer) in [
        ("time", Answer::Text("bientôt".into())),
        ("moment", Answer::Text("demain".into())),
        ("month", Answer::Text("mars".into())),
        ("i", Answer::Integer(1 << 40)),
        ("s", Answer::Text(" ".into())),
    ] {
        let answered = Answered { link: link.into(), answers: vec![answer], ..Answered::default() };
        let refused = Written::NotDone(Problem::AnswerRefused { link: link.into() });
        assert_eq!(api.put_response(&response(vec![answered]), &form).await, refused, "{link}");
    }
    assert_eq!(fake.seen_at(ANSWERS).len(), 0);
}

#[tokio::test]
async fn a_refusal_says_which_answer_is_wrong() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let (items, answers) = everything();
    let form = read(items).await;
    let refused = |expression: &str| {
        let issue = json!({"severity": "error", "code": "value", "diagnostics": "canary", "expression": [expression]});
        fhir(422, &json!({"resourceType": "OperationOutcome", "issue": [issue]}))
    };
    for (expression, link) in [
        ("QuestionnaireResponse.item[0].item[1].answer[0].value", "c"),
        ("QuestionnaireResponse.item[0].item[0].answer[0].item[0]", "under"),
        ("QuestionnaireResponse.item[1]", "s"),
        ("QuestionnaireResponse.item[0].item[99]", "g"),
    ] {
        fake.script(ANSWERS, [refused(expression)]);
        let said = api.put_response(&response(answers.clone()), &form).await;
        assert_eq!(said, Written::NotDone(Problem::AnswerRefused { link: link.into() }), "{expression}");
    }
    fake.script(ANSWERS, [refused("QuestionnaireResponse.status")]);
    let said = api.put_response(&response(answers), &form).await;
    assert_eq!(said, Written::NotDone(Problem::Refused { flaw: None }));
}

fn answers(id: &str, item: Value) -> Value {
    json!({"resourceType": "QuestionnaireResponse", "id": id, "status": "in-progress", "questionnaire": CANONICAL,
        "identifier": {"system": "urn:ietf:rfc:3986", "value": NAME}, "item": item,
        "extension": [{"url": "urn:other", "valueDecimal": 1.50}]})
}

#[tokio::test]
async fn answers_that_are_not_understood_are_counted_and_never_written_over() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let one = |answer: Value| json!([{"linkId": "1", "answer": [answer]}]);
    fake.keep(answers("r-1", one(json!({"valueAttachment": {"url": "x"}}))));
    fake.keep(answers("r-2", one(json!({"valueDecimal": 1e300}))));
    fake.keep(answers("r-3", json!([{"linkId": "1", "modifierExtension": [{"url": "x"}]}])));
    fake.keep(answers("r-4", json!([{"answer": []}])));
    let mut withdrawn = answers("r-5", json!([]));
    withdrawn["status"] = "entered-in-error".into();
    fake.keep(withdrawn);
    let mut odd = answers("r-6", json!([]));
    odd["status"] = "perhaps".into();
    fake.keep(odd);
    let mut amended = answers("r-7", one(json!({"valueString": "oui"})));
    amended["status"] = "amended".into();
    fake.keep(amended);
    let read = api.responses().await.unwrap();
    let ids: Vec<&str> = read.all.iter().map(|it| it.id.as_ref().unwrap().as_str()).collect();
    assert_eq!((ids, read.unreadable, read.all[0].completed), (vec!["r-7"], 5, true));
}

#[tokio::test]
async fn f22_f40_answers_changed_elsewhere_are_not_written_over() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let form = read(json!([{"linkId": "1", "type": "string"}])).await;
    fake.keep(answers("r-1", json!([{"linkId": "1", "answer": [{"valueString": "ancien"}]}])));
    let seen = api.responses().await.unwrap().all.remove(0);
    let mine = |text: &str, seen: &Response| {
        let mut mine = seen.clone();
        mine.items[0].answers = vec![Answer::Text(text.into())];
        mine
    };
    fake.change("r-1", |it| it["item"][0]["answer"][0]["valueString"] = "d’ailleurs".into());
    assert_eq!(api.put_response(&mine("à moi", &seen), &form).await, Written::NotDone(Problem::ChangedMeanwhile));
    let fresh = api.responses().await.unwrap().all.remove(0);
    let done = api.put_response(&mine("à moi", &fresh), &form).await;
    assert_eq!(done, Written::Done(ResponseId::new("r-1").unwrap(), Some("3".into())));
    assert_eq!(fake.kept()[0]["item"][0]["answer"][0]["valueString"], "à moi");
    assert_eq!(fake.kept()[0]["extension"][0]["url"], "urn:other");
    assert!(fake.seen_at("/fhir/QuestionnaireResponse/r-1").pop().unwrap().body.contains("\"valueDecimal\":1.5"));
}

#[tokio::test]
async fn f8_answers_cut_anywhere_are_kept_once_and_said_as_they_are() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let form = read(json!([{"linkId": "1", "type": "text"}])).await;
    fake.keep(answers("r-1", json!([{"linkId": "1", "answer": [{"valueString": "ancien"}]}])));
    for end in (0..600).step_by(7) {
        let mut mine = api.responses().await.unwrap().all.remove(0);
        mine.items[0].answers = vec![Answer::Text(format!("texte {end}").into())];
        fake.script("/fhir/QuestionnaireResponse/r-1", [Reply::Ordinary, Reply::CutAfter(end)]);
        let before = fake.effects();
        let written = api.put_response(&mine, &form).await;
        assert!(
            matches!(&written, Written::Done(_, Some(version)) if *version != *mine.version.as_ref().unwrap()),
            "{end}: {written:?}"
        );
        assert_eq!(fake.effects(), before + 1, "{end}");
    }
    let unknown = Response { identifier: Clean::new("urn:uuid:5a3c0d86-6d3f-4a34-9b3c-2f1d1f9d0003"), ..response(vec![]) };
    fake.script(ANSWERS, [Reply::Lost, Reply::Lost, Reply::Lost, crate::fake::http(500, "text/html", "")]);
    assert_eq!(api.put_response(&unknown, &form).await, Written::Unknown);
    assert!(matches!(api.put_response(&unknown, &form).await, Written::Done(..)));
    assert_eq!(fake.kept().len(), 2);
}

/// What a form asks, a question a line.
fn outline(items: &[Question], depth: usize, out: &mut String) {
    for question in items {
        let when: String = question.shown_when.iter().map(|it| format!(" if {} {:?}", it.link, it.test)).collect();
        let choices: Vec<String> = question.options.iter().map(|it| format!("{it:?}")).collect();
        let more = if choices.is_empty() { String::new() } else { format!(" of {}", choices.join(", ")) };
        out.push_str(&format!("{}{} {:?} {:?}{more}{when}\n", "  ".repeat(depth), question.link, question.text, question.ask));
        outline(&question.items, depth + 1, out);
    }
}

#[tokio::test]
async fn the_examples_of_r4_are_read() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/questionnaires");
    let mut all = String::new();
    for name in ["f201-lifelines", "bluebook", "cancer-quality", "types"] {
        let text = std::fs::read_to_string(format!("{folder}/{name}.json")).unwrap();
        let form = try_read(&serde_json::from_str(&text).unwrap()).await.unwrap();
        all.push_str(&format!("# {:?} {} left out {}\n", form.title, form.canonical, form.left_out));
        outline(&form.items, 0, &mut all);
    }
    insta::assert_snapshot!("examples-of-r4", all);
}
