//! What the person has allowed and refused: who may read their record (FR Core Consent, D26).

use super::{Clean, ConsentId, Date};
use jiff::civil;

/// One consent in force. What the server does not say stays unknown.
#[derive(Debug, Clone, PartialEq)]
pub struct Consent {
    pub id: ConsentId,
    /// The version that was seen, which a change must name.
    pub version: Option<Clean>,
    pub about: About,
    /// Allowed; else refused.
    pub permit: bool,
    pub since: Option<Date>,
    pub until: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// Allowed by an agreement that they recorded; or blocked by the person.
    Professional(Party),
    /// A hospital, for the length of a stay.
    Establishment(Party),
    Emergency(Emergency),
}

/// The three switches of emergencies (STANDARDS §3.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Emergency {
    /// The centre that answers the 15.
    Samu,
    /// Other professionals, by "bris de glace".
    BreakGlass,
    /// Masked documents, to both.
    Masked,
}

impl Emergency {
    pub const ALL: [Self; 3] = [Self::Samu, Self::BreakGlass, Self::Masked];
}

/// Somebody, as a consent or a trace names them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Party {
    /// A national identifier: the IDNPS of a professional ("8" and the RPPS), the IDNST of a hospital.
    pub identifier: Option<Clean>,
    pub name: Option<Clean>,
}

/// Every consent in force.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Consents {
    pub all: Vec<Consent>,
    /// Those that could not be understood: they are counted.
    pub unreadable: usize,
}

impl Consents {
    /// What is said of the professional of this identifier. A block wins.
    pub fn of(&self, identifier: &str) -> Option<&Consent> {
        let theirs = |consent: &&Consent| match &consent.about {
            About::Professional(party) => party.identifier.as_deref() == Some(identifier),
            About::Establishment(_) | About::Emergency(_) => false,
        };
        self.all.iter().filter(theirs).min_by_key(|consent| consent.permit)
    }

    pub fn emergency(&self, emergency: Emergency) -> Option<&Consent> {
        self.all.iter().find(|consent| consent.about == About::Emergency(emergency))
    }

    pub fn id(&self, id: &ConsentId) -> Option<&Consent> {
        self.all.iter().find(|consent| consent.id == *id)
    }
}

/// What the person asks to change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A professional is no longer to read, in any mode.
    Block(Party),
    /// A hospital may read until the end of this day.
    Stay { establishment: Party, until: civil::Date },
    /// A block, an authorisation or a stay ends.
    End(Consent),
    /// One of the three switches.
    Switch { consent: Consent, permit: bool },
}

impl Change {
    /// Whether these consents are as the change wants them.
    pub fn is_in(&self, consents: &Consents) -> bool {
        match self {
            Self::Block(party) => {
                party.identifier.as_deref().and_then(|identifier| consents.of(identifier)).is_some_and(|found| !found.permit)
            }
            Self::Stay { establishment, .. } => consents.all.iter().any(
                |consent| matches!(&consent.about, About::Establishment(party) if party.identifier == establishment.identifier),
            ),
            Self::End(consent) => consents.id(&consent.id).is_none(),
            Self::Switch { consent, permit } => consents.id(&consent.id).is_some_and(|found| found.permit == *permit),
        }
    }
}

/// How a change ended: three sentences, not two (DESIGN §4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Done,
    /// Refused, or it could not be sent: nothing has changed.
    NotDone(super::Problem),
    /// Sent, and no answer that can be believed: it may have been done.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn consent(id: &str, about: About, permit: bool) -> Consent {
        Consent { id: ConsentId::new(id).unwrap(), version: None, about, permit, since: None, until: None }
    }

    fn doctor(identifier: &str) -> Party {
        Party { identifier: Some(identifier.into()), name: None }
    }

    #[test]
    fn a_block_wins_over_an_authorisation_of_the_same_professional() {
        let of = |permit, id| consent(id, About::Professional(doctor("8101")), permit);
        let both = Consents { all: vec![of(true, "a"), of(false, "b")], unreadable: 0 };
        assert!(!both.of("8101").unwrap().permit);
        assert!(both.of("8102").is_none());
        assert!(Change::Block(doctor("8101")).is_in(&both) && !Change::Block(doctor("8102")).is_in(&both));
    }

    #[test]
    fn what_has_ended_is_no_longer_there_and_a_switch_is_as_it_was_set() {
        let switch = consent("s", About::Emergency(Emergency::Samu), false);
        let now = Consents { all: vec![switch.clone()], unreadable: 0 };
        assert!(Change::Switch { consent: switch.clone(), permit: false }.is_in(&now));
        assert!(!Change::Switch { consent: switch.clone(), permit: true }.is_in(&now));
        assert!(!Change::End(switch.clone()).is_in(&now) && Change::End(switch).is_in(&Consents::default()));
        assert!(!Change::Block(Party::default()).is_in(&now), "nobody is blocked without an identifier");
    }
}
