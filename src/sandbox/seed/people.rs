//! The fictional people, fixed so that anyone can try them. Telephone numbers are of the range kept for fiction (ARCEP),
//! addresses of a domain that cannot exist, INS of a place that does not exist (99 999).

use super::id;
use crate::sandbox::auth::password;
use crate::sandbox::clock::{HOUR, Millis, instant};
use crate::sandbox::consents;
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::write::Source;
use crate::wire::fhir::system::{IDNPS, INS};
use crate::wire::fhir::{extension, profile};
use rusqlite::{Connection, params};
use serde_json::{Value, json};
use std::borrow::Cow;
use zeroize::Zeroizing;

/// How long an initial password can be used.
const INITIAL: Millis = 72 * HOUR;
/// When their records were opened, before the first document: 1 November 2021.
pub const OPENED: Millis = 1_635_753_600_000;

pub struct Person {
    /// In the record's index.
    pub key: Cow<'static, str>,
    pub identifier: Cow<'static, str>,
    /// None: a record without an account.
    pub password: Option<&'static str>,
    /// Must be changed at the first connection.
    pub initial: bool,
    pub given: Cow<'static, str>,
    pub family: Cow<'static, str>,
    pub female: bool,
    /// `YYYY-MM-DD`.
    pub birth: Cow<'static, str>,
    /// The last three digits before the key of the INS.
    pub order: u32,
    pub phone: &'static str,
    pub totp: Option<&'static str>,
    /// The day the record was closed.
    pub closed: Option<&'static str>,
}

pub const PEOPLE: [Person; 3] = [
    Person {
        key: Cow::Borrowed("camille"),
        identifier: Cow::Borrowed("camille.martin"),
        password: Some("Bienvenue-2026!"),
        initial: true,
        given: Cow::Borrowed("Camille"),
        family: Cow::Borrowed("Martin"),
        female: true,
        birth: Cow::Borrowed("1979-03-14"),
        order: 1,
        phone: "0639981342",
        totp: None,
        closed: None,
    },
    Person {
        key: Cow::Borrowed("nadia"),
        identifier: Cow::Borrowed("nadia.benali"),
        password: Some("Tilleul-4-saisons!"),
        initial: false,
        given: Cow::Borrowed("Nadia"),
        family: Cow::Borrowed("Benali"),
        female: true,
        birth: Cow::Borrowed("1986-07-22"),
        order: 2,
        phone: "0639981357",
        totp: Some("JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"),
        closed: None,
    },
    Person {
        key: Cow::Borrowed("jean"),
        identifier: Cow::Borrowed("jean.morel"),
        password: Some("Platane-4-saisons!"),
        initial: false,
        given: Cow::Borrowed("Jean"),
        family: Cow::Borrowed("Morel"),
        female: false,
        birth: Cow::Borrowed("1958-11-05"),
        order: 3,
        phone: "0639981368",
        totp: None,
        closed: Some("2026-05-02"),
    },
];

impl Person {
    /// 13 digits and their key: 97 less the remainder by 97.
    pub fn ins(&self) -> String {
        let digits: String = self.birth.chars().filter(char::is_ascii_digit).skip(2).take(4).collect();
        let body = format!("{}{digits}99999{:03}", if self.female { 2 } else { 1 }, self.order);
        let key = 97 - body.parse::<u64>().unwrap_or(0) % 97;
        format!("{body}{key:02}")
    }

    /// The IDNPS and the name of the doctor declared to the Assurance Maladie.
    pub fn treating_doctor(&self) -> (&'static str, &'static str) {
        match self.key.as_ref() {
            "camille" | "nadia" => ("810999001000", "Dr Alice Dumont"),
            "jean" => ("810999001018", "Dr Hugo Ferrand"),
            _generated => ("810100000024", "Dr Alice Dumont"),
        }
    }

    pub fn gender(&self) -> &'static str {
        if self.female { "female" } else { "male" }
    }

    pub fn source<'a>(&'a self, patient: &'a str, ins: &'a str) -> Source<'a> {
        Source { patient, ins, family: &self.family, given: &self.given, gender: self.gender(), birth: &self.birth }
    }
}

/// Their record and, when there is a password, their account.
pub fn enter(connection: &Connection, person: &Person, now: Millis) -> Result<(), Fault> {
    let (patient, ins) = (person.patient_id(), person.ins());
    connection.execute(
        "INSERT INTO patients (patient_id, ins, active, resource) VALUES (?, ?, ?, ?)",
        params![patient, ins, person.closed.is_none(), resource(person, &patient, &ins, now).to_string()],
    )?;
    consents::open_switches(connection, &patient, OPENED, |kind| id(&["switch", &patient, kind.word()]))?;
    let (idnps, name) = person.treating_doctor();
    connection.execute(
        "INSERT INTO treating_doctors (patient_id, idnps, name, since) VALUES (?, ?, ?, ?)",
        params![patient, idnps, name, OPENED],
    )?;
    let Some(chosen) = person.password else { return Ok(()) };
    let hash = password::hash(&Zeroizing::new(chosen.to_owned()))?;
    connection.execute(
        "INSERT INTO accounts (account_id, identifier, patient_id, given, family, birth, password, initial_until, phone, mail, totp)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        params![
            id(&["account", &person.identifier]),
            person.identifier,
            patient,
            person.given,
            person.family,
            person.birth,
            hash,
            person.initial.then_some(now + INITIAL),
            person.phone,
            format!("{}@courriel.example", person.identifier),
            person.totp,
        ],
    )?;
    Ok(())
}

fn resource(person: &Person, patient: &str, ins: &str, now: Millis) -> Value {
    let kind =
        json!({ "coding": [{ "system": "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203", "code": "INS-NIR" }] });
    let given = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-birth-list-given-name";
    let mut resource = json!({
        "resourceType": "Patient",
        "id": patient,
        "meta": { "versionId": "1", "lastUpdated": instant(now), "profile": [profile::PATIENT] },
        "identifier": [{ "use": "official", "type": kind, "system": INS, "value": ins }],
        "active": person.closed.is_none(),
        "name": [{
            "use": "official",
            "family": person.family,
            "given": [person.given],
            "extension": [{ "url": given, "valueString": person.given }],
        }],
        "telecom": [{ "system": "email", "value": format!("{ins}@patient.mssante.fr") }],
        "gender": person.gender(),
        "birthDate": person.birth,
        "generalPractitioner": [{
            "type": "Practitioner",
            "identifier": { "system": IDNPS, "value": person.treating_doctor().0 },
            "display": person.treating_doctor().1,
        }],
    });
    if let (Some(day), Some(members)) = (person.closed, resource.as_object_mut()) {
        let motive = json!({ "coding": [{
            "system": "https://interop.esante.gouv.fr/ig/fhir/dmp/CodeSystem/dmp-motif-fermeture",
            "code": "patient-demande",
        }] });
        let closing = json!({ "url": extension::CLOSING, "extension": [
            { "url": "dateFermeture", "valueDate": day },
            { "url": "motifFermeture", "valueCodeableConcept": motive },
        ] });
        members.insert("extension".to_owned(), json!([closing]));
    }
    resource
}
