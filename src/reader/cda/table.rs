//! The tables of a narrative block. It never drops a cell, nor what stands between them.

use super::narrative::{Narrative, styled};
use crate::domain::{Emphasis, Scope, Table};
use crate::reader::grid::{self, Slot};
use crate::reader::prose::Style;
use crate::reader::xml::{Child, Element};

/// Columns for which a weight is kept.
const COLUMNS: usize = 100;

impl<'t> Narrative<'_, 't> {
    /// Reads a table into a piece; text that stands between its parts, where none should, follows it.
    pub fn table(&mut self, table: Element<'t>) {
        let mut made = Table::default();
        let mut stray = Vec::new();
        let mut loose: Vec<Element<'t>> = Vec::new();
        let right = is_right(table);
        for child in table.children() {
            match child {
                Child::Element(part) if part.is("tr") => loose.push(part),
                Child::Element(part) if part.is("caption") => {
                    made.caption = Some(self.apart(true, |reader| reader.walk(part)).1);
                }
                Child::Element(part) if part.is("col") || part.is("colgroup") => weigh(part, &mut made.weights),
                Child::Element(part) if part.is("thead") || part.is("tbody") || part.is("tfoot") => {
                    self.group(&mut made, std::mem::take(&mut loose), right, "tbody", &mut stray);
                    let (rows, others): (Vec<_>, Vec<_>) = part.elements().partition(|e| e.is("tr"));
                    stray.extend(others.into_iter().map(Child::Element));
                    stray.extend(part.children().filter(|c| matches!(c, Child::Text(_))));
                    self.group(&mut made, rows, right || is_right(part), part.name(), &mut stray);
                }
                other @ (Child::Element(_) | Child::Text(_)) => stray.push(other),
            }
        }
        self.group(&mut made, loose, right, "tbody", &mut stray);
        let pieces = grid::even_out(made, &mut self.draft.slots);
        self.pieces.extend(pieces);
        for child in stray {
            match child {
                Child::Text(text) => self.prose.push(text),
                Child::Element(element) => self.element_apart(element),
            }
        }
        self.close();
    }

    /// Rows of one group: a cell never spans beyond its group.
    fn group(&mut self, table: &mut Table, rows: Vec<Element<'t>>, right: bool, part: &str, stray: &mut Vec<Child<'t>>) {
        let mut read = Vec::with_capacity(rows.len());
        for row in rows {
            let right = aligned(row, right);
            let mut cells = Vec::new();
            for child in row.children() {
                match child {
                    Child::Element(cell) if cell.is("td") || cell.is("th") => cells.push(self.cell(cell, right)),
                    other @ (Child::Element(_) | Child::Text(_)) => stray.push(other),
                }
            }
            read.push(cells);
        }
        let slots = &mut self.draft.slots;
        match part {
            "thead" => table.head.append(&mut grid::group(read, slots)),
            "tfoot" => table.foot.append(&mut grid::group(read, slots)),
            _ => table.body.append(&mut grid::body(read, slots)),
        }
    }

    fn cell(&mut self, cell: Element<'t>, right: bool) -> Slot {
        let header = cell.is("th").then(|| match cell.attribute("scope").map(str::trim) {
            Some("row" | "rowgroup") => Scope::Row,
            Some("col" | "colgroup") => Scope::Column,
            Some(_) | None => Scope::Unsaid,
        });
        let short = cell.attribute("abbr").map(|abbr| self.draft.line(abbr)).filter(|abbr| !abbr.is_empty());
        let (_, words) = self.apart(true, |reader| {
            let before = reader.prose.style();
            let strong = Emphasis { strong: header.is_some() || before.emphasis.strong, ..before.emphasis };
            reader.prose.set(styled(Style { emphasis: strong, ..before }, cell));
            reader.anchored(cell);
            reader.walk(cell);
        });
        let span = |name| grid::span(cell.attribute(name));
        Slot { words, short, header, right: aligned(cell, right), across: span("colspan"), down: span("rowspan") }
    }

    fn anchored(&mut self, element: Element<'t>) {
        if let Some(id) = element.attribute("ID") {
            self.draft.anchor(id, self.index);
        }
    }

    fn element_apart(&mut self, element: Element<'t>) {
        let (pieces, _) = self.apart(false, |reader| reader.walk(element));
        self.pieces.extend(pieces);
    }
}

fn is_right(element: Element<'_>) -> bool {
    aligned(element, false)
}

/// `align`, or the national style code `xHAlignRight`; what says nothing is as what holds it.
fn aligned(element: Element<'_>, inherited: bool) -> bool {
    if element.attribute("styleCode").is_some_and(|codes| codes.contains("HAlignRight")) {
        return true;
    }
    match element.attribute("align").map(str::trim) {
        Some("right" | "char") => true,
        Some(_) => false,
        None => inherited,
    }
}

/// `25%` and `3*` are weights; a width in pixels means nothing here and says so with 0.
fn weigh(column: Element<'_>, weights: &mut Vec<u16>) {
    let inner: Vec<_> = column.all("col").collect();
    if !inner.is_empty() {
        return inner.into_iter().for_each(|column| weigh(column, weights));
    }
    let width = column.attribute("width").unwrap_or_default().trim();
    let number = width.strip_suffix('%').map(|n| (n, 1)).or_else(|| width.strip_suffix('*').map(|n| (n, 100)));
    let weight = number.map_or(0, |(n, unit)| match n.trim() {
        "" => unit,
        n => n.parse::<f32>().ok().filter(|n| (0.0..=100.0).contains(n)).map_or(0, |n| (n as u16).max(1).saturating_mul(unit)),
    });
    let repeats = grid::span(column.attribute("span")).min(COLUMNS.saturating_sub(weights.len()));
    weights.extend(std::iter::repeat_n(weight, repeats));
}
