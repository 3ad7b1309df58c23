//! FHIR as servers really send it: one bad entry never hides the others, and what must not be read is not.

use crate::fake::{Fake, fhir};
use crate::samples::searchset;
use crate::{samples, signed_in};
use dmp::api::{Query, fhir as reading};
use dmp::domain::{Author, Category, Clean, Date, Listing, Problem, States};
use serde_json::{Value, json};

fn list(entries: Vec<Value>) -> Listing {
    reading::listing(searchset(entries).to_string().as_bytes()).unwrap()
}

fn entry(resource: Value) -> Value {
    json!({"resource": resource})
}

/// A good document, changed so.
fn changed(change: impl FnOnce(&mut Value)) -> Value {
    let mut document = samples::document("doc-1", b"x");
    change(&mut document);
    document
}

fn only(document: Value) -> dmp::domain::Document {
    let listing = list(vec![entry(document)]);
    assert_eq!(listing.unreadable, []);
    dmp::domain::Document::clone(&listing.documents[0])
}

fn author(references: Value, contained: Value) -> Author {
    only(changed(|document| {
        document["author"] = references;
        document["contained"] = contained;
    }))
    .author
}

#[test]
fn a_complete_document_is_read_whole() {
    let document = only(samples::document("doc-1", b"x"));
    assert_eq!(document.title.as_str(), "Compte rendu");
    assert_eq!((document.kind.code.as_str(), document.kind.class.as_str()), ("11488-4", "10"));
    assert_eq!((document.category, document.date), (Category::Reports, Date::fhir("2026-06-12T10:00:00+02:00")));
    assert_eq!(document.deposited, Some("2026-06-12T08:00:00Z".parse().unwrap()));
    let text = |text: &str| Some(Clean::new(text));
    assert_eq!((document.author.name, document.author.organisation), (text("Dr Alice Dumont"), text("Cabinet des Tilleuls")));
    assert_eq!((document.author.profession, document.author.speciality), (text("10"), text("SM54")));
    assert_eq!((document.states, document.version), (States::default(), text("1")));
    assert_eq!((document.contents[0].size, document.contents[0].sha1.is_some()), (Some(1), true));
}

#[test]
fn one_bad_entry_never_hides_the_others() {
    let good = |id: &str| entry(samples::document(id, b"x"));
    let bad = [
        json!(5),
        json!({}),
        json!({"fullUrl": "https://x/fhir/DocumentReference/no-resource"}),
        entry(json!([])),
        entry(changed(|it| (it["id"], it["status"]) = ("bad-status".into(), 5.into()))),
        entry(changed(|it| (it["id"], it["status"]) = ("new-status".into(), "archived".into()))),
        entry(changed(|it| (it["id"], it["securityLabel"]) = ("bad-label".into(), "N".into()))),
        entry(changed(|it| (it["id"], it["content"]) = ("no-content".into(), json!([])))),
        entry(changed(|it| (it["id"], it["content"]) = ("no-attachment".into(), json!([{"attachment": {"title": "x"}}])))),
        entry(changed(|it| it["id"] = "../../x".into())),
        entry(changed(|it| (it["id"], it["modifierExtension"]) = ("modified".into(), json!([{"url": "urn:negated"}])))),
        entry(changed(|it| (it["id"], it["implicitRules"]) = ("ruled".into(), "urn:rules".into()))),
        entry(changed(|it| {
            it["id"] = "modified-content".into();
            it["content"][0]["modifierExtension"] = json!([{"url": "urn:x"}]);
        })),
        entry(changed(|it| {
            it["id"] = Value::Null;
            it["masterIdentifier"] = json!({"value": "urn:oid:1.2\u{202e}3"});
        })),
    ];
    let mut entries = vec![good("first")];
    entries.extend(bad);
    entries.push(good("last"));
    let listing = list(entries);
    let ids: Vec<_> = listing.documents.iter().map(|document| document.id.as_str()).collect();
    assert_eq!(ids, ["first", "last"]);
    let unreadable: Vec<_> = listing.unreadable.iter().map(Clean::as_str).collect();
    assert_eq!(
        unreadable,
        [
            "#2",
            "#3",
            "DocumentReference/no-resource",
            "#5",
            "bad-status",
            "new-status",
            "bad-label",
            "no-content",
            "no-attachment",
            "../../x",
            "modified",
            "ruled",
            "modified-content",
            "urn:oid:1.23",
        ]
    );
}

#[test]
fn ornaments_may_be_absent_or_odd() {
    let bare = only(json!({"resourceType": "DocumentReference", "id": "a", "status": "current",
        "content": [{"attachment": {"url": "Binary/a"}}]}));
    assert_eq!((bare.title.as_str(), bare.date, bare.category), ("", None, Category::Other));
    assert_eq!((bare.author, bare.deposited), (Author::default(), None));
    let odd = only(changed(|it| {
        it["type"] = "nonsense".into();
        it["date"] = "hier".into();
        it["author"] = json!([5, {"display": "Dr Bruno"}]);
        it["meta"] = json!({"versionId": 4, "lastUpdated": "jamais"});
        it["description"] = "Une lettre".into();
        it["extension"] = json!([7]);
        let attachment = &mut it["content"][0]["attachment"];
        *attachment = json!({"url": "x", "size": "12", "hash": "?", "title": ["x"], "creation": "2025-02"});
        it["unknownElement"] = json!({"deep": [1, {"x": null}], "big": 1});
    }));
    assert_eq!((odd.title.as_str(), odd.date), ("Une lettre", Date::fhir("2025-02")));
    assert_eq!(odd.author.name, Some(Clean::new("Dr Bruno")));
    assert_eq!((odd.contents[0].size, odd.contents[0].sha1), (Some(12), None));
    for absent in ["contained", "relatesTo", "category", "extension", "meta", "author", "type"] {
        let listing = list(vec![entry(changed(|it| it[absent] = Value::Null))]);
        assert_eq!(listing.documents.len(), usize::from(absent != "meta"), "{absent}");
    }
}

#[test]
fn codes_may_come_in_several_systems() {
    let document = only(changed(|it| {
        it["type"] = json!({"text": "Bilan sanguin", "coding": [{"system": "http://snomed.info/sct", "code": "4241000179101"},
            {"code": "x"}, {"system": "http://loinc.org", "code": "11502-2", "display": "Laboratory report"}]});
    }));
    assert_eq!((document.kind.code.as_str(), document.category), ("11502-2", Category::Biology));
    assert_eq!(document.kind.said, Some(Clean::new("Bilan sanguin")));
    let document = only(changed(|it| it["type"] = json!({"coding": [{"system": "urn:other", "code": "z", "display": "Autre"}]})));
    assert_eq!((document.kind.code.as_str(), document.category), ("z", Category::Reports), "the class decides then");
}

#[test]
fn an_author_is_contained_included_or_only_named() {
    let text = |text: &str| Some(Clean::new(text));
    let named = author(json!([{"display": "Dr Bruno"}]), json!([]));
    assert_eq!((named.name, named.patient), (text("Dr Bruno"), false));
    let practitioner = json!([{"resourceType": "Practitioner", "id": "p", "name": [{"prefix": ["Dr"], "given": ["Anne", null], "family": "Roux"}],
        "qualification": [{"code": {"coding": [{"code": "G15_10/SM54", "display": "Médecine générale"}]}}]}]);
    let contained = author(json!([{"reference": "#p"}]), practitioner);
    assert_eq!((contained.name, contained.said), (text("Dr Anne Roux"), text("Médecine générale")));
    assert_eq!((contained.profession, contained.speciality), (text("10"), text("SM54")));
    let role = json!([{"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "#p"}, "organization": {"reference": "#o"}},
        {"resourceType": "Practitioner", "id": "p", "name": [{"text": "Dr Roux"}]},
        {"resourceType": "Organization", "id": "o", "name": "CHU de Nantes"}]);
    let through = author(json!([{"reference": "#r"}]), role);
    assert_eq!((through.name, through.organisation), (text("Dr Roux"), text("CHU de Nantes")));
    let device = json!([{"resourceType": "Device", "id": "d", "deviceName": [{"name": "Alimentation automatique"}]}]);
    assert_eq!(author(json!([{"reference": "#d"}]), device).name, text("Alimentation automatique"));
    let circle = json!([{"resourceType": "PractitionerRole", "id": "r", "practitioner": {"reference": "#r"}}]);
    assert_eq!(author(json!([{"reference": "#r"}]), circle).name, None);
    let modified =
        json!([{"resourceType": "Practitioner", "id": "p", "modifierExtension": [{"url": "x"}], "name": [{"text": "Dr Faux"}]}]);
    assert_eq!(author(json!([{"reference": "#p", "display": "Dr Vrai"}]), modified).name, text("Dr Vrai"));
    let two = author(json!([{"reference": "Organization/o", "display": "Laboratoire"}, {"display": "Dr Bruno"}]), json!([]));
    assert_eq!((two.name, two.organisation), (text("Dr Bruno"), text("Laboratoire")));
    let page = list(vec![
        entry(changed(|it| it["author"] = json!([{"reference": "https://x/fhir/Practitioner/p9/_history/2"}]))),
        json!({"fullUrl": "https://x/fhir/Practitioner/p9", "search": {"mode": "include"},
            "resource": {"resourceType": "Practitioner", "id": "p9", "name": [{"text": "Dr Inclus"}]}}),
    ]);
    assert_eq!((page.documents[0].author.name.clone(), page.unreadable.len()), (text("Dr Inclus"), 0));
}

#[test]
fn what_the_patient_deposited_is_theirs() {
    let mine = |reference: &str| {
        only(changed(|it| {
            it["author"] = json!([{"reference": reference}]);
            it["contained"] = json!([{"resourceType": "Patient", "id": "me", "name": [{"text": "Camille"}]}]);
        }))
        .states
        .mine
    };
    assert!(mine("#me") && mine("Patient/pat-1") && mine("https://x/fhir/Patient/pat-1"));
    assert!(!mine("Practitioner/1") && !mine("#other"));
}

#[test]
fn every_state_is_told() {
    let label = |code: &str| json!([{"coding": [{"code": "N"}]}, {"coding": [{"code": code}]}]);
    let states = |change: fn(&mut Value, Value), value: Value| only(changed(|it| change(it, value))).states;
    let labelled: fn(&mut Value, Value) = |it, value| it["securityLabel"] = value;
    assert!(states(labelled, label("MASQUE_PS")).masked);
    assert!(states(labelled, label("INVISIBLE_REPRESENTANTS_LEGAUX")).hidden_from_representatives);
    assert!(states(|it, value| it["status"] = value, "superseded".into()).superseded);
    assert!(states(|it, value| it["docStatus"] = value, "preliminary".into()).preliminary);
    let archived: fn(&mut Value, Value) = |it, value| it["extension"] = value;
    let url = "https://interop.esante.gouv.fr/ig/fhir/pdsm/StructureDefinition/pdsm-ext-is-archived";
    assert!(states(archived, json!([{"url": url, "valueBoolean": true}])).archived);
    assert!(!states(archived, json!([{"url": url, "valueBoolean": false}])).archived);
    let replacing =
        only(changed(|it| it["relatesTo"] = json!([{"code": "replaces", "target": {"reference": "DocumentReference/old"}}])));
    assert_eq!(replacing.replaces, Some(Clean::new("old")));
}

#[test]
fn what_is_not_for_the_patient_is_never_shown_nor_counted() {
    let hidden =
        |system: &str| changed(|it| it["securityLabel"] = json!([{"coding": [{"system": system, "code": "INVISIBLE_PATIENT"}]}]));
    let listing = list(vec![
        entry(hidden("https://mos.esante.gouv.fr/NOS/TRE_A07-StatutVisibiliteDocument/FHIR/TRE-A07-StatutVisibiliteDocument")),
        entry(hidden("urn:oid:1.2.250.1.213.1.1.4.13")),
        entry(changed(|it| it["meta"]["security"] = json!([{"code": "INVISIBLE_PATIENT"}]))),
        entry(changed(|it| it["status"] = "entered-in-error".into())),
        entry(changed(|it| it["docStatus"] = "entered-in-error".into())),
        // Unreadable besides: its very existence must not be told.
        entry({
            let mut it = hidden("x");
            it["status"] = 5.into();
            it
        }),
    ]);
    assert_eq!(listing, Listing::default());
    assert_eq!(reading::document(hidden("x").to_string().as_bytes()), Err(Problem::NotFound));
}

#[test]
fn a_page_without_total_or_next_is_normal_and_one_that_is_no_page_is_refused() {
    let read = |bundle: Value| reading::listing(bundle.to_string().as_bytes());
    assert_eq!(read(json!({"resourceType": "Bundle"})), Ok(Listing::default()));
    assert_eq!(read(json!({"resourceType": "Bundle", "type": "searchset", "entry": null, "link": null})), Ok(Listing::default()));
    let listing = read(
        json!({"resourceType": "Bundle", "type": "searchset", "total": -1, "link": [5, {"relation": "next", "url": "?p=2"}]}),
    );
    let listing = listing.unwrap();
    assert_eq!((listing.total, listing.next.as_deref()), (None, Some("?p=2")));
    for no_page in [
        json!([]),
        json!("Bundle"),
        json!({"resourceType": "OperationOutcome"}),
        json!({"resourceType": "Bundle", "type": "document"}),
        json!({"resourceType": "Bundle", "entry": {}}),
        json!({"resourceType": "Bundle", "implicitRules": "urn:x"}),
        json!({"type": "searchset"}),
    ] {
        assert_eq!(read(no_page.clone()), Err(Problem::Garbled), "{no_page}");
    }
}

#[test]
fn an_entry_sent_twice_is_shown_once() {
    let twice = list(vec![entry(samples::document("a", b"x")), entry(samples::document("a", b"x"))]);
    assert_eq!((twice.documents.len(), twice.unreadable.len()), (1, 0));
}

/// Two resources that a depositor gave one identifier: which of them is right, the patient sees for themselves.
#[test]
fn two_documents_with_one_identifier_are_both_listed() {
    let with = |id| {
        let mut document = samples::document(id, b"x");
        document["masterIdentifier"] = json!({"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.999.1"});
        document["identifier"] = json!([{"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.250.1.999.1"}]);
        entry(document)
    };
    let both = list(vec![with("a"), with("b")]);
    assert_eq!((both.documents.len(), both.unreadable.len()), (2, 0));
}

#[tokio::test]
async fn pages_follow_each_other_on_the_same_origin_only() {
    let fake = Fake::start().await;
    for n in 0..5 {
        fake.add_document(samples::document(&format!("doc-{n}"), b"x"));
    }
    let api = signed_in(&fake).await;
    let since = "2026-11-01T10:00:00Z".parse().unwrap();
    let mut page = api.documents(&Query { page: 2, since: Some(since), current_only: false }, false).await.unwrap();
    let mut ids: Vec<String> = Vec::new();
    loop {
        assert_eq!(page.total, Some(5));
        ids.extend(page.documents.iter().map(|document| document.id.as_str().to_owned()));
        let Some(next) = page.next else { break };
        page = api.next(&next, true).await.unwrap();
    }
    assert_eq!(ids, ["doc-0", "doc-1", "doc-2", "doc-3", "doc-4"]);
    let query = fake.seen_at("/fhir/DocumentReference")[0].query();
    assert_eq!(query["patient.identifier"], format!("urn:oid:1.2.250.1.213.1.4.8|{}", samples::INS));
    assert_eq!(
        (query["status"].as_str(), query["_sort"].as_str(), query["_count"].as_str()),
        ("current,superseded", "-date", "2")
    );
    assert_eq!(query["_lastUpdated"], "ge2026-11-01T10:00:00Z");
    assert_eq!(api.next("http://127.0.0.1:1/fhir/x", false).await, Err(Problem::OtherOrigin));
    api.documents(&Query { page: 9999, since: None, current_only: true }, false).await.unwrap();
    let query = fake.seen_at("/fhir/DocumentReference").last().unwrap().query();
    assert_eq!((query["status"].as_str(), query["_count"].as_str()), ("current", "200"));
}

#[tokio::test]
async fn a_page_that_is_its_own_next_ends_there() {
    let fake = Fake::start().await;
    let mut circle = searchset(vec![]);
    circle["link"] = json!([{"relation": "next", "url": "DocumentReference?_page=1"}]);
    fake.script("/fhir/DocumentReference", [fhir(200, &circle)]);
    let api = signed_in(&fake).await;
    assert_eq!(api.next("DocumentReference?_page=1", false).await.unwrap().next, None);
}

#[tokio::test]
async fn one_document_is_read_by_its_id_and_another_in_its_place_is_refused() {
    let fake = Fake::start().await;
    fake.add_document(samples::document("doc-1", b"x"));
    let api = signed_in(&fake).await;
    let id = |id: &str| dmp::domain::DocumentId::new(id).unwrap();
    assert_eq!(api.document(&id("doc-1")).await.unwrap().title.as_str(), "Compte rendu");
    assert_eq!(api.document(&id("doc-2")).await, Err(Problem::NotFound));
    fake.script("/fhir/DocumentReference/doc-2", [fhir(200, &samples::document("doc-1", b"x"))]);
    assert_eq!(api.document(&id("doc-2")).await, Err(Problem::Garbled));
}

#[tokio::test]
async fn a_closed_record_stays_readable_and_explains_the_rest() {
    let fake = Fake::start().await;
    let mut closed = samples::patient();
    closed["active"] = false.into();
    closed["extension"] = json!([{"url": "https://interop.esante.gouv.fr/ig/fhir/dmp/StructureDefinition/dmp-fermeture",
        "extension": [{"url": "dateFermeture", "valueDate": "2026-05-02"}]}]);
    fake.set_patient(closed);
    let api = signed_in(&fake).await;
    let patient = api.patient().await.unwrap();
    assert_eq!((patient.open, patient.closed_on), (false, Date::fhir("2026-05-02")));
    fake.script("/fhir/DocumentReference", [fhir(403, &json!({"resourceType": "OperationOutcome"}))]);
    assert_eq!(api.documents(&Query::default(), false).await, Err(Problem::DmpClosed));
}

#[tokio::test]
async fn the_holder_and_the_account_are_read() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let patient = api.patient().await.unwrap();
    assert_eq!((patient.family.as_str(), patient.given.as_str(), patient.open), ("MARTIN", "Camille", true));
    let doctor = patient.treating_doctor.and_then(|doctor| doctor.name);
    assert_eq!((patient.born, doctor), (Date::fhir("1979-03-28"), Some(Clean::new("Dr Alice Dumont"))));
    assert_eq!(patient.ins.map(|ins| ins.as_str().to_owned()), Some(samples::INS.into()));
    let account = api.account().await.unwrap();
    assert_eq!((account.channels.len(), account.authenticator), (1, true));
    assert_eq!(account.previous_sign_in, Some("2026-11-01T10:00:00Z".parse().unwrap()));
    // Without the national identifier, the logical id finds the documents.
    let mut nameless = samples::patient();
    nameless["identifier"] = json!([{"system": "urn:local", "value": "1"}]);
    fake.set_patient(nameless);
    api.patient().await.unwrap();
    api.documents(&Query::default(), false).await.unwrap();
    assert_eq!(fake.seen_at("/fhir/DocumentReference")[0].query()["patient"], "pat-1");
}
