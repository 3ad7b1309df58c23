//! Resources of the fictional patient, complete and valid, for a test to change.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha1::Digest as _;

pub const INS: &str = "279035121518989";

pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap()
}

pub fn searchset(entries: Vec<Value>) -> Value {
    json!({"resourceType": "Bundle", "type": "searchset", "entry": entries})
}

pub fn patient() -> Value {
    json!({"resourceType": "Patient", "id": "pat-1", "active": true, "birthDate": "1979-03-28",
        "identifier": [{"system": "urn:oid:1.2.250.1.213.1.4.8", "value": INS}],
        "name": [{"use": "official", "family": "MARTIN", "given": ["Camille"]}],
        "generalPractitioner": [{"display": "Dr Alice Dumont"}]})
}

pub fn capability() -> Value {
    let kinds = ["Patient", "DocumentReference", "Communication", "Binary", "Bundle"].into_iter().chain(crate::shelf::KINDS);
    let kinds: Vec<Value> = kinds.map(|kind| json!({"type": kind})).collect();
    json!({"resourceType": "CapabilityStatement", "rest": [{"mode": "server", "resource": kinds}]})
}

/// A document of a physician, its bytes at `Binary/{id}`.
pub fn document(id: &str, bytes: &[u8]) -> Value {
    json!({"resourceType": "DocumentReference", "id": id, "status": "current", "docStatus": "final",
        "meta": {"versionId": "1", "lastUpdated": "2026-06-12T10:00:00+02:00"},
        "contained": [{"resourceType": "PractitionerRole", "id": "auteur",
            "practitioner": {"display": "Dr Alice Dumont"}, "organization": {"display": "Cabinet des Tilleuls"},
            "code": [{"coding": [{"system": "https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante",
                "code": "10", "display": "Médecin"}]}],
            "specialty": [{"coding": [{"system": "https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale",
                "code": "SM54", "display": "Médecine générale"}]}]}],
        "type": {"coding": [{"system": "http://loinc.org", "code": "11488-4", "display": "Consultation"}]},
        "category": [{"coding": [{"system": "https://mos.esante.gouv.fr/NOS/TRE_A03-ClasseDocument/FHIR/TRE-A03-ClasseDocument", "code": "10"}]}],
        "subject": {"reference": "Patient/pat-1"}, "date": "2026-06-12T10:00:00+02:00",
        "author": [{"reference": "#auteur"}],
        "securityLabel": [{"coding": [{"system": "http://terminology.hl7.org/CodeSystem/v3-Confidentiality", "code": "N"}]}],
        "content": [{"attachment": {"contentType": "text/plain", "url": format!("Binary/{id}"), "title": "Compte rendu",
            "size": bytes.len(), "hash": STANDARD.encode(sha1::Sha1::digest(bytes))}}]})
}

/// A contact as the guides write one, with what this program does not understand besides.
pub fn contact(id: &str) -> Value {
    json!({"resourceType": "RelatedPerson", "id": id, "active": true, "patient": {"reference": "Patient/pat-1"},
        "meta": {"profile": ["https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-related-person"]},
        "extension": [{"url": "urn:other", "valueDecimal": 1.0}, {"url": "urn:dmp:extension:ordre-appel", "valuePositiveInt": 2}],
        "relationship": [
            {"coding": [{"system": "https://mos.esante.gouv.fr/NOS/TRE_R260-HL7RoleClass/FHIR/TRE-R260-HL7RoleClass", "code": "ECON"}]},
            {"coding": [{"system": "urn:other", "code": "CAREGIVER"}, {"code": "SIGOTHR"}]}],
        "name": [{"use": "old", "family": "JEUNE"}, {"use": "official", "family": "DURAND", "given": ["Marie", "Anne"], "prefix": ["Mme"]}],
        "telecom": [{"system": "fax", "value": "0100000000"}, {"system": "phone", "value": "0188888888", "rank": 2, "use": "work"},
            {"system": "phone", "value": "06 12 34 56 78", "rank": 1}, {"system": "email", "value": "marie@exemple.test", "id": "m"}],
        "address": [{"use": "home", "line": ["Bâtiment B", "12 rue des Lilas"], "postalCode": "75020", "city": "Paris",
            "country": "FRA", "district": "Belleville"}]})
}
