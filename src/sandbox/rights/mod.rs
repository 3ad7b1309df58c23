//! Who sees what, asked by the person themself and by nobody else (D25). Every answer is `rules::decide`'s, on the cases that the
//! professionals would make: there is no second reading of the rules here.
//!
//! `GET {base}/$habilitations` is the matrix, a `Parameters` with an ETag that moves with it:
//!
//! ```json
//! { "resourceType": "Parameters", "parameter": [
//!   { "name": "version", "valueDate": "2026-11-22" },
//!   { "name": "type", "part": [
//!     { "name": "code", "valueCoding": { "system": "http://loinc.org", "code": "11488-4", "display": "…" } },
//!     { "name": "class", "valueCode": "10" } ] },
//!   { "name": "profession", "part": [
//!     { "name": "code", "valueCoding": { "system": "…TRE_G15…", "code": "10", "display": "Médecin" } },
//!     { "name": "reads", "valueCode": "11488-4" }, { "name": "reads", "valueCode": "…" } ] } ] }
//! ```
//!
//! One `type` for each of the 112, then one `profession` for each that reads something, with a `reads` for each type that it may
//! read once the person has agreed. A profession that is not there reads nothing.
//!
//! `GET DocumentReference/{id}/$who?mask=true|false` says of one document who reads it; `mask` asks as if it were masked, or not;
//! absent, as it is. Three booleans go together, named as TRE_R248: `normal`, `centre_15`, `bris_de_glace`.
//!
//! ```json
//! { "resourceType": "Parameters", "parameter": [
//!   { "name": "masked", "valueBoolean": true },
//!   { "name": "profession", "part": [ { "name": "code", "valueCoding": {} },
//!     { "name": "normal", "valueBoolean": true }, { "name": "centre_15", "valueBoolean": true },
//!     { "name": "bris_de_glace", "valueBoolean": false } ] },
//!   { "name": "capacity", "part": [ { "name": "code", "valueCode": "occupational" }, "and the three" ] },
//!   { "name": "person", "part": [
//!     { "name": "who", "valueReference": { "type": "Practitioner", "identifier": { "system": "…IDNPS", "value": "8…" }, "display": "Dr …" } },
//!     { "name": "as", "valueCode": "author" }, { "name": "as", "valueCode": "agreed" }, "and the three" ] },
//!   { "name": "stay", "part": [ { "name": "who", "valueReference": { "type": "Organization" } },
//!     { "name": "until", "valueDateTime": "2026-12-01T00:00:00Z" } ] } ] }
//! ```
//!
//! * `profession`: one of those of the matrix, whom the person has agreed to; at the centre 15, when they answer there.
//! * `capacity`: `occupational`, `advisory`, `insurer`, `administrative`: those who do not care for the person.
//! * `person`: each once, as they stand today; `as` is `author`, `treating-doctor`, `agreed` or `blocked`.
//! * `stay`: an establishment whose professionals count as agreed to, until then.

mod habilitations;
mod people;
mod types;
mod who;

pub use habilitations::habilitations;
pub use who::who;

use crate::sandbox::rules::{Case, decide};
use crate::sandbox::traces::Mode;
use crate::wire::fhir::system::PROFESSION;
use serde_json::{Value, json};

/// A part of a parameter, in one of FHIR's types: `valueCode`, `valueBoolean`…
fn part(name: &str, kind: &str, value: impl Into<Value>) -> Value {
    json!({ "name": name, kind: value.into() })
}

/// The same case in the three modes.
fn modes(case: Case) -> impl Iterator<Item = Value> {
    Mode::ALL.into_iter().map(move |mode| {
        let answer = decide(&Case { mode, ..case });
        part(mode.code().0, "valueBoolean", answer.refusal().is_none())
    })
}

fn profession(code: &str) -> Value {
    match types::profession(code) {
        Some(name) => json!({ "system": PROFESSION, "code": code, "display": name }),
        None => json!({ "system": PROFESSION, "code": code }),
    }
}
