//! What happens on a record, by whom and when: append-only (the database refuses anything else). A trace names a document and
//! never holds a word of it, nor a code, a password or a token; its title is joined when the trace is read.

mod deed;
mod event;
mod search;
mod serve;

pub use deed::{Deed, Mode};
pub use event::{Agent, Event, told, who};
pub use search::PARAMETERS;
pub use serve::{agent, newest, trace, traces};

use super::chance;
use super::clock::Millis;
use super::fault::Fault;
use super::fhir::write::fold;
use rusqlite::{Connection, OptionalExtension, params};

/// A code and its words in French; both empty when there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coded {
    pub code: String,
    pub label: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Patient,
    Professional,
    /// The Assurance Maladie, an establishment.
    Organisation,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Patient, Self::Professional, Self::Organisation];

    pub fn word(self) -> &'static str {
        match self {
            Self::Patient => "patient",
            Self::Professional => "professional",
            Self::Organisation => "organisation",
        }
    }
}

/// Who did it, as they were then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub kind: Kind,
    /// The patient's logical id, an IDNPS, or an IDNST; empty when unknown.
    pub identifier: String,
    pub name: String,
    pub profession: Coded,
    pub speciality: Coded,
    pub organisation: String,
}

impl Actor {
    /// The record's owner.
    pub fn owner(connection: &Connection, patient: &str) -> Result<Self, Fault> {
        let sql = "SELECT given || ' ' || family FROM accounts WHERE patient_id = ?";
        let name: Option<String> = connection.prepare_cached(sql)?.query_row([patient], |row| row.get(0)).optional()?;
        Ok(Self {
            kind: Kind::Patient,
            identifier: patient.to_owned(),
            name: name.unwrap_or_default(),
            profession: Coded::default(),
            speciality: Coded::default(),
            organisation: String::new(),
        })
    }

    /// Their row, made when they are new or have changed.
    pub fn row(&self, connection: &Connection) -> Result<i64, Fault> {
        let known = "SELECT actor FROM actors WHERE kind = ?1 AND identifier = ?2 AND name = ?3 AND profession = ?4
                     AND speciality = ?5 AND organisation = ?6";
        let key =
            params![self.kind.word(), self.identifier, self.name, self.profession.code, self.speciality.code, self.organisation];
        let found: Option<i64> = connection.prepare_cached(known)?.query_row(key, |row| row.get(0)).optional()?;
        if let Some(actor) = found {
            return Ok(actor);
        }
        let sql = "INSERT INTO actors (kind, identifier, name, folded, profession, profession_label, speciality,
                     speciality_label, organisation) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
        connection.prepare_cached(sql)?.execute(params![
            self.kind.word(),
            self.identifier,
            self.name,
            fold(&self.name),
            self.profession.code,
            self.profession.label,
            self.speciality.code,
            self.speciality.label,
            self.organisation
        ])?;
        Ok(connection.last_insert_rowid())
    }
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Trace<'a> {
    pub patient: &'a str,
    pub at: Millis,
    pub deed: Deed,
    pub mode: Mode,
    /// It was tried and refused: why, a word of the rules.
    pub refusal: Option<&'a str>,
    /// A row of `actors`.
    pub actor: i64,
    /// A row of `documents`.
    pub document: Option<i64>,
    pub consent: Option<&'a str>,
    /// A row of `actors`: the professional whom it concerns.
    pub target: Option<i64>,
    /// Why the glass was broken, in the professional's words.
    pub motive: Option<&'a str>,
}

impl<'a> Trace<'a> {
    /// A success, in the ordinary way, about nothing in particular.
    pub fn new(patient: &'a str, at: Millis, deed: Deed, actor: i64) -> Self {
        let mode = Mode::Normal;
        Self { patient, at, deed, mode, refusal: None, actor, document: None, consent: None, target: None, motive: None }
    }

    pub fn keep(&self, connection: &Connection) -> Result<(), Fault> {
        self.keep_as(connection, &chance::id()?)
    }

    /// With an id that the caller chooses: seeds are the same at every first start.
    pub fn keep_as(&self, connection: &Connection, id: &str) -> Result<(), Fault> {
        let sql = "INSERT INTO traces (trace_id, patient_id, at, deed, mode, refusal, actor, document, consent, target, motive)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        connection.prepare_cached(sql)?.execute(params![
            id,
            self.patient,
            self.at,
            self.deed.word(),
            self.mode.number(),
            self.refusal,
            self.actor,
            self.document,
            self.consent,
            self.target,
            self.motive
        ])?;
        Ok(())
    }
}

/// What the owner of a record did with it.
pub fn own(connection: &Connection, patient: &str, deed: Deed, document: Option<&str>, now: Millis) -> Result<(), Fault> {
    let actor = Actor::owner(connection, patient)?.row(connection)?;
    let sql = "SELECT n FROM documents WHERE document_id = ? AND patient_id = ?";
    let row = match document {
        Some(id) => connection.prepare_cached(sql)?.query_row([id, patient], |row| row.get(0)).optional()?,
        None => None,
    };
    Trace { document: row, ..Trace::new(patient, now, deed, actor) }.keep(connection)
}

impl super::Sandbox {
    /// Writes that the owner listed or read. A person is never kept from their own record because no trace of it could be
    /// written (a full disk, F36): that is told to whoever runs the server.
    pub(crate) async fn owner_did(&self, patient: &str, deed: Deed, document: Option<&str>) {
        let (patient, document, now) = (patient.to_owned(), document.map(str::to_owned), self.time.now());
        let written = self.store.write(move |transaction| own(transaction, &patient, deed, document.as_deref(), now));
        if let Err(fault) = written.await {
            tracing::error!(?fault, "a trace could not be written");
        }
    }
}
