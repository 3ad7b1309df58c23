//! The remembered identifier (S34 as amended by D22, F51).

use crate::child;
use crate::keyring::{Mock, Mood};
use dmp::domain::{Clean, Place};
use dmp::vault::identifier::{Identifier, Memory};
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::tempdir;

const LONG: Duration = Duration::from_secs(60);

fn at(place: Place, folder: &Path, mock: &Arc<Mock>, patience: Duration) -> Identifier {
    Identifier::with(place, Some(folder.to_path_buf()), mock.clone(), patience)
}

fn found_on_disk(folder: &Path, canary: &str) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|mut entries| entries.any(|entry| fs::read_to_string(entry.unwrap().path()).unwrap().contains(canary)))
}

fn empty(folder: &Path) -> bool {
    fs::read_dir(folder).unwrap().next().is_none()
}

#[tokio::test]
async fn s34_the_keyring_holds_it_under_a_name_that_says_nothing() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    let identifier = at(Place::Home, folder.path(), &mock, LONG);
    assert_eq!(identifier.recall().await, None);
    assert_eq!(*mock.calls.lock().unwrap(), 0, "nobody asked to be remembered: the keyring is not woken");
    assert_eq!(identifier.remember("nadia.benali").await, Ok(Memory::Keyring));
    let entries = mock.entries();
    let [(name, value)] = &entries[..] else { panic!("{entries:?}") };
    assert!(name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit()), "{name}");
    assert_eq!(value, "nadia.benali");
    assert!(!found_on_disk(folder.path(), "nadia"));
    assert_eq!(identifier.recall().await, Some(Clean::line("nadia.benali")));
    assert_eq!(identifier.remember("jean.morel").await, Ok(Memory::Keyring));
    assert_eq!(mock.entries().len(), 1);
    assert_eq!(identifier.recall().await, Some(Clean::line("jean.morel")));
    identifier.forget().await.unwrap();
    assert_eq!(identifier.recall().await, None);
    assert!(mock.entries().is_empty() && empty(folder.path()));
}

#[tokio::test]
async fn without_a_keyring_a_private_file_holds_it() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    mock.be(Mood::Refusing);
    let own = folder.path().join("dmp");
    let identifier = at(Place::Home, &own, &mock, LONG);
    assert_eq!(identifier.remember("nadia.benali").await, Ok(Memory::File));
    assert_eq!(fs::metadata(&own).unwrap().mode() & 0o777, 0o700);
    for entry in fs::read_dir(&own).unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().mode() & 0o777, 0o600);
    }
    assert_eq!(identifier.recall().await, Some(Clean::line("nadia.benali")));
    identifier.forget().await.unwrap();
    assert_eq!(identifier.recall().await, None);
    assert!(empty(&own));
}

#[tokio::test]
async fn s30_in_a_shop_nothing_is_read_written_or_asked() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    let home = at(Place::Home, folder.path(), &mock, LONG);
    home.remember("nadia.benali").await.unwrap();
    let calls = *mock.calls.lock().unwrap();
    let shop = at(Place::Shop, folder.path(), &mock, LONG);
    assert_eq!(shop.recall().await, None);
    assert_eq!(shop.remember("jean.morel").await, Ok(Memory::None));
    shop.forget().await.unwrap();
    assert_eq!(*mock.calls.lock().unwrap(), calls);
    assert_eq!(home.recall().await, Some(Clean::line("nadia.benali")));
    let nowhere = Identifier::with(Place::Home, None, mock.clone(), LONG);
    assert_eq!(nowhere.remember("jean.morel").await, Ok(Memory::None));
}

#[tokio::test]
async fn f51_a_silent_keyring_is_left_behind_and_what_it_does_later_is_forgotten_too() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    let identifier = at(Place::Home, folder.path(), &mock, Duration::from_millis(20));
    mock.be(Mood::Silent);
    assert_eq!(identifier.remember("nadia.benali").await, Ok(Memory::File));
    assert_eq!(identifier.recall().await, Some(Clean::line("nadia.benali")));
    // It wakes up, once unlocked perhaps, and does what it was asked.
    mock.be(Mood::Willing);
    let written = mock.changed.wait_while(mock.entries.lock().unwrap(), |entries| entries.is_empty()).unwrap();
    drop(written);
    let patient = at(Place::Home, folder.path(), &mock, LONG);
    patient.forget().await.unwrap();
    assert!(mock.entries().is_empty() && empty(folder.path()));
}

#[tokio::test]
async fn f51_what_a_silent_keyring_keeps_is_not_recalled_and_goes_later() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    at(Place::Home, folder.path(), &mock, LONG).remember("nadia.benali").await.unwrap();
    mock.be(Mood::Silent);
    let hurried = at(Place::Home, folder.path(), &mock, Duration::from_millis(20));
    assert_eq!(hurried.recall().await, None);
    hurried.forget().await.unwrap();
    mock.be(Mood::Refusing);
    let patient = at(Place::Home, folder.path(), &mock, LONG);
    assert_eq!(patient.recall().await, None);
    mock.be(Mood::Willing);
    assert_eq!(patient.recall().await, None, "it was forgotten, whatever the keyring still holds");
    patient.forget().await.unwrap();
    assert!(mock.entries().is_empty() && empty(folder.path()));
}

#[tokio::test]
async fn f51_garbage_is_not_an_identifier() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    let identifier = at(Place::Home, folder.path(), &mock, LONG);
    identifier.remember("nadia").await.unwrap();
    let name = mock.entries().remove(0).0;
    for (raw, expected) in
        [("", None), ("   ", None), (&*"a".repeat(10_000), None), ("na\u{1b}[2Jdia\u{202e}\n", Some("na\u{241b}[2Jdia"))]
    {
        mock.entries.lock().unwrap().insert(name.clone(), raw.into());
        assert_eq!(identifier.recall().await.as_deref(), expected);
    }
    for raw in [&b"\xff\xff"[..], b"", b"\n\n", b"here", b"entry", &[b'x'; 10_000]] {
        fs::OpenOptions::new()
            .write(true)
            .truncate(true)
            .open(folder.path().join("identifier"))
            .and_then(|mut file| {
                use std::io::Write;
                file.write_all(raw)
            })
            .unwrap();
        assert_eq!(identifier.recall().await, None);
    }
}

/// A bus that takes the call and never answers: the library waits for ever, the program does not.
#[test]
fn f51_a_silent_bus_holds_neither_the_program_nor_its_end() {
    let folder = tempdir().unwrap();
    let socket = folder.path().join("bus");
    let _silent = UnixListener::bind(&socket).unwrap();
    // Two seconds of patience, and a slow machine: the library itself would wait for ever.
    let child = child::again_within_a_minute(&[], "identifier::asks_a_silent_bus")
        .env("DBUS_SESSION_BUS_ADDRESS", format!("unix:path={}", socket.display()))
        .env("OWN_FOLDER", folder.path().join("own"))
        .output()
        .unwrap();
    assert!(child.status.success(), "{child:?}");
    assert!(found_on_disk(&folder.path().join("own"), "here nadia.benali"));
}

#[test]
#[ignore = "a child of another test"]
fn asks_a_silent_bus() {
    let own = child::given("OWN_FOLDER").into();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let identifier = Identifier::new(Place::Home, Some(own));
    assert_eq!(runtime.block_on(identifier.remember("nadia.benali")), Ok(Memory::File));
    drop(runtime);
}
