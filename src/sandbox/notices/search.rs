//! A search of notices, from its parameters to SQL, always within one's own record.

use crate::sandbox::auth::session::Who;
use crate::sandbox::fhir::dates::{self, Prefix};
use crate::sandbox::fhir::paging::Paging;
use crate::sandbox::fhir::query::{Parameter, token, unescape};
use crate::sandbox::http::Refusal;
use crate::wire::fhir::system::NOTICE;
use axum::http::StatusCode;
use rusqlite::types::Value;

/// Name and FHIR type of each parameter: what `/metadata` says. Of `received`, `:missing` only: what is unread.
pub const PARAMETERS: [(&str, &str); 5] =
    [("_id", "token"), ("recipient", "reference"), ("category", "token"), ("sent", "date"), ("received", "date")];

#[derive(Debug, Clone)]
pub struct Search {
    filter: String,
    values: Vec<Value>,
    newest_first: bool,
    pub paging: Paging,
}

pub fn read(parameters: Vec<Parameter>, who: &Who, strict: bool) -> Result<Search, Refusal> {
    let (paging, parameters) = Paging::take(parameters, 1, strict)?;
    let (filter, values) = ("patient_id = ?".to_owned(), vec![Value::Text(who.patient.clone())]);
    let mut search = Search { filter, values, newest_first: true, paging };
    let mut person = false;
    for parameter in parameters {
        match (parameter.name.as_str(), parameter.modifier.as_deref()) {
            ("_sort", None) => {
                search.newest_first = match parameter.value.as_str() {
                    "-sent" => true,
                    "sent" => false,
                    _other => return Err(parameter.refused("cannot sort by this")),
                };
            }
            ("received", Some("missing")) => search.unread(&parameter)?,
            ("sent", None) => search.date(&parameter)?,
            ("_id" | "recipient" | "category", None) => {
                person |= parameter.name == "recipient";
                search.narrow(&parameter, who)?;
            }
            (name, _) if PARAMETERS.iter().any(|(known, _)| *known == name) => {
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
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "invalid_request", "required", "recipient is required"));
    }
    Ok(search)
}

impl Search {
    pub fn count_sql(&self) -> (String, Vec<Value>) {
        (format!("SELECT count(*) FROM notices WHERE {}", self.filter), self.values.clone())
    }

    /// Numbers. One more than asked tells whether there is a next page.
    pub fn page_sql(&self) -> (String, Vec<Value>) {
        let (mut filter, mut values) = (self.filter.clone(), self.values.clone());
        let (further, order) = if self.newest_first { ("<", "DESC") } else { (">", "ASC") };
        if let Some(cursor) = &self.paging.cursor {
            filter.push_str(&format!(" AND n {further} ?"));
            values.extend(cursor.0.first().cloned());
        }
        values.push(self.paging.limit());
        (format!("SELECT n FROM notices WHERE {filter} ORDER BY n {order} LIMIT ?"), values)
    }

    fn unread(&mut self, parameter: &Parameter) -> Result<(), Refusal> {
        self.filter.push_str(match parameter.value.as_str() {
            "true" => " AND received IS NULL",
            "false" => " AND received IS NOT NULL",
            _other => return Err(parameter.refused("true or false")),
        });
        Ok(())
    }

    fn date(&mut self, parameter: &Parameter) -> Result<(), Refusal> {
        let (prefix, asked) = dates::parse(&unescape(&parameter.value)).ok_or_else(|| parameter.refused("not a date"))?;
        let conditions: &[(&str, i64)] = match prefix {
            Prefix::Ge => &[(">=", asked.start)],
            Prefix::Gt | Prefix::Sa => &[(">=", asked.end)],
            Prefix::Le => &[("<", asked.end)],
            Prefix::Lt | Prefix::Eb => &[("<", asked.start)],
            Prefix::Eq => &[(">=", asked.start), ("<", asked.end)],
            Prefix::Ne | Prefix::Ap => return Err(parameter.refused("prefix not supported")),
        };
        for (than, at) in conditions {
            self.filter.push_str(&format!(" AND sent {than} ?"));
            self.values.push(Value::Integer(*at));
        }
        Ok(())
    }

    fn narrow(&mut self, parameter: &Parameter, who: &Who) -> Result<(), Refusal> {
        let mut choices = Vec::new();
        for value in parameter.alternatives() {
            let (system, code) = token(&value);
            choices.push(match parameter.name.as_str() {
                "recipient" => {
                    let id = unescape(&value);
                    let id = id.rsplit_once("Patient/").map_or(id.as_str(), |(_, id)| id);
                    // Another person's record is a record that does not exist.
                    if id != who.patient {
                        return Err(Refusal::not_found());
                    }
                    "1"
                }
                "category" if system.is_some_and(|system| system != NOTICE) => "0",
                "category" => {
                    self.values.push(Value::Text(code));
                    "code = ?"
                }
                _id => {
                    self.values.push(Value::Text(code));
                    "notice_id = ?"
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
