//! Writes to the terminal by whole rows: readers that listen to the stream hear sentences, never fragments of a row.
//!
//! Every row that changed is erased, then written in one run from its first column; the row of the cursor comes last,
//! and the cursor's place after it. The cursor is never hidden. Rows of pixels say nothing: of those, only the cells that
//! changed are written (D7).

use super::canvas::HALF;
use crossterm::queue;
use crossterm::style::{Attribute, Print, SetAttribute, SetBackgroundColor, SetForegroundColor};
use ratatui::backend::{Backend, ClearType, IntoCrossterm, WindowSize};
use ratatui::buffer::{Buffer, Cell, CellWidth};
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::{Color, Modifier};
use std::collections::BTreeMap;
use std::io::{self, Write};

pub(super) struct WholeRows<W: Write> {
    pub(super) out: W,
    /// Asks the terminal for its size, in columns and rows.
    measure: Box<dyn Fn() -> io::Result<Size>>,
    /// What the terminal shows.
    shown: Buffer,
    changed: BTreeMap<u16, Change>,
    cursor: Position,
    placed: Option<Position>,
    bytes: Vec<u8>,
}

/// What of a row is to be written.
#[derive(Default)]
enum Change {
    #[default]
    Nothing,
    /// These columns, which held or hold pixels.
    Pixels(Vec<u16>),
    Whole,
}

impl Change {
    fn add(&mut self, x: u16, pixels: bool) {
        match self {
            Self::Whole => {}
            Self::Pixels(columns) if pixels => columns.push(x),
            Self::Nothing if pixels => *self = Self::Pixels(vec![x]),
            Self::Nothing | Self::Pixels(_) => *self = Self::Whole,
        }
    }
}

impl<W: Write> WholeRows<W> {
    pub(super) fn new(out: W, measure: impl Fn() -> io::Result<Size> + 'static) -> Self {
        Self {
            out,
            measure: Box::new(measure),
            shown: Buffer::empty(Rect::ZERO),
            changed: BTreeMap::new(),
            cursor: Position::ORIGIN,
            placed: None,
            bytes: Vec::new(),
        }
    }

    fn fit(&mut self) -> io::Result<()> {
        let size = self.size()?;
        let area = Rect::new(0, 0, size.width, size.height);
        if self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.changed.clear();
        }
        Ok(())
    }

    /// Writes these rows again at the next flush: something else than text was drawn over them.
    pub(super) fn spoil(&mut self, rows: std::ops::Range<u16>) {
        self.changed.extend(rows.filter(|y| *y < self.shown.area.height).map(|y| (y, Change::Whole)));
    }

    /// Puts a picture at this place, or takes one away; the cursor goes back to where it was.
    pub(super) fn picture(&mut self, at: Position, sequence: &str) -> io::Result<()> {
        let mut bytes = Vec::with_capacity(sequence.len().saturating_add(32));
        queue!(bytes, SetAttribute(Attribute::Reset), crossterm::cursor::MoveTo(at.x, at.y))?;
        bytes.extend_from_slice(sequence.as_bytes());
        queue!(bytes, crossterm::cursor::MoveTo(self.cursor.x, self.cursor.y))?;
        self.out.write_all(&bytes)?;
        self.out.flush()
    }

    /// Only these cells of a row, each in its place.
    fn write_cells(&mut self, y: u16, columns: &[u16]) -> io::Result<()> {
        let Self { shown, bytes, .. } = self;
        let mut look = None;
        let mut next = None;
        for x in columns {
            let Some(cell) = shown.cell((*x, y)) else { continue };
            if next != Some(*x) {
                queue!(bytes, crossterm::cursor::MoveTo(*x, y))?;
            }
            let now = (cell.fg, cell.bg, cell.modifier);
            if look != Some(now) {
                dress(bytes, cell)?;
                look = Some(now);
            }
            queue!(bytes, Print(cell.symbol()))?;
            next = x.checked_add(1);
        }
        queue!(bytes, SetAttribute(Attribute::Reset))
    }

    fn write_row(&mut self, y: u16) -> io::Result<()> {
        let Self { shown, bytes, .. } = self;
        let width = shown.area.width;
        queue!(
            bytes,
            crossterm::cursor::MoveTo(0, y),
            SetAttribute(Attribute::Reset),
            crossterm::terminal::Clear(crossterm::terminal::ClearType::CurrentLine)
        )?;
        let last = (0..width).rev().find(|&x| shown.cell((x, y)).is_some_and(|cell| cell != &Cell::EMPTY));
        let mut look = (Color::Reset, Color::Reset, Modifier::empty());
        let mut x = 0;
        while last.is_some_and(|last| x <= last) {
            let Some(cell) = shown.cell((x, y)) else { break };
            let now = (cell.fg, cell.bg, cell.modifier);
            if now != look {
                dress(bytes, cell)?;
                look = now;
            }
            queue!(bytes, Print(cell.symbol()))?;
            // The cells that a wide letter covers are not written.
            x = x.saturating_add(cell.cell_width().max(1));
        }
        queue!(bytes, SetAttribute(Attribute::Reset))
    }
}

/// From plain to the cell's attributes and colours.
fn dress(bytes: &mut Vec<u8>, cell: &Cell) -> io::Result<()> {
    queue!(bytes, SetAttribute(Attribute::Reset))?;
    for (modifier, attribute) in [
        (Modifier::BOLD, Attribute::Bold),
        (Modifier::UNDERLINED, Attribute::Underlined),
        (Modifier::REVERSED, Attribute::Reverse),
    ] {
        if cell.modifier.contains(modifier) {
            queue!(bytes, SetAttribute(attribute))?;
        }
    }
    if cell.fg != Color::Reset {
        queue!(bytes, SetForegroundColor(cell.fg.into_crossterm()))?;
    }
    if cell.bg != Color::Reset {
        queue!(bytes, SetBackgroundColor(cell.bg.into_crossterm()))?;
    }
    Ok(())
}

impl<W: Write> Backend for WholeRows<W> {
    type Error = io::Error;

    fn draw<'a, I: Iterator<Item = (u16, u16, &'a Cell)>>(&mut self, content: I) -> io::Result<()> {
        self.fit()?;
        for (x, y, cell) in content {
            if let Some(shown) = self.shown.cell_mut((x, y)) {
                let symbols = [shown.symbol(), cell.symbol()];
                let pixels = symbols.contains(&HALF) && symbols.iter().all(|symbol| [HALF, " "].contains(symbol));
                *shown = cell.clone();
                self.changed.entry(y).or_default().add(x, pixels);
            }
        }
        Ok(())
    }

    /// The cursor is always shown: readers and magnifiers follow it.
    fn hide_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.fit()?;
        self.shown.reset();
        self.changed.clear();
        self.placed = None;
        queue!(self.bytes, SetAttribute(Attribute::Reset), crossterm::terminal::Clear(crossterm::terminal::ClearType::All))
    }

    /// Only ever asked for the whole screen, since the viewport is the whole screen.
    fn clear_region(&mut self, _: ClearType) -> io::Result<()> {
        self.clear()
    }

    fn size(&self) -> io::Result<Size> {
        (self.measure)()
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize { columns_rows: self.size()?, pixels: Size::ZERO })
    }

    fn flush(&mut self) -> io::Result<()> {
        let mut changed = std::mem::take(&mut self.changed);
        let last = changed.remove_entry(&self.cursor.y);
        let moved = !changed.is_empty() || last.is_some() || self.placed != Some(self.cursor);
        for (y, change) in changed.into_iter().chain(last) {
            match change {
                Change::Nothing => {}
                Change::Pixels(columns) => self.write_cells(y, &columns)?,
                Change::Whole => self.write_row(y)?,
            }
        }
        if moved {
            queue!(self.bytes, crossterm::cursor::MoveTo(self.cursor.x, self.cursor.y))?;
            self.placed = Some(self.cursor);
        }
        if !self.bytes.is_empty() {
            self.out.write_all(&self.bytes)?;
            self.bytes.clear();
        }
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::super::eye::Eye;
    use super::super::keys::Pressed;
    use super::super::shape::View;
    use super::super::{Options, Size as Letters, Theme, draw};
    use super::*;
    use crate::page::{Block, List, Page, Row, RowId, Shown};
    use crate::words::Words;
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use ratatui::Terminal;
    use std::sync::Arc;
    use std::time::Instant;

    const ROWS: [&str; 4] = ["Ordonnance de Léa", "漢字 et compte rendu", "Lettre\u{1b}]52;c;eA==\u{7}", "Radio du genou"];

    fn page() -> Page<()> {
        let row = |label: &str| Row {
            id: RowId(label.into()),
            marks: Vec::new(),
            label: label.into(),
            details: vec!["3 mars 2026".into()],
            does: (),
        };
        let rows = Arc::new(Shown(ROWS.map(row).to_vec()));
        let list = List { name: "4 documents".into(), empty: "Rien.".into(), rows, more: None };
        Page { body: vec![Block::List(list)], ..Page::new("documents", "Documents".into()) }
    }

    struct Bytes {
        terminal: Terminal<WholeRows<Vec<u8>>>,
        eye: Eye,
        options: Options,
        words: Words,
    }

    impl Bytes {
        fn new(theme: Theme) -> Self {
            crossterm::style::force_color_output(true);
            let size = || Ok(Size { width: 60, height: 18 });
            let terminal = Terminal::new(WholeRows::new(Vec::new(), size)).unwrap();
            let options = Options { theme: Some(theme), ..Options::new(Letters::Normal) };
            Self { terminal, eye: Eye::default(), options, words: Words::french() }
        }

        /// What is written to the terminal by this key, or by the first frame.
        fn written(&mut self, key: Option<KeyCode>) -> String {
            let page = page();
            let view = View::new(60, 18, self.options, &self.words);
            if let Some(key) = key {
                let on = Pressed { page: &page, view: &view, now: Instant::now() };
                self.eye.press(on, KeyEvent::new(key, KeyModifiers::NONE));
            }
            self.terminal.backend_mut().out.clear();
            let eye = &mut self.eye;
            self.terminal
                .draw(|frame| {
                    eye.settle(&page, &view, Instant::now());
                    draw::draw(frame, &page, eye, &view);
                })
                .unwrap();
            String::from_utf8(self.terminal.backend().out.clone()).unwrap()
        }
    }

    /// Text without its attributes and colours.
    fn plain(bytes: &str) -> String {
        let mut out = String::new();
        for (n, part) in bytes.split('\u{1b}').enumerate() {
            let sgr = part
                .strip_prefix('[')
                .and_then(|rest| rest.split_once('m'))
                .filter(|(codes, _)| codes.chars().all(|c| c.is_ascii_digit() || c == ';'));
            match sgr {
                Some((_, text)) => out.push_str(text),
                None if n == 0 => out.push_str(part),
                None => out.extend(["\u{1b}", part]),
            }
        }
        out
    }

    #[test]
    fn down_writes_the_newly_focused_row_whole_and_then_puts_the_cursor_on_its_first_letter() {
        for theme in Theme::ALL {
            let mut bytes = Bytes::new(theme);
            bytes.written(None);
            for (n, label) in ROWS.iter().enumerate().skip(1) {
                let written = plain(&bytes.written(Some(KeyCode::Down)));
                let label = crate::domain::Clean::new(label);
                let whole = format!("{}. {label}, 3 mars 2026", n + 1);
                assert!(written.contains(&whole), "{theme:?} {written:?}");
                // The focused row is the last one written, and the cursor's place comes after it.
                let after = written.rsplit_once(&whole).unwrap().1.trim_start_matches(' ');
                assert_eq!(after, format!("\u{1b}[{};4H", n + 4), "{theme:?} {written:?}");
            }
        }
    }

    #[test]
    fn s42_only_these_sequences_are_ever_written_and_s39_never_osc_52() {
        let mut bytes = Bytes::new(Theme::Dark);
        let keys = [None, Some(KeyCode::Down), Some(KeyCode::End), Some(KeyCode::Up), Some(KeyCode::Char('r'))];
        let all: String = keys.map(|key| bytes.written(key)).concat();
        let mut rest = all.as_str();
        while let Some((before, after)) = rest.split_once('\u{1b}') {
            assert!(before.chars().all(|c| !c.is_control()), "{before:?}");
            let after = after.strip_prefix('[').expect("nothing but CSI");
            let end = after.find(|c: char| ('@'..='~').contains(&c)).expect("an end");
            let (_, after) = after.split_at(end);
            assert!(after.starts_with(['H', 'K', 'J', 'm']), "{after:?}");
            rest = after.split_at(1).1;
        }
        assert!(rest.chars().all(|c| !c.is_control()));
    }

    #[test]
    fn a_row_is_erased_then_written_in_one_run_even_with_wide_letters() {
        let mut bytes = Bytes::new(Theme::Terminal);
        let written = bytes.written(None);
        let rows: Vec<&str> = written.split("\u{1b}[2K").collect();
        assert!(rows.iter().any(|row| row.starts_with("2. 漢字 et compte rendu, 3 mars 2026\u{1b}[0m")), "{rows:?}");
    }

    #[test]
    fn what_has_not_changed_is_not_written_again() {
        let mut bytes = Bytes::new(Theme::Terminal);
        bytes.written(None);
        assert_eq!(bytes.written(None), "");
        let moved = bytes.written(Some(KeyCode::Down));
        assert!(!moved.contains("Documents") && !moved.contains("Radio"), "{moved:?}");
    }

    #[test]
    fn with_no_color_the_bytes_still_carry_reverse_and_no_colour() {
        let mut bytes = Bytes::new(Theme::Monochrome);
        let written = bytes.written(None);
        assert!(written.contains("\u{1b}[7m"));
        assert!(!written.contains("[;m") && !written.contains("38;") && !written.contains("48;"));
    }
}
