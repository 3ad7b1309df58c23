//! The step of the code: choosing where it is sent, and reading it.

use super::otp::{self, channel};
use super::sign_in::{SignIn, Stage};
use super::token::{Hash, same};
use crate::sandbox::account::Account;
use crate::sandbox::chance;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use crate::sandbox::outbox::{Letter, text};
use rusqlite::{Connection, params};

/// Chooses a channel, and sends a code when there is something to send. `Err`: not before.
pub fn choose(
    connection: &Connection,
    key: &Hash,
    sign_in: &mut SignIn,
    account: &Account,
    wanted: &str,
    now: Millis,
) -> Result<Result<Option<Letter>, Millis>, Fault> {
    if wanted == channel::TOTP {
        // Nothing is sent, so nothing is renewed: not the tries either.
        sign_in.channel = Some(wanted.to_owned());
        (sign_in.challenge, sign_in.code, sign_in.code_expires) = (None, None, None);
        return Ok(Ok(None));
    }
    if let Some(sent) = sign_in.code_sent.filter(|sent| sent + otp::RESEND > now) {
        return Ok(Err(sent + otp::RESEND));
    }
    for (period, most) in otp::SENT {
        if let Some(until) = full(connection, &account.id, false, period, most, now)? {
            return Ok(Err(until));
        }
    }
    let (challenge, code) = (chance::id()?, chance::code()?);
    count(connection, &account.id, false, now)?;
    sign_in.code = Some(otp::hash(key, &challenge, &code));
    sign_in.challenge = Some(challenge);
    sign_in.channel = Some(wanted.to_owned());
    sign_in.code_sent = Some(now);
    sign_in.code_expires = Some(now + otp::LIFE);
    sign_in.tries_left = otp::TRIES;
    let words = if wanted == channel::SMS { text::CODE_SMS } else { text::CODE_MAIL };
    let words = words.replace("{code}", &code).replace("{name}", &account.given);
    let letter = Letter {
        to: account.identifier.clone(),
        channel: wanted.to_owned(),
        text: words.trim_end().to_owned(),
        code: Some(code),
    };
    Ok(Ok(Some(letter)))
}

pub enum Verdict {
    Right,
    Wrong,
    Expired,
    /// No channel was chosen.
    NoCodeAsked,
    Wait(Millis),
}

pub fn verify(
    connection: &Connection,
    key: &Hash,
    sign_in: &mut SignIn,
    account: &Account,
    typed: &str,
    now: Millis,
) -> Result<Verdict, Fault> {
    let Some(chosen) = sign_in.channel.clone() else { return Ok(Verdict::NoCodeAsked) };
    let (period, most) = otp::VOIDED;
    if let Some(until) = full(connection, &account.id, true, period, most, now)? {
        return Ok(Verdict::Wait(until));
    }
    let typed = otp::tidy(typed);
    let right = if chosen == channel::TOTP {
        let secret = account.totp.as_deref().unwrap_or("");
        let step = otp::totp_step(secret, &typed, now, account.totp_step);
        if let Some(step) = step {
            connection.execute("UPDATE accounts SET totp_step = ? WHERE account_id = ?", params![step, account.id])?;
        }
        step.is_some()
    } else {
        let (Some(challenge), Some(code), Some(expires)) = (&sign_in.challenge, sign_in.code, sign_in.code_expires) else {
            return Ok(Verdict::NoCodeAsked);
        };
        if expires <= now {
            return Ok(Verdict::Expired);
        }
        same(&otp::hash(key, challenge, &typed), &code)
    };
    if right {
        return Ok(Verdict::Right);
    }
    sign_in.tries_left = sign_in.tries_left.saturating_sub(1);
    if sign_in.tries_left == 0 {
        count(connection, &account.id, true, now)?;
        sign_in.stage = Stage::Void;
        (sign_in.challenge, sign_in.code) = (None, None);
    }
    Ok(Verdict::Wrong)
}

/// When the account has had `most` in `period`: the instant from which there is room again.
fn full(
    connection: &Connection,
    account: &str,
    voided: bool,
    period: Millis,
    most: u32,
    now: Millis,
) -> Result<Option<Millis>, Fault> {
    let sql = "SELECT at FROM challenges WHERE account_id = ? AND voided = ? AND at > ? ORDER BY at DESC LIMIT 1 OFFSET ?";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![account, voided, now - period, most - 1])?;
    Ok(match rows.next()? {
        Some(row) => Some(row.get::<_, Millis>(0)? + period),
        None => None,
    })
}

fn count(connection: &Connection, account: &str, voided: bool, now: Millis) -> Result<(), Fault> {
    connection.execute("INSERT INTO challenges (account_id, at, voided) VALUES (?, ?, ?)", params![account, now, voided])?;
    Ok(())
}
