//! The FHIR side: what is served, how it is searched, how it is written. A person never sees another's record, nor what is
//! not to be shown to them, by any way.

pub mod accept;
pub mod answer;
pub mod arrival;
mod binary;
mod capability;
mod change;
pub mod cursor;
pub mod datatypes;
pub mod dates;
mod discovery;
mod documents;
mod elements;
pub mod filing;
pub mod paging;
mod parameters;
pub mod patch;
mod patients;
pub mod query;
pub mod search;
pub mod searchset;
pub mod shape;
mod standing;
mod totals;
pub mod write;

pub use binary::{binary, bundle};
pub use capability::capability;
pub use change::{Superseded, change, change_identified, find_identified, supersede};
pub use discovery::discovery;
pub use documents::{document, documents, read_document};
pub use patients::{is_minor, patient, patients};
pub use totals::Totals;
