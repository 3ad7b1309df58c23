//! The remembered identifier, at home and only if the person asked (D22). Never the password, and nothing at all in a shop.
//!
//! It lies in the system's keyring under a name drawn at random, so that nothing there says whose it is; where no keyring
//! answers, in a private file. A private note says which, so that nobody who did not ask to be remembered wakes a keyring.

mod keyring;
mod note;

pub use keyring::System;

use super::file;
use crate::domain::{Clean, Disk, Place, Problem};
use note::Note;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::oneshot;

/// A keyring that has not answered by then is as good as none: some accept a call and stay silent for ever.
pub const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes of an identifier; a longer one is not one.
const LONGEST: usize = 256;

/// Where the identifier was put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Memory {
    Keyring,
    File,
    /// Nowhere: this is not the person's own computer, or it has no folder for them.
    None,
}

/// A keyring. A call may block for ever: each is made on a thread of its own.
pub trait Keyring: Send + Sync + 'static {
    fn put(&self, name: &str, value: &str) -> Result<(), Unable>;
    /// `None`: it works, and holds nothing under this name.
    fn get(&self, name: &str) -> Result<Option<String>, Unable>;
    /// Nothing under this name is a success.
    fn delete(&self, name: &str) -> Result<(), Unable>;
}

/// Why a keyring did not do it. Never more: the errors of the system's keyring quote the secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unable {
    /// It is absent, locked or refused: nothing has changed.
    Refused,
    /// It has not answered: it may still do it later.
    Silent,
}

/// Remembers one identifier, or nothing.
pub struct Identifier {
    /// The program's own folder, when this is a place that may remember.
    folder: Option<PathBuf>,
    keyring: Arc<dyn Keyring>,
    patience: Duration,
}

impl Identifier {
    /// `folder` is the program's own, made when first needed. In a shop nothing is ever read, written or asked.
    pub fn new(place: Place, folder: Option<PathBuf>) -> Self {
        Self::with(place, folder, Arc::new(System), PATIENCE)
    }

    /// The same with another keyring and another patience.
    pub fn with(place: Place, folder: Option<PathBuf>, keyring: Arc<dyn Keyring>, patience: Duration) -> Self {
        Self { folder: folder.filter(|_| place == Place::Home), keyring, patience }
    }

    /// The identifier, if one is remembered and whatever holds it answers in time.
    pub async fn recall(&self) -> Option<Clean> {
        let raw = match Note::read(self.folder.as_deref()?)? {
            Note { here: Some(identifier), .. } => identifier,
            Note { forgotten: false, entry: Some(entry), .. } => self.ask(move |keyring| keyring.get(&entry)).await.ok()??,
            Note { .. } => return None,
        };
        let identifier = Clean::line(&raw);
        (1..=LONGEST).contains(&identifier.len()).then_some(identifier)
    }

    /// Keeps this identifier in place of any other.
    pub async fn remember(&self, identifier: &str) -> Result<Memory, Problem> {
        let Some(folder) = &self.folder else { return Ok(Memory::None) };
        file::folder(folder)?;
        let identifier = Clean::line(identifier).to_string();
        let before = Note::read(folder).and_then(|note| note.entry);
        let entry = match &before {
            Some(entry) => entry.clone(),
            None => opaque_name()?,
        };
        let asked = {
            let (entry, identifier) = (entry.clone(), identifier.clone());
            self.ask(move |keyring| keyring.put(&entry, &identifier)).await
        };
        let (memory, note) = match asked {
            Ok(()) => (Memory::Keyring, Note { entry: Some(entry), ..Note::default() }),
            Err(Unable::Refused) => (Memory::File, Note { entry: before, here: Some(identifier), forgotten: false }),
            // It may still take it later: its name is kept, so that forgetting removes it there too.
            Err(Unable::Silent) => (Memory::File, Note { entry: Some(entry), here: Some(identifier), forgotten: false }),
        };
        note.write(folder)?;
        Ok(memory)
    }

    /// Forgets it everywhere. What a silent keyring keeps is never recalled again, and is removed at the next occasion.
    pub async fn forget(&self) -> Result<(), Problem> {
        let Some(folder) = &self.folder else { return Ok(()) };
        let Some(note) = Note::read(folder) else { return Note::remove(folder) };
        let Some(entry) = note.entry else { return Note::remove(folder) };
        Note { entry: Some(entry.clone()), here: None, forgotten: true }.write(folder)?;
        match self.ask(move |keyring| keyring.delete(&entry)).await {
            Ok(()) => Note::remove(folder),
            Err(Unable::Refused | Unable::Silent) => Ok(()),
        }
    }

    /// Asks on a plain thread: one of the runtime's own would hold the end of the program until the keyring answers.
    async fn ask<T, F>(&self, work: F) -> Result<T, Unable>
    where
        T: Send + 'static,
        F: FnOnce(&dyn Keyring) -> Result<T, Unable> + Send + 'static,
    {
        let (sender, answer) = oneshot::channel();
        let keyring = Arc::clone(&self.keyring);
        let thread = std::thread::Builder::new().name("keyring".into());
        let asked = thread.spawn(move || drop(sender.send(work(keyring.as_ref()))));
        if asked.is_err() {
            return Err(Unable::Refused);
        }
        match tokio::time::timeout(self.patience, answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(Unable::Refused),
            Err(_) => Err(Unable::Silent),
        }
    }
}

/// 128 random bits in hexadecimal: the entry says nothing of whose it is (SECURITY §5).
pub fn opaque_name() -> Result<String, Problem> {
    let mut bits = [0_u8; 16];
    getrandom::fill(&mut bits).map_err(|_| Problem::Disk(Disk::Other))?;
    Ok(format!("{:032x}", u128::from_ne_bytes(bits)))
}
