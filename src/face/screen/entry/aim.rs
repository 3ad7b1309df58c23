//! What of a text a key is about.

use super::Stroke;
use crate::domain::letters;

/// The bytes that a stroke replaces, and where the caret goes if there are none.
#[derive(Debug, PartialEq)]
pub(super) struct Aim {
    pub from: usize,
    pub to: usize,
    pub caret: usize,
}

impl Aim {
    pub(super) fn at(caret: usize) -> Self {
        Self { from: caret, to: caret, caret }
    }
}

/// In a text with the caret at this byte. Of several lines, "the line" is what stands between two line ends.
pub(super) fn aim(value: &str, caret: usize, stroke: &Stroke) -> Aim {
    let caret = caret.min(value.len());
    let before = value.get(..caret).unwrap_or("");
    let start = before.rfind('\n').map_or(0, |at| at.saturating_add(1));
    let end = value.get(caret..).and_then(|after| after.find('\n')).map_or(value.len(), |at| caret.saturating_add(at));
    match stroke {
        Stroke::Insert(_) | Stroke::Undo => Aim::at(caret),
        Stroke::Left => Aim::at(letters::before(value, caret)),
        Stroke::Right => Aim::at(letters::after(value, caret)),
        Stroke::Home => Aim::at(start),
        Stroke::End => Aim::at(end),
        Stroke::First => Aim::at(0),
        Stroke::Last => Aim::at(value.len()),
        Stroke::Backspace => Aim { from: letters::before(value, caret), to: caret, caret },
        Stroke::Delete => Aim { from: caret, to: letters::after(value, caret), caret },
        Stroke::EraseBefore => Aim { from: start, to: caret, caret },
        Stroke::EraseAfter => Aim { from: caret, to: end, caret },
        Stroke::EraseWord => {
            let word = before.trim_end_matches([' ', '\n']);
            Aim { from: word.rfind([' ', '\n']).map_or(0, |at| at.saturating_add(1)), to: caret, caret }
        }
    }
}
