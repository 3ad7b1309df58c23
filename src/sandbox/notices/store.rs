//! The rows of notices: numbered from 1 in each record, so that a number tells nothing of other people's; none is ever removed.

use super::code::Code;
use crate::sandbox::chance;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use crate::sandbox::traces::{Agent, Mode, agent};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A new one.
#[derive(Debug, Clone)]
pub struct Notice<'a> {
    pub patient: &'a str,
    pub code: Code,
    pub at: Millis,
    /// The row of the trace it tells of; none: it names nobody and nothing.
    pub trace: Option<i64>,
}

impl Notice<'_> {
    pub fn keep(&self, connection: &Connection) -> Result<(), Fault> {
        self.keep_as(connection, &chance::id()?, None)
    }

    /// With an id that the caller chooses: seeds are the same at every first start.
    pub fn keep_as(&self, connection: &Connection, id: &str, received: Option<Millis>) -> Result<(), Fault> {
        let sql = "INSERT INTO notices (patient_id, n, notice_id, version, sent, updated, code, trace, received)
                   SELECT ?1, ifnull(max(n), 0) + 1, ?2, 1, ?3, ?3, ?4, ?5, ?6 FROM notices WHERE patient_id = ?1";
        let values = params![self.patient, id, self.at, self.code.word(), self.trace, received];
        connection.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }
}

/// One as it is read back, with what its trace names.
pub struct Kept {
    pub n: i64,
    pub id: String,
    pub patient: String,
    pub version: u32,
    pub sent: Millis,
    pub updated: Millis,
    pub code: Code,
    pub received: Option<Millis>,
    pub about: Option<About>,
}

/// What happened. Of a document that the person may not see yet, neither it nor the trace is named.
pub struct About {
    pub agent: Agent,
    pub mode: Mode,
    pub motive: Option<String>,
    pub trace: Option<String>,
    /// Logical id and title.
    pub document: Option<(String, String)>,
    /// IDNPS and name of the professional whom it was done to.
    pub target: Option<(String, String)>,
}

const KEPT: &str = "SELECT o.n, o.notice_id, o.patient_id, o.version, o.sent, o.updated, o.code, o.received,
    t.mode, t.motive, t.trace_id, t.document, d.document_id, json_extract(b.resource, '$.content[0].attachment.title'),
    a.kind, a.identifier, a.name, a.profession, a.profession_label, a.speciality, a.speciality_label, a.organisation,
    w.identifier, w.name
  FROM notices o LEFT JOIN traces t ON t.n = o.trace LEFT JOIN actors a ON a.actor = t.actor
    LEFT JOIN actors w ON w.actor = t.target
    LEFT JOIN documents d ON d.n = t.document AND d.hidden = 0 LEFT JOIN bodies b ON b.n = d.n";

impl Kept {
    fn row(row: &Row<'_>) -> rusqlite::Result<Result<Self, Fault>> {
        let code: String = row.get(6)?;
        let Some(code) = Code::of(&code) else { return Ok(Err(Fault::Broken(format!("{code}: not of a notice")))) };
        let mode = row.get::<_, Option<i64>>(8)?.map(|mode| Mode::of(mode).unwrap_or(Mode::Normal));
        Ok(Ok(Self {
            n: row.get(0)?,
            id: row.get(1)?,
            patient: row.get(2)?,
            version: row.get(3)?,
            sent: row.get(4)?,
            updated: row.get(5)?,
            code,
            received: row.get(7)?,
            about: mode.map(|mode| About::row(row, mode)).transpose()?,
        }))
    }

    pub fn one(connection: &Connection, patient: &str, id: &str) -> Result<Option<Self>, Fault> {
        let sql = format!("{KEPT} WHERE o.patient_id = ? AND o.notice_id = ?");
        connection.prepare_cached(&sql)?.query_row([patient, id], Self::row).optional()?.transpose()
    }

    pub fn numbered(connection: &Connection, patient: &str, n: i64) -> Result<Self, Fault> {
        let sql = format!("{KEPT} WHERE o.patient_id = ? AND o.n = ?");
        connection.prepare_cached(&sql)?.query_row(params![patient, n], Self::row)?
    }

    /// Read at this instant, or unread again: the next version.
    pub fn receive(&mut self, connection: &Connection, received: Option<Millis>, now: Millis) -> Result<(), Fault> {
        self.version += 1;
        (self.received, self.updated) = (received, now);
        let sql = "UPDATE notices SET received = ?, version = ?, updated = ? WHERE n = ? AND patient_id = ?";
        connection.prepare_cached(sql)?.execute(params![received, self.version, now, self.n, self.patient])?;
        Ok(())
    }
}

impl About {
    fn row(row: &Row<'_>, mode: Mode) -> rusqlite::Result<Self> {
        let (trace, of_document): (String, Option<i64>) = (row.get(10)?, row.get(11)?);
        let document: Option<String> = row.get(12)?;
        let title: Option<String> = row.get(13)?;
        let hidden = of_document.is_some() && document.is_none();
        Ok(Self {
            agent: agent(row, 14)?,
            mode,
            motive: row.get(9)?,
            trace: Some(trace).filter(|_| !hidden),
            document: document.map(|id| (id, title.unwrap_or_default())),
            target: row.get::<_, Option<String>>(22)?.zip(row.get(23)?),
        })
    }
}

/// The number of the newest in a record; 0: there is none.
pub fn newest(connection: &Connection, patient: &str) -> Result<i64, Fault> {
    let sql = "SELECT ifnull(max(n), 0) FROM notices WHERE patient_id = ?";
    Ok(connection.prepare_cached(sql)?.query_row([patient], |row| row.get(0))?)
}

/// Numbers and ids of those after `n`, the oldest first, `most` at most.
pub fn after(connection: &Connection, patient: &str, n: i64, most: u32) -> Result<Vec<(i64, String)>, Fault> {
    let sql = "SELECT n, notice_id FROM notices WHERE patient_id = ? AND n > ? ORDER BY n LIMIT ?";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params![patient, n, most], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}
