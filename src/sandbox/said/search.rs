//! A search of what a person says. There are few of each kind in a record: they are read, and then chosen from.

use super::{Kind, Said};
use crate::sandbox::auth::session::Who;
use crate::sandbox::fhir::cursor::Cursor;
use crate::sandbox::fhir::paging::Paging;
use crate::sandbox::fhir::query::{Parameter, token, unescape};
use crate::sandbox::http::Refusal;
use axum::http::StatusCode;
use rusqlite::types::Value as Sql;
use serde_json::Value;

pub struct Search {
    narrowed: Vec<Parameter>,
    pub paging: Paging,
}

pub fn read(kind: Kind, parameters: Vec<Parameter>, who: &Who, strict: bool) -> Result<Search, Refusal> {
    let (paging, parameters) = Paging::take(parameters, 1, strict)?;
    let mut search = Search { narrowed: Vec::new(), paging };
    let mut person = false;
    for parameter in parameters {
        if kind.parameters().iter().all(|(known, _)| *known != parameter.name) {
            search.paging.unknown(&parameter)?;
            continue;
        }
        if parameter.modifier.is_some() {
            return Err(parameter.refused("modifier not supported"));
        }
        let values = parameter.alternatives();
        if values.is_empty() {
            return Err(parameter.refused("a value is missing"));
        }
        if parameter.name == "patient" {
            let mine = |value: &String| unescape(value).rsplit('/').next() == Some(who.patient.as_str());
            // Another person's record is a record that does not exist.
            if !values.iter().all(mine) {
                return Err(Refusal::not_found());
            }
            person = true;
        } else {
            search.narrowed.push(parameter.clone());
        }
        search.paging.used.push(parameter);
    }
    if !person {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "invalid_request", "required", "patient is required"));
    }
    Ok(search)
}

impl Search {
    pub fn finds(&self, said: &Said) -> bool {
        let Ok(resource) = serde_json::from_str::<Value>(&said.resource) else { return false };
        self.narrowed.iter().all(|parameter| {
            parameter.alternatives().iter().any(|value| match parameter.name.as_str() {
                "_id" => unescape(value) == said.id,
                "status" => resource.get("status").is_some_and(|status| *status == token(value).1),
                "questionnaire" => answers(&resource, &unescape(value)),
                "relationship" => concepts(resource.get("relationship")).any(|coding| is(coding, value)),
                _code => {
                    let code = resource.get("code").or(resource.get("medicationCodeableConcept"));
                    concepts(code).any(|coding| is(coding, value))
                }
            })
        })
    }

    /// The page of `found`, newest first, and where the next one begins.
    pub fn page(&self, mut found: Vec<Said>) -> (Vec<Said>, Option<Cursor>) {
        if let Some(Sql::Integer(at)) = self.paging.cursor.as_ref().and_then(|cursor| cursor.0.first()) {
            found.retain(|said| said.n < *at);
        }
        let next = self.paging.cut(&mut found, |said| vec![Sql::Integer(said.n)]);
        (found, next)
    }
}

/// The canonical address of a form, with its version or without.
fn answers(resource: &Value, wanted: &str) -> bool {
    let named = resource.get("questionnaire").and_then(Value::as_str).unwrap_or_default();
    named == wanted || named.split_once('|').is_some_and(|(address, _)| address == wanted)
}

/// The codings of a concept, or of a list of them.
fn concepts(of: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = match of {
        Some(Value::Array(list)) => list.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(|concept| concept.get("coding")?.as_array()).flatten()
}

fn is(coding: &Value, value: &str) -> bool {
    let (system, code) = token(value);
    let said = |member: &str| coding.get(member).and_then(Value::as_str).unwrap_or_default();
    system.is_none_or(|system| system == said("system")) && (code.is_empty() || code == said("code"))
}
