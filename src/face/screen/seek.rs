//! Finding one of many answers by typing how it begins, accents and case ignored.

use super::eye::Eye;
use super::keys::Pressed;
use super::scene::{At, Part};
use crate::domain::{Clean, fold, letters};
use crate::page::Heard;
use crate::say;
use crossterm::event::KeyCode;

impl Eye {
    /// What the key does among the answers of a form, if it is typed to find one. Digits choose, as everywhere.
    #[expect(clippy::wildcard_enum_match_arm, reason = "a keyboard has more keys than letters")]
    pub(super) fn seek<M>(&mut self, on: Pressed<M>, key: KeyCode, control: bool) -> Option<Heard<M>> {
        let (here, beside, begun) = (self.held().clone(), self.beside, std::mem::take(&mut self.sought));
        let at = here.at;
        let scene = self.scene(on.page, on.view, beside);
        let Part::Options(choice) = scene.part(at) else { return None };
        if !scene.takes_letters(at) || on.page.busy.is_some() || control {
            return None;
        }
        let typed = match key {
            KeyCode::Char(c) if !begun.is_empty() || !(c.is_ascii_digit() || c == ' ') => {
                let mut typed = begun.clone();
                typed.push(c);
                Clean::new(&typed).flat_keeping_ends()
            }
            KeyCode::Backspace if !begun.is_empty() => {
                let kept = letters::before(&begun, begun.len());
                Clean::new(begun.get(..kept).unwrap_or(""))
            }
            // What was typed is given up; the page is not left.
            KeyCode::Esc if !begun.is_empty() => return Some(Heard::Active),
            _ => return None,
        };
        let folded = fold(&typed);
        let found = choice.options.iter().position(|option| fold(&option.label).starts_with(&folded));
        let Some(sub) = found else {
            self.sought = begun;
            self.say(on.page, on.view, say!(on.view.words, "face-screen-no-option", text = typed));
            return Some(Heard::Active);
        };
        let to = scene.jump(&here, At { sub, ..at });
        self.go(to);
        self.sought = typed.to_string();
        Some(Heard::Active)
    }
}
