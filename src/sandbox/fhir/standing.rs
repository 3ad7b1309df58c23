//! What a person may change of a document, apart from all that they may not: whether it is masked, archived, deleted. It knows
//! nothing of how the change was asked for.

use super::patch::unprocessable;
use crate::sandbox::http::Refusal;
use crate::sandbox::traces::Deed;
use crate::wire::fhir::extension::ARCHIVED;
use crate::wire::fhir::system::VISIBILITY;
use crate::wire::fhir::visibility::MASKED;
use serde_json::{Value, json};

/// Of `status`.
const DELETED: &str = "entered-in-error";

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub masked: bool,
    pub archived: bool,
    pub status: String,
}

impl Standing {
    /// Out of a DocumentReference: what remains of it never changes. None when a part is not of its kind.
    pub fn take(resource: &mut Value) -> Option<Self> {
        let Value::String(status) = resource.get_mut("status")?.take() else { return None };
        let extensions = resource.get_mut("extension")?.as_array_mut()?;
        let mut archived = extensions.iter_mut().filter(|one| archives(one)).filter_map(|one| one.get_mut("valueBoolean"));
        let (Some(Value::Bool(archived)), None) = (archived.next().map(Value::take), archived.next()) else { return None };
        let labels = resource.get_mut("securityLabel")?.as_array_mut()?;
        let before = labels.len();
        labels.retain(|label| !masks(label));
        Some(Self { masked: labels.len() < before, archived, status })
    }

    /// Back where it was taken, in the words of this server.
    pub fn put(&self, resource: &mut Value) {
        if let Some(status) = resource.get_mut("status") {
            *status = self.status.as_str().into();
        }
        let extensions = resource.get_mut("extension").and_then(Value::as_array_mut);
        for one in extensions.into_iter().flatten().filter(|one| archives(one)) {
            if let Some(archived) = one.get_mut("valueBoolean") {
                *archived = self.archived.into();
            }
        }
        if let (Some(labels), true) = (resource.get_mut("securityLabel").and_then(Value::as_array_mut), self.masked) {
            labels.push(json!({ "coding": [{ "system": VISIBILITY, "code": MASKED }] }));
        }
    }

    /// What is done by going from here to `after`, or why it may not be. `own`: the person added the document.
    pub fn towards(&self, after: &Self, own: bool) -> Result<Vec<Deed>, Refusal> {
        if self == after {
            return Ok(Vec::new());
        }
        if self.status == DELETED {
            return Err(unprocessable("what was deleted does not change any more"));
        }
        let mut deeds = Vec::new();
        if self.masked != after.masked {
            deeds.push(if after.masked { Deed::Mask } else { Deed::Unmask });
        }
        if self.archived != after.archived {
            deeds.push(if after.archived { Deed::Archive } else { Deed::Unarchive });
        }
        if self.status != after.status {
            if after.status != DELETED {
                return Err(unprocessable("status: only entered-in-error can be asked for"));
            }
            if !own {
                let text = "only what the patient added can be deleted";
                return Err(Refusal::forbidden(text));
            }
            deeds.push(Deed::Delete);
        }
        Ok(deeds)
    }
}

fn archives(extension: &Value) -> bool {
    extension.get("url").is_some_and(|url| url == ARCHIVED)
}

/// The label that hides from professionals, and nothing besides.
fn masks(label: &Value) -> bool {
    let is = |coding: &Value, member: &str, wanted: &str| coding.get(member).is_some_and(|known| known == wanted);
    match label.get("coding").and_then(Value::as_array).map(Vec::as_slice) {
        Some([one]) => is(one, "system", VISIBILITY) && is(one, "code", MASKED),
        Some([..]) | None => false,
    }
}
