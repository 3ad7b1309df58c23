//! A search of traces (ITI-81), from its parameters to SQL. Always within one patient's record, never over what is done with a
//! document that they may not see yet: both conditions are written here, once, before anything the client asked for.

use super::Mode;
use crate::sandbox::auth::session::Who;
use crate::sandbox::fhir::dates::{self, Prefix};
use crate::sandbox::fhir::paging::Paging;
use crate::sandbox::fhir::query::{Parameter, token, unescape};
use crate::sandbox::fhir::write::fold;
use crate::sandbox::http::Refusal;
use crate::wire::fhir::purpose;
use crate::wire::fhir::system::{ACCESS_MODE, ACT_REASON, AUDIT_TYPE, DICOM, IDNPS, IDNST, RESTFUL};
use axum::http::StatusCode;
use rusqlite::types::Value;

/// Name and FHIR type of each parameter: what `/metadata` says.
pub const PARAMETERS: [(&str, &str); 11] = [
    ("_id", "token"),
    ("patient", "reference"),
    ("date", "date"),
    ("agent", "reference"),
    ("agent-name", "string"),
    ("agent-role", "token"),
    ("purpose", "token"),
    ("type", "token"),
    ("subtype", "token"),
    ("outcome", "token"),
    ("entity", "reference"),
];

/// So many are sorted at once, whatever they are found among.
const SCATTERED: u32 = 2_000;

/// What every search of a record's traces is within.
pub const WITHIN: &str = "patient_id = ?1 AND ifnull(document, 0) NOT IN
  (SELECT n FROM documents WHERE patient_id = ?1 AND hidden = 1)";

#[derive(Debug, Clone)]
pub struct Search {
    filter: String,
    /// `?1` is the patient.
    values: Vec<Value>,
    newest_first: bool,
    pub paging: Paging,
}

pub fn read(parameters: Vec<Parameter>, who: &Who, strict: bool) -> Result<Search, Refusal> {
    let (paging, parameters) = Paging::take(parameters, 2, strict)?;
    let (filter, values) = (WITHIN.to_owned(), vec![Value::Text(who.patient.clone())]);
    let mut search = Search { filter, values, newest_first: true, paging };
    let (mut person, mut from, mut to) = (false, false, false);
    for parameter in parameters {
        match (parameter.name.as_str(), parameter.modifier.as_deref()) {
            ("_sort", None) => {
                search.newest_first = match parameter.value.as_str() {
                    "-date" => true,
                    "date" => false,
                    _other => return Err(parameter.refused("cannot sort by this")),
                };
            }
            ("date", None) => {
                let bounds = search.date(&parameter)?;
                (from, to) = (from || bounds.0, to || bounds.1);
            }
            (name, modifier) if PARAMETERS.iter().any(|(known, _)| *known == name) => {
                person |= name == "patient";
                search.narrow(&parameter, modifier, who)?;
            }
            _other => {
                search.paging.unknown(&parameter)?;
                continue;
            }
        }
        search.paging.used.push(parameter);
    }
    if !(person && from && to) {
        let text = "patient and both bounds of date (ge and le) are required";
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "invalid_request", "required", text));
    }
    Ok(search)
}

impl Search {
    pub fn count_sql(&self) -> (String, Vec<Value>) {
        (format!("SELECT count(*) FROM traces WHERE {}", self.filter), self.values.clone())
    }

    /// Rows of `n` and `at`. One more than asked tells whether there is a next page. `total`: how many there are in all.
    pub fn page_sql(&self, total: u32) -> (String, Vec<Value>) {
        let (mut filter, mut values) = (self.filter.clone(), self.values.clone());
        let (further, order) = if self.newest_first { ("<", "DESC") } else { (">", "ASC") };
        if let Some(cursor) = &self.paging.cursor {
            filter.push_str(&format!(" AND at {further}= ? AND (at, n) {further} (?, ?)"));
            values.extend(cursor.0.first().cloned());
            values.extend(cursor.0.iter().cloned());
        }
        values.push(self.paging.limit());
        // Where a few are scattered among many, the index that finds them is better than the one that has them in order.
        let sorted = if total < SCATTERED { "+" } else { "" };
        (format!("SELECT n, at FROM traces WHERE {filter} ORDER BY {sorted}at {order}, n {order} LIMIT ?"), values)
    }

    /// Whether it bounds the search from below, and from above.
    fn date(&mut self, parameter: &Parameter) -> Result<(bool, bool), Refusal> {
        let (prefix, asked) = dates::parse(&unescape(&parameter.value)).ok_or_else(|| parameter.refused("not a date"))?;
        let (conditions, bounds): (&[(&str, i64)], _) = match prefix {
            Prefix::Ge => (&[(">=", asked.start)], (true, false)),
            Prefix::Gt | Prefix::Sa => (&[(">=", asked.end)], (true, false)),
            Prefix::Le => (&[("<", asked.end)], (false, true)),
            Prefix::Lt | Prefix::Eb => (&[("<", asked.start)], (false, true)),
            Prefix::Eq => (&[(">=", asked.start), ("<", asked.end)], (true, true)),
            Prefix::Ne | Prefix::Ap => return Err(parameter.refused("prefix not supported")),
        };
        for (than, at) in conditions {
            self.filter.push_str(&format!(" AND at {than} ?"));
            self.values.push(Value::Integer(*at));
        }
        Ok(bounds)
    }

    fn narrow(&mut self, parameter: &Parameter, modifier: Option<&str>, who: &Who) -> Result<(), Refusal> {
        let by_identifier = parameter.name == "agent" && modifier == Some("identifier");
        if modifier.is_some() && !by_identifier {
            return Err(parameter.refused("modifier not supported"));
        }
        let alternatives = parameter.alternatives();
        if alternatives.is_empty() {
            return Err(parameter.refused("a value is missing"));
        }
        let mut choices = Vec::new();
        for value in &alternatives {
            choices.push(self.one(parameter, value, who)?);
        }
        self.filter.push_str(&format!(" AND ({})", choices.join(" OR ")));
        Ok(())
    }

    /// The condition for one alternative; one that nothing can meet is `0`.
    fn one(&mut self, parameter: &Parameter, value: &str, who: &Who) -> Result<String, Refusal> {
        let (system, code) = token(value);
        let of = |systems: &[&str]| system.as_deref().is_none_or(|system| system.is_empty() || systems.contains(&system));
        let mut text = |condition: &str, value: &str| {
            self.values.push(Value::Text(value.to_owned()));
            condition.to_owned()
        };
        Ok(match parameter.name.as_str() {
            "patient" => {
                let id = unescape(value);
                let id = id.rsplit_once("Patient/").map_or(id.as_str(), |(_, id)| id);
                // Another person's record is a record that does not exist.
                if id == who.patient { "1".to_owned() } else { return Err(Refusal::not_found()) }
            }
            "_id" => text("trace_id = ?", &code),
            "agent" if system.is_some() && !of(&[IDNPS, IDNST]) => "0".to_owned(),
            "agent" => {
                let identifier = code.rsplit_once('/').map_or(code.as_str(), |(_, id)| id);
                text("actor IN (SELECT actor FROM actors WHERE identifier = ?)", identifier)
            }
            // Each word of a name starts somewhere in it.
            "agent-name" => {
                text("actor IN (SELECT actor FROM actors WHERE instr(' ' || folded, ' ' || ?) > 0)", &fold(&unescape(value)))
            }
            "agent-role" if code == "PAT" => "actor IN (SELECT actor FROM actors WHERE kind = 'patient')".to_owned(),
            "agent-role" => {
                text("", &code);
                text("actor IN (SELECT actor FROM actors WHERE profession = ? OR speciality = ?)", &code)
            }
            "purpose" if !of(&[ACT_REASON, ACCESS_MODE]) => "0".to_owned(),
            "purpose" => purpose_sql(&code),
            "type" if !of(&[AUDIT_TYPE, DICOM]) => "0".to_owned(),
            "subtype" if !of(&[RESTFUL, DICOM]) => "0".to_owned(),
            "type" => deeds(|deed| deed.said().kind.1 == code),
            "subtype" => deeds(|deed| deed.said().subtype.1 == code || deed.word() == code),
            "outcome" => match code.as_str() {
                "0" => "refusal IS NULL".to_owned(),
                "4" => "refusal IS NOT NULL".to_owned(),
                _other => "0".to_owned(),
            },
            _entity if system.is_some() => "0".to_owned(),
            _entity => {
                let id = code.rsplit_once("DocumentReference/").map_or(code.as_str(), |(_, id)| id);
                text("document = (SELECT n FROM documents WHERE document_id = ? AND patient_id = ?1)", id)
            }
        })
    }
}

fn deeds(wanted: impl Fn(super::Deed) -> bool) -> String {
    let words: Vec<String> =
        super::Deed::ALL.into_iter().filter(|deed| wanted(*deed)).map(|deed| format!("'{}'", deed.word())).collect();
    format!("deed IN ({})", words.join(", "))
}

/// By TRE_R248 or by v3-ActReason.
fn purpose_sql(code: &str) -> String {
    let kind = |kind: &str| format!("mode = 0 AND actor IN (SELECT actor FROM actors WHERE kind = '{kind}')");
    let named = Mode::ALL.into_iter().find(|mode| mode.code().0 == code || *mode != Mode::Normal && mode.reason() == code);
    match (named, code) {
        (Some(Mode::Normal), _) => "mode = 0".to_owned(),
        // Said twice, so that the index of emergencies is used.
        (Some(mode), _) => format!("mode > 0 AND mode = {}", mode.number()),
        (None, purpose::OWN) => kind("patient"),
        (None, purpose::PAYMENT) => kind("organisation") + " AND deed <> 'remise-visibilite'",
        (None, purpose::OPERATIONS) => kind("organisation") + " AND deed = 'remise-visibilite'",
        (None, purpose::TREATMENT) => kind("professional"),
        (None, _) => "0".to_owned(),
    }
}
