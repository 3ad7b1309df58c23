//! Consents: whom a person lets read, whom they block, what they allow in an emergency, and the stays in hospital. A person
//! never authorises a professional in advance (only the professional records an agreement): they oppose, remove and allow stays.

mod change;
mod request;
mod resource;
mod search;
mod serve;
mod store;

pub use search::PARAMETERS;
pub use serve::{change, consent, consents, create};
pub use store::{Consent, Given, Kind, agree, block, in_force, open_switches};
