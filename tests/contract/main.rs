//! `api` and `sandbox` are two independent readings of API.md: here they meet, on loopback, over real HTTP, with nothing
//! between them. What one says, the other must understand, and each problem must have its sentence.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]

#[path = "../sandbox/app.rs"]
#[allow(dead_code, reason = "the verbs of a raw client: only some are needed here")]
mod raw;

mod app;
mod coming_back;
mod consents;
mod cutting;
mod directory;
mod documents;
mod first_time;
mod history;
mod locking;
mod masking;
mod mine;
mod notices;
mod refusals;
mod session;
