//! What the thread of the keeper does, one order after the other. It alone has the key.

use super::{Order, Told, Typed};
use crate::domain::{Disk, DraftBytes, DraftId, DraftKey, Keeping, Place, Problem, Unkept};
use crate::vault::drafts::{Drafts, Sealed, Where, forget, kept_key};
use crate::vault::identifier::Keyring;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};
use zeroize::Zeroizing;

/// The folder of the drafts in the program's own.
const DRAFTS: &str = "drafts";

pub struct Work {
    /// The program's own folder.
    folder: Option<PathBuf>,
    keyring: Arc<dyn Keyring>,
    patience: Duration,
    tell: Box<dyn Fn(Told) + Send>,
    /// Whose drafts these are, from the sign-in to the sign-out.
    account: Option<String>,
    drafts: Option<Drafts>,
    /// While locked: what only memory holds.
    sealed: Sealed,
    /// Seals what only memory holds where there is no other key. It goes at the sign-out, since no lock could bring it back.
    passing: Option<DraftKey>,
    /// Typed while there was no key: written as soon as there is one.
    held: BTreeMap<DraftId, DraftBytes>,
}

impl Work {
    /// Nothing is done yet but forgetting what has been here for too long.
    pub fn new(folder: Option<PathBuf>, keyring: Arc<dyn Keyring>, patience: Duration, tell: Box<dyn Fn(Told) + Send>) -> Self {
        let sealed = Sealed::default();
        let held = BTreeMap::new();
        Self { folder, keyring, patience, tell, account: None, drafts: None, sealed, passing: None, held }
    }

    pub fn perform(&mut self, orders: Vec<Order>) {
        self.retry();
        for order in orders {
            match order {
                Order::Write(typed) => self.write(typed),
                Order::Open { account, place, key } => self.open(account, place, key),
                Order::Lock => self.lock(),
                Order::Close => self.close(),
            }
        }
    }

    /// Before anybody signs in.
    pub fn sweep(&self) {
        if let Some(folder) = &self.folder {
            forget(&folder.join(DRAFTS), SystemTime::now());
        }
    }

    fn write(&mut self, typed: BTreeMap<DraftId, Typed>) {
        for (id, typed) in typed {
            match (typed, &mut self.drafts) {
                (Typed::Removed, drafts) => {
                    self.held.remove(&id);
                    // What the disk does not remove is offered again: better than a text lost.
                    let _ = drafts.as_mut().map(|drafts| drafts.remove(id));
                }
                (Typed::Written(write), None) => drop(self.held.insert(id, write())),
                (Typed::Written(write), Some(drafts)) => {
                    let became = keep(drafts, &write());
                    (self.tell)(Told::Became(id, became));
                }
            }
        }
    }

    fn open(&mut self, account: String, place: Option<Place>, key: Option<DraftKey>) {
        self.lock();
        if self.account.as_ref().is_some_and(|before| *before != account) {
            self.close();
        }
        self.drafts = self.opened(&account, place, key);
        self.account = Some(account);
        for (id, draft) in std::mem::take(&mut self.held) {
            self.write(BTreeMap::from([(id, Typed::Written(Box::new(move || draft)))]));
        }
        self.retry();
        if let Some(drafts) = &self.drafts {
            (self.tell)(Told::Found(drafts.all()));
        }
    }

    fn opened(&mut self, account: &str, place: Option<Place>, key: Option<DraftKey>) -> Option<Drafts> {
        let (at, key) = self.at(place, key);
        let folder = self.folder.as_deref().map(|folder| folder.join(DRAFTS)).unwrap_or_default();
        if key.is_none() && self.passing.is_none() {
            self.passing = drawn();
        }
        let key = key.as_ref().or(self.passing.as_ref())?;
        Drafts::open(&folder, at, account, key, std::mem::take(&mut self.sealed)).ok()
    }

    /// A disk that refused may have room again.
    fn retry(&mut self) {
        let kept = self.drafts.as_mut().map(Drafts::retry).unwrap_or_default();
        for (id, written) in kept {
            (self.tell)(Told::Became(id, Keeping::Kept { written }));
        }
    }

    /// Where drafts go, and what seals them; no key where only memory holds them.
    fn at(&self, place: Option<Place>, key: Option<DraftKey>) -> (Where, Option<DraftKey>) {
        let Some(folder) = &self.folder else { return (Where::Memory(Unkept::Disk(Disk::NoFolder)), key) };
        let key = match (place, key) {
            (None, key) => return (Where::Memory(Unkept::NothingStays), key),
            (Some(Place::Home), None) => kept_key(folder, Arc::clone(&self.keyring), self.patience),
            (Some(Place::Home | Place::Shop), key) => key,
        };
        match (place, key) {
            (_, None) => (Where::Memory(Unkept::NoKey), None),
            (Some(Place::Home), key) => (Where::Home, key),
            (Some(Place::Shop) | None, key) => (Where::Shop, key),
        }
    }

    fn lock(&mut self) {
        if let Some(drafts) = self.drafts.take() {
            self.sealed = drafts.close();
        }
    }

    fn close(&mut self) {
        self.lock();
        (self.sealed, self.passing, self.account) = Default::default();
        self.held.clear();
    }
}

fn keep(drafts: &mut Drafts, draft: &DraftBytes) -> Keeping {
    match drafts.save(draft) {
        Ok(()) => Keeping::Kept { written: draft.written },
        Err(Problem::Unkept(why)) => Keeping::InMemory(why),
        // It says no other.
        Err(_) => Keeping::InMemory(Unkept::Disk(Disk::Other)),
    }
}

/// A key for this run of the program; `None` where the system has no chance to give.
fn drawn() -> Option<DraftKey> {
    let mut bits = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bits).ok()?;
    DraftKey::new(&*bits)
}
