//! `Patient`: one's own, and nobody else's. Readable even when the record is closed (D23).

use super::accept::need_json;
use super::answer::{self, resource};
use super::dates::paris;
use super::query::{self, token};
use crate::sandbox::Sandbox;
use crate::sandbox::auth::session::Who;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Origin, Person, Refusal};
use crate::wire::fhir::system::INS;
use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use rusqlite::Connection;
use serde_json::json;
use serde_json::value::RawValue;
use std::sync::Arc;

/// Years.
const MAJORITY: i64 = 18;

async fn own(sandbox: &Sandbox, who: &Who) -> Result<(String, u32), Refusal> {
    let id = who.patient.clone();
    let row = sandbox.store.read(move |connection| {
        let sql = "SELECT resource, version FROM patients WHERE patient_id = ?";
        Ok(connection.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?)
    });
    Ok(row.await?)
}

pub async fn patient(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    need_json(&headers, None)?;
    if id != who.patient {
        return Err(Refusal::not_found());
    }
    let (text, version) = own(&sandbox, &who).await?;
    Ok(answer::read(&headers, version, || resource(text)))
}

/// Under 18 on this day, in Paris. Of whom no birth date is known: an adult.
pub fn is_minor(connection: &Connection, patient: &str, now: Millis) -> Result<bool, Fault> {
    let sql = "SELECT json_extract(resource, '$.birthDate') FROM patients WHERE patient_id = ?";
    let birth: Option<String> = connection.prepare_cached(sql)?.query_row([patient], |row| row.get(0))?;
    let birth: Option<Date> = birth.and_then(|birth| birth.parse().ok());
    let grown = birth.and_then(|birth| birth.checked_add(MAJORITY.years()).ok());
    let today = Timestamp::from_millisecond(now).ok().map(|now| now.to_zoned(paris()).date());
    Ok(grown.zip(today).is_some_and(|(grown, today)| today < grown))
}

/// TD0.2: no entry means no record; somebody else's is no record either.
pub async fn patients(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    origin: Origin,
    RawQuery(url): RawQuery,
    headers: HeaderMap,
    form: Bytes,
) -> Result<Response, Refusal> {
    let parameters = query::parse(url.as_deref(), &form);
    let strict = query::strict(&headers);
    let (mut mine, mut asked, mut used) = (true, false, Vec::new());
    for parameter in parameters {
        let values = || parameter.alternatives();
        match (parameter.name.as_str(), parameter.modifier.as_deref()) {
            ("identifier", None) => {
                let is_mine = |value: &String| {
                    let (system, code) = token(value);
                    system.is_none_or(|system| system == INS) && code == who.ins
                };
                mine &= values().iter().any(is_mine);
            }
            ("_id", None) => mine &= values().contains(&who.patient),
            ("identifier" | "_id", Some(_)) => return Err(parameter.refused("modifier not supported")),
            ("_count" | "_total" | "_format", _) => {}
            _other if strict => return Err(parameter.refused("unknown parameter")),
            _other => continue,
        }
        asked |= matches!(parameter.name.as_str(), "identifier" | "_id");
        used.push(parameter);
    }
    if !asked {
        return Err(Refusal::invalid("identifier is required"));
    }
    let own_link = json!([{ "relation": "self", "url": query::link(&origin.base(), "Patient", &used, None) }]);
    let mut bundle = json!({ "resourceType": "Bundle", "type": "searchset", "total": u8::from(mine), "link": own_link });
    if mine {
        let (text, _) = own(&sandbox, &who).await?;
        let text: Box<RawValue> = RawValue::from_string(text).map_err(Fault::from)?;
        let full = format!("{}/Patient/{}", origin.base(), who.patient);
        let resource = serde_json::to_value(&text).map_err(Fault::from)?;
        if let Some(members) = bundle.as_object_mut() {
            members.insert("entry".to_owned(), json!([{ "fullUrl": full, "resource": resource, "search": { "mode": "match" } }]));
        }
    }
    Ok(resource(bundle.to_string()))
}
