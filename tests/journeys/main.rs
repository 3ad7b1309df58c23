//! What a person does and sees, told by the labels they read: `update` and `view`, no terminal, no network.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod accesses;
mod addresses;
mod carried;
mod comparing;
mod directory;
mod documents;
mod embedded;
mod finding;
mod forms;
mod history;
mod library;
mod locking;
mod masking;
mod news;
mod notices;
mod person;
mod pictures;
mod reading;
mod rights;
mod sessions;
mod signing_in;
