//! A search of consents, from its parameters to SQL, always within one's own record.

use crate::sandbox::auth::session::Who;
use crate::sandbox::fhir::paging::Paging;
use crate::sandbox::fhir::query::{Parameter, token, unescape};
use crate::sandbox::http::Refusal;
use crate::wire::fhir::consent::{ACTIVE, CATEGORY, INACTIVE};
use crate::wire::fhir::system::LOINC;
use axum::http::StatusCode;
use rusqlite::types::Value;

/// Name and FHIR type of each parameter: what `/metadata` says.
pub const PARAMETERS: [(&str, &str); 5] =
    [("_id", "token"), ("patient", "reference"), ("category", "token"), ("status", "token"), ("actor", "reference")];

#[derive(Debug, Clone)]
pub struct Search {
    filter: String,
    values: Vec<Value>,
    pub paging: Paging,
}

pub fn read(parameters: Vec<Parameter>, who: &Who, strict: bool) -> Result<Search, Refusal> {
    let (paging, parameters) = Paging::take(parameters, 1, strict)?;
    let mut search = Search { filter: "patient_id = ?".to_owned(), values: vec![Value::Text(who.patient.clone())], paging };
    let mut person = false;
    for parameter in parameters {
        match (parameter.name.as_str(), parameter.modifier.as_deref()) {
            ("actor", None | Some("identifier")) => search.narrow(&parameter, who)?,
            (name, None) if PARAMETERS.iter().any(|(known, _)| *known == name) => {
                person |= name == "patient";
                search.narrow(&parameter, who)?;
            }
            (name, Some(_)) if PARAMETERS.iter().any(|(known, _)| *known == name) => {
                return Err(parameter.refused("modifier not supported"));
            }
            _other => {
                search.paging.unknown(&parameter)?;
                continue;
            }
        }
        search.paging.used.push(parameter);
    }
    if !person {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "invalid_request", "required", "patient is required"));
    }
    Ok(search)
}

impl Search {
    pub fn count_sql(&self) -> (String, Vec<Value>) {
        (format!("SELECT count(*) FROM consents WHERE {}", self.filter), self.values.clone())
    }

    /// Newest first; the last column is where the page stops. One more than asked tells whether there is a next page.
    pub fn page_sql(&self) -> (String, Vec<Value>) {
        let (mut filter, mut values) = (self.filter.clone(), self.values.clone());
        if let Some(cursor) = &self.paging.cursor {
            filter.push_str(" AND n < ?");
            values.extend(cursor.0.first().cloned());
        }
        values.push(self.paging.limit());
        (format!("SELECT {}, n FROM consents WHERE {filter} ORDER BY n DESC LIMIT ?", super::store::COLUMNS), values)
    }

    fn narrow(&mut self, parameter: &Parameter, who: &Who) -> Result<(), Refusal> {
        let mut choices = Vec::new();
        for value in parameter.alternatives() {
            let (system, code) = token(&value);
            choices.push(match parameter.name.as_str() {
                "patient" => {
                    let id = unescape(&value);
                    let id = id.rsplit_once("Patient/").map_or(id.as_str(), |(_, id)| id);
                    // Another person's record is a record that does not exist.
                    if id != who.patient {
                        return Err(Refusal::not_found());
                    }
                    "1"
                }
                "category" if system.is_none_or(|system| system == LOINC) && code == CATEGORY => "1",
                "category" => "0",
                "status" if code == ACTIVE => "active = 1",
                "status" if code == INACTIVE => "active = 0",
                "status" => "0",
                "_id" => {
                    self.values.push(Value::Text(code));
                    "consent_id = ?"
                }
                _actor => {
                    self.values.push(Value::Text(code));
                    "actor = ?"
                }
            });
        }
        if choices.is_empty() {
            return Err(parameter.refused("a value is missing"));
        }
        self.filter.push_str(&format!(" AND ({})", choices.join(" OR ")));
        Ok(())
    }
}
