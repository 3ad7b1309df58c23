//! The program itself through pipes, where no terminal is anywhere.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

#[path = "../support/mod.rs"]
mod support;

mod acting;
mod files;
mod journeys;
mod servers;
