//! The account: who the person is to the server, their password and sessions. Plain JSON, errors as RFC 9457 problems.

mod draft_key;
mod page;
mod password;
mod preferences;
mod sessions;
mod store;

pub use draft_key::draft_key;
pub use page::{get, unlock};
pub use password::change;
pub use preferences::{mask_new, prefer, preferences};
pub use sessions::{end, end_others, list};
pub use store::{Account, mask_mail, mask_phone, normal_identifier};
