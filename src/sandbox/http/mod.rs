//! HTTP: the table of everything served, and what surrounds every route. A route outside the table does not exist, and one
//! in it has a door.

mod form;
mod guard;
mod origin;
mod refusal;
pub mod table;

pub use form::{Form, Json, typed};
pub use guard::{Person, foreground};
pub use origin::Origin;
pub use refusal::{Refusal, Remark, set};
pub use table::{Door, SERVED, Served};

use super::Sandbox;
use crate::wire::REQUEST_ID;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use std::any::Any;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::timeout::RequestBodyTimeoutLayer;

/// Bytes of a request's body, at most (D19).
const BODY: usize = 8 * 1024 * 1024;

/// A body whose bytes stop coming for so long is given up.
const STALLED: Duration = Duration::from_secs(30);

/// Parts of the server that speak differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Area {
    Fhir,
    SignIn,
    Account,
    /// The sandbox's own door.
    Door,
}

impl Area {
    pub const ALL: [Self; 4] = [Self::Fhir, Self::SignIn, Self::Account, Self::Door];

    pub fn prefix(self) -> &'static str {
        match self {
            Self::Fhir => "/fhir",
            Self::SignIn => "/auth",
            Self::Account => "/account",
            Self::Door => "/sandbox",
        }
    }
}

pub fn router(sandbox: &Arc<Sandbox>) -> Router {
    let mut router = Router::new();
    for area in Area::ALL {
        let mut routes = Router::new();
        for served in SERVED.iter().filter(|served| served.area == area) {
            let handler: MethodRouter<Arc<Sandbox>> = (served.handler)();
            let handler = match served.door {
                Door::Open => handler,
                door @ (Door::Person | Door::Record | Door::Grave | Door::Listening) => {
                    handler.route_layer(from_fn_with_state((sandbox.clone(), door), guard::admit))
                }
            };
            routes = routes.route(served.path, handler);
        }
        let routes = routes.fallback(async || Refusal::not_found()).method_not_allowed_fallback(async || {
            Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "not-supported", "Not served here")
        });
        let routes = surround(area, routes.with_state(sandbox.clone()));
        // Answers that carry secrets are not compressed: their length would tell something of them.
        let routes = match area {
            Area::Fhir => routes.layer(CompressionLayer::new().quality(CompressionLevel::Fastest)),
            Area::SignIn | Area::Account | Area::Door => routes,
        };
        router = router.nest(area.prefix(), routes);
    }
    let elsewhere =
        router.fallback(async || Refusal::not_found()).layer(map_response(async |response| refusal::dress(Area::Door, response)));
    elsewhere.layer(from_fn(echo))
}

/// What every area has around its routes, in its own way of refusing.
pub fn surround(area: Area, routes: Router) -> Router {
    routes
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(origin::known))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(RequestBodyTimeoutLayer::new(STALLED))
        .layer(map_response(move |response| std::future::ready(refusal::dress(area, response))))
}

/// A panicking handler answers 500, and the server lives.
fn panicked(_: Box<dyn Any + Send>) -> Response {
    Refusal::from(super::fault::Fault::Broken("a handler panicked".to_owned())).into_response()
}

/// The request's id comes back with the answer; nothing may guess a type from the content.
async fn echo(request: Request, next: Next) -> Response {
    let id = request.headers().get(REQUEST_ID).filter(|id| id.len() <= 128).cloned();
    let mut response = next.run(request).await;
    if let Some(id) = id {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::routing::get;
    use tower_service::Service;

    #[tokio::test]
    async fn f46_a_panicking_handler_answers_500_in_its_areas_words_and_the_next_request_is_served() {
        for (area, kind) in [
            (Area::Fhir, crate::wire::fhir::JSON),
            (Area::Account, crate::wire::PROBLEM_JSON),
            (Area::SignIn, "application/json"),
        ] {
            let panics = get(async || -> Response { panic!("a secret in the panic") });
            let mut router = surround(area, Router::new().route("/boom", panics).route("/well", get(async || "well")));
            let mut call = async |path: &str| {
                let request = Request::get(path).header(header::HOST, "127.0.0.1:1").body(Body::empty()).unwrap();
                let response = router.call(request).await.unwrap();
                let (status, kind) = (response.status(), response.headers().get(header::CONTENT_TYPE).cloned());
                (status, kind, axum::body::to_bytes(response.into_body(), 9_999).await.unwrap())
            };
            let (status, said, body) = call("/boom").await;
            assert_eq!((status.as_u16(), said.unwrap().to_str().unwrap()), (500, kind));
            assert!(!String::from_utf8_lossy(&body).contains("secret"));
            assert_eq!(call("/well").await.0, 200);
        }
    }
}
