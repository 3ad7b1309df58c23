//! Notices as they arrive: the stream of events says that there is something, and the notices are read. Where there is no
//! stream they are asked for now and then. Nothing of it counts as somebody being there, and nothing of it is endless:
//! however much a stream sends, questions are few and memory is bounded.

mod known;
mod stream;

pub use known::Listener;

use super::connection::{Body, Call, Opened};
use super::{Api, answer, random};
use crate::domain::{News, NoticeId, Problem};
use crate::wire::events;
use std::collections::HashSet;
use std::time::Duration;
use stream::{Event, Parser};
use tokio::sync::watch;
use tokio::time::{Instant, sleep, timeout};

/// Notices announced and not yet asked for, at most: with more, what is unread is asked for all the same.
const ANNOUNCED: usize = 200;

/// What a server asks to wait before it is listened to again is followed up to this.
const LONGEST_RETRY: Duration = Duration::from_secs(60);

impl Api {
    /// Listens until the session ends, and tells what there is and what arrives. Cancelled by being dropped.
    ///
    /// The problem is what ended it: [`Problem::NotOffered`] when the server has no notices.
    pub async fn listen(&self, listener: &mut Listener, tell: impl Fn(News)) -> Problem {
        let limits = &self.inner.connection.limits;
        let mut streams = true;
        let mut failures = 0;
        loop {
            // The stream first, then what there is: so that nothing falls between the two.
            let opened = if streams { self.stream(listener).await } else { Err(Problem::NotOffered) };
            if let Err(problem) = self.look(listener, &HashSet::new(), &tell).await
                && over(&problem)
            {
                return problem;
            }
            let started = Instant::now();
            let was_open = opened.is_ok();
            let problem = match opened {
                Ok(opened) => self.follow(opened, listener, &tell).await,
                Err(problem) => problem,
            };
            if over(&problem) && problem != Problem::NotOffered {
                return problem;
            }
            failures = if started.elapsed() >= limits.steady { 0 } else { failures + 1 };
            streams &= was_open || passes(&problem);
            sleep(if streams { self.pause(&problem, listener, failures) } else { limits.poll }).await;
        }
    }

    /// The stream, opened after the last event that was read.
    async fn stream(&self, listener: &Listener) -> Result<Opened, Problem> {
        let url = self.service().await?.events.clone().ok_or(Problem::NotOffered)?;
        let body = Body::Listen(listener.last.clone());
        let mut call = Call { body, background: true, ..Call::get(url, "text/event-stream") };
        let opened = self.open(&mut call).await?;
        if let Some(problem) = answer::problem(opened.status, opened.retry_after, self.closed()) {
            return Err(problem);
        }
        if opened.essence.as_deref() == Some("text/event-stream") { Ok(opened) } else { Err(Problem::Garbled) }
    }

    /// Until the stream ends, is silent for too long, or has sent too much. The problem is why.
    async fn follow(&self, mut opened: Opened, listener: &mut Listener, tell: &impl Fn(News)) -> Problem {
        let limits = &self.inner.connection.limits;
        let mut parser = Parser::after(listener.last.take());
        let (rings, mut rung) = watch::channel(HashSet::new());
        let reading = async {
            let mut left = limits.stream;
            loop {
                let piece = match timeout(limits.silence, opened.piece()).await {
                    Ok(Ok(Some(piece))) => piece,
                    Ok(Ok(None)) => return Problem::Cut,
                    Ok(Err(problem)) => return problem,
                    Err(_) => return Problem::TimedOut,
                };
                parser.feed(&piece, |event| {
                    if let Some(id) = announced(&event) {
                        rings.send_modify(|ids| _ = (ids.len() < ANNOUNCED).then(|| ids.insert(id)));
                    }
                });
                match left.checked_sub(piece.len()) {
                    Some(less) => left = less,
                    None => return Problem::TooLarge { limit: limits.stream as u64 },
                }
            }
        };
        let answering = async {
            while rung.changed().await.is_ok() {
                let ids = rings.send_replace(HashSet::new());
                rung.mark_unchanged();
                if let Err(problem) = self.look(listener, &ids, tell).await
                    && over(&problem)
                {
                    return problem;
                }
                sleep(limits.between).await;
            }
            Problem::Cut
        };
        let problem = tokio::select! {
            problem = reading => problem,
            problem = answering => problem,
        };
        (listener.last, listener.retry) = (parser.id, parser.retry);
        problem
    }

    /// Reads what is unread, and tells what of it is new.
    async fn look(&self, listener: &mut Listener, announced: &HashSet<NoticeId>, tell: &impl Fn(News)) -> Result<(), Problem> {
        let found = self.unread_notices().await?;
        if let Some(news) = listener.learn(&found, announced) {
            tell(news);
        }
        Ok(())
    }

    /// Never less than what the server asks; longer each time it fails, and never the same for two clients.
    fn pause(&self, problem: &Problem, listener: &Listener, failures: u32) -> Duration {
        let limits = &self.inner.connection.limits;
        let asked = if let Problem::TooFast { seconds: Some(seconds) } | Problem::Unavailable { seconds: Some(seconds) } = problem
        {
            Some(Duration::from_secs(*seconds))
        } else {
            listener.retry.map(Duration::from_millis)
        };
        let ceiling = limits.pause.saturating_mul(1 << failures.min(16)).min(limits.poll);
        asked.unwrap_or_default().min(LONGEST_RETRY).saturating_add(ceiling.mul_f64(random::fraction()))
    }
}

/// What it carries is only an id; what is none is no notice.
fn announced(event: &Event) -> Option<NoticeId> {
    if event.name != events::NOTICE {
        return None;
    }
    serde_json::from_str::<serde_json::Value>(&event.data).ok()?.get(events::ID)?.as_str().and_then(NoticeId::new)
}

/// Nothing more is to be learnt in this session.
fn over(problem: &Problem) -> bool {
    problem.ends_the_session() || matches!(problem, Problem::NotOffered | Problem::DmpClosed | Problem::ProveIdentity)
}

/// What may pass: the stream is opened again. Else notices are asked for instead.
fn passes(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::Unreachable
            | Problem::NameUnknown
            | Problem::Tls(_)
            | Problem::TimedOut
            | Problem::Cut
            | Problem::TooFast { .. }
            | Problem::Unavailable { .. }
    )
}
