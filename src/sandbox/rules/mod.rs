//! Who may do what with a record, and why: one table of rules, read from the top, the first that applies decides. Pure: it reads
//! no database and no clock, and the same case always has the same answer.
//!
//! What a refusal means is for the trace, which the patient reads. The professional is told one thing only, whatever the reason.

mod case;
mod matrix;

pub use case::{Act, Capacity, Case, Consents, File, Professional, Stance};
pub use matrix::{professions, reads, version as matrix_version};

use super::traces::Mode;
use Answer::{No, Yes};

/// Why something is allowed or refused. In a trace, the word of a refusal is [`Reason::word`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reason {
    // Refusals.
    Closed,
    Capacity,
    Blocked,
    Opposed,
    NotRegulator,
    NotAgreed,
    NotTreating,
    Withdrawn,
    Matrix,
    Masked,
    // Grounds.
    Deposits,
    Opens,
    Author,
    Treats,
    MaskedInEmergency,
    Ordinary,
}

impl Reason {
    pub fn word(self) -> &'static str {
        match self {
            Self::Closed => "ferme",
            Self::Capacity => "qualite",
            Self::Blocked => "bloque",
            Self::Opposed => "oppose",
            Self::NotRegulator => "hors-regulation",
            Self::NotAgreed => "sans-accord",
            Self::NotTreating => "pas-medecin-traitant",
            Self::Withdrawn => "supprime",
            Self::Matrix => "habilitation",
            Self::Masked => "masque",
            Self::Deposits => "depot",
            Self::Opens => "ouverture",
            Self::Author => "auteur",
            Self::Treats => "medecin-traitant",
            Self::MaskedInEmergency => "masque-urgence",
            Self::Ordinary => "habilite",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    Yes(Reason),
    No(Reason),
}

impl Answer {
    pub fn reason(self) -> Reason {
        match self {
            Yes(reason) | No(reason) => reason,
        }
    }

    pub fn refusal(self) -> Option<Reason> {
        match self {
            Yes(_) => None,
            No(reason) => Some(reason),
        }
    }
}

/// One rule: what it says in words, where it comes from, when it applies, and its answer.
pub struct Rule {
    pub says: &'static str,
    pub source: &'static str,
    pub when: fn(&Case) -> bool,
    pub answer: Answer,
}

const fn rule(says: &'static str, source: &'static str, when: fn(&Case) -> bool, answer: Answer) -> Rule {
    Rule { says, source, when, answer }
}

pub const RULES: [Rule; 20] = [
    rule("A closed record is neither read nor fed.", "D23", |case| case.closed, No(Reason::Closed)),
    // Feeding.
    rule(
        "Whoever cares for somebody may deposit, even blocked, without an agreement.",
        "STANDARDS 3.1",
        |case| case.act == Act::Deposit && case.capacity == Capacity::Care,
        Yes(Reason::Deposits),
    ),
    rule(
        "Administrative staff deposit management documents.",
        "D29, sensible",
        |case| {
            case.act == Act::Deposit && case.capacity == Capacity::Administrative && case.file.is_some_and(|file| file.management)
        },
        Yes(Reason::Deposits),
    ),
    rule(
        "The Assurance Maladie feeds what it reimbursed.",
        "D29",
        |case| case.act == Act::Deposit && case.capacity == Capacity::Feeder,
        Yes(Reason::Deposits),
    ),
    rule("Nobody else deposits.", "D29", |case| case.act == Act::Deposit, No(Reason::Capacity)),
    // Reading: from here on, a list or a reading.
    rule(
        "A block wins over everything, emergencies included.",
        "STANDARDS 3.1, PDSm4DMP NB1",
        |case| case.stance == Stance::Blocked,
        No(Reason::Blocked),
    ),
    rule(
        "Occupational doctors, advisory doctors, insurers and the Assurance Maladie never read.",
        "D29",
        |case| {
            let Case { capacity, .. } = case;
            matches!(capacity, Capacity::Occupational | Capacity::Advisory | Capacity::Insurer | Capacity::Feeder)
        },
        No(Reason::Capacity),
    ),
    rule(
        "Only the treating doctor reads the traces, blocks a colleague and hands the status on.",
        "D32, L1111-16",
        |case| case.act == Act::Govern && !case.treating,
        No(Reason::NotTreating),
    ),
    rule(
        "Administrative staff open nothing in an emergency.",
        "D29",
        |case| case.mode != Mode::Normal && case.capacity == Capacity::Administrative,
        No(Reason::Capacity),
    ),
    rule(
        "Only a doctor of the SAMU opens a record as the centre 15.",
        "STANDARDS 3.4",
        |case| case.mode == Mode::Centre15 && !case.regulator,
        No(Reason::NotRegulator),
    ),
    rule(
        "The person refuses the SAMU.",
        "STANDARDS 3.4, ETREAT",
        |case| case.mode == Mode::Centre15 && !case.consents.samu,
        No(Reason::Opposed),
    ),
    rule(
        "The person refuses that the glass be broken.",
        "STANDARDS 3.4, BTG",
        |case| case.mode == Mode::BreakGlass && !case.consents.glass,
        No(Reason::Opposed),
    ),
    rule(
        "Outside an emergency, only those whom the person has agreed to; the treating doctor like the others.",
        "STANDARDS 3.1, arrete of 26 October 2023",
        |case| case.mode == Mode::Normal && case.stance == Stance::Unknown,
        No(Reason::NotAgreed),
    ),
    rule("The record opens: what is in it is decided document by document.", "-", |case| case.file.is_none(), Yes(Reason::Opens)),
    // One document.
    rule("What was withdrawn is read by nobody.", "API 3", |case| has(case, |file| file.withdrawn), No(Reason::Withdrawn)),
    rule(
        "Who cares for somebody reads what they wrote themselves, masked or not.",
        "R1111-49, D33",
        |case| has(case, |file| file.author) && case.capacity == Capacity::Care,
        Yes(Reason::Author),
    ),
    rule(
        "A profession reads the types that the matrix gives it; administrative staff, class 95 only.",
        "arrete of 26 October 2023, D29",
        |case| has(case, |file| if case.capacity == Capacity::Administrative { !file.management } else { !file.readable }),
        No(Reason::Matrix),
    ),
    rule(
        "The treating doctor reads what is masked.",
        "L1111-16, D33",
        |case| has(case, |file| file.masked) && case.treating,
        Yes(Reason::Treats),
    ),
    rule(
        "In an emergency, what is masked is read unless the person refuses it.",
        "STANDARDS 3.4, MASKED",
        |case| has(case, |file| file.masked) && case.mode != Mode::Normal && case.consents.masked,
        Yes(Reason::MaskedInEmergency),
    ),
    rule("What is masked is hidden from all the others.", "D33", |case| has(case, |file| file.masked), No(Reason::Masked)),
];

fn has(case: &Case, what: impl Fn(&File) -> bool) -> bool {
    case.file.as_ref().is_some_and(what)
}

/// The first rule that applies; when none does, the matrix has allowed it.
pub fn decide(case: &Case) -> Answer {
    RULES.iter().find(|rule| (rule.when)(case)).map_or(Yes(Reason::Ordinary), |rule| rule.answer)
}

#[cfg(test)]
mod tests;
