//! What a patient says of their own health: illnesses, allergies, treatments, blood. Never what a document says.

use super::{Clean, Date, StatementId};

/// One short entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// `None` until the server has it.
    pub id: Option<StatementId>,
    /// The version that was seen, which a change must name.
    pub version: Option<Clean>,
    pub topic: Topic,
    pub said: Said,
    /// Since when, or when it was found.
    pub since: Option<Date>,
    pub note: Option<Clean>,
    /// Hidden from professionals.
    pub hidden: bool,
    /// Who wrote it, when it was not the patient.
    pub by: Option<Clean>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Topic {
    /// `Condition`.
    Illness,
    /// `AllergyIntolerance`.
    Allergy,
    /// `MedicationStatement`.
    Treatment,
    /// `Observation`, LOINC 883-9.
    Blood,
    /// `Observation`, LOINC 10331-7.
    Rhesus,
}

impl Topic {
    pub const ALL: [Self; 5] = [Self::Illness, Self::Allergy, Self::Treatment, Self::Blood, Self::Rhesus];
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    Words(Clean),
    /// "Je ne suis pas concerné": nothing of the kind, which is an answer too.
    Nothing,
    Blood(Blood),
    /// Rhesus positive, else negative.
    Rhesus(bool),
}

/// The ABO group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blood {
    A,
    B,
    Ab,
    O,
}

impl Blood {
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::Ab, Self::O];
}

impl Statement {
    /// Nothing said yet.
    pub fn new(topic: Topic) -> Self {
        let said = Said::Words(Clean::empty());
        Self { id: None, version: None, topic, said, since: None, note: None, hidden: false, by: None }
    }
}

/// Everything the person has said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Statements {
    pub all: Vec<Statement>,
    /// Those that could not be understood: they are counted.
    pub unreadable: usize,
}

impl Statements {
    pub fn of(&self, topic: Topic) -> impl Iterator<Item = &Statement> {
        self.all.iter().filter(move |statement| statement.topic == topic)
    }
}
