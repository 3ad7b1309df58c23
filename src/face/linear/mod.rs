//! One line at a time, for speech, braille, pipes and tests: lines are only added, and no byte moves the cursor.
//!
//! What is said and what an answer means is decided by [`Teller`], which touches nothing; this part moves the bytes.
//! On a terminal it edits the line itself; elsewhere it writes no control byte but the line feed (D13).

mod ask;
mod compose;
mod editor;
mod hear;
mod input;
mod keys;
mod passage;
mod places;
mod say;
mod tty;

pub use say::{Manner, Prompt, Teller};
pub use tty::restore;

use crate::page::{Heard, Key, Leaving, Page};
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
}

/// How answers come.
enum Listens {
    /// Key by key, edited here.
    Keys { parser: keys::Parser, held: VecDeque<keys::Key>, editor: Editor },
    /// Line by line, from a pipe or a file.
    Lines(Lines),
}

impl Linear<io::Stdout> {
    /// Takes the terminal if input and output are one, else reads plain lines.
    pub fn open(options: Options) -> io::Result<Self> {
        let manner = if io::stdin().is_terminal() && io::stdout().is_terminal() { Manner::Terminal } else { Manner::Pipe };
        let mut linear = Self::over(io::stdout(), input::standard()?, manner, options);
        linear.enter()?;
        Ok(linear)
    }
}

impl<W: Write> Linear<W> {
    /// The same over any output and input. Takes no terminal: [`Linear::enter`] does.
    pub fn over(out: W, source: impl Read + Send + 'static, manner: Manner, options: Options) -> Self {
        let listens = match manner {
            Manner::Terminal => {
                Listens::Keys { parser: keys::Parser::default(), held: VecDeque::new(), editor: Editor::default() }
            }
            Manner::Pipe => Listens::Lines(Lines::default()),
        };
        let teller = Teller::new(manner, options.rows);
        Self { out, input: input::listen(source), listens, teller, standing: None, wait: None, grave: None }
    }

    /// Says what is new in the page and leaves the prompt standing. In the middle of a line being typed it says
    /// nothing: that comes right after Enter.
    pub fn show<M: Clone>(&mut self, page: &Page<M>, words: &Words) -> io::Result<()> {
        self.flush_ahead(page);
        match &page.busy {
            Some(_) => _ = self.wait.get_or_insert_with(|| Instant::now() + QUIET),
            None => self.wait = None,
        }
        if self.typing() {
            return Ok(());
        }
        let lines = self.teller.say(page, words);
        self.put(&lines)?;
        self.stand(self.teller.prompt(page, words))?;
        self.out.flush()
    }

    /// What the person does next. Cancel-safe: what was read and not yet answered stays here.
    pub async fn next<M: Clone>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Heard<M>> {
        loop {
            self.show(page, words)?;
            if let Some(heard) = self.answer(page, words)? {
                return Ok(heard);
            }
            let reads = page.busy.is_none() || matches!(self.listens, Listens::Keys { .. });
            let tick = self.wait;
            tokio::select! {
                chunk = self.input.recv(), if reads => match chunk {
                    Some(chunk) => match &mut self.listens {
                        Listens::Keys { parser, held, .. } => parser.feed(&chunk, held),
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
        restore();
        Ok(())
    }

    /// Takes the terminal again after [`Linear::leave`]; the next `show` says everything.
    pub fn enter(&mut self) -> io::Result<()> {
        self.teller.repeat();
        if matches!(self.listens, Listens::Keys { .. }) {
            tty::take()?;
            self.out.write_all(tty::PASTE_ON)?;
            self.out.flush()?;
        }
        Ok(())
    }

    /// Erases the terminal and its scrollback, and what was typed. A pipe gets nothing.
    pub fn wipe(&mut self) -> io::Result<()> {
        self.teller.forget();
        self.forget_typed();
        if matches!(self.listens, Listens::Keys { .. }) {
            self.out.write_all(tty::CLEAR)?;
            self.standing = None;
        }
        self.out.flush()
    }

    /// What was read so far, taken as an answer if it holds one.
    fn answer<M: Clone>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Option<Heard<M>>> {
        match &mut self.listens {
            Listens::Keys { .. } => self.press(page, words),
            Listens::Lines(_) if page.busy.is_some() => Ok(None),
            Listens::Lines(lines) => {
                let Some(answer) = lines.next() else { return Ok(None) };
                if self.standing.take().is_some() {
                    self.newline()?;
                }
                Ok(Some(match answer {
                    Answer::Line(line) => self.teller.hear(page, words, &line),
                    Answer::TooLong => self.teller.too_long(words),
                }))
            }
        }
    }

    /// The keys read so far, up to the first that says something.
    fn press<M: Clone>(&mut self, page: &Page<M>, words: &Words) -> io::Result<Option<Heard<M>>> {
        let Listens::Keys { held, editor, .. } = &mut self.listens else { return Ok(None) };
        if page.busy.as_ref().is_some_and(|busy| busy.stop.is_none()) {
            // Nothing answers a page that is being fetched; the keys wait, but for the wish to leave.
            let leaves = held.iter().any(|key| *key == keys::Key::Interrupt);
            held.retain(|key| *key != keys::Key::Interrupt);
            return Ok(leaves.then_some(Heard::Leaving(Leaving::Asked)));
        }
        let mut active = None;
        while let Some(key) = held.pop_front() {
            let prompt = self.standing.clone().unwrap_or_default();
            let typed = editor.press(key, &prompt, &mut self.out)?;
            self.out.flush()?;
            match typed {
                Typed::Nothing => active = Some(Heard::Active),
                Typed::Line(line) => {
                    self.standing = None;
                    return Ok(Some(self.teller.hear(page, words, &line)));
                }
                Typed::TooLong => {
                    self.standing = None;
                    return Ok(Some(self.teller.too_long(words)));
                }
                Typed::Interrupt => {
                    self.standing = None;
                    return Ok(Some(Heard::Leaving(Leaving::Asked)));
                }
                Typed::End => return Ok(Some(Heard::Leaving(Leaving::Ended))),
                Typed::Suspend => tty::suspend(),
            }
        }
        Ok(active)
    }

    /// D14: on a terminal, what was typed before a grave question was shown does not answer it.
    fn flush_ahead<M>(&mut self, page: &Page<M>) {
        if !say::is_grave(page) {
            self.grave = None;
        } else if self.grave.as_ref() != Some(&page.key) {
            self.grave = Some(page.key.clone());
            if matches!(self.listens, Listens::Keys { .. }) {
                tty::flush();
                while self.input.try_recv().is_ok() {}
                self.forget_typed();
            }
        }
    }

    fn forget_typed(&mut self) {
        if let Listens::Keys { parser, held, editor } = &mut self.listens {
            *parser = keys::Parser::default();
            held.clear();
            editor.clear();
        }
    }

    fn typing(&self) -> bool {
        matches!(&self.listens, Listens::Keys { editor, .. } if !editor.is_empty())
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
        }
        self.standing = prompt;
        Ok(())
    }

    fn newline(&mut self) -> io::Result<()> {
        self.out.write_all(match self.listens {
            Listens::Keys { .. } => b"\r\n",
            Listens::Lines(_) => b"\n",
        })
    }
}
