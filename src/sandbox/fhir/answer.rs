//! How a resource, or what a document holds, is served; and to whoever has that version already, that nothing changed.

use super::query;
use crate::sandbox::http::{Refusal, set};
use crate::wire::fhir;
use crate::wire::fhir::system::URI;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

/// A FHIR resource as it is served.
pub fn resource(body: impl IntoResponse) -> Response {
    typed(body, fhir::JSON)
}

/// Somebody's own: kept by nobody on the way.
pub fn typed(body: impl IntoResponse, media_type: &str) -> Response {
    let mut response = body.into_response();
    set(&mut response, header::CONTENT_TYPE, media_type);
    set(&mut response, header::CACHE_CONTROL, "private, no-store");
    response
}

/// The version in `If-Match: W/"3"`.
pub fn if_match(headers: &HeaderMap) -> Option<u32> {
    let tag = headers.get(header::IF_MATCH)?.to_str().ok()?.trim();
    tag.strip_prefix("W/").unwrap_or(tag).trim_matches('"').parse().ok()
}

/// A conditional read: `ETag`, and 304 to whoever has that version, for whom nothing is made.
pub fn read(headers: &HeaderMap, version: u32, answer: impl FnOnce() -> Response) -> Response {
    let tag = format!("W/\"{version}\"");
    let known = headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|value| value.trim() == tag);
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { answer() };
    set(&mut response, header::ETAG, &tag);
    response
}

/// What a creation or a change has made: the resource as it is now, and its version.
pub fn changed(status: StatusCode, version: u32, body: String) -> Response {
    let mut response = (status, resource(body)).into_response();
    set(&mut response, header::ETAG, &format!("W/\"{version}\""));
    response
}

/// The identifier in `If-None-Exist: identifier=urn:ietf:rfc:3986|urn:uuid:…`.
pub fn if_none_exist(headers: &HeaderMap) -> Result<Option<String>, Refusal> {
    let Some(condition) = headers.get("if-none-exist") else { return Ok(None) };
    let wrong = || Refusal::invalid("If-None-Exist: identifier=urn:ietf:rfc:3986|urn:uuid:... is expected");
    let parameters = query::parse(Some(condition.to_str().map_err(|_| wrong())?), &[]);
    match parameters.as_slice() {
        [one] if one.name == "identifier" && one.modifier.is_none() => match query::token(&one.value) {
            (Some(system), value) if system == URI && value.starts_with("urn:") => Ok(Some(value)),
            _other => Err(wrong()),
        },
        [..] => Err(wrong()),
    }
}
