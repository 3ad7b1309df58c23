//! Bytes of a terminal in raw mode, as keys. Sequences the line editor has no use for vanish without a trace.

use super::input::{LONGEST, LONGEST_TEXT};
use std::collections::VecDeque;
use zeroize::Zeroizing;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    Character(char),
    /// Text between the marks of a paste, whole, with its line ends; `None` if it was too long.
    Pasted(Option<Zeroizing<String>>),
    Enter,
    Backspace,
    /// Ctrl+U.
    Erase,
    /// Ctrl+C.
    Interrupt,
    /// Ctrl+D.
    End,
    /// Ctrl+Z.
    Suspend,
}

/// Keeps the beginning of what is cut between two reads.
#[derive(Default)]
pub struct Parser {
    state: State,
    /// The bytes of a character not yet whole.
    utf8: Zeroizing<Vec<u8>>,
}

#[derive(Default)]
enum State {
    #[default]
    Ground,
    Escape,
    /// After `ESC O`: one byte to come.
    Single,
    /// After `ESC [`: the bytes before the final one.
    Control(Vec<u8>),
    Paste {
        text: Zeroizing<Vec<u8>>,
        overflow: bool,
    },
}

const PASTE_END: &[u8] = b"\x1b[201~";

impl Parser {
    pub fn feed(&mut self, bytes: &[u8], keys: &mut VecDeque<Key>) {
        for &byte in bytes {
            self.state = match std::mem::take(&mut self.state) {
                State::Ground => self.ground(byte, keys),
                State::Escape => match byte {
                    b'[' => State::Control(Vec::new()),
                    b'O' => State::Single,
                    // The Escape key alone does nothing; what follows it is an ordinary key.
                    _ => self.ground(byte, keys),
                },
                State::Single => State::Ground,
                State::Control(before) => control(before, byte),
                State::Paste { text, overflow } => paste(text, overflow, byte, keys),
            };
        }
    }

    fn ground(&mut self, byte: u8, keys: &mut VecDeque<Key>) -> State {
        let key = match byte {
            0x1b => return State::Escape,
            b'\r' | b'\n' => Key::Enter,
            0x08 | 0x7f => Key::Backspace,
            0x15 => Key::Erase,
            0x03 => Key::Interrupt,
            0x04 => Key::End,
            0x1a => Key::Suspend,
            0x00..=0x1f => return State::Ground,
            _ => {
                self.character(byte, keys);
                return State::Ground;
            }
        };
        self.utf8.clear();
        keys.push_back(key);
        State::Ground
    }

    fn character(&mut self, byte: u8, keys: &mut VecDeque<Key>) {
        if !(0x80..0xc0).contains(&byte) {
            self.utf8.clear();
        }
        self.utf8.push(byte);
        match std::str::from_utf8(&self.utf8) {
            Ok(text) => {
                keys.extend(text.chars().filter(|c| !c.is_control()).map(Key::Character));
                self.utf8.clear();
            }
            Err(fault) if fault.error_len().is_some() => self.utf8.clear(),
            Err(_) => {}
        }
    }
}

fn control(mut before: Vec<u8>, byte: u8) -> State {
    match byte {
        // The Linux console's function keys: `ESC [ [ A`.
        b'[' if before.is_empty() => State::Single,
        0x40..=0x7e if before == b"200" && byte == b'~' => {
            State::Paste { text: Zeroizing::new(Vec::with_capacity(LONGEST.saturating_add(1))), overflow: false }
        }
        0x40..=0x7e => State::Ground,
        0x20..=0x3f => {
            if before.len() < 32 {
                before.push(byte);
            }
            State::Control(before)
        }
        _ => State::Ground,
    }
}

fn paste(mut text: Zeroizing<Vec<u8>>, mut overflow: bool, byte: u8, keys: &mut VecDeque<Key>) -> State {
    text.push(byte);
    if text.ends_with(PASTE_END) {
        let length = text.len().saturating_sub(PASTE_END.len());
        let whole = String::from_utf8_lossy(text.get(..length).unwrap_or_default()).into_owned();
        let whole = Zeroizing::new(whole);
        keys.push_back(Key::Pasted((!overflow).then(|| lines(&whole))));
        return State::Ground;
    }
    if text.len() > LONGEST_TEXT {
        // Only the last bytes matter now, to recognise the end.
        let from = text.len().saturating_sub(PASTE_END.len());
        text.drain(..from);
        overflow = true;
    }
    State::Paste { text, overflow }
}

/// Line ends inside are line feeds, those around go, and so do control characters: a paste submits nothing by itself.
fn lines(text: &str) -> Zeroizing<String> {
    let mut line = Zeroizing::new(String::with_capacity(text.len()));
    let mut before = ' ';
    for c in text.trim_matches(['\r', '\n']).chars() {
        match c {
            '\n' if before == '\r' => {}
            '\r' | '\n' => line.push('\n'),
            '\t' => line.push(' '),
            c if c.is_control() => {}
            c => line.push(c),
        }
        before = c;
    }
    line
}
