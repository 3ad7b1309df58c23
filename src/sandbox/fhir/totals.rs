//! How many documents a search finds, remembered: every page says it, and counting is what costs. A total is good as long as
//! the record has the revision it was counted at; the database's own triggers move that.

use super::cursor::Cursor;
use super::search::Search;
use crate::sandbox::fault::Fault;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Totals remembered; beyond, all are forgotten.
const KEPT: usize = 1_000;

#[derive(Clone, Default)]
pub struct Totals(Arc<Mutex<Kept>>);

/// By statement and values: the revision counted at, and the total.
type Kept = HashMap<(String, String), (i64, u32)>;

impl Totals {
    pub fn of(&self, connection: &Connection, patient: &str, search: &Search) -> Result<u32, Fault> {
        let sql = "SELECT documents FROM revisions WHERE patient_id = ?";
        let revision = connection.prepare_cached(sql)?.query_row([patient], |row| row.get(0)).optional()?.unwrap_or(0);
        let (sql, values) = search.count_sql();
        self.counted(connection, revision, sql, values)
    }

    /// The result of `sql`, counted again only when `revision` has moved.
    pub fn counted(&self, connection: &Connection, revision: i64, sql: String, values: Vec<Value>) -> Result<u32, Fault> {
        let values = Cursor(values);
        let key = (sql, values.text());
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
        if let Some((_, total)) = known.filter(|(counted, _)| *counted == revision) {
            return Ok(total);
        }
        let total = connection.prepare_cached(&key.0)?.query_row(params_from_iter(values.0), |row| row.get(0))?;
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(key, (revision, total));
        Ok(total)
    }
}
