//! What the account says of itself, and the unlocking of a client that locked itself (D21).

use super::Account;
use super::{mask_mail, mask_phone};
use crate::sandbox::Sandbox;
use crate::sandbox::auth::challenge::{Attempt, authenticate};
use crate::sandbox::auth::token::Token;
use crate::sandbox::auth::{family, tokens};
use crate::sandbox::clock::{Millis, instant};
use crate::sandbox::http::{Json, Person, Refusal, set};
use crate::wire::account_member::{OTP_CHANNEL, OTP_CHANNELS, PREVIOUS_SIGN_IN, TOTP};
use crate::wire::oauth::error;
use axum::extract::{ConnectInfo, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Sign-ins shown.
const SHOWN: u32 = 10;

pub async fn get(State(sandbox): State<Arc<Sandbox>>, Person(who): Person) -> Result<Response, Refusal> {
    let id = who.account.clone();
    let (account, sign_ins) = sandbox
        .store
        .read(move |connection| {
            let account = Account::get(connection, &id)?;
            let sql = "SELECT at, place FROM journal WHERE account_id = ? AND event = 'sign_in' ORDER BY at DESC LIMIT ?";
            let mut statement = connection.prepare_cached(sql)?;
            let sign_ins = statement
                .query_map(rusqlite::params![id, SHOWN], |row| Ok((row.get::<_, Millis>(0)?, row.get::<_, Option<String>>(1)?)))?
                .collect::<Result<Vec<_>, _>>()?;
            Ok((account, sign_ins))
        })
        .await?;
    let sign_ins: Vec<Value> = sign_ins.into_iter().map(|(at, place)| json!({ "at": instant(at), "place": place })).collect();
    let mut body = json!({
        "identifier": account.identifier,
        "contacts": {
            "phone": account.phone.as_deref().map(mask_phone),
            "mail": account.mail.as_deref().map(mask_mail),
        },
        OTP_CHANNELS: account.channels(),
        TOTP: account.totp.is_some(),
        "sign_ins": sign_ins,
    });
    if let Some(members) = body.as_object_mut() {
        if let Some(channel) = account.channel {
            members.insert(OTP_CHANNEL.to_owned(), channel.into());
        }
        if let Some(previous) = who.previous_sign_in {
            members.insert(PREVIOUS_SIGN_IN.to_owned(), instant(previous).into());
        }
    }
    let mut response = axum::Json(body).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    Ok(response)
}

#[derive(Deserialize)]
pub struct Unlock {
    refresh_token: Zeroizing<String>,
    password: Zeroizing<String>,
    #[serde(default)]
    client_instance: String,
}

/// The password again, with the refresh token: new tokens of the same session. At home only; counted like a sign-in.
pub async fn unlock(
    State(sandbox): State<Arc<Sandbox>>,
    ConnectInfo(source): ConnectInfo<SocketAddr>,
    Json(request): Json<Unlock>,
) -> Result<Response, Refusal> {
    sandbox.one_more(source)?;
    let now = sandbox.time.now();
    let token = Token::parse(&request.refresh_token).ok_or_else(Refusal::unauthorized)?;
    let hash = token.hash();
    let found = sandbox
        .store
        .read(move |connection| match family::peek(connection, &hash, now)? {
            Some((account, place)) => Ok(Some((Account::get(connection, &account)?, place))),
            None => Ok(None),
        })
        .await?;
    let (account, place) = found.ok_or_else(Refusal::unauthorized)?;
    if place != "home" {
        let text = "On a shared computer, sign in again";
        return Err(Refusal::new(StatusCode::FORBIDDEN, "sign_in_again", "forbidden", text));
    }
    match authenticate(&sandbox, source, &account.identifier, &request.password).await? {
        Attempt::Right(_) => {}
        Attempt::Wrong => return Err(wrong_password()),
        Attempt::Locked(seconds) => return Err(locked(seconds)),
    }
    let instance = request.client_instance;
    let issued = sandbox.store.write(move |transaction| family::unlock(transaction, &token, &instance, now)).await?;
    Ok(tokens::answer(&issued.ok_or_else(Refusal::unauthorized)?))
}

pub fn wrong_password() -> Refusal {
    Refusal::new(StatusCode::FORBIDDEN, error::ACCESS_DENIED, "forbidden", "Wrong password")
}

pub fn locked(seconds: u64) -> Refusal {
    let locked = Refusal::new(StatusCode::FORBIDDEN, error::ACCOUNT_LOCKED, "throttled", "Too many tries");
    Refusal { retry_after: Some(seconds), ..locked.with("retry_after", seconds) }
}
