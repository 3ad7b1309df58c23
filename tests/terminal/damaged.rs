//! Two hundred damaged files of a folder, opened one after another: each is a page with its name and its text, or the one
//! sentence that says why not, and the terminal comes back as it was.

use crate::bytes;
use crate::support::damage::{Chance, harm};
use crate::support::person::{Ears, Person, flat};
use crate::support::terminal::{Key, Terminal};
use crate::support::{DONE, Start};
use dmp::domain::{Damage, Problem};
use dmp::words::Words;
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const FILES: usize = 200;
const READ: &str = "read";
/// What a document may take in the worker, and as much again for all the rest on a machine that is busy.
const LONGEST: Duration = dmp::run::worker::AT_MOST.saturating_mul(2);
const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record");
const FIXTURES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reader/fixtures");

/// One of each kind, the small ones of the record.
const SOURCES: [(&str, &str); 15] = [
    (RECORD, "bio-2025-10.xml"),
    (RECORD, "plan-asthme-2022-03.pdf"),
    (RECORD, "derm-2025-06.rtf"),
    (RECORD, "questionnaire-2026-03.json"),
    (RECORD, "schema-dentaire-2026-06.png"),
    (RECORD, "radio-genou-face-2023-04.jpg"),
    (FIXTURES, "pictures/pages.tif"),
    (RECORD, "certificat-2026-11.txt"),
    (RECORD, "cs-endo-2021-12.xml"),
    (RECORD, "exercices-genou-2023-09.pdf"),
    (FIXTURES, "joints.pdf"),
    (FIXTURES, "pictures/tenu-6.jpg"),
    (FIXTURES, "pictures/jpeg.tif"),
    (FIXTURES, "bilan.json"),
    (FIXTURES, "courrier.rtf"),
];

fn archive() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (folder, name) in [SOURCES[0], SOURCES[2], SOURCES[7]] {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(&std::fs::read(format!("{folder}/{name}")).unwrap()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The folder, and the names of its files in order.
// Files of the test's own, in a folder of its own.
#[allow(clippy::disallowed_methods)]
fn folder() -> (TempDir, Vec<String>) {
    let mut sources: Vec<(&str, Vec<u8>)> =
        SOURCES.iter().map(|(folder, name)| (*name, std::fs::read(format!("{folder}/{name}")).unwrap())).collect();
    sources.push(("courrier.zip", archive()));
    let (folder, mut chance) = (tempfile::tempdir().unwrap(), Chance(0xf01d));
    let damaged = |n: usize| {
        let (name, whole) = &sources[n % sources.len()];
        let mut bytes = whole.clone();
        harm(&mut bytes, &mut chance);
        let name = format!("{:03} {}", n + 1, name.rsplit('/').next().unwrap());
        std::fs::write(folder.path().join(&name), bytes).unwrap();
        name
    };
    let names = (0..FILES).map(damaged).collect();
    (folder, names)
}

/// What became of a file: the sentence that stands in place of its text, or its text.
fn outcome(said: &str, words: &Words) -> String {
    use Damage::{DocumentType, Empty, Encoding, Locked, Malformed, OtherKind, TooBig, TooDeep, UnknownLock, Unsafe};
    let all = [Empty, Malformed, DocumentType, TooDeep, TooBig, Encoding, OtherKind, Locked, UnknownLock, Unsafe];
    let said_so = |damage: &Damage| said.contains(&flat(&words.problem(&Problem::Damaged(*damage))));
    all.into_iter().find(said_so).map_or_else(|| READ.to_owned(), |damage| format!("{damage:?}"))
}

/// Several of both ends, or the folder would prove little.
fn both_ends(ends: &BTreeMap<String, usize>) {
    assert_eq!(ends.values().sum::<usize>(), FILES);
    assert!(ends[READ] > FILES / 3 && ends[READ] < FILES - 20, "{ends:?}");
    assert_eq!(ends.get(&format!("{:?}", Damage::Unsafe)), None, "{ends:?}");
}

#[test]
fn s59_a_folder_of_two_hundred_damaged_files_opens_one_after_another_on_the_screen() {
    let ((folder, names), words) = (folder(), Words::french());
    let terminal = Terminal::start(Start::dmp(&["open", folder.path().to_str().unwrap()]));
    let rows = |screen: &vt100::Screen| screen.rows(0, 80).map(|row| row.trim().to_owned()).collect::<Vec<_>>();
    let shows = |screen: &vt100::Screen, title: &str| {
        let rows = rows(screen);
        let said = rows[1..rows.len() - 1].iter().any(|row| !row.is_empty());
        rows[0].starts_with(title) && said && !rows[rows.len() - 1].contains("arrêter")
    };
    let mut ends = BTreeMap::new();
    let mut slowest = Duration::ZERO;
    for (n, name) in names.iter().enumerate() {
        let place = format!("Choix {} sur {FILES}", n + 1);
        terminal.drawn(&place, |screen| shows(screen, "Fichiers") && rows(screen).last().unwrap().contains(&place));
        let start = Instant::now();
        terminal.key(Key::Enter);
        terminal.drawn(name, |screen| shows(screen, name));
        *ends.entry(outcome(&flat(&terminal.text()), &words)).or_default() += 1;
        if terminal.text().contains("voir l’image") {
            terminal.keys("g");
            terminal.drawn("the picture, or why not", |screen| {
                let text = screen.contents();
                shows(screen, name) && !text.contains("voir l’image") && !text.contains("L’image arrive")
            });
            terminal.key(Key::Escape);
            terminal.see("voir l’image");
        }
        slowest = slowest.max(start.elapsed());
        terminal.key(Key::Escape);
        terminal.drawn("the list", |screen| shows(screen, "Fichiers"));
        terminal.key(Key::Down);
    }
    assert!(slowest < LONGEST, "{slowest:?}");
    both_ends(&ends);
    terminal.keys("q");
    assert_eq!(terminal.end(), DONE);
    terminal.is_given_back();
    bytes::are_those_of_the_screen(&terminal.bytes());
}

#[test]
fn s59_a_folder_of_two_hundred_damaged_files_opens_one_after_another_line_by_line() {
    let ((folder, names), words) = (folder(), Words::french());
    let terminal = Terminal::start(Start::dmp(&["open", "--linear", folder.path().to_str().unwrap()]));
    let mut ears = Ears::new(&terminal);
    let mut ends = BTreeMap::new();
    for (n, name) in names.iter().enumerate() {
        if n > 0 && n % 10 == 0 {
            ears.reads("Fichiers de cet ordinateur");
            ears.chooses("Suite");
        }
        ears.reads(name);
        ears.chooses(name);
        ears.reads(&format!("{name}. "));
        *ends.entry(outcome(&ears.page(), &words)).or_default() += 1;
        ears.goes_back();
    }
    ears.reads("Fichiers de cet ordinateur");
    both_ends(&ends);
    ears.quits();
    assert_eq!(terminal.end(), DONE);
    terminal.is_given_back();
    bytes::are_those_of_lines(&terminal.bytes());
}
