//! What stays on this computer: copies of documents, and the identifier when the person asks for it.

use super::Performer;
use crate::app::Form;
use crate::domain::{Clean, Fetched, Problem};
use crate::face::flow;
use crate::paper;
use crate::run::Change;
use crate::vault::export;
use crate::vault::identifier::Identifier;
use crate::words::Words;
use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

/// Columns of a text that is saved.
const TEXT_WIDTH: usize = 80;

impl Performer {
    pub(super) fn identifier(&mut self) -> Arc<Identifier> {
        let make = || Arc::new((self.outside.identifier)(self.place));
        self.identifier.get_or_insert_with(make).clone()
    }

    pub(super) fn remember(&mut self, identifier: Option<Clean>) {
        let memory = self.identifier();
        (self.outside.keep)(Change::Remember(identifier.is_some()));
        self.writes.spawn(async move {
            // A convenience: where it cannot be kept, it is typed again, and nothing is lost.
            let _ = match identifier {
                Some(identifier) => memory.remember(&identifier).await.map(drop),
                None => memory.forget().await,
            };
        });
    }
}

/// The bytes of a copy.
pub fn written<'f>(fetched: &'f Fetched, form: &Form, words: &Words) -> Result<Cow<'f, [u8]>, Problem> {
    Ok(match form {
        Form::Original => Cow::Borrowed(&fetched.bytes),
        Form::Text(paper) => format!("{}\n\n{}", paper.origin, flow::text(&paper.reading, TEXT_WIDTH, words)).into_bytes().into(),
        Form::Pdf(paper) => paper::pdf(&paper.title, &paper.origin, &paper.reading, words)?.into(),
    })
}

/// The path of a copy, from what the person typed: the name is made safe, the folder must exist.
pub fn resolve(folder: &str, name: &str) -> Result<PathBuf, Problem> {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    export::resolve(&export::typed_folder(folder), &export::name(None, stem, extension))
}
