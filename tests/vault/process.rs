//! The process itself: its memory, its signals, its faults (S37, S52, F44 to F46).

use crate::child;
use dmp::run::harden::harden;
use dmp::run::panics::Panics;
use dmp::run::signals::{Signal, Signals, Stopped, stop};
use dmp::words::Words;
use rustix::process::{Pid, Signal as Raw, WaitOptions, kill_process, waitpid};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::MetadataExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::process::{Child, Command, ExitCode, Output, Stdio};
use tempfile::tempdir;

/// What no fault may ever show.
const CANARY: &str = "Nadia Benali a le diabète";

fn out(line: &str) {
    let mut stdout = std::io::stdout();
    writeln!(stdout, "{line}").and_then(|()| stdout.flush()).unwrap();
}

#[test]
fn s37_no_dump_and_no_reading_of_the_memory_by_a_neighbour() {
    // Root reads everything: the child is somebody else.
    let wrapper: &[&str] = match rustix::process::geteuid().is_root() {
        false => &[],
        true if child::present("setpriv") => &["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"],
        true => return child::skipped("no setpriv to become somebody else"),
    };
    let child = child::again(wrapper, "process::hardens").output().unwrap();
    assert!(child.status.success(), "{child:?}");
}

#[test]
#[ignore = "a child of another test"]
fn hardens() {
    use rustix::process::{DumpableBehavior, Resource, dumpable_behavior, getrlimit};
    // Not in the same session of a debugger: a neighbour of the same person.
    let neighbour = |file: &str| {
        let path = format!("/proc/{}/{file}", std::process::id());
        Command::new("head").args(["-c", "1"]).arg(path).stderr(Stdio::null()).output().unwrap().status.success()
    };
    assert!(neighbour("environ"), "nothing would be shown if it were closed beforehand");
    harden();
    assert!(!neighbour("environ") && !neighbour("maps"));
    assert!(neighbour("cmdline"), "arguments stay readable: hence no secret there");
    assert!(dumpable_behavior().unwrap() == DumpableBehavior::NotDumpable);
    let core = getrlimit(Resource::Core);
    assert_eq!((core.current, core.maximum), (Some(0), Some(0)));
}

/// A child that says its lines one by one.
struct Telling {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Telling {
    fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    fn pid(&self) -> Pid {
        Pid::from_child(&self.child)
    }

    fn send(&self, signal: Raw) {
        kill_process(self.pid(), signal).unwrap();
    }

    /// Waits for a line.
    fn hear(&mut self, awaited: &str) {
        for line in self.lines.by_ref() {
            if line.unwrap() == awaited {
                return;
            }
        }
        panic!("it ended without saying {awaited:?}");
    }
}

#[test]
fn f44_f45_each_signal_is_told_and_none_ends_or_stops_the_process_by_itself() {
    lives_through_signals(false);
    lives_through_signals(true);
}

fn lives_through_signals(quit: bool) {
    let mut command = child::again(&[], "process::tells_its_signals");
    command.process_group(0);
    let mut telling = Telling::start(command);
    telling.hear("ready");
    for (raw, told) in [(Raw::HUP, "HangUp"), (Raw::INT, "Interrupt"), (Raw::CONT, "Continue")] {
        telling.send(raw);
        telling.hear(told);
    }
    // Ctrl+Z: told first, then really stopped, then told that it goes on.
    telling.send(Raw::TSTP);
    telling.hear("Stop");
    let (_, status) = waitpid(Some(telling.pid()), WaitOptions::UNTRACED).unwrap().unwrap();
    assert!(status.stopped(), "{status:?}");
    telling.send(Raw::CONT);
    telling.hear("stopped: Yes");
    telling.hear("Continue");
    telling.send(if quit { Raw::QUIT } else { Raw::TERM });
    telling.hear("Terminate");
    assert!(telling.child.wait().unwrap().success());
}

#[test]
fn f45_where_nobody_could_make_it_go_on_it_is_not_stopped() {
    if !child::present("setsid") {
        return child::skipped("no setsid");
    }
    let mut telling = Telling::start(child::again_within_a_minute(&["setsid", "--wait"], "process::tells_its_signals"));
    telling.hear("ready");
    let pid = telling.lines.next().unwrap().unwrap();
    let alone = Pid::from_raw(pid.parse().unwrap()).unwrap();
    kill_process(alone, Raw::TSTP).unwrap();
    telling.hear("stopped: No");
    kill_process(alone, Raw::TERM).unwrap();
    telling.hear("Terminate");
    assert!(telling.child.wait().unwrap().success());
}

#[tokio::test]
#[ignore = "a child of other tests"]
async fn tells_its_signals() {
    let mut signals = Signals::listen().unwrap();
    // A name of our own line, whatever the test program says before it.
    out("\nready");
    out(&std::process::id().to_string());
    loop {
        let signal = signals.next().await;
        out(match signal {
            Signal::Terminate => "Terminate",
            Signal::HangUp => "HangUp",
            Signal::Interrupt => "Interrupt",
            Signal::Stop => "Stop",
            Signal::Continue => "Continue",
        });
        match signal {
            Signal::Terminate => break,
            Signal::Stop => out(match stop().unwrap() {
                Stopped::Yes => "stopped: Yes",
                Stopped::No => "stopped: No",
            }),
            Signal::HangUp | Signal::Interrupt | Signal::Continue => {}
        }
    }
}

/// What a child said, once it has failed.
fn fails(name: &str) -> (Output, String, tempfile::TempDir) {
    let folder = tempdir().unwrap();
    let child = child::again(&[], name)
        .env("REPORTS", folder.path().join("own"))
        .env("RUST_BACKTRACE", "full")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let all = format!("{}{}", String::from_utf8_lossy(&child.stdout), String::from_utf8_lossy(&child.stderr));
    assert!(!all.contains("Nadia") && !all.contains("stack backtrace"), "{all}");
    (child, all, folder)
}

/// The sentence is said once, and names the only report, which is private and says nothing but where.
fn is_reported(all: &str, folder: &tempfile::TempDir) {
    assert_eq!(all.matches("Le programme a rencontré une erreur").count(), 1, "{all}");
    let reports: Vec<_> = fs::read_dir(folder.path().join("own")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let [report] = &reports[..] else { panic!("{reports:?}") };
    let number = report.file_stem().unwrap().to_str().unwrap().strip_prefix("report-").unwrap();
    assert!(number.len() == 8 && all.contains(number), "{number} is not in {all}");
    assert_eq!(fs::metadata(report).unwrap().mode() & 0o777, 0o600);
    let text = fs::read_to_string(report).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(concat!("dmp ", env!("CARGO_PKG_VERSION"))));
    assert!(lines.next().unwrap().starts_with("tests/vault/process.rs:"), "{text}");
    assert_eq!(lines.next(), None, "{text}");
}

fn watched() -> Panics {
    let panics = Panics::install(|| out("restored"));
    panics.speak(&Words::french());
    panics.write_reports_in(child::given("REPORTS").into());
    panics
}

#[test]
fn s52_a_fault_where_one_draws_gives_the_terminal_back_and_says_one_sentence() {
    let (child, all, folder) = fails("process::fails_where_it_draws");
    assert!(child.status.success(), "{all}");
    is_reported(&all, &folder);
    let at = |what: &str| all.find(what).unwrap_or_else(|| panic!("no {what}: {all}"));
    assert!(at("restored") < at("unwinding"), "the terminal is given back before anything is undone: {all}");
}

struct Unwinding;
impl Drop for Unwinding {
    fn drop(&mut self) {
        out("unwinding");
    }
}

#[test]
#[ignore = "a child of another test"]
fn fails_where_it_draws() {
    let code = watched().guard(|| {
        let _unwinding = Unwinding;
        panic!("{CANARY}");
    });
    assert!(code == ExitCode::FAILURE);
}

#[test]
fn s52_a_fault_before_anything_is_ready_is_told_as_well() {
    let (child, all, _) = fails("process::fails_at_once");
    assert!(child.status.success() && all.contains("Le programme a rencontré une erreur"), "{all}");
}

#[test]
#[ignore = "a child of another test"]
fn fails_at_once() {
    assert!(Panics::install(|| {}).guard(|| panic!("{CANARY}")) == ExitCode::FAILURE);
}

#[test]
fn f46_a_fault_in_a_task_makes_the_program_leave_by_its_own_way() {
    let (child, all, folder) = fails("process::fails_in_a_task");
    assert!(child.status.success(), "{all}");
    is_reported(&all, &folder);
    let at = |what: &str| all.find(what).unwrap_or_else(|| panic!("no {what}: {all}"));
    assert!(at("told") < at("restored"), "the terminal was taken from the hands of the one who draws: {all}");
}

#[test]
#[ignore = "a child of another test"]
fn fails_in_a_task() {
    let panics = watched();
    let code = panics.guard(|| {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            tokio::spawn(async { panic!("{CANARY}") });
            panics.happened().await;
            out("told");
            ExitCode::SUCCESS
        })
    });
    assert!(code == ExitCode::FAILURE);
}

#[test]
fn f46_many_faults_at_once_are_one() {
    let (child, all, folder) = fails("process::fails_in_many_threads");
    assert!(child.status.success(), "{all}");
    is_reported(&all, &folder);
}

#[test]
#[ignore = "a child of another test"]
fn fails_in_many_threads() {
    let panics = watched();
    let code = panics.guard(|| {
        let threads: Vec<_> = (0..8).map(|_| std::thread::spawn(|| panic!("{CANARY}"))).collect();
        assert!(threads.into_iter().all(|thread| thread.join().is_err()));
        ExitCode::SUCCESS
    });
    assert!(code == ExitCode::FAILURE);
}

#[test]
fn f46_a_program_that_does_not_leave_is_ended() {
    for name in ["process::fails_and_stays", "process::fails_and_holds_the_terminal"] {
        let (child, all, folder) = fails(name);
        assert_eq!(child.status.code(), Some(1), "{name}: {all}");
        if name.ends_with("stays") {
            is_reported(&all, &folder);
            assert!(all.contains("restored"), "{all}");
        }
    }
}

#[test]
#[ignore = "a child of another test"]
fn fails_and_stays() {
    watched().guard(|| {
        let _ = std::thread::spawn(|| panic!("{CANARY}")).join();
        loop {
            std::thread::park();
        }
    });
}

#[test]
#[ignore = "a child of another test"]
fn fails_and_holds_the_terminal() {
    let panics = Panics::install(|| {
        loop {
            std::thread::park();
        }
    });
    panics.guard(|| {
        let _ = std::thread::spawn(|| panic!("{CANARY}")).join();
        loop {
            std::thread::park();
        }
    });
}

#[test]
fn f46_a_fault_during_a_fault_ends_with_the_same_sentence_and_no_abort() {
    for name in ["process::fails_twice_where_it_draws", "process::fails_twice_in_a_thread"] {
        let (child, all, folder) = fails(name);
        assert_eq!((child.status.code(), child.status.signal()), (Some(1), None), "{name}: {all}");
        is_reported(&all, &folder);
        assert!(all.contains("restored") && !all.contains("abort"), "{all}");
    }
}

struct FailsWhenDropped;
impl Drop for FailsWhenDropped {
    fn drop(&mut self) {
        panic!("{CANARY}");
    }
}

fn fails_twice() {
    let _second = FailsWhenDropped;
    panic!("{CANARY}");
}

#[test]
#[ignore = "a child of another test"]
fn fails_twice_where_it_draws() {
    watched().guard(|| {
        fails_twice();
        ExitCode::SUCCESS
    });
}

#[test]
#[ignore = "a child of another test"]
fn fails_twice_in_a_thread() {
    watched().guard(|| {
        let _ = std::thread::spawn(fails_twice).join();
        loop {
            std::thread::park();
        }
    });
}

#[test]
fn a_program_that_does_not_fail_answers_what_it_wants() {
    let child = child::again(&[], "process::does_not_fail").output().unwrap();
    assert!(child.status.success() && !String::from_utf8_lossy(&child.stdout).contains("restored"), "{child:?}");
}

#[test]
#[ignore = "a child of another test"]
fn does_not_fail() {
    let panics = Panics::install(|| out("restored"));
    assert!(panics.guard(|| ExitCode::from(7)) == ExitCode::from(7));
}
