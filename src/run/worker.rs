//! The one place that starts the worker process: this program again, given nothing but a document, and never left running.

use crate::domain::Damage;
use crate::reader::worker::{self, Done, Job, Worker};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

/// How long one document may take, in time that passes (issue 3): then its process is killed.
pub const AT_MOST: Duration = Duration::from_secs(10);

/// Where the program is, and the process now at work, so that it can be killed from elsewhere.
#[derive(Debug)]
pub struct Process {
    program: PathBuf,
    at_most: Duration,
    running: Arc<Mutex<Running>>,
}

#[derive(Debug, Default)]
struct Running {
    child: Option<Child>,
    /// Nobody waits for the answer any more: what would start now does not.
    given_up: bool,
}

/// Kills the process of a [`Process`] when dropped.
#[derive(Debug)]
pub struct Leash(Arc<Mutex<Running>>);

impl Process {
    /// `program` is this program; it is started again with `--reader-worker`.
    pub fn new(program: &Path) -> Self {
        Self::within(program, AT_MOST)
    }

    /// The same with another limit of time, for tests.
    pub fn within(program: &Path, at_most: Duration) -> Self {
        Self { program: program.to_owned(), at_most, running: Arc::default() }
    }

    /// Whoever waits holds it: once dropped, the process is dead and no other starts.
    pub fn leash(&self) -> Leash {
        Leash(self.running.clone())
    }

    fn start(&self) -> Option<Child> {
        // The environment may hold secrets of other programs; the worker needs none of it.
        let mut command = Command::new(&self.program);
        command.arg("--reader-worker").env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        command.spawn().ok()
    }
}

impl Worker for Process {
    fn work(&self, job: &Job<'_>, bytes: &[u8]) -> Result<Done, Damage> {
        let mut child = self.start().ok_or(Damage::Unsafe)?;
        let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) else { return Err(Damage::Unsafe) };
        {
            let mut running = lock(&self.running);
            if running.given_up {
                kill(Some(child));
                return Err(Damage::Unsafe);
            }
            running.child = Some(child);
        }
        let (answered, waiting) = mpsc::channel::<()>();
        thread::scope(|scope| {
            scope.spawn(move || {
                // A worker that stops listening has an answer, or none: reading tells.
                let _ = worker::send(&mut BufWriter::new(input), job, bytes);
            });
            scope.spawn(move || {
                if waiting.recv_timeout(self.at_most) == Err(RecvTimeoutError::Timeout) {
                    kill(lock(&self.running).child.take());
                }
            });
            let outcome = worker::receive(&mut BufReader::new(output));
            // Whatever it answered, it is over.
            kill(lock(&self.running).child.take());
            drop(answered);
            outcome
        })
    }
}

impl Drop for Leash {
    fn drop(&mut self) {
        let mut running = lock(&self.0);
        running.given_up = true;
        kill(running.child.take());
    }
}

/// Killed, and waited for so that nothing is left of it.
fn kill(child: Option<Child>) {
    if let Some(mut child) = child {
        let _ = child.kill();
        let _ = child.wait();
    }
}

fn lock(running: &Mutex<Running>) -> std::sync::MutexGuard<'_, Running> {
    running.lock().unwrap_or_else(PoisonError::into_inner)
}
