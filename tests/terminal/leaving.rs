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
