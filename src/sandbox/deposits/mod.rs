//! Documents that the person adds to their own record (ITI-105, TD2), and new versions of those they added (TD2.1).
//!
//! `POST DocumentReference`, `Content-Type: application/fhir+json`, and `If-None-Exist: identifier=urn:ietf:rfc:3986|urn:uuid:…`:
//! 201, `Location`, `ETag` and the document as it is served; again: 200 and the first one. What is looked at:
//!
//! ```json
//! { "resourceType": "DocumentReference", "status": "current",
//!   "contained": [{ "resourceType": "Patient", "id": "moi", "identifier": [{ "system": "urn:oid:1.2.250.1.213.1.4.8", "value": "INS" }] }],
//!   "masterIdentifier": { "system": "urn:ietf:rfc:3986", "value": "urn:uuid:…" },
//!   "type": { "coding": [{ "system": "…TRE-A05-TypeDocComplementaire", "code": "DOCPAT05" }] },
//!   "category": [{ "coding": [{ "system": "…TRE-A03-ClasseDocument", "code": "10" }] }],
//!   "subject": { "reference": "Patient/…" }, "author": [{ "reference": "#moi" }], "date": "2026-11-23T10:00:00+01:00",
//!   "relatesTo": [{ "code": "replaces", "target": { "reference": "DocumentReference/…" } }],
//!   "description": "…", "securityLabel": [{ "coding": [{ "system": "…v3-Confidentiality", "code": "N" }] }],
//!   "content": [{ "attachment": { "contentType": "application/pdf", "title": "…", "creation": "2026-11-23", "data": "…",
//!                                 "size": 1234, "hash": "SHA-1 in base 64" } }],
//!   "context": { "related": [{ "reference": "QuestionnaireResponse/…" }] } }
//! ```
//!
//! * `type`: DOCPAT01 to DOCPAT09, EXPPAT_1 to EXPPAT_3; `category` is its class, and may be left out. The document is dated by
//!   `attachment.creation`, else by `date`, else now. Without `securityLabel`, what the account prefers for what arrives; with it,
//!   `N` is there and `MASQUE_PS` hides.
//! * pdf, txt, rtf, jpeg, png or tiff, by what is in it as by `contentType`; 5 000 000 bytes (413); `size` and `hash` are right.
//! * What is replaced is the person's own (403) and current (409), and becomes `superseded`. To correct a title, a kind or a date is
//!   to replace with the same bytes (D27).
//! * EXPPAT_3, advance directives: one current (409 without `relatesTo`), not a minor's (403), and a fresh password (401, S28).

mod asked;
mod elements;
mod format;
mod keep;
mod serve;

pub use serve::create;
