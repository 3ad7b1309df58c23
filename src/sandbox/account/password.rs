//! Changing one's password while signed in (S15).

use super::Account;
use super::page::{locked, wrong_password};
use crate::sandbox::Sandbox;
use crate::sandbox::auth::challenge::{Attempt, authenticate, judge};
use crate::sandbox::auth::steps::{self, Prepared};
use crate::sandbox::auth::{family, session, tokens};
use crate::sandbox::http::{Json, Person, Refusal};
use axum::extract::{ConnectInfo, State};
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use std::net::SocketAddr;
use std::sync::Arc;
use zeroize::Zeroizing;

#[derive(Deserialize)]
pub struct Change {
    current_password: Zeroizing<String>,
    new_password: Zeroizing<String>,
}

/// Answers with new tokens: the session's old ones die with the old password, and the other sessions end.
pub async fn change(
    State(sandbox): State<Arc<Sandbox>>,
    ConnectInfo(source): ConnectInfo<SocketAddr>,
    Person(who): Person,
    Json(request): Json<Change>,
) -> Result<Response, Refusal> {
    sandbox.one_more(source)?;
    let id = who.account.clone();
    let account = sandbox.store.read(move |connection| Account::get(connection, &id)).await?;
    match authenticate(&sandbox, source, &account.identifier, &request.current_password).await? {
        Attempt::Right(_) => {}
        Attempt::Wrong => return Err(wrong_password()),
        Attempt::Locked(seconds) => return Err(locked(seconds)),
    }
    let hash = match judge(&sandbox, &account, &request.new_password).await? {
        Prepared::Accepted(hash) => hash,
        Prepared::Refused(why) => {
            let text = "This password is not accepted";
            let refusal = Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "password_rejected", "invalid", text);
            return Err(refusal.with("rejected", why));
        }
    };
    let (now, own) = (sandbox.time.now(), who.family.clone());
    let (issued, letters) = sandbox
        .store
        .write(move |transaction| {
            let mut letters = Vec::new();
            steps::change_password(transaction, &account, &hash, Some(&own), &mut letters, now)?;
            session::prove(transaction, &own, &account.id, now)?;
            Ok((family::renew(transaction, &own, now)?, letters))
        })
        .await?;
    sandbox.outbox.send(letters, now);
    // The streams of the other sessions end with them.
    sandbox.bell.ring();
    Ok(tokens::answer(&issued.ok_or_else(Refusal::unauthorized)?))
}
