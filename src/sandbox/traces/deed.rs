//! What can be done on a record, and in which mode: each deed once, with how FHIR says it and how it reads in French.

use crate::wire::fhir::trace::deed;
use crate::wire::fhir::{mode, purpose, system};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    SignIn,
    /// A professional asks whether the person has a record.
    Find,
    List,
    Read,
    Deposit,
    /// A professional records the person's oral agreement.
    Agree,
    Block,
    Unblock,
    /// An authorisation is removed.
    Withdraw,
    /// An emergency switch is moved.
    Switch,
    Stay,
    StayEnd,
    /// A document is hidden from professionals.
    Mask,
    Unmask,
    Archive,
    Unarchive,
    /// A document that the person added.
    Delete,
    /// Whether new documents are masked.
    Preference,
    /// The DMP shows the patient what was to be announced first.
    Reveal,
    /// The treating doctor reads the history.
    History,
    /// The treating doctor hands the status on.
    HandOn,
    /// A contact comes, changes or goes.
    Contact,
    /// What the person says of their health comes, changes or goes.
    Health,
    /// A form is completed, or changed once it was.
    Form,
    /// A professional reads what the person says of their health, and whom to call.
    Profile,
}

/// How FHIR says a deed.
pub struct Saying {
    pub word: &'static str,
    /// System and code of `AuditEvent.type`.
    pub kind: (&'static str, &'static str),
    /// System and code of `AuditEvent.subtype`.
    pub subtype: (&'static str, &'static str),
    /// C, R, U, D or E.
    pub action: &'static str,
    /// After the name of who did it; `{}` stands for the document's title or the professional's name.
    pub french: &'static str,
}

const REST: (&str, &str) = (system::AUDIT_TYPE, "rest");

const fn rest(word: &'static str, interaction: &'static str, action: &'static str, french: &'static str) -> Saying {
    Saying { word, kind: REST, subtype: (system::RESTFUL, interaction), action, french }
}

impl Deed {
    pub const ALL: [Self; 25] = [
        Self::SignIn,
        Self::Find,
        Self::List,
        Self::Read,
        Self::Deposit,
        Self::Agree,
        Self::Block,
        Self::Unblock,
        Self::Withdraw,
        Self::Switch,
        Self::Stay,
        Self::StayEnd,
        Self::Mask,
        Self::Unmask,
        Self::Archive,
        Self::Unarchive,
        Self::Delete,
        Self::Preference,
        Self::Reveal,
        Self::History,
        Self::HandOn,
        Self::Contact,
        Self::Health,
        Self::Form,
        Self::Profile,
    ];

    pub fn said(self) -> Saying {
        match self {
            Self::SignIn => Saying {
                word: deed::SIGN_IN,
                kind: (system::DICOM, "110114"),
                subtype: (system::DICOM, "110122"),
                action: "E",
                french: "s’est connecté au DMP",
            },
            Self::Find => rest(deed::FIND, "search-type", "E", "a recherché le DMP"),
            Self::List => rest(deed::LIST, "search-type", "E", "a consulté la liste des documents"),
            Self::Read => rest(deed::READ, "read", "R", "a consulté le document « {} »"),
            Self::Deposit => rest(deed::DEPOSIT, "create", "C", "a déposé le document « {} »"),
            Self::Agree => rest(deed::AGREE, "create", "C", "a enregistré l’accord du patient"),
            Self::Block => rest(deed::BLOCK, "create", "C", "a bloqué {}"),
            Self::Unblock => rest(deed::UNBLOCK, "update", "U", "a débloqué {}"),
            Self::Withdraw => rest(deed::WITHDRAW, "update", "U", "a retiré l’autorisation de {}"),
            Self::Switch => rest(deed::SWITCH, "update", "U", "a changé l’accès en cas d’urgence"),
            Self::Stay => rest(deed::STAY, "create", "C", "a autorisé {} pour un séjour"),
            Self::StayEnd => rest(deed::STAY_END, "update", "U", "a retiré l’autorisation de {}"),
            Self::Mask => rest(deed::MASK, "patch", "U", "a masqué le document « {} »"),
            Self::Unmask => rest(deed::UNMASK, "patch", "U", "a démasqué le document « {} »"),
            Self::Archive => rest(deed::ARCHIVE, "patch", "U", "a archivé le document « {} »"),
            Self::Unarchive => rest(deed::UNARCHIVE, "patch", "U", "a sorti des archives le document « {} »"),
            Self::Delete => rest(deed::DELETE, "patch", "D", "a supprimé le document « {} »"),
            Self::Preference => rest(deed::PREFERENCE, "update", "U", "a changé la visibilité des nouveaux documents"),
            Self::Reveal => rest(deed::REVEAL, "update", "U", "a rendu visible le document « {} »"),
            Self::History => rest(deed::HISTORY, "search-type", "E", "a consulté l’historique des accès"),
            Self::HandOn => rest(deed::HAND_ON, "update", "U", "a transmis le statut de médecin traitant à {}"),
            Self::Contact => rest(deed::CONTACT, "update", "U", "a changé ses contacts"),
            Self::Health => rest(deed::HEALTH, "update", "U", "a changé ce que le patient dit de sa santé"),
            Self::Form => rest(deed::FORM, "update", "U", "a enregistré les réponses à un questionnaire"),
            Self::Profile => rest(deed::PROFILE, "read", "R", "a consulté ce que le patient dit de sa santé et ses contacts"),
        }
    }

    /// In the database.
    pub fn word(self) -> &'static str {
        self.said().word
    }

    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|deed| deed.word() == word)
    }
}

/// TRE_R248: in which way a record is opened. The numbers are those of the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    Normal = 0,
    /// By a professional, before an emergency ("bris de glace").
    BreakGlass = 1,
    /// By the doctor who answers at the 15.
    Centre15 = 2,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Normal, Self::BreakGlass, Self::Centre15];

    pub fn number(self) -> i64 {
        match self {
            Self::Normal => 0,
            Self::BreakGlass => 1,
            Self::Centre15 => 2,
        }
    }

    pub fn of(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.number() == number)
    }

    /// The code and the words of TRE_R248.
    pub fn code(self) -> (&'static str, &'static str) {
        match self {
            Self::Normal => (mode::NORMAL, "Accès normal"),
            Self::BreakGlass => (mode::BREAK_GLASS, "Accès en bris de glace"),
            Self::Centre15 => (mode::CENTRE_15, "Accès par un centre de régulation médicale"),
        }
    }

    /// The code of v3-ActReason for a professional.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Normal => purpose::TREATMENT,
            Self::BreakGlass => purpose::BREAK_GLASS,
            Self::Centre15 => purpose::EMERGENCY,
        }
    }
}
