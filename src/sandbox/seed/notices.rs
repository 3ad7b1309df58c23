//! The notices of the last year of the invented history: those from before the last visit have been read. The same at every first
//! start.

use super::people::Person;
use super::{ABSENCE, id};
use crate::sandbox::clock::{DAY, HOUR, Millis};
use crate::sandbox::fault::Fault;
use crate::sandbox::notices::{Code, Notice};
use crate::sandbox::traces::{Deed, Mode};
use rusqlite::{Connection, params};

/// How far back notices go from the newest document.
const SPAN: Millis = 365 * DAY;

pub fn write(connection: &Connection, person: &Person) -> Result<(), Fault> {
    // A closed record tells nothing more.
    if person.closed.is_some() {
        return Ok(());
    }
    let patient = person.patient_id();
    let newest = "SELECT ifnull(max(updated), 0) FROM documents WHERE patient_id = ?";
    let newest: Millis = connection.query_row(newest, [&patient], |row| row.get(0))?;
    // Every connection and every deposit (D31), but of what the person may not see.
    let sql = "SELECT t.n, t.at, t.mode, t.deed = ?3 FROM traces t JOIN actors a USING (actor) LEFT JOIN documents d ON d.n = t.document
               WHERE t.patient_id = ?1 AND t.at > ?2 AND t.deed IN (?3, ?4) AND a.kind <> 'patient' AND ifnull(d.hidden, 0) = 0
               ORDER BY t.at, t.n";
    let mut statement = connection.prepare(sql)?;
    let key = params![patient, newest - SPAN, Deed::Deposit.word(), Deed::List.word()];
    let mut rows = statement.query(key)?;
    while let Some(row) = rows.next()? {
        let (trace, at, mode, deposit): (i64, Millis, i64, bool) = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        let code = match (deposit, Mode::of(mode)) {
            (true, _) => Code::Deposit,
            (false, Some(Mode::BreakGlass | Mode::Centre15)) => Code::Emergency,
            (false, Some(Mode::Normal) | None) => Code::Access,
        };
        let read = (at < newest - ABSENCE).then_some(at + 6 * HOUR);
        let notice = Notice { patient: &patient, code, at, trace: Some(trace) };
        notice.keep_as(connection, &id(&["notice", &patient, &trace.to_string()]), read)?;
    }
    Ok(())
}
