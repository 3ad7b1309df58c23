//! What each key does. No chord is ever needed; letters are shortcuts only when no field has the eye.

use super::entry::{Stroke, Struck};
use super::eye::Eye;
use super::gaze::Way;
use super::scene::{At, Part};
use super::shape::{Shape, View};
use super::travel::Place;
use crate::page::{Field, Heard, Leaving, Page};
use crate::say;
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::time::Instant;

/// A key as pressed on a page that is being shown.
pub(super) struct Pressed<'a, M> {
    pub page: &'a Page<M>,
    pub view: &'a View<'a>,
    pub now: Instant,
}

impl<M> Clone for Pressed<'_, M> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<M> Copy for Pressed<'_, M> {}

impl Eye {
    /// What the key makes the person say; the page is then to be shown again. `None` for what is no key press at all.
    pub(super) fn press<M: Clone>(&mut self, on: Pressed<M>, key: KeyEvent) -> Option<Heard<M>> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        let heard = self.act(on, key);
        self.rest(on.page, on.now);
        Some(heard)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "a keyboard has more keys than a page has uses for")]
    fn act<M: Clone>(&mut self, on: Pressed<M>, key: KeyEvent) -> Heard<M> {
        let once = key.kind == KeyEventKind::Press;
        let control = key.modifiers.contains(KeyModifiers::CONTROL) && !key.modifiers.contains(KeyModifiers::ALT);
        let mut letter = [0; 4];
        if control && matches!(key.code, KeyCode::Char('c' | 'C')) {
            return if once { Heard::Leaving(Leaving::Asked) } else { Heard::Active };
        }
        if control && matches!(key.code, KeyCode::Char('l' | 'L')) {
            self.afresh = true;
            return Heard::Active;
        }
        // What cannot be seen is not acted upon.
        if on.view.shape == Shape::TooSmall {
            return Heard::Active;
        }
        let news = self.wake(on.page);
        if let Some(news) = news
            && (leaves_news(key.code) || (key.code == KeyCode::Esc && on.page.busy.is_none()))
        {
            return self.leave_news(on, key.code, news);
        }
        if key.code == KeyCode::F(1) {
            return if once { Heard::Help } else { Heard::Active };
        }
        if let Some(field) = self.field(on) {
            if let Some(heard) = self.write(on, &field, key) {
                return heard;
            }
            let undo = key.code == KeyCode::Backspace && key.modifiers.contains(KeyModifiers::ALT);
            let stroke = if undo { Some(Stroke::Undo) } else { stroke(key.code, control, &mut letter) };
            if let Some(stroke) = stroke {
                return self.strike(on, &field, &stroke);
            }
        }
        if let Some(heard) = self.seek(on, key.code, control) {
            return heard;
        }
        if self.peer(on, key.code) || self.travel(on, key.code) || !once || control {
            return Heard::Active;
        }
        match key.code {
            KeyCode::Enter => self.choose(on, self.held().at),
            KeyCode::Esc => self.escape(on),
            KeyCode::Char(c) => self.shortcut(on, c),
            _ => Heard::Active,
        }
    }

    /// The field that has the eye.
    fn field<M>(&mut self, on: Pressed<M>) -> Option<Field> {
        let (at, beside) = (self.held().at, self.beside);
        let scene = self.scene(on.page, on.view, beside);
        if let Part::Field(field) = scene.part(at) { Some((*field).clone()) } else { None }
    }

    /// The field that has the eye was typed in: the keys that undo are for it.
    pub(super) fn undoes<M>(&mut self, on: Pressed<M>) -> bool {
        self.field(on).is_some_and(|field| self.entries.was_typed(field.id))
    }

    /// From a message: through the rest of it if it is longer than the screen, then back to where one was.
    fn leave_news<M>(&mut self, on: Pressed<M>, key: KeyCode, news: Place) -> Heard<M> {
        let scene = self.scene(on.page, on.view, false);
        if matches!(key, KeyCode::Down | KeyCode::PageDown)
            && let Some(next) = scene.down(&news).filter(|next| next.at == news.at)
        {
            self.news = Some(next);
        }
        Heard::Active
    }

    pub(super) fn strike<M>(&mut self, on: Pressed<M>, field: &Field, stroke: &Stroke) -> Heard<M> {
        if on.page.busy.is_some() {
            return Heard::Active;
        }
        match self.entries.strike(field, stroke) {
            Struck::Edited(change) => Heard::Edited(field.id, change),
            Struck::Here => Heard::Active,
            Struck::TooLong => {
                self.say(on.page, on.view, say!(on.view.words, "face-screen-too-long"));
                Heard::Active
            }
            Struck::Full(most) => {
                self.say(on.page, on.view, say!(on.view.words, "face-screen-full", most = most));
                Heard::Active
            }
            Struck::Partly(change, left) => {
                let most = field.most();
                self.say(on.page, on.view, say!(on.view.words, "face-screen-partly", most = most, left = left));
                Heard::Edited(field.id, change)
            }
        }
    }

    /// Pasted text goes into the field that has the eye, and chooses nothing.
    pub(super) fn paste<M>(&mut self, on: Pressed<M>, text: &str) -> Heard<M> {
        self.wake(on.page);
        let heard = match self.field(on).filter(|_| on.view.shape != Shape::TooSmall) {
            Some(field) => self.strike(on, &field, &Stroke::Insert(text)),
            None => Heard::Active,
        };
        self.rest(on.page, on.now);
        heard
    }

    /// Moves the eye, if that is what the key does.
    #[expect(clippy::wildcard_enum_match_arm, reason = "a keyboard has more keys than a page has uses for")]
    fn travel<M>(&mut self, on: Pressed<M>, key: KeyCode) -> bool {
        let beside = self.beside;
        let place = self.held().clone();
        let two = on.view.columns().is_some() && !on.page.beside.is_empty();
        let link = self.link;
        let scene = self.scene(on.page, on.view, beside);
        let to = match key {
            KeyCode::Tab | KeyCode::BackTab if two => {
                self.beside = !beside;
                return true;
            }
            // What is chosen from is left as a whole, as what is typed in is.
            KeyCode::Tab if scene.takes_letters(place.at) => scene.beyond(&place, true).unwrap_or_else(|| scene.start()),
            KeyCode::BackTab if scene.takes_letters(place.at) => {
                scene.beyond(&place, false).unwrap_or_else(|| scene.end(&Place::default()))
            }
            // From the end to the start, and back: no place is more than a list away.
            KeyCode::Down | KeyCode::Tab => scene.down(&place).unwrap_or_else(|| scene.start()),
            KeyCode::Up | KeyCode::BackTab => scene.up(&place).unwrap_or_else(|| scene.end(&Place::default())),
            KeyCode::PageDown => scene.page_down(&place).unwrap_or_else(|| place.clone()),
            KeyCode::PageUp => scene.page_up(&place).unwrap_or_else(|| place.clone()),
            KeyCode::Home => scene.home(&place),
            KeyCode::End => scene.end(&place),
            KeyCode::Left | KeyCode::Right => {
                let last = scene.links(place.at).len().saturating_sub(1);
                let next = if key == KeyCode::Left { link.saturating_sub(1) } else { link.saturating_add(1) };
                self.link = next.min(last);
                return true;
            }
            KeyCode::Char('+' | '>') if on.view.letters => return self.heading(on, true),
            KeyCode::Char('-' | '<') if on.view.letters => return self.heading(on, false),
            _ => return false,
        };
        self.go(to);
        true
    }

    /// Comes closer to a picture that has the eye, or moves over it: then the key does nothing else. At an edge, the keys
    /// that move go on to what comes after, as everywhere.
    #[expect(clippy::wildcard_enum_match_arm, reason = "a keyboard has more keys than a page has uses for")]
    fn peer<M>(&mut self, on: Pressed<M>, key: KeyCode) -> bool {
        let at = self.held().at;
        let scene = self.scene(on.page, on.view, self.beside);
        if !matches!(scene.part(at), Part::Picture(_)) {
            return false;
        }
        let Some(sight) = self.sight(on.page, on.view) else { return false };
        let closer = !self.gaze.is_whole();
        match key {
            KeyCode::Char('+' | '=') => {
                self.gaze.closer(sight);
                true
            }
            KeyCode::Char('-' | '_') => {
                self.gaze.farther();
                true
            }
            KeyCode::Char('0') if closer => {
                self.gaze.whole();
                true
            }
            KeyCode::Left | KeyCode::Right => {
                self.gaze.go(if key == KeyCode::Left { Way::Left } else { Way::Right }, sight);
                true
            }
            KeyCode::Up => closer && self.gaze.go(Way::Up, sight),
            KeyCode::Down => closer && self.gaze.go(Way::Down, sight),
            _ => false,
        }
    }

    /// To the next or the last heading of a reading. False when the eye is not in one.
    fn heading<M>(&mut self, on: Pressed<M>, forward: bool) -> bool {
        let (at, beside) = (self.held().at, self.beside);
        let scene = self.scene(on.page, on.view, beside);
        let Part::Reading(laid) = scene.part(at) else { return false };
        let mut lines = laid.heads.iter().map(|(line, _)| *line);
        let found = if forward { lines.find(|line| *line > at.sub) } else { lines.rev().find(|line| *line < at.sub) };
        let to = found.map(|sub| scene.open_at(At { sub, ..at }));
        if let Some(to) = to {
            self.go(to);
        }
        true
    }

    pub(super) fn escape<M: Clone>(&mut self, on: Pressed<M>) -> Heard<M> {
        if self.beside {
            self.beside = false;
            return Heard::Active;
        }
        let stop = on.page.busy.as_ref().and_then(|busy| busy.stop.as_ref()).map(|(_, does)| does);
        match stop.or(on.page.back.as_ref()).cloned() {
            Some(does) => self.did(on, does, &[]),
            None => Heard::Active,
        }
    }
}

/// Keys that would act on what the cursor is not on: after a message they only bring it back. So does Escape, unless it stops
/// what is under way: whoever puts a message away does not mean to leave the page.
fn leaves_news(key: KeyCode) -> bool {
    matches!(key, KeyCode::Enter | KeyCode::Up | KeyCode::Down | KeyCode::Tab | KeyCode::BackTab | KeyCode::Home | KeyCode::End)
        || matches!(key, KeyCode::PageUp | KeyCode::PageDown)
}

/// What the key does in a field, if anything.
fn stroke(key: KeyCode, control: bool, letter: &mut [u8; 4]) -> Option<Stroke<'_>> {
    Some(match (key, control) {
        (KeyCode::Left, _) => Stroke::Left,
        (KeyCode::Right, _) => Stroke::Right,
        (KeyCode::Home, _) => Stroke::Home,
        (KeyCode::End, _) => Stroke::End,
        (KeyCode::Backspace, false) | (KeyCode::Char('h'), true) => Stroke::Backspace,
        (KeyCode::Delete, _) | (KeyCode::Char('d'), true) => Stroke::Delete,
        (KeyCode::Backspace | KeyCode::Char('w'), true) => Stroke::EraseWord,
        (KeyCode::Char('a'), true) => Stroke::Home,
        (KeyCode::Char('e'), true) => Stroke::End,
        (KeyCode::Char('u'), true) => Stroke::EraseBefore,
        (KeyCode::Char('k'), true) => Stroke::EraseAfter,
        // Terminals send Ctrl+_ and Ctrl+/ as Ctrl+7.
        (KeyCode::Char('7' | '_' | '/' | 'z' | 'Z'), true) => Stroke::Undo,
        (KeyCode::Char(c), false) => Stroke::Insert(c.encode_utf8(letter)),
        _ => return None,
    })
}
