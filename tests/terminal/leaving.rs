//! However the program ends or stops, the terminal is as it was found, and nothing medical stays on it.

use crate::support::person::{Ears, Eyes, Person};
use crate::support::terminal::{Key, Modes, Terminal};
use crate::support::{DONE, Ended, Start};
use rustix::process::Signal;

/// A document of the fictional record, on the disk: nobody needs to sign in to have something medical on the screen.
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/record/bio-2025-10.xml");
/// What that document says first.
const CANARY: &str = "Compte rendu d'examens";
const FACES: [&str; 3] = ["screen", "large", "linear"];

fn reading(face: &str) -> Terminal {
    let terminal = Terminal::start(Start::dmp(&["open", DOCUMENT, "--face", face]));
    shown(&terminal, face);
    terminal
}

fn shown(terminal: &Terminal, face: &str) {
    match face {
        "linear" => Ears::new(terminal).reads(CANARY),
        _ => Eyes(terminal).reads(CANARY),
    }
}

fn nothing_stays(terminal: &Terminal) {
    terminal.is_given_back();
    let history = terminal.history();
    assert!(!history.contains(CANARY) && !history.contains("bio-2025-10"), "{history}");
}

fn ended(code: u32) -> Ended {
    Ended { code, signal: None }
}

#[test]
fn s48_s49_f44_a_signal_gives_the_terminal_back_and_nothing_stays_on_it() {
    for face in FACES {
        for (signal, code) in [(Signal::TERM, 143), (Signal::QUIT, 143), (Signal::HUP, 129), (Signal::INT, 130)] {
            let terminal = reading(face);
            terminal.signal(signal);
            assert_eq!(terminal.end(), ended(code), "{face} {signal:?}");
            nothing_stays(&terminal);
        }
    }
}

#[test]
fn s48_s49_leaving_as_one_wishes_gives_the_terminal_back_and_nothing_stays_on_it() {
    for face in FACES {
        for leaves in [Key::Char('q'), Key::Ctrl('c')] {
            let terminal = reading(face);
            terminal.key(leaves);
            if face == "linear" && leaves == Key::Char('q') {
                terminal.key(Key::Enter);
            }
            assert_eq!(terminal.end(), DONE, "{face} {leaves:?}");
            nothing_stays(&terminal);
        }
    }
}

#[test]
fn f44_a_window_that_is_closed_ends_the_program() {
    // Several times: the end of input and the signal race.
    for face in FACES.iter().cycle().take(12) {
        assert_eq!(reading(face).close().end(), ended(129), "{face}");
    }
}

#[test]
fn f45_s48_ctrl_z_gives_the_terminal_back_and_fg_takes_it_again() {
    for face in FACES {
        let script = "set -m; \"$DMP\" open \"$FILE\" --face $FACE; echo stopped; read go; fg >/dev/null; echo over $?";
        let terminal = Terminal::start(Start::shell(script).env("FILE", DOCUMENT).env("FACE", face));
        shown(&terminal, face);
        terminal.key(Key::Ctrl('z'));
        terminal.see("stopped");
        assert_eq!(terminal.modes(), Modes::COOKED, "{face}");
        if face != "linear" {
            terminal.is_given_back();
            let history = terminal.history();
            assert!(!history.contains(CANARY), "{history}");
        }
        let before = terminal.bytes_so_far();
        terminal.key(Key::Enter);
        terminal.receive(before, CANARY.as_bytes());
        shown(&terminal, face);
        terminal.key(Key::Char('q'));
        if face == "linear" {
            terminal.key(Key::Enter);
        }
        terminal.see("over 0");
        assert_eq!(terminal.end(), DONE, "{face}");
        nothing_stays(&terminal);
    }
}

#[test]
fn f45_where_nobody_could_go_on_with_it_the_program_does_not_stop() {
    let terminal = reading("screen");
    let before = terminal.bytes_so_far();
    terminal.key(Key::Ctrl('z'));
    terminal.receive(before, CANARY.as_bytes());
    Eyes(&terminal).reads(CANARY);
    terminal.key(Key::Char('q'));
    assert_eq!(terminal.end(), DONE);
    nothing_stays(&terminal);
}

/// What a program that is killed leaves on, besides what ours does: keys, cursor, and rows that no longer scroll.
const LEFT_ON: &str = "printf '\\033[?1000h\\033[?1006h\\033[?25l\\033[3;6r'";

/// Kills the program in the middle of the screen face, then runs `next` where it was.
fn after_a_kill(next: &str) -> Terminal {
    let script = format!("set -m; echo before; \"$DMP\" open \"$FILE\"; {LEFT_ON}; read go; {next}");
    let terminal = Terminal::start(Start::shell(&script).env("FILE", DOCUMENT));
    shown(&terminal, "screen");
    terminal.signal_in_front(Signal::KILL);
    terminal.wait_for("the mouse taken", |screen| screen.mouse_protocol_mode() != vt100::MouseProtocolMode::None);
    // Nothing of ours runs any more: this is what the next start finds.
    assert_ne!(terminal.modes(), Modes::COOKED);
    assert!(terminal.on_screen(|screen| screen.alternate_screen() && screen.bracketed_paste() && screen.hide_cursor()));
    terminal
}

#[test]
fn f47_after_a_kill_the_next_start_puts_the_terminal_in_order_before_it_takes_it() {
    for face in ["screen", "large"] {
        let terminal = after_a_kill(&format!("\"$DMP\" open \"$FILE\" --face {face}; echo over $?; seq 101 130"));
        let before = terminal.bytes_so_far();
        terminal.keys("\n");
        let taken = terminal.receive(before, b"\x1b[?1049h");
        let bytes = terminal.bytes()[before..taken].to_vec();
        for order in ["?1000l", "?1006l", "?2004l", "?25h", "r", "0m"] {
            let order = format!("\x1b[{order}");
            assert!(bytes.windows(order.len()).any(|window| window == order.as_bytes()), "{order:?} {}", bytes.escape_ascii());
        }
        shown(&terminal, "screen");
        terminal.key(Key::Char('q'));
        assert_eq!(terminal.end(), DONE);
        nothing_stays(&terminal);
        // The whole window scrolls again, below what stood there before the first start.
        assert!(terminal.text().starts_with("108\n") && terminal.history().starts_with("before"), "{}", terminal.history());
        assert!(terminal.history().contains("over 0"), "{}", terminal.history());
    }
}

#[test]
fn f47_after_a_kill_lines_are_read_and_given_back_as_lines() {
    let terminal = after_a_kill("\"$DMP\" open \"$FILE\" --linear; echo over $?");
    terminal.keys("\n");
    shown(&terminal, "linear");
    terminal.keys("q\r");
    terminal.see("over 0");
    assert_eq!((terminal.end(), terminal.modes()), (DONE, Modes::COOKED));
}

#[test]
fn f47_the_help_names_what_a_person_can_type_meanwhile() {
    let terminal = after_a_kill("\"$DMP\" --help");
    terminal.keys("\n");
    assert_eq!(terminal.end(), DONE);
    terminal.receive(0, "tapez reset".as_bytes());
}

#[test]
fn f47_what_stood_on_the_terminal_before_a_start_is_still_there_after_it() {
    let script = "seq 1 5; \"$DMP\" open \"$FILE\"; echo after";
    let terminal = Terminal::start(Start::shell(script).env("FILE", DOCUMENT));
    shown(&terminal, "screen");
    terminal.key(Key::Char('q'));
    assert_eq!(terminal.end(), DONE);
    let rows: Vec<String> = terminal.text().lines().map(|row| row.trim().to_owned()).collect();
    assert_eq!(rows, ["1", "2", "3", "4", "5", "after"]);
}
