//! What a person is told of (D31): notices in their notice centre, events to the clients that listen, SMS and e-mails. A notice
//! is written in the transaction of the trace that it tells of, and never says more than the person's own history does.
//!
//! A notice is a `Communication`; what is in brackets may be absent:
//!
//! ```json
//! { "resourceType": "Communication", "id": "…", "meta": { "versionId": "1", "lastUpdated": "2026-11-22T20:00:00Z" },
//!   "status": "completed",
//!   "category": [{ "coding": [{ "system": "urn:dmp:notifications", "code": "ACCES_BRIS_GLACE", "display": "…" }] }],
//!   "priority": "routine, or urgent for an emergency",
//!   "subject": { "reference": "Patient/…" }, "recipient": [{ "reference": "Patient/…" }],
//!   "about": [{ "reference": "AuditEvent/…" }, { "reference": "DocumentReference/…", "display": "its title" }],
//!   "sent": "2026-11-22T20:00:00Z", "received": "absent while unread",
//!   "sender": { "identifier": { "system": "urn:oid:1.2.250.1.71.4.2.1", "value": "810999001042" }, "display": "Dr …" },
//!   "reasonCode": [{ "coding": [{ "system": "…TRE-R248-ModeAcces", "code": "bris_de_glace" }], "text": "why the glass was broken" }],
//!   "payload": [{ "contentString": "one sentence in French" }] }
//! ```
//!
//! `about`, `sender` and `reasonCode` are absent when nobody and nothing is to be named; `reasonCode` is there for accesses only.
//! `sender` is who did it, `about` where it is told in full; a professional whom it concerns (`BLOCAGE_PS`,
//! `CHANGEMENT_MEDECIN_TRAITANT`) is there too, by `identifier` and `display`, without `reference`.
//!
//! * `GET Communication?recipient=PATIENT[&_sort=-sent][&_count=][&category=CODE][&sent=ge…][&received:missing=true]`, paged like
//!   the others, always with `total`: `_count=0&received:missing=true` counts the unread. `GET Communication/{id}`.
//! * `PATCH Communication/{id}`, `application/json-patch+json`, `If-Match` (412 when stale). Read:
//!   `[{"op":"test","path":"/id","value":"…"},{"op":"add","path":"/received","value":"2026-11-22T20:01:00Z"}]`; unread again:
//!   the same `test`, then `{"op":"remove","path":"/received"}`. Anything else: 422.
//! * `GET dmp_events_endpoint`, Server-Sent Events: `event: notice`, `id: 17`, `data: {"id":"…"}`, the id of a `Communication`.
//!   The first block has an `id` and `retry` alone: where the stream stands. `Last-Event-ID` goes on from there; without it, from
//!   now. A comment comes every 15 seconds. The stream ends with the session.
//! * `GET {account}/notifications`: `{"channels":["sms","mail"],"notices":[{"code":"AJOUT_DOCUMENT","channel":"sms",
//!   "required":false},…]}`; `PUT` takes `{"notices":[{"code":"AJOUT_DOCUMENT","channel":"none"}]}` and answers the same as `GET`.
//!   `channel` is one of `channels`, or `none`, which a required one refuses: 422.

mod announce;
mod choices;
mod code;
mod events;
mod letter;
mod patch;
mod resource;
mod search;
mod serve;
mod store;

pub use announce::{due, expect, expect_all};
pub use choices::{choose, chosen};
pub use code::Code;
pub use events::{Bell, events};
pub use letter::letter;
pub use search::PARAMETERS;
pub use serve::{change, notice, notices};
pub use store::Notice;
