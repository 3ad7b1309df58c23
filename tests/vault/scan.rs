//! What stays in the memory of the process (S36): looked for by the process itself, in all that it can write.

use crate::child;
use crate::keyring::Mock;
use dmp::domain::{DraftBytes, DraftId, DraftKey, Place};
use dmp::run::drafts::{Account, Keeper, Pace, Sealing};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tempfile::tempdir;
use zeroize::Zeroizing;

const LONG: Duration = Duration::from_secs(60);
/// What is looked for is kept under a mask, or one would find what one looks with.
const MASK: u8 = 0x5a;

fn masked(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ MASK).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// How many times each is in what this process can write: its heap, its stacks, its data.
fn found(sought: &[Vec<u8>]) -> Vec<usize> {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = File::open("/proc/self/mem").unwrap();
    let mut counts = vec![0; sought.len()];
    let mut region = Vec::new();
    for line in maps.lines().filter(|line| line.contains(" rw")) {
        let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
        let [from, to] = [from, to].map(|at| u64::from_str_radix(at, 16).unwrap());
        region.clear();
        // A part that the kernel keeps for itself does not read.
        if memory.seek(SeekFrom::Start(from)).is_err() || (&mut memory).take(to - from).read_to_end(&mut region).is_err() {
            continue;
        }
        for (count, sought) in counts.iter_mut().zip(sought) {
            let is = |window: &[u8]| window.iter().zip(sought).all(|(byte, sought)| byte ^ MASK == *sought);
            *count += region.windows(sought.len()).filter(|window| is(window)).count();
        }
    }
    counts
}

#[test]
fn s36_after_a_lock_neither_the_key_of_the_drafts_nor_a_text_is_in_memory() {
    let folder = tempdir().unwrap();
    let mut key = [0; 32];
    getrandom::fill(&mut key).unwrap();
    // What seals is derived from the key (`vault/drafts/seal.rs`).
    let mut mac = <Hmac<sha2::Sha256> as KeyInit>::new_from_slice(&key).unwrap();
    mac.update(b"dmp draft seal\0");
    let derived = mac.finalize().into_bytes();
    let child = child::again_within_a_minute(&[], "scan::locks")
        .env("FOLDER", folder.path())
        .env("KEY", hex(&masked(&key)))
        .env("DERIVED", hex(&masked(&derived)))
        .output()
        .unwrap();
    assert!(child.status.success(), "{child:?}");
}

#[test]
#[ignore = "a child of another test"]
fn locks() {
    let key = unhex(&child::given("KEY"));
    let text: Vec<u8> = masked("CANARI, une phrase que personne d’autre n’écrit 4711".as_bytes());
    let sought = [key.clone(), unhex(&child::given("DERIVED")), text.clone()];
    let folder = PathBuf::from(child::given("FOLDER"));
    let pace = Pace { pause: Duration::ZERO, patience: LONG };
    let keeper = Keeper::with(Some(folder), Arc::new(Mock::default()), pace, drop).unwrap();
    let given = Zeroizing::new(masked(&key));
    let account = Account { server: "dmp.example".into(), patient: "nadia".into() };
    keeper.open(keeper.turn(), account, Place::Home, Sealing::With(DraftKey::new(&given).unwrap()));
    drop(given);
    for round in 0..100 {
        let bytes = Zeroizing::new(masked(&text));
        let draft = DraftBytes { id: DraftId::new(round), kind: "form".into(), written: Timestamp::UNIX_EPOCH, bytes };
        keeper.keep(draft.id, move || draft);
    }
    let held = DraftKey::new(&Zeroizing::new(masked(&key)));
    assert!(keeper.settle(LONG));
    let open = found(&sought);
    assert!(open[0] > 0, "the search finds what is there: {open:?}");
    drop(held);
    keeper.lock();
    assert!(keeper.settle(LONG));
    assert_eq!(found(&sought), [0, 0, 0], "while open: {open:?}");
}
