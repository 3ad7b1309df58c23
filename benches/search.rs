//! Words looked for in a thousand documents that were read: each key typed, to the frame it gives, against `grep` and `rg` on
//! the same texts; and the memory that knowing them takes.
//!
//! `cargo bench --bench search`. The documents are those of the fictional record, over and over, each with its number.

// Invented texts, in a folder of its own.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::use_debug)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

#[path = "../tests/journeys/person.rs"]
#[allow(dead_code, reason = "somebody who uses the program: only some of what they do is needed here")]
mod person;

use dmp::app::{Answer, Effect};
use dmp::domain::{Piece, Reading, Words as Rich};
use dmp::face::flow;
use dmp::face::screen::{Driver, Options, Size};
use dmp::reader;
use dmp::run::worker::Process;
use dmp::words::Words;
use person::{Person, document};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const DOCUMENTS: u32 = 1000;
/// Each is typed letter by letter: common, rare, in two words, and nowhere.
const WANTED: [&str; 4] = ["hemoglobine", "levothyroxine", "genou droit", "xylophone"];
/// How often each is typed: others use the machine too.
const TIMES: usize = 10;

fn main() {
    let (words, texts) = (Words::french(), tempfile::tempdir().unwrap());
    let readings = readings();
    let (mut person, before) = (asks(), memory());
    let mut size = 0;
    for number in 0..DOCUMENTS {
        let mut reading = readings[number as usize % readings.len()].clone();
        reading.pieces.push(Piece::Paragraph(Rich::plain(format!("Document numéro {number}.").as_str())));
        let text = flow::text(&reading, 0, &words);
        size += text.len();
        std::fs::write(texts.path().join(format!("{number}.txt")), text).unwrap();
        person.answer(Answer::Gathered(Ok(Box::new(reading))));
    }
    println!("{DOCUMENTS} documents, {:.1} MB of text", size as f64 / 1e6);
    if let (Some(before), Some(after)) = (before, memory()) {
        let index = after.saturating_sub(before) as f64 / 1e6;
        println!("memory of what is known of them: {index:.1} MB, {:.1} times their text", index * 1e6 / size as f64);
    }
    let mut driver = Driver::new(80, 24, Options::new(Size::Normal), words);
    let mut keys = Vec::new();
    for wanted in WANTED {
        let (mut whole, found) = typed(&mut person, &mut driver, wanted);
        whole.sort_unstable();
        println!("« {wanted} »: {found}; {:.1?} a key, {:.1?} at most", whole[whole.len() / 2], whole[whole.len() - 1]);
        keys.push(whole[whole.len() / 2]);
        for program in [&["grep", "-ri"][..], &["rg", "-i", "--no-messages"]] {
            match quickest(program, wanted, texts.path()) {
                Some(time) => println!(
                    "    {}: {time:.1?}, {:.1} times a key",
                    program.join(" "),
                    time.div_duration_f64(keys[keys.len() - 1])
                ),
                None => println!("    {}: not here", program[0]),
            }
        }
    }
}

/// What the documents of the record say.
fn readings() -> Vec<Reading> {
    let worker = Process::new(Path::new(env!("CARGO_BIN_EXE_dmp")));
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|ending| ["xml", "txt", "rtf", "pdf"].iter().any(|one| ending == *one)));
    files.sort();
    files.iter().map(|file| reader::read(&std::fs::read(file).unwrap(), "", None, &worker).unwrap()).collect()
}

/// Somebody who has agreed to have them all opened.
fn asks() -> Person {
    let mut person = Person::signed_in((0..DOCUMENTS).map(|number| document(number, "Compte rendu", "2026-11-13")).collect());
    person.choose("Chercher un mot");
    person.choose("Ouvrir ces");
    person.asks(|effect| matches!(effect, Effect::Gather { .. }));
    person
}

/// The time of each key, from the letter to the frame; and what is said to have been found.
fn typed(person: &mut Person, driver: &mut Driver, wanted: &str) -> (Vec<Duration>, String) {
    let mut times = Vec::new();
    for _ in 0..TIMES {
        for end in 1..=wanted.len() {
            let start = Instant::now();
            person.types("Mots à chercher", &wanted[..end]);
            driver.show(&person.page());
            times.push(start.elapsed());
        }
    }
    let found = person.reads();
    let found = found.lines().find(|line| line.contains("passage")).unwrap_or_default().to_owned();
    (times, found)
}

/// The quickest of several: what is on the disk is in memory by then.
fn quickest(program: &[&str], wanted: &str, folder: &Path) -> Option<Duration> {
    let once = || {
        let start = Instant::now();
        let (name, arguments) = program.split_first()?;
        Command::new(name).args(arguments).arg(wanted).arg(folder).stdout(Stdio::null()).status().ok()?;
        Some(start.elapsed())
    };
    (0..TIMES).map_while(|_| once()).min()
}

/// Bytes in memory that are this process's own; nothing elsewhere than on Linux.
fn memory() -> Option<usize> {
    let said = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = said.lines().find_map(|line| line.strip_prefix("RssAnon:"))?.trim().strip_suffix(" kB")?.trim();
    Some(kilobytes.parse::<usize>().ok()? * 1024)
}
