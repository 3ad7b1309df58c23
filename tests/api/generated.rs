//! Any JSON at all in place of any element: never a panic, and never a good entry lost (S59, F26).

use crate::samples::{document, patient, searchset};
use dmp::api::fhir;
use dmp::domain::PatientId;
use proptest::prelude::*;
use serde_json::{Value, json};

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".*".prop_map(Value::from),
        prop::sample::select(vec![
            "current",
            "N",
            "INVISIBLE_PATIENT",
            "#auteur",
            "replaces",
            "2026-13-45",
            "data:;base64,",
            "é"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 32, 4, |inner| {
        let keys =
            prop::sample::select(vec!["resourceType", "id", "coding", "code", "system", "reference", "url", "name", "extension"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::hash_map(keys, inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

/// Every place of a value, as JSON pointers.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| places(inner, &format!("{at}/{key}"), found)),
        Value::Array(list) => list.iter().enumerate().for_each(|(index, inner)| places(inner, &format!("{at}/{index}"), found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn changed(mut whole: Value, place: &prop::sample::Index, by: Value) -> Value {
    let mut found = Vec::new();
    places(&whole, "", &mut found);
    *whole.pointer_mut(place.get(found.as_slice()).as_str()).unwrap() = by;
    whole
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_entry_changed_anywhere_never_hides_its_neighbour(place: prop::sample::Index, by in any_json()) {
        let odd = changed(document("odd", b"x"), &place, by);
        let page = searchset(vec![json!({"resource": odd}), json!({"resource": document("good", b"x")})]).to_string();
        let listing = fhir::listing(page.as_bytes()).unwrap();
        prop_assert!(listing.documents.iter().any(|document| document.id.as_str() == "good"));
        prop_assert!(listing.documents.len() + listing.unreadable.len() <= 2);
        for document in &listing.documents {
            prop_assert!(!document.contents.is_empty());
        }
    }

    #[test]
    fn a_page_or_a_patient_changed_anywhere_is_read_or_refused(place: prop::sample::Index, by in any_json()) {
        let page = changed(searchset(vec![json!({"fullUrl": "x", "resource": document("a", b"x")})]), &place, by.clone());
        let _ = fhir::listing(page.to_string().as_bytes());
        let holder = changed(patient(), &place, by);
        let _ = fhir::patient(holder.to_string().as_bytes(), &PatientId::new("pat-1").unwrap());
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        prop_assert!(fhir::listing(&bytes).is_err() && fhir::document(&bytes).is_err());
    }
}
