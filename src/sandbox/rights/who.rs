//! `GET DocumentReference/{id}/$who`: who reads this document, as it is or as it would be.

use super::people::professional;
use super::{modes, part, profession};
use crate::sandbox::Sandbox;
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::consents::Kind;
use crate::sandbox::door::{Kept, Record};
use crate::sandbox::fault::Fault;
use crate::sandbox::fhir::accept::need_json;
use crate::sandbox::fhir::answer::resource;
use crate::sandbox::http::{Person, Refusal};
use crate::sandbox::rules::{Act, Capacity, Case, File, Professional, Stance, professions};
use crate::sandbox::traces::Mode;
use crate::wire::fhir::system::{IDNPS, IDNST};
use crate::wire::fhir::visibility::MASKED;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::response::Response;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;

/// Those who do not care for the person, and how they are said.
const CAPACITIES: [(Capacity, &str); 4] = [
    (Capacity::Occupational, "occupational"),
    (Capacity::Advisory, "advisory"),
    (Capacity::Insurer, "insurer"),
    (Capacity::Administrative, "administrative"),
];

pub async fn who(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    need_json(&headers, query.get("_format").map(String::as_str))?;
    let mask = match query.get("mask").map(String::as_str) {
        None => None,
        Some("true") => Some(true),
        Some("false") => Some(false),
        Some(_) => return Err(Refusal::invalid("mask: true or false")),
    };
    let (patient, now) = (who.patient.clone(), sandbox.time.now());
    let found = sandbox.store.read(move |connection| {
        let Some(kept) = Kept::one(connection, &patient, &id)?.filter(|kept| !kept.hidden) else { return Ok(None) };
        let masked = mask.unwrap_or(kept.is(MASKED));
        let asked = Asked { connection, record: Record::of(connection, &patient)?, kept, masked, now };
        asked.parameters().map(Some)
    });
    Ok(resource(found.await?.ok_or_else(Refusal::not_found)?.to_string()))
}

struct Asked<'a> {
    connection: &'a Connection,
    record: Record,
    kept: Kept,
    /// As if it were masked, or not.
    masked: bool,
    now: Millis,
}

impl Asked<'_> {
    /// What `who` would ask, with what is true of them today.
    fn case(&self, who: &Professional) -> Case {
        let file = File { masked: self.masked, ..self.kept.file(who) };
        self.record.case(who, Act::Read, Mode::Normal, Some(file), self.now)
    }

    /// Anybody of a profession and in a capacity, whom the person has agreed to and who answers at the 15.
    fn anybody(&self, profession: &str, capacity: Capacity) -> Case {
        let who = Professional { profession: profession.to_owned(), capacity, regulator: true, ..Professional::default() };
        Case { stance: Stance::Agreed, ..self.case(&who) }
    }

    fn parameters(&self) -> Result<Value, Fault> {
        let mut parameters = vec![json!({ "name": "masked", "valueBoolean": self.masked })];
        for code in professions() {
            let mut parts = vec![part("code", "valueCoding", profession(code))];
            parts.extend(modes(self.anybody(code, Capacity::Care)));
            parameters.push(json!({ "name": "profession", "part": parts }));
        }
        for (capacity, word) in CAPACITIES {
            let mut parts = vec![part("code", "valueCode", word)];
            parts.extend(modes(self.anybody("", capacity)));
            parameters.push(json!({ "name": "capacity", "part": parts }));
        }
        for (who, roles) in self.people()? {
            let reference = json!({
                "type": "Practitioner", "identifier": { "system": IDNPS, "value": who.idnps }, "display": who.name,
            });
            let mut parts = vec![part("who", "valueReference", reference)];
            parts.extend(roles.into_iter().map(|role| part("as", "valueCode", role)));
            parts.extend(modes(self.case(&who)));
            parameters.push(json!({ "name": "person", "part": parts }));
        }
        parameters.extend(self.stays());
        Ok(json!({ "resourceType": "Parameters", "parameter": parameters }))
    }

    /// Each once, with all that they are.
    fn people(&self) -> Result<Vec<(Professional, Vec<&'static str>)>, Fault> {
        let mut named: Vec<(&str, &str, &'static str)> = Vec::new();
        named.extend(
            self.kept.author.as_deref().map(|idnps| (idnps, self.kept.author_name.as_deref().unwrap_or_default(), "author")),
        );
        named.extend(self.record.treating.as_ref().map(|(idnps, name)| (idnps.as_str(), name.as_str(), "treating-doctor")));
        let of_professionals = self.record.consents.iter().filter(|consent| consent.kind == Kind::Professional);
        named.extend(of_professionals.filter_map(|consent| {
            let role = if consent.permit { "agreed" } else { "blocked" };
            Some((consent.actor.as_deref()?, consent.actor_name.as_deref().unwrap_or_default(), role))
        }));
        let mut people: Vec<(Professional, Vec<&'static str>)> = Vec::new();
        for (idnps, name, role) in named {
            match people.iter_mut().find(|(known, _)| known.idnps == idnps) {
                Some((_, roles)) => roles.push(role),
                None => people.push((professional(self.connection, idnps, name)?, vec![role])),
            }
        }
        Ok(people)
    }

    fn stays(&self) -> impl Iterator<Item = Value> {
        let stays = self.record.consents.iter().filter(|consent| consent.kind == Kind::Stay);
        let to_come = stays.filter(|consent| consent.end.is_none_or(|end| self.now < end));
        to_come.map(|consent| {
            let mut reference = json!({ "type": "Organization", "identifier": { "system": IDNST, "value": consent.actor } });
            if let (Some(members), Some(name)) = (reference.as_object_mut(), &consent.actor_name) {
                members.insert("display".to_owned(), name.as_str().into());
            }
            let mut parts = vec![part("who", "valueReference", reference)];
            parts.extend(consent.end.map(|end| part("until", "valueDateTime", instant(end))));
            json!({ "name": "stay", "part": parts })
        })
    }
}
