//! Documents: fetched or loaded, read, painted. Whatever parses them does so in a process of its own, killed when nobody waits.

use super::Performer;
use crate::app::{Answer, Msg, Ticket};
use crate::domain::{Clean, Damage, Disk, Document, Faithful, Fetched, Format, Patient, Problem, Reading, Secret};
use crate::reader;
use crate::reader::worker::Worker;
use crate::run::worker::Process;
use std::future::Future;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Bytes of a file of this computer that are read (D19).
const LARGEST: u64 = 32 << 20;
/// Bytes between two reports of progress.
const STEP: u64 = 64 << 10;

impl Performer {
    pub(super) fn fetch(&mut self, ticket: Ticket, document: &Document) {
        let Some(content) = document.contents.first().cloned() else {
            self.spawn(ticket, async { Answer::Fetched(Err(Problem::NotFound)) });
            return;
        };
        if let Some(path) = self.file(document) {
            self.write(ticket, Answer::Fetched, move || load(&path));
            return;
        }
        let inbox = self.inbox.clone();
        self.ask(ticket, Answer::Fetched, move |api| async move {
            let mut said = 0;
            let progress = move |done: u64, total: Option<u64>| {
                if done.saturating_sub(said) >= STEP {
                    said = done;
                    inbox.tell(Msg::Progress(ticket, done, total));
                }
            };
            api.fetch(&content, progress).await
        });
    }

    /// Fetches and reads at once. What is not the document announced is not counted for it.
    pub(super) fn gather(&mut self, ticket: Ticket, document: &Document, patient: Option<Box<Patient>>) {
        let content = document.contents.first().cloned();
        let path = self.file(document);
        let api = self.api.clone();
        let program = self.outside.program.clone();
        self.spawn(ticket, async move {
            let outcome = async {
                let fetched = match (path, content, api) {
                    (Some(path), ..) => load(&path)?,
                    (None, Some(content), Some(api)) => api.fetch(&content, |_, _| ()).await?,
                    (None, Some(_), None) => return Err(Problem::Unreachable),
                    (None, None, _) => return Err(Problem::NotFound),
                };
                if fetched.faithful == Faithful::No {
                    return Err(Problem::DocumentChanged);
                }
                let work = move |process: &Process| read(&fetched, patient.as_deref(), None, process);
                confined(&program, work).await.map(Box::new)
            };
            Answer::Gathered(outcome.await)
        });
    }

    pub(super) fn read(&mut self, ticket: Ticket, fetched: Fetched, patient: Option<Box<Patient>>, password: Option<Secret>) {
        let begins = fetched.clone();
        let first =
            confined(&self.outside.program, move |process| Ok(reader::first_page(&begins.bytes, &begins.media_type, process)));
        let work = move |process: &Process| read(&fetched, patient.as_deref(), password.as_ref(), process);
        let whole = confined(&self.outside.program, work);
        let inbox = self.inbox.clone();
        self.spawn(ticket, async move {
            if let Ok(Some(reading)) = first.await {
                inbox.answer(ticket, Answer::Begun(Box::new(reading)));
            }
            Answer::Read(whole.await)
        });
    }

    /// The file of this computer behind a document, when there is no server.
    fn file(&self, document: &Document) -> Option<PathBuf> {
        let at = self.outside.settings.files.iter().position(|file| file.id == document.id)?;
        self.outside.files.get(at).cloned()
    }
}

/// Work that a worker process does, away from the loop. Let go, the process is killed.
///
/// [`Damage::Unsafe`] when the work itself breaks.
pub fn confined<T: Send + 'static>(
    program: &Path,
    work: impl FnOnce(&Process) -> Result<T, Problem> + Send + 'static,
) -> impl Future<Output = Result<T, Problem>> + Send + 'static {
    let process = Process::new(program);
    let leash = process.leash();
    async move {
        let outcome = tokio::task::spawn_blocking(move || work(&process)).await;
        // Held until here: letting this task go ends the process at work.
        drop(leash);
        outcome.unwrap_or(Err(Problem::Damaged(Damage::Unsafe)))
    }
}

fn read(
    fetched: &Fetched,
    patient: Option<&Patient>,
    password: Option<&Secret>,
    worker: &dyn Worker,
) -> Result<Reading, Problem> {
    let expected = patient.map(|patient| reader::Expected {
        family: patient.family.clone(),
        given: patient.given.clone(),
        born: patient.born,
        ins: patient.ins.clone(),
    });
    reader::read_locked(&fetched.bytes, &fetched.media_type, expected.as_ref(), password, worker)
}

/// A file of this computer: an ordinary one, and not larger than what is read.
///
/// [`Problem::NotFound`], [`Disk::Unreadable`] or [`Problem::TooLarge`] (32 MiB).
pub fn load(path: &Path) -> Result<Fetched, Problem> {
    let disk = |error: io::Error| {
        if error.kind() == io::ErrorKind::NotFound { Problem::NotFound } else { Problem::Disk(Disk::Unreadable) }
    };
    let file = std::fs::File::open(path).map_err(disk)?;
    if !file.metadata().map_err(disk)?.is_file() {
        return Err(Problem::Disk(Disk::Unreadable));
    }
    let mut bytes = Vec::new();
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(disk)?;
    if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > LARGEST {
        return Err(Problem::TooLarge { limit: LARGEST });
    }
    let media_type = Clean::new(Format::of_file_name(path).media_type());
    Ok(Fetched { bytes: bytes.into(), media_type, faithful: Faithful::NotAnnounced })
}
