//! SQLite: one writer, a few readers, everything in transactions, durable when acknowledged (WAL, `synchronous=FULL`).
//! Never repairs and never deletes a file that it does not understand.

mod desk;
mod folder;
pub mod schema;

pub use folder::Folder;

use super::clock::SECOND;
use super::fault::Fault;
use super::options::{Failure, Trial};
use desk::Desk;
use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

const READERS: usize = 2;

pub struct Store {
    /// None in memory: there the writer reads too. Closed before it, so that it folds the log into the file as it leaves.
    readers: Vec<Desk>,
    writer: Desk,
    next: AtomicUsize,
    /// Held as long as the store is.
    _folder: Option<Folder>,
}

impl Store {
    /// Opens or creates. `fill` fills a new database, or adds what an older one has not, in the transaction that creates the tables: a first start
    /// that was killed leaves nothing.
    pub fn open(
        folder: Option<Folder>,
        trial: &Trial,
        fill: impl FnOnce(&Transaction<'_>, Before) -> Result<(), Failure>,
    ) -> Result<Self, Failure> {
        let file = folder.as_ref().map(Folder::database);
        let other = |error: std::io::Error| Failure::Other(error.to_string());
        let writer = match &file {
            Some(file) => prepare(Connection::open(file), file, trial, fill)?,
            None => prepare(Connection::open_in_memory(), Path::new(":memory:"), trial, fill)?,
        };
        let mut readers = Vec::new();
        if let Some(file) = &file {
            for _ in 0..READERS {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
                let reader = Connection::open_with_flags(file, flags)
                    .and_then(|reader| tune(&reader).map(|()| reader))
                    .map_err(|error| failure(file, error))?;
                readers.push(Desk::new("sandbox reader", reader).map_err(other)?);
            }
        }
        let writer = Desk::new("sandbox writer", writer).map_err(other)?;
        Ok(Self { writer, readers, next: AtomicUsize::new(0), _folder: folder })
    }

    /// One transaction: committed when the job says `Ok`, durable when this returns; else nothing has changed.
    pub async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Transaction<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        self.writer
            .run(move |connection| {
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let done = job(&transaction)?;
                transaction.commit()?;
                Ok(done)
            })
            .await
    }

    /// What was committed before.
    pub async fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let turn = self.next.fetch_add(1, Ordering::Relaxed).checked_rem(self.readers.len()).unwrap_or(0);
        let desk = self.readers.get(turn).unwrap_or(&self.writer);
        desk.run(move |connection| {
            // One snapshot for all the statements of a job.
            let transaction = connection.transaction()?;
            job(&transaction)
        })
        .await
    }
}

/// What a folder held before it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    Nothing,
    /// People and documents; neither traces, nor consents, nor a directory.
    VersionOne,
    /// A directory without capacities, and no notices.
    VersionTwo,
    /// Nothing that people say of themselves.
    VersionThree,
}

fn prepare(
    opened: rusqlite::Result<Connection>,
    file: &Path,
    trial: &Trial,
    fill: impl FnOnce(&Transaction<'_>, Before) -> Result<(), Failure>,
) -> Result<Connection, Failure> {
    let wrong = |error| failure(file, error);
    let mut connection = opened.map_err(wrong)?;
    connection.busy_timeout(Duration::from_secs(5)).map_err(wrong)?;
    let objects: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(wrong)?;
    let version = if objects > 0 { check(&connection, file)? } else { schema::VERSION };
    tune(&connection).map_err(wrong)?;
    if let Some(pages) = trial.pages {
        connection.pragma_update(None, "max_page_count", pages).map_err(wrong)?;
    }
    if objects == 0 {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrong)?;
        transaction.execute_batch(schema::CREATE).map_err(wrong)?;
        transaction.execute_batch(schema::ADDED).map_err(wrong)?;
        transaction.execute_batch(schema::PREFERRED).map_err(wrong)?;
        transaction.execute_batch(schema::SAID).map_err(wrong)?;
        transaction.pragma_update(None, "application_id", schema::APPLICATION).map_err(wrong)?;
        transaction.pragma_update(None, "user_version", schema::VERSION).map_err(wrong)?;
        fill(&transaction, Before::Nothing)?;
        transaction.execute_batch(schema::FINISH).map_err(wrong)?;
        transaction.execute_batch(schema::ADDED_LAST).map_err(wrong)?;
        transaction.commit().map_err(wrong)?;
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).map_err(wrong)?;
    } else if version < schema::VERSION {
        bring_up_to_date(&mut connection, version, file, fill)?;
    }
    Ok(connection)
}

/// From an older version: what it has is kept, what is new is added, or nothing changes.
fn bring_up_to_date(
    connection: &mut Connection,
    version: i32,
    file: &Path,
    fill: impl FnOnce(&Transaction<'_>, Before) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let wrong = |error| failure(file, error);
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(wrong)?;
    let before = match version {
        ..=1 => Before::VersionOne,
        2 => Before::VersionTwo,
        _later => Before::VersionThree,
    };
    if before == Before::VersionOne {
        for batch in [schema::ADDED, schema::ADDED_LAST, schema::SWITCHES] {
            transaction.execute_batch(batch).map_err(wrong)?;
        }
    }
    if before != Before::VersionThree {
        transaction.execute_batch(schema::PREFERRED).map_err(wrong)?;
    }
    transaction.execute_batch(schema::SAID).map_err(wrong)?;
    fill(&transaction, before)?;
    transaction.pragma_update(None, "user_version", schema::VERSION).map_err(wrong)?;
    transaction.commit().map_err(wrong)
}

/// Looks before anything is written; the version of what is there.
fn check(connection: &Connection, file: &Path) -> Result<i32, Failure> {
    let wrong = |error| failure(file, error);
    let number = |name: &str| connection.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i32>(0)).map_err(wrong);
    if number("application_id")? != schema::APPLICATION {
        return Err(Failure::DatabaseDamaged(file.to_owned(), "another program's database".to_owned()));
    }
    let version = number("user_version")?;
    if version > schema::VERSION {
        return Err(Failure::DatabaseNewer(file.to_owned()));
    }
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0)).map_err(wrong)?;
    if found != "ok" {
        return Err(Failure::DatabaseDamaged(file.to_owned(), found));
    }
    Ok(version)
}

fn tune(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_millis(u64::try_from(5 * SECOND).unwrap_or(5_000)))?;
    connection.set_prepared_statement_cache_capacity(64);
    if !connection.is_readonly("main")? {
        connection.pragma_update_and_check(None, "journal_mode", "wal", |_| Ok(()))?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.pragma_update(None, "secure_delete", "on")?;
    }
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "mmap_size", 1_i64 << 30)?;
    // KiB, when negative.
    connection.pragma_update(None, "cache_size", -16_384)?;
    Ok(())
}

fn failure(file: &Path, error: rusqlite::Error) -> Failure {
    match Fault::from(error) {
        Fault::Full => Failure::DiskFull(file.to_owned()),
        Fault::Busy => Failure::DatabaseLocked(file.to_owned()),
        Fault::Broken(why) => Failure::DatabaseDamaged(file.to_owned(), why),
    }
}
