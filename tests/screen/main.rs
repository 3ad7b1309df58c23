//! The full-screen face on an imaginary terminal: what is drawn, what keys do, what always holds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
#![allow(clippy::wildcard_enum_match_arm)]

mod always;
mod fields;
mod forms;
mod lists;
mod pages;
mod pictures;
mod readings;
mod shown;
mod terminal;
mod travel;
