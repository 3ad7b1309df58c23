//! The sandbox over real HTTP on loopback, with a clock that tests move. Tests of SECURITY.md's statements are named after them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

#[expect(dead_code, reason = "verbs for the tests to come")]
mod app;
mod first;
