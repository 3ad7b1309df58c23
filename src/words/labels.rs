//! What the program says inside a document's reading.

use super::Words;
use crate::domain::{Clean, Label};

impl Words {
    pub fn label(&self, label: &Label) -> Clean {
        Clean::line(&format!("{label:?}"))
    }
}
