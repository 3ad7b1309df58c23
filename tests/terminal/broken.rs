//! A fault of the program, in the middle of a document. The program of `main` is started by hand, since nothing makes
//! the one that is shipped fail: this test program starts itself again, in the terminal, and fails on a signal.

use crate::support::person::{Ears, Eyes, Person};
use crate::support::terminal::Terminal;
use crate::support::{Ended, Start, files, files_holding};
use dmp::app::Settings;
use dmp::domain::{Document, DocumentId, Format, Instance, Place};
use dmp::face::{self, Face, linear, screen};
use dmp::run::harden::harden;
use dmp::run::panics::Panics;
use dmp::run::{self, Outside};
use dmp::vault::identifier::Identifier;
use dmp::words::Words;
use rustix::process::Signal;
use std::os::unix::fs::PermissionsExt;
use std::process::ExitCode;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/bio-2025-10.xml");
/// What is being read.
const READ: &str = "Compte rendu d'examens";
/// What the fault says, which may be anything that was at hand.
const CANARY: &str = "Nadia Benali a le diabète, jeton 8c1f0a";
const SENTENCE: &str = "Le programme a rencontré une erreur";

/// Fails where it draws, or in a task of its own.
const HERE: Signal = Signal::USR1;
const ELSEWHERE: Signal = Signal::USR2;

#[test]
#[ignore = "the program under test, started by another test"]
#[allow(clippy::exit)]
fn fails_when_told() {
    let panics = Panics::install(face::restore);
    harden();
    let code = panics.guard(|| {
        let words = Words::french();
        panics.speak(&words);
        panics.write_reports_in(format!("{}/own", std::env::var("HOME").unwrap()).into());
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let code = runtime.block_on(async {
            let told = |kind| {
                let mut signal = signal(kind).unwrap();
                async move {
                    signal.recv().await;
                    panic!("{CANARY}");
                }
            };
            tokio::spawn(told(SignalKind::user_defined2()));
            let here = told(SignalKind::user_defined1());
            tokio::select! {
                code = run::run(open_face(), outside(words), &panics) => code.unwrap(),
                () = here => 0,
            }
        });
        runtime.shutdown_background();
        ExitCode::from(code)
    });
    // What a test program answers is its own affair: the code of ours is said in its place.
    std::process::exit(if code == ExitCode::FAILURE { 1 } else { 0 });
}

fn open_face() -> Face {
    let screen = |size| Face::Screen(Box::new(screen::Screen::open(screen::Options::new(size)).unwrap()));
    match std::env::var("FACE").unwrap().as_str() {
        "linear" => Face::Linear(Box::new(linear::Linear::open(linear::Options::default()).unwrap())),
        "large" => screen(screen::Size::Large),
        _ => screen(screen::Size::Normal),
    }
}

fn outside(words: Words) -> Outside {
    let format = Format::of_file_name(DOCUMENT.as_ref());
    let id = DocumentId::new("file-0").unwrap();
    let document = Document::of_file(id, "bio-2025-10.xml".into(), format, format.media_type().into(), None);
    let settings = Settings {
        place: Some(Place::Home),
        server: None,
        demonstration: false,
        remembers: false,
        lock_at_home: None,
        lock_in_shop: Duration::from_secs(120),
        folder: "".into(),
        files: vec![document],
        left_out: 0,
        more_files: false,
    };
    Outside {
        program: env!("CARGO_BIN_EXE_dmp").into(),
        words,
        settings,
        instance: Instance::new([7; 16]),
        extra_roots: None,
        demonstration: None,
        files: vec![DOCUMENT.into()],
        drafts: None,
        identifier: Box::new(|place| Identifier::new(place, None)),
        keep: Box::new(drop),
    }
}

#[test]
fn s48_s49_s52_f46_a_fault_of_the_whole_program_gives_the_terminal_back_and_says_one_sentence() {
    let program = std::env::current_exe().unwrap();
    let this = ["--ignored", "--exact", "--nocapture", "--test-threads=1", "broken::fails_when_told"];
    for face in ["screen", "large", "linear"] {
        for fault in [HERE, ELSEWHERE] {
            let start = Start::program(program.to_str().unwrap(), &this).env("FACE", face).env("RUST_BACKTRACE", "full");
            let terminal = Terminal::start(start);
            match face {
                "linear" => Ears::new(&terminal).reads(READ),
                _ => Eyes(&terminal).reads(READ),
            }
            terminal.signal(fault);
            assert_eq!(terminal.end(), Ended { code: 1, signal: None }, "{face} {fault:?}");
            terminal.is_given_back();
            let (history, bytes) = (terminal.history(), terminal.bytes());
            let all = String::from_utf8_lossy(&bytes);
            assert_eq!(history.matches(SENTENCE).count(), 1, "{face} {fault:?}: {history}");
            assert!(!history.contains(READ), "{face} {fault:?}: {history}");
            // Neither what the fault said nor how it came about, not even on a screen that is no longer seen.
            for never in ["Nadia", "8c1f0a", "panicked", "stack backtrace", "broken.rs"] {
                assert!(!all.contains(never), "{never} {face} {fault:?}: {all}");
            }
            is_reported(&terminal, &history);
        }
    }
}

/// The one file left is the report: private, named by the sentence, and saying nothing but where.
fn is_reported(terminal: &Terminal, history: &str) {
    let reports = files(terminal.home());
    let [report] = &reports[..] else { panic!("{reports:?}") };
    let number = report.file_stem().unwrap().to_str().unwrap().strip_prefix("report-").unwrap();
    assert!(history.contains(number), "{number} is not in {history}");
    assert_eq!(std::fs::metadata(report).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(files_holding(terminal.home(), "tests/terminal/broken.rs:").len(), 1);
    assert!(files_holding(terminal.home(), "Nadia").is_empty());
}
