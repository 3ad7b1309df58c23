//! `dmp`: the Dossier Médical Partagé for patients, in a terminal.
//!
//! Rooms and doors are in `ARCHITECTURE.md`; `tests/layers.rs` keeps them.

#![forbid(unsafe_code)]

pub mod domain;
pub mod face;
pub mod page;
pub mod sandbox;
pub mod wire;
pub mod words;
