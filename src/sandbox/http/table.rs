//! Everything that is served. The router, `/metadata` and the test that tries every route as somebody else read this table.

use super::Area;
use crate::sandbox::Sandbox;
use crate::sandbox::auth::{challenge, tokens};
use crate::sandbox::{account, consents, deposits, directory, door, fhir, notices, questionnaires, rights, said, traces};
use axum::routing::{MethodRouter, delete, get, patch, post, put};
use std::sync::Arc;

/// Who may pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// Anyone.
    Open,
    /// With an access token.
    Person,
    /// With an access token, when the record is open.
    Record,
    /// The same, and the password was given not long ago: what changes who reads (S28).
    Grave,
    /// When the record is open, and being asked does not count as somebody being there (D21).
    Listening,
}

pub struct Served {
    pub method: &'static str,
    pub area: Area,
    /// Under the area's prefix; `{id}` stands for an identifier.
    pub path: &'static str,
    pub door: Door,
    pub handler: fn() -> MethodRouter<Arc<Sandbox>>,
}

const fn served(
    method: &'static str,
    area: Area,
    path: &'static str,
    door: Door,
    handler: fn() -> MethodRouter<Arc<Sandbox>>,
) -> Served {
    Served { method, area, path, door, handler }
}

pub const SERVED: [Served; 93] = [
    served("GET", Area::Fhir, "/.well-known/smart-configuration", Door::Open, || get(fhir::discovery)),
    served("GET", Area::Fhir, "/metadata", Door::Open, || get(fhir::capability)),
    served("GET", Area::Fhir, "/Patient/{id}", Door::Person, || get(fhir::patient)),
    served("GET", Area::Fhir, "/Patient", Door::Person, || get(fhir::patients)),
    served("POST", Area::Fhir, "/Patient/_search", Door::Person, || post(fhir::patients)),
    served("GET", Area::Fhir, "/DocumentReference", Door::Record, || get(fhir::documents)),
    served("POST", Area::Fhir, "/DocumentReference/_search", Door::Record, || post(fhir::documents)),
    served("POST", Area::Fhir, "/DocumentReference", Door::Record, || post(deposits::create)),
    served("GET", Area::Fhir, "/DocumentReference/{id}", Door::Record, || get(fhir::document)),
    served("PATCH", Area::Fhir, "/DocumentReference", Door::Record, || patch(fhir::change_identified)),
    served("PATCH", Area::Fhir, "/DocumentReference/{id}", Door::Record, || patch(fhir::change)),
    served("GET", Area::Fhir, "/DocumentReference/{id}/$who", Door::Record, || get(rights::who)),
    served("GET", Area::Fhir, "/$habilitations", Door::Person, || get(rights::habilitations)),
    served("GET", Area::Fhir, "/Binary/{id}", Door::Record, || get(fhir::binary)),
    served("GET", Area::Fhir, "/Bundle/{id}", Door::Record, || get(fhir::bundle)),
    served("GET", Area::Fhir, "/AuditEvent", Door::Record, || get(traces::traces)),
    served("POST", Area::Fhir, "/AuditEvent/_search", Door::Record, || post(traces::traces)),
    served("GET", Area::Fhir, "/AuditEvent/{id}", Door::Record, || get(traces::trace)),
    served("GET", Area::Fhir, "/Consent", Door::Record, || get(consents::consents)),
    served("POST", Area::Fhir, "/Consent", Door::Grave, || post(consents::create)),
    served("GET", Area::Fhir, "/Consent/{id}", Door::Record, || get(consents::consent)),
    served("PUT", Area::Fhir, "/Consent/{id}", Door::Grave, || put(consents::change)),
    served("GET", Area::Fhir, "/Communication", Door::Record, || get(notices::notices)),
    served("GET", Area::Fhir, "/Communication/{id}", Door::Record, || get(notices::notice)),
    served("PATCH", Area::Fhir, "/Communication/{id}", Door::Record, || patch(notices::change)),
    served("GET", Area::Fhir, "/RelatedPerson", Door::Record, || get(said::search)),
    served("POST", Area::Fhir, "/RelatedPerson", Door::Record, || post(said::create)),
    served("GET", Area::Fhir, "/RelatedPerson/{id}", Door::Record, || get(said::one)),
    served("PUT", Area::Fhir, "/RelatedPerson/{id}", Door::Record, || put(said::change)),
    served("DELETE", Area::Fhir, "/RelatedPerson/{id}", Door::Record, || delete(said::delete)),
    served("GET", Area::Fhir, "/Questionnaire", Door::Record, || get(questionnaires::search)),
    served("GET", Area::Fhir, "/Questionnaire/{id}", Door::Record, || get(questionnaires::one)),
    served("GET", Area::Fhir, "/QuestionnaireResponse", Door::Record, || get(said::search)),
    served("POST", Area::Fhir, "/QuestionnaireResponse", Door::Record, || post(said::create)),
    served("GET", Area::Fhir, "/QuestionnaireResponse/{id}", Door::Record, || get(said::one)),
    served("PUT", Area::Fhir, "/QuestionnaireResponse/{id}", Door::Record, || put(said::change)),
    served("DELETE", Area::Fhir, "/QuestionnaireResponse/{id}", Door::Record, || delete(said::delete)),
    served("GET", Area::Fhir, "/Condition", Door::Record, || get(said::search)),
    served("POST", Area::Fhir, "/Condition", Door::Record, || post(said::create)),
    served("GET", Area::Fhir, "/Condition/{id}", Door::Record, || get(said::one)),
    served("PUT", Area::Fhir, "/Condition/{id}", Door::Record, || put(said::change)),
    served("DELETE", Area::Fhir, "/Condition/{id}", Door::Record, || delete(said::delete)),
    served("GET", Area::Fhir, "/AllergyIntolerance", Door::Record, || get(said::search)),
    served("POST", Area::Fhir, "/AllergyIntolerance", Door::Record, || post(said::create)),
    served("GET", Area::Fhir, "/AllergyIntolerance/{id}", Door::Record, || get(said::one)),
    served("PUT", Area::Fhir, "/AllergyIntolerance/{id}", Door::Record, || put(said::change)),
    served("DELETE", Area::Fhir, "/AllergyIntolerance/{id}", Door::Record, || delete(said::delete)),
    served("GET", Area::Fhir, "/MedicationStatement", Door::Record, || get(said::search)),
    served("POST", Area::Fhir, "/MedicationStatement", Door::Record, || post(said::create)),
    served("GET", Area::Fhir, "/MedicationStatement/{id}", Door::Record, || get(said::one)),
    served("PUT", Area::Fhir, "/MedicationStatement/{id}", Door::Record, || put(said::change)),
    served("DELETE", Area::Fhir, "/MedicationStatement/{id}", Door::Record, || delete(said::delete)),
    served("GET", Area::Fhir, "/Observation", Door::Record, || get(said::search)),
    served("POST", Area::Fhir, "/Observation", Door::Record, || post(said::create)),
    served("GET", Area::Fhir, "/Observation/{id}", Door::Record, || get(said::one)),
    served("PUT", Area::Fhir, "/Observation/{id}", Door::Record, || put(said::change)),
    served("DELETE", Area::Fhir, "/Observation/{id}", Door::Record, || delete(said::delete)),
    served("GET", Area::Fhir, "/Practitioner", Door::Record, || get(directory::practitioners)),
    served("POST", Area::Fhir, "/Practitioner/_search", Door::Record, || post(directory::practitioners)),
    served("GET", Area::Fhir, "/Practitioner/{id}", Door::Record, || get(directory::practitioner)),
    served("GET", Area::Fhir, "/PractitionerRole", Door::Record, || get(directory::roles)),
    served("GET", Area::Fhir, "/PractitionerRole/{id}", Door::Record, || get(directory::role)),
    served("GET", Area::Fhir, "/Organization", Door::Record, || get(directory::organizations)),
    served("GET", Area::Fhir, "/Organization/{id}", Door::Record, || get(directory::organization)),
    served("POST", Area::SignIn, "/challenge", Door::Open, || post(challenge::challenge)),
    served("POST", Area::SignIn, "/token", Door::Open, || post(tokens::token)),
    served("POST", Area::SignIn, "/revoke", Door::Open, || post(tokens::revoke)),
    served("GET", Area::Account, "/", Door::Person, || get(account::get)),
    served("POST", Area::Account, "/password", Door::Person, || post(account::change)),
    served("POST", Area::Account, "/unlock", Door::Open, || post(account::unlock)),
    served("GET", Area::Account, "/preferences", Door::Person, || get(account::preferences)),
    served("PUT", Area::Account, "/preferences", Door::Grave, || put(account::prefer)),
    served("GET", Area::Account, "/sessions", Door::Person, || get(account::list)),
    served("DELETE", Area::Account, "/sessions", Door::Person, || delete(account::end_others)),
    served("DELETE", Area::Account, "/sessions/{id}", Door::Person, || delete(account::end)),
    served("GET", Area::Account, "/notifications", Door::Person, || get(notices::chosen)),
    served("PUT", Area::Account, "/notifications", Door::Person, || put(notices::choose)),
    served("GET", Area::Account, "/draft-key", Door::Person, || get(account::draft_key)),
    served("GET", Area::Account, "/events", Door::Listening, || get(notices::events)),
    served("POST", Area::Door, "/professionals", Door::Open, || post(door::enter)),
    served("POST", Area::Door, "/find", Door::Open, || post(door::find)),
    served("POST", Area::Door, "/agree", Door::Open, || post(door::agree)),
    served("POST", Area::Door, "/list", Door::Open, || post(door::list)),
    served("POST", Area::Door, "/read", Door::Open, || post(door::read)),
    served("POST", Area::Door, "/profile", Door::Open, || post(door::profile)),
    served("POST", Area::Door, "/deposit", Door::Open, || post(door::deposit)),
    served("POST", Area::Door, "/history", Door::Open, || post(door::history)),
    served("POST", Area::Door, "/block", Door::Open, || post(door::block)),
    served("POST", Area::Door, "/hand-on", Door::Open, || post(door::hand_on)),
    served("POST", Area::Door, "/feed", Door::Open, || post(door::feed)),
    served("POST", Area::Door, "/wait", Door::Open, || post(door::wait)),
    served("GET", Area::Door, "/rules", Door::Open, || get(door::rules)),
    served("GET", Area::Door, "/outbox", Door::Open, || get(door::outbox)),
];
