//! A reading as the passages that can be looked for, each with the place where it stands.

use crate::domain::{Cell, Clean, Item, Piece, Reading, Row, Span, fold};
use crate::say;
use crate::words::Words;
use unicode_segmentation::UnicodeSegmentation;

/// Bytes of text kept of one document: a book is not a medical document.
const LONGEST: usize = 2 << 20;
/// Characters before and after what was found.
const AROUND: usize = 60;

#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Index of the piece in its reading.
    pub piece: usize,
    /// Which text or row of the piece, counted as a layout counts them ([`Spot`](crate::domain::Spot)).
    pub unit: usize,
    /// A row of a table.
    pub row: bool,
    /// What the part of the document it stands in is called.
    pub heading: Option<Clean>,
    pub text: Clean,
    /// The same without accents and case.
    pub folded: Box<str>,
}

/// Paragraphs, items, and rows of tables: what is read in one breath.
pub fn of(reading: &Reading, words: &Words) -> Vec<Passage> {
    let mut gathering = Gathering { words, passages: Vec::new(), left: LONGEST, unit: 0, heading: None };
    let mut ours = false;
    for (piece, content) in reading.pieces.iter().enumerate() {
        gathering.unit = 0;
        // The table that the program makes of the results repeats what the report says in its own words.
        let repeats = ours && matches!(content, Piece::Table(_));
        ours = content.heads_results();
        if !repeats && !ours {
            gathering.piece(piece, content);
        }
    }
    gathering.passages
}

struct Gathering<'w> {
    words: &'w Words,
    passages: Vec<Passage>,
    left: usize,
    /// Texts and rows met so far in the piece. What is passed over counts too, since layouts count it.
    unit: usize,
    heading: Option<Clean>,
}

impl Gathering<'_> {
    fn piece(&mut self, at: usize, piece: &Piece) {
        match piece {
            Piece::Heading { text, .. } => {
                self.heading = Some(Clean::line(&self.said(&text.0)));
                self.spans(at, &text.0);
            }
            Piece::Paragraph(text) => self.spans(at, &text.0),
            Piece::List { items, .. } => items.iter().for_each(|item| self.item(at, item)),
            Piece::Table(table) => {
                if let Some(caption) = &table.caption {
                    self.spans(at, &caption.0);
                }
                table.head.iter().chain(&table.body).chain(&table.foot).for_each(|row| self.row(at, row));
                self.unit += 1;
            }
            Piece::Facts(facts) => {
                for (label, value) in &facts.0 {
                    let said = format!("{} : {}", self.words.label(label), self.said(&value.0));
                    self.push(at, &said);
                }
            }
            Piece::Laid(laid) => laid.flowed.iter().for_each(|piece| self.piece(at, piece)),
            // What is in a picture cannot be looked for; what the document says of it can.
            Piece::Picture(picture) => match &picture.description {
                Some(said) => self.push(at, said),
                None => self.unit += 1,
            },
            // What the program says is not what the document says.
            Piece::Note(_) => self.unit += 1,
            Piece::Aside(aside) => {
                self.unit += 1;
                aside.pieces.iter().for_each(|piece| self.piece(at, piece));
            }
        }
    }

    /// A caption is read with the paragraph it introduces.
    fn item(&mut self, at: usize, item: &Item) {
        let before = self.unit;
        let mut pieces = item.pieces.iter();
        match (&item.caption, item.pieces.first()) {
            (Some(caption), Some(Piece::Paragraph(first))) => {
                let caption = self.said(&caption.0);
                let mark = if caption.trim_end().ends_with(':') { "" } else { " :" };
                let said = format!("{}{mark} {}", caption.trim_end(), self.said(&first.0));
                self.push(at, &said);
                pieces.next();
            }
            (Some(caption), _) => self.spans(at, &caption.0),
            (None, _) => {}
        }
        pieces.for_each(|piece| self.piece(at, piece));
        if self.unit == before {
            self.unit += 1;
        }
    }

    fn row(&mut self, at: usize, row: &Row) {
        let cells = row.cells.iter().filter_map(|cell| match cell {
            Cell::Own { words, .. } => Some(self.said(&words.0)),
            Cell::Covered { .. } | Cell::Empty => None,
        });
        let cells: Vec<_> = cells.filter(|said| !said.is_empty()).collect();
        self.passage(at, &cells.join(", "), true);
    }

    fn spans(&mut self, at: usize, spans: &[Span]) {
        let said = self.said(spans);
        self.push(at, &said);
    }

    fn said(&self, spans: &[Span]) -> String {
        let parts = spans.iter().map(|span| match span {
            Span::Text { text, .. } => text.to_string(),
            Span::Label(label) => self.words.label(label).to_string(),
        });
        parts.collect()
    }

    fn push(&mut self, piece: usize, text: &str) {
        self.passage(piece, text, false);
    }

    fn passage(&mut self, piece: usize, text: &str, row: bool) {
        self.unit += 1;
        let text = Clean::line(text);
        if text.is_empty() || text.len() > self.left {
            return;
        }
        self.left -= text.len();
        let heading = self.heading.clone();
        self.passages.push(Passage { piece, unit: self.unit, heading, folded: fold(&text).into(), text, row });
    }
}

/// The words to look for, folded; none while there is only a letter, which is everywhere.
pub fn wanted(words: &str) -> Vec<Box<str>> {
    let folded = fold(words);
    let wanted: Vec<Box<str>> = folded.split_whitespace().map(Into::into).collect();
    if wanted.iter().any(|word| word.chars().count() > 1) { wanted } else { Vec::new() }
}

/// The passages that hold all these words, with their ranks. No words are nowhere.
pub fn holding<'p>(passages: &'p [Passage], wanted: &'p [Box<str>]) -> impl Iterator<Item = (usize, &'p Passage)> {
    let all = |passage: &Passage| !wanted.is_empty() && wanted.iter().all(|word| passage.folded.contains(word.as_ref()));
    passages.iter().enumerate().filter(move |(_, passage)| all(passage))
}

/// The passage, cut around the word found when it is long; where it is cut is said by an ellipsis.
pub fn around(text: &Clean, wanted: &str, words: &Words) -> Clean {
    let pieces: Vec<&str> = text.split_word_bounds().collect();
    let total: usize = pieces.iter().map(|piece| piece.chars().count()).sum();
    if total <= 3 * AROUND {
        return text.clone();
    }
    let hit = pieces.iter().position(|piece| fold(piece).contains(wanted)).unwrap_or(0);
    let reach = |pieces: &mut dyn Iterator<Item = &&str>| {
        let mut left = AROUND;
        pieces
            .take_while(|piece| {
                let fits = piece.chars().count() <= left;
                left = left.saturating_sub(piece.chars().count());
                fits
            })
            .count()
    };
    let (before, after) = pieces.split_at(hit);
    let from = hit - reach(&mut before.iter().rev());
    let to = hit + reach(&mut after.iter()).max(1);
    let cut: String = pieces.iter().take(to).skip(from).copied().collect();
    match (from > 0, to < pieces.len()) {
        (false, _) => say!(words, "search-cut-after", text = cut.trim()),
        (true, false) => say!(words, "search-cut-before", text = cut.trim()),
        (true, true) => say!(words, "search-cut-both", text = cut.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Damage;
    use crate::face::flow::{Layout, lines};
    use crate::reader;
    use crate::reader::worker::{Done, Job, Worker};
    use std::collections::HashMap;

    /// None of these formats needs a worker.
    struct Nobody;

    impl Worker for Nobody {
        fn work(&self, _: &Job<'_>, _: &[u8]) -> Result<Done, Damage> {
            Err(Damage::Unsafe)
        }
    }

    /// The eye is brought to a passage by the place that layouts give it: both must count alike.
    #[test]
    fn every_passage_is_where_each_layout_has_its_words() {
        let words = Words::french();
        let sources: [&[u8]; 5] = [
            include_bytes!("../../../tests/reader/fixtures/consultation.xml"),
            include_bytes!("../../../tests/reader/fixtures/coded.xml"),
            include_bytes!("../../../assets/record/bio-2026-11.xml"),
            include_bytes!("../../../assets/record/vsm-2025-03.xml"),
            include_bytes!("../../../assets/record/ldl-ses-2023-06.xml"),
        ];
        for source in sources {
            let reading = reader::read(source, "text/xml", None, &Nobody).unwrap();
            for (width, layout) in [(0, Layout::Records), (40, Layout::Records), (80, Layout::Grid), (120, Layout::Grid)] {
                let mut said: HashMap<(usize, usize), String> = HashMap::new();
                for line in lines(&reading, width, layout, &words) {
                    let text = said.entry((line.piece, line.spot.unit)).or_default();
                    text.extend(line.text().chars().filter(|c| !c.is_whitespace()));
                }
                for passage in of(&reading, &words) {
                    let first: String = passage.text.split(' ').take(3).flat_map(str::split_whitespace).collect();
                    let first = first.trim_end_matches([',', ':']);
                    let here = said.get(&(passage.piece, passage.unit)).cloned().unwrap_or_default();
                    // Said row by row, the names of columns go with each value: their own row says the others, or nothing.
                    let unsaid = layout == Layout::Records && here.is_empty();
                    let any = || unsaid || passage.text.split([' ', ',']).any(|word| word.len() > 2 && here.contains(word));
                    let found = if passage.row { any() } else { here.contains(first) };
                    assert!(found, "{width}: « {} » is not in « {here} »", passage.text);
                }
            }
        }
    }
}
