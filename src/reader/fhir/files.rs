//! Files carried inside a FHIR document: `Binary` and `Attachment`. One that is elsewhere is never fetched.

use super::bundle::Bundle;
use super::draft::Draft;
use super::json::Json;
use crate::domain::{Clean, Label, Piece};
use crate::reader::base64;

/// The files of an entry, and of the entries its attachments name.
pub fn of_entry(draft: &mut Draft, bundle: &Bundle<'_, '_>, index: usize) {
    let Some(entry) = bundle.entries.get(index).filter(|_| draft.carried.insert(index)) else { return };
    if entry.kind == "Binary" {
        return binary(draft, entry.resource, None);
    }
    let mut left = vec![entry.resource];
    while let Some(value) = left.pop() {
        match value {
            Json::Object(members) => {
                if value.get("contentType").is_some() || value.get("data").is_some() && value.get("lowerLimit").is_none() {
                    attachment(draft, bundle, value);
                }
                left.extend(members.iter().rev().map(|(_, value)| value));
            }
            Json::List(items) => left.extend(items.iter().rev()),
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Text(_) => {}
        }
    }
}

/// Those of the entries that no section names.
pub fn rest(draft: &mut Draft, bundle: &Bundle<'_, '_>) {
    for index in bundle.own() {
        of_entry(draft, bundle, index);
    }
}

fn attachment(draft: &mut Draft, bundle: &Bundle<'_, '_>, attachment: &Json<'_>) {
    let title = attachment.said("title").map(|title| draft.line(title));
    if attachment.said("data").is_some() {
        return binary(draft, attachment, title);
    }
    let Some(url) = attachment.said("url") else { return };
    match bundle.at(url) {
        Some(index) => {
            if let Some(entry) = bundle.entries.get(index).filter(|_| draft.carried.insert(index)) {
                binary(draft, entry.resource, title);
            }
        }
        None => {
            let address = draft.line(url);
            draft.push(Piece::Note(Label::ExternalFile { address }));
        }
    }
}

fn binary(draft: &mut Draft, holder: &Json<'_>, title: Option<Clean>) {
    let media_type = draft.line(holder.said("contentType").unwrap_or_default());
    let bytes = holder.said("data").and_then(base64::decode).filter(|bytes| !bytes.is_empty());
    let label = match bytes {
        Some(bytes) => draft.file(title, media_type, bytes),
        None => Label::EmbeddedUnreadable { media_type },
    };
    draft.push(Piece::Note(label));
}
