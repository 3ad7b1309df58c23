//! The checks on bytes that a fuzzer invents, one program for each in `targets`.
//!
//! What is not ours to parse is parsed here in this very process, as the worker does once it is confined. A panic in somebody
//! else's parser is what the worker is for: it is said and passed over. One of ours ends the run.

#[allow(dead_code, reason = "the targets go by name")]
pub mod checks;

use checks::TARGETS;
use dmp::domain::Damage;
use dmp::reader::worker::{self, Done, Job, Worker};
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

/// Does the worker's jobs in this process.
struct Here;

impl Worker for Here {
    fn work(&self, job: &Job<'_>, bytes: &[u8]) -> Result<Done, Damage> {
        catch_unwind(AssertUnwindSafe(|| worker::perform(job, bytes))).unwrap_or(Err(Damage::Unsafe))
    }
}

/// Passes over panics in packages, which the worker contains; all others end the run, as the fuzzer's own hook has it.
pub fn listen() {
    let ours = take_hook();
    set_hook(Box::new(move |panic| match panic.location() {
        Some(place) if place.file().contains("/registry/src/") => {
            let (file, line) = (place.file().rsplit("/registry/src/").next().unwrap_or_default(), place.line());
            eprintln!("contained: {file}:{line}");
        }
        _ => ours(panic),
    }));
}

/// Tries these bytes on the target of this name.
pub fn check(target: &str, bytes: &[u8]) {
    for (name, check) in TARGETS {
        if name == target {
            check(bytes, &Here);
        }
    }
}
