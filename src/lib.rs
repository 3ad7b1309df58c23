//! `dmp`: the Dossier Médical Partagé for patients, in a terminal.
//!
//! Rooms and doors are in `ARCHITECTURE.md`; `tests/layers.rs` keeps them.

#![forbid(unsafe_code)]

pub mod api;
pub mod app;
pub mod cli;
pub mod clipboard;
pub mod domain;
pub mod face;
pub mod page;
pub mod paper;
pub mod reader;
pub mod run;
pub mod sandbox;
pub mod settings;
pub mod vault;
pub mod wire;
pub mod words;
