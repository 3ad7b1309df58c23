//! What is said around an answer to give: what is expected, then what is wrong, just above where it is put right.

use super::scene::{At, Part, Scene};
use super::shape::Shape;
use super::wrap::lines;
use crate::domain::Clean;
use crate::page::{Block, Choice, Entry, Field, FieldId, Need};
use crate::say;
use crate::words::Words;
use std::collections::HashMap;

/// What is added to a label, in characters at most.
const SHORT: usize = 20;

/// A sentence that is worded only when it is seen: a form may hold hundreds.
pub(super) enum Telling<'a> {
    /// The question of a choice.
    Asks(&'a Clean, Need),
    Several,
    Example(&'a Clean),
    Error(&'a Clean),
    /// How a text of several lines is left.
    Leaving,
}

impl<'a, M> Scene<'a, M> {
    /// Whether this is a text of several lines.
    pub(super) fn is_area(&self, at: At) -> bool {
        matches!(self.part(at), Part::Field(Field { entry: Entry::Area { .. }, .. }))
    }

    pub(super) fn choice_parts(&mut self, choice: &'a Choice<M>) {
        let asks = Telling::Asks(&choice.label, choice.need);
        let several = choice.several.then_some(Telling::Several);
        self.parts.push(Part::Tells(asks));
        self.parts.extend(choice.hint.iter().cloned().map(Part::Says));
        let told = several.into_iter().chain(choice.error.iter().map(Telling::Error));
        self.parts.extend(told.map(Part::Tells));
        self.parts.push(Part::Options(choice));
        if self.view.few().is_some_and(|few| few < choice.options.len()) {
            self.parts.push(Part::GoesOn);
        }
    }

    pub(super) fn field_parts(&mut self, field: &'a Field) {
        self.parts.extend(field.hint.iter().cloned().map(Part::Says));
        let area = matches!(field.entry, Entry::Area { .. });
        let leaving = (area && self.view.shape != Shape::Compact).then_some(Telling::Leaving);
        let told = field.example.iter().map(Telling::Example).chain(leaving).chain(field.error.iter().map(Telling::Error));
        self.parts.extend(told.map(Part::Tells));
        // Of a long label, what does not stand just above the text, which must always have room.
        if area && field.label.len().saturating_add(SHORT) > self.width {
            let mut label = self.label(field);
            label.pop();
            self.parts.push(if label.is_empty() { Part::Nothing } else { Part::Says(label.join("\n").into()) });
        }
        self.parts.push(Part::Field(field));
        if field.entry == Entry::Secret {
            self.parts.push(Part::Reveal(field));
        }
        if field.need != Need::Unsaid {
            // It keeps its place, so that what follows has the same before and after something is typed.
            self.parts.push(if self.entries.can_undo(field.id) { Part::Undo(field) } else { Part::Nothing });
        }
    }

    /// How much is left to write, when that is little; else how long a text of several lines is, once one has left it: what
    /// changed at each key would be said at each key.
    pub(super) fn about(&self, field: &Field) -> Option<Clean> {
        let typing = self.typing == Some(field.id);
        let area = self.entries.written(field.id).filter(|_| matches!(field.entry, Entry::Area { .. }));
        let count = match (&field.entry, area) {
            (_, Some(area)) => area.characters(),
            (Entry::Line { value, .. } | Entry::Area { value, .. }, None) if typing => value.chars().count(),
            (Entry::Line { .. } | Entry::Area { .. } | Entry::Secret | Entry::Code { .. }, None) => return None,
        };
        match little_room(field, count).filter(|_| typing) {
            Some(0) => Some(say!(self.view.words, "face-screen-no-room")),
            Some(left) => Some(say!(self.view.words, "face-screen-little-room", count = left)),
            None => (area.is_some() && !typing && count > 0).then(|| self.view.words.characters(count)),
        }
    }

    /// The label of a field, on as many lines as it takes.
    pub(super) fn label(&self, field: &Field) -> Vec<String> {
        let label = labelled(&field.label, field.need, self.view.words);
        lines(&say!(self.view.words, "face-screen-field", label = label), self.width)
    }

    /// What is to be put right, each leading there. What is not on this page is only said.
    pub(super) fn errors(&mut self, errors: &'a [(FieldId, Clean)]) {
        let words = self.view.words;
        self.parts.push(Part::Heads(say!(words, "face-errors", count = errors.len())));
        for (id, text) in errors {
            self.parts.push(match self.labels.get(id) {
                Some(label) => Part::Error(*id, say!(words, "face-error-of", label = *label, text = text)),
                None => Part::Says(text.clone()),
            });
        }
    }
}

/// What can be left out is said so.
pub(super) fn labelled(label: &Clean, need: Need, words: &Words) -> Clean {
    match need {
        Need::Optional => say!(words, "face-optional", label = label),
        Need::Unsaid | Need::Required => label.clone(),
    }
}

/// What the fields and choices of a page are called, if it says what is to be put right.
pub(super) fn labels<M>(blocks: &[Block<M>]) -> HashMap<FieldId, &Clean> {
    fn add<'a, M>(blocks: &'a [Block<M>], into: &mut HashMap<FieldId, &'a Clean>) {
        for block in blocks {
            match block {
                Block::Field(field) => _ = into.insert(field.id, &field.label),
                Block::Choice(choice) => _ = into.insert(choice.id, &choice.label),
                Block::Group { blocks, .. } => add(blocks, into),
                Block::Text(_) | Block::Facts(_) | Block::List(_) | Block::Errors(_) => {}
                Block::Reading { .. } | Block::Picture(_) | Block::Series(_) => {}
            }
        }
    }
    let mut labels = HashMap::new();
    if blocks.iter().any(|block| matches!(block, Block::Errors(_))) {
        add(blocks, &mut labels);
    }
    labels
}

/// The room that is left under the field's limit, in steps, once it is little.
fn little_room(field: &Field, count: usize) -> Option<usize> {
    let limit = field.most();
    let left = limit.saturating_sub(count);
    [0, 5, 10, 20, 50, 100].into_iter().find(|step| left <= *step).filter(|step| step.saturating_mul(4) < limit)
}
