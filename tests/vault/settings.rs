//! The settings file.

use crate::child;
use dmp::domain::{Clean, Disk, Place, Problem};
use dmp::settings::{Change, Face, Graphics, Kept, Remark, Store, Stored, told};
use dmp::words::Words;
use proptest::prelude::*;
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
        graphics = "demi-blocs"
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
        graphics: Graphics::named("halfblocks"),
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
    let folder = tempdir().unwrap();
    let path = folder.path().join("settings.toml");
    let shop = Store::at(Some(path.clone())).in_place(Place::Shop);
    assert_eq!(shop.keep(&Change::Place(Place::Shop)), Ok(Kept::InMemory));
    assert!(!path.exists());
    let home = Store::at(Some(path.clone())).in_place(Place::Home);
    assert_eq!(home.keep(&Change::Place(Place::Home)), Ok(Kept::OnDisk));
    assert_eq!(home.load().0.place, Some(Place::Home));
}

#[test]
fn what_became_of_a_change_is_told_only_when_it_matters() {
    let words = Words::french();
    assert_eq!(told(&Ok(Kept::OnDisk), &words), None);
    assert_eq!(told(&Ok(Kept::InMemory), &words), None);
    let aside = told(&Ok(Kept::SetAside("/a/settings.toml.1".into())), &words).unwrap();
    assert!(aside.contains("/a/settings.toml.1"), "{aside}");
    let failed = told(&Err(Problem::Disk(Disk::Full)), &words).unwrap();
    assert!(failed.contains("Il vaut jusqu’à la fin"), "{failed}");
}

/// Where things go on a computer with everything, without documents, without a home.
#[test]
fn folders_are_where_this_computer_says() {
    let home = tempdir().unwrap();
    let at = |name: &str| home.path().join(name);
    let asked = |home: &Path, config: Option<&Path>| {
        let mut child = child::again(&[], "settings::says_its_folders");
        child.env_remove("XDG_DATA_HOME").env_remove("XDG_STATE_HOME").env_remove("XDG_CONFIG_HOME").env("HOME", home);
        child.envs(config.map(|config| ("XDG_CONFIG_HOME", config)));
        let output = child.output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let said = String::from_utf8(output.stdout).unwrap();
        let line = |name: &str| said.lines().find_map(|line| line.strip_prefix(name)).map(str::to_owned).unwrap();
        ["settings=", "memory=", "reports=", "saved=", "kept="].map(line)
    };
    let said = |paths: [&Path; 4], kept: &str| {
        let [a, b, c, d] = paths.map(|path| path.display().to_string());
        [a, b, c, d, kept.to_owned()]
    };
    let (data, state, config) = (at(".local/share/dmp"), at(".local/state/dmp"), at(".config/dmp/settings.toml"));
    assert_eq!(asked(home.path(), None), said([&config, &data, &state, home.path()], "Ok(OnDisk)"));
    fs::create_dir(at("Papiers")).unwrap();
    let dirs = "XDG_DOCUMENTS_DIR=\"$HOME/Papiers\"\n";
    dmp::vault::file::write(&at(".config/user-dirs.dirs"), dirs.as_bytes(), dmp::vault::file::Replace::No).unwrap();
    assert_eq!(asked(home.path(), None), said([&config, &data, &state, &at("Papiers")], "Ok(OnDisk)"));
    let other = at("autre");
    assert_eq!(asked(home.path(), Some(&other))[0], other.join("dmp/settings.toml").display().to_string());
    let none = Path::new("");
    assert_eq!(asked(&at("nothing"), None), said([none, none, none, none], "Ok(InMemory)"));
    assert!(!at("nothing").exists());
}

#[test]
#[ignore = "a child of another test"]
fn says_its_folders() {
    let show = |name: &str, path: Option<PathBuf>| println!("\n{name}={}", path.unwrap_or_default().display());
    let own = dmp::vault::Own::find();
    show("settings", own.clone().map(|own| own.settings));
    show("memory", own.clone().map(|own| own.memory));
    show("reports", own.map(|own| own.reports));
    show("saved", dmp::vault::export::default_folder());
    println!("kept={:?}", Store::at(None).keep(&Change::Letters(true)));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_file_holds_it_is_read_without_harm_and_never_lost(
        content in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..200),
            "((server|face|theme|graphics|place|letters|lock_after_minutes|remember|folder|[a-c.]{1,3}) = (true|-?[0-9]{1,20}|\"[^\n]{0,9}\"|\\[\\]|\\{a = 1\\})\n){0,6}"
                .prop_map(String::into_bytes),
        ],
    ) {
        let (folder, path, store) = with(&content);
        let (_, remarks) = store.load();
        prop_assert_eq!(&fs::read(&path).unwrap(), &content);
        match store.keep(&Change::Face(Face::Large)).unwrap() {
            Kept::SetAside(aside) => prop_assert_eq!(&fs::read(aside).unwrap(), &content),
            Kept::OnDisk => prop_assert!(!remarks.contains(&Remark::Damaged)),
            Kept::InMemory => prop_assert!(false),
        }
        prop_assert_eq!(store.load().0.face, Some(Face::Large));
        drop(folder);
    }
}
