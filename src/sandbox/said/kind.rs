//! The kinds of resources that only the person writes, and what sets each apart.

use super::elements;
use crate::sandbox::fhir::shape::Element;
use crate::sandbox::http::Refusal;
use crate::wire::fhir::profile;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Contact,
    Answers,
    Illness,
    Allergy,
    Treatment,
    Observation,
}

impl Kind {
    pub const ALL: [Self; 6] = [Self::Contact, Self::Answers, Self::Illness, Self::Allergy, Self::Treatment, Self::Observation];

    /// FHIR's, and the database's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Contact => "RelatedPerson",
            Self::Answers => "QuestionnaireResponse",
            Self::Illness => "Condition",
            Self::Allergy => "AllergyIntolerance",
            Self::Treatment => "MedicationStatement",
            Self::Observation => "Observation",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    pub fn elements(self) -> &'static [Element] {
        match self {
            Self::Contact => elements::CONTACT,
            Self::Answers => elements::ANSWERS,
            Self::Illness => elements::ILLNESS,
            Self::Allergy => elements::ALLERGY,
            Self::Treatment => elements::TREATMENT,
            Self::Observation => elements::OBSERVATION,
        }
    }

    /// The element that says whose it is.
    pub fn owner(self) -> &'static str {
        match self {
            Self::Contact | Self::Allergy => "patient",
            Self::Answers | Self::Illness | Self::Treatment | Self::Observation => "subject",
        }
    }

    /// The elements that say who says it: the person, always.
    pub fn sayers(self) -> &'static [&'static str] {
        match self {
            Self::Contact => &[],
            Self::Answers => &["author", "source"],
            Self::Illness | Self::Allergy => &["recorder", "asserter"],
            Self::Treatment => &["informationSource"],
            Self::Observation => &["performer"],
        }
    }

    /// The element that says when it was said; written here when it is absent.
    pub fn said_at(self) -> Option<&'static str> {
        match self {
            Self::Contact => None,
            Self::Answers => Some("authored"),
            Self::Illness | Self::Allergy => Some("recordedDate"),
            Self::Treatment => Some("dateAsserted"),
            Self::Observation => Some("issued"),
        }
    }

    /// What is said of one's health: it may be hidden from professionals, and what was said before is kept.
    pub fn is_health(self) -> bool {
        match self {
            Self::Contact | Self::Answers => false,
            Self::Illness | Self::Allergy | Self::Treatment | Self::Observation => true,
        }
    }

    /// FR Core's.
    pub fn profile(self) -> Option<&'static str> {
        match self {
            Self::Contact => Some(profile::CONTACT),
            Self::Answers | Self::Illness | Self::Allergy | Self::Treatment | Self::Observation => None,
        }
    }

    /// Name and FHIR type of each search parameter: what `/metadata` says.
    pub fn parameters(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Contact => &[("_id", "token"), ("patient", "reference"), ("relationship", "token")],
            Self::Answers => &[("_id", "token"), ("patient", "reference"), ("questionnaire", "reference"), ("status", "token")],
            Self::Illness | Self::Allergy => &[("_id", "token"), ("patient", "reference"), ("code", "token")],
            Self::Treatment | Self::Observation => {
                &[("_id", "token"), ("patient", "reference"), ("code", "token"), ("status", "token")]
            }
        }
    }
}

/// The kind that a route is about: the first step of its path.
impl<S: Sync> FromRequestParts<S> for Kind {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        let first = parts.uri.path().trim_start_matches('/').split('/').next();
        first.and_then(Self::named).ok_or_else(Refusal::not_found)
    }
}
