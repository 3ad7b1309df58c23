//! What this computer keeps: private files, saved documents, the remembered identifier. Never a password, never a token.

pub mod export;
pub mod file;
pub mod identifier;
