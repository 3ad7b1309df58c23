//! The key kept in the keyring for a server that keeps none (S34, D22, F51), and what no secret's type may do (S35).

use crate::file::{mode, names};
use crate::keyring::{Mock, Mood};
use dmp::domain::{DraftKey, Secret};
use dmp::vault::drafts::kept_key;
use std::fs;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;
use tempfile::tempdir;

const LONG: Duration = Duration::from_secs(60);
const SHORT: Duration = Duration::from_millis(50);

#[test]
fn s34_the_key_is_in_the_keyring_alone_under_a_name_that_says_nothing() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    let own = folder.path().join("dmp");
    let key = kept_key(&own, mock.clone(), LONG).unwrap();
    let entries = mock.entries();
    let [(name, value)] = &entries[..] else { panic!("{entries:?}") };
    assert!(name.len() == 32 && name.bytes().all(|b| b.is_ascii_hexdigit()), "{name}");
    assert_eq!(names(&own), ["draft-key"]);
    assert_eq!(fs::read_to_string(own.join("draft-key")).unwrap(), *name, "only the name is in the file");
    assert_eq!((mode(&own), mode(&own.join("draft-key"))), (0o700, 0o600));
    assert!(!value.is_empty() && key.reveal() != &[0; 32]);
    // The same key the next time, and another on another computer.
    assert!(kept_key(&own, mock, LONG).unwrap().reveal() == key.reveal());
    assert!(kept_key(&folder.path().join("other"), Arc::new(Mock::default()), LONG).unwrap().reveal() != key.reveal());
}

#[test]
fn f51_a_keyring_that_refuses_or_stays_silent_gives_no_key_and_no_file_replaces_it() {
    for mood in [Mood::Refusing, Mood::Silent] {
        let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
        mock.be(mood);
        assert!(kept_key(folder.path(), mock.clone(), SHORT).is_none());
        mock.be(Mood::Willing);
        let held = kept_key(folder.path(), mock.clone(), LONG).unwrap();
        assert!(kept_key(folder.path(), mock, LONG).unwrap().reveal() == held.reveal());
        assert_eq!(fs::read(folder.path().join("draft-key")).unwrap().len(), 32, "a name, and nothing else");
    }
}

#[test]
fn f51_what_a_keyring_holds_and_is_no_key_is_neither_used_nor_replaced() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    kept_key(folder.path(), mock.clone(), LONG).unwrap();
    let name = mock.entries().remove(0).0;
    for garbage in ["", "é", "AAAA", "not base 64 at all ??????????????????????", &"A".repeat(10_000)] {
        mock.entries.lock().unwrap().insert(name.clone(), garbage.to_owned());
        assert!(kept_key(folder.path(), mock.clone(), LONG).is_none(), "{garbage:.20}");
        assert_eq!(mock.entries(), [(name.clone(), garbage.to_owned())]);
    }
    // Emptied by its owner: another key is made.
    mock.entries.lock().unwrap().clear();
    assert!(kept_key(folder.path(), mock, LONG).is_some());
}

#[test]
fn a_note_that_leads_nowhere_is_made_again_and_one_that_is_not_ours_is_left() {
    let (folder, mock) = (tempdir().unwrap(), Arc::new(Mock::default()));
    let note = folder.path().join("draft-key");
    dmp::vault::file::write(&note, b"nothing of use", dmp::vault::file::Replace::No).unwrap();
    assert!(kept_key(folder.path(), mock.clone(), LONG).is_some());
    fs::remove_file(&note).unwrap();
    std::os::unix::fs::symlink(folder.path().join("elsewhere"), &note).unwrap();
    assert!(kept_key(folder.path(), mock, LONG).is_none());
    assert!(!folder.path().join("elsewhere").exists());
}

/// Whether a type can be printed or copied: the inherent method wins where its bound holds.
struct Can<T>(PhantomData<T>);

macro_rules! can {
    ($asked:ident, $no:ident, $bound:path) => {
        trait $no {
            fn $asked(&self) -> bool {
                false
            }
        }
        impl<T> $no for Can<T> {}
        impl<T: $bound> Can<T> {
            fn $asked(&self) -> bool {
                true
            }
        }
    };
}

can!(prints, NoDebug, std::fmt::Debug);
can!(shows, NoDisplay, std::fmt::Display);
can!(clones, NoClone, Clone);
can!(travels, NoSerialize, serde::Serialize);

#[test]
fn s35_a_draft_key_is_never_printed_copied_or_sent_by_mistake() {
    let text = Can::<String>(PhantomData);
    assert!(text.prints() && text.shows() && text.clones() && text.travels(), "the question means something");
    let key = Can::<DraftKey>(PhantomData);
    assert!(!key.prints() && !key.shows() && !key.clones() && !key.travels());
    let secret = Can::<Secret>(PhantomData);
    assert!(!secret.shows() && !secret.clones() && !secret.travels());
    assert_eq!(format!("{:?}", Secret::from("canary")), "Secret");
}
