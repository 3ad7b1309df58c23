//! The directory of professionals: invented people and organisations in real towns, served as the Annuaire Santé serves the
//! real ones. It knows nothing of any patient, and looking in it leaves no trace.

mod acting;
mod key;
mod kinds;
mod search;
mod seed;
mod serve;
mod table;
mod write;

pub use acting::{Newcomer, acting, enter, known};
pub use kinds::{ALL, Resource};
pub use seed::{add_capacities, fill};
pub use serve::{organization, organizations, practitioner, practitioners, role, roles};
