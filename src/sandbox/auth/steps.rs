//! The steps after the right password (API §2): change of password, channel, code. Everything here happens inside one
//! transaction, so that two identical requests are one, and two different ones are one and a refusal.

use super::code::{Verdict, choose, verify};
use super::journal::journal;
use super::otp;
use super::policy;
use super::session::{self, Reason};
use super::sign_in::{Answer, CODE_LIFE, LIFE, SignIn, Stage, told_again};
use super::token::{Hash, Token};
use crate::sandbox::account::Account;
use crate::sandbox::chance;
use crate::sandbox::clock::{Millis, SECOND, seconds_until};
use crate::sandbox::fault::Fault;
use crate::sandbox::outbox::{Letter, text};
use crate::wire::oauth::{error, otp_error, param, step};
use rusqlite::{Connection, params};
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

/// What was sent with the `auth_session`.
pub struct Request {
    pub presented: Token,
    /// Of the whole body.
    pub body: Hash,
    pub new_password: Option<Prepared>,
    pub channel: Option<String>,
    pub code: Option<Zeroizing<String>>,
}

/// A new password, judged and hashed before the transaction (Argon2 takes its time).
pub enum Prepared {
    Refused(Vec<&'static str>),
    Accepted(String),
}

pub struct Outcome {
    pub answer: Answer,
    /// Seconds, with a 429.
    pub retry_after: Option<u64>,
    /// To send once this is committed.
    pub letters: Vec<Letter>,
}

/// The answer to a right password: an `auth_session` and the first step.
pub fn begin(connection: &Connection, account: &Account, pkce: &str, place: &str, now: Millis) -> Result<Answer, Fault> {
    let first = account.initial_until.is_some();
    let sign_in = SignIn {
        id: chance::id()?,
        account: account.id.clone(),
        place: place.to_owned(),
        pkce: pkce.to_owned(),
        stage: if first { Stage::PasswordChange } else { Stage::Otp },
        steps: if first { 3 } else { 2 },
        new_password: None,
        channel: None,
        challenge: None,
        code: None,
        code_sent: None,
        code_expires: None,
        tries_left: otp::TRIES,
        created: now,
        expires: now + LIFE,
        family: None,
    };
    sign_in.start(connection, &ask(&sign_in, account, now))
}

pub fn go_on(connection: &Connection, key: &Hash, request: Request, now: Millis) -> Result<Outcome, Fault> {
    let Some(mut sign_in) = SignIn::current(connection, &request.presented.hash(), now)? else {
        let again = told_again(connection, &request.presented, &request.body, now)?;
        return Ok(plain(again.unwrap_or_else(|| refuse(error::INVALID_SESSION))));
    };
    let account = Account::get(connection, &sign_in.account)?;
    let mut letters = Vec::new();
    let answer = match (sign_in.stage, &request) {
        (Stage::PasswordChange, Request { new_password: Some(Prepared::Accepted(hash)), .. }) => {
            sign_in.new_password = Some(hash.clone());
            sign_in.stage = Stage::Otp;
            ask(&sign_in, &account, now)
        }
        (Stage::PasswordChange, Request { new_password: Some(Prepared::Refused(why)), .. }) => {
            with(ask(&sign_in, &account, now), "rejected", json!(why))
        }
        (Stage::Otp, Request { channel: Some(wanted), .. }) if account.offers(wanted) => {
            match choose(connection, key, &mut sign_in, &account, wanted, now)? {
                Ok(letter) => letters.extend(letter),
                // Nothing was done: the same `auth_session` goes on being good.
                Err(until) => return Ok(wait(&request.presented, until, now)),
            }
            ask(&sign_in, &account, now)
        }
        (Stage::Otp, Request { code: Some(code), .. }) => match verify(connection, key, &mut sign_in, &account, code, now)? {
            Verdict::Wait(until) => return Ok(wait(&request.presented, until, now)),
            Verdict::Right => complete(connection, &mut sign_in, &account, &mut letters, now)?,
            Verdict::NoCodeAsked => ask(&sign_in, &account, now),
            Verdict::Expired => with(ask(&sign_in, &account, now), "otp_error", otp_error::EXPIRED.into()),
            Verdict::Wrong if sign_in.stage == Stage::Void => {
                let void = with(refuse(error::INVALID_SESSION), "otp_error", otp_error::WRONG.into());
                with(void, "otp_attempts_left", 0.into())
            }
            Verdict::Wrong => with(ask(&sign_in, &account, now), "otp_error", otp_error::WRONG.into()),
        },
        (Stage::PasswordChange | Stage::Otp | Stage::Done | Stage::Void, _) => ask(&sign_in, &account, now),
    };
    if sign_in.stage != Stage::Done {
        sign_in.expires = now + LIFE;
    }
    let answer = sign_in.answer(connection, &request.presented, &request.body, &answer, now)?;
    Ok(Outcome { answer, retry_after: None, letters })
}

/// The code was right: the new password takes effect, the authorization code is given.
fn complete(
    connection: &Connection,
    sign_in: &mut SignIn,
    account: &Account,
    letters: &mut Vec<Letter>,
    now: Millis,
) -> Result<Answer, Fault> {
    sign_in.stage = Stage::Done;
    sign_in.expires = now + CODE_LIFE;
    (sign_in.challenge, sign_in.code) = (None, None);
    connection.execute("UPDATE accounts SET channel = ? WHERE account_id = ?", params![sign_in.channel, account.id])?;
    if let Some(password) = sign_in.new_password.take() {
        change_password(connection, account, &password, None, letters, now)?;
    }
    Ok(Answer { status: 200, body: Map::new() })
}

/// From now on `password` (PHC) is the account's; every session but `but` ends, and the person is told.
pub fn change_password(
    connection: &Connection,
    account: &Account,
    password: &str,
    but: Option<&str>,
    letters: &mut Vec<Letter>,
    now: Millis,
) -> Result<(), Fault> {
    connection
        .execute("UPDATE accounts SET password = ?, initial_until = NULL WHERE account_id = ?", params![password, account.id])?;
    // Other sign-ins under way knew the old password.
    connection.execute("UPDATE sign_ins SET token = NULL WHERE stage <> 'done' AND account_id = ?", params![account.id])?;
    journal(connection, &account.id, "password_changed", None, now)?;
    session::end_others(connection, &account.id, but, Reason::PasswordChanged, now)?;
    letters.push(Letter {
        to: account.identifier.clone(),
        channel: account.notice_channel().to_owned(),
        text: text::PASSWORD_CHANGED.replace("{name}", &account.given).trim_end().to_owned(),
        code: None,
    });
    Ok(())
}

/// "Go on", and to what.
fn ask(sign_in: &SignIn, account: &Account, now: Millis) -> Answer {
    let mut answer = with(refuse(error::INSUFFICIENT), "steps", sign_in.steps.into());
    if sign_in.stage == Stage::PasswordChange {
        let policy = json!({ "min_length": policy::MIN, "max_length": policy::MAX, "classes": [] });
        answer = with(answer, "next_step", step::PASSWORD_CHANGE.into());
        answer = with(answer, "step", 2.into());
        return with(answer, "password_policy", policy);
    }
    answer = with(answer, "next_step", step::OTP.into());
    answer = with(answer, "step", sign_in.steps.into());
    answer = with(answer, "otp_channels", account.channels().into());
    answer = with(answer, "otp_length", otp::LENGTH.into());
    answer = with(answer, "otp_attempts_left", sign_in.tries_left.into());
    if let Some(chosen) = &sign_in.channel {
        answer = with(answer, param::OTP_CHANNEL, chosen.as_str().into());
    }
    if let (Some(sent), Some(expires)) = (sign_in.code_sent, sign_in.code_expires) {
        answer = with(answer, "otp_expires_in", (expires - now).max(0).div_euclid(SECOND).into());
        answer = with(answer, "otp_resend_in", (sent + otp::RESEND - now).max(0).div_euclid(SECOND).into());
    }
    answer
}

pub fn refuse(error: &str) -> Answer {
    let mut body = Map::new();
    body.insert("error".to_owned(), error.into());
    Answer { status: 400, body }
}

pub fn with(mut answer: Answer, member: &str, value: Value) -> Answer {
    answer.body.insert(member.to_owned(), value);
    answer
}

fn plain(answer: Answer) -> Outcome {
    Outcome { answer, retry_after: None, letters: Vec::new() }
}

fn wait(presented: &Token, until: Millis, now: Millis) -> Outcome {
    let mut answer = with(refuse(error::SLOW_DOWN), param::AUTH_SESSION, presented.text().into());
    answer.status = 429;
    Outcome { answer, retry_after: Some(seconds_until(until, now)), letters: Vec::new() }
}

/// What a new password is judged against: the person, and the password they have.
pub fn person_of(connection: &Connection, presented: &Hash, now: Millis) -> Result<Option<Account>, Fault> {
    match SignIn::current(connection, presented, now)? {
        Some(sign_in) if sign_in.stage == Stage::PasswordChange => Ok(Some(Account::get(connection, &sign_in.account)?)),
        Some(_) | None => Ok(None),
    }
}
