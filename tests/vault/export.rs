//! Saving a document (S40, S60).

use dmp::domain::{Clean, Date, Disk, Problem};
use dmp::vault::export::{name, resolve, save, typed_folder};
use dmp::vault::file::Replace;
use proptest::prelude::*;
use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use tempfile::tempdir;

fn day(raw: &str) -> Option<Date> {
    Some(Date::fhir(raw).unwrap())
}

#[test]
fn a_copy_has_a_dated_name_in_plain_words() {
    for (date, title, extension, expected) in [
        (day("2026-03-12"), "Compte rendu de consultation", "pdf", "2026-03-12 Compte rendu de consultation.pdf"),
        (day("2026-03-12T10:00:00+01:00"), "IRM : genou gauche", "xml", "2026-03-12 IRM - genou gauche.xml"),
        (day("2026-03"), "Bilan", "pdf", "2026-03 Bilan.pdf"),
        (day("2026"), "Bilan", "PDF", "2026 Bilan.pdf"),
        (None, "Bilan", "pdf", "Bilan.pdf"),
        (None, "", "pdf", "document.pdf"),
        (day("2026-03-12"), "", "", "2026-03-12"),
        (None, "e\u{301}te\u{301}", "txt", "\u{e9}t\u{e9}.txt"),
        (None, "Où ? « Ici » : 5 * 3 < 16", "txt", "Où « Ici » - 5 3 16.txt"),
    ] {
        assert_eq!(name(date, title, extension), expected);
    }
}

#[test]
fn s60_hostile_titles_give_harmless_names() {
    for (title, expected) in [
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("..\\..\\windows\\system32", "windows-system32.pdf"),
        ("C:\\autoexec", "C--autoexec.pdf"),
        ("/etc/shadow", "etc-shadow.pdf"),
        ("a\0b\nc\td", "ab c d.pdf"),
        ("facture\u{202e}fdp.exe", "facturefdp.exe.pdf"),
        ("a\u{200b}b\u{feff}c", "abc.pdf"),
        ("fin. . .", "fin.pdf"),
        ("...", "document.pdf"),
        ("con", "_con.pdf"),
        ("NUL.txt", "_NUL.txt.pdf"),
        ("com1", "_com1.pdf"),
        ("LPT²", "_LPT².pdf"),
        ("communication", "communication.pdf"),
        ("\u{1b}]0;x\u{7}", "]0;x.pdf"),
        ("-rf", "rf.pdf"),
    ] {
        assert_eq!(name(None, title, "pdf"), expected, "{title:?}");
    }
    assert_eq!(name(None, "a", "../sh"), "a.sh");
}

#[test]
fn s60_a_long_title_is_cut_between_letters() {
    let long = name(day("2026-03-12"), &"é".repeat(300), "pdf");
    assert!(long.len() <= 204 && long.ends_with("é.pdf"), "{long}");
    let family = "👨\u{200d}👩\u{200d}👧";
    let cut = name(None, &family.repeat(50), "pdf");
    assert_eq!(cut, format!("{}.pdf", family.repeat(11)));
}

#[test]
fn s60_a_copy_stays_in_the_chosen_folder() {
    let folder = tempdir().unwrap();
    let real = folder.path().canonicalize().unwrap();
    assert_eq!(resolve(folder.path(), "a.pdf"), Ok(real.join("a.pdf")));
    for bad in ["", ".", "..", "../a", "a/b", "/a", "a\\b", "a\0", "a/", "./a"] {
        assert_eq!(resolve(folder.path(), bad), Err(Problem::Disk(Disk::Suspicious)), "{bad:?}");
    }
    assert_eq!(resolve(&folder.path().join("none"), "a"), Err(Problem::Disk(Disk::NoFolder)));
    fs::File::create_new(folder.path().join("file")).unwrap();
    assert_eq!(resolve(&folder.path().join("file"), "a"), Err(Problem::Disk(Disk::NoFolder)));
    // A folder reached through a link is shown where it really is.
    symlink(&real, real.join("link")).unwrap();
    assert_eq!(resolve(&real.join("link"), "a.pdf"), Ok(real.join("a.pdf")));
}

#[test]
fn s40_a_copy_is_private_and_replaces_nothing_unasked() {
    let folder = tempdir().unwrap();
    let path = save(folder.path(), "a.pdf", b"one", Replace::No).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
    assert_eq!(save(folder.path(), "a.pdf", b"two", Replace::No), Err(Problem::Disk(Disk::Exists)));
    assert_eq!(fs::read(&path).unwrap(), b"one");
    assert_eq!(save(folder.path(), "a.pdf", b"two", Replace::Yes).as_ref(), Ok(&path));
    assert_eq!(fs::read(&path).unwrap(), b"two");
    let target = folder.path().join("target");
    fs::copy(&path, &target).unwrap();
    symlink(&target, folder.path().join("b.pdf")).unwrap();
    for replace in [Replace::No, Replace::Yes] {
        assert_eq!(save(folder.path(), "b.pdf", b"three", replace), Err(Problem::Disk(Disk::Suspicious)));
    }
    assert_eq!(fs::read(&target).unwrap(), b"two");
}

#[test]
fn a_folder_is_understood_as_people_type_it() {
    let home = directories::UserDirs::new().unwrap().home_dir().to_path_buf();
    assert_eq!(typed_folder(" ~ "), home);
    assert_eq!(typed_folder("~/Mes documents"), home.join("Mes documents"));
    assert_eq!(typed_folder("~//etc"), home.join("etc"));
    assert_eq!(typed_folder("~jean/a"), Path::new("~jean/a"));
    assert_eq!(typed_folder("/tmp/a"), Path::new("/tmp/a"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn s60_any_title_gives_a_name_that_stays_in_its_folder(
        title in prop_oneof![".*", "[./\\\\: a\u{202e}\0\u{e9}]{0,300}", "(?i)(con|nul|com[0-9]|lpt9)[. a]*"],
        extension in ".{0,12}",
        dated in any::<bool>(),
    ) {
        let name = name(dated.then(|| Date::fhir("2026-03-12").unwrap()), &title, &extension);
        let stem = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem);
        prop_assert!(stem.len() <= 201 && name.len() <= 255);
        prop_assert!(!name.contains(['/', '\\', ':', '*', '?', '"', '<', '>', '|', '\0', '\n']));
        prop_assert!(!name.contains("..") && !name.starts_with(['.', ' ', '-']) && !name.ends_with(['.', ' ']));
        prop_assert_eq!(Clean::line(&name), Clean::from(name.clone()));
        prop_assert!(!name.chars().any(char::is_control));
        let device = name.split('.').next().unwrap().trim_end().to_uppercase();
        prop_assert!(!["CON", "PRN", "AUX", "NUL", "COM1", "LPT9"].contains(&device.as_str()), "{}", name);
        let folder = tempdir().unwrap();
        let saved = save(folder.path(), &name, b"x", Replace::No).unwrap();
        prop_assert_eq!(saved.parent().unwrap(), folder.path().canonicalize().unwrap());
        prop_assert_eq!(fs::read(folder.path().join(&name)).unwrap(), b"x");
    }
}
