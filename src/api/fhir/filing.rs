//! A change to a document as a JSON Patch (PDSm4DMP TD3.3), which begins with a `test` of what it changes (D26).

use super::code::Concept;
use super::lenient::{loose, some};
use super::{resource, text};
use crate::domain::{Clean, Filing, Problem};
use crate::wire::fhir::{extension, system, visibility};
use serde::Deserialize;
use serde_json::{Value, json};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct View {
    #[serde(default, deserialize_with = "loose")]
    meta: Option<Meta>,
    #[serde(default, deserialize_with = "loose")]
    status: Option<String>,
    #[serde(default, deserialize_with = "some")]
    security_label: Vec<Concept>,
    #[serde(default, deserialize_with = "some")]
    extension: Vec<Extension>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    #[serde(default, deserialize_with = "loose")]
    version_id: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Extension {
    #[serde(default, deserialize_with = "loose")]
    url: Option<String>,
    #[serde(default, deserialize_with = "loose")]
    value_boolean: Option<bool>,
}

/// What is to be sent, and the version it is for.
#[derive(Debug)]
pub struct Patch {
    pub version: Clean,
    pub operations: Value,
}

/// Nothing when the document is already as wanted.
///
/// [`Problem::Garbled`] when the resource is not laid out as it is understood here: what was left out by the lenient reading
/// would give another place its number.
pub fn patch(bytes: &[u8], filing: Filing) -> Result<Option<Patch>, Problem> {
    let view: View = resource(bytes, "DocumentReference")?;
    let whole: Value = serde_json::from_str(text(bytes)?).map_err(|_| Problem::Garbled)?;
    let count = |member: &str| whole.get(member).and_then(Value::as_array).map_or(0, Vec::len);
    if view.security_label.len() != count("securityLabel") || view.extension.len() != count("extension") {
        return Err(Problem::Garbled);
    }
    let version = view.meta.as_ref().and_then(|meta| super::code::line(meta.version_id.as_deref())).ok_or(Problem::Garbled)?;
    let operations = match filing {
        Filing::Mask => mask(&view)?,
        Filing::Unmask => unmask(&view)?,
        Filing::Archive => archive(&view, true),
        Filing::Unarchive => archive(&view, false),
        Filing::Delete => delete(&view)?,
    };
    Ok(operations.map(|operations| Patch { version, operations }))
}

/// Where a label stands: of the list, and of its codings.
fn label(view: &View, wanted: &str) -> Option<(usize, usize)> {
    view.security_label.iter().enumerate().find_map(|(at, label)| {
        label.coding.iter().position(|coding| coding.code.as_deref() == Some(wanted)).map(|coding| (at, coding))
    })
}

fn mask(view: &View) -> Result<Option<Value>, Problem> {
    if label(view, visibility::MASKED).is_some() {
        return Ok(None);
    }
    let masked = json!({ "coding": [{ "system": system::VISIBILITY, "code": visibility::MASKED }] });
    let there =
        view.security_label.iter().enumerate().find_map(|(at, label)| {
            label.coding.iter().enumerate().find_map(|(coding, it)| Some((at, coding, it.code.as_deref()?)))
        });
    Ok(Some(match there {
        Some((at, coding, code)) => json!([
            { "op": "test", "path": format!("/securityLabel/{at}/coding/{coding}/code"), "value": code },
            { "op": "add", "path": "/securityLabel/-", "value": masked },
        ]),
        None if view.security_label.is_empty() => json!([
            { "op": "test", "path": "/status", "value": view.status.as_deref().ok_or(Problem::Garbled)? },
            { "op": "add", "path": "/securityLabel", "value": [masked] },
        ]),
        None => return Err(Problem::Garbled),
    }))
}

/// A label that also says something else keeps it: only the coding goes.
fn unmask(view: &View) -> Result<Option<Value>, Problem> {
    let Some((at, coding)) = label(view, visibility::MASKED) else { return Ok(None) };
    let alone = view.security_label.get(at).is_some_and(|label| label.coding.len() == 1);
    let path = if alone { format!("/securityLabel/{at}") } else { format!("/securityLabel/{at}/coding/{coding}") };
    Ok(Some(json!([
        { "op": "test", "path": format!("/securityLabel/{at}/coding/{coding}/code"), "value": visibility::MASKED },
        { "op": "remove", "path": path },
    ])))
}

fn archive(view: &View, archived: bool) -> Option<Value> {
    let at = view.extension.iter().position(|it| it.url.as_deref() == Some(extension::ARCHIVED));
    let now = at.and_then(|at| view.extension.get(at)).and_then(|it| it.value_boolean).unwrap_or(false);
    if now == archived {
        return None;
    }
    let new = json!({ "url": extension::ARCHIVED, "valueBoolean": archived });
    Some(match at {
        Some(at) => json!([
            { "op": "test", "path": format!("/extension/{at}/url"), "value": extension::ARCHIVED },
            { "op": "replace", "path": format!("/extension/{at}/valueBoolean"), "value": archived },
        ]),
        None => json!([
            { "op": "test", "path": "/status", "value": view.status },
            if view.extension.is_empty() {
                json!({ "op": "add", "path": "/extension", "value": [new] })
            } else {
                json!({ "op": "add", "path": "/extension/-", "value": new })
            },
        ]),
    })
}

fn delete(view: &View) -> Result<Option<Value>, Problem> {
    const GONE: &str = "entered-in-error";
    let status = view.status.as_deref().ok_or(Problem::Garbled)?;
    let operations = json!([
        { "op": "test", "path": "/status", "value": status },
        { "op": "replace", "path": "/status", "value": GONE },
    ]);
    Ok((status != GONE).then_some(operations))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(labels: &Value, extension: &Value) -> Vec<u8> {
        json!({ "resourceType": "DocumentReference", "meta": { "versionId": "4" }, "status": "current",
            "securityLabel": labels, "extension": extension })
        .to_string()
        .into_bytes()
    }

    fn normal() -> Value {
        json!([{ "coding": [{ "code": "N" }] }])
    }

    #[test]
    fn masking_adds_a_label_after_those_that_are_there_and_unmasking_removes_that_one() {
        let patch = super::patch(&document(&normal(), &json!([])), Filing::Mask).unwrap().unwrap();
        assert_eq!(patch.version.as_str(), "4");
        assert_eq!(patch.operations[0], json!({ "op": "test", "path": "/securityLabel/0/coding/0/code", "value": "N" }));
        assert_eq!(patch.operations[1]["path"], "/securityLabel/-");
        let masked = json!([{ "coding": [{ "code": "N" }] }, { "coding": [{ "code": "MASQUE_PS" }] }]);
        let document = document(&masked, &json!([]));
        assert!(super::patch(&document, Filing::Mask).unwrap().is_none(), "already so");
        let back = super::patch(&document, Filing::Unmask).unwrap().unwrap();
        assert_eq!(back.operations[1], json!({ "op": "remove", "path": "/securityLabel/1" }));
    }

    #[test]
    fn a_label_in_company_goes_alone() {
        let both = json!([{ "coding": [{ "code": "N" }, { "code": "MASQUE_PS" }] }]);
        let back = super::patch(&document(&both, &json!([])), Filing::Unmask).unwrap().unwrap();
        assert_eq!(back.operations[1]["path"], "/securityLabel/0/coding/1");
    }

    #[test]
    fn archiving_changes_the_extension_or_adds_it() {
        let there = json!([{ "url": "urn:x" }, { "url": extension::ARCHIVED, "valueBoolean": false }]);
        let patch = super::patch(&document(&normal(), &there), Filing::Archive).unwrap().unwrap();
        assert_eq!(patch.operations[1], json!({ "op": "replace", "path": "/extension/1/valueBoolean", "value": true }));
        assert!(super::patch(&document(&normal(), &there), Filing::Unarchive).unwrap().is_none());
        let absent = super::patch(&document(&normal(), &json!([{ "url": "urn:x" }])), Filing::Archive).unwrap().unwrap();
        assert_eq!(absent.operations[1]["path"], "/extension/-");
    }

    #[test]
    fn a_place_that_cannot_be_counted_on_is_not_changed() {
        let odd = json!([7, { "coding": [{ "code": "N" }] }]);
        assert_eq!(super::patch(&document(&odd, &json!([])), Filing::Mask).unwrap_err(), Problem::Garbled);
    }
}
