//! Who may read, in words: the three switches of emergencies, what each change means, and what is so now.

use super::Words;
use crate::domain::{About, Change, Clean, Consents, Emergency};
use crate::say;

impl Words {
    pub fn emergency(&self, emergency: Emergency) -> Clean {
        match emergency {
            Emergency::Samu => say!(self, "emergency-samu"),
            Emergency::BreakGlass => say!(self, "emergency-glass"),
            Emergency::Masked => say!(self, "emergency-masked"),
        }
    }

    pub fn emergency_meaning(&self, emergency: Emergency) -> Clean {
        match emergency {
            Emergency::Samu => say!(self, "emergency-samu-what"),
            Emergency::BreakGlass => say!(self, "emergency-glass-what"),
            Emergency::Masked => say!(self, "emergency-masked-what"),
        }
    }

    /// The question before it is allowed or refused.
    pub fn emergency_question(&self, emergency: Emergency, permit: bool) -> Clean {
        match (emergency, permit) {
            (Emergency::Samu, true) => say!(self, "emergency-samu-allow-title"),
            (Emergency::Samu, false) => say!(self, "emergency-samu-refuse-title"),
            (Emergency::BreakGlass, true) => say!(self, "emergency-glass-allow-title"),
            (Emergency::BreakGlass, false) => say!(self, "emergency-glass-refuse-title"),
            (Emergency::Masked, true) => say!(self, "emergency-masked-allow-title"),
            (Emergency::Masked, false) => say!(self, "emergency-masked-refuse-title"),
        }
    }

    /// What allowing or refusing will change.
    pub fn emergency_change(&self, emergency: Emergency, permit: bool) -> Vec<Clean> {
        let told = say!(self, "emergency-told");
        match (emergency, permit) {
            (Emergency::Samu, true) => vec![say!(self, "emergency-samu-allow"), told],
            (Emergency::Samu, false) => vec![say!(self, "emergency-samu-refuse"), say!(self, "emergency-risk")],
            (Emergency::BreakGlass, true) => vec![say!(self, "emergency-glass-allow"), told],
            (Emergency::BreakGlass, false) => vec![say!(self, "emergency-glass-refuse"), say!(self, "emergency-risk")],
            (Emergency::Masked, true) => vec![say!(self, "emergency-masked-allow"), told],
            (Emergency::Masked, false) => vec![say!(self, "emergency-masked-refuse"), say!(self, "emergency-risk")],
        }
    }

    /// What was wanted, in a few words.
    pub fn change(&self, change: &Change) -> Clean {
        match change {
            Change::Block(_) => say!(self, "change-block"),
            Change::Stay { .. } => say!(self, "change-stay"),
            Change::Switch { permit: true, .. } => say!(self, "change-allow"),
            Change::Switch { permit: false, .. } => say!(self, "change-refuse"),
            Change::End(consent) => match (&consent.about, consent.permit) {
                (About::Establishment(_), _) => say!(self, "change-stay-end"),
                (About::Professional(_) | About::Emergency(_), true) => say!(self, "change-withdraw"),
                (About::Professional(_) | About::Emergency(_), false) => say!(self, "change-unblock"),
            },
        }
    }

    /// What is so now of what a change was about.
    pub fn change_now(&self, change: &Change, now: Option<&Consents>) -> Clean {
        let Some(now) = now else { return say!(self, "now-unknown") };
        let found = match change {
            Change::Block(party) => party.identifier.as_deref().and_then(|identifier| now.of(identifier)),
            Change::End(consent) | Change::Switch { consent, .. } => now.id(&consent.id),
            Change::Stay { establishment, .. } => {
                now.all.iter().find(|consent| consent.about == About::Establishment(establishment.clone()))
            }
        };
        match found.map(|consent| (&consent.about, consent.permit)) {
            None => say!(self, "now-nothing"),
            Some((_, true)) => say!(self, "now-allowed"),
            Some((About::Professional(_), false)) => say!(self, "now-blocked"),
            Some((About::Establishment(_) | About::Emergency(_), false)) => say!(self, "now-refused"),
        }
    }
}
