//! Lists to choose from: those that come with the form. One that is elsewhere is never fetched.

use super::item::Extension;
use crate::api::fhir::answer;
use crate::api::fhir::lenient::{loose, many};
use crate::domain::{Answer, Clean};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{HashMap, HashSet};

/// By the way to them in the form: `#yesno`.
pub(super) struct ValueSets(HashMap<String, Vec<Answer>>);

/// Choices in one list: beyond, nobody finds theirs.
const CHOICES: usize = 2_000;
/// Lists within lists of an expansion.
const DEPTH: u8 = 8;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ValueSet {
    resource_type: String,
    id: String,
    #[serde(default, deserialize_with = "loose")]
    url: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    expansion: Option<Expansion>,
    #[serde(default, deserialize_with = "loose")]
    compose: Option<Compose>,
}

#[derive(Deserialize)]
struct Expansion {
    #[serde(default, deserialize_with = "many")]
    contains: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Contained {
    #[serde(default, rename = "abstract", deserialize_with = "loose")]
    not_chosen: Option<bool>,
    #[serde(default, deserialize_with = "many")]
    contains: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Compose {
    #[serde(default, deserialize_with = "many")]
    include: Vec<Include>,
    #[serde(default, deserialize_with = "many")]
    exclude: Vec<Include>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Include {
    #[serde(default, deserialize_with = "loose")]
    system: Option<String>,
    #[serde(default, deserialize_with = "many")]
    concept: Vec<Concept>,
    filter: Option<Box<RawValue>>,
    value_set: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct Concept {
    code: String,
    #[serde(default, deserialize_with = "loose")]
    display: Option<String>,
}

impl ValueSets {
    pub fn read(contained: &[Box<RawValue>]) -> Self {
        let mut sets = HashMap::new();
        for raw in contained {
            let Ok(set) = serde_json::from_str::<ValueSet>(raw.get()) else { continue };
            let Some(choices) = set.choices().filter(|_| set.resource_type == "ValueSet") else { continue };
            sets.insert(format!("#{}", set.id), choices.clone());
            sets.extend(set.url.map(|url| (url, choices)));
        }
        Self(sets)
    }

    pub fn get(&self, address: &str) -> Option<&[Answer]> {
        self.0.get(address).map(Vec::as_slice)
    }
}

impl ValueSet {
    /// Nothing when some of it is not said here: half a list is no list.
    fn choices(&self) -> Option<Vec<Answer>> {
        let mut choices = Vec::new();
        if let Some(expansion) = &self.expansion {
            expanded(&expansion.contains, DEPTH, &mut choices);
        } else {
            let compose = self.compose.as_ref()?;
            let elsewhere = |it: &Include| it.filter.is_some() || it.value_set.is_some() || it.concept.is_empty();
            if compose.include.iter().chain(&compose.exclude).any(elsewhere) {
                return None;
            }
            let out: HashSet<(Option<&str>, &str)> = compose.exclude.iter().flat_map(Include::codes).collect();
            for include in &compose.include {
                let system = include.system.as_deref().map(Clean::line).unwrap_or_default();
                let kept = include.concept.iter().filter(|it| !out.contains(&(include.system.as_deref(), it.code.as_str())));
                choices.extend(kept.map(|concept| {
                    let said = Clean::line(concept.display.as_deref().unwrap_or(&concept.code));
                    Answer::Code { system: system.clone(), code: Clean::line(&concept.code), said }
                }));
            }
        }
        choices.truncate(CHOICES);
        (!choices.is_empty()).then_some(choices)
    }
}

impl Include {
    fn codes(&self) -> impl Iterator<Item = (Option<&str>, &str)> {
        self.concept.iter().map(|concept| (self.system.as_deref(), concept.code.as_str()))
    }
}

fn expanded(contains: &[Box<RawValue>], depth: u8, choices: &mut Vec<Answer>) {
    for raw in contains {
        let Ok(found) = serde_json::from_str::<Contained>(raw.get()) else { continue };
        if found.not_chosen != Some(true) && choices.len() < CHOICES {
            choices.extend(answer::coding(raw.get()));
        }
        if depth > 0 {
            expanded(&found.contains, depth.saturating_sub(1), choices);
        }
    }
}

/// The unit that a form fixes, or those it offers, the fixed one first.
pub(super) fn units(extensions: &[Extension]) -> Vec<Answer> {
    let of = |url: &'static str| {
        let found = extensions.iter().filter(move |it| it.url.as_deref() == Some(url));
        found.filter_map(|it| answer::coding(it.value_coding.as_ref()?.get()))
    };
    of(UNIT).chain(of(UNIT_OPTION)).collect()
}

const UNIT: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unit";
const UNIT_OPTION: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption";
