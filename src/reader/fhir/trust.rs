//! What of a document may not be taken as true: parts that may change its meaning, and what its author calls a mistake.

use super::json::Json;
use super::values;

/// A part that no reader may pass over, in it or in one of its parts: without understanding it, the rest could be understood
/// wrongly (FHIR R4 §2.1.0.1).
pub fn changes_its_meaning(resource: &Json<'_>) -> bool {
    let mut left = vec![resource];
    while let Some(value) = left.pop() {
        match value {
            Json::Object(members) => {
                if members.iter().any(|(key, _)| matches!(key.as_ref(), "modifierExtension" | "implicitRules")) {
                    return true;
                }
                // Resources inside are looked at by themselves.
                left.extend(members.iter().filter(|(key, _)| key != "contained").map(|(_, value)| value));
            }
            Json::List(items) => left.extend(items),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
        }
    }
    false
}

pub fn in_error(resource: &Json<'_>) -> bool {
    let codes = [resource.said("status"), values::code(resource, "verificationStatus"), resource.said("docStatus")];
    codes.into_iter().flatten().any(|code| code == "entered-in-error")
}
