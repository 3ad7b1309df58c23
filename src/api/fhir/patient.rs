//! The record's holder.

use super::author::HumanName;
use super::code::{Identifier, Reference};
use super::consent::party;
use super::lenient::{loose, some};
use super::resource;
use crate::domain::{Clean, Date, Ins, Patient, PatientId, Problem};
use crate::wire::fhir::{extension, system};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct View {
    #[serde(default, deserialize_with = "loose")]
    id: Option<String>,
    #[serde(default, deserialize_with = "some")]
    identifier: Vec<Identifier>,
    active: Option<bool>,
    #[serde(default, deserialize_with = "some")]
    name: Vec<HumanName>,
    #[serde(default, deserialize_with = "loose")]
    birth_date: Option<String>,
    #[serde(default, deserialize_with = "some")]
    general_practitioner: Vec<Reference>,
    #[serde(default, deserialize_with = "some")]
    extension: Vec<Extension>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extension {
    #[serde(default)]
    url: String,
    #[serde(default, deserialize_with = "some")]
    extension: Vec<Extension>,
    #[serde(default, deserialize_with = "loose")]
    value_date: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    value_date_time: Option<String>,
}

/// A patient, and the identifier by which the server's documents are searched, as the server writes it.
pub struct Holder {
    pub patient: Patient,
    /// "system|value".
    pub search: Option<String>,
}

/// A `Patient`; `asked` is the id that was asked for.
pub fn patient(bytes: &[u8], asked: &PatientId) -> Result<Holder, Problem> {
    let view: View = resource(bytes, "Patient")?;
    if view.id.as_deref().is_some_and(|id| id != asked.as_str()) {
        return Err(Problem::Garbled);
    }
    let national = [system::INS, system::INS_NIA, system::INS_TEST].iter().find_map(|system| {
        let found = view.identifier.iter().find(|identifier| identifier.system.as_deref() == Some(system))?;
        Some((*system, found.value.as_deref()?))
    });
    let name = HumanName::best(&view.name);
    let closing = view.extension.iter().find(|extension| extension.url == extension::CLOSING);
    let closed_on = closing.and_then(|closing| {
        let date = closing.extension.iter().find(|part| part.url == "dateFermeture")?;
        Date::fhir(date.value_date.as_deref().or(date.value_date_time.as_deref())?)
    });
    let patient = Patient {
        id: asked.clone(),
        name: name.and_then(HumanName::whole).unwrap_or_default(),
        family: name.map(HumanName::family).unwrap_or_default(),
        given: name.map_or_else(Clean::empty, HumanName::given),
        born: view.birth_date.as_deref().and_then(Date::fhir),
        ins: national.and_then(|(_, value)| Ins::new(value)),
        open: view.active.unwrap_or(true),
        closed_on,
        treating_doctor: view.general_practitioner.iter().find_map(party),
    };
    Ok(Holder { patient, search: national.map(|(system, value)| format!("{system}|{value}")) })
}
