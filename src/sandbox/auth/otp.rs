//! One-time codes: by SMS and e-mail, and from an authenticator application.

use super::token::{Hash, hmac};
use crate::sandbox::clock::{DAY, MINUTE, Millis, SECOND};
use totp_rs::{Algorithm, Builder, Secret};

/// How long a code sent lives.
pub const LIFE: Millis = 10 * MINUTE;
/// Between two sendings.
pub const RESEND: Millis = 30 * SECOND;
/// Wrong codes that void the challenge.
pub const TRIES: u32 = 5;
pub const LENGTH: u32 = 6;
/// Codes sent to one account, at most: in so long, so many.
pub const SENT: [(Millis, u32); 2] = [(15 * MINUTE, 3), (DAY, 10)];
/// Challenges voided in a day before codes are no longer read.
pub const VOIDED: (Millis, u32) = (DAY, 10);

const STEP: u64 = 30;

pub mod channel {
    pub const TOTP: &str = "totp";
    pub const SMS: &str = "sms";
    pub const MAIL: &str = "mail";
}

/// Bound to its challenge (S6).
pub fn hash(key: &Hash, challenge: &str, code: &str) -> Hash {
    hmac(key, &[b"one-time code", challenge.as_bytes(), code.as_bytes()])
}

/// Digits only: people type spaces and dashes.
pub fn tidy(typed: &str) -> String {
    typed.chars().filter(|character| !matches!(character, ' ' | '-' | '\u{a0}' | '\u{202f}')).collect()
}

/// The step that `code` belongs to: the current or the previous one, and later than `last` (S8).
pub fn totp_step(secret: &str, code: &str, now: Millis, last: i64) -> Option<i64> {
    let secret = Secret::try_from_base32(secret).ok()?;
    let seconds = u64::try_from(now.div_euclid(SECOND)).ok()?;
    let totp = Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(0)
        .with_step_duration(STEP)
        .with_secret(secret)
        .build_noncompliant();
    let step = totp.check(code, seconds).or_else(|| totp.check(code, seconds.checked_sub(STEP)?))?;
    i64::try_from(step).ok().filter(|step| *step > last)
}
