//! The keys of a text of several lines: arrows go through it, Enter makes a line, Tab and Escape leave it.

use super::entry::Stroke;
use super::eye::Eye;
use super::keys::Pressed;
use crate::page::{Entry, Field, Heard};
use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

impl Eye {
    /// What the key does there, if it is not what it does in every field; `None` too at an edge, which arrows leave.
    #[expect(clippy::wildcard_enum_match_arm, reason = "a keyboard has more keys than a text has uses for")]
    pub(super) fn write<M>(&mut self, on: Pressed<M>, field: &Field, key: KeyEvent) -> Option<Heard<M>> {
        if !matches!(field.entry, Entry::Area { .. }) || on.page.busy.is_some() {
            return None;
        }
        let rows = self.entries.written(field.id).map_or(1, |text| text.rows().count());
        let screenful = isize::try_from(rows).unwrap_or(1).saturating_sub(1).max(1);
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let lines = match key.code {
            KeyCode::Up => -1,
            KeyCode::Down => 1,
            KeyCode::PageUp => -screenful,
            KeyCode::PageDown => screenful,
            KeyCode::Enter => return Some(self.strike(on, field, &Stroke::Insert("\n"))),
            KeyCode::Home if control => return Some(self.strike(on, field, &Stroke::First)),
            KeyCode::End if control => return Some(self.strike(on, field, &Stroke::Last)),
            KeyCode::Esc => return self.leave(on, key.kind == KeyEventKind::Press),
            _ => return None,
        };
        self.entries.rise(field.id, lines).then_some(Heard::Active)
    }

    /// To what is answered after the text; `None` when there is nothing else on the page to go to.
    fn leave<M>(&mut self, on: Pressed<M>, once: bool) -> Option<Heard<M>> {
        let (here, beside) = (self.held().clone(), self.beside);
        let scene = self.scene(on.page, on.view, beside);
        let to = scene.past_field(here.at);
        if to.at == here.at {
            return None;
        }
        if once {
            self.go(to);
        }
        Some(Heard::Active)
    }
}
