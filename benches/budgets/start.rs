//! From the command to something to read, and the size of the program.

use crate::report::{Report, percentile};
use crate::support::Start;
use crate::support::terminal::Terminal;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const TIMES: usize = 30;
const FRAME: Duration = Duration::from_millis(30);
const VERSION: Duration = Duration::from_millis(10);
/// Megabytes of the program (D36).
const SIZE: f64 = 20.0;

pub fn measure(report: &mut Report) {
    let nothing = quickest("/bin/true", &[]);
    let version = quickest(env!("CARGO_BIN_EXE_dmp"), &["--version"]);
    let figures = format!("{} (budget {VERSION:?}; /bin/true: {:.1?})", said(&version), percentile(&nothing, 50));
    report.tell(version[0] < VERSION, "dmp --version to its exit", &figures);

    // The first question, and the sign-in page of a server that does not answer: nothing is waited for.
    let asked = (&["demo"][..], "Où êtes-vous ?");
    let known = (&["--server", "http://127.0.0.1:9/fhir", "--place", "home"][..], "Connexion à votre DMP");
    for (arguments, title) in [asked, known] {
        let frames = sorted(|| first_frame(arguments, title));
        let figures = format!("{} (budget {FRAME:?})", said(&frames));
        report.tell(frames[0] < FRAME, &format!("dmp {} to the first frame", arguments[0]), &figures);
    }

    let size = std::fs::metadata(env!("CARGO_BIN_EXE_dmp")).unwrap().len() as f64 / 1e6;
    report.tell(size < SIZE, "the program's size", &format!("{size:.1} MB (budget {SIZE} MB)"));
}

fn said(sorted: &[Duration]) -> String {
    format!("{:.1?} at best, {:.1?} usually", sorted[0], percentile(sorted, 50))
}

fn sorted(mut once: impl FnMut() -> Duration) -> Vec<Duration> {
    let mut times: Vec<Duration> = (0..TIMES).map(|_| once()).collect();
    times.sort_unstable();
    times
}

fn quickest(program: &str, arguments: &[&str]) -> Vec<Duration> {
    sorted(|| {
        let start = Instant::now();
        let status = Command::new(program).args(arguments).stdout(Stdio::null()).status().unwrap();
        let elapsed = start.elapsed();
        assert!(status.success());
        elapsed
    })
}

/// Until the first page stands whole on the terminal, down to the help on its last row.
fn first_frame(arguments: &[&str], title: &str) -> Duration {
    let prepared = Start::dmp(arguments);
    let start = Instant::now();
    let terminal = Terminal::start(prepared);
    terminal.wait_for("the first page", |screen| {
        screen.contents().contains(title) && screen.rows(0, 80).last().is_some_and(|last| !last.trim().is_empty())
    });
    start.elapsed()
}
