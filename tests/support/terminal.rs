//! A program in a pseudo-terminal, seen as a person sees it: the screen, the keys, the size, the signals.

use super::{Ended, LIMIT, Start};
use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, kill_process, kill_process_group, waitid};
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, tcgetattr, tcsetattr};
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Instant;
use tempfile::TempDir;
use vt100::Screen;

/// Lines kept above the screen.
const HISTORY: usize = 10_000;
/// Erases the whole screen.
const ERASE: &[u8] = b"\x1b[2J";

pub struct Terminal {
    life: Life,
    master: Box<dyn MasterPty + Send>,
    home: TempDir,
}

/// The program and what is seen of it. A failed test leaves nothing behind.
struct Life {
    shared: Arc<Shared>,
    pid: Pid,
}

impl Drop for Life {
    fn drop(&mut self) {
        if self.shared.seen.lock().is_ok_and(|seen| seen.ended.is_none()) {
            let _ = kill_process(self.pid, Signal::KILL);
        }
    }
}

struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
    writer: Mutex<Box<dyn Write + Send>>,
}

struct Seen {
    parser: vt100::Parser<Answers>,
    bytes: Vec<u8>,
    /// Nobody holds the other end any more: all that was written has been read.
    closed: bool,
    /// The reader must let the terminal go.
    closing: bool,
    ended: Option<Ended>,
}

/// What a terminal answers to the questions programs ask of it.
#[derive(Default)]
struct Answers(Vec<u8>);

impl vt100::Callbacks for Answers {
    fn unhandled_csi(&mut self, screen: &mut Screen, i1: Option<u8>, _: Option<u8>, params: &[&[u16]], c: char) {
        match (i1, params, c) {
            (None, [[6]], 'n') => {
                let (row, column) = screen.cursor_position();
                self.0.extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
            }
            (None, [] | [[0]], 'c') => self.0.extend(b"\x1b[?62;22c"),
            _ => {}
        }
    }
}

/// A key, as an ordinary terminal sends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    Enter,
    Escape,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    F1,
    /// Ctrl and a letter.
    Ctrl(char),
    Char(char),
}

impl Key {
    fn bytes(self) -> Vec<u8> {
        let fixed: &[u8] = match self {
            Self::Enter => b"\r",
            Self::Escape => b"\x1b",
            Self::Tab => b"\t",
            Self::BackTab => b"\x1b[Z",
            Self::Backspace => b"\x7f",
            Self::Delete => b"\x1b[3~",
            Self::Up => b"\x1b[A",
            Self::Down => b"\x1b[B",
            Self::Right => b"\x1b[C",
            Self::Left => b"\x1b[D",
            Self::Home => b"\x1b[H",
            Self::End => b"\x1b[F",
            Self::PageUp => b"\x1b[5~",
            Self::PageDown => b"\x1b[6~",
            Self::F1 => b"\x1bOP",
            Self::Ctrl(letter) => return vec![u8::try_from(letter).unwrap() & 0x1f],
            Self::Char(c) => return c.to_string().into_bytes(),
        };
        fixed.to_vec()
    }
}

/// What the terminal does by itself with what is typed. All three hold where a person types commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Modes {
    pub echoes: bool,
    /// Line by line (ICANON).
    pub lines: bool,
    /// Ctrl+C and Ctrl+Z are signals.
    pub signals: bool,
}

impl Modes {
    pub const COOKED: Self = Self { echoes: true, lines: true, signals: true };
}

impl Terminal {
    pub fn start(start: Start) -> Self {
        let Start { program, arguments, environment, home, size: (rows, columns) } = start;
        let pair = native_pty_system().openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(arguments);
        command.env_clear();
        command.cwd(home.path());
        for (name, value) in environment {
            command.env(name, value);
        }
        let mut child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let pid = Pid::from_raw(i32::try_from(child.process_id().unwrap()).unwrap()).unwrap();
        let reader = pair.master.try_clone_reader().unwrap();
        let (rows, columns) = cells(rows, columns);
        let parser = vt100::Parser::new_with_callbacks(rows, columns, HISTORY, Answers::default());
        let shared = Arc::new(Shared {
            seen: Mutex::new(Seen { parser, bytes: Vec::new(), closed: false, closing: false, ended: None }),
            changed: Condvar::new(),
            writer: Mutex::new(pair.master.take_writer().unwrap()),
        });
        let reading = Arc::clone(&shared);
        std::thread::spawn(move || reading.read(reader));
        let waiting = Arc::clone(&shared);
        std::thread::spawn(move || {
            let status = child.wait().unwrap();
            let ended = Ended { code: status.exit_code(), signal: status.signal().map(str::to_owned) };
            waiting.seen.lock().unwrap().ended = Some(ended);
            waiting.changed.notify_all();
        });
        Self { life: Life { shared, pid }, master: pair.master, home }
    }

    /// The person's folder, and where the program was started.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The person's folder, for the next start in it.
    pub fn into_home(self) -> TempDir {
        self.home
    }

    pub fn pid(&self) -> Pid {
        self.life.pid
    }

    /// Waits until the screen is as wished; fails with what is on it, at once when the program has ended.
    pub fn wait_for(&self, wish: &str, condition: impl Fn(&Screen) -> bool) {
        drop(self.wait(wish, |seen| condition(seen.parser.screen())));
    }

    /// Waits until this text stands on the screen, on one row.
    pub fn see(&self, text: &str) {
        self.wait_for(&format!("{text:?} on the screen"), |screen| screen.contents().contains(text));
    }

    /// Waits until this text no longer stands on the screen.
    pub fn see_gone(&self, text: &str) {
        self.wait_for(&format!("{text:?} gone"), |screen| !screen.contents().contains(text));
    }

    /// Waits until these bytes have come, from the `from`th on. Returns where the next ones start.
    pub fn receive(&self, from: usize, bytes: &[u8]) -> usize {
        let find = |seen: &Seen| seen.bytes.get(from..)?.windows(bytes.len()).position(|window| window == bytes);
        let seen = self.wait(&format!("the bytes {}", bytes.escape_ascii()), |seen| find(seen).is_some());
        from + find(&seen).unwrap() + bytes.len()
    }

    /// Waits until the bytes that came are as wished.
    pub fn wait_for_bytes(&self, wish: &str, condition: impl Fn(&[u8]) -> bool) {
        drop(self.wait(wish, |seen| condition(&seen.bytes)));
    }

    /// Waits until the screen is as wished and drawn to the end: a frame of ours ends by placing the cursor.
    pub fn drawn(&self, wish: &str, condition: impl Fn(&Screen) -> bool) {
        drop(self.wait(wish, |seen| ends_by_placing_the_cursor(&seen.bytes) && condition(seen.parser.screen())));
    }

    /// Waits until a whole page has been drawn anew since the `from`th byte, or until the program has ended.
    pub fn drawn_afresh_or_over(&self, from: usize) {
        let afresh = |bytes: &[u8]| bytes.windows(ERASE.len()).any(|window| window == ERASE);
        drop(self.wait("the page drawn afresh", |seen| {
            let over = seen.ended.is_some() && seen.closed;
            over || (ends_by_placing_the_cursor(&seen.bytes) && seen.bytes.get(from..).is_some_and(afresh))
        }));
    }

    /// What is on the screen now.
    pub fn text(&self) -> String {
        self.on_screen(Screen::contents)
    }

    /// Something of the screen now.
    pub fn on_screen<T>(&self, look: impl FnOnce(&Screen) -> T) -> T {
        look(self.seen().parser.screen())
    }

    /// The screen and all that has scrolled above it.
    pub fn history(&self) -> String {
        let mut seen = self.seen();
        let screen = seen.parser.screen_mut();
        let (rows, columns) = screen.size();
        let mut lines = Vec::new();
        for above in (1..=screen.scrollback_len()).rev() {
            screen.set_scrollback(above);
            lines.extend(screen.rows(0, columns.get()).next());
        }
        screen.set_scrollback(0);
        lines.extend(screen.rows(0, columns.get()).take(rows.get().into()));
        lines.join("\n")
    }

    /// Every byte that came from the program.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen().bytes.clone()
    }

    /// How many came: where the next ones start.
    pub fn bytes_so_far(&self) -> usize {
        self.seen().bytes.len()
    }

    pub fn send(&self, bytes: &[u8]) {
        let mut writer = self.life.shared.writer.lock().unwrap();
        writer.write_all(bytes).and_then(|()| writer.flush()).unwrap();
    }

    pub fn key(&self, key: Key) {
        self.send(&key.bytes());
    }

    pub fn keys(&self, text: &str) {
        self.send(text.as_bytes());
    }

    /// Pastes, in brackets if the program asked for them, as a terminal does.
    pub fn paste(&self, text: &str) {
        let bracketed = self.on_screen(Screen::bracketed_paste);
        let text = if bracketed { format!("\x1b[200~{text}\x1b[201~") } else { text.to_owned() };
        self.send(text.as_bytes());
    }

    /// Gives the terminal another size. Nothing, as some terminals say for a moment, is shown as one cell here.
    pub fn resize(&self, rows: u16, columns: u16) {
        let mut seen = self.seen();
        let (shown_rows, shown_columns) = cells(rows, columns);
        seen.parser.set_size(shown_rows, shown_columns);
        self.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// A signal to what was started.
    pub fn signal(&self, signal: Signal) {
        kill_process(self.life.pid, signal).unwrap();
    }

    /// A signal to what is in front: under a shell with `set -m`, what the shell started.
    pub fn signal_in_front(&self, signal: Signal) {
        let group = self.master.process_group_leader().and_then(Pid::from_raw).unwrap();
        kill_process_group(group, signal).unwrap();
    }

    /// Waits until what was started is stopped.
    pub fn wait_stopped(&self) {
        waitid(WaitId::Pid(self.life.pid), WaitIdOptions::STOPPED).unwrap().unwrap();
    }

    /// Waits for the end, and for all that was written before it.
    pub fn end(&self) -> Ended {
        self.wait_ended().ended.clone().unwrap()
    }

    /// What the terminal does with what is typed, now.
    pub fn modes(&self) -> Modes {
        let raw = self.master.get_termios().unwrap().local_flags.bits();
        let local = LocalModes::from_bits_retain(raw);
        Modes {
            echoes: local.contains(LocalModes::ECHO),
            lines: local.contains(LocalModes::ICANON),
            signals: local.contains(LocalModes::ISIG),
        }
    }

    /// Fails unless the terminal is as a person left it: modes, main screen, cursor, no mouse, no paste in brackets.
    pub fn is_given_back(&self) {
        assert_eq!(self.modes(), Modes::COOKED, "{}", self.text());
        self.on_screen(|screen| {
            assert!(!screen.alternate_screen(), "still on the other screen");
            assert!(!screen.hide_cursor(), "the cursor is hidden");
            assert!(!screen.bracketed_paste(), "paste comes in brackets");
            assert!(!screen.application_cursor() && !screen.application_keypad(), "keys are in application mode");
            assert!(screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None, "the mouse is taken");
        });
    }

    /// The terminal goes away, as when its window is closed: SIGHUP, and nothing more can be written.
    pub fn close(self) -> Closed {
        let Self { life, master, .. } = self;
        let other_side = rustix::fs::open(master.tty_name().unwrap(), OFlags::WRONLY | OFlags::NOCTTY, Mode::empty()).unwrap();
        // The writer types Enter and the end-of-file key as it goes, if there is such a key: windows that close do not.
        let mut modes = tcgetattr(&other_side).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        tcsetattr(&other_side, OptionalActions::Now, &modes).unwrap();
        // The writer and the reader hold the terminal open too. The reader is woken from the program's own side.
        *life.shared.writer.lock().unwrap() = Box::new(std::io::sink());
        life.shared.seen.lock().unwrap().closing = true;
        std::fs::File::from(other_side).write_all(b"\0").unwrap();
        drop(life.shared.wait("the reader", |seen| seen.closed));
        drop(master);
        Closed(life)
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.life.shared.seen.lock().unwrap()
    }

    fn wait(&self, wish: &str, condition: impl Fn(&Seen) -> bool) -> MutexGuard<'_, Seen> {
        self.life.shared.wait(wish, condition)
    }

    fn wait_ended(&self) -> MutexGuard<'_, Seen> {
        self.life.shared.wait("the end", |seen| seen.ended.is_some() && seen.closed)
    }
}

impl Shared {
    fn read(&self, mut reader: Box<dyn Read + Send>) {
        let mut buffer = [0; 8192];
        loop {
            // The end is an error here: nobody holds the other side any more.
            let read = reader.read(&mut buffer).unwrap_or(0);
            let mut seen = self.seen.lock().unwrap();
            seen.bytes.extend(&buffer[..read]);
            seen.parser.process(&buffer[..read]);
            let over = read == 0 || seen.closing;
            if over {
                drop(reader);
                seen.closed = true;
                drop(seen);
                self.changed.notify_all();
                return;
            }
            let answers = std::mem::take(&mut seen.parser.callbacks_mut().0);
            drop(seen);
            self.changed.notify_all();
            if !answers.is_empty() {
                let _ = self.writer.lock().unwrap().write_all(&answers);
            }
        }
    }

    fn wait(&self, wish: &str, condition: impl Fn(&Seen) -> bool) -> MutexGuard<'_, Seen> {
        let start = Instant::now();
        let mut seen = self.seen.lock().unwrap();
        loop {
            if condition(&seen) {
                return seen;
            }
            let left = LIMIT.saturating_sub(start.elapsed());
            if left.is_zero() || (seen.closed && seen.ended.is_some()) {
                let how = seen.ended.clone().map_or("it goes on".to_owned(), |ended| format!("it has ended: {ended:?}"));
                panic!("waited in vain for {wish}; {how}; on the screen:\n{}", seen.parser.screen().contents());
            }
            seen = self.changed.wait_timeout(seen, left).unwrap().0;
        }
    }
}

/// A program whose terminal has gone.
pub struct Closed(Life);

impl Closed {
    pub fn end(&self) -> Ended {
        self.0.shared.wait("the end", |seen| seen.ended.is_some()).ended.clone().unwrap()
    }
}

fn ends_by_placing_the_cursor(bytes: &[u8]) -> bool {
    let Some(at) = bytes.iter().rposition(|byte| *byte == 0x1b) else { return false };
    matches!(&bytes[at..], [_, b'[', place @ .., b'H'] if place.iter().all(|byte| matches!(byte, b'0'..=b'9' | b';')))
}

fn cells(rows: u16, columns: u16) -> (NonZeroU16, NonZeroU16) {
    let at_least_one = |n: u16| NonZeroU16::new(n).unwrap_or(NonZeroU16::MIN);
    (at_least_one(rows), at_least_one(columns))
}
