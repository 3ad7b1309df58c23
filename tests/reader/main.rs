//! The reader, from bytes to the lines a person reads.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, clippy::string_slice)]
// A test that is skipped, or that counts, says so.
#![allow(clippy::print_stdout)]

#[path = "../../fuzz/src/checks/mod.rs"]
mod checks;
#[path = "../support/damage.rs"]
mod damaged;

mod bare;
mod coded;
mod corpus;
mod damage;
mod fhir;
mod hostile;
mod layouts;
mod pdf;
mod pictures;
mod replayed;
mod rtf;
mod scans;
mod source;
mod subjects;
mod text;
mod xdm;

/// The worker process of the program under test.
pub fn worker() -> dmp::run::worker::Process {
    dmp::run::worker::Process::new(std::path::Path::new(env!("CARGO_BIN_EXE_dmp")))
}
