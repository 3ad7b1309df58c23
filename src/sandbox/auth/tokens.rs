//! The token and revocation endpoints.

use super::family::{self, Issued};
use super::sign_in::SignIn;
use super::token::{Token, pkce_matches};
use crate::sandbox::Sandbox;
use crate::sandbox::clock::Millis;
use crate::sandbox::fault::Fault;
use crate::sandbox::http::{Form, Refusal, set};
use crate::wire::oauth::{CLIENT_ID, SCOPE, error, param};
use crate::wire::{ACTIVITY, BACKGROUND};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rusqlite::Connection;
use serde_json::json;
use std::sync::Arc;

pub async fn token(State(sandbox): State<Arc<Sandbox>>, headers: HeaderMap, form: Form) -> Result<Response, Refusal> {
    if form.get(param::CLIENT_ID).is_some() {
        form.must_be(param::CLIENT_ID, CLIENT_ID)?;
    }
    let instance = form.get(param::CLIENT_INSTANCE).map(|instance| instance.to_string()).unwrap_or_default();
    let now = sandbox.time.now();
    let issued = match form.need(param::GRANT_TYPE)?.as_str() {
        "authorization_code" => {
            let code = Token::parse(form.need(param::CODE)?).ok_or_else(invalid_grant)?;
            let verifier = form.need(param::CODE_VERIFIER)?.clone();
            sandbox.store.write(move |transaction| redeem(transaction, &code, &verifier, &instance, now)).await?
        }
        "refresh_token" => {
            let old = Token::parse(form.need(param::REFRESH_TOKEN)?).ok_or_else(invalid_grant)?;
            let foreground = headers.get(ACTIVITY).is_none_or(|activity| activity.as_bytes() != BACKGROUND.as_bytes());
            sandbox.store.write(move |transaction| family::refresh(transaction, &old, &instance, foreground, now)).await?
        }
        _other => {
            let text = "grant_type must be authorization_code or refresh_token";
            return Err(Refusal::new(StatusCode::BAD_REQUEST, "unsupported_grant_type", "not-supported", text));
        }
    };
    Ok(answer(&issued.ok_or_else(invalid_grant)?))
}

fn redeem(connection: &Connection, code: &Token, verifier: &str, instance: &str, now: Millis) -> Result<Option<Issued>, Fault> {
    let Some(sign_in) = SignIn::of_grant(connection, code)? else { return Ok(None) };
    let proven = pkce_matches(&sign_in.pkce, verifier);
    if let Some(opened) = &sign_in.family {
        // A code that comes back is the same lost answer asked for again, or a theft that ends the session.
        let instance = if proven { instance } else { "" };
        return family::opened_again(connection, opened, code, instance, now);
    }
    if !proven || sign_in.expires <= now || sign_in.created > now {
        sign_in.redeemed(connection, None)?;
        return Ok(None);
    }
    let (opened, issued) = family::open(connection, &sign_in.account, &sign_in.place, instance, code, now)?;
    sign_in.redeemed(connection, Some(&opened))?;
    Ok(Some(issued))
}

/// Always 200 (RFC 7009 §2.2): nothing is learnt from a token that is not known.
pub async fn revoke(State(sandbox): State<Arc<Sandbox>>, form: Form) -> Result<StatusCode, Refusal> {
    let now: Millis = sandbox.time.now();
    if let Some(token) = Token::parse(form.need(param::TOKEN)?) {
        sandbox.store.write(move |transaction| family::revoke(transaction, &token, now)).await?;
        sandbox.bell.ring();
    }
    Ok(StatusCode::OK)
}

pub fn answer(issued: &Issued) -> Response {
    let body = json!({
        "access_token": issued.access.text(),
        "token_type": "Bearer",
        "expires_in": issued.expires_in,
        "refresh_token": issued.refresh.text(),
        "scope": SCOPE,
        "patient": issued.patient,
    });
    let mut response = axum::Json(body).into_response();
    set(&mut response, header::CACHE_CONTROL, "no-store");
    response
}

fn invalid_grant() -> Refusal {
    Refusal::new(StatusCode::BAD_REQUEST, error::INVALID_GRANT, "login", "The code or token is not valid")
}
