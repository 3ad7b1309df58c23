//! Sealed drafts (S30 to S33, F34, F35, F37, F38, F54).

use crate::child;
use crate::file::{calls, mode, names};
use dmp::domain::{Disk, DraftBytes, DraftId, DraftKey, LARGEST_DRAFT, Problem, Unkept, Unopened};
use dmp::vault::drafts::{Drafts, Sealed, Where, forget};
use jiff::Timestamp;
use proptest::prelude::*;
use std::fs;
use std::os::unix::fs::{FileTypeExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tempfile::tempdir;
use zeroize::Zeroizing;

const NADIA: &str = "https://dmp.example/fhir Patient/4711";
const DAY: Duration = Duration::from_secs(24 * 3_600);

fn key(byte: u8) -> DraftKey {
    DraftKey::new(&[byte; 32]).unwrap()
}

fn draft(id: u128, written: i64, text: &str) -> DraftBytes {
    let bytes = Zeroizing::new(text.as_bytes().to_vec());
    DraftBytes { id: DraftId::new(id), kind: "directives".into(), written: Timestamp::from_second(written).unwrap(), bytes }
}

fn open(folder: &Path, at: Where) -> Drafts {
    Drafts::open(folder, at, NADIA, &key(1), Sealed::default()).unwrap()
}

fn file(folder: &Path, id: u128) -> PathBuf {
    folder.join("home").join(format!("{}.draft", DraftId::new(id)))
}

fn overwrite(path: &Path, bytes: &[u8]) {
    dmp::vault::file::write(path, bytes, dmp::vault::file::Replace::Yes).unwrap();
}

#[test]
fn what_was_kept_is_given_back_whole_the_last_written_first() {
    let folder = tempdir().unwrap();
    let mut drafts = open(folder.path(), Where::Home);
    assert_eq!(drafts.all().drafts, []);
    assert_eq!(names(folder.path()), [""; 0], "looking makes nothing");
    let (one, two) = (draft(1, 100, "Je refuse l’acharnement.\n\0\u{1f9d3}"), draft(2, 200, ""));
    drafts.save(&one).unwrap();
    drafts.save(&two).unwrap();
    for found in [drafts.all(), open(folder.path(), Where::Home).all(), open(folder.path(), Where::Shop).all()] {
        assert_eq!((found.drafts, found.set_aside, found.others), (vec![two.clone(), one.clone()], vec![], 0));
    }
    let longer = draft(1, 300, "Je refuse l’acharnement, et je veux être entouré.");
    drafts.save(&longer).unwrap();
    assert_eq!(drafts.all().drafts, [longer, two.clone()]);
    drafts.remove(DraftId::new(1)).unwrap();
    drafts.remove(DraftId::new(1)).unwrap();
    assert_eq!(open(folder.path(), Where::Home).all().drafts, [two]);
}

#[test]
fn s30_a_draft_on_the_disk_says_nothing_of_the_person_or_of_the_text() {
    let folder = tempdir().unwrap();
    let text = "CANARI-4711 ".repeat(100);
    open(folder.path(), Where::Shop).save(&draft(1, 100, &text)).unwrap();
    let path = folder.path().join("shop").join(format!("{}.draft", DraftId::new(1)));
    let first = fs::read(&path).unwrap();
    open(folder.path(), Where::Shop).save(&draft(1, 100, &text)).unwrap();
    let second = fs::read(&path).unwrap();
    for bytes in [&first, &second] {
        for canary in ["CANARI", "4711", "directives", "Patient", "dmp.example"] {
            assert!(!bytes.windows(canary.len()).any(|window| window == canary.as_bytes()), "{canary}");
        }
    }
    // Beyond the head of one account, two writings of one text have nothing in common.
    let head = 8 + 1 + 16;
    assert_eq!(first[..head], second[..head]);
    let same = first[head..].iter().zip(&second[head..]).filter(|(a, b)| a == b).count();
    assert!(same * 50 < first.len(), "{same} of {}", first.len());
    // The head of one account under another key, or of another account under this one, is another.
    for (account, key) in [(NADIA, key(2)), ("https://dmp.example/fhir Patient/4712", key(1))] {
        let mut drafts = Drafts::open(folder.path(), Where::Shop, account, &key, Sealed::default()).unwrap();
        drafts.save(&draft(1, 100, &text)).unwrap();
        assert_ne!(fs::read(&path).unwrap()[..head], first[..head]);
    }
}

#[test]
fn s31_drafts_are_for_their_owner_alone() {
    let folder = tempdir().unwrap();
    let mut drafts = open(folder.path(), Where::Home);
    drafts.save(&draft(1, 100, "texte")).unwrap();
    assert_eq!((mode(&folder.path().join("home")), mode(&file(folder.path(), 1))), (0o700, 0o600));
    // A folder that was opened to others is closed again before anything is written.
    fs::set_permissions(folder.path().join("home"), fs::Permissions::from_mode(0o777)).unwrap();
    drafts.save(&draft(1, 101, "texte")).unwrap();
    assert_eq!(mode(&folder.path().join("home")), 0o700);
    assert_eq!(names(&folder.path().join("home")).len(), 1);
}

#[test]
fn s33_a_link_or_a_pipe_at_our_path_is_neither_followed_nor_waited_for() {
    let folder = tempdir().unwrap();
    let (home, target) = (folder.path().join("home"), folder.path().join("target"));
    let mut drafts = open(folder.path(), Where::Home);
    drafts.save(&draft(1, 100, "texte")).unwrap();
    fs::copy(file(folder.path(), 1), &target).unwrap();
    symlink(&target, file(folder.path(), 2)).unwrap();
    let before = fs::read(&target).unwrap();
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, file(folder.path(), 3), rustix::fs::FileType::Fifo, mode, 0).unwrap();
    for id in [2, 3] {
        let refused = drafts.save(&draft(id, 200, "autre"));
        assert_eq!(refused, Err(Problem::Unkept(Unkept::Disk(Disk::Suspicious))));
    }
    let found = open(folder.path(), Where::Home).all();
    assert_eq!(found.drafts, [draft(1, 100, "texte")]);
    assert_eq!(found.set_aside.iter().map(|aside| aside.why).collect::<Vec<_>>(), [Unopened::Unreadable; 2]);
    assert_eq!(fs::read(&target).unwrap(), before);
    assert!(fs::symlink_metadata(file(folder.path(), 3)).unwrap().file_type().is_fifo());
    // Refused by the disk, they are in memory, and go on from there.
    assert_eq!(drafts.all().drafts.len(), 3);
    // The folder itself may not lead elsewhere either.
    fs::rename(&home, folder.path().join("moved")).unwrap();
    symlink(folder.path().join("moved"), &home).unwrap();
    assert_eq!(drafts.save(&draft(4, 200, "autre")), Err(Problem::Unkept(Unkept::Disk(Disk::Suspicious))));
    assert_eq!(names(&folder.path().join("moved")).len(), 3);
}

#[test]
fn s33_a_folder_of_somebody_else_is_refused() {
    if !rustix::process::geteuid().is_root() {
        return child::skipped("only root can give a folder away");
    }
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("home")).unwrap();
    std::os::unix::fs::chown(folder.path().join("home"), Some(65_534), None).unwrap();
    let mut drafts = open(folder.path(), Where::Home);
    assert_eq!(drafts.save(&draft(1, 100, "texte")), Err(Problem::Unkept(Unkept::Disk(Disk::Suspicious))));
    assert_eq!(names(&folder.path().join("home")), [""; 0]);
}

#[test]
#[ignore = "a child of other tests"]
fn saves() {
    // More calls of each kind than any other thread makes: see `file::calls`.
    let elsewhere = tempdir().unwrap();
    for written in 0..30 {
        open(elsewhere.path(), Where::Home).save(&draft(1, written, "ailleurs")).unwrap();
    }
    let path = child::given("PATH_TO_WRITE");
    let folder = Path::new(&path).parent().unwrap().parent().unwrap();
    open(folder, Where::Home).save(&draft(1, 200, "le texte nouveau")).unwrap();
}

#[test]
fn f34_s32_killed_at_any_system_call_of_a_save_the_old_draft_or_the_new_one_is_there() {
    if !child::present("strace") {
        return child::skipped("no strace");
    }
    let folder = tempdir().unwrap();
    let (old, new) = (draft(1, 100, "le vieux texte"), draft(1, 200, "le texte nouveau"));
    open(folder.path(), Where::Home).save(&old).unwrap();
    let path = file(folder.path(), 1);
    let (mut before, mut after) = (0, 0);
    for (call, nth) in calls("drafts::saves", &path) {
        fs::remove_file(&path).unwrap();
        open(folder.path(), Where::Home).save(&old).unwrap();
        let inject = format!("inject={}:signal=KILL:when={nth}", call.split('(').next().unwrap());
        let child = child::again(&["strace", "-f", "-o", "/dev/null", "-e", &inject], "drafts::saves")
            .env("PATH_TO_WRITE", &path)
            .output()
            .unwrap();
        assert!(!child.status.success(), "not killed at {call}");
        let found = open(folder.path(), Where::Home).all();
        assert_eq!((found.set_aside, found.others), (vec![], 0), "{call}");
        match &found.drafts[..] {
            [found] if *found == old => before += 1,
            [found] if *found == new => after += 1,
            found => panic!("{found:?} at {call}"),
        }
    }
    assert!(before > 3 && after > 0, "{before} before, {after} after: hardly anything was interrupted");
}

#[test]
fn f35_a_draft_is_on_the_disk_before_it_is_said_to_be_kept() {
    if !child::present("strace") {
        return child::skipped("no strace");
    }
    let folder = tempdir().unwrap();
    open(folder.path(), Where::Home).save(&draft(1, 100, "le vieux texte")).unwrap();
    let calls: Vec<String> = calls("drafts::saves", &file(folder.path(), 1)).into_iter().map(|(call, _)| call).collect();
    let mut from = 0;
    for step in ["O_EXCL", "write(", "fsync(", "rename", "fsync("] {
        let at = calls.iter().skip(from).position(|call| call.contains(step));
        from += 1 + at.unwrap_or_else(|| panic!("no {step} after {from} in {calls:#?}"));
    }
}

#[test]
fn f37_what_the_disk_refuses_is_in_memory_and_goes_to_the_disk_when_it_can() {
    let folder = tempdir().unwrap();
    // A file where the folder should be acts like any disk that refuses, for root too.
    let home = folder.path().join("home");
    overwrite(&home, b"not a folder");
    let mut drafts = open(folder.path(), Where::Home);
    let text = draft(1, 100, "texte");
    assert!(matches!(drafts.save(&text), Err(Problem::Unkept(Unkept::Disk(_)))));
    assert_eq!(drafts.all().drafts, std::slice::from_ref(&text));
    fs::remove_file(&home).unwrap();
    drafts.save(&text).unwrap();
    assert_eq!(open(folder.path(), Where::Home).all().drafts, [text]);
}

#[test]
fn f37_a_full_disk_keeps_the_old_draft_there_and_the_new_one_in_memory() {
    let folder = tempdir().unwrap();
    open(folder.path(), Where::Home).save(&draft(1, 100, "le vieux texte")).unwrap();
    let child = child::again(&[], "drafts::finds_the_disk_full").env("PATH_TO_WRITE", folder.path()).output().unwrap();
    assert!(child.status.success(), "{child:?}");
    assert_eq!(open(folder.path(), Where::Home).all().drafts, [draft(1, 100, "le vieux texte")]);
    assert_eq!(names(&folder.path().join("home")).len(), 1);
}

#[test]
#[ignore = "a child of another test"]
fn finds_the_disk_full() {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let folder = child::given("PATH_TO_WRITE");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let _inside = runtime.enter();
    // Without it, the system ends the process for writing too much.
    let _signals = dmp::run::signals::Signals::listen().unwrap();
    setrlimit(Resource::Fsize, Rlimit { current: Some(16), maximum: Some(16) }).unwrap();
    let mut drafts = open(Path::new(&folder), Where::Home);
    let new = draft(1, 200, "le texte nouveau");
    assert_eq!(drafts.save(&new), Err(Problem::Unkept(Unkept::Disk(Disk::Full))));
    assert_eq!(drafts.all().drafts, [new]);
}

#[test]
fn in_memory_alone_nothing_is_written_and_a_lock_loses_nothing() {
    let folder = tempdir().unwrap();
    let why = Problem::Unkept(Unkept::NothingStays);
    let at = Where::Memory(Unkept::NothingStays);
    let text = draft(1, 100, "texte");
    let mut drafts = open(folder.path(), at);
    assert_eq!(drafts.save(&text), Err(why));
    assert_eq!(names(folder.path()), [""; 0]);
    let sealed = drafts.close();
    let mut again = Drafts::open(folder.path(), at, NADIA, &key(1), sealed).unwrap();
    assert_eq!(again.all().drafts, [text]);
    again.remove(DraftId::new(1)).unwrap();
    assert_eq!(again.all().drafts, []);
    // What another account seals is not this one's, in memory either.
    let mut drafts = open(folder.path(), at);
    drafts.save(&draft(2, 100, "texte")).unwrap_err();
    let other = Drafts::open(folder.path(), at, "another", &key(1), drafts.close()).unwrap();
    assert_eq!(other.all().drafts, []);
}

#[test]
fn what_is_in_memory_wins_over_what_the_disk_could_still_take() {
    let folder = tempdir().unwrap();
    let mut drafts = open(folder.path(), Where::Home);
    drafts.save(&draft(1, 100, "ancien")).unwrap();
    let home = folder.path().join("home");
    fs::rename(&home, folder.path().join("away")).unwrap();
    overwrite(&home, b"");
    drafts.save(&draft(1, 100, "nouveau")).unwrap_err();
    fs::remove_file(&home).unwrap();
    fs::rename(folder.path().join("away"), &home).unwrap();
    assert_eq!(drafts.all().drafts, [draft(1, 100, "nouveau")]);
}

#[test]
fn a_draft_too_large_is_refused_in_words_and_the_largest_is_kept() {
    let folder = tempdir().unwrap();
    let mut drafts = open(folder.path(), Where::Home);
    let largest = draft(1, 100, &"é".repeat(LARGEST_DRAFT / 2));
    drafts.save(&largest).unwrap();
    assert_eq!(open(folder.path(), Where::Home).all().drafts, std::slice::from_ref(&largest));
    let larger = draft(1, 200, &"x".repeat(LARGEST_DRAFT + 1));
    assert_eq!(drafts.save(&larger), Err(Problem::Unkept(Unkept::TooLarge)));
    let kind = DraftBytes { kind: "k".repeat(256), ..draft(1, 200, "") };
    assert_eq!(drafts.save(&kind), Err(Problem::Unkept(Unkept::TooLarge)));
    assert_eq!(drafts.all().drafts, [largest]);
    drafts.save(&DraftBytes { kind: "k".repeat(255), ..draft(1, 200, "") }).unwrap();
}

#[test]
fn f38_a_damaged_draft_is_set_aside_and_told_and_the_others_are_given() {
    let folder = tempdir().unwrap();
    open(folder.path(), Where::Home).save(&draft(2, 200, "intact")).unwrap();
    let path = file(folder.path(), 1);
    open(folder.path(), Where::Home).save(&draft(1, 100, "court")).unwrap();
    let whole = fs::read(&path).unwrap();
    let home = folder.path().join("home");
    let flipped = (0..whole.len()).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x80;
        bytes
    });
    let cut = (0..whole.len()).map(|length| whole[..length].to_vec());
    let longer = [[&whole[..], b"x"].concat(), [&whole[..], &whole[..]].concat(), vec![0; 5_000]];
    let mut asides = 0;
    for damaged in flipped.chain(cut).chain(longer) {
        overwrite(&path, &damaged);
        let found = open(folder.path(), Where::Home).all();
        assert_eq!((found.drafts, found.others), (vec![draft(2, 200, "intact")], 0));
        let [aside] = &found.set_aside[..] else { panic!("{:?}", found.set_aside) };
        assert!(aside.written.is_some());
        if aside.why == Unopened::Newer {
            assert_eq!((damaged[8], Path::new(&*aside.file)), (0x81, &*path));
            continue;
        }
        assert_eq!((aside.why, path.exists()), (Unopened::Damaged, false));
        // Not lost, and said only once.
        assert_eq!(fs::read(&*aside.file).unwrap(), damaged);
        assert!(Path::new(&*aside.file).starts_with(&home) && aside.file.contains(".draft.illisible"), "{}", aside.file);
        assert_eq!(open(folder.path(), Where::Home).all().set_aside, []);
        asides += 1;
        if asides > 20 {
            fs::remove_file(&*aside.file).unwrap();
        }
    }
    assert!(asides > whole.len());
}

#[test]
fn f38_a_draft_put_under_another_name_does_not_open() {
    let folder = tempdir().unwrap();
    open(folder.path(), Where::Home).save(&draft(1, 100, "texte")).unwrap();
    fs::rename(file(folder.path(), 1), file(folder.path(), 2)).unwrap();
    let found = open(folder.path(), Where::Home).all();
    assert_eq!((found.drafts, found.set_aside[0].why), (vec![], Unopened::Damaged));
}

#[test]
fn f38_what_another_key_or_another_account_sealed_is_left_as_it_is() {
    let folder = tempdir().unwrap();
    open(folder.path(), Where::Home).save(&draft(1, 100, "texte")).unwrap();
    let before = fs::read(file(folder.path(), 1)).unwrap();
    for (account, key) in [(NADIA, key(2)), ("https://dmp.example/fhir Patient/4712", key(1))] {
        let found = Drafts::open(folder.path(), Where::Home, account, &key, Sealed::default()).unwrap().all();
        assert_eq!((found.drafts, found.set_aside, found.others), (vec![], vec![], 1));
    }
    assert_eq!(fs::read(file(folder.path(), 1)).unwrap(), before);
    assert_eq!(open(folder.path(), Where::Home).all().drafts.len(), 1);
}

#[test]
fn f54_a_draft_of_a_newer_version_is_left_where_it_is_and_told() {
    let folder = tempdir().unwrap();
    let mut drafts = open(folder.path(), Where::Home);
    drafts.save(&draft(1, 100, "texte")).unwrap();
    let newer = [b"dmpdraft\x02".as_slice(), &[7; 300]].concat();
    overwrite(&file(folder.path(), 2), &newer);
    for _ in 0..2 {
        let found = open(folder.path(), Where::Home).all();
        assert_eq!(found.drafts, [draft(1, 100, "texte")]);
        let [aside] = &found.set_aside[..] else { panic!() };
        assert_eq!((aside.why, Path::new(&*aside.file)), (Unopened::Newer, &*file(folder.path(), 2)));
        assert_eq!(fs::read(file(folder.path(), 2)).unwrap(), newer);
    }
}

/// A draft written by the first version of the format: every later one must read it.
#[test]
fn f54_a_draft_of_the_first_format_is_read() {
    let folder = tempdir().unwrap();
    fs::create_dir(folder.path().join("home")).unwrap();
    overwrite(&file(folder.path(), 7), include_bytes!("fixtures/draft-1"));
    let found = open(folder.path(), Where::Home).all();
    assert_eq!(found.drafts, [draft(7, 1_763_000_000, "Je souhaite être entouré des miens.")]);
}

#[test]
#[ignore = "writes the fixture of the test above, once for each version of the format"]
fn writes_the_fixture() {
    let folder = tempdir().unwrap();
    open(folder.path(), Where::Home).save(&draft(7, 1_763_000_000, "Je souhaite être entouré des miens.")).unwrap();
    let bytes = fs::read(file(folder.path(), 7)).unwrap();
    overwrite(Path::new("tests/vault/fixtures/draft-1"), &bytes);
}

#[test]
fn drafts_go_when_their_time_is_over_whoever_wrote_them_and_nothing_else_does() {
    let folder = tempdir().unwrap();
    let id = |n: u128| DraftId::new(n).to_string();
    let now = SystemTime::now();
    let hour = DAY / 24;
    let kept = [
        ("home", format!("{}.draft", id(1)), DAY * 30 - hour),
        ("home", format!("{}.draft.illisible", id(1)), DAY * 30 - hour),
        ("shop", format!("{}.draft", id(2)), DAY - hour),
        ("home", "notes.draft".to_owned(), DAY * 90),
        ("home", format!("{}.txt", id(3)), DAY * 90),
    ];
    let gone = [
        ("home", format!("{}.draft", id(4)), DAY * 30 + hour),
        ("home", format!("{}.draft.illisible.3", id(5)), DAY * 30 + hour),
        ("shop", format!("{}.draft", id(6)), DAY + hour),
        ("shop", format!("{}.draft.illisible", id(6)), DAY + hour),
    ];
    for (place, name, age) in kept.iter().chain(&gone) {
        let place = folder.path().join(place);
        fs::create_dir_all(&place).unwrap();
        overwrite(&place.join(name), b"anything");
        fs::OpenOptions::new().write(true).open(place.join(name)).unwrap().set_modified(now - *age).unwrap();
    }
    // A folder or a link under such a name is not ours.
    fs::create_dir(folder.path().join("home").join(format!("{}.draft", id(8)))).unwrap();
    symlink("/etc/hostname", folder.path().join("home").join(format!("{}.draft", id(9)))).unwrap();
    forget(folder.path(), now);
    forget(&folder.path().join("none"), now);
    for (place, name, _) in &kept {
        assert!(folder.path().join(place).join(name).exists(), "{place}/{name}");
    }
    for (place, name, _) in &gone {
        assert!(!folder.path().join(place).join(name).exists(), "{place}/{name}");
    }
    assert_eq!(names(&folder.path().join("home")).len(), 6);
}

#[test]
fn a_draft_begun_in_a_shop_and_kept_at_home_is_one_draft() {
    let folder = tempdir().unwrap();
    open(folder.path(), Where::Shop).save(&draft(1, 100, "début")).unwrap();
    let mut home = open(folder.path(), Where::Home);
    assert_eq!(home.all().drafts, [draft(1, 100, "début")]);
    home.save(&draft(1, 200, "début et suite")).unwrap();
    assert_eq!(home.all().drafts, [draft(1, 200, "début et suite")]);
    assert_eq!(names(&folder.path().join("shop")), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn any_draft_comes_back_as_it_was_and_changed_bytes_never_open(
        id in any::<u128>(),
        kind in ".{0,40}",
        written in -100_000_000_000_i64..200_000_000_000,
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        at in any::<prop::sample::Index>(),
        other in 1..=255_u8,
    ) {
        let folder = tempdir().unwrap();
        let written = Timestamp::from_second(written).unwrap();
        let draft = DraftBytes { id: DraftId::new(id), kind, written, bytes: Zeroizing::new(bytes) };
        open(folder.path(), Where::Home).save(&draft).unwrap();
        prop_assert_eq!(&open(folder.path(), Where::Home).all().drafts[..], std::slice::from_ref(&draft));
        let mut changed = fs::read(file(folder.path(), id)).unwrap();
        *at.get_mut(&mut changed) ^= other;
        overwrite(&file(folder.path(), id), &changed);
        prop_assert_eq!(&open(folder.path(), Where::Home).all().drafts[..], &[][..]);
    }

    #[test]
    fn any_bytes_in_the_place_of_a_draft_are_harmless(
        bytes in proptest::collection::vec(any::<u8>(), 0..300),
        marked in any::<bool>(),
    ) {
        let folder = tempdir().unwrap();
        fs::create_dir(folder.path().join("home")).unwrap();
        let mark: &[u8] = if marked { b"dmpdraft\x01" } else { b"" };
        overwrite(&file(folder.path(), 1), &[mark, &bytes].concat());
        let found = open(folder.path(), Where::Home).all();
        prop_assert_eq!((found.drafts.len(), found.set_aside.len(), found.others), (0, 1, 0));
    }
}
