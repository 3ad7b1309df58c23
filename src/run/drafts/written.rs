//! A draft as bytes and back: the texts as they were typed, under names that a later version still reads.

use crate::domain::{Clean, ContactId, DocumentId, Draft, DraftBytes, DraftId, Kept, Purpose, ResponseId, StatementId, Topic};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Changes when an older program could no longer read it.
const VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Written {
    version: u32,
    identifier: String,
    purpose: For,
    base: Option<String>,
    before: Vec<Field>,
    typed: Vec<Field>,
    page: u32,
    /// Seconds since 1970.
    at: Option<i64>,
}

#[derive(Serialize, Deserialize)]
struct Field {
    path: Vec<(String, u32)>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    chosen: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
enum For {
    Contact { id: Option<String> },
    Statement { topic: About, id: Option<String> },
    Answers { canonical: String, title: String, response: Option<String>, directives: bool },
    Wish,
    Deposit { path: String, replaces: Option<String> },
    Correct { document: String },
}

#[derive(Serialize, Deserialize, Clone, Copy)]
#[serde(rename_all = "kebab-case")]
enum About {
    Illness,
    Allergy,
    Treatment,
    Blood,
    Rhesus,
}

/// Under the id that its identifier names.
pub fn write(id: DraftId, draft: &Draft) -> DraftBytes {
    let written = Written {
        version: VERSION,
        identifier: draft.identifier.to_string(),
        purpose: purpose(&draft.purpose),
        base: draft.base.as_ref().map(Clean::to_string),
        before: draft.before.iter().map(field).collect(),
        typed: draft.typed.iter().map(field).collect(),
        page: draft.page,
        at: draft.at.map(Timestamp::as_second),
    };
    // Text and numbers: writing them as JSON cannot fail.
    let bytes = Zeroizing::new(serde_json::to_vec(&written).unwrap_or_default());
    DraftBytes { id, kind: kind(&draft.purpose).to_owned(), written: draft.at.unwrap_or(Timestamp::UNIX_EPOCH), bytes }
}

fn kind(purpose: &Purpose) -> &'static str {
    match purpose {
        Purpose::Contact(_) => "contact",
        Purpose::Statement(..) => "statement",
        Purpose::Answers { .. } => "answers",
        Purpose::Wish => "wish",
        Purpose::Deposit { .. } => "deposit",
        Purpose::Correct(_) => "correct",
    }
}

fn field(kept: &Kept) -> Field {
    Field {
        path: kept.path.iter().map(|(link, rank)| (link.to_string(), *rank)).collect(),
        text: kept.text.to_string(),
        chosen: kept.chosen.iter().map(Clean::to_string).collect(),
    }
}

fn purpose(purpose: &Purpose) -> For {
    match purpose {
        Purpose::Contact(id) => For::Contact { id: id.as_ref().map(|id| id.as_str().to_owned()) },
        Purpose::Statement(topic, id) => {
            let topic = match topic {
                Topic::Illness => About::Illness,
                Topic::Allergy => About::Allergy,
                Topic::Treatment => About::Treatment,
                Topic::Blood => About::Blood,
                Topic::Rhesus => About::Rhesus,
            };
            For::Statement { topic, id: id.as_ref().map(|id| id.as_str().to_owned()) }
        }
        Purpose::Answers { canonical, title, response, directives } => For::Answers {
            canonical: canonical.to_string(),
            title: title.to_string(),
            response: response.as_ref().map(|id| id.as_str().to_owned()),
            directives: *directives,
        },
        Purpose::Wish => For::Wish,
        Purpose::Deposit { path, replaces } => {
            For::Deposit { path: path.to_string(), replaces: replaces.as_ref().map(|id| id.as_str().to_owned()) }
        }
        Purpose::Correct(id) => For::Correct { document: id.as_str().to_owned() },
    }
}

/// `None` for what this version does not understand: it stays where it is.
pub fn read(kept: &DraftBytes) -> Option<Draft> {
    let written: Written = serde_json::from_slice(&kept.bytes).ok()?;
    (written.version == VERSION).then_some(())?;
    Some(Draft {
        identifier: Clean::new(&written.identifier),
        purpose: meant(written.purpose)?,
        base: written.base.as_deref().map(Clean::new),
        before: written.before.into_iter().map(kept_of).collect(),
        typed: written.typed.into_iter().map(kept_of).collect(),
        page: written.page,
        at: written.at.and_then(|at| Timestamp::from_second(at).ok()).or(Some(kept.written)),
    })
}

fn kept_of(field: Field) -> Kept {
    Kept {
        path: field.path.into_iter().map(|(link, rank)| (Clean::new(&link), rank)).collect(),
        text: Clean::new(&field.text),
        chosen: field.chosen.iter().map(|code| Clean::new(code)).collect(),
    }
}

fn meant(purpose: For) -> Option<Purpose> {
    Some(match purpose {
        For::Contact { id } => Purpose::Contact(id.as_deref().and_then(ContactId::new)),
        For::Statement { topic, id } => {
            let topic = match topic {
                About::Illness => Topic::Illness,
                About::Allergy => Topic::Allergy,
                About::Treatment => Topic::Treatment,
                About::Blood => Topic::Blood,
                About::Rhesus => Topic::Rhesus,
            };
            Purpose::Statement(topic, id.as_deref().and_then(StatementId::new))
        }
        For::Answers { canonical, title, response, directives } => Purpose::Answers {
            canonical: Clean::new(&canonical),
            title: Clean::new(&title),
            response: response.as_deref().and_then(ResponseId::new),
            directives,
        },
        For::Wish => Purpose::Wish,
        For::Deposit { path, replaces } => {
            Purpose::Deposit { path: Clean::new(&path), replaces: replaces.as_deref().and_then(DocumentId::new) }
        }
        For::Correct { document } => Purpose::Correct(DocumentId::new(&document)?),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_kept() -> impl Strategy<Value = Kept> {
        let path = prop::collection::vec(("[a-z]{1,8}", 0..3_u32), 1..4);
        (path, "\\PC{0,40}(\n\\PC{0,20})?", prop::collection::vec("[A-Z]{1,4}", 0..3)).prop_map(|(path, text, chosen)| Kept {
            path: path.into_iter().map(|(link, rank)| (Clean::new(&link), rank)).collect(),
            text: Clean::new(&text),
            chosen: chosen.iter().map(|code| Clean::new(code)).collect(),
        })
    }

    fn any_purpose() -> impl Strategy<Value = Purpose> {
        prop_oneof![
            prop::option::of("[a-z0-9]{1,9}").prop_map(|id| Purpose::Contact(id.and_then(|id| ContactId::new(&id)))),
            (0..5_usize).prop_map(|at| Purpose::Statement(Topic::ALL[at], None)),
            "[a-z:|]{1,20}".prop_map(|canonical| Purpose::Answers {
                canonical: Clean::new(&canonical),
                title: "Directives".into(),
                response: ResponseId::new("r-1"),
                directives: true
            }),
            Just(Purpose::Wish),
            "\\PC{0,20}".prop_map(|path| Purpose::Deposit { path: Clean::new(&path), replaces: None }),
            Just(Purpose::Correct(DocumentId::new("d-1").unwrap())),
        ]
    }

    proptest! {
        #[test]
        fn what_was_typed_is_given_back_as_it_was(
            purpose in any_purpose(), typed in prop::collection::vec(any_kept(), 0..6), page in any::<u32>(),
        ) {
            let draft = Draft {
                identifier: "urn:uuid:6d3f2a9e-0a4b-4c1e-9d52-2f5b8f2a7c11".into(),
                purpose,
                base: Some("3".into()),
                before: typed.clone(),
                typed,
                page,
                at: Some("2026-11-20T12:00:00Z".parse().unwrap()),
            };
            prop_assert_eq!(read(&write(DraftId::of_urn(&draft.identifier).unwrap(), &draft)), Some(draft));
        }

        #[test]
        fn bytes_that_are_no_draft_are_none(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let kept = DraftBytes {
                id: DraftId::new(1), kind: String::new(), written: Timestamp::UNIX_EPOCH, bytes: Zeroizing::new(bytes),
            };
            let _ = read(&kept);
        }
    }
}
