//! The rows of consents. Each has a version that moves with every change; none is ever removed.

use crate::sandbox::chance;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use rusqlite::{Connection, OptionalExtension, Row, params};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A professional: authorised, or blocked.
    Professional,
    /// A hospital, for the length of a stay.
    Stay,
    /// The switch of the SAMU (`ETREAT`).
    Samu,
    /// The switch of the other professionals in an emergency (`BTG`).
    Glass,
    /// The switch of masked documents in an emergency.
    Masked,
}

impl Kind {
    pub const ALL: [Self; 5] = [Self::Professional, Self::Stay, Self::Samu, Self::Glass, Self::Masked];
    pub const SWITCHES: [Self; 3] = [Self::Samu, Self::Glass, Self::Masked];

    /// In the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Professional => "professional",
            Self::Stay => "stay",
            Self::Samu => "samu",
            Self::Glass => "glass",
            Self::Masked => "masked",
        }
    }

    pub fn is_switch(self) -> bool {
        Self::SWITCHES.contains(&self)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub id: String,
    pub patient: String,
    pub kind: Kind,
    pub version: u32,
    pub permit: bool,
    pub active: bool,
    /// The IDNPS of the professional or the IDNST of the hospital.
    pub actor: Option<String>,
    pub actor_name: Option<String>,
    /// When it was given.
    pub given: Millis,
    pub start: Millis,
    /// Of a stay: excluded.
    pub end: Option<Millis>,
    pub updated: Millis,
    /// The client's own, `urn:uuid:…`.
    pub identifier: Option<String>,
}

pub const COLUMNS: &str =
    "consent_id, patient_id, kind, version, permit, active, actor, actor_name, given, start, end, updated, identifier";

impl Consent {
    pub fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let kind: String = row.get(2)?;
        Ok(Self {
            id: row.get(0)?,
            patient: row.get(1)?,
            // The database holds only words of ours.
            kind: Kind::ALL.into_iter().find(|known| known.word() == kind).unwrap_or(Kind::Professional),
            version: row.get(3)?,
            permit: row.get(4)?,
            active: row.get(5)?,
            actor: row.get(6)?,
            actor_name: row.get(7)?,
            given: row.get(8)?,
            start: row.get(9)?,
            end: row.get(10)?,
            updated: row.get(11)?,
            identifier: row.get(12)?,
        })
    }

    pub fn by_id(connection: &Connection, patient: &str, id: &str) -> Result<Option<Self>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM consents WHERE patient_id = ? AND consent_id = ?");
        Ok(connection.prepare_cached(&sql)?.query_row([patient, id], Self::read).optional()?)
    }

    /// The one that the same client made before with this identifier.
    pub fn by_identifier(connection: &Connection, patient: &str, identifier: &str) -> Result<Option<Self>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM consents WHERE patient_id = ? AND identifier = ?");
        Ok(connection.prepare_cached(&sql)?.query_row([patient, identifier], Self::read).optional()?)
    }

    /// Writes a change: the next version.
    pub fn keep(&mut self, connection: &Connection, now: Millis) -> Result<(), Fault> {
        self.version += 1;
        self.updated = now;
        let sql = "UPDATE consents SET version = ?, permit = ?, active = ?, end = ?, updated = ?
                   WHERE consent_id = ? AND patient_id = ?";
        let key = params![self.version, self.permit, self.active, self.end, self.updated, self.id, self.patient];
        connection.prepare_cached(sql)?.execute(key)?;
        Ok(())
    }
}

/// A new consent.
pub struct Given<'a> {
    pub patient: &'a str,
    pub kind: Kind,
    pub permit: bool,
    pub actor: Option<&'a str>,
    pub actor_name: Option<&'a str>,
    pub identifier: Option<&'a str>,
    pub end: Option<Millis>,
    pub at: Millis,
}

impl Given<'_> {
    pub fn keep(&self, connection: &Connection) -> Result<Consent, Fault> {
        self.keep_as(connection, &chance::id()?)
    }

    /// With an id that the caller chooses: seeds are the same at every first start.
    pub fn keep_as(&self, connection: &Connection, id: &str) -> Result<Consent, Fault> {
        let sql = "INSERT INTO consents (consent_id, patient_id, kind, version, permit, active, identifier, actor, actor_name,
                     given, start, end, updated) VALUES (?1, ?2, ?3, 1, ?4, 1, ?5, ?6, ?7, ?8, ?8, ?9, ?8)";
        connection.prepare_cached(sql)?.execute(params![
            id,
            self.patient,
            self.kind.word(),
            self.permit,
            self.identifier,
            self.actor,
            self.actor_name,
            self.at,
            self.end
        ])?;
        let kept = Consent::by_id(connection, self.patient, id)?;
        kept.ok_or_else(|| Fault::Broken("a consent was not kept".to_owned()))
    }
}

/// A record is opened: the three switches, all on (EX_1.1-1050); `id` names each.
pub fn open_switches(connection: &Connection, patient: &str, at: Millis, id: impl Fn(Kind) -> String) -> Result<(), Fault> {
    for kind in Kind::SWITCHES {
        let (actor, actor_name, identifier, end) = (None, None, None, None);
        let given = Given { patient, kind, permit: true, actor, actor_name, identifier, end, at };
        given.keep_as(connection, &id(kind))?;
    }
    Ok(())
}

/// The one in force for a professional or a hospital.
pub fn of_actor(connection: &Connection, patient: &str, kind: Kind, actor: &str) -> Result<Option<Consent>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM consents WHERE patient_id = ? AND kind = ? AND actor = ? AND active = 1");
    Ok(connection.prepare_cached(&sql)?.query_row([patient, kind.word(), actor], Consent::read).optional()?)
}

/// All that counts for a decision: what is active in a record. A stay that has ended is still listed: the clock decides.
pub fn in_force(connection: &Connection, patient: &str) -> Result<Vec<Consent>, Fault> {
    let sql = format!("SELECT {COLUMNS} FROM consents WHERE patient_id = ? AND active = 1");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([patient], Consent::read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A professional says that the person has agreed. Over a block it changes nothing, and nobody is told so: the block wins.
pub fn agree(connection: &Connection, patient: &str, idnps: &str, name: &str, at: Millis) -> Result<Option<Consent>, Fault> {
    if of_actor(connection, patient, Kind::Professional, idnps)?.is_some() {
        return Ok(None);
    }
    let (kind, permit, identifier, end) = (Kind::Professional, true, None, None);
    Given { patient, kind, permit, actor: Some(idnps), actor_name: Some(name), identifier, end, at }.keep(connection).map(Some)
}

/// The treating doctor blocks a colleague for the person; it ends the authorisation. None: they are blocked already.
pub fn block(connection: &Connection, patient: &str, idnps: &str, name: &str, at: Millis) -> Result<Option<Consent>, Fault> {
    if let Some(mut current) = of_actor(connection, patient, Kind::Professional, idnps)? {
        if !current.permit {
            return Ok(None);
        }
        current.active = false;
        current.keep(connection, at)?;
    }
    let (kind, permit, identifier, end) = (Kind::Professional, false, None, None);
    Given { patient, kind, permit, actor: Some(idnps), actor_name: Some(name), identifier, end, at }.keep(connection).map(Some)
}
