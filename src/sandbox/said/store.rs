//! The rows of what people say, with a version that moves at every change. Of health, the versions before are kept; of other
//! people's telephones and addresses, and of unfinished forms, nothing remains once they are gone.

use super::Kind;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use rusqlite::{Connection, OptionalExtension, Row, params};

#[derive(Debug, Clone)]
pub struct Said {
    pub n: i64,
    pub id: String,
    pub kind: Kind,
    pub patient: String,
    pub version: u32,
    /// When it was first said.
    pub first: Millis,
    pub updated: Millis,
    /// The client's own, `urn:uuid:…`.
    pub identifier: Option<String>,
    pub gone: bool,
    pub hidden: bool,
    pub facet: Option<String>,
    pub directives: bool,
    /// As it is served.
    pub resource: String,
}

const SELECT: &str = "SELECT n, said_id, kind, patient_id, version, first, updated, identifier, gone, hidden, facet, directives,
  resource FROM said";

impl Said {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let kind: String = row.get(2)?;
        Ok(Self {
            n: row.get(0)?,
            id: row.get(1)?,
            // The database holds only names of ours.
            kind: Kind::named(&kind).unwrap_or(Kind::Contact),
            patient: row.get(3)?,
            version: row.get(4)?,
            first: row.get(5)?,
            updated: row.get(6)?,
            identifier: row.get(7)?,
            gone: row.get(8)?,
            hidden: row.get(9)?,
            facet: row.get(10)?,
            directives: row.get(11)?,
            resource: row.get(12)?,
        })
    }

    /// What has gone is not there.
    pub fn by_id(connection: &Connection, kind: Kind, patient: &str, id: &str) -> Result<Option<Self>, Fault> {
        let sql = format!("{SELECT} WHERE patient_id = ? AND kind = ? AND said_id = ? AND gone = 0");
        Ok(connection.prepare_cached(&sql)?.query_row([patient, kind.name(), id], Self::read).optional()?)
    }

    /// The one that the same client made before with this identifier, gone or not.
    pub fn by_identifier(connection: &Connection, kind: Kind, patient: &str, identifier: &str) -> Result<Option<Self>, Fault> {
        let sql = format!("{SELECT} WHERE patient_id = ? AND kind = ? AND identifier = ?");
        Ok(connection.prepare_cached(&sql)?.query_row([patient, kind.name(), identifier], Self::read).optional()?)
    }

    /// Those that are there, newest first.
    pub fn all(connection: &Connection, kind: Kind, patient: &str) -> Result<Vec<Self>, Fault> {
        let sql = format!("{SELECT} WHERE patient_id = ? AND kind = ? AND gone = 0 ORDER BY n DESC");
        let mut statement = connection.prepare_cached(&sql)?;
        let rows = statement.query_map([patient, kind.name()], Self::read)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    pub fn insert(&self, connection: &Connection) -> Result<(), Fault> {
        let sql = "INSERT INTO said (said_id, kind, patient_id, version, first, updated, identifier, gone, hidden, facet,
                     directives, resource) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
        connection.prepare_cached(sql)?.execute(params![
            self.id,
            self.kind.name(),
            self.patient,
            self.version,
            self.first,
            self.updated,
            self.identifier,
            self.gone,
            self.hidden,
            self.facet,
            self.directives,
            self.resource
        ])?;
        Ok(())
    }

    /// Becomes `next`, its next version.
    pub fn become_next(&self, connection: &Connection, next: &Self) -> Result<(), Fault> {
        self.remember(connection)?;
        let sql = "UPDATE said SET version = ?, updated = ?, gone = ?, hidden = ?, facet = ?, directives = ?, resource = ?
                   WHERE n = ? AND patient_id = ?";
        let Self { version, updated, gone, hidden, facet, directives, resource, .. } = next;
        let key = params![version, updated, gone, hidden, facet, directives, resource, self.n, self.patient];
        connection.prepare_cached(sql)?.execute(key)?;
        Ok(())
    }

    /// It is there no more. That it was remains, so that a creation that comes late does not bring it back.
    pub fn go(&self, connection: &Connection, now: Millis) -> Result<(), Fault> {
        let next = Self { version: self.version + 1, updated: now, gone: true, resource: String::new(), ..self.clone() };
        self.become_next(connection, &next)
    }

    fn remember(&self, connection: &Connection) -> Result<(), Fault> {
        if self.kind.is_health() || self.directives {
            let sql = "INSERT INTO said_before (n, version, updated, hidden, resource) VALUES (?, ?, ?, ?, ?)";
            let key = params![self.n, self.version, self.updated, self.hidden, self.resource];
            connection.prepare_cached(sql)?.execute(key)?;
        }
        Ok(())
    }
}
