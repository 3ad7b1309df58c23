//! Signed in: what the program is told to end by gives the session back as well as the terminal, and no secret of the
//! session is anywhere one could look.

use crate::support::journey::{self, NADIA, NADIAS};
use crate::support::person::{Ears, Eyes, Person};
use crate::support::sandbox::Sandbox;
use crate::support::tap::Tap;
use crate::support::terminal::{Modes, Terminal};
use crate::support::{DONE, Ended, Start, files, files_holding};
use rustix::process::Signal;

const FACES: [&str; 3] = ["screen", "large", "linear"];

/// Somebody signed in, with what their program sends.
struct Signed {
    sandbox: Sandbox,
    tap: Tap,
    terminal: Terminal,
}

impl Signed {
    fn on(face: &str) -> Self {
        let sandbox = Sandbox::start();
        let tap = Tap::on(&sandbox.base);
        let terminal = Terminal::start(Start::dmp(&["--server", &tap.base, "--place", "maison", "--face", face]));
        match face {
            "linear" => journey::sign_in_again(&mut Ears::new(&terminal), &sandbox),
            _ => journey::sign_in_again(&mut Eyes(&terminal), &sandbox),
        }
        let signed = Self { sandbox, tap, terminal };
        assert_eq!(signed.sandbox.status_for(&signed.access()), 200);
        signed
    }

    fn access(&self) -> String {
        self.tap.after("authorization: Bearer ").pop().expect("a request of somebody signed in")
    }
}

#[test]
fn s21_s48_f44_a_signal_while_signed_in_ends_the_session_at_the_server_and_gives_the_terminal_back() {
    for face in FACES {
        for (signal, code) in [(Signal::TERM, 143), (Signal::HUP, 129)] {
            let signed = Signed::on(face);
            let access = signed.access();
            signed.terminal.signal(signal);
            assert_eq!(signed.terminal.end(), Ended { code, signal: None }, "{face} {signal:?}");
            signed.terminal.is_given_back();
            let history = signed.terminal.history();
            assert!(!history.contains("Nadia"), "{face} {signal:?}: {history}");
            assert_eq!(signed.sandbox.status_for(&access), 401, "{face} {signal:?}: the session is still open");
        }
    }
}

#[test]
fn s21_f44_a_window_closed_while_signed_in_ends_the_session_at_the_server() {
    for face in FACES {
        let Signed { sandbox, tap, terminal } = Signed::on(face);
        let access = tap.after("authorization: Bearer ").pop().unwrap();
        assert_eq!(terminal.close().end(), Ended { code: 129, signal: None }, "{face}");
        assert_eq!(sandbox.status_for(&access), 401, "{face}: the session is still open");
    }
}

#[test]
fn s22_f44_a_server_that_no_longer_answers_holds_neither_the_terminal_nor_the_end() {
    let signed = Signed::on("screen");
    signed.tap.mute();
    signed.terminal.signal(Signal::TERM);
    // The terminal first; then the server is told, which answers nothing; and the end comes all the same.
    signed.terminal.wait_for("the terminal given back", |screen| !screen.alternate_screen());
    signed.tap.wait("POST /auth/revoke");
    assert_eq!(signed.terminal.end(), Ended { code: 143, signal: None });
    assert_eq!(signed.terminal.modes(), Modes::COOKED);
    signed.terminal.is_given_back();
    assert_eq!(signed.sandbox.status_for(&signed.access()), 200, "nothing came through");
}

#[test]
fn s29_s50_no_secret_of_the_session_is_where_one_could_look() {
    for face in ["screen", "linear"] {
        let sandbox = Sandbox::start();
        let tap = Tap::on(&sandbox.base);
        let terminal = Terminal::start(Start::dmp(&["--server", &tap.base, "--face", face]));
        let process = match face {
            "linear" => visit(&mut Ears::new(&terminal), &terminal, &sandbox),
            _ => visit(&mut Eyes(&terminal), &terminal, &sandbox),
        };
        terminal.is_given_back();
        // Six digits could stand anywhere by chance: the code is looked for where it is alone, in `journeys`.
        let mut secrets = vec![NADIAS.to_owned()];
        for name in ["authorization: Bearer ", "auth_session=", "&code=", "code_verifier=", "client_instance=", "\ntoken="] {
            let values = tap.after(name);
            assert!(!values.is_empty(), "{name} was never sent: {}", tap.sent());
            secrets.extend(values);
        }
        let shown = String::from_utf8_lossy(&terminal.bytes()).into_owned();
        let addresses: String = tap.sent().lines().filter(|line| line.ends_with(" HTTP/1.1")).collect();
        assert!(shown.contains("Bonjour Nadia") && process.contains("--server") && addresses.contains("/fhir/Patient/"));
        for secret in &secrets {
            assert!(!shown.contains(secret), "{secret} was shown ({face})");
            assert!(!process.contains(secret), "{secret} is in the process: {process}");
            assert!(!addresses.contains(secret), "{secret} is in an address: {addresses}");
            assert!(files_holding(terminal.home(), secret).is_empty(), "{secret} is in {:?}", files(terminal.home()));
        }
        // There was something to look into: at home, settings and the identifier are kept.
        assert_eq!(files_holding(terminal.home(), NADIA).len(), 1);
        // No order but those that begin so: a window title would be another.
        assert!(!shown.contains("\x1b]"), "{shown}");
    }
}

/// A whole visit, and what other programs of this computer could see of ours in its middle.
fn visit(person: &mut impl Person, terminal: &Terminal, sandbox: &Sandbox) -> String {
    journey::arrive(person, "Chez moi");
    journey::identify(person);
    person.chooses("Retenir mon identifiant sur cet ordinateur : non");
    person.reads("Retenir mon identifiant sur cet ordinateur : oui");
    journey::prove(person, sandbox);
    person.chooses("Lire mes documents");
    person.reads("documents");
    let process: String = ["cmdline", "environ", "comm"]
        .iter()
        // Refused to others of the same person (S37) but for the first.
        .filter_map(|file| std::fs::read(format!("/proc/{}/{file}", terminal.pid().as_raw_nonzero())).ok())
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .collect();
    journey::leave(person);
    assert_eq!(terminal.end(), DONE);
    process
}
