//! A table said row by row: `header : value`, one a line. For narrow screens, for speech and for braille.

use super::sheet::{Sheet, names_columns};
use super::styled::{Look, STRONG, Styled};
use super::{Flow, separate};
use crate::domain::{Cell, Label, Span};
use crate::say;
use std::collections::HashSet;
use std::ops::Range;

/// Bytes of the names said before one value, and of a text said again with each row that it covers: a long name over many rows
/// would otherwise become more than any memory holds. What is longer is said in full once.
const AGAIN: usize = 200;

/// The place of a header in its sheet.
type Place = (usize, usize);

impl Flow<'_> {
    pub(super) fn records(&mut self, sheet: &Sheet<'_>) {
        let mut heads = Heads::new(sheet);
        // Headers that name nothing below are said first, for no word may be lost; so are titles over the whole table.
        let (shapes, used) = plan(sheet);
        for row in 0..sheet.head {
            self.cell(row, 0);
            if let Some(title) = sheet.whole_row(row).filter(|title| !title.is_blank()) {
                self.put(&title.compact().strong());
                continue;
            }
            if row >= sheet.top {
                self.announce(sheet, row);
                continue;
            }
            for column in 0..sheet.columns {
                self.cell(row, column);
                self.introduce(sheet, (row, column), used.contains(&(row, column)));
            }
        }
        let total = shapes.iter().filter(|shape| **shape == Shape::Record).count();
        let mut number = 0;
        let mut first = true;
        for (row, shape) in (sheet.head..).zip(shapes) {
            self.cell(row, 0);
            let apart = matches!(shape, Shape::Record | Shape::Title | Shape::Names);
            if apart && !std::mem::take(&mut first) && !self.tight {
                self.empty_line();
            }
            match shape {
                Shape::Nothing => {}
                Shape::Names => {
                    self.announce(sheet, row);
                    heads.replace(sheet, row);
                    first = true;
                }
                Shape::Title => {
                    if let Some(title) = sheet.whole_row(row) {
                        self.put(&title.compact());
                    }
                }
                Shape::Pair => self.pair(sheet, row),
                Shape::Record => {
                    number += 1;
                    if total > 1 {
                        self.put(&Styled::plain(&say!(self.words, "reader-row", number = number, total = total)));
                    }
                    self.record(sheet, row, &heads);
                }
            }
        }
    }

    /// A header that will not be said with a value, or that will be said by its shorter name.
    fn introduce(&mut self, sheet: &Sheet<'_>, (row, column): Place, used: bool) {
        let (Some(Cell::Own { short, .. }), Some(text)) = (sheet.cell(row, column), sheet.text(row, column)) else { return };
        if text.is_blank() || (used && short.is_none()) {
            return;
        }
        let mut line = Styled::default();
        if let Some(short) = short {
            line.push(short, STRONG);
            separate(&mut line);
        }
        line.append(&text.clone().flat());
        self.hanging(&line, 2);
    }

    /// Names that stand in the body are said there too: the source gives them as a row among others.
    fn announce(&mut self, sheet: &Sheet<'_>, row: usize) {
        let mut line = Styled::default();
        for (_, text) in own_texts(sheet, row).filter(|(_, text)| !text.is_blank()) {
            if !line.is_blank() {
                line.push(" ; ", STRONG);
            }
            line.append(&text.clone().flat().strong());
        }
        self.put(&line);
    }

    /// Two cells of which the first names the second.
    fn pair(&mut self, sheet: &Sheet<'_>, row: usize) {
        let mut line = Styled::default();
        for (_, text) in own_texts(sheet, row).filter(|(_, text)| !text.is_blank()) {
            if !line.is_blank() {
                separate(&mut line);
            }
            line.append(&text.compact());
        }
        self.hanging(&line, 2);
    }

    fn record(&mut self, sheet: &Sheet<'_>, row: usize, heads: &Heads) {
        // A number without a header, waiting for its unit.
        let mut number: Option<Styled> = None;
        for ((y, x), columns) in cells(sheet, row) {
            let Some(text) = sheet.text(y, x) else { break };
            let mut line = heads.name(sheet, columns);
            self.cell(row, x);
            if line.is_blank() && text.is_blank() {
                continue;
            }
            if let Some(mut waiting) = number.take() {
                if line.is_blank() && is_unit(&text.text) {
                    waiting.push(" ", Look::default());
                    waiting.append(text);
                    self.hanging(&waiting, 2);
                    continue;
                }
                self.hanging(&waiting, 2);
            }
            if line.is_blank() && text.text.ends_with(|c: char| c.is_ascii_digit()) {
                number = Some(text.compact());
                continue;
            }
            if !line.is_blank() {
                separate(&mut line);
                // A list begins under its name.
                if begins_with_item(sheet, (y, x)) {
                    line.push("\n", Look::default());
                }
            }
            if text.is_blank() {
                line.push(&say!(self.words, "reader-empty-cell"), Look::default());
            } else if y < row {
                line.append(&again(text).compact());
            } else {
                line.append(&text.compact());
            }
            self.hanging(&line, 2);
        }
        if let Some(number) = number {
            self.hanging(&number, 2);
        }
    }
}

/// What may stand on the line of a number without being taken for its end: `g/l`, `%`, `°C`, never another number.
fn is_unit(text: &str) -> bool {
    let short = text.chars().count() <= 12 && !text.contains('\n');
    short && text.starts_with(|c: char| c.is_alphabetic() || matches!(c, '%' | '°' | 'µ' | '/'))
}

fn begins_with_item(sheet: &Sheet<'_>, (row, column): Place) -> bool {
    let Some(Cell::Own { words, .. }) = sheet.cell(row, column) else { return false };
    matches!(words.0.first(), Some(Span::Label(Label::Item { .. })))
}

/// How a row is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Nothing,
    /// Its cells name the columns from here on.
    Names,
    /// One cell over the whole table.
    Title,
    /// A name and a value, without any header over them, or merged so that the headers are not theirs.
    Pair,
    Record,
}

fn shape(sheet: &Sheet<'_>, row: usize, heads: &Heads) -> Shape {
    let filled = own_texts(sheet, row).filter(|(_, text)| !text.is_blank()).count();
    let continued = (0..sheet.columns).any(|c| matches!(sheet.cell(row, c), Some(Cell::Covered { up, .. }) if *up > 0));
    if filled == 0 && !continued {
        return Shape::Nothing;
    }
    if sheet.whole_row(row).is_some() {
        return Shape::Title;
    }
    if sheet.rows.get(row).is_some_and(|line| names_columns(line.row)) {
        return Shape::Names;
    }
    let unnamed = heads.0.iter().all(Vec::is_empty);
    if (unnamed && sheet.columns <= 2 && !continued) || is_merged_pair(sheet, row) { Shape::Pair } else { Shape::Record }
}

/// A name and a value merged over columns that have nothing to do with them: `Instruction au patient` over four columns and
/// what it is over nine, or in bold before a cell over all the rest.
fn is_merged_pair(sheet: &Sheet<'_>, row: usize) -> bool {
    let Some(Cell::Own { across: name, header, .. }) = sheet.cell(row, 0) else { return false };
    let Some(Cell::Own { across: value @ 2.., .. }) = sheet.cell(row, *name) else { return false };
    let alone = (name + value..sheet.columns).all(|column| matches!(sheet.cell(row, column), Some(Cell::Empty) | None));
    alone && (*name > 1 || header.is_some() || sheet.text(row, 0).is_some_and(Styled::is_strong))
}

/// The cells of a row that are its own: how many columns each spans, and its text.
fn own_texts<'s>(sheet: &'s Sheet<'_>, row: usize) -> impl Iterator<Item = (usize, &'s Styled)> {
    (0..sheet.columns).filter_map(move |column| match sheet.cell(row, column)? {
        Cell::Own { across, .. } => Some((*across, sheet.text(row, column)?)),
        Cell::Covered { .. } | Cell::Empty => None,
    })
}

/// The cells that a row is made of, those that reach down to it included: where each stands, and the columns it spans.
fn cells(sheet: &Sheet<'_>, row: usize) -> Vec<(Place, Range<usize>)> {
    let (mut cells, mut column) = (Vec::new(), 0);
    while column < sheet.columns {
        let Some((y, x)) = sheet.origin(row, column) else {
            column += 1;
            continue;
        };
        let across = match sheet.cell(y, x) {
            Some(Cell::Own { across, .. }) => *across,
            Some(Cell::Covered { .. } | Cell::Empty) | None => 1,
        };
        cells.push(((y, x), x..x + across));
        column = x + across;
    }
    cells
}

/// A text as it is said again: its beginning, when it is long.
fn again(text: &Styled) -> Styled {
    let Some(beginning) = text.text.get(..text.text.floor_char_boundary(AGAIN)).filter(|start| start.len() < text.text.len())
    else {
        return text.clone();
    };
    let end = beginning.rfind(char::is_whitespace).unwrap_or(beginning.len());
    let mut cut = text.part(0..end);
    cut.push(" …", Look::default());
    cut
}

/// For each column, its headers from the highest.
struct Heads(Vec<Vec<Place>>);

impl Heads {
    fn new(sheet: &Sheet<'_>) -> Self {
        let mut heads = Self(vec![Vec::new(); sheet.columns]);
        (0..sheet.head).filter(|row| sheet.whole_row(*row).is_none()).for_each(|row| heads.add(sheet, row));
        heads
    }

    /// A row of headers inside the body: it holds from there on.
    fn replace(&mut self, sheet: &Sheet<'_>, row: usize) {
        self.0.iter_mut().for_each(Vec::clear);
        self.add(sheet, row);
    }

    fn add(&mut self, sheet: &Sheet<'_>, row: usize) {
        for (column, names) in self.0.iter_mut().enumerate() {
            let Some(place) = sheet.origin(row, column) else { continue };
            let said = sheet.text(place.0, place.1).is_some_and(|text| !text.is_blank());
            if said && names.last() != Some(&place) {
                names.push(place);
            }
        }
    }

    /// The headers over these columns that are said with each value; the first that is not, when they are too long.
    fn over(&self, sheet: &Sheet<'_>, columns: Range<usize>) -> (Vec<Place>, Option<Place>) {
        let (mut said, mut room) = (Vec::new(), AGAIN);
        for place in self.0.get(columns).into_iter().flatten().flatten() {
            if said.contains(place) {
                continue;
            }
            match room.checked_sub(length(sheet, *place)) {
                Some(left) => room = left,
                None => return (said, Some(*place)),
            }
            said.push(*place);
        }
        (said, None)
    }

    /// `header`, `above, below`, or `first, second` over merged columns.
    fn name(&self, sheet: &Sheet<'_>, columns: Range<usize>) -> Styled {
        let (said, left_out) = self.over(sheet, columns);
        let mut name = Styled::default();
        for (row, column) in said.into_iter().chain(left_out) {
            if !name.is_blank() {
                name.push(", ", STRONG);
            }
            match (sheet.cell(row, column), sheet.text(row, column)) {
                (Some(Cell::Own { short: Some(short), .. }), _) => name.append(&again(&Styled::with(short, STRONG))),
                (_, Some(text)) => name.append(&again(text).flat().strong()),
                (_, None) => {}
            }
        }
        if left_out.is_some() && !name.text.ends_with('…') {
            name.push(" …", STRONG);
        }
        name
    }
}

/// Bytes of a header's name.
fn length(sheet: &Sheet<'_>, (row, column): Place) -> usize {
    match (sheet.cell(row, column), sheet.text(row, column)) {
        (Some(Cell::Own { short: Some(short), .. }), _) => short.len(),
        (_, Some(text)) => text.text.len(),
        (_, None) => 0,
    }
}

/// How each row after the head is said, and the headers that some record says in full.
fn plan(sheet: &Sheet<'_>) -> (Vec<Shape>, HashSet<Place>) {
    let mut heads = Heads::new(sheet);
    let mut used = HashSet::new();
    let shapes = (sheet.head..sheet.rows.len()).map(|row| {
        let shape = shape(sheet, row, &heads);
        match shape {
            Shape::Names => heads.replace(sheet, row),
            Shape::Record => {
                used.extend(cells(sheet, row).into_iter().flat_map(|(_, columns)| heads.over(sheet, columns).0));
            }
            Shape::Nothing | Shape::Title | Shape::Pair => {}
        }
        shape
    });
    (shapes.collect(), used)
}
