//! Contacts: read whatever their coding, written without losing what is not understood, and every answer believed or doubted
//! as it should be.

use crate::fake::{Fake, Reply, fhir, http};
use crate::samples::{contact, pretty, searchset};
use crate::{Api, Limits, limits, signed_in, signed_in_with};
use dmp::domain::{Clean, Contact, Contacts, Flaw, Link, Outcome, Problem};
use serde_json::{Value, json};

const LIST: &str = "/fhir/RelatedPerson";
const ONE: &str = "/fhir/RelatedPerson/c-1";
const NAME: &str = "urn:uuid:5a3c0d86-6d3f-4a34-9b3c-2f1d1f9d0001";

async fn read(resources: &[Value]) -> Contacts {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    fake.script(LIST, [fhir(200, &searchset(resources.iter().map(|it| json!({"resource": it})).collect()))]);
    api.contacts().await.unwrap()
}

async fn one(change: impl FnOnce(&mut Value)) -> Option<Contact> {
    let mut resource = contact("c-1");
    change(&mut resource);
    read(&[resource]).await.all.pop()
}

/// With a server that keeps this contact, as it was read.
async fn with(resource: Value) -> (Fake, Api, Contact) {
    let fake = Fake::start().await;
    fake.keep(resource);
    let api = signed_in(&fake).await;
    let seen = api.contacts().await.unwrap().all.pop().unwrap();
    (fake, api, seen)
}

fn marc() -> Contact {
    Contact {
        emergency: true,
        trusted: true,
        link: Some(Link::Brother),
        family: "Martin".into(),
        given: "Marc".into(),
        phones: vec!["06 98 76 54 32".into()],
        street: "3 rue de l’Église".into(),
        postcode: "69003".into(),
        town: "Lyon".into(),
        ..Contact::default()
    }
}

#[tokio::test]
async fn a_contact_is_read_whole_and_in_the_order_of_calling() {
    let mut second = contact("c-2");
    second["extension"][1]["valuePositiveInt"] = 1.into();
    let mut last = contact("c-3");
    last.as_object_mut().unwrap().remove("extension");
    let contacts = read(&[last, contact("c-1"), second]).await;
    let ids: Vec<&str> = contacts.all.iter().map(|it| it.id.as_ref().unwrap().as_str()).collect();
    assert_eq!((ids, contacts.unreadable), (vec!["c-2", "c-1", "c-3"], 0));
    let marie = &contacts.all[1];
    assert_eq!((marie.emergency, marie.trusted, marie.link), (true, false, Some(Link::Spouse)));
    assert_eq!((marie.family.as_str(), marie.given.as_str()), ("DURAND", "Marie Anne"));
    assert_eq!(marie.phones, ["06 12 34 56 78".into(), Clean::new("0188888888")], "by rank");
    assert_eq!(marie.email.as_deref(), Some("marie@exemple.test"));
    assert_eq!(
        (marie.street.as_str(), marie.postcode.as_str(), marie.town.as_str()),
        ("Bâtiment B\n12 rue des Lilas", "75020", "Paris")
    );
    assert_eq!((marie.country.as_deref(), marie.order), (Some("FRA"), Some(2)));
}

#[tokio::test]
async fn roles_and_links_are_known_in_any_coding() {
    let of = |codes: &[&str]| {
        let concepts: Vec<Value> =
            codes.iter().map(|code| json!({"coding": [{"system": "x", "code": "y"}, {"code": code}]})).collect();
        one(move |it| it["relationship"] = concepts.into())
    };
    for trusted in ["QUAL", "NOK", "K"] {
        let read = of(&[trusted]).await.unwrap();
        assert!(read.trusted && !read.emergency && read.link.is_none(), "{trusted}");
    }
    let together = of(&["ECON", "TUTEUR", "QUAL"]).await.unwrap();
    assert!(together.trusted && together.emergency && together.link == Some(Link::Guardian));
    let neither = of(&["CAREGIVER"]).await.unwrap();
    assert!(!neither.trusted && !neither.emergency);
}

#[tokio::test]
async fn what_is_odd_is_read_as_well_as_can_be() {
    let text_only = one(|it| {
        it["name"] = json!([{"text": "Tante\u{202e} Zoé"}]);
        it["telecom"] =
            json!([{"value": "zoe@exemple.test"}, {"value": " 01\u{7}23 "}, {"system": "phone", "use": "old", "value": "000"}]);
        it["address"] = json!([{"use": "old", "city": "Ici"}, {"text": "12 rue X\r\n75001 Paris"}, 3]);
        it["extension"] = json!([{"url": "https://ailleurs.test/StructureDefinition/ordre-appel", "valuePositiveInt": 0}]);
        it["relationship"] = json!("nobody");
    });
    let read = text_only.await.unwrap();
    assert_eq!((read.family.as_str(), read.given.as_str()), ("Tante Zoé", ""));
    assert_eq!(read.phones.len(), 1);
    assert!(!read.phones[0].contains('\u{7}') && read.email.as_deref() == Some("zoe@exemple.test"));
    assert_eq!((read.street.as_str(), read.order), ("12 rue X\n75001 Paris", None));
    assert!(one(|it| it["name"] = json!([])).await.is_some(), "a telephone is somebody");
    assert_eq!(one(|it| it["active"] = false.into()).await, None);
}

#[tokio::test]
async fn one_bad_contact_hides_no_other() {
    let mut modified = contact("c-2");
    modified["modifierExtension"] = json!([{"url": "urn:x"}]);
    let mut nameless = contact("c-3");
    nameless.as_object_mut().unwrap().retain(|member, _| !["name", "telecom"].contains(&member.as_str()));
    let mut impossible = contact("c-4");
    impossible["id"] = "../x".into();
    let mut gone = contact("c-5");
    gone["active"] = false.into();
    let remark = json!({"resourceType": "OperationOutcome"});
    let all = [modified, nameless, impossible, gone, remark, json!(3), contact("c-1")];
    let contacts = read(&all).await;
    assert_eq!((contacts.all.len(), contacts.unreadable), (1, 4));
}

#[tokio::test]
async fn every_page_is_read_on_this_origin_alone_and_a_circle_ends() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let page = |id: &str, next: &str| {
        let mut bundle = searchset(vec![json!({"resource": contact(id)})]);
        bundle["link"] = json!([{"relation": "next", "url": next}]);
        fhir(200, &bundle)
    };
    fake.script(LIST, [page("c-1", "RelatedPerson?_page=2"), page("c-2", "RelatedPerson?_page=2")]);
    assert_eq!(api.contacts().await.unwrap().all.len(), 2);
    fake.script(LIST, [page("c-1", "https://ailleurs.test/fhir/RelatedPerson?_page=2")]);
    assert_eq!(api.contacts().await, Err(Problem::OtherOrigin));
    fake.script(LIST, (0..200).map(|number| page("c-1", &format!("RelatedPerson?_page={number}"))));
    assert_eq!(api.contacts().await, Err(Problem::Garbled), "always one more");
}

#[tokio::test]
async fn somebody_new_is_written_as_fr_core_wants_them_and_read_back() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    assert_eq!(api.put_contact(NAME, &marc()).await, Outcome::Done);
    let sent = fake.seen_at(LIST).pop().unwrap();
    assert_eq!(sent.headers["if-none-exist"], format!("identifier=urn:ietf:rfc:3986|{NAME}"));
    insta::assert_snapshot!("contact", pretty(&serde_json::from_str(&sent.body).unwrap()));
    let kept = api.contacts().await.unwrap().all.pop().unwrap();
    assert_eq!(Contact { id: None, version: None, ..kept }, marc());
    assert_eq!(api.put_contact(NAME, &marc()).await, Outcome::Done);
    assert_eq!((fake.kept().len(), fake.effects()), (1, 1), "sent again, it adds nobody");
}

/// The first answer was lost, and the telephone corrected meanwhile: the last word is what is kept.
#[tokio::test]
async fn what_was_corrected_after_a_lost_answer_is_not_lost() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    assert_eq!(api.put_contact(NAME, &marc()).await, Outcome::Done);
    let corrected = Contact { phones: vec!["07 00 00 00 00".into()], ..marc() };
    assert_eq!(api.put_contact(NAME, &corrected).await, Outcome::Done);
    let kept = api.contacts().await.unwrap();
    assert_eq!((kept.all.len(), &kept.all[0].phones), (1, &corrected.phones));
}

#[tokio::test]
async fn a_change_keeps_what_is_not_understood_and_touches_nothing_else() {
    let (fake, api, seen) = with(contact("c-1")).await;
    assert_eq!(api.put_contact(NAME, &seen).await, Outcome::Done);
    assert_eq!(fake.effects(), 0, "nothing to change");
    let before = fake.kept().remove(0);
    let changed = Contact { trusted: true, phones: vec!["06 12 34 56 78".into(), "+32 470 12 34 56".into()], ..seen.clone() };
    assert_eq!(api.put_contact(NAME, &changed).await, Outcome::Done);
    let sent = fake.seen_at(ONE).pop().unwrap();
    assert_eq!(sent.headers["if-match"], "W/\"1\"");
    assert!(sent.body.contains("\"valueDecimal\":1.0"), "bytes that are not touched");
    let now = fake.kept().remove(0);
    for same in ["name", "address", "extension", "patient", "active"] {
        assert_eq!(now[same], before[same], "{same}");
    }
    insta::assert_snapshot!("contact-changed", pretty(&json!({"relationship": now["relationship"], "telecom": now["telecom"]})));
    let renamed = Contact {
        family: "LEROY".into(),
        email: None,
        street: "1 place du Marché".into(),
        country: None,
        order: None,
        ..api.contacts().await.unwrap().all.remove(0)
    };
    assert_eq!(api.put_contact(NAME, &renamed).await, Outcome::Done);
    let now = fake.kept().remove(0);
    assert_eq!(now["relationship"].as_array().unwrap().len(), 4);
    insta::assert_snapshot!(
        "contact-renamed",
        pretty(
            &json!({"name": now["name"], "address": now["address"], "extension": now["extension"], "telecom": now["telecom"]})
        )
    );
    let read = api.contacts().await.unwrap().all.remove(0);
    assert_eq!(Contact { version: None, ..read }, Contact { version: None, ..renamed });
}

#[tokio::test]
async fn a_contact_is_removed_once_and_one_that_is_gone_has_been() {
    let (fake, api, seen) = with(contact("c-1")).await;
    assert_eq!(api.remove_contact(&seen).await, Outcome::Done);
    assert_eq!(fake.seen_at(ONE).pop().unwrap().headers["if-match"], "W/\"1\"");
    assert_eq!(api.remove_contact(&seen).await, Outcome::Done);
    assert_eq!(fake.effects(), 1);
    assert_eq!(api.put_contact(NAME, &seen).await, Outcome::NotDone(Problem::NotFound), "f23: there is nobody to change");
}

#[tokio::test]
async fn f22_f40_what_somebody_else_changed_is_not_written_over() {
    let (fake, api, seen) = with(contact("c-1")).await;
    fake.change("c-1", |it| it["name"][1]["family"] = "PETIT".into());
    let mine = Contact { town: "Lyon".into(), ..seen.clone() };
    assert_eq!(api.put_contact(NAME, &mine).await, Outcome::NotDone(Problem::ChangedMeanwhile));
    assert_eq!(api.remove_contact(&seen).await, Outcome::NotDone(Problem::ChangedMeanwhile));
    // Between the reading and the writing.
    let fresh = api.contacts().await.unwrap().all.remove(0);
    fake.script(ONE, [Reply::Ordinary, fhir(412, &json!({"resourceType": "OperationOutcome"}))]);
    assert_eq!(
        api.put_contact(NAME, &Contact { town: "Lyon".into(), ..fresh.clone() }).await,
        Outcome::NotDone(Problem::ChangedMeanwhile)
    );
    assert_eq!((fake.effects(), fresh.family.as_str()), (0, "PETIT"));
    assert_eq!(api.put_contact(NAME, &Contact { town: "Lyon".into(), ..fresh }).await, Outcome::Done);
}

#[tokio::test]
async fn f23_a_contact_removed_elsewhere_is_said_to_be_gone() {
    let (fake, api, seen) = with(contact("c-1")).await;
    for status in [404, 410] {
        fake.script(ONE, [Reply::Ordinary, fhir(status, &json!({"resourceType": "OperationOutcome"}))]);
        let mine = Contact { town: "Lyon".into(), ..seen.clone() };
        assert_eq!(api.put_contact(NAME, &mine).await, Outcome::NotDone(Problem::NotFound), "{status}");
    }
}

#[tokio::test]
async fn a_refusal_says_which_field_is_wrong_and_nothing_of_the_servers_words() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    let with_mail = Contact { email: Some("x@y".into()), ..marc() };
    for (code, expression, flaw) in [
        ("value", "RelatedPerson.telecom[0].value", Some(Flaw::Phone)),
        ("value", "RelatedPerson.telecom[1].value", Some(Flaw::Email)),
        ("required", "RelatedPerson.telecom", Some(Flaw::Phone)),
        ("value", "RelatedPerson.name[0].family", Some(Flaw::Name)),
        ("value", "RelatedPerson.address[0].postalCode", Some(Flaw::Postcode)),
        ("value", "RelatedPerson.address[0].city", Some(Flaw::Town)),
        ("value", "RelatedPerson.address[0]", Some(Flaw::Street)),
        ("required", "RelatedPerson.relationship", Some(Flaw::Link)),
        ("business-rule", "RelatedPerson.relationship", Some(Flaw::SecondTrusted)),
        ("value", "RelatedPerson.photo[0]", None),
        ("value", "", None),
    ] {
        let issue = json!({"severity": "error", "code": code, "diagnostics": "canary", "expression": [expression]});
        fake.script(LIST, [fhir(422, &json!({"resourceType": "OperationOutcome", "issue": [issue]}))]);
        assert_eq!(api.put_contact(NAME, &with_mail).await, Outcome::NotDone(Problem::Refused { flaw }), "{expression}");
    }
    for body in ["", "<html>canary", "{\"resourceType\":\"OperationOutcome\",\"issue\":null}"] {
        fake.script(LIST, [http(422, "text/html", body)]);
        assert_eq!(api.put_contact(NAME, &with_mail).await, Outcome::NotDone(Problem::Refused { flaw: None }));
    }
}

#[tokio::test]
async fn every_refusal_has_its_sentence_and_changes_nothing() {
    let (fake, api, seen) = with(contact("c-1")).await;
    let mine = Contact { town: "Lyon".into(), ..seen };
    let refused = |status, header: Option<(&'static str, &str)>| {
        let reply = fhir(status, &json!({"resourceType": "OperationOutcome"}));
        header.into_iter().fold(reply, |reply, (name, value)| reply.with(name, value))
    };
    let proof = Some(("www-authenticate", "Bearer error=\"insufficient_user_authentication\""));
    for (reply, problem) in [
        (refused(403, None), Problem::Forbidden),
        (refused(401, proof), Problem::ProveIdentity),
        (refused(429, Some(("retry-after", "7"))), Problem::TooFast { seconds: Some(7) }),
        (refused(507, None), Problem::ServerFull),
        (refused(400, None), Problem::ServerFailed { status: 400 }),
        // It failed, and what it keeps says that nothing was done.
        (refused(500, None), Problem::ServerFailed { status: 500 }),
    ] {
        fake.script(ONE, [Reply::Ordinary, reply]);
        assert_eq!(api.put_contact(NAME, &mine).await, Outcome::NotDone(problem));
    }
    assert_eq!(fake.effects(), 0);
}

#[tokio::test]
async fn f36_a_server_without_room_has_kept_nothing() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    fake.script(LIST, [fhir(507, &json!({"resourceType": "OperationOutcome"}))]);
    assert_eq!(api.put_contact(NAME, &marc()).await, Outcome::NotDone(Problem::ServerFull));
    assert_eq!(fake.effects(), 0);
}

/// Cut after every byte of the answer: a change is never sent twice, and what is said is what is kept.
#[tokio::test]
async fn f8_a_change_cut_anywhere_is_said_as_it_is_and_made_once() {
    let (fake, api, seen) = with(contact("c-1")).await;
    let mut now = seen;
    for end in (0..900).step_by(7) {
        let mine = Contact { town: format!("Ville {end}").into(), ..now.clone() };
        fake.script(ONE, [Reply::Ordinary, Reply::CutAfter(end)]);
        let before = fake.effects();
        assert_eq!(api.put_contact(NAME, &mine).await, Outcome::Done, "{end}: what is kept says it");
        assert_eq!(fake.effects(), before + 1, "{end}");
        now = api.contacts().await.unwrap().all.remove(0);
        assert_eq!(now.town, mine.town);
    }
    // Nothing more can be read: then it is not known.
    let mine = Contact { town: "Nulle part".into(), ..now.clone() };
    fake.script(ONE, [Reply::Ordinary, Reply::Lost, http(500, "text/html", "")]);
    assert_eq!(api.put_contact(NAME, &mine).await, Outcome::Unknown);
    // It never arrived, and the server may yet be doing it.
    now = api.contacts().await.unwrap().all.remove(0);
    let again = Contact { town: "Ici".into(), ..now.clone() };
    fake.script(ONE, [Reply::Ordinary, Reply::Raw(Vec::new(), crate::fake::Then::Close)]);
    assert_eq!(api.put_contact(NAME, &again).await, Outcome::Unknown);
    fake.script(ONE, [Reply::Lost, Reply::Ordinary]);
    assert_eq!(api.remove_contact(&now).await, Outcome::Done, "gone, though nobody said so");
}

#[tokio::test]
async fn f8_a_creation_cut_anywhere_makes_one() {
    let fake = Fake::start().await;
    let api = signed_in_with(&fake, Limits { tries: 1, ..limits() }).await;
    for (rank, end) in (0..900).step_by(7).enumerate() {
        let name = format!("urn:uuid:5a3c0d86-6d3f-4a34-9b3c-{rank:012x}");
        fake.script(LIST, [Reply::CutAfter(end)]);
        assert_eq!(api.put_contact(&name, &marc()).await, Outcome::Done, "{end}: found by its identifier");
        assert_eq!(fake.kept().len(), rank + 1, "{end}");
    }
    fake.script(LIST, [Reply::Raw(Vec::new(), crate::fake::Then::Close)]);
    assert_eq!(api.put_contact(NAME, &marc()).await, Outcome::Unknown, "it may still be on its way");
    fake.script(LIST, [Reply::Lost, http(503, "text/html", "")]);
    assert_eq!(api.put_contact(NAME, &marc()).await, Outcome::Unknown);
    let before = fake.effects();
    assert_eq!(api.put_contact(NAME, &marc()).await, Outcome::Done, "and sent again it is the same one");
    assert_eq!(fake.effects(), before);
}

#[tokio::test]
async fn the_key_of_drafts_is_given_or_there_is_none() {
    let fake = Fake::start().await;
    let api = signed_in(&fake).await;
    assert!(api.draft_key().await.unwrap().is_none(), "404");
    fake.set_draft_key(json!({"key": "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA"}));
    let key = api.draft_key().await.unwrap().unwrap();
    assert_eq!(key.reveal().as_slice(), (1..=32).collect::<Vec<u8>>());
    for wrong in [json!({}), json!({"key": "AQID"}), json!([])] {
        fake.set_draft_key(wrong);
        assert_eq!(api.draft_key().await.err(), Some(Problem::Garbled));
    }
    fake.script("/account/draft-key", [http(403, "application/problem+json", "{}")]);
    assert_eq!(api.draft_key().await.err(), Some(Problem::Forbidden));
}
