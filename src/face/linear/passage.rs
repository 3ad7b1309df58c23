//! A reading cut into pages to be said one after the other, never inside what belongs together if it can be helped.

use crate::domain::{LinkId, Reading};
use crate::face::flow::{self, Layout, Line};
use crate::page::Key;
use crate::words::Words;
use std::sync::Arc;

/// About a minute of speech, in characters.
const PAGE: usize = 1_200;

/// A reading laid out; kept, since laying it out costs more than saying a page of it.
pub struct Passages {
    pub id: Key,
    reading: Arc<Reading>,
    pub pages: Vec<Passage>,
}

#[derive(Default)]
pub struct Passage {
    pub text: String,
    /// Where it begins: index of a piece, and line within it.
    pub piece: usize,
    pub line: usize,
    /// The links met in it, with the text that carries each.
    pub links: Vec<(LinkId, String)>,
}

/// A line of the flow, or a part of one that is longer than a page.
struct Part {
    text: String,
    piece: usize,
    line: usize,
    heading: bool,
    /// A new piece or a blank line stands before it.
    opens: Opens,
    links: Vec<(LinkId, String)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opens {
    Piece,
    Paragraph,
    Nothing,
}

impl Passages {
    pub fn new(id: &Key, reading: &Arc<Reading>, words: &Words) -> Self {
        let lines = flow::lines(reading, 0, Layout::Records, words);
        Self { id: id.clone(), reading: Arc::clone(reading), pages: pages(parts(&lines)) }
    }

    pub fn is_of(&self, reading: &Arc<Reading>) -> bool {
        Arc::ptr_eq(&self.reading, reading)
    }

    /// The page that holds this line of this piece, or the nearest before it.
    pub fn page_of(&self, piece: usize, line: usize) -> usize {
        self.pages.iter().rposition(|page| (page.piece, page.line) <= (piece, line)).unwrap_or(0)
    }
}

fn parts(lines: &[Line]) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let (mut piece, mut line, mut blank) = (None, 0_usize, false);
    for laid in lines {
        let opens = match (piece == Some(laid.piece), blank) {
            (false, _) => Opens::Piece,
            (true, true) => Opens::Paragraph,
            (true, false) => Opens::Nothing,
        };
        line = if opens == Opens::Piece { 0 } else { line.saturating_add(1) };
        piece = Some(laid.piece);
        blank = laid.text().trim().is_empty();
        if !blank {
            split(laid, line, opens, &mut parts);
        } else if opens == Opens::Piece {
            // A piece that begins with a blank line still begins at its first words.
            piece = None;
        }
    }
    parts
}

/// A line as one part, or as several cut at spaces when it is much longer than a page.
fn split(laid: &Line, line: usize, opens: Opens, parts: &mut Vec<Part>) {
    let part =
        |opens| Part { text: String::new(), piece: laid.piece, line, heading: laid.heading.is_some(), opens, links: Vec::new() };
    let cuts = laid.runs.iter().map(|run| run.text.chars().count()).fold(0_usize, usize::saturating_add) > PAGE.saturating_mul(2);
    let mut now = part(opens);
    let mut length = 0_usize;
    for run in &laid.runs {
        if let Some(link) = run.link {
            match now.links.iter_mut().find(|(id, _)| *id == link) {
                Some((_, text)) => text.push_str(&run.text),
                None => now.links.push((link, run.text.clone())),
            }
        }
        for c in run.text.chars() {
            if cuts && c == ' ' && length >= PAGE {
                parts.push(std::mem::replace(&mut now, part(Opens::Paragraph)));
                length = 0;
            } else {
                now.text.push(c);
                length = length.saturating_add(1);
            }
        }
    }
    parts.push(now);
}

fn pages(parts: Vec<Part>) -> Vec<Passage> {
    let mut pages = Vec::new();
    let mut rest = parts.as_slice();
    while !rest.is_empty() {
        let (page, after) = rest.split_at(cut(rest));
        let mut passage = Passage::default();
        if let Some(first) = page.first() {
            (passage.piece, passage.line) = (first.piece, first.line);
        }
        for part in page {
            passage.text.push_str(&part.text);
            passage.text.push('\n');
            for link in &part.links {
                if !passage.links.contains(link) {
                    passage.links.push(link.clone());
                }
            }
        }
        pages.push(passage);
        rest = after;
    }
    pages
}

/// How many of these parts make a page: at least one.
fn cut(parts: &[Part]) -> usize {
    let (mut size, mut full, mut half) = (0_usize, 0_usize, None);
    for part in parts {
        size = size.saturating_add(part.text.chars().count());
        if full > 0 && size > PAGE {
            break;
        }
        full = full.saturating_add(1);
        if size >= PAGE / 2 && half.is_none() {
            half = Some(full);
        }
    }
    if full == parts.len() {
        return full;
    }
    let from = half.unwrap_or(full);
    let opens = |kind: Opens| (from..=full).rev().find(|at| parts.get(*at).is_some_and(|part| part.opens == kind));
    let mut at = opens(Opens::Piece).or_else(|| opens(Opens::Paragraph)).unwrap_or(full);
    // A heading goes with what it heads.
    while at > 1 && parts.get(at.saturating_sub(1)).is_some_and(|part| part.heading) {
        at = at.saturating_sub(1);
    }
    at
}
