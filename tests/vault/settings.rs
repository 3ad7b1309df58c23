//! The settings file.

use dmp::domain::{Clean, Disk, Place, Problem};
use dmp::settings::{Change, Face, Kept, Remark, Store, Stored};
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

fn with(content: &[u8]) -> (TempDir, PathBuf, Store) {
    let folder = tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    let writing = dmp::vault::file::write(&path, content, dmp::vault::file::Replace::No);
    assert_eq!(writing, Ok(()));
    (folder, path.clone(), Store::at(Some(path)))
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn every_setting_is_read() {
    let (_folder, _, store) = with(
        br#"
        server = "https://dmp.example/fhir"
        face = "grand"
        theme = "contraste-sombre"
        place = "maison"
        letters = true
        lock_after_minutes = 30
        remember = true
        extra_roots = "/etc/ca.pem"
        folder = "/home/nadia/Documents"
        "#,
    );
    let stored = Stored {
        server: Some("https://dmp.example/fhir".into()),
        face: Some(Face::Large),
        theme: Some("contraste-sombre".into()),
        place: Some(Place::Home),
        letters: Some(true),
        lock_after_minutes: Some(30),
        remember: Some(true),
        extra_roots: Some("/etc/ca.pem".into()),
        folder: Some("/home/nadia/Documents".into()),
    };
    assert_eq!(store.load(), (stored, vec![]));
}

#[test]
fn what_is_not_understood_is_remarked_once_and_kept() {
    let content =
        "# à moi\nface = \"gran\" # faute\nlock_after_minutes = 1\nletters = \"oui\"\ncouleur = 3\n[imprimante]\nnom = \"x\"\n";
    let (_folder, path, store) = with(content.as_bytes());
    let (stored, remarks) = store.load();
    assert_eq!(stored, Stored::default());
    let bad = |key: &str| Remark::NotUnderstood { key: key.into() };
    let unknown = Remark::Unknown { keys: ["couleur", "imprimante"].map(Clean::from).to_vec() };
    assert_eq!(remarks, [bad("face"), bad("lock_after_minutes"), bad("letters"), unknown]);
    assert_eq!(store.keep(&Change::Face(Face::Linear)), Ok(Kept::OnDisk));
    assert_eq!(store.keep(&Change::Remember(true)), Ok(Kept::OnDisk));
    let after = text(&path);
    for kept in ["# à moi", "# faute", "face = \"linear\"", "letters = \"oui\"", "couleur = 3", "nom = \"x\"", "remember = true"]
    {
        assert!(after.contains(kept), "{kept} is not in:\n{after}");
    }
    assert_eq!(store.load().0, Stored { face: Some(Face::Linear), remember: Some(true), ..Stored::default() });
}

#[test]
fn a_change_makes_the_file_and_its_folder_private() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("a/b/settings.toml");
    let store = Store::at(Some(path.clone()));
    assert_eq!(store.load(), (Stored::default(), vec![]));
    for change in [
        Change::Server("https://dmp.example/fhir".into()),
        Change::Theme("sombre".into()),
        Change::Place(Place::Shop),
        Change::Letters(true),
        Change::LockAfterMinutes(0),
        Change::Folder("/tmp/\"x\"".into()),
    ] {
        assert_eq!(store.keep(&change), Ok(Kept::OnDisk));
    }
    let (stored, remarks) = store.load();
    assert_eq!(remarks, []);
    assert_eq!((stored.place, stored.letters, stored.lock_after_minutes), (Some(Place::Shop), Some(true), Some(0)));
    assert_eq!((stored.theme.as_deref(), stored.folder), (Some("sombre"), Some("/tmp/\"x\"".into())));
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(path.parent().unwrap()).unwrap().mode() & 0o777, 0o700);
}

#[test]
fn a_damaged_file_is_set_aside_and_never_written_over() {
    for damaged in [&b"face = \"gran"[..], b"\xff\xfe", b"a = 1\na = 2\n", b"<xml/>"] {
        let (_folder, path, store) = with(damaged);
        assert_eq!(store.load(), (Stored::default(), vec![Remark::Damaged]));
        assert_eq!(fs::read(&path).unwrap(), damaged, "reading changes nothing");
        let Ok(Kept::SetAside(aside)) = store.keep(&Change::Face(Face::Large)) else { panic!() };
        assert_eq!(fs::read(aside).unwrap(), damaged);
        assert_eq!(store.load(), (Stored { face: Some(Face::Large), ..Stored::default() }, vec![]));
    }
}

#[test]
fn s33_a_settings_file_that_is_a_link_is_neither_followed_nor_replaced() {
    let (folder, path, _) = with(b"face = \"large\"\n");
    let link = folder.path().join("link.toml");
    symlink(&path, &link).unwrap();
    let store = Store::at(Some(link.clone()));
    assert_eq!(store.load(), (Stored::default(), vec![Remark::Unreadable]));
    assert_eq!(store.keep(&Change::Face(Face::Linear)), Err(Problem::Disk(Disk::Suspicious)));
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(text(&path), "face = \"large\"\n");
}

#[test]
fn in_a_shop_and_in_the_demonstration_nothing_is_written() {
    let store = Store::in_memory();
    assert_eq!(store.load(), (Stored::default(), vec![]));
    assert_eq!(store.keep(&Change::Place(Place::Shop)), Ok(Kept::InMemory));
}
