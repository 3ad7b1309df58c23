//! The harness tells the truth: shown with programs that everybody knows.

use crate::support::pipe::Pipe;
use crate::support::terminal::{Key, Modes, Terminal};
use crate::support::{DONE, Ended, Start, files_holding};
use rustix::process::Signal;
use std::panic::{AssertUnwindSafe, catch_unwind};

#[test]
fn the_version_is_said_in_a_terminal_and_through_a_pipe() {
    let expected = concat!("dmp ", env!("CARGO_PKG_VERSION"));
    let terminal = Terminal::start(Start::dmp(&["--version"]));
    assert_eq!(terminal.end(), DONE);
    assert_eq!(terminal.text().trim(), expected);
    terminal.is_given_back();
    let mut pipe = Pipe::start(Start::dmp(&["--version"]));
    assert_eq!(pipe.end(), DONE);
    assert_eq!((pipe.out().as_str(), pipe.errors().as_str()), (&*format!("{expected}\n"), ""));
}

#[test]
fn keys_arrive_and_the_screen_is_seen() {
    let terminal = Terminal::start(Start::shell("read line; echo \"<$line>\"; stty size; exit 3"));
    terminal.keys("été");
    terminal.key(Key::Backspace);
    terminal.key(Key::Enter);
    terminal.see("<ét>");
    terminal.see("24 80");
    assert_eq!(terminal.end(), Ended { code: 3, signal: None });
    terminal.is_given_back();
}

#[test]
fn the_size_changes_and_the_program_is_told() {
    let terminal = Terminal::start(Start::shell("trap 'stty size' WINCH; echo ready; while :; do read x; done").size(10, 40));
    terminal.see("ready");
    terminal.resize(5, 20);
    terminal.see("5 20");
    assert_eq!(terminal.on_screen(|screen| (screen.size().0.get(), screen.size().1.get())), (5, 20));
    terminal.signal(Signal::KILL);
    assert_ne!(terminal.end(), DONE);
}

#[test]
fn a_terminal_that_is_not_given_back_is_noticed() {
    for (script, mode) in [
        ("stty -echo", "echo"),
        ("stty -icanon", "lines"),
        ("stty raw", "signals"),
        ("printf '\\033[?1049h'", "other screen"),
        ("printf '\\033[?25l'", "cursor"),
        ("printf '\\033[?2004h'", "paste"),
        ("printf '\\033[?1000h'", "mouse"),
    ] {
        let terminal = Terminal::start(Start::shell(script));
        assert_eq!(terminal.end(), DONE);
        assert!(catch_unwind(AssertUnwindSafe(|| terminal.is_given_back())).is_err(), "{mode}");
    }
    let terminal = Terminal::start(Start::shell("stty raw -echo; stty sane"));
    assert_eq!((terminal.end(), terminal.modes()), (DONE, Modes::COOKED));
}

#[test]
fn what_scrolled_away_and_every_byte_is_kept() {
    let terminal = Terminal::start(Start::shell("seq 1 100; printf 'a\\033[31mb'").size(10, 40));
    assert_eq!(terminal.end(), DONE);
    assert!(!terminal.text().contains("42"));
    let history = terminal.history();
    let numbers: Vec<&str> = history.lines().map(str::trim).collect();
    assert_eq!(numbers.len(), 101, "{history}");
    assert_eq!((numbers[0], numbers[41], numbers[100]), ("1", "42", "ab"));
    assert!(terminal.bytes().ends_with(b"a\x1b[31mb"));
    let after = terminal.receive(0, b"99");
    assert_eq!(terminal.receive(after, b"100"), after + 5);
}

#[test]
fn a_shell_stops_a_program_and_goes_on_with_it() {
    let script = "set -m; cat; stty -a | tr ' ' '\\n' | grep -x icanon; echo mine; fg; echo over";
    let terminal = Terminal::start(Start::shell(script));
    terminal.keys("one\r");
    terminal.wait_for("the echo of cat", |screen| screen.contents().matches("one").count() == 2);
    terminal.key(Key::Ctrl('z'));
    terminal.see("icanon");
    terminal.see("mine");
    terminal.keys("two\r");
    terminal.wait_for("cat again", |screen| screen.contents().matches("two").count() == 2);
    terminal.signal_in_front(Signal::TERM);
    terminal.see("over");
    assert_eq!(terminal.end(), DONE);
}

#[test]
fn a_process_that_stops_and_a_terminal_that_goes_away_are_seen() {
    let terminal = Terminal::start(Start::shell("trap 'exit 7' HUP; echo ready; while :; do read x; done"));
    terminal.see("ready");
    terminal.signal(Signal::STOP);
    terminal.wait_stopped();
    terminal.signal(Signal::CONT);
    assert_eq!(terminal.close().end(), Ended { code: 7, signal: None });
}

#[test]
fn questions_to_the_terminal_are_answered() {
    let script = "stty raw -echo; printf 'abc\\033[6n'; dd bs=1 count=6 2>/dev/null | tr -d '\\033'; stty sane";
    let terminal = Terminal::start(Start::shell(script));
    assert_eq!(terminal.end(), DONE);
    assert!(terminal.text().contains("abc[1;4R"), "{}", terminal.text());
}

#[test]
fn a_paste_comes_in_brackets_where_they_were_asked_for() {
    let terminal = Terminal::start(Start::shell(
        "stty raw -echo; printf '\\033[?2004hready'; dd bs=1 count=14 2>/dev/null | tr '\\033' '^'",
    ));
    terminal.see("ready");
    terminal.paste("xy");
    assert_eq!(terminal.end(), DONE);
    assert!(terminal.text().contains("^[200~xy^[201~"), "{}", terminal.text());
}

#[test]
fn a_pipe_carries_lines_and_its_end() {
    let mut pipe = Pipe::start(Start::shell("while read line; do echo \"<$line>\"; done; echo over >&2; exit 4"));
    pipe.line("un");
    let next = pipe.hear(0, "<un>\n");
    pipe.line("deux");
    pipe.hear(next, "<deux>");
    pipe.close();
    assert_eq!(pipe.end(), Ended { code: 4, signal: None });
    assert_eq!((pipe.out().as_str(), pipe.errors().as_str()), ("<un>\n<deux>\n", "over\n"));
}

#[test]
fn what_stays_on_the_computer_is_found() {
    let start = Start::shell("mkdir -p a/b; echo 'un secret' > a/b/c; pwd -P; env");
    let mut pipe = Pipe::start(start);
    assert_eq!(pipe.end(), DONE);
    assert_eq!(files_holding(pipe.home(), "secret"), [pipe.home().join("a/b/c")]);
    assert!(files_holding(pipe.home(), "autre").is_empty());
    let home = pipe.home().canonicalize().unwrap();
    assert_eq!(pipe.out().lines().next(), home.to_str());
    for leaked in ["CARGO", "XDG", "USER="] {
        assert!(!pipe.out().contains(leaked), "{}", pipe.out());
    }
}
