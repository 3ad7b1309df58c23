//! The mouse, when it is ours: a click is Enter on what is under it, the wheel is Up and Down.

use super::chrome;
use super::eye::Eye;
use super::keys::Pressed;
use super::shape::GUTTER;
use crate::page::Heard;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

impl Eye {
    pub(super) fn point<M: Clone>(&mut self, on: Pressed<M>, mouse: MouseEvent) -> Option<Heard<M>> {
        let press = |eye: &mut Self, code| eye.press(on, KeyEvent::new(code, KeyModifiers::NONE));
        match mouse.kind {
            MouseEventKind::ScrollDown => press(self, KeyCode::Down),
            MouseEventKind::ScrollUp => press(self, KeyCode::Up),
            MouseEventKind::Down(MouseButton::Left) => self.click(on, usize::from(mouse.column), usize::from(mouse.row)),
            MouseEventKind::Down(MouseButton::Right | MouseButton::Middle)
            | MouseEventKind::Up(_)
            | MouseEventKind::Drag(_)
            | MouseEventKind::Moved
            | MouseEventKind::ScrollLeft
            | MouseEventKind::ScrollRight => None,
        }
    }

    /// The eye goes where one clicks; a second click there chooses, as Enter does. So a slip chooses nothing.
    fn click<M: Clone>(&mut self, on: Pressed<M>, column: usize, row: usize) -> Option<Heard<M>> {
        let beside = on
            .view
            .columns()
            .filter(|_| !on.page.beside.is_empty())
            .is_some_and(|(left, _)| column >= left.saturating_add(GUTTER));
        let title = chrome::title(on.page, on.view).rows;
        let top = if title.is_empty() { 0 } else { title.len().saturating_add(on.view.margin()) };
        let row = row.checked_sub(top)?;
        let place = match (&self.news, beside) {
            (Some(news), false) => news.clone(),
            (_, true) => self.side.clone(),
            (None, false) => self.body.clone(),
        };
        let again = self.news.is_none() && self.beside == beside;
        let scene = self.scene(on.page, on.view, beside);
        let (seen, _) = scene.seen(&place);
        let one = seen.into_iter().rfind(|one| one.y <= row).filter(|one| row < scene.height && scene.is_stop(one.at))?;
        let to = scene.jump(&place, one.at);
        if again && one.at == place.at {
            return self.press(on, KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
        }
        self.wake(on.page);
        self.beside = beside;
        self.go(to);
        self.rest(on.page, on.now);
        Some(Heard::Active)
    }
}
