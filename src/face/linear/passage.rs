//! A reading cut into pages to be said one after the other, never inside what belongs together if it can be helped.

use crate::domain::{LinkId, Reading, Spot, Target};
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
    pub spot: Spot,
    /// The links met in it, with the text that carries each.
    pub links: Vec<(LinkId, String)>,
}

/// A line of the flow, or a part of one that is longer than a page.
struct Part {
    text: String,
    piece: usize,
    line: usize,
    spot: Spot,
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

    /// Where each [`LinkId`] leads.
    pub fn targets(&self) -> &[Target] {
        &self.reading.links
    }

    /// Whether each page of the document has its own link to it as a picture.
    pub fn is_pictured(&self) -> bool {
        let sheets = self.targets().iter().filter(|target| matches!(target, Target::Sheet(_))).count();
        sheets > 0 && sheets >= self.reading.sheets
    }

    /// The page that holds these words of this piece, or the nearest before them.
    pub fn page_with(&self, piece: usize, spot: Spot) -> usize {
        self.pages.iter().rposition(|page| (page.piece, page.spot) <= (piece, spot)).unwrap_or(0)
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
    let heading = laid.heading.is_some();
    let part = |opens, read: usize| {
        let spot = Spot { letter: laid.spot.letter.saturating_add(read), ..laid.spot };
        Part { text: String::new(), piece: laid.piece, line, spot, heading, opens, links: Vec::new() }
    };
    let cuts = laid.runs.iter().map(|run| run.text.chars().count()).fold(0_usize, usize::saturating_add) > PAGE.saturating_mul(2);
    let mut now = part(opens, 0);
    let (mut length, mut read) = (0_usize, 0_usize);
    for run in &laid.runs {
        if let Some(link) = run.link {
            match now.links.iter_mut().find(|(id, _)| *id == link) {
                Some((_, text)) => text.push_str(&run.text),
                None => now.links.push((link, run.text.clone())),
            }
        }
        for c in run.text.chars() {
            read = read.saturating_add(c.len_utf8());
            if cuts && c == ' ' && length >= PAGE {
                parts.push(std::mem::replace(&mut now, part(Opens::Paragraph, read)));
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
            (passage.piece, passage.line, passage.spot) = (first.piece, first.line, first.spot);
        }
        for part in page {
            passage.text.push_str(&part.text);
            passage.text.push('\n');
            for (link, text) in &part.links {
                match passage.links.iter_mut().find(|(id, _)| id == link) {
                    Some((_, before)) => {
                        before.push(' ');
                        before.push_str(text);
                    }
                    None => passage.links.push((*link, text.clone())),
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
        size = size.saturating_add(part.text.chars().count()).saturating_add(1);
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::face::flow::Run;

    fn line(piece: usize, heading: bool, text: &str) -> Line {
        Line {
            piece,
            heading: heading.then_some(1),
            runs: vec![Run { text: text.to_owned(), ..Run::default() }],
            ..Line::default()
        }
    }

    fn cut_up(lines: &[Line]) -> Vec<Passage> {
        pages(parts(lines))
    }

    #[test]
    fn a_page_ends_where_a_piece_does() {
        let lines: Vec<Line> = (0..6).map(|piece| line(piece, false, &"a".repeat(500))).collect();
        let pages = cut_up(&lines);
        assert_eq!(pages.iter().map(|page| page.piece).collect::<Vec<_>>(), [0, 2, 4]);
        assert!(pages.iter().all(|page| page.text.len() == 1_002));
    }

    #[test]
    fn a_record_of_a_table_is_not_cut() {
        let mut lines = Vec::new();
        for record in 1..=30 {
            lines.push(line(0, false, &format!("Résultat {record} sur 30")));
            lines.extend(["Analyse : glycémie", "Valeur : 5,1", "Unité : mmol/L"].map(|text| line(0, false, text)));
            lines.push(line(0, false, ""));
        }
        let pages = cut_up(&lines);
        assert!(pages.len() > 1);
        for page in &pages {
            assert!(page.text.starts_with("Résultat ") && page.text.ends_with("Unité : mmol/L\n"), "{}", page.text);
            assert!(page.text.chars().count() <= PAGE, "{}", page.text.chars().count());
        }
    }

    #[test]
    fn a_heading_stays_with_what_it_heads() {
        let lines = [line(0, false, &"a".repeat(1_150)), line(1, true, "Conclusion"), line(2, false, &"b".repeat(900))];
        let pages = cut_up(&lines);
        assert_eq!(pages.len(), 2);
        assert!(pages[1].text.starts_with("Conclusion\nb"));
        assert_eq!((pages[1].piece, pages[1].line), (1, 0));
    }

    #[test]
    fn headings_alone_still_make_pages() {
        let lines: Vec<Line> = (0..9).map(|piece| line(piece, true, &"a".repeat(700))).collect();
        assert_eq!(cut_up(&lines).iter().map(|page| page.text.len()).sum::<usize>(), 9 * 701);
    }

    #[test]
    fn a_text_without_a_line_end_is_cut_at_spaces_and_nothing_is_lost() {
        let text = "mot ".repeat(2_000);
        let pages = cut_up(&[line(0, false, text.trim_end())]);
        assert!(pages.len() > 5);
        let again = pages.iter().map(|page| page.text.trim_end().to_owned()).collect::<Vec<_>>().join(" ");
        assert_eq!(again, text.trim_end());
    }

    #[test]
    fn links_belong_to_the_page_that_shows_them() {
        let link = |id, text: &str| Run { text: text.to_owned(), link: Some(LinkId(id)), ..Run::default() };
        let mut lines: Vec<Line> = (0..3).map(|piece| line(piece, false, &"a".repeat(1_000))).collect();
        lines[1].runs.extend([link(4, "voir "), link(4, "ici"), link(5, "ou là")]);
        let pages = cut_up(&lines);
        let links: Vec<_> = pages.iter().map(|page| page.links.clone()).collect();
        let two = vec![(LinkId(4), "voir ici".to_owned()), (LinkId(5), "ou là".to_owned())];
        assert_eq!(links, [vec![], two, vec![]]);
    }

    #[test]
    fn a_place_in_the_reading_leads_to_its_page() {
        let lines: Vec<Line> = (0..40).map(|n| line(n / 10, false, &format!("ligne {n} {}", "a".repeat(190)))).collect();
        let passages = Passages { id: Key("d".into()), reading: Arc::default(), pages: cut_up(&lines) };
        for (piece, line) in [(0, 0), (0, 9), (1, 5), (3, 9)] {
            let at = passages.page_of(piece, line);
            let wanted = format!("ligne {} ", piece * 10 + line);
            assert!(passages.pages[at].text.contains(&wanted), "{piece} {line}");
        }
        assert_eq!(passages.page_of(99, 0), passages.pages.len() - 1);
    }
}
