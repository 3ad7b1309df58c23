//! Which notices also come by SMS or e-mail: the person's choice, but for accesses, which are always told (D31).

use super::code::Code;
use crate::sandbox::Sandbox;
use crate::sandbox::account::Account;
use crate::sandbox::auth::otp::channel;
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Json, Person, Refusal, set};
use crate::wire::account_notices::{CHANNEL, CHANNELS, CODE, NONE, NOTICES, REQUIRED};
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Deserialize)]
pub struct Asked {
    notices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    code: String,
    channel: String,
}

pub async fn chosen(State(sandbox): State<Arc<Sandbox>>, Person(who): Person) -> Result<Response, Refusal> {
    let account = who.account.clone();
    let body = sandbox.store.read(move |connection| said(connection, &Account::get(connection, &account)?)).await?;
    Ok(answered(&body))
}

/// Those that are not named stay as they are; when one is refused, nothing changes.
pub async fn choose(
    State(sandbox): State<Arc<Sandbox>>,
    Person(who): Person,
    Json(asked): Json<Asked>,
) -> Result<Response, Refusal> {
    let account = who.account.clone();
    let done = sandbox.store.write(move |transaction| {
        let account = Account::get(transaction, &account)?;
        let mut wanted = Vec::new();
        for choice in &asked.notices {
            match judge(choice, &account) {
                Ok(code) => wanted.push((code, &choice.channel)),
                Err(refusal) => return Ok(Err(refusal)),
            }
        }
        for (code, channel) in wanted {
            let sql = "INSERT INTO notice_choices (account_id, code, channel) VALUES (?1, ?2, ?3)
                       ON CONFLICT DO UPDATE SET channel = ?3";
            transaction.prepare_cached(sql)?.execute(params![account.id, code.word(), channel])?;
        }
        said(transaction, &account).map(Ok)
    });
    Ok(answered(&done.await??))
}

fn judge(choice: &Choice, account: &Account) -> Result<Code, Refusal> {
    let refused = |error, text: &str| {
        Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, error, "invariant", text).with(CODE, choice.code.as_str())
    };
    let code = Code::of(&choice.code).filter(|code| code.letter().is_some());
    let code = code.ok_or_else(|| refused("unknown_notice", "Unknown notice"))?;
    if choice.channel == NONE && code.required() {
        return Err(refused("required_notice", "Accesses are always told"));
    }
    if choice.channel != NONE && !channels(account).contains(&choice.channel.as_str()) {
        return Err(refused("unknown_channel", "Not a channel of this account"));
    }
    Ok(code)
}

fn channels(account: &Account) -> Vec<&'static str> {
    [channel::SMS, channel::MAIL].into_iter().filter(|channel| account.offers(channel)).collect()
}

fn said(connection: &Connection, account: &Account) -> Result<Value, Fault> {
    let mut notices = Vec::new();
    for code in Code::ALL.into_iter().filter(|code| code.letter().is_some()) {
        let channel = channel_of(connection, account, code)?.unwrap_or_else(|| NONE.to_owned());
        notices.push(json!({ CODE: code.word(), CHANNEL: channel, REQUIRED: code.required() }));
    }
    Ok(json!({ CHANNELS: channels(account), NOTICES: notices }))
}

/// By which channel this is told to the person; none: not at all. A channel that the account has no longer is as if not chosen.
pub fn channel_of(connection: &Connection, account: &Account, code: Code) -> Result<Option<String>, Fault> {
    let sql = "SELECT channel FROM notice_choices WHERE account_id = ? AND code = ?";
    let chosen: Option<String> =
        connection.prepare_cached(sql)?.query_row([account.id.as_str(), code.word()], |row| row.get(0)).optional()?;
    Ok(match chosen {
        Some(none) if none == NONE => None,
        Some(channel) if account.offers(&channel) => Some(channel),
        Some(_) | None => Some(account.notice_channel().to_owned()),
    })
}

fn answered(body: &Value) -> Response {
    let mut response = axum::Json(body).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}
