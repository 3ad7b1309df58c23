//! A thread that owns one connection and does one job after the other: no lock, and no blocking of the async threads.

use crate::sandbox::fault::Fault;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

pub struct Desk {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Desk {
    pub fn new(name: &str, mut connection: Connection) -> std::io::Result<Self> {
        let (jobs, waiting) = channel::<Job>();
        let thread = std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            for job in waiting {
                // A job that panics has rolled its transaction back on the way; its caller learns it from the lost answer.
                let _panicked = catch_unwind(AssertUnwindSafe(|| job(&mut connection)));
            }
        })?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Connection) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let (answer, answered) = tokio::sync::oneshot::channel();
        let job: Job = Box::new(move |connection| {
            // Nobody waits any more when the connection was cut: the work is done all the same.
            let _unheard = answer.send(job(connection));
        });
        let sent = self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok());
        if !sent {
            return Err(Fault::Broken("the store is closed".to_owned()));
        }
        answered.await.map_err(|_| Fault::Broken("a job of the store panicked".to_owned()))?
    }
}

impl Drop for Desk {
    /// Ends what is waiting, then closes the connection.
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _panicked = thread.join();
        }
    }
}
