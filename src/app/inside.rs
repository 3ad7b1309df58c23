//! A file carried inside a document, opened in its place. Nothing is fetched, so nothing is written in the history.

use super::document::{self, Opened, State};
use super::effect::Effect;
use super::model::Model;
use super::trail::Screen;
use crate::domain::{Document, DocumentId, Faithful, Fetched, Format, Problem};
use crate::page::Tone;
use crate::say;
use std::sync::Arc;

/// Files inside files that are opened: real documents stop at two, and what goes on is made to tire.
const NESTED: usize = 4;

/// Opens the file of this index in the document being read: a page more on the trail, from which one comes back.
pub fn open(model: &mut Model, index: usize) -> Vec<Effect> {
    let Some(Screen::Document(holder)) = model.screen() else { return Vec::new() };
    let Some(file) = holder.reading().and_then(|reading| reading.embedded.get(index)).cloned() else {
        model.complain(&Problem::NotFound);
        return Vec::new();
    };
    let within = holder.within + 1;
    if within > NESTED {
        model.tell(Tone::Warning, say!(model.words, "inside-too-deep"));
        return Vec::new();
    }
    // Never that of another page: the eye remembers where it was by it.
    let Some(id) = DocumentId::new(&format!("inside.{}", model.ticket().0)) else { return Vec::new() };
    let title = file.name.as_ref().map(|name| name.flat()).filter(|name| !name.is_empty());
    let title = title.unwrap_or_else(|| say!(model.words, "inside-title", number = index + 1));
    let fetched = Fetched { bytes: file.bytes.clone(), media_type: file.media_type.clone(), faithful: Faithful::NotAnnounced };
    let (format, size) = (Format::of_media_type(&file.media_type), u64::try_from(file.bytes.len()).ok());
    let document = Arc::new(Document::of_file(id, title, format, file.media_type, size));
    model.go(Screen::Document(Opened { within, ..Opened::new(document, State::Parsing(fetched.clone())) }));
    document::read(model, fetched)
}
