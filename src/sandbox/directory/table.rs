//! The tables of the directory, and their rows.

use super::key::{key, town};
use crate::sandbox::fault::Fault;
use rusqlite::{Connection, OptionalExtension, Row, Statement, params};

/// `name_key` and `city_key` are what is looked for ([`super::key`]). A professional works in one or two organisations, or in
/// none that is known.
pub const CREATE: &str = "
CREATE TABLE organisations (
  n INTEGER PRIMARY KEY, name TEXT NOT NULL, sector TEXT NOT NULL, finess TEXT NOT NULL, street TEXT NOT NULL,
  postcode TEXT NOT NULL, city TEXT NOT NULL, phone TEXT NOT NULL, name_key TEXT NOT NULL, city_key TEXT NOT NULL
);
CREATE TABLE professionals (
  n INTEGER PRIMARY KEY, idnps TEXT NOT NULL, title TEXT NOT NULL, family TEXT NOT NULL, given TEXT NOT NULL,
  profession TEXT, speciality TEXT, organisation INTEGER, second INTEGER, name_key TEXT NOT NULL,
  capacity TEXT NOT NULL DEFAULT 'care'
);
CREATE VIEW roles AS
  SELECT n, 1 AS rank, organisation FROM professionals
  UNION ALL SELECT n, 2, second FROM professionals WHERE second IS NOT NULL;
";

/// What version 3 added: in what capacity each exercises ([`super::acting`]).
pub const CAPACITY: &str = "ALTER TABLE professionals ADD COLUMN capacity TEXT NOT NULL DEFAULT 'care'";

/// Once they are filled.
pub const FINISH: &str = "
CREATE UNIQUE INDEX professionals_by_idnps ON professionals (idnps);
CREATE INDEX professionals_by_name ON professionals (name_key, n);
CREATE INDEX professionals_by_organisation ON professionals (organisation);
CREATE INDEX professionals_by_second ON professionals (second) WHERE second IS NOT NULL;
CREATE INDEX organisations_by_name ON organisations (name_key, n);
";

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Organisation {
    pub n: i64,
    pub name: String,
    /// A code of TRE_R02.
    pub sector: String,
    pub finess: String,
    pub street: String,
    pub postcode: String,
    pub city: String,
    pub phone: String,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Professional {
    pub n: i64,
    /// "8" and the RPPS number.
    pub idnps: String,
    /// `DR`, `PR`, `M` or `MME`.
    pub title: String,
    pub family: String,
    pub given: String,
    /// A code of TRE_G15.
    pub profession: Option<String>,
    /// A code of TRE_R38.
    pub speciality: Option<String>,
    pub organisation: Option<i64>,
    pub second: Option<i64>,
}

impl Professional {
    /// Columns that [`Self::of`] reads, in its order.
    pub const COLUMNS: &str = "n, idnps, title, family, given, profession, speciality, organisation, second";

    pub fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            n: row.get(0)?,
            idnps: row.get(1)?,
            title: row.get(2)?,
            family: row.get(3)?,
            given: row.get(4)?,
            profession: row.get(5)?,
            speciality: row.get(6)?,
            organisation: row.get(7)?,
            second: row.get(8)?,
        })
    }

    pub fn insert(connection: &Connection) -> rusqlite::Result<Statement<'_>> {
        connection.prepare("INSERT OR REPLACE INTO professionals VALUES (?,?,?,?,?,?,?,?,?,?,?)")
    }

    pub fn enter(&self, insert: &mut Statement<'_>, capacity: &str) -> rusqlite::Result<()> {
        let name = format!("{}{}", key(&self.family), key(&self.given));
        let (one, other) = (self.organisation, self.second);
        let values = (&self.idnps, &self.title, &self.family, &self.given, &self.profession, &self.speciality);
        let (idnps, title, family, given, profession, speciality) = values;
        insert.execute(params![self.n, idnps, title, family, given, profession, speciality, one, other, name, capacity]).map(drop)
    }
}

impl Organisation {
    /// Columns that [`Self::of`] reads, in its order.
    pub const COLUMNS: &str = "n, name, sector, finess, street, postcode, city, phone";

    pub fn of(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            n: row.get(0)?,
            name: row.get(1)?,
            sector: row.get(2)?,
            finess: row.get(3)?,
            street: row.get(4)?,
            postcode: row.get(5)?,
            city: row.get(6)?,
            phone: row.get(7)?,
        })
    }

    pub fn insert(connection: &Connection) -> rusqlite::Result<Statement<'_>> {
        connection.prepare("INSERT INTO organisations VALUES (?,?,?,?,?,?,?,?,?,?)")
    }

    pub fn enter(&self, insert: &mut Statement<'_>) -> rusqlite::Result<()> {
        let Self { n, name, sector, finess, street, postcode, city, phone } = self;
        insert.execute(params![n, name, sector, finess, street, postcode, city, phone, key(name), town(city)]).map(drop)
    }
}

pub fn professional(connection: &Connection, n: i64) -> Result<Option<Professional>, Fault> {
    let sql = format!("SELECT {} FROM professionals WHERE n = ?", Professional::COLUMNS);
    Ok(connection.prepare_cached(&sql)?.query_row([n], Professional::of).optional()?)
}

pub fn organisation(connection: &Connection, n: i64) -> Result<Option<Organisation>, Fault> {
    let sql = format!("SELECT {} FROM organisations WHERE n = ?", Organisation::COLUMNS);
    Ok(connection.prepare_cached(&sql)?.query_row([n], Organisation::of).optional()?)
}

/// The organisation with this FINESS number, entered under this name when there is none; nothing when neither is given.
pub fn placed(connection: &Connection, finess: &str, name: &str) -> Result<Option<i64>, Fault> {
    if finess.is_empty() && name.is_empty() {
        return Ok(None);
    }
    let sql = "SELECT n FROM organisations WHERE finess = ? AND (? <> '' OR name = ?)";
    let known = connection.prepare_cached(sql)?.query_row([finess, finess, name], |row| row.get(0)).optional()?;
    if known.is_some() {
        return Ok(known);
    }
    let n = connection.query_row("SELECT ifnull(max(n), 0) + 1 FROM organisations", [], |row| row.get(0))?;
    let new = Organisation { n, name: name.to_owned(), finess: finess.to_owned(), ..Organisation::default() };
    new.enter(&mut Organisation::insert(connection)?)?;
    Ok(Some(n))
}

/// The row of whoever has this IDNPS, or the next one.
pub fn number_of(connection: &Connection, idnps: &str) -> Result<i64, Fault> {
    let sql = "SELECT ifnull((SELECT n FROM professionals WHERE idnps = ?), (SELECT ifnull(max(n), 0) + 1 FROM professionals))";
    Ok(connection.prepare_cached(sql)?.query_row([idnps], |row| row.get(0))?)
}
