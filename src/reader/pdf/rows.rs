//! Lines whose cells stand under one another, into rows: a table when it is surely one, else side by side as they are.

use super::lines::{Cell, Line};
use super::prose;
use super::text::Flowed;

/// Columns of a table; more is a drawing made of letters.
const COLUMNS: usize = 60;
/// Characters of what names a value on its left.
const LABEL: usize = 48;

/// How much blacker than the others a row that names the columns is.
const BLACKER: f64 = 1.2;

/// Where a column is, in points.
type Span = (f64, f64);

/// What the first lines make together: how many they are, and their text as it is read. Nothing when the first is not in cells.
pub fn table(lines: &[Line]) -> Option<(usize, Vec<Flowed>)> {
    let first = lines.first().filter(|line| line.cells.len() > 1 && !opens_item(line))?;
    let mut spans: Vec<Span> = first.cells.iter().map(span).collect();
    let mut length = 1;
    let mut pitch: f64 = 0.0;
    for pair in lines.windows(2) {
        let [above, line] = pair else { break };
        let step = line.y - above.y;
        let far = step > 2.6 * line.height.max(above.height) && step > 1.6 * pitch || step < 0.0;
        if far || opens_item(line) || spans.len() > COLUMNS {
            break;
        }
        let Some(wider) = with(&spans, &line.cells) else { break };
        let alone = line.cells.len() == 1;
        // A line of one cell is the rest of a row, or a row without values: never a paragraph that follows the table.
        if alone && (wider.len() > spans.len() || step > 1.25 * pitch.max(1.3 * line.height)) {
            break;
        }
        spans = wider;
        length += 1;
        pitch = pitch.max(step);
    }
    let lines = lines.get(..length)?;
    let spans = merged(spans, lines);
    Some((length, read(lines, &spans, pitch)))
}

fn read(lines: &[Line], spans: &[Span], pitch: f64) -> Vec<Flowed> {
    let rows = rows(lines, spans, pitch);
    let columns = spans.len();
    let head = has_head(&rows, columns);
    let named = columns == 2 && are_pairs(&rows);
    if rows.len() > 1 && (columns > 2 || head || named) {
        let rows = rows.into_iter().map(|row| row.cells).collect();
        return vec![Flowed::Table { columns, head, rows }];
    }
    let both = rows.iter().filter(|row| row.filled() > 1).count();
    if columns == 2 && lines.len() > 2 && both > 1 {
        // Two blocks side by side, such as the addresses of a letter.
        return (0..columns).filter_map(|column| block(lines, spans, column)).collect();
    }
    lines.iter().map(|line| Flowed::Paragraph(prose::text(&line.cells))).collect()
}

/// A row with one text for each column, some empty.
struct Row {
    cells: Vec<String>,
    /// That of its letters, and their length.
    ink: f64,
    drawn: f64,
}

impl Row {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

fn rows(lines: &[Line], spans: &[Span], pitch: f64) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut above: Option<f64> = None;
    for line in lines {
        let mut cells = vec![String::new(); spans.len()];
        for cell in &line.cells {
            if let Some(text) = place(cell, spans).and_then(|column| cells.get_mut(column)) {
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&cell.text);
            }
        }
        let (ink, drawn) = line.cells.iter().fold((0.0, 0.0), |(ink, drawn), cell| (ink + cell.ink, drawn + cell.drawn));
        let step = above.map_or(f64::MAX, |above| line.y - above);
        above = Some(line.y);
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        let named = cells.first().is_some_and(|first| !first.is_empty());
        let close = step < 0.88 * pitch && step < 1.5 * line.height;
        match rows.last_mut() {
            Some(row) if close && filled < spans.len() || !named && filled + 1 < spans.len() && step < 1.1 * pitch => {
                row.ink += ink;
                row.drawn += drawn;
                for (text, more) in row.cells.iter_mut().zip(&cells).filter(|(_, more)| !more.is_empty()) {
                    if text.is_empty() {
                        text.push_str(more);
                    } else {
                        prose::join(text, more, true);
                    }
                }
            }
            _ => rows.push(Row { cells, ink, drawn }),
        }
    }
    rows
}

/// Whether the first row names the columns: alone in bold, or words above columns of numbers.
fn has_head(rows: &[Row], columns: usize) -> bool {
    let Some((first, rest)) = rows.split_first().filter(|(_, rest)| !rest.is_empty()) else { return false };
    if first.filled() + 1 < columns || first.filled() < 2 {
        return false;
    }
    let black = |rows: &[Row]| {
        let (ink, drawn) = rows.iter().fold((0.0, 0.0), |(ink, drawn), row| (ink + row.ink, drawn + row.drawn));
        if drawn > 0.0 { ink / drawn } else { 0.0 }
    };
    let bold = black(std::slice::from_ref(first)) > BLACKER * black(rest) && black(rest) > 0.0;
    let number = |text: &String| text.chars().any(|c| c.is_ascii_digit());
    if bold || first.cells.iter().any(number) {
        return bold;
    }
    // A name never holds a number: where the first column is numbers, what stands above them names it.
    if columns == 2 {
        return rest.iter().all(|row| row.cells.first().is_some_and(number));
    }
    let numbers = |column: usize| {
        let values = rest.iter().filter(|row| row.cells.get(column).is_some_and(number)).count();
        values * 2 > rest.len()
    };
    let capital = |text: &String| text.starts_with(char::is_uppercase);
    let values = || rest.iter().flat_map(|row| row.cells.iter().skip(1)).filter(|text| !text.is_empty());
    let names = first.cells.iter().filter(|text| !text.is_empty()).all(capital);
    let plain = values().filter(|text| number(text) || !capital(text)).count();
    (1..columns).any(numbers) || names && plain * 3 > values().count() * 2
}

/// Whether the cells on the left name those on the right.
fn are_pairs(rows: &[Row]) -> bool {
    let left = |row: &Row| row.cells.first().cloned().unwrap_or_default();
    let labels = rows.iter().map(left).filter(|label| !label.is_empty());
    let count = labels.clone().count();
    let colons = labels.clone().filter(|label| label.trim_end().ends_with(':')).count();
    let short = labels.clone().all(|label| label.chars().count() <= LABEL);
    let digits = labels.filter(|label| label.chars().any(|c| c.is_ascii_digit())).count();
    let both = rows.iter().filter(|row| row.filled() == 2).count();
    colons * 2 > count || short && digits * 3 < count && both > 1 && both * 3 >= rows.len() * 2
}

/// One side of two blocks, line under line.
fn block(lines: &[Line], spans: &[Span], column: usize) -> Option<Flowed> {
    let here = |line: &Line| {
        let cells: Vec<Cell> = line.cells.iter().filter(|cell| place(cell, spans) == Some(column)).cloned().collect();
        (!cells.is_empty()).then(|| prose::text(&cells))
    };
    let texts: Vec<String> = lines.iter().filter_map(here).collect();
    (!texts.is_empty()).then(|| Flowed::Paragraph(texts.join("\n")))
}

fn span(cell: &Cell) -> Span {
    (cell.x, cell.end)
}

fn meet(a: Span, b: Span) -> bool {
    a.0 < b.1 && b.0 < a.1
}

/// The column where a cell stands: every cell is in one.
fn place(cell: &Cell, spans: &[Span]) -> Option<usize> {
    spans.iter().position(|column| meet(*column, span(cell))).or_else(|| spans.iter().rposition(|column| column.0 <= cell.x))
}

/// The columns with those of another line; nothing when a cell stands under two columns, or two cells under one.
fn with(spans: &[Span], cells: &[Cell]) -> Option<Vec<Span>> {
    let mut wider = spans.to_vec();
    let mut taken: Vec<usize> = Vec::new();
    let mut new: Vec<Span> = Vec::new();
    for cell in cells {
        let mut under = spans.iter().enumerate().filter(|(_, column)| meet(**column, span(cell))).map(|(at, _)| at);
        match (under.next(), under.next()) {
            (None, _) => new.push(span(cell)),
            (Some(column), None) if !taken.contains(&column) => {
                taken.push(column);
                if let Some(wide) = wider.get_mut(column) {
                    *wide = (wide.0.min(cell.x), wide.1.max(cell.end));
                }
            }
            (Some(_), _) => return None,
        }
    }
    wider.extend(new);
    wider.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Columns that grew into one another are no columns.
    let apart = wider.windows(2).all(|pair| if let [left, right] = pair { left.1 <= right.0 } else { true });
    apart.then_some(wider)
}

/// Neighbours never filled on the same line are one column: a name on the left, its numbers on the right.
fn merged(spans: Vec<Span>, lines: &[Line]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    for span in spans {
        let both = |left: Span| {
            let on = |line: &Line, column: Span| line.cells.iter().any(|cell| meet(column, (cell.x, cell.end)));
            lines.iter().any(|line| on(line, left) && on(line, span))
        };
        match out.last_mut() {
            Some(last) if lines.len() > 1 && !both(*last) => last.1 = span.1,
            _ => out.push(span),
        }
    }
    out
}

/// A bullet that stands off its text is not a column.
fn opens_item(line: &Line) -> bool {
    let [sign, _] = line.cells.as_slice() else { return false };
    let count = sign.text.chars().count();
    count == 1 && !sign.text.chars().all(char::is_alphanumeric)
}
