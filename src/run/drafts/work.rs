//! What the thread of the keeper does, one order after the other. It alone has the key.

use super::{Account, Order, Sealing, Told, Typed};
use crate::domain::{Disk, DraftBytes, DraftId, DraftKey, Keeping, Place, Problem, Unkept};
use crate::vault::drafts::{Drafts, Sealed, Where, forget, kept_key};
use crate::vault::identifier::Keyring;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
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
    account: Option<Account>,
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
                Order::Open { account, place, sealing } => self.open(account, place, sealing),
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

    fn open(&mut self, account: Account, place: Place, sealing: Sealing) {
        self.lock();
        if self.account.as_ref().is_some_and(|before| *before != account) {
            self.close();
        }
        self.reopen(&account);
        self.drafts = self.opened(&account, place, sealing);
        self.account = Some(account);
        for (id, draft) in std::mem::take(&mut self.held) {
            self.write(BTreeMap::from([(id, Typed::Written(Box::new(move || draft)))]));
        }
        self.retry();
        if let Some(drafts) = &self.drafts {
            (self.tell)(Told::Found(drafts.all(), drafts.unkept()));
        }
    }

    /// What a passing key sealed is to be sealed with the key that comes now.
    fn reopen(&mut self, account: &Account) {
        let Some(passing) = self.passing.take() else { return };
        let at = Where::Memory(Unkept::NoKey);
        let before = Drafts::open(Path::new(""), at, &passing_name(account), &passing, std::mem::take(&mut self.sealed));
        if let Ok((opened, sealed)) = before.map(Drafts::reopened) {
            self.sealed = sealed;
            // What was typed since is newer.
            for draft in opened {
                self.held.entry(draft.id).or_insert(draft);
            }
        }
    }

    fn opened(&mut self, account: &Account, place: Place, sealing: Sealing) -> Option<Drafts> {
        let name = match &sealing {
            // One account, one key: wherever the server moves, its drafts are found.
            Sealing::With(_) => account.patient.clone(),
            Sealing::Own | Sealing::Nothing(_) => passing_name(account),
        };
        let (at, key) = self.at(place, sealing);
        let folder = self.folder.as_deref().map(|folder| folder.join(DRAFTS)).unwrap_or_default();
        if key.is_none() {
            self.passing = drawn();
        }
        let key = key.as_ref().or(self.passing.as_ref())?;
        Drafts::open(&folder, at, &name, key, std::mem::take(&mut self.sealed)).ok()
    }

    /// A disk that refused may have room again.
    fn retry(&mut self) {
        let kept = self.drafts.as_mut().map(Drafts::retry).unwrap_or_default();
        for (id, written) in kept {
            (self.tell)(Told::Became(id, Keeping::Kept { written }));
        }
    }

    /// Where drafts go, and what seals them; no key where only memory holds them.
    fn at(&self, place: Place, sealing: Sealing) -> (Where, Option<DraftKey>) {
        let key = match (sealing, &self.folder) {
            (Sealing::Nothing(why), _) => return (Where::Memory(why), None),
            (Sealing::With(_) | Sealing::Own, None) => return (Where::Memory(Unkept::NothingStays), None),
            (Sealing::With(key), Some(_)) => Some(key),
            (Sealing::Own, Some(folder)) if place == Place::Home => kept_key(folder, Arc::clone(&self.keyring), self.patience),
            (Sealing::Own, Some(_)) => None,
        };
        match (place, key) {
            (_, None) => (Where::Memory(Unkept::NoKey), None),
            (Place::Home, key) => (Where::Home, key),
            (Place::Shop, key) => (Where::Shop, key),
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

/// One key for several accounts: the same patient's id may be another person's on another server.
fn passing_name(account: &Account) -> String {
    format!("{} {}", account.server, account.patient)
}

/// A key for this run of the program; `None` where the system has no chance to give.
fn drawn() -> Option<DraftKey> {
    let mut bits = Zeroizing::new([0; 32]);
    getrandom::fill(&mut *bits).ok()?;
    DraftKey::new(&*bits)
}
