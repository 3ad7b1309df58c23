//! The program itself, in a pseudo-terminal.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

#[path = "../support/mod.rs"]
mod support;

mod answers;
mod broken;
mod bytes;
mod damaged;
mod drafts;
mod harness;
mod journeys;
mod leaving;
mod notices;
mod pictures;
mod session;
mod trouble;
