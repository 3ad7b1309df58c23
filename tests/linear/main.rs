//! The linear face, told as transcripts: what is said, and after `> ` what is answered.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

mod desk;
mod forms;
mod journeys;
mod keyboard;
mod pages;
mod pipe;
mod properties;
mod terminal;
