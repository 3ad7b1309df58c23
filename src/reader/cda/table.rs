//! Tables as rectangular grids, by the HTML algorithm, spans kept within bounds. It never drops a cell.

use super::narrative::{Narrative, styled};
use super::prose::Style;
use crate::domain::{Cell, Emphasis, Piece, Row, Scope, Span, Table};
use crate::reader::xml::{Child, Element};

/// More than any real table spans (DOCUMENTS §3.6).
const SPAN: usize = 100;

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
        self.even_out(made);
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
        let mut grid: Vec<Row> = rows.iter().map(|_| Row::default()).collect();
        let count = rows.len();
        for (y, row) in rows.into_iter().enumerate() {
            let right = aligned(row, right);
            let mut x = 0;
            for child in row.children() {
                let cell = match child {
                    Child::Element(cell) if cell.is("td") || cell.is("th") => cell,
                    other @ (Child::Element(_) | Child::Text(_)) => {
                        stray.push(other);
                        continue;
                    }
                };
                let free = |x: usize| grid.get(y).and_then(|row| row.cells.get(x)).is_none_or(|cell| *cell == Cell::Empty);
                while !free(x) {
                    x += 1;
                }
                let down = span(cell, "rowspan").min(count - y);
                let mut across = span(cell, "colspan");
                across = (1..across).find(|more| !free(x + more)).unwrap_or(across);
                let (across, down) = if across * down > self.draft.slots { (1, 1) } else { (across, down) };
                self.draft.slots = self.draft.slots.saturating_sub(across * down);
                let own = self.cell(cell, right, across, down);
                place(&mut grid, own, (x, y), across, down);
                x += across;
            }
        }
        match part {
            "thead" => table.head.append(&mut grid),
            "tfoot" => table.foot.append(&mut grid),
            _ => {
                name_columns(&mut grid);
                if let Some(first) = grid.first_mut() {
                    first.opens_group = true;
                }
                table.body.append(&mut grid);
            }
        }
    }

    fn cell(&mut self, cell: Element<'t>, right: bool, across: usize, down: usize) -> Cell {
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
        Cell::Own { words, short, header, right: aligned(cell, right), across, down }
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

    /// Gives every row as many cells; beyond reason, the cells are read one after the other.
    fn even_out(&mut self, mut table: Table) {
        let rows = || table.head.iter().chain(&table.body).chain(&table.foot);
        let columns = rows().map(|row| row.cells.len()).max().unwrap_or_default();
        let padding: usize = rows().map(|row| columns - row.cells.len()).sum();
        if padding > self.draft.slots {
            return self.one_by_one(table);
        }
        self.draft.slots -= padding;
        if columns == 0 {
            if let Some(caption) = table.caption {
                self.pieces.push(Piece::Paragraph(caption));
            }
            return;
        }
        for row in table.head.iter_mut().chain(&mut table.body).chain(&mut table.foot) {
            row.cells.resize(columns, Cell::Empty);
        }
        if table.weights.len() != columns || table.weights.contains(&0) {
            table.weights.clear();
        }
        table.columns = columns;
        self.pieces.push(Piece::Table(table));
    }

    fn one_by_one(&mut self, table: Table) {
        self.pieces.extend(table.caption.map(Piece::Paragraph));
        let rows = table.head.into_iter().chain(table.body).chain(table.foot);
        self.pieces.extend(rows.flat_map(|row| row.cells).filter_map(|cell| match cell {
            Cell::Own { words, .. } if !words.is_empty() => Some(Piece::Paragraph(words)),
            Cell::Own { .. } | Cell::Covered { .. } | Cell::Empty => None,
        }));
    }
}

/// A row of nothing but bold cells over one that is not names the columns below: many national documents write their
/// headers so.
fn name_columns(rows: &mut [Row]) {
    let names: Vec<bool> = rows.iter().map(|row| bold_cells(row).is_some_and(|bold| bold > 1)).collect();
    for (y, row) in rows.iter_mut().enumerate() {
        let over_values = names.get(y) == Some(&true) && names.get(y + 1) == Some(&false);
        for cell in row.cells.iter_mut().filter(|_| over_values) {
            if let Cell::Own { header: header @ None, .. } = cell {
                *header = Some(Scope::Unsaid);
            }
        }
    }
}

/// How many cells say something in bold; `None` when one says something otherwise.
fn bold_cells(row: &Row) -> Option<usize> {
    let mut bold = 0;
    for cell in &row.cells {
        let Cell::Own { words, .. } = cell else { continue };
        if words.is_empty() {
            continue;
        }
        let strong = |span: &Span| match span {
            Span::Text { text, emphasis, .. } => emphasis.strong || text.trim().is_empty(),
            Span::Label(_) => false,
        };
        bold += words.0.iter().all(strong).then_some(1)?;
    }
    Some(bold)
}

fn place(grid: &mut [Row], own: Cell, (x, y): (usize, usize), across: usize, down: usize) {
    for (up, row) in grid.iter_mut().skip(y).take(down).enumerate() {
        if row.cells.len() < x + across {
            row.cells.resize(x + across, Cell::Empty);
        }
        for (left, slot) in row.cells.iter_mut().skip(x).take(across).enumerate() {
            *slot = Cell::Covered { left, up };
        }
    }
    if let Some(slot) = grid.get_mut(y).and_then(|row| row.cells.get_mut(x)) {
        *slot = own;
    }
}

fn span(cell: Element<'_>, name: &str) -> usize {
    cell.attribute(name).and_then(|n| n.trim().parse::<usize>().ok()).unwrap_or(1).clamp(1, SPAN)
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
    let repeats = span(column, "span").min(SPAN.saturating_sub(weights.len()));
    weights.extend(std::iter::repeat_n(weight, repeats));
}
