//! A page's lines into blocks: headings that stand alone, columns of text, tables, paragraphs.

use super::lines::{Cell, Line};
use super::text::{self, Block, Flowed};
use super::{columns, prose, rows};
use std::collections::BTreeMap;

/// How much larger than the body a heading is.
const LARGER: f64 = 1.15;
/// How much blacker than the body bold letters are.
const BLACKER: f64 = 1.28;
/// Characters of a heading; more is a paragraph in large letters.
const HEADING: usize = 120;
/// The same for one that is only blacker than the text.
const TITLE: usize = 80;
/// Spaces between two cells, at least.
const GAP: usize = 2;
/// Headings lower than this all look the same.
const LEVELS: u8 = 4;

/// The sizes of the letters of a whole document, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Sizes {
    body: f64,
    /// How black the body is.
    ink: f64,
    /// Those of headings, from the largest.
    headings: Vec<f64>,
}

impl Sizes {
    pub fn of<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> Self {
        let heights = lines.clone().map(|line| (line.height, length(line))).collect();
        let cells = lines.clone().flat_map(|line| &line.cells).filter(|cell| cell.drawn > 0.0);
        let inks = cells.map(|cell| (cell.ink / cell.drawn, cell.text.len())).collect();
        let mut sizes = Self { body: middle(heights), ink: middle(inks), headings: Vec::new() };
        let mut larger: Vec<f64> = lines.filter(|line| sizes.is_larger(line)).map(|line| rounded(line.height)).collect();
        larger.sort_by(|a, b| b.total_cmp(a));
        larger.dedup();
        sizes.headings = larger;
        sizes
    }

    /// Which cells are in bold.
    fn weigh(&self, lines: &mut [Line]) {
        for cell in lines.iter_mut().flat_map(|line| &mut line.cells) {
            cell.bold = self.ink > 0.0 && cell.ink > BLACKER * self.ink * cell.drawn;
        }
    }

    fn is_larger(&self, line: &Line) -> bool {
        line.height > LARGER * self.body && line.cells.len() == 1
    }

    /// The level of a line that is a heading: by its size, else by its weight when it stands above ordinary text.
    fn heading(&self, line: &Line, below: Option<&Line>) -> Option<u8> {
        let [cell] = line.cells.as_slice() else { return None };
        let letters = cell.text.chars().filter(|c| c.is_alphabetic()).count();
        if letters < 2 || cell.text.chars().count() > HEADING {
            return None;
        }
        let rank = if self.is_larger(line) {
            self.headings.iter().position(|size| *size <= rounded(line.height))?
        } else {
            let ordinary = |below: &Line| below.cells.len() > 1 || below.cells.iter().any(|cell| !cell.bold);
            let short = cell.text.chars().count() <= TITLE && !cell.text.starts_with(char::is_lowercase);
            let whole = line.apart && !cell.text.ends_with(['.', ',', ';']);
            let title = cell.bold && short && whole && below.is_some_and(ordinary);
            title.then_some(self.headings.len())?
        };
        Some(u8::try_from(rank).unwrap_or(LEVELS).saturating_add(1).min(LEVELS))
    }
}

/// The blocks of a page, in reading order.
pub fn blocks(mut lines: Vec<Line>, sizes: &Sizes) -> Vec<Block> {
    sizes.weigh(&mut lines);
    let mut blocks = Vec::new();
    let mut rest = lines.as_slice();
    let page = prose::edge(rest);
    while let Some(zone) = columns::zone(rest) {
        let (above, after) = rest.split_at(zone.lines.start);
        let (zone_lines, below) = after.split_at(zone.lines.len());
        plain(above, sizes, page, &mut blocks);
        let flowed = columns::sides(zone_lines, zone.gutter).iter().flat_map(|side| flow(side, sizes)).collect();
        blocks.push(laid(zone_lines, flowed));
        rest = below;
    }
    plain(rest, sizes, page, &mut blocks);
    blocks
}

/// Lines that are read from the left to the right.
fn plain(lines: &[Line], sizes: &Sizes, page: f64, blocks: &mut Vec<Block>) {
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        let Some(level) = sizes.heading(line, lines.get(at + 1)) else { continue };
        parts(lines.get(start..at).unwrap_or_default(), page, blocks);
        start = at + 1;
        let words = line.cells.iter().map(|cell| cell.text.as_str()).collect::<String>();
        match blocks.last_mut() {
            // A title on two lines.
            Some(Block::Heading { level: above, text }) if *above == level && !line.apart && text.len() < HEADING => {
                text.push(' ');
                text.push_str(&words);
            }
            _ => blocks.push(Block::Heading { level, text: words }),
        }
    }
    parts(lines.get(start..).unwrap_or_default(), page, blocks);
}

/// Tables and the text between them: each is shown as it stands, or not, by itself.
fn parts(lines: &[Line], page: f64, blocks: &mut Vec<Block>) {
    for (part, flowed) in split(lines, page) {
        blocks.push(laid(part, flowed));
    }
}

fn flow(lines: &[Line], sizes: &Sizes) -> Vec<Flowed> {
    let mut flowed = Vec::new();
    let edge = prose::edge(lines);
    let mut start = 0;
    for (at, line) in lines.iter().enumerate() {
        if sizes.heading(line, lines.get(at + 1)).is_some() {
            flowed.extend(split(lines.get(start..at).unwrap_or_default(), edge).into_iter().flat_map(|(_, part)| part));
            flowed.extend(line.cells.iter().map(|cell| Flowed::Strong(cell.text.clone())));
            start = at + 1;
        }
    }
    flowed.extend(split(lines.get(start..).unwrap_or_default(), edge).into_iter().flat_map(|(_, part)| part));
    flowed
}

fn split(lines: &[Line], page: f64) -> Vec<(&[Line], Vec<Flowed>)> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < lines.len() {
        let rest = lines.get(at..).unwrap_or_default();
        let Some((length, flowed)) = rows::table(rest) else {
            at += 1;
            continue;
        };
        let above = lines.get(start..at).unwrap_or_default();
        if !above.is_empty() {
            parts.push((above, prose::flowed(above, page)));
        }
        parts.push((rest.get(..length).unwrap_or(rest), flowed));
        at += length;
        start = at;
    }
    let rest = lines.get(start..).unwrap_or_default();
    if !rest.is_empty() {
        parts.push((rest, prose::flowed(rest, page)));
    }
    parts
}

fn laid(lines: &[Line], flowed: Vec<Flowed>) -> Block {
    let starts = starts(lines);
    let cell = |cell: &Cell| (starts.get(&cell.column).copied().unwrap_or(cell.column), cell.text.clone());
    let line = |line: &Line| text::Line { apart: line.apart, cells: line.cells.iter().map(cell).collect() };
    Block::Laid { lines: lines.iter().map(line).collect(), flowed }
}

/// Where each column begins once every cell before it has its room: letters of a terminal are wider than those of a page.
fn starts(lines: &[Line]) -> BTreeMap<usize, usize> {
    let mut columns: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for line in lines {
        columns.entry(line.cells.first().map_or(0, |cell| cell.column)).or_default();
        for pair in line.cells.windows(2) {
            let [before, cell] = pair else { continue };
            columns.entry(cell.column).or_default().push((before.column, before.text.chars().count()));
        }
    }
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut shift = 0;
    for (column, before) in columns {
        let ends = before.iter().filter_map(|(left, wide)| Some(starts.get(left)? + wide + GAP));
        let start = ends.max().unwrap_or(0).max(column + shift);
        shift = start - column;
        starts.insert(column, start);
    }
    starts
}

fn length(line: &Line) -> usize {
    line.cells.iter().map(|cell| cell.text.len()).sum()
}

/// The median of values, each counted so many times.
fn middle(mut weighed: Vec<(f64, usize)>) -> f64 {
    weighed.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = weighed.iter().map(|(_, times)| times).sum::<usize>() / 2;
    let mut passed = 0;
    let middle = weighed.iter().find(|(_, times)| {
        passed += times;
        passed > half
    });
    middle.map_or(0.0, |(value, _)| *value)
}

/// Sizes half a point apart are the same to the eye.
fn rounded(height: f64) -> f64 {
    (height * 2.0).round() / 2.0
}
