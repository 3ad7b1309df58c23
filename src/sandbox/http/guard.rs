//! The door of every route that needs a person: a valid access token, a session still alive.

use super::refusal::Refusal;
use super::table::Door;
use crate::sandbox::Sandbox;
use crate::sandbox::auth::session::{self, Known, Who};
use crate::sandbox::auth::token::Token;
use crate::wire::{ACTIVITY, BACKGROUND};
use axum::extract::{FromRequestParts, Request, State};
use axum::http::{HeaderMap, header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Who passes which door: [`Door`] says it.
pub async fn admit(State((sandbox, door)): State<(Arc<Sandbox>, Door)>, mut request: Request, next: Next) -> Response {
    let (open, fresh) = match door {
        Door::Open | Door::Person => (false, false),
        Door::Record | Door::Listening => (true, false),
        Door::Grave => (true, true),
    };
    // What a client listens to by itself says of nobody that they are there, whatever it says of itself.
    let counts = door != Door::Listening && foreground(request.headers());
    match identify(&sandbox, request.headers(), counts).await {
        Ok(who) if open && !who.active => Refusal::closed().into_response(),
        Ok(who) if fresh && !who.is_fresh(sandbox.time.now()) => Refusal::step_up().into_response(),
        Ok(who) => {
            request.extensions_mut().insert(Arc::new(who));
            next.run(request).await
        }
        Err(refusal) => refusal.into_response(),
    }
}

/// `counts`: it says that somebody is there.
async fn identify(sandbox: &Sandbox, headers: &HeaderMap, counts: bool) -> Result<Who, Refusal> {
    let token = bearer(headers).ok_or_else(Refusal::unauthorized)?;
    let (hash, now) = (token.hash(), sandbox.time.now());
    match sandbox.store.read(move |connection| session::find(connection, &hash, now)).await? {
        Known::Alive(who) => {
            if counts && session::worth_noting(&who, now) {
                let (family, account) = (who.family.clone(), who.account.clone());
                sandbox.store.write(move |transaction| session::note_activity(transaction, &family, &account, now)).await?;
            }
            Ok(who)
        }
        Known::Lapsed { family, account } => {
            sandbox
                .store
                .write(move |transaction| session::end(transaction, &family, &account, session::Reason::Lapsed, now))
                .await?;
            Err(Refusal::unauthorized())
        }
        Known::No => Err(Refusal::unauthorized()),
    }
}

/// Somebody is there: not what a client does by itself (D21).
pub fn foreground(headers: &HeaderMap) -> bool {
    headers.get(ACTIVITY).is_none_or(|activity| activity.as_bytes() != BACKGROUND.as_bytes())
}

fn bearer(headers: &HeaderMap) -> Option<Token> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Token::parse(token.trim()))?
}

/// For handlers behind a door.
pub struct Person(pub Arc<Who>);

impl<S: Sync> FromRequestParts<S> for Person {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Arc<Who>>().cloned().map(Self).ok_or_else(Refusal::unauthorized)
    }
}
