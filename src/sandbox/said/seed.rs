//! The contacts of the fictional people: the same at every first start.

use super::Kind;
use super::asked::{self, Stamp};
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use crate::sandbox::questionnaires::Questionnaires;
use crate::wire::fhir::extension::CALL_ORDER;
use crate::wire::fhir::system::{CONTACT_LINK, CONTACT_ROLE};
use rusqlite::Connection;
use serde_json::json;

pub struct Contact {
    pub given: &'static str,
    pub family: &'static str,
    pub trusted: bool,
    /// TRE_R216.
    pub link: (&'static str, &'static str),
    pub phone: &'static str,
    pub mail: Option<&'static str>,
    /// Street, postcode, town.
    pub address: [&'static str; 3],
}

/// Of `nadia.benali`, in the order of calling.
pub const CONTACTS: [Contact; 2] = [
    Contact {
        given: "Karim",
        family: "Benali",
        trusted: true,
        link: ("HUSB", "Epoux"),
        phone: "06 39 98 14 21",
        mail: Some("karim.benali@courriel.example"),
        address: ["14 rue des Tilleuls", "35000", "Rennes"],
    },
    Contact {
        given: "Marie-Œnone",
        family: "Le Goff",
        trusted: false,
        link: ("NBOR", "Voisin(e)"),
        phone: "02 61 91 47 03",
        mail: None,
        address: ["16 rue des Tilleuls", "35000", "Rennes"],
    },
];

/// `id` names each.
pub fn fill(connection: &Connection, patient: &str, at: Millis, id: impl Fn(&str) -> String) -> Result<(), Fault> {
    for (order, contact) in (1..).zip(&CONTACTS) {
        let mut roles = vec![("ECON", "Personne à contacter en cas d'urgence")];
        roles.extend(contact.trusted.then_some(("QUAL", "Personne de confiance")));
        let mut relationship: Vec<_> = roles
            .into_iter()
            .map(|(code, display)| json!({ "coding": [{ "system": CONTACT_ROLE, "code": code, "display": display }] }))
            .collect();
        let (code, display) = contact.link;
        relationship.push(json!({ "coding": [{ "system": CONTACT_LINK, "code": code, "display": display }] }));
        let mut telecom = vec![json!({ "system": "phone", "value": contact.phone })];
        telecom.extend(contact.mail.map(|mail| json!({ "system": "email", "value": mail })));
        let [line, postcode, town] = contact.address;
        let body = json!({
            "resourceType": Kind::Contact.name(),
            "extension": [{ "url": CALL_ORDER, "valuePositiveInt": order }],
            "active": true,
            "patient": { "reference": format!("Patient/{patient}") },
            "relationship": relationship,
            "name": [{ "use": "official", "family": contact.family, "given": [contact.given] }],
            "telecom": telecom,
            "address": [{ "line": [line], "postalCode": postcode, "city": town, "country": "FRA" }],
        });
        let wrong = |refusal: crate::sandbox::http::Refusal| Fault::Broken(refusal.text);
        let asked =
            asked::read(Kind::Contact, body.to_string().as_bytes(), patient, &Questionnaires::default()).map_err(wrong)?;
        let id = id(contact.given);
        let stamp = Stamp { id: &id, version: 1, patient, identifier: None, first: at, now: at };
        let resource = asked.written(&stamp)?;
        super::change::said(&id, &asked, patient, None, resource, at).insert(connection)?;
    }
    Ok(())
}
