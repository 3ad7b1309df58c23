//! Arguments, then settings, then a face, then the loop.

mod act;
mod client;
mod serve;
mod text;

use client::What;
use dmp::cli::{self, Command};
use dmp::domain::Clean;
use dmp::face;
use dmp::reader::worker;
use dmp::run::confine;
use dmp::run::gather::gather;
use dmp::run::harden;
use dmp::run::panics::Panics;
use dmp::words::Words;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Done; failed and said why in one sentence; wrong use.
const DONE: u8 = 0;
const FAILED: u8 = 1;
const MISUSED: u8 = 2;

/// The hidden word that makes a worker of this program (D8).
const WORKER: &str = "--reader-worker";

fn main() -> ExitCode {
    // Before anything else: this process is given bytes that nobody trusts, and must hold nothing.
    if std::env::args_os().nth(1).is_some_and(|first| first == WORKER) {
        return ExitCode::from(parse());
    }
    let panics = Panics::install(face::restore);
    harden::harden();
    panics.guard(|| ExitCode::from(command(&panics)))
}

fn command(panics: &Panics) -> u8 {
    match cli::parse(std::env::args_os()) {
        // Nothing is loaded to say a number.
        Ok(Command::Version) => print(concat!("dmp ", env!("CARGO_PKG_VERSION"), "\n")),
        Ok(command) => {
            let words = Words::french();
            panics.speak(&words);
            match command {
                Command::Client(choices) => client::run(&choices, &words, panics, What::Record),
                Command::Demo(choices) => client::run(&choices, &words, panics, What::Demonstration),
                Command::Open { files, choices } => client::run(&choices, &words, panics, What::Files(gather(&files))),
                Command::Print { files, width, .. } => text::print(&gather(&files), width, &words),
                Command::Act(act) => act::act(&act, &words),
                Command::Sandbox(options) => serve::serve(&options, &words),
                Command::Help(topic) => print(&cli::help(topic, &words)),
                // Both are answered before the catalogue is loaded.
                Command::ReaderWorker | Command::Version => DONE,
            }
        }
        Err(refusal) => fail(&refusal.say(&Words::french()), MISUSED),
    }
}

/// The worker's life: one document in, what it says out.
fn parse() -> u8 {
    harden::harden();
    confine::confine();
    let served = worker::serve(&mut io::stdin().lock(), &mut io::stdout().lock());
    if served.is_ok() { DONE } else { FAILED }
}

/// This program, to be started again as a worker. Where it cannot be known, nothing is: a document then says so.
fn program() -> PathBuf {
    std::env::current_exe().unwrap_or_default()
}

/// Text on the standard output. A reader that went away (`| head`) is not a failure.
fn print(text: &str) -> u8 {
    let mut out = io::stdout().lock();
    let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
    match written {
        Ok(()) => DONE,
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => DONE,
        Err(_) => FAILED,
    }
}

/// One sentence on the standard error.
fn fail(sentence: &Clean, code: u8) -> u8 {
    let _ = writeln!(io::stderr(), "{sentence}");
    code
}

/// The runtime on which everything that waits runs.
fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()
}
