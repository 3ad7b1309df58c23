//! A search of the directory, from its parameters to SQL. Every value is bound: wildcards, quotes and FHIR syntax are text.

use super::key::{key, town};
use super::kinds::{By, Resource};
use crate::sandbox::fhir::cursor::Cursor;
use crate::sandbox::fhir::paging::Paging;
use crate::sandbox::fhir::query::{Parameter, token, unescape};
use crate::sandbox::http::Refusal;
use crate::wire::fhir::system::{FINESS, IDNPS, IDNST, PROFESSION, RPPS, SPECIALITY};
use axum::http::StatusCode;
use rusqlite::types::Value;

#[derive(Debug, Clone)]
pub struct Search {
    filter: String,
    values: Vec<Value>,
    /// Values of `_include` and `_revinclude` that are known.
    pub along: Vec<&'static str>,
    pub paging: Paging,
}

pub fn read(parameters: Vec<Parameter>, of: &Resource, strict: bool) -> Result<Search, Refusal> {
    let (paging, parameters) = Paging::take(parameters, of.order.len(), strict)?;
    let mut search = Search { filter: "1".to_owned(), values: Vec::new(), along: Vec::new(), paging };
    let mut narrowed = false;
    for parameter in parameters {
        let known = of.parameters.iter().find(|(name, _)| *name == parameter.name).map(|(_, by)| *by);
        if let Some(by) = known {
            narrowed |= by.narrows();
            search.narrow(&parameter, by, of)?;
        } else if let Some((_, along)) =
            of.along.iter().find(|(name, value)| *name == parameter.name && *value == parameter.value)
        {
            search.along.push(along);
        } else {
            search.paging.unknown(&parameter)?;
            continue;
        }
        search.paging.used.push(parameter);
    }
    if !narrowed {
        let text = "At least one field is required";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "invalid_request", "required", text));
    }
    Ok(search)
}

impl Search {
    pub fn count_sql(&self, of: &Resource) -> (String, Vec<Value>) {
        (format!("SELECT count(*) FROM {} WHERE {}", of.table, self.filter), self.values.clone())
    }

    /// Rows: the cursor's values, then `columns`. One more than asked tells whether there is a next page.
    pub fn page_sql(&self, of: &Resource, columns: &str) -> (String, Vec<Value>) {
        let (mut filter, mut values) = (self.filter.clone(), self.values.clone());
        let [first, last] = of.order;
        if let Some(Cursor(at)) = &self.paging.cursor {
            filter.push_str(&format!(" AND ({first}, {last}) > (?, ?)"));
            values.extend(at.iter().cloned());
        }
        values.push(self.paging.limit());
        let table = of.table;
        let sql = format!("SELECT {first}, {last}, {columns} FROM {table} WHERE {filter} ORDER BY {first}, {last} LIMIT ?");
        (sql, values)
    }

    fn narrow(&mut self, parameter: &Parameter, by: By, of: &Resource) -> Result<(), Refusal> {
        if parameter.modifier.is_some() {
            return Err(parameter.refused("modifier not supported"));
        }
        let alternatives = parameter.alternatives();
        if alternatives.is_empty() {
            return Err(parameter.refused("a value is missing"));
        }
        let choices: Vec<String> = alternatives.iter().map(|value| self.one(by, value, of)).collect();
        self.filter.push_str(&format!(" AND ({})", choices.join(" OR ")));
        Ok(())
    }

    fn bind(&mut self, value: impl Into<Value>) {
        self.values.push(value.into());
    }

    /// The condition for one alternative.
    fn one(&mut self, by: By, value: &str, of: &Resource) -> String {
        let text = unescape(value);
        match by {
            By::Id(prefix) => self.row(&text, prefix, of.id),
            By::Reference(prefix, column) => {
                let id = text.rsplit_once('/').map_or(text.as_str(), |(_, id)| id);
                self.row(id, prefix, &[column])
            }
            By::Identifier => self.identifier(value, of),
            By::Active => if token(value).1 == "true" { "1" } else { "0" }.to_owned(),
            By::Words(column) => {
                let words = key(&text);
                let conditions = words.split_ascii_whitespace().map(|word| {
                    self.bind(format!(" {word}"));
                    format!("instr({column}, ?) > 0")
                });
                let conditions: Vec<String> = conditions.collect();
                if conditions.is_empty() { "0".to_owned() } else { format!("({})", conditions.join(" AND ")) }
            }
            By::Start(column) => self.start(column, key(&text)),
            By::Town => {
                let condition = self.start("city_key", town(&text));
                placed(of, &condition)
            }
            By::Postcode => {
                self.bind(text.clone());
                self.bind(text);
                placed(of, "substr(postcode, 1, length(?)) = ?")
            }
            By::Qualification => {
                let (system, code) = token(value);
                let columns: &[&str] = match system.as_deref() {
                    Some(PROFESSION) => &["profession"],
                    Some(SPECIALITY) => &["speciality"],
                    Some(_) => &[],
                    None => &["profession", "speciality"],
                };
                let conditions: Vec<String> = columns
                    .iter()
                    .map(|column| {
                        self.bind(code.clone());
                        format!("{column} IS ?")
                    })
                    .collect();
                if conditions.is_empty() { "0".to_owned() } else { format!("({})", conditions.join(" OR ")) }
            }
        }
    }

    fn start(&mut self, column: &str, wanted: String) -> String {
        if wanted.is_empty() {
            return "0".to_owned();
        }
        self.bind(wanted);
        format!("instr({column}, ?) = 1")
    }

    /// The numbers of an id, one for each column.
    fn row(&mut self, id: &str, prefix: &str, columns: &[&str]) -> String {
        let Some(numbers) = numbers(id, prefix).filter(|numbers| numbers.len() == columns.len()) else { return "0".to_owned() };
        self.values.extend(numbers.into_iter().map(Value::Integer));
        columns.iter().map(|column| format!("{column} = ?")).collect::<Vec<_>>().join(" AND ")
    }

    fn identifier(&mut self, value: &str, of: &Resource) -> String {
        let (system, code) = token(value);
        let professional = of.table == "professionals";
        match system.as_deref() {
            Some(IDNPS) if professional => {
                self.bind(code);
                "idnps = ?".to_owned()
            }
            Some(RPPS) if professional => {
                self.bind(format!("8{code}"));
                "idnps = ?".to_owned()
            }
            None if professional => {
                self.bind(code.clone());
                self.bind(format!("8{code}"));
                "idnps IN (?, ?)".to_owned()
            }
            Some(FINESS) if !professional => {
                self.bind(code);
                "finess = ?".to_owned()
            }
            Some(IDNST) if !professional => {
                self.bind(code);
                "'1' || finess = ?".to_owned()
            }
            None if !professional => {
                self.bind(code.clone());
                self.bind(code);
                "(finess = ? OR '1' || finess = ?)".to_owned()
            }
            Some(_) | None => "0".to_owned(),
        }
    }
}

/// Where an organisation is, or one of those a professional works in.
fn placed(of: &Resource, condition: &str) -> String {
    if of.table == "professionals" {
        // From the few places to those who work there.
        return format!(
            "n IN (SELECT works.n FROM (SELECT n AS place FROM organisations WHERE {condition}) CROSS JOIN roles works \
             ON works.organisation = place)"
        );
    }
    condition.to_owned()
}

/// `005-12-2` is row 12, rank 2; `003-12` is row 12.
pub fn numbers(id: &str, prefix: &str) -> Option<Vec<i64>> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok())?;
    id.strip_prefix(prefix)?.split('-').map(digits).collect()
}
