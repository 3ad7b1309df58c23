//! The authorization challenge endpoint: identifier and password, then the steps.

use super::limits::{self, Turn};
use super::password::{normal, outdated};
use super::policy;
use super::steps::{self, Prepared};
use super::token::Token;
use crate::sandbox::Sandbox;
use crate::sandbox::account::{Account, normal_identifier};
use crate::sandbox::auth::sign_in::Answer;
use crate::sandbox::clock::seconds_until;
use crate::sandbox::http::{Form, Refusal, set};
use crate::wire::oauth::{CLIENT_ID, error, param, rejected};
use axum::extract::{ConnectInfo, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use zeroize::Zeroizing;

pub async fn challenge(
    State(sandbox): State<Arc<Sandbox>>,
    ConnectInfo(source): ConnectInfo<SocketAddr>,
    form: Form,
) -> Result<Response, Refusal> {
    match form.get(param::AUTH_SESSION) {
        Some(presented) => go_on(&sandbox, presented, &form).await,
        None => begin(&sandbox, source, &form).await,
    }
}

/// Step 1.
async fn begin(sandbox: &Sandbox, source: SocketAddr, form: &Form) -> Result<Response, Refusal> {
    form.must_be(param::RESPONSE_TYPE, "code")?;
    form.must_be(param::CLIENT_ID, CLIENT_ID)?;
    form.must_be(param::CODE_CHALLENGE_METHOD, "S256")?;
    let pkce = form.need(param::CODE_CHALLENGE)?.to_string();
    if Token::parse(&pkce).is_none() {
        return Err(Refusal::invalid("code_challenge must be 43 characters of base64url"));
    }
    let identifier = normal_identifier(form.need(param::USERNAME)?);
    let password = form.need(param::PASSWORD)?.clone();
    // Not said: on a shared computer, the shorter limits.
    let place = if form.get(param::PLACE).is_some_and(|place| place.as_str() == "home") { "home" } else { "shop" };
    sandbox.one_more(source)?;
    let account = match authenticate(sandbox, source, &identifier, &password).await? {
        Attempt::Right(account) => account,
        Attempt::Wrong => return Err(refused()),
        Attempt::Locked(seconds) => return Err(locked(seconds)),
    };
    let now = sandbox.time.now();
    let answer = sandbox.store.write(move |transaction| steps::begin(transaction, &account, &pkce, place, now)).await?;
    Ok(write(&answer, None))
}

pub enum Attempt {
    Right(Box<Account>),
    Wrong,
    /// Seconds.
    Locked(u64),
}

/// The right password or not: the same work whether the identifier exists or not, one Argon2 computation when anything is
/// verified or locked, counted before it is made.
pub async fn authenticate(
    sandbox: &Sandbox,
    source: SocketAddr,
    identifier: &str,
    password: &Zeroizing<String>,
) -> Result<Attempt, Refusal> {
    let now = sandbox.time.now();
    let keys = || limits::Keys::new(&sandbox.key, identifier, source.ip());
    let (tried, forgiven) = (keys(), keys());
    let name = identifier.to_owned();
    let (turn, account) = sandbox
        .store
        .write(move |transaction| {
            limits::forget_old(transaction, now)?;
            Ok((limits::take_turn(transaction, &tried, now)?, Account::named(transaction, &name)?))
        })
        .await?;
    if let Turn::Wait(until) = turn {
        return Err(Refusal::too_fast(until, now));
    }
    let stored = account.as_ref().map(|account| account.password.clone());
    let right = sandbox.passwords.verify(password, stored).await?;
    let account = match (turn, account) {
        (Turn::Locked(until), _) => return Ok(Attempt::Locked(seconds_until(until, now))),
        // An initial password that nobody used in time is worth nothing any more.
        (_, Some(account)) if right && account.initial_until.is_none_or(|until| until > now) => account,
        (Turn::Try { locks_until: Some(until) }, _) => return Ok(Attempt::Locked(seconds_until(until, now))),
        (Turn::Try { locks_until: None } | Turn::Wait(_), _) => return Ok(Attempt::Wrong),
    };
    let newer = match outdated(&account.password) {
        true => Some(sandbox.passwords.hash(&normal(password)).await?),
        false => None,
    };
    let (id, was) = (account.id.clone(), account.password.clone());
    sandbox
        .store
        .write(move |transaction| {
            limits::forgive(transaction, &forgiven)?;
            if let Some(newer) = newer {
                let sql = "UPDATE accounts SET password = ? WHERE account_id = ? AND password = ?";
                transaction.execute(sql, rusqlite::params![newer, id, was])?;
            }
            Ok(())
        })
        .await?;
    Ok(Attempt::Right(Box::new(account)))
}

fn refused() -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, error::ACCESS_DENIED, "login", "Wrong identifier or password")
}

fn locked(seconds: u64) -> Refusal {
    let locked =
        Refusal::new(StatusCode::BAD_REQUEST, error::ACCOUNT_LOCKED, "login", "Too many tries").with("retry_after", seconds);
    Refusal { retry_after: Some(seconds), ..locked }
}

/// Every other step.
async fn go_on(sandbox: &Sandbox, presented: &str, form: &Form) -> Result<Response, Refusal> {
    let Some(presented) = Token::parse(presented) else { return Ok(write(&steps::refuse(error::INVALID_SESSION), None)) };
    let new_password = match form.get(param::NEW_PASSWORD) {
        Some(password) => prepare(sandbox, &presented, password).await?,
        None => None,
    };
    let request = steps::Request {
        presented,
        body: form.body,
        new_password,
        channel: form.get(param::OTP_CHANNEL).map(|channel| channel.to_string()),
        code: form.get(param::OTP).cloned(),
    };
    let (now, key) = (sandbox.time.now(), sandbox.key);
    let outcome = sandbox.store.write(move |transaction| steps::go_on(transaction, &key, request, now)).await?;
    sandbox.outbox.send(outcome.letters, now);
    Ok(write(&outcome.answer, outcome.retry_after))
}

async fn prepare(sandbox: &Sandbox, presented: &Token, password: &Zeroizing<String>) -> Result<Option<Prepared>, Refusal> {
    let now = sandbox.time.now();
    let token = presented.hash();
    let account = sandbox.store.read(move |connection| steps::person_of(connection, &token, now)).await?;
    match account {
        Some(account) => judge(sandbox, &account, password).await.map(Some),
        None => Ok(None),
    }
}

/// Judges a new password, and hashes it when it is good.
pub async fn judge(sandbox: &Sandbox, account: &Account, password: &Zeroizing<String>) -> Result<Prepared, Refusal> {
    let mut refusals = policy::refusals(password, &account.person());
    if sandbox.passwords.verify(password, Some(account.password.clone())).await? {
        refusals.push(rejected::SAME_AS_OLD);
    }
    match refusals.is_empty() {
        true => Ok(Prepared::Accepted(sandbox.passwords.hash(password).await?)),
        false => Ok(Prepared::Refused(refusals)),
    }
}

fn write(answer: &Answer, retry_after: Option<u64>) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, axum::Json(&answer.body)).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    if let Some(seconds) = retry_after {
        set(&mut response, header::RETRY_AFTER, &seconds.to_string());
    }
    response
}
