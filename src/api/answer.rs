//! What an answer means before its body is looked at.

use super::connection::{Answer, Opened};
use crate::domain::Problem;

/// Nothing for a success. `closed`: the record is known to be closed, which is why all else is refused (D23).
pub(super) fn problem(status: u16, retry_after: Option<u64>, closed: bool) -> Option<Problem> {
    Some(match status {
        200..=299 => return None,
        300..=399 => Problem::Redirected,
        401 => Problem::SessionEnded,
        403 if closed => Problem::DmpClosed,
        403 => Problem::Forbidden,
        404 | 410 => Problem::NotFound,
        429 => Problem::TooFast { seconds: retry_after },
        502..=504 => Problem::Unavailable { seconds: retry_after },
        status => Problem::ServerFailed { status },
    })
}

/// `application/json` and its relatives. A server that declares nothing is taken at its bytes.
pub(super) fn is_json(essence: Option<&str>) -> bool {
    essence
        .is_none_or(|essence| essence == "application/json" || essence.ends_with("+json") || essence == "application/json+fhir")
}

impl Answer {
    /// The body of a success that is JSON.
    pub fn json(&self, closed: bool) -> Result<&[u8], Problem> {
        if let Some(problem) = problem(self.status, self.retry_after, closed) {
            return Err(problem);
        }
        if is_json(self.essence.as_deref()) { Ok(&self.body) } else { Err(Problem::Garbled) }
    }
}

impl Opened {
    pub fn success(&self, closed: bool) -> Result<(), Problem> {
        problem(self.status, self.retry_after, closed).map_or(Ok(()), Err)
    }
}
