//! Who wrote a document: contained in it, included in the page, or only named by the reference.

use super::Head;
use super::code::{Concept, Reference, line};
use super::lenient::{loose, some};
use crate::domain::{Author, Clean};
use crate::wire::fhir::system;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::HashMap;

/// The resources that a page carries along, by "Type/id" and by full address.
pub(super) type Included<'a> = HashMap<String, &'a RawValue>;

/// Where references are looked up: first in the resource itself, then in the page.
pub(super) struct Around<'a> {
    pub contained: &'a [Box<RawValue>],
    pub included: &'a Included<'a>,
}

/// A role leads to a person, and no further.
const STEPS: u8 = 2;

/// A person, a role, an organisation or a device: the union of what they say of themselves.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct Party {
    /// Text for an organisation, names of people otherwise.
    name: Option<Box<RawValue>>,
    #[serde(deserialize_with = "loose")]
    practitioner: Option<Reference>,
    #[serde(deserialize_with = "loose")]
    organization: Option<Reference>,
    #[serde(deserialize_with = "some")]
    code: Vec<Concept>,
    #[serde(deserialize_with = "some")]
    specialty: Vec<Concept>,
    #[serde(deserialize_with = "some")]
    qualification: Vec<Qualification>,
    #[serde(deserialize_with = "some")]
    device_name: Vec<DeviceName>,
}

#[derive(Deserialize)]
struct Qualification {
    #[serde(default)]
    code: Concept,
}

#[derive(Deserialize)]
struct DeviceName {
    name: String,
}

/// A name of a person, as several resources write it.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct HumanName {
    #[serde(deserialize_with = "loose")]
    pub r#use: Option<String>,
    #[serde(deserialize_with = "loose")]
    text: Option<String>,
    #[serde(deserialize_with = "loose")]
    family: Option<String>,
    #[serde(deserialize_with = "some")]
    given: Vec<String>,
    #[serde(deserialize_with = "some")]
    prefix: Vec<String>,
}

impl HumanName {
    /// The official one, else the usual one, else the first.
    pub fn best(names: &[Self]) -> Option<&Self> {
        let used = |word: &str| names.iter().find(|name| name.r#use.as_deref() == Some(word));
        used("official").or_else(|| used("usual")).or_else(|| names.first())
    }

    pub fn whole(&self) -> Option<Clean> {
        line(self.text.as_deref()).or_else(|| {
            let parts = self.prefix.iter().chain(&self.given).chain(&self.family);
            line(Some(&parts.map(String::as_str).collect::<Vec<_>>().join(" ")))
        })
    }

    pub fn family(&self) -> Clean {
        line(self.family.as_deref()).unwrap_or_default()
    }

    pub fn given(&self) -> Clean {
        Clean::line(&self.given.join(" "))
    }
}

impl Around<'_> {
    fn find(&self, reference: &str) -> Option<(Head, &RawValue)> {
        let read = |raw: &RawValue| serde_json::from_str::<Head>(raw.get()).ok();
        if let Some(local) = reference.strip_prefix('#') {
            return self.contained.iter().find_map(|raw| {
                let head = read(raw)?;
                (head.id.as_deref() == Some(local)).then_some((head, raw.as_ref()))
            });
        }
        let raw = self.included.get(reference).or_else(|| self.included.get(&type_and_id(reference)?))?;
        Some((read(raw)?, raw))
    }
}

/// "Practitioner/12" out of any address that ends so, a version left out.
pub(super) fn type_and_id(reference: &str) -> Option<String> {
    let path = reference.split_once("/_history/").map_or(reference, |(path, _)| path);
    let mut parts = path.rsplit('/');
    let (id, kind) = (parts.next()?, parts.next()?);
    let typed = kind.starts_with(|c: char| c.is_ascii_uppercase()) && kind.bytes().all(|b| b.is_ascii_alphabetic());
    typed.then(|| format!("{kind}/{id}"))
}

/// One author out of all those named: the first who is a person, and an organisation if there is one.
pub(super) fn author(references: &[Reference], around: &Around<'_>) -> Author {
    let mut known = references.iter().map(|reference| one(reference, around, STEPS));
    let Some(mut chosen) = known.next() else { return Author::default() };
    for other in known {
        if chosen.name.is_none() && !chosen.patient && (other.name.is_some() || other.patient) {
            let organisation = chosen.organisation.take();
            chosen = other;
            chosen.organisation = chosen.organisation.or(organisation);
        } else if chosen.organisation.is_none() {
            chosen.organisation = other.organisation;
        }
    }
    chosen
}

fn one(reference: &Reference, around: &Around<'_>, steps: u8) -> Author {
    let said = || line(reference.display.as_deref());
    let address = reference.reference.as_deref().unwrap_or_default();
    let found = if steps == 0 { None } else { around.find(address) };
    // A party with modifiers is not interpreted: the display of the reference is all that is known.
    let readable = found.as_ref().filter(|(head, _)| head.plain());
    let party = readable.and_then(|(_, raw)| serde_json::from_str::<Party>(raw.get()).ok()).unwrap_or_default();
    let kind = match &found {
        Some((head, _)) => head.resource_type.clone(),
        None => type_and_id(address).and_then(|typed| Some(typed.split_once('/')?.0.to_owned())).unwrap_or_default(),
    };
    match kind.as_str() {
        "Patient" => Author { name: person(&party).or_else(said), patient: true, ..Author::default() },
        "Organization" => Author { organisation: text(&party).or_else(said), ..Author::default() },
        "Device" => {
            let name = party.device_name.first().and_then(|device| line(Some(&device.name)));
            Author { name: name.or_else(said), ..Author::default() }
        }
        _ => professional(&party, said(), around, steps),
    }
}

fn professional(party: &Party, said: Option<Clean>, around: &Around<'_>, steps: u8) -> Author {
    let deeper = |reference: &Option<Reference>| reference.as_ref().map(|it| one(it, around, steps.saturating_sub(1)));
    let person_behind = deeper(&party.practitioner).unwrap_or_default();
    let organisation = deeper(&party.organization).and_then(|found| found.organisation.or(found.name));
    let qualifications = party.qualification.iter().map(|qualification| &qualification.code);
    let concepts: Vec<&Concept> = party.specialty.iter().chain(&party.code).chain(qualifications).collect();
    let code_in = |system: &str| concepts.iter().find_map(|concept| line(concept.of(&[system])?.code.as_deref()));
    let joined = || concepts.iter().flat_map(|concept| &concept.coding).find_map(|coding| savoir_faire(coding.code.as_deref()?));
    let (joined_profession, joined_speciality) = joined().unwrap_or_default();
    Author {
        name: person(party).or(person_behind.name).or(said),
        profession: code_in(system::PROFESSION).or(joined_profession).or(person_behind.profession),
        speciality: code_in(system::SPECIALITY).or(joined_speciality).or(person_behind.speciality),
        said: concepts.iter().find_map(|concept| concept.said(None)).or(person_behind.said),
        organisation: organisation.or(person_behind.organisation),
        patient: person_behind.patient,
    }
}

/// The XDS form of an author's speciality, "G15_10/SM54" (JDV_J01), that some servers copy as it is.
fn savoir_faire(code: &str) -> Option<(Option<Clean>, Option<Clean>)> {
    let code = code.strip_prefix("G15_")?;
    let (profession, speciality) = code.split_once('/').map_or((code, None), |(left, right)| (left, Some(right)));
    Some((line(Some(profession)), line(speciality)))
}

fn person(party: &Party) -> Option<Clean> {
    let raw = party.name.as_ref()?;
    let names: Vec<HumanName> = serde_json::from_str(raw.get()).ok()?;
    HumanName::best(&names)?.whole()
}

fn text(party: &Party) -> Option<Clean> {
    let name: String = serde_json::from_str(party.name.as_ref()?.get()).ok()?;
    line(Some(&name))
}
