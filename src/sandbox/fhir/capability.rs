//! `GET /metadata`: exactly what is served, read from the table of routes and the table of search parameters.

use super::answer::resource;
use super::parameters::{ALL, RESULT};
use crate::sandbox::directory::{ALL as DIRECTORY, Resource};
use crate::sandbox::http::{Area, Origin, SERVED};
use crate::sandbox::said::Kind;
use crate::sandbox::{consents, notices, questionnaires, traces};
use crate::wire::fhir;
use axum::response::Response;
use serde_json::{Value, json};

/// The day this list last changed.
const DATE: &str = "2026-11-23";

pub async fn capability(origin: Origin) -> Response {
    let statement = json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": DATE,
        "kind": "instance",
        "software": { "name": "dmp sandbox", "version": env!("CARGO_PKG_VERSION") },
        "implementation": { "description": "A DMP server with a fictional record", "url": origin.base() },
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "patchFormat": [fhir::JSON_PATCH],
        "rest": [{ "mode": "server", "security": { "description": "OAuth 2.0 for First-Party Applications" }, "resource": resources(), "operation": operations("/$") }],
    });
    resource(statement.to_string())
}

fn resources() -> Vec<Value> {
    let mut resources: Vec<Value> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for served in SERVED.iter().filter(|served| served.area == Area::Fhir) {
        let name = served.path.trim_start_matches('/').split('/').next().unwrap_or("");
        if name.starts_with(|first: char| first.is_ascii_uppercase()) && !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names {
        let mut interactions = Vec::new();
        if served("GET", &format!("/{name}/{{id}}")) {
            interactions.push(json!({ "code": "read" }));
        }
        if served("PUT", &format!("/{name}/{{id}}")) {
            interactions.push(json!({ "code": "update" }));
        }
        if served("PATCH", &format!("/{name}/{{id}}")) {
            interactions.push(json!({ "code": "patch" }));
        }
        if served("DELETE", &format!("/{name}/{{id}}")) {
            interactions.push(json!({ "code": "delete" }));
        }
        if served("POST", &format!("/{name}")) {
            interactions.push(json!({ "code": "create" }));
        }
        if served("GET", &format!("/{name}")) {
            interactions.push(json!({ "code": "search-type" }));
        }
        let mut resource = json!({ "type": name, "interaction": interactions, "versioning": "versioned" });
        if let (Some(members), true) = (resource.as_object_mut(), served("POST", &format!("/{name}"))) {
            members.insert("conditionalCreate".to_owned(), true.into());
        }
        if let (Some(members), parameters @ [_, ..]) = (resource.as_object_mut(), parameters(name).as_slice()) {
            members.insert("searchParam".to_owned(), parameters.to_vec().into());
        }
        for (member, parameter) in [("searchInclude", "_include"), ("searchRevInclude", "_revinclude")] {
            let along = directory(name).map_or(&[][..], |of| of.along).iter().filter(|(known, _)| *known == parameter);
            let values: Vec<Value> = along.map(|(_, value)| (*value).into()).collect();
            if let (Some(members), [_, ..]) = (resource.as_object_mut(), values.as_slice()) {
                members.insert(member.to_owned(), values.into());
            }
        }
        let operations = operations(&format!("/{name}/{{id}}/$"));
        if let (Some(members), [_, ..]) = (resource.as_object_mut(), operations.as_slice()) {
            members.insert("operation".to_owned(), operations.into());
        }
        if let (Some(members), Some(profile)) = (resource.as_object_mut(), profile(name)) {
            members.insert("supportedProfile".to_owned(), json!([profile]));
        }
        resources.push(resource);
    }
    resources
}

/// Those of the project, whose paths begin so: no guide has them.
fn operations(prefix: &str) -> Vec<Value> {
    let names = SERVED.iter().filter(|served| served.area == Area::Fhir).filter_map(|served| served.path.strip_prefix(prefix));
    names.map(|name| json!({ "name": name, "definition": format!("urn:dmp:operation:{name}") })).collect()
}

fn served(method: &str, path: &str) -> bool {
    SERVED.iter().any(|served| served.area == Area::Fhir && served.method == method && served.path == path)
}

fn parameters(resource: &str) -> Vec<Value> {
    let one = |name: &str, kind: &str| json!({ "name": name, "type": kind });
    match resource {
        "DocumentReference" => {
            let results = RESULT.iter().map(|name| one(name, "special"));
            ALL.iter().map(|(name, kind)| one(name, kind.word())).chain(results).collect()
        }
        "Patient" => vec![one("_id", "token"), one("identifier", "token")],
        "AuditEvent" => traces::PARAMETERS.iter().map(|(name, kind)| one(name, kind)).collect(),
        "Communication" => notices::PARAMETERS.iter().map(|(name, kind)| one(name, kind)).collect(),
        "Consent" => consents::PARAMETERS.iter().map(|(name, kind)| one(name, kind)).collect(),
        "Questionnaire" => questionnaires::PARAMETERS.iter().map(|(name, kind)| one(name, kind)).collect(),
        other => match Kind::named(other) {
            Some(kind) => kind.parameters().iter().map(|(name, kind)| one(name, kind)).collect(),
            None => {
                directory(other).map_or_else(Vec::new, |of| of.parameters.iter().map(|(name, by)| one(name, by.word())).collect())
            }
        },
    }
}

fn directory(resource: &str) -> Option<&'static Resource> {
    DIRECTORY.into_iter().find(|of| of.name == resource)
}

fn profile(resource: &str) -> Option<&'static str> {
    match resource {
        "DocumentReference" => Some(fhir::profile::DOCUMENT),
        "Patient" => Some(fhir::profile::PATIENT),
        "AuditEvent" => Some(fhir::profile::TRACE),
        "Consent" => Some(fhir::profile::CONSENT),
        other => Kind::named(other).and_then(Kind::profile).or(directory(other).map(|of| of.profile)),
    }
}
