//! A record as the rules need it, and the trace that every try leaves in it, allowed or refused.

use crate::sandbox::account::normal_identifier;
use crate::sandbox::clock::Millis;
use crate::sandbox::consents::{Consent, in_force};
use crate::sandbox::fault::Fault;
use crate::sandbox::rules::{Act, Answer, Case, Consents, File, Professional, decide, reads};
use crate::sandbox::traces::{Deed, Mode, Trace};
use crate::wire::fhir::system::VISIBILITY;
use crate::wire::fhir::visibility::{MASKED, NOT_FOR_PATIENT};
use rusqlite::{Connection, OptionalExtension, Row};

pub struct Record {
    pub patient: String,
    closed: bool,
    /// The IDNPS and the name.
    pub treating: Option<(String, String)>,
    /// Those that are active.
    pub consents: Vec<Consent>,
}

impl Record {
    /// By INS or by the identifier of an account.
    pub fn named(connection: &Connection, named: &str) -> Result<Option<Self>, Fault> {
        let sql = "SELECT p.patient_id FROM patients p LEFT JOIN accounts a USING (patient_id)
                   WHERE p.ins = ?1 OR a.identifier = ?1";
        let patient: Option<String> =
            connection.prepare_cached(sql)?.query_row([normal_identifier(named)], |row| row.get(0)).optional()?;
        patient.map(|patient| Self::of(connection, &patient)).transpose()
    }

    pub fn of(connection: &Connection, patient: &str) -> Result<Self, Fault> {
        let sql = "SELECT p.active, t.idnps, t.name FROM patients p LEFT JOIN treating_doctors t USING (patient_id)
                   WHERE p.patient_id = ?";
        let row = connection.prepare_cached(sql)?.query_row([patient], |row| {
            Ok((row.get::<_, bool>(0)?, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
        });
        let (active, idnps, name) = row?;
        let consents = in_force(connection, patient)?;
        Ok(Self { patient: patient.to_owned(), closed: !active, treating: idnps.zip(name), consents })
    }

    pub fn decide(&self, who: &Professional, act: Act, mode: Mode, file: Option<File>, now: Millis) -> Answer {
        decide(&self.case(who, act, mode, file, now))
    }

    pub fn case(&self, who: &Professional, act: Act, mode: Mode, file: Option<File>, now: Millis) -> Case {
        Case {
            act,
            mode,
            closed: self.closed,
            capacity: who.capacity,
            regulator: who.regulator,
            treating: self.treating.as_ref().is_some_and(|(idnps, _)| *idnps == who.idnps),
            stance: who.stance(&self.consents, now),
            consents: Consents::of(&self.consents),
            file,
        }
    }
}

/// A try, before its answer is known.
pub struct Try<'a> {
    pub who: &'a Professional,
    pub mode: Mode,
    pub motive: Option<&'a str>,
    pub now: Millis,
}

impl Try<'_> {
    /// Says in the record what was tried, and how it ended; the row of the trace.
    pub fn trace(
        &self,
        connection: &Connection,
        record: &Record,
        deed: Deed,
        document: Option<i64>,
        answer: Answer,
    ) -> Result<i64, Fault> {
        let refusal = answer.refusal().map(|reason| reason.word());
        let actor = self.who.actor().row(connection)?;
        let (mode, motive) = (self.mode, self.motive);
        Trace { mode, motive, refusal, document, ..Trace::new(&record.patient, self.now, deed, actor) }.keep(connection)?;
        Ok(connection.last_insert_rowid())
    }
}

/// A document of a record.
pub struct Kept {
    pub n: i64,
    pub id: String,
    pub title: String,
    pub date: Millis,
    pub kind: String,
    class: String,
    labels: String,
    withdrawn: bool,
    pub archived: bool,
    /// The IDNPS, and the name.
    pub author: Option<String>,
    pub author_name: Option<String>,
    /// Not shown to the person.
    pub hidden: bool,
}

const KEPT: &str =
    "SELECT d.n, d.document_id, json_extract(b.resource, '$.content[0].attachment.title'), d.date, d.type, d.category,
    d.labels, d.status = 'entered-in-error', d.archived,
    json_extract(b.resource, '$.contained[0].practitioner.identifier.value'),
    json_extract(b.resource, '$.contained[0].practitioner.display'), d.hidden
  FROM documents d JOIN bodies b USING (n) WHERE d.patient_id = ?";

impl Kept {
    fn row(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            n: row.get(0)?,
            id: row.get(1)?,
            title: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            date: row.get(3)?,
            kind: row.get(4)?,
            class: row.get(5)?,
            labels: row.get(6)?,
            withdrawn: row.get(7)?,
            archived: row.get(8)?,
            author: row.get(9)?,
            author_name: row.get(10)?,
            hidden: row.get(11)?,
        })
    }

    /// The current ones, newest first.
    pub fn all(connection: &Connection, patient: &str) -> Result<Vec<Self>, Fault> {
        let sql = format!("{KEPT} AND d.status = 'current' ORDER BY d.date DESC, d.n DESC");
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map([patient], Self::row)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn one(connection: &Connection, patient: &str, id: &str) -> Result<Option<Self>, Fault> {
        Ok(connection.prepare_cached(&format!("{KEPT} AND d.document_id = ?"))?.query_row([patient, id], Self::row).optional()?)
    }

    pub fn is(&self, label: &str) -> bool {
        self.labels.contains(&format!("\n{VISIBILITY}|{label}\n"))
    }

    /// A professional sees an alert on it (EX_3.2-1025).
    pub fn not_for_patient(&self) -> bool {
        self.is(NOT_FOR_PATIENT)
    }

    pub fn file(&self, who: &Professional) -> File {
        File {
            readable: reads(&who.profession, &self.kind, &self.class),
            management: self.class == "95",
            masked: self.is(MASKED),
            withdrawn: self.withdrawn,
            author: self.author.as_deref() == Some(who.idnps.as_str()),
        }
    }
}
