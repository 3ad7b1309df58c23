//! The keeper of drafts (D34): nothing typed is lost, whatever ends the program and whatever the disk and the keyring do.

use crate::child;
use crate::file::names;
use crate::keyring::{Mock, Mood};
use dmp::domain::{DraftBytes, DraftId, DraftKey, Keeping, KeptDrafts, Place, Unkept};
use dmp::run::drafts::{Account, Keeper, Pace, Sealing, Told};
use dmp::run::panics::Panics;
use dmp::vault::drafts::{Drafts, Sealed, Where};
use dmp::vault::file::{Replace, write};
use jiff::Timestamp;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ExitCode, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};
use tempfile::tempdir;
use zeroize::Zeroizing;

/// The patient.
const NADIA: &str = "4711";
/// Longer than any test: what happens then happened because it was asked.
const NEVER: Duration = Duration::from_secs(3_600);
const LONG: Duration = Duration::from_secs(60);
const AT_ONCE: Pace = Pace { pause: Duration::ZERO, patience: LONG };
const ASKED: Pace = Pace { pause: NEVER, patience: LONG };
const ID: DraftId = DraftId::new(1);

fn key() -> Sealing {
    Sealing::With(DraftKey::new(&[1; 32]).unwrap())
}

fn account(patient: &str) -> Account {
    Account { server: "dmp.example".into(), patient: patient.into() }
}

fn text(id: DraftId, text: &str) -> DraftBytes {
    let bytes = Zeroizing::new(text.as_bytes().to_vec());
    DraftBytes { id, kind: "contact".into(), written: Timestamp::UNIX_EPOCH, bytes }
}

fn said(drafts: &[DraftBytes]) -> Vec<String> {
    drafts.iter().map(|draft| String::from_utf8(draft.bytes.to_vec()).unwrap()).collect()
}

/// What another start of the program would find, with the server's key.
fn on_disk(folder: &Path) -> Vec<String> {
    let drafts =
        Drafts::open(&folder.join("drafts"), Where::Home, NADIA, &DraftKey::new(&[1; 32]).unwrap(), Sealed::default()).unwrap();
    said(&drafts.all().drafts)
}

/// A keeper, and what it says.
struct Kept {
    keeper: Keeper,
    told: Receiver<Told>,
}

impl Kept {
    fn with(folder: &Path, mock: &Arc<Mock>, pace: Pace) -> Self {
        let (sender, told) = channel();
        let tell = move |told| drop(sender.send(told));
        Self { keeper: Keeper::with(Some(folder.to_path_buf()), mock.clone(), pace, tell).unwrap(), told }
    }

    fn open(folder: &Path, pace: Pace) -> Self {
        let kept = Self::with(folder, &Arc::default(), pace);
        kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Home, key());
        assert_eq!(kept.found().set_aside, []);
        kept
    }

    fn keep(&self, id: DraftId, said: &str) {
        let draft = text(id, said);
        self.keeper.keep(id, move || draft);
    }

    fn found(&self) -> KeptDrafts {
        loop {
            if let Told::Found(found, _) = self.told.recv_timeout(LONG).unwrap() {
                return found;
            }
        }
    }

    fn became(&self) -> Keeping {
        loop {
            if let Told::Became(_, became) = self.told.recv_timeout(LONG).unwrap() {
                return became;
            }
        }
    }
}

const KEPT: Keeping = Keeping::Kept { written: Timestamp::UNIX_EPOCH };

#[test]
fn what_is_typed_reaches_the_disk_by_itself() {
    let folder = tempdir().unwrap();
    let kept = Kept::open(folder.path(), AT_ONCE);
    kept.keep(ID, "une phrase");
    assert_eq!(kept.became(), KEPT);
    assert_eq!(on_disk(folder.path()), ["une phrase"]);
}

#[test]
fn of_many_keys_only_the_last_is_written_and_only_when_it_is_time() {
    let folder = tempdir().unwrap();
    let kept = Kept::open(folder.path(), ASKED);
    let written = Arc::new(AtomicU32::new(0));
    for n in 0..10_000 {
        let written = written.clone();
        kept.keeper.keep(ID, move || {
            written.fetch_add(1, Ordering::SeqCst);
            text(ID, &format!("{n} lettres"))
        });
    }
    assert_eq!((written.load(Ordering::SeqCst), on_disk(folder.path())), (0, vec![]));
    assert!(kept.keeper.settle(LONG));
    assert_eq!((written.load(Ordering::SeqCst), on_disk(folder.path())), (1, vec!["9999 lettres".to_owned()]));
}

#[test]
fn leaving_a_field_writes_at_once_and_leaving_the_program_too() {
    let folder = tempdir().unwrap();
    let kept = Kept::open(folder.path(), ASKED);
    kept.keep(ID, "un");
    kept.keeper.flush();
    assert_eq!(kept.became(), KEPT);
    assert_eq!(on_disk(folder.path()), ["un"]);
    kept.keep(ID, "deux");
    drop(kept);
    assert_eq!(on_disk(folder.path()), ["deux"]);
}

#[test]
fn what_waits_is_found_at_the_next_sign_in_and_removed_only_when_it_is_asked() {
    let folder = tempdir().unwrap();
    let (one, two) = (ID, DraftId::new(2));
    let kept = Kept::open(folder.path(), ASKED);
    kept.keep(one, "un");
    kept.keep(two, "deux");
    drop(kept);
    let kept = Kept::with(folder.path(), &Arc::default(), ASKED);
    kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Shop, key());
    let mut found = said(&kept.found().drafts);
    found.sort();
    assert_eq!(found, ["deux", "un"]);
    kept.keeper.forget(one);
    assert!(kept.keeper.settle(LONG));
    assert_eq!(on_disk(folder.path()), ["deux"]);
    // Typed and thrown away before it was written: nothing.
    kept.keep(one, "encore");
    kept.keeper.forget(one);
    assert!(kept.keeper.settle(LONG));
    assert_eq!(on_disk(folder.path()), ["deux"]);
}

#[test]
fn f20_s51_a_lock_writes_first_and_what_is_typed_without_a_key_waits_for_it() {
    let folder = tempdir().unwrap();
    let kept = Kept::open(folder.path(), ASKED);
    kept.keep(ID, "avant");
    kept.keeper.lock();
    assert_eq!(kept.became(), KEPT);
    assert_eq!(on_disk(folder.path()), ["avant"]);
    // The answer of a server that ends the session may come while somebody types.
    kept.keep(ID, "avant et après");
    assert!(kept.keeper.settle(LONG));
    assert_eq!(on_disk(folder.path()), ["avant"]);
    kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Home, key());
    assert_eq!(said(&kept.found().drafts), ["avant et après"]);
    assert_eq!(on_disk(folder.path()), ["avant et après"]);
}

#[test]
fn s36_a_key_that_comes_after_a_lock_is_not_taken() {
    let folder = tempdir().unwrap();
    let kept = Kept::with(folder.path(), &Arc::default(), ASKED);
    for leave in [Keeper::lock, Keeper::close] {
        let turn = kept.keeper.turn();
        leave(&kept.keeper);
        kept.keeper.open(turn, account(NADIA), Place::Home, key());
        kept.keep(ID, "un texte");
        assert!(kept.keeper.settle(LONG));
        assert!(kept.told.try_recv().is_err(), "nothing was opened");
        assert_eq!(names(folder.path()), [""; 0]);
    }
}

#[test]
fn nothing_of_one_person_goes_to_the_next() {
    let folder = tempdir().unwrap();
    let kept = Kept::with(folder.path(), &Arc::default(), ASKED);
    let stays = |kept: &Kept, patient: &str| {
        kept.keeper.open(kept.keeper.turn(), account(patient), Place::Home, Sealing::Nothing(Unkept::NothingStays));
        said(&kept.found().drafts)
    };
    assert_eq!(stays(&kept, NADIA), [""; 0]);
    kept.keep(ID, "le texte de Nadia");
    kept.keeper.lock();
    kept.keep(ID, "le texte de Nadia, sans clé");
    assert_eq!(stays(&kept, "camille"), [""; 0]);
    assert_eq!(stays(&kept, NADIA), [""; 0], "gone with the other's sign-in");
    kept.keep(ID, "encore");
    assert_eq!(stays(&kept, NADIA), ["encore"]);
    kept.keeper.close();
    assert_eq!(stays(&kept, NADIA), [""; 0], "gone with the sign-out");
    assert_eq!(names(folder.path()), [""; 0]);
}

#[test]
fn where_nothing_may_stay_nothing_does_and_a_lock_still_loses_nothing() {
    for (place, why, own) in
        [(Place::Home, Unkept::NothingStays, false), (Place::Shop, Unkept::NoKey, false), (Place::Shop, Unkept::NoKey, true)]
    {
        let sealing = || if own { Sealing::Own } else { Sealing::Nothing(why) };
        let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
        let kept = Kept::with(folder.path(), &mock, ASKED);
        kept.keeper.open(kept.keeper.turn(), account(NADIA), place, sealing());
        assert_eq!(kept.told.recv_timeout(LONG).unwrap(), Told::Found(KeptDrafts::default(), Some(why)));
        kept.keep(ID, "un texte");
        kept.keeper.flush();
        assert_eq!(kept.became(), Keeping::InMemory(why));
        kept.keeper.lock();
        kept.keeper.open(kept.keeper.turn(), account(NADIA), place, sealing());
        assert_eq!(said(&kept.found().drafts), ["un texte"]);
        assert_eq!((names(folder.path()).len(), *mock.calls.lock().unwrap()), (0, 0), "{why:?}");
    }
}

/// The server did not give its key at first: what was typed meanwhile goes to the disk as soon as it does.
#[test]
fn what_was_typed_without_the_servers_key_is_sealed_with_it_once_it_comes() {
    let folder = tempdir().unwrap();
    let kept = Kept::with(folder.path(), &Arc::default(), ASKED);
    kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Home, Sealing::Nothing(Unkept::NoKey));
    kept.keep(ID, "un texte");
    assert!(kept.keeper.settle(LONG));
    assert_eq!(on_disk(folder.path()), [""; 0]);
    kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Home, key());
    assert_eq!(said(&kept.found().drafts), [""; 0]);
    assert_eq!(said(&kept.found().drafts), ["un texte"]);
    assert_eq!(on_disk(folder.path()), ["un texte"]);
}

/// The disk was full, then the key did not come back with the password: nothing is lost for it.
#[test]
fn what_only_memory_holds_waits_for_its_key() {
    let folder = tempdir().unwrap();
    let kept = Kept::open(folder.path(), ASKED);
    let drafts = folder.path().join("drafts");
    write(&drafts, b"", Replace::No).unwrap();
    kept.keep(ID, "un texte");
    kept.keeper.lock();
    assert!(matches!(kept.became(), Keeping::InMemory(Unkept::Disk(_))));
    for _ in 0..2 {
        kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Home, Sealing::Nothing(Unkept::NoKey));
        assert_eq!(said(&kept.found().drafts), [""; 0]);
    }
    kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Home, key());
    assert_eq!(said(&kept.found().drafts), ["un texte"]);
}

#[test]
fn one_account_has_one_key_wherever_its_server_moves() {
    let folder = tempdir().unwrap();
    let kept = Kept::open(folder.path(), ASKED);
    kept.keep(ID, "un texte");
    drop(kept);
    let kept = Kept::with(folder.path(), &Arc::default(), ASKED);
    kept.keeper.open(kept.keeper.turn(), Account { server: "dmp.example:8443".into(), ..account(NADIA) }, Place::Home, key());
    assert_eq!(said(&kept.found().drafts), ["un texte"]);
}

#[test]
fn s34_at_home_without_a_key_of_the_server_the_keyring_has_one() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    for expected in [&[][..], &["un texte"]] {
        let kept = Kept::with(folder.path(), &mock, ASKED);
        kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Home, Sealing::Own);
        assert_eq!(said(&kept.found().drafts), expected);
        kept.keep(ID, "un texte");
        kept.keeper.flush();
        assert_eq!(kept.became(), KEPT);
    }
    assert_eq!(mock.entries().len(), 1);
}

#[test]
fn f51_a_keyring_that_refuses_or_stays_silent_holds_nobody_and_what_is_typed_is_in_memory() {
    for mood in [Mood::Refusing, Mood::Silent] {
        let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
        mock.be(mood);
        let kept = Kept::with(folder.path(), &mock, Pace { pause: NEVER, patience: Duration::from_millis(20) });
        kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Home, Sealing::Own);
        kept.keep(ID, "un texte");
        kept.keeper.flush();
        assert_eq!(kept.became(), Keeping::InMemory(Unkept::NoKey));
        assert_eq!(names(folder.path()), ["draft-key"]);
        mock.be(Mood::Willing);
    }
}

#[test]
fn f37_what_the_disk_refused_goes_there_once_it_can() {
    let folder = tempdir().unwrap();
    let kept = Kept::open(folder.path(), ASKED);
    // A file where the folder should be acts like any disk that refuses, for root too.
    let drafts = folder.path().join("drafts");
    write(&drafts, b"", Replace::No).unwrap();
    kept.keep(ID, "un texte");
    kept.keeper.flush();
    assert!(matches!(kept.became(), Keeping::InMemory(Unkept::Disk(_))));
    fs::remove_file(&drafts).unwrap();
    // Nothing more is typed: leaving is enough.
    kept.keeper.flush();
    assert_eq!(kept.became(), KEPT);
    drop(kept);
    assert_eq!(on_disk(folder.path()), ["un texte"]);
}

#[test]
fn a_computer_without_a_folder_for_the_person_keeps_in_memory() {
    let (sender, told) = channel();
    let keeper = Keeper::with(None, Arc::new(Mock::default()), ASKED, move |told| drop(sender.send(told))).unwrap();
    let kept = Kept { keeper, told };
    kept.keeper.open(kept.keeper.turn(), account(NADIA), Place::Home, key());
    kept.keep(ID, "un texte");
    kept.keeper.flush();
    assert_eq!(kept.became(), Keeping::InMemory(Unkept::NothingStays));
}

#[test]
fn a_disk_that_does_not_answer_holds_neither_the_keys_nor_the_end_for_long() {
    let folder = tempdir().unwrap();
    let kept = Kept::open(folder.path(), AT_ONCE);
    let gate = Arc::new((Mutex::new(false), Condvar::new()));
    let its = gate.clone();
    // What is being written stands for a disk that makes one wait.
    kept.keeper.keep(ID, move || {
        drop(its.1.wait_while(its.0.lock().unwrap(), |open| !*open));
        text(ID, "lent")
    });
    assert!(!kept.keeper.settle(Duration::from_millis(20)));
    for n in 0..1_000 {
        kept.keep(ID, &format!("{n}"));
    }
    *gate.0.lock().unwrap() = true;
    gate.1.notify_all();
    assert!(kept.keeper.settle(LONG));
    assert_eq!(on_disk(folder.path()), ["999"]);
}

#[test]
fn a_keeper_that_breaks_makes_nobody_wait() {
    let folder = tempdir().unwrap();
    let kept = Kept::open(folder.path(), AT_ONCE);
    kept.keeper.keep(ID, || panic!("on purpose"));
    assert!(!kept.keeper.settle(NEVER));
}

#[test]
fn f46_a_fault_anywhere_writes_what_was_typed() {
    for (how, code) in [("keeper::fails_where_it_draws", 0), ("keeper::fails_elsewhere", 0), ("keeper::fails_and_stays", 1)] {
        let folder = tempdir().unwrap();
        let child = child::again_within_a_minute(&[], how).env("FOLDER", folder.path()).output().unwrap();
        assert_eq!(child.status.code(), Some(code), "{how}: {child:?}");
        assert_eq!(on_disk(folder.path()), ["juste avant"], "{how}");
    }
}

/// A program with something typed, which fails as `fail` says.
fn program(fail: impl FnOnce()) {
    let panics = Panics::install(|| ());
    let folder = child::given("FOLDER");
    let code = panics.guard(|| {
        let kept = Kept::open(Path::new(&folder), ASKED);
        panics.alarm(kept.keeper.alarm());
        kept.keep(ID, "juste avant");
        fail();
        ExitCode::SUCCESS
    });
    assert_eq!(code, ExitCode::from(1));
}

#[test]
#[ignore = "a child of another test"]
fn fails_where_it_draws() {
    program(|| panic!("on purpose"));
}

#[test]
#[ignore = "a child of another test"]
fn fails_elsewhere() {
    program(|| drop(std::thread::spawn(|| panic!("on purpose")).join()));
}

/// The thread that draws is stuck: the process is ended from elsewhere, and nothing is unwound.
#[test]
#[ignore = "a child of another test"]
fn fails_and_stays() {
    program(|| {
        drop(std::thread::spawn(|| panic!("on purpose")).join());
        loop {
            std::thread::park();
        }
    });
}

/// Two seconds, as promised (D34).
const PROMISED: u128 = 2_000;
/// Programs that type at the same time, and how many times so many.
const TYPISTS: usize = 50;
const ROUNDS: usize = 2;
/// Keys of a typist, one every 10 ms or so, of which one is the last.
const KEYS: u32 = 400;

#[test]
fn f34_killed_at_a_hundred_random_moments_what_was_typed_two_seconds_before_is_there() {
    let (mut promised, mut found) = (0, 0);
    for _ in 0..ROUNDS {
        let typists: Vec<_> = (0..TYPISTS).map(|_| std::thread::spawn(|| Typist::start().killed())).collect();
        for typist in typists {
            let (given, kept) = typist.join().unwrap();
            promised += usize::from(given > 0);
            found += usize::from(kept > 0);
            assert!(kept >= given, "{given} was typed two seconds before the end, {kept} is there");
        }
    }
    assert!(
        promised > 10 && promised < TYPISTS * ROUNDS && found >= promised,
        "{promised} promised, {found} found: hardly anything was interrupted"
    );
}

struct Typist {
    folder: tempfile::TempDir,
    child: Child,
    last: u32,
}

impl Typist {
    fn start() -> Self {
        let folder = tempdir().unwrap();
        let mut command = child::again(&[], "keeper::types");
        let child = command.env("FOLDER", folder.path()).stdout(Stdio::piped()).spawn().unwrap();
        let mut drawn = [0; 4];
        getrandom::fill(&mut drawn).unwrap();
        Self { folder, child, last: u32::from_le_bytes(drawn) % KEYS }
    }

    /// Killed at its last key: what was typed two seconds before, and what the next start finds.
    fn killed(mut self) -> (u32, u32) {
        let lines = BufReader::new(self.child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let mut typed: Vec<(u32, u128)> = Vec::new();
        let mut killed = false;
        for line in lines {
            let Some((key, at)) = line.strip_prefix("typed ").and_then(|line| line.split_once(' ')) else { continue };
            // The last line may be cut.
            let (Ok(key), Ok(at)) = (key.parse(), at.parse()) else { continue };
            typed.push((key, at));
            if key >= self.last && !killed {
                killed = true;
                self.child.kill().unwrap();
            }
        }
        self.child.wait().unwrap();
        let end = typed.last().map_or(0, |(_, at)| *at);
        let given = typed.iter().filter(|(_, at)| at + PROMISED <= end).map(|(key, _)| *key).max().unwrap_or(0);
        let found = on_disk(self.folder.path());
        let kept = found.first().map_or(0, |text| text.split(' ').next().unwrap().parse().unwrap());
        (given, kept)
    }
}

#[test]
#[ignore = "a child of another test"]
fn types() {
    let folder = child::given("FOLDER");
    let kept = Kept::open(Path::new(&folder), Pace::default());
    let start = Instant::now();
    for key in 1..=2 * KEYS {
        kept.keep(ID, &format!("{key} {}", "x".repeat(usize::try_from(key).unwrap())));
        let line = format!("typed {key} {}\n", start.elapsed().as_millis());
        std::io::stdout().write_all(line.as_bytes()).unwrap();
        // Until the next key, it listens to what becomes of the text.
        let next = Instant::now() + Duration::from_millis(10);
        while kept.told.recv_timeout(next.saturating_duration_since(Instant::now())).is_ok() {}
    }
}
