//! The texts by which documents are found, each folded and kept once: documents share most of theirs.

use crate::domain::{Clean, fold};
use std::collections::HashMap;

#[derive(Debug, Clone, Default)]
pub struct Texts {
    folded: Vec<Box<str>>,
    numbers: HashMap<Clean, u32>,
}

impl Texts {
    /// The number of a text, and the copy of it to share.
    pub fn add(&mut self, text: &Clean) -> (u32, Clean) {
        if let Some((shared, number)) = self.numbers.get_key_value(text) {
            return (*number, shared.clone());
        }
        // More texts than that do not fit in memory.
        let number = u32::try_from(self.folded.len()).unwrap_or(u32::MAX);
        self.folded.push(fold(text).into());
        self.numbers.insert(text.clone(), number);
        (number, text.clone())
    }

    /// For each text, whether this folded word is in it.
    pub fn holding(&self, word: &str) -> Vec<bool> {
        self.folded.iter().map(|text| text.contains(word)).collect()
    }
}
