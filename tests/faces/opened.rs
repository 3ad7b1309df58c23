//! Every document of the fictional record, every fixture and every file of the corpus, opened as `dmp open` opens it, in
//! each face, and read to its end: all its words are met, and nothing of it reaches the terminal raw.
//!
//! The corpus is not part of the project: without it the rest is still opened.

use crate::always::{block_texts, piece_texts, tokens};
use crate::person::Person;
use crate::watch::Watch;
use dmp::app::{Answer, Do, Effect, Msg, Page, Settings};
use dmp::domain::{Clean, Piece};
use dmp::face::flow;
use dmp::face::linear::{Linear, Manner};
use dmp::face::screen::{Driver, KeyCode, Options, Size};
use dmp::page::{Anchor, Block, Heard, Secrets};
use dmp::reader;
use dmp::run::gather::gather;
use dmp::run::worker::Process;
use dmp::words::Words;
use std::collections::HashSet;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, LazyLock, Mutex};

const FOLDERS: [&str; 3] = ["assets/record", "tests/reader/fixtures", "../shared/corpus"];

/// Read once, for all faces.
static OPENED: LazyLock<Vec<Opened>> = LazyLock::new(|| {
    let mut files = Vec::new();
    FOLDERS.iter().for_each(|folder| walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join(folder), &mut files));
    let half = files.split_off(files.len() / 2);
    std::thread::scope(|scope| {
        let first = scope.spawn(|| files.iter().map(|file| Opened::new(file)).collect::<Vec<_>>());
        let second: Vec<_> = half.iter().map(|file| Opened::new(file)).collect();
        first.join().unwrap().into_iter().chain(second).collect()
    })
});

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

struct Opened {
    name: String,
    page: Page,
    /// The page that shows its first page as a picture, when it can be one.
    picture: Option<Page>,
    /// Everything that is said.
    always: Said,
    /// The pages of a PDF, as they are laid and as they flow: one or the other is said.
    either: Vec<[Said; 2]>,
}

/// Words, each with the length of what it is part of, which is cut where a line is shorter.
type Said = HashSet<(String, usize)>;

impl Opened {
    fn new(path: &Path) -> Self {
        let files = gather(&[path.to_path_buf()]).documents().unwrap();
        // The only one is opened at once.
        let mut person = Person::with(Settings { files, ..Settings::default() });
        person.answer(Answer::Fetched(dmp::run::load(path)));
        let worker = Process::new(Path::new(env!("CARGO_BIN_EXE_dmp")));
        if let Some(Effect::Read { fetched, ticket, .. }) = person.effects.pop() {
            let read = reader::read(&fetched.bytes, &fetched.media_type, None, &worker);
            person.msg(Msg::Answer(ticket, Answer::Read(read)));
        }
        let page = person.page();
        let picture = page.actions.iter().any(|action| action.does == Do::SeePicture).then(|| picture(&mut person, &worker));
        assert!(page.busy.is_none(), "{}: the page waits", path.display());
        let (mut always, mut either) = (vec![page.title.clone()], Vec::new());
        for block in &page.body {
            let Block::Reading { reading, .. } = block else {
                block_texts(block, &mut always);
                continue;
            };
            for piece in &reading.pieces {
                if let Piece::Laid(laid) = piece {
                    let lines = laid.lines.iter().flat_map(|line| &line.cells).map(|(_, text)| text.clone()).collect();
                    let mut flowed = Vec::new();
                    laid.flowed.iter().for_each(|piece| piece_texts(piece, &mut flowed));
                    either.push([said(lines), said(flowed)]);
                } else {
                    piece_texts(piece, &mut always);
                }
            }
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        Self { name, page, picture, always: said(always), either }
    }

    /// Fails unless every word was met.
    fn is_all_in(&self, met: &Met, columns: usize, what: &str) {
        let missing = |said: &Said| said.iter().find(|(word, whole)| !met.has(word, *whole, columns)).cloned();
        if let Some((word, _)) = missing(&self.always) {
            panic!("{what}: « {word} » is never seen");
        }
        for ways in &self.either {
            let missing: Vec<_> = ways.iter().map_while(missing).collect();
            assert!(missing.len() < ways.len(), "{what}: {missing:?} are never seen");
        }
    }
}

/// The page of the picture, once it is painted for a screen.
fn picture(person: &mut Person, worker: &Process) -> Page {
    person.hear(Heard::Did { does: Do::SeePicture, secrets: Secrets::default(), at: Anchor::Top });
    let mut driver = Driver::new(80, 24, Options::new(Size::Normal), Words::french());
    driver.show(&person.page());
    let needs = driver.needs(&person.page()).expect("pixels to show");
    person.hear(needs);
    let Some(Effect::Paint { bytes, media_type, page, framing, ticket }) = person.effects.pop() else {
        panic!("nothing to paint")
    };
    let painted = reader::paint(&bytes, &media_type, page, framing, worker).map(Box::new);
    person.msg(Msg::Answer(ticket, Answer::Painted(painted)));
    person.page()
}

fn said(texts: Vec<Clean>) -> Said {
    let things = texts.iter().flat_map(|text| text.split_whitespace());
    things.flat_map(|thing| tokens(thing).map(|word| (word.to_owned(), thing.chars().count()))).collect()
}

/// Letters of what is too long for a line that are looked for together: a page overlaps the next by a line.
const PART: usize = 30;

/// The words met while reading.
#[derive(Default)]
struct Met {
    words: HashSet<String>,
    /// Without blanks: what is longer than a line goes on on the next.
    run: String,
}

impl Met {
    fn add(&mut self, line: &str) {
        self.words.extend(tokens(line).map(str::to_owned));
        self.run.extend(line.chars().filter(|c| !c.is_whitespace()));
    }

    fn has(&self, word: &str, whole: usize, columns: usize) -> bool {
        self.words.contains(word) || (whole + 4 > columns && self.has_cut(word))
    }

    /// What fills more than a screen is met by parts, each of which is whole on one.
    fn has_cut(&self, word: &str) -> bool {
        let letters: Vec<char> = word.chars().collect();
        letters.chunks(PART).all(|part| self.run.contains(&part.iter().collect::<String>()))
    }
}

/// Reads a document to its end with Page Down, and looks at each frame through a terminal of another make.
fn read_on_screen(page: &Page, what: &str, width: u16, height: u16, size: Size) -> Met {
    let mut driver = Driver::new(width, height, Options::new(size), Words::french());
    let mut terminal = vt100::Parser::new(height.try_into().unwrap(), width.try_into().unwrap(), 0);
    let mut watch = Watch::new(&['H', 'J', 'K', 'm'], &[]);
    let mut met = Met::default();
    driver.show(page);
    let mut seen = HashSet::new();
    loop {
        let bytes = driver.written();
        watch.sees(&bytes, what);
        // This one shows nothing for the sign of a letter that could not be read.
        let stands_in = |text: &str| text.replace('\u{fffd}', "?");
        terminal.process(stands_in(&String::from_utf8(bytes).unwrap()).as_bytes());
        let rows = driver.text();
        for (row, shown) in rows.iter().zip(terminal.screen().rows(0, width)) {
            assert_eq!(shown.trim_end(), stands_in(row).trim_end(), "{what}: another terminal shows something else");
            met.add(row);
        }
        let (y, x) = terminal.screen().cursor_position();
        assert_eq!((x, y), driver.cursor(), "{what}: the cursor");
        seen.insert((rows, driver.cursor()));
        // Page Down goes to the end of the text, Down through what is left, and from its end back to the beginning.
        let new = [KeyCode::PageDown, KeyCode::Down].into_iter().any(|key| {
            driver.press(page, key);
            !seen.contains(&(driver.text(), driver.cursor()))
        });
        if !new {
            break;
        }
    }
    met
}

fn open_all(width: u16, height: u16, size: Size) {
    for opened in OPENED.iter() {
        let what = format!("{} at {width}×{height}, {size:?}", opened.name);
        opened.is_all_in(&read_on_screen(&opened.page, &what, width, height, size), width.into(), &what);
        if let Some(picture) = &opened.picture {
            read_on_screen(picture, &format!("the picture of {what}"), width, height, size);
        }
    }
}

#[test]
fn every_document_opens_on_the_screen() {
    open_all(80, 24, Size::Normal);
}

#[test]
fn every_document_opens_on_a_small_screen() {
    open_all(40, 12, Size::Normal);
}

#[test]
fn every_document_opens_in_large_characters() {
    open_all(40, 12, Size::Large);
}

/// What the face has written, for whoever listens.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Answers as they are given.
struct Answers(Receiver<()>, u8);

impl Read for Answers {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Ok(()) = self.0.recv() else { return Ok(0) };
        into[0] = self.1;
        Ok(1)
    }
}

/// Reads a document to its end with Enter, which is "suite".
async fn read_line_by_line(page: &Page, what: &str, manner: Manner) -> Met {
    let (enter, controls): (u8, &[u8]) = match manner {
        Manner::Terminal => (b'\r', b"\r\n"),
        Manner::Pipe => (b'\n', b"\n"),
    };
    let (answers, given): (Sender<()>, _) = channel();
    let (written, words) = (Written::default(), Words::french());
    let mut face = Linear::over(written.clone(), Answers(given, enter), manner, Default::default());
    let mut watch = Watch::new(&[], controls);
    let mut met = Met::default();
    face.show(page, &words).unwrap();
    loop {
        let bytes = std::mem::take(&mut *written.0.lock().unwrap());
        watch.sees(&bytes, what);
        let text = String::from_utf8(bytes).unwrap();
        text.lines().for_each(|line| met.add(line));
        if !text.lines().last().is_some_and(|prompt| prompt.contains("Entrée : suite")) {
            break;
        }
        answers.send(()).unwrap();
        // Enter is heard, and the next page is said.
        face.next::<Do>(page, &words).await.unwrap();
        face.show(page, &words).unwrap();
    }
    met
}

#[test]
fn every_document_opens_line_by_line() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
    for opened in OPENED.iter() {
        for manner in [Manner::Terminal, Manner::Pipe] {
            let what = format!("{} line by line, {manner:?}", opened.name);
            opened.is_all_in(&runtime.block_on(read_line_by_line(&opened.page, &what, manner)), usize::MAX, &what);
            if let Some(picture) = &opened.picture {
                runtime.block_on(read_line_by_line(picture, &what, manner));
            }
        }
    }
}

#[test]
fn every_document_is_printed_as_text_for_forty_columns_and_for_any_width() {
    let words = Words::french();
    for opened in OPENED.iter() {
        let reading = |block: &Block<Do>| if let Block::Reading { reading, .. } = block { Some(reading.clone()) } else { None };
        let Some(reading) = opened.page.body.iter().find_map(reading) else { continue };
        for width in [40, 0] {
            let what = format!("{} printed for {width} columns", opened.name);
            let text = flow::text(&reading, width, &words);
            Watch::new(&[], b"\n").sees(text.as_bytes(), &what);
            let mut met = Met::default();
            text.lines().for_each(|line| met.add(line));
            // The page around it is said by the program that prints.
            let around = opened.page.body.iter().filter(|block| !matches!(block, Block::Reading { .. }));
            let mut texts = vec![opened.page.title.clone()];
            around.for_each(|block| block_texts(block, &mut texts));
            texts.iter().for_each(|text| met.add(text));
            opened.is_all_in(&met, if width == 0 { usize::MAX } else { width }, &what);
        }
    }
}

/// What is no document is said to be none in one sentence, and everything else is read.
#[test]
fn each_file_is_read_or_refused_in_one_sentence() {
    for opened in OPENED.iter() {
        let read = opened.page.body.iter().any(|block| matches!(block, Block::Reading { .. }));
        // A password may open what is locked.
        let refused = matches!(opened.page.body.as_slice(), [Block::Text(_)] | [Block::Text(_), Block::Field(_)]);
        assert!(read != refused, "{}: {:?}", opened.name, opened.page.body);
    }
    // The record alone has so many.
    assert!(OPENED.len() > 120, "{}", OPENED.len());
}
