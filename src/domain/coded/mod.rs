//! Coded facts that a document carries besides its text: results, vaccinations, treatments, what was reimbursed.

mod decimal;
mod measure;
mod unit;

pub use decimal::Decimal;
pub use measure::{Measure, Quantity, Range, Value, Verdict};

use super::{Clean, Date, Words};

/// What a document says in codes, in its own order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Coded {
    pub results: Vec<Measure>,
    pub vaccinations: Vec<Vaccination>,
    pub treatments: Vec<Treatment>,
    pub reimbursed: Vec<Reimbursed>,
}

/// A vaccine that was given.
#[derive(Debug, Clone, PartialEq)]
pub struct Vaccination {
    pub name: Clean,
    /// Its class in the ATC, such as `J07BB02`, when said: what it protects from.
    pub atc: Option<Clean>,
    pub date: Option<Date>,
    /// Which dose of the series it was.
    pub rank: Option<Words>,
    pub batch: Option<Clean>,
    pub by: Option<Words>,
}

/// A medicine that was prescribed or is being taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Treatment {
    pub name: Clean,
    /// How much and how often.
    pub dose: Vec<Words>,
    /// How the prescription words it.
    pub told: Option<Clean>,
    /// From when to when.
    pub time: Option<Words>,
    /// The first day, to put the newest first.
    pub from: Option<Date>,
    /// The last day, when it is said.
    pub until: Option<Date>,
    /// Its source says that it was stopped or has ended, whatever the days.
    pub over: bool,
    /// What its source says of it besides ("suspendu"), when it is not simply going on.
    pub state: Option<Words>,
    pub renewals: Option<Words>,
}

/// Something the Assurance Maladie reimbursed. Its statements carry no amounts (CI-SIS, volet CNAM-HR).
#[derive(Debug, Clone, PartialEq)]
pub struct Reimbursed {
    pub kind: Care,
    pub name: Clean,
    pub date: Option<Date>,
    /// Who delivered or did it.
    pub by: Option<Clean>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Care {
    Medicine,
    Vaccine,
    Device,
    Act,
    Stay,
}

impl Coded {
    pub fn is_empty(&self) -> bool {
        self.results.is_empty() && self.vaccinations.is_empty() && self.treatments.is_empty() && self.reimbursed.is_empty()
    }
}
