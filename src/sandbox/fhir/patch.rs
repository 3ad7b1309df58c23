//! JSON Patch (RFC 6902) as it is taken here: first a `test`, then additions, removals and replacements, each of them in
//! something whose code or url was tested (D26), so that a patch made for another version never lands beside what it meant.

use crate::sandbox::http::Refusal;
use axum::http::StatusCode;
use json_patch::{PatchOperation, patch};
use serde_json::Value;

/// Of one patch.
const OPERATIONS: usize = 16;
/// What names the thing that is tested.
const NAMES: [&str; 3] = ["code", "url", "status"];

pub struct Patch(json_patch::Patch);

/// 422, with which part is not understood.
pub fn unprocessable(text: &str) -> Refusal {
    Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "unprocessable", "invariant", text)
}

pub fn read(bytes: &[u8]) -> Result<Patch, Refusal> {
    let patch: json_patch::Patch = serde_json::from_slice(bytes).map_err(|_| unprocessable("a JSON Patch is expected"))?;
    if patch.0.len() > OPERATIONS {
        return Err(unprocessable("too many operations"));
    }
    let mut tested: Vec<&str> = Vec::new();
    for operation in &patch.0 {
        match operation {
            PatchOperation::Test(test) => tested.push(test.path.as_str()),
            PatchOperation::Add(_) | PatchOperation::Remove(_) | PatchOperation::Replace(_) => {
                let changed = operation.path().as_str();
                let adds = matches!(operation, PatchOperation::Add(_));
                if !tested.iter().any(|tested| guards(tested, changed, adds)) {
                    return Err(unprocessable("a test of the code or url that is changed comes first"));
                }
            }
            // Neither is of any use here, and a few copies of copies fill the memory.
            PatchOperation::Move(_) | PatchOperation::Copy(_) => return Err(unprocessable("move and copy are not served")),
        }
    }
    Ok(Patch(patch))
}

/// `tested` names the very element that is changed; when one is added, any of those that it joins.
fn guards(tested: &str, changed: &str, adds: bool) -> bool {
    let named = tested.rsplit('/').next().is_some_and(|last| NAMES.contains(&last));
    let element = |path: &str| path.split('/').skip(1).take(if adds { 1 } else { 2 }).map(str::to_owned).collect::<Vec<_>>();
    let (tested, changed) = (element(tested), element(changed));
    named && tested.starts_with(&changed)
}

impl Patch {
    /// All of it, or nothing: what `resource` becomes.
    pub fn apply(&self, resource: &Value) -> Result<Value, Refusal> {
        let mut changed = resource.clone();
        patch(&mut changed, &self.0).map_err(|_| unprocessable("a test fails, or a path is not there"))?;
        Ok(changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn understood(patch: Value) -> bool {
        read(patch.to_string().as_bytes()).is_ok()
    }

    #[test]
    fn what_changes_is_tested_first_by_its_code_or_its_url() {
        let test = |path: &str| json!({ "op": "test", "path": path, "value": "x" });
        let removal = json!({ "op": "remove", "path": "/securityLabel/1" });
        let addition = json!({ "op": "add", "path": "/securityLabel/-", "value": {} });
        let archived = json!({ "op": "replace", "path": "/extension/0/valueBoolean", "value": true });
        for good in [
            json!([test("/securityLabel/1/coding/0/code"), removal]),
            json!([test("/securityLabel/0/coding/0/code"), addition]),
            json!([test("/extension/0/url"), archived]),
            json!([test("/status"), { "op": "replace", "path": "/status", "value": "entered-in-error" }]),
            json!([]),
        ] {
            assert!(understood(good.clone()), "{good}");
        }
        for bad in [
            json!([removal]),
            json!([removal, test("/securityLabel/1/coding/0/code")]),
            json!([test("/securityLabel/0/coding/0/code"), removal]),
            json!([test("/securityLabel/1"), removal]),
            json!([test("/securityLabel/10/coding/0/code"), removal]),
            json!([test("/extension/0/valueBoolean"), archived]),
            json!([test("/status"), archived]),
            json!([test("/status"), { "op": "copy", "from": "/content", "path": "/content/-" }]),
            json!([test("/status"), { "op": "move", "from": "/content", "path": "/status" }]),
            json!({ "op": "test" }),
            Value::from(vec![test("/status"); OPERATIONS + 1]),
        ] {
            assert!(!understood(bad.clone()), "{bad}");
        }
    }

    #[test]
    fn a_test_that_fails_changes_nothing() {
        let patch = json!([
            { "op": "test", "path": "/status", "value": "current" },
            { "op": "replace", "path": "/status", "value": "entered-in-error" },
            { "op": "test", "path": "/status", "value": "current" },
        ]);
        let patch = read(patch.to_string().as_bytes()).ok().unwrap();
        let before = json!({ "status": "current" });
        assert_eq!(patch.apply(&before).err().map(|refusal| refusal.status.as_u16()), Some(422));
        assert_eq!(before["status"], "current");
    }
}
