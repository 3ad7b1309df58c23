//! Where a page stopped: the sort values and the id of its last row. A document added in the middle neither shifts the next
//! page nor shows twice. Opaque to the client.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::types::Value as Sql;
use serde_json::Value;

#[derive(Debug, Clone, PartialEq)]
pub struct Cursor(pub Vec<Sql>);

impl Cursor {
    pub fn text(&self) -> String {
        let values: Vec<Value> = self
            .0
            .iter()
            .map(|value| match value {
                Sql::Integer(number) => (*number).into(),
                Sql::Text(text) => text.as_str().into(),
                Sql::Null | Sql::Real(_) | Sql::Blob(_) => Value::Null,
            })
            .collect();
        URL_SAFE_NO_PAD.encode(Value::from(values).to_string())
    }

    /// `columns` values are expected.
    pub fn parse(text: &str, columns: usize) -> Option<Self> {
        let values: Vec<Value> = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        let values: Option<Vec<Sql>> = values
            .into_iter()
            .map(|value| match value {
                Value::Number(number) => number.as_i64().map(Sql::Integer),
                Value::String(text) => Some(Sql::Text(text)),
                Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
            })
            .collect();
        values.filter(|values| values.len() == columns).map(Self)
    }
}
