//! A fault of the program ends it in order: the terminal given back, a report without a word of what was being read, one
//! sentence. Never the message of the fault, which may quote a document; never a program that goes on after it (S52, F46).
//!
//! The thread that called [`Panics::install`] is the one that draws. A fault there gives the terminal back on the spot.
//! A fault on any other thread or task must not: the drawing thread would go on drawing on the person's own screen. It
//! is told instead ([`Panics::happened`]) and leaves by its own way; a guard ends the process if it does not.

use super::random;
use crate::domain::{Clean, Problem};
use crate::vault::file::{self, Replace};
use crate::words::Words;
use std::io::Write;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, mpsc};
use std::thread::{self, ThreadId};
use std::time::Duration;
use tokio::sync::watch;

/// What the process answers when it failed and said so.
const FAILED: u8 = 1;
/// How long the drawing thread has to leave in order.
const GRACE: Duration = Duration::from_secs(3);
/// How long giving the terminal back may take, when another thread may be stuck on it.
const LAST_TRY: Duration = Duration::from_secs(1);

/// What the program knows of its own faults.
pub struct Panics(Arc<Fault>);

struct Fault {
    restore: fn(),
    drawing: ThreadId,
    /// Names the report: drawn now, so that nothing needs drawing during a fault.
    report: String,
    /// Said in place of everything else.
    sentence: OnceLock<String>,
    /// Where the report goes; nowhere in a shop.
    folder: OnceLock<PathBuf>,
    /// The thread of the first fault.
    first: OnceLock<ThreadId>,
    said: AtomicBool,
    /// What must be told at once, from whichever thread, and waits for nobody.
    alarm: OnceLock<Box<dyn Fn() + Send + Sync>>,
    told: watch::Sender<bool>,
}

impl Panics {
    /// The first thing a program does, on the thread that will draw. `restore` gives the terminal back from anywhere.
    pub fn install(restore: fn()) -> Self {
        let fault = Arc::new(Fault {
            restore,
            drawing: thread::current().id(),
            report: random::report().unwrap_or_default(),
            sentence: OnceLock::new(),
            folder: OnceLock::new(),
            first: OnceLock::new(),
            said: AtomicBool::new(false),
            alarm: OnceLock::new(),
            told: watch::Sender::new(false),
        });
        let hook = Arc::clone(&fault);
        std::panic::set_hook(Box::new(move |info| hook.happens(info.location())));
        Self(fault)
    }

    /// The language in which a fault is told: French until then.
    pub fn speak(&self, words: &Words) {
        let sentence = words.problem(&Problem::Internal { report: Clean::line(&self.0.report) });
        let _ = self.0.sentence.set(sentence.to_string());
    }

    /// Where a report may be written. Not called in a shop, where nothing stays (D11).
    pub fn write_reports_in(&self, folder: PathBuf) {
        let _ = self.0.folder.set(folder);
    }

    /// Called at the first fault, on the thread that failed, before anything else: it must neither wait, fail nor take a lock.
    pub fn alarm(&self, alarm: impl Fn() + Send + Sync + 'static) {
        let _ = self.0.alarm.set(Box::new(alarm));
    }

    /// Completes when any thread or task has failed: leave the terminal and return. Cancel-safe.
    pub async fn happened(&self) {
        let mut told = self.0.told.subscribe();
        // The sender lives as long as `self`.
        let _ = told.wait_for(|happened| *happened).await;
    }

    /// Runs the program. If anything failed in the meantime, here or elsewhere, says it and answers failure.
    pub fn guard(&self, program: impl FnOnce() -> ExitCode) -> ExitCode {
        let outcome = catch_unwind(AssertUnwindSafe(program));
        match outcome {
            Ok(code) if self.0.first.get().is_none() => code,
            Ok(_) | Err(_) => {
                (self.0.restore)();
                if self.0.sentence.get().is_none() {
                    self.speak(&Words::french());
                }
                self.0.say();
                ExitCode::from(FAILED)
            }
        }
    }
}

/// For the server and the reader's own process: a fault is told without its message, and what surrounds it decides.
pub fn only_tell() {
    std::panic::set_hook(Box::new(|info| {
        let _ = writeln!(std::io::stderr(), "panic: {}", place(info.location()));
    }));
}

impl Fault {
    /// On the thread that failed. Nothing here may fail in its turn.
    fn happens(self: &Arc<Self>, at: Option<&Location<'_>>) {
        let here = thread::current().id();
        if self.first.set(here).is_err() {
            // Elsewhere, the end is already under way. Here, a destructor failed on the way out and an abort is next.
            if self.first.get() == Some(&here) {
                self.end_now();
            }
            return;
        }
        if let Some(alarm) = self.alarm.get() {
            alarm();
        }
        let guard = Arc::clone(self);
        let watching = thread::Builder::new().name("fault".into()).spawn(move || {
            thread::sleep(GRACE);
            guard.end_now();
        });
        if here == self.drawing {
            (self.restore)();
        }
        self.write_report(at);
        let _ = self.told.send_replace(true);
        if watching.is_err() {
            self.end_now();
        }
    }

    /// The version and the line of the program: all that is needed to mend it, and nothing of the person.
    fn write_report(&self, at: Option<&Location<'_>>) {
        let Some(folder) = self.folder.get() else { return };
        let text = format!("dmp {}\n{}\n", env!("CARGO_PKG_VERSION"), place(at));
        let _ = file::folder(folder)
            .and_then(|()| file::write(&folder.join(format!("report-{}.txt", self.report)), text.as_bytes(), Replace::No));
    }

    /// Gives the terminal back, says the sentence and ends, without waiting for anybody.
    fn end_now(self: &Arc<Self>) -> ! {
        let last_words = {
            let fault = Arc::clone(self);
            move || {
                (fault.restore)();
                fault.say();
            }
        };
        if thread::current().id() == self.drawing {
            last_words();
        } else {
            // The thread that draws may be stuck with the terminal in its hands: the end does not wait for it.
            let (done, wait) = mpsc::channel::<()>();
            let trying = thread::Builder::new().spawn(move || {
                last_words();
                drop(done);
            });
            if trying.is_ok() {
                let _ = wait.recv_timeout(LAST_TRY);
            }
        }
        // Neither returning nor unwinding ends a process whose other threads are stuck.
        #[allow(clippy::exit)]
        std::process::exit(i32::from(FAILED))
    }

    /// Once, whoever comes first.
    fn say(&self) {
        if !self.said.swap(true, Ordering::SeqCst) {
            let sentence = self.sentence.get().unwrap_or(&self.report);
            // A terminal that has gone has nobody to tell.
            let _ = writeln!(std::io::stderr(), "{sentence}");
        }
    }
}

fn place(at: Option<&Location<'_>>) -> String {
    at.map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default()
}
