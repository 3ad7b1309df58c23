//! Identifiers, each a type of its own, each refusing what it cannot be.

use super::Clean;

macro_rules! identifier {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Clean);

        impl $name {
            /// The FHIR `id` type: 1 to 64 of `A-Z a-z 0-9 - .`.
            pub fn new(raw: &str) -> Option<Self> {
                let fits = (1..=64).contains(&raw.len())
                    && raw.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
                fits.then(|| Self(Clean::new(raw)))
            }

            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            pub fn clean(&self) -> Clean {
                self.0.clone()
            }
        }
    };
}

identifier! {
    /// A document's logical id on its server (`DocumentReference.id`).
    DocumentId
}
identifier! {
    /// A patient's logical id on its server (`Patient.id`).
    PatientId
}

identifier! {
    /// A professional's logical id in the directory of a server (`Practitioner.id`).
    ProfessionalId
}

identifier! {
    /// A consent, as its server names it (`Consent.id`).
    ConsentId
}

identifier! {
    /// A notice of the notice centre (`Communication.id`).
    NoticeId
}

identifier! {
    /// Somebody to call, as the server names them (`RelatedPerson.id`).
    ContactId
}

identifier! {
    /// Something the person said of their health (`Condition.id` and the like).
    StatementId
}

identifier! {
    /// A form that the server serves (`Questionnaire.id`).
    FormId
}

identifier! {
    /// The answers to a form (`QuestionnaireResponse.id`).
    ResponseId
}

identifier! {
    /// A session of the account, as its server names it.
    SessionId
}

/// The national health identifier (INS): 13 characters and a key of two digits, which is checked.
#[derive(Clone, PartialEq, Eq)]
pub struct Ins(String);

impl Ins {
    /// Accepts spaces between groups. `None` when the length, the alphabet or the key is wrong.
    pub fn new(raw: &str) -> Option<Self> {
        let text: String = raw.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
        if text.len() != 15 || !text.is_ascii() {
            return None;
        }
        let (number, key) = text.split_at(13);
        let key: u64 = key.parse().ok()?;
        // Corsica: 2A counts as 19 and 2B as 18 in the key (STANDARDS.md §3.9).
        let digits: u64 = number.replace("2A", "19").replace("2B", "18").parse().ok()?;
        (97_u64.checked_sub(digits % 97)? == key).then_some(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Its value is health data: only its existence is printed.
impl std::fmt::Debug for Ins {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ins(…)")
    }
}

/// This run of the program, so that a repeated refresh is known for its own (D17). 128 random bits in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance(String);

impl Instance {
    pub fn new(bits: [u8; 16]) -> Self {
        Self(bits.iter().map(|b| format!("{b:02x}")).collect())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_an_ins_is_checked() {
        for good in ["279035121518989", "124018852493334", "2 60 05 88 154 002 33"] {
            assert!(Ins::new(good).is_some(), "{good}");
        }
        for bad in ["279035121518988", "27903512151898", "", "2790351215189ab", "27903512151898é"] {
            assert!(Ins::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_logical_id_cannot_leave_its_path() {
        assert!(DocumentId::new("doc-1.a").is_some());
        for bad in ["", "../x", "a/b", "a b", "é", &"a".repeat(65)] {
            assert!(DocumentId::new(bad).is_none(), "{bad}");
        }
    }
}
