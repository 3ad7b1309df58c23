//! What the rules look at: everything that can make a difference, and nothing else.

use crate::sandbox::clock::Millis;
use crate::sandbox::consents::{Consent, Kind};
use crate::sandbox::traces::{Actor, Coded, Kind as ActorKind, Mode};
use serde::Deserialize;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Act {
    List,
    Read,
    Deposit,
    /// Reads the traces, blocks a colleague, hands the status on.
    Govern,
}

/// In what capacity somebody works, which counts more than their profession (D29).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Default)]
#[serde(rename_all = "lowercase")]
pub enum Capacity {
    #[default]
    Care,
    /// For an employer.
    Occupational,
    /// For the Assurance Maladie.
    Advisory,
    Insurer,
    Administrative,
    /// The Assurance Maladie itself.
    Feeder,
}

impl Capacity {
    #[cfg(test)]
    pub const ALL: [Self; 6] =
        [Self::Care, Self::Occupational, Self::Advisory, Self::Insurer, Self::Administrative, Self::Feeder];
}

/// What the person has said of a professional.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stance {
    Unknown,
    Agreed,
    Blocked,
}

/// The three switches: `true` allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Consents {
    pub samu: bool,
    pub glass: bool,
    pub masked: bool,
}

/// A document, as the rules see it for this professional. That it is archived, replaced or not visible to the patient changes
/// nothing to what a professional may read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct File {
    /// The matrix gives its type to this profession.
    pub readable: bool,
    /// Of class 95.
    pub management: bool,
    pub masked: bool,
    pub withdrawn: bool,
    /// This professional wrote it.
    pub author: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Case {
    pub act: Act,
    pub mode: Mode,
    pub closed: bool,
    pub capacity: Capacity,
    /// Of a SAMU.
    pub regulator: bool,
    pub treating: bool,
    pub stance: Stance,
    pub consents: Consents,
    /// None: the record as a whole.
    pub file: Option<File>,
}

/// Somebody who acts, as the directory knows them.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Professional {
    /// "8" and the RPPS.
    pub idnps: String,
    pub name: String,
    /// TRE_G15.
    #[serde(default)]
    pub profession: String,
    /// TRE_R38.
    #[serde(default)]
    pub speciality: String,
    #[serde(default)]
    pub organisation: String,
    /// The IDNST of each hospital where they work.
    #[serde(default)]
    pub establishments: Vec<String>,
    #[serde(default)]
    pub capacity: Capacity,
    #[serde(default)]
    pub regulator: bool,
}

impl Professional {
    pub fn actor(&self) -> Actor {
        let coded = |code: &str| Coded { code: code.to_owned(), label: String::new() };
        Actor {
            kind: ActorKind::Professional,
            identifier: self.idnps.clone(),
            name: self.name.clone(),
            profession: coded(&self.profession),
            speciality: coded(&self.speciality),
            organisation: self.organisation.clone(),
        }
    }

    /// What the consents in force at `now` say of them. A block wins over a stay.
    pub fn stance(&self, consents: &[Consent], now: Millis) -> Stance {
        let in_force = |consent: &&Consent| consent.active && consent.start <= now && consent.end.is_none_or(|end| now < end);
        let of = |consent: &&Consent| match consent.kind {
            Kind::Professional => consent.actor.as_deref() == Some(self.idnps.as_str()),
            Kind::Stay => consent.actor.as_ref().is_some_and(|place| self.establishments.contains(place)),
            Kind::Samu | Kind::Glass | Kind::Masked => false,
        };
        let theirs: Vec<&Consent> = consents.iter().filter(in_force).filter(of).collect();
        match theirs.iter().any(|consent| !consent.permit) {
            true => Stance::Blocked,
            false if theirs.is_empty() => Stance::Unknown,
            false => Stance::Agreed,
        }
    }
}

impl Consents {
    /// A switch that is missing is off.
    pub fn of(consents: &[Consent]) -> Self {
        let on = |kind: Kind| consents.iter().any(|consent| consent.active && consent.kind == kind && consent.permit);
        Self { samu: on(Kind::Samu), glass: on(Kind::Glass), masked: on(Kind::Masked) }
    }
}
