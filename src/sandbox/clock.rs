//! The server's time: read from a clock that tests can move, and never going back (F31).

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Milliseconds since 1970, UTC.
pub type Millis = i64;
pub const SECOND: Millis = 1_000;
pub const MINUTE: Millis = 60 * SECOND;
pub const HOUR: Millis = 60 * MINUTE;
pub const DAY: Millis = 24 * HOUR;

pub trait Clock: Send + Sync {
    /// What the calendar says; it may be set, forwards or back.
    fn now(&self) -> Millis;
    /// Since any origin; it only goes forwards.
    fn ticks(&self) -> Millis;
}

/// The computer's.
pub struct WallClock(Instant);

impl Default for WallClock {
    fn default() -> Self {
        Self(Instant::now())
    }
}

impl Clock for WallClock {
    fn now(&self) -> Millis {
        jiff::Timestamp::now().as_millisecond()
    }

    fn ticks(&self) -> Millis {
        Millis::try_from(self.0.elapsed().as_millis()).unwrap_or(Millis::MAX)
    }
}

/// A clock made steady: when the calendar is set back, time goes on from the latest instant seen, so that nothing which has
/// expired lives again and nothing stops expiring.
pub struct Time {
    clock: Arc<dyn Clock>,
    /// The latest instant given, and the ticks then.
    latest: Mutex<(Millis, Millis)>,
}

impl Time {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let latest = Mutex::new((clock.now(), clock.ticks()));
        Self { clock, latest }
    }

    /// It is this instant at least: an earlier run has gone past it.
    pub fn reach(&self, at: Millis) {
        let now = self.now();
        self.advance(at - now);
    }

    /// Time passes, for a demonstration; the instant it is then.
    pub fn advance(&self, by: Millis) -> Millis {
        self.now();
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        latest.0 = latest.0.saturating_add(by.max(0));
        latest.0
    }

    pub fn now(&self) -> Millis {
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let (calendar, ticks) = (self.clock.now(), self.clock.ticks());
        let now = calendar.max(latest.0.saturating_add(ticks.saturating_sub(latest.1)));
        *latest = (now, ticks);
        now
    }
}

/// Whole seconds until `then`, at least 1: what `Retry-After` says.
pub fn seconds_until(then: Millis, now: Millis) -> u64 {
    u64::try_from(then.saturating_sub(now).max(1).div_euclid(SECOND) + i64::from((then - now).rem_euclid(SECOND) > 0))
        .unwrap_or(1)
        .max(1)
}

/// RFC 3339 in UTC, to the second.
pub fn instant(at: Millis) -> String {
    jiff::Timestamp::from_second(at.div_euclid(SECOND)).map(|at| at.to_string()).unwrap_or_default()
}
