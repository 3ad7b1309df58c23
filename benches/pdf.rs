//! The text of PDFs against `pdftotext -layout`: words found, rows of tables kept whole, time.
//!
//! `cargo bench --bench pdf -- FOLDER…`: the PDFs of these folders, of `/usr/share/doc`, of the fictional record, and some
//! made here; then the first page of a PDF of 300 pages, or `-- first` for that alone. Targets (issue 3): mean F1 of words
//! 0.98, 93 % of rows, nothing over 10 s.

// What it makes is in a folder of its own.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::use_debug, clippy::indexing_slicing)]

use dmp::domain::{Piece, Reading, Span, Words as Rich};
use dmp::face::flow::{self, Layout};
use dmp::face::screen::{Driver, Options, Size};
use dmp::page::{Block, Key, Page};
use dmp::reader;
use dmp::reader::worker::{Job, Worker};
use dmp::run::worker::Process;
use dmp::words::Words;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use unicode_normalization::UnicodeNormalization;

/// Bytes of a PDF that is compared; larger ones take long to no purpose.
const LARGEST: u64 = 8 << 20;
/// Paragraphs of the long one, which fill 300 pages.
const LINES: usize = 3_367;
/// How often what is timed alone is done: others use the machine too.
const TIMES: usize = 5;
/// What the kernel counts the time of processes in.
const TICKS_A_SECOND: u64 = 100;

struct Compared {
    name: String,
    pages: usize,
    f1: Option<f64>,
    rows: (usize, usize),
    wall: Duration,
    ours: Duration,
    theirs: Duration,
}

fn main() {
    let worker = Process::new(Path::new(env!("CARGO_BIN_EXE_dmp")));
    let words = Words::french();
    let made = tempfile::tempdir().unwrap();
    if std::env::args().any(|argument| argument == "first") {
        return first_page(made.path(), &worker, &words);
    }
    let mut files = made_here(made.path());
    let given = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let folders = given.chain(["/usr/share/doc".into(), concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record").into()]);
    folders.for_each(|folder: String| find(Path::new(&folder), &mut files));
    files.sort();
    files.dedup();
    println!("{:<34} {:>5} {:>6} {:>11} {:>8} {:>8} {:>8}", "", "pages", "F1", "rows", "passed", "ours", "theirs");
    let compared: Vec<Compared> = files.iter().filter_map(|file| compare(file, &worker, &words)).collect();
    if compared.is_empty() {
        println!("pdftotext is not installed, or there is no PDF: nothing compared");
        return;
    }
    let scores: Vec<f64> = compared.iter().filter_map(|compared| compared.f1).collect();
    let (kept, rows) = compared.iter().fold((0, 0), |(kept, rows), c| (kept + c.rows.0, rows + c.rows.1));
    let (ours, theirs) = compared.iter().fold((Duration::ZERO, Duration::ZERO), |(o, t), c| (o + c.ours, t + c.theirs));
    let longest = compared.iter().map(|compared| compared.wall).max().unwrap_or_default();
    println!("files with text: {} of {}", scores.len(), compared.len());
    println!("mean F1: {:.3}", scores.iter().sum::<f64>() / scores.len() as f64);
    println!("rows kept: {kept} of {rows}, {:.1} %", 100.0 * kept as f64 / rows.max(1) as f64);
    println!("processor time: {ours:.2?} against {theirs:.2?}; pages: {}", compared.iter().map(|c| c.pages).sum::<usize>());
    println!("longest, from bytes to text: {longest:.2?}");
    first_page(made.path(), &worker, &words);
}

/// From the choice of a PDF of so many pages to its first page on the screen, against `pdftotext` for that page alone.
fn first_page(folder: &Path, worker: &Process, words: &Words) {
    let file = folder.join("long.pdf");
    std::fs::write(&file, long(words)).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    let show = |reading: Reading| {
        let mut page: Page<()> = Page::new("long", "Long".into());
        page.body.push(Block::Reading { id: Key("long".into()), reading: Arc::new(reading) });
        let mut driver = Driver::new(80, 24, Options::new(Size::Normal), words.clone());
        driver.show(&page);
        driver.text().iter().any(|row| row.contains("Ligne 1 "))
    };
    let (shown, seen) = quickest(|| reader::first_page(&bytes, "application/pdf", worker).is_some_and(show));
    let (whole, _) = quickest(|| show(reader::read(&bytes, "application/pdf", None, worker).unwrap()));
    let (alone, _) = quickest(|| worker.work(&Job::PdfText { password: None, pages: 1 }, &bytes).is_ok());
    let theirs = ["-f", "1", "-l", "1", "-layout", "-q"];
    let (theirs, there) = quickest(|| Command::new("pdftotext").args(theirs).arg(&file).arg("-").output().is_ok());
    println!("first page of {} pages on the screen: {shown:.1?}{}", pages(&file), if seen { "" } else { ", not seen" });
    println!("    of which the worker: {alone:.1?}");
    println!("    all of them, {} kB: {whole:.1?}", bytes.len() / 1000);
    if there {
        println!("    pdftotext -f 1 -l 1 -layout: {theirs:.1?}, {:.2} times", shown.div_duration_f64(theirs));
    }
}

/// The quickest of several, and what came of the last.
fn quickest<T>(mut once: impl FnMut() -> T) -> (Duration, T) {
    let mut timed = || {
        let start = Instant::now();
        let done = once();
        (start.elapsed(), done)
    };
    let (mut best, mut done) = timed();
    for _ in 1..TIMES {
        let (time, now) = timed();
        (best, done) = (best.min(time), now);
    }
    (best, done)
}

/// Three hundred pages of numbered lines, and a few more.
fn long(words: &Words) -> Vec<u8> {
    let line = |number: usize| {
        Piece::Paragraph(Rich::plain(format!("Ligne {number} : {}", "le genou va mieux, sans douleur. ".repeat(8)).as_str()))
    };
    let reading = Reading { pieces: (1..=LINES).map(line).collect(), ..Reading::default() };
    dmp::paper::pdf(&"Long".into(), &"Fait ici".into(), &reading, words).unwrap()
}

fn compare(file: &Path, worker: &Process, words: &Words) -> Option<Compared> {
    let before = children();
    let out = Command::new("pdftotext").args(["-layout", "-q"]).arg(file).arg("-").output().ok()?;
    let theirs = children().saturating_sub(before);
    let reference = String::from_utf8_lossy(&out.stdout).replace('\u{c}', "\n");
    let bytes = std::fs::read(file).unwrap();
    let (before, start) = (children(), Instant::now());
    let read = reader::read(&bytes, "application/pdf", None, worker);
    let (wall, ours) = (start.elapsed(), children().saturating_sub(before));
    let text = read.as_ref().map(|reading| own_words(reading, words)).unwrap_or_default();
    let has_text = reference.chars().filter(|c| c.is_alphanumeric()).count() > 20;
    let f1 = has_text.then(|| f1(&reference, &text));
    let rows = rows(&reference, &text);
    let compared = Compared { name: name(file), pages: pages(file), f1, rows, wall, ours, theirs };
    println!(
        "{:<34.34} {:>5} {:>6} {:>5}/{:<5} {:>8.0?} {:>8.0?} {:>8.0?}{}",
        compared.name,
        compared.pages,
        f1.map_or("-".into(), |f1| format!("{f1:.3}")),
        rows.0,
        rows.1,
        wall,
        ours,
        theirs,
        if read.is_err() { "  not read" } else { "" }
    );
    Some(compared)
}

/// The document's own words as they stand on the page, without what the program says of them.
fn own_words(reading: &Reading, words: &Words) -> String {
    let label = |text: &Rich| text.0.iter().all(|span| matches!(span, Span::Label(_)));
    let own = |piece: usize| match reading.pieces.get(piece) {
        Some(Piece::Heading { text, .. }) => !label(text),
        Some(Piece::Note(_)) | None => false,
        Some(_) => true,
    };
    let lines = flow::lines(reading, 100_000, Layout::Grid, words);
    lines.iter().filter(|line| own(line.piece)).map(|line| line.text() + "\n").collect()
}

/// Harmonic mean of the words found and of the words that are right, as a bag.
fn f1(reference: &str, text: &str) -> f64 {
    let bag = |text: &str| {
        let mut bag: HashMap<String, i64> = HashMap::new();
        text.split_whitespace().for_each(|word| *bag.entry(word.nfkc().collect()).or_default() += 1);
        bag
    };
    let (reference, text) = (bag(reference), bag(text));
    let common: i64 = reference.iter().map(|(word, count)| text.get(word).copied().unwrap_or_default().min(*count)).sum();
    let all: i64 = reference.values().sum::<i64>() + text.values().sum::<i64>();
    2.0 * common as f64 / all.max(1) as f64
}

/// Lines of the reference with two gaps or more: how many stand whole on one of ours, whatever the blanks inside them.
fn rows(reference: &str, text: &str) -> (usize, usize) {
    let flat = |line: &str| line.nfkc().filter(|c| !c.is_whitespace()).collect::<String>();
    let lines: Vec<String> = text.lines().map(flat).collect();
    let wanted: Vec<String> =
        reference.lines().filter(|line| line.trim().matches("   ").count() > 0 && gaps(line) > 1).map(flat).collect();
    let kept = wanted.iter().filter(|row| lines.iter().any(|line| line.contains(row.as_str()))).count();
    (kept, wanted.len())
}

/// Runs of three spaces and more between words.
fn gaps(line: &str) -> usize {
    line.trim().split("   ").filter(|part| !part.trim().is_empty()).count().saturating_sub(1)
}

/// Pages of the manual set by groff, and some of them again in the shapes PDFs come in.
fn made_here(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for page in ["bash", "git-log", "tar", "ls", "perlre", "openssl"] {
        let file = folder.join(format!("man-{page}.pdf"));
        let order = format!("zcat -f \"$(man -w {page})\" | groff -man -t -Tps | ps2pdf - {}", file.display());
        let made = Command::new("sh").args(["-c", &order]).stderr(Stdio::null()).status();
        files.extend(made.is_ok_and(|status| status.success()).then_some(file));
    }
    let record = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/profil-2026-06.pdf");
    let shapes: [(&str, &[&str]); 5] = [
        ("streams", &["--object-streams=generate", "--recompress-flate"]),
        ("linear", &["--linearize"]),
        ("plain", &["--qdf", "--object-streams=disable"]),
        ("turned", &["--rotate=+90"]),
        ("encrypted", &["--encrypt", "", "x", "256", "--"]),
    ];
    for (shape, arguments) in shapes {
        let file = folder.join(format!("qpdf-{shape}.pdf"));
        let made = Command::new("qpdf").args(arguments).arg(record).arg(&file).status();
        files.extend(made.is_ok_and(|status| status.success()).then_some(file));
    }
    files.retain(|file| file.metadata().is_ok_and(|metadata| metadata.len() > 500));
    files
}

fn find(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let Ok(metadata) = std::fs::symlink_metadata(&path) else { continue };
        if metadata.is_dir() {
            find(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "pdf") && metadata.is_file() && metadata.len() < LARGEST {
            files.push(path);
        }
    }
}

fn pages(file: &Path) -> usize {
    let said = Command::new("pdfinfo").arg(file).stderr(Stdio::null()).output().map(|out| out.stdout).unwrap_or_default();
    let said = String::from_utf8_lossy(&said);
    said.lines().find_map(|line| line.strip_prefix("Pages:")?.trim().parse().ok()).unwrap_or_default()
}

fn name(file: &Path) -> String {
    file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Processor time of the programs this one has started and waited for; nothing elsewhere than on Linux.
fn children() -> Duration {
    let counted = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<u64> = counted
        .rsplit_once(") ")
        .map(|(_, fields)| fields.split(' ').skip(13).take(2).filter_map(|field| field.parse().ok()).collect())
        .unwrap_or_default();
    Duration::from_millis(fields.iter().sum::<u64>() * 1000 / TICKS_A_SECOND)
}
