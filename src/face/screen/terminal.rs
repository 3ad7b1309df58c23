//! Taking the terminal and giving it back, so that nothing medical stays on it.

use super::graphics::Graphics;
use super::protocols;
use crossterm::cursor::{MoveTo, RestorePosition, SavePosition, SetCursorStyle, Show};
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::style::{Attribute, Print, SetAttribute};
use crossterm::terminal::{Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use crossterm::{execute, queue};
use ratatui::layout::Size;
use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether this process holds the terminal. The terminal is itself global to the process, and a panic on any thread has
/// to know without holding anything.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// What is shown may stay in the scrollback once the program has ended.
static LINGERS: AtomicBool = AtomicBool::new(false);

pub(super) fn size() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(Size { width, height })
}

/// What takes away the pictures drawn on the terminal, where erasing its text leaves them. Known to a panic, as above.
static DRAWN: AtomicBool = AtomicBool::new(false);

/// From now on there is a picture that erasing the text may leave.
pub(super) fn drawn() {
    DRAWN.store(true, Ordering::SeqCst);
}

/// Ends a sequence cut in the middle, and takes every picture away.
fn no_pictures(out: &mut impl Write) -> io::Result<()> {
    if DRAWN.swap(false, Ordering::SeqCst) {
        queue!(out, Print("\x1b\\"), Print(protocols::erase(Graphics::Kitty)))?;
    }
    Ok(())
}

/// All the rows scroll again. This moves the cursor, hence what stands around it.
const WHOLE_REGION: &str = "\x1b[r";

/// Turns off whatever a killed program left on (F47), before any of it is taken anew.
///
/// All but the other screen, which is entered again and left at the end: leaving it where nobody is in it moves the
/// cursor of some terminals (tmux) to where another program once was.
pub(super) fn recover() -> io::Result<()> {
    let mut out = io::stdout().lock();
    queue!(out, DisableMouseCapture, DisableBracketedPaste, SavePosition, Print(WHOLE_REGION), RestorePosition)?;
    execute!(out, SetAttribute(Attribute::Reset), Show)
}

/// Pixels of a cell, where the terminal says it.
pub(super) fn cell() -> Option<(u16, u16)> {
    let window = crossterm::terminal::window_size().ok()?;
    let cell = (window.width.checked_div(window.columns)?, window.height.checked_div(window.rows)?);
    (cell.0 > 0 && cell.1 > 0).then_some(cell)
}

/// Whole screen, raw keys, bracketed paste, a steady visible cursor.
pub(super) fn take(mouse: bool) -> io::Result<()> {
    // Set before anything is changed, so that a failure half-way is undone too.
    TAKEN.store(true, Ordering::SeqCst);
    enable_raw_mode()?;
    let mut out = io::stdout().lock();
    execute!(out, EnterAlternateScreen, EnableBracketedPaste, SetCursorStyle::SteadyBlock, Show)?;
    if mouse {
        execute!(out, EnableMouseCapture)?;
    }
    LINGERS.store(lingers(), Ordering::SeqCst);
    execute!(out, SetAttribute(Attribute::Reset), Clear(ClearType::All), MoveTo(0, 0))
}

/// Gives the terminal back as it was found, with nothing left on it. Needs nothing, and twice does no harm.
pub(super) fn give_back() -> io::Result<()> {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    let written =
        no_pictures(&mut out).and_then(|()| farewell(&mut out, LINGERS.load(Ordering::SeqCst))).and_then(|()| out.flush());
    written.and(disable_raw_mode())
}

fn farewell(out: &mut impl Write, lingers: bool) -> io::Result<()> {
    queue!(out, DisableMouseCapture, DisableBracketedPaste, SetAttribute(Attribute::Reset), Clear(ClearType::All))?;
    if lingers {
        queue!(out, Clear(ClearType::Purge))?;
    }
    queue!(out, MoveTo(0, 0), LeaveAlternateScreen, SetCursorStyle::DefaultUserShape, Show)
}

/// Erases what is shown, and the scrollback where it could have gone.
pub(super) fn erase() -> io::Result<()> {
    let mut out = io::stdout().lock();
    no_pictures(&mut out)?;
    execute!(out, SetAttribute(Attribute::Reset), Clear(ClearType::All))?;
    if LINGERS.load(Ordering::SeqCst) {
        execute!(out, Clear(ClearType::Purge))?;
    }
    Ok(())
}

/// Whether there is no alternate screen here: on the Linux console, in GNU screen as it comes, and in tmux when told so.
fn lingers() -> bool {
    let is = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    if std::env::var_os("TERM").is_some_and(|term| term == "linux") || is("STY") {
        return true;
    }
    // Purging also takes what was there before us: only where it must be done.
    is("TMUX") && {
        let mut ask = Command::new("tmux");
        let ask = ask.args(["display-message", "-p", "#{alternate_on}"]).stdin(Stdio::null()).stderr(Stdio::null());
        ask.output().map_or(true, |answer| answer.stdout.trim_ascii() != b"1")
    }
}
