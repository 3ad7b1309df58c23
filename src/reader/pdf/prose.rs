//! Lines into paragraphs: joined where only the edge of the page parted them, words cut at the end of a line made whole.

use super::lines::{Cell, Line};
use super::text::Flowed;

/// Signs that open an item of a list.
const BULLETS: [char; 16] = ['•', '‣', '◦', '▪', '▫', '●', '○', '■', '□', '–', '—', '-', '*', '·', '➢', '\u{f0b7}'];
/// What follows a hyphen that belongs to the word, at the end of a line as elsewhere (`est-ce`, `rendez-vous`, `celui-là`).
const AFTER: [&str; 24] = [
    "ce", "ci", "là", "je", "tu", "il", "elle", "on", "nous", "vous", "ils", "elles", "moi", "toi", "lui", "leur", "le", "la",
    "les", "y", "en", "même", "mêmes", "être",
];
/// What precedes one.
const BEFORE: [&str; 26] = [
    "après", "avant", "sous", "non", "demi", "semi", "mi", "anti", "auto", "co", "ex", "extra", "micro", "mini", "multi", "post",
    "pré", "pro", "quasi", "vice", "sur", "au", "ci", "par", "peut", "rendez",
];

/// Dots of a row that leads to a page number, at least.
const LEADER: usize = 5;

/// Characters of a line that the edge of the page can have ended, at least.
const SHORT: usize = 25;

/// Lines of running text as they are read; `page` is where the text of the page ends on the right.
pub fn flowed(lines: &[Line], page: f64) -> Vec<Flowed> {
    let right = right(lines, page);
    let mut out: Vec<Flowed> = Vec::new();
    let mut above: Option<&Line> = None;
    for line in lines {
        let raw = text(&line.cells);
        let words = without_leader(&raw);
        // A line of a table of contents is whole by itself.
        let listed = |line: &Line| line.cells.iter().any(|cell| leader(&cell.text).is_some());
        let goes_on = above.filter(|above| !line.apart && same_size(above, line));
        match (item(&words), out.last_mut()) {
            (Some(item), Some(Flowed::Bullets(items))) => items.push(item.to_owned()),
            (Some(item), _) => out.push(Flowed::Bullets(vec![item.to_owned()])),
            (None, Some(Flowed::Paragraph(paragraph))) if goes_on.is_some() => {
                join(paragraph, &words, goes_on.is_some_and(|above| forced(above, line, right) && !listed(above)));
            }
            (None, Some(Flowed::Bullets(items))) if goes_on.is_some_and(|above| indented(above, line)) => {
                let forced = goes_on.is_some_and(|above| forced(above, line, right));
                items.last_mut().into_iter().for_each(|item| join(item, &words, forced));
            }
            (None, _) => out.push(Flowed::Paragraph(words)),
        }
        above = Some(line);
    }
    out
}

/// Where lines end on the right.
pub fn edge(lines: &[Line]) -> f64 {
    lines.iter().filter_map(|line| line.cells.last()).map(|cell| cell.end).fold(f64::MIN, f64::max)
}

/// The edge that ended these lines: their own when most of them reach it, else that of the page.
fn right(lines: &[Line], page: f64) -> f64 {
    let own = edge(lines);
    let reaches = |line: &&Line| line.cells.last().is_some_and(|cell| cell.end > own - 4.0 * line.height);
    let full = lines.iter().filter(reaches).count();
    if lines.len() > 2 && full * 2 > lines.len() { own } else { page }
}

/// The cells of one line as one text.
pub fn text(cells: &[Cell]) -> String {
    let mut out = String::new();
    for cell in cells {
        if !out.is_empty() {
            // A bullet stands off its text; anything else so far apart is not the same sentence.
            let bullet = out.chars().count() <= 2 && out.starts_with(BULLETS);
            out.push_str(if bullet { " " } else { "   " });
        }
        out.push_str(&cell.text);
    }
    out
}

/// Adds a line to a paragraph: after a space when the edge of the page parted them, on a line of its own otherwise.
pub fn join(paragraph: &mut String, line: &str, forced: bool) {
    if !forced {
        paragraph.push('\n');
    } else if let Some(hyphen) = hyphen(paragraph, line) {
        if hyphen == Hyphen::OfTheLine {
            paragraph.pop();
        }
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hyphen {
    /// Put there because the line ended.
    OfTheLine,
    OfTheWord,
}

/// What the hyphen at the end of a line is, when a word goes on after it.
fn hyphen(above: &str, below: &str) -> Option<Hyphen> {
    let before = above.strip_suffix(['-', '\u{2010}'])?;
    let letters = |c: char| !c.is_alphabetic();
    let last = before.rsplit(letters).next().filter(|last| !last.is_empty())?;
    let next = below.split(letters).next().filter(|next| !next.is_empty())?;
    let lower = |word: &str| word.chars().all(char::is_lowercase);
    let compound = before.strip_suffix(last).is_some_and(|start| start.ends_with(['-', '\u{2010}']));
    let known = BEFORE.contains(&last) || AFTER.contains(&next);
    let own = compound || known || !lower(next) || below.strip_prefix(next).is_some_and(|rest| rest.starts_with('-'));
    Some(if own { Hyphen::OfTheWord } else { Hyphen::OfTheLine })
}

/// Where a row of dots stands that leads the eye to a page number.
fn leader(line: &str) -> Option<std::ops::Range<usize>> {
    let dots = |c: char| matches!(c, '.' | ' ' | '\u{2026}');
    let mut start = 0;
    for part in line.split_inclusive(|c| !dots(c)) {
        let trimmed = part.trim_end_matches(|c| !dots(c));
        if trimmed.matches(['.', '\u{2026}']).count() >= LEADER {
            return Some(start..start + trimmed.len());
        }
        start += part.len();
    }
    None
}

/// Heard, a row of dots is endless: a few say the same.
fn without_leader(line: &str) -> String {
    match leader(line) {
        Some(dots) => {
            let (before, after) = (line.get(..dots.start).unwrap_or_default(), line.get(dots.end..).unwrap_or_default());
            format!("{} \u{2026} {}", before.trim_end(), after.trim_start()).trim().to_owned()
        }
        None => line.to_owned(),
    }
}

/// Whether the line above ended because the first word of this one had no room there.
fn forced(above: &Line, line: &Line, right: f64) -> bool {
    let (Some(last), Some(first)) = (above.cells.last(), line.cells.first()) else { return false };
    let letters = first.text.chars().count().max(1);
    let word = first.text.split(' ').next().unwrap_or_default().chars().count();
    #[allow(clippy::cast_precision_loss, reason = "lengths of a line")]
    let wide = (first.end - first.x) * word as f64 / letters as f64;
    if hyphen(&last.text, &first.text).is_some() {
        return true;
    }
    if text(&above.cells).chars().count() < SHORT {
        return false;
    }
    let begins = above.cells.first().map_or(first.x, |cell| cell.x);
    // The edge itself is a little beyond what any line reaches. Lines that do not begin at the same place are centred, or
    // stand on the right: each is by itself.
    last.end + 0.25 * line.height + wide > right - 1.5 * line.height && (begins - first.x).abs() <= 3.0 * line.height
}

fn same_size(above: &Line, line: &Line) -> bool {
    (above.height - line.height).abs() <= 0.15 * above.height.max(line.height)
}

/// Whether a line goes on under the text of an item rather than at the margin.
fn indented(above: &Line, line: &Line) -> bool {
    let (Some(over), Some(cell)) = (above.cells.first(), line.cells.first()) else { return false };
    cell.x > over.x - 0.1 * line.height
}

/// What an item says, without the sign that opens it.
fn item(line: &str) -> Option<&str> {
    let rest = line.strip_prefix(BULLETS)?;
    Some(rest.strip_prefix(' ')?.trim_start()).filter(|item| !item.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(above: &str, below: &str) -> String {
        let mut paragraph = above.to_owned();
        join(&mut paragraph, below, true);
        paragraph
    }

    #[test]
    fn a_row_of_dots_becomes_a_few() {
        assert_eq!(without_leader("2.1 Syntaxe. . . . . . . . 12"), "2.1 Syntaxe … 12");
        assert_eq!(without_leader("Fin ........"), "Fin …");
        assert_eq!(without_leader("et cetera... 1.2.3"), "et cetera... 1.2.3");
    }

    #[test]
    fn a_word_cut_at_the_end_of_a_line_is_made_whole_and_a_compound_keeps_its_hyphen() {
        assert_eq!(joined("une hospita-", "lisation longue"), "une hospitalisation longue");
        assert_eq!(joined("un rendez-", "vous"), "un rendez-vous");
        assert_eq!(joined("peut-", "être"), "peut-être");
        assert_eq!(joined("Villerose-sur-", "Aune"), "Villerose-sur-Aune");
        assert_eq!(joined("Saint-", "Rémi"), "Saint-Rémi");
        assert_eq!(joined("de 5 -", "10 mg"), "de 5 - 10 mg");
        assert_eq!(joined("deux", "mots"), "deux mots");
    }
}
