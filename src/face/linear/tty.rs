//! The terminal itself: raw mode on and off, and the few sequences the linear face may write (D13).

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

/// Pasted text comes marked, so that a line end in it submits nothing.
pub const PASTE_ON: &[u8] = b"\x1b[?2004h";
const PASTE_OFF: &[u8] = b"\x1b[?2004l";
/// Screen and scrollback, at lock and sign-out: medical text must not stay there.
pub const CLEAR: &[u8] = b"\x1b[H\x1b[2J\x1b[3J";

/// State outside the face: a panic hook has no face to ask whether the terminal is taken.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// What is typed is not shown, for a password: the same reason.
static HUSHED: AtomicBool = AtomicBool::new(false);
/// What was said stands on a terminal that can be erased: the same reason.
static SAID: AtomicBool = AtomicBool::new(false);

pub fn take() -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    Ok(())
}

/// From here on, what is said is erased by a fault.
pub fn says() {
    SAID.store(true, Ordering::SeqCst);
}

/// After a fault, from anywhere: what was said is erased, since nobody else will (S49), and the terminal given back.
pub fn restore() {
    if SAID.load(Ordering::SeqCst) {
        // A terminal that has gone shows nothing.
        let mut out = io::stdout();
        let _ = out.write_all(CLEAR).and_then(|()| out.flush());
    }
    give_back();
}

/// Gives the terminal back as it was found, from anywhere. Does nothing if it was not taken.
pub fn give_back() {
    SAID.store(false, Ordering::SeqCst);
    echo(true);
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        // Nothing can be done about a terminal that refuses its own settings.
        let _ = out.write_all(PASTE_OFF);
        let _ = out.flush();
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// Throws away what was typed and not yet read.
pub fn flush() {
    #[cfg(unix)]
    if TAKEN.load(Ordering::SeqCst) {
        let _ = rustix::termios::tcflush(rustix::stdio::stdin(), rustix::termios::QueueSelector::IFlush);
    }
}

/// Ctrl+Z: the stop the terminal would have sent in its usual mode, to the whole job.
pub fn suspend() {
    #[cfg(unix)]
    if TAKEN.load(Ordering::SeqCst) {
        let _ = rustix::process::kill_current_process_group(rustix::process::Signal::TSTP);
    }
}

/// Columns of the terminal, to know when a line being typed has wrapped.
pub fn columns() -> usize {
    #[cfg(unix)]
    let columns = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).map(|size| size.ws_col).ok();
    #[cfg(not(unix))]
    let columns = crossterm::terminal::size().map(|(columns, _)| columns).ok();
    columns.filter(|columns| *columns > 0).map_or(80, usize::from)
}

/// For a terminal read line by line, since the output goes elsewhere: whether it shows what is typed.
pub fn echo(shown: bool) {
    #[cfg(unix)]
    if HUSHED.swap(!shown, Ordering::SeqCst) == shown
        && let Ok(mut modes) = rustix::termios::tcgetattr(rustix::stdio::stdin())
    {
        modes.local_modes.set(rustix::termios::LocalModes::ECHO, shown);
        let _ = rustix::termios::tcsetattr(rustix::stdio::stdin(), rustix::termios::OptionalActions::Now, &modes);
    }
    #[cfg(not(unix))]
    let _ = shown;
}
