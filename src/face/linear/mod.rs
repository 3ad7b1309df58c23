//! One line at a time, for speech, braille, pipes and tests: lines are only added, and no byte moves the cursor.
//!
//! What is said and what an answer means is decided by [`Teller`], which touches nothing; this part moves the bytes.
//! On a terminal it edits the line itself; elsewhere it writes no control byte but the line feed (D13).

mod ask;
mod commands;
mod compose;
mod details;
mod editor;
mod fields;
mod hear;
mod input;
mod keys;
mod passage;
mod places;
mod question;
mod say;
mod text;
mod tty;

pub use say::{Manner, Prompt, Teller, Wants};
pub use tty::restore;

use crate::page::{Anchor, Heard, Key, Leaving, Page};
use crate::words::Words;
use editor::{Editor, Typed};
use input::{Answer, Lines};
use std::collections::VecDeque;
use std::io::{self, IsTerminal, Read, Write};
use std::time::Duration;
use tokio::sync::mpsc::Receiver;
use tokio::time::Instant;

/// A wait shorter than this is not said.
const QUIET: Duration = Duration::from_secs(1);
/// A wait is said again no more often than this.
const REMINDER: Duration = Duration::from_secs(10);

#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Rows of a list said at a time, at least 1.
    pub rows: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { rows: 10 }
    }
}

/// The linear face, writing to `W`.
pub struct Linear<W: Write = io::Stdout> {
    out: W,
    input: Receiver<input::Chunk>,
    listens: Listens,
    teller: Teller,
    /// The prompt that stands on the last line of the output, without a line feed after it.
    standing: Option<Prompt>,
    /// When the wait under way is to be said next.
    wait: Option<Instant>,
    /// The grave question already shown: what was typed ahead of it has been thrown away.
    grave: Option<Key>,
    /// Lines come from a terminal, which shows what is typed unless told not to.
    echoes: bool,
    /// The output can be erased.
    clears: bool,
}

/// How answers come.
enum Listens {
    /// Key by key, edited here.
    Keys(Keys),
    /// Line by line, from a pipe or a file.
    Lines(Lines),
}

#[derive(Default)]
struct Keys {
    parser: keys::Parser,
    read: VecDeque<keys::Key>,
    /// Typed while no prompt stood: they wait for the page, and never answer the prompt that stops a wait.
    ahead: VecDeque<keys::Key>,
    editor: Editor,
}

impl Linear<io::Stdout> {
    /// Takes the terminal if input and output are one, else reads plain lines.
    pub fn open(options: Options) -> io::Result<Self> {
        let (typed, shown) = (io::stdin().is_terminal(), io::stdout().is_terminal());
        // A terminal that knows no sequence at all edits lines itself, and must be sent none.
        let dumb = cfg!(unix) && std::env::var_os("TERM").is_none_or(|term| term.is_empty() || term == "dumb");
        let manner = if typed && shown && !dumb { Manner::Terminal } else { Manner::Pipe };
        let mut linear = Self::over(io::stdout(), input::standard()?, manner, options);
        linear.echoes = manner == Manner::Pipe && typed;
        linear.clears = shown && !dumb;
        // Where the output goes elsewhere, the modes may be those of whoever reads it (`less`).
        if typed && shown {
            super::recover::lines();
        }
        linear.enter()?;
        Ok(linear)
    }
}

impl<W: Write> Linear<W> {
    /// The same over any output and input. Takes no terminal: [`Linear::enter`] does.
    pub fn over(out: W, source: impl Read + Send + 'static, manner: Manner, options: Options) -> Self {
        let listens = match manner {
            Manner::Terminal => Listens::Keys(Keys::default()),
            Manner::Pipe => Listens::Lines(Lines::default()),
        };
        let teller = Teller::new(manner, options.rows);
        let clears = manner == Manner::Terminal;
        Self {
            out,
            input: input::listen(source),
            listens,
            teller,
            standing: None,
            wait: None,
            grave: None,
            echoes: false,
            clears,
        }
    }

    /// Says what is new in the page and leaves the prompt standing. In the middle of a line being typed it says
    /// nothing: that comes right after Enter.
    pub fn show<M: Clone + PartialEq>(&mut self, page: &Page<M>, words: &Words) -> io::Result<()> {
        self.flush_ahead(page);
        if self.teller.has_more() {
            // What one answer chose is heard to its end before anything is said of it.
            return Ok(());
        }
        match &page.busy {
            Some(_) => _ = self.wait.get_or_insert_with(|| Instant::now() + QUIET),
            None => self.wait = None,
        }
        let stopping = self.standing.as_ref().is_some_and(|prompt| prompt.wants == Wants::Stop);
        if let Listens::Keys(keys) = &mut self.listens
            && stopping
            && page.busy.is_none()
        {
            // Typed to stop a wait that is over.
            keys.editor.clear();
        }
        if self.typing() {
            return Ok(());
        }
        let lines = self.teller.say(page, words);
        self.put(&lines)?;
        self.stand(self.teller.prompt(page, words))?;
        self.out.flush()
    }

    /// Where the page has come to, if it does not stand at its beginning.
    pub fn at<M>(&self, page: &Page<M>) -> Option<Anchor> {
        self.teller.places.here(page)
    }

    /// What the person does next. Cancel-safe: what was read and not yet answered stays here.
    pub async fn next<M: Clone + PartialEq>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Heard<M>> {
        loop {
            self.show(page, words)?;
            if let Some(heard) = self.teller.also(page) {
                return Ok(heard);
            }
            if let Some(heard) = self.answer(page, words)? {
                return Ok(heard);
            }
            let reads = page.busy.is_none() || matches!(self.listens, Listens::Keys(_));
            let tick = self.wait;
            tokio::select! {
                chunk = self.input.recv(), if reads => match chunk {
                    Some(chunk) => match &mut self.listens {
                        Listens::Keys(keys) => keys.parser.feed(&chunk, &mut keys.read),
                        Listens::Lines(lines) => lines.feed(&chunk),
                    },
                    None => return Ok(Heard::Leaving(Leaving::Ended)),
                },
                () = tokio::time::sleep_until(tick.unwrap_or_else(Instant::now)), if tick.is_some() => {
                    self.wait = Some(Instant::now() + REMINDER);
                    if !self.typing() {
                        let lines = self.teller.wait(page, words);
                        self.put(&lines)?;
                    }
                }
            }
        }
    }

    /// Gives the terminal back, on a line of its own. Twice does no harm.
    pub fn leave(&mut self) -> io::Result<()> {
        if self.standing.take().is_some() {
            self.newline()?;
        }
        self.out.flush()?;
        self.forget_typed();
        tty::give_back();
        Ok(())
    }

    /// Takes the terminal again after [`Linear::leave`]; the next `show` says everything.
    pub fn enter(&mut self) -> io::Result<()> {
        self.teller.repeat();
        if self.clears {
            tty::says();
        }
        if matches!(self.listens, Listens::Keys(_)) {
            tty::take()?;
            self.out.write_all(tty::PASTE_ON)?;
            self.out.flush()?;
        }
        Ok(())
    }

    /// Erases the terminal and its scrollback, and what was typed. An output that is no terminal gets nothing.
    pub fn wipe(&mut self) -> io::Result<()> {
        self.teller.forget();
        self.forget_typed();
        if self.clears {
            self.out.write_all(tty::CLEAR)?;
            self.standing = None;
        }
        self.out.flush()
    }

    /// What was read so far, taken as an answer if it holds one.
    fn answer<M: Clone>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Option<Heard<M>>> {
        match &mut self.listens {
            Listens::Keys(_) => self.press(page, words),
            Listens::Lines(_) if page.busy.is_some() => Ok(None),
            Listens::Lines(lines) => {
                let Some(answer) = lines.next() else { return Ok(None) };
                let prompt = self.standing.take();
                if prompt.is_some() {
                    self.newline()?;
                }
                let text = prompt.is_some_and(|prompt| prompt.wants == Wants::Text);
                Ok(Some(match answer {
                    Answer::Line(line) if line.len() > input::LONGEST && !text => self.teller.too_long(words),
                    Answer::Line(line) => self.teller.hear(page, words, &line),
                    Answer::TooLong => self.teller.too_long(words),
                }))
            }
        }
    }

    /// The keys read so far, up to the first that says something.
    fn press<M: Clone>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Option<Heard<M>>> {
        let Listens::Keys(keys) = &mut self.listens else { return Ok(None) };
        let Some(prompt) = &self.standing else { return Ok(keys.set_aside()) };
        if page.busy.is_none() {
            keys.ahead.append(&mut keys.read);
            std::mem::swap(&mut keys.ahead, &mut keys.read);
        }
        let mut active = None;
        while let Some(key) = keys.read.pop_front() {
            let typed = keys.editor.press(key, prompt, &mut self.out)?;
            self.out.flush()?;
            let heard = match typed {
                Typed::Nothing => {
                    active = Some(Heard::Active);
                    continue;
                }
                Typed::Suspend => {
                    tty::suspend();
                    continue;
                }
                Typed::End => return Ok(Some(Heard::Leaving(Leaving::Ended))),
                // Typed for the page itself, before the wait: it must not stop what is under way.
                Typed::Line(_) if page.busy.is_some() && prompt.wants != Wants::Stop => self.teller.lost(words),
                Typed::Line(line) => self.teller.hear(page, words, &line),
                Typed::TooLong => self.teller.too_long(words),
                Typed::Interrupt => Heard::Leaving(Leaving::Asked),
            };
            self.standing = None;
            return Ok(Some(heard));
        }
        Ok(active)
    }

    /// D14: on a terminal, what was typed before a grave question was shown does not answer it.
    fn flush_ahead<M>(&mut self, page: &Page<M>) {
        if !say::is_grave(page) {
            self.grave = None;
        } else if self.grave.as_ref() != Some(&page.key) {
            self.grave = Some(page.key.clone());
            if matches!(self.listens, Listens::Keys(_)) {
                tty::flush();
                while self.input.try_recv().is_ok() {}
                self.forget_typed();
            }
        }
    }

    fn forget_typed(&mut self) {
        if let Listens::Keys(keys) = &mut self.listens {
            *keys = Keys::default();
        }
    }

    fn typing(&self) -> bool {
        matches!(&self.listens, Listens::Keys(keys) if !keys.editor.is_empty())
    }

    /// Writes whole lines, below the prompt if one stands.
    fn put(&mut self, lines: &str) -> io::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        if self.standing.take().is_some() {
            self.newline()?;
        }
        for line in lines.lines() {
            self.out.write_all(line.as_bytes())?;
            self.newline()?;
        }
        Ok(())
    }

    fn stand(&mut self, prompt: Option<Prompt>) -> io::Result<()> {
        if self.standing == prompt {
            return Ok(());
        }
        if self.standing.take().is_some() {
            self.newline()?;
        }
        if let Some(prompt) = &prompt {
            self.out.write_all(prompt.text.as_bytes())?;
            if self.echoes {
                tty::echo(prompt.wants != Wants::Secret);
            }
        }
        self.standing = prompt;
        Ok(())
    }

    fn newline(&mut self) -> io::Result<()> {
        self.out.write_all(match self.listens {
            Listens::Keys(_) => b"\r\n",
            Listens::Lines(_) => b"\n",
        })
    }
}

impl Keys {
    /// No prompt stands: the keys wait, but for the wishes to leave and to stop the program for a while.
    fn set_aside<M>(&mut self) -> Option<Heard<M>> {
        let mut heard = None;
        for key in self.read.drain(..) {
            match key {
                keys::Key::Interrupt => heard = Some(Heard::Leaving(Leaving::Asked)),
                keys::Key::Suspend => tty::suspend(),
                keys::Key::Character(_)
                | keys::Key::Pasted(_)
                | keys::Key::Enter
                | keys::Key::Backspace
                | keys::Key::Erase
                | keys::Key::End => self.ahead.push_back(key),
            }
        }
        heard
    }
}
