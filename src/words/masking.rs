//! What is done with documents, and who sees them, in words.

use super::Words;
use crate::domain::{Clean, Filing, Sees, Standing};
use crate::say;

impl Words {
    /// As a choice.
    pub fn filing(&self, filing: Filing) -> Clean {
        match filing {
            Filing::Mask => say!(self, "mask"),
            Filing::Unmask => say!(self, "show"),
            Filing::Archive => say!(self, "archive"),
            Filing::Unarchive => say!(self, "unarchive"),
            Filing::Delete => say!(self, "delete"),
        }
    }

    /// The question about one.
    pub fn filing_one(&self, filing: Filing, title: &Clean) -> Clean {
        match filing {
            Filing::Mask => say!(self, "mask-one", title = title),
            Filing::Unmask => say!(self, "show-one", title = title),
            Filing::Archive => say!(self, "archive-one", title = title),
            Filing::Unarchive => say!(self, "unarchive-one", title = title),
            Filing::Delete => say!(self, "delete-one", title = title),
        }
    }

    /// The question about several.
    pub fn filing_many(&self, filing: Filing, count: usize) -> Clean {
        match filing {
            Filing::Mask => say!(self, "mask-many", count = count),
            Filing::Unmask => say!(self, "show-many", count = count),
            Filing::Archive => say!(self, "archive-many", count = count),
            Filing::Unarchive => say!(self, "unarchive-many", count = count),
            Filing::Delete => say!(self, "delete-many", count = count),
        }
    }

    /// The page on which they are chosen.
    pub fn filing_some(&self, filing: Filing) -> Clean {
        match filing {
            Filing::Mask => say!(self, "mask-some"),
            Filing::Unmask => say!(self, "show-some"),
            Filing::Archive => say!(self, "archive-some"),
            Filing::Unarchive => say!(self, "unarchive-some"),
            Filing::Delete => say!(self, "delete-some"),
        }
    }

    /// What it does, and what it does not do.
    pub fn filing_means(&self, filing: Filing) -> Vec<Clean> {
        match filing {
            Filing::Mask => {
                vec![say!(self, "mask-hides"), say!(self, "mask-but"), say!(self, "mask-person"), say!(self, "mask-care")]
            }
            Filing::Unmask => vec![say!(self, "show-shows")],
            Filing::Archive => vec![say!(self, "archive-what"), say!(self, "archive-not")],
            Filing::Unarchive => vec![say!(self, "unarchive-what")],
            Filing::Delete => vec![say!(self, "delete-what"), say!(self, "delete-forever")],
        }
    }

    pub fn filing_yes(&self, filing: Filing) -> Clean {
        match filing {
            Filing::Mask => say!(self, "mask-do"),
            Filing::Unmask => say!(self, "show-do"),
            Filing::Archive => say!(self, "archive-do"),
            Filing::Unarchive => say!(self, "unarchive-do"),
            Filing::Delete => say!(self, "delete-do"),
        }
    }

    pub fn filing_done(&self, filing: Filing, count: usize) -> Clean {
        match filing {
            Filing::Mask => say!(self, "mask-done", count = count),
            Filing::Unmask => say!(self, "show-done", count = count),
            Filing::Archive => say!(self, "archive-done", count = count),
            Filing::Unarchive => say!(self, "unarchive-done", count = count),
            Filing::Delete => say!(self, "delete-done", count = count),
        }
    }

    pub fn standing(&self, standing: Standing) -> Clean {
        match standing {
            Standing::Author => say!(self, "standing-author"),
            Standing::TreatingDoctor => say!(self, "standing-doctor"),
            Standing::Agreed => say!(self, "standing-agreed"),
            Standing::Blocked => say!(self, "standing-blocked"),
        }
    }

    pub fn sees(&self, sees: Sees) -> Clean {
        match (sees.normal, sees.regulation || sees.break_glass) {
            (true, _) => say!(self, "sees"),
            (false, true) => say!(self, "sees-emergency"),
            (false, false) => say!(self, "sees-not"),
        }
    }
}
