//! The line being typed on a terminal. It writes printable text, backspaces and line ends, and nothing else (D13).

use super::input::{LONGEST, LONGEST_TEXT};
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
            Key::Pasted(Some(text)) if prompt.wants == Wants::Text => self.insert(&text, prompt, out),
            Key::Pasted(Some(text)) => self.insert(&one_line(&text), prompt, out),
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
        let most = if prompt.wants == Wants::Text { LONGEST_TEXT } else { LONGEST };
        if self.text.len().saturating_add(text.len()) > most {
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
            out.write_all(after.strip_prefix(before.as_str()).unwrap_or(text).replace('\n', "\r\n").as_bytes())?;
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
        let lines = self.text.contains('\n');
        let before = self.shown().width();
        self.text.truncate(at);
        if prompt.wants == Wants::Secret {
            return Ok(Typed::Nothing);
        }
        let shown = self.shown();
        if lines || prompt.text.width().saturating_add(before) >= tty::columns() {
            // A backspace never climbs to the line above: the line is said again, whole, on a new one.
            write!(out, "\r\n{}{}", prompt.text, shown.rsplit('\n').next().unwrap_or(""))?;
            return Ok(Typed::Nothing);
        }
        for _ in shown.width()..before {
            out.write_all(b"\x08 \x08")?;
        }
        Ok(Typed::Nothing)
    }

    /// The text as it stands on the terminal: no more of it than `Clean` lets through.
    fn shown(&self) -> Clean {
        Clean::new(&self.text)
    }
}

/// Line ends become blanks.
fn one_line(text: &str) -> Zeroizing<String> {
    let mut line = Zeroizing::new(String::with_capacity(text.len()));
    line.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
    line
}

#[cfg(test)]
mod tests {
    use super::super::keys::Parser;
    use super::*;
    use proptest::prelude::*;
    use std::collections::VecDeque;

    /// Pieces that mean something to a terminal, and anything between them.
    fn typed() -> impl Strategy<Value = Vec<u8>> {
        let pieces =
            ["\x1b[200~", "\x1b[201~", "\x1b[", "\x1bO", "\x1b", "\r", "\x7f", "\x15", "é", "e\u{301}", "👨\u{200d}👩", "\u{9b}"];
        let piece = prop_oneof![
            proptest::sample::select(pieces.to_vec()).prop_map(|piece| piece.as_bytes().to_vec()),
            proptest::collection::vec(any::<u8>(), 0..6),
        ];
        proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn s42_whatever_is_typed_the_terminal_gets_printable_text_backspaces_and_line_ends(bytes in typed(), cut in 0_usize..200) {
            let prompt = Prompt { text: "Votre choix : ".to_owned(), wants: Wants::Line };
            let (before, after) = bytes.split_at(cut.min(bytes.len()));
            let (mut parser, mut keys) = (Parser::default(), VecDeque::new());
            parser.feed(before, &mut keys);
            parser.feed(after, &mut keys);
            let (mut whole, mut at_once) = (Parser::default(), VecDeque::new());
            whole.feed(&bytes, &mut at_once);
            prop_assert_eq!(&keys, &at_once, "where a read ends changes nothing");
            let (mut editor, mut out) = (Editor::default(), Vec::new());
            for key in keys {
                if let Typed::Line(line) = editor.press(key, &prompt, &mut out).unwrap() {
                    prop_assert!(!line.chars().any(char::is_control));
                }
            }
            let out = String::from_utf8(out).unwrap();
            prop_assert!(out.chars().all(|c| matches!(c, '\x08' | '\r' | '\n') || !c.is_control()), "{:?}", out);
        }

        #[test]
        fn what_is_erased_leaves_the_line_as_it_was(text in "[a-zé ]{0,20}(e\u{301}|ß|字)?") {
            let prompt = Prompt::default();
            let (mut editor, mut out) = (Editor::default(), Vec::new());
            for c in text.chars() {
                editor.press(Key::Character(c), &prompt, &mut out).unwrap();
            }
            let written = out.len();
            editor.press(Key::Erase, &prompt, &mut out).unwrap();
            let backs = out[written..].iter().filter(|byte| **byte == 8).count();
            prop_assert_eq!(backs, text.width() * 2);
            prop_assert!(editor.is_empty());
        }
    }
}
