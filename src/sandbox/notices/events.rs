//! The stream of events (Server-Sent Events): that there is a notice, by its id alone. It is read from the database as the
//! client takes it, so a slow reader holds a page of ids at most, and one who comes back goes on where they were.

use super::store::{after, newest};
use crate::sandbox::Sandbox;
use crate::sandbox::auth::session::{self, Who};
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Person, Refusal, set};
use crate::wire::events::{ID, LAST_EVENT_ID, NOTICE};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::sse::Event;
use axum::response::{IntoResponse, Response, Sse};
use futures_util::stream;
use rusqlite::Connection;
use serde_json::json;
use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::{Instant, Interval, MissedTickBehavior, interval_at};

/// Events read at once.
const PAGE: u32 = 50;
/// Open streams, of everybody.
const STREAMS: usize = 256;
/// What a client is asked to wait before it comes back.
const RETRY: Duration = Duration::from_secs(3);

/// Rung when there may be something to tell; it says neither what nor to whom. `true`: the server is leaving.
pub struct Bell(watch::Sender<bool>);

impl Default for Bell {
    fn default() -> Self {
        Self(watch::Sender::new(false))
    }
}

impl Bell {
    pub fn ring(&self) {
        self.0.send_modify(|_leaving| {});
    }

    /// Every stream ends.
    pub fn leave(&self) {
        self.0.send_replace(true);
    }
}

struct Listener {
    sandbox: Arc<Sandbox>,
    who: Arc<Who>,
    bell: watch::Receiver<bool>,
    beat: Interval,
    /// The number of the last event read.
    at: i64,
    ready: VecDeque<Event>,
}

/// API §3, live events.
pub async fn events(State(sandbox): State<Arc<Sandbox>>, Person(who): Person, headers: HeaderMap) -> Result<Response, Refusal> {
    if sandbox.bell.0.receiver_count() >= STREAMS {
        let full = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "too_many_streams", "throttled", "Too many streams are open");
        return Err(Refusal { retry_after: Some(RETRY.as_secs()), ..full });
    }
    let bell = sandbox.bell.0.subscribe();
    let patient = who.patient.clone();
    let last = sandbox.store.read(move |connection| newest(connection, &patient)).await?;
    let asked = headers.get(LAST_EVENT_ID).and_then(|id| id.to_str().ok()?.parse().ok());
    // A number that this record has not reached yet is another server's.
    let at = asked.filter(|at| (0..=last).contains(at)).unwrap_or(last);
    let mut beat = interval_at(Instant::now() + sandbox.heartbeat, sandbox.heartbeat);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let stands = Event::default().id(at.to_string()).retry(RETRY);
    let listener = Listener { sandbox, who, bell, beat, at, ready: VecDeque::from([stands]) };
    let mut response = Sse::new(stream::unfold(listener, Listener::next)).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    Ok(response)
}

impl Listener {
    async fn next(mut self) -> Option<(Result<Event, Infallible>, Self)> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some((Ok(event), self));
            }
            // Marked as heard before looking: what comes after the look rings again.
            if *self.bell.borrow_and_update() {
                return None;
            }
            match self.look().await {
                Ok(Some(found)) if found.is_empty() => {}
                Ok(Some(found)) => {
                    self.queue(found);
                    continue;
                }
                Ok(None) => return None,
                Err(fault) => {
                    tracing::error!(?fault, "an event stream ended");
                    return None;
                }
            }
            tokio::select! {
                rung = self.bell.changed() => if rung.is_err() { return None },
                _beat = self.beat.tick() => return Some((Ok(Event::default().comment("")), self)),
            }
        }
    }

    /// What there is after the last event read; none: the session has ended, or the record has been closed.
    async fn look(&self) -> Result<Option<Vec<(i64, String)>>, Fault> {
        let (who, at, now) = (self.who.clone(), self.at, self.sandbox.time.now());
        let look = move |connection: &Connection| match session::lives(connection, &who, now)? {
            true => after(connection, &who.patient, at, PAGE).map(Some),
            false => Ok(None),
        };
        self.sandbox.store.read(look).await
    }

    fn queue(&mut self, found: Vec<(i64, String)>) {
        for (n, id) in found {
            self.at = n;
            let event = Event::default().event(NOTICE).id(n.to_string()).data(json!({ ID: id }).to_string());
            self.ready.push_back(event);
        }
    }
}
