//! A `Questionnaire` as a form to fill, whoever wrote it: what is not understood is left out and counted, and a question is
//! never hidden because of it.

mod conditions;
mod item;
mod options;

use super::Head;
use super::code::Coding;
use super::lenient::{loose, many, some};
use crate::domain::{Clean, Form, FormId, Forms, Problem};
use item::Reader;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::sync::Arc;

/// Far beyond any form that a person fills.
const QUESTIONS: usize = 2_000;
/// When they are asked, all together.
const CONDITIONS: usize = 4_000;
/// Groups within groups.
const DEPTH: usize = 32;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct View {
    #[serde(deserialize_with = "loose")]
    url: Option<String>,
    #[serde(deserialize_with = "loose")]
    version: Option<String>,
    #[serde(deserialize_with = "loose")]
    name: Option<String>,
    #[serde(deserialize_with = "loose")]
    title: Option<String>,
    #[serde(deserialize_with = "loose")]
    status: Option<String>,
    #[serde(deserialize_with = "some")]
    code: Vec<Coding>,
    #[serde(deserialize_with = "loose")]
    description: Option<String>,
    #[serde(deserialize_with = "many")]
    contained: Vec<Box<RawValue>>,
    #[serde(deserialize_with = "many")]
    item: Vec<Box<RawValue>>,
}

/// [`Problem::FormTooLarge`] beyond what a person could fill, [`Problem::Garbled`] when it is no form.
pub fn form(text: &str) -> Result<Form, Problem> {
    let head: Head = serde_json::from_str(text).map_err(|_| Problem::Garbled)?;
    if head.resource_type != "Questionnaire" || !head.plain() {
        return Err(Problem::Garbled);
    }
    let view: View = serde_json::from_str(text).map_err(|_| Problem::Garbled)?;
    let mut reader = Reader::new(&view.contained);
    let (mut items, about) = reader.items(&view.item, 0)?;
    let left_out = reader.left_out.saturating_add(conditions::settle(&mut items));
    let line = |text: &Option<String>| super::code::line(text.as_deref());
    let id = head.id.as_deref().and_then(FormId::new);
    let canonical = match (line(&view.url), line(&view.version), &id) {
        (Some(url), Some(version), _) => Clean::line(&format!("{url}|{version}")),
        (Some(url), None, _) => url,
        (None, _, Some(id)) => Clean::line(&format!("Questionnaire/{}", id.as_str())),
        (None, _, None) => return Err(Problem::Garbled),
    };
    let name = line(&view.name).unwrap_or_default();
    let told = view.description.iter().map(|text| Clean::new(text.trim())).chain(about).filter(|text| !text.is_empty());
    let about = told.map(|text| text.to_string()).collect::<Vec<_>>().join("\n");
    Ok(Form {
        id,
        title: line(&view.title).or_else(|| view.code.iter().find_map(Coding::said)).unwrap_or_else(|| name.clone()),
        canonical,
        name,
        about: (!about.is_empty()).then(|| Clean::new(&about)),
        items,
        left_out,
    })
}

/// Those of a page that can be filled: one that is retired is not. The problem of the last that cannot, when there is none else.
pub fn forms(found: &super::Found) -> Result<Forms, Problem> {
    let (mut forms, mut last) = (Forms::new(), None);
    for raw in found.iter() {
        let text = raw.as_ref().map(|raw| raw.get()).unwrap_or_default();
        if retired(text) {
            continue;
        }
        match form(text) {
            Ok(form) => forms.push(Arc::new(form)),
            Err(problem) => last = Some(problem),
        }
    }
    match last {
        Some(problem) if forms.is_empty() => Err(problem),
        Some(_) | None => Ok(forms),
    }
}

fn retired(text: &str) -> bool {
    serde_json::from_str::<View>(text).is_ok_and(|view| view.status.as_deref() == Some("retired"))
}
