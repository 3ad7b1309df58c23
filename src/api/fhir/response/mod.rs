//! A `QuestionnaireResponse`: read strictly, since what is not understood would be lost when it is written over.

mod write;

pub use write::{changed, explain, new, same};

use super::Head;
use super::answer::{Element, answer};
use super::code::{Identifier, line};
use super::kept::Meta;
use super::lenient::{loose, many};
use crate::domain::{Answered, Clean, Response, ResponseId, Responses};
use crate::wire::fhir::form as code;
use serde::Deserialize;
use serde_json::value::RawValue;

/// Groups within groups, and answers within answers.
const DEPTH: u8 = 64;

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
struct View {
    #[serde(deserialize_with = "loose")]
    meta: Option<Meta>,
    #[serde(deserialize_with = "loose")]
    identifier: Option<Identifier>,
    #[serde(deserialize_with = "loose")]
    questionnaire: Option<String>,
    #[serde(deserialize_with = "loose")]
    status: Option<String>,
    #[serde(deserialize_with = "loose")]
    authored: Option<String>,
    #[serde(deserialize_with = "many")]
    item: Vec<Box<RawValue>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Item {
    link_id: String,
    #[serde(default, deserialize_with = "loose")]
    text: Option<String>,
    #[serde(default, deserialize_with = "many")]
    answer: Vec<Element>,
    #[serde(default, deserialize_with = "many")]
    item: Vec<Box<RawValue>>,
    #[serde(default, deserialize_with = "many")]
    modifier_extension: Vec<Box<RawValue>>,
}

/// What one of them turns out to be.
enum Read {
    Answers(Box<Response>),
    /// Withdrawn, or given up.
    NotShown,
}

/// What is read of those of a search.
pub fn responses(found: &super::Found) -> Responses {
    let mut responses = Responses::default();
    for raw in found {
        match raw.as_ref().and_then(|raw| read(raw.get())) {
            Some(Read::Answers(response)) if response.id.is_some() => responses.all.push(*response),
            Some(Read::NotShown) => {}
            Some(Read::Answers(_)) | None => responses.unreadable += 1,
        }
    }
    responses
}

fn read(text: &str) -> Option<Read> {
    let head: Head = serde_json::from_str(text).ok()?;
    if head.resource_type != "QuestionnaireResponse" || !head.plain() {
        return None;
    }
    let view: View = serde_json::from_str(text).ok()?;
    let completed = match view.status.as_deref()? {
        code::IN_PROGRESS => false,
        code::COMPLETED | "amended" => true,
        "stopped" | "entered-in-error" => return Some(Read::NotShown),
        _other => return None,
    };
    Some(Read::Answers(Box::new(Response {
        id: head.id.as_deref().and_then(ResponseId::new),
        version: view.meta.and_then(|meta| line(meta.version_id.as_deref())),
        identifier: view.identifier.and_then(|it| line(it.value.as_deref())).unwrap_or_default(),
        canonical: line(view.questionnaire.as_deref()).unwrap_or_default(),
        completed,
        authored: view.authored.as_deref().and_then(|at| at.parse().ok()),
        items: items(&view.item, DEPTH)?,
    })))
}

fn items(raws: &[Box<RawValue>], depth: u8) -> Option<Vec<Answered>> {
    let deeper = depth.checked_sub(1)?;
    let item = |raw: &RawValue| {
        let item: Item = serde_json::from_str(raw.get()).ok().filter(|item: &Item| item.modifier_extension.is_empty())?;
        let mut under = items(&item.item, deeper)?;
        let mut answers = Vec::new();
        for element in &item.answer {
            answers.push(answer(element, "value")?);
            if let Some(raw) = element.get("item") {
                under.extend(items(&serde_json::from_str::<Vec<Box<RawValue>>>(raw.get()).ok()?, deeper)?);
            }
        }
        let text = item.text.as_deref().map(|text| Clean::new(text.trim())).unwrap_or_default();
        Some(Answered { link: Clean::line(&item.link_id), text, answers, items: under })
    };
    raws.iter().map(|raw| item(raw)).collect()
}
