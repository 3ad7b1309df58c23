//! Addresses met in a document. None is ever followed without asking, and most kinds never.

/// Web and mail addresses may be shown as such; anything else (`javascript:`, `file:`, a file that was not sent) is not a link.
pub fn is_safe(href: &str) -> bool {
    let lower = href.to_ascii_lowercase();
    ["http://", "https://", "mailto:", "tel:"].iter().any(|scheme| lower.starts_with(scheme)) && !lower.contains("javascript:")
}
