//! The directory's rows as FHIR resources, on the profiles of the Annuaire Santé guide (public data).

use super::kinds::{ORGANIZATION, PRACTITIONER, ROLE, Resource};
use super::table::{Organisation, Professional};
use crate::wire::fhir::system;
use serde_json::{Map, Value, json};

/// Nothing in the directory changes once it is filled.
pub const VERSION: u32 = 1;

pub fn practitioner_id(n: i64) -> String {
    format!("{}{n}", PRACTITIONER.prefix)
}

pub fn organization_id(n: i64) -> String {
    format!("{}{n}", ORGANIZATION.prefix)
}

pub fn role_id(n: i64, rank: i64) -> String {
    format!("{}{n}-{rank}", ROLE.prefix)
}

fn resource(of: &Resource, id: String, members: Value) -> Value {
    let mut resource = Map::new();
    resource.insert("resourceType".to_owned(), of.name.into());
    resource.insert("id".to_owned(), id.into());
    resource.insert("meta".to_owned(), json!({ "versionId": VERSION.to_string(), "profile": [of.profile] }));
    resource.insert("language".to_owned(), "fr".into());
    resource.insert("active".to_owned(), true.into());
    if let Value::Object(members) = members {
        resource.extend(members.into_iter().filter(|(_, value)| !value.is_null()));
    }
    resource.into()
}

fn identifier(kind: &str, system: &str, value: &str) -> Value {
    json!({
        "use": "official",
        "type": { "coding": [{ "system": system::IDENTIFIER_TYPE, "code": kind }] },
        "system": system,
        "value": value,
    })
}

pub fn practitioner(row: &Professional) -> Value {
    let rpps = row.idnps.strip_prefix('8').unwrap_or_default();
    let doctor = matches!(row.title.as_str(), "DR" | "PR");
    // The title of the exercise comes after the name, and that of the person before it.
    let mut name = json!({ "use": "usual", "family": row.family, "given": [row.given] });
    if let Some(members) = name.as_object_mut() {
        let member = if doctor { "suffix" } else { "prefix" };
        members.insert(member.to_owned(), json!([row.title]));
    }
    let qualifications: Vec<Value> = [(system::PROFESSION, &row.profession), (system::SPECIALITY, &row.speciality)]
        .into_iter()
        .filter_map(|(system, code)| Some(json!({ "code": { "coding": [{ "system": system, "code": code.as_ref()? }] } })))
        .collect();
    let members = json!({
        "identifier": [identifier("IDNPS", system::IDNPS, &row.idnps), identifier("RPPS", system::RPPS, rpps)],
        "name": [name],
        "qualification": if qualifications.is_empty() { Value::Null } else { qualifications.into() },
    });
    resource(&PRACTITIONER, practitioner_id(row.n), members)
}

/// Neither a town nor a speciality: the profile has none.
pub fn role(row: &Professional, rank: i64, organisation: Option<&Organisation>) -> Value {
    let exercise = organisation.map(|place| match place.sector.as_str() {
        "SA01" | "SA04" | "SA05" => "S",
        _other => "L",
    });
    let members = json!({
        "practitioner": { "reference": format!("Practitioner/{}", practitioner_id(row.n)) },
        "organization": organisation.map(|place| json!({ "reference": format!("Organization/{}", organization_id(place.n)) })),
        "code": exercise.map(|code| json!([{ "coding": [{ "system": system::EXERCISE, "code": code }] }])),
    });
    resource(&ROLE, role_id(row.n, rank), members)
}

pub fn organization(row: &Organisation) -> Value {
    let idnst = format!("1{}", row.finess);
    let members = json!({
        "identifier": [identifier("IDNST", system::IDNST, &idnst), identifier("FINEG", system::FINESS, &row.finess)],
        "type": [{ "coding": [{ "system": system::FACILITY, "code": row.sector }] }],
        "name": row.name,
        "telecom": [{ "system": "phone", "value": row.phone }],
        "address": [{ "line": [row.street], "city": row.city, "postalCode": row.postcode, "country": "FR" }],
    });
    resource(&ORGANIZATION, organization_id(row.n), members)
}
