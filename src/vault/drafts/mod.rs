//! What is being written and has not been sent, sealed on this computer (SECURITY §6). Never readable without the account's key,
//! never lost before its time: what cannot be opened is set aside, what cannot be written is kept in memory, sealed too.

mod key;
mod seal;
mod shelf;

use crate::domain::{Disk, DraftBytes, DraftId, DraftKey, KeptDrafts, Problem, Unkept, Unopened};
use jiff::Timestamp;
pub use key::kept_key;
use seal::{Opened, Seal};
use shelf::Shelf;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime};

const HOUR: Duration = Duration::from_secs(3_600);
/// How long a draft is kept after it was last written (issue 5; in a shop, SECURITY §6).
const AT_HOME: Duration = Duration::from_secs(30 * 24 * 3_600);
const IN_A_SHOP: Duration = HOUR.saturating_mul(24);

/// Where drafts are written, and so how long they stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// For 30 days.
    Home,
    /// For 24 hours.
    Shop,
    /// In memory alone, and why.
    Memory(Unkept),
}

/// The drafts of one account, as long as its key is there.
pub struct Drafts {
    seal: Seal,
    /// The first is written to.
    shelves: Vec<Shelf>,
    /// Why nothing is written to the disk, if so.
    unkept: Option<Unkept>,
    memory: Sealed,
}

/// What is in memory alone, without the key: what stays of [`Drafts`] while the program is locked.
#[derive(Default)]
pub struct Sealed(BTreeMap<DraftId, Vec<u8>>);

impl Drafts {
    /// The drafts below `folder` that `key` and `account` open. Nothing is made or read yet.
    ///
    /// `account` is what names the account for ever: the server and the patient. `before` is what a lock left in memory, of the same
    /// account. Fails only where the system has no cryptography to give.
    pub fn open(folder: &Path, at: Where, account: &str, key: &DraftKey, before: Sealed) -> Result<Self, Problem> {
        let [home, shop] = shelves(folder);
        let (shelves, unkept) = match at {
            Where::Home => (vec![home, shop], None),
            Where::Shop => (vec![shop, home], None),
            Where::Memory(why) => (Vec::new(), Some(why)),
        };
        let seal = Seal::new(key, account).ok_or(Problem::Unkept(Unkept::Disk(Disk::Other)))?;
        Ok(Self { seal, shelves, unkept, memory: before })
    }

    /// Keeps a draft in place of what was kept under its name. Blocks until the disk has it.
    ///
    /// On failure, always [`Problem::Unkept`], it is in memory alone; a draft that is too large is not even there.
    pub fn save(&mut self, draft: &DraftBytes) -> Result<(), Problem> {
        let sealed = self.seal.close(draft).map_err(Problem::Unkept)?;
        let Some((shelf, others)) = self.shelves.split_first() else {
            self.memory.0.insert(draft.id, sealed);
            return Err(Problem::Unkept(self.unkept.unwrap_or(Unkept::NothingStays)));
        };
        if let Err(problem) = shelf.put(draft.id, &sealed) {
            self.memory.0.insert(draft.id, sealed);
            let disk = if let Problem::Disk(disk) = problem { disk } else { Disk::Other };
            return Err(Problem::Unkept(Unkept::Disk(disk)));
        }
        self.memory.0.remove(&draft.id);
        // Begun at another place: there it is older, and harmless until its time.
        others.iter().for_each(|shelf| drop(shelf.remove(draft.id)));
        Ok(())
    }

    /// Tries the disk again for what it refused. Says what is there from now on, and when it was written.
    pub fn retry(&mut self) -> Vec<(DraftId, Timestamp)> {
        let Some(shelf) = self.shelves.first() else { return Vec::new() };
        let put = self.memory.0.extract_if(.., |id, sealed| shelf.put(*id, sealed).is_ok());
        let written = |(id, sealed): (DraftId, Vec<u8>)| match self.seal.open(id, &sealed) {
            Opened::Ours(draft) => Some((id, draft.written)),
            Opened::Others | Opened::Damaged | Opened::Newer => None,
        };
        put.filter_map(written).collect()
    }

    /// Why the disk is not written to, if so.
    pub fn unkept(&self) -> Option<Unkept> {
        self.unkept
    }

    /// Every draft of the account. What is damaged is moved out of the way, and said.
    pub fn all(&self) -> KeptDrafts {
        let mut found = KeptDrafts::default();
        let mut ours: BTreeMap<DraftId, DraftBytes> = BTreeMap::new();
        for shelf in &self.shelves {
            let ids = shelf.ids().unwrap_or_else(|unreadable| {
                found.set_aside.push(unreadable);
                Vec::new()
            });
            for id in ids {
                let opened = match shelf.get(id) {
                    Ok(None) => continue,
                    Ok(Some(bytes)) => Ok(self.seal.open(id, &bytes)),
                    Err(_) => Err(Unopened::Unreadable),
                };
                let why = match opened {
                    Ok(Opened::Ours(draft)) => {
                        if ours.get(&id).is_none_or(|other| other.written < draft.written) {
                            ours.insert(id, draft);
                        }
                        continue;
                    }
                    Ok(Opened::Others) => {
                        found.others += 1;
                        continue;
                    }
                    Ok(Opened::Damaged) => Unopened::Damaged,
                    Ok(Opened::Newer) => Unopened::Newer,
                    Err(why) => why,
                };
                found.set_aside.push(shelf.set_aside(id, why));
            }
        }
        // What is in memory is there because it is newer than what the disk could take.
        for (id, bytes) in &self.memory.0 {
            if let Opened::Ours(draft) = self.seal.open(*id, bytes) {
                ours.insert(*id, draft);
            }
        }
        found.drafts = ours.into_values().collect();
        found.drafts.sort_by_key(|draft| std::cmp::Reverse(draft.written));
        found
    }

    /// Removes a draft everywhere: the server has it, or the person threw it away.
    pub fn remove(&mut self, id: DraftId) -> Result<(), Problem> {
        self.memory.0.remove(&id);
        self.shelves.iter().map(|shelf| shelf.remove(id)).fold(Ok(()), Result::and)
    }

    /// What is in memory alone, opened, to be sealed with another key; what this key does not open stays sealed.
    pub fn reopened(self) -> (Vec<DraftBytes>, Sealed) {
        let (mut opened, mut sealed) = (Vec::new(), Sealed::default());
        for (id, bytes) in self.memory.0 {
            match self.seal.open(id, &bytes) {
                Opened::Ours(draft) => opened.push(draft),
                Opened::Others | Opened::Damaged | Opened::Newer => drop(sealed.0.insert(id, bytes)),
            }
        }
        (opened, sealed)
    }

    /// Erases the key, and keeps what is in memory alone.
    pub fn close(self) -> Sealed {
        self.memory
    }
}

/// Removes the drafts whose time is over, other people's too. At each start, before anybody signs in.
pub fn forget(folder: &Path, now: SystemTime) {
    shelves(folder).iter().for_each(|shelf| shelf.sweep(now));
}

/// At home and in a shop: apart, since what was written at home does not go after a day because the computer is lent.
fn shelves(folder: &Path) -> [Shelf; 2] {
    [("home", AT_HOME), ("shop", IN_A_SHOP)].map(|(name, keeps)| Shelf { folder: folder.join(name), keeps })
}
