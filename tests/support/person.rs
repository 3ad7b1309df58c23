//! A person in front of the program, who goes by what is read: the same gestures on the screen, in large characters,
//! line by line, and through a pipe. So a journey is written once.

use super::Ended;
use super::pipe::Pipe;
use super::terminal::{Key, Terminal};

pub trait Person {
    /// Waits until a page has come on which this can be read at once.
    fn reads(&mut self, text: &str);

    /// Goes through the page that is there until this is read.
    fn finds(&mut self, text: &str);

    /// The same by whole pages: for what stands on one line at the end of a long document.
    fn skims(&mut self, text: &str) {
        self.finds(text);
    }

    /// Chooses what is called so, on the page that is there.
    fn chooses(&mut self, label: &str);

    /// Puts this in a field of the page that is there, in place of what it holds, and goes on to what follows it.
    fn fills(&mut self, label: &str, text: &str);

    fn goes_back(&mut self);

    /// One of the letters that act everywhere on a page.
    fn shortcut(&mut self, letter: char);

    /// With the letter for it.
    fn quits(&mut self);

    /// Everything there is to read now.
    fn page(&self) -> String;

    /// Waits for the end.
    fn end(&mut self) -> Ended;

    /// The code of the last message on the demonstration's telephone.
    fn code(&mut self) -> String {
        self.finds("Téléphone de démonstration.");
        let page = self.page();
        let (_, message) = page.rsplit_once("Téléphone de démonstration.").unwrap();
        let digits = message.split(|c: char| !c.is_ascii_digit());
        digits.into_iter().find(|run| run.len() == 6).unwrap_or_else(|| panic!("no code in {message}")).to_owned()
    }
}

/// Words with one blank between them, whatever the width they were laid out for.
pub fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Choices on one page, and lines between them: more than any page of a journey has.
const CHOICES: usize = 400;

/// In front of a screen. The cursor says where one is.
pub struct Eyes<'t>(pub &'t Terminal);

#[derive(PartialEq)]
struct Seen {
    rows: Vec<String>,
    /// Row and column.
    cursor: (usize, usize),
}

impl Seen {
    fn of(screen: &vt100::Screen) -> Self {
        let (row, column) = screen.cursor_position();
        let columns = screen.size().1.get();
        Self { rows: screen.rows(0, columns).collect(), cursor: (row.into(), column.into()) }
    }

    fn flat(&self) -> String {
        flat(&self.rows.join(" "))
    }

    /// What begins at the cursor.
    fn ahead(&self) -> String {
        let (row, column) = self.cursor;
        let rest: String = self.rows[row].chars().skip(column).collect();
        let below = self.rows[row + 1..].iter().map(String::as_str);
        flat(&std::iter::once(rest.as_str()).chain(below).collect::<Vec<_>>().join(" "))
    }

    /// The field in which the cursor is, and what stands in it before the cursor, without blanks.
    fn field(&self) -> Option<(String, String)> {
        let (row, column) = self.cursor;
        // Where letters are typed, the help has another key.
        if !self.rows.last()?.contains("F1") {
            return None;
        }
        let mut value: String = self.rows[row].chars().take(column).collect();
        for above in self.rows[..row].iter().rev() {
            if flat(&value).contains(" :") {
                break;
            }
            value.insert_str(0, &format!("{} ", above.trim_end()));
        }
        let (label, value) = flat(&value).split_once(" :").map(|(label, value)| (label.to_owned(), value.replace(' ', "")))?;
        Some((label, value))
    }
}

impl Eyes<'_> {
    fn now(&self) -> Seen {
        self.0.on_screen(Seen::of)
    }

    /// Types this in a field in place of what it holds, and stays there.
    pub fn types(&self, label: &str, text: &str) {
        let shown = text.replace(' ', "");
        // A secret is masked.
        self.puts(label, || self.0.keys(text), |value| value == shown || value == "************");
    }

    /// The same by pasting; `shown`, without blanks, is what stands there afterwards.
    pub fn pastes(&self, label: &str, text: &str, shown: &str) {
        self.puts(label, || self.0.paste(text), |value| value == shown);
    }

    fn puts(&self, label: &str, put: impl Fn(), shown: impl Fn(&str) -> bool) {
        let held = loop {
            match self.now().field() {
                Some((name, value)) if name == flat(label) => break value,
                Some(_) | None => self.press(Key::Down),
            }
        };
        if !held.is_empty() {
            self.press(Key::Ctrl('u'));
        }
        put();
        self.0.drawn(&format!("the text put in {label:?}"), |screen| {
            Seen::of(screen).field().is_some_and(|(name, value)| name == flat(label) && shown(&value))
        });
    }

    /// Presses a key, and waits until what it does is drawn. What happens by itself meanwhile is not taken for it: Ctrl+L
    /// follows the key, and the page is drawn afresh only after both. The program may also end.
    pub fn press(&self, key: Key) {
        let before = self.now();
        if key == Key::Escape {
            // With anything right after it, Escape would be Alt.
            self.0.key(key);
            self.0.drawn("another page after Escape", |screen| Seen::of(screen).rows != before.rows);
            return;
        }
        let from = self.0.bytes_so_far();
        self.0.key(key);
        self.0.key(Key::Ctrl('l'));
        self.0.drawn_afresh_or_over(from);
    }
}

impl Eyes<'_> {
    /// Back to the beginning of the page.
    fn climbs(&self) {
        for _ in 0..CHOICES {
            let before = self.page();
            self.press(Key::Up);
            if self.page() == before {
                return;
            }
        }
    }
}

impl Person for Eyes<'_> {
    fn reads(&mut self, text: &str) {
        self.0.drawn(&format!("{text:?}"), |screen| Seen::of(screen).flat().contains(&flat(text)));
    }

    fn finds(&mut self, text: &str) {
        for _ in 0..CHOICES {
            let before = self.page();
            if before.contains(&flat(text)) {
                return;
            }
            self.press(Key::Down);
            // It may have come above meanwhile.
            if self.page() == before {
                self.climbs();
            }
        }
        panic!("« {text} » is nowhere on the page: {}", self.page());
    }

    fn skims(&mut self, text: &str) {
        while !self.page().contains(&flat(text)) {
            let before = self.page();
            self.press(Key::PageDown);
            if self.page() == before {
                self.press(Key::Down);
            }
        }
    }

    fn chooses(&mut self, label: &str) {
        for _ in 0..CHOICES {
            let ahead = self.now().ahead();
            if ahead.starts_with(&flat(label)) {
                self.press(Key::Enter);
                return;
            }
            self.press(Key::Down);
        }
        panic!("nothing to choose begins with « {label} »: {}", self.page());
    }

    fn fills(&mut self, label: &str, text: &str) {
        self.types(label, text);
        self.press(Key::Enter);
    }

    fn shortcut(&mut self, letter: char) {
        while self.now().field().is_some() {
            self.press(Key::Down);
        }
        self.press(Key::Char(letter));
    }

    fn quits(&mut self) {
        // Away from a message, under which a field may be waiting for letters.
        self.press(Key::Down);
        while self.now().field().is_some() {
            self.press(Key::Down);
        }
        self.0.key(Key::Char('q'));
    }

    fn goes_back(&mut self) {
        // A message is put away first.
        if self.page().contains("Entrée : continuer.") {
            self.press(Key::Escape);
        }
        self.press(Key::Escape);
    }

    fn page(&self) -> String {
        self.now().flat()
    }

    fn end(&mut self) -> Ended {
        self.0.end()
    }
}

/// Where lines come and go.
pub trait Lines {
    /// All that was said so far.
    fn said(&self) -> String;
    fn wait(&self, wish: &str, condition: &dyn Fn(&str) -> bool);
    fn answer(&mut self, line: &str);
    fn end(&mut self) -> Ended;
}

impl Lines for &Terminal {
    fn said(&self) -> String {
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }

    fn wait(&self, wish: &str, condition: &dyn Fn(&str) -> bool) {
        self.wait_for_bytes(wish, |bytes| condition(&String::from_utf8_lossy(bytes)));
    }

    fn answer(&mut self, line: &str) {
        self.keys(line);
        self.key(Key::Enter);
    }

    fn end(&mut self) -> Ended {
        Terminal::end(self)
    }
}

impl Lines for &mut Pipe {
    fn said(&self) -> String {
        self.out()
    }

    fn wait(&self, wish: &str, condition: &dyn Fn(&str) -> bool) {
        self.wait_out(wish, |out| condition(&String::from_utf8_lossy(out)));
    }

    fn answer(&mut self, line: &str) {
        self.line(line);
    }

    fn end(&mut self) -> Ended {
        Pipe::end(self)
    }
}

/// Listening line by line.
pub struct Ears<L> {
    lines: L,
    /// Where what was said since the last answer begins.
    since: usize,
}

impl<L: Lines> Ears<L> {
    pub fn new(lines: L) -> Self {
        Self { lines, since: 0 }
    }

    fn heard(&self) -> String {
        flat(self.lines.said().get(self.since..).unwrap_or_default())
    }

    /// Waits until an answer is asked for, after something that holds this.
    fn asked(&self, text: &str) {
        let (since, wanted) = (self.since, flat(text));
        self.lines.wait(&format!("a prompt after {text:?}"), &|said| {
            let Some(new) = said.get(since..) else { return false };
            asks(new) && flat(new).contains(&wanted)
        });
    }

    fn prompt(&self) -> String {
        let said = self.lines.said();
        flat(said.rsplit('\n').next().unwrap_or_default())
    }

    /// A choice is asked for, not a field.
    fn chooses_now(&self) -> bool {
        ["choix", "Tapez", "suite"].iter().any(|word| self.prompt().contains(word))
    }

    pub fn answers(&mut self, line: &str) {
        self.since = self.lines.said().len();
        self.lines.answer(line);
    }
}

/// A prompt stands, and not the one that only stops a wait.
fn asks(said: &str) -> bool {
    let last = said.rsplit('\n').next().unwrap_or_default();
    last.ends_with(": ") && !last.starts_with("Attente")
}

impl<L: Lines> Person for Ears<L> {
    fn reads(&mut self, text: &str) {
        self.asked(text);
    }

    fn finds(&mut self, text: &str) {
        self.asked("");
        while !self.heard().contains(&flat(text)) {
            if self.prompt().contains("Entrée : suite") {
                let so_far = self.lines.said().len();
                self.lines.answer("");
                self.lines.wait("the next page", &|said| said.len() > so_far + 4 && asks(said));
            } else {
                self.asked(text);
            }
        }
    }

    fn chooses(&mut self, label: &str) {
        self.asked("");
        while !self.chooses_now() {
            // The fields keep what is there.
            let so_far = self.lines.said().len();
            self.lines.answer("");
            self.lines.wait("the next question", &|said| said.len() > so_far && asks(said));
        }
        let said = self.lines.said();
        let numbered = said.lines().rev().find_map(|line| {
            let (number, text) = line.split_once(". ")?;
            let number: u32 = number.parse().ok()?;
            flat(text).contains(&flat(label)).then_some(number)
        });
        let number = numbered.unwrap_or_else(|| panic!("no choice {label:?} in:\n{said}"));
        self.answers(&number.to_string());
    }

    fn fills(&mut self, label: &str, text: &str) {
        self.asked("");
        let here = |prompt: &str| prompt.ends_with(&format!("{label} :")) || prompt.ends_with("Votre réponse :");
        if !here(&self.prompt()) {
            self.chooses(label);
            self.asked("");
        }
        assert!(here(&self.prompt()), "{label}: {}", self.lines.said());
        self.answers(text);
    }

    fn goes_back(&mut self) {
        self.asked("");
        self.answers(if self.chooses_now() { "0" } else { ":0" });
    }

    fn shortcut(&mut self, letter: char) {
        self.asked("");
        self.answers(&if self.chooses_now() { letter.to_string() } else { format!(":{letter}") });
    }

    fn quits(&mut self) {
        self.shortcut('q');
    }

    fn page(&self) -> String {
        self.heard()
    }

    fn end(&mut self) -> Ended {
        self.lines.end()
    }
}
