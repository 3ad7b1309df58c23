//! Forms as OAuth sends them: UTF-8, each parameter once. Values may be secrets and are wiped.

use super::refusal::Refusal;
use crate::sandbox::auth::token::{Hash, sha256};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, StatusCode, header};
use zeroize::Zeroizing;

pub struct Form {
    fields: Vec<(String, Zeroizing<String>)>,
    /// Of the body as it came: tells a repeated request.
    pub body: Hash,
}

impl Form {
    /// Absent and empty are the same.
    pub fn get(&self, name: &str) -> Option<&Zeroizing<String>> {
        self.fields.iter().find(|(known, value)| known == name && !value.is_empty()).map(|(_, value)| value)
    }

    pub fn need(&self, name: &str) -> Result<&Zeroizing<String>, Refusal> {
        self.get(name).ok_or_else(|| Refusal::invalid(format!("{name} is missing")))
    }

    pub fn must_be(&self, name: &str, wanted: &str) -> Result<(), Refusal> {
        match self.need(name)?.as_str() == wanted {
            true => Ok(()),
            false => Err(Refusal::invalid(format!("{name} must be {wanted}"))),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        need_type(&request, "application/x-www-form-urlencoded")?;
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        let mut fields: Vec<(String, Zeroizing<String>)> = Vec::new();
        for (name, value) in url::form_urlencoded::parse(&bytes) {
            if fields.iter().any(|(known, _)| *known == name) {
                return Err(Refusal::invalid("a parameter is repeated"));
            }
            fields.push((name.into_owned(), Zeroizing::new(value.into_owned())));
        }
        Ok(Self { fields, body: sha256(&bytes) })
    }
}

/// A JSON object.
pub struct Json<T>(pub T);

impl<S: Send + Sync, T: serde::de::DeserializeOwned> FromRequest<S> for Json<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        need_type(&request, "application/json")?;
        let bytes = Bytes::from_request(request, state).await.map_err(unread)?;
        // What serde says would quote what was sent.
        serde_json::from_slice(&bytes).map(Self).map_err(|_| Refusal::invalid("the JSON is not what is expected here"))
    }
}

fn need_type(request: &Request, wanted: &str) -> Result<(), Refusal> {
    typed(request.headers(), &[wanted])
}

/// The body is said to be one of these.
pub fn typed(headers: &HeaderMap, wanted: &[&str]) -> Result<(), Refusal> {
    let named = headers.get(header::CONTENT_TYPE).and_then(|named| named.to_str().ok()).unwrap_or("");
    let named = named.split(';').next().unwrap_or("").trim();
    if wanted.iter().any(|wanted| named.eq_ignore_ascii_case(wanted)) {
        return Ok(());
    }
    let text = format!("the body must be {}", wanted.join(" or "));
    Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", "not-supported", text))
}

pub fn unread(rejection: BytesRejection) -> Refusal {
    match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Refusal::too_large(),
        _other => Refusal::invalid("the body could not be read"),
    }
}
