//! Resources of the fictional patient, complete and valid, for a test to change.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha1::Digest as _;

pub const INS: &str = "279035121518989";

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
    json!({"resourceType": "CapabilityStatement", "rest": [{"mode": "server", "resource": [
        {"type": "Patient"}, {"type": "DocumentReference"}, {"type": "Communication"}, {"type": "Binary"}, {"type": "Bundle"}]}]})
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
