//! What the person asked to see of the list.

use super::super::typed::Typed;
use crate::domain::{Category, Clean, Document};
use jiff::civil;

#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Every word of it must be found, accents and case ignored.
    pub text: Typed,
    pub category: Option<Category>,
    pub period: Option<Period>,
    /// The author's name as shown; accents and case ignored.
    pub author: Option<Clean>,
    /// Only what is new since the last visit.
    pub news: bool,
}

/// From a day to a day, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub from: Option<civil::Date>,
    pub to: Option<civil::Date>,
}

impl Period {
    pub fn year(year: i16) -> Option<Self> {
        Some(Self { from: civil::Date::new(year, 1, 1).ok(), to: civil::Date::new(year, 12, 31).ok() })
    }

    pub fn since(from: civil::Date) -> Self {
        Self { from: Some(from), to: None }
    }

    fn holds(self, day: civil::Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Filter {
    /// The category and the period; the others need more than the document.
    pub(super) fn admits(&self, document: &Document) -> bool {
        self.category.is_none_or(|category| document.category == category)
            && self.period.is_none_or(|period| document.date.is_some_and(|date| period.holds(date.civil().date())))
    }

    pub fn is_active(&self) -> bool {
        !self.text.value().trim().is_empty()
            || self.category.is_some()
            || self.period.is_some()
            || self.author.is_some()
            || self.news
    }
}
