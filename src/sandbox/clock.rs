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
    fn now(&self) -> Millis;
}

/// The computer's.
pub struct WallClock;

impl Clock for WallClock {
    fn now(&self) -> Millis {
        jiff::Timestamp::now().as_millisecond()
    }
}

/// A clock made steady: when the one underneath is set back, time goes on from the latest instant seen,
/// so that nothing which has expired lives again.
pub struct Time {
    clock: Arc<dyn Clock>,
    latest: Mutex<(Millis, Instant)>,
}

impl Time {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let latest = Mutex::new((clock.now(), Instant::now()));
        Self { clock, latest }
    }

    pub fn now(&self) -> Millis {
        let wall = self.clock.now();
        let mut latest = self.latest.lock().unwrap_or_else(PoisonError::into_inner);
        let elapsed = Millis::try_from(latest.1.elapsed().as_millis()).unwrap_or(0);
        let now = wall.max(latest.0.saturating_add(elapsed));
        *latest = (now, Instant::now());
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
