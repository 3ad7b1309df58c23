//! One copy of each text that thousands of documents share, such as a kind or a profession.

use crate::domain::{Clean, Document};
use std::collections::HashSet;

#[derive(Debug, Clone, Default)]
pub struct Pool(HashSet<Clean>);

impl Pool {
    /// Replaces the document's repeated texts by shared ones.
    pub fn share(&mut self, document: &mut Document) {
        let Document { kind, author, contents, version, .. } = document;
        self.one(&mut kind.code);
        self.one(&mut kind.class);
        for text in [
            &mut kind.said,
            &mut author.name,
            &mut author.profession,
            &mut author.speciality,
            &mut author.said,
            &mut author.organisation,
            version,
        ]
        .into_iter()
        .flatten()
        {
            self.one(text);
        }
        for content in contents.iter_mut() {
            self.one(&mut content.media_type);
        }
        contents.shrink_to_fit();
    }

    fn one(&mut self, text: &mut Clean) {
        match self.0.get(text) {
            Some(shared) => *text = shared.clone(),
            None => drop(self.0.insert(text.clone())),
        }
    }
}
