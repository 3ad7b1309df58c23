//! What of a professional's act is news to the person (D31): every connection and every deposit, not every document that is read
//! in the course of one; one SMS for the first connection and for each emergency.

use super::record::{Record, Try};
use crate::sandbox::clock::{HOUR, Millis};
use crate::sandbox::fault::Fault;
use crate::sandbox::notices::{Code, Notice, letter};
use crate::sandbox::outbox::Letter;
use crate::sandbox::traces::{Deed, Mode};
use rusqlite::{Connection, params};

/// What follows so soon, in the same mode and for the same reason, is the same connection, or the same emergency.
const CONNECTION: Millis = 4 * HOUR;

#[derive(Debug, Clone, Copy)]
pub struct News {
    pub code: Code,
    pub by_letter: bool,
}

impl News {
    /// A record has just opened: asked before the trace of it is left.
    pub fn of_opening(connection: &Connection, record: &Record, tried: &Try<'_>, deed: Deed) -> Result<Option<Self>, Fault> {
        let goes_on = opened(connection, record, tried, Some(tried.now - CONNECTION))?;
        // A list opens the record anew; the rest is read in the course of what opened it.
        if goes_on && deed != Deed::List {
            return Ok(None);
        }
        Ok(Some(match tried.mode {
            Mode::Normal => Self { code: Code::Access, by_letter: !opened(connection, record, tried, None)? },
            Mode::BreakGlass | Mode::Centre15 => Self { code: Code::Emergency, by_letter: !goes_on },
        }))
    }

    /// Writes the notice of this trace; the letter that goes with it is to be sent once that is committed.
    pub fn tell(self, connection: &Connection, record: &Record, tried: &Try<'_>, trace: i64) -> Result<Option<Letter>, Fault> {
        let (patient, code) = (record.patient.as_str(), self.code);
        Notice { patient, code, at: tried.now, trace: Some(trace) }.keep(connection)?;
        if self.by_letter { letter(connection, patient, code, &tried.who.name) } else { Ok(None) }
    }
}

/// They have opened this record: ever, in any mode, or since an instant in this mode and for this reason.
fn opened(connection: &Connection, record: &Record, tried: &Try<'_>, since: Option<Millis>) -> Result<bool, Fault> {
    let sql = "SELECT EXISTS (SELECT 1 FROM traces WHERE patient_id = ?1 AND refusal IS NULL AND deed IN (?2, ?3, ?8)
                 AND actor IN (SELECT actor FROM actors WHERE identifier = ?4)
                 AND (?5 IS NULL OR (at > ?5 AND mode = ?6 AND motive IS ?7)))";
    let (list, read) = (Deed::List.word(), Deed::Read.word());
    let profile = Deed::Profile.word();
    let key = params![record.patient, list, read, tried.who.idnps, since, tried.mode.number(), tried.motive, profile];
    Ok(connection.prepare_cached(sql)?.query_row(key, |row| row.get(0))?)
}
