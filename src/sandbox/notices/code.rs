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
    /// The Assurance Maladie has fed the record.
    Feed,
    /// There is a document that a professional is to announce first: neither is named.
    Announced,
    /// It can now be read.
    Visible,
    /// The treating doctor has blocked somebody for the person.
    Blocked,
    /// There is another treating doctor.
    Treating,
}

impl Code {
    pub const ALL: [Self; 8] =
        [Self::Emergency, Self::Access, Self::Deposit, Self::Feed, Self::Announced, Self::Visible, Self::Blocked, Self::Treating];

    /// STANDARDS §3.6, and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Access => notice::ACCESS,
            Self::Emergency => notice::EMERGENCY,
            Self::Deposit => notice::DEPOSIT,
            Self::Feed => notice::FEED,
            Self::Announced => notice::ANNOUNCED,
            Self::Visible => notice::VISIBLE,
            Self::Blocked => notice::BLOCKED,
            Self::Treating => notice::TREATING,
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
            Self::Feed => "Vos soins remboursés dans votre DMP",
            Self::Announced => "Un document vous attend",
            Self::Visible => "Un document vous est maintenant montré",
            Self::Blocked => "Un professionnel est bloqué à votre demande",
            Self::Treating => "Votre médecin traitant a changé",
        }
    }

    /// What is said; `{who}` did it, to `{whom}`.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Access => "{who} a ouvert votre DMP.",
            Self::Emergency => "{who} a ouvert votre DMP en urgence.",
            Self::Deposit => "{who} a déposé un document dans votre DMP.",
            Self::Feed => "{who} a ajouté vos soins remboursés dans votre DMP.",
            Self::Announced => {
                "Un document de votre DMP vous sera bientôt montré. Un professionnel doit d’abord vous en parler : appelez votre médecin."
            }
            Self::Visible => "Vous pouvez maintenant lire un document de votre DMP qui devait d’abord vous être expliqué.",
            Self::Blocked => "{who} a bloqué {whom} à votre demande.",
            Self::Treating => "{who} a transmis le rôle de médecin traitant à {whom}, avec votre accord.",
        }
    }

    /// The SMS or e-mail; `{name}` is the person's, `{who}` did it. None: it is told in the client only (D31).
    pub fn letter(self) -> Option<&'static str> {
        match self {
            Self::Access => Some(text::FIRST_ACCESS),
            Self::Emergency => Some(text::EMERGENCY),
            Self::Deposit => Some(text::DEPOSIT),
            Self::Feed => Some(text::FEED),
            Self::Announced | Self::Visible | Self::Blocked | Self::Treating => None,
        }
    }

    /// Accesses are always told (D31).
    pub fn required(self) -> bool {
        match self {
            Self::Access | Self::Emergency => true,
            Self::Deposit | Self::Feed | Self::Announced | Self::Visible | Self::Blocked | Self::Treating => false,
        }
    }

    pub fn urgent(self) -> bool {
        self == Self::Emergency
    }
}
