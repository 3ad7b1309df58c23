//! One thing on the page, as lines ready to be written.

use super::canvas::LEAST;
use super::graphics::Graphics;
use super::marks::mark;
use super::scene::{At, BUSY, Part, Scene};
use super::telling::{Telling, labelled};
use super::theme::Ink;
use super::wrap::{lines, width, wrap};
use crate::domain::{Clean, LinkId};
use crate::face::flow::Line;
use crate::page::{Choice, Entry, Field, List, Picture};
use crate::say;
use crate::words::number;
use unicode_segmentation::UnicodeSegmentation;

/// Columns kept on the left of a choice for its digit: "1. ".
pub(super) const DIGIT: usize = 3;
/// Columns offered to type in, when there is room.
const TYPING: usize = 40;
/// With less than this beside its label, a field starts on a line of its own.
const TIGHT: usize = 14;

/// Text that lights up as a whole when the eye is on it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bit {
    pub text: String,
    pub ink: Ink,
    pub lights: bool,
    pub link: Option<LinkId>,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Item {
    pub rows: Vec<Vec<Bit>>,
    /// Columns left blank before each row.
    pub indent: usize,
    /// Row and column of the insertion point.
    pub caret: Option<(usize, usize)>,
    /// Blank lines at the end, which may be cut off.
    pub blanks: usize,
    /// Of the rows, so many at the end are a picture's.
    pub canvas: usize,
}

impl Item {
    pub(super) fn height(&self) -> usize {
        self.rows.len().saturating_add(self.blanks)
    }

    pub(super) fn text(text: &str, columns: usize, ink: Ink) -> Self {
        let rows = lines(text, columns).into_iter().map(|line| vec![Bit::new(line, ink)]).collect();
        Self { rows, ..Self::default() }
    }
}

impl Bit {
    pub(super) fn new(text: String, ink: Ink) -> Self {
        Self { text, ink, lights: true, link: None }
    }
}

impl<M> Scene<'_, M> {
    /// The lines of this thing, at this width.
    pub(super) fn item(&self, at: At) -> Item {
        let words = self.view.words;
        match self.part(at) {
            Part::Nothing => Item::default(),
            Part::Blank => Item { blanks: 1, ..Item::default() },
            Part::Says(text) => Item::text(text, self.width, Ink::Plain),
            Part::Tells(telling) => self.told(telling),
            Part::Heads(text) => Item::text(text, self.width, Ink::Strong),
            Part::Name(list) => Item::text(&self.name(at, list), self.width, Ink::Strong),
            Part::Rows(list) => self.row(at, list),
            Part::GoesOn => {
                let said = say!(words, "face-screen-more-below", count = (self.left(at.part)));
                Item { blanks: usize::from(self.view.airy()), ..Item::text(&said, self.width, Ink::Plain) }
            }
            Part::More(label, _) | Part::Stop(label, _) => self.choice(label),
            Part::Field(field) if matches!(field.entry, Entry::Area { .. }) => self.area(field),
            Part::Field(field) => self.field(field),
            Part::Reveal(field) => {
                let shown = self.entries.revealed() == Some(field.id);
                self.choice(&if shown { say!(words, "face-screen-hide") } else { say!(words, "face-screen-reveal") })
            }
            Part::Undo(_) => self.choice(&say!(words, "face-screen-undo")),
            Part::Error(_, text) => self.choice(text),
            Part::Options(choice) => self.option(at, choice),
            Part::Action(action) => match action.key.filter(|_| self.view.letters) {
                Some(key) => {
                    let key: String = key.to_uppercase().collect();
                    self.choice(&say!(words, "face-screen-action", label = (&action.label), key = key))
                }
                None => self.choice(&action.label),
            },
            Part::Picture(picture) => self.picture(at, picture),
            Part::Series(series) => self.series(at, series),
            Part::Reading(laid) => laid.lines.get(at.sub).map_or_else(Item::default, |line| self.line(line)),
        }
    }

    /// In large characters, which rows these are.
    fn name(&self, at: At, list: &List<M>) -> Clean {
        let rows = at.part.saturating_add(1);
        let window = self.window(rows);
        let all = list.rows.count().here();
        let here = matches!(self.parts.get(rows), Some(Part::Rows(_)));
        if self.view.few().is_none() || !here || window.len() == all {
            return list.name.clone();
        }
        let from = number(window.start.saturating_add(1));
        say!(self.view.words, "face-screen-from-to", name = (&list.name), from = from, to = number(window.end))
    }

    fn row(&self, at: At, list: &List<M>) -> Item {
        let Some(row) = list.rows.row(at.sub) else { return self.choice(&say!(self.view.words, "face-screen-loading")) };
        let mut text = String::new();
        for mark in &row.marks {
            text.push_str(mark);
            text.push_str(". ");
        }
        text.push_str(&row.label);
        for detail in &row.details {
            text.push_str(", ");
            text.push_str(detail);
        }
        self.choice(&text)
    }

    /// What it is in words, then all the rows that are left on the screen.
    fn picture(&self, at: At, picture: &Picture<M>) -> Item {
        let words = self.view.words;
        let alt = &picture.alt;
        let text = match self.view.graphics {
            Graphics::None => say!(words, "face-screen-picture-none", alt = alt),
            _ if picture.pixels.is_none() => say!(words, "face-screen-picture-coming", alt = alt),
            Graphics::HalfBlocks => say!(words, "face-screen-picture-reduced", alt = alt),
            Graphics::Kitty | Graphics::Sixel | Graphics::Iterm2 => alt.clone(),
        };
        let mut item = Item::text(&text, self.width, Ink::Plain);
        if self.view.graphics == Graphics::None {
            return item;
        }
        // News comes and goes above, and the picture does not change for it.
        let above = (BUSY.saturating_add(3)..at.part).map(|part| At { part, sub: 0 }).filter(|at| self.part(*at).len() > 0);
        let above = above.map(|at| self.item(at).height()).fold(0, usize::saturating_add);
        let alone = self.height.saturating_sub(item.rows.len());
        let room = [alone.saturating_sub(above), alone].into_iter().find(|room| *room >= LEAST);
        let Some(canvas) = room else {
            return Item::text(&say!(words, "face-screen-picture-small", alt = alt), self.width, Ink::Plain);
        };
        item.canvas = canvas;
        item.rows.resize(item.rows.len().saturating_add(canvas), Vec::new());
        item
    }

    fn choice(&self, label: &str) -> Item {
        let columns = self.width.saturating_sub(DIGIT);
        Item { indent: DIGIT, blanks: usize::from(self.view.airy()), ..Item::text(label, columns, Ink::Plain) }
    }

    /// What is told of an answer to give: worded only when it is seen.
    fn told(&self, telling: &Telling) -> Item {
        let words = self.view.words;
        let plain = |text: &str| Item::text(text, self.width, Ink::Plain);
        match telling {
            Telling::Asks(label, need) => Item::text(&labelled(label, *need, words), self.width, Ink::Strong),
            Telling::Several => plain(&say!(words, "face-screen-several")),
            Telling::Example(text) => plain(&say!(words, "face-screen-example", text = *text)),
            Telling::Error(text) => plain(&say!(words, "face-screen-error", text = *text)),
            Telling::Leaving => plain(&say!(words, "face-screen-area")),
        }
    }

    fn option(&self, at: At, choice: &Choice<M>) -> Item {
        let words = self.view.words;
        let Some(option) = choice.options.get(at.sub) else { return Item::default() };
        self.choice(&match (option.chosen, choice.several) {
            (true, _) => say!(words, "face-screen-chosen", label = (&option.label)),
            (false, true) => say!(words, "face-screen-not-chosen", label = (&option.label)),
            (false, false) => option.label.clone(),
        })
    }

    /// The lines of a long text that are looked at.
    fn area(&self, field: &Field) -> Item {
        let Some(written) = self.entries.written(field.id) else { return Item::default() };
        let columns = self.width.saturating_sub(1);
        let row = |line: &str| {
            let blanks = " ".repeat(columns.saturating_sub(width(line)).saturating_add(1));
            vec![Bit { lights: false, ..Bit::new(format!("{line}{blanks}"), Ink::Lined) }]
        };
        let mut rows = vec![vec![Bit::new(self.label(field).pop().unwrap_or_default(), Ink::Plain)]];
        rows.extend(written.rows().map(row));
        rows.extend(self.below_field(field));
        let (line, column) = written.point();
        let caret = Some((line.saturating_add(1), column));
        Item { rows, caret, blanks: usize::from(self.view.airy()), ..Item::default() }
    }

    /// What is said of the length of what is typed, as rows that do not light up.
    fn below_field(&self, field: &Field) -> Vec<Vec<Bit>> {
        let about = self.about(field).map(|text| lines(&text, self.width)).unwrap_or_default();
        about.into_iter().map(|line| vec![Bit { lights: false, ..Bit::new(line, Ink::Plain) }]).collect()
    }

    fn field(&self, field: &Field) -> Item {
        let rows = self.label(field).into_iter().map(|line| vec![Bit::new(line, Ink::Plain)]).collect();
        let mut item = Item { rows, ..Item::default() };
        let beside = item.rows.last().map_or(0, |row| row.iter().map(|bit| width(&bit.text)).sum::<usize>()).saturating_add(1);
        let mut start = 0;
        if self.width.saturating_sub(beside) >= TIGHT {
            start = beside;
        } else {
            item.rows.push(Vec::new());
        }
        let (value, caret) = self.entries.shown(field);
        let wished = match field.entry {
            Entry::Line { .. } | Entry::Area { .. } | Entry::Secret => TYPING,
            // One more column, for the insertion point after the last digit.
            Entry::Code { length } => usize::try_from(length).unwrap_or(TYPING).saturating_add(1),
        };
        let mut row = item.rows.len().saturating_sub(1);
        if start > 0
            && let Some(line) = item.rows.last_mut()
        {
            line.push(Bit { lights: false, ..Bit::new(" ".into(), Ink::Plain) });
        }
        let (mut text, mut column) = (String::new(), start);
        let close = |item: &mut Item, text: &mut String| {
            if let Some(line) = item.rows.last_mut() {
                line.push(Bit { lights: false, ..Bit::new(std::mem::take(text), Ink::Lined) });
            }
        };
        // A blank stands for the insertion point at the end.
        for (start, letter) in value.grapheme_indices(true).chain(std::iter::once((value.len(), " "))) {
            let columns = width(letter);
            if column > 0 && column.saturating_add(columns) > self.width {
                close(&mut item, &mut text);
                item.rows.push(Vec::new());
                (row, column) = (row.saturating_add(1), 0);
            }
            if start == caret {
                item.caret = Some((row, column));
            }
            text.push_str(letter);
            column = column.saturating_add(columns);
        }
        let room = start.saturating_add(wished).min(self.width);
        text.extend(std::iter::repeat_n(' ', room.saturating_sub(column)));
        close(&mut item, &mut text);
        item.rows.extend(self.below_field(field));
        item.blanks = usize::from(self.view.airy());
        item
    }

    /// A line of a reading; cut again only if it is wider than it was asked to be.
    fn line(&self, line: &Line) -> Item {
        let line = &mark(line, self.marked);
        let whole = line.text();
        let mut rows = Vec::new();
        for range in wrap(&whole, self.width) {
            let (mut bits, mut from) = (Vec::new(), 0_usize);
            for run in &line.runs {
                let to = from.saturating_add(run.text.len());
                let part = range.start.max(from)..range.end.min(to);
                if let Some(text) = whole.get(part).filter(|text| !text.is_empty()) {
                    let ink = match (run.strong || line.heading.is_some(), run.underlined || run.link.is_some()) {
                        (false, false) => Ink::Plain,
                        (true, false) => Ink::Strong,
                        (false, true) => Ink::Lined,
                        (true, true) => Ink::StrongLined,
                    };
                    bits.push(Bit { text: text.to_owned(), ink, lights: true, link: run.link });
                }
                from = to;
            }
            rows.push(bits);
        }
        Item { rows, ..Item::default() }
    }
}
