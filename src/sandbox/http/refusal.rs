//! A refusal, said in the shape that its part of the server speaks: OperationOutcome, RFC 9457 problem, or OAuth error.
//! Never says more than what the person asking may know.

use super::Area;
use crate::sandbox::auth::session::FRESH;
use crate::sandbox::clock::{Millis, SECOND, seconds_until};
use crate::sandbox::fault::Fault;
use crate::wire::oauth::{error, member};
use crate::wire::{PROBLEM_JSON, fhir};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

/// Travels inside the response until [`dress`] writes it.
#[derive(Debug, Clone)]
pub struct Refusal {
    pub status: StatusCode,
    /// An OAuth or project code.
    pub code: &'static str,
    /// A code of FHIR's `issue-type`.
    pub issue: &'static str,
    /// English, ASCII, for a developer.
    pub text: String,
    /// Seconds.
    pub retry_after: Option<u64>,
    /// Members added to a problem or an OAuth error.
    pub members: Map<String, Value>,
    /// What is wrong with each element of a resource; none when it is not about elements.
    pub remarks: Box<[Remark]>,
}

/// What is wrong with one element of the resource that was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// FHIRPath from the resource: `RelatedPerson.telecom[1].value`.
    pub expression: String,
    /// A code of FHIR's `issue-type`.
    pub issue: &'static str,
    /// English, ASCII, for a developer; never what was sent.
    pub text: String,
}

impl Remark {
    pub fn new(expression: impl Into<String>, issue: &'static str, text: impl Into<String>) -> Self {
        Self { expression: expression.into(), issue, text: text.into() }
    }
}

impl Refusal {
    pub fn new(status: StatusCode, code: &'static str, issue: &'static str, text: impl Into<String>) -> Self {
        Self { status, code, issue, text: text.into(), retry_after: None, members: Map::new(), remarks: Box::default() }
    }

    pub fn invalid(text: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error::INVALID_REQUEST, "invalid", text)
    }

    /// 422: every element that is not as it should be, the first of them first.
    pub fn unfit(remarks: Vec<Remark>) -> Self {
        let text = remarks.first().map_or_else(String::new, |first| format!("{}: {}", first.expression, first.text));
        Self { remarks: remarks.into(), ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", "invariant", text) }
    }

    /// 422: one element.
    pub fn element(expression: impl Into<String>, issue: &'static str, text: impl Into<String>) -> Self {
        Self::unfit(vec![Remark::new(expression, issue, text)])
    }

    pub fn forbidden(text: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", "forbidden", text)
    }

    pub fn conflict(text: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, "conflict", "conflict", text)
    }

    /// The same for what does not exist and for what belongs to somebody else (S62).
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "not-found", "Not found")
    }

    /// `If-Match` is missing, or names another version than the current one.
    pub fn stale() -> Self {
        Self::new(StatusCode::PRECONDITION_FAILED, "stale", "conflict", "If-Match must name the current version")
    }

    pub fn closed() -> Self {
        Self::new(StatusCode::FORBIDDEN, "record_closed", "forbidden", "This record is closed")
    }

    pub fn unauthorized() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "invalid_token", "login", "A valid access token is needed")
    }

    /// The session is good, and what is asked is grave: the password is to be given again first (S28, RFC 9470).
    pub fn step_up() -> Self {
        let text = "The password must have been given recently: unlock, or sign in again";
        let max_age = FRESH.div_euclid(SECOND);
        Self::new(StatusCode::UNAUTHORIZED, error::STEP_UP, "login", text).with(member::MAX_AGE, max_age)
    }

    pub fn too_fast(until: Millis, now: Millis) -> Self {
        let mut refusal = Self::new(StatusCode::TOO_MANY_REQUESTS, error::SLOW_DOWN, "throttled", "Too many requests");
        refusal.retry_after = Some(seconds_until(until, now));
        refusal
    }

    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", "too-long", "The body is larger than 8 MiB")
    }

    pub fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.members.insert(member.to_owned(), value.into());
        self
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Full => {
                tracing::error!("the disk is full");
                Self::new(
                    StatusCode::INSUFFICIENT_STORAGE,
                    "insufficient_storage",
                    "no-store",
                    "No room left: nothing was changed",
                )
            }
            Fault::Busy => {
                let busy = Self::new(StatusCode::SERVICE_UNAVAILABLE, "temporarily_unavailable", "transient", "Try again");
                Self { retry_after: Some(1), ..busy }
            }
            Fault::Broken(why) => {
                tracing::error!(why, "fault");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "server_error", "exception", "Internal error")
            }
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Writes the refusal that a response carries, in the area's shape; other responses pass.
pub fn dress(area: Area, mut response: Response) -> Response {
    let Some(refusal) = response.extensions_mut().remove::<Refusal>() else { return response };
    let status = refusal.status;
    let (media_type, body) = match area {
        Area::Fhir => (fhir::JSON, outcome(&refusal)),
        Area::Account | Area::Door => (PROBLEM_JSON, problem(&refusal)),
        Area::SignIn => ("application/json", oauth(&refusal)),
    };
    let mut headers = vec![(header::CONTENT_TYPE, media_type.to_owned()), (header::CACHE_CONTROL, "no-store".to_owned())];
    if let Some(seconds) = refusal.retry_after {
        headers.push((header::RETRY_AFTER, seconds.to_string()));
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.push((header::WWW_AUTHENTICATE, challenge(&refusal)));
    }
    let mut dressed = (status, body.to_string()).into_response();
    for (name, value) in response.headers() {
        dressed.headers_mut().insert(name.clone(), value.clone());
    }
    dressed.headers_mut().remove(header::CONTENT_LENGTH);
    for (name, value) in headers {
        set(&mut dressed, name, &value);
    }
    dressed
}

fn challenge(refusal: &Refusal) -> String {
    match refusal.members.get(member::MAX_AGE) {
        Some(seconds) => format!("Bearer error=\"{}\", {}={seconds}", error::STEP_UP, member::MAX_AGE),
        None => "Bearer error=\"invalid_token\"".to_owned(),
    }
}

pub fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

fn outcome(refusal: &Refusal) -> Value {
    let one = |remark: &Remark| {
        let Remark { expression, issue, text } = remark;
        json!({ "severity": "error", "code": issue, "diagnostics": text, "expression": [expression] })
    };
    let mut issues: Vec<Value> = refusal.remarks.iter().map(one).collect();
    if issues.is_empty() {
        issues.push(json!({ "severity": "error", "code": refusal.issue, "diagnostics": refusal.text }));
    }
    json!({ "resourceType": "OperationOutcome", "issue": issues })
}

fn problem(refusal: &Refusal) -> Value {
    let mut problem = refusal.members.clone();
    problem.insert("type".to_owned(), "about:blank".into());
    problem.insert("status".to_owned(), refusal.status.as_u16().into());
    problem.insert("title".to_owned(), refusal.text.clone().into());
    problem.insert("error".to_owned(), refusal.code.into());
    problem.into()
}

fn oauth(refusal: &Refusal) -> Value {
    let mut answer = refusal.members.clone();
    answer.insert("error".to_owned(), refusal.code.into());
    answer.insert("error_description".to_owned(), refusal.text.clone().into());
    answer.into()
}
