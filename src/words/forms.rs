//! What a person says of themselves, and what forms say of their answers.

use super::Words;
use crate::domain::{Blood, Check, Clean, DepositKind, Link, Said, Statement, Topic};
use crate::say;

impl Words {
    pub fn link(&self, link: Link) -> Clean {
        match link {
            Link::Mother => say!(self, "link-mother"),
            Link::Father => say!(self, "link-father"),
            Link::Daughter => say!(self, "link-daughter"),
            Link::Son => say!(self, "link-son"),
            Link::Child => say!(self, "link-child"),
            Link::Brother => say!(self, "link-brother"),
            Link::Sister => say!(self, "link-sister"),
            Link::Husband => say!(self, "link-husband"),
            Link::Wife => say!(self, "link-wife"),
            Link::Spouse => say!(self, "link-spouse"),
            Link::Partner => say!(self, "link-partner"),
            Link::Grandmother => say!(self, "link-grandmother"),
            Link::Grandfather => say!(self, "link-grandfather"),
            Link::Uncle => say!(self, "link-uncle"),
            Link::Aunt => say!(self, "link-aunt"),
            Link::Nephew => say!(self, "link-nephew"),
            Link::Niece => say!(self, "link-niece"),
            Link::Cousin => say!(self, "link-cousin"),
            Link::Family => say!(self, "link-family"),
            Link::Friend => say!(self, "link-friend"),
            Link::Neighbour => say!(self, "link-neighbour"),
            Link::Household => say!(self, "link-household"),
            Link::Guardian => say!(self, "link-guardian"),
            Link::Curator => say!(self, "link-curator"),
            Link::Safeguard => say!(self, "link-safeguard"),
        }
    }

    pub fn topic(&self, topic: Topic) -> Clean {
        match topic {
            Topic::Illness => say!(self, "topic-illness"),
            Topic::Allergy => say!(self, "topic-allergy"),
            Topic::Treatment => say!(self, "topic-treatment"),
            Topic::Blood => say!(self, "topic-blood"),
            Topic::Rhesus => say!(self, "topic-rhesus"),
        }
    }

    pub fn blood(&self, blood: Blood) -> Clean {
        match blood {
            Blood::A => say!(self, "blood-a"),
            Blood::B => say!(self, "blood-b"),
            Blood::Ab => say!(self, "blood-ab"),
            Blood::O => say!(self, "blood-o"),
        }
    }

    /// What was said, in one line.
    pub fn said(&self, statement: &Statement) -> Clean {
        match &statement.said {
            Said::Words(text) => text.flat(),
            Said::Nothing => say!(self, "statement-nothing"),
            Said::Blood(blood) => self.blood(*blood),
            Said::Rhesus(true) => say!(self, "rhesus-positive"),
            Said::Rhesus(false) => say!(self, "rhesus-negative"),
        }
    }

    pub fn deposit_kind(&self, kind: DepositKind) -> Clean {
        self.category(kind.category())
    }

    /// What one line must look like, by an example.
    pub fn check_hint(&self, check: Check) -> Option<Clean> {
        Some(match check {
            Check::Any => return None,
            Check::Name => say!(self, "hint-name"),
            Check::Phone => say!(self, "hint-phone"),
            Check::Email => say!(self, "hint-email"),
            Check::Postcode => say!(self, "hint-postcode"),
            Check::Town => say!(self, "hint-town"),
            Check::Address => say!(self, "hint-address"),
            Check::Time => say!(self, "hint-time"),
            Check::Moment => say!(self, "hint-moment"),
        })
    }
}
