//! A page's lines into blocks: headings that stand alone, columns of text, tables, paragraphs.

use super::lines::{Cell, Line};
use super::text::{self, Block, Flowed};
use super::{columns, prose, rows};

/// How much larger than the body a heading is.
const LARGER: f64 = 1.15;
/// Characters of a heading; more is a paragraph in large letters.
const HEADING: usize = 120;
/// Headings lower than this all look the same.
const LEVELS: u8 = 4;

/// The sizes of the letters of a whole document, in points.
#[derive(Debug, Clone, PartialEq)]
pub struct Sizes {
    body: f64,
    /// Those of headings, from the largest.
    headings: Vec<f64>,
}

impl Sizes {
    pub fn of<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> Self {
        let mut weighed: Vec<(f64, usize)> = lines.clone().map(|line| (line.height, length(line))).collect();
        weighed.sort_by(|a, b| a.0.total_cmp(&b.0));
        let half = weighed.iter().map(|(_, letters)| letters).sum::<usize>() / 2;
        let mut passed = 0;
        let body = weighed.iter().find(|(_, letters)| {
            passed += letters;
            passed > half
        });
        let mut sizes = Self { body: body.map_or(0.0, |(height, _)| *height), headings: Vec::new() };
        let mut larger: Vec<f64> = lines.filter(|line| sizes.is_larger(line)).map(|line| rounded(line.height)).collect();
        larger.sort_by(|a, b| b.total_cmp(a));
        larger.dedup();
        sizes.headings = larger;
        sizes
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
            let ordinary = |below: &Line| below.cells.iter().any(|cell| !cell.bold) && below.cells.len() == 1;
            let title = cell.bold && line.apart && !cell.text.ends_with(['.', ',', ';']) && below.is_some_and(ordinary);
            title.then_some(self.headings.len())?
        };
        Some(u8::try_from(rank).unwrap_or(LEVELS).saturating_add(1).min(LEVELS))
    }
}

/// The blocks of a page, in reading order.
pub fn blocks(lines: Vec<Line>, sizes: &Sizes) -> Vec<Block> {
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
    let cell = |cell: &Cell| (cell.column, cell.text.clone());
    let line = |line: &Line| text::Line { apart: line.apart, cells: line.cells.iter().map(cell).collect() };
    Block::Laid { lines: lines.iter().map(line).collect(), flowed }
}

fn length(line: &Line) -> usize {
    line.cells.iter().map(|cell| cell.text.len()).sum()
}

/// Sizes half a point apart are the same to the eye.
fn rounded(height: f64) -> f64 {
    (height * 2.0).round() / 2.0
}
