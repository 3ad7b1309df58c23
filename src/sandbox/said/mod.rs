//! What a person says of themself: whom to call and whom they trust, the answers to forms, illnesses, allergies, treatments and
//! blood. Only they write it, and each kind is asked for in the same way.
//!
//! * `GET RelatedPerson?patient=ID[&_count=]` and `GET RelatedPerson/{id}`: `ETag: W/"n"`.
//! * `POST RelatedPerson` with `If-None-Exist: identifier=urn:ietf:rfc:3986|urn:uuid:…`: 201, `Location` and the resource; again:
//!   200 and the first one, or 410 when it has been deleted since.
//! * `PUT RelatedPerson/{id}` with `If-Match`: 200; 412 when it is stale or missing. `DELETE`, the same: 204.
//! * 422: an `OperationOutcome` with an `issue` for each element that does not fit, its `expression` naming it:
//!   `RelatedPerson.telecom[1].value`; of answers, by question: `QuestionnaireResponse.item.where(linkId='moi').item.where(…)`.
//! * 409: two things that cannot stand together ("not concerned" and an allergy; two blood groups). 403: a minor's directives.
//!
//! Elements that are not of the tables in `elements` are refused rather than forgotten. The person is put as the one who says it.
//! Hidden from professionals: `meta.security` has `MASQUE_PS`. Answers: `in-progress` is a draft, unchecked and untraced; the others
//! are checked against their form, and those to advance directives want a password given less than five minutes ago (S28).

mod asked;
mod change;
mod contact;
mod elements;
mod health;
mod kind;
mod search;
pub mod seed;
mod serve;
mod store;

pub use kind::Kind;
pub use serve::{change, create, delete, one, search};
pub use store::Said;
