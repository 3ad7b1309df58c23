//! The line being typed on a terminal. It writes printable text, backspaces and line ends, and nothing else (D13).

use super::input::LONGEST;
use super::keys::Key;
use super::say::{Prompt, Wants};
use super::tty;
use crate::domain::Clean;
use std::io::{self, Write};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;
use zeroize::{Zeroize, Zeroizing};

/// What a key came to.
pub enum Typed {
    Nothing,
    Line(Zeroizing<String>),
    TooLong,
    Interrupt,
    End,
    Suspend,
}

#[derive(Default)]
pub struct Editor {
    text: Zeroizing<String>,
}

impl Editor {
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub fn clear(&mut self) {
        self.text.zeroize();
    }

    /// `prompt` is what stands before the text on the line.
    pub fn press(&mut self, key: Key, prompt: &Prompt, out: &mut impl Write) -> io::Result<Typed> {
        match key {
            Key::Character(c) => self.insert(c.encode_utf8(&mut [0; 4]), prompt, out),
            Key::Pasted(Some(text)) => self.insert(&text, prompt, out),
            Key::Pasted(None) => self.refuse(out),
            Key::Enter => {
                out.write_all(b"\r\n")?;
                Ok(Typed::Line(std::mem::take(&mut self.text)))
            }
            Key::Backspace => {
                let at = self.text.grapheme_indices(true).next_back().map_or(0, |(at, _)| at);
                self.cut(at, prompt, out)
            }
            Key::Erase => self.cut(0, prompt, out),
            Key::Interrupt => {
                self.clear();
                out.write_all(b"\r\n")?;
                Ok(Typed::Interrupt)
            }
            Key::End if self.is_empty() => Ok(Typed::End),
            Key::End => Ok(Typed::Nothing),
            Key::Suspend => Ok(Typed::Suspend),
        }
    }

    fn insert(&mut self, text: &str, prompt: &Prompt, out: &mut impl Write) -> io::Result<Typed> {
        if self.text.len().saturating_add(text.len()) > LONGEST {
            return self.refuse(out);
        }
        // A fresh allocation each time would leave copies of a password behind.
        if self.text.capacity() < LONGEST {
            self.text.reserve_exact(LONGEST);
        }
        let before = self.shown();
        self.text.push_str(text);
        if prompt.wants != Wants::Secret {
            // An accent that joins the letter before it only makes sense with it.
            let after = self.shown();
            out.write_all(after.strip_prefix(before.as_str()).unwrap_or(text).as_bytes())?;
        }
        Ok(Typed::Nothing)
    }

    fn refuse(&mut self, out: &mut impl Write) -> io::Result<Typed> {
        self.clear();
        out.write_all(b"\r\n")?;
        Ok(Typed::TooLong)
    }

    /// Erases from the byte `at` to the end.
    fn cut(&mut self, at: usize, prompt: &Prompt, out: &mut impl Write) -> io::Result<Typed> {
        let before = self.shown().width();
        self.text.truncate(at);
        if prompt.wants == Wants::Secret {
            return Ok(Typed::Nothing);
        }
        if prompt.text.width().saturating_add(before) >= tty::columns() {
            // A backspace never climbs to the line above: the line is said again, whole, on a new one.
            write!(out, "\r\n{}{}", prompt.text, self.shown())?;
            return Ok(Typed::Nothing);
        }
        for _ in self.shown().width()..before {
            out.write_all(b"\x08 \x08")?;
        }
        Ok(Typed::Nothing)
    }

    /// The text as it stands on the terminal: no more of it than `Clean` lets through.
    fn shown(&self) -> Clean {
        Clean::new(&self.text)
    }
}
