//! A file to be sent, as people point at one, and all that may be found there instead.

use crate::child;
use dmp::domain::{Chosen, Clean, DEPOSIT_LIMIT, Damage, Entry, Format, Is, Problem, Start, Unfit};
use dmp::reader::worker::{Done, Job, Worker, perform};
use dmp::run::deposit::{choose, choose_at, list, starting_points};
use dmp::vault::file::{Replace, write};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use tempfile::{TempDir, tempdir};

/// In this very process, as the worker does.
struct Here;

impl Worker for Here {
    fn work(&self, job: &Job<'_>, bytes: &[u8]) -> Result<Done, Damage> {
        perform(job, bytes)
    }
}

/// A folder with this in it.
fn with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        write(&path, bytes, Replace::No).unwrap();
    }
    folder
}

fn unfit(chosen: Result<Chosen, Problem>) -> Unfit {
    match chosen {
        Err(Problem::Unfit(unfit)) => unfit,
        chosen => panic!("{chosen:?}"),
    }
}

fn at(folder: &TempDir, name: &str) -> Result<Chosen, Problem> {
    choose_at(&folder.path().join(name), &Here)
}

fn picture(name: &str) -> Vec<u8> {
    fs::read(Path::new("tests/reader/fixtures/pictures").join(name)).unwrap()
}

#[test]
fn each_kind_that_is_taken_is_known_by_its_bytes() {
    let (jpeg, png, tiff) = (picture("tenu-1.jpg"), picture("scene.png"), picture("fax.tif"));
    let folder = with(&[
        ("analyse.pdf", b"%PDF-1.7\n"),
        ("lettre.TXT", "Cher docteur,\nje vais bien, été compris.".as_bytes()),
        ("latin.txt", b"H\xf4pital de la Timone, le 3 f\xe9vrier, \xe0 midi."),
        ("balise.txt", b"<important> de la part du docteur"),
        ("accolade.txt", b"{ une note"),
        ("courrier.rtf", b"{\\rtf1 Bonjour}"),
        ("photo.jpg", &jpeg),
        ("photo.JPEG", &jpeg),
        ("image.png", &png),
        ("scan.tif", &tiff),
        ("sans-nom", b"%PDF-1.4\n"),
        // A picture of another kind than its name says misleads nobody.
        ("recue.jpg", &png),
    ]);
    for (name, format) in [
        ("analyse.pdf", Format::Pdf),
        ("lettre.TXT", Format::Text),
        ("latin.txt", Format::Text),
        ("balise.txt", Format::Text),
        ("accolade.txt", Format::Text),
        ("courrier.rtf", Format::Rtf),
        ("photo.jpg", Format::Jpeg),
        ("photo.JPEG", Format::Jpeg),
        ("image.png", Format::Png),
        ("scan.tif", Format::Tiff),
        ("sans-nom", Format::Pdf),
        ("recue.jpg", Format::Png),
    ] {
        let chosen = at(&folder, name).unwrap();
        assert_eq!((chosen.format, chosen.name), (format, name.into()), "{name}");
        let today = jiff::Zoned::now().date();
        assert!(chosen.date.is_some_and(|date| date <= today && date >= today.yesterday().unwrap()), "{:?}", chosen.date);
    }
    let bytes = at(&folder, "latin.txt").unwrap().bytes;
    assert_eq!(&*bytes, fs::read(folder.path().join("latin.txt")).unwrap(), "what is not a picture is sent as it is");
}

#[test]
fn a_photograph_is_turned_and_says_nothing_of_where_it_was_taken() {
    let folder = with(&[("IMG_2026.jpg", &picture("lieu.jpg")), ("droite.jpg", &picture("tenu-1.jpg"))]);
    let chosen = at(&folder, "IMG_2026.jpg").unwrap();
    assert!(chosen.straightened && chosen.stripped);
    assert!(!chosen.bytes.windows(6).any(|window| window == b"CANARI"));
    assert_eq!(fs::read(folder.path().join("IMG_2026.jpg")).unwrap(), picture("lieu.jpg"), "the person's own file is as it was");
    assert!(!at(&folder, "droite.jpg").unwrap().straightened);
}

#[test]
fn what_is_not_a_file_to_send_is_told_for_what_it_is() {
    let folder = with(&[
        ("vide.pdf", b""),
        ("faux.pdf", b"bonjour"),
        ("faux.txt", b"%PDF-1.7"),
        ("binaire.txt", b"\0\x01\x02\x03"),
        ("faux.png", b"\0\x01\x02\x03"),
        ("page.html", b"<html></html>"),
        ("document.xml", b"<ClinicalDocument xmlns='urn:hl7-org:v3'/>"),
        ("archive.zip", b"PK\x03\x04"),
        ("film.mp4", b"\0\0\0\x20ftypisom"),
        ("coupee.jpg", &picture("tenu-1.jpg")[..200]),
        ("dossier.pdf/x", b"x"),
    ]);
    let not_as_named = |named, found| Unfit::NotAsNamed { named, found };
    for (name, expected) in [
        ("vide.pdf", Unfit::Empty),
        ("faux.pdf", not_as_named(Format::Pdf, Format::Text)),
        ("faux.txt", not_as_named(Format::Text, Format::Pdf)),
        ("binaire.txt", not_as_named(Format::Text, Format::Other)),
        ("faux.png", not_as_named(Format::Png, Format::Other)),
        ("page.html", Unfit::Kind),
        ("document.xml", Unfit::Kind),
        ("archive.zip", Unfit::Kind),
        ("film.mp4", Unfit::Kind),
        ("coupee.jpg", Unfit::Damaged),
        ("dossier.pdf", Unfit::Folder),
        ("rien.pdf", Unfit::Missing),
        ("vide.pdf/rien.pdf", Unfit::Missing),
    ] {
        assert_eq!(unfit(at(&folder, name)), expected, "{name}");
    }
    assert_eq!(unfit(choose("", &Here)), Unfit::Missing);
    assert_eq!(unfit(choose(&"é".repeat(5_000), &Here)), Unfit::Missing);
    assert_eq!(unfit(choose("a\0b.pdf", &Here)), Unfit::Missing);
}

#[test]
fn the_largest_file_is_taken_and_one_byte_more_is_not() {
    let most = usize::try_from(DEPOSIT_LIMIT).unwrap();
    let mut bytes = b"%PDF-1.7\n".to_vec();
    bytes.resize(most, b' ');
    let folder = with(&[("juste.pdf", &bytes)]);
    assert_eq!(at(&folder, "juste.pdf").unwrap().bytes.len(), most);
    bytes.push(b' ');
    write(&folder.path().join("trop.pdf"), &bytes, Replace::No).unwrap();
    assert_eq!(unfit(at(&folder, "trop.pdf")), Unfit::TooLarge { limit: DEPOSIT_LIMIT });
    // As large as a disk, without a byte of it: nothing is read.
    let sparse = fs::File::create_new(folder.path().join("immense.pdf")).unwrap();
    sparse.set_len(1 << 40).unwrap();
    assert_eq!(unfit(at(&folder, "immense.pdf")), Unfit::TooLarge { limit: DEPOSIT_LIMIT });
}

#[test]
fn a_link_is_not_followed_before_it_is_said_where_it_leads() {
    let folder = with(&[("vrai.pdf", b"%PDF-1.7")]);
    let real = folder.path().canonicalize().unwrap();
    symlink("vrai.pdf", real.join("lien.pdf")).unwrap();
    symlink("nulle-part", real.join("perdu.pdf")).unwrap();
    symlink("boucle.pdf", real.join("boucle.pdf")).unwrap();
    let leads = Clean::line(real.join("vrai.pdf").to_str().unwrap());
    assert_eq!(unfit(choose_at(&real.join("lien.pdf"), &Here)), Unfit::Link { to: leads.clone() });
    assert_eq!(unfit(choose_at(&real.join("perdu.pdf"), &Here)), Unfit::Link { to: "nulle-part".into() });
    assert_eq!(unfit(choose_at(&real.join("boucle.pdf"), &Here)), Unfit::Link { to: "boucle.pdf".into() });
    assert!(choose(&leads, &Here).is_ok(), "what was said can be typed");
    // A folder reached through a link is a folder like another.
    symlink(&real, real.join("dossier")).unwrap();
    assert!(choose_at(&real.join("dossier/vrai.pdf"), &Here).is_ok());
}

#[test]
fn a_device_a_pipe_and_a_socket_are_not_files_and_hold_nobody() {
    let folder = tempdir().unwrap();
    let (pipe, socket) = (folder.path().join("tuyau.pdf"), folder.path().join("prise.pdf"));
    let mode = rustix::fs::Mode::RUSR | rustix::fs::Mode::WUSR;
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    for path in [&pipe, &socket, Path::new("/dev/zero"), Path::new("/dev/tty")] {
        assert_eq!(unfit(choose_at(path, &Here)), Unfit::NotAFile, "{}", path.display());
    }
}

#[test]
fn a_file_that_one_may_not_read_is_told_apart_from_one_that_is_not_there() {
    // Root may read anything: the child is somebody else.
    let wrapper: &[&str] = match rustix::process::geteuid().is_root() {
        false => &[],
        true if child::present("setpriv") => &["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"],
        true => return child::skipped("no setpriv to become somebody else"),
    };
    let folder = with(&[("secret.pdf", b"%PDF-1.7"), ("ferme/dedans.pdf", b"%PDF-1.7")]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(folder.path().join("secret.pdf"), fs::Permissions::from_mode(0o000)).unwrap();
    fs::set_permissions(folder.path().join("ferme"), fs::Permissions::from_mode(0o000)).unwrap();
    let child = child::again(wrapper, "deposit::may_not_read").env("FOLDER", folder.path()).output().unwrap();
    fs::set_permissions(folder.path().join("ferme"), fs::Permissions::from_mode(0o700)).unwrap();
    assert!(child.status.success(), "{child:?}");
}

#[test]
#[ignore = "a child of another test"]
fn may_not_read() {
    let folder = PathBuf::from(child::given("FOLDER"));
    for name in ["secret.pdf", "ferme/dedans.pdf"] {
        let path = folder.join(name);
        assert_eq!(unfit(choose_at(&path, &Here)), Unfit::Unreadable, "{name}");
        assert_eq!(unfit(choose(path.to_str().unwrap(), &Here)), Unfit::Unreadable, "{name}");
    }
    assert_eq!(list(&folder.join("ferme")), Err(Problem::Unfit(Unfit::Unreadable)));
    assert_eq!(list(&folder).unwrap().entries.len(), 2);
}

/// Somebody writes in the file each time it is read, between the two readings.
#[test]
fn a_file_that_changes_while_it_is_read_is_not_sent() {
    use std::sync::atomic::{AtomicBool, Ordering};
    let folder = with(&[("journal.txt", &[b'a'; 4_000_000])]);
    let path = folder.path().join("journal.txt");
    let (over, its) = (AtomicBool::new(false), path.clone());
    let changing = std::thread::scope(|scope| {
        scope.spawn(|| {
            use std::os::unix::fs::FileExt;
            let file = fs::OpenOptions::new().write(true).open(its).unwrap();
            let mut letter = b'b';
            while !over.load(Ordering::SeqCst) {
                letter = if letter == b'b' { b'c' } else { b'b' };
                file.write_at(&[letter], 3_999_999).unwrap();
            }
        });
        // It may be lucky for a while: how often the other writes is not known.
        let changing = (0..1_000).any(|_| matches!(choose_at(&path, &Here), Err(Problem::Unfit(Unfit::Changing))));
        over.store(true, Ordering::SeqCst);
        changing
    });
    assert!(changing);
    assert!(choose_at(&path, &Here).is_ok(), "once nobody writes any more");
}

#[test]
fn a_path_is_understood_in_every_way_it_is_given() {
    let folder = with(&[("Mes documents/l'été à 2.pdf", b"%PDF-1.7"), ("$(rm).pdf", b"%PDF-1.7"), ("'cité'.pdf", b"%PDF-1.7")]);
    let root = folder.path().to_str().unwrap();
    let plain = format!("{root}/Mes documents/l'été à 2.pdf");
    for typed in [
        plain.clone(),
        format!("  {plain} \n"),
        format!("\"{plain}\""),
        format!("'{root}/Mes documents/l'\\''été à 2.pdf'"),
        plain.replace(' ', "\\ ").replace('\'', "\\'"),
        format!("file://{root}/Mes%20documents/l%27%C3%A9t%C3%A9%20%C3%A0%202.pdf"),
        format!("{root}/./Mes documents/../Mes documents/l'été à 2.pdf"),
    ] {
        assert_eq!(choose(&typed, &Here).unwrap().name.as_str(), "l'été à 2.pdf", "{typed}");
    }
    // Nothing is given to a shell, and a name that has quotes is itself.
    assert!(choose(&format!("{root}/$(rm).pdf"), &Here).is_ok());
    assert_eq!(choose(&format!("{root}/'cité'.pdf"), &Here).unwrap().name.as_str(), "'cité'.pdf");
    let child = child::again(&[], "deposit::is_at_home").env("HOME", folder.path()).output().unwrap();
    assert!(child.status.success(), "{child:?}");
}

#[test]
#[ignore = "a child of another test"]
fn is_at_home() {
    for typed in ["~/Mes documents/l'été à 2.pdf", "'~/Mes documents/l'\\''été à 2.pdf'", "~/Mes\\ documents/l\\'été\\ à\\ 2.pdf"]
    {
        assert!(choose(typed, &Here).is_ok(), "{typed}");
    }
    let points = starting_points();
    let kinds: Vec<Start> = points.iter().map(|point| point.kind).filter(|kind| *kind != Start::Removable).collect();
    assert_eq!(kinds, [Start::Home], "only what is there");
    for name in ["Téléchargements", "Images", "Bureau"] {
        fs::create_dir(points[0].path.join(name)).unwrap();
    }
    let named: Vec<String> = starting_points().iter().map(|point| point.name.to_string()).collect();
    assert_eq!(named[..3], ["Téléchargements", "Images", "Bureau"]);
}

fn names(entries: &[Entry]) -> Vec<&str> {
    entries.iter().map(|entry| entry.name.as_str()).collect()
}

#[test]
fn a_folder_is_listed_for_whoever_looks_for_a_file() {
    let folder = with(&[
        ("zoo.pdf", b"%PDF-1.7"),
        ("École.png", b"x"),
        ("eau.txt", b"xx"),
        (".cache/x", b"x"),
        (".profile", b"x"),
        ("Photos/a.jpg", b"x"),
        ("archives/b.jpg", b"x"),
        ("mauvais\u{202e}nom.pdf", b"x"),
    ]);
    let real = folder.path().canonicalize().unwrap();
    symlink("zoo.pdf", real.join("lien.pdf")).unwrap();
    symlink("nulle-part", real.join("perdu")).unwrap();
    let listed = list(folder.path()).unwrap();
    assert_eq!(
        names(&listed.entries),
        ["archives", "Photos", "eau.txt", "École.png", "lien.pdf", "mauvaisnom.pdf", "perdu", "zoo.pdf"]
    );
    assert_eq!((listed.path.as_path(), listed.above.as_deref()), (real.as_path(), real.parent()));
    assert_eq!((listed.unreadable, listed.cut), (0, false));
    assert_eq!(listed.entries[0].is, Is::Folder);
    assert_eq!(listed.entries[2].is, Is::File { bytes: 2, format: Format::Text });
    assert_eq!(listed.entries[4].is, Is::File { bytes: 8, format: Format::Pdf });
    assert_eq!(listed.entries[6].is, Is::Other);
    assert!(listed.entries.iter().all(|entry| entry.date.is_some()));
    // Its path leads to it, whatever can be shown of its name.
    assert!(listed.entries[5].path.exists());
    assert_eq!(list(&real.join("zoo.pdf")), Err(Problem::Unfit(Unfit::Unreadable)));
    assert_eq!(list(&real.join("rien")), Err(Problem::Unfit(Unfit::Missing)));
    assert_eq!(list(Path::new("/")).unwrap().above, None);
}

#[test]
fn a_folder_of_many_files_is_cut_and_that_is_known() {
    let folder = tempdir().unwrap();
    for n in 0..10_050 {
        fs::File::create_new(folder.path().join(format!("{n}.pdf"))).unwrap();
    }
    let listed = list(folder.path()).unwrap();
    assert_eq!((listed.entries.len(), listed.cut), (10_000, true));
}
