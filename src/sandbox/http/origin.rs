//! Where the client believes it is speaking: every URL given out is on the origin it used (D20), which must be a loopback
//! literal (a page of the Web that had its name point here is turned away).

use super::refusal::Refusal;
use axum::extract::{FromRequestParts, Request};
use axum::http::{StatusCode, header, request::Parts};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::Ipv4Addr;
use url::Host;

/// `http://127.0.0.1:PORT`.
#[derive(Debug, Clone)]
pub struct Origin(String);

impl Origin {
    pub fn new(authority: &str) -> Self {
        Self(format!("http://{authority}"))
    }

    /// The FHIR base, without a slash at the end.
    pub fn base(&self) -> String {
        format!("{}/fhir", self.0)
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }
}

/// Puts the [`Origin`] in the request, or turns it away.
pub async fn known(mut request: Request, next: Next) -> Response {
    let named = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).map(str::to_owned);
    let Some(authority) = named.filter(|authority| loopback(authority)) else {
        let text = "This server answers on a loopback address only";
        return Refusal::new(StatusCode::MISDIRECTED_REQUEST, "misdirected", "forbidden", text).into_response();
    };
    request.extensions_mut().insert(Origin::new(&authority));
    next.run(request).await
}

fn loopback(authority: &str) -> bool {
    let Ok(url) = url::Url::parse(&format!("http://{authority}/")) else { return false };
    let plain = url.username().is_empty() && url.password().is_none() && url.path() == "/";
    plain
        && match url.host() {
            Some(Host::Ipv4(address)) => address == Ipv4Addr::LOCALHOST,
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        }
}

impl<S: Sync> FromRequestParts<S> for Origin {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refusal> {
        parts.extensions.get::<Self>().cloned().ok_or_else(Refusal::not_found)
    }
}
