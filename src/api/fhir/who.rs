//! Who sees what: a server's `Parameters`, for the matrix and for one document. What is not understood is left out.

use super::code::{Coding, Reference, line};
use super::consent::party;
use super::lenient::{loose, some};
use super::resource;
use crate::domain::{Clean, Date, Kind, Matrix, Problem, Seers, Sees, Standing};
use serde::Deserialize;

#[derive(Deserialize)]
struct View {
    #[serde(default, deserialize_with = "some")]
    parameter: Vec<Parameter>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Parameter {
    #[serde(deserialize_with = "loose")]
    name: Option<String>,
    #[serde(deserialize_with = "some")]
    part: Vec<Parameter>,
    #[serde(deserialize_with = "loose")]
    value_boolean: Option<bool>,
    #[serde(deserialize_with = "loose")]
    value_coding: Option<Coding>,
    #[serde(deserialize_with = "loose")]
    value_code: Option<String>,
    #[serde(deserialize_with = "loose")]
    value_date: Option<String>,
    #[serde(deserialize_with = "loose")]
    value_date_time: Option<String>,
    #[serde(deserialize_with = "loose")]
    value_reference: Option<Reference>,
}

impl Parameter {
    fn is(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }

    fn part(&self, name: &'static str) -> Option<&Self> {
        self.parts(name).next()
    }

    fn parts(&self, name: &'static str) -> impl Iterator<Item = &Self> {
        self.part.iter().filter(move |part| part.is(name))
    }

    fn yes(&self, name: &'static str) -> bool {
        self.part(name).is_some_and(|part| part.value_boolean == Some(true))
    }

    fn sees(&self) -> Sees {
        use crate::wire::fhir::mode;
        Sees { normal: self.yes(mode::NORMAL), regulation: self.yes(mode::CENTRE_15), break_glass: self.yes(mode::BREAK_GLASS) }
    }

    /// Code and name of what it is about.
    fn coded(&self) -> Option<(Clean, Option<Clean>)> {
        let coding = self.part("code")?.value_coding.as_ref()?;
        Some((line(coding.code.as_deref())?, coding.said()))
    }
}

pub fn who(bytes: &[u8]) -> Result<Seers, Problem> {
    let view: View = resource(bytes, "Parameters")?;
    let mut who = Seers::default();
    for parameter in &view.parameter {
        let whom = || parameter.part("who").and_then(|part| party(part.value_reference.as_ref()?));
        match parameter.name.as_deref() {
            Some("masked") => who.masked = parameter.value_boolean == Some(true),
            Some("profession") => {
                who.professions.extend(parameter.coded().map(|(code, said)| (code, said, parameter.sees())));
            }
            Some("person") => {
                let standings = parameter.parts("as").filter_map(|part| standing(part.value_code.as_deref()?)).collect();
                who.people.extend(whom().map(|party| (party, standings, parameter.sees())));
            }
            Some("stay") => {
                let until = parameter.part("until").and_then(|part| part.value_date_time.as_deref()).and_then(Date::fhir);
                who.stays.extend(whom().map(|party| (party, until)));
            }
            Some(_) | None => {}
        }
    }
    // An answer that speaks of nobody is not the answer to this question.
    if who.professions.is_empty() && who.people.is_empty() { Err(Problem::Garbled) } else { Ok(who) }
}

fn standing(code: &str) -> Option<Standing> {
    Some(match code {
        "author" => Standing::Author,
        "treating-doctor" => Standing::TreatingDoctor,
        "agreed" => Standing::Agreed,
        "blocked" => Standing::Blocked,
        _other => return None,
    })
}

pub fn matrix(bytes: &[u8]) -> Result<Matrix, Problem> {
    let view: View = resource(bytes, "Parameters")?;
    let mut matrix = Matrix::default();
    for parameter in &view.parameter {
        match parameter.name.as_deref() {
            Some("version") => matrix.version = parameter.value_date.as_deref().and_then(Date::fhir),
            Some("type") => matrix.types.extend(parameter.coded().map(|(code, said)| {
                let class = parameter.part("class").and_then(|part| line(part.value_code.as_deref()));
                Kind { code, class: class.unwrap_or_default(), said }
            })),
            Some("profession") => matrix.professions.extend(parameter.coded().map(|(code, said)| {
                let reads = parameter.parts("reads").filter_map(|part| line(part.value_code.as_deref())).collect();
                (code, said, reads)
            })),
            Some(_) | None => {}
        }
    }
    if matrix.types.is_empty() || matrix.professions.is_empty() { Err(Problem::Garbled) } else { Ok(matrix) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_answer_about_nobody_is_no_answer() {
        let empty = json!({ "resourceType": "Parameters", "parameter": [{ "name": "masked", "valueBoolean": true }] });
        assert_eq!(who(empty.to_string().as_bytes()), Err(Problem::Garbled));
        assert_eq!(matrix(empty.to_string().as_bytes()), Err(Problem::Garbled));
    }

    #[test]
    fn what_is_unknown_is_left_out_and_what_is_missing_is_no() {
        let answer = json!({ "resourceType": "Parameters", "parameter": [
            { "name": "masked", "valueBoolean": true },
            { "name": "someday", "valueCode": "x" },
            { "name": "profession", "part": [{ "name": "code", "valueCoding": { "code": "10", "display": "Médecin" } },
                { "name": "centre_15", "valueBoolean": true }] },
            { "name": "person", "part": [
                { "name": "who", "valueReference": { "identifier": { "value": "8101" }, "display": "Dr Alice Dumont" } },
                { "name": "as", "valueCode": "author" }, { "name": "as", "valueCode": "cousin" },
                { "name": "normal", "valueBoolean": true }] } ] });
        let who = who(answer.to_string().as_bytes()).unwrap();
        assert!(who.masked);
        assert_eq!(who.professions[0].2, Sees { normal: false, regulation: true, break_glass: false });
        assert_eq!((who.people[0].1.as_slice(), who.people[0].2.normal), (&[Standing::Author][..], true));
    }
}
