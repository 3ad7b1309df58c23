//! Every document of the corpus, at every width, held against an independent reading of its source.
//!
//! The corpus is not part of the project: without it these tests say so and pass.

use crate::source::{self, Block, Cell, Node, Table};
use crate::worker;
use dmp::domain::{Label, LinkId, Reading, Target};
use dmp::face::flow::{self, Layout};
use dmp::reader;
use dmp::words::Words;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

const WIDTHS: [usize; 4] = [40, 80, 120, 0];

struct Example {
    name: String,
    document: Node,
    reading: Reading,
}

fn examples() -> Vec<Example> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpus/cda");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    files.sort();
    if files.is_empty() {
        println!("skipped: no corpus beside the project");
    }
    let example = |path: PathBuf| {
        let bytes = std::fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let reading = reader::read(&bytes, "text/xml", None, &worker()).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        Example { document: source::document(&String::from_utf8(bytes).unwrap()), name, reading }
    };
    files.into_iter().map(example).collect()
}

#[test]
fn every_word_of_every_narrative_is_shown_in_reading_order() {
    let words = Words::french();
    for example in examples() {
        for width in WIDTHS {
            let text = flow::text(&example.reading, width, &words);
            let shown = Shown::new(&text);
            let mut at = 0;
            for block in source::blocks(&example.document) {
                at = match block {
                    Block::Words(wanted) => shown
                        .find(&wanted, at)
                        .unwrap_or_else(|| panic!("{} at {width}: {wanted:?} not found after word {at}", example.name)),
                    Block::Table(table) => shown.table(&table, at, width, &format!("{} at {width}", example.name)),
                };
            }
            let shown = shown.count();
            for (word, count) in counted(&source::blocks(&example.document)) {
                let seen = shown.get(word.as_str()).copied().unwrap_or_default();
                assert!(seen >= count, "{} at {width}: {word:?} {seen} times rather than {count}", example.name);
            }
        }
    }
}

#[test]
fn a_header_stands_above_its_values_at_120_columns() {
    let words = Words::french();
    let (mut checked, mut records) = (0, 0);
    for example in examples() {
        let text = flow::text(&example.reading, 120, &words);
        let lines: Vec<&str> = text.lines().collect();
        let mut from = 0;
        for block in source::blocks(&example.document) {
            let Block::Table(table) = block else { continue };
            let Some(header) = single_header(&table) else { continue };
            match above(&lines, &mut from, header, &table) {
                Some(true) => checked += 1,
                Some(false) => records += 1,
                None => panic!("{}: no table under {header:?} after line {from}", example.name),
            }
        }
    }
    println!("{checked} tables as grids, {records} as records");
    assert!(records * 10 <= checked, "nearly all tables are grids at 120 columns");
}

#[test]
fn a_header_comes_just_before_its_value_in_records() {
    let words = Words::french();
    for example in examples() {
        for width in [40, 0] {
            let text = flow::text(&example.reading, width, &words);
            let shown = Shown::new(&text);
            let mut at = 0;
            for block in source::blocks(&example.document) {
                let Block::Table(table) = block else { continue };
                let Some(header) = single_header(&table) else { continue };
                for (name, value) in table.body.iter().filter(|row| plain(row, header)).flat_map(|row| header.iter().zip(row)) {
                    if name.words.is_empty() || value.words.is_empty() {
                        continue;
                    }
                    let colon = name.words.last().is_none_or(|word| word != ":");
                    let wanted: Vec<String> =
                        name.words.iter().cloned().chain(colon.then(|| ":".to_owned())).chain(value.words.clone()).collect();
                    at = shown
                        .find(&wanted, at)
                        .unwrap_or_else(|| panic!("{} at {width}: {wanted:?} after word {at}", example.name));
                }
            }
        }
    }
}

#[test]
fn every_word_shown_is_in_the_source_or_in_the_catalogue() {
    let words = Words::french();
    let catalogue: HashSet<String> = [
        include_str!("../../assets/text/fr/dmp.ftl"),
        include_str!("../../assets/text/fr/codes.tsv"),
        include_str!("../../assets/text/fr/units.tsv"),
    ]
    .iter()
    .flat_map(|text| text.split(|c: char| !c.is_alphanumeric()))
    .map(str::to_lowercase)
    .collect();
    for example in examples() {
        let mut all = String::new();
        source::everything(&example.document, &mut all);
        let known: HashSet<String> = all.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase).collect();
        for width in WIDTHS {
            let text = flow::text(&example.reading, width, &words);
            let lines: Vec<&str> = text.lines().collect();
            for (y, line) in lines.iter().enumerate() {
                // A label of ours may begin up to two lines above its number.
                let label = lines[y.saturating_sub(2)..=y].join(" ");
                let ours = ["Ligne ", "[fichier joint", "[lien", "Lien "].iter().any(|begins| label.contains(begins));
                for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
                    let number = word.chars().all(|c| c.is_ascii_digit());
                    let said = known.contains(&word.to_lowercase()) || catalogue.contains(&word.to_lowercase());
                    assert!(said || number && (ours || all.contains(word)), "{} at {width}: {word:?} in {line:?}", example.name);
                }
            }
        }
    }
}

#[test]
fn every_file_carried_inside_is_named() {
    let words = Words::french();
    for example in examples() {
        let mut count = 0;
        let mut stack = vec![&example.document];
        while let Some(node) = stack.pop() {
            count += usize::from(node.attribute("representation") == Some("B64"));
            stack.extend(&node.children);
        }
        assert_eq!(example.reading.embedded.len(), count, "{}", example.name);
        let text = source::words(&flow::text(&example.reading, 80, &words)).join(" ");
        for (index, file) in example.reading.embedded.iter().enumerate() {
            let leads = |target: &Target| *target == Target::Embedded(index);
            let label = Label::EmbeddedFile {
                link: LinkId(example.reading.links.iter().position(leads).unwrap()),
                number: index + 1,
                name: file.name.clone(),
                media_type: file.media_type.clone(),
                bytes: file.bytes.len(),
            };
            assert!(file.name.is_some() && text.contains(words.label(&label).as_str()), "{}: file {index}", example.name);
        }
    }
}

/// The one row of a table's head, when every header names one column.
fn single_header(table: &Table) -> Option<&[Cell]> {
    let [header] = table.head.as_slice() else { return None };
    let simple = header.iter().all(|cell| cell.header && cell.across == 1 && cell.down == 1 && !cell.words.is_empty());
    (simple && !header.is_empty() && table.body.iter().flatten().all(|cell| cell.down == 1)).then_some(header.as_slice())
}

/// A row with one value under each header.
fn plain(row: &[Cell], header: &[Cell]) -> bool {
    row.len() == header.len() && row.iter().all(|cell| cell.across == 1)
}

/// Text between gaps of two spaces and more, with the columns where it begins and ends.
#[derive(Debug, Clone, PartialEq)]
struct Chunk {
    start: usize,
    end: usize,
    words: Vec<String>,
}

fn chunks(line: &str) -> Vec<Chunk> {
    let mut out: Vec<Chunk> = Vec::new();
    let mut column = 0;
    for word in line.split(' ') {
        let end = column + word.chars().count();
        match out.last_mut() {
            _ if word.is_empty() => {}
            Some(chunk) if chunk.end + 1 == column => {
                chunk.end = end;
                chunk.words.push(word.to_owned());
            }
            _ => out.push(Chunk { start: column, end, words: vec![word.to_owned()] }),
        }
        column = end + 1;
    }
    out
}

/// Follows each column down from its header and reads the cells again from their places alone.
/// `Some(false)` when the table is laid out as records.
fn above(lines: &[&str], from: &mut usize, header: &[Cell], table: &Table) -> Option<bool> {
    let grid = (*from..lines.len()).find(|y| {
        let line = chunks(lines[*y]);
        line.len() == header.len() && line.iter().zip(header).all(|(chunk, cell)| cell.words.starts_with(&chunk.words))
    });
    let first = &header[0].words;
    let record = (*from..lines.len()).find(|y| lines[*y].starts_with(&format!("{} : ", first.join(" "))));
    let y = match (grid, record) {
        (Some(grid), Some(record)) if grid < record => grid,
        (Some(grid), None) => grid,
        (_, Some(record)) => {
            *from = record + 1;
            return Some(false);
        }
        (None, None) => return None,
    };
    let columns = chunks(lines[y]);
    let rule = (y..lines.len()).find(|y| lines[*y].starts_with('─'))?;
    let mut floor = rule + 1;
    for row in table.body.iter().filter(|row| plain(row, header)) {
        let mut lowest = floor;
        for (column, cell) in columns.iter().zip(row).filter(|(_, cell)| !cell.words.is_empty()) {
            let read = (floor..lines.len()).find_map(|top| read_down(lines, top, column, &cell.words));
            let (top, below) = read.unwrap_or_else(|| panic!("{:?} not under {:?} after line {floor}", cell.words, column.words));
            assert!(
                top >= floor && top <= floor + 2 || table.body.iter().any(|row| !plain(row, header)),
                "{:?} too far below",
                cell.words
            );
            lowest = lowest.max(below);
        }
        floor = lowest;
    }
    *from = floor;
    Some(true)
}

/// The words of a cell, read line after line at the left edge of its column, or at its right edge.
fn read_down(lines: &[&str], top: usize, column: &Chunk, wanted: &[String]) -> Option<(usize, usize)> {
    [true, false].into_iter().find_map(|left| {
        let mut read: Vec<String> = Vec::new();
        for (y, line) in lines.iter().enumerate().skip(top) {
            let here = chunks(line).into_iter().find(|c| if left { c.start == column.start } else { c.end == column.end });
            let skipped = read.is_empty() && here.is_none();
            read.extend(here.into_iter().flat_map(|chunk| chunk.words.into_iter().filter(|word| !is_mark(word))));
            let wanted: Vec<&String> = wanted.iter().filter(|word| !is_mark(word)).collect();
            if skipped || !wanted.iter().zip(&read).all(|(a, b)| *a == b) || read.len() > wanted.len() {
                return None;
            }
            if read.len() == wanted.len() {
                return Some((top, y + 1));
            }
        }
        None
    })
}

/// Marks of the program's inside a cell are looked at elsewhere.
fn is_mark(word: &str) -> bool {
    word.starts_with("[lien") || word.chars().all(|c| c.is_ascii_digit() || c == ']') && word.ends_with(']')
}

/// How many times each word stands in the narrative. Empty rows, columns and tables hold none.
fn counted(blocks: &[Block]) -> HashMap<String, usize> {
    let mut count = HashMap::new();
    let mut add = |words: &[String]| words.iter().for_each(|word| *count.entry(word.clone()).or_default() += 1);
    for block in blocks {
        match block {
            Block::Words(words) => add(words),
            Block::Table(table) => {
                table.head.iter().chain(&table.body).chain(&table.foot).flatten().for_each(|cell| add(&cell.words));
            }
        }
    }
    count
}

/// What is shown, as words.
struct Shown {
    words: Vec<String>,
}

impl Shown {
    fn new(text: &str) -> Self {
        Self { words: source::words(text) }
    }

    /// Where the words end that follow each other from `from` on; what the program says in brackets may stand between.
    fn find(&self, wanted: &[String], from: usize) -> Option<usize> {
        (from..self.words.len()).find_map(|start| self.matches(wanted, start))
    }

    fn matches(&self, wanted: &[String], start: usize) -> Option<usize> {
        let mut at = start;
        for word in wanted {
            // Several headers said together are parted by commas.
            while self.words.get(at)? != word && self.words[at].strip_suffix(',') != Some(word) {
                let mark = ["[lien", "[fichier"].iter().any(|mark| self.words[at].starts_with(mark));
                // The dash of an item of a list.
                if at > start && self.words[at] == "-" {
                    at += 1;
                    continue;
                }
                if !mark || at == start {
                    return None;
                }
                at += 1 + self.words[at..].iter().position(|word| word.ends_with(']'))?;
            }
            at += 1;
        }
        Some(at)
    }

    /// As records, cells follow each other, word for word. In a grid the lines of neighbours alternate: there, the words of
    /// each cell keep their order, and the whole document is counted besides.
    fn table(&self, table: &Table, from: usize, width: usize, place: &str) -> usize {
        let lost = |cell: &Cell| -> ! { panic!("{place}: {:?} is lost after word {from}", cell.words) };
        for cell in table.head.iter().flatten() {
            let found = if width == 120 || width == 80 { self.in_order(&cell.words, from) } else { self.find(&cell.words, from) };
            found.unwrap_or_else(|| lost(cell));
        }
        let mut at = from;
        for cell in table.body.iter().chain(&table.foot).flatten() {
            match width {
                80 | 120 => self.in_order(&cell.words, from).map(|_| ()),
                _ => self.find(&cell.words, at).map(|end| at = end),
            }
            .unwrap_or_else(|| lost(cell));
        }
        at
    }

    fn in_order(&self, wanted: &[String], from: usize) -> Option<usize> {
        wanted.iter().try_fold(from, |at, word| Some(at + 1 + self.words[at..].iter().position(|shown| shown == word)?))
    }

    fn count(&self) -> HashMap<&str, usize> {
        let mut count = HashMap::new();
        for word in &self.words {
            *count.entry(word.as_str()).or_default() += 1;
            if let Some(bare) = word.strip_suffix(',') {
                *count.entry(bare).or_default() += 1;
            }
        }
        count
    }
}

#[test]
fn no_line_of_the_corpus_is_wider_than_the_screen() {
    let words = Words::french();
    for example in examples() {
        for width in [20, 40, 60, 80, 120] {
            for line in flow::lines(&example.reading, width, Layout::Grid, &words) {
                assert!(line.text().chars().count() <= width, "{} at {width}: {:?}", example.name, line.text());
            }
        }
    }
}
