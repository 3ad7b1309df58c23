//! The budgets of DESIGN §8, each measured on something real and told as pass or fail, with the figures.
//!
//! `cargo bench --bench budgets` for all of them; `-- keys memory` for those that are named; `-- sign-in` for the one
//! that takes minutes and runs only when asked for. On a machine that others use, what is compared is processor time,
//! a ratio measured in the same run, or the quickest of many: others can only make things slower.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::indexing_slicing)]
#![allow(clippy::use_debug, clippy::string_slice)]

#[path = "../../tests/journeys/accesses.rs"]
#[allow(dead_code)]
mod accesses;
#[path = "../cda.rs"]
mod cda;
mod client;
mod directory;
mod history;
mod http;
mod keys;
mod memory;
mod pages;
#[path = "../../tests/journeys/person.rs"]
#[allow(dead_code)]
mod person;
mod processor;
mod read;
mod report;
mod server;
mod sign_in;
mod start;
#[path = "../../tests/support/mod.rs"]
mod support;
mod typing;

use report::Report;
use std::process::ExitCode;

/// A budget, and whether it is measured without being named.
type Part = (&'static str, fn(&mut Report), bool);

const PARTS: [Part; 10] = [
    ("start", start::measure, true),
    ("keys", keys::measure, true),
    ("typing", typing::typing, true),
    ("form", typing::form, true),
    ("read", read::measure, true),
    ("pages", pages::measure, true),
    ("memory", memory::measure, true),
    ("history", history::measure, true),
    ("directory", directory::measure, true),
    ("sign-in", sign_in::measure, false),
];

fn main() -> ExitCode {
    let named: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let Some(unknown) = named.iter().find(|name| PARTS.iter().all(|(part, ..)| part != name)) {
        println!("{unknown} is none of {:?}", PARTS.map(|(part, ..)| part));
        return ExitCode::from(2);
    }
    let mut report = Report::default();
    for (name, measure, usual) in PARTS {
        if (named.is_empty() && usual) || named.iter().any(|one| one == name) {
            measure(&mut report);
        }
    }
    report.end()
}
