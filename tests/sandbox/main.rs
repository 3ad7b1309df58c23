//! The sandbox over real HTTP on loopback, with a clock that tests move. Tests of SECURITY.md's statements are named after them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod answers;
mod app;
mod codes;
mod consents;
mod contacts;
mod deposits;
mod directory;
mod first;
mod grave;
mod health;
mod hostile;
mod initial;
mod login;
mod machine;
mod masks;
mod notices;
mod passwords;
mod professionals;
mod proof;
mod rights;
mod search;
mod sessions;
mod store;
mod strangers;
mod tokens;
mod traces;
mod treating;
mod validity;
