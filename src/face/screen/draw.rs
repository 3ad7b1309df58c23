//! From a scene to the cells of a frame.

use super::canvas::{self, Paint};
use super::chrome;
use super::eye::Eye;
use super::scene::{At, Part, Scene};
use super::shape::{GUTTER, Shape, View};
use super::theme::{Ink, Theme};
use super::travel::Place;
use super::wrap;
use crate::page::Page;
use crate::say;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

/// Draws the page as the eye sees it, and puts the cursor on what it looks at.
pub(super) fn draw<M>(frame: &mut Frame, page: &Page<M>, eye: &mut Eye, view: &View) {
    let area = frame.area();
    let (theme, buffer) = (view.theme, frame.buffer_mut());
    buffer.set_style(area, theme.style(Ink::Plain, false));
    if view.shape == Shape::TooSmall {
        for (y, line) in wrap::lines(&say!(view.words, "face-screen-too-small"), view.width).iter().enumerate() {
            write(buffer, 0, y, line, theme, Ink::Plain, false);
        }
        frame.set_cursor_position(Position::ORIGIN);
        return;
    }
    let title = chrome::title(page, view).rows;
    for (y, line) in title.iter().enumerate() {
        write(buffer, 0, y, line, theme, Ink::Strong, false);
    }
    let top = if title.is_empty() { 0 } else { title.len().saturating_add(view.margin()) };
    let on_side = eye.beside && eye.news.is_none();
    let (body, side, news) = (eye.body.clone(), eye.side.clone(), eye.news.clone());
    let link = eye.link;
    let mut cursor = None;
    let scene = eye.scene(page, view, false);
    let lit = if on_side { None } else { Some(link) };
    let (found, canvas) = column(buffer, &scene, news.as_ref().unwrap_or(&body), Spot { x: 0, y: top, lit });
    cursor = cursor.or(found.filter(|_| !on_side));
    if let Some((left, _)) = view.columns().filter(|_| !page.beside.is_empty()) {
        let scene = eye.scene(page, view, true);
        let lit = if on_side { Some(link) } else { None };
        let (found, _) = column(buffer, &scene, &side, Spot { x: left.saturating_add(GUTTER), y: top, lit });
        cursor = cursor.or(found.filter(|_| on_side));
    }
    eye.canvas = canvas;
    let letters = eye.letters(page, view);
    let above = view.height.saturating_sub(1).saturating_sub(letters.len());
    for (y, line) in letters.iter().enumerate() {
        write(buffer, 0, above.saturating_add(y), line, theme, Ink::Plain, false);
    }
    let status = eye.status(page, view);
    write(buffer, 0, view.height.saturating_sub(1), &status, theme, Ink::Plain, false);
    let last = Position::new(area.right().saturating_sub(1), area.bottom().saturating_sub(1));
    let cursor = cursor.unwrap_or(Position::new(0, cell(top)));
    frame.set_cursor_position(Position::new(cursor.x.min(last.x), cursor.y.min(last.y)));
}

/// Where a column is drawn, and which link of its lit line has the cursor; nothing lights up in the other column.
struct Spot {
    x: usize,
    y: usize,
    lit: Option<usize>,
}

fn column<M>(buffer: &mut Buffer, scene: &Scene<M>, place: &Place, spot: Spot) -> (Option<Position>, Option<Rect>) {
    let theme = scene.view.theme;
    let (seen, row) = scene.seen(place);
    let bottom = spot.y.saturating_add(scene.height);
    let mut digits =
        (1..=9_usize).zip(seen.iter().filter(|one| one.first == 0 && scene.part(one.at).is_choice()).map(|one| one.at));
    let mut next: Option<(usize, At)> = digits.next();
    let (mut cursor, mut canvas) = (None, None);
    for one in &seen {
        let lit = spot.lit.is_some() && one.at == place.at;
        if let Some((digit, _)) = next.filter(|(_, at)| *at == one.at) {
            let y = spot.y.saturating_add(one.y);
            if y < bottom {
                write(buffer, spot.x, y, &format!("{digit}. "), theme, Ink::Plain, false);
            }
            next = digits.next();
        }
        for (line, bits) in one.item.rows.iter().enumerate().skip(one.first) {
            let y = spot.y.saturating_add(one.y).saturating_add(line).saturating_sub(one.first);
            if y >= bottom {
                break;
            }
            let mut x = spot.x.saturating_add(one.item.indent);
            for bit in bits {
                // In text, only the line of the eye lights up.
                let here = lit && bit.lights && (scene.is_stop(one.at) || line == place.line);
                write(buffer, x, y, &bit.text, theme, bit.ink, here);
                x = x.saturating_add(wrap::width(&bit.text));
            }
        }
        canvas = canvas.or(picture(buffer, scene, one, spot.x, spot.y));
        if lit {
            cursor = Some(point(scene, one, place, row, &spot));
        }
    }
    (cursor, canvas)
}

/// The pixels of a picture, on its rows that are on the screen. Where it is to be drawn by the terminal instead: only all
/// of it can be.
fn picture<M>(buffer: &mut Buffer, scene: &Scene<M>, one: &super::travel::Seen, x: usize, y: usize) -> Option<Rect> {
    let Part::Picture(picture) = scene.part(one.at) else { return None };
    let canvas = one.item.canvas;
    let painted = picture.pixels.as_ref().filter(|_| canvas > 0)?;
    let words = one.item.rows.len().saturating_sub(canvas);
    // What has been scrolled away of it, and where the rest begins.
    let skip = one.first.saturating_sub(words);
    let from = one.y.saturating_add(words.saturating_sub(one.first));
    let rows = canvas.saturating_sub(skip).min(scene.height.saturating_sub(from));
    let area = Rect::new(cell(x), cell(y.saturating_add(from)), cell(scene.width), cell(rows)).intersection(buffer.area);
    if scene.view.graphics.is_drawn() && usize::from(area.height) == canvas {
        return Some(area);
    }
    let paint = Paint { colours: scene.view.colours, grey: picture.grey };
    canvas::half_blocks(buffer, area, (skip, canvas), painted, paint);
    None
}

/// The insertion point, or the first letter of what has the eye, or of the link chosen in it.
fn point<M>(scene: &Scene<M>, one: &super::travel::Seen, place: &Place, row: usize, spot: &Spot) -> Position {
    let item = &one.item;
    let down = |line: usize| spot.y.saturating_add(one.y).saturating_add(line).saturating_sub(one.first);
    if let Some((line, column)) = item.caret
        && line >= one.first
        && down(line) < spot.y.saturating_add(scene.height)
    {
        return Position::new(cell(spot.x.saturating_add(column)), cell(down(line)));
    }
    if let Some(wanted) = spot.lit.filter(|link| *link > 0).and_then(|link| scene.links(one.at).get(link).copied()) {
        for (line, bits) in item.rows.iter().enumerate().skip(one.first) {
            let before = bits.iter().take_while(|bit| bit.link != Some(wanted));
            if bits.iter().any(|bit| bit.link == Some(wanted)) {
                let column: usize = before.map(|bit| wrap::width(&bit.text)).sum();
                return Position::new(cell(spot.x.saturating_add(column)), cell(down(line)));
            }
        }
    }
    let blank =
        item.rows.get(place.line).and_then(|bits| bits.first()).map_or(0, |bit| bit.text.len() - bit.text.trim_start().len());
    let x = spot.x.saturating_add(item.indent).saturating_add(blank);
    Position::new(cell(x), cell(spot.y.saturating_add(row)))
}

fn cell(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn write(buffer: &mut Buffer, x: usize, y: usize, text: &str, theme: Theme, ink: Ink, lit: bool) {
    let (x, y) = (cell(x), cell(y));
    if buffer.area.contains(Position::new(x, y)) {
        let room = Rect::new(x, y, buffer.area.right().saturating_sub(x), 1).width;
        buffer.set_stringn(x, y, text, usize::from(room), theme.style(ink, lit));
    }
}
