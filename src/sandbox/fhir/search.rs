//! A search of documents, from its parameters to SQL. Always within one patient's record and never over what is not to be
//! shown to them: both conditions are written here, once, before anything the client asked for.

use super::cursor::Cursor;
use super::dates::{self, Interval, Prefix};
use super::parameters::{ALL, Kind, RESULT, SORTS};
use super::query::{Parameter, token, unescape};
use crate::sandbox::auth::session::Who;
use crate::sandbox::clock::Millis;
use crate::sandbox::http::Refusal;
use crate::wire::fhir::system::INS;
use crate::wire::fhir::{PAGE, PAGE_MAX};
use rusqlite::types::Value;

/// Named in the link to the next page.
pub const CURSOR: &str = "_cursor";

#[derive(Debug, Clone)]
pub struct Search {
    /// `WHERE` and its values.
    filter: String,
    values: Vec<Value>,
    /// Columns, and whether descending.
    sort: Vec<(&'static str, bool)>,
    pub count: u32,
    cursor: Option<Cursor>,
    /// What was understood, for the `self` link.
    pub used: Vec<Parameter>,
}

pub fn read(parameters: Vec<Parameter>, who: &Who, strict: bool, now: Millis) -> Result<Search, Refusal> {
    let mut search = Search {
        filter: "patient_id = ? AND hidden = 0".to_owned(),
        values: vec![Value::Text(who.patient.clone())],
        sort: Vec::new(),
        count: PAGE,
        cursor: None,
        used: Vec::new(),
    };
    let mut cursor = None;
    let (mut person, mut status) = (false, false);
    for parameter in parameters {
        if parameter.name == CURSOR {
            cursor = Some(parameter.value);
            continue;
        }
        let kind = ALL.iter().find(|(name, _)| *name == parameter.name).map(|(_, kind)| *kind);
        match kind {
            Some(kind) => {
                person |= matches!(kind, Kind::Patient | Kind::PatientIdentifier);
                status |= parameter.name == "status" && parameter.modifier.is_none();
                search.narrow(&parameter, kind, who, now)?;
            }
            None if RESULT.contains(&parameter.name.as_str()) => search.shape(&parameter)?,
            None if strict => return Err(parameter.refused("unknown parameter")),
            None => continue,
        }
        search.used.push(parameter);
    }
    if !person || !status {
        return Err(Refusal::new(
            axum::http::StatusCode::BAD_REQUEST,
            "invalid_request",
            "required",
            "patient or patient.identifier, and status, are required",
        ));
    }
    if search.sort.is_empty() {
        search.sort.push(("date", true));
    }
    if let Some(text) = cursor {
        let columns = search.sort.len() + 1;
        search.cursor = Some(Cursor::parse(&text, columns).ok_or_else(|| Refusal::invalid("this link to a page is not valid"))?);
    }
    Ok(search)
}

impl Search {
    pub fn count_sql(&self) -> (String, Vec<Value>) {
        (format!("SELECT count(*) FROM documents WHERE {}", self.filter), self.values.clone())
    }

    /// Rows: resource, where the base goes, id, then the cursor's values. One more than asked tells whether there is a next page.
    pub fn page_sql(&self) -> (String, Vec<Value>) {
        let mut filter = self.filter.clone();
        let mut values = self.values.clone();
        // The id decides between equals, in the direction of the last column, so that an index can give the order.
        let mut order = self.sort.clone();
        order.push(("document_id", self.sort.last().is_some_and(|(_, descending)| *descending)));
        if let Some(Cursor(at)) = &self.cursor {
            filter.push_str(&format!(" AND {}", after(&order, at, &mut values)));
        }
        let columns: Vec<&str> = order.iter().map(|(column, _)| *column).collect();
        let order: Vec<String> =
            order.iter().map(|(column, descending)| format!("{column}{}", if *descending { " DESC" } else { "" })).collect();
        values.push(Value::Integer(i64::from(self.count) + 1));
        let sql = format!(
            "SELECT resource, base_at, document_id, {} FROM documents JOIN bodies USING (n) WHERE {filter} ORDER BY {} LIMIT ?",
            columns.join(", "),
            order.join(", "),
        );
        (sql, values)
    }

    pub fn is_first_page(&self) -> bool {
        self.cursor.is_none()
    }

    /// Columns of the cursor.
    pub fn columns(&self) -> usize {
        self.sort.len() + 1
    }

    fn shape(&mut self, parameter: &Parameter) -> Result<(), Refusal> {
        match parameter.name.as_str() {
            "_count" => {
                let count: u32 = parameter.value.parse().map_err(|_| parameter.refused("not a number"))?;
                self.count = count.min(PAGE_MAX);
            }
            "_sort" => {
                for key in parameter.alternatives() {
                    let (name, descending) = key.strip_prefix('-').map_or((key.as_str(), false), |name| (name, true));
                    let sort =
                        SORTS.iter().find(|(known, _)| *known == name).ok_or_else(|| parameter.refused("cannot sort by this"))?;
                    if self.sort.iter().all(|(column, _)| *column != sort.1) {
                        self.sort.push((sort.1, descending));
                    }
                }
            }
            "_total" if !["none", "estimate", "accurate"].contains(&parameter.value.as_str()) => {
                return Err(parameter.refused("none, estimate or accurate"));
            }
            _total_or_format => {}
        }
        Ok(())
    }

    fn narrow(&mut self, parameter: &Parameter, kind: Kind, who: &Who, now: Millis) -> Result<(), Refusal> {
        let alternatives = parameter.alternatives();
        if alternatives.is_empty() {
            return Err(parameter.refused("a value is missing"));
        }
        let modifier = parameter.modifier.as_deref();
        let negated = match (kind, modifier) {
            (_, None) | (Kind::Text(_), Some("exact" | "contains")) => false,
            (Kind::Token(_) | Kind::Code(..), Some("not")) => true,
            (_, Some(_)) => return Err(parameter.refused("modifier not supported")),
        };
        let mut choices = Vec::new();
        for value in alternatives {
            choices.push(self.one(parameter, kind, modifier, &value, who, now)?);
        }
        let choices = choices.join(" OR ");
        self.filter.push_str(&if negated { format!(" AND NOT ({choices})") } else { format!(" AND ({choices})") });
        Ok(())
    }

    fn bind(&mut self, value: impl Into<Value>) {
        self.values.push(value.into());
    }

    /// The condition for one alternative.
    fn one(
        &mut self,
        parameter: &Parameter,
        kind: Kind,
        modifier: Option<&str>,
        value: &str,
        who: &Who,
        now: Millis,
    ) -> Result<String, Refusal> {
        Ok(match kind {
            Kind::Id => {
                self.bind(unescape(value));
                "document_id = ?".to_owned()
            }
            // Another person's record is a record that does not exist.
            Kind::Patient => {
                let id = unescape(value);
                let id = id.rsplit_once("Patient/").map_or(id.as_str(), |(_, id)| id);
                (id == who.patient).then_some("1".to_owned()).ok_or_else(Refusal::not_found)?
            }
            Kind::PatientIdentifier => {
                let (system, code) = token(value);
                let mine = system.is_none_or(|system| system == INS) && code == who.ins;
                mine.then_some("1".to_owned()).ok_or_else(Refusal::not_found)?
            }
            Kind::Code(column, only) => {
                let (system, code) = token(value);
                if system.is_some_and(|system| system != only) {
                    return Ok("0".to_owned());
                }
                self.bind(code);
                format!("{column} = ?")
            }
            Kind::Token(column) => {
                let (system, code) = token(value);
                self.bind(line(system.as_deref(), &code));
                format!("instr({column}, ?) > 0")
            }
            Kind::Related(column) => {
                let (system, code) = token(value);
                let code = code.rsplit_once('/').map_or(code.as_str(), |(_, id)| id);
                self.bind(line(system.as_deref(), code));
                format!("instr({column}, ?) > 0")
            }
            Kind::Flag(column) => match token(value).1.as_str() {
                "true" => format!("{column} = 1"),
                "false" => format!("{column} = 0"),
                _other => return Err(parameter.refused("true or false")),
            },
            Kind::Date(start, end) => {
                let (prefix, interval) = dates::parse(&unescape(value)).ok_or_else(|| parameter.refused("not a date"))?;
                self.period(start, end, prefix, interval, now)
            }
            Kind::Text(column) if modifier == Some("contains") => {
                self.bind(super::write::fold(&unescape(value)));
                format!("instr({column}, ?) > 0")
            }
            Kind::Text(column) if modifier == Some("exact") => {
                self.bind(super::write::fold(&unescape(value)));
                format!("{column} = ?")
            }
            Kind::Text(column) => {
                self.bind(super::write::fold(&unescape(value)));
                format!("instr({column}, ?) = 1")
            }
        })
    }

    /// FHIR R4 §3.1.1.5.6, between the resource's interval and the one asked for.
    fn period(&mut self, start: &str, end: &str, prefix: Prefix, asked: Interval, now: Millis) -> String {
        let margin = (now - asked.start).abs() / 10;
        let (condition, values): (String, Vec<Millis>) = match prefix {
            Prefix::Eq => (format!("({start} >= ? AND {end} <= ?)"), vec![asked.start, asked.end]),
            Prefix::Ne => (format!("NOT ({start} >= ? AND {end} <= ?)"), vec![asked.start, asked.end]),
            Prefix::Gt => (format!("{end} > ?"), vec![asked.end]),
            Prefix::Lt => (format!("{start} < ?"), vec![asked.start]),
            Prefix::Ge => (format!("({end} > ? OR {start} >= ?)"), vec![asked.end, asked.start]),
            Prefix::Le => (format!("({start} < ? OR {end} <= ?)"), vec![asked.start, asked.end]),
            Prefix::Sa => (format!("{start} >= ?"), vec![asked.end]),
            Prefix::Eb => (format!("{end} <= ?"), vec![asked.start]),
            Prefix::Ap => (format!("({start} < ? AND {end} > ?)"), vec![asked.end + margin, asked.start - margin]),
        };
        self.values.extend(values.into_iter().map(Value::Integer));
        condition
    }
}

/// What `instr` looks for in lines `system|code`: the four forms of a token.
pub(super) fn line(system: Option<&str>, code: &str) -> String {
    match (system, code) {
        (Some(system), "") => format!("\n{system}|"),
        (Some(system), code) => format!("\n{system}|{code}\n"),
        (None, code) => format!("|{code}\n"),
    }
}

/// "Further than the cursor", for any mix of directions: `a < ? OR (a = ? AND (b > ? OR …))`, with the first column's bound
/// said apart so that an index starts there.
fn after(order: &[(&str, bool)], at: &[Value], values: &mut Vec<Value>) -> String {
    let mut bound = String::new();
    if let (Some((column, descending)), Some(first)) = (order.first(), at.first()) {
        bound = format!("{column} {} ? AND ", if *descending { "<=" } else { ">=" });
        values.push(first.clone());
    }
    let mut text = String::new();
    for ((column, descending), value) in order.iter().zip(at) {
        let further = if *descending { "<" } else { ">" };
        if text.is_empty() {
            text = format!("({column} {further} ?");
        } else {
            text.push_str(&format!(" AND ({column} {further} ?"));
        }
        values.push(value.clone());
        text.push_str(&format!(" OR ({column} = ?"));
        values.push(value.clone());
    }
    // The last column is the id: equal to the cursor's is the cursor itself, and not further.
    text.push_str(" AND 0");
    text.push_str(&"))".repeat(order.len().min(at.len())));
    bound + &text
}
