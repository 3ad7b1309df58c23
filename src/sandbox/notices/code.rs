//! What a person can be told of: each code of the service once, with its words and whether it may be refused.

use crate::sandbox::outbox::text;
use crate::wire::fhir::notice;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Code {
    /// A professional opened the record.
    Access,
    /// The same in an emergency.
    Emergency,
    Deposit,
}

impl Code {
    pub const ALL: [Self; 3] = [Self::Emergency, Self::Access, Self::Deposit];

    /// STANDARDS §3.6, and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Access => notice::ACCESS,
            Self::Emergency => notice::EMERGENCY,
            Self::Deposit => notice::DEPOSIT,
        }
    }

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.word() == word)
    }

    pub fn display(self) -> &'static str {
        match self {
            Self::Access => "Accès d’un professionnel à votre DMP",
            Self::Emergency => "Accès en urgence à votre DMP",
            Self::Deposit => "Nouveau document dans votre DMP",
        }
    }

    /// One sentence; `{who}` did it.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Access => "{who} a ouvert votre DMP.",
            Self::Emergency => "{who} a ouvert votre DMP en urgence.",
            Self::Deposit => "{who} a déposé un document dans votre DMP.",
        }
    }

    /// The SMS or e-mail; `{name}` is the person's, `{who}` did it.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Access => text::FIRST_ACCESS,
            Self::Emergency => text::EMERGENCY,
            Self::Deposit => text::DEPOSIT,
        }
    }

    /// Accesses are always told (D31).
    pub fn required(self) -> bool {
        match self {
            Self::Access | Self::Emergency => true,
            Self::Deposit => false,
        }
    }

    pub fn urgent(self) -> bool {
        self == Self::Emergency
    }
}
