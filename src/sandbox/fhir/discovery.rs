//! Where everything is (API §1).

use crate::sandbox::http::{Area, Origin};
use crate::wire::oauth::{SCOPE, discovery};
use axum::response::{IntoResponse, Response};
use serde_json::json;

pub async fn discovery(origin: Origin) -> Response {
    let at = |area: Area, path: &str| origin.url(&format!("{}{path}", area.prefix()));
    let body = json!({
        discovery::ISSUER: origin.base(),
        discovery::CHALLENGE: at(Area::SignIn, "/challenge"),
        discovery::TOKEN: at(Area::SignIn, "/token"),
        discovery::REVOCATION: at(Area::SignIn, "/revoke"),
        discovery::PKCE: ["S256"],
        discovery::ACCOUNT: at(Area::Account, ""),
        discovery::EVENTS: at(Area::Account, "/events"),
        "grant_types_supported": ["authorization_code", "refresh_token"],
        "token_endpoint_auth_methods_supported": ["none"],
        "scopes_supported": [SCOPE],
        "capabilities": ["client-public", "permission-patient"],
    });
    axum::Json(body).into_response()
}
