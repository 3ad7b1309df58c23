//! The line editor in a real pseudo-terminal: this test binary started again as the program under test.

use crate::pages::{self, NAME, PASSWORD};
use dmp::domain::Clean;
use dmp::face::linear::{Linear, Options};
use dmp::page::{Heard, Leaving, Notice, Tone};
use dmp::words::Words;
use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

const UNDER_TEST: &str = "DMP_LINEAR_UNDER_TEST";

/// Not a test by itself: a small program with the sign-in page, run by the tests below in their terminal.
#[test]
fn under_test() {
    let Ok(how) = std::env::var(UNDER_TEST) else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let words = Words::french();
        let mut face = Linear::open(Options::default()).unwrap();
        let (mut name, mut notice) = (Clean::empty(), None);
        loop {
            let mut page = pages::sign_in(&name);
            page.notice.clone_from(&notice);
            face.show(&page, &words).unwrap();
            match face.next(&page, &words).await.unwrap() {
                Heard::Edited(NAME, change) => name = change.text,
                // The first key makes some news, in the middle of typing.
                Heard::Active if how == "news" && notice.is_none() => {
                    notice = Some(Notice { serial: 5, tone: Tone::Information, text: "Code envoyé".into() });
                }
                Heard::Did { mut secrets, .. } => {
                    let password = secrets.take(PASSWORD).map_or(0, |secret| secret.reveal().chars().count());
                    if how == "panic" {
                        std::panic::set_hook(Box::new(|_| {
                            dmp::face::linear::restore();
                            dmp::face::linear::restore();
                            let _ = writeln!(std::io::stdout(), "en panique");
                        }));
                        panic!("wanted");
                    }
                    face.leave().unwrap();
                    let _ = writeln!(std::io::stdout(), "longueur {password}");
                    break;
                }
                Heard::Leaving(leaving) => {
                    face.leave().unwrap();
                    face.leave().unwrap();
                    let _ = writeln!(std::io::stdout(), "parti, demandé : {}", leaving == Leaving::Asked);
                    break;
                }
                Heard::Active | Heard::Edited(..) | Heard::Follow(_) | Heard::Rested(_) | Heard::Needs(_) | Heard::Help => {}
            }
        }
    });
}

struct Terminal {
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    seen: String,
    child: Box<dyn portable_pty::Child + Send + Sync>,
    pty: Box<dyn portable_pty::MasterPty + Send>,
    /// The terminal's settings before the program started.
    #[cfg(unix)]
    found: String,
}

impl Terminal {
    fn start(how: &str) -> Self {
        let pty = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
        let program = std::env::current_exe().unwrap();
        let arguments = ["--exact", "terminal::under_test", "--nocapture", "--test-threads=1"];
        let mut command = if how == "half" {
            // Typed at a terminal, while the output goes through a pipe.
            let mut command = CommandBuilder::new("sh");
            command.args(["-c", "\"$0\" \"$@\" | cat"]);
            command.arg(program);
            command
        } else {
            CommandBuilder::new(program)
        };
        command.args(arguments);
        command.env(UNDER_TEST, how);
        command.env("TERM", if how == "dumb" { "dumb" } else { "xterm" });
        #[cfg(unix)]
        let found = format!("{:?}", pty.master.get_termios().unwrap());
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (sender, bytes) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count) = reader.read(&mut buffer) {
                if count == 0 || sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self {
            keys: pty.master.take_writer().unwrap(),
            bytes,
            seen: String::new(),
            child,
            pty: pty.master,
            #[cfg(unix)]
            found,
        }
    }

    #[cfg(unix)]
    fn settings(&self) -> String {
        format!("{:?}", self.pty.get_termios().unwrap())
    }

    fn type_in(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// Reads until this has been written since the last call, and gives all that was.
    fn until(&mut self, text: &str) -> String {
        let mut now = std::mem::take(&mut self.seen);
        loop {
            if let Some(at) = now.find(text) {
                let end = at + text.len();
                self.seen = now.split_off(end);
                return now;
            }
            // Long enough for a machine that does much else: only a failure waits that long.
            match self.bytes.recv_timeout(Duration::from_secs(60)) {
                Ok(bytes) => now.push_str(&String::from_utf8_lossy(&bytes)),
                Err(fault) => panic!("{fault} while waiting for {text:?} in {now:?}"),
            }
        }
    }
}

/// What is left once the one sequence allowed is taken away.
fn without_paste_mode(told: &str) -> String {
    told.replace("\u{1b}[?2004h", "").replace("\u{1b}[?2004l", "")
}

#[test]
fn s17_a_password_is_typed_without_echo_in_a_real_terminal() {
    let mut terminal = Terminal::start("plain");
    let mut told = terminal.until("\r\nIdentifiant : ");
    assert!(told.contains("\u{1b}[?2004h"), "{told:?}");
    terminal.type_in("camillx\u{7f}e\u{1b}[A\u{1b}[D.martin");
    told += &terminal.until("camillx\u{8} \u{8}e.martin");
    terminal.type_in("\r");
    told += &terminal.until("\r\nMot de passe : ");
    terminal.type_in("\u{1b}[200~Tilleul-4\n-saisons!\u{1b}[201~");
    terminal.type_in("\r");
    told += &terminal.until("Votre choix : ");
    assert!(!told.contains("Tilleul") && !told.contains("saisons"), "{told:?}");
    terminal.type_in("c\r");
    told += &terminal.until("longueur 19");
    assert!(told.contains("\u{1b}[?2004l"), "{told:?}");
    let bare = without_paste_mode(&told);
    assert!(bare.chars().all(|c| matches!(c, '\u{8}' | '\r' | '\n') || !c.is_control()), "{bare:?}");
    assert!(terminal.child.wait().unwrap().success());
}

#[test]
fn a_late_notice_comes_after_enter_in_a_real_terminal() {
    let mut terminal = Terminal::start("news");
    terminal.until("\r\nIdentifiant : ");
    terminal.type_in("c");
    terminal.until("c");
    terminal.type_in("amille\r");
    let told = terminal.until("Mot de passe : ");
    assert!(told.starts_with("amille\r\nInformation. Code envoyé.\r\n"), "{told:?}");
    terminal.type_in("\u{3}");
    terminal.until("parti, demandé : true");
}

#[cfg(unix)]
#[test]
fn s48_the_terminal_is_given_back_on_leaving_and_on_a_panic() {
    for (how, said) in [("plain", "longueur 0"), ("panic", "en panique")] {
        let mut terminal = Terminal::start(how);
        let found = terminal.found.clone();
        let mut told = terminal.until("\r\nIdentifiant : ");
        assert_ne!(terminal.settings(), found, "a line editor needs the terminal raw");
        terminal.type_in("\r\rc\r");
        told += &terminal.until(said);
        assert_eq!(told.matches("\u{1b}[?2004h").count(), 1);
        assert_eq!(told.matches("\u{1b}[?2004l").count(), 1);
        assert_eq!(terminal.settings(), found, "{how}");
    }
}

#[cfg(unix)]
#[test]
fn where_the_terminal_edits_the_line_a_password_is_not_echoed_either_and_no_escape_is_written() {
    for how in ["dumb", "half"] {
        let mut terminal = Terminal::start(how);
        let found = terminal.found.clone();
        let mut told = terminal.until("\nIdentifiant : ");
        terminal.type_in("camille\n");
        told += &terminal.until("\nMot de passe : ");
        assert_ne!(terminal.settings(), found, "{how}");
        terminal.type_in("Tilleul-4\n");
        told += &terminal.until("\nVotre choix : ");
        terminal.type_in("c\n");
        told += &terminal.until("longueur 9");
        assert!(told.contains("camille") && !told.contains("Tilleul"), "{told:?}");
        assert!(!told.contains('\u{1b}'), "{told:?}");
        assert_eq!(terminal.settings(), found, "{how}");
    }
}

#[cfg(unix)]
#[test]
fn s48_leaving_at_a_password_gives_the_echo_back() {
    let mut terminal = Terminal::start("half");
    let found = terminal.found.clone();
    terminal.until("\nIdentifiant : ");
    terminal.type_in("camille\n");
    terminal.until("\nMot de passe : ");
    terminal.type_in("\u{4}");
    terminal.until("parti, demandé : false");
    assert_eq!(terminal.settings(), found);
}
