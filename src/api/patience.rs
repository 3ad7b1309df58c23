//! When a read is tried again, and after how long (D18). Nothing but a read comes here.

use super::limits::Limits;
use super::random;
use crate::domain::Problem;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::time::Duration;
use tokio::sync::watch;
use tokio::time::Instant;

/// A longer wait than a day says nothing to anybody.
const DAY: u64 = 86_400;

/// Seconds to wait, from a `Retry-After`: a number or a date, the date compared with the server's own clock when it is
/// told, since the computer's may be wrong (F17, F30). Nothing when it makes no sense.
pub fn retry_after(value: &str, server_now: Option<&str>) -> Option<u64> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<u64>() {
        return (seconds <= DAY).then_some(seconds);
    }
    let moment = |text: &str| DateTimeParser::new().parse_timestamp(text.trim()).ok();
    let until = moment(value)?;
    let now = server_now.and_then(moment).unwrap_or_else(Timestamp::now);
    let seconds = u64::try_from(until.as_second().saturating_sub(now.as_second())).unwrap_or(0);
    (seconds <= DAY).then_some(seconds)
}

/// The tries of one read.
pub(super) struct Tries<'a> {
    limits: &'a Limits,
    /// Told of the seconds being waited because the server asked, so that the person is told too.
    waits: &'a watch::Sender<Option<u64>>,
    started: Instant,
    done: u32,
    announced: Duration,
}

impl<'a> Tries<'a> {
    pub fn new(limits: &'a Limits, waits: &'a watch::Sender<Option<u64>>) -> Self {
        Self { limits, waits, started: Instant::now(), done: 1, announced: Duration::ZERO }
    }

    /// Waits as long as must be before the next try, or gives the problem back when there is none.
    pub async fn again(&mut self, problem: Problem) -> Result<(), Problem> {
        let spent = self.started.elapsed().saturating_sub(self.announced);
        let Some((pause, asked)) = pause(self.limits, &problem, self.done, spent, self.announced, random::fraction()) else {
            return Err(problem);
        };
        self.done = self.done.saturating_add(1);
        if asked.is_zero() {
            tokio::time::sleep(pause).await;
            return Ok(());
        }
        self.announced = self.announced.saturating_add(pause);
        let _told = Told::new(self.waits, pause.as_secs().max(1));
        tokio::time::sleep(pause).await;
        Ok(())
    }
}

/// Says that there is a wait, and when dropped, also by a person who stops it, that there is none any more.
struct Told<'a>(&'a watch::Sender<Option<u64>>);

impl<'a> Told<'a> {
    fn new(waits: &'a watch::Sender<Option<u64>>, seconds: u64) -> Self {
        waits.send_replace(Some(seconds));
        Self(waits)
    }
}

impl Drop for Told<'_> {
    fn drop(&mut self) {
        self.0.send_replace(None);
    }
}

/// The pause before the next try and the part of it that the server asked for; nothing when the problem is final.
fn pause(
    limits: &Limits,
    problem: &Problem,
    done: u32,
    spent: Duration,
    announced: Duration,
    chance: f64,
) -> Option<(Duration, Duration)> {
    let asked = match problem {
        Problem::Unreachable | Problem::TimedOut | Problem::Cut => Duration::ZERO,
        Problem::TooFast { seconds } | Problem::Unavailable { seconds } => Duration::from_secs(seconds.unwrap_or(0)),
        Problem::AddressUnreadable
        | Problem::AddressNotSecure
        | Problem::NameUnknown
        | Problem::Tls(_)
        | Problem::Redirected
        | Problem::OtherOrigin
        | Problem::NotADmpServer
        | Problem::SessionEnded
        | Problem::Forbidden
        | Problem::DmpClosed
        | Problem::NotFound
        | Problem::ChangedMeanwhile
        | Problem::ProveIdentity
        | Problem::Refused { .. }
        | Problem::AnswerRefused { .. }
        | Problem::ServerFull
        | Problem::FormTooLarge
        | Problem::ServerFailed { .. }
        | Problem::TooLarge { .. }
        | Problem::Garbled
        | Problem::NotOffered
        | Problem::WrongCredentials
        | Problem::Locked { .. }
        | Problem::WrongCode { .. }
        | Problem::CodeExpired
        | Problem::SignInExpired
        | Problem::PasswordRejected(_)
        | Problem::OnTheWeb
        | Problem::DocumentChanged
        | Problem::Damaged(_)
        | Problem::Stopped
        | Problem::NotPrinted
        | Problem::Disk(_)
        | Problem::Unfit(_)
        | Problem::Unkept(_)
        | Problem::Internal { .. } => return None,
    };
    let ceiling = limits.pause.saturating_mul(1 << done.min(16).saturating_sub(1)).min(limits.pause_max);
    let drawn = ceiling.mul_f64(chance.clamp(0.0, 1.0));
    let enough_tries = done >= limits.tries;
    let too_late = asked.is_zero() && spent.saturating_add(drawn) > limits.patience || spent >= limits.patience;
    let too_long = announced.saturating_add(asked) > limits.announced;
    (!enough_tries && !too_late && !too_long).then(|| (asked.max(drawn), asked))
}

#[cfg(test)]
mod tests {
    use super::*;

    const S: fn(u64) -> Duration = Duration::from_secs;

    #[test]
    fn f17_every_kind_of_retry_after_is_understood_or_ignored() {
        let now = Some("Sun, 22 Nov 2026 11:00:00 GMT");
        for (value, seconds) in [
            ("30", Some(30)),
            (" 0 ", Some(0)),
            ("-5", None),
            ("", None),
            ("soon", None),
            ("99999999999999999999999", None),
            ("86401", None),
            ("1e3", None),
            ("Sun, 22 Nov 2026 11:00:42 GMT", Some(42)),
            ("Sun, 22 Nov 2026 10:00:00 GMT", Some(0)),
            ("Sun, 22 Nov 2099 11:00:00 GMT", None),
        ] {
            assert_eq!(retry_after(value, now), seconds, "{value:?}");
        }
    }

    #[test]
    fn the_table_of_tries() {
        let limits = Limits::default();
        let next = |problem: &Problem, done, spent, announced, chance| pause(&limits, problem, done, spent, announced, chance);
        let (cut, busy) = (Problem::Cut, |seconds| Problem::Unavailable { seconds });
        // Full jitter under 0.5 s, then 1 s.
        assert_eq!(next(&cut, 1, S(0), S(0), 1.0), Some((Duration::from_millis(500), S(0))));
        assert_eq!(next(&cut, 2, S(0), S(0), 1.0), Some((S(1), S(0))));
        assert_eq!(next(&cut, 1, S(0), S(0), 0.0), Some((S(0), S(0))));
        // Three tries, twenty seconds.
        assert_eq!(next(&cut, 3, S(0), S(0), 0.0), None);
        assert_eq!(next(&cut, 1, S(20), S(0), 0.0), None);
        assert_eq!(next(&cut, 2, Duration::from_millis(19_500), S(0), 1.0), None);
        // What the server asks is a lower bound, up to 60 s in all; beyond, the person is told.
        assert_eq!(next(&busy(Some(2)), 1, S(0), S(0), 0.5), Some((S(2), S(2))));
        assert_eq!(next(&busy(Some(60)), 1, S(1), S(0), 1.0), Some((S(60), S(60))));
        assert_eq!(next(&busy(Some(61)), 1, S(0), S(0), 1.0), None);
        assert_eq!(next(&busy(Some(30)), 2, S(0), S(31), 1.0), None);
        assert_eq!(next(&busy(None), 1, S(0), S(0), 1.0), Some((Duration::from_millis(500), S(0))));
        assert_eq!(next(&Problem::TooFast { seconds: Some(3) }, 1, S(0), S(0), 0.0), Some((S(3), S(3))));
        // What will not change is not tried again.
        for last in
            [Problem::NameUnknown, Problem::Garbled, Problem::Forbidden, Problem::NotFound, Problem::ServerFailed { status: 500 }]
        {
            assert_eq!(next(&last, 1, S(0), S(0), 0.0), None, "{last:?}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_the_server_asks_for_is_told_while_it_lasts_even_when_stopped() {
        let (waits, told) = watch::channel(None);
        let limits = Limits::default();
        {
            let mut tries = Tries::new(&limits, &waits);
            let waiting = tries.again(Problem::Unavailable { seconds: Some(40) });
            let mut waiting = std::pin::pin!(waiting);
            assert!(futures_util::poll!(&mut waiting).is_pending());
            assert_eq!(*told.borrow(), Some(40));
        }
        assert_eq!(*told.borrow(), None);
        let mut tries = Tries::new(&limits, &waits);
        assert_eq!(tries.again(Problem::Unavailable { seconds: Some(40) }).await, Ok(()));
        assert_eq!(
            tries.again(Problem::Unavailable { seconds: Some(40) }).await,
            Err(Problem::Unavailable { seconds: Some(40) })
        );
    }
}
