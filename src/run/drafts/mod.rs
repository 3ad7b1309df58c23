//! The keeper of drafts: what is typed reaches the disk a second later at most, on a thread of its own, and no key waits for it.
//!
//! Given to it at each change is not the draft but the way to write it, called when it is time: a long text is not copied at each
//! key. It keeps working whatever the disk and the keyring do; what becomes of each draft is told.

mod work;
pub mod written;

use crate::domain::{DraftBytes, DraftId, DraftKey, Keeping, KeptDrafts, Place, Unkept};
use crate::vault::identifier::{self, Keyring, System};
use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use work::Work;

/// From the first key that is not on the disk to its writing: with what the writing takes, under the 2 s promised (D34).
const PAUSE: Duration = Duration::from_secs(1);
/// How long an end that was not foreseen waits for the disk.
const LAST_WORDS: Duration = Duration::from_secs(1);

/// What the keeper says.
#[derive(Debug, PartialEq, Eq)]
pub enum Told {
    /// After each [`Keeper::open`]: what waits to be taken up again, and why the disk takes nothing, if so.
    Found(KeptDrafts, Option<Unkept>),
    /// After each writing of this draft.
    Became(DraftId, Keeping),
}

/// Whose drafts these are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The server's host.
    pub server: String,
    /// The patient's id there.
    pub patient: String,
}

/// A moment between two locks: a key asked for before one does not arrive after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn(u64);

/// What seals the drafts of an account.
pub enum Sealing {
    /// The key that its server gave.
    With(DraftKey),
    /// Its server keeps none: at home a key of the keyring; elsewhere nothing leaves the memory.
    Own,
    /// Nothing leaves the memory, and why: another key than the server's would hide from it what is written now.
    Nothing(Unkept),
}

/// How long things take, for tests to choose.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    pub pause: Duration,
    /// How long a keyring may be silent.
    pub patience: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self { pause: PAUSE, patience: identifier::PATIENCE }
    }
}

/// Keeps what is being written. Dropped, it writes what is left first.
pub struct Keeper(Arc<Desk>);

/// What the keeper and its thread share.
struct Desk {
    tray: Mutex<Tray>,
    moved: Condvar,
    /// A fault: everything is to be written at once. Told without the lock, which whoever failed may hold.
    alarm: AtomicBool,
}

/// What there is to do.
#[derive(Default)]
struct Tray {
    /// What is typed, the latest of each draft, since when.
    typed: BTreeMap<DraftId, Typed>,
    since: Option<Instant>,
    /// What comes before, in this order.
    orders: Vec<Order>,
    /// Nothing waits for the pause any more.
    now: bool,
    /// What was asked for and what is done, in numbers of askings.
    asked: u64,
    done: u64,
    over: bool,
    /// How many times it was locked or closed.
    turn: u64,
}

/// What becomes of a draft.
enum Typed {
    Written(Box<dyn FnOnce() -> DraftBytes + Send>),
    Removed,
}

enum Order {
    Write(BTreeMap<DraftId, Typed>),
    Open { account: Account, place: Place, sealing: Sealing },
    Lock,
    Close,
}

impl Keeper {
    /// Begins, and removes the drafts whose time is over. `folder` is the program's own ([`crate::vault::Own::memory`]);
    /// without one, nothing is ever written.
    ///
    /// Nothing is kept on the disk before [`Keeper::open`]. Fails where the system has no thread to give.
    pub fn start(folder: Option<PathBuf>, tell: impl Fn(Told) + Send + 'static) -> io::Result<Self> {
        Self::with(folder, Arc::new(System), Pace::default(), tell)
    }

    /// The same with another keyring and another pace.
    pub fn with(
        folder: Option<PathBuf>,
        keyring: Arc<dyn Keyring>,
        pace: Pace,
        tell: impl Fn(Told) + Send + 'static,
    ) -> io::Result<Self> {
        let desk = Arc::new(Desk { tray: Mutex::default(), moved: Condvar::new(), alarm: AtomicBool::new(false) });
        let work = Work::new(folder, keyring, pace.patience, Box::new(tell));
        let thread = std::thread::Builder::new().name("drafts".into());
        let its = Arc::clone(&desk);
        thread.spawn(move || its.work(work, pace.pause))?;
        Ok(Self(desk))
    }

    /// Before a key is asked for.
    pub fn turn(&self) -> Turn {
        Turn(self.0.tray().turn)
    }

    /// Somebody has signed in, or unlocked, and the key has come. It is erased unseen when a lock came first.
    pub fn open(&self, turn: Turn, account: Account, place: Place, sealing: Sealing) {
        let tray = self.0.tray();
        if turn == Turn(tray.turn) {
            self.order(tray, Order::Open { account, place, sealing });
        }
    }

    /// The draft has changed. `write` gives it as it is now, on another thread, unless a later change comes first.
    pub fn keep(&self, id: DraftId, write: impl FnOnce() -> DraftBytes + Send + 'static) {
        self.change(id, Typed::Written(Box::new(write)));
    }

    /// The server has it, or the person threw it away.
    pub fn forget(&self, id: DraftId) {
        self.change(id, Typed::Removed);
        self.flush();
    }

    /// Writes at once, and waits for nothing: the field, the page, the form is left.
    pub fn flush(&self) {
        self.0.tray().now = true;
        self.0.moved.notify_all();
    }

    /// Writes everything, then erases the key. What only memory holds stays there, sealed.
    pub fn lock(&self) {
        let mut tray = self.0.tray();
        tray.turn += 1;
        self.order(tray, Order::Lock);
    }

    /// Signed out: as [`Keeper::lock`], and what only memory holds goes too.
    pub fn close(&self) {
        let mut tray = self.0.tray();
        tray.turn += 1;
        self.order(tray, Order::Close);
    }

    /// Waits until everything asked so far is done, so long and no longer. Says whether it is.
    pub fn settle(&self, at_most: Duration) -> bool {
        self.flush();
        let tray = self.0.tray();
        let target = tray.asked;
        let waited = self.0.moved.wait_timeout_while(tray, at_most, |tray| tray.done < target && !tray.over);
        waited.unwrap_or_else(PoisonError::into_inner).0.done >= target
    }

    /// For [`super::panics::Panics::alarm`].
    pub fn alarm(&self) -> impl Fn() + Send + Sync + 'static {
        let desk = Arc::clone(&self.0);
        move || {
            desk.alarm.store(true, Ordering::SeqCst);
            desk.moved.notify_all();
        }
    }

    fn change(&self, id: DraftId, typed: Typed) {
        let mut tray = self.0.tray();
        let before = tray.typed.insert(id, typed);
        if tray.since.is_none() {
            tray.since = Some(Instant::now());
            self.0.moved.notify_all();
        }
        tray.asked += 1;
        drop(tray);
        // What it held is freed without the lock.
        drop(before);
    }

    fn order(&self, mut tray: MutexGuard<'_, Tray>, order: Order) {
        tray.since = None;
        let typed = std::mem::take(&mut tray.typed);
        tray.orders.extend([Order::Write(typed), order]);
        tray.asked += 1;
        tray.now = true;
        self.0.moved.notify_all();
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        // The end, or a fault that is unwinding: what is left is written, unless the disk takes too long.
        self.settle(LAST_WORDS);
        self.0.tray().over = true;
        self.0.moved.notify_all();
    }
}

impl Desk {
    /// A fault elsewhere while it was held changes nothing in what it holds.
    fn tray(&self) -> MutexGuard<'_, Tray> {
        self.tray.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The life of the thread.
    fn work(&self, mut work: Work, pause: Duration) {
        // However it ends, nobody waits for it any more.
        let _end = End(self);
        work.sweep();
        while let Some((orders, asked)) = self.next(pause) {
            work.perform(orders);
            self.tray().done = asked;
            self.moved.notify_all();
        }
    }

    /// What is to be done now, when there is something, and which asking it answers. `None` at the end.
    fn next(&self, pause: Duration) -> Option<(Vec<Order>, u64)> {
        let mut tray = self.tray();
        loop {
            let now = Instant::now();
            let due = due(tray.since, pause, now);
            if tray.now || self.alarm.swap(false, Ordering::SeqCst) || due == Some(Duration::ZERO) {
                tray.now = false;
                tray.since = None;
                let mut orders = std::mem::take(&mut tray.orders);
                orders.push(Order::Write(std::mem::take(&mut tray.typed)));
                return Some((orders, tray.asked));
            }
            if tray.over {
                return None;
            }
            tray = match due {
                None => self.moved.wait(tray).unwrap_or_else(PoisonError::into_inner),
                Some(due) => self.moved.wait_timeout(tray, due).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
    }
}

struct End<'d>(&'d Desk);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.tray().over = true;
        self.0.moved.notify_all();
    }
}

/// In how long what is typed goes to the disk: counted from the first key, so that one who never pauses is served too.
fn due(since: Option<Instant>, pause: Duration, now: Instant) -> Option<Duration> {
    since.map(|since| pause.saturating_sub(now.saturating_duration_since(since)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_counts_from_the_first_key_and_no_later_one_puts_it_off() {
        let first = Instant::now();
        let at = |ms| first + Duration::from_millis(ms);
        assert_eq!(due(None, PAUSE, first), None);
        assert_eq!(due(Some(first), PAUSE, at(0)), Some(PAUSE));
        assert_eq!(due(Some(first), PAUSE, at(999)), Some(Duration::from_millis(1)));
        assert_eq!(due(Some(first), PAUSE, at(1_000)), Some(Duration::ZERO));
        assert_eq!(due(Some(first), PAUSE, at(5_000)), Some(Duration::ZERO));
    }
}
