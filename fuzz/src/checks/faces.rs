//! A reading as the faces show it: laid out at every width, in large characters and line by line, and on the screen itself.

use super::reading::is_known;
use super::text::is_harmful;
use dmp::domain::{Problem, Reading, find_folded, fold};
use dmp::face::flow::{self, Layout, Line};
use dmp::face::linear::{Manner, Teller};
use dmp::face::screen::{Driver, KeyCode, Options, Size};
use dmp::page::{Block, Key, Page};
use dmp::reader::{self, worker::Worker};
use dmp::words::Words;
use std::sync::{Arc, LazyLock};

/// Bytes of a printed page with its letters, whatever it says.
const PRINTED: usize = 1 << 20;

/// The sentences of the catalogue, read once.
pub static FRENCH: LazyLock<Words> = LazyLock::new(Words::french);

/// Nothing harmful is laid out, no line is wider than the screen, and no text longer than `most` bytes.
pub fn lay_out(reading: &Reading, most: usize) {
    for (width, layout) in [
        (0, Layout::Records),
        (20, Layout::Grid),
        (40, Layout::Grid),
        (40, Layout::Records),
        (80, Layout::Grid),
        (120, Layout::Grid),
    ] {
        let lines = flow::lines(reading, width, layout, &FRENCH);
        let length: usize = lines.iter().flat_map(|line| &line.runs).map(|run| run.text.len()).sum();
        // A narrow screen repeats the indent of each line.
        assert!(length <= most.saturating_mul(2), "{length} bytes are shown at {width}, rather than {most} at most");
        lines.iter().for_each(|line| one(line, width, reading));
        is_found(&lines);
    }
}

fn one(line: &Line, width: usize, reading: &Reading) {
    assert!(line.piece < reading.pieces.len());
    for run in &line.runs {
        let harmful = run.text.chars().find(|c| *c == '\n' || is_harmful(*c));
        assert_eq!(harmful, None, "{:?}", run.text);
        assert!(run.link.is_none_or(|link| is_known(link, reading)), "{:?}", run.link);
    }
    let text = line.text();
    assert!(width == 0 || columns(&text) <= width, "wider than {width}: {text:?}");
}

/// Columns of a line, never more than it really takes: letters beyond ASCII are of one at least, or join the one before.
fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    text.chars().filter(|c| c.is_ascii() || matches!(c, '\u{a0}'..='\u{2ff}' | '\u{4e00}'..='\u{9fff}')).count()
}

/// The first word of all is found in the first lines, whole letters and nothing else.
fn is_found(lines: &[Line]) {
    let Some(word) = lines.iter().find_map(first_word) else { return };
    for text in lines.iter().take(20).map(Line::text) {
        let found = find_folded(&text, &word);
        assert!(found.iter().all(|range| text.get(range.clone()).is_some_and(|found| !found.is_empty())), "{word:?} in {text:?}");
    }
}

fn first_word(line: &Line) -> Option<String> {
    line.text().split_whitespace().map(fold).find(|word| word.chars().count() > 1)
}

/// A document of any format as the screen shows it, the beginning and the page after, in both sizes, and what is heard first.
/// Drawing is slow: the other targets only lay out.
pub fn face(bytes: &[u8], worker: &dyn Worker) {
    let Ok(reading) = reader::read(bytes, "", None, worker) else { return };
    let reading = Block::Reading { id: Key("document".into()), reading: Arc::new(reading) };
    let page: Page<()> = Page { body: vec![reading], ..Page::new("document", "Document".into()) };
    for (width, height, size) in [(80, 24, Size::Normal), (40, 12, Size::Large)] {
        let mut driver = Driver::new(width, height, Options::new(size), FRENCH.clone());
        driver.show(&page);
        driver.press(&page, KeyCode::PageDown);
        let harmful = driver.buffer().content().iter().find(|cell| cell.symbol().contains(is_harmful));
        assert!(harmful.is_none(), "{harmful:?}");
    }
    let heard = Teller::new(Manner::Pipe, 10).say(&page, &FRENCH);
    assert_eq!(heard.chars().find(|c| *c != '\n' && is_harmful(*c)), None, "{heard:?}");
}

/// A document of any format printed as PDF, in the program's own process.
pub fn paper(bytes: &[u8], worker: &dyn Worker) {
    let Ok(reading) = reader::read(bytes, "", None, worker) else { return };
    match dmp::paper::pdf(&"Document".into(), &"fichier".into(), &reading, &FRENCH) {
        Ok(pdf) => assert!(pdf.starts_with(b"%PDF-") && pdf.len() <= PRINTED + bytes.len() * 1_000, "{} bytes", pdf.len()),
        Err(problem) => assert_eq!(problem, Problem::NotPrinted),
    }
}
