//! What surrounds the program on the computer: files, saved documents, settings, the keyring, the process itself.
//!
//! Some tests start this very test program again as a child, in the hands of another user or of a debugger: the child is
//! an ignored test, named in [`child::again`].

#![cfg(unix)]
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod child;
mod deposit;
mod draft_key;
mod drafts;
mod export;
mod file;
mod identifier;
mod keeper;
mod keyring;
mod process;
mod scan;
mod settings;
