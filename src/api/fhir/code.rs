//! Codes: kept as they came, looked for by system, since a concept may come in several.

use super::lenient::{loose, some};
use crate::domain::Clean;
use serde::Deserialize;

#[derive(Deserialize, Default)]
pub(super) struct Concept {
    #[serde(default, deserialize_with = "some")]
    pub coding: Vec<Coding>,
    #[serde(default, deserialize_with = "loose")]
    pub text: Option<String>,
}

#[derive(Deserialize, Default)]
pub(super) struct Coding {
    #[serde(default, deserialize_with = "loose")]
    pub system: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    pub code: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    display: Option<String>,
}

#[derive(Deserialize, Default)]
pub(super) struct Identifier {
    #[serde(default, deserialize_with = "loose")]
    pub system: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    pub value: Option<String>,
}

#[derive(Deserialize, Default)]
pub(super) struct Reference {
    /// What it is a reference to, when it says.
    #[serde(default, rename = "type", deserialize_with = "loose")]
    pub kind: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    pub reference: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    pub identifier: Option<Identifier>,
    #[serde(default, deserialize_with = "loose")]
    pub display: Option<String>,
}

impl Coding {
    /// What the server calls it.
    pub fn said(&self) -> Option<Clean> {
        line(self.display.as_deref())
    }

    pub fn is_of(&self, system: &str) -> bool {
        self.system.as_deref() == Some(system)
    }
}

impl Concept {
    /// The coding of the first of these systems that is present.
    pub fn of(&self, systems: &[&str]) -> Option<&Coding> {
        systems.iter().find_map(|system| self.coding.iter().find(|coding| coding.is_of(system) && coding.code.is_some()))
    }

    /// The same, else any coding that has a code.
    pub fn best(&self, systems: &[&str]) -> Option<&Coding> {
        self.of(systems).or_else(|| self.coding.iter().find(|coding| coding.code.is_some()))
    }

    /// What the server calls it: its text, else the name of this coding, else any name.
    pub fn said(&self, chosen: Option<&Coding>) -> Option<Clean> {
        let names = self.coding.iter().map(|coding| &coding.display);
        let mut said = std::iter::once(&self.text).chain(chosen.map(|coding| &coding.display)).chain(names);
        said.find_map(|name| line(name.as_deref()))
    }

    pub fn has(&self, code: &str) -> bool {
        self.coding.iter().any(|coding| coding.code.as_deref() == Some(code))
    }
}

/// One line of clean text, if there is any.
pub(super) fn line(text: Option<&str>) -> Option<Clean> {
    text.map(Clean::line).filter(|text| !text.is_empty())
}

/// The identifier after this type of resource, whatever address stands before it and version after it.
pub(super) fn after<'r>(reference: &'r str, kind: &str) -> Option<&'r str> {
    let (_, id) = reference.rsplit_once(kind)?;
    Some(id.split_once('/').map_or(id, |(id, _)| id))
}
