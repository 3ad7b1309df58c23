//! The sandbox: a DMP server with a fictional record, on this computer only. A second, independent reading of API.md: it
//! never sees `domain` nor `api`, so that a mistake in one cannot hide in the other.

mod account;
mod auth;
mod chance;
mod clock;
mod consents;
mod deposits;
mod directory;
mod door;
mod fault;
mod fhir;
mod hand;
mod http;
mod notices;
mod options;
mod outbox;
mod questionnaires;
mod rights;
mod rules;
mod running;
mod said;
mod seed;
mod store;
mod traces;

pub use auth::password::hash_with;
pub use auth::token::Token;
pub use chance::code;
pub use clock::{Clock, DAY, HOUR, MINUTE, Millis, SECOND, WallClock};
pub use hand::{Errand, Hand, Listed, Obstacle, Sheet, Told, Traced};
pub use http::{Area, Door, SERVED, Served};
pub use options::{Failure, Options, Trial, USUAL};
pub use outbox::Message;
pub use running::{Running, start, start_trial};

use auth::limits::Sources;
use auth::password::Passwords;
use auth::token::Hash;
use clock::Time;
use fault::Fault;
use http::Refusal;
use outbox::{Letter, Outbox};
use rusqlite::Transaction;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use store::Store;

/// What every handler shares.
pub struct Sandbox {
    pub(crate) store: Store,
    pub(crate) time: Time,
    pub(crate) passwords: Passwords,
    pub(crate) outbox: Outbox,
    pub(crate) totals: fhir::Totals,
    pub(crate) bell: notices::Bell,
    pub(crate) forms: questionnaires::Questionnaires,
    /// Between two comments of an event stream.
    pub(crate) heartbeat: Duration,
    /// None: sources are not limited.
    sources: Option<Sources>,
    /// Codes and tried identifiers are hashed with it.
    key: Hash,
}

impl Sandbox {
    /// One transaction, then what it has to tell: its letters go out and the streams look, even when whoever asked has gone.
    pub(crate) async fn telling<T: Send + 'static>(
        self: &Arc<Self>,
        job: impl FnOnce(&Transaction<'_>) -> Result<(T, Vec<Letter>), Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let sandbox = self.clone();
        let told = tokio::spawn(async move {
            let (done, letters) = sandbox.store.write(job).await?;
            sandbox.outbox.send(letters, sandbox.time.now());
            sandbox.bell.ring();
            Ok(done)
        });
        told.await.map_err(|error| Fault::Broken(error.to_string()))?
    }

    /// Counts one more sign-in attempt of `source`.
    fn one_more(&self, source: SocketAddr) -> Result<(), Refusal> {
        let now = self.time.now();
        match &self.sources {
            Some(sources) => sources.attempt(source.ip(), now).map_err(|until| Refusal::too_fast(until, now)),
            None => Ok(()),
        }
    }
}
