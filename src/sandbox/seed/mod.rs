//! The first start: the fictional people, their record from `assets/record`, and larger records for measuring. Everything is
//! made up for the project, and the same at every first start.

mod generated;
mod history;
mod index;
mod notices;
mod people;

use super::directory;
use super::fault::Fault;
use super::options::{Failure, Options};
use super::said;
use super::store::Before;
use crate::sandbox::chance::hexadecimal;
use crate::sandbox::clock::{DAY, Millis};
use index::Record;
use people::{PEOPLE, Person};
use rusqlite::Connection;
use sha2::{Digest, Sha256};
use std::path::Path;

/// How long before their newest documents those who are regular came.
const ABSENCE: Millis = 21 * DAY;

/// `folder`: the record's, instead of the one inside the program.
pub fn fill(connection: &Connection, folder: Option<&Path>, options: &Options, now: Millis) -> Result<(), Failure> {
    let (records, documents, traces) = (options.records, options.documents, options.traces);
    directory::fill(connection, options.professionals).map_err(failed)?;
    let record = Record::open(folder).map_err(Failure::Record)?;
    for person in &PEOPLE {
        people::enter(connection, person, now).map_err(failed)?;
        if person.key == "nadia" {
            let patient = person.patient_id();
            said::seed::fill(connection, &patient, people::OPENED, |name| id(&["contact", &patient, name])).map_err(failed)?;
        }
        if let Some(record) = &record {
            record.file(connection, person)?;
            history::write(connection, record, person).map_err(failed)?;
            notices::write(connection, person).map_err(failed)?;
        }
    }
    let templates = generated::Templates::keep(connection).map_err(failed)?;
    // Without a record, enough documents to show something.
    let few = if record.is_none() { 60 } else { 0 };
    if records == 0 {
        for person in PEOPLE.iter().filter(|person| person.closed.is_none()) {
            generated::fill(connection, &templates, person, documents.max(few), traces).map_err(failed)?;
        }
    }
    for number in 0..records {
        let person = generated::person(number);
        people::enter(connection, &person, now).map_err(failed)?;
        generated::fill(connection, &templates, &person, documents, traces).map_err(failed)?;
    }
    super::notices::expect_all(connection, now).map_err(failed)?;
    remember_a_visit(connection, now).map_err(failed)
}

/// What a folder of an older version has not.
pub fn add(connection: &Connection, before: Before, options: &Options, now: Millis) -> Result<(), Failure> {
    if before != Before::VersionThree {
        super::notices::expect_all(connection, now).map_err(failed)?;
    }
    let added = match before {
        Before::Nothing | Before::VersionThree => Ok(()),
        Before::VersionOne => directory::fill(connection, options.professionals),
        Before::VersionTwo => directory::add_capacities(connection),
    };
    added.map_err(failed)
}

fn failed(fault: Fault) -> Failure {
    match fault {
        Fault::Full => Failure::DiskFull("the data folder".into()),
        Fault::Busy => Failure::DatabaseLocked("the data folder".into()),
        Fault::Broken(why) => Failure::Record(why),
    }
}

/// Those who are regular came some weeks before their newest documents, so that something is new to them (D24).
fn remember_a_visit(connection: &Connection, now: Millis) -> Result<(), Fault> {
    let sql = "SELECT a.account_id, max(d.updated) FROM accounts a JOIN documents d USING (patient_id)
               WHERE a.initial_until IS NULL GROUP BY a.account_id";
    let mut statement = connection.prepare(sql)?;
    let visits: Vec<(String, Millis)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    for (account, newest) in visits {
        let visit = newest.min(now) - ABSENCE;
        connection.execute("UPDATE accounts SET last_sign_in = ? WHERE account_id = ?", rusqlite::params![visit, account])?;
        super::auth::journal::journal(connection, &account, "sign_in", Some("home"), visit)?;
    }
    Ok(())
}

/// 128 bits that look random and are the same at every first start.
fn id(parts: &[&str]) -> String {
    hexadecimal(digest(parts).get(..16).unwrap_or(&[]))
}

fn digest(parts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(b"dmp fictional record 1");
    for part in parts {
        hash.update([0]);
        hash.update(part.as_bytes());
    }
    hash.finalize().into()
}

/// A unique object identifier made of 128 bits (ITU-T X.667: under 2.25).
fn oid(parts: &[&str]) -> String {
    let mut bytes = [0; 16];
    for (to, from) in bytes.iter_mut().zip(digest(parts)) {
        *to = from;
    }
    format!("2.25.{}", u128::from_be_bytes(bytes))
}

/// Whom seeds are about.
impl Person {
    pub fn patient_id(&self) -> String {
        id(&["patient", &self.identifier])
    }
}
