//! The directory as the Annuaire Santé writes it: names, professions and places wherever they stand, and nothing hides the rest.

use crate::samples::searchset;
use dmp::api::fhir as reading;
use dmp::domain::{Professional, Professionals};
use serde_json::{Value, json};
use std::path::PathBuf;

const G15: &str = "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante";
const R38: &str = "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale";

fn read(entries: Vec<Value>) -> Professionals {
    let entries = entries.into_iter().map(|resource| json!({"resource": resource})).collect();
    reading::professionals(searchset(entries).to_string().as_bytes()).unwrap()
}

fn only(entries: Vec<Value>) -> Professional {
    let page = read(entries);
    assert_eq!((page.found.len(), page.unreadable), (1, 0), "{page:?}");
    Professional::clone(&page.found[0])
}

fn practitioner() -> Value {
    json!({"resourceType": "Practitioner", "id": "003-1", "active": true,
        "identifier": [{"system": "urn:oid:1.2.250.1.71.4.2.1", "value": "810999001000"},
            {"system": "https://rpps.esante.gouv.fr", "value": "10999001000"}],
        "name": [{"family": "Dumont", "given": ["Alice"], "suffix": ["DR"], "prefix": ["MME"]}],
        "qualification": [{"code": {"coding": [{"system": G15, "code": "10"}]}}, {"code": {"coding": [{"system": R38, "code": "SM54"}]}}]})
}

fn role(id: &str, organization: Value) -> Value {
    json!({"resourceType": "PractitionerRole", "id": id, "active": true, "practitioner": {"reference": "Practitioner/003-1"},
        "organization": organization})
}

fn organization(id: &str, name: &str) -> Value {
    json!({"resourceType": "Organization", "id": id, "name": name,
        "identifier": [{"system": "urn:oid:1.2.250.1.71.4.2.2", "value": format!("1{id}")}],
        "telecom": [{"system": "phone", "value": "0199000001"}, {"system": "fax", "value": "0199000002"}],
        "address": [{"line": ["4 rue du Pont"], "city": "Lyon", "postalCode": "69003"}]})
}

fn occupations(one: &Professional) -> Vec<(Option<&str>, Option<&str>)> {
    one.occupations.iter().map(|it| (it.profession.as_deref(), it.speciality.as_deref())).collect()
}

#[test]
fn a_complete_professional_is_read_with_every_place_of_work() {
    let roles = [role("r1", json!({"reference": "Organization/o1"})), role("r2", json!({"identifier": {"value": "1o2"}}))];
    let [first, second] = roles;
    let one = only(vec![practitioner(), first, second, organization("o1", "Cabinet"), organization("o2", "Clinique")]);
    assert_eq!(one.name.as_deref(), Some("Dr Alice Dumont"));
    assert_eq!(occupations(&one), [(Some("10"), Some("SM54"))]);
    assert!(one.rpps.as_ref().is_some_and(|rpps| rpps.holds() && rpps.clean().as_str() == "10999001000") && !one.retired);
    let places: Vec<_> = one.workplaces.iter().map(|place| place.organisation.as_deref().unwrap()).collect();
    assert_eq!(places, ["Cabinet", "Clinique"]);
    let place = &one.workplaces[0];
    assert_eq!((place.city.as_deref(), place.postcode.as_deref(), place.street.len()), (Some("Lyon"), Some("69003"), 1));
    assert_eq!(place.phones.iter().map(|phone| phone.as_str()).collect::<Vec<_>>(), ["0199000001"]);
}

#[test]
fn what_is_missing_is_missing_and_nothing_else_is() {
    let bare = only(vec![json!({"resourceType": "Practitioner", "id": "p"})]);
    assert_eq!((bare.name, bare.occupations.len(), bare.rpps, bare.workplaces.len()), (None, 0, None, 0));
    let null = only(vec![json!({"resourceType": "Practitioner", "id": "p", "name": [{"prefix": "M", "use": "usual"}],
        "identifier": [{"system": "https://rpps.esante.gouv.fr", "value": null}], "qualification": [null, 5, {}], "active": "non"})]);
    assert_eq!((null.name, null.rpps, null.retired), (None, None, false));
    // The number is found in the national identifier; a role may be over, or lead nowhere.
    let over = {
        let mut over = role("r1", json!({"reference": "Organization/o1"}));
        over["active"] = json!(false);
        over
    };
    let mut person = practitioner();
    person["identifier"].as_array_mut().unwrap().pop();
    person["active"] = json!(false);
    let one = only(vec![person, over, role("r2", json!({"reference": "Organization/unknown"})), organization("o1", "Cabinet")]);
    assert!(one.rpps.is_some_and(|rpps| rpps.holds()) && one.retired);
    assert_eq!(one.workplaces, []);
}

#[test]
fn a_name_and_a_profession_are_found_on_the_role_as_the_annuaire_writes_them() {
    let person = json!({"resourceType": "Practitioner", "id": "003-1", "name": [{"prefix": "MME"}]});
    let mut of =
        role("r1", json!({"identifier": {"system": "urn:oid:1.2.250.1.71.4.2.2", "value": "1580008803"}, "display": "Officine"}));
    of["extension"] =
        json!([{"url": "https://x/practitionerRole-name", "valueHumanName": {"family": "CHATELIER", "given": ["Nora"]}}]);
    of["code"] = json!([{"coding": [{"system": "urn:oid:1.2.250.1.71.1.2.7", "code": "21"}]}]);
    let one = only(vec![person, of]);
    assert_eq!(one.name.as_deref(), Some("Mme Nora CHATELIER"));
    assert_eq!(occupations(&one), [(Some("21"), None)]);
    assert_eq!(one.workplaces[0].organisation.as_deref(), Some("Officine"));
}

#[test]
fn one_bad_entry_never_hides_the_others_and_is_counted() {
    let mut modified = practitioner();
    modified["id"] = json!("modified");
    modified["modifierExtension"] = json!([{"url": "https://x/y", "valueBoolean": true}]);
    let bad = vec![
        json!(5),
        json!({}),
        json!({"resourceType": "Practitioner"}),
        json!({"resourceType": "Practitioner", "id": "../x"}),
        modified,
    ];
    let count = bad.len();
    let page = read(bad.into_iter().chain([practitioner(), practitioner(), role("r", json!(7))]).collect());
    assert_eq!((page.found.len(), page.unreadable), (1, count));
    for not_a_page in ["{}", "[]", "", r#"{"resourceType":"OperationOutcome"}"#, r#"{"resourceType":"Bundle","type":"document"}"#]
    {
        assert!(reading::professionals(not_a_page.as_bytes()).is_err(), "{not_a_page}");
    }
}

/// The directory's own samples, where the corpus is. Several are not JSON: commas before braces, `[...]` for what is left out.
#[test]
fn the_annuaires_own_samples_are_read() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/fhir/annuaire-api-samples");
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("skipped: {} is absent", folder.display());
        return;
    };
    let mut read = 0;
    for file in files.map(|file| file.unwrap().path()) {
        let text = mended(&std::fs::read_to_string(&file).unwrap());
        let Ok(value) = serde_json::from_str::<Value>(&text) else {
            println!("skipped: {} cannot be mended", file.display());
            continue;
        };
        // A list of resources, a bundle, an entry of one, or a resource alone.
        let entries: Vec<Value> = if let Value::Array(resources) = &value {
            resources.iter().map(|resource| json!({"resource": resource})).collect()
        } else if value["resourceType"] == "Bundle" {
            value["entry"].as_array().unwrap().clone()
        } else if value.get("resource").is_some() {
            vec![value.clone()]
        } else {
            vec![json!({"resource": value})]
        };
        let people = entries.iter().filter(|entry| entry["resource"]["resourceType"] == "Practitioner").count();
        let page = reading::professionals(searchset(entries).to_string().as_bytes()).unwrap();
        assert_eq!((page.found.len(), page.unreadable), (people, 0), "{}", file.display());
        read += 1;
    }
    assert!(read >= 12, "{read}");
}

/// JSON out of a sample: what stands for something left out goes, and so do commas before an end; what is open is closed.
fn mended(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("[...],", "").replace("[...]", "");
    let (mut out, mut open, mut quoted) = (String::new(), Vec::new(), false);
    for (at, letter) in text.char_indices() {
        quoted ^= letter == '"' && !text[..at].ends_with('\\');
        let next = text[at + letter.len_utf8()..].trim_start().chars().next();
        match letter {
            ',' if !quoted && matches!(next, Some('}' | ']') | None) => continue,
            '{' if !quoted => open.push('}'),
            '[' if !quoted => open.push(']'),
            '}' | ']' if !quoted => drop(open.pop()),
            _ => {}
        }
        out.push(letter);
    }
    out.extend(open.into_iter().rev());
    out
}
