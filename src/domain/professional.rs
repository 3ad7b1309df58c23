//! A professional as a directory knows them: who they are, what they do, where. Anything may be missing.

use super::{Clean, Party, ProfessionalId};
use std::sync::Arc;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Professional {
    /// On its server.
    pub id: ProfessionalId,
    /// With the title; `None` when the directory says none.
    pub name: Option<Clean>,
    pub occupations: Vec<Occupation>,
    /// By which the national directory knows them.
    pub rpps: Option<Rpps>,
    /// The national identifier by which consents and traces name them (IDNPS: "8" and the RPPS); `None` when there is none.
    pub national: Option<Clean>,
    pub workplaces: Vec<Workplace>,
    /// No longer in the directory's active part.
    pub retired: bool,
}

/// What somebody does, in the codes of the directory.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Occupation {
    /// A TRE_G15 code ("10", physician), when known.
    pub profession: Option<Clean>,
    /// A TRE_R38 code ("SM54", general practice), when known.
    pub speciality: Option<Clean>,
    /// What the directory calls it.
    pub said: Option<Clean>,
}

/// Where somebody works.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Workplace {
    pub organisation: Option<Clean>,
    /// Number and street, and what goes with them.
    pub street: Vec<Clean>,
    pub postcode: Option<Clean>,
    pub city: Option<Clean>,
    pub phones: Vec<Clean>,
}

impl Workplace {
    /// Nothing is known of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// A number of the national directory of professionals: 11 digits, the last of which is a Luhn key. Many real ones fail it
/// (STANDARDS §3.9), so that it warns and refuses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rpps(Clean);

impl Rpps {
    pub fn new(raw: &str) -> Option<Self> {
        let number = Clean::line(raw);
        (!number.is_empty()).then_some(Self(number))
    }

    /// Out of a national identifier, which is "8" and the number.
    pub fn of_national(raw: &str) -> Option<Self> {
        Self::new(raw.trim().strip_prefix('8')?)
    }

    pub fn clean(&self) -> &Clean {
        &self.0
    }

    /// Eleven digits, and the key is right.
    pub fn holds(&self) -> bool {
        let digits = self.0.chars().rev().map(|digit| digit.to_digit(10));
        let sum = digits.enumerate().try_fold(0, |sum, (at, digit)| {
            let digit = digit? * if at % 2 == 0 { 1 } else { 2 };
            Some(sum + digit / 10 + digit % 10)
        });
        self.0.len() == 11 && sum.is_some_and(|sum: u32| sum.is_multiple_of(10))
    }
}

/// A hospital or a place of care, as the directory finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Establishment {
    pub party: Party,
    pub postcode: Option<Clean>,
    pub city: Option<Clean>,
}

/// Which professionals to look for. At least one field says something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sought {
    pub name: Clean,
    /// Any of these.
    pub qualifications: Vec<Qualification>,
    pub place: Clean,
}

impl Sought {
    pub fn is_empty(&self) -> bool {
        self.name.trim().is_empty() && self.qualifications.is_empty() && self.place.trim().is_empty()
    }
}

/// What professionals do, as people say it, and its codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trade {
    pub name: Clean,
    pub codes: Vec<Qualification>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Qualification {
    /// A TRE_G15 code.
    Profession(Clean),
    /// A TRE_R38 code.
    Speciality(Clean),
}

/// A page of professionals found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Professionals {
    pub found: Vec<Arc<Professional>>,
    /// How many there are in all, when the server says.
    pub total: Option<u64>,
    /// Entries that could not be understood.
    pub unreadable: usize,
    pub next: Option<Arc<str>>,
}

#[cfg(test)]
mod tests {
    use super::Rpps;

    #[test]
    fn the_key_of_an_rpps_number_is_checked_and_refuses_nothing() {
        for (number, holds) in [
            ("10999001000", true),
            ("10999001018", true),
            ("10999001019", false),
            ("1099900101", false),
            ("1099900101a", false),
            ("00000000000", true),
        ] {
            assert_eq!(Rpps::new(number).unwrap().holds(), holds, "{number}");
        }
        assert_eq!(Rpps::of_national("810999001000"), Rpps::new("10999001000"));
        assert_eq!(Rpps::of_national("0751234567"), None);
        assert_eq!(Rpps::new(" "), None);
    }
}
