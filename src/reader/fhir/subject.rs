//! Whom data is about. What is said of somebody else is never given to the patient.

use super::bundle::Bundle;
use super::draft::Draft;
use super::json::Json;
use super::values;
use crate::domain::{Clean, Date, Ins, Label};
use crate::reader::Expected;

/// Test and production identities of the national health identifier (CI-SIS, "référentiel INS").
const INS_ROOT: &str = "1.2.250.1.213.1.4.";

/// A person as a `Reference` names them: several ways, of which each may be missing.
#[derive(Debug, Clone)]
pub struct Subject<'j, 's> {
    entry: Option<usize>,
    patient: Option<&'j Json<'s>>,
    reference: Option<&'j str>,
    display: Option<&'j str>,
    /// System and value.
    identifiers: Vec<(&'j str, &'j str)>,
}

impl<'j, 's> Subject<'j, 's> {
    pub fn new(bundle: &Bundle<'j, 's>, reference: &'j Json<'s>) -> Self {
        let entry = bundle.find(reference);
        let patient = entry.and_then(|index| bundle.entries.get(index)).map(|entry| entry.resource);
        let own = reference.get("identifier").into_iter();
        Self {
            entry,
            patient,
            reference: reference.said("reference").map(str::trim),
            display: reference.said("display").map(str::trim),
            identifiers: own.chain(patient.into_iter().flat_map(|patient| patient.all("identifier"))).filter_map(pair).collect(),
        }
    }

    /// The only person that the data of a bundle is about; `None` when that is nobody, or several.
    pub fn only(bundle: &Bundle<'j, 's>) -> Option<Self> {
        let all = bundle.entries.iter().filter(|entry| !entry.inside);
        let mut named = all.clone().filter_map(|entry| of(bundle, entry.resource));
        let patients: Vec<_> =
            all.filter(|entry| entry.kind == "Patient").map(|entry| Self::of_patient(bundle, entry.resource)).collect();
        let first = named.next().or_else(|| patients.first().cloned())?;
        let alone = named.all(|other| first.is(&other)) && patients.iter().all(|patient| first.is(patient));
        alone.then_some(first)
    }

    fn of_patient(bundle: &Bundle<'j, 's>, patient: &'j Json<'s>) -> Self {
        Self {
            entry: bundle.entries.iter().position(|entry| std::ptr::eq(entry.resource, patient)),
            patient: Some(patient),
            reference: None,
            display: None,
            identifiers: patient.all("identifier").filter_map(pair).collect(),
        }
    }

    pub fn patient(&self) -> Option<&'j Json<'s>> {
        self.patient
    }

    /// Whether both name the same person. Two names that cannot be held against each other are not the same.
    pub fn is(&self, other: &Self) -> bool {
        let both = |one: Option<&str>, two: Option<&str>| one.is_some() && one == two;
        if self.entry.is_some() && self.entry == other.entry || both(self.reference, other.reference) {
            return true;
        }
        let shared = self.identifiers.iter().any(|identifier| other.identifiers.contains(identifier));
        let nothing_else = |one: &Self| one.entry.is_none() && one.reference.is_none() && one.identifiers.is_empty();
        shared || nothing_else(self) && nothing_else(other) && both(self.display, other.display)
    }

    /// Whether a resource is about this person. One that names nobody is about whom its document is about, except where it
    /// says that it looks at something else (`focus`: a relative, an implant).
    pub fn owns(&self, bundle: &Bundle<'j, 's>, resource: &'j Json<'s>) -> bool {
        match of(bundle, resource) {
            Some(other) => self.is(&other) && resource.get("focus").is_none(),
            None => resource.get("focus").is_none(),
        }
    }

    /// The national health identifier, when it is said.
    pub fn ins(&self) -> Option<Ins> {
        self.identifiers.iter().filter(|(system, _)| system.contains(INS_ROOT)).find_map(|(_, value)| Ins::new(value))
    }

    pub fn named(&self, draft: &mut Draft) -> Option<Clean> {
        let patient = self.patient.and_then(|patient| name(draft, patient));
        patient.or_else(|| self.display.map(|display| draft.line(display)))
    }

    /// What is to be said when it is not the person who is signed in.
    pub fn another(&self, draft: &mut Draft, expected: &Expected) -> Option<Label> {
        let families = self.patient.into_iter().flat_map(|patient| patient.all("name")).flat_map(|name| name.all("family"));
        let families: Vec<Clean> = families.filter_map(Json::text).map(|family| draft.line(family)).collect();
        let born = self.patient.and_then(|patient| patient.said("birthDate")).and_then(|raw| Date::fhir(raw.trim()));
        let theirs = !expected.is_named(&families, born, self.ins().as_ref());
        theirs.then(|| Label::AnotherPatient { shown: self.named(draft).unwrap_or_default() })
    }
}

/// Whom a resource names as the person it is about.
pub fn of<'j, 's>(bundle: &Bundle<'j, 's>, resource: &'j Json<'s>) -> Option<Subject<'j, 's>> {
    // The subject of a Group or a Location is none, but it is not the patient either.
    ["subject", "patient"].iter().find_map(|name| resource.get(name)).map(|reference| Subject::new(bundle, reference))
}

/// The name in use, else the official one, else the first.
pub fn name(draft: &mut Draft, patient: &Json<'_>) -> Option<Clean> {
    let used = |wanted: &str| patient.all("name").find(|name| name.said("use") == Some(wanted));
    let name = used("usual").or_else(|| used("official")).or_else(|| patient.all("name").next())?;
    values::human(draft, name)
}

fn pair<'j>(identifier: &'j Json<'_>) -> Option<(&'j str, &'j str)> {
    Some((identifier.said("system")?.trim(), identifier.said("value")?.trim()))
}
