//! `Questionnaire` over HTTP: the list, and one. The same for everybody.

use super::form::{Form, VERSION};
use crate::sandbox::Sandbox;
use crate::sandbox::fhir::accept::need_json;
use crate::sandbox::fhir::answer::{self, resource};
use crate::sandbox::fhir::paging::Paging;
use crate::sandbox::fhir::query::{self, Parameter, token, unescape};
use crate::sandbox::fhir::searchset::Searchset;
use crate::sandbox::fhir::write::fold;
use crate::sandbox::http::{Origin, Refusal};
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use rusqlite::types::Value as Sql;
use std::sync::Arc;

/// Name and FHIR type of each parameter: what `/metadata` says.
pub const PARAMETERS: [(&str, &str); 4] = [("_id", "token"), ("name", "string"), ("title", "string"), ("url", "uri")];

pub async fn search(
    State(sandbox): State<Arc<Sandbox>>,
    origin: Origin,
    RawQuery(url): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let parameters = query::parse(url.as_deref(), &[]);
    let format = parameters.iter().find(|parameter| parameter.name == "_format").map(|parameter| parameter.value.clone());
    need_json(&headers, format.as_deref())?;
    let (mut paging, parameters) = Paging::take(parameters, 1, query::strict(&headers))?;
    let mut found: Vec<(i64, &Form)> = (0..).zip(&sandbox.forms.0).collect();
    for parameter in parameters {
        if PARAMETERS.iter().all(|(known, _)| *known != parameter.name) {
            paging.unknown(&parameter)?;
            continue;
        }
        if parameter.modifier.is_some() {
            return Err(parameter.refused("modifier not supported"));
        }
        found.retain(|(_, form)| finds(&parameter, form));
        paging.used.push(parameter);
    }
    let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
    if let Some(Sql::Integer(at)) = paging.cursor.as_ref().and_then(|cursor| cursor.0.first()) {
        found.retain(|(rank, _)| rank > at);
    }
    let next = paging.cut(&mut found, |(rank, _)| vec![Sql::Integer(*rank)]);
    let set = Searchset { base: &origin.base(), kind: "Questionnaire", used: &paging.used, total, next };
    Ok(set.of_texts(found.into_iter().map(|(_, form)| ("match", form.id.clone(), form.text.clone()))))
}

fn finds(parameter: &Parameter, form: &Form) -> bool {
    let begins = |text: &str, value: &str| fold(text).starts_with(&fold(&unescape(value)));
    parameter.alternatives().iter().any(|value| match parameter.name.as_str() {
        "_id" => form.id == token(value).1,
        "name" => begins(&form.name, value),
        "title" => begins(&form.title, value),
        _url => form.is_named(&unescape(value)),
    })
}

pub async fn one(State(sandbox): State<Arc<Sandbox>>, Path(id): Path<String>, headers: HeaderMap) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    let form = sandbox.forms.0.iter().find(|form| form.id == id).ok_or_else(Refusal::not_found)?;
    Ok(answer::read(&headers, VERSION, || resource(form.text.clone())))
}
