//! Addresses met in a document. None is ever followed without asking, and most kinds never.

use crate::domain::Leads;

/// Whether this address, as it stands in the document, may be shown as one that can be followed.
pub fn is_safe(href: &str) -> bool {
    Leads::of(href).is_some()
}
