//! What every search takes besides its own parameters: how many entries make a page, where the page begins, and what is only about
//! the answer. One reader for all of them, so that a page is asked for in the same way everywhere.

use super::cursor::Cursor;
use super::query::Parameter;
use super::search::CURSOR;
use crate::sandbox::http::Refusal;
use crate::wire::fhir::{PAGE, PAGE_MAX};
use rusqlite::types::Value;

#[derive(Debug, Clone)]
pub struct Paging {
    pub count: u32,
    pub cursor: Option<Cursor>,
    /// What was understood of the whole search, for the links.
    pub used: Vec<Parameter>,
    strict: bool,
}

impl Paging {
    /// Takes what is its own out of `parameters`, and leaves the others. A cursor has `columns` values; `strict`: what is not
    /// known is refused.
    pub fn take(parameters: Vec<Parameter>, columns: usize, strict: bool) -> Result<(Self, Vec<Parameter>), Refusal> {
        let mut paging = Self { count: PAGE, cursor: None, used: Vec::new(), strict };
        let mut others = Vec::new();
        for parameter in parameters {
            match (parameter.name.as_str(), parameter.modifier.as_deref()) {
                (CURSOR, None) => {
                    let cursor = Cursor::parse(&parameter.value, columns);
                    paging.cursor = Some(cursor.ok_or_else(|| Refusal::invalid("this link to a page is not valid"))?);
                }
                ("_count", None) => {
                    let count: u32 = parameter.value.parse().map_err(|_| parameter.refused("not a number"))?;
                    paging.count = count.min(PAGE_MAX);
                    paging.used.push(parameter);
                }
                ("_total" | "_format", None) => paging.used.push(parameter),
                _of_the_search => others.push(parameter),
            }
        }
        Ok((paging, others))
    }

    /// What no search knows is ignored, or refused when that was asked.
    pub fn unknown(&self, parameter: &Parameter) -> Result<(), Refusal> {
        if self.strict { Err(parameter.refused("unknown parameter")) } else { Ok(()) }
    }

    /// Rows to ask of the database: one more than the page has tells whether there is another.
    pub fn limit(&self) -> Value {
        Value::Integer(i64::from(self.count) + 1)
    }

    /// Cuts `rows` to the page; where the next one begins, when there is one.
    pub fn cut<T>(&self, rows: &mut Vec<T>, at: impl Fn(&T) -> Vec<Value>) -> Option<Cursor> {
        let count = usize::try_from(self.count).unwrap_or(usize::MAX);
        if rows.len() <= count {
            return None;
        }
        rows.truncate(count);
        rows.last().map(|last| Cursor(at(last)))
    }
}
