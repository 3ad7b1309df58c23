//! The face itself in a pseudo-terminal: this test program starts itself again as the one that holds the terminal.

use crate::pages::*;
use dmp::face::screen::{Options, Screen, Size, Theme, restore};
use dmp::page::{Heard, Leaving};
use dmp::words::Words;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::sync::mpsc::{Receiver, channel};

const ROLE: &str = "DMP_SCREEN_TEST_ROLE";

/// Holds the terminal, in the process started by the tests below. Alone, it does nothing.
#[test]
#[allow(clippy::exit)]
#[ignore = "a part played for the other tests of this file"]
fn child() {
    let Ok(role) = std::env::var(ROLE) else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let options = Options { theme: Some(Theme::Terminal), ..Options::new(Size::Normal) };
        let mut screen = Screen::open(options).unwrap();
        std::panic::set_hook(Box::new(|_| restore()));
        let (page, words) = (if role == "grave" { first() } else { documents(100) }, Words::french());
        let mut shown = page.clone();
        loop {
            screen.show(&shown, &words).unwrap();
            match screen.next(&shown, &words).await.unwrap() {
                Heard::Leaving(Leaving::Ended) => std::process::exit(7),
                Heard::Leaving(Leaving::Asked) => break,
                Heard::Help if role == "panic" => {
                    let _ = std::thread::spawn(|| panic!("on purpose")).join();
                    std::process::exit(9);
                }
                Heard::Did { does: "grave page", .. } => shown = second(),
                Heard::Did { does: "delete", .. } => std::process::exit(3),
                _ => {}
            }
        }
        screen.leave().unwrap();
        screen.leave().unwrap();
        std::process::exit(0);
    });
}

fn first() -> dmp::page::Page<Does> {
    let mut rows = row("1", "Supprimer un document");
    rows.does = "grave page";
    page("Avant", vec![list("Que faire ?", vec![rows])])
}

fn second() -> dmp::page::Page<Does> {
    let mut page = page("Relecture", Vec::new());
    page.actions = vec![dmp::page::Action {
        grave: Some("supprimer".into()),
        ..dmp::page::Action::new("x", 'x', "Supprimer".into(), "delete")
    }];
    page
}

fn emulator() -> vt100::Parser {
    vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 1_000)
}

struct Played {
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    bytes: Receiver<Vec<u8>>,
    read: Vec<u8>,
}

impl Played {
    fn start(role: &str) -> Self {
        let pair = native_pty_system().openpty(PtySize { rows: 24, cols: 80, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(["terminal::child", "--exact", "--ignored", "--nocapture"]);
        command.env(ROLE, role);
        command.env("TERM", "xterm-256color");
        for name in ["TMUX", "STY"] {
            command.env_remove(name);
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let (send, bytes) = channel();
        let mut out = pair.master.try_clone_reader().unwrap();
        std::thread::spawn(move || {
            let mut some = [0; 4096];
            while let Ok(count) = out.read(&mut some) {
                if count == 0 || send.send(some[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Self { child, master: pair.master, keys, bytes, read: Vec::new() }
    }

    /// What the terminal shows.
    fn screen(&self) -> vt100::Parser {
        let mut parser = emulator();
        parser.process(&self.read);
        parser
    }

    fn wait(&mut self, until: impl Fn(&vt100::Screen) -> bool) {
        while !until(self.screen().screen()) {
            let some = self.bytes.recv_timeout(std::time::Duration::from_secs(30));
            self.read.extend(some.unwrap_or_else(|_| panic!("never shown:\n{}", self.screen().screen().contents())));
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// The exit code, with everything that was written.
    fn end(mut self) -> (u32, Vec<u8>) {
        let code = self.child.wait().unwrap().exit_code();
        drop((self.keys, self.master));
        while let Ok(some) = self.bytes.recv() {
            self.read.extend(some);
        }
        (code, self.read)
    }
}

fn given_back(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for mode in ["\u{1b}[?1049l", "\u{1b}[?2004l", "\u{1b}[?25h", "\u{1b}[0 q"] {
        assert!(text.contains(mode), "{mode:?}");
    }
    let mut parser = emulator();
    parser.process(bytes);
    assert!(!parser.screen().alternate_screen() && !parser.screen().hide_cursor() && !parser.screen().bracketed_paste());
    assert!(!parser.screen().contents().contains("Document"), "{}", parser.screen().contents());
    let left = text.rsplit_once("\u{1b}[?1049l").unwrap().1;
    assert!(!left.contains("Document"));
    assert!(text.rsplit_once("\u{1b}[2J").unwrap().1.len() < 80, "cleared before it is left");
}

#[test]
fn s48_s49_the_terminal_is_given_back_clean_on_leaving() {
    let mut played = Played::start("leave");
    played.wait(|screen| screen.contents().contains("Document 1,"));
    played.press("\u{1b}[B");
    played.wait(|screen| screen.contents().contains("Choix 2 sur 100."));
    assert_eq!(played.screen().screen().cursor_position(), (6, 3));
    played.press("q");
    let (code, bytes) = played.end();
    assert_eq!(code, 0);
    given_back(&bytes);
}

#[test]
fn s48_a_panic_on_any_thread_gives_the_terminal_back() {
    let mut played = Played::start("panic");
    played.wait(|screen| screen.contents().contains("Document 1,"));
    played.press("a");
    let (code, bytes) = played.end();
    assert_eq!(code, 9);
    given_back(&bytes);
}

#[test]
fn what_was_typed_ahead_of_a_grave_question_is_thrown_away() {
    let mut played = Played::start("grave");
    played.wait(|screen| screen.contents().contains("Supprimer un document"));
    // One Enter too many, in one go: the second one must not answer.
    played.press("\r\r\r");
    played.wait(|screen| screen.contents().contains("Relecture"));
    played.press("q");
    assert_eq!(played.end().0, 0);
}

#[test]
fn f44_a_terminal_that_goes_away_is_the_end() {
    let mut played = Played::start("leave");
    played.wait(|screen| screen.contents().contains("Document 1,"));
    let Played { mut child, master, mut keys, bytes, .. } = played;
    drop(bytes);
    // The answer to this key ends the thread that reads, and with it the last hold on the terminal.
    keys.write_all(b"\x1b[B").unwrap();
    drop((master, keys));
    // Either the hang-up signal, or the end of input: in any case it ends.
    assert_ne!(child.wait().unwrap().exit_code(), 0);
}
