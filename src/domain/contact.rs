//! The people a patient wants called, and the one they trust to speak for them (FR Core RelatedPerson, STANDARDS §5.2).

use super::{Clean, ContactId};

/// Somebody to call in an emergency, the trusted person, or both.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// `None` until the server has it.
    pub id: Option<ContactId>,
    /// The version that was seen, which a change must name.
    pub version: Option<Clean>,
    /// To be called in an emergency.
    pub emergency: bool,
    /// The trusted person ("personne de confiance"): there is one only.
    pub trusted: bool,
    pub link: Option<Link>,
    pub family: Clean,
    pub given: Clean,
    /// The first is the one to call first.
    pub phones: Vec<Clean>,
    pub email: Option<Clean>,
    /// Number and street; may hold several lines.
    pub street: Clean,
    pub postcode: Clean,
    pub town: Clean,
    pub country: Option<Clean>,
    /// The place in the order of calling, from 1.
    pub order: Option<u32>,
}

/// Everybody the record names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contacts {
    /// In the order of calling; those without one last.
    pub all: Vec<Contact>,
    /// Those that could not be understood: they are counted.
    pub unreadable: usize,
}

impl Contacts {
    pub fn id(&self, id: &ContactId) -> Option<&Contact> {
        self.all.iter().find(|contact| contact.id.as_ref() == Some(id))
    }

    pub fn trusted(&self) -> Option<&Contact> {
        self.all.iter().find(|contact| contact.trusted)
    }
}

macro_rules! links {
    ($($name:ident $code:literal,)*) => {
        /// What somebody is to the patient: TRE_R216 (JDV_J11), of which these are all.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Link { $($name,)* }

        impl Link {
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The code of TRE_R216.
            pub fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }
        }
    };
}

links! {
    Mother "MTH",
    Father "FTH",
    Daughter "DAUC",
    Son "SONC",
    Child "CHILD",
    Brother "BRO",
    Sister "SIS",
    Husband "HUSB",
    Wife "WIFE",
    Spouse "SIGOTHR",
    Partner "DOMPART",
    Grandmother "GRMTH",
    Grandfather "GRFTH",
    Uncle "UNCLE",
    Aunt "AUNT",
    Nephew "NEPHEW",
    Niece "NIECE",
    Cousin "COUSN",
    Family "FAMMEMB",
    Friend "FRND",
    Neighbour "NBOR",
    Household "ROOM",
    Guardian "TUTEUR",
    Curator "CURATEUR",
    Safeguard "MSVG",
}

impl Link {
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|link| link.code() == code)
    }

    /// A measure of legal protection, which another code system names (OID 1.2.250.1.213.1.1.4.327).
    pub fn legal(self) -> bool {
        matches!(self, Self::Guardian | Self::Curator | Self::Safeguard)
    }
}
