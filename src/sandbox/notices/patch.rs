//! A JSON Patch (RFC 6902) of a notice: it begins with a `test` (D26), and adds or removes `received`, nothing else.

use crate::sandbox::clock::Millis;
use crate::sandbox::fhir::dates;
use crate::sandbox::fhir::patch::unprocessable;
use crate::sandbox::http::Refusal;
use serde::Deserialize;
use serde_json::Value;

/// Operations of one patch, at most.
const MOST: usize = 8;
const RECEIVED: &str = "/received";

#[derive(Deserialize)]
struct Operation {
    op: String,
    path: String,
    #[serde(default)]
    value: Value,
}

/// When it was read; none: it is unread. `current` is the notice as it is served.
pub fn received(bytes: &[u8], current: &Value) -> Result<Option<Millis>, Refusal> {
    let operations: Vec<Operation> =
        serde_json::from_slice(bytes).map_err(|_| Refusal::invalid("the body is not a JSON Patch"))?;
    if operations.len() > MOST || operations.first().is_none_or(|first| first.op != "test") {
        return Err(unprocessable("a patch begins with a test, and is short"));
    }
    let mut outcome = None;
    for operation in &operations {
        match (operation.op.as_str(), operation.path.as_str()) {
            ("test", path) if current.pointer(path) == Some(&operation.value) => {}
            ("test", _) => return Err(unprocessable("a test of the patch does not hold")),
            ("add" | "replace", RECEIVED) if outcome.is_none() => {
                let at = operation.value.as_str().and_then(dates::instant);
                outcome = Some(Some(at.ok_or_else(|| unprocessable("received must be an instant"))?));
            }
            ("remove", RECEIVED) if outcome.is_none() => outcome = Some(None),
            _other => return Err(unprocessable("a patch adds or removes received, once")),
        }
    }
    outcome.ok_or_else(|| unprocessable("a patch adds or removes received"))
}
